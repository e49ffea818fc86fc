#pragma once

#include "muster/core/expects.hpp"               // MUSTER_EXPECTS
#include "muster/rules/case_decision.hpp"        // decide
#include "muster/rules/compiled_rules.hpp"       // compiled_rules
#include "muster/rules/detail/coverage_run.hpp"  // has_decided
#include "muster/rules/detail/rule_space.hpp"    // rule_space

#include <algorithm>  // stable_sort
#include <cstddef>    // size_t
#include <cstdint>    // uint64_t
#include <map>        // map
#include <span>       // span
#include <string>     // string
#include <utility>    // move
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// One case that a table decided in earnest, and whether a person decided otherwise. It does not say which person.
struct logged_case {
    std::vector<table_value> values{};  ///< one an input, in the order of the inputs
    bool is_overridden = false;
    std::string overridden_to{};  ///< what the person decided instead, in the words of the log; may be empty
};

/// What a log says about one rule.
enum class rule_life : std::uint8_t {
    alive,
    always_overridden,  ///< it decided, and a person decided otherwise every time
    no_such_case,       ///< it never held: a case for it is possible, but none came
    always_outranked,   ///< it held, but never decided: another rule went before it, or clashed with it, in every case
    masked,             ///< proven: it can never decide, as `finding_kind::masked` has it
    always_clashes,     ///< proven: wherever it holds, it clashes, so that it never decides; unique and any only
    unproven,           ///< never decided; whether it could was not found out within the budget
};

/// How often cases that one rule decided were overridden to the same thing.
struct override_count {
    std::string to{};
    std::uint64_t cases = 0;
};

/// One rule in a log.
struct rule_record {
    rule_life life = rule_life::alive;
    std::uint64_t held = 0;                   ///< cases for which its conditions held
    std::uint64_t decided = 0;                ///< of these, those that it decided
    std::uint64_t clashed = 0;                ///< of these, those that it clashed in
    std::uint64_t overridden = 0;             ///< of those that it decided
    std::vector<override_count> overrides{};  ///< to what, most cases first
    std::vector<table_value> would_decide{};  ///< never decided but could: a case that it would decide
};

struct liveness_options {
    std::uint64_t least_decided = 1;   ///< with fewer decided cases than this a rule is not called always overridden
    std::uint64_t budget = 2'000'000;  ///< steps of work in finding out whether one silent rule can decide
};

/// What became of a table's rules over a log of cases.
struct rule_liveness {
    std::uint64_t cases = 0;
    std::uint64_t decided = 0, overridden = 0;                   ///< overridden: also cases that no rule decided
    std::vector<std::size_t> gaps{}, clashes{}, out_of_range{};  ///< cases by their place in the log, ascending
    std::vector<rule_record> rules{};                            ///< one for each rule, in the order of the table

    /// The rules of one kind, in the order of the table.
    [[nodiscard]] std::vector<std::uint32_t> of(rule_life life) const {
        std::vector<std::uint32_t> made;
        for (std::uint32_t i = 0; i < rules.size(); ++i) {
            if (rules[i].life == life) { made.push_back(i); }
        }
        return made;
    }
};

/// Which rules of a table never decided a case of a log, which were always overridden, and how often each decided.
///
/// A rule that never decided is told apart by proof: masked, or always clashing, when it cannot decide any case, else
/// with a case that it would decide. Decided is meant as in `coverage_of`: under `any` by all rules that hold, in lists by all that count.
/// @pre every case has a value for every input
/// @complexity cases x rules, and for every silent rule a search within the options' budget
[[nodiscard]] inline rule_liveness liveness_of(const compiled_rules& table, std::span<const logged_case> log,
                                               const liveness_options& options = {}) {
    rule_liveness made;
    made.cases = log.size();
    made.rules.resize(table.size());
    std::vector<std::map<std::string, std::uint64_t>> overrides(table.size());
    for (std::size_t at = 0; at < log.size(); ++at) {
        const case_decision found = decide(table, log[at].values);
        if (log[at].is_overridden) { ++made.overridden; }
        switch (found.status) {
            case table_status::decided: ++made.decided; break;
            case table_status::no_rule: made.gaps.push_back(at); continue;
            case table_status::clash: made.clashes.push_back(at); break;
            case table_status::out_of_range: made.out_of_range.push_back(at); continue;
        }
        for (std::uint32_t rule = 0; rule < table.size(); ++rule) {
            bool holds = true;
            for (std::size_t i = 0; i < found.classes.size() && holds; ++i) {
                holds = table.passes(rule, i, static_cast<compiled_rules::class_id>(found.classes[i]));
            }
            if (!holds) { continue; }
            rule_record& mine = made.rules[rule];
            ++mine.held;
            if (found.status == table_status::clash) { ++mine.clashed; }
            if (!detail::has_decided(table, found, rule, holds)) { continue; }
            ++mine.decided;
            if (!log[at].is_overridden) { continue; }
            ++mine.overridden;
            ++overrides[rule][log[at].overridden_to];
        }
    }

    const detail::rule_space space{table};
    const bool clashes = table.policy() == hit_policy::unique || table.policy() == hit_policy::any;
    for (std::uint32_t rule = 0; rule < table.size(); ++rule) {
        rule_record& mine = made.rules[rule];
        for (const auto& [to, cases] : overrides[rule]) { mine.overrides.push_back({to, cases}); }
        std::stable_sort(mine.overrides.begin(), mine.overrides.end(),
                         [](const override_count& a, const override_count& b) { return a.cases > b.cases; });
        if (mine.decided > 0) {
            const bool is_dead = mine.overridden == mine.decided && mine.decided >= options.least_decided;
            if (is_dead) { mine.life = rule_life::always_overridden; }
            continue;
        }
        detail::class_box box;
        switch (space.find_decided(rule, options.budget, box)) {
            case detail::rule_space::answer::none:
                mine.life = clashes && space.holds_somewhere(rule) ? rule_life::always_clashes : rule_life::masked;
                break;
            case detail::rule_space::answer::budget: mine.life = rule_life::unproven; break;
            case detail::rule_space::answer::found:
                mine.life = mine.held > 0 ? rule_life::always_outranked : rule_life::no_such_case;
                mine.would_decide = space.witness(box);
                break;
        }
    }
    return made;
}

}  // namespace v0
}  // namespace muster
