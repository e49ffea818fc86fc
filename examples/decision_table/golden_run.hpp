#pragma once

#include "golden_cases.hpp"
#include "loading.hpp"
#include "outcome_words.hpp"

#include "program/progress.hpp"

#include "muster/rules/loaded_table.hpp"  // loaded_outcome
#include "muster/rules/table_value.hpp"   // table_value

#include <algorithm>  // sort
#include <cstddef>    // size_t
#include <string>     // string
#include <vector>     // vector

namespace decision_table {

/// What became of one case.
struct case_result {
    std::string title{};
    std::string place{};               ///< file, line and column
    std::vector<std::string> faults{};  ///< one an output that is not as expected; none: passed
    std::string reason{};              ///< the rule that decided, or what stood in the way

    [[nodiscard]] bool passed() const noexcept { return faults.empty(); }
};

namespace detail {

// FEEL has one kind of numbers, tables here have two.
[[nodiscard]] inline bool is_same(const muster::table_value& a, const muster::table_value& b) {
    return a.is_known == b.is_known && a.text == b.text && a.number == b.number;
}

[[nodiscard]] inline bool is_same(const std::vector<muster::table_value>& a,
                                  const std::vector<muster::table_value>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const muster::table_value& x, const muster::table_value& y) { return is_same(x, y); });
}

// `collect` answers in no order that counts.
inline void put_in_any_order(std::vector<muster::table_value>& values) {
    std::sort(values.begin(), values.end(), [](const muster::table_value& a, const muster::table_value& b) {
        if (a.is_known != b.is_known) { return b.is_known; }
        return a.number != b.number ? a.number < b.number : a.text < b.text;
    });
}

[[nodiscard]] inline std::string list_words(const std::vector<muster::table_value>& values, muster::language in) {
    std::string out;
    for (const muster::table_value& each : values) { out += (out.empty() ? "" : "; ") + to_string(each, in); }
    return out.empty() ? say(in, "no value", "无值") : out;
}

}  // namespace detail

/// The values that an outcome gives for one output; none when there is no answer.
[[nodiscard]] inline std::vector<muster::table_value> values_of(const muster::loaded_outcome& outcome,
                                                                std::size_t output) {
    std::vector<muster::table_value> values;
    if (outcome.aggregate) { return {*outcome.aggregate}; }
    for (const auto& row : outcome.rows) { values.push_back(row[output]); }
    return values;
}

/// Decides one case and holds it against what it expects.
[[nodiscard]] inline case_result run_case(const loaded_model& model, const golden_case& one, muster::language in) {
    const muster::table_model& table = model.table().model();
    const muster::loaded_outcome outcome = model.model.decide(model.decision, one.facts);
    case_result made{one.title, to_string(one.where), {}, reason_words(table, outcome, in)};
    for (const expectation& each : one.expected) {
        std::vector<muster::table_value> found = values_of(outcome, each.output);
        std::vector<muster::table_value> wanted = each.values;
        if (table.policy == muster::hit_policy::collect) {
            detail::put_in_any_order(found);
            detail::put_in_any_order(wanted);
        }
        if (detail::is_same(found, wanted)) { continue; }
        made.faults.push_back(table.outputs[each.output].name + say(in, ": expected ", "：应为 ") +
                              detail::list_words(wanted, in) + say(in, ", found ", "，实为 ") +
                              detail::list_words(found, in));
    }
    return made;
}

/// Decides all cases, in their order.
[[nodiscard]] inline std::vector<case_result> run_cases(const loaded_model& model,
                                                        const std::vector<golden_case>& cases, muster::language in) {
    std::vector<case_result> results;
    progress shown{say(in, "cases", "案例"), cases.size()};
    for (const golden_case& each : cases) {
        shown.step(results.size());
        results.push_back(run_case(model, each, in));
    }
    return results;
}

}  // namespace decision_table
