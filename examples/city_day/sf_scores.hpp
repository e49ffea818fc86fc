#pragma once

#include "sf_calls.hpp"         // calls, day_of
#include "sf_engines.hpp"       // score_first_engine
#include "sf_joint_scores.hpp"  // joint_scores
#include "sf_stations.hpp"      // station_table, home_table

#include <cstddef>  // size_t
#include <span>     // span
#include <string>   // string
#include <vector>   // vector

namespace sf {

/// How far we agree with what a log says was done.
struct scores {
    joint_scores joint;
    engine_scores first_engine;       ///< over all calls of the log, or of the test files
    engine_scores first_engine_test;  ///< over the calls of the test days only
    std::size_t assumed_homes = 0;    ///< units that live where they served most in training
};

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
