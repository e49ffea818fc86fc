#pragma once

#include "muster/core/expects.hpp"        // MUSTER_EXPECTS
#include "muster/model/outcomes.hpp"      // dispatch_outcome
#include "muster/unit/detail/demand.hpp"  // arrange_demand, search_scratch
#include "muster/unit/fleet.hpp"          // fleet
#include "muster/unit/response_tier.hpp"  // donor_minimum
#include "muster/unit/search_area.hpp"    // search_area
#include "muster/unit/unit_verdict.hpp"   // unit_verdict

#include <algorithm>  // sort
#include <cstdint>    // uint32_t
#include <span>       // span
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// One run of the widening search, capability by capability.
template <position_type P, class Travel>
class candidate_search {
public:
    candidate_search(const search_area<P>& area, const fleet<P>& units, const Travel& travel,
                     std::span<const donor_minimum> minimums, std::uint32_t budget, search_scratch& scratch,
                     bool recording)
        : area_{area}, units_{units}, travel_{travel}, minimums_{minimums}, budget_{budget}, scratch_{scratch},
          recording_{recording} {
        MUSTER_EXPECTS(units.cells() == area.cells(),
                       "tiered_dispatch: the fleet must be built with the same hierarchy and search tier");
        if (scratch.cell_round.size() < area.cells().size()) { scratch.cell_round.resize(area.cells().size(), 0); }
        if (scratch.unit_round.size() < units.size()) { scratch.unit_round.resize(units.size(), 0); }
    }

    void run(const P& target, const location& where, response_level decided, dispatch_outcome& out) {
        target_ = target;
        decided_ = decided;
        out_ = &out;
        taken_mark_ = ++scratch_.round;
        detail::arrange_demand(scratch_, [this](capability_id which) { return units_.count_with(which); });
        for (const search_scratch::group& each : scratch_.groups) { fill(each, where); }
    }

private:
    void fill(const search_scratch::group& group, const location& where) {
        capability_ = group.capability;
        keeps_ = detail::minimum_of(minimums_, capability_);
        wanted_ = group.amount;
        slots_ = group.last - group.first;
        first_slot_ = group.first;
        scratch_.best.clear();
        ++scratch_.round;  // no cell has been visited for this capability
        visited_here_ = too_far_ = at_minimum_ = 0;
        nearest_passed_ms_ = search_scratch::no_deadline;
        missing_ = {};
        missing_.capability = capability_;
        first_reason_ = out_->reasons.size();
        step_ = 0;
        const bool in_budget = widen(where);
        close(in_budget);
    }

    // Gives false when the budget ran out.
    bool widen(const location& where) {
        own_ = area_.start(where);
        if (own_) {
            if (!visit(own_)) { return false; }
            if (is_met()) { return true; }
            ++step_;
            for (const cell_id each : area_.neighbours(own_)) {
                if (!visit(each)) { return false; }
            }
            if (is_met()) { return true; }
        }
        const cell_id from = area_.widen_from(where);
        cell_id above = own_ ? area_.parent(from) : from;
        for (; above; above = area_.parent(above)) {
            ++step_;
            if (!visit_below(above)) { return false; }
            if (is_met() || everyone_is_judged()) { return true; }
        }
        ++step_;
        return visit_the_rest();
    }

    // Only cells where somebody stands are worth a look: of the two lists the shorter one, both in the order of ids.
    bool visit_below(cell_id above) {
        const std::span<const cell_id> inhabited = units_.cells_with(capability_);
        const std::span<const cell_id> below = area_.below(above);
        const bool from_inhabited = inhabited.size() < below.size();
        for (const cell_id each : from_inhabited ? inhabited : below) {
            if ((!from_inhabited || area_.is_below(each, above)) && !visit(each)) { return false; }
        }
        return true;
    }

    [[nodiscard]] bool everyone_is_judged() const noexcept {
        return visited_here_ + too_far_ + at_minimum_ == units_.count_with(capability_);
    }

    [[nodiscard]] bool is_met() const noexcept {
        if (scratch_.best.size() < wanted_) { return false; }
        for (std::size_t i = 0; i < wanted_; ++i) {
            if (scratch_.best[i].arrival.terms[0] > scratch_.slots[first_slot_ + i].deadline_ms) { return false; }
        }
        return true;
    }

    bool visit(cell_id cell) {
        std::uint64_t& mark = scratch_.cell_round[cell.index - area_.cells().first.index];
        if (mark == scratch_.round) { return true; }
        mark = scratch_.round;
        const std::span<const std::uint32_t> numbers = units_.in_cell(cell, capability_);
        if (numbers.empty() || passes_over(cell, numbers.size())) { return true; }
        return visit_units(numbers, cell);
    }

