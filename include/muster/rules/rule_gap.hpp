#pragma once

#include "muster/core/expects.hpp"                // MUSTER_EXPECTS
#include "muster/core/label.hpp"                  // language
#include "muster/model/gap_kind.hpp"              // gap_kind
#include "muster/rules/case_decision.hpp"         // table_status
#include "muster/rules/compiled_rules.hpp"        // compiled_rules
#include "muster/rules/detail/entry_text.hpp"     // entry_text
#include "muster/rules/detail/hit_set.hpp"        // hit_set, status_of, list_outcomes
#include "muster/rules/detail/trace_words.hpp"    // quoted, plain_words
#include "muster/rules/detail/value_options.hpp"  // visit_around

#include <cmath>    // abs
#include <cstddef>  // size_t
#include <cstdint>  // uint32_t
#include <span>     // span
#include <string>   // string
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// Whether a table leaves a case to people, and what makes it so.
struct rule_gap {
    gap_kind kind = gap_kind::none;
    std::uint32_t input = 0;  ///< out_of_range, thin_margin: which input
    double distance = 0;      ///< thin_margin: from the value to where the decision changes, in the column's numbers
    double limit = 0;         ///< thin_margin: where that is
    std::uint32_t rule = 0;   ///< thin_margin: that decides; clash: one of those that hold
    table_status beyond = table_status::decided;  ///< thin_margin: what the table says on the other side
    std::uint32_t other = 0;  ///< thin_margin: the rule that decides there, if one does; clash: another that holds

    /// Whether the decision is for an expert to look at.
    [[nodiscard]] explicit operator bool() const noexcept { return kind != gap_kind::none; }
    friend bool operator==(const rule_gap&, const rule_gap&) = default;
};

/// Memory that `check_gap` uses again: none is allocated once it is warm. One per thread, as in a `workspace`.
struct gap_scratch {
    std::vector<input_partition::class_id> classes{};
    detail::hit_set hits{}, moved{}, others{};
    std::vector<std::uint32_t> outcomes{}, moved_outcomes{};
};

namespace detail {

class gap_finder {
public:
    gap_finder(const compiled_rules& table, std::span<const table_value> values, gap_scratch& scratch)
        : table_{table}, values_{values}, scratch_{scratch} {}

    [[nodiscard]] rule_gap find() {
        scratch_.classes.clear();
        for (std::size_t i = 0; i < values_.size(); ++i) {
            scratch_.classes.push_back(table_.partition(i).class_of(values_[i]));
            if (scratch_.classes[i] == input_partition::outside_class()) {
                return at_input(gap_kind::out_of_range, i);
            }
        }
        scratch_.hits.resize(table_.words());
        intersect(table_, [this](std::size_t i) { return scratch_.classes[i]; }, scratch_.hits.data());
        const table_status status = status_of(table_, scratch_.hits.data());
        if (status == table_status::no_rule) { return at_input(gap_kind::no_rule, 0); }
        if (status == table_status::clash) { return clash(); }
        list_outcomes(table_, scratch_.hits.data(), scratch_.outcomes);
        rule_gap nearest;
        for (std::size_t i = 0; i < values_.size(); ++i) { look_around(i, nearest); }
        return nearest;
    }

private:
    [[nodiscard]] static rule_gap at_input(gap_kind kind, std::size_t input) noexcept {
        rule_gap made;
        made.kind = kind;
        made.input = static_cast<std::uint32_t>(input);
        return made;
    }
    [[nodiscard]] static std::uint32_t first_of(const compiled_rules& table, const hit_set& hits) {
        std::uint32_t first = 0;
        visit_hits(table, hits.data(), [&first](std::uint32_t rule) {
            first = rule;
            return false;
        });
        return first;
    }

    // The first that holds, and the first that it cannot stand beside.
    [[nodiscard]] rule_gap clash() const {
        rule_gap made;
        made.kind = gap_kind::clash;
        made.rule = first_of(table_, scratch_.hits);
        visit_hits(table_, scratch_.hits.data(), [&](std::uint32_t rule) {
            const bool agree = table_.rules()[rule].outcome == table_.rules()[made.rule].outcome;
            if (rule == made.rule || (table_.policy() == hit_policy::any && agree)) { return true; }
            made.other = rule;
            return false;
        });
        return made;
    }

