#include "muster/grid/cell_finder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <string>
#include <tuple>
#include <vector>

#include "subdivision.hpp"

using grid_test::cell;
using grid_test::numbers;
using grid_test::patchwork;
using grid_test::rectangle;
using muster::cell_finder;
using muster::cell_id;
using muster::hierarchy;
using muster::length;
using muster::lon_lat;
using muster::near_cell;
using muster::planar;

namespace {

/// Straight from the definition: the squared distance to a segment, as a fraction, rounded down.
std::uint64_t squared_distance(const planar& p, const planar& a, const planar& b) {
    __extension__ using wide = __int128;
    const wide dx = wide{b.east_mm} - a.east_mm;
    const wide dy = wide{b.north_mm} - a.north_mm;
    const wide px = wide{p.east_mm} - a.east_mm;
    const wide py = wide{p.north_mm} - a.north_mm;
    const wide along = px * dx + py * dy;
    const wide whole = dx * dx + dy * dy;
    if (along <= 0) { return static_cast<std::uint64_t>(px * px + py * py); }
    if (along >= whole) { return static_cast<std::uint64_t>((px - dx) * (px - dx) + (py - dy) * (py - dy)); }
    const wide cross = px * dy - py * dx;
    return static_cast<std::uint64_t>(cross * cross / whole);
}

/// All cells of a tier, nearest first, the slow way.
std::vector<near_cell> one_by_one(const hierarchy<planar>& grid, const std::vector<muster::cell_drawing<planar>>& drawn,
                                  std::size_t tier, const planar& at) {
    std::vector<std::tuple<std::uint64_t, bool, cell_id>> all;
    for (const auto& each : drawn) {
        const cell_id id = grid.find(tier, each.key);
        std::uint64_t least = ~std::uint64_t{0};
        for (const auto& part : each.area) {
            const auto measure = [&](const muster::ring<planar>& ring) {
                for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                    least = std::min(least, squared_distance(at, ring[i], ring[i + 1]));
                }
            };
            measure(part.outer);
            for (const auto& hole : part.holes) { measure(hole); }
        }
        const bool holds = grid.contains(id, at);
        all.push_back({holds ? 0 : least, !holds, id});
    }
    std::sort(all.begin(), all.end());
    std::vector<near_cell> found;
    for (const auto& [squared, apart, id] : all) {
        found.push_back({id, {static_cast<std::int64_t>(muster::integer_sqrt(squared))}});
    }
    return found;
}

/// A coarse tier of regions with holes and parts, and a fine one of patches, some of them drawn over others.
std::vector<muster::tier_drawing<planar>> two_tiers(patchwork& ground, numbers& random) {
    std::vector<muster::tier_drawing<planar>> tiers(2);
    std::vector<std::vector<std::size_t>> regions(9);
    for (std::size_t patch = 0; patch < ground.size(); ++patch) {
        regions[patch < 9 ? patch : static_cast<std::size_t>(random.between(0, 8))].push_back(patch);
        if (patch % 5 != 3) {
            tiers[1].cells.push_back({std::to_string(patch), {}, ground.area<planar>({patch})});
            if (patch % 7 == 0) {
                tiers[1].cells.push_back({std::to_string(patch) + "b", {}, ground.area<planar>({patch})});
            }
        }
    }
    for (auto& patches : regions) {
        tiers[0].cells.push_back({std::to_string(tiers[0].cells.size()), {}, ground.area<planar>(patches)});
    }
    return tiers;
}

}  // namespace