    // Whether a cell can be left out as a whole: it can spare nobody, or nobody from there would be among the nearest.
    bool passes_over(cell_id cell, std::size_t members) {
        if (keeps_ != 0 && cell != own_) {
            const std::uint32_t free_here = units_.free_in(cell, capability_);
            if (free_here <= keeps_) {
                missing_.at_minimum += free_here;
                missing_.busy += static_cast<std::uint32_t>(members) - free_here;
                at_minimum_ += members;
                return true;
            }
        }
        if constexpr (requires(const P& p) { travel_.at_least(p, p, p); }) {
            if (scratch_.best.size() == slots_ && slots_ != 0) {
                const box<P>& around = units_.box_in(cell);
                const std::int64_t bound_ms = travel_.at_least(around.low, around.high, target_).ms;
                if (bound_ms > scratch_.best.back().arrival.terms[0]) {
                    nearest_passed_ms_ = std::min(nearest_passed_ms_, bound_ms);
                    too_far_ += members;
                    return true;
                }
            }
        }
        return false;
    }

    // Units that stand in no cell of the search tier, or under another root.
    bool visit_the_rest() {
        for (const cell_id each : units_.cells_with(capability_)) {
            if (!visit(each)) { return false; }
        }
        return visit_units(units_.in_cell(cell_id::none(), capability_), cell_id::none());
    }

    bool visit_units(std::span<const std::uint32_t> numbers, cell_id cell) {
        scratch_.local.clear();
        const std::size_t affordable = std::min<std::size_t>(numbers.size(), budget_ - out_->visited);
        for (const std::uint32_t each : numbers.first(affordable)) { consider(each); }
        out_->visited += static_cast<std::uint32_t>(affordable);
        visited_here_ += affordable;
        if (cell == own_ || !cell || minimums_.empty()) {
            for (const auto& each : scratch_.local) { keep_if_near(each); }
        } else {
            keep_what_is_spared(cell);
        }
        return affordable == numbers.size();
    }

    [[nodiscard]] bool is_held(std::uint32_t number) const noexcept {
        const response_level from = units_[number].held_below;
        return from && is_more_serious(from, decided_);
    }
    [[nodiscard]] bool is_taken(std::uint32_t number) const noexcept {
        return scratch_.unit_round[number] == taken_mark_;
    }

    void consider(std::uint32_t number) {
        const auto& each = units_[number];
        if (each.status != unit_status::free) {
            ++missing_.busy;
            note(number, each.status == unit_status::off_duty ? unit_verdict::off_duty : unit_verdict::busy, 0, 0,
                 measure::none);
            return;
        }
        if (is_taken(number)) {
            note(number, unit_verdict::taken, 0, 0, measure::none);
            return;
        }
        if (is_held(number)) {
            ++missing_.held;
            note(number, unit_verdict::held_reserve, decided_.rank, each.held_below.rank, measure::level);
            return;
        }
        const std::int64_t arrival_ms = (each.turnout + travel_(each.stands, target_)).ms;
        const auto reason_at = static_cast<std::uint32_t>(out_->reasons.size());
        note(number, unit_verdict::slower, arrival_ms, 0, measure::milliseconds);
        scratch_.local.push_back({{{arrival_ms}, number}, reason_at, step_});
    }

    // Of a donor cell the nearest go, as long as it keeps its minimum of everything that they can do.
    void keep_what_is_spared(cell_id cell) {
        constexpr std::int64_t not_counted = std::numeric_limits<std::int64_t>::max();
        scratch_.spare.assign(minimums_.size(), not_counted);
        std::sort(scratch_.local.begin(), scratch_.local.end(),
                  [](const auto& a, const auto& b) { return a.arrival < b.arrival; });
        for (const search_scratch::candidate& each : scratch_.local) {
            const capability_set can = units_[each.arrival.id].can;
            std::size_t short_of = minimums_.size();
            for (std::size_t i = 0; i < minimums_.size(); ++i) {
                if (!can.contains(minimums_[i].capability)) { continue; }
                if (scratch_.spare[i] == not_counted) { scratch_.spare[i] = spare_in(cell, minimums_[i]); }
                if (scratch_.spare[i] <= 0 && short_of == minimums_.size()) { short_of = i; }
            }
            if (short_of < minimums_.size()) {
                refuse(each, minimums_[short_of].free_units, scratch_.spare[short_of]);
                continue;
            }
            for (std::size_t i = 0; i < minimums_.size(); ++i) {
                if (can.contains(minimums_[i].capability)) { --scratch_.spare[i]; }
            }
            keep_if_near(each);
        }
    }

    [[nodiscard]] std::int64_t spare_in(cell_id cell, const donor_minimum& keeps) const {
        std::int64_t spare = -std::int64_t{keeps.free_units};
        for (const std::uint32_t each : units_.in_cell(cell, keeps.capability)) {
            if (units_.is_free(each) && !is_taken(each) && !is_held(each)) { ++spare; }
        }
        return spare;
    }

    void refuse(const search_scratch::candidate& each, std::uint32_t keeps, std::int64_t spare) {
        ++missing_.at_minimum;
        if (!recording_) { return; }
        reason& refused = out_->reasons[each.reason_at];
        refused.verdict = static_cast<std::uint16_t>(unit_verdict::donor_minimum);
        refused.counted_in = measure::count;
        refused.actual = keeps + spare - 1;
        refused.limit = keeps;
    }

