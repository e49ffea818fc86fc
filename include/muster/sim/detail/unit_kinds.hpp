#pragma once

#include "muster/sim/district_model.hpp"  // services, building_use

#include <array>    // array
#include <cstdint>  // int32_t

namespace muster {
inline namespace v0 {
namespace sim::detail {

/// Where units of a kind wait.
enum class base : std::uint8_t {
    community,  ///< one in every community in turn
    post,       ///< on a standby post, one each as long as there are any
    station,    ///< in a station of their own kind
};

/// What all units of one service have in common.
struct unit_kind {
    const char* code;
    const char* english;
    const char* chinese;          ///< after the number
    const char* english_station;  ///< "" when they have none
    const char* chinese_station;
    std::uint32_t share;          ///< of 300 units
    sim::detail::base base;
    building_use beside;          ///< what their home is beside, where there is one
    std::int32_t fastest_s;       ///< turnout
    std::int32_t slowest_s;
};

/// In the order of `service`.
inline constexpr std::array<unit_kind, services> unit_kinds{{
    {"VO", "Volunteer Group", "号义警队", "", "",
     120, base::community, building_use::residential, 15, 60},
    {"PA", "Patrol", "号巡(摩)警组", "", "",
     68, base::post, building_use::public_square, 10, 30},
    {"AP", "Armed Police", "号带枪民警组", "", "",
     24, base::post, building_use::public_square, 15, 45},
    {"MF", "Micro Fire Station", "号微消防站", "", "",
     30, base::community, building_use::e_bike_charging, 30, 60},
    {"FE", "Engine", "号水罐消防车", "Fire Station", "号消防救援站",
     12, base::station, building_use::residential, 45, 75},
    {"LT", "Ladder", "号云梯消防车", "Fire Station", "号消防救援站",
     4, base::station, building_use::residential, 50, 90},
    {"HR", "Rescue", "号抢险救援车", "Fire Station", "号消防救援站",
     3, base::station, building_use::residential, 50, 90},
    {"HZ", "Hazmat", "号防化洗消车", "Fire Station", "号消防救援站",
     2, base::station, building_use::residential, 60, 120},
    {"AM", "Ambulance", "号救护车", "Hospital", "号医院",
     16, base::station, building_use::hospital, 60, 120},
    {"GR", "Gas Repair", "号燃气抢修车", "Gas Depot", "号燃气抢修点",
     5, base::station, building_use::factory, 180, 420},
    {"PR", "Power Repair", "号供电抢修车", "Power Depot", "号供电抢修点",
     5, base::station, building_use::factory, 180, 480},
    {"WR", "Water Repair", "号供排水抢修车", "Water Depot", "号水务抢修点",
     4, base::station, building_use::factory, 240, 600},
    {"EX", "Excavator", "号挖掘机组", "Roads Depot", "号市政道路抢修点",
     4, base::station, building_use::construction_site, 600, 1200},
    {"RR", "Rapid Response Brigade", "号快速反应大队分队", "Brigade Barracks", "号快速反应大队营区",
     3, base::station, building_use::school, 300, 600},
}};

}  // namespace sim::detail
}  // namespace v0
}  // namespace muster
