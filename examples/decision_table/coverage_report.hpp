#pragma once

#include "golden_cases.hpp"
#include "loading.hpp"

#include "muster/rules/rule_coverage.hpp"       // coverage_of
#include "muster/rules/rule_coverage_text.hpp"  // to_text

#include <nlohmann/json.hpp>  // ordered_json

#include <string>   // string
#include <utility>  // move
#include <vector>   // vector

namespace decision_table {

/// What the cases of a file try out of the table of the decision.
[[nodiscard]] inline muster::rule_coverage cover(const loaded_model& model, const std::vector<golden_case>& cases) {
    std::vector<std::vector<muster::table_value>> values;
    for (const golden_case& each : cases) { values.push_back(model.model.inputs(model.decision, each.facts)); }
    return muster::coverage_of(model.table().logic(), values);
}

/// The coverage for people. Ends with a line end.
[[nodiscard]] inline std::string coverage_words(const muster::rule_coverage& covered, const loaded_model& model,
                                                muster::language in) {
    std::string words = to_text(covered, model.table().logic(), in);
    if (words.empty() || words.back() != '\n') { words += '\n'; }
    return words;
}

[[nodiscard]] inline nlohmann::ordered_json to_json(const muster::rule_coverage& covered, const loaded_model& model) {
    const auto count = [](const muster::coverage_count& each) {
        return nlohmann::ordered_json{{"covered", each.covered}, {"possible", each.possible}};
    };
    nlohmann::ordered_json untried = nlohmann::ordered_json::array();
    for (const muster::coverage_item& each : covered.items) {
        if (each.kind != muster::coverage_kind::rule || each.is_covered()) { continue; }
        untried.push_back(model.table().model().rules[each.rule].name);
    }
    return {{"cases", covered.cases},
            {"rules", count(covered.rules)},
            {"conditions", count(covered.conditions)},
            {"limits", count(covered.limits)},
            {"rules_that_never_decided", std::move(untried)}};
}

}  // namespace decision_table
