#pragma once

#include "muster/core/distributions.hpp"      // weighted, uniform_between
#include "muster/core/random.hpp"             // random
#include "muster/sim/calendar.hpp"            // calendar_date, midnight
#include "muster/sim/call.hpp"                // call
#include "muster/sim/detail/facts.hpp"        // class_profiles, draw_facts
#include "muster/sim/detail/telling.hpp"      // tell
#include "muster/sim/detail/text.hpp"         // padded
#include "muster/sim/detail/whereabouts.hpp"  // draw_building, just_outside
#include "muster/sim/district_model.hpp"      // district

#include <algorithm>  // stable_sort
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <string>     // string
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace sim {

/// Which day of calls is made up.
struct day_options {
    std::uint64_t seed = 1;
    std::uint32_t incidents = 2000;
    calendar_date date{};
    std::int32_t utc_offset_min = 480;  ///< local time is so far ahead of UTC
};

namespace detail {

/// Draws everything about a call but its number.
[[nodiscard]] inline call draw_call(const district& where, const buildings_of_use& by_use, instant start,
                                    random generator) {
    call one;
    one.truth = static_cast<incident_class>(weighted(generator, class_frequencies));
    const class_profile& profile = class_profiles[static_cast<std::size_t>(one.truth)];
    const std::uint64_t hour = weighted(generator, hourly_profiles[profile.hours]);
    const std::uint64_t into_hour_ms = uniform_below(generator, 3'600'000);
    one.received = start + duration{static_cast<std::int64_t>(hour * 3'600'000 + into_hour_ms)};

    const building& at = draw_building(where, by_use, one.truth, generator);
    const two_words& road = road_of(at);
    label place = place_of(at);
    label community;
    const std::uint64_t found = uniform_below(generator, 1000);
    const bool outside = found < 3;
    const bool located = found >= 18;
    if (outside) {
        one.position = just_outside(where.tiers.front().cells.front().area.front().outer, generator);
        place = {std::string{"the last houses of "} + road.english + ", just past the district boundary",
                 std::string{road.chinese} + "刚出区界的地方"};
    } else {
        one.grid_key = at.grid_key;
        if (located) { one.position = at.at; }
        if (!located) { community = community_name(where, at.grid_key); }
    }
    const std::uint64_t clarity = uniform_below(generator, 1000);
    one.vague = clarity < 12;
    if (one.vague) { place = {road.english, road.chinese}; }  // "the building site" would give the class away
    if (clarity >= 12 && clarity < 20) {
        const auto other = static_cast<incident_class>(uniform_below(generator, incident_classes));
        if (other != one.truth) { one.also = other; }
    }
    if (!one.vague) { draw_facts(one, outside ? 0 : at.storeys, generator); }
    tell(one, place, road, community, generator);
    return one;
}

}  // namespace detail

/// A made-up day of calls for help, in the order of their arrival.
///
/// Classes, hours, places and counts follow fixed profiles, set by judgement, not fitted to any city. About 15 in a
/// thousand calls have no position, 3 lie just outside the district, 12 name no class, 8 mention a second one.
///
/// @pre        the district has a building and its tiers, as `make_district` gives them
/// @throws     muster::error (out_of_range) for an impossible date
/// @complexity O(incidents log incidents + buildings)
/// Deterministic: yes, integers only; a call's content depends on the district, the seed and its index of generation
[[nodiscard]] inline std::vector<call> make_day(const district& where, const day_options& options = {}) {
    const instant start = midnight(options.date, options.utc_offset_min);
    const random generator = random{options.seed}.stream("day");
    const detail::buildings_of_use by_use = detail::buildings_by_use(where);
    std::vector<call> calls;
    calls.reserve(options.incidents);
    for (std::uint32_t i = 0; i < options.incidents; ++i) {
        calls.push_back(detail::draw_call(where, by_use, start, generator.stream(i)));
    }
    // Stable: calls of the same millisecond stay in the order of their generation.
    std::stable_sort(calls.begin(), calls.end(), [](const call& a, const call& b) { return a.received < b.received; });
    std::string prefix{"G"};  // in steps: g++ 12 at -O3 warns of an overlap that is none in "G" + a temporary
    prefix += compact(options.date);
    prefix += '-';
    for (std::size_t i = 0; i < calls.size(); ++i) { calls[i].number = prefix + detail::padded(i + 1, 4); }
    return calls;
}

/// How long the work on scene takes, from the arrival of the first unit to the end.
///
/// Typical spans by class, longer by each person trapped, injured or dead; set by judgement. In whole seconds.
[[nodiscard]] inline duration service_time(const call& of, random& generator) {
    const detail::class_profile& profile = detail::class_profiles[static_cast<std::size_t>(of.truth)];
    const std::int64_t shortest_s = std::int64_t{profile.shortest_min} * 60;
    const std::int64_t longest_s = std::int64_t{profile.longest_min} * 60;
    const std::int64_t one = uniform_between(generator, shortest_s, longest_s);
    const std::int64_t other = uniform_between(generator, shortest_s, longest_s);
    const int people_s = of.trapped.value_or(0) * 300 + of.injured.value_or(0) * 180 + of.dead.value_or(0) * 1200;
    return {((one + other) / 2 + people_s) * 1000};
}

}  // namespace sim
}  // namespace v0
}  // namespace muster
