#pragma once

#include "muster/core/label.hpp"  // language
#include "muster/model/mode.hpp"  // mode

#include <array>        // array
#include <cstddef>      // size_t
#include <cstdint>      // uint8_t
#include <string_view>  // string_view

namespace muster {
inline namespace v0 {

/// Whether incidents of a type are what the convergent mode is for.
enum class incident_nature : std::uint8_t {
    everyday,       ///< comes in all the time; routine handling is built for it
    sudden,         ///< breaks out and cannot wait
    standing_goal,  ///< no incident but a goal to be reached over months: the target of a campaign
};

/// Who can cover what an incident asks for.
enum class needs_reach : std::uint8_t {
    owner_alone,       ///< the owning department covers every need
    few_departments,   ///< it does not, but fewer departments than make a joint action do
    many_departments,  ///< it does not, and so many are needed that they must act jointly
};

/// What the recommendation of a mode depends on, and nothing else.
struct mode_facts {
    incident_nature nature = incident_nature::everyday;
    needs_reach reach = needs_reach::owner_alone;
    bool is_overloaded = false;    ///< the cell or one above it, with this incident
    bool is_rule_covered = false;  ///< a rule named the type, and a run card is for it
    bool is_serious = false;
    bool is_in_time = false;   ///< assembled before help comes too late
    bool is_worth_it = false;  ///< assembling costs no more than is likely to be lost

    friend constexpr bool operator==(const mode_facts&, const mode_facts&) = default;
};

/// One row of the decision table: for each fact the values that it is for, bit n for value n.
struct mode_row {
    std::uint8_t natures, reaches, overloaded, rule_covered, serious, in_time, worth_it;
    mode recommended;
    std::string_view en, zh;  ///< the row in words

    /// Whether the row is for these facts.
    [[nodiscard]] constexpr bool holds(const mode_facts& facts) const noexcept {
        const auto has = [](std::uint8_t values, auto value) { return ((values >> static_cast<int>(value)) & 1) != 0; };
        return has(natures, facts.nature) && has(reaches, facts.reach) && has(overloaded, facts.is_overloaded) &&
               has(rule_covered, facts.is_rule_covered) && has(serious, facts.is_serious) &&
               has(in_time, facts.is_in_time) && has(worth_it, facts.is_worth_it);
    }
    [[nodiscard]] constexpr std::string_view in(language wanted) const noexcept {
        return wanted == language::en ? en : zh;
    }
};

namespace detail::mode_columns {

inline constexpr std::uint8_t no = 1, yes = 2, any = 7;
inline constexpr std::uint8_t everyday = 1, sudden = 2, standing = 4;
inline constexpr std::uint8_t alone = 1, few = 2, many = 4;

// clang-format off
inline constexpr std::array<mode_row, 14> rows{{
    // nature    reach        overload rule serious in time worth it
    {standing, few | many,   any, any, any, any, any, mode::outside_scope,
     "a standing goal beyond its owner's reach: a political decision, outside the scope",
     "长期治理目标且非责任部门独力可及：属政治决策，不在本系统范围内"},
    {standing, alone,        any, any, any, any, any, mode::routine,
     "a standing goal that its owner reaches alone: routine",
     "长期治理目标，责任部门独力可及：常规机制"},
    {everyday, any,          any, any, any, any, any, mode::routine,
     "an everyday type; the convergent mode is for sudden incidents only: routine",
     "日常类事项，聚合式机制只用于突发事件：常规机制"},

    {sudden,   many,         any, any, any, yes, yes, mode::convergent,
     "sudden and needs several departments, in time and worth it: convergent",
     "突发且须多部门共同行动，来得及且值得：聚合式机制"},
    {sudden,   alone | few,  yes, any, any, yes, yes, mode::convergent,
     "sudden and more than routine handling can carry here, in time and worth it: convergent",
     "突发且超出当地常规处置能力，来得及且值得：聚合式机制"},
    {sudden,   alone | few,  no,  no,  yes, yes, yes, mode::convergent,
     "sudden, serious and covered by no rule, in time and worth it: convergent",
     "突发、严重且无规则可依，来得及且值得：聚合式机制"},

    {sudden,   many,         any, any, any, no,  any, mode::routine,
     "needs several departments, but assembling them would come too late: routine",
     "须多部门共同行动，但集结已来不及：常规机制"},
    {sudden,   alone | few,  yes, any, any, no,  any, mode::routine,
     "more than routine handling can carry here, but assembling would come too late: routine",
     "超出当地常规处置能力，但集结已来不及：常规机制"},
    {sudden,   alone | few,  no,  no,  yes, no,  any, mode::routine,
     "serious and covered by no rule, but assembling would come too late: routine",
     "严重且无规则可依，但集结已来不及：常规机制"},

    {sudden,   many,         any, any, any, yes, no,  mode::routine,
     "needs several departments, but assembling them costs more than it saves: routine",
     "须多部门共同行动，但集结成本高于预期损失：常规机制"},
    {sudden,   alone | few,  yes, any, any, yes, no,  mode::routine,
     "more than routine handling can carry here, but assembling costs more than it saves: routine",
     "超出当地常规处置能力，但集结成本高于预期损失：常规机制"},
    {sudden,   alone | few,  no,  no,  yes, yes, no,  mode::routine,
     "serious and covered by no rule, but assembling costs more than it saves: routine",
     "严重且无规则可依，但集结成本高于预期损失：常规机制"},

    {sudden,   alone | few,  no,  yes, any, any, any, mode::routine,
     "sudden, but within routine handling and covered by a rule: routine",
     "突发，但在常规处置能力之内且有规则可依：常规机制"},
    {sudden,   alone | few,  no,  no,  no,  any, any, mode::routine,
     "sudden and covered by no rule, but within routine handling and not serious: routine",
     "突发且无规则可依，但在常规处置能力之内且不严重：常规机制"},
}};
// clang-format on

}  // namespace detail::mode_columns

/// The mode recommendation: exactly one row is for any facts (`mode_row_of`).
///
/// A sudden incident presses for the convergent mode when it needs many departments, or overloads the cell, or is
/// serious and no rule covers it; it gets it where that is in time and worth it. Load alone never leads out of scope.
/// @source the case study's argument: no time for, and no need of, a campaign (来不及也无须运动)
inline constexpr std::array<mode_row, 14> mode_rows = detail::mode_columns::rows;

namespace detail {

inline constexpr std::size_t mode_fact_count = std::size_t{3} * 3 * 32;

[[nodiscard]] constexpr std::size_t number_of(const mode_facts& facts) noexcept {
    return ((static_cast<std::size_t>(facts.nature) * 3 + static_cast<std::size_t>(facts.reach)) << 5) |
           static_cast<std::size_t>(facts.is_overloaded) << 4 | static_cast<std::size_t>(facts.is_rule_covered) << 3 |
           static_cast<std::size_t>(facts.is_serious) << 2 | static_cast<std::size_t>(facts.is_in_time) << 1 |
           static_cast<std::size_t>(facts.is_worth_it);
}

[[nodiscard]] constexpr mode_facts facts_of(std::size_t number) noexcept {
    const auto bit = [number](int which) { return ((number >> which) & 1) != 0; };
    const std::size_t rest = number >> 5;
    return {static_cast<incident_nature>(rest / 3),
            static_cast<needs_reach>(rest % 3),
            bit(4),
            bit(3),
            bit(2),
            bit(1),
            bit(0)};
}

// The row of every combination. Does not compile where no row holds, or more than one.
[[nodiscard]] consteval std::array<std::uint8_t, mode_fact_count> find_mode_rows() {
    std::array<std::uint8_t, mode_fact_count> found{};
    for (std::size_t number = 0; number < mode_fact_count; ++number) {
        std::size_t holding = 0;
        for (std::size_t row = 0; row < mode_rows.size(); ++row) {
            if (!mode_rows[row].holds(facts_of(number))) { continue; }
            found[number] = static_cast<std::uint8_t>(row);
            ++holding;
        }
        if (holding != 1) { throw "mode_rows: exactly one row must hold for every combination of facts"; }
    }
    return found;
}

inline constexpr std::array<std::uint8_t, mode_fact_count> mode_row_of_facts = find_mode_rows();

}  // namespace detail

/// The row of `mode_rows` that is for these facts: its place in the table. O(1)
[[nodiscard]] constexpr std::uint32_t mode_row_of(const mode_facts& facts) noexcept {
    return detail::mode_row_of_facts[detail::number_of(facts)];
}

}  // namespace v0
}  // namespace muster
