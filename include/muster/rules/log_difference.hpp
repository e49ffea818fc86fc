#pragma once

#include "muster/core/error.hpp"              // error
#include "muster/core/expects.hpp"            // MUSTER_EXPECTS
#include "muster/rules/table_answer.hpp"      // table_answer, answer
#include "muster/rules/table_difference.hpp"  // match_outputs, join_inputs

#include <algorithm>  // sort, find, stable_sort
#include <cstddef>    // size_t
#include <cstdint>    // uint64_t
#include <map>        // map
#include <span>       // span
#include <string>     // string
#include <utility>    // move
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// The cases of a log that went from one answer to another.
struct answer_change {
    table_answer before{};
    table_answer after{};
    std::uint64_t cases = 0;
    std::size_t first = 0;  ///< the first such case, by its place in the log
};

/// How many of the cases with one value of an input changed.
struct value_change {
    table_value value{};
    std::uint64_t changed = 0;
    std::uint64_t cases = 0;  ///< with this value in the whole log
};

/// The changed cases by the values of one input, those with most changed cases first; values without any are left out.
struct changes_by_input {
    std::string input{};
    std::vector<value_change> values{};
};

/// What another version of a table would have said to a log of cases.
struct log_difference {
    std::uint64_t cases = 0;                   ///< in the log
    std::vector<std::size_t> changed{};        ///< places in the log, ascending
    std::vector<answer_change> by_answer{};    ///< most cases first
    std::vector<changes_by_input> by_input{};  ///< one for every input asked for
};

namespace detail {

// Two values have the same key when they are the same value of an input.
[[nodiscard]] inline std::string value_key(const table_value& value) {
    if (!value.is_known) { return "?"; }
    return std::to_string(static_cast<int>(comparable_kind(value.kind))) + "=" + to_string(value);
}

[[nodiscard]] inline std::string answer_key(const table_answer& given) {
    std::string key = std::to_string(static_cast<int>(given.is_otherwise ? table_status::decided : given.status));
    for (const outcome_row& row : given.rows) {
        key += "|";
        for (const table_value& each : row) { key += std::to_string(value_key(each).size()) + ":" + value_key(each); }
    }
    return key;
}

[[nodiscard]] inline changes_by_input changes_along(const joint_input& input, std::size_t at,
                                                    std::span<const std::vector<table_value>> cases,
                                                    const std::vector<std::size_t>& changed) {
    changes_by_input made{input.name().en, {}};
    std::map<std::string, value_change> seen;
    for (const std::size_t each : changed) {
        value_change& mine = seen[value_key(cases[each][at])];
        mine.value = cases[each][at];
        ++mine.changed;
    }
    for (const std::vector<table_value>& each : cases) {
        const auto found = seen.find(value_key(each[at]));
        if (found != seen.end()) { ++found->second.cases; }
    }
    for (auto& [key, each] : seen) { made.values.push_back(std::move(each)); }
    std::sort(made.values.begin(), made.values.end(), [](const value_change& a, const value_change& b) {
        return a.changed != b.changed ? a.changed > b.changed : value_before(a.value, b.value);
    });
    return made;
}

}  // namespace detail

/// Asks both versions of a table about every case of a log: which decisions change, from what to what, and where.
///
/// @param cases one value an input: the first table's inputs in its order, then those that only the second one has, as
///              in `table_difference::inputs`
/// @param by    names of inputs by whose values the changed cases are counted: "of these types, in these areas"
/// @pre every case has a value for every input
/// @complexity linear in the cases
/// @throws error unknown_name (`by` names no input), and as `difference`
[[nodiscard]] inline log_difference difference_on_log(answering_rules before, answering_rules after,
                                                      std::span<const std::vector<table_value>> cases,
                                                      std::span<const std::string> by = {}) {
    table_difference matched;
    detail::match_outputs(before, after, matched);
    const std::vector<joint_input> inputs = detail::join_inputs(*before.logic, *after.logic);
    std::vector<std::size_t> wanted;
    for (const std::string& each : by) {
        const auto at = std::find_if(inputs.begin(), inputs.end(),
                                     [&](const joint_input& input) { return input.name().en == each; });
        if (at == inputs.end()) {
            throw error{errc::unknown_name, "table `" + before.logic->name() + "` has no input `" + each + "`"};
        }
        wanted.push_back(static_cast<std::size_t>(at - inputs.begin()));
    }

    log_difference made;
    made.cases = cases.size();
    std::map<std::string, std::size_t> seen;
    std::vector<table_value> rows[2];
    rows[0].resize(before.logic->inputs().size());
    rows[1].resize(after.logic->inputs().size());
    for (std::size_t at = 0; at < cases.size(); ++at) {
        MUSTER_EXPECTS(cases[at].size() == inputs.size(), "difference_on_log: one value an input");
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            for (std::size_t t = 0; t < 2; ++t) {
                if (inputs[i].place_in(t) != joint_input::none) { rows[t][inputs[i].place_in(t)] = cases[at][i]; }
            }
        }
        table_answer was = answer(before, rows[0]);
        table_answer is = answer(after, rows[1]);
        if (is_same_answer(was, is)) { continue; }
        made.changed.push_back(at);
        const auto [found, is_new] =
            seen.emplace(detail::answer_key(was) + "->" + detail::answer_key(is), made.by_answer.size());
        if (is_new) { made.by_answer.push_back({std::move(was), std::move(is), 0, at}); }
        ++made.by_answer[found->second].cases;
    }
    std::stable_sort(made.by_answer.begin(), made.by_answer.end(),
                     [](const answer_change& a, const answer_change& b) { return a.cases > b.cases; });
    for (const std::size_t each : wanted) {
        made.by_input.push_back(detail::changes_along(inputs[each], each, cases, made.changed));
    }
    return made;
}

}  // namespace v0
}  // namespace muster
