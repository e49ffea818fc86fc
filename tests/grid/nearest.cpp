#include "muster/grid/nearest.hpp"

#include "muster/grid/hierarchy.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "subdivision.hpp"

using grid_test::cell;
using grid_test::numbers;
using grid_test::patchwork;
using grid_test::rectangle;
using muster::cell_id;
using muster::hierarchy;
using muster::length;
using muster::lon_lat;
using muster::near_cell;
using muster::planar;

namespace {

/// Straight from the definition, in long doubles.
long double distance(const planar& p, const planar& a, const planar& b) {
    const long double dx = static_cast<long double>(b.east_mm) - a.east_mm;
    const long double dy = static_cast<long double>(b.north_mm) - a.north_mm;
    const long double px = static_cast<long double>(p.east_mm) - a.east_mm;
    const long double py = static_cast<long double>(p.north_mm) - a.north_mm;
    const long double whole = dx * dx + dy * dy;
    const long double t = whole == 0 ? 0 : std::clamp((px * dx + py * dy) / whole, 0.0L, 1.0L);
    return std::hypot(px - t * dx, py - t * dy);
}

template <class P>
std::vector<muster::tier_drawing<P>> one_tier(patchwork& ground) {
    muster::tier_drawing<P> tier;
    for (std::size_t patch = 0; patch < ground.size(); ++patch) {
        if (patch % 4 != 1) { tier.cells.push_back({std::to_string(patch), {}, ground.area<P>({patch})}); }
    }
    return {tier};
}

}  // namespace

