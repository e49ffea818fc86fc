#pragma once

#include "muster/sim/call.hpp"          // incident_class
#include "muster/sim/detail/facts.hpp"  // class_profiles

#include <array>    // array
#include <cstdint>  // uint32_t
#include <vector>   // vector

namespace muster {
inline namespace v0 {
namespace sim::detail {

/// A department, and in how many of a thousand past incidents of a class it acted.
struct companion {
    const char* department;
    std::uint32_t permille;
};

/// Who acted in past incidents of a class. The first always did: somebody always acts.
[[nodiscard]] inline std::vector<companion> company_of(incident_class what) {
    switch (what) {
        case incident_class::building_fire:
            return {{"fire", 1000},         {"police", 960},      {"health", 320},  {"traffic_police", 280},
                    {"power_company", 150}, {"subdistrict", 250}, {"emergency", 60}};
        case incident_class::e_bike_fire:
            return {{"fire", 1000},  {"police", 950}, {"power_company", 970},
                    {"market", 820}, {"health", 200}, {"subdistrict", 550}};
        case incident_class::gas_leak:
            return {{"gas_company", 1000}, {"fire", 980},   {"police", 940},
                    {"subdistrict", 300},  {"health", 150}, {"market", 120}};
        case incident_class::site_accident:
            return {{"fire", 1000},  {"housing", 980},   {"health", 970},
                    {"police", 930}, {"emergency", 880}, {"traffic_police", 150}};
        case incident_class::slope_failure:
            return {{"planning", 1000}, {"fire", 980},    {"transport", 970},   {"traffic_police", 960},
                    {"police", 950},    {"health", 940},  {"subdistrict", 930}, {"emergency", 900},
                    {"housing", 780},   {"ecology", 620}, {"water", 300}};
        case incident_class::road_collapse:
            return {{"transport", 1000},       {"water", 970},       {"traffic_police", 980}, {"police", 900},
                    {"urban_management", 850}, {"gas_company", 640}, {"power_company", 300}};
        case incident_class::traffic_crash:
            return {{"traffic_police", 1000}, {"health", 350}, {"fire", 120}, {"urban_management", 60}};
        case incident_class::medical: return {{"health", 1000}, {"police", 30}, {"civil_affairs", 10}};
        case incident_class::violence: return {{"police", 1000}, {"health", 900}, {"subdistrict", 120}};
        case incident_class::dispute: return {{"police", 1000}, {"subdistrict", 850}, {"housing", 60}, {"market", 90}};
        case incident_class::flooding:
            return {{"water", 1000},
                    {"subdistrict", 300},
                    {"urban_management", 520},
                    {"traffic_police", 450},
                    {"emergency", 180}};
        case incident_class::power_failure:
            return {{"power_company", 1000}, {"subdistrict", 80}, {"traffic_police", 70}};
        case incident_class::obstruction:
            return {{"urban_management", 1000}, {"traffic_police", 960}, {"power_company", 140}};
        case incident_class::hazardous_spill:
            return {{"fire", 1000},     {"ecology", 980},        {"police", 930}, {"health", 920},
                    {"emergency", 760}, {"traffic_police", 500}, {"water", 240}};
        case incident_class::lift_entrapment: return {{"fire", 1000}, {"market", 930}, {"health", 60}};
        case incident_class::not_ours: break;
    }
    return {{"hotline_12345", 1000}, {"urban_management", 420}, {"market", 100}};
}

/// Two departments that were together just once.
struct once {
    incident_class what;
    const char* one;
    const char* other;
};
inline constexpr std::array<once, 4> seen_once{{
    {incident_class::e_bike_fire, "fire", "education"},
    {incident_class::lift_entrapment, "fire", "publicity"},
    {incident_class::power_failure, "power_company", "ecology"},
    {incident_class::dispute, "police", "planning"},
}};

}  // namespace sim::detail
}  // namespace v0
}  // namespace muster
