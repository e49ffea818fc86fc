#include "muster/grid/shared_border.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "subdivision.hpp"

using grid_test::numbers;
using grid_test::patchwork;
using grid_test::path;
using grid_test::rectangle;
using muster::cell_id;
using muster::length;
using muster::lon_lat;
using muster::planar;
using muster::shared_border;
using muster::detail::outlines;
using muster::detail::shared_borders;

namespace {

template <class P>
void add(outlines<P>& borders, const path& outer, const std::vector<path>& holes = {}) {
    borders.add(grid_test::cell<P>("", outer, holes).area);
}

template <class P>
std::string text(const outlines<P>& borders, std::int64_t tolerance_mm = 0) {
    const auto rows =
        shared_borders(borders, {{0}, static_cast<std::uint32_t>(borders.cell_count())}, length{tolerance_mm});
    std::string list;
    for (const auto& row : rows) {
        for (const shared_border& one : row) {
            list += std::to_string(one.cell.index) + ":" + std::to_string(one.length.mm) + " ";
        }
        list += "/";
    }
    return list;
}

/// Unit squares of a lattice, given to cells at random: how long two cells border each other can be counted.
struct lattice {
    std::int64_t side;
    std::vector<std::size_t> owner;  // of each square, row by row

    std::size_t at(std::int64_t x, std::int64_t y) const {
        return x < 0 || y < 0 || x >= side || y >= side ? ~std::size_t{0}
                                                        : owner[static_cast<std::size_t>(y * side + x)];
    }
    /// Counted in sides of squares.
    std::int64_t shared(std::size_t a, std::size_t b) const {
        std::int64_t count = 0;
        const auto meet = [&](std::size_t one, std::size_t two) {
            return (one == a && two == b) || (one == b && two == a);
        };
        for (std::int64_t y = 0; y < side; ++y) {
            for (std::int64_t x = 0; x < side; ++x) {
                count += meet(at(x, y), at(x + 1, y)) + meet(at(x, y), at(x, y + 1));
            }
        }
        return count;
    }
    bool touch(std::size_t a, std::size_t b) const {
        for (std::int64_t y = 0; y <= side; ++y) {
            for (std::int64_t x = 0; x <= side; ++x) {
                const std::size_t around[]{at(x - 1, y - 1), at(x, y - 1), at(x - 1, y), at(x, y)};
                if (std::count(around, around + 4, a) > 0 && std::count(around, around + 4, b) > 0) { return true; }
            }
        }
        return false;
    }
};

}  // namespace

