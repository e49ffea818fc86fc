#include "muster/grid/answer_region.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "subdivision.hpp"

using grid_test::cell;
using grid_test::numbers;
using grid_test::patchwork;
using grid_test::rectangle;
using muster::answer_region;
using muster::answer_regions;
using muster::box;
using muster::hierarchy;
using muster::instant;
using muster::location;
using muster::location_status;
using muster::lon_lat;
using muster::planar;

namespace {

planar at(std::int64_t x, std::int64_t y) { return {static_cast<std::int32_t>(x), static_cast<std::int32_t>(y)}; }

/// What a region promises; nearest and distance are the place's own.
bool is_same(const location& a, const location& b) {
    return a.status == b.status && a.owner == b.owner && a.path == b.path && a.depth == b.depth;
}

planar inside(const box<planar>& region, numbers& random) {
    return at(random.between(region.low.east_mm, region.high.east_mm),
              random.between(region.low.north_mm, region.high.north_mm));
}
lon_lat inside(const box<lon_lat>& region, numbers& random) {
    const auto between = [&](double low, double high) {
        const double part = static_cast<double>(random.between(0, 1'000'000)) / 1e6;
        return std::clamp(low + (high - low) * part, low, high);
    };
    return {between(region.low.lon, region.high.lon), between(region.low.lat, region.high.lat)};
}
planar corner(const box<planar>& region, int which) {
    return {which % 2 == 0 ? region.low.east_mm : region.high.east_mm,
            which < 2 ? region.low.north_mm : region.high.north_mm};
}
lon_lat corner(const box<lon_lat>& region, int which) {
    return {which % 2 == 0 ? region.low.lon : region.high.lon, which < 2 ? region.low.lat : region.high.lat};
}

template <class P>
void check_region(const hierarchy<P>& grid, const answer_region<P>& found, const P& place, numbers& random) {
    REQUIRE(found.answer == grid.locate(place));
    REQUIRE(found.covers(place, {}));
    for (int i = 0; i < 4; ++i) {
        const P a = corner(found.region, i);
        REQUIRE(is_valid(a));
        REQUIRE(is_same(grid.locate(a), found.answer));
        const P b = corner(found.region, (i + 1) % 4);  // on the sides and, for two of four, through the middle
        for (int k = 0; k < 3; ++k) {
            const P on_side = inside(box<P>{a, a}, random);
            REQUIRE(is_same(grid.locate(on_side), found.answer));
            const P sample = inside(found.region, random);
            P west = sample;
            if constexpr (std::same_as<P, planar>) {
                west.east_mm = b.east_mm;
            } else {
                west.lon = b.lon;
            }
            P south = sample;
            if constexpr (std::same_as<P, planar>) {
                south.north_mm = b.north_mm;
            } else {
                south.lat = b.lat;
            }
            REQUIRE(is_same(grid.locate(sample), found.answer));
            REQUIRE(is_same(grid.locate(west), found.answer));
            REQUIRE(is_same(grid.locate(south), found.answer));
        }
    }
}

/// Three tiers: the finest with gaps and overlaps, the middle one with holes, the coarsest not covering all of it.
template <class P>
std::vector<muster::tier_drawing<P>> city(patchwork& ground, numbers& random) {
    std::vector<muster::tier_drawing<P>> tiers(3);
    std::vector<std::vector<std::size_t>> regions(6);
    std::vector<std::size_t> most;
    for (std::size_t patch = 0; patch < ground.size(); ++patch) {
        if (patch % 6 != 5 || patch < 6) {
            regions[patch < 6 ? patch : static_cast<std::size_t>(random.between(0, 5))].push_back(patch);
        }
        if (patch % 9 != 2) { most.push_back(patch); }
        if (patch % 4 != 3) {
            tiers[2].cells.push_back({std::to_string(100 + patch * 37 % 100), {}, ground.area<P>({patch})});
        }
        if (patch % 10 == 0) {  // over its neighbour and itself, before or after both
            tiers[2].cells.push_back(
                {std::to_string(patch % 20 == 0 ? 10 + patch : 300 + patch), {}, ground.area<P>({patch, patch + 1})});
        }
    }
    tiers[0].cells.push_back({"city", {}, ground.area<P>(most)});
    for (auto& patches : regions) {
        tiers[1].cells.push_back({std::to_string(tiers[1].cells.size()), {}, ground.area<P>(patches)});
    }
    return tiers;
}

}  // namespace

