#pragma once

#include "muster/core/digest.hpp"         // digest
#include "muster/core/error.hpp"          // error
#include "muster/core/units.hpp"          // duration
#include "muster/expert/expert_pool.hpp"  // pool_tier
#include "muster/expert/score_terms.hpp"  // score_points
#include "muster/solve/best_cover.hpp"    // best_cover

#include <array>    // array
#include <cstdint>  // uint32_t
#include <string>   // to_string

namespace muster {
inline namespace v0 {

/// What `panel_selector` is configured with besides its needs.
struct panel_options {
    std::uint32_t max_seats = 5;
    duration on_scene_within{30 * 60'000};  ///< from the order; who would come later advises by video
    duration video_after{5 * 60'000};       ///< from the order until somebody is on the screen
    std::array<pool_tier, 3> pool_order{pool_tier::street, pool_tier::department, pool_tier::district};  ///< best first
    score_points points{};

    friend bool operator==(const panel_options&, const panel_options&) = default;
};

/// @throws error out_of_range (seats not from 1 to `best_cover::limit`, a negative time, points not from 0 to
///         1,000,000), contradiction (an order of pools that does not name each tier once)
inline void check(const panel_options& options) {
    const auto refuse = [](const std::string& what, std::int64_t value, const std::string& limits) {
        throw error{errc::out_of_range,
                    "panel_options: " + what + " is " + std::to_string(value) + "; expected " + limits};
    };
    if (options.max_seats < 1 || options.max_seats > best_cover::limit) {
        refuse("max_seats", options.max_seats, "1 to " + std::to_string(best_cover::limit));
    }
    if (options.on_scene_within.ms < 0) { refuse("on_scene_within", options.on_scene_within.ms, "0 ms or more"); }
    if (options.video_after.ms < 0) { refuse("video_after", options.video_after.ms, "0 ms or more"); }
    const score_points& points = options.points;
    for (const std::int64_t each :
         {points.field, points.licence, points.pool_step, points.local_year, points.minute, points.open_case}) {
        if (each < 0 || each > 1'000'000) { refuse("a number of points", each, "0 to 1000000"); }
    }
    std::uint32_t named = 0;
    for (const pool_tier each : options.pool_order) { named |= 1U << static_cast<unsigned>(each); }
    if (named != 7U) {
        throw error{errc::contradiction, "panel_options: pool_order must name each tier of pools once"};
    }
}

inline void write_digest(const panel_options& options, digest& into) noexcept {
    into.number(options.max_seats).number(options.on_scene_within.ms).number(options.video_after.ms);
    for (const pool_tier each : options.pool_order) { into.number(static_cast<std::int64_t>(each)); }
    const score_points& points = options.points;
    into.number(points.field).number(points.licence).number(points.pool_step).number(points.local_year);
    into.number(points.minute).number(points.open_case);
}

}  // namespace v0
}  // namespace muster
