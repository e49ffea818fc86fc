#pragma once

#include "muster/core/distributions.hpp"  // uniform_between, uniform_below, normal
#include "muster/core/position.hpp"       // planar, lon_lat
#include "muster/core/random.hpp"         // random
#include "muster/grid/hierarchy.hpp"      // hierarchy
#include "muster/grid/polygon.hpp"        // multi_polygon, tier_drawing, box

#include <cmath>      // llround
#include <concepts>   // same_as
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <cstdio>     // snprintf
#include <string>     // string
#include <utility>    // move
#include <vector>     // vector

namespace bench {

/// What no area holds.
inline constexpr std::uint32_t nowhere = 0xffff'ffff;

/// Areas and the points that are looked up in them: the same for all contenders, who answer with an area's index.
template <muster::position_type P>
struct locate_workload {
    std::string missing{};                             ///< why there is none; empty: there is one
    std::vector<muster::tier_drawing<P>> tiers{};      ///< of a hierarchy whose leaves the areas are; or none
    std::vector<muster::multi_polygon<P>> areas{};     ///< in the order in which the lowest of several owns a point
    std::vector<P> points{};
};

inline constexpr std::size_t locate_points = 1'000'000;

/// For messages.
template <muster::position_type P>
[[nodiscard]] std::string as_text(const P& at) {
    std::string text = "(";
    if constexpr (std::same_as<P, muster::planar>) {
        text += std::to_string(at.east_mm) + ", " + std::to_string(at.north_mm);
    } else {
        char digits[64];
        std::snprintf(digits, sizeof digits, "%.17g, %.17g", at.lon, at.lat);
        text += digits;
    }
    return text + ")";
}

/// A distance from a point, the same on the ground in both kinds of coordinates.
[[nodiscard]] inline muster::planar moved_by(const muster::planar& from, double east_m, double north_m) {
    return {from.east_mm + static_cast<std::int32_t>(std::llround(east_m * 1000)),
            from.north_mm + static_cast<std::int32_t>(std::llround(north_m * 1000))};
}
[[nodiscard]] inline muster::lon_lat moved_by(const muster::lon_lat& from, double east_m, double north_m) {
    constexpr double metres_per_degree = 111'195.08;
    return {from.lon + east_m / (metres_per_degree * muster::cosine_of_degrees(from.lat)),
            from.lat + north_m / metres_per_degree};
}

/// Anywhere in a box, each place equally likely.
[[nodiscard]] inline muster::planar anywhere_in(const muster::box<muster::planar>& in, muster::random& generator) {
    const std::int32_t east_mm = muster::uniform_between(generator, in.low.east_mm, in.high.east_mm);
    return {east_mm, muster::uniform_between(generator, in.low.north_mm, in.high.north_mm)};
}
[[nodiscard]] inline muster::lon_lat anywhere_in(const muster::box<muster::lon_lat>& in, muster::random& generator) {
    const double lon = in.low.lon + muster::unit_interval(generator) * (in.high.lon - in.low.lon);
    return {lon, in.low.lat + muster::unit_interval(generator) * (in.high.lat - in.low.lat)};
}

/// Near a point, with this standard deviation in each direction.
template <muster::position_type P>
[[nodiscard]] P near(const P& centre, double deviation_m, muster::random& generator) {
    const double east_m = muster::normal(generator) * deviation_m;
    return moved_by(centre, east_m, muster::normal(generator) * deviation_m);
}

/// The box around many areas.
template <muster::position_type P>
[[nodiscard]] muster::box<P> box_of_all(const std::vector<muster::multi_polygon<P>>& areas) {
    muster::multi_polygon<P> corners;
    for (const muster::multi_polygon<P>& each : areas) {
        const muster::box<P> around = muster::box_of(each);
        corners.push_back({{around.low, around.high}, {}});
    }
    return muster::box_of(corners);
}

/// Takes the tiers, puts the leaves in the order of their ids, and copies their areas.
template <muster::position_type P>
void take_tiers(locate_workload<P>& into, const muster::hierarchy<P>& cells, std::vector<muster::tier_drawing<P>> tiers) {
    const std::size_t finest = tiers.size() - 1;
    into.areas.resize(tiers[finest].cells.size());
    for (const muster::cell_drawing<P>& each : tiers[finest].cells) {
        into.areas[cells.find(finest, each.key).index - cells.leaves().first.index] = each.area;
    }
    into.tiers = std::move(tiers);
}

/// Points that `draw(generator)` gives and that lie inside the coarsest tier.
template <muster::position_type P, class Draw>
void draw_points(locate_workload<P>& into, const muster::hierarchy<P>& cells, muster::random generator, Draw draw) {
    const auto is_inside = [&](const P& at) {
        for (const muster::cell_id each : cells.cells(0)) {
            const muster::box<P>& around = cells.box(each);
            if (muster::x_of(at) >= muster::x_of(around.low) && muster::x_of(at) <= muster::x_of(around.high) &&
                muster::y_of(at) >= muster::y_of(around.low) && muster::y_of(at) <= muster::y_of(around.high)) {
                const muster::location found = cells.locate(at);
                return found.status == muster::location_status::inside || found.status == muster::location_status::gap;
            }
        }
        return false;
    };
    into.points.reserve(locate_points);
    while (into.points.size() < locate_points) {
        const P at = draw(generator);
        if (is_inside(at)) { into.points.push_back(at); }
    }
}

}  // namespace bench
