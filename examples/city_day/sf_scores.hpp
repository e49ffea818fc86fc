#pragma once

#include "sf_calls.hpp"     // calls, day_of
#include "sf_engines.hpp"   // score_first_engine
#include "sf_joint.hpp"     // joint_table
#include "sf_stations.hpp"  // station_table, home_table

#include <cstddef>  // size_t
#include <cstdint>  // int64_t
#include <span>     // span
#include <string>   // string
#include <vector>   // vector

namespace sf {

/// Agreement of one way of deciding with what was sent. Past dispatch is what was done, not what was needed.
struct agreement {
    std::size_t calls = 0;
    std::size_t exact = 0;    ///< the very same set
    std::int64_t f1_sum = 0;  ///< in units of `f1_one`

    void add(type_set decided, type_set actual) noexcept {
        ++calls;
        exact += decided == actual ? 1U : 0U;
        f1_sum += f1_of(decided, actual);
    }
    void add(const agreement& other) noexcept {
        calls += other.calls;
        exact += other.exact;
        f1_sum += other.f1_sum;
    }
    [[nodiscard]] double exact_share() const noexcept { return share(static_cast<double>(exact)); }
    [[nodiscard]] double mean_f1() const noexcept {
        return share(static_cast<double>(f1_sum) / static_cast<double>(f1_one));
    }

private:
    [[nodiscard]] double share(double sum) const noexcept { return calls == 0 ? 0 : sum / static_cast<double>(calls); }
};

/// Whether a call belongs to the scored population, or why it does not.
enum class membership { member, never_dispatched, without_group, started_by_unit };

/// A member has a Call Type Group, and its first dispatch came more than 5 s after receipt: it was not started by
/// a unit itself. A call that is both without a group and started by a unit counts as the former.
[[nodiscard]] inline membership membership_of(const call& c) {
    if (c.rows.empty()) { return membership::never_dispatched; }
    if (c.group.empty()) { return membership::without_group; }
    return first_dispatch(c) - c.received <= muster::duration{5000} ? membership::started_by_unit : membership::member;
}

/// Scores of one test day, kept apart so that whole days can be resampled.
struct joint_day {
    std::int64_t day = 0;  ///< days since 1970-01-01
    agreement for_exact;   ///< deciding for the exact set
    agreement for_f1;      ///< deciding for the expected F1
};

/// Joint sets learned from the log, as the protocol scores them.
struct joint_scores {
    std::size_t calls = 0, population = 0, never_dispatched = 0, without_group = 0, started_by_unit = 0;  ///< in all
    std::size_t joined_later = 0;     ///< scored calls where a further type joined after 120 s: under-response
    std::size_t cancelled_units = 0;  ///< units of scored calls without a time on scene: over-response
    std::size_t unseen_pairs = 0;     ///< scored by their call type, or by all calls
    std::vector<joint_day> days;
    agreement for_exact;
    agreement for_f1;
};

struct scores {
    joint_scores joint;
    engine_scores first_engine;       ///< over all calls of the log, or of the test files
    engine_scores first_engine_test;  ///< over the calls of the test days only
    std::size_t assumed_homes = 0;    ///< units that live where they served most in training
};

namespace detail {

inline void score_call(const call& c, joint_table& table, const unit_types& types, joint_scores& scores) {
    const joint_label label = label_of(c, types);
    const joint_decision decision = table.decide(c);
    if (scores.days.empty() || scores.days.back().day != day_of(c.received)) {
        scores.days.push_back({day_of(c.received), {}, {}});
    }
    scores.days.back().for_exact.add(decision.for_exact, label.together);
    scores.days.back().for_f1.add(decision.for_f1, label.together);
    scores.joined_later += label.later != 0 ? 1U : 0U;
    scores.unseen_pairs += decision.basis != joint_basis::type_and_priority ? 1U : 0U;
    for (const unit_row& row : c.rows) { scores.cancelled_units += row.on_scene ? 0U : 1U; }
}

[[nodiscard]] inline bool count_member(const call& c, joint_scores& scores) {
    const membership is = membership_of(c);
    ++scores.calls;
    scores.population += is == membership::member ? 1U : 0U;
    scores.never_dispatched += is == membership::never_dispatched ? 1U : 0U;
    scores.without_group += is == membership::without_group ? 1U : 0U;
    scores.started_by_unit += is == membership::started_by_unit ? 1U : 0U;
    return is == membership::member;
}

inline void add_up(joint_scores& scores) {
    for (const joint_day& day : scores.days) {
        scores.for_exact.add(day.for_exact);
        scores.for_f1.add(day.for_f1);
    }
}

}  // namespace detail

/// Rolling origin: each test day is decided from all days before it. Days are days of receipt on which the
/// population has calls; `log` is in order of receipt, as `calls::all` is.
[[nodiscard]] inline joint_scores score_joint_rolling(std::span<const call> log, std::size_t first_test_day = 5) {
    joint_scores scores;
    const unit_types types{log};
    joint_table table;
    std::vector<const call*> today;
    std::size_t day_number = 0;
    const auto close_day = [&] {
        for (const call* c : today) {
            if (day_number >= first_test_day) { detail::score_call(*c, table, types, scores); }
        }
        for (const call* c : today) { table.add(*c, label_of(*c, types).together); }
        today.clear();
    };
    for (const call& c : log) {
        if (!detail::count_member(c, scores)) { continue; }
        if (today.empty() || day_of(today.back()->received) != day_of(c.received)) {
            close_day();
            ++day_number;
        }
        today.push_back(&c);
    }
    close_day();
    detail::add_up(scores);
    return scores;
}

/// One table, learned from `training`, decides all of `test`. Counts are those of `test`.
[[nodiscard]] inline joint_scores score_joint_fixed(std::span<const call> training, std::span<const call> test) {
    joint_scores scores;
    const unit_types types{training, test};
    joint_table table;
    for (const call& c : training) {
        if (membership_of(c) == membership::member) { table.add(c, label_of(c, types).together); }
    }
    for (const call& c : test) {
        if (detail::count_member(c, scores)) { detail::score_call(c, table, types, scores); }
    }
    detail::add_up(scores);
    return scores;
}

/// The calls of the days before the first test day: what homes are assumed from.
[[nodiscard]] inline std::span<const call> before_first_test(std::span<const call> log, const joint_scores& joint) {
    std::size_t test_from = joint.days.empty() ? log.size() : 0;
    while (test_from < log.size() && day_of(log[test_from].received) < joint.days.front().day) { ++test_from; }
    return log.first(test_from);
}

/// All scores of one log, rolling origin. Homes are assumed from the days before the first test day.
[[nodiscard]] inline scores score(const calls& log, const station_table& stations, std::size_t first_test_day = 5) {
    scores all;
    all.joint = score_joint_rolling(log.all, first_test_day);
    const std::span<const call> everything{log.all};
    const std::size_t test_from = before_first_test(everything, all.joint).size();
    const home_table homes{stations, everything.first(test_from)};
    const std::vector<std::string> engines = engines_with_home(stations, homes, everything);
    const busy_calendar calendar{everything};
    all.first_engine = score_first_engine(everything, engines, homes, calendar);
    all.first_engine_test = score_first_engine(everything.subspan(test_from), engines, homes, calendar);
    all.assumed_homes = homes.assumed();
    return all;
}

/// All scores of `test`, with table and homes learned from `training`.
[[nodiscard]] inline scores score(const calls& training, const calls& test, const station_table& stations) {
    scores all;
    all.joint = score_joint_fixed(training.all, test.all);
    const home_table homes{stations, training.all};
    const busy_calendar calendar{training.all, test.all};
    all.first_engine = score_first_engine(test.all, engines_with_home(stations, homes, test.all), homes, calendar);
    all.first_engine_test = all.first_engine;
    all.assumed_homes = homes.assumed();
    return all;
}

}  // namespace sf
