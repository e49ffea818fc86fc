#include "muster/grid/cells_along.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "muster/grid/hierarchy.hpp"

#include "subdivision.hpp"

using grid_test::numbers;
using grid_test::patchwork;
using grid_test::path;
using grid_test::rectangle;
using muster::cell_id;
using muster::cell_passage;
using muster::lon_lat;
using muster::planar;
using muster::vertex;
using muster::detail::outlines;

namespace {

template <class P>
std::vector<cell_passage> along(const outlines<P>& borders, const path& line) {
    std::vector<typename outlines<P>::bounds> boxes;
    for (std::size_t i = 0; i < borders.cell_count(); ++i) { boxes.push_back(borders.bounds_of(i)); }
    std::vector<vertex<P>> corners;
    for (const auto& p : line) { corners.push_back(to_vertex(grid_test::to_position<P>(p))); }
    return muster::detail::cells_along<P>(borders, {{0}, static_cast<std::uint32_t>(borders.cell_count())},
                                          muster::detail::box_index<P>{boxes}, corners);
}

std::string text(const std::vector<cell_passage>& passages) {
    std::string list;
    for (const cell_passage& one : passages) {
        list += std::to_string(one.cell.index) + "@" + std::to_string(one.entered_at.mm) + ":" +
                std::to_string(one.inside.mm) + " ";
    }
    return list;
}

}  // namespace

