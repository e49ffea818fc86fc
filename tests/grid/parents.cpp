#include "muster/grid/parents.hpp"
#include "grid/shared_area.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <vector>

#include "subdivision.hpp"

using grid_test::rectangle;
using muster::cell_id;
using muster::planar;

namespace {

/// One cell by itself, by another method: common area strip by strip. @pre it shares some
template <class P>
cell_id parent_by_strips(const muster::detail::outlines<P>& borders, cell_id child, muster::cell_range above) {
    muster::detail::shared_area<P> shared{borders, child.index};
    std::int64_t most = 0;
    cell_id parent = cell_id::none();
    for (const cell_id candidate : above) {
        const std::int64_t share = shared.billionths_with(candidate.index);
        if (share > most) {
            most = share;
            parent = candidate;
        }
    }
    return parent;
}

}  // namespace

TEST_SUITE("grid/parents") {
    TEST_CASE("most shared area, the lowest of equals, else the nearest") {
        muster::detail::outlines<planar> borders;
        const auto add = [&](const grid_test::path& ring) { borders.add(grid_test::cell<planar>("", ring).area); };
        add(rectangle(0, 0, 100, 100));      // 0
        add(rectangle(100, 0, 200, 100));    // 1
        add(rectangle(200, 0, 300, 100));    // 2
        add(rectangle(90, 10, 120, 20));     // 3: two thirds in 1
        add(rectangle(90, 10, 110, 20));     // 4: halves
        add(rectangle(400, 0, 410, 10));     // 5: in none, nearest to 2
        add(rectangle(95, 110, 105, 120));   // 6: in none, as near to 0 as to 1
        add(rectangle(200, 100, 300, 200));  // 7: shares a border only
        const muster::cell_range above{{0}, 3};
        CHECK(muster::detail::parents_among(borders, {{3}, 5}, above) == std::vector<cell_id>{{1}, {0}, {2}, {0}, {2}});
    }

    TEST_CASE("rings that cross themselves count even-odd, flat ones go to the nearest") {
        muster::detail::outlines<planar> borders;
        const auto add = [&](const grid_test::path& ring) { borders.add(grid_test::cell<planar>("", ring).area); };
        add(rectangle(0, 0, 100, 100));
        add(rectangle(100, 0, 200, 100));
        add({{50, 0}, {150, 100}, {150, 0}, {50, 100}});                                        // two triangles: halves
        add({{50, 0}, {150, 100}, {160, 0}, {50, 100}});                                        // more in the east
        add({{10, 10}, {20, 10}, {20, 20}, {10, 20}, {10, 10}, {20, 10}, {20, 20}, {10, 20}});  // twice around: nothing
        add({{170, 10}, {180, 10}, {190, 10}});                                                 // flat
        borders.add({});
        const muster::cell_range above{{0}, 2};
        const muster::cell_range cells{{2}, 5};
        CHECK(muster::detail::parents_among(borders, cells, above) ==
              std::vector<cell_id>{{0}, {1}, {0}, {1}, cell_id::none()});
    }

    TEST_CASE("all at once is one after the other") {
        for (std::uint64_t seed = 0; seed < 40; ++seed) {
            grid_test::numbers random{seed};
            grid_test::patchwork upper{4, 4, 100, 2, seed};
            grid_test::patchwork lower{7, 7, 60, 1, seed + 99};
            muster::detail::outlines<muster::lon_lat> borders;
            for (std::size_t i = 0; i < 16; i += 2) { borders.add(upper.area<muster::lon_lat>({i, i + 1})); }
            for (std::size_t i = 0; i < 49; ++i) { borders.add(lower.area<muster::lon_lat>({i})); }
            const muster::cell_range above{{0}, 8};
            const muster::cell_range cells{{8}, 49};
            const auto all = muster::detail::parents_among(borders, cells, above);
            for (const cell_id cell : cells) {
                REQUIRE(all[cell.index - 8] == parent_by_strips(borders, cell, above));
            }
        }
    }
}
