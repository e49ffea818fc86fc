#pragma once

#include "golden_cases.hpp"
#include "loading.hpp"
#include "outcome_words.hpp"

#include "program/progress.hpp"

#include "muster/rules/grouped_number.hpp"  // grouped
#include "muster/rules/table_answer.hpp"    // answer, is_same_answer

#include <nlohmann/json.hpp>  // ordered_json

#include <algorithm>  // stable_sort, find
#include <cstddef>    // size_t
#include <map>        // map
#include <ostream>    // ostream
#include <string>     // string
#include <utility>    // move
#include <vector>     // vector

namespace decision_table {

/// How many of the cases that have something in common change.
struct counted {
    std::string what{};
    std::size_t changed = 0;
    std::size_t cases = 0;
};

/// What two versions of a model decide differently in a log of cases.
struct log_changes {
    std::size_t cases = 0;
    std::size_t changed = 0;
    std::vector<counted> by_answer{};  ///< `"III" -> "II"`; most changes first, then by the words
    std::vector<counted> by_group{};   ///< by the column that was asked for; in the same order
    std::vector<std::string> first{};  ///< of each of `by_answer` the first case
};

namespace detail {

// Drops the outputs that the other version does not have: what is new cannot have changed.
inline void keep_common_outputs(muster::answering_rules& table, const std::vector<std::string>& common) {
    const auto keep = [&](muster::outcome_row& row) {
        muster::outcome_row made;
        for (const std::string& each : common) {
            const auto at = std::find(table.outputs.begin(), table.outputs.end(), each);
            made.push_back(row[static_cast<std::size_t>(at - table.outputs.begin())]);
        }
        row = std::move(made);
    };
    for (muster::outcome_row& each : table.rows) { keep(each); }
    if (table.otherwise) { keep(*table.otherwise); }
    table.outputs = common;
}

inline void keep_common_outputs(muster::answering_rules& before, muster::answering_rules& after) {
    std::vector<std::string> common;
    for (const std::string& each : before.outputs) {
        const bool is_common = std::find(after.outputs.begin(), after.outputs.end(), each) != after.outputs.end();
        if (is_common) { common.push_back(each); }
    }
    if (common.empty()) { return; }  // outputs that were all renamed are taken in their order
    keep_common_outputs(before, common);
    keep_common_outputs(after, common);
}

[[nodiscard]] inline std::vector<counted> most_first(std::map<std::string, counted> seen) {
    std::vector<counted> all;
    for (auto& [what, each] : seen) {
        if (each.changed != 0) { all.push_back({what, each.changed, each.cases}); }
    }
    std::stable_sort(all.begin(), all.end(), [](const counted& a, const counted& b) { return a.changed > b.changed; });
    return all;
}

}  // namespace detail

/// Decides every case with both versions, each with the decisions that its own model requires.
/// @param cases_before, cases_after the same rows, as the facts of each model
[[nodiscard]] inline log_changes
compare_on_log(const loaded_model& before, const std::vector<golden_case>& cases_before, const loaded_model& after,
               const std::vector<golden_case>& cases_after, muster::language in) {
    muster::answering_rules old_rules = muster::answers_of(before.table());
    muster::answering_rules new_rules = muster::answers_of(after.table());
    detail::keep_common_outputs(old_rules, new_rules);
    log_changes made;
    std::map<std::string, counted> answers, groups;
    std::map<std::string, std::string> first;
    progress shown{say(in, "cases", "案例"), cases_before.size()};
    for (std::size_t i = 0; i < cases_before.size(); ++i) {
        shown.step(i);
        const auto was = answer(old_rules, before.model.inputs(before.decision, cases_before[i].facts));
        const auto is = answer(new_rules, after.model.inputs(after.decision, cases_after[i].facts));
        const bool changes = !is_same_answer(was, is);
        ++made.cases;
        counted& group = groups[cases_before[i].group];
        ++group.cases;
        if (!changes) { continue; }
        ++made.changed;
        ++group.changed;
        const std::string what = to_text(was, in) + " -> " + to_text(is, in);
        ++answers[what].changed;
        first.emplace(what, cases_before[i].title);
    }
    made.by_answer = detail::most_first(std::move(answers));
    made.by_group = detail::most_first(std::move(groups));
    for (const counted& each : made.by_answer) { made.first.push_back(first[each.what]); }
    return made;
}

/// `37 of 5,292 cases change`, then from what to what, and where.
inline void print(const log_changes& found, const std::string& by, muster::language in, std::ostream& out) {
    using muster::grouped;
    if (in == muster::language::en) {
        out << grouped(found.changed) << " of " << grouped(found.cases)
            << (found.cases == 1 ? " case changes\n" : " cases change\n");
    } else {
        out << grouped(found.cases) << " 起案例中有 " << grouped(found.changed) << " 起的结论改变\n";
    }
    for (std::size_t i = 0; i < found.by_answer.size(); ++i) {
        const counted& each = found.by_answer[i];
        out << "  " << each.what << say(in, ": ", "：") << grouped(each.changed) << say(in, " (first: ", "（首例：")
            << found.first[i] << say(in, ")\n", "）\n");
    }
    if (by.empty() || found.by_group.empty()) { return; }
    out << say(in, "by ", "按 ") << by << say(in, ":\n", "：\n");
    for (const counted& each : found.by_group) {
        out << "  " << (each.what.empty() ? say(in, "not stated", "未说明") : each.what.c_str()) << say(in, ": ", "：")
            << grouped(each.changed) << say(in, " of ", " / ") << grouped(each.cases) << '\n';
    }
}

[[nodiscard]] inline nlohmann::ordered_json to_json(const log_changes& found) {
    nlohmann::ordered_json answers = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < found.by_answer.size(); ++i) {
        const counted& each = found.by_answer[i];
        answers.push_back({{"change", each.what}, {"cases", each.changed}, {"first", found.first[i]}});
    }
    nlohmann::ordered_json groups = nlohmann::ordered_json::array();
    for (const counted& each : found.by_group) {
        groups.push_back({{"value", each.what}, {"changed", each.changed}, {"cases", each.cases}});
    }
    return {{"cases", found.cases},
            {"changed", found.changed},
            {"by_answer", std::move(answers)},
            {"by_group", std::move(groups)}};
}

}  // namespace decision_table