TEST_SUITE("grid/cell_finder") {
    TEST_CASE("on every tier: exactly what comparing with all cells gives") {
        patchwork ground{9, 8, 300, 3, 11};
        numbers random{12};
        const auto tiers = two_tiers(ground, random);
        const hierarchy<planar> grid{tiers};
        for (std::size_t tier = 0; tier < 2; ++tier) {
            const cell_finder<planar> finder{grid, tier};
            CHECK(finder.cells() == grid.cells(tier));
            for (int round = 0; round < 250; ++round) {
                planar at{static_cast<std::int32_t>(random.between(-700, 3400)),
                          static_cast<std::int32_t>(random.between(-700, 3100))};
                if (round % 3 == 0) {  // a vertex: many cells at distance 0, of which one or two hold it
                    const auto& cells = tiers[1].cells;
                    const auto& ring = cells[static_cast<std::size_t>(round) % cells.size()].area[0].outer;
                    at = ring[static_cast<std::size_t>(round) % ring.size()];
                }
                const std::vector<near_cell> expected = one_by_one(grid, tiers[tier].cells, tier, at);
                const auto count = static_cast<std::size_t>(random.between(0, 12));
                std::vector<near_cell> first = expected;
                first.resize(std::min(count, expected.size()));
                REQUIRE(finder.nearest(at, count) == first);
                REQUIRE(finder.nearest(at, 100'000) == expected);
                const length radius{random.between(0, 900)};
                std::vector<near_cell> inside;
                std::copy_if(expected.begin(), expected.end(), std::back_inserter(inside),
                             [&](const near_cell& one) { return one.distance <= radius; });
                std::vector<cell_id> holders;
                for (const near_cell& one : expected) {
                    if (grid.contains(one.cell, at)) { holders.push_back(one.cell); }
                }
                REQUIRE(finder.within(at, radius) == inside);
                REQUIRE(finder.holding(at) == holders);
            }
        }
    }

    TEST_CASE("a radius is compared with distances as given, and reaches its end") {
        const hierarchy<planar> grid{
            {{{}, {cell<planar>("a", rectangle(3, 4, 50, 50)), cell<planar>("b", rectangle(4, 4, 9, 9))}}}};
        const cell_finder<planar> finder{grid, 0};
        CHECK(finder.within({0, 0}, length{4}).empty());
        // b is at the root of 32: given as 5, and so within 5.
        CHECK(finder.within({0, 0}, length{5}) == std::vector<near_cell>{{{0}, {5}}, {{1}, {5}}});
        CHECK(finder.within({5, 5}, length{0}) == std::vector<near_cell>{{{0}, {0}}, {{1}, {0}}});
        CHECK(finder.within({0, 0}, length{9'000'000'000'000}).size() == 2);
    }

    TEST_CASE("what holds a place comes before what only touches it") {
        const hierarchy<planar> grid{
            {{{}, {cell<planar>("a", rectangle(0, 0, 10, 10)), cell<planar>("b", rectangle(10, 0, 20, 10))}}}};
        const cell_finder<planar> finder{grid, 0};
        CHECK(finder.nearest({10, 5}, 5) == std::vector<near_cell>{{{1}, {0}}, {{0}, {0}}});
        CHECK(finder.nearest({10, 5}, 1) == std::vector<near_cell>{{{1}, {0}}});
        CHECK(finder.within({10, 5}, {}) == std::vector<near_cell>{{{1}, {0}}, {{0}, {0}}});
    }

    TEST_CASE("in degrees: the least of all, each measured by itself") {
        patchwork ground{7, 7, 40, 2, 12};
        std::vector<muster::cell_drawing<lon_lat>> drawn;
        for (std::size_t patch = 0; patch < ground.size(); ++patch) {
            if (patch % 4 != 1) { drawn.push_back({std::to_string(patch), {}, ground.area<lon_lat>({patch})}); }
        }
        const hierarchy<lon_lat> all{{{{}, drawn}}};
        const cell_finder<lon_lat> finder{all, 0};
        std::vector<hierarchy<lon_lat>> each;
        for (const auto& one : drawn) { each.push_back(hierarchy<lon_lat>{{{{}, {one}}}}); }
        numbers random{8};
        for (int i = 0; i < 200; ++i) {
            const lon_lat p = grid_test::to_position<lon_lat>({random.between(-300, 600), random.between(-300, 600)});
            std::vector<std::int64_t> expected;
            for (const auto& one : each) { expected.push_back(one.nearest_leaf(p).distance.mm); }
            std::sort(expected.begin(), expected.end());
            const auto found = finder.nearest(p, 10);
            REQUIRE(found.size() == 10);
            for (std::size_t k = 0; k < 10; ++k) { REQUIRE(found[k].distance.mm == expected[k]); }
            const auto within = finder.within(p, found[6].distance + length{1});
            REQUIRE(within.size() >= 7);
            for (std::size_t k = 0; k < 7; ++k) { REQUIRE(within[k] == found[k]); }
        }
        CHECK(finder.nearest({-60.0, -30.0}, 2).size() == 2);  // half a world away: coarse steps, no overflow
        CHECK(finder.nearest({180.0, 90.0}, 2).size() == 2);
        CHECK(finder.holding({1000.0, 0.0}).empty());
    }

    TEST_CASE("in degrees, on a map of the world: a place outside is never at 0, and a radius finds what is at it") {
        muster::tier_drawing<lon_lat> tier;
        const auto rectangle_of = [](double west, double south, double east, double north) {
            return muster::multi_polygon<lon_lat>{
                {{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}, {}}};
        };
        tier.cells.push_back({"america", {}, rectangle_of(-170, 10, -50, 60)});
        tier.cells.push_back({"asia", {}, rectangle_of(60, -10, 170, 60)});
        tier.cells.push_back({"island", {}, rectangle_of(170.000002, 0, 170.1, 1)});
        const hierarchy<lon_lat> world{{tier}};
        const cell_finder<lon_lat> finder{world, 0};
        const cell_id asia = world.find(0, "asia");
        const cell_id island = world.find(0, "island");
        // 1.11 mm and 11.1 mm east of it at the equator, both less than the step.
        for (const double east : {1e-8, 1e-7, 2e-7}) {
            const lon_lat place{170 + east, 0.5};
            CHECK(world.nearest_leaf(place) == near_cell{asia, {1}});
            CHECK(finder.nearest(place, 1) == std::vector<near_cell>{{asia, {1}}});
            CHECK(finder.within(place, {0}).empty());
            CHECK(finder.within(place, {1}) == std::vector<near_cell>{{asia, {1}}});
        }
        CHECK(finder.nearest({169.9, 0.5}, 1) == std::vector<near_cell>{{asia, {0}}});
        CHECK(finder.within({169.9, 0.5}, {0}) == std::vector<near_cell>{{asia, {0}}});
        CHECK(finder.nearest({170 + 1e-7, 0.5}, 2)[1] == near_cell{island, {192}});  // 211.3 mm, in steps of 64
        numbers random{31};
        for (int i = 0; i < 400; ++i) {
            const double scale = i % 2 == 0 ? 1e-9 : 1e-6;
            const lon_lat place{170 + static_cast<double>(random.between(-3000, 3000)) * scale,
                                static_cast<double>(random.between(0, 10'000)) * 1e-4};
            const auto near = finder.nearest(place, 3);
            REQUIRE(near.size() == 3);
            for (const near_cell& one : near) {
                REQUIRE((one.distance.mm == 0) == world.contains(one.cell, place));
                const auto within = finder.within(place, one.distance);
                REQUIRE(std::find(within.begin(), within.end(), one) != within.end());
                for (const near_cell& each : within) { REQUIRE(each.distance <= one.distance); }
                if (one.distance.mm > 0) {
                    const auto less = finder.within(place, length{one.distance.mm - 1});
                    REQUIRE(std::find(less.begin(), less.end(), one) == less.end());
                }
            }
        }
    }

    TEST_CASE("lines and shared borders of a tier") {
        const hierarchy<planar> grid{
            {{{}, {cell<planar>("city", rectangle(0, 0, 300, 100))}},
             {{}, {cell<planar>("a", rectangle(0, 0, 100, 100)), cell<planar>("b", rectangle(100, 0, 300, 100))}}}};
        const cell_finder<planar> leaves{grid, 1};
        const std::vector<planar> line{{-50, 50}, {250, 50}};
        CHECK(leaves.along(line) == std::vector<muster::cell_passage>{{{1}, {50}, {100}}, {{2}, {150}, {150}}});
        CHECK(cell_finder<planar>{grid, 0}.along(line) == std::vector<muster::cell_passage>{{{0}, {50}, {250}}});
        CHECK(leaves.shared_borders() ==
              std::vector<std::vector<muster::shared_border>>{{{{2}, {100}}}, {{{1}, {100}}}});
        CHECK(leaves.memory_bytes() > 0);
    }
}
