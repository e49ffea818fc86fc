#pragma once

#include "muster/io/detail/text.hpp"        // read_file
#include "muster/io/detail/tck_reader.hpp"  // tck_reader
#include "muster/io/tck_value.hpp"          // tck_value, tck_case, tck_result
#include "muster/rules/decision_model.hpp"  // decision_model

#include <algorithm>    // max
#include <cmath>        // abs
#include <cstddef>      // size_t
#include <optional>     // optional
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// The cases of a test file of the DMN compatibility kit. Needs pugixml (`-lpugixml`).
///
/// A date and time with a zone is its moment in UTC; a case that has some with a zone and some without is refused.
/// Items of lists are facts as well: `Applicants[1].age`.
/// @param file  what messages call it
/// @throws error with line and column: syntax (not XML, no test cases, a value that is not of its type, invocations of
/// anything but decisions), missing (a name), what `xml_file` limits
[[nodiscard]] inline std::vector<tck_case> parse_tck_cases(std::string_view xml, std::string file) {
    return io_detail::tck_reader{xml, std::move(file)}.read();
}

/// The cases of a file, as `parse_tck_cases`. @throws error file_not_found as well
[[nodiscard]] inline std::vector<tck_case> read_tck_cases(const std::string& path) {
    return parse_tck_cases(io_detail::read_file(path), path);
}

/// The facts of a case with values of the kinds that the model declares: a file may leave the types out.
/// What cannot be read as its kind is unknown, as FEEL has it; facts that the model does not declare are left out.
[[nodiscard]] inline case_facts typed_facts(const decision_model& model, const case_facts& stated) {
    case_facts made;
    for (const model_fact& each : model.facts()) {
        if (const table_value* const found = stated.find(each.name)) {
            made.set(each.name, io_detail::as_kind(*found, each.kind).value_or(unknown_value(each.kind)));
        }
    }
    return made;
}

/// What came of one expected result.
struct tck_check {
    bool passed = false;
    std::string expected{};  ///< for people
    std::string found{};
};

namespace io_detail {

[[nodiscard]] inline bool is_same(const tck_value& expected, const tck_value& found, bool is_ordered);

[[nodiscard]] inline bool is_same_value(const table_value& expected, const table_value& found) {
    if (!expected.is_known || !found.is_known) { return expected.is_known == found.is_known; }
    const std::optional<table_value> mine = as_kind(expected, found.kind);
    if (!mine || !mine->is_known) { return false; }
    if (found.kind == value_kind::string) { return mine->text == found.text; }
    // The kit's numbers are decimal, of 34 digits; ours are doubles.
    const double scale = std::max(std::abs(mine->number), std::abs(found.number));
    return mine->number == found.number || std::abs(mine->number - found.number) <= 1e-8 * scale;
}

[[nodiscard]] inline bool is_same_list(const std::vector<tck_value>& expected, const std::vector<tck_value>& found,
                                       bool is_ordered) {
    if (expected.size() != found.size()) { return false; }
    std::vector<bool> is_taken(found.size(), false);
    for (std::size_t i = 0; i < expected.size(); ++i) {
        bool has_twin = false;
        for (std::size_t j = is_ordered ? i : 0; j < found.size() && !has_twin; ++j) {
            if (!is_taken[j] && is_same(expected[i], found[j], is_ordered)) { is_taken[j] = has_twin = true; }
            if (is_ordered) { break; }
        }
        if (!has_twin) { return false; }
    }
    return true;
}

[[nodiscard]] inline bool is_same(const tck_value& expected, const tck_value& found, bool is_ordered) {
    if (expected.shape != found.shape) { return false; }
    switch (expected.shape) {
        case tck_shape::value: return is_same_value(expected.value, found.value);
        case tck_shape::list: return is_same_list(expected.items, found.items, is_ordered);
        case tck_shape::components: break;
    }
    if (expected.items.size() != found.items.size()) { return false; }
    for (std::size_t i = 0; i < expected.items.size(); ++i) {  // by name, in any order
        bool has_twin = false;
        for (std::size_t j = 0; j < found.items.size(); ++j) {
            has_twin = has_twin || (expected.names[i] == found.names[j] && is_same(expected.items[i], found.items[j], is_ordered));
        }
        if (!has_twin) { return false; }
    }
    return true;
}

[[nodiscard]] inline tck_value row_value(const std::vector<output_clause>& outputs, const std::vector<table_value>& row) {
    tck_value made;
    if (outputs.size() == 1) {
        made.value = row[0];
        return made;
    }
    made.shape = tck_shape::components;
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        made.names.push_back(outputs[i].name);
        made.items.emplace_back().value = row[i];
    }
    return made;
}

}  // namespace io_detail

/// What a table says, in the form of the kit: a value, components, or a list of these; null when there is no answer.
[[nodiscard]] inline tck_value to_tck_value(const table_model& table, const loaded_outcome& outcome) {
    tck_value made;
    if (outcome.aggregate) {
        made.value = *outcome.aggregate;
    } else if (!outcome.rows.empty() && (is_single(table.policy) || outcome.is_otherwise)) {
        made = io_detail::row_value(table.outputs, outcome.rows[0]);
    } else if (!outcome.rows.empty()) {
        made.shape = tck_shape::list;
        for (const std::vector<table_value>& each : outcome.rows) {
            made.items.push_back(io_detail::row_value(table.outputs, each));
        }
    }
    return made;
}

/// Decides a case and compares with one expected result: numbers to a relative 1e-8, lists in their order, those of the
/// hit policy `collect` in any. Of a decision that finds nothing, null and the empty list are expected alike. A decision
/// that the model does not have fails.
[[nodiscard]] inline tck_check check_tck_result(const decision_model& model, const tck_case& test,
                                                const tck_result& result) {
    tck_check made;
    made.expected = result.is_error ? "an error" : to_string(result.expected);
    const model_decision* const decision = model.find(result.decision);
    if (decision == nullptr) {
        made.found = "no decision `" + result.decision + "` in the model";
        return made;
    }
    const loaded_outcome outcome = model.decide(result.decision, typed_facts(model, test.inputs));
    const tck_value found = to_tck_value(decision->table, outcome);
    const bool is_nothing = found.shape == tck_shape::value && !found.value.is_known;
    made.found = to_string(found);
    const bool expects_nothing = (result.expected.shape == tck_shape::list && result.expected.items.empty()) ||
                                 (result.expected.shape == tck_shape::value && !result.expected.value.is_known);
    made.passed = is_nothing ? result.is_error || expects_nothing
                             : !result.is_error && io_detail::is_same(result.expected, found,
                                                                      decision->table.policy != hit_policy::collect);
    return made;
}

}  // namespace v0
}  // namespace muster
