#pragma once

#include "muster/core/label.hpp"            // language
#include "muster/rules/compiled_rules.hpp"  // compiled_rules
#include "muster/rules/hit_policy.hpp"      // hit_policy
#include "muster/rules/table_finding.hpp"   // table_finding, table_proof
#include "muster/rules/table_value.hpp"     // to_string

#include <array>    // array
#include <cstddef>  // size_t
#include <string>   // string
#include <vector>   // vector

namespace muster {
inline namespace v0 {

namespace detail {

[[nodiscard]] inline std::size_t reachable_classes(const compiled_rules& table, std::size_t input) {
    std::size_t count = 0;
    for (std::size_t which = 0; which < table.partition(input).size(); ++which) {
        count += table.partition(input).is_reachable(static_cast<input_partition::class_id>(which)) ? 1U : 0U;
    }
    return count;
}

// The witness, as far as it matters: an input whose every value is in the region is left out.
[[nodiscard]] inline std::string case_text(const table_finding& found, const compiled_rules& table, language in) {
    const bool en = in == language::en;
    std::string made;
    std::size_t asked = 0;
    for (std::size_t i = 0; i < found.witness.size(); ++i) {
        if (found.region[i].size() == reachable_classes(table, i)) { continue; }
        made += asked++ == 0 ? "" : en ? ", " : ",";
        made += "`" + std::string{table.inputs()[i].name.in(in)} + "` = " + to_string(found.witness[i], in);
    }
    if (asked == 0) { return en ? "every case" : "任何情况"; }
    if (asked == found.witness.size()) { return made; }
    return made + (en ? ", whatever the other inputs" : ",其余输入任意");
}

[[nodiscard]] inline std::string rule_text(std::uint32_t rule, const compiled_rules& table, language in) {
    return (in == language::en ? "rule `" : "规则 `") + table.rules()[rule].name + "`";
}

// Why a rule holds for no case: the input of which nothing passes.
[[nodiscard]] inline std::string never_text(const table_finding& found, const compiled_rules& table, language in) {
    const bool en = in == language::en;
    for (std::size_t i = 0; i < found.region.size(); ++i) {
        if (!found.region[i].empty()) { continue; }
        const std::string input = "`" + std::string{table.inputs()[i].name.in(in)} + "`";
        return en ? " holds for no case: no value of " + input + " that can occur passes it"
                  : "从不成立:" + input + " 没有任何可能的取值满足它";
    }
    return en ? " holds for no case: its entries and how facts compare contradict each other"
              : "从不成立:各项条件与事实之间的比较相互矛盾";
}

// Whether the other rule of a finding holds wherever the rule itself does.
[[nodiscard]] inline bool is_whole_rule(const table_finding& found, const compiled_rules& table) {
    for (std::size_t i = 0; i < found.region.size(); ++i) {
        std::size_t passing = 0;
        for (std::size_t which = 0; which < table.partition(i).size(); ++which) {
            const auto id_of_class = static_cast<input_partition::class_id>(which);
            passing +=
                table.partition(i).is_reachable(id_of_class) && table.passes(found.rule, i, id_of_class) ? 1U : 0U;
        }
        if (passing != found.region[i].size()) { return false; }
    }
    return true;
}

[[nodiscard]] inline std::string counted(std::size_t count, const char* one, const char* many) {
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

[[nodiscard]] inline std::string cost_text(const table_proof& proof, language in) {
    const bool en = in == language::en;
    if (proof.is_finished) {
        return en ? "proven in " + std::to_string(proof.steps) + " steps"
                  : "经 " + std::to_string(proof.steps) + " 步证明";
    }
    constexpr std::array<const char*, 5> kinds_en{"gaps", "clashes", "overlaps", "masked rules", "redundant rules"};
    constexpr std::array<const char*, 5> kinds_zh{"空白", "冲突", "重叠", "被遮蔽的规则", "冗余的规则"};
    std::string kinds;
    for (const finding_kind each : proof.unproven) {
        kinds += kinds.empty() ? "" : en ? ", " : "、";
        kinds += (en ? kinds_en : kinds_zh)[static_cast<std::size_t>(each)];
    }
    return en ? "not proven: the budget of " + std::to_string(proof.budget) + " steps ended the search for " + kinds +
                    "; what was found is true, but there may be more: allow more steps, or split the table"
              : "未能证明:" + std::to_string(proof.budget) + " 步的预算已用尽,未查完:" + kinds +
                    ";已发现的属实,但可能还有:请增加步数,或拆分此表";
}

}  // namespace detail

/// One line that a person can read, with the witness: *gap: no rule holds for `deaths` = 3, whatever the other inputs*.
/// Inputs whose value does not matter are left out.
/// @pre `found` comes from a proof of `table`
[[nodiscard]] inline std::string to_text(const table_finding& found, const compiled_rules& table,
                                         language in = language::en) {
    const bool en = in == language::en;
    const std::string where = detail::case_text(found, table, in);
    if (found.kind == finding_kind::gap) {
        return en ? "gap: no rule holds for " + where : "空白:没有规则适用于 " + where;
    }
    const std::string mine = detail::rule_text(found.rule, table, in);
    if (found.other == table_finding::no_rule) {
        return (en ? "masked: " : "被遮蔽:") + mine + detail::never_text(found, table, in);
    }
    const std::string other = detail::rule_text(found.other, table, in);
    const bool is_whole = detail::is_whole_rule(found, table);
    switch (found.kind) {
        case finding_kind::clash:
            return en ? "clash: " + mine + " and " + other + " have different outcomes and both hold for " + where
                      : "冲突:" + mine + " 与" + other + " 结论不同,却同时适用于 " + where;
        case finding_kind::overlap:
            return en ? "overlap: " + mine + " and " + other + " have the same outcome and both hold for " + where +
                            "; unique allows one"
                      : "重叠:" + mine + " 与" + other + " 结论相同,且同时适用于 " + where + ";唯一命中只允许一条";
        case finding_kind::masked:
            if (is_whole) {
                return en ? "masked: " + mine + " never decides: " + other +
                                " goes before it and holds wherever it does, as for " + where
                          : "被遮蔽:" + mine + " 从不起作用:凡它成立之处," + other + " 都先行成立,例如 " + where;
            }
            return en ? "masked: " + mine + " never decides: rules that go before it hold wherever it does, as " +
                            other + " for " + where
                      : "被遮蔽:" + mine + " 从不起作用:凡它成立之处,都有在先的规则成立,例如" + other + " 适用于 " +
                            where;
        default:
            if (table.policy() == hit_policy::unique) {
                return en ? "redundant: wherever " + mine + " holds, another rule of its outcome does, as " + other +
                                " for " + where
                          : "冗余:凡" + mine + " 成立之处,都有结论相同的规则成立,例如" + other + " 适用于 " + where;
            }
            return en ? "redundant: without " + mine + " every case has the same outcome, as by " + other + " for " +
                            where
                      : "冗余:没有" + mine + " 结论也都不变,例如" + other + " 适用于 " + where;
    }
}

/// All of a proof, a line each: the table and what was found in it, every finding, and what the proof cost or that the
/// budget ended it.
[[nodiscard]] inline std::string to_text(const table_proof& proof, const compiled_rules& table,
                                         language in = language::en) {
    const bool en = in == language::en;
    const auto listed = [&](finding_kind kind) {
        std::size_t count = 0;
        for (const table_finding& each : proof.findings) { count += each.kind == kind ? 1U : 0U; }
        return count;
    };
    std::string counts;
    const auto add = [&](std::size_t count, const char* one, const char* many, const char* zh) {
        if (count == 0) { return; }
        counts += counts.empty() ? "" : en ? ", " : "、";
        counts += en ? detail::counted(count, one, many) : std::string{zh} + " " + std::to_string(count);
    };
    add(listed(finding_kind::gap), "gap", "gaps", "空白");
    add(proof.clashes, "clash", "clashes", "冲突");
    add(proof.overlaps, "overlap", "overlaps", "重叠");
    add(listed(finding_kind::masked), "masked rule", "masked rules", "被遮蔽的规则");
    add(listed(finding_kind::redundant), "redundant rule", "redundant rules", "冗余的规则");
    if (counts.empty()) { counts = en ? "nothing found" : "未发现问题"; }
    std::string made =
        en ? "table `" + table.name() + "`: " + counts + "\n" : "表 `" + table.name() + "`:" + counts + "\n";
    for (const table_finding& each : proof.findings) { made += "  " + to_text(each, table, in) + "\n"; }
    if (proof.has_more) { made += en ? "  and more that are not listed\n" : "  另有未列出的\n"; }
    return made + detail::cost_text(proof, in) + "\n";
}

}  // namespace v0
}  // namespace muster
