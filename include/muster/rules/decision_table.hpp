#pragma once

#include "muster/core/digest.hpp"                 // digest
#include "muster/core/error.hpp"                  // error
#include "muster/core/expects.hpp"                // MUSTER_EXPECTS
#include "muster/rules/decision_rule.hpp"         // decision_rule, table_decision
#include "muster/rules/detail/outcome_terms.hpp"  // outcome_sums, digest_outcome
#include "muster/rules/detail/rule_matcher.hpp"   // rule_matcher
#include "muster/rules/rule_trace.hpp"            // rule_trace, explain
#include "muster/rules/table_digest.hpp"          // write_digest
#include "muster/rules/table_input.hpp"           // table_input, input
#include "muster/rules/table_options.hpp"         // table_options
#include "muster/rules/table_proof.hpp"           // prove, table_proof

#include <array>        // array
#include <bit>          // countr_zero
#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <optional>     // optional
#include <string>       // string
#include <type_traits>  // is_same_v
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// A decision table over a caller's own type: its columns read the type, its outcomes are any type of the caller's.
///
///     const decision_table<call, level> grading{"grading", {input<call>("dead", &call::dead), input<call>("hour", hour_of)},
///         {{"many dead",   {at_least(30),      any_value}, level::I},
///          {"some dead",   {from_until(3, 30), any_value}, level::II}}};
///     if (const auto found = grading.decide(call)) { use(*found, found.rule); }
///
/// Hit policies are DMN's, `unique` unless said otherwise. Built once, checked and proven (`table_options`): a table whose
/// rules clash, or hide one another, is refused with one concrete case; gaps are allowed and listed by `proof()`.
/// A decision reads each column once and intersects sets of bits, 64 rules at a time, whatever holds: it allocates nothing
/// and throws nothing of its own; what a caller's projection throws passes through. Const objects may be used from many
/// threads at once. The answers are those of `muster::decide` on the same values.
///
/// @tparam Same  tells outcomes apart; `each_rule_differs` for outcomes that cannot be compared
/// @throws error of `compiled_rules`; contradiction (clash, overlap under unique, masked rule); missing (an outcome that is
///         not among the priorities; with `require_complete` a gap); duplicate (two equal priorities); out_of_range (the
///         proof's budget ended the search for clashes, with `require_complete` any search; an outcome that is no finite
///         number where the hit policy sums or compares)
/// @complexity deciding: O(inputs + inputs x rules / 64). Deterministic: yes
/// @source OMG DMN 1.5, 8.2.8
template <class T, class Outcome, class Same = same_by_value>
class decision_table {
    static_assert(
        !std::is_same_v<Same, same_by_value> || requires(const Outcome& a) { static_cast<bool>(a == a); },
        "decision_table: outcomes are compared to tell clashes; give the outcome an operator==, or name "
        "each_rule_differs as the third template argument");

public:
    decision_table(std::string title, std::vector<table_input<T>> inputs, std::vector<decision_rule<Outcome>> rules,
                   hit_policy policy = hit_policy::unique, table_options<Outcome> options = {})
        : inputs_{std::move(inputs)},
          logic_{compile(std::move(title), inputs_, rules, policy, options.priorities)},
          matcher_{logic_, inputs_} {
        if constexpr (detail::is_amount<Outcome>) { prepare_sums(rules); }
        for (decision_rule<Outcome>& each : rules) { outcomes_.push_back({std::move(each.then)}); }
        if (options.is_proven || options.require_complete) { prove_or_refuse(options); }
    }

    /// Inputs, rules and hit policy without the types: what proof, comparison and coverage read.
    [[nodiscard]] const compiled_rules& logic() const noexcept { return logic_; }
    /// How each column reads the type, in order.
    [[nodiscard]] const std::vector<table_input<T>>& inputs() const noexcept { return inputs_; }
    /// What was proven when the table was built; nothing when that was not asked for.
    [[nodiscard]] const table_proof& proof() const noexcept { return proof_; }
    /// @pre a rule of this table
    [[nodiscard]] const Outcome& outcome(rule_id rule) const {
        MUSTER_EXPECTS(rule.index < outcomes_.size(), "decision_table::outcome: no rule of this table");
        return outcomes_[rule.index].then;
    }

    /// What the table says to an object: for policies with one answer (unique, any, priority, first).
    /// @pre such a policy (MUSTER_EXPECTS); of another the first rule that `matching` lists
    [[nodiscard]] table_decision<Outcome> decide(const T& object) const {
        MUSTER_EXPECTS(is_single(logic_.policy()),
                       "decision_table::decide: this hit policy lists or collects; ask matching, collect or count");
        table_decision<Outcome> found;
        matcher_.search(object,
                        [&](std::size_t first_place, const auto& hits) { return weigh(first_place, hits, found); });
        if (found.status == table_status::decided) {
            found.outcome = &outcomes_[found.rule.index].then;
        } else if (found.status == table_status::no_rule) {
            look_outside(object, found);
        }
        return found;
    }

