#pragma once

#include "muster/core/distributions.hpp"  // weighted, shuffle
#include "muster/sim/call.hpp"            // incident_class
#include "muster/sim/detail/facts.hpp"    // class_profiles
#include "muster/sim/district_model.hpp"  // district, building

#include <algorithm>  // min, max, lower_bound
#include <array>      // array
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <string>     // string
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace sim::detail {

/// Indexes into `district::buildings`, by `building_use`.
using buildings_of_use = std::array<std::vector<std::uint32_t>, building_uses>;

/// The buildings of each use, in an order of its own: the first ones have more incidents than their share.
[[nodiscard]] inline buildings_of_use buildings_by_use(const district& where) {
    buildings_of_use by_use;
    for (std::uint32_t i = 0; i < where.buildings.size(); ++i) {
        by_use[static_cast<std::size_t>(where.buildings[i].use)].push_back(i);
    }
    random generator = random{where.options.seed}.stream("hot spots");
    for (std::vector<std::uint32_t>& list : by_use) { shuffle(generator, list); }
    return by_use;
}

/// Where an incident happens: a third of them at random, the others the likelier the earlier in the list.
[[nodiscard]] inline const building& draw_building(const district& where, const buildings_of_use& by_use,
                                                   incident_class what, random& generator) {
    const std::size_t use = weighted(generator, class_profiles[static_cast<std::size_t>(what)].at);
    const std::vector<std::uint32_t>& list = by_use[use];
    if (list.empty()) { return where.buildings[uniform_below(generator, where.buildings.size())]; }
    const std::uint64_t range = list.size();
    for (int tries = 0;; ++tries) {
        const std::uint64_t limit = chance(generator, 2, 3) ? 1 + uniform_below(generator, range) : range;
        const building& one = where.buildings[list[uniform_below(generator, limit)]];
        const bool has_lift = one.storeys >= 7 || one.use != building_use::residential;
        if (what != incident_class::lift_entrapment || has_lift || tries == 50) { return one; }
    }
}

/// A position a little outside the district: 20 to 300 m beyond its farthest point to one of the four sides.
[[nodiscard]] inline planar just_outside(const ring<planar>& border, random& generator) {
    planar low = border.front();
    planar high = low;
    for (const planar& point : border) {
        low = {std::min(low.east_mm, point.east_mm), std::min(low.north_mm, point.north_mm)};
        high = {std::max(high.east_mm, point.east_mm), std::max(high.north_mm, point.north_mm)};
    }
    planar at;
    at.east_mm = uniform_between(generator, low.east_mm, high.east_mm);
    at.north_mm = uniform_between(generator, low.north_mm, high.north_mm);
    const std::int32_t beyond_mm = uniform_between(generator, 20'000, 300'000);
    switch (uniform_below(generator, 4)) {
        case 0: at.east_mm = low.east_mm - beyond_mm; break;
        case 1: at.east_mm = high.east_mm + beyond_mm; break;
        case 2: at.north_mm = low.north_mm - beyond_mm; break;
        default: at.north_mm = high.north_mm + beyond_mm; break;
    }
    return at;
}

/// The name of the community that the working grid with this key is in.
[[nodiscard]] inline const label& community_name(const district& where, const std::string& grid_key) {
    const std::vector<cell_drawing<planar>>& communities = where.tiers[2].cells;
    const std::string key = grid_key.substr(0, 12);
    const auto before = [](const cell_drawing<planar>& cell, const std::string& wanted) { return cell.key < wanted; };
    return std::lower_bound(communities.begin(), communities.end(), key, before)->name;
}

}  // namespace sim::detail
}  // namespace v0
}  // namespace muster
