#pragma once

#include "muster/core/error.hpp"                  // error
#include "muster/core/expects.hpp"                // MUSTER_EXPECTS
#include "muster/core/label.hpp"                  // language
#include "muster/core/units.hpp"                  // instant
#include "muster/rules/compiled_rules.hpp"        // compiled_rules
#include "muster/rules/detail/entry_text.hpp"     // entry_text
#include "muster/rules/detail/value_options.hpp"  // value_beside

#include <algorithm>  // find, lower_bound, upper_bound
#include <cstddef>    // size_t
#include <cstdint>    // uint8_t, uint32_t
#include <limits>     // infinity
#include <optional>   // optional
#include <span>       // span
#include <string>     // string
#include <utility>    // move
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// How far a draft rule reaches beyond the case that it was drafted from, in each input that matters.
enum class draft_reach : std::uint8_t {
    values,   ///< that very value
    classes,  ///< numbers: the stretch around it that the table does not tell apart; text: that very text
};

/// What an expert said of a case that the rules leave open.
struct expert_answer {
    std::string rule{};                   ///< what the rule is to be called
    std::uint32_t outcome = 0;            ///< of the table's outcomes
    std::optional<std::uint32_t> rank{};  ///< for an outcome that no rule gives yet, where the policy ranks them
    std::vector<std::string> matters{};   ///< names of the inputs that it depends on; empty: all
    draft_reach reach = draft_reach::classes;
    std::string before{};                 ///< policy first: the rule that it goes before; empty: after all
    std::string author{};                 ///< who said it
    std::string scope{};                  ///< where and for what it was meant, in the author's words
    std::string reason{};                 ///< why
    instant written{};
    instant expires{};                    ///< from then on it says nothing any more
};

/// A rule that an expert's answer suggests. It decides nothing before it is replayed and accepted: `rule_draft_book`.
struct draft_rule {
    table_rule rule{};
    std::vector<table_value> drafted_from{};  ///< the case, one value an input
    std::string before{};
    std::string author{}, scope{}, reason{};
    instant written{}, expires{};

    [[nodiscard]] bool is_expired(instant now) const noexcept { return now >= expires; }
};

namespace detail {

/// The stretch of numbers around a value, up to the first on either side that the table tells apart from it.
[[nodiscard]] inline number_range stretch_around(const input_partition& cut, value_kind kind, double value) {
    const std::vector<double>& limits = cut.limits();
    const input_partition::class_id own = cut.class_of(value);
    constexpr double infinity = std::numeric_limits<double>::infinity();
    number_range made{value, value, true, true};
    const auto grow = [&](bool is_up, double& end, bool& is_included) {
        const auto past = is_up ? std::upper_bound(limits.begin(), limits.end(), value)
                                : std::lower_bound(limits.begin(), limits.end(), value);
        std::size_t at = static_cast<std::size_t>(past - limits.begin());  // up: the next limit; down: one past it
        for (;;) {
            const bool has_limit = is_up ? at < limits.size() : at > 0;
            const double limit = has_limit ? limits[is_up ? at : at - 1] : is_up ? infinity : -infinity;
            const double beside = value_beside(end, is_up, kind);
            const bool is_between = is_up ? beside < limit : beside > limit;
            if (is_between && cut.class_of(beside) != own) { return; }
            end = limit;
            is_included = false;
            if (!has_limit || cut.class_of(limit) != own) { return; }
            is_included = true;
            is_up ? ++at : --at;
        }
    };
    grow(false, made.low, made.includes_low);
    grow(true, made.high, made.includes_high);
    return made;
}

[[nodiscard]] inline input_entry entry_around(const compiled_rules& table, std::size_t input, const table_value& value,
                                              draft_reach reach) {
    const bool is_single_value = reach == draft_reach::values || !value.is_known || value.kind == value_kind::string;
    if (is_single_value) { return is(value); }
    return range_entry(stretch_around(table.partition(input), value.kind, value.number));
}

}  // namespace detail

