#pragma once

#include "muster/core/label.hpp"          // label
#include "muster/core/position.hpp"       // planar
#include "muster/expert/expert_pool.hpp"  // expert_pool
#include "muster/grid/polygon.hpp"        // tier_drawing
#include "muster/sim/department.hpp"      // department
#include "muster/sim/expert.hpp"          // expert

#include <cstddef>   // size_t
#include <cstdint>   // uint32_t
#include <optional>  // optional
#include <string>    // string
#include <vector>    // vector

namespace muster {
inline namespace v0 {
namespace sim {

/// How large a made-up district is, and which one of all of that size.
///
/// Without changes: the reference district "G", about 12 km by 10 km. The area grows with `working_grids`.
struct district_options {
    std::uint64_t seed = 1;
    std::uint32_t streets = 10;
    std::uint32_t communities = 120;
    std::uint32_t working_grids = 1500;
    std::uint32_t buildings = 100'000;
    std::uint32_t standby_posts = 92;
    std::uint32_t units = 300;
    std::uint32_t experts = 400;

    /// One street: small enough that an oracle can try everything.
    [[nodiscard]] static constexpr district_options tiny(std::uint64_t seed = 1) noexcept {
        return {seed, 1, 3, 12, 800, 3, 20, 100};
    }

    /// A city of ten reference districts' size, as one.
    [[nodiscard]] static constexpr district_options city(std::uint64_t seed = 1) noexcept {
        return {seed, 100, 1200, 15'000, 1'000'000, 920, 3000, 4000};
    }
};

/// What a building is used for, as far as inspection and demand differ by it.
enum class building_use : std::uint8_t {
    residential,
    three_small_premises,  ///< 三小场所: small shop, small workshop, small place of entertainment
    factory,
    school,
    hospital,
    mall,
    construction_site,
    e_bike_charging,
    slope,                 ///< a slope with a registered hazard
    public_square,
};
inline constexpr std::size_t building_uses = 10;

/// Something that stands, or lies, in exactly one working grid.
struct building {
    std::uint32_t number = 0;  ///< counted from 1
    planar at;                 ///< inside its working grid, never on a border
    std::string grid_key;
    building_use use = building_use::residential;
    std::int32_t storeys = 0;  ///< 0 for a slope or a square
};

/// Why a place is watched day and night.
enum class post_category : std::uint8_t {
    district_government, stadium, mall, square, wharf, park, station, hospital, school, market
};

/// A standby post 囤警点: a key place where a unit waits on the street.
struct standby_post {
    std::uint32_t number = 0;  ///< counted from 1
    label name;
    post_category category = post_category::square;
    planar at;
    std::string community_key;
};

/// What a unit is.
enum class service : std::uint8_t {
    volunteer_group,     ///< 义警
    patrol,              ///< 巡(摩)警
    armed_police,        ///< 带枪民警
    micro_fire_station,  ///< 微消防站
    fire_engine,
    ladder_truck,
    heavy_rescue,
    hazmat,
    ambulance,
    gas_repair,
    power_repair,
    water_repair,
    excavator,
    rapid_response,      ///< 快速反应大队: held in reserve
};
inline constexpr std::size_t services = 14;

/// One unit that can be sent.
struct unit {
    std::string number;                ///< "PA-012"
    label name;
    sim::service service = sim::service::patrol;
    planar home;
    std::string community_key;         ///< the community that `home` is in
    std::int32_t turnout_s = 0;        ///< from the order until it moves
    std::optional<std::uint32_t> post; ///< index into `district::posts`, when it waits on one
    label station;                     ///< where it waits otherwise
    bool held_reserve = false;         ///< released by level only
};

/// A made-up district with all that dispatch needs to know, as plain data that an outside caller might have.
///
/// `tiers` is ordered from the district down to the working grids. A cell's key begins with its parent's:
/// 6 digits, then 3 each for street, community and working grid, numbered as a page is read.
struct district {
    district_options options;
    std::vector<tier_drawing<planar>> tiers;
    std::vector<building> buildings;   ///< in the order of their working grids' keys
    std::vector<standby_post> posts;
    std::vector<unit> units;           ///< in the order of `service`
    std::vector<department> departments;    ///< the same in every district
    std::vector<expert_pool> expert_pools;  ///< the district's, then the departments', then the streets'
    std::vector<expert> experts;            ///< in the order of their pools
};

}  // namespace sim
}  // namespace v0
}  // namespace muster
