#pragma once

#include <cstdint>  // uint16_t

namespace muster {
inline namespace v0 {

/// What became of a criterion.
enum class grading_verdict : std::uint16_t {
    reached,         ///< the value reaches a level; `purpose` is its rank, `limit` the threshold
    below,           ///< the value reaches no level; `limit` is the nearest threshold
    unknown_open,    ///< unknown: the level could rise to rank `purpose` once it is known
    unknown_assumed, ///< unknown, and taken for the level of rank `purpose`
    not_for_type,    ///< does not apply to this type
    base,            ///< the base level of the type; `purpose` is its rank
    // Of a decision table that grades; its rules are the criteria, its inputs come behind them.
    rule_decided,    ///< the rule gave the level of rank `purpose`
    no_rule,         ///< a gap: no rule holds; the safe level of rank `purpose` is taken
    rules_clash,     ///< rules with different levels hold, this one first; the safe level of rank `purpose` is taken
    not_in_range,    ///< a value for which the table was not written; the safe level of rank `purpose` is taken
};

}  // namespace v0
}  // namespace muster
