#pragma once

#include "muster/expert/expert_need.hpp"          // expert_need
#include "muster/model/level.hpp"                 // level_I, level_II
#include "muster/model/type_tree.hpp"             // type_tree
#include "muster/sim/detail/district_skills.hpp"  // skill

#include <vector>  // vector

namespace muster {
inline namespace v0 {
namespace sim::detail {

/// Which incidents ask for which knowledge: about one call in seven of a day does.
[[nodiscard]] inline std::vector<expert_need> district_expert_needs(const type_tree& types) {
    std::vector<expert_need> all;
    const auto add = [&](skill field, const char* code, response_level least = {}) -> expert_need& {
        expert_need one;
        one.field = id_of(field);
        one.type = *code == '\0' ? type_id::none() : types.at(code);
        one.least = least;
        return all.emplace_back(one);
    };
    add(skill::battery_safety, "e_bike_fire");
    add(skill::fire_protection, "building_fire", level_II);
    add(skill::gas_safety, "gas_leak");
    add(skill::structural_safety, "site_accident").licensed_only = true;
    add(skill::lifting, "site_accident", level_II).holds_further_action = false;
    add(skill::geotechnics, "slope_failure").licensed_only = true;
    add(skill::hydrology, "slope_failure", level_I);
    add(skill::road_engineering, "road_collapse");
    add(skill::chemical_safety, "hazardous_spill");
    add(skill::lift_engineering, "lift_entrapment", level_II).holds_further_action = false;
    add(skill::hydrology, "flooding", level_II);
    add(skill::power_supply, "power_failure", level_II).holds_further_action = false;
    add(skill::crisis_psychology, "violence", level_II).holds_further_action = false;
    add(skill::emergency_medicine, "", level_I).holds_further_action = false;
    // Who knows the hill knows where it moved before: asked for beside the engineers, never instead of them.
    expert_need& terrain = add(skill::local_terrain, "slope_failure");
    terrain.axis = expertise::local;
    terrain.holds_further_action = false;
    // Where no rule says what to do. A call that nobody understood is settled by a person, not by waiting.
    expert_need& gap = add(skill::incident_assessment, "");
    gap.when = expert_cause::rule_gap;
    gap.holds_further_action = false;
    for (const skill field : {skill::traffic_organisation, skill::incident_assessment}) {
        add(field, "").when = expert_cause::clash;
    }
    return all;
}

}  // namespace sim::detail
}  // namespace v0
}  // namespace muster
