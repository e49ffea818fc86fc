#include "muster/grid/parents.hpp"

#include <doctest/doctest.h>

#include "subdivision.hpp"

using grid_test::rectangle;
using muster::cell_id;
using muster::planar;

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
        CHECK(muster::detail::parent_among(borders, {3}, above) == cell_id{1});
        CHECK(muster::detail::parent_among(borders, {4}, above) == cell_id{0});
        CHECK(muster::detail::parent_among(borders, {5}, above) == cell_id{2});
        CHECK(muster::detail::parent_among(borders, {6}, above) == cell_id{0});
        CHECK(muster::detail::parent_among(borders, {7}, above) == cell_id{2});
    }
}
