#pragma once

#include "muster/core/ids.hpp"         // criterion_id
#include "muster/core/reason.hpp"      // reason_list
#include "muster/model/level.hpp"      // level
#include "muster/rules/condition.hpp"  // comparison

namespace muster {
inline namespace v0 {

/// How serious a case is by one scheme of levels, as far as its facts are known.
///
/// `lowest` and `highest` bound the level that the facts will show once all are known; `decided` lies between.
template <class Level>
struct graded {
    Level decided{};
    Level lowest{};             ///< the least serious level that is still possible
    Level highest{};            ///< the most serious level that is still possible
    Level has_caused{};         ///< what harm that has happened reaches alone; none when it reaches no threshold
    Level may_cause{};          ///< what harm that may still happen reaches alone; none when it reaches no threshold
    criterion_id criterion{};   ///< the criterion that decided; none: no threshold is reached
    criterion_id settled_by{};  ///< the unknown fact that could change the level most; none: nothing is open
    reason_list reasons{};      ///< one verdict a criterion, by `grading_verdict`

    /// Whether no unknown fact can change the level any more.
    [[nodiscard]] bool is_settled() const noexcept { return lowest == highest; }
};

/// How far a case is from a more serious level, by one criterion.
template <class Level>
struct level_margin {
    criterion_id criterion{};
    Level next{};                           ///< the level that would be reached
    double value = 0;                       ///< what the criterion reads now
    double limit = 0;                       ///< where `next` begins
    comparison how = comparison::at_least;  ///< how the limit is meant; `more` and `less` exclude it

    /// By how much the value has to change, 0 or more, in the criterion's unit. 0: the value stands on a limit that
    /// it would have to pass.
    [[nodiscard]] double distance() const noexcept { return value < limit ? limit - value : value - limit; }
    /// The distance as a share of the limit, of the distance itself when the limit is 0: compares criteria of
    /// different units.
    [[nodiscard]] double share() const noexcept {
        const double size = limit < 0 ? -limit : limit;
        return size > 0 ? distance() / size : distance();
    }
};

}  // namespace v0
}  // namespace muster
