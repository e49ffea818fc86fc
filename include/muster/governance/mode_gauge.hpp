#pragma once

#include "muster/core/arithmetic.hpp"                  // quantise
#include "muster/core/digest.hpp"                      // digest
#include "muster/core/name_book.hpp"                   // name_book
#include "muster/department/department_directory.hpp"  // department_directory
#include "muster/governance/load_board.hpp"            // load_board
#include "muster/governance/mode_options.hpp"          // mode_options
#include "muster/governance/mode_table.hpp"            // mode_row_of
#include "muster/governance/mode_verdict.hpp"          // mode_verdict
#include "muster/model/elapsed.hpp"                    // elapsed_since_received
#include "muster/model/mode.hpp"                       // mode_advice
#include "muster/model/stage_context.hpp"              // gauge_context

#include <algorithm>  // max, min
#include <bit>        // popcount
#include <cstdint>    // int64_t
#include <utility>    // move
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// Recommends a mode of governance from load, needs, time, cost and rules, by the decision table `mode_rows`.
///
/// A stage. Reads `context.situation.load`, a `load_board`, when the situation has one; else no load is known, and
/// nothing is overloaded. Time left runs from the report, the incident's `received_at`. The mode is a recommendation with the numbers it rests on: a person confirms. Time left that
/// nobody gave is enough; an incident without a type is what the options say (sudden). The level that was decided
/// counts, also where unknown facts could raise it: the plan asks for the fact that would settle it, and whoever learns
/// it decides again. A level that is none counts as the least serious.
///
/// The reasons: the row that decided, then one verdict an input, always in the order nature, owner, departments, load,
/// rule, level, time to assemble, time to mobilise, cost.
/// @throws error from `check(mode_options)`; in decisions nothing
/// @complexity O(needs + tiers) and one cover search of the directory, no allocation when warm. Deterministic: yes
class mode_gauge {
public:
    mode_gauge(const type_tree& types, const response_scale& scale, department_directory departments,
               mode_options options)
        : departments_{std::move(departments)}, options_{std::move(options)}, levels_{scale.size()} {
        check(options_, types, scale);
        work_ = quantise(options_.work_of_an_incident, 0.001);
        const auto filled = [this](type_nature kind) {
            if (kind.time_left.ms == 0) { kind.time_left = options_.time_left; }
            return kind;
        };
        for (std::uint32_t i = 0; i < types.size(); ++i) {
            type_nature found{{i}, options_.otherwise, {}};
            for (type_id kind{i}; kind; kind = types.parent(kind)) {
                const type_nature* const given = nature_of(kind);
                if (given == nullptr) { continue; }
                found = *given;
                break;
            }
            natures_.push_back(filled(found));
        }
        natures_.push_back(filled({type_id::none(), options_.unclassified, {}}));
    }

    [[nodiscard]] const mode_options& options() const noexcept { return options_; }

    void write_digest(digest& into) const {
        departments_.write_digest(into);
        muster::write_digest(options_, into);
        for (const type_nature& each : natures_) {
            into.number(static_cast<std::int64_t>(each.kind)).number(each.time_left.ms);
        }
    }
    void write_names(name_book& names) const { departments_.write_names(names); }

    template <class T, class Situation, const auto& Map = fields<T>>
    void operator()(const T& object, const gauge_context<Situation>& context, mode_advice& out) const {
        out.measured = {};
        out.reasons.clear();
        weigh_load(context, out.measured);
        out.recommended = advise(context.what, context.how_serious, context.needed, context.where.owner,
                                 elapsed_since_received<T, Map>(object, context.situation.now), context.recording, out);
    }
    template <class T, class Situation>
    [[nodiscard]] mode_advice operator()(const T& object, const gauge_context<Situation>& context) const {
        mode_advice out;
        (*this)(object, context, out);
        return out;
    }

private:
    [[nodiscard]] const type_nature* nature_of(type_id type) const noexcept {
        for (const type_nature& each : options_.natures) {
            if (each.type == type) { return &each; }
        }
        return nullptr;
    }

