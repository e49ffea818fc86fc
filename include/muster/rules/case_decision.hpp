#pragma once

#include "muster/core/expects.hpp"          // MUSTER_EXPECTS
#include "muster/rules/compiled_rules.hpp"  // compiled_rules

#include <bit>      // countr_zero
#include <cstddef>  // size_t
#include <cstdint>  // uint8_t
#include <span>     // span
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// How an evaluation of a decision table ended.
enum class table_status : std::uint8_t {
    decided,       ///< one rule, or for collecting policies all that hold
    no_rule,       ///< no rule holds: a gap
    clash,         ///< several rules hold where the hit policy allows one, or one answer
    out_of_range,  ///< a value outside the range that the table was written for: no rule decides
};

/// What a table says to one case, with the rules: for programs that look closely. `decision_table` is the quick way.
struct case_decision {
    table_status status = table_status::no_rule;
    std::vector<std::uint32_t> rules{};  ///< those that hold and count, in the order of the hit policy; one if single
    std::uint32_t input = 0;             ///< out_of_range: which input
    std::vector<std::uint32_t> classes{};  ///< the class of each input's value

    [[nodiscard]] bool is_decided() const noexcept { return status == table_status::decided; }
};

/// Evaluates a case whose values are given in the order of the table's inputs. Several clashing rules are all named.
/// @pre one value an input, each of the input's kind or unknown (MUSTER_EXPECTS: their number)
[[nodiscard]] inline case_decision decide(const compiled_rules& table, std::span<const table_value> values) {
    MUSTER_EXPECTS(values.size() == table.inputs().size(), "decide: one value an input");
    case_decision found;
    std::vector<compiled_rules::word> hits(table.words(), ~compiled_rules::word{0});
    bool is_outside = false;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto which = table.partition(i).class_of(values[i]);
        found.classes.push_back(which);
        if (which == input_partition::outside_class() && !is_outside) {
            is_outside = true;
            found.input = static_cast<std::uint32_t>(i);
        }
        for (std::size_t word = 0; word < hits.size(); ++word) { hits[word] &= table.passing(i, which)[word]; }
    }
    if (is_outside) {
        found.status = table_status::out_of_range;
        return found;
    }
    for (std::size_t word = 0; word < hits.size(); ++word) {
        for (auto rest = hits[word]; rest != 0; rest &= rest - 1) {
            const std::size_t place = word * 64 + static_cast<std::size_t>(std::countr_zero(rest));
            if (place < table.size()) { found.rules.push_back(table.rule_at(place)); }
        }
    }
    if (found.rules.empty()) { return found; }
    found.status = table_status::decided;
    if (table.policy() == hit_policy::unique && found.rules.size() > 1) { found.status = table_status::clash; }
    if (table.policy() == hit_policy::any) {
        for (const std::uint32_t each : found.rules) {
            if (table.rules()[each].outcome != table.rules()[found.rules[0]].outcome) { found.status = table_status::clash; }
        }
    }
    if (is_single(table.policy()) && found.is_decided()) { found.rules.resize(1); }
    return found;
}

}  // namespace v0
}  // namespace muster
