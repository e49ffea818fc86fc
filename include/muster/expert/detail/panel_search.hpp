#pragma once

#include "muster/core/reason.hpp"            // reason
#include "muster/expert/detail/fitness.hpp"  // fitness
#include "muster/model/expert_panel.hpp"     // expert_panel
#include "muster/solve/best_cover.hpp"       // best_cover

#include <algorithm>  // min
#include <bit>        // countr_zero, popcount
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// Somebody who can be called.
struct panel_candidate {
    std::int64_t score = 0;
    duration arrival{};         ///< on the scene
    std::size_t reason_at = 0;  ///< its verdict, in the outcome's reasons
    std::uint32_t number = 0;
    best_cover::item_set set = 0;  ///< what it answers for
    bool can_come = false;         ///< whereabouts are known
};

/// What choosing panels keeps between decisions: memory, nothing else.
struct panel_scratch {
    std::vector<panel_candidate> candidates;
    std::vector<std::uint64_t> pool_round;  ///< the last decision that named the pool
    std::uint64_t round = 0;
    best_cover cover;
};

[[nodiscard]] inline reason expert_reason(expert_verdict verdict, subject about, std::uint32_t index) noexcept {
    reason made;
    made.stage = stage_id::consult;
    made.about = about;
    made.index = index;
    made.verdict = static_cast<std::uint16_t>(verdict);
    return made;
}

/// So many experts who were not looked at.
[[nodiscard]] inline reason group_reason(expert_verdict verdict, std::size_t count, std::size_t bound) noexcept {
    reason made = expert_reason(verdict, subject::expert, 0);
    made.actual = static_cast<std::int64_t>(count);
    made.limit = static_cast<std::int64_t>(bound);
    made.counted_in = measure::count;
    made.is_group = true;
    return made;
}

/// One choice of a panel: looks at everyone who knows an asked field, then chooses.
template <position_type P, class Travel>
class panel_search {
public:
    panel_search(fitness<P, Travel> judge, const expert_registry<P>& experts, const consulted_case<P>& about,
                 const panel_options& options, panel_scratch& scratch, bool recording) noexcept
        : judge_{judge}, experts_{experts}, case_{about}, options_{options}, scratch_{scratch}, recording_{recording} {}

    void run(expert_panel& out) {
        name_asked(out);
        scratch_.candidates.clear();
        scratch_.cover.begin(static_cast<std::uint32_t>(case_.asked.fields.size()));
        ++scratch_.round;
        std::size_t visited = 0;
        std::uint64_t done = 0;  // fields whose experts have been looked at
        for (const asked_field& each : case_.asked.fields) {
            for (const std::uint32_t number : experts_.with(each.field)) {
                if ((experts_[number].knows.bits() & done) != 0) { continue; }
                ++visited;
                visit(number, each, out);
            }
            done |= std::uint64_t{1} << each.field.index;
        }
        scratch_.cover.solve(options_.max_seats);
        seat(out);
        name_uncovered(out);
        if (!recording_) { return; }
        for (const panel_candidate& each : scratch_.candidates) { explain_unseated(each, out); }
        if (visited < experts_.size()) {
            out.reasons.push_back(
                group_reason(expert_verdict::lacks_field, experts_.size() - visited, out.asked.size()));
        }
    }

private:
    using item_set = best_cover::item_set;

    // A field that is asked on both axes is listed once.
    [[nodiscard]] bool is_first_of_field(std::size_t at) const noexcept {
        for (std::size_t i = 0; i < at; ++i) {
            if (case_.asked.fields[i].field == case_.asked.fields[at].field) { return false; }
        }
        return true;
    }
    void name_asked(expert_panel& out) const {
        for (std::size_t i = 0; i < case_.asked.fields.size(); ++i) {
            if (is_first_of_field(i)) { out.asked.push_back(case_.asked.fields[i].field); }
        }
    }

    void visit(std::uint32_t number, const asked_field& as, expert_panel& out) {
        const auto& who = experts_[number];
        obstacle found = judge_.bar(who);
        panel_candidate made;
        if (!found.is_there()) {
            made.set = judge_.answers_for(who);
            if (made.set == 0) { found = judge_.bar_for(who, as); }
        }
        if (recording_) {
            if (found.verdict == expert_verdict::pool_expired) { name_pool(who.pool, as, found, out); }
            made.reason_at = out.reasons.size();
            out.reasons.push_back(reason_of(found, subject::expert, number, as));
        }
        if (found.is_there()) { return; }
        made.number = number;
        made.can_come = who.stands.is_known();
        if (made.can_come) { made.arrival = judge_.arrival(who); }
        made.score = judge_.terms(who, made.set, made.arrival).total();
        scratch_.candidates.push_back(made);
        scratch_.cover.offer(made.set, made.score, number);
    }

    [[nodiscard]] static reason reason_of(const obstacle& found, subject about, std::uint32_t index,
                                          const asked_field& as) noexcept {
        reason made = expert_reason(found.verdict, about, index);
        made.actual = found.actual;
        made.limit = found.limit;
        made.counted_in = found.counted_in;
        made.purpose = as.field.index;
        return made;
    }