    void keep_if_near(const search_scratch::candidate& each) {
        auto& best = scratch_.best;
        if (best.size() == slots_) {
            if (slots_ == 0 || !(each.arrival < best.back().arrival)) { return; }
            best.pop_back();
        }
        std::size_t at = best.size();
        while (at > 0 && each.arrival < best[at - 1].arrival) { --at; }
        best.insert(best.begin() + static_cast<std::ptrdiff_t>(at), each);
    }

    void close(bool in_budget) {
        std::int64_t latest_ms = 0;
        for (std::size_t i = 0; i < scratch_.best.size(); ++i) {
            latest_ms = std::max(latest_ms, send(scratch_.best[i], scratch_.slots[first_slot_ + i], i));
        }
        missing_.missing = wanted_ - static_cast<std::uint32_t>(scratch_.best.size());
        if (missing_.missing > 0 || missing_.late_by.ms > 0) {
            out_->shortfalls.push_back(missing_);
            if (out_->end == search_end::covered) { out_->end = search_end::exhausted; }
        }
        if (!in_budget) { out_->end = search_end::budget; }
        if (!recording_) { return; }
        for (std::size_t i = first_reason_; i < out_->reasons.size(); ++i) {
            reason& each = out_->reasons[i];
            if (each.verdict_as<unit_verdict>() == unit_verdict::slower) { each.limit = latest_ms; }
        }
        const std::size_t capable = units_.count_with(capability_);
        note_group(unit_verdict::too_far, too_far_, nearest_passed_ms_);
        note_group(unit_verdict::cells_at_minimum, at_minimum_, keeps_);
        note_group(in_budget ? unit_verdict::beyond_search : unit_verdict::beyond_budget,
                   capable - visited_here_ - too_far_ - at_minimum_, in_budget ? step_ : budget_);
        note_group(unit_verdict::lacks_capability, units_.size() - capable, 0);
    }

    // Gives the arrival in ms.
    std::int64_t send(const search_scratch::candidate& each, const search_scratch::slot& slot, std::size_t nth) {
        const std::uint32_t number = each.arrival.id;
        const std::int64_t arrival_ms = each.arrival.terms[0];
        scratch_.unit_round[number] = taken_mark_;
        assignment order;
        order.unit = units_.handle_of(number);
        order.capability = capability_;
        order.position_in_need = static_cast<std::uint32_t>(nth);
        order.limit = slot.limit;
        order.arrival = duration{arrival_ms} + scratch_.already_passed(slot.limit);
        order.step = each.step;
        out_->assignments.push_back(order);
        const bool is_late = arrival_ms > slot.deadline_ms;
        if (is_late) { missing_.late_by = std::max(missing_.late_by, order.late_by()); }
        if (recording_) {
            reason& sent = out_->reasons[each.reason_at];
            sent.verdict = static_cast<std::uint16_t>(is_late ? unit_verdict::sent_late : unit_verdict::sent);
            sent.actual = order.arrival.ms;
            sent.limit = slot.limit.within.ms;
        }
        return arrival_ms;
    }

    void note(std::uint32_t number, unit_verdict verdict, std::int64_t actual, std::int64_t limit, measure counted_in) {
        if (!recording_) { return; }
        reason made;
        made.stage = stage_id::dispatch;
        made.about = subject::unit;
        made.index = number;
        made.purpose = capability_.index;
        made.verdict = static_cast<std::uint16_t>(verdict);
        made.actual = actual;
        made.limit = limit;
        made.counted_in = counted_in;
        out_->reasons.push_back(made);
    }

    void note_group(unit_verdict verdict, std::size_t members, std::int64_t bound) {
        if (members == 0) { return; }
        note(0xffff'ffffU, verdict, static_cast<std::int64_t>(members), bound, measure::count);
        out_->reasons.back().is_group = true;
    }

    const search_area<P>& area_;
    const fleet<P>& units_;
    const Travel& travel_;
    const std::span<const donor_minimum> minimums_;
    const std::uint32_t budget_;
    search_scratch& scratch_;
    const bool recording_;

    P target_{};
    response_level decided_{};
    dispatch_outcome* out_ = nullptr;
    std::uint64_t taken_mark_ = 0;
    capability_id capability_{};
    std::uint32_t keeps_ = 0;  // of the capability, in a donor cell
    cell_id own_{};
    std::uint32_t wanted_ = 0;  // units that are asked for
    std::uint32_t slots_ = 0;   // of them, as many as there are units at all
    std::uint32_t first_slot_ = 0;
    std::uint8_t step_ = 0;
    std::size_t visited_here_ = 0;
    std::size_t too_far_ = 0;
    std::size_t at_minimum_ = 0;
    std::int64_t nearest_passed_ms_ = search_scratch::no_deadline;
    std::size_t first_reason_ = 0;
    shortfall missing_{};
};

}  // namespace v0
}  // namespace muster