/// A rule for the cases that are like one that the rules leave open, as far as the expert's answer reaches.
/// @pre one value an input (MUSTER_EXPECTS)
/// @throws error empty (no name, author or reason), contradiction (expires before it is written; `before` where order
///         does not count), unknown_name (`matters`, `before`), duplicate (a rule of that name), missing (no rank for a
///         new outcome), out_of_range (a value that the table does not allow, or unknown where
///         that is ruled out: widen the column first)
[[nodiscard]] inline draft_rule draft_from(const compiled_rules& table, std::span<const table_value> values,
                                           expert_answer said) {
    MUSTER_EXPECTS(values.size() == table.inputs().size(), "draft_from: one value an input");
    const std::string who = "table `" + table.name() + "`, draft rule `" + said.rule + "`";
    const auto demand = [&who](const std::string& words, const char* what) {
        if (words.empty()) { throw error{errc::empty, who + " has no " + what}; }
    };
    demand(said.rule, "name");
    demand(said.author, "author");
    demand(said.reason, "reason");
    if (said.expires <= said.written) { throw error{errc::contradiction, who + " expires before it is written"}; }
    if (!said.before.empty() && table.policy() != hit_policy::first) {
        throw error{errc::contradiction, who + " is to go before `" + said.before +
                                             "`, but the order of rules counts under the hit policy first only; this "
                                             "table's is " + std::string{to_string(table.policy())}};
    }
    std::optional<std::uint32_t> rank = said.rank;
    bool is_found = said.before.empty();
    for (const table_rule& each : table.rules()) {
        if (each.name == said.rule) { throw error{errc::duplicate, who + ": there is a rule of that name"}; }
        is_found = is_found || each.name == said.before;
        if (each.outcome == said.outcome) { rank = each.rank; }
    }
    if (!is_found) {
        throw error{errc::unknown_name, who + " is to go before `" + said.before + "`; there is no such rule"};
    }
    if (is_ranked(table.policy()) && !rank) {
        throw error{errc::missing, who + ": no rule gives its outcome yet, so it needs a rank"};
    }
    for (const std::string& each : said.matters) {
        bool is_known = false;
        for (const input_clause& input : table.inputs()) { is_known = is_known || input.name.en == each; }
        if (!is_known) { throw error{errc::unknown_name, who + " depends on `" + each + "`; no input is called so"}; }
    }
    draft_rule made;
    made.rule.name = std::move(said.rule);
    made.rule.outcome = said.outcome;
    made.rule.rank = rank.value_or(0);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::string& column = table.inputs()[i].name.en;
        if (table.partition(i).class_of(values[i]) == input_partition::outside_class()) {
            const std::string allowed = detail::entry_text(table.inputs()[i].allowed, values[i].kind, language::en);
            throw error{errc::out_of_range, who + ", column `" + column + "`: " + to_string(values[i]) +
                                                " is not allowed (" + allowed +
                                                "); no rule can decide it before the column is widened"};
        }
        if (!values[i].is_known && !table.inputs()[i].may_be_unknown) {
            throw error{errc::out_of_range, who + ", column `" + column + "`: the value is unknown, but the column is "
                                                "declared never to be; change that before a rule is written for it"};
        }
        const bool matters = said.matters.empty() ||
                             std::find(said.matters.begin(), said.matters.end(), column) != said.matters.end();
        made.rule.when.push_back(matters ? detail::entry_around(table, i, values[i], said.reach) : any_value);
    }
    made.drafted_from.assign(values.begin(), values.end());
    made.before = std::move(said.before);
    made.author = std::move(said.author);
    made.scope = std::move(said.scope);
    made.reason = std::move(said.reason);
    made.written = said.written;
    made.expires = said.expires;
    return made;
}

/// What a draft asks, one line: `if dead [3..30), type "drone"`, by whom and why.
[[nodiscard]] inline std::string to_text(const draft_rule& draft, const compiled_rules& table,
                                         language in = language::en) {
    const bool en = in == language::en;
    std::string asked;
    for (std::size_t i = 0; i < draft.rule.when.size(); ++i) {
        if (draft.rule.when[i].is_any) { continue; }
        asked += (asked.empty() ? "" : en ? ", " : "，") + std::string{table.inputs()[i].name.in(in)} + " " +
                 detail::entry_text(draft.rule.when[i], table.inputs()[i].kind, in);
    }
    if (asked.empty()) { asked = en ? "always" : "始终"; }
    return en ? "draft rule `" + draft.rule.name + "` of " + draft.author + ": if " + asked + " (" + draft.reason + ")"
              : "规则草案“" + draft.rule.name + "”（" + draft.author + "）：当 " + asked + "（" + draft.reason + "）";
}

}  // namespace v0
}  // namespace muster