TEST_SUITE("grid/nearest") {
    TEST_CASE("on the plane the distance is exact, rounded down") {
        patchwork ground{12, 9, 1000, 4, 6};
        const auto drawn = one_tier<planar>(ground);
        const hierarchy<planar> h{drawn};
        numbers random{1};
        int outside = 0;
        for (int i = 0; i < 1500; ++i) {
            const std::int64_t reach = i % 3 == 0 ? 1'000'000'000 : 3000;
            const planar p = grid_test::to_position<planar>(
                {random.between(-reach, 12'000 + reach / 20), random.between(-reach / 30, reach)});
            const near_cell near = h.nearest_leaf(p);
            if (h.contains(near.cell, p)) {
                REQUIRE(near.distance == length{0});
                continue;
            }
            ++outside;
            long double least = 1e30L;
            long double of_near = 1e30L;
            for (const auto& drawn_cell : drawn[0].cells) {
                const auto& ring = drawn_cell.area[0].outer;
                for (std::size_t k = 0; k + 1 < ring.size(); ++k) {
                    const long double d = distance(p, ring[k], ring[k + 1]);
                    least = std::min(least, d);
                    if (drawn_cell.key == h.key(near.cell)) { of_near = std::min(of_near, d); }
                }
            }
            REQUIRE(static_cast<long double>(near.distance.mm) <= least + 1e-6L);
            REQUIRE(static_cast<long double>(near.distance.mm) > least - 1.000001L);
            REQUIRE(of_near <= least + 1);
        }
        CHECK(outside > 500);
    }

    TEST_CASE("the lowest of equals") {
        const hierarchy<planar> h{
            {{{},
              {cell<planar>("b", rectangle(100, 0, 110, 10)), cell<planar>("a", rectangle(-10, 0, 0, 10)),
               cell<planar>("c", rectangle(40, 60, 60, 70))}}}};
        CHECK(h.nearest_leaf({50, 5}) == near_cell{h.find(0, "a"), {50}});
        CHECK(h.nearest_leaf({51, 5}) == near_cell{h.find(0, "b"), {49}});
        CHECK(h.nearest_leaf({50, 40}) == near_cell{h.find(0, "c"), {20}});
        CHECK(h.nearest_leaf({-5, 5}) == near_cell{h.find(0, "a"), {0}});
        // The box of "2" looks nearer than that of "1", but both borders are 50 away.
        const hierarchy<planar> slanted{
            {{{},
              {cell<planar>("1", rectangle(50, -5, 60, 5)), cell<planar>("2", {{30, 40}, {100, 200}, {-100, 200}})}}}};
        CHECK(slanted.nearest_leaf({0, 0}) == near_cell{slanted.find(0, "1"), {50}});
    }

    TEST_CASE("many groups of cells: the same as one by one") {
        muster::tier_drawing<planar> tier;
        for (std::int64_t i = 0; i < 200; ++i) {  // keys that say nothing about where a cell is
            const std::int64_t x = i * 37 % 200 * 50;
            const std::int64_t y = i * 91 % 173 * 60;
            tier.cells.push_back(cell<planar>(std::to_string(i), rectangle(x, y, x + 20, y + 30)));
        }
        const hierarchy<planar> h{{tier}};
        numbers random{2};
        for (int i = 0; i < 300; ++i) {
            const planar p{static_cast<std::int32_t>(random.between(-900, 11'000)),
                           static_cast<std::int32_t>(random.between(-900, 11'000))};
            long double least = 1e30L;
            for (const cell_id one : h.leaves()) {
                const auto box = h.box(one);
                const long double dx = std::max({0, box.low.east_mm - p.east_mm, p.east_mm - box.high.east_mm});
                const long double dy = std::max({0, box.low.north_mm - p.north_mm, p.north_mm - box.high.north_mm});
                least = std::min(least, std::hypot(dx, dy));
            }
            if (!h.contains(h.nearest_leaf(p).cell, p)) {
                REQUIRE(h.nearest_leaf(p).distance.mm == static_cast<std::int64_t>(least));
            }
        }
    }

    TEST_CASE("in degrees a corner is as far as straight_line says") {
        const hierarchy<lon_lat> h{{{{}, {cell<lon_lat>("a", rectangle(0, 0, 100, 100))}}}};
        const lon_lat corner = grid_test::to_position<lon_lat>({0, 0});
        for (const lon_lat p : {lon_lat{114.4, 22.2}, lon_lat{114.49999, 22.24999}, lon_lat{113.0, 21.0}}) {
            const length expected = straight_line(p, corner);
            CHECK(std::abs(h.nearest_leaf(p).distance.mm - expected.mm) <= 1);
        }
        // Beside a side: due west, due south.
        CHECK(std::abs(h.nearest_leaf({114.4, 22.3}).distance.mm -
                       straight_line(lon_lat{114.4, 22.3}, lon_lat{114.5, 22.3}).mm) <= 1);
        CHECK(std::abs(h.nearest_leaf({114.55, 22.2}).distance.mm -
                       straight_line(lon_lat{114.55, 22.2}, lon_lat{114.55, 22.25}).mm) <= 1);
        // Half a world away: coarser steps, but no overflow.
        CHECK(h.nearest_leaf({-60.0, -30.0}).distance.mm > 15'000'000'000);
        CHECK(h.nearest_leaf({-60.0, -30.0}).distance.mm < 21'000'000'000);
        CHECK(h.nearest_leaf({-180.0, -90.0}).distance.mm > 10'000'000'000);
    }

    TEST_CASE("in degrees: the least of all leaves, each measured by itself") {
        patchwork ground{9, 9, 40, 2, 12};
        const auto drawn = one_tier<lon_lat>(ground);
        const hierarchy<lon_lat> all{drawn};
        numbers random{8};
        std::vector<hierarchy<lon_lat>> each;
        for (const auto& one : drawn[0].cells) { each.push_back(hierarchy<lon_lat>{{{{}, {one}}}}); }
        for (int i = 0; i < 300; ++i) {
            const lon_lat p = grid_test::to_position<lon_lat>({random.between(-300, 700), random.between(-300, 700)});
            std::int64_t least = std::numeric_limits<std::int64_t>::max();
            for (const auto& one : each) { least = std::min(least, one.nearest_leaf(p).distance.mm); }
            REQUIRE(all.nearest_leaf(p).distance.mm == least);
        }
    }
}