TEST_SUITE("grid/shared_border") {
    TEST_CASE("a corner is not a side") {
        outlines<planar> borders;
        add(borders, rectangle(0, 0, 100, 100));
        add(borders, rectangle(100, 0, 200, 60));     // along the lower part of its eastern side
        add(borders, rectangle(100, 100, 150, 150));  // in its corner
        add(borders, rectangle(-50, 100, 30, 130));   // along the upper side, and beyond
        add(borders, rectangle(500, 500, 600, 600));  // nowhere near
        CHECK(text(borders) == "1:60 2:0 3:30 /0:60 /0:0 /0:30 //");
    }

    TEST_CASE("vertices need not coincide, and slanted sides count") {
        outlines<planar> borders;
        add(borders, {{0, 0}, {300, 400}, {0, 400}});
        add(borders, {{0, 0}, {30, 40}, {60, 80}, {300, 0}});  // from one end: 100
        add(borders, {{90, 120}, {240, 320}, {300, 200}});     // in the middle: 250
        add(borders, {{270, 360}, {330, 440}, {400, 300}});    // over the other end: 50
        CHECK(text(borders) == "1:100 2:250 3:50 /0:100 /0:250 /0:50 /");
    }

    TEST_CASE("a border that a cell draws twice counts once") {
        // The first cell is put together from two halves; the second covers its western half, the third ends at the
        // seam: the seam is a side of two of the first cell's rings.
        outlines<planar> borders;
        auto halves = grid_test::cell<planar>("", rectangle(0, 0, 50, 100)).area;
        halves.push_back(grid_test::cell<planar>("", rectangle(50, 0, 100, 100)).area[0]);
        borders.add(halves);
        add(borders, rectangle(-50, 0, 0, 100));
        add(borders, rectangle(50, 20, 70, 40));
        CHECK(text(borders) == "1:100 2:20 /0:100 /0:20 /");
    }

    TEST_CASE("across a gap: what runs along the other's side") {
        outlines<planar> borders;
        add(borders, rectangle(0, 0, 1000, 1000));
        add(borders, rectangle(1010, 200, 2000, 1500));  // a strip of 10 between
        add(borders, rectangle(1005, -900, 2000, -4));   // off the corner: 5 east and 4 south
        add(borders, rectangle(-20, 1003, 400, 1800));   // 3 north
        CHECK(text(borders, 0) == "////");
        CHECK(text(borders, 4) ==
              "3:400 //"
              "/0:400 /");
        CHECK(text(borders, 9) == "2:0 3:400 //0:0 /0:400 /");
        CHECK(text(borders, 10) == "1:800 2:0 3:400 /0:800 /0:0 /0:400 /");
    }

    TEST_CASE("of two lengths the smaller: wiggles on one side of a gap") {
        outlines<planar> borders;
        add(borders, rectangle(0, 0, 1200, 100));
        add(borders, {{0, 110}, {300, 114}, {600, 110}, {900, 114}, {1200, 110}, {1200, 300}, {0, 300}});
        const auto rows = shared_borders(borders, {{0}, 2}, length{12});
        // Half of each wiggle is within 12, and there is a perpendicular foot for all but a hair.
        REQUIRE(rows[0].size() == 1);
        CHECK(std::abs(rows[0][0].length.mm - 600) <= 2);
        CHECK(rows[0][0].length == rows[1][0].length);
    }

    TEST_CASE("of two lengths the smaller: a slope") {
        // Along the slope 295 / 300 of 500 are within 305 of the level side; of this 392.5 have a foot on the slope.
        outlines<planar> borders;
        add(borders, rectangle(0, -1000, 400, 0));
        add(borders, {{0, 10}, {400, 310}, {0, 310}});
        CHECK(text(borders, 305) == "1:393 /0:393 /");
    }

    TEST_CASE("random cells of a lattice: as counted") {
        numbers random{5};
        for (int round = 0; round < 25; ++round) {
            const std::size_t count = static_cast<std::size_t>(random.between(2, 7));
            lattice ground{static_cast<std::int64_t>(random.between(3, 9)), {}};
            std::vector<muster::multi_polygon<planar>> areas(count);
            for (std::int64_t y = 0; y < ground.side; ++y) {
                for (std::int64_t x = 0; x < ground.side; ++x) {
                    const auto owner =
                        static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(count) - 1));
                    ground.owner.push_back(owner);
                    // Each square is a polygon of its own: inner borders are drawn twice.
                    areas[owner].push_back(
                        grid_test::cell<planar>("", rectangle(x * 10, y * 10, x * 10 + 10, y * 10 + 10)).area[0]);
                }
            }
            outlines<planar> borders;
            for (auto& area : areas) { borders.add(area); }
            const auto rows = shared_borders(borders, {{0}, static_cast<std::uint32_t>(count)}, length{});
            for (std::size_t a = 0; a < count; ++a) {
                std::vector<shared_border> expected;
                for (std::size_t b = 0; b < count; ++b) {
                    if (a != b && ground.touch(a, b)) {
                        expected.push_back({{static_cast<std::uint32_t>(b)}, {ground.shared(a, b) * 10}});
                    }
                }
                REQUIRE(rows[a] == expected);
            }
        }
    }

    TEST_CASE_TEMPLATE("of a patchwork: corners share nothing, sides all of the way between two nodes", P, planar,
                       lon_lat) {
        patchwork ground{9, 7, 500, 5, 3};
        outlines<P> borders;
        outlines<P> alone;
        for (std::size_t patch = 0; patch < ground.size(); ++patch) { borders.add(ground.template area<P>({patch})); }
        const auto rows = shared_borders(borders, {{0}, static_cast<std::uint32_t>(ground.size())}, length{});
        const auto near =
            muster::detail::neighbours_among(borders, {{0}, static_cast<std::uint32_t>(ground.size())}, length{});
        for (std::size_t patch = 0; patch < ground.size(); ++patch) {
            REQUIRE(rows[patch].size() == near[patch].size());
            for (std::size_t i = 0; i < rows[patch].size(); ++i) {
                const std::size_t other = rows[patch][i].cell.index;
                REQUIRE(rows[patch][i].cell == near[patch][i]);
                const bool is_beside = patch / 9 == other / 9 || patch % 9 == other % 9;
                // The points that two patches have in common, in the order of the one's border.
                const path border = ground.border(patch);
                const path of_other = ground.border(other);
                std::int64_t expected_um = 0;
                for (std::size_t k = 0; k < border.size(); ++k) {
                    const auto& from = border[k];
                    const auto& to = border[(k + 1) % border.size()];
                    const auto has = [&](const auto& p) { return std::count(of_other.begin(), of_other.end(), p) > 0; };
                    if (has(from) && has(to)) {
                        expected_um += muster::detail::ground_length_um<P>(to_vertex(grid_test::to_position<P>(from)),
                                                                           to_vertex(grid_test::to_position<P>(to)));
                    }
                }
                REQUIRE((expected_um > 0) == is_beside);
                REQUIRE(std::abs(rows[patch][i].length.mm * 1000 - expected_um) <= 501);
            }
        }
    }

    TEST_CASE("in degrees lengths are those of straight_line") {
        outlines<lon_lat> borders;
        add(borders, rectangle(0, 0, 10, 10));
        add(borders, rectangle(10, 5, 20, 20));
        add(borders, rectangle(-3, -10, 4, 0));
        const auto rows = shared_borders(borders, {{0}, 3}, length{});
        const auto corner = [](std::int64_t x, std::int64_t y) { return grid_test::to_position<lon_lat>({x, y}); };
        REQUIRE(rows[0].size() == 2);
        CHECK(std::abs(rows[0][0].length.mm - straight_line(corner(10, 5), corner(10, 10)).mm) <= 1);
        CHECK(std::abs(rows[0][1].length.mm - straight_line(corner(0, 0), corner(4, 0)).mm) <= 1);
        // And across a gap of a thousandth of a step, 9.7 cm to the east, with 5 of 15 steps beside it.
        outlines<lon_lat> apart;
        add(apart, rectangle(0, 0, 10, 10));
        const double hair = 1.0 / 1'048'576;
        const lon_lat sw = corner(10, 5);
        const lon_lat ne = corner(20, 20);
        apart.add({{{{sw.lon + hair, sw.lat},
                     {ne.lon, sw.lat},
                     {ne.lon, ne.lat},
                     {sw.lon + hair, ne.lat},
                     {sw.lon + hair, sw.lat}},
                    {}}});
        CHECK(shared_borders(apart, {{0}, 2}, length{90})[0].empty());
        const auto near = shared_borders(apart, {{0}, 2}, length{110});
        REQUIRE(near[0].size() == 1);
        CHECK(std::abs(near[0][0].length.mm - straight_line(corner(10, 5), corner(10, 10)).mm) <= 1);
    }
}
