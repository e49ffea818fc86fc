#pragma once

#include "muster/core/label.hpp"            // language
#include "muster/rules/class_text.hpp"      // range_text
#include "muster/rules/grouped_number.hpp"  // grouped, percent
#include "muster/rules/rule_coverage.hpp"   // rule_coverage

#include <cstddef>  // size_t
#include <string>   // string
#include <vector>   // vector

namespace muster {
inline namespace v0 {
namespace detail {

class coverage_writer {
public:
    coverage_writer(const compiled_rules& table, language in) : table_{table}, en_{in == language::en}, in_{in} {}

    [[nodiscard]] std::string item(const coverage_item& each) const {
        const std::string& rule = table_.rules()[each.rule].name;
        std::string made = (en_ ? "rule `" : "规则“") + rule + (en_ ? "`" : "”");
        if (each.kind == coverage_kind::rule) {
            made += pick(" never decides", "从未作出决定");
        } else {
            made += pick(", ", "，") + std::string{table_.inputs()[each.input].name.in(in_)} + " " + what(each);
        }
        if (each.state == coverage_state::impossible) { return made + pick(": no case can", "：不存在这样的情形"); }
        if (each.state == coverage_state::unproven) {
            return made + pick(": no case for it found within the budget", "：在预算内未找到这样的情形");
        }
        if (each.suggestion.empty()) { return made; }
        made += pick("; try ", "；可试 ");
        for (std::size_t i = 0; i < each.suggestion.size(); ++i) {
            made += (i == 0 ? "" : pick(", ", "，")) + std::string{table_.inputs()[i].name.in(in_)} + " " +
                    to_string(each.suggestion[i], in_);
        }
        return made;
    }

    [[nodiscard]] std::string count(const std::string& what, const coverage_count& each) const {
        const std::string share = each.possible == 0 ? "" : " (" + percent(each.covered, each.possible) + " %)";
        return en_ ? what + " " + grouped(each.covered) + " of " + grouped(each.possible) + share
                   : what + " " + grouped(each.covered) + "/" + grouped(each.possible) + share;
    }

    [[nodiscard]] std::string pick(const char* english, const char* chinese) const { return en_ ? english : chinese; }

private:
    [[nodiscard]] std::string what(const coverage_item& each) const {
        const input_entry& cell = table_.rules()[each.rule].when[each.input];
        const value_kind kind = table_.inputs()[each.input].kind;
        switch (each.kind) {
            case coverage_kind::on_limit: return pick("never exactly ", "从未恰为 ") + number_text(each.limit, kind);
            case coverage_kind::near_limit: {
                return pick("never next to ", "从未紧邻 ") + number_text(each.limit, kind);
            }
            case coverage_kind::fails:
                return each.part == coverage_item::whole
                           ? pick("never fails alone", "从未单独不满足")
                           : pick("never fails alone by ", "从未单独因下列取值不满足：") + part(cell, each.part, kind);
            default:
                return each.part == coverage_item::whole
                           ? pick("never passes", "从未满足")
                           : pick("never passes by ", "从未因下列取值满足：") + part(cell, each.part, kind);
        }
    }

    [[nodiscard]] std::string part(const input_entry& cell, std::size_t at, value_kind kind) const {
        if (at < cell.ranges.size()) { return range_text(cell.ranges[at], kind); }
        at -= cell.ranges.size();
        if (at < cell.texts.size()) { return to_string(text_value(cell.texts[at])); }
        at -= cell.texts.size();
        if (at < cell.prefixes.size()) {
            const std::string quoted = to_string(text_value(cell.prefixes[at]));
            return en_ ? "starts with " + quoted : "以" + quoted + "开头";
        }
        return pick("unknown", "未知");
    }

    const compiled_rules& table_;
    bool en_;
    language in_;
};

}  // namespace detail

/// What an item is about, on one line, and the case that would cover it: `rule `many`, dead never exactly 30; try ...`.
/// Reads as what is missing. @pre the item is of this table
[[nodiscard]] inline std::string to_text(const coverage_item& item, const compiled_rules& table,
                                         language in = language::en) {
    return detail::coverage_writer{table, in}.item(item);
}

/// The numbers on one line, then one line for each thing that is missing. Ends with a line end.
[[nodiscard]] inline std::string to_text(const rule_coverage& found, const compiled_rules& table,
                                         language in = language::en) {
    const detail::coverage_writer write{table, in};
    const std::string comma = write.pick("; ", "；");
    std::string made = write.pick("", "共 ") + grouped(found.cases) +
                       (in == language::en ? found.cases == 1 ? " case: " : " cases: " : " 个用例：") +
                       write.count(write.pick("rules", "规则"), found.rules) + comma +
                       write.count(write.pick("conditions", "条件"), found.conditions) + comma +
                       write.count(write.pick("limits", "边界"), found.limits) + "\n";
    for (const coverage_item& each : found.items) {
        const bool is_masked = each.kind == coverage_kind::rule && each.state == coverage_state::impossible;
        if (each.is_covered() || (each.state == coverage_state::impossible && !is_masked)) { continue; }
        made += "  " + write.item(each) + "\n";
    }
    return made;
}

}  // namespace v0
}  // namespace muster
