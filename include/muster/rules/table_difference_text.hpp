#pragma once

#include "muster/core/label.hpp"              // language
#include "muster/rules/class_text.hpp"        // values_text
#include "muster/rules/grouped_number.hpp"    // grouped
#include "muster/rules/log_difference.hpp"    // log_difference
#include "muster/rules/table_difference.hpp"  // table_difference

#include <algorithm>  // min
#include <cstddef>    // size_t
#include <string>     // string
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

class difference_writer {
public:
    difference_writer(const table_difference& found, const compiled_rules& before, const compiled_rules& after,
                      language in)
        : found_{found}, before_{before}, after_{after}, en_{in == language::en}, in_{in} {}

    [[nodiscard]] std::string whole() const {
        std::string made = heading();
        made += regions();
        if (!found_.rule_changes.empty() || !found_.only_before.empty() || !found_.only_after.empty() ||
            found_.policy_before != found_.policy_after || has_other_inputs() ||
            found_.outputs != found_.outputs_after) {
            made += en_ ? "as written:\n" : "文本变动：\n";
        }
        if (found_.policy_before != found_.policy_after) {
            made += (en_ ? "  hit policy: " : "  命中策略：") + std::string{to_string(found_.policy_before)} + " -> " +
                    std::string{to_string(found_.policy_after)} + "\n";
        }
        for (const joint_input& each : found_.inputs) {
            if (each.place_in(1) == joint_input::none) {
                made += (en_ ? "  input removed: " : "  删除输入：") + title(each) + "\n";
            }
            if (each.place_in(0) == joint_input::none) {
                made += (en_ ? "  input added: " : "  新增输入：") + title(each) + "\n";
            }
        }
        for (std::size_t i = 0; i < found_.outputs.size(); ++i) {
            if (found_.outputs[i] == found_.outputs_after[i]) { continue; }
            made += (en_ ? "  output renamed: " : "  输出改名：") + found_.outputs[i] + " -> " +
                    found_.outputs_after[i] + "\n";
        }
        for (const std::string& each : found_.only_before) {
            made += (en_ ? "  output removed, not compared: " : "  删除输出（未比较）：") + each + "\n";
        }
        for (const std::string& each : found_.only_after) {
            made += (en_ ? "  output added, not compared: " : "  新增输出（未比较）：") + each + "\n";
        }
        for (const rule_change& each : found_.rule_changes) { made += "  " + change(each) + "\n"; }
        return made;
    }

    /// `dead [10..30), type "fire": "II" (rule `many`) -> "I" (rule `most`); for example dead 10, type "fire"`
    [[nodiscard]] std::string region(const changed_region& each) const {
        std::string where;
        for (std::size_t i = 0; i < found_.inputs.size(); ++i) {
            const std::string values = values_text(found_.inputs[i], each.classes[i], in_);
            if (values == (en_ ? "any" : "任意")) { continue; }
            where += (where.empty() ? "" : en_ ? ", " : "，") + title(found_.inputs[i]) + " " + values;
        }
        if (where.empty()) { where = en_ ? "all cases" : "所有情形"; }
        std::string example;
        for (std::size_t i = 0; i < found_.inputs.size(); ++i) {
            example += (i == 0 ? ""
                        : en_  ? ", "
                               : "，") +
                       title(found_.inputs[i]) + " " + to_string(each.witness[i], in_);
        }
        return where + (en_ ? ": " : "：") + answer_of(each.before, before_) + " -> " + answer_of(each.after, after_) +
               (en_ ? "; for example " : "；例如 ") + example;
    }

private:
    // Of the regions that go from one rule to another the first few; the others as a number.
    [[nodiscard]] std::string regions() const {
        constexpr std::size_t most = 3;
        std::string made;
        std::size_t same = 0;  // with the same rules as the one before
        for (std::size_t i = 0; i < found_.regions.size(); ++i) {
            const changed_region& each = found_.regions[i];
            const bool goes_on = i > 0 && is_alike(each, found_.regions[i - 1]);
            same = goes_on ? same + 1 : 1;
            if (same <= most) { made += "  " + region(each) + "\n"; }
            const bool is_last = i + 1 == found_.regions.size() || !is_alike(each, found_.regions[i + 1]);
            if (!is_last || same <= most) { continue; }
            const std::string more = grouped(same - most);
            made += "  " +
                    (en_ ? "and " + more + (same - most == 1 ? " more region" : " more regions") + ": "
                         : "另有 " + more + " 个区域：") +
                    answer_of(each.before, before_) + " -> " + answer_of(each.after, after_) + "\n";
        }
        return made;
    }

    [[nodiscard]] static bool is_alike(const changed_region& a, const changed_region& b) {
        return a.before.rules == b.before.rules && a.after.rules == b.after.rules &&
               a.before.status == b.before.status && a.after.status == b.after.status;
    }