    // The cell of the path with the highest utilisation, this incident included; of equals the first of the path.
    template <class Situation>
    void weigh_load(const gauge_context<Situation>& context, mode_measures& found) const {
        if constexpr (requires { static_cast<const load_board&>(context.situation.load); }) {
            const load_board& board = context.situation.load;
            std::int64_t most = -1;
            const auto look_at = [&](cell_id cell) {
                if (!board.has_capacity(cell)) { return; }
                const std::int64_t utilisation = board.utilisation_with(cell, work_);
                if (utilisation <= most) { return; }
                most = utilisation;
                found.busiest = cell;
            };
            for (std::size_t i = 0; i < context.where.depth; ++i) { look_at(context.where.path[i]); }
            // A caller's own locate stage may name the owner only; its cells are then met from the finest up.
            if (context.where.depth == 0) {
                for (cell_id cell = context.where.owner; cell; cell = board.parent(cell)) { look_at(cell); }
            }
            if (!found.busiest) { return; }
            found.load_thousandths = board.load(found.busiest) + work_;
            found.capacity_thousandths = board.capacity(found.busiest);
        }
    }

    [[nodiscard]] mode advise(const classification& what, const grading& how_serious, const requirement& needed,
                              cell_id owner_cell, duration elapsed, record recording, mode_advice& out) const {
        mode_measures& found = out.measured;
        const type_nature& nature = natures_[what.type.index < natures_.size() ? what.type.index : natures_.size() - 1];
        const department_handle owner = departments_.case_owner(what.type);
        weigh_departments(needed, owner, found);
        found.is_sudden = nature.kind == incident_nature::sudden;
        found.has_rule = what.type && !needed.cards.empty();
        found.time_left = nature.time_left;
        if (found.time_left.ms > 0) { found.time_left = std::max(found.time_left - elapsed, duration{1}); }
        found.time_to_assemble = options_.assemble;
        found.time_to_mobilise = options_.mobilise;
        found.cost = options_.cost_per_department * std::max<std::int64_t>(1, found.departments_needed);
        const std::size_t rank =
            how_serious.decided.rank >= 1 && how_serious.decided.rank <= levels_ ? how_serious.decided.rank : levels_;
        found.expected_loss = options_.expected_loss.empty() ? 0 : options_.expected_loss[rank - 1];

        mode_facts facts;
        facts.nature = nature.kind;
        facts.reach = found.needs_by_owner == found.needs_asked                    ? needs_reach::owner_alone
                      : found.departments_needed < options_.joint_from_departments ? needs_reach::few_departments
                                                                                   : needs_reach::many_departments;
        facts.is_overloaded =
            found.load_thousandths * 1000 > options_.overload_thousandths * found.capacity_thousandths;
        facts.is_rule_covered = found.has_rule;
        facts.is_serious = !is_more_serious(options_.serious, {static_cast<std::uint8_t>(rank)});
        facts.is_in_time = found.time_left.ms == 0 || found.time_to_assemble <= found.time_left;
        facts.is_worth_it = found.cost <= found.expected_loss;
        const std::uint32_t row = mode_row_of(facts);
        if (recording == record::all) {
            note(out, mode_verdict::decided, subject::nothing, row);
            note_needs(facts, what, owner, out);
            note_load(facts, owner_cell, out);
            note_rule(what, needed, out);
            note(out, facts.is_serious ? mode_verdict::level_serious : mode_verdict::level_ordinary, subject::level,
                 static_cast<std::uint32_t>(rank), measure::level, static_cast<std::int64_t>(rank),
                 options_.serious.rank);
            note_time_and_cost(facts, out);
        }
        return mode_rows[row].recommended;
    }

