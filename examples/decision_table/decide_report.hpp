#pragma once

#include "loading.hpp"
#include "outcome_words.hpp"

#include "muster/rules/case_facts.hpp"           // case_facts
#include "muster/rules/nearest_change.hpp"       // nearest_change
#include "muster/rules/nearest_change_text.hpp"  // to_text
#include "muster/rules/rule_trace.hpp"           // explain, to_text

#include <nlohmann/json.hpp>  // ordered_json

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t, int64_t
#include <ostream>  // ostream
#include <string>   // string
#include <utility>  // move
#include <vector>   // vector

namespace decision_table {

/// One case, decided, with the values that the table's inputs had.
struct decided_case {
    std::vector<muster::table_value> values{};
    muster::loaded_outcome outcome{};
    std::vector<std::string> unstated{};  ///< facts that the decision reads and the case says nothing about
};

[[nodiscard]] inline decided_case decide(const loaded_model& model, const muster::case_facts& facts) {
    decided_case made;
    made.values = model.model.inputs(model.decision, facts);
    made.outcome = model.model.decide(model.decision, facts);
    for (const muster::model_fact& each : model.model.facts_of(model.decision)) {
        if (facts.find(each.name) == nullptr) { made.unstated.push_back(each.name); }
    }
    return made;
}

/// `response level: "II"`, and by which rule; what was not stated.
inline void print(const decided_case& made, const loaded_model& model, muster::language in, std::ostream& out) {
    const muster::table_model& table = model.table().model();
    out << model.decision << say(in, ": ", "：") << outcome_words(table, made.outcome, in) << '\n';
    out << "  " << reason_words(table, made.outcome, in) << '\n';
    if (made.unstated.empty()) { return; }
    out << say(in, "  not stated, so unknown: ", "  未说明，按未知处理：");
    for (std::size_t i = 0; i < made.unstated.size(); ++i) { out << (i == 0 ? "" : ", ") << made.unstated[i]; }
    out << '\n';
}

/// Why every rule held or not, and the smallest change of the inputs that changes the decision.
/// @param kept inputs that stay as they are @throws muster::error unknown_name: there is no such input
[[nodiscard]] inline std::string why_words(const decided_case& made, const loaded_model& model,
                                           const std::vector<std::string>& kept, muster::language in) {
    const muster::compiled_rules& logic = model.table().logic();
    std::string words = to_text(explain(logic, made.values), logic, in);
    if (words.empty() || words.back() != '\n') { words += '\n'; }
    muster::change_options options;
    options.fixed = kept;
    return words + say(in, "what would change it: ", "何种变化会改变结论：") +
           to_text(nearest_change(logic, made.values, options), logic, in) + "\n";
}

namespace detail {

[[nodiscard]] inline nlohmann::ordered_json to_json(const muster::table_value& value) {
    if (!value.is_known) { return nullptr; }
    switch (value.kind) {
        case muster::value_kind::string: return value.text;
        case muster::value_kind::boolean: return value.number != 0;
        case muster::value_kind::whole_number:
        case muster::value_kind::weekday: return static_cast<std::int64_t>(value.number);
        case muster::value_kind::number: return value.number;
        default: return number_text(value.number, value.kind);
    }
}

[[nodiscard]] inline const char* word_of(muster::table_status status) {
    switch (status) {
        case muster::table_status::decided: return "decided";
        case muster::table_status::no_rule: return "no rule";
        case muster::table_status::clash: return "clash";
        case muster::table_status::out_of_range: return "out of range";
    }
    return "";
}

}  // namespace detail

[[nodiscard]] inline nlohmann::ordered_json to_json(const decided_case& made, const loaded_model& model) {
    const muster::table_model& table = model.table().model();
    nlohmann::ordered_json inputs = nlohmann::ordered_json::object();
    for (std::size_t i = 0; i < made.values.size(); ++i) {
        inputs[table.inputs[i].name.en] = detail::to_json(made.values[i]);
    }
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const auto& row : made.outcome.rows) {
        nlohmann::ordered_json outputs = nlohmann::ordered_json::object();
        for (std::size_t i = 0; i < row.size(); ++i) { outputs[table.outputs[i].name] = detail::to_json(row[i]); }
        rows.push_back(std::move(outputs));
    }
    nlohmann::ordered_json rules = nlohmann::ordered_json::array();
    for (const std::uint32_t each : made.outcome.hits.rules) { rules.push_back(table.rules[each].name); }
    nlohmann::ordered_json all{{"decision", model.decision},
                               {"status", detail::word_of(made.outcome.hits.status)},
                               {"by_default", made.outcome.is_otherwise},
                               {"inputs", std::move(inputs)},
                               {"rules", std::move(rules)},
                               {"rows", std::move(rows)}};
    if (made.outcome.aggregate) { all["aggregate"] = detail::to_json(*made.outcome.aggregate); }
    return all;
}

}  // namespace decision_table
