// Prints what the grid room computes with doubles or from many parts, as digests: it must be the same with every
// compiler, every flag and on every machine.

#include "muster/core/digest.hpp"
#include "muster/core/position.hpp"
#include "muster/grid/answer_region.hpp"
#include "muster/grid/cell_finder.hpp"
#include "muster/grid/chinese_coordinates.hpp"
#include "muster/grid/drawing_faults.hpp"
#include "muster/grid/hierarchy.hpp"
#include "muster/grid/owner_shares.hpp"
#include "muster/grid/quiet_cells.hpp"

#include "grid/subdivision.hpp"

#include <bit>
#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

namespace {

using grid_test::numbers;
using muster::digest;

void print(const char* what, const digest& made) { std::printf("%s %016" PRIx64 "\n", what, made.value()); }

void add(digest& into, double value) { into.number(std::bit_cast<std::int64_t>(value)); }
void add(digest& into, const muster::planar& at) { into.number(at.east_mm).number(at.north_mm); }
void add(digest& into, const muster::lon_lat& at) {
    add(into, at.lon);
    add(into, at.lat);
}

/// Wiggly leaves in one city, some of them moved out of place.
template <class P>
std::vector<muster::tier_drawing<P>> drawn_city(std::int64_t spacing) {
    grid_test::patchwork ground{7, 7, spacing, 5, 5};
    muster::tier_drawing<P> city{"city", {}};
    muster::tier_drawing<P> grids{"grid", {}};
    std::vector<std::size_t> all;
    for (std::size_t patch = 0; patch < ground.size(); ++patch) {
        all.push_back(patch);
        if (patch % 9 == 4) { continue; }  // a gap
        grids.cells.push_back({std::to_string(patch), {}, ground.area<P>({patch}), {}});
    }
    grids.cells.push_back({"lap", {}, ground.area<P>({3, 4, 10}), {}});
    city.cells.push_back({"city", {}, ground.area<P>(all), {}});
    return {city, grids};
}

template <class P>
void print_places(const char* kind, std::int64_t spacing, std::int64_t radius_mm) {
    const auto drawn = drawn_city<P>(spacing);
    const muster::hierarchy<P> city{drawn};
    const muster::answer_regions<P> regions{city};
    const muster::cell_finder<P> finder{city, 1};
    numbers random{4};
    digest owners;
    digest shares;
    digest boxes;
    digest nearest;
    for (int i = 0; i < 300; ++i) {
        const P at =
            grid_test::to_position<P>({random.between(-spacing, 8 * spacing), random.between(-spacing, 8 * spacing)});
        owners.number(city.owner_at(at).index).number(city.locate(at).distance.mm);
        for (const muster::owner_share& each : owner_shares(city, at, muster::length{random.between(0, radius_mm)})) {
            shares.number(each.owner.index).number(each.millionths);
        }
        const auto region = regions.at(at);
        add(boxes, region.region.low);
        add(boxes, region.region.high);
        for (const muster::near_cell& each : finder.nearest(at, 3)) {
            nearest.number(each.cell.index).number(each.distance.mm);
        }
    }
    std::printf("%s\n", kind);
    print("owners", owners);
    print("shares", shares);
    print("regions", boxes);
    print("nearest", nearest);

    digest faults;
    for (const auto& each : muster::drawing_faults(drawn)) {
        faults.number(static_cast<std::int64_t>(each.kind)).words(each.key).words(each.other_key);
        add(faults, each.area_m2);
        if (each.place) { add(faults, *each.place); }
    }
    print("faults", faults);
}

void print_quiet_cells() {
    muster::tree_tier city{"city", {{"city", {}, ""}}};
    muster::tree_tier grids{"grid", {}};
    for (int i = 0; i < 120; ++i) { grids.cells.push_back({std::to_string(i), {}, "city"}); }
    const muster::cell_tree tree{{city, grids}};
    numbers random{9};
    std::vector<muster::cell_reports> told;
    for (int i = 0; i < 120; ++i) {
        const std::int64_t exposure = random.between(1, 400);
        told.push_back({i % 17 == 3 ? 0 : random.between(exposure / 4, exposure), exposure});
    }
    digest made;
    for (const muster::quiet_cell& each : muster::quiet_cells(tree, 1, told).cells) {
        made.number(static_cast<std::int64_t>(each.verdict)).number(each.p_billionths);
        made.number(each.expected_thousandths).number(each.power_millionths);
    }
    print("quiet cells", made);
}

void print_coordinates() {
    digest made;
    numbers random{12};
    for (int i = 0; i < 3000; ++i) {
        const muster::lon_lat at{static_cast<double>(random.between(7'000'000, 14'000'000)) / 1e5,
                                 static_cast<double>(random.between(100'000, 5'500'000)) / 1e5};
        add(made, muster::to_gcj02(at));
        add(made, muster::from_gcj02(at));
        add(made, muster::to_bd09(at));
        add(made, muster::from_bd09(at));
    }
    print("coordinates", made);
}

}  // namespace

int main() {
    print_places<muster::planar>("planar", 20'000, 40'000);
    print_places<muster::lon_lat>("lon_lat", 20, 4'000'000);
    print_quiet_cells();
    print_coordinates();
}
