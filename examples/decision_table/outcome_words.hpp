#pragma once

#include "muster/core/label.hpp"          // language
#include "muster/rules/loaded_table.hpp"  // loaded_table, loaded_outcome

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t
#include <string>   // string
#include <vector>   // vector

namespace decision_table {

/// A text for people in one of two languages.
[[nodiscard]] inline const char* say(muster::language in, const char* english, const char* chinese) {
    return in == muster::language::en ? english : chinese;
}

/// The outputs of one rule: `"II"`, or with their names when there are several: `level: "II", tier: "street"`.
[[nodiscard]] inline std::string row_words(const muster::table_model& table,
                                           const std::vector<muster::table_value>& row, muster::language in) {
    std::string out;
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (i != 0) { out += ", "; }
        if (row.size() > 1) { out += table.outputs[i].name + ": "; }
        out += to_string(row[i], in);
    }
    return out;
}

/// What a table says, in one line: `"II"`, `["a", "b"]`, or why it says nothing.
[[nodiscard]] inline std::string outcome_words(const muster::table_model& table, const muster::loaded_outcome& outcome,
                                               muster::language in) {
    if (!outcome.is_decided() && !outcome.aggregate) {
        switch (outcome.hits.status) {
            case muster::table_status::clash: return say(in, "no answer: rules clash", "无结论：规则冲突");
            case muster::table_status::out_of_range:
                return say(in, "no answer: out of range", "无结论：超出取值范围");
            default: return say(in, "no answer: no rule holds", "无结论：无适用规则");
        }
    }
    if (outcome.aggregate) { return to_string(*outcome.aggregate, in); }
    if (is_single(table.policy)) { return row_words(table, outcome.rows.front(), in); }
    std::string out = "[";
    for (const auto& row : outcome.rows) {
        out += out.size() == 1 ? "" : row.size() > 1 ? "; " : ", ";
        out += row_words(table, row, in);
    }
    return out + "]";
}

/// By which rules: `` by rule `x` ``, or what stood in the way.
[[nodiscard]] inline std::string reason_words(const muster::table_model& table, const muster::loaded_outcome& outcome,
                                              muster::language in) {
    const auto names = [&] {
        std::string all;
        for (const std::uint32_t each : outcome.hits.rules) {
            all += (all.empty() ? "`" : ", `") + table.rules[each].name + "`";
        }
        return all;
    };
    switch (outcome.hits.status) {
        case muster::table_status::decided:
            return say(in, outcome.hits.rules.size() == 1 ? "by rule " : "by rules ", "依据规则 ") + names();
        case muster::table_status::clash: return say(in, "these rules clash: ", "规则冲突：") + names();
        case muster::table_status::out_of_range:
            return "`" + std::string{table.inputs[outcome.hits.input].name.in(in)} +
                   say(in, "` is outside the range that the table was written for", "` 超出该表的取值范围");
        case muster::table_status::no_rule: break;
    }
    return outcome.is_otherwise ? say(in, "by default, no rule holds", "无适用规则，取默认值")
                                : say(in, "no rule holds", "无适用规则");
}

}  // namespace decision_table
