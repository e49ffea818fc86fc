#pragma once

#include "muster/core/ids.hpp"                 // cell_id
#include "muster/governance/mode_monitor.hpp"  // mode_change
#include "muster/governance/plan.hpp"          // plan

#include <array>    // array
#include <cstddef>  // size_t
#include <cstdint>  // uint32_t
#include <map>      // map
#include <string>   // string
#include <tuple>    // tuple
#include <vector>   // vector

/// What a day in the made-up district is summed up from.
namespace district {

/// How one response-time target fared over the day.
struct target_record {
    std::size_t asked = 0;
    std::size_t missing = 0;               ///< nobody could be sent
    std::vector<std::int64_t> arrival_ms;  ///< of those who went
    std::vector<std::int64_t> late_ms;     ///< of those who went too late: by how much
};

/// What happened at one response level.
struct level_record {
    std::size_t incidents = 0;
    std::size_t units = 0;
    std::size_t open = 0;  ///< the level was an interval: a fact was unknown that could have raised it
};

/// How often a department was in a joint action group.
struct department_record {
    std::size_t incidents = 0;
    std::size_t led = 0;     ///< of these, primary in a function
    std::size_t joined = 0;  ///< of these, by experience only
    std::size_t owned = 0;   ///< cases
};

/// A change of mode that was recommended for a cell.
struct mode_moment {
    muster::cell_id cell{};
    muster::mode_change change{};
};

/// A scripted incident and what was decided.
struct scene_record {
    std::string scene;
    std::size_t calls = 0;
    muster::plan decided;      ///< of the first call
    std::string deliberation;  ///< its record, in the day's language; empty: nothing clashes
};

/// Who came together.
struct together_record {
    std::array<std::size_t, 3> modes{};                           // by mode
    std::map<std::size_t, std::size_t> departments_per_incident;  // how many incidents got n departments
    std::map<std::uint32_t, department_record> departments;       // by department
    std::array<std::size_t, 3> passes{};                          // by referral
    std::size_t with_clash = 0;
    std::size_t asked_experts = 0, on_scene = 0, by_video = 0, local_experts = 0, held = 0;
    std::map<std::uint32_t, std::size_t> no_expert;  // by field of knowledge
    std::size_t no_rule = 0, tie = 0, no_card = 0;   // gaps of rules
    std::array<std::size_t, 3> on_card{};            // by card_cause
    std::array<std::size_t, 2> put{}, not_put{};     // questions by kind
    std::size_t posts = 0, alternates = 0, vacant = 0;
    std::size_t aided = 0;  ///< incidents to which a neighbouring community's units went
    std::vector<mode_moment> moments;
};

/// What the day is summed up from.
struct day_record {
    std::map<std::uint32_t, level_record> levels;                              // by rank
    std::map<std::tuple<std::uint32_t, std::int64_t>, target_record> targets;  // by capability, limit
    std::map<std::size_t, std::size_t> units_per_incident;                     // how many incidents got n units
    std::map<std::uint32_t, muster::shortfall> gaps;                           // by capability, summed up
    std::map<std::uint32_t, std::size_t> gap_incidents;                        // by capability
    std::array<std::size_t, 4> located{};                                      // by location_status
    std::array<std::size_t, 3> ended{};                                        // by search_end
    std::array<std::size_t, 3> classified{};                                   // by classification_status
    std::size_t right_type = 0;                                                // of those classified
    std::size_t right_leaf = 0, placed = 0;                                    // against the generator's cell
    std::size_t incidents = 0;
    std::size_t scripted = 0;  ///< of these
    together_record together;
    std::vector<scene_record> scenes;
    muster::plan shown;  ///< the decision printed in full
    bool has_shown = false;
};

}  // namespace district
