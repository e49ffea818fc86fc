#pragma once

#include "muster/core/error.hpp"               // error
#include "muster/rules/grading_criterion.hpp"  // level_criterion

#include <string>  // string
#include <vector>  // vector

namespace muster {
inline namespace v0 {
namespace detail {

// A criterion's thresholds as a ladder: all in one direction, each step to a more serious level at a stricter limit.
// Whoever grades goes up and down on it with these functions, so that every grading reads a limit alike.

/// The most serious step that a value reaches; null when it reaches none.
template <class Level>
[[nodiscard]] const level_threshold<Level>* step_reached(const std::vector<level_threshold<Level>>& steps,
                                                         double value) noexcept {
    const level_threshold<Level>* best = nullptr;
    for (const level_threshold<Level>& each : steps) {
        if (holds(value, each.how, each.limit) && (best == nullptr || is_more_serious(each.reached, best->reached))) {
            best = &each;
        }
    }
    return best;
}

/// The first step to a level more serious than `than`, the easiest one to reach; null on the top.
template <class Level>
[[nodiscard]] const level_threshold<Level>* step_beyond(const std::vector<level_threshold<Level>>& steps,
                                                        Level than) noexcept {
    const level_threshold<Level>* next = nullptr;
    for (const level_threshold<Level>& each : steps) {
        if (!is_more_serious(each.reached, than)) { continue; }
        if (next == nullptr || is_stricter(*next, each)) { next = &each; }
    }
    return next;
}

/// The most serious level that any value reaches.
template <class Level>
[[nodiscard]] Level top_of(const std::vector<level_threshold<Level>>& steps) noexcept {
    Level worst{};
    for (const level_threshold<Level>& each : steps) { worst = more_serious(worst, each.reached); }
    return worst;
}

template <class Level>
[[noreturn]] void refuse(errc code, const level_criterion<Level>& criterion, const std::string& who_checks,
                         const std::string& what) {
    throw error{code, criterion.where, who_checks + ": criterion `" + criterion.criterion_name.en + "` " + what};
}

/// Checks one criterion against its scale. @throws error empty, out_of_range, contradiction
template <class Level, class Scheme>
void check_ladder(const level_criterion<Level>& criterion, const level_scale<Scheme>& scale,
                  const std::string& who_checks) {
    const auto check_level = [&](Level each) {
        if (!scale.contains(each)) {
            refuse(errc::out_of_range, criterion, who_checks,
                   "has a level of rank " + std::to_string(each.rank) + "; the scale has ranks 1 to " +
                       std::to_string(scale.size()));
        }
    };
    if (criterion.thresholds.empty()) { refuse(errc::empty, criterion, who_checks, "has no thresholds"); }
    if (criterion.assumed) { check_level(criterion.assumed); }
    for (const level_threshold<Level>& line : criterion.thresholds) {
        check_level(line.reached);
        if (!(line.limit > -1e15 && line.limit < 1e15)) {
            refuse(errc::out_of_range, criterion, who_checks,
                   "has the limit " + std::to_string(line.limit) + "; it must lie between -1e15 and 1e15");
        }
        if (line.how == comparison::equal || line.how == comparison::not_equal) {
            refuse(errc::contradiction, criterion, who_checks, "must use at_least, more_than, at_most or below");
        }
        for (const level_threshold<Level>& other : criterion.thresholds) {
            if (counts_upward(line.how) != counts_upward(other.how)) {
                refuse(errc::contradiction, criterion, who_checks, "has thresholds in both directions");
            }
            if (is_more_serious(line.reached, other.reached) && !is_stricter(line, other)) {
                refuse(errc::contradiction, criterion, who_checks,
                       "reaches level rank " + std::to_string(line.reached.rank) +
                           " at a limit that is no stricter than that of rank " + std::to_string(other.reached.rank));
            }
        }
    }
}

}  // namespace detail
}  // namespace v0
}  // namespace muster
