#include "muster/grid/polygon.hpp"

#include <doctest/doctest.h>

#include "subdivision.hpp"

using muster::lon_lat;
using muster::planar;

TEST_SUITE("grid/polygon") {
    TEST_CASE("the box around an area holds all its rings") {
        auto drawn =
            grid_test::cell<planar>("a", grid_test::rectangle(-3, 4, 5, 6), {grid_test::rectangle(1, 1, 2, 5)});
        drawn.area.push_back({grid_test::to_ring<planar>(grid_test::rectangle(0, 5, 1, 9)), {}});
        CHECK(muster::box_of(drawn.area) == muster::box<planar>{{-3, 1}, {5, 9}});
        const auto degrees = grid_test::cell<lon_lat>("a", grid_test::rectangle(-1024, 0, 0, 2048));
        CHECK(muster::box_of(degrees.area) == muster::box<lon_lat>{{113.5, 22.25}, {114.5, 24.25}});
    }
}
