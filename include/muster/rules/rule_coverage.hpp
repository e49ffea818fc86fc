#pragma once

#include "muster/core/expects.hpp"               // MUSTER_EXPECTS
#include "muster/rules/compiled_rules.hpp"       // compiled_rules
#include "muster/rules/coverage_item.hpp"        // coverage_item, coverage_options
#include "muster/rules/detail/coverage_run.hpp"  // coverage_run

#include <cstdint>  // uint64_t
#include <span>     // span
#include <utility>  // move
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// How many of the things that can be covered are.
struct coverage_count {
    std::uint64_t covered = 0;
    std::uint64_t possible = 0;  ///< those that no case can cover are left out

    [[nodiscard]] bool is_full() const noexcept { return covered == possible; }
};

/// What a set of test cases tries out of a table, and what it leaves untried, each with a case that would try it.
struct rule_coverage {
    std::uint64_t cases = 0;
    std::uint64_t decided = 0, no_rule = 0, clash = 0, out_of_range = 0;  ///< how the cases ended
    std::vector<coverage_item> items{};  ///< by rule; of a rule its deciding, then by column conditions and limits
    coverage_count rules{};              ///< rules that decided a case
    coverage_count conditions{};         ///< parts of cells that alone made a rule hold or fail
    coverage_count limits{};             ///< limits tried exactly on them and next to them

    [[nodiscard]] bool is_full() const noexcept { return rules.is_full() && conditions.is_full() && limits.is_full(); }
};

/// What a set of test cases tries out of a table.
///
/// **Rules:** each decides at least one case (any: holds in a decided one; lists: is among those that count).
/// **Conditions:** whatever a cell lists is tried with all other cells of its rule passing, so that it alone makes the
/// difference, and so is a value that it does not pass (as MC/DC for programs). Of a negated cell each excluded value.
/// **Limits:** each end of an interval is tried exactly on it and next to it on the side where the cell says otherwise,
/// again with all other cells passing. Next to it is the neighbour for whole numbers, weekdays, dates and months; for
/// numbers and times a value not farther off than the column's `thin_margin`, or, without one, than the column's next
/// limit. A single value is a condition and has no limits.
/// What no case can try (a masked rule, a neighbour that is not allowed) is not counted as missing.
/// @param cases one value an input, in the order of the inputs
/// @pre every case has a value for every input
/// @complexity cases x rules x inputs, and for every untried rule a search within the options' budget
[[nodiscard]] inline rule_coverage coverage_of(const compiled_rules& table,
                                               std::span<const std::vector<table_value>> cases,
                                               const coverage_options& options = {}) {
    detail::coverage_run run{table, options};
    rule_coverage made;
    made.cases = cases.size();
    for (const std::vector<table_value>& each : cases) {
        switch (run.add(each)) {
            case table_status::decided: ++made.decided; break;
            case table_status::no_rule: ++made.no_rule; break;
            case table_status::clash: ++made.clash; break;
            case table_status::out_of_range: ++made.out_of_range; break;
        }
    }
    made.items = run.finish();
    for (const coverage_item& each : made.items) {
        coverage_count& into = each.kind == coverage_kind::rule ? made.rules
                               : is_condition(each.kind)        ? made.conditions
                                                                : made.limits;
        if (each.state == coverage_state::impossible) { continue; }
        ++into.possible;
        if (each.is_covered()) { ++into.covered; }
    }
    return made;
}

}  // namespace v0
}  // namespace muster
