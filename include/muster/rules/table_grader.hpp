#pragma once

#include "muster/core/digest.hpp"                  // digest
#include "muster/core/error.hpp"                   // error
#include "muster/core/name_book.hpp"               // name_book
#include "muster/model/outcomes.hpp"               // grading
#include "muster/model/stage_context.hpp"          // grade_context
#include "muster/rules/compiled_rules.hpp"         // compiled_rules
#include "muster/rules/decision_table.hpp"         // decision_table
#include "muster/rules/detail/class_finder.hpp"    // class_finder
#include "muster/rules/detail/grading_reason.hpp"  // grading_reason
#include "muster/rules/detail/open_case.hpp"       // open_case
#include "muster/rules/grading_verdict.hpp"        // grading_verdict
#include "muster/rules/rule_gap.hpp"               // check_gap

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t
#include <string>   // string
#include <utility>  // move
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// A decision table that gives response levels, as the grade stage of a policy: `stage::grade = table_grader{...}`.
///
/// A gap, a clash or a value out of range never leaves an incident without a level: a stated safe level is taken, and
/// the first reason says which it was (`grading_verdict::no_rule`, `rules_clash`, `not_in_range`). `grading::gap` says so
/// too, and names a thin margin where the table's inputs have one: it makes `consult` ask the experts for rule gaps. While facts are unknown the outcome is an interval: every level that the table could give once they are
/// known and within what it was written for, the safe level where a gap or a clash could come up then; `settled_by` is
/// the input that could change the level most.
///
/// `decided` is what to go by now: what the table says to the unknown values as they are, and so the safe level where no
/// rule takes them, although every rule that may hold later is milder. As `grading` promises, the interval takes it in;
/// the reason of `settled_by` then says how far the table itself could go. The interval may be wider than the table
/// allows (never narrower) where the policy is first or priority and several rules together mask one, and where the
/// table has a gap or a clash elsewhere.
///
/// `grading::criterion` and the reasons number the rules as the table does, and behind them its inputs.
/// Const objects may be used from many threads.
/// @throws error contradiction (a policy that lists or collects), out_of_range (the safe level or a rule's is not of
/// the scale)
/// @complexity that of the table; while a fact is unknown O(rules x inputs) more. No allocation when warm, save where
/// an input may be unknown and the table has no `inputs()` to read classes from: then one row of values.
/// Deterministic: yes
template <class T, class Table = decision_table<T, response_level>>
class table_grader {
public:
    /// @param safe  the level when the table gives none: too high costs less than too low
    table_grader(Table table, response_scale scale, response_level safe)
        : table_{std::move(table)}, scale_{std::move(scale)}, safe_{safe} {
        const compiled_rules& logic = table_.logic();
        if (!is_single(logic.policy())) {
            throw error{errc::contradiction, who() + ": the hit policy `" + std::string{to_string(logic.policy())} +
                                                 "` gives no single level"};
        }
        check_level(safe_, "the safe level");
        std::vector<std::uint8_t> ranks;
        for (std::uint32_t rule = 0; rule < logic.size(); ++rule) {
            const response_level gives = table_.outcome({rule});
            check_level(gives, "rule `" + logic.rules()[rule].name + "`");
            ranks.push_back(gives.rank);
        }
        open_ = detail::open_case{logic, std::move(ranks), safe_.rank};
        for (const input_clause& each : logic.inputs()) { has_margins_ = has_margins_ || each.thin_margin > 0; }
        if (!open_.may_be_open()) { return; }
        for (std::size_t i = 0; i < logic.inputs().size(); ++i) { finders_.emplace_back(logic, i); }
    }

    [[nodiscard]] const Table& table() const noexcept { return table_; }
    [[nodiscard]] const response_scale& scale() const noexcept { return scale_; }
    [[nodiscard]] response_level safe() const noexcept { return safe_; }

