#pragma once

#include "muster/core/arithmetic.hpp"  // cosine_of_degrees, product
#include "muster/grid/ring_area.hpp"   // ground_mm_per_degree
#include "muster/grid/vertex.hpp"      // vertex

#include <algorithm>  // max
#include <cstdint>    // int64_t

namespace muster {
inline namespace v0 {
namespace detail {

/// A vector on the ground, in steps of a frame.
struct ground_vector {
    std::int64_t east = 0;
    std::int64_t north = 0;
};

/// The plane around a point in which distances are measured, its origin.
///
/// `planar` is that plane already. For `lon_lat` it is equirectangular, as in `straight_line`, with the cosine at the
/// mean of the origin's latitude and another one, rounded to a step. The step is a millimetre, or the least power of
/// two of it that keeps everything within 2^30 steps, so that distances are exact in 128 bits (@ref squared_distance):
/// 1 mm up to 1073 km away, and never more than 64 mm.
template <position_type P>
class local_frame;

template <>
class local_frame<planar> {
public:
    /// What a distance is that is less than a step.
    static constexpr std::int64_t least_mm = 0;

    local_frame(const vertex<planar>& origin, std::int64_t, std::int64_t) noexcept : origin_{origin} {}

    [[nodiscard]] static std::int64_t step_mm(const vertex<planar>&, const vertex<planar>&,
                                              const vertex<planar>&) noexcept {
        return 1;
    }
    [[nodiscard]] static std::int64_t farthest_from_equator(const vertex<planar>&, const vertex<planar>&,
                                                            const vertex<planar>&) noexcept {
        return 0;
    }
    [[nodiscard]] ground_vector operator()(const vertex<planar>& v) const noexcept {
        return {std::int64_t{v.x} - origin_.x, std::int64_t{v.y} - origin_.y};
    }

private:
    vertex<planar> origin_;
};

template <>
class local_frame<lon_lat> {
public:
    /// What a distance is that is less than a step: in degrees none is ever exactly 0.
    static constexpr std::int64_t least_mm = 1;

    local_frame(const vertex<lon_lat>& origin, std::int64_t other_latitude, std::int64_t step_mm) noexcept
        : origin_{origin},
          north_{ground_mm_per_degree / units_per_degree / static_cast<double>(step_mm)},
          east_{product(north_, cosine_of_degrees((static_cast<double>(origin.y) / units_per_degree +
                                                   static_cast<double>(other_latitude) / units_per_degree) /
                                                  2))} {}

    /// The step to use around `origin` when all else is between `low` and `high`.
    [[nodiscard]] static std::int64_t step_mm(const vertex<lon_lat>& origin, const vertex<lon_lat>& low,
                                              const vertex<lon_lat>& high) noexcept {
        const std::int64_t reach = std::max({high.x - origin.x, origin.x - low.x, high.y - origin.y, origin.y - low.y});
        double steps = static_cast<double>(reach) * (ground_mm_per_degree / units_per_degree);
        std::int64_t step = 1;
        for (; steps > 0x1p30; steps /= 2) { step *= 2; }
        return step;
    }
    /// The latitude between `low` and `high` that makes for the smallest cosine.
    [[nodiscard]] static std::int64_t farthest_from_equator(const vertex<lon_lat>& origin, const vertex<lon_lat>& low,
                                                            const vertex<lon_lat>& high) noexcept {
        return origin.y + high.y / 2 + low.y / 2 > 0 ? high.y : low.y;
    }
    [[nodiscard]] ground_vector operator()(const vertex<lon_lat>& v) const noexcept {
        return {rounded(product(static_cast<double>(v.x - origin_.x), east_)),
                rounded(product(static_cast<double>(v.y - origin_.y), north_))};
    }

private:
    [[nodiscard]] static std::int64_t rounded(double steps) noexcept {  // as `quantise`, without its division
        return static_cast<std::int64_t>(steps < 0 ? steps - 0.5 : steps + 0.5);
    }

    vertex<lon_lat> origin_;
    double north_;
    double east_;
};

[[nodiscard]] constexpr std::uint64_t squared_length(const ground_vector& way) noexcept {
    return static_cast<std::uint64_t>(way.east * way.east) + static_cast<std::uint64_t>(way.north * way.north);
}

/// The square of the distance from the frame's origin to the segment from `a` to `b`, rounded down, exactly.
[[nodiscard]] constexpr std::uint64_t squared_distance(const ground_vector& a, const ground_vector& b) noexcept {
    const std::int64_t east = b.east - a.east;
    const std::int64_t north = b.north - a.north;
    const int128 along = -(int128{a.east} * east + int128{a.north} * north);
    if (along <= 0) { return squared_length(a); }
    const int128 whole = int128{east} * east + int128{north} * north;
    if (along >= whole) { return squared_length(b); }
    const int128 twice_triangle = int128{a.east} * b.north - int128{a.north} * b.east;
    return static_cast<std::uint64_t>(twice_triangle * twice_triangle / whole);
}

}  // namespace detail
}  // namespace v0
}  // namespace muster
