#pragma once

#include "muster/core/label.hpp"                  // language
#include "muster/rules/case_decision.hpp"         // decide, table_status
#include "muster/rules/compiled_rules.hpp"        // compiled_rules
#include "muster/rules/detail/passing_limit.hpp"  // nearest_limit
#include "muster/rules/detail/trace_words.hpp"    // failure_words, quoted

#include <algorithm>  // find
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <optional>   // optional
#include <span>       // span
#include <string>     // string
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// A condition that a value does not pass.
struct failed_condition {
    std::uint32_t input = 0;
    /// Numbers: the nearest limit beyond which values pass, what is missing to it and whether it passes itself; nothing for
    /// text, for an unknown value, for a condition that no known value passes.
    std::optional<limit_distance> by{};
};

/// What became of a rule.
enum class rule_state : std::uint8_t {
    counts,     ///< it holds and decides, or is one of those that agree, are listed or collected
    outranked,  ///< it holds, but another one decided
    clashes,    ///< it holds with others, and the hit policy does not allow that
    barred,     ///< it would hold, but a value is out of range
    fails,      ///< a condition does not hold
};

/// One rule's part in a decision.
struct rule_account {
    rule_state state = rule_state::fails;
    std::vector<failed_condition> failed{};  ///< every condition that fails, in the order of the inputs
};

/// Why every rule of a table did or did not count for one case.
struct rule_trace {
    table_status status = table_status::no_rule;
    std::uint32_t input = 0;               ///< out_of_range: which input
    std::vector<table_value> values{};     ///< the case, one value an input
    std::vector<std::uint32_t> counted{};  ///< the rules that count or clash, in the order of the hit policy
    std::vector<rule_account> rules{};     ///< one a rule, in the order of the table
};

/// Runs a case again and says of every rule whether it counts, and if not why and by how much.
/// @pre one value an input, each of its input's kind or unknown (MUSTER_EXPECTS: their number)
/// @complexity O(rules x inputs). Deterministic: yes
[[nodiscard]] inline rule_trace explain(const compiled_rules& table, std::span<const table_value> values) {
    const case_decision hits = decide(table, values);
    rule_trace out{hits.status, hits.input, {values.begin(), values.end()}, hits.rules, {}};
    for (std::uint32_t rule = 0; rule < table.size(); ++rule) {
        rule_account& account = out.rules.emplace_back();
        for (std::uint32_t i = 0; i < values.size(); ++i) {
            const input_entry& entry = table.rules()[rule].when[i];
            if (!entry.holds(values[i])) { account.failed.push_back({i, detail::nearest_limit(entry, values[i])}); }
        }
        if (!account.failed.empty()) { continue; }
        if (hits.status == table_status::out_of_range) {
            account.state = rule_state::barred;
        } else if (hits.status == table_status::clash) {
            account.state = rule_state::clashes;
        } else {
            // Under any nothing goes before another: all that hold give the answer.
            const bool is_joint = table.policy() == hit_policy::any;
            const bool counts = std::find(hits.rules.begin(), hits.rules.end(), rule) != hits.rules.end();
            account.state = counts || is_joint ? rule_state::counts : rule_state::outranked;
            if (!counts && is_joint) { out.counted.push_back(rule); }
        }
    }
    return out;
}

/// One rule's line: "rule `many dead`: dead is 12, 18 below 30"; in Chinese 规则“many dead”：dead为12，比30小18.
/// @pre the trace is of this table
[[nodiscard]] inline std::string to_text(const rule_trace& trace, std::uint32_t rule, const compiled_rules& table,
                                         language in = language::en) {
    const bool is_english = in == language::en;
    const auto called = [&](std::uint32_t which) { return detail::quoted(table.rules()[which].name, in); };
    std::string line = (is_english ? "rule " : "规则") + called(rule);
    const rule_account& account = trace.rules[rule];
    switch (account.state) {
        case rule_state::counts: {
            const bool is_only = is_single(table.policy()) && table.policy() != hit_policy::any;
            return line + (is_english ? (is_only ? " decides" : " counts") : "成立");
        }
        case rule_state::outranked:
            return line + (is_english ? " holds, but " + called(trace.counted[0]) + " goes before it"
                                      : "成立，但" + called(trace.counted[0]) + "优先");
        case rule_state::clashes: {
            std::string others;
            for (const std::uint32_t each : trace.counted) {
                if (each != rule) { others += (others.empty() ? "" : is_english ? ", " : "、") + called(each); }
            }
            return line + (is_english ? " holds and clashes with " : "成立，与之冲突：") + others;
        }
        case rule_state::barred:
            return line + (is_english ? " would hold, but a value is out of range" : "本应成立，但有数值超出适用范围");
        case rule_state::fails: break;
    }
    line += is_english ? ": " : "：";
    for (std::size_t i = 0; i < account.failed.size(); ++i) {
        const failed_condition& each = account.failed[i];
        const input_clause& input = table.inputs()[each.input];
        if (i != 0) { line += is_english ? "; " : "；"; }
        line +=
            detail::failure_words(input, table.rules()[rule].when[each.input], trace.values[each.input], each.by, in);
    }
    return line;
}

/// All rules, one a line in the order of the table; a line before them when a value is out of range.
/// @pre the trace is of this table
[[nodiscard]] inline std::string to_text(const rule_trace& trace, const compiled_rules& table,
                                         language in = language::en) {
    std::string all;
    if (trace.status == table_status::out_of_range) {
        const input_clause& input = table.inputs()[trace.input];
        all +=
            detail::value_words(input, trace.values[trace.input], in) +
            (in == language::en ? ", outside the values that the table was written for\n" : "，超出本表的适用范围\n");
    }
    for (std::uint32_t rule = 0; rule < trace.rules.size(); ++rule) { all += to_text(trace, rule, table, in) + "\n"; }
    return all;
}

}  // namespace v0
}  // namespace muster
