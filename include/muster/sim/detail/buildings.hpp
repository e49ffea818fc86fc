#pragma once

#include "muster/core/distributions.hpp"    // uniform_between, weighted
#include "muster/sim/detail/territory.hpp"  // territory
#include "muster/sim/district_model.hpp"    // building

#include <algorithm>  // min, max, minmax
#include <array>      // array
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <numeric>    // iota
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace sim::detail {

/// Whether `at` is inside `area` and on none of its borders: by counting crossings of a ray to the east, exactly.
[[nodiscard]] inline bool strictly_inside(const polygon<planar>& area, const planar& at) noexcept {
    bool inside = false;
    bool on_border = false;
    const auto count_crossings = [&](const ring<planar>& points) {
        for (std::size_t i = 0; i + 1 < points.size(); ++i) {
            const planar& a = points[i];
            const planar& b = points[i + 1];
            if ((a.north_mm < at.north_mm && b.north_mm < at.north_mm) ||
                (a.north_mm > at.north_mm && b.north_mm > at.north_mm)) { continue; }
            const std::int64_t turn = (x_of(b) - x_of(a)) * (y_of(at) - y_of(a)) -
                                      (y_of(b) - y_of(a)) * (x_of(at) - x_of(a));
            const auto [west_mm, east_mm] = std::minmax(a.east_mm, b.east_mm);
            if (turn == 0 && west_mm <= at.east_mm && at.east_mm <= east_mm) { on_border = true; }
            if ((a.north_mm > at.north_mm) != (b.north_mm > at.north_mm) && (turn > 0) == (b.north_mm > a.north_mm)) {
                inside = !inside;
            }
        }
    };
    count_crossings(area.outer);
    for (const ring<planar>& hole : area.holes) { count_crossings(hole); }
    return inside && !on_border;
}

/// A place inside `area`, everywhere equally likely.
[[nodiscard]] inline planar place_inside(const polygon<planar>& area, random& generator) noexcept {
    planar low = area.outer.front();
    planar high = low;
    for (const planar& point : area.outer) {
        low = {std::min(low.east_mm, point.east_mm), std::min(low.north_mm, point.north_mm)};
        high = {std::max(high.east_mm, point.east_mm), std::max(high.north_mm, point.north_mm)};
    }
    for (;;) {
        planar at;
        at.east_mm = uniform_between(generator, low.east_mm, high.east_mm);
        at.north_mm = uniform_between(generator, low.north_mm, high.north_mm);
        if (strictly_inside(area, at)) { return at; }
    }
}

/// From 1000 at `centre` down to 0 at `radius_mm` and beyond.
[[nodiscard]] inline std::uint64_t nearness(const planar& at, const planar& centre, std::int64_t radius_mm) noexcept {
    const std::int64_t distance_mm = straight_line(at, centre).mm;
    return distance_mm >= radius_mm ? 0 : static_cast<std::uint64_t>(1000 - 1000 * distance_mm / radius_mm);
}

/// How densely built each working grid is, in a unit of its own: most in the middle and around each street's centre.
[[nodiscard]] inline std::vector<std::uint64_t> densities(const territory& ground, std::size_t streets,
                                                          std::size_t grids) {
    std::vector<std::uint32_t> all(ground.map.squares());
    std::iota(all.begin(), all.end(), 0U);
    const planar middle = ground.map.corners[ground.map.corner(ground.map.columns / 2, ground.map.rows / 2)];
    const std::int64_t reach_mm = std::max<std::int64_t>(middle.east_mm, 1000) * 8 / 10;
    const std::vector<planar> town = middles(ground.map, all, ground.street_of, streets);
    std::vector<std::uint64_t> density(grids);
    for (const std::uint32_t square : all) {
        const planar at = ground.map.centre(square);
        density[ground.grid_of[square]] = 1500 + 8 * nearness(at, middle, reach_mm) +
                                          4 * nearness(at, town[ground.street_of[square]], 1'200'000);
    }
    return density;
}

/// What stands in a grid of this density: uses in the order of `building_use`, in thousandths.
[[nodiscard]] inline std::array<std::uint32_t, building_uses> use_weights(std::uint64_t density) noexcept {
    return density > 5000 ? std::array<std::uint32_t, building_uses>{680, 210, 15, 13, 5, 12, 12, 34, 3, 16}
                          : std::array<std::uint32_t, building_uses>{690, 140, 75, 11, 3, 4, 22, 26, 20, 9};
}

[[nodiscard]] inline std::int32_t draw_storeys(building_use use, random& generator) noexcept {
    switch (use) {
        case building_use::residential:
            return chance(generator, 1, 5) ? uniform_between(generator, 12, 33) : uniform_between(generator, 2, 8);
        case building_use::three_small_premises: return uniform_between(generator, 1, 7);
        case building_use::factory: return uniform_between(generator, 1, 6);
        case building_use::school: return uniform_between(generator, 3, 6);
        case building_use::hospital: return uniform_between(generator, 5, 20);
        case building_use::mall: return uniform_between(generator, 3, 8);
        case building_use::construction_site: return uniform_between(generator, 1, 30);
        case building_use::e_bike_charging: return 1;
        case building_use::slope:
        case building_use::public_square: break;
    }
    return 0;
}

/// Places `count` buildings, at least one in each working grid.
[[nodiscard]] inline std::vector<building> make_buildings(const territory& ground, std::size_t streets,
                                                          std::uint32_t count, const random& generator) {
    const std::vector<cell_drawing<planar>>& grids = ground.tiers.back().cells;
    const std::vector<std::uint64_t> density = densities(ground, streets, grids.size());
    random drawing = generator.stream("grids");
    std::vector<std::uint64_t> weights;
    for (std::size_t i = 0; i < grids.size(); ++i) {
        const auto tenths_ha = static_cast<std::uint64_t>(doubled_area(grids[i].area[0].outer) / 2'000'000'000);
        weights.push_back(1 + tenths_ha * density[i] * uniform_between(drawing, 60U, 140U) / 1000);
    }
    const std::vector<std::uint32_t> more = apportion(count - grids.size(), weights);
    std::vector<building> buildings;
    buildings.reserve(count);
    for (std::size_t i = 0; i < grids.size(); ++i) {
        random placing = generator.stream(i);
        for (std::uint32_t left = more[i] + 1; left > 0; --left) {
            building one;
            one.number = static_cast<std::uint32_t>(buildings.size() + 1);
            one.at = place_inside(grids[i].area[0], placing);
            one.grid_key = grids[i].key;
            one.use = static_cast<building_use>(weighted(placing, use_weights(density[i])));
            one.storeys = draw_storeys(one.use, placing);
            buildings.push_back(one);
        }
    }
    return buildings;
}

}  // namespace sim::detail
}  // namespace v0
}  // namespace muster