    // An expired pool is named once, before the first of its experts.
    void name_pool(pool_id pool, const asked_field& as, const obstacle& found, expert_panel& out) {
        if (scratch_.pool_round.size() < experts_.pools().size()) {
            scratch_.pool_round.resize(experts_.pools().size(), 0);
        }
        if (scratch_.pool_round[pool.index] == scratch_.round) { return; }
        scratch_.pool_round[pool.index] = scratch_.round;
        out.reasons.push_back(reason_of(found, subject::pool, pool.index, as));
    }

    [[nodiscard]] const panel_candidate& candidate(std::uint32_t number) const noexcept {
        const panel_candidate* found = scratch_.candidates.data();
        while (found->number != number) { ++found; }
        return *found;
    }

    // In the order of the fields that they are called for: each seat has one that it alone covers.
    void seat(expert_panel& out) {
        const auto chosen = scratch_.cover.chosen();
        seats_ = chosen.size();
        for (std::size_t i = 0; i < seats_; ++i) { called_[i] = &candidate(chosen[i]); }
        for (std::size_t i = 0; i < seats_; ++i) {
            alone_[i] = called_[i]->set;
            for (std::size_t j = 0; j < seats_; ++j) { alone_[i] &= j == i ? ~item_set{0} : ~called_[j]->set; }
        }
        for (std::size_t item = 0; item < case_.asked.fields.size(); ++item) {
            for (std::size_t i = 0; i < seats_; ++i) {
                if (static_cast<std::size_t>(std::countr_zero(alone_[i])) == item) { take(i, item, out); }
            }
        }
    }

    void take(std::size_t at, std::size_t item, expert_panel& out) const {
        const panel_candidate& who = *called_[at];
        expert_panel::seat made;
        made.expert = experts_.handle_of(who.number);
        made.on_scene = who.can_come && who.arrival <= options_.on_scene_within;
        made.arrival = made.on_scene ? who.arrival : options_.video_after;
        made.field = case_.asked.fields[item].field;
        made.qualified_by = case_.asked.fields[item].axis;
        made.opens_gate = false;
        for (std::size_t i = 0; i < case_.asked.fields.size(); ++i) {
            if (((who.set >> i) & 1U) != 0 && case_.asked.fields[i].holds_further_action) { made.opens_gate = true; }
        }
        made.score = who.score;
        out.seats.push_back(made);
        if (!recording_) { return; }
        reason& why = out.reasons[who.reason_at];
        why.verdict = static_cast<std::uint16_t>(made.on_scene ? expert_verdict::seated_on_scene
                                                               : expert_verdict::seated_by_video);
        why.purpose = made.field.index;
        why.actual = made.arrival.ms;
        why.limit = options_.on_scene_within.ms;
        why.counted_in = measure::milliseconds;
    }

    void name_uncovered(expert_panel& out) const {
        item_set could = 0;
        for (const panel_candidate& each : scratch_.candidates) { could |= each.set; }
        const item_set covered = scratch_.cover.covered();
        for (std::uint32_t i = 0; i < case_.asked.fields.size(); ++i) {
            if (((covered >> i) & 1U) != 0) { continue; }
            const capability_id which = case_.asked.fields[i].field;
            if (out.uncovered.empty() || !is_listed(which, out.uncovered)) { out.uncovered.push_back(which); }
            if (!recording_) { continue; }
            const bool is_full = ((could >> i) & 1U) != 0;
            reason made = expert_reason(is_full ? expert_verdict::no_seat_for : expert_verdict::nobody,
                                        subject::capability, which.index);
            made.purpose = which.index;
            made.counted_in = measure::count;
            made.actual = is_full ? static_cast<std::int64_t>(seats_) : 0;
            made.limit =
                is_full ? std::int64_t{options_.max_seats} : static_cast<std::int64_t>(experts_.with(which).size());
            out.reasons.push_back(made);
        }
    }
    [[nodiscard]] static bool is_listed(capability_id which, const std::vector<capability_id>& list) noexcept {
        for (const capability_id each : list) {
            if (each == which) { return true; }
        }
        return false;
    }

    // Why somebody who could have been called was not.
    void explain_unseated(const panel_candidate& who, expert_panel& out) const {
        reason& why = out.reasons[who.reason_at];
        if (why.verdict_as<expert_verdict>() != expert_verdict::outranked) { return; }  // seated
        const auto set_to = [&why](expert_verdict verdict, std::int64_t actual, std::int64_t limit) {
            why.verdict = static_cast<std::uint16_t>(verdict);
            why.actual = actual;
            why.limit = limit;
            why.counted_in = measure::count;
        };
        if ((who.set & ~scratch_.cover.covered()) != 0) {
            return set_to(expert_verdict::no_seat_left, static_cast<std::int64_t>(seats_), options_.max_seats);
        }
        for (std::size_t i = 0; i < seats_; ++i) {
            if ((alone_[i] & ~who.set) == 0) {  // could sit there instead
                return set_to(expert_verdict::outranked, who.score, called_[i]->score);
            }
        }
        set_to(expert_verdict::not_needed, std::popcount(who.set),
               static_cast<std::int64_t>(case_.asked.fields.size()));
    }

    fitness<P, Travel> judge_;
    const expert_registry<P>& experts_;
    const consulted_case<P>& case_;
    const panel_options& options_;
    panel_scratch& scratch_;
    bool recording_;
    std::array<const panel_candidate*, best_cover::limit> called_{};
    std::array<item_set, best_cover::limit> alone_{};  // what only this seat covers
    std::size_t seats_ = 0;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
