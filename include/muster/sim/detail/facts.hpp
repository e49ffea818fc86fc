#pragma once

#include "muster/core/distributions.hpp"  // chance, uniform_between
#include "muster/sim/call.hpp"            // call, incident_class

#include <algorithm>  // min
#include <array>      // array
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <optional>   // optional

namespace muster {
inline namespace v0 {
namespace sim::detail {

/// How often callers know a count, and how high it is.
struct fact_profile {
    std::uint32_t known_permille = 0;
    std::uint32_t zero_permille = 0;  ///< of the known ones
    int most = 0;                     ///< small counts are more frequent
    int least = 1;                    ///< when it is not zero
};

/// What is typical of one class of incident.
struct class_profile {
    std::uint32_t frequency = 0;  ///< in a thousand calls
    std::uint8_t hours = 0;       ///< index into `hourly_profiles`
    int shortest_min = 0;         ///< on-scene work
    int longest_min = 0;
    std::array<std::uint32_t, 10> at{};  ///< where: weights in the order of `building_use`
    fact_profile trapped{};
    fact_profile injured{};
    fact_profile dead{};
    std::uint32_t storeys_permille = 0;
    fact_profile people_at_risk{};
    fact_profile area_m2{};
};

/// Calls by hour from midnight on: 0 all day, 1 working hours, 2 evening, 3 rush hours.
inline constexpr std::array<std::array<std::uint32_t, 24>, 4> hourly_profiles{{
    {24, 19, 16, 14, 14, 17, 25, 35, 44, 50, 53, 54, 52, 49, 48, 49, 51, 54, 56, 56, 53, 47, 38, 30},
    {5, 4, 4, 4, 5, 10, 25, 50, 75, 90, 95, 85, 60, 70, 90, 90, 85, 70, 45, 30, 20, 14, 10, 7},
    {65, 50, 35, 22, 14, 10, 10, 14, 20, 25, 28, 32, 35, 33, 32, 34, 40, 50, 62, 75, 88, 95, 90, 80},
    {10, 8, 6, 6, 8, 16, 40, 85, 95, 60, 48, 50, 52, 48, 50, 56, 75, 98, 95, 65, 45, 35, 25, 16},
}};

/// In the order of `incident_class`.
inline constexpr std::array<class_profile, incident_classes> class_profiles{{
    {60, 0, 30, 120, {60, 25, 10, 2, 0, 3, 0, 0, 0, 0},  // building_fire
     {400, 500, 5}, {300, 600, 4}, {20, 500, 2}, 600, {200, 0, 60, 5}, {250, 0, 300, 5}},
    {25, 2, 20, 80, {40, 10, 0, 0, 0, 0, 0, 50, 0, 0},  // e_bike_fire
     {200, 700, 3}, {200, 700, 2}, {8, 500, 1}, 300, {150, 0, 30, 5}, {150, 0, 60, 5}},
    {25, 0, 20, 80, {60, 38, 0, 0, 0, 2, 0, 0, 0, 0},  // gas_leak
     {200, 600, 3}, {300, 500, 5}, {20, 500, 2}, 400, {300, 0, 120, 5}, {}},
    {15, 1, 40, 240, {0, 0, 0, 0, 0, 0, 1, 0, 0, 0},  // site_accident
     {600, 0, 4}, {500, 0, 4}, {80, 400, 2}, 200, {100, 0, 30, 5}, {100, 0, 200, 5}},
    {6, 0, 60, 360, {0, 0, 0, 0, 0, 0, 0, 0, 1, 0},  // slope_failure
     {400, 500, 5}, {300, 500, 3}, {50, 500, 3}, 0, {500, 0, 150, 5}, {500, 0, 2000, 5}},
    {8, 0, 60, 300, {50, 20, 10, 0, 0, 5, 0, 0, 0, 15},  // road_collapse
     {250, 600, 3}, {250, 600, 2}, {10, 500, 1}, 0, {200, 0, 40, 5}, {600, 0, 120, 5}},
    {200, 3, 10, 40, {50, 25, 10, 2, 2, 5, 0, 0, 0, 6},  // traffic_crash
     {200, 600, 3}, {600, 350, 4}, {15, 400, 2}, 0, {}, {}},
    {220, 0, 15, 45, {65, 12, 6, 4, 0, 5, 0, 0, 0, 8},  // medical
     {}, {}, {}, 0, {}, {}},
    {20, 2, 15, 45, {30, 40, 5, 0, 0, 10, 0, 0, 0, 15},  // violence
     {}, {500, 0, 4}, {15, 300, 1}, 0, {300, 0, 30, 5}, {}},
    {140, 2, 10, 25, {60, 25, 5, 0, 0, 5, 0, 0, 0, 5},  // dispute
     {}, {150, 900, 1}, {}, 0, {250, 0, 20, 5}, {}},
    {35, 0, 30, 90, {50, 25, 10, 5, 0, 5, 0, 0, 0, 0},  // flooding
     {200, 600, 6}, {}, {}, 0, {250, 0, 80, 5}, {300, 0, 3000, 5}},
    {40, 2, 20, 90, {65, 20, 10, 2, 0, 3, 0, 0, 0, 0},  // power_failure
     {}, {}, {}, 300, {150, 0, 300, 5}, {}},
    {45, 0, 10, 45, {50, 20, 10, 5, 0, 0, 0, 0, 0, 15},  // obstruction
     {60, 800, 1}, {200, 850, 1}, {}, 0, {}, {}},
    {11, 1, 60, 240, {0, 30, 70, 0, 0, 0, 0, 0, 0, 0},  // hazardous_spill
     {}, {250, 600, 4}, {}, 0, {300, 0, 100, 5}, {300, 0, 200, 5}},
    {40, 1, 10, 30, {75, 0, 0, 0, 8, 17, 0, 0, 0, 0},  // lift_entrapment
     {900, 0, 6}, {100, 900, 1}, {}, 500, {}, {}},
    {110, 2, 10, 30, {75, 18, 3, 0, 0, 2, 0, 0, 0, 2},  // not_ours
     {}, {}, {}, 0, {}, {}},
}};

/// How frequent each class is, ready for `weighted`.
inline constexpr std::array<std::uint32_t, incident_classes> class_frequencies = [] {
    std::array<std::uint32_t, incident_classes> frequencies{};
    for (std::size_t i = 0; i < incident_classes; ++i) { frequencies[i] = class_profiles[i].frequency; }
    return frequencies;
}();

[[nodiscard]] inline std::optional<int> draw_fact(const fact_profile& profile, random& generator) {
    if (profile.known_permille == 0 || !chance(generator, profile.known_permille, 1000)) { return std::nullopt; }
    if (chance(generator, profile.zero_permille, 1000)) { return 0; }
    const int one = uniform_between(generator, profile.least, profile.most);
    const int other = uniform_between(generator, profile.least, profile.most);
    return std::min(one, other);
}

/// Fills in what the caller knows. `storeys` are those of the building, 0 for none.
inline void draw_facts(call& one, int storeys, random& generator) {
    const class_profile& profile = class_profiles[static_cast<std::size_t>(one.truth)];
    one.trapped = draw_fact(profile.trapped, generator);
    one.injured = draw_fact(profile.injured, generator);
    one.dead = draw_fact(profile.dead, generator);
    if (chance(generator, profile.storeys_permille, 1000) && storeys > 0) { one.storeys = storeys; }
    one.people_at_risk = draw_fact(profile.people_at_risk, generator);
    one.area_m2 = draw_fact(profile.area_m2, generator);
}

}  // namespace sim::detail
}  // namespace v0
}  // namespace muster
