#pragma once

#include "muster/core/digest.hpp"                  // digest
#include "muster/core/expects.hpp"                 // MUSTER_EXPECTS
#include "muster/expert/detail/cell_paths.hpp"     // cell_paths
#include "muster/expert/detail/fitness.hpp"        // fitness
#include "muster/expert/detail/panel_search.hpp"   // panel_search
#include "muster/expert/expert_need_table.hpp"     // expert_need_table
#include "muster/expert/expert_registry.hpp"       // expert_registry
#include "muster/expert/panel_options.hpp"         // panel_options
#include "muster/model/incident.hpp"               // position_of
#include "muster/model/outcomes.hpp"               // find_gap
#include "muster/model/stage_context.hpp"          // consult_context
#include "muster/travel/straight_line_travel.hpp"  // straight_line_travel

#include <cstdint>      // uint32_t
#include <type_traits>  // is_invocable_r
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// Calls the smallest panel of experts that covers the fields of knowledge that a case asks for.
///
/// Hard conditions first: the terms of expert and pool run, the pool serves the place, no interest of one's own (an
/// interest in a cell bars from all incidents in it), free, knows the field, with a licence where one is asked for. A
/// field asked on the local axis is filled only by people with years of knowing the place: whose home cell holds the
/// incident. One person may answer for several fields. Of all panels of at most `max_seats`: the one that covers most,
/// of these the smallest, then the highest sum of scores (`explain`), then the lowest numbers; exactly.
/// Who is there in time goes to the scene with the crews, others advise by video. Nobody's order waits for a panel.
///
/// A stage: reads `context.situation.experts`, an `expert_registry<P>`. `Travel` is `duration(const P& from, const P&
/// to)`. A rule gap is what `find_gap` says: an incident without a type or without a run card, or one that a decision
/// table behind a stage leaves open. One without a position is answered as if it were at its owner's post.
/// @throws error what `expert_need_table` and `check(panel_options)` refuse; in decisions nothing of its own
/// @complexity O(1) when nothing is asked; else O(experts with an asked field + 2^fields x kinds of experts). No
///             allocation when warm. Deterministic: yes (key: fields, seats, points, then expert numbers)
template <position_type P, class Travel = straight_line_travel>
class panel_selector {
public:
    panel_selector(const hierarchy<P>& cells, const type_tree& types, const response_scale& scale,
                   std::vector<expert_need> needs, panel_options options = {}, Travel travel = {})
        : cells_{cells}, needs_{types, scale, std::move(needs)}, options_{options}, travel_{std::move(travel)} {
        static_assert(std::is_invocable_r_v<duration, const Travel&, const P&, const P&>,
                      "panel_selector: the travel time must be callable as duration(const P& from, const P& to)");
        check(options_);
    }

    [[nodiscard]] const expert_need_table& needs() const noexcept { return needs_; }
    [[nodiscard]] const panel_options& options() const noexcept { return options_; }

    /// What it was configured with; of a travel time, what that writes of itself.
    void write_digest(digest& into) const {
        needs_.write_digest(into);
        muster::write_digest(options_, into);
        if constexpr (requires { travel_.write_digest(into); }) { travel_.write_digest(into); }
    }

    template <class T, class Situation, const auto& Map = fields<T>>
    void operator()(const T& object, const consult_context<Situation>& context, expert_panel& out) const {
        out.seats.clear();
        out.asked.clear();
        out.uncovered.clear();
        out.reasons.clear();
        const expert_need_table::asked_list asked = asked_by(context);
        out.cause = asked.cause;
        out.holds_further_action = asked.holds_further_action;
        const auto& experts = context.situation.experts;
        const bool recording = context.recording == record::all;
        if (asked.fields.empty()) {
            if (recording && experts.size() > 0) {
                out.reasons.push_back(detail::group_reason(expert_verdict::nothing_asked, experts.size(), 0));
            }
            return;
        }
        const auto about = case_of<Map>(object, context, asked);
        check_origin(experts);
        detail::panel_search<P, Travel> search{fit(experts, about),
                                               experts,
                                               about,
                                               options_,
                                               context.scratch.template get<detail::panel_scratch>(),
                                               recording};
        search.run(out);
    }
    template <class T, class Situation>
    [[nodiscard]] expert_panel operator()(const T& object, const consult_context<Situation>& context) const {
        expert_panel out;
        (*this)(object, context, out);
        return out;
    }

    /// What an expert's score for this case is made of. All 0 for somebody who could not be called.
    /// @pre the expert is of the registry (MUSTER_EXPECTS)
    template <class T, class Situation, const auto& Map = fields<T>>
    [[nodiscard]] score_terms explain(expert_handle which, const T& object,
                                      const consult_context<Situation>& context) const {
        const auto& experts = context.situation.experts;
        MUSTER_EXPECTS(which.index < experts.size(), "panel_selector::explain: no such expert");
        const auto about = case_of<Map>(object, context, asked_by(context));
        const auto judge = fit(experts, about);
        const auto& who = experts[which.index];
        if (judge.bar(who).is_there()) { return {}; }
        return judge.terms(who, judge.answers_for(who), who.stands.is_known() ? judge.arrival(who) : duration{});
    }

    /// The one verdict on an expert, by asking again. @pre the expert is of the registry (MUSTER_EXPECTS)
    template <class T, class Situation>
    [[nodiscard]] reason why_not(expert_handle which, const T& object,
                                 const consult_context<Situation>& context) const {
        MUSTER_EXPECTS(which.index < context.situation.experts.size(), "panel_selector::why_not: no such expert");
        const consult_context<Situation> asking{context.where,  context.what,    context.how_serious,
                                                context.needed, context.group,   context.situation,
                                                context.now,    context.scratch, record::all};
        const expert_panel again = (*this)(object, asking);
        reason answer;
        for (const reason& each : again.reasons) {
            if (each.about != subject::expert) { continue; }
            if (!each.is_group && each.index == which.index) { return each; }
            if (each.is_group) { answer = each; }
        }
        answer.is_group = false;  // one of those who know none of the fields
        answer.index = which.index;
        answer.actual = 0;
        return answer;
    }

private:
    template <class Situation>
    [[nodiscard]] expert_need_table::asked_list asked_by(const consult_context<Situation>& context) const noexcept {
        const bool is_gap = find_gap(context.what, context.how_serious, context.needed) != gap_kind::none;
        return needs_.look_up(context.what.type, context.how_serious.decided, is_gap, !context.group.clashes.empty());
    }

    template <const auto& Map, class T, class Situation>
    [[nodiscard]] detail::consulted_case<P> case_of(const T& object, const consult_context<Situation>& context,
                                                    const expert_need_table::asked_list& asked) const {
        const known<P> given = position_of<P, Map>(object);
        return {asked, context.where.owner, given.is_known() ? given.value() : cells_.post(context.where.owner),
                context.now};
    }

    [[nodiscard]] detail::fitness<P, Travel> fit(const expert_registry<P>& experts,
                                                 const detail::consulted_case<P>& about) const noexcept {
        return {cells_, options_, travel_, experts, about};
    }

    void check_origin([[maybe_unused]] const expert_registry<P>& experts) const noexcept {
        MUSTER_EXPECTS(experts.size() == 0 || experts.cell_count() == cells_.size(),
                       "panel_selector: the registry must be built with the same hierarchy");
    }

    detail::cell_paths<P> cells_;
    expert_need_table needs_;
    panel_options options_;
    Travel travel_;
};

}  // namespace v0
}  // namespace muster
