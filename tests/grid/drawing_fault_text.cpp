#include "muster/grid/drawing_fault_text.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <set>
#include <string>

using muster::drawing_fault;
using muster::language;
using muster::lon_lat;
using muster::no_cell_index;
using muster::planar;
using muster::to_text;
using kind = muster::drawing_fault_kind;

namespace {

drawing_fault<lon_lat> overlap() {
    drawing_fault<lon_lat> fault;
    fault.kind = kind::overlap;
    fault.tier = 2;
    fault.tier_name = {"communities", "社区"};
    fault.cell = 3;
    fault.key = "A";
    fault.other = 4;
    fault.other_key = "B";
    fault.area_m2 = 123.44;
    fault.count = 1;
    fault.place = lon_lat{121.5, 25};
    fault.width = {1'234};
    return fault;
}

}  // namespace

TEST_SUITE("grid/drawing_fault_text") {
    TEST_CASE("areas") {
        CHECK(to_text(overlap(), language::en) ==
              "tier 'communities', cell 'A': overlaps cell 'B' by 123.4 m2 near (lon 121.5000000, lat 25.0000000)");
        CHECK(to_text(overlap(), language::zh) ==
              "层级“社区”，网格“A”：与网格“B”重叠123.4平方米，位于（经度121.5000000，纬度25.0000000）");
        auto fault = overlap();
        fault.count = 3;
        fault.area_m2 = 2'450'000;
        CHECK(to_text(fault, language::en) ==
              "tier 'communities', cell 'A': overlaps cell 'B' by 2.5 km2 in 3 pieces, the largest near (lon "
              "121.5000000, lat 25.0000000)");
        fault.kind = kind::sliver;
        fault.of = kind::leaves_parent;
        fault.area_m2 = 0.01;
        fault.count = 1;
        CHECK(
            to_text(fault, language::en) ==
            "tier 'communities', cell 'A': leaves its parent, cell 'B', by less than 0.1 m2, at most 1.23 m wide near "
            "(lon 121.5000000, lat 25.0000000)");
        fault.of = kind::sliver;
        CHECK(to_text(fault, language::zh) ==
              "层级“社区”，网格“A”：为狭长碎片，面积不足0.1平方米，宽1.23米，位于（经度121.5000000，纬度25.0000000）");
        fault.kind = kind::gap;
        fault.area_m2 = 7;
        fault.other_tier = {"grid"};
        CHECK(to_text(fault, language::en) ==
              "tier 'communities', cell 'A': no cell of tier 'grid' covers 7.0 m2 near (lon 121.5000000, lat "
              "25.0000000)");
        fault.cell = no_cell_index;
        fault.tier_name = {};
        CHECK(to_text(fault, language::en) ==
              "tier '2': leaves out 7.0 m2 in its midst near (lon 121.5000000, lat 25.0000000)");
    }

    TEST_CASE("rings and cells") {
        drawing_fault<planar> fault;
        fault.kind = kind::self_crossing;
        fault.cell = 0;
        fault.key = "A";
        fault.polygon = 1;
        fault.count = 1;
        fault.place = planar{5, -7};
        CHECK(to_text(fault, language::en) ==
              "tier '0', cell 'A': polygon 1 crosses itself 1 time, first at (east 5 mm, north -7 mm)");
        fault.kind = kind::unclosed_ring;
        fault.ring = 2;
        fault.width = {250'004};
        CHECK(
            to_text(fault, language::en) ==
            "tier '0', cell 'A': polygon 1, hole 1 is not closed: its ends are 250.00 m apart at (east 5 mm, north -7 "
            "mm)");
        CHECK(to_text(fault, language::zh) ==
              "层级“0”，网格“A”：多边形1的内环1未闭合：首尾相距250.00米，位于（东5毫米，北-7毫米）");
        fault.kind = kind::orphan;
        fault.other_key = "P";
        CHECK(to_text(fault, language::en) == "tier '0', cell 'A': its parent 'P' is not there");
    }

    TEST_CASE("every kind has its own sentence, whatever the numbers") {
        for (const language in : {language::en, language::zh}) {
            std::set<std::string> seen;
            for (std::size_t k = 0; k < muster::drawing_fault_kinds; ++k) {
                drawing_fault<lon_lat> fault;
                fault.kind = static_cast<kind>(k);
                const std::string text = to_text(fault, in);
                CHECK(text.size() > std::string{in == language::en ? "tier '0': " : "层级“0”："}.size() + 5);
                CHECK(seen.insert(text).second);
                fault.area_m2 = std::numeric_limits<double>::infinity();
                fault.place = lon_lat{std::numeric_limits<double>::quiet_NaN(), 1e300};
                fault.width = {std::numeric_limits<std::int64_t>::max() / 2};
                CHECK(to_text(fault, in).size() > 5);
            }
        }
    }
}
