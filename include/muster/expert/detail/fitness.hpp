#pragma once

#include "muster/core/reason.hpp"               // reason, measure
#include "muster/expert/detail/cell_paths.hpp"  // cell_paths
#include "muster/expert/expert_need_table.hpp"  // asked_field
#include "muster/expert/expert_registry.hpp"    // expert_registry
#include "muster/expert/expert_verdict.hpp"     // expert_verdict
#include "muster/expert/panel_options.hpp"      // panel_options

#include <cstdint>  // uint32_t

namespace muster {
inline namespace v0 {
namespace detail {

/// One case, as far as judging a single expert goes.
template <position_type P>
struct consulted_case {
    expert_need_table::asked_list asked;
    cell_id owner{};
    P target{};
    instant now{};
};

/// Why an expert cannot be called, in the words of a reason; `outranked` when it can.
struct obstacle {
    expert_verdict verdict = expert_verdict::outranked;
    measure counted_in = measure::none;
    std::int64_t actual = 0;
    std::int64_t limit = 0;

    [[nodiscard]] bool is_there() const noexcept { return verdict != expert_verdict::outranked; }
};

/// What one expert is to one case: the hard conditions, the fields it can answer for, how soon, how well.
template <position_type P, class Travel>
class fitness {
public:
    using registry = expert_registry<P>;
    using entry = typename registry::entry;

    fitness(const cell_paths<P>& cells, const panel_options& options, const Travel& travel, const registry& experts,
            const consulted_case<P>& about) noexcept
        : cells_{cells}, options_{options}, travel_{travel}, experts_{experts}, case_{about} {}

    /// Who bars the way whatever is asked: terms, the pool's reach, interests of its own, being busy.
    [[nodiscard]] obstacle bar(const entry& who) const noexcept {
        const auto& pool = experts_.pool(who.pool);
        if (case_.now >= pool.term_end) { return term(expert_verdict::pool_expired, pool.term_end); }
        if (case_.now >= who.term_end) { return term(expert_verdict::term_ended, who.term_end); }
        if (pool.cell && !cells_.is_in(case_.owner, pool.cell)) {
            return {expert_verdict::pool_elsewhere, measure::none, 0, pool.cell.index};
        }
        for (const cell_id each : who.conflicts) {
            if (cells_.is_in(case_.owner, each)) {
                return {expert_verdict::conflict_of_interest, measure::none, 0, each.index};
            }
        }
        if (who.status == expert_status::free) { return {}; }
        return {who.status == expert_status::called ? expert_verdict::called : expert_verdict::away, measure::count,
                who.open_cases, 0};
    }

    /// The asked fields that it can answer for, as a set of their places in the list.
    [[nodiscard]] best_cover::item_set answers_for(const entry& who) const noexcept {
        best_cover::item_set set = 0;
        for (std::uint32_t i = 0; i < case_.asked.fields.size(); ++i) {
            const asked_field& each = case_.asked.fields[i];
            if (!who.knows.contains(each.field)) { continue; }
            const bool fits = each.axis == expertise::local ? is_local(who)
                                                            : !each.licensed_only || who.licensed.contains(each.field);
            set |= fits ? 1U << i : 0U;
        }
        return set;
    }

    /// Why it cannot answer for a field that it knows.
    [[nodiscard]] obstacle bar_for(const entry& who, const asked_field& which) const noexcept {
        if (which.axis == expertise::credentialed) { return {expert_verdict::unlicensed, measure::count, 0, 1}; }
        if (who.years == 0) { return {expert_verdict::not_years, measure::count, 0, 1}; }
        return {expert_verdict::not_local, measure::none, 0, who.home.index};
    }

    /// When it could be on the scene, from the order. @pre its whereabouts are known
    [[nodiscard]] duration arrival(const entry& who) const {
        return who.turnout + travel_(who.stands.value(), case_.target);
    }

    /// What its score is made of, for the fields that it answers for.
    /// @param there  when it could be on the scene; meaningless when its whereabouts are unknown
    [[nodiscard]] score_terms terms(const entry& who, best_cover::item_set set, duration there) const noexcept {
        const score_points& points = options_.points;
        score_terms made;
        if (set == 0) { return made; }
        for (std::uint32_t i = 0; i < case_.asked.fields.size(); ++i) {
            if (((set >> i) & 1U) == 0) { continue; }
            const asked_field& each = case_.asked.fields[i];
            if (each.axis == expertise::local) {
                const auto years = std::int64_t{who.years};
                made.local_years =
                    points.local_year * (years < score_points::most_years ? years : score_points::most_years);
                continue;
            }
            made.fields += points.field;
            if (who.licensed.contains(each.field)) { made.licences += points.licence; }
            made.pool = points.pool_step * places_before_last(experts_.pool(who.pool).tier);
        }
        if (who.stands.is_known()) {
            const std::int64_t minutes = (there.ms + 59'999) / 60'000;
            if (minutes < score_points::most_minutes) {
                made.presence = points.minute * (score_points::most_minutes - minutes);
            }
        }
        made.load = -points.open_case * std::int64_t{who.open_cases};
        return made;
    }

private:
    [[nodiscard]] obstacle term(expert_verdict verdict, instant ended) const noexcept {
        return {verdict, measure::milliseconds, case_.now.ms, ended.ms};
    }
    [[nodiscard]] bool is_local(const entry& who) const noexcept {
        return who.years > 0 && cells_.is_in(case_.owner, who.home);
    }
    [[nodiscard]] std::int64_t places_before_last(pool_tier tier) const noexcept {
        std::int64_t place = 0;
        while (options_.pool_order[static_cast<std::size_t>(place)] != tier) { ++place; }
        return static_cast<std::int64_t>(options_.pool_order.size()) - 1 - place;
    }

    const cell_paths<P>& cells_;
    const panel_options& options_;
    const Travel& travel_;
    const registry& experts_;
    const consulted_case<P>& case_;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
