#include "muster/grid/neighbours.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "subdivision.hpp"

using grid_test::patchwork;
using grid_test::rectangle;
using muster::cell_id;
using muster::length;
using muster::lon_lat;
using muster::planar;

TEST_SUITE("grid/neighbours") {
    TEST_CASE_TEMPLATE("of a patchwork: the eight around each patch", P, planar, lon_lat) {
        patchwork ground{11, 8, 500, 5, 3};
        muster::detail::outlines<P> borders;
        for (std::size_t patch = 0; patch < ground.size(); ++patch) { borders.add(ground.area<P>({patch})); }
        const auto found =
            muster::detail::neighbours_among(borders, {{0}, static_cast<std::uint32_t>(ground.size())}, length{0});
        REQUIRE(found.size() == ground.size());
        for (std::size_t patch = 0; patch < ground.size(); ++patch) {
            std::vector<cell_id> expected;
            const auto column = [&](std::size_t p) { return static_cast<int>(p % ground.columns()); };
            const auto row = [&](std::size_t p) { return static_cast<int>(p / ground.columns()); };
            for (std::size_t other = 0; other < ground.size(); ++other) {
                const int apart = std::max(std::abs(column(patch) - column(other)), std::abs(row(patch) - row(other)));
                if (apart == 1) { expected.push_back({static_cast<std::uint32_t>(other)}); }
            }
            CHECK(found[patch] == expected);
        }
    }

    TEST_CASE("reach is exact on the plane, and rings of holes count") {
        muster::detail::outlines<planar> borders;
        const auto add = [&](const grid_test::path& ring, const std::vector<grid_test::path>& holes = {}) {
            borders.add(grid_test::cell<planar>("", ring, holes).area);
        };
        add(rectangle(0, 0, 100, 100), {rectangle(20, 20, 80, 80)});
        add(rectangle(103, 104, 200, 200));  // five away from the first
        add(rectangle(40, 40, 60, 60));      // twenty away from the hole's border
        const auto linked = [&](std::int64_t reach) {
            const auto found = muster::detail::neighbours_among(borders, {{0}, 3}, length{reach});
            std::string list;
            for (const auto& row : found) {
                for (const cell_id one : row) { list += std::to_string(one.index); }
                list += '/';
            }
            return list;
        };
        CHECK(linked(4) == "///");
        CHECK(linked(5) == "1/0//");
        CHECK(linked(19) == "1/0//");
        CHECK(linked(20) == "12/0/0/");
        CHECK(linked(10'000'000) == "12/02/01/");
    }

    TEST_CASE("reach in degrees is metres on the ground, in both directions") {
        // 1/1024 degree: 108.6 m to the north, 100.5 m to the east at 22.25 degrees north.
        muster::detail::outlines<lon_lat> borders;
        borders.add(grid_test::cell<lon_lat>("", rectangle(0, 0, 10, 10)).area);
        borders.add(grid_test::cell<lon_lat>("", rectangle(11, 0, 20, 10)).area);
        borders.add(grid_test::cell<lon_lat>("", rectangle(0, 11, 10, 20)).area);
        const auto count = [&](std::int64_t reach_mm) {
            std::size_t links = 0;
            for (const auto& row : muster::detail::neighbours_among(borders, {{0}, 3}, length{reach_mm})) {
                links += row.size();
            }
            return links / 2;
        };
        CHECK(count(100'400) == 0);
        CHECK(count(100'600) == 1);
        CHECK(count(108'500) == 1);
        CHECK(count(108'700) == 2);
        CHECK(count(150'000) == 3);
    }
}
