#pragma once

#include <compare>  // strong ordering
#include <cstdint>  // uint32_t

namespace muster {
inline namespace v0 {

/// The place of a thing in a table that a city configures: cells, types, capabilities, rules, run cards.
///
/// Ids of different tables are different types and are never mixed up. The tables are const, so an id stays good
/// for as long as its table; `none` stands for no thing at all.
template <class Tag>
struct table_id {
    static constexpr std::uint32_t none_index = 0xffff'ffffU;

    std::uint32_t index = none_index;

    [[nodiscard]] static constexpr table_id none() noexcept { return {}; }
    [[nodiscard]] constexpr explicit operator bool() const noexcept { return index != none_index; }

    friend constexpr auto operator<=>(table_id, table_id) = default;
};

/// A thing that comes and goes: units, departments, experts.
///
/// The generation tells a thing from another that took its place later, so a plan that was made for the first is
/// never carried out on the second.
template <class Tag>
struct handle {
    std::uint32_t index = 0xffff'ffffU;
    std::uint32_t generation = 0;

    [[nodiscard]] static constexpr handle none() noexcept { return {}; }
    [[nodiscard]] constexpr explicit operator bool() const noexcept { return index != 0xffff'ffffU; }

    friend constexpr auto operator<=>(handle, handle) = default;
};

using cell_id = table_id<struct cell_tag>;              ///< a node of the hierarchy of grids
using type_id = table_id<struct incident_type_tag>;     ///< a node of the incident type tree
using capability_id = table_id<struct capability_tag>;  ///< what a unit, department or expert can do
using rule_id = table_id<struct rule_tag>;              ///< a named rule of a table
using card_id = table_id<struct run_card_tag>;          ///< a run card
using criterion_id = table_id<struct criterion_tag>;    ///< a grading criterion

using resource_id = table_id<struct resource_tag>;      ///< what standing plans of departments lay claim to: a road
using role_id = table_id<struct role_tag>;              ///< a role of the command organisation: commander, a group
using officer_id = table_id<struct officer_tag>;        ///< who stands on a duty roster
using action_id = table_id<struct action_tag>;          ///< a line of a checklist
using pool_id = table_id<struct pool_tag>;              ///< a pool of experts

using unit_handle = handle<struct unit_tag>;
using department_handle = handle<struct department_tag>;
using expert_handle = handle<struct expert_tag>;

}  // namespace v0
}  // namespace muster