TEST_SUITE("grid/cells_along") {
    TEST_CASE("in the order of first entry, with the length in each") {
        outlines<planar> borders;
        const auto add = [&](const path& outer, const std::vector<path>& holes = {}) {
            borders.add(grid_test::cell<planar>("", outer, holes).area);
        };
        add(rectangle(100, 0, 200, 100));
        add(rectangle(0, 0, 100, 100));
        add(rectangle(300, 0, 400, 100), {rectangle(320, 20, 380, 80)});
        add(rectangle(150, 50, 350, 60));  // lies over the others
        CHECK(text(along(borders, {{-10, 10}, {500, 10}})) == "1@10:100 0@110:100 2@310:100 ");
        CHECK(text(along(borders, {{500, 30}, {-10, 30}})) == "2@100:40 0@300:100 1@400:100 ");
        CHECK(text(along(borders, {{50, 55}, {360, 55}})) == "1@0:50 0@50:100 3@100:200 2@250:20 ");
        CHECK(text(along(borders, {{50, 55}, {50, 300}, {120, 300}, {120, 50}, {50, 50}})) == "1@0:95 0@515:70 ");
        CHECK(text(along(borders, {{50, 55}, {50, 55}, {80, 95}, {80, 95}})) == "1@0:50 ");
        CHECK(along(borders, {{50, 55}}).empty());
        CHECK(along(borders, {{50, 55}, {50, 55}}).empty());
        CHECK(along(borders, {}).empty());
        CHECK(along(borders, {{-100, 0}, {-100, 50}, {600, 500}}).empty());
    }

    TEST_CASE("what runs along a border belongs to the side that owns it") {
        outlines<planar> borders;
        for (std::int64_t y = 0; y < 3; ++y) {
            for (std::int64_t x = 0; x < 3; ++x) {
                borders.add(grid_test::cell<planar>("", rectangle(x * 10, y * 10, x * 10 + 10, y * 10 + 10)).area);
            }
        }
        CHECK(text(along(borders, {{10, 0}, {10, 30}})) == "1@0:10 4@10:10 7@20:10 ");
        CHECK(text(along(borders, {{10, 30}, {10, 0}})) == "7@0:10 4@10:10 1@20:10 ");
        CHECK(text(along(borders, {{0, 10}, {30, 10}})) == "3@0:10 4@10:10 5@20:10 ");
        CHECK(text(along(borders, {{30, 10}, {0, 10}})) == "5@0:10 4@10:10 3@20:10 ");
        CHECK(text(along(borders, {{30, 0}, {30, 30}})) == "");  // the outer border, to the east
        CHECK(text(along(borders, {{0, 0}, {0, 30}})) == "0@0:10 3@10:10 6@20:10 ");
        CHECK(text(along(borders, {{0, 0}, {30, 30}})) == "0@0:14 4@14:14 8@28:14 ");
    }

    TEST_CASE("in a patchwork: as the points along the line say, and all of it is in some cell") {
        patchwork ground{8, 6, 1000, 4, 21};
        std::vector<muster::cell_drawing<planar>> drawn;
        // Some regions of several patches, with holes and parts.
        std::vector<std::vector<std::size_t>> members(20);
        numbers random{77};
        for (std::size_t i = 0; i < members.size(); ++i) { members[i].push_back(i); }
        for (std::size_t patch = members.size(); patch < ground.size(); ++patch) {
            members[static_cast<std::size_t>(random.between(0, 19))].push_back(patch);
        }
        outlines<planar> borders;
        for (auto& patches : members) {
            const auto area = ground.area<planar>(patches);
            borders.add(area);
            drawn.push_back({std::to_string(1000 + drawn.size()), {}, area});
        }
        const muster::hierarchy<planar> grid{{{{}, drawn}}};
        for (int round = 0; round < 200; ++round) {
            path line{{random.between(-500, 8500), random.between(-500, 6500)}};
            std::vector<double> inside(members.size());
            double margin = 2;
            double total = 0;
            double in_none = 0;
            std::vector<std::size_t> order;
            for (std::int64_t piece = random.between(1, 4); piece > 0; --piece) {
                const std::int64_t dx = random.between(-9, 9);
                const std::int64_t dy = random.between(-9, 9);
                const double step = std::hypot(static_cast<double>(dx), static_cast<double>(dy));
                const std::int64_t steps = random.between(0, 500);
                std::size_t previous = ~std::size_t{0};
                for (std::int64_t k = 0; k < steps; ++k) {
                    const planar at{static_cast<std::int32_t>(line.back().x + dx * k),
                                    static_cast<std::int32_t>(line.back().y + dy * k)};
                    const auto answer = grid.locate(at);
                    const bool is_inside = answer.status == muster::location_status::inside;
                    const std::size_t here = is_inside ? answer.owner.index : members.size();
                    if (here != previous) { margin += step; }
                    previous = here;
                    (is_inside ? inside[here] : in_none) += step;
                    if (is_inside && std::find(order.begin(), order.end(), here) == order.end()) {
                        order.push_back(here);
                    }
                }
                total += step * static_cast<double>(steps);
                line.push_back({line.back().x + dx * steps, line.back().y + dy * steps});
            }
            const auto found = along(borders, line);
            double sum = 0;
            std::int64_t before = 0;
            std::vector<std::size_t> seen;
            for (const cell_passage& one : found) {
                REQUIRE(std::abs(static_cast<double>(one.inside.mm) - inside[one.cell.index]) <= margin);
                REQUIRE(one.entered_at.mm >= before);
                before = one.entered_at.mm;
                sum += static_cast<double>(one.inside.mm);
                if (inside[one.cell.index] > 0) { seen.push_back(one.cell.index); }
                inside[one.cell.index] = 0;
            }
            for (const double missed : inside) { REQUIRE(missed <= margin); }
            REQUIRE(std::abs(sum + in_none - total) <= margin + 10);
            REQUIRE(std::is_permutation(seen.begin(), seen.end(), order.begin(), order.end()));
        }
    }

    TEST_CASE_TEMPLATE("cells that tile the ground: no millimetre is lost, vertices and borders or not", P, planar,
                       lon_lat) {
        patchwork ground{7, 7, 40, 2, 5};
        outlines<P> borders;
        for (std::size_t patch = 0; patch < ground.size(); ++patch) { borders.add(ground.template area<P>({patch})); }
        numbers random{6};
        for (int round = 0; round < 300; ++round) {
            path line;
            std::int64_t expected_um = 0;
            for (int i = 0; i < 6; ++i) {  // often from one vertex to another
                const path border = ground.border(static_cast<std::size_t>(random.between(8, 40)));
                line.push_back(random.between(0, 2) == 0
                                   ? grid_test::point{random.between(40, 240), random.between(40, 240)}
                                   : border[static_cast<std::size_t>(random.between(0, 4))]);
                if (line.size() > 1) {
                    expected_um +=
                        muster::detail::ground_length_um<P>(to_vertex(grid_test::to_position<P>(line[line.size() - 2])),
                                                            to_vertex(grid_test::to_position<P>(line.back())));
                }
            }
            std::int64_t sum = 0;
            const auto found = along(borders, line);
            for (const cell_passage& one : found) { sum += one.inside.mm; }
            const auto is_outer = [](const grid_test::point& p) {
                return p.x < 8 || p.y < 8 || p.x > 272 || p.y > 272;
            };
            if (std::none_of(line.begin(), line.end(), is_outer)) {
                REQUIRE(std::abs(sum * 1000 - expected_um) <= 501 * static_cast<std::int64_t>(found.size() + 1));
            }
        }
    }
}