    [[nodiscard]] std::string heading() const {
        const std::string steps = grouped(found_.steps);
        const std::size_t regions = found_.regions.size();
        std::string made;
        if (found_.decides_same()) {
            const bool has_more = !found_.answers_alike();  // than was compared
            made = en_ ? std::string{"no case is decided differently"} + (has_more ? " in what was compared" : "") +
                             ": proven in " + steps + " steps\n"
                       : std::string{has_more ? "就所比较的内容而言，" : ""} + "所有情形的决定均不变：经 " + steps +
                             " 步证明\n";
        } else if (en_) {
            made = grouped(regions) + (regions == 1 ? " region of cases is" : " regions of cases are") +
                   " decided differently" +
                   (found_.is_complete() ? ", and no other: proven in " + steps + " steps\n" : "\n");
        } else {
            made = "有 " + grouped(regions) + " 个区域的决定改变" +
                   (found_.is_complete() ? "，其余不变：经 " + steps + " 步证明\n" : "\n");
        }
        if (!found_.is_finished) {
            made += en_ ? "the search ended after " + steps + " steps, its budget: there may be other changes\n"
                        : "已用尽 " + steps + " 步的预算，搜索终止：可能还有其他变化\n";
        } else if (found_.has_more) {
            made += en_ ? "the search ended at its limit of regions: there may be other changes\n"
                        : "已达到区域数量上限，搜索终止：可能还有其他变化\n";
        }
        return made;
    }

    [[nodiscard]] bool has_other_inputs() const {
        for (const joint_input& each : found_.inputs) {
            if (each.place_in(0) == joint_input::none || each.place_in(1) == joint_input::none) { return true; }
        }
        return false;
    }

    [[nodiscard]] std::string title(const joint_input& each) const { return std::string{each.name().in(in_)}; }

    [[nodiscard]] std::string quoted(const compiled_rules& table, std::uint32_t rule) const {
        return (en_ ? "rule `" : "规则“") + table.rules()[rule].name + (en_ ? "`" : "”");
    }

    [[nodiscard]] std::string answer_of(const table_answer& given, const compiled_rules& table) const {
        constexpr std::size_t most = 3;
        std::string by;
        for (std::size_t i = 0; i < std::min(most, given.rules.size()); ++i) {
            by += (i == 0 ? "" : en_ ? ", " : "、") + quoted(table, given.rules[i]);
        }
        if (given.rules.size() > most) { by += en_ ? ", ..." : "等"; }
        if (given.is_otherwise) { by = en_ ? "no rule: default" : "无适用规则，取默认值"; }
        return to_text(given, in_) + (by.empty() ? "" : (en_ ? " (" : "（") + by + (en_ ? ")" : "）"));
    }

    [[nodiscard]] std::string change(const rule_change& each) const {
        switch (each.kind) {
            case rule_change_kind::added: return quoted(after_, each.after) + (en_ ? " added" : "：新增");
            case rule_change_kind::removed: return quoted(before_, each.before) + (en_ ? " removed" : "：删除");
            case rule_change_kind::renamed:
                return quoted(before_, each.before) + (en_ ? " renamed: " : "：改名为") + quoted(after_, each.after);
            case rule_change_kind::moved:
                return quoted(before_, each.before) + (en_ ? " moved from row " : "：由第 ") +
                       std::to_string(each.before + 1) + (en_ ? " to row " : " 行移至第 ") +
                       std::to_string(each.after + 1) + (en_ ? "" : " 行");
            case rule_change_kind::edited: break;
        }
        std::string what;
        for (const std::string& column : each.columns) { what += (what.empty() ? "" : en_ ? ", " : "、") + column; }
        if (each.has_other_outcome) {
            what += (what.empty() ? "" : en_ ? ", " : "、") + std::string{en_ ? "its outcome" : "结果"};
        }
        return quoted(before_, each.before) + (en_ ? " edited: " : "：修改 ") + what;
    }

    const table_difference& found_;
    const compiled_rules& before_;
    const compiled_rules& after_;
    bool en_;
    language in_;
};

}  // namespace detail

/// One changed region on one line, without its end. @pre found is the difference of these two tables
[[nodiscard]] inline std::string to_text(const changed_region& region, const table_difference& found,
                                         const compiled_rules& before, const compiled_rules& after,
                                         language in = language::en) {
    return detail::difference_writer{found, before, after, in}.region(region);
}

/// The whole difference: what is proven, one line a region (of many with the same rules the first three, and how many
/// more), then what changed in the writing. Ends with a line end.
[[nodiscard]] inline std::string to_text(const table_difference& found, const compiled_rules& before,
                                         const compiled_rules& after, language in = language::en) {
    return detail::difference_writer{found, before, after, in}.whole();
}

/// `37 of 5,292 cases are decided differently`, then one line for each pair of answers and for each value of the inputs
/// that were asked for. Ends with a line end.
[[nodiscard]] inline std::string to_text(const log_difference& found, language in = language::en) {
    const bool en = in == language::en;
    const std::string changed = grouped(found.changed.size());
    const std::string cases = grouped(found.cases);
    std::string made =
        en ? changed + " of " + cases + (found.cases == 1 ? " case is" : " cases are") + " decided differently\n"
           : cases + " 条记录中有 " + changed + " 条的决定改变\n";
    for (const answer_change& each : found.by_answer) {
        made += "  " + to_text(each.before, in) + " -> " + to_text(each.after, in) + (en ? ": " : "：") +
                grouped(each.cases) + (en ? "" : " 条") + "\n";
    }
    for (const changes_by_input& each : found.by_input) {
        made += (en ? "by " : "按 ") + each.input + (en ? ":\n" : "：\n");
        for (const value_change& value : each.values) {
            made += "  " + to_string(value.value, in) + (en ? ": " : "：") + grouped(value.changed) +
                    (en ? " of " : " / ") + grouped(value.cases) + "\n";
        }
    }
    return made;
}

}  // namespace v0
}  // namespace muster