    /// All rules that hold, in the order of the hit policy. `out` is cleared first; nothing is allocated when it is warm.
    /// @return decided, no_rule, out_of_range (none listed), or clash where the policy allows one rule or one answer
    table_status matching(const T& object, std::vector<rule_id>& out) const {
        out.clear();
        bool agree = true;
        for_each_hit(object, [&](rule_id rule) {
            out.push_back(rule);
            agree = agree && logic_.rules()[rule.index].outcome == logic_.rules()[out[0].index].outcome;
        });
        if (out.empty()) {
            return matcher_.find_outside(object) < inputs_.size() ? table_status::out_of_range : table_status::no_rule;
        }
        const bool is_clash =
            (logic_.policy() == hit_policy::unique && out.size() > 1) || (logic_.policy() == hit_policy::any && !agree);
        return is_clash ? table_status::clash : table_status::decided;
    }

    /// How many rules hold; none when a value is out of range.
    [[nodiscard]] std::size_t count(const T& object) const {
        std::size_t found = 0;
        for_each_hit(object, [&found](rule_id) { ++found; });
        return found;
    }

    /// Sum, least or greatest of the outcomes of the rules that hold; nothing when none does or a value is out of range.
    ///
    /// Floating point is summed as decimals (`detail::decimal_sums`), whole numbers stop at the limit of their type.
    /// @pre the policy is collect sum, min or max (MUSTER_EXPECTS)
    [[nodiscard]] std::optional<Outcome> collect(const T& object) const {
        static_assert(detail::is_amount<Outcome>,
                      "decision_table::collect: the outcome must be a number to be summed or compared");
        if constexpr (detail::is_amount<Outcome>) {
            const hit_policy how = logic_.policy();
            MUSTER_EXPECTS(
                how == hit_policy::collect_sum || how == hit_policy::collect_min || how == hit_policy::collect_max,
                "decision_table::collect: the hit policy must be collect sum, collect min or collect max");
            typename detail::outcome_sums<Outcome>::running sum{sums_};
            std::optional<Outcome> best;
            for_each_hit(object, [&](rule_id rule) {
                const Outcome mine = outcomes_[rule.index].then;
                sum.add(rule.index, mine);
                if (!best || (how == hit_policy::collect_min ? mine < *best : *best < mine)) { best = mine; }
            });
            return best && how == hit_policy::collect_sum ? sum.value() : best;
        } else {
            return std::nullopt;
        }
    }

    /// The object as the table sees it: one value an input.
    [[nodiscard]] std::vector<table_value> values_of(const T& object) const {
        std::vector<table_value> values;
        for (const table_input<T>& each : inputs_) { values.push_back(each.read(object)); }
        return values;
    }

    /// Why every rule does or does not count for an object, and by how much: `to_text(table.explain(object), table.logic())`.
    [[nodiscard]] rule_trace explain(const T& object) const { return muster::explain(logic_, values_of(object)); }

    /// Name, inputs, rules and hit policy; of outcomes what `detail::digest_outcome` can tell apart, otherwise which rules have
    /// the same one. How a column reads the type is beyond a digest, save by the column's name.
    void write_digest(digest& into) const {
        into.words(logic_.name()).number(static_cast<std::int64_t>(logic_.policy()));
        into.number(static_cast<std::int64_t>(inputs_.size())).number(static_cast<std::int64_t>(logic_.size()));
        for (const input_clause& each : logic_.inputs()) {
            into.words(each.name.en).words(each.name.zh).number(static_cast<std::int64_t>(each.kind));
            into.number(each.may_be_unknown ? 1 : 0).real(each.thin_margin);
            muster::write_digest(each.allowed, into);
        }
        for (std::uint32_t i = 0; i < logic_.size(); ++i) {
            const table_rule& each = logic_.rules()[i];
            into.words(each.name).number(each.outcome).number(each.rank);
            for (const input_entry& entry : each.when) { muster::write_digest(entry, into); }
            detail::digest_outcome(outcomes_[i].then, into);
        }
    }

private:
    struct kept {  // a vector of bool has no elements to point to
        Outcome then;
    };

