#pragma once

#include "muster/core/expects.hpp"         // MUSTER_EXPECTS
#include "muster/core/ids.hpp"             // rule_id
#include "muster/rules/case_decision.hpp"  // table_status
#include "muster/rules/input_entry.hpp"    // input_entry

#include <cstdint>  // uint32_t
#include <string>   // string
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// One rule of a table over a caller's type, one a line: `{"many dead", {at_least(30), any_value}, level_I}`.
template <class Outcome>
struct decision_rule {
    std::string name;
    std::vector<input_entry> when;  ///< one entry an input, in the order of the inputs
    Outcome then;
};

/// How outcomes are told apart: by `==`. The default of `decision_table`.
struct same_by_value {
    template <class Outcome>
    [[nodiscard]] constexpr bool operator()(const Outcome& a, const Outcome& b) const {
        return static_cast<bool>(a == b);
    }
};

/// Takes the outcomes of any two rules for different: for outcomes that cannot be compared, such as functions.
struct each_rule_differs {
    template <class Outcome>
    [[nodiscard]] constexpr bool operator()(const Outcome&, const Outcome&) const noexcept {
        return false;
    }
};

/// What a decision table says to one case: a status, and when it is `decided` the outcome with the rule that gave it.
///
/// The outcome belongs to the table and lives as long.
template <class Outcome>
struct table_decision {
    table_status status = table_status::no_rule;
    const Outcome* outcome = nullptr;  ///< null unless decided
    rule_id rule{};                    ///< what decided; of a clash the first rule that holds
    std::uint32_t input = 0;           ///< out_of_range: which input

    [[nodiscard]] constexpr explicit operator bool() const noexcept { return outcome != nullptr; }
    /// @pre decided
    [[nodiscard]] constexpr const Outcome& operator*() const {
        MUSTER_EXPECTS(outcome != nullptr, "table_decision: no rule decided; look at the status first");
        return *outcome;
    }
    [[nodiscard]] constexpr const Outcome* operator->() const { return &**this; }
};

}  // namespace v0
}  // namespace muster
