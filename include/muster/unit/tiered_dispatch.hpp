#pragma once

#include "muster/core/digest.hpp"                   // digest
#include "muster/core/error.hpp"                    // error
#include "muster/core/expects.hpp"                  // MUSTER_EXPECTS
#include "muster/core/order_key.hpp"                // order_key
#include "muster/model/elapsed.hpp"                 // elapsed_since_received
#include "muster/model/incident.hpp"                // position_of
#include "muster/model/outcomes.hpp"                // dispatch_outcome
#include "muster/model/stage_context.hpp"           // dispatch_context
#include "muster/travel/straight_line_travel.hpp"   // straight_line_travel
#include "muster/unit/detail/candidate_search.hpp"  // candidate_search
#include "muster/unit/fleet.hpp"                    // fleet
#include "muster/unit/response_tier.hpp"            // response_tier
#include "muster/unit/search_area.hpp"              // search_area
#include "muster/unit/unit_verdict.hpp"             // unit_verdict

#include <algorithm>    // sort, max
#include <cstdint>      // uint32_t
#include <string>       // to_string
#include <type_traits>  // is_invocable_r
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// What `tiered_dispatch` is configured with besides its tiers.
struct dispatch_options {
    std::size_t search_tier = 2;              ///< units are looked for by the cells of this tier; 2: communities
    std::vector<donor_minimum> minimums;      ///< what a donor cell keeps
    std::uint32_t budget_visits = 1'000'000;  ///< candidates that one decision may look at
};

/// Sends the nearest capable free units so that every need is met in time, looking no wider than it must.
///
/// All needs start at once. For each capability it looks in the own cell, then at neighbours, then under each
/// ancestor, then everywhere, and stops where the needs are met in time; inside what it looked at, the nearest by
/// `travel` go, ties to the lower unit number. A donor never falls below its minimum; a held reserve goes from its
/// level on, not last. One unit serves one capability. A unit is found for a target if and only if some eligible
/// unit can meet it (for a single need). Ends `covered`, `exhausted` or `budget`, with every shortfall named.
///
/// A stage: reads `context.situation.units`, a `fleet<P>`. `Travel` is `duration(const P& from, const P& to)`.
/// An incident without a position is answered as if it were at its owner's post; one that does not say when it was
/// received, as if it had just been.
/// @throws error from `response_tier`s that are no time targets, for a search tier that the hierarchy has not, for two
///         minimums of one capability or one of none; in decisions nothing of its own
/// @complexity O(units visited), no allocation when warm. Deterministic: yes (key: arrival in ms, then unit number)
template <position_type P, class Travel = straight_line_travel>
class tiered_dispatch {
public:
    tiered_dispatch(const hierarchy<P>& cells, const type_tree& types, const response_scale& scale,
                    const std::vector<response_tier>& tiers, dispatch_options options = {}, Travel travel = {})
        : area_{cells, options.search_tier},
          tiers_{types, scale, detail::as_cards(tiers)},
          options_{std::move(options)},
          travel_{std::move(travel)} {
        static_assert(std::is_invocable_r_v<duration, const Travel&, const P&, const P&>,
                      "tiered_dispatch: the travel time must be callable as duration(const P& from, const P& to)");
        for (std::size_t i = 0; i < options_.minimums.size(); ++i) { check_minimum(i); }
    }

    /// What it was configured with; of a travel time, what that writes of itself.
    void write_digest(digest& into) const {
        tiers_.write_digest(into);
        into.number(static_cast<std::int64_t>(options_.search_tier)).number(options_.budget_visits);
        for (const donor_minimum& each : options_.minimums) {
            into.number(each.capability.index).number(each.free_units);
        }
        if constexpr (requires { travel_.write_digest(into); }) { travel_.write_digest(into); }
    }

    template <class T, class Situation, const auto& Map = fields<T>>
    void operator()(const T& object, const dispatch_context<Situation>& context, dispatch_outcome& out) const {
        search_scratch& scratch = context.scratch.template get<search_scratch>();
        out.end = search_end::covered;
        out.visited = 0;
        out.assignments.clear();
        out.shortfalls.clear();
        out.reasons.clear();
        const known<P> position_known = position_of<P, Map>(object);
        out.position_assumed = !position_known.is_known();
        const P target = position_known.is_known() ? position_known.value() : area_.post(context.where.owner);
        demand(context, elapsed_since_received<T, Map>(object, context.now), scratch);
        candidate_search<P, Travel> search{
            area_,   context.situation.units,         travel_, options_.minimums, options_.budget_visits,
            scratch, context.recording == record::all};
        search.run(target, context.where, context.how_serious.decided, out);
    }
    template <class T, class Situation>
    [[nodiscard]] dispatch_outcome operator()(const T& object, const dispatch_context<Situation>& context) const {
        dispatch_outcome out;
        (*this)(object, context, out);
        return out;
    }

