#pragma once

#include "muster/core/policy.hpp"                  // policy
#include "muster/grid/hierarchy.hpp"               // hierarchy
#include "muster/incident/rule_classifier.hpp"     // rule_classifier
#include "muster/rules/grading_table.hpp"          // grading_table
#include "muster/sim/call.hpp"                     // call
#include "muster/sim/detail/district_cards.hpp"    // district_cards, district_tiers
#include "muster/sim/detail/district_grading.hpp"  // district_criteria
#include "muster/sim/detail/district_rules.hpp"    // district_types, district_rules
#include "muster/sim/detail/district_skills.hpp"   // skills_of
#include "muster/sim/district_model.hpp"           // district
#include "muster/unit/tiered_dispatch.hpp"         // tiered_dispatch

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

    /// The tier of the communities, in which units are looked for.
    static constexpr std::size_t search_tier = 2;

    explicit reference_city(const district& ground)
        : cells{ground.tiers},
          rings{cells,
                types,
                levels,
                detail::district_tiers(types),
                {search_tier, {{detail::id_of(detail::skill::volunteer), 1}}, 1'000'000}} {}

    /// The policy of the district: locate, classify, grade, require, dispatch.
    [[nodiscard]] auto make_policy() const {
        return policy{stage::locate = cells, stage::classify = rules, stage::grade = grades, stage::require = cards,
                      stage::dispatch = rings};
    }
};

}  // namespace sim
}  // namespace v0
}  // namespace muster