    void operator()(const T& object, const grade_context& context, grading& out) const {
        out.reasons.clear();
        out.criterion = out.settled_by = criterion_id::none();
        const auto found = table_.decide(object);
        out.decided = out.lowest = out.highest = found ? *found : safe_;
        if (found) { out.criterion = {found.rule.index}; }
        out.gap = gap_of(object, found.status, context.scratch.get<scratch>());
        if (context.recording == record::all) { out.reasons.push_back(verdict_of(found)); }
        if (found.status == table_status::out_of_range || !open_.may_be_open()) { return; }

        auto& classes = context.scratch.get<scratch>().classes;
        read_classes(object, classes);
        const detail::open_case::bounds now = open_.look(table_.logic(), classes);
        if (!now.is_open) { return; }
        out.lowest = less_serious(out.decided, response_level{now.lowest});
        out.highest = more_serious(out.decided, response_level{now.highest});
        if (out.lowest == out.highest) { return; }
        out.settled_by = {static_cast<std::uint32_t>(table_.logic().size()) + now.settled_by};
        if (context.recording == record::all) {
            out.reasons.push_back(
                detail::grading_reason(out.settled_by.index, grading_verdict::unknown_open, now.highest));
        }
    }
    [[nodiscard]] grading operator()(const T& object, const grade_context& context) const {
        grading out;
        (*this)(object, context, out);
        return out;
    }

    void write_digest(digest& into) const requires requires(const Table& table, digest& sum) {
        table.write_digest(sum);
    }
    {
        table_.write_digest(into);
        scale_.write_digest(into);
        into.number(safe_.rank);
    }
    /// Its rules, and behind them its inputs, are named as criteria.
    void write_names(name_book& names) const {
        const compiled_rules& logic = table_.logic();
        std::uint32_t place = 0;
        for (const table_rule& each : logic.rules()) { names.set(subject::criterion, place++, label{each.name}); }
        for (const input_clause& each : logic.inputs()) { names.set(subject::criterion, place++, each.name); }
        for (std::uint32_t rank = 1; rank <= scale_.size(); ++rank) {
            names.set(subject::level, rank, scale_[{static_cast<std::uint8_t>(rank)}]);
        }
    }

private:
    struct scratch {
        std::vector<input_partition::class_id> classes;
        gap_scratch beside;
    };

    [[nodiscard]] gap_kind gap_of(const T& object, table_status status, scratch& memory) const {
        switch (status) {
            case table_status::no_rule: return gap_kind::no_rule;
            case table_status::clash: return gap_kind::clash;
            case table_status::out_of_range: return gap_kind::out_of_range;
            case table_status::decided: break;
        }
        if (!has_margins_) { return gap_kind::none; }
        return check_gap(table_.logic(), table_.values_of(object), memory.beside).kind;
    }

    [[nodiscard]] std::string who() const { return "table_grader: table `" + table_.logic().name() + "`"; }

    void check_level(response_level each, const std::string& where) const {
        if (scale_.contains(each)) { return; }
        throw error{errc::out_of_range, who() + ": " + where + " has a level of rank " + std::to_string(each.rank) +
                                            "; the scale has ranks 1 to " + std::to_string(scale_.size())};
    }

    template <class Found>
    [[nodiscard]] reason verdict_of(const Found& found) const noexcept {
        switch (found.status) {
            case table_status::decided:
                return detail::grading_reason(found.rule.index, grading_verdict::rule_decided, found->rank);
            case table_status::clash:
                return detail::grading_reason(found.rule.index, grading_verdict::rules_clash, safe_.rank);
            case table_status::out_of_range:
                return detail::grading_reason(static_cast<std::uint32_t>(table_.logic().size()) + found.input,
                                              grading_verdict::not_in_range, safe_.rank);
            case table_status::no_rule: break;
        }
        reason none = detail::grading_reason(0, grading_verdict::no_rule, safe_.rank);
        none.about = subject::nothing;
        return none;
    }

    void read_classes(const T& object, std::vector<input_partition::class_id>& classes) const {
        classes.clear();
        if constexpr (requires { table_.inputs(); }) {
            for (const auto& each : table_.inputs()) {
                classes.push_back(each.class_reader()(each.projection(), object, finders_[classes.size()]));
            }
        } else {
            for (const table_value& each : table_.values_of(object)) {
                classes.push_back(table_.logic().partition(classes.size()).class_of(each));
            }
        }
    }

    Table table_;
    response_scale scale_;
    response_level safe_;
    detail::open_case open_;
    bool has_margins_ = false;
    std::vector<detail::class_finder> finders_;  // of each input, when any may be unknown
};

template <class T, class Same>
table_grader(decision_table<T, response_level, Same>, response_scale, response_level)
    -> table_grader<T, decision_table<T, response_level, Same>>;

}  // namespace v0
}  // namespace muster
