#pragma once

#include "muster/department/duty.hpp"             // department_rules
#include "muster/model/level.hpp"                 // level_I, level_II
#include "muster/model/type_tree.hpp"             // type_tree
#include "muster/sim/detail/district_skills.hpp"  // skill

#include <cstdint>  // int64_t
#include <string>   // string
#include <vector>   // vector

namespace muster {
inline namespace v0 {
namespace sim::detail {

/// Who has to do what, by type: the floor that learning may add to.
///
/// The command centre takes every call and stays on the line for what is sudden; it has no part in what belongs
/// elsewhere. Some who came along in most cases of the past have no duty here on purpose: see `make_co_response`.
[[nodiscard]] inline std::vector<duty> district_duties(const type_tree& types) {
    std::vector<duty> all;
    const auto add = [&](const char* department, skill function, std::vector<const char*> codes,
                         response_level least = {}, participation part = participation::primary) {
        for (const char* code : codes) { all.push_back({department, id_of(function), types.at(code), least, part}); }
    };
    add("command_centre", skill::coordination, {"accident", "nature", "health", "security"});
    add("police", skill::patrol,
        {"building_fire", "gas_leak", "site_accident", "road_collapse", "hazardous_spill", "slope_failure", "violence",
         "dispute"});
    add("police", skill::armed_police, {"violence"});
    add("police", skill::armed_police, {"building_fire"}, level_II);
    add("traffic_police", skill::patrol, {"traffic_crash", "obstruction"});
    add("traffic_police", skill::traffic_control, {"slope_failure", "road_collapse", "traffic_crash"});
    add("traffic_police", skill::traffic_control, {"building_fire", "hazardous_spill"}, level_II);
    add("fire", skill::first_attack, {"building_fire"});
    add("fire", skill::fire_suppression, {"building_fire", "gas_leak"});
    add("fire", skill::rescue, {"site_accident", "slope_failure", "lift_entrapment"});
    add("fire", skill::rescue, {"traffic_crash"}, level_II);
    add("fire", skill::heavy_rescue, {"site_accident"});
    add("fire", skill::hazmat, {"hazardous_spill"});
    add("health", skill::medical, {"medical", "violence", "site_accident", "slope_failure", "hazardous_spill"});
    add("health", skill::medical, {"building_fire", "traffic_crash"}, level_II);
    add("housing", skill::site_supervision, {"site_accident"});
    add("transport", skill::earthmoving, {"slope_failure", "road_collapse"});
    add("transport", skill::road_repair, {"slope_failure", "road_collapse"});
    add("urban_management", skill::street_order, {"obstruction"});
    add("urban_management", skill::utilities, {"road_collapse"});
    add("market", skill::product_safety, {"lift_entrapment"});
    add("ecology", skill::environmental_monitoring, {"hazardous_spill"});
    add("water", skill::water_repair, {"flooding", "road_collapse"});
    add("water", skill::drainage, {"flooding"});
    add("gas_company", skill::gas_repair, {"gas_leak"});
    add("power_company", skill::power_repair, {"power_failure", "e_bike_fire"});
    add("planning", skill::hazard_survey, {"slope_failure"});
    add("subdistrict", skill::mediation, {"dispute"});
    add("subdistrict", skill::evacuation, {"slope_failure"});
    add("subdistrict", skill::evacuation, {"building_fire", "gas_leak", "flooding"}, level_II);
    add("emergency", skill::evacuation, {"slope_failure"}, level_II, participation::supporting);
    add("emergency", skill::accident_investigation, {"hazardous_spill"});
    add("emergency", skill::accident_investigation, {"accident"}, level_I);
    add("education", skill::shelter, {"nature"}, level_I);
    add("hotline_12345", skill::complaints, {"not_ours"});
    add("urban_management", skill::street_order, {"not_ours"}, level_II, participation::supporting);
    // Whatever it is, and also when nobody knows what it is.
    const auto always = [&](const char* department, skill function) {
        all.push_back({department, id_of(function), type_id::none(), level_I, participation::primary});
    };
    always("police", skill::reserve);
    always("health", skill::medical);
    always("publicity", skill::public_information);
    always("civil_affairs", skill::relief);
    return all;
}

/// Who is accountable for cases of a type. What belongs elsewhere goes to the hotline: that is a transfer.
[[nodiscard]] inline std::vector<case_ownership> district_owners(const type_tree& types) {
    return {
        {"emergency", types.at("accident")},
        {"emergency", types.at("nature")},
        {"health", types.at("health")},
        {"police", types.at("security")},
        {"fire", types.at("building_fire")},
        {"gas_company", types.at("gas_leak")},
        {"housing", types.at("site_accident")},
        {"transport", types.at("road_collapse")},
        {"traffic_police", types.at("traffic_crash")},
        {"market", types.at("lift_entrapment")},
        {"power_company", types.at("power_failure")},
        {"urban_management", types.at("obstruction")},
        {"planning", types.at("slope_failure")},
        {"water", types.at("flooding")},
        {"hotline_12345", types.at("not_ours")},
    };
}

/// What standing plans lay claim to. At a slope failure two cannot both be carried out: transport wants the road for
/// its heavy machines while the traffic police keep it clear for ambulances. Nothing else clashes: elsewhere claims are
/// shared, follow one another, or are one department's own.
[[nodiscard]] inline std::vector<claim> district_claims(const type_tree& types) {
    const label road{"the access road", "进出道路"};
    const label pit{"the pit", "塌陷坑"};
    const label site{"the building site", "施工现场"};
    const label hydrants{"the hydrants nearby", "周边消火栓"};
    const auto minutes = [](std::int64_t n) { return duration{n * 60'000}; };
    const auto at = [&](const char* code) { return types.at(code); };
    return {
        {"traffic_police", road, at("slope_failure"), {}, minutes(0), minutes(120), true},
        {"transport", road, at("slope_failure"), {}, minutes(20), minutes(240), true},
        {"traffic_police", road, at("road_collapse"), {}, minutes(0), minutes(25), true},
        {"transport", road, at("road_collapse"), {}, minutes(30), minutes(240), true},
        {"water", pit, at("road_collapse"), {}, minutes(30), minutes(90), true},
        {"transport", pit, at("road_collapse"), {}, minutes(100), minutes(240), true},
        {"fire", site, at("site_accident"), {}, minutes(0), minutes(240), false},
        {"housing", site, at("site_accident"), {}, minutes(30), minutes(480), false},
        {"fire", hydrants, at("building_fire"), {}, minutes(0), minutes(120), true},
        {"traffic_police", road, at("building_fire"), level_II, minutes(0), minutes(120), true},
    };
}

/// What the district lays down about its departments.
[[nodiscard]] inline department_rules district_department_rules(const type_tree& types) {
    return {district_duties(types), district_owners(types), district_claims(types), "command_centre"};
}

}  // namespace sim::detail
}  // namespace v0
}  // namespace muster
