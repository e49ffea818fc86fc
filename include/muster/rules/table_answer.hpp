#pragma once

#include "muster/rules/answering_rules.hpp"  // answering_rules
#include "muster/rules/case_decision.hpp"    // table_status, decide

#include <algorithm>  // sort
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <span>       // span
#include <string>     // string
#include <utility>    // move
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// What a table answers to one case, as values: what is compared when two tables are.
///
/// Single policies: one row. Lists: all rows, in the order of the policy; `collect` has no order in DMN, so its rows are
/// sorted here. `collect sum`, `min`, `max`: one row with the sum, the least or the greatest, as `loaded_table` says; of
/// labels, whose values are not known, all of them, sorted. `collect count`: one row with the number, 0 when no rule
/// holds. A table's default outputs count as an answer, of no rule.
struct table_answer {
    table_status status = table_status::no_rule;
    std::vector<std::uint32_t> rules{};  ///< those that gave it, or that clash
    std::vector<outcome_row> rows{};
    bool is_otherwise = false;  ///< no rule holds, and the table (or a count) says what then
};

namespace detail {

// Numbers are equal whether a table calls them whole numbers or numbers: a file may not tell the two apart.
[[nodiscard]] inline value_kind comparable_kind(value_kind kind) noexcept {
    return kind == value_kind::whole_number ? value_kind::number : kind;
}

[[nodiscard]] inline bool same_value(const table_value& a, const table_value& b) {
    if (a.is_known != b.is_known) { return false; }
    if (!a.is_known) { return true; }
    if (comparable_kind(a.kind) != comparable_kind(b.kind)) { return false; }
    return a.kind == value_kind::string ? a.text == b.text : a.number == b.number;
}

// An order for sorting rows only: unknown first, then by kind and value.
[[nodiscard]] inline bool value_before(const table_value& a, const table_value& b) {
    if (a.is_known != b.is_known) { return b.is_known; }
    if (!a.is_known) { return false; }
    if (comparable_kind(a.kind) != comparable_kind(b.kind)) {
        return comparable_kind(a.kind) < comparable_kind(b.kind);
    }
    return a.kind == value_kind::string ? a.text < b.text : a.number < b.number;
}

[[nodiscard]] inline bool same_row(const outcome_row& a, const outcome_row& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), same_value);
}

[[nodiscard]] inline bool row_before(const outcome_row& a, const outcome_row& b) {
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), value_before);
}

// The rows of the rules that count, as the policy gives them. @pre at least one rule
[[nodiscard]] inline std::vector<outcome_row> answer_rows(const answering_rules& table,
                                                          const std::vector<std::uint32_t>& rules) {
    const hit_policy how = table.logic->policy();
    if (how == hit_policy::collect_count) {
        return {{number_value(static_cast<double>(rules.size()), value_kind::whole_number)}};
    }
    if (how == hit_policy::collect_sum && !table.are_labels) {
        decimal_sums::running sum{table.sums};
        for (const std::uint32_t each : rules) { sum.add(each); }
        return {{number_value(sum.value(), table.rows[rules[0]][0].kind)}};
    }
    std::vector<outcome_row> rows;
    for (const std::uint32_t each : rules) { rows.push_back(table.rows[each]); }
    if (how < hit_policy::collect) { return rows; }
    std::sort(rows.begin(), rows.end(), row_before);
    if (how == hit_policy::collect || table.are_labels) { return rows; }
    return {how == hit_policy::collect_min ? rows.front() : rows.back()};
}

// The answer, given which rules hold and count in the order of the policy.
[[nodiscard]] inline table_answer answer_from(const answering_rules& table, table_status status,
                                              std::vector<std::uint32_t> rules) {
    table_answer made{status, std::move(rules), {}, false};
    if (status == table_status::no_rule && table.otherwise) {
        made.is_otherwise = true;
        made.rows = {*table.otherwise};
    }
    if (status == table_status::no_rule && !table.otherwise && table.logic->policy() == hit_policy::collect_count) {
        made.is_otherwise = true;
        made.rows = {{number_value(0, value_kind::whole_number)}};
    }
    if (status == table_status::decided) { made.rows = answer_rows(table, made.rules); }
    return made;
}

}  // namespace detail

/// The answer to one case. @pre as `decide`
[[nodiscard]] inline table_answer answer(const answering_rules& table, std::span<const table_value> values) {
    case_decision found = decide(*table.logic, values);
    return detail::answer_from(table, found.status, std::move(found.rules));
}

/// Whether two answers say the same, whichever rules said it. Two clashes are the same: neither gives an answer.
/// An answer of `otherwise` equals that of a rule with the same values.
[[nodiscard]] inline bool is_same_answer(const table_answer& a, const table_answer& b) {
    const auto answered = [](const table_answer& each) {
        return each.status == table_status::decided || each.is_otherwise;
    };
    if (answered(a) != answered(b)) { return false; }
    if (!answered(a)) { return a.status == b.status; }
    return std::equal(a.rows.begin(), a.rows.end(), b.rows.begin(), b.rows.end(), detail::same_row);
}

/// `"I", 3` or `no rule`, `clash`, `out of range`; the rows of a list one after another.
[[nodiscard]] inline std::string to_text(const table_answer& given, language in = language::en) {
    const bool en = in == language::en;
    if (given.rows.empty()) {
        switch (given.status) {
            case table_status::no_rule: return en ? "no rule" : "无适用规则";
            case table_status::clash: return en ? "clash" : "规则冲突";
            case table_status::out_of_range: return en ? "out of range" : "超出取值范围";
            case table_status::decided: return en ? "nothing" : "无输出";
        }
    }
    std::string made;
    for (const outcome_row& row : given.rows) {
        if (!made.empty()) { made += "; "; }
        for (std::size_t i = 0; i < row.size(); ++i) { made += (i == 0 ? "" : ", ") + to_string(row[i], in); }
    }
    return made;
}

}  // namespace v0
}  // namespace muster
