#pragma once

#include "muster/core/label.hpp"            // language
#include "muster/rules/grouped_number.hpp"  // grouped
#include "muster/rules/rule_liveness.hpp"   // rule_liveness

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t
#include <string>   // string

namespace muster {
inline namespace v0 {

/// What the log says about one rule, on one line: `rule `many` decided 3 cases, overridden in 3 (to "II" in 3): ...`.
/// @pre rule < found.rules.size(), and found is of this table
[[nodiscard]] inline std::string to_text(const rule_liveness& found, std::uint32_t rule, const compiled_rules& table,
                                         language in = language::en) {
    const bool en = in == language::en;
    const auto pick = [en](const char* english, const char* chinese) { return std::string{en ? english : chinese}; };
    const rule_record& mine = found.rules[rule];
    std::string made = pick("rule `", "规则“") + table.rules()[rule].name + pick("`", "”");
    switch (mine.life) {
        case rule_life::masked: return made + pick(" can never decide: proven", "永远不会作出决定：已证明");
        case rule_life::always_clashes:
            return made + pick(" clashes wherever it holds, so that it never decides: proven",
                               "凡适用之处均与其他规则冲突，永远不会作出决定：已证明");
        case rule_life::unproven:
            return made + pick(" never decided; whether it could was not found out within the budget",
                               "从未作出决定；在预算内未能查明其是否可能作出决定");
        case rule_life::no_such_case: made += pick(" never held: no such case came", "从未适用：未出现相应情形"); break;
        case rule_life::always_outranked:
            made += en ? " held in " + grouped(mine.held) + (mine.held == 1 ? " case" : " cases") + " and decided none"
                       : "适用于 " + grouped(mine.held) + " 条记录，但从未作出决定";
            break;
        case rule_life::alive:
        case rule_life::always_overridden: {
            made += en ? " decided " + grouped(mine.decided) + (mine.decided == 1 ? " case" : " cases")
                       : "决定了 " + grouped(mine.decided) + " 条记录";
            if (mine.overridden == 0) { return made; }
            const bool always = mine.life == rule_life::always_overridden;
            made += always ? pick(", every one overridden by a person", "，全部被人工改变")
                           : pick(", overridden in ", "，其中 ") + grouped(mine.overridden) + pick("", " 条被人工改变");
            std::string to;
            for (const override_count& each : mine.overrides) {
                if (each.to.empty()) { continue; }
                to += (to.empty() ? "" : pick(", ", "，")) + (en ? "to " : "改为 ") + each.to + (en ? " in " : "：") +
                      grouped(each.cases) + pick("", " 条");
            }
            return made + (to.empty() ? "" : pick(" (", "（") + to + pick(")", "）"));
        }
    }
    made += pick("; it would decide ", "；它会决定的情形：");
    for (std::size_t i = 0; i < mine.would_decide.size(); ++i) {
        made += (i == 0 ? "" : pick(", ", "，")) + std::string{table.inputs()[i].name.in(in)} + " " +
                to_string(mine.would_decide[i], in);
    }
    return made;
}

/// The numbers on one line, then one line a rule that is not alive. Ends with a line end.
[[nodiscard]] inline std::string to_text(const rule_liveness& found, const compiled_rules& table,
                                         language in = language::en) {
    const bool en = in == language::en;
    std::string made = en ? grouped(found.cases) + (found.cases == 1 ? " case: " : " cases: ") +
                                grouped(found.decided) + " decided, " + grouped(found.gaps.size()) +
                                " without a rule, " + grouped(found.clashes.size()) + " clashing, " +
                                grouped(found.out_of_range.size()) + " out of range; " + grouped(found.overridden) +
                                " overridden\n"
                          : "共 " + grouped(found.cases) + " 条记录：" + grouped(found.decided) + " 条已决定，" +
                                grouped(found.gaps.size()) + " 条无适用规则，" + grouped(found.clashes.size()) +
                                " 条规则冲突，" + grouped(found.out_of_range.size()) + " 条超出取值范围；" +
                                grouped(found.overridden) + " 条被人工改变\n";
    for (std::uint32_t rule = 0; rule < found.rules.size(); ++rule) {
        if (found.rules[rule].life != rule_life::alive) { made += "  " + to_text(found, rule, table, in) + "\n"; }
    }
    return made;
}

}  // namespace v0
}  // namespace muster
