#pragma once

#include "sf_agreement.hpp"   // both_aims, membership_of
#include "sf_calls.hpp"       // call, day_of
#include "sf_difference.hpp"  // difference_over_days
#include "sf_joint.hpp"       // joint_table, label_of
#include "sf_match.hpp"       // log_match
#include "sf_team.hpp"        // lesson

#include <algorithm>  // min
#include <cstddef>    // size_t
#include <cstdint>    // int64_t
#include <span>       // span
#include <vector>     // vector

namespace sf {

/// What was decided on the same calls in three ways: by muster's match stage, which sends the best team seen; by the
/// same with every unit type on its own; by the baseline table.
struct ways {
    both_aims match, singles, table;

    void add(const ways& other) noexcept {
        match.add(other.match);
        singles.add(other.singles);
        table.add(other.table);
    }
};

/// Scores of one test day, kept apart so that whole days can be resampled.
struct joint_day {
    std::int64_t day = 0;  ///< days since 1970-01-01
    ways agree;
};

/// Data thrift: what few days of logs are good for.
struct joint_thrift {
    std::size_t days = 0;  ///< learned from so many before each test day, and no more
    ways agree;
};

/// Joint sets learned from the log, as the protocol scores them.
struct joint_scores {
    std::size_t calls = 0, population = 0, never_dispatched = 0, without_group = 0, started_by_unit = 0;  ///< in all
    std::size_t joined_later = 0;     ///< scored calls where a further type joined after 120 s: under-response
    std::size_t cancelled_units = 0;  ///< units of scored calls without a time on scene: over-response
    std::size_t unseen_pairs = 0;     ///< that the table decides by their call type, or by all calls
    std::vector<joint_day> days;
    ways agree;
    paired_difference exact_difference, f1_difference;  ///< of match from the table, each deciding for that aim
    std::vector<joint_thrift> thrift;                   ///< empty where learning does not roll on
};

/// Everything that was taught, ready to decide calls in all ways.
class joint_deciders {
public:
    joint_deciders(std::span<const lesson> lessons, const unit_types& types)
        : match_exact_{lessons, types, team_for_exact},
          match_f1_{lessons, types, team_for_f1},
          singles_exact_{lessons, types, singles_for_exact},
          singles_f1_{lessons, types, singles_for_f1} {
        for (const lesson& each : lessons) { table_.add(*each.what, each.label.together); }
    }

    /// Decides a call and adds up how far that agrees with what went. Gives what the table rests on.
    joint_basis score(const lesson& asked, ways& into) {
        const call& c = *asked.what;
        const type_set actual = asked.label.together;
        const joint_decision by_table = table_.decide(c);
        into.match.for_exact.add(match_exact_.decide(c), actual);
        into.match.for_f1.add(match_f1_.decide(c), actual);
        into.singles.for_exact.add(singles_exact_.decide(c), actual);
        into.singles.for_f1.add(singles_f1_.decide(c), actual);
        into.table.for_exact.add(by_table.for_exact, actual);
        into.table.for_f1.add(by_table.for_f1, actual);
        return by_table.basis;
    }

private:
    log_match match_exact_, match_f1_, singles_exact_, singles_f1_;
    joint_table table_;
};

namespace detail {

/// The scored population of a log, in its order; counts what is in it and what is not.
[[nodiscard]] inline std::vector<lesson> lessons_of(std::span<const call> log, const unit_types& types,
                                                    joint_scores& count) {
    std::vector<lesson> all;
    for (const call& c : log) {
        const membership is = membership_of(c);
        ++count.calls;
        count.population += is == membership::member ? 1U : 0U;
        count.never_dispatched += is == membership::never_dispatched ? 1U : 0U;
        count.without_group += is == membership::without_group ? 1U : 0U;
        count.started_by_unit += is == membership::started_by_unit ? 1U : 0U;
        if (is == membership::member) { all.push_back({&c, label_of(c, types)}); }
    }
    return all;
}

/// Where each day of receipt starts among the lessons, and where the last one ends.
[[nodiscard]] inline std::vector<std::size_t> day_starts(std::span<const lesson> lessons) {
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < lessons.size(); ++i) {
        if (i == 0 || day_of(lessons[i].what->received) != day_of(lessons[i - 1].what->received)) {
            starts.push_back(i);
        }
    }
    starts.push_back(lessons.size());
    return starts;
}

/// Decides the calls of one or several days, and counts what is told beside their scores.
inline void score_calls(std::span<const lesson> asked, joint_deciders& deciders, joint_scores& scores) {
    for (const lesson& each : asked) {
        const std::int64_t day = day_of(each.what->received);
        if (scores.days.empty() || scores.days.back().day != day) { scores.days.push_back({day, {}}); }
        const joint_basis basis = deciders.score(each, scores.days.back().agree);
        scores.joined_later += each.label.later != 0 ? 1U : 0U;
        scores.unseen_pairs += basis != joint_basis::type_and_priority ? 1U : 0U;
        for (const unit_row& row : each.what->rows) { scores.cancelled_units += row.on_scene ? 0U : 1U; }
    }
}

inline void add_up(joint_scores& scores) {
    std::vector<day_sums> exact, f1;
    for (const joint_day& day : scores.days) {
        scores.agree.add(day.agree);
        const both_aims& ours = day.agree.match;
        const both_aims& theirs = day.agree.table;
        const auto calls = static_cast<std::int64_t>(ours.for_exact.calls);
        exact.push_back({static_cast<std::int64_t>(ours.for_exact.exact),
                         static_cast<std::int64_t>(theirs.for_exact.exact), calls});
        f1.push_back({ours.for_f1.f1_sum, theirs.for_f1.f1_sum, calls});
    }
    scores.exact_difference = difference_over_days(exact, 1);
    scores.f1_difference = difference_over_days(f1, f1_one);
}

}  // namespace detail

/// Rolling origin: each test day is decided from all days before it, and for thrift from one or two of them only.
///
/// Days are days of receipt on which the population has calls; `log` is in order of receipt, as `calls::all` is.
/// O(days x calls) to learn.
[[nodiscard]] inline joint_scores score_joint_rolling(std::span<const call> log, std::size_t first_test_day = 5) {
    joint_scores scores;
    const unit_types types{log};
    const std::vector<lesson> all = detail::lessons_of(log, types, scores);
    const std::span<const lesson> lessons{all};
    const std::vector<std::size_t> starts = detail::day_starts(lessons);
    const auto days = [&](std::size_t from, std::size_t to) {
        return lessons.subspan(starts[from], starts[to] - starts[from]);
    };
    scores.thrift = {{1, {}}, {2, {}}};
    for (std::size_t test = first_test_day == 0 ? 0 : first_test_day - 1; test + 1 < starts.size(); ++test) {
        joint_deciders deciders{days(0, test), types};
        detail::score_calls(days(test, test + 1), deciders, scores);
        for (joint_thrift& few : scores.thrift) {
            joint_deciders thrifty{days(test - std::min(few.days, test), test), types};
            for (const lesson& each : days(test, test + 1)) { thrifty.score(each, few.agree); }
        }
    }
    detail::add_up(scores);
    return scores;
}

/// What `training` teaches decides all of `test`. Counts are those of `test`.
[[nodiscard]] inline joint_scores score_joint_fixed(std::span<const call> training, std::span<const call> test) {
    joint_scores scores, not_counted;
    const unit_types types{training, test};
    joint_deciders deciders{detail::lessons_of(training, types, not_counted), types};
    detail::score_calls(detail::lessons_of(test, types, scores), deciders, scores);
    detail::add_up(scores);
    return scores;
}

}  // namespace sf