    void weigh_departments(const requirement& needed, department_handle owner, mode_measures& found) const {
        capability_set asked;
        for (const need& each : needed.needs) {
            if (each.capability.index < capability_set::limit) { asked.insert(each.capability); }
        }
        const std::uint64_t by_owner = owner.index < departments_.size() ? departments_.can(owner.index).bits() : 0;
        found.needs_asked = static_cast<std::uint32_t>(std::popcount(asked.bits()));
        found.needs_by_owner = static_cast<std::uint32_t>(std::popcount(asked.bits() & by_owner));
        found.departments_needed = found.needs_by_owner == found.needs_asked ? std::min(1U, found.needs_asked)
                                                                             : departments_.fewest_covering(asked);
    }

    static void note(mode_advice& out, mode_verdict verdict, subject about, std::uint32_t index,
                     measure counted_in = measure::none, std::int64_t actual = 0, std::int64_t limit = 0,
                     std::uint32_t purpose = 0) {
        reason made;
        made.stage = stage_id::gauge;
        made.verdict = static_cast<std::uint16_t>(verdict);
        made.about = about;
        made.index = index;
        made.purpose = purpose;
        made.counted_in = counted_in;
        made.actual = actual;
        made.limit = limit;
        out.reasons.push_back(made);
    }

    void note_needs(const mode_facts& facts, const classification& what, department_handle owner,
                    mode_advice& out) const {
        const mode_measures& found = out.measured;
        note(out,
             facts.nature == incident_nature::sudden     ? mode_verdict::nature_sudden
             : facts.nature == incident_nature::everyday ? mode_verdict::nature_everyday
                                                         : mode_verdict::nature_standing,
             subject::incident_type, what.type.index);
        note(out, facts.reach == needs_reach::owner_alone ? mode_verdict::owner_alone : mode_verdict::owner_short,
             subject::department, owner.index, measure::count, found.needs_by_owner, found.needs_asked);
        note(out,
             found.departments_needed < options_.joint_from_departments ? mode_verdict::departments_few
                                                                        : mode_verdict::departments_many,
             subject::nothing, 0, measure::count, found.departments_needed, options_.joint_from_departments);
    }

    void note_load(const mode_facts& facts, cell_id owner_cell, mode_advice& out) const {
        const mode_measures& found = out.measured;
        if (!found.busiest) {
            note(out, mode_verdict::load_unknown, subject::cell, owner_cell.index);
            return;
        }
        note(out, facts.is_overloaded ? mode_verdict::load_above : mode_verdict::load_within, subject::cell,
             found.busiest.index, measure::thousandths, found.load_thousandths, found.capacity_thousandths,
             static_cast<std::uint32_t>(options_.overload_thousandths));
    }

    static void note_rule(const classification& what, const requirement& needed, mode_advice& out) {
        if (!what.type) {
            note(out, mode_verdict::rule_missing, subject::rule, rule_id::none_index);
        } else if (needed.cards.empty()) {
            note(out, mode_verdict::card_missing, subject::rule, what.rule.index);
        } else {
            note(out, mode_verdict::rule_covers, subject::run_card, needed.cards.front().index);
        }
    }

    void note_time_and_cost(const mode_facts& facts, mode_advice& out) const {
        const mode_measures& found = out.measured;
        const bool is_open = found.time_left.ms == 0;
        note(out,
             is_open            ? mode_verdict::assembles_open
             : facts.is_in_time ? mode_verdict::assembles_in_time
                                : mode_verdict::assembles_late,
             subject::nothing, 0, measure::milliseconds, found.time_to_assemble.ms, found.time_left.ms);
        note(out,
             is_open                                     ? mode_verdict::mobilises_open
             : found.time_to_mobilise <= found.time_left ? mode_verdict::mobilises_in_time
                                                         : mode_verdict::mobilises_late,
             subject::nothing, 0, measure::milliseconds, found.time_to_mobilise.ms, found.time_left.ms);
        note(out, facts.is_worth_it ? mode_verdict::worth_it : mode_verdict::costs_more, subject::nothing, 0,
             measure::count, found.cost, found.expected_loss);
    }

    department_directory departments_;
    mode_options options_;
    std::size_t levels_;
    std::int64_t work_ = 0;             // of one incident, in thousandths
    std::vector<type_nature> natures_;  // by type; the last: without a type
};

}  // namespace v0
}  // namespace muster