    void look_around(std::size_t input, rule_gap& nearest) {
        const input_clause& clause = table_.inputs()[input];
        const bool has_margin = clause.thin_margin > 0 && !is_category(clause.kind);
        if (!has_margin || scratch_.classes[input] == input_partition::unknown_class()) { return; }
        // What the other inputs leave: one look-up a stretch then says what holds there.
        scratch_.others.assign(table_.words(), ~compiled_rules::word{0});
        for (std::size_t i = 0; i < values_.size(); ++i) {
            if (i == input) { continue; }
            const compiled_rules::word* passing = table_.passing(i, scratch_.classes[i]);
            for (std::size_t word = 0; word < table_.words(); ++word) { scratch_.others[word] &= passing[word]; }
        }
        const auto visit = [&](double value, double limit, bool, double from) {
            // Between numbers there is always a nearer one: what counts is the limit. Whole numbers are counted out.
            const double place = is_whole(clause.kind) ? value : limit;
            const double away = std::abs(place - from);
            if (!(away < clause.thin_margin)) { return; }
            const bool is_lower = nearest.input == input && place < nearest.limit;  // of equally near ones
            if (nearest && !(away < nearest.distance) && !(away == nearest.distance && is_lower)) { return; }
            const input_partition::class_id which = table_.partition(input).class_of(value);
            if (which == scratch_.classes[input] || which <= input_partition::outside_class()) { return; }
            const compiled_rules::word* passing = table_.passing(input, which);
            scratch_.moved.resize(table_.words());
            for (std::size_t word = 0; word < table_.words(); ++word) {
                scratch_.moved[word] = scratch_.others[word] & passing[word];
            }
            const table_status status = status_of(table_, scratch_.moved.data());
            list_outcomes(table_, scratch_.moved.data(), scratch_.moved_outcomes);
            if (status == table_status::decided && scratch_.moved_outcomes == scratch_.outcomes) { return; }
            nearest = at_input(gap_kind::thin_margin, input);
            nearest.distance = away;
            nearest.limit = place;
            nearest.rule = first_of(table_, scratch_.hits);
            nearest.beyond = status;
            nearest.other = status == table_status::no_rule ? 0 : first_of(table_, scratch_.moved);
        };
        visit_around(table_.partition(input), clause.kind, values_[input].number, visit);
    }

    const compiled_rules& table_;
    std::span<const table_value> values_;
    gap_scratch& scratch_;
};

}  // namespace detail

/// Whether the table decides a case, and with a margin where its columns ask for one.
///
/// Out of range, no rule and clash are as `decide` says. A decided case has a thin margin when one value alone, moved
/// by less than its column's `thin_margin`, makes the table say something else (another outcome, for collecting
/// policies another list; or nothing). Of several, the nearest; of equally near ones, the first input, then the lower limit.
/// Numbers that are not whole change at the limit itself: a value exactly on it has distance 0. Values that are not
/// allowed lie on no side. Times of day go round midnight: 23:59 is a minute from 00:00.
/// @pre one value an input (MUSTER_EXPECTS)
/// @complexity that of `decide`, and for each column with a margin its limits. No allocation once `scratch` is warm,
///             never throws then. Deterministic: yes
[[nodiscard]] inline rule_gap check_gap(const compiled_rules& table, std::span<const table_value> values,
                                        gap_scratch& scratch) {
    MUSTER_EXPECTS(values.size() == table.inputs().size(), "check_gap: one value an input");
    return detail::gap_finder{table, values, scratch}.find();
}
[[nodiscard]] inline rule_gap check_gap(const compiled_rules& table, std::span<const table_value> values) {
    gap_scratch scratch;
    return check_gap(table, values, scratch);
}

/// A gap for people, one line without its end, in English or Chinese.
/// @param values those that were checked
[[nodiscard]] inline std::string to_text(const rule_gap& gap, const compiled_rules& table,
                                         std::span<const table_value> values, language in = language::en) {
    const bool en = in == language::en;
    const input_clause& clause = table.inputs()[gap.input];
    const auto rule = [&](std::uint32_t which) { return detail::quoted(table.rules()[which].name, in); };
    const std::string which = detail::quoted(clause.name.in(in), in);
    switch (gap.kind) {
        case gap_kind::none:
        case gap_kind::no_rule: break;
        case gap_kind::out_of_range:
            return which + (en ? " is " : "为 ") + detail::plain_words(values[gap.input], in) +
                   (en ? "; the table was written for " : "，规则表适用范围为 ") +
                   detail::entry_text(clause.allowed, clause.kind, in);
        case gap_kind::clash:
            return en ? "rules " + rule(gap.rule) + " and " + rule(gap.other) + " both hold and contradict each other"
                      : "规则" + rule(gap.rule) + "与" + rule(gap.other) + "同时适用且相互矛盾";
        case gap_kind::thin_margin: {
            const std::string value = to_string(values[gap.input], in);
            const std::string limit = number_text(gap.limit, clause.kind);
            const std::string there = gap.beyond == table_status::no_rule ? (en ? "no rule holds" : "没有规则适用")
                                      : gap.beyond == table_status::clash ? (en ? "rules clash" : "规则相互冲突")
                                      : en ? "rule " + rule(gap.other) + " decides"
                                           : "由规则" + rule(gap.other) + "决定";
            return en ? which + " is " + value + ", close to " + limit + ", where " + there + " instead of " +
                            rule(gap.rule)
                      : which + "为 " + value + "，接近界限 " + limit + "，越过则" + there + "，而非" + rule(gap.rule);
        }
    }
    return std::string{to_text(gap.kind, in)};
}

}  // namespace v0
}  // namespace muster
