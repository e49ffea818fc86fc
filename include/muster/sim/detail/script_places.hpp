#pragma once

#include "muster/core/random.hpp"           // random
#include "muster/sim/detail/partition.hpp"  // squared_distance
#include "muster/sim/detail/units.hpp"      // building_in
#include "muster/sim/district_model.hpp"    // district, building

#include <algorithm>  // find
#include <cstdint>    // int64_t
#include <limits>     // numeric_limits
#include <set>        // set
#include <string>     // string
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace sim::detail {

/// A building of this use, or any when the district has none.
[[nodiscard]] inline const building& some_building(const district& where, building_use use, random generator) {
    return building_in(where, where.tiers.front().cells.front().key, use, generator);
}

/// Where the micro fire stations are.
struct micro_stations {
    std::vector<planar> homes;
    std::set<std::string> communities;

    explicit micro_stations(const district& where) {
        for (const unit& each : where.units) {
            if (each.service != service::micro_fire_station) { continue; }
            homes.push_back(each.home);
            communities.insert(each.community_key);
        }
    }

    /// Of the buildings that `fits(building)`, the one nearest to a station; of equally near ones the first. Without
    /// stations the first that fits; the first of all when none does.
    template <class Fits>
    [[nodiscard]] const building& nearest_of(const std::vector<building>& buildings, Fits fits) const {
        const building* chosen = nullptr;
        std::int64_t nearest = std::numeric_limits<std::int64_t>::max();
        for (const building& each : buildings) {
            if (!fits(each)) { continue; }
            if (chosen == nullptr) { chosen = &each; }
            for (const planar& home : homes) {
                const std::int64_t away = squared_distance(each.at, home);
                if (away >= nearest) { continue; }
                nearest = away;
                chosen = &each;
            }
        }
        return chosen != nullptr ? *chosen : buildings.front();
    }
};

/// A charging point with a micro fire station next to it, in one community.
[[nodiscard]] inline const building& charging_point_by_station(const district& where) {
    const micro_stations stations{where};
    return stations.nearest_of(where.buildings, [&](const building& each) {
        return each.use == building_use::e_bike_charging &&
               stations.communities.contains(each.grid_key.substr(0, 12)) &&
               std::find(stations.homes.begin(), stations.homes.end(), each.at) == stations.homes.end();
    });
}

/// Flats in a community that has nobody for a first attack on a fire, close to another community's micro fire station.
[[nodiscard]] inline const building& flats_by_the_neighbours_station(const district& where) {
    const micro_stations stations{where};
    std::set<std::string> guarded = stations.communities;
    for (const unit& each : where.units) {
        if (each.service == service::fire_engine) { guarded.insert(each.community_key); }
    }
    return stations.nearest_of(where.buildings, [&](const building& each) {
        return each.use == building_use::residential && !guarded.contains(each.grid_key.substr(0, 12));
    });
}

}  // namespace sim::detail
}  // namespace v0
}  // namespace muster