    [[nodiscard]] static compiled_rules compile(std::string title, const std::vector<table_input<T>>& inputs,
                                                const std::vector<decision_rule<Outcome>>& rules, hit_policy policy,
                                                const std::vector<Outcome>& priorities) {
        const Same same{};
        for (std::size_t i = 0; i < priorities.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                if (!same(priorities[i], priorities[j])) { continue; }
                throw error{errc::duplicate, "table `" + title + "`: priorities " + std::to_string(j + 1) + " and " +
                                                 std::to_string(i + 1) + " are equal"};
            }
        }
        std::vector<input_clause> clauses;
        for (const table_input<T>& each : inputs) { clauses.push_back(each.clause()); }
        std::vector<table_rule> made;
        std::vector<const decision_rule<Outcome>*> different;
        for (const decision_rule<Outcome>& each : rules) {
            table_rule& rule = made.emplace_back(table_rule{each.name, each.when, 0, 0});
            while (rule.outcome < different.size() && !same(different[rule.outcome]->then, each.then)) {
                ++rule.outcome;
            }
            if (rule.outcome == different.size()) { different.push_back(&each); }
            if (!is_ranked(policy)) { continue; }
            while (rule.rank < priorities.size() && !same(priorities[rule.rank], each.then)) { ++rule.rank; }
            if (rule.rank == priorities.size()) {
                throw error{errc::missing, "table `" + title + "`, rule `" + each.name +
                                               "`: its outcome is not among the " + std::to_string(priorities.size()) +
                                               " priorities, which the hit policy " + std::string{to_string(policy)} +
                                               " needs"};
            }
        }
        return {std::move(title), policy, std::move(clauses), std::move(made)};
    }

    void prepare_sums(const std::vector<decision_rule<Outcome>>& rules) {
        const hit_policy how = logic_.policy();
        if (how != hit_policy::collect_sum && how != hit_policy::collect_min && how != hit_policy::collect_max) {
            return;
        }
        std::vector<double> numbers;
        for (const decision_rule<Outcome>& each : rules) {
            numbers.push_back(static_cast<double>(each.then));
            if (numbers.back() - numbers.back() == 0) { continue; }  // neither infinite nor NaN
            throw error{errc::out_of_range, "table `" + logic_.name() + "`, rule `" + each.name +
                                                "`: its outcome is not a finite number, which the hit policy " +
                                                std::string{to_string(how)} + " needs"};
        }
        sums_ = detail::outcome_sums<Outcome>{numbers};
    }

    void prove_or_refuse(const table_options<Outcome>& options) {
        proof_ = prove(logic_, options.proof);
        for (const table_finding& each : proof_.findings) {
            const bool is_gap = each.kind == finding_kind::gap;
            if (each.kind == finding_kind::redundant || (is_gap && !options.require_complete)) { continue; }
            throw error{is_gap ? errc::missing : errc::contradiction,
                        "table `" + logic_.name() + "`: " + to_text(each, logic_)};
        }
        if (options.require_complete) { require_proven(logic_, proof_); }
        if (proof_.is_free_of_clashes()) { return; }
        throw error{errc::out_of_range, "table `" + logic_.name() + "`: " + detail::cost_text(proof_, language::en)};
    }

    void look_outside(const T& object, table_decision<Outcome>& found) const {
        const std::uint32_t which = matcher_.find_outside(object);
        if (which == inputs_.size()) { return; }
        found.status = table_status::out_of_range;
        found.input = which;
    }

    /// Takes in the next block of rules that hold. @return whether later blocks matter
    template <std::size_t Words>
    [[nodiscard]] bool weigh(std::size_t first_place, const std::array<compiled_rules::word, Words>& hits,
                             table_decision<Outcome>& found) const {
        unsigned filled = 0;  // bit w: word w has a rule; found without a branch a word
        for (std::size_t w = 0; w < Words; ++w) { filled |= static_cast<unsigned>(hits[w] != 0) << w; }
        if (filled == 0) { return true; }
        const auto at = static_cast<std::size_t>(std::countr_zero(filled));
        const std::size_t place = first_place + at * 64 + static_cast<std::size_t>(std::countr_zero(hits[at]));
        const bool is_first = !found.rule;
        if (is_first) {
            found.status = table_status::decided;
            found.rule = rule_id{logic_.rule_at(place)};
        }
        bool is_clash = false;
        if (logic_.policy() == hit_policy::unique) {
            is_clash = !is_first || (filled & (filled - 1)) != 0 || (hits[at] & (hits[at] - 1)) != 0;
        } else if (logic_.policy() == hit_policy::any) {
            visit_places(first_place, hits, [&](std::size_t other) {
                is_clash = is_clash ||
                           logic_.rules()[logic_.rule_at(other)].outcome != logic_.rules()[found.rule.index].outcome;
            });
        } else {
            return false;
        }
        if (is_clash) { found.status = table_status::clash; }
        return !is_clash;
    }

    template <std::size_t Words, class Visit>
    static void visit_places(std::size_t first_place, const std::array<compiled_rules::word, Words>& hits,
                             Visit visit) {
        for (std::size_t w = 0; w < Words; ++w) {
            for (compiled_rules::word rest = hits[w]; rest != 0; rest &= rest - 1) {
                visit(first_place + w * 64 + static_cast<std::size_t>(std::countr_zero(rest)));
            }
        }
    }

    /// Calls `visit(rule)` for every rule that holds, in order.
    template <class Visit>
    void for_each_hit(const T& object, Visit visit) const {
        matcher_.search(object, [&](std::size_t first_place, const auto& hits) {
            visit_places(first_place, hits, [&](std::size_t place) { visit(rule_id{logic_.rule_at(place)}); });
            return true;
        });
    }

    std::vector<table_input<T>> inputs_;
    compiled_rules logic_;
    detail::rule_matcher<T> matcher_;
    std::vector<kept> outcomes_;
    detail::outcome_sums<Outcome> sums_;
    table_proof proof_;
};

}  // namespace v0
}  // namespace muster
