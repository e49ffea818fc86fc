#pragma once

#include "muster/core/policy.hpp"                       // policy
#include "muster/department/affinity.hpp"               // affinity
#include "muster/department/department_directory.hpp"   // department_directory
#include "muster/department/joint_matcher.hpp"          // joint_matcher
#include "muster/expert/panel_selector.hpp"             // panel_selector
#include "muster/governance/lightning_assembly.hpp"     // lightning_assembly
#include "muster/governance/mode_gauge.hpp"             // mode_gauge
#include "muster/governance/situation.hpp"              // situation
#include "muster/grid/hierarchy.hpp"                    // hierarchy
#include "muster/incident/rule_classifier.hpp"          // rule_classifier
#include "muster/rules/grading_table.hpp"               // grading_table
#include "muster/sim/call.hpp"                          // call
#include "muster/sim/co_response.hpp"                   // make_co_response
#include "muster/sim/detail/district_cards.hpp"         // district_cards, district_tiers
#include "muster/sim/detail/district_command.hpp"       // district_command_rules
#include "muster/sim/detail/district_duties.hpp"        // district_department_rules
#include "muster/sim/detail/district_expert_needs.hpp"  // district_expert_needs
#include "muster/sim/detail/district_grading.hpp"       // district_criteria
#include "muster/sim/detail/district_modes.hpp"         // district_modes, district_card
#include "muster/sim/detail/district_rules.hpp"         // district_types, district_rules
#include "muster/sim/detail/district_skills.hpp"        // skills_of
#include "muster/sim/district_model.hpp"                // district
#include "muster/unit/tiered_dispatch.hpp"              // tiered_dispatch

#include <string_view>  // string_view

namespace muster {
inline namespace v0 {
namespace sim {

/// A call as it was told in one of its two languages: what the stages read. Refers to the call.
struct told_call {
    const call* told;
    language in = language::en;
};

}  // namespace sim

template <>
inline constexpr auto fields<sim::told_call> = map(
    id = [](const sim::told_call& c) -> std::string_view { return c.told->number; },
    position = [](const sim::told_call& c) { return c.told->position; },
    text = [](const sim::told_call& c) -> std::string_view {
        return c.in == language::en ? c.told->what : c.told->what_zh;
    },
    received_at = [](const sim::told_call& c) { return c.told->received; },
    field<"trapped"> = [](const sim::told_call& c) { return c.told->trapped; },
    field<"injured"> = [](const sim::told_call& c) { return c.told->injured; },
    field<"dead"> = [](const sim::told_call& c) { return c.told->dead; },
    field<"storeys"> = [](const sim::told_call& c) { return c.told->storeys; },
    field<"people_at_risk"> = [](const sim::told_call& c) { return c.told->people_at_risk; },
    field<"area_m2"> = [](const sim::told_call& c) { return c.told->area_m2; });

template <>
inline constexpr auto fields<sim::unit> = map(
    id = &sim::unit::number, name = &sim::unit::name, position = &sim::unit::home,
    capabilities = [](const sim::unit& u) { return sim::detail::skills_of(u.service); },
    turnout = [](const sim::unit& u) { return duration{std::int64_t{u.turnout_s} * 1000}; },
    held_below = [](const sim::unit& u) { return u.held_reserve ? level_II : response_level{}; });

template <>
inline constexpr auto fields<sim::department> = map(id = &sim::department::key, name = &sim::department::name,
                                                    capabilities = &sim::department::can);

template <>
inline constexpr auto fields<sim::expert> = map(
    id = &sim::expert::number, name = &sim::expert::name, in_pool = &sim::expert::pool_key, position = &sim::expert::at,
    capabilities = &sim::expert::fields, licences = &sim::expert::licences, term_ends = &sim::expert::term_ends,
    home_cell = &sim::expert::home_cell, years_local = &sim::expert::years_local,
    conflict_cells = &sim::expert::conflict_cells,
    turnout = [](const sim::expert& e) { return duration{std::int64_t{e.turnout_s} * 1000}; });

namespace sim {

/// Everything that a policy for a made-up district is made of. Const; stages copy what they need.
struct reference_city {
    type_tree types = detail::district_types();
    capability_list skills = detail::district_capabilities();
    response_scale levels = three_response_levels();
    hierarchy<planar> cells;
    rule_classifier<told_call> rules{types, detail::district_rules(types)};
    grading_table<told_call> grades{types, levels, detail::district_criteria(types),
                                    detail::district_base_levels(types)};
    run_card_table cards{types, levels, detail::district_cards(types)};
    tiered_dispatch<planar> rings;
    department_directory departments;
    affinity learned;  ///< from a made-up past of 90 days
    mode_gauge modes;
    joint_matcher group;
    panel_selector<planar> panel;
    lightning_assembly command;
    static_card card = detail::district_card();

    /// The tier of the communities, in which units are looked for.
    static constexpr std::size_t search_tier = 2;

    explicit reference_city(const district& ground)
        : cells{ground.tiers},
          rings{cells,
                types,
                levels,
                detail::district_tiers(types),
                {search_tier, {{detail::id_of(detail::skill::volunteer), 1}}, 1'000'000}},
          departments{ground.departments, types, levels, detail::district_department_rules(types)},
          learned{types, departments, make_co_response(ground)},
          modes{types, levels, departments, detail::district_modes(types)},
          group{departments, learned},
          panel{cells, types, levels, detail::district_expert_needs(types)},
          command{cells, types, levels, detail::district_command_rules(ground, types)} {}

    /// The policy that sends units: locate, classify, grade, require, dispatch.
    [[nodiscard]] auto make_policy() const {
        return policy{stage::locate = cells, stage::classify = rules, stage::grade = grades, stage::require = cards,
                      stage::dispatch = rings};
    }

    /// The policy with all stages: the mode, departments, experts and the command organisation as well.
    [[nodiscard]] auto make_full_policy() const {
        return policy{stage::locate = cells,  stage::classify = rules, stage::grade = grades,
                      stage::require = cards, stage::gauge = modes,    stage::match = group,
                      stage::consult = panel, stage::dispatch = rings, stage::assemble = command};
    }

    /// The district at rest: every unit and expert free, nothing open. @param ground the one that it was built from
    [[nodiscard]] situation<planar> make_situation(const district& ground) const {
        return {{},
                {ground.units, cells, search_tier},
                {ground.experts, ground.expert_pools, cells},
                load_board::per_tier(cells, detail::district_capacities())};
    }
};

}  // namespace sim
}  // namespace v0
}  // namespace muster