    /// Every verdict on one unit, one for each capability it was or could have been a candidate for, by asking again.
    ///
    /// A unit that the search left out with others gets a verdict of its own: what it is doing, or its arrival against
    /// the latest of those who go. @pre the unit is of the fleet (MUSTER_EXPECTS)
    template <class T, class Situation>
    [[nodiscard]] reason_list why_not(unit_handle which, const T& object,
                                      const dispatch_context<Situation>& context) const {
        MUSTER_EXPECTS(which.index < context.situation.units.size(), "tiered_dispatch::why_not: no such unit");
        const dispatch_context<Situation> asking{context.where,     context.what, context.how_serious, context.needed,
                                                 context.situation, context.now,  context.scratch,     record::all};
        const dispatch_outcome again = (*this)(object, asking);
        reason_list about;
        std::uint64_t answered = 0;
        for (const reason& each : again.reasons) {
            if (each.is_group || each.index != which.index) { continue; }
            about.push_back(each);
            answered |= std::uint64_t{1} << each.purpose;
        }
        const known<P> given = position_of<P, fields<T>>(object);
        const P target = given.is_known() ? given.value() : area_.post(context.where.owner);
        const duration passed = elapsed_since_received<T, fields<T>>(object, context.now);
        for (const reason& each : again.reasons) {
            const bool can = context.situation.units[which.index].can.contains({each.purpose});
            const bool lacks = each.verdict_as<unit_verdict>() == unit_verdict::lacks_capability;
            if (!each.is_group || can == lacks) { continue; }
            if (can) {
                if (((answered >> each.purpose) & 1U) != 0) { continue; }
                answered |= std::uint64_t{1} << each.purpose;
            }
            about.push_back(alone(which, each, target, passed, context, again));
        }
        return about;
    }

    /// The `count` nearest units with a capability among those that `eligible` accepts, nearest first; ties to the
    /// lower number. For rankings and audits; looks at every unit with the capability.
    template <class Eligible>
    [[nodiscard]] std::vector<unit_handle> rank(const P& target, capability_id capability, std::size_t count,
                                                const fleet<P>& units, Eligible&& eligible) const {
        std::vector<order_key<1>> keys;
        for (const std::uint32_t each : units.with(capability)) {
            if (!eligible(each)) { continue; }
            keys.push_back({{(units[each].turnout + travel_(units[each].stands, target)).ms}, each});
        }
        std::sort(keys.begin(), keys.end());
        std::vector<unit_handle> nearest;
        for (std::size_t i = 0; i < keys.size() && i < count; ++i) { nearest.push_back(units.handle_of(keys[i].id)); }
        return nearest;
    }

private:
    void check_minimum(std::size_t at) const {
        const donor_minimum& minimum = options_.minimums[at];
        if (minimum.capability.index >= capability_set::limit) {
            throw error{errc::out_of_range,
                        "tiered_dispatch: a minimum is for capability " + std::to_string(minimum.capability.index) +
                            "; they are numbered from 0 to " + std::to_string(capability_set::limit - 1)};
        }
        for (std::size_t i = 0; i < at; ++i) {
            if (options_.minimums[i].capability != minimum.capability) { continue; }
            throw error{errc::duplicate, "tiered_dispatch: capability " + std::to_string(minimum.capability.index) +
                                             " has two minimums"};
        }
    }

    // The verdict on a unit that was left out with others, in `group`.
    template <class Situation>
    [[nodiscard]] reason alone(unit_handle which, const reason& group, const P& target, duration passed,
                               const dispatch_context<Situation>& context, const dispatch_outcome& decided) const {
        const auto& asked = context.situation.units[which.index];
        const capability_id capability{group.purpose};
        reason made;
        made.stage = stage_id::dispatch;
        made.about = subject::unit;
        made.index = which.index;
        made.purpose = capability.index;
        unit_verdict verdict = group.verdict_as<unit_verdict>();
        const std::uint32_t keeps = detail::minimum_of(options_.minimums, capability);
        const bool is_taken = std::any_of(decided.assignments.begin(), decided.assignments.end(),
                                          [which](const assignment& order) { return order.unit.index == which.index; });
        if (verdict == unit_verdict::lacks_capability) {
            made.counted_in = measure::none;
        } else if (asked.status != unit_status::free) {
            verdict = asked.status == unit_status::off_duty ? unit_verdict::off_duty : unit_verdict::busy;
        } else if (is_taken) {
            verdict = unit_verdict::taken;
        } else if (asked.held_below && is_more_serious(asked.held_below, context.how_serious.decided)) {
            verdict = unit_verdict::held_reserve;
            made.counted_in = measure::level;
            made.actual = context.how_serious.decided.rank;
            made.limit = asked.held_below.rank;
        } else if (keeps != 0 && asked.cell && asked.cell != area_.start(context.where) &&
                   context.situation.units.free_in(asked.cell, capability) <= keeps) {
            verdict = unit_verdict::donor_minimum;
            made.counted_in = measure::count;
            made.actual = std::int64_t{context.situation.units.free_in(asked.cell, capability)} - 1;
            made.limit = keeps;
        } else {
            made.counted_in = measure::milliseconds;
            made.actual = (asked.turnout + travel_(asked.stands, target)).ms;
            for (const assignment& order : decided.assignments) {
                if (order.capability != capability) { continue; }
                const bool counts_from_call = order.limit.from == clock_anchor::received && order.limit.within.ms > 0;
                made.limit = std::max(made.limit, order.arrival.ms - (counts_from_call ? passed.ms : 0));
            }
            if (verdict != unit_verdict::beyond_budget) {
                verdict = made.actual > made.limit ? unit_verdict::too_far : unit_verdict::beyond_search;
            }
        }
        made.verdict = static_cast<std::uint16_t>(verdict);
        return made;
    }

    // What run cards and tiers ask for together, as one list.
    template <class Situation>
    void demand(const dispatch_context<Situation>& context, duration since_received, search_scratch& scratch) const {
        scratch.since_received = since_received;
        tiers_.look_up(context.what.type, context.how_serious.decided, record::none, scratch.from_tiers);
        scratch.needs.assign(context.needed.needs.begin(), context.needed.needs.end());
        scratch.needs.insert(scratch.needs.end(), scratch.from_tiers.needs.begin(), scratch.from_tiers.needs.end());
    }

    search_area<P> area_;
    run_card_table tiers_;
    dispatch_options options_;
    Travel travel_;
};

}  // namespace v0
}  // namespace muster
