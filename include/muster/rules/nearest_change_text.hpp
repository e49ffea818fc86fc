#pragma once

#include "muster/core/label.hpp"            // language
#include "muster/rules/nearest_change.hpp"  // decision_change

#include <cstdint>      // uint32_t
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace muster {
inline namespace v0 {

namespace detail {

/// Whether values of this kind are read off a calendar or a clock: "from 08:00 on", not "at least 08:00".
[[nodiscard]] constexpr bool is_moment(value_kind kind) noexcept {
    return kind == value_kind::date || kind == value_kind::time_of_day || kind == value_kind::date_time;
}

[[nodiscard]] inline std::string bound_text(value_bound bound, const table_value& to, const table_value& limit,
                                            language in) {
    const bool en = in == language::en;
    const bool moment = is_moment(to.kind);
    const std::string value = to_string(to, in);
    const std::string end = to_string(limit, in);
    switch (bound) {
        case value_bound::exactly: return value;
        case value_bound::at_least: return moment ? (en ? "from " + value + " on" : value + " 起")
                                                  : (en ? "at least " : "至少 ") + value;
        case value_bound::more_than: return (moment ? (en ? "after " : "晚于 ") : (en ? "more than " : "大于 ")) + end;
        case value_bound::at_most: return moment ? (en ? "until " + value : "不晚于 " + value)
                                                 : (en ? "at most " : "至多 ") + value;
        case value_bound::below: return (moment ? (en ? "before " : "早于 ") : (en ? "below " : "小于 ")) + end;
        case value_bound::begins_with: return en ? "begins with " + end : "以 " + end + " 开头";
        case value_bound::any_other: return en ? "a value that the table does not name" : "表中未列出的值";
    }
    return value;
}

[[nodiscard]] inline std::string rule_names(const compiled_rules& table, const std::vector<std::uint32_t>& rules,
                                            language in) {
    std::string all;
    for (const std::uint32_t each : rules) {
        all += (all.empty() ? "" : in == language::en ? ", " : "、") +
               (in == language::en ? "`" + table.rules()[each].name + "`" : "“" + table.rules()[each].name + "”");
    }
    return all;
}

/// What a table says, in a clause: "rule `x` decides", "no rule holds".
[[nodiscard]] inline std::string answer_text(const compiled_rules& table, const case_decision& found, language in) {
    const bool en = in == language::en;
    const std::string rules = rule_names(table, found.rules, in);
    switch (found.status) {
        case table_status::no_rule: return en ? "no rule holds" : "没有规则适用";
        case table_status::clash: return en ? "rules " + rules + " clash" : "规则" + rules + "相互冲突";
        case table_status::out_of_range: {
            const std::string which{table.inputs()[found.input].name.in(in)};
            return en ? "`" + which + "` is out of range" : "“" + which + "”超出范围";
        }
        case table_status::decided: break;
    }
    if (found.rules.size() == 1) { return en ? "rule " + rules + " decides" : "由规则" + rules + "决定"; }
    return en ? "rules " + rules + " decide" : "由规则" + rules + "共同决定";
}

}  // namespace detail

/// One input of a change: `dead: 28 -> at least 30`, `死亡人数：28 → 至少 30`.
[[nodiscard]] inline std::string to_text(const input_change& change, const compiled_rules& table,
                                         language in = language::en) {
    const std::string_view name_of_input = table.inputs()[change.input].name.in(in);
    const std::string to = detail::bound_text(change.bound, change.to, change.limit, in);
    return std::string{name_of_input} + (in == language::en ? ": " : "：") + to_string(change.from, in) +
           (in == language::en ? " -> " : " → ") + to;
}

/// What would change a decision, one line without its end, in English or Chinese.
[[nodiscard]] inline std::string to_text(const decision_change& change, const compiled_rules& table,
                                         language in = language::en) {
    const bool en = in == language::en;
    switch (change.end) {
        case change_end::already:
            return en ? "the case has the wanted outcome already: " + detail::answer_text(table, change.before, in)
                      : "已是所求结果：" + detail::answer_text(table, change.before, in);
        case change_end::impossible:
            return en ? "no change of the inputs that may be changed changes the decision"
                      : "在允许改动的输入中，任何改动都不会改变决策";
        case change_end::budget: {
            const std::string least = std::to_string(change.least_inputs);
            const std::string steps = std::to_string(change.steps);
            return en ? "stopped after " + steps + " steps without a change; one needs at least " + least +
                            (change.least_inputs == 1 ? " input" : " inputs")
                      : "搜索 " + steps + " 步后停止，尚未找到；至少需要改动 " + least + " 个输入";
        }
        case change_end::found: break;
    }
    std::string words;
    for (const input_change& each : change.inputs) {
        words += (words.empty() ? "" : en ? ", " : "，") + to_text(each, table, in);
    }
    return words + (en ? "; then " : "；则") + detail::answer_text(table, change.after, in) +
           (en ? " (now: " : "（现在：") + detail::answer_text(table, change.before, in) + (en ? ")" : "）");
}

}  // namespace v0
}  // namespace muster
