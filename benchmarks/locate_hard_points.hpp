#pragma once

#include "locate_workload.hpp"  // locate_workload, anywhere_in, box_of_all

#include <cmath>    // nextafter, round
#include <concepts> // same_as
#include <cstddef>  // size_t
#include <cstdint>  // int64_t
#include <limits>   // numeric_limits
#include <numeric>  // gcd
#include <vector>   // vector

namespace bench {

/// Points where an inexact answer would show: vertices, points on edges, their neighbours by one last bit or one
/// millimetre, points level with a vertex, coordinates that were rounded, and positions that are none.
template <muster::position_type P>
class hard_points {
public:
    explicit hard_points(const locate_workload<P>& from, std::uint64_t seed)
        : points_{from.points}, everywhere_{box_of_all(from.areas)}, generator_{seed} {
        const auto take = [&](const muster::ring<P>& ring) {
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) { edges_.push_back({ring[i], ring[i + 1]}); }
        };
        for (const auto& area : from.areas) {
            for (const auto& part : area) {
                take(part.outer);
                for (const auto& hole : part.holes) { take(hole); }
            }
        }
    }

    [[nodiscard]] P next() {
        const edge& one = edges_[muster::uniform_below(generator_, edges_.size())];
        switch (muster::uniform_below(generator_, 10)) {
            case 0: return anywhere_in(everywhere_, generator_);
            case 1: return one.from;
            case 2: return nudged(one.from);
            case 3: return on_edge(one);
            case 4:
            case 5: return nudged(on_edge(one));
            case 6: return with_north_of(anywhere_in(everywhere_, generator_), one.from);
            case 7: return rounded(points_[muster::uniform_below(generator_, points_.size())]);
            case 8: return rounded(one.from);
            default: return muster::chance(generator_, 1, 100) ? extreme() : near(one.from, 1, generator_);
        }
    }

private:
    struct edge {
        P from;
        P to;
    };

    static muster::planar with_north_of(const muster::planar& at, const muster::planar& other) {
        return {at.east_mm, other.north_mm};
    }
    static muster::lon_lat with_north_of(const muster::lon_lat& at, const muster::lon_lat& other) {
        return {at.lon, other.lat};
    }

    /// To one of the eight neighbours, or nowhere.
    P nudged(const P& at) {
        if constexpr (std::same_as<P, muster::planar>) {
            const std::int32_t east_mm = at.east_mm + muster::uniform_between(generator_, -1, 1);
            return {east_mm, at.north_mm + muster::uniform_between(generator_, -1, 1)};
        } else {
            const auto step = [&](double value) {
                const int by = muster::uniform_between(generator_, -1, 1);
                return by == 0 ? value : std::nextafter(value, by * 1000.0);
            };
            const double lon = step(at.lon);
            return {lon, step(at.lat)};
        }
    }

    /// Exactly on the edge on the plane where it meets whole millimetres between its ends; else as near as can be.
    P on_edge(const edge& one) {
        if constexpr (std::same_as<P, muster::planar>) {
            const std::int64_t east = std::int64_t{one.to.east_mm} - one.from.east_mm;
            const std::int64_t north = std::int64_t{one.to.north_mm} - one.from.north_mm;
            const std::int64_t divisor = std::gcd(east, north);
            const std::int64_t pieces = divisor > 1 ? divisor : 64;
            const std::int64_t share = muster::uniform_between(generator_, std::int64_t{0}, pieces);
            return {static_cast<std::int32_t>(one.from.east_mm + east * share / pieces),
                    static_cast<std::int32_t>(one.from.north_mm + north * share / pieces)};
        } else {
            const double share = muster::uniform_between(generator_, 0, 64) / 64.0;
            return {one.from.lon + (one.to.lon - one.from.lon) * share,
                    one.from.lat + (one.to.lat - one.from.lat) * share};
        }
    }

    /// To 0 to 7 digits after the point in degrees; to 1 mm up to 10 km on the plane.
    P rounded(const P& at) {
        static constexpr double powers[] = {1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7};
        const double by = powers[muster::uniform_below(generator_, 8)];
        if constexpr (std::same_as<P, muster::planar>) {
            return {static_cast<std::int32_t>(std::round(at.east_mm / by) * by),
                    static_cast<std::int32_t>(std::round(at.north_mm / by) * by)};
        } else {
            return {std::round(at.lon * by) / by, std::round(at.lat * by) / by};
        }
    }

    P extreme() {
        const std::uint64_t which = muster::uniform_below(generator_, 8);
        if constexpr (std::same_as<P, muster::planar>) {
            using limits = std::numeric_limits<std::int32_t>;
            static constexpr std::int32_t odd[] = {0, limits::min(), limits::max(), P::limit_mm, -P::limit_mm,
                                                   P::limit_mm + 1, -P::limit_mm - 1, 1};
            return {odd[which], odd[muster::uniform_below(generator_, 8)]};
        } else {
            using limits = std::numeric_limits<double>;
            static constexpr double odd[] = {0.0, -0.0, limits::quiet_NaN(), limits::infinity(), -180, 90, 1e300, 5e-324};
            return {odd[which], odd[muster::uniform_below(generator_, 8)]};
        }
    }

    const std::vector<P>& points_;
    muster::box<P> everywhere_;
    muster::random generator_;
    std::vector<edge> edges_;
};

}  // namespace bench