TEST_SUITE("grid/answer_region") {
    TEST_CASE_TEMPLATE("everywhere in the region the answer is the same", P, planar, lon_lat) {
        const std::int64_t spacing = std::same_as<P, planar> ? 700 : 60;
        patchwork ground{8, 7, spacing, 3, 31};
        numbers random{32};
        const auto tiers = city<P>(ground, random);
        const hierarchy<P> grid{tiers};
        const answer_regions<P> regions{grid};
        int statuses[3]{};
        int degenerate = 0;
        for (int round = 0; round < 600; ++round) {
            const std::int64_t around = round % 4 == 0 ? 5 * spacing : 0;
            P place = grid_test::to_position<P>(
                {random.between(-around, 8 * spacing + around), random.between(-around, 7 * spacing + around)});
            if (round % 5 == 1) {
                const auto& cells = tiers[static_cast<std::size_t>(round) % 3].cells;
                const auto& ring = cells[static_cast<std::size_t>(round) % cells.size()].area[0].outer;
                place = ring[static_cast<std::size_t>(round) % ring.size()];
            }
            const answer_region<P> found = regions.at(place);
            check_region(grid, found, place, random);
            ++statuses[static_cast<int>(found.answer.status)];
            degenerate += found.region.low == found.region.high ? 1 : 0;
        }
        for (const int count : statuses) { CHECK(count > 40); }
        CHECK(degenerate < 150);
    }

    TEST_CASE("on integers, every place of a small town: every position of every region") {
        for (std::uint64_t seed = 1; seed <= 12; ++seed) {
            numbers random{seed};
            std::vector<muster::tier_drawing<planar>> tiers(2);
            for (int i = 0; i < 4; ++i) {
                const auto p = [&] { return grid_test::point{random.between(0, 14), random.between(0, 14)}; };
                grid_test::path triangle{p(), p(), p()};
                while (orientation(grid_test::to_position<planar>(triangle[0]),
                                   grid_test::to_position<planar>(triangle[1]),
                                   grid_test::to_position<planar>(triangle[2])) == 0) {
                    triangle[2] = p();
                }
                tiers[1].cells.push_back(cell<planar>(std::to_string(i), triangle));
            }
            tiers[0].cells.push_back(cell<planar>("all", rectangle(2, 2, 13, 12)));
            const hierarchy<planar> grid{tiers};
            const answer_regions<planar> regions{grid};
            for (std::int64_t y = -2; y <= 17; ++y) {
                for (std::int64_t x = -2; x <= 17; ++x) {
                    const answer_region<planar> found = regions.at(at(x, y));
                    REQUIRE(found.covers(at(x, y), {}));
                    for (std::int64_t v = -3; v <= 18; ++v) {
                        for (std::int64_t u = -3; u <= 18; ++u) {
                            const bool is_good =
                                !found.covers(at(u, v), {}) || is_same(grid.locate(at(u, v)), found.answer);
                            REQUIRE(is_good);
                        }
                    }
                }
            }
        }
    }

    TEST_CASE("as large as the borders that matter let it be") {
        const hierarchy<planar> grid{
            {{{}, {cell<planar>("city", rectangle(0, 0, 1000, 1000))}},
             {{},
              {cell<planar>("b", rectangle(100, 100, 300, 300)), cell<planar>("a", rectangle(250, 100, 500, 300)),
               cell<planar>("c", rectangle(600, 600, 700, 700))}}}};
        const answer_regions<planar> regions{grid};
        const auto region = [&](std::int64_t x, std::int64_t y) { return regions.at(at(x, y)).region; };
        // "a" wins the overlap: the border of "b" does not limit it, its own does limit "b".
        CHECK(region(400, 200) == box<planar>{{251, 101}, {499, 299}});
        CHECK(region(270, 200) == box<planar>{{251, 101}, {499, 299}});
        CHECK(region(200, 200) == box<planar>{{101, 101}, {249, 299}});
        // On the western and the southern border, which are the cell's own.
        CHECK(region(250, 200) == box<planar>{{250, 101}, {499, 299}});
        CHECK(region(250, 100) == box<planar>{{250, 100}, {499, 299}});
        // A gap: all leaves and the city matter. Outside: up to the end of the plane.
        CHECK(region(550, 650) == box<planar>{{1, 301}, {599, 999}});
        CHECK(region(2000, 2000) == box<planar>{{-planar::limit_mm, 1001}, {planar::limit_mm, planar::limit_mm}});
        CHECK(regions.at(at(400, 200)).holds_in_owner_area);
        CHECK(!regions.at(at(200, 200)).holds_in_owner_area);
        CHECK(regions.at(at(650, 650)).holds_in_owner_area);
        CHECK(!regions.at(at(550, 650)).holds_in_owner_area);
        CHECK(!regions.at(at(2000, 2000)).holds_in_owner_area);
    }

    TEST_CASE("the owner's own area: as its points say") {
        patchwork ground{8, 7, 60, 2, 41};
        numbers random{42};
        const hierarchy<planar> grid{city<planar>(ground, random)};
        const answer_regions<planar> regions{grid};
        int whole = 0;
        int shared = 0;
        for (const muster::cell_id leaf : grid.leaves()) {
            const auto around = grid.box(leaf);
            bool owns_all = true;
            for (std::int32_t y = around.low.north_mm; y <= around.high.north_mm; y += 2) {
                for (std::int32_t x = around.low.east_mm; x <= around.high.east_mm; x += 2) {
                    if (grid.contains(leaf, {x, y}) && grid.locate({x, y}).owner != leaf) { owns_all = false; }
                }
            }
            for (int i = 0; i < 300; ++i) {
                const planar place = inside(around, random);
                if (grid.locate(place).owner != leaf) { continue; }
                CHECK(regions.at(place).holds_in_owner_area == owns_all);
                ++(owns_all ? whole : shared);
                break;
            }
        }
        CHECK(whole > 20);
        CHECK(shared > 2);
    }

    TEST_CASE("until when, and places that are none") {
        const hierarchy<planar> grid{{{{}, {cell<planar>("a", rectangle(0, 0, 10, 10))}}}};
        const answer_regions<planar> regions{grid, instant{5000}};
        const answer_region<planar> found = regions.at({5, 5});
        CHECK(found.valid_until.value() == instant{5000});
        CHECK(found.covers({9, 9}, instant{4999}));
        CHECK(!found.covers({9, 9}, instant{5000}));
        CHECK(!found.covers({10, 9}, instant{4999}));
        CHECK(!answer_regions<planar>{grid}.at({5, 5}).valid_until);
        CHECK(answer_regions<planar>{grid}.at({5, 5}).covers({5, 5}, instant{1LL << 60}));
        const answer_region<planar> none = regions.at({planar::limit_mm + 1, 0});
        CHECK(none.answer == grid.locate_unknown());
        CHECK(!none.covers({planar::limit_mm + 1, 0}, {}));
        const hierarchy<lon_lat> globe{{{{}, {cell<lon_lat>("a", rectangle(0, 0, 10, 10))}}}};
        const answer_regions<lon_lat> around{globe};
        const double nan = std::numeric_limits<double>::quiet_NaN();
        CHECK(around.at({nan, 0}).answer == globe.locate_unknown());
        CHECK(!around.at({nan, 0}).covers({0, 0}, {}));
        CHECK(around.at({0, 0}).region.low == lon_lat{-180, -90});
        CHECK(around.at({180, 90}).region.high == lon_lat{180, 90});
    }

    TEST_CASE("around 0 degrees, where coordinates are finer than a unit") {
        const double hair = 1e-17;  // a fifth of a unit
        const auto square = [](double w, double s, double e, double n) {
            return muster::multi_polygon<lon_lat>{{{{w, s}, {e, s}, {e, n}, {w, n}, {w, s}}, {}}};
        };
        const hierarchy<lon_lat> grid{
            {{{}, {{"a", {}, square(-0.001, -0.001, hair, 0.001)}, {"b", {}, square(hair, -0.001, 0.002, 0.001)}}}}};
        const answer_regions<lon_lat> regions{grid};
        numbers random{3};
        for (const double lon :
             {0.0, hair, -hair, 1e-300, 3e-17, 1e-16, 2e-16, 3e-16, 5e-16, 1e-15, 1e-9, -1e-15, 0.0005}) {
            for (const double lat : {0.0, 1e-17, 0.0004}) {
                check_region(grid, regions.at({lon, lat}), {lon, lat}, random);
            }
        }
        CHECK(regions.at({1e-9, 0}).region.low.lon < 1e-15);
    }

    TEST_CASE("doubles are rounded inwards") {
        using muster::detail::degrees_inside;
        numbers random{9};
        for (int i = 0; i < 2000; ++i) {
            const std::int64_t units =
                random.between(-(std::int64_t{180} << 54), std::int64_t{180} << 54) >> random.between(0, 60);
            const auto exact = [](double degrees) { return static_cast<long double>(degrees) * 0x1p54L; };
            const double above = degrees_inside(units, true);
            const double below = degrees_inside(units, false);
            REQUIRE(exact(above) >= static_cast<long double>(units));
            REQUIRE(exact(below) <= static_cast<long double>(units));
            REQUIRE((above == below || std::nextafter(below, 360.0) == above));
        }
    }

    TEST_CASE("a leaf under one that crosses itself is not the owner of all of its own area") {
        // Both loops of the bow-tie have the same area: counted by sense they would add up to nothing.
        muster::tier_drawing<planar> grids{"grid", {}};
        grids.cells.push_back({"1", {}, {{{{0, 0}, {100, 100}, {100, 0}, {0, 100}, {0, 0}}, {}}}, {}});
        grids.cells.push_back({"2", {}, {{{{-50, -50}, {150, -50}, {150, 150}, {-50, 150}, {-50, -50}}, {}}}, {}});
        const muster::hierarchy<planar> city{{grids}};
        const muster::answer_regions<planar> regions{city};
        REQUIRE(city.key(city.owner_at({10, 50})) == "1");
        REQUIRE(city.key(city.owner_at({50, 120})) == "2");
        CHECK_FALSE(regions.at({50, 120}).holds_in_owner_area);
        CHECK(regions.at({10, 50}).holds_in_owner_area);
    }
}
