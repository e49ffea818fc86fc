#pragma once

#include "locate/fault_report.hpp"
#include "locate/path_report.hpp"
#include "locate/share_field.hpp"

#include "muster/core/label.hpp"           // language
#include "muster/grid/answer_region.hpp"   // answer_regions
#include "muster/grid/code_layouts.hpp"    // unit_grid_code_15
#include "muster/grid/drawing_faults.hpp"  // drawing_faults
#include "muster/grid/hierarchy.hpp"       // hierarchy

#include <ostream>  // ostream
#include <string>   // string, to_string
#include <utility>  // move
#include <vector>   // vector

namespace locate {
namespace detail {

using drawing = muster::tier_drawing<muster::lon_lat>;

[[nodiscard]] inline muster::polygon<muster::lon_lat> rectangle(double west, double south, double east, double north) {
    return {{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}, {}};
}

/// A town that nobody lives in: one district, two streets, four communities of about a square kilometre.
[[nodiscard]] inline std::vector<drawing> town() {
    drawing district{"district", {}};
    district.cells.push_back({"990101", {"Riverside", "河畔区"}, {rectangle(114.00, 22.50, 114.02, 22.52)}, {}});
    drawing street{"street", {}};
    street.cells.push_back({"990101001", {"South Street", "南街"}, {rectangle(114.00, 22.50, 114.02, 22.51)}, {}});
    street.cells.push_back({"990101002", {"North Street", "北街"}, {rectangle(114.00, 22.51, 114.02, 22.52)}, {}});
    drawing community{"community", {}};
    community.cells.push_back({"990101001001", {"Mill", "磨坊"}, {rectangle(114.00, 22.50, 114.01, 22.51)}, {}});
    community.cells.push_back({"990101001002", {"Harbour", "码头"}, {rectangle(114.01, 22.50, 114.02, 22.51)}, {}});
    community.cells.push_back({"990101002001", {"Orchard", "果园"}, {rectangle(114.00, 22.51, 114.01, 22.52)}, {}});
    community.cells.push_back({"990101002002", {"Market", "集市"}, {rectangle(114.01, 22.51, 114.02, 22.52)}, {}});
    return {district, street, community};
}

}  // namespace detail

/// The town's points and owners, a drawing of it with faults, a position known only roughly, and its codes.
inline void demonstrate(muster::language in, std::ostream& out) {
    const bool zh = in == muster::language::zh;
    std::vector<detail::drawing> drawn = detail::town();
    const map cells{drawn};

    out << (zh ? "每个点恰好归一个网格\n" : "Every point has one owner\n");
    point_file points;
    points.places = {{114.005, 22.505}, {114.01, 22.51}, {114.015, 22.53}, detail::no_place};
    const found_owners found = find_owners(cells, points.places, 1);
    out << path_lines(cells, points, found, {}, [](std::string&, std::size_t) {});
    out << (zh ? "第 2 点正在四个社区的交点上: 归其东边和北边的社区。\n"
               : "Point 2 lies where all four communities meet: it belongs to the one east and north of it.\n");

    out << (zh ? "\n只知道在 300 米之内的位置\n" : "\nA position known only within 300 m\n");
    share_field shares{cells, 300};
    std::string line;
    shares.add_to(line, {114.0088, 22.5088});
    out << line.substr(1) << '\n';

    out << (zh ? "\n答案在多大范围内不变: 可以缓存\n" : "\nThe box in which an answer stays, to be cached\n");
    const auto region = muster::answer_regions<muster::lon_lat>{cells}.at({114.0088, 22.5088}).region;
    out << muster::detail::place_text(region.low) << ", " << muster::detail::place_text(region.high) << '\n';

    out << (zh ? "\n边界画错一点会怎样\n" : "\nA border drawn a little wrong\n");
    drawn[2].cells[0].area = {detail::rectangle(114.00, 22.50, 114.0103, 22.5098)};
    out << fault_words(muster::drawing_faults(drawn), in);

    out << (zh ? "\n网格编码\n" : "\nCodes of grids\n");
    const muster::code_layout layout = muster::unit_grid_code_15();
    for (const char* text : {"990101002001007", "9901010O2001007"}) {
        const auto code = layout.parse(text);
        if (!code) {
            out << text << ": " << code.error().what() << '\n';
            continue;
        }
        out << text << ":";
        for (std::size_t part = 0; part < code->part_count(); ++part) { out << ' ' << code->part(part); }
        out << '\n';
    }
}

}  // namespace locate
