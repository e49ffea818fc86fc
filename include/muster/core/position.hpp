#pragma once

#include "muster/core/arithmetic.hpp"  // product, cosine_of_degrees, integer_sqrt, quantise
#include "muster/core/units.hpp"       // length

#include <concepts>     // same_as
#include <cstdint>      // int32_t
#include <type_traits>  // remove_cvref_t

namespace muster {
inline namespace v0 {

/// A position on WGS 84, in degrees, longitude first. Valid: finite, |lon| <= 180, |lat| <= 90.
struct lon_lat {
    double lon = 0;
    double lat = 0;

    friend constexpr bool operator==(const lon_lat&, const lon_lat&) = default;
};

/// A position in a city's own plane: whole millimetres east and north of its origin.
///
/// Valid: both within `planar::limit_mm` (1,073 km), so that every predicate is exact in 64 bits.
struct planar {
    static constexpr std::int32_t limit_mm = 1 << 30;

    std::int32_t east_mm = 0;
    std::int32_t north_mm = 0;

    friend constexpr bool operator==(const planar&, const planar&) = default;
};

/// The two kinds of position that the library computes with. A caller's own kind becomes one by its field map.
template <class P>
concept position_type = std::same_as<P, lon_lat> || std::same_as<P, planar>;

[[nodiscard]] constexpr double x_of(const lon_lat& p) noexcept { return p.lon; }
[[nodiscard]] constexpr double y_of(const lon_lat& p) noexcept { return p.lat; }
[[nodiscard]] constexpr std::int64_t x_of(const planar& p) noexcept { return p.east_mm; }
[[nodiscard]] constexpr std::int64_t y_of(const planar& p) noexcept { return p.north_mm; }

/// Whether the coordinates are finite and in range.
[[nodiscard]] constexpr bool is_valid(const lon_lat& p) noexcept {
    return p.lon >= -180 && p.lon <= 180 && p.lat >= -90 && p.lat <= 90;  // NaN fails every comparison
}
[[nodiscard]] constexpr bool is_valid(const planar& p) noexcept {
    return p.east_mm >= -planar::limit_mm && p.east_mm <= planar::limit_mm && p.north_mm >= -planar::limit_mm &&
           p.north_mm <= planar::limit_mm;
}

namespace detail {

/// Rounded down. Both within 3e9: their squares add up in 64 bits without a sign.
[[nodiscard]] constexpr length hypotenuse(std::int64_t east_mm, std::int64_t north_mm) noexcept {
    const auto east = static_cast<std::uint64_t>(east_mm < 0 ? -east_mm : east_mm);
    const auto north = static_cast<std::uint64_t>(north_mm < 0 ? -north_mm : north_mm);
    return {static_cast<std::int64_t>(integer_sqrt(east * east + north * north))};
}

}  // namespace detail

/// Straight-line distance, rounded down to the millimetre, exactly.
[[nodiscard]] constexpr length straight_line(const planar& a, const planar& b) noexcept {
    const std::int64_t east = std::int64_t{a.east_mm} - b.east_mm;
    const std::int64_t north = std::int64_t{a.north_mm} - b.north_mm;
    return detail::hypotenuse(east, north);
}

/// Straight-line distance over the ground, to the millimetre; within 0.1 % of the great circle below 100 km and up to 80
/// degrees of latitude.
///
/// Equirectangular on a sphere of 6,371,008.8 m (IUGG mean radius) at the mean latitude; not for antimeridian or
/// poles. Deterministic: yes; our own cosine, every product rounded, the sum of squares taken in integers.
[[nodiscard]] constexpr length straight_line(const lon_lat& a, const lon_lat& b) noexcept {
    constexpr double mm_per_degree = 6'371'008'800.0 * 3.14159265358979323846 / 180.0;
    const double scale = product(mm_per_degree, cosine_of_degrees((a.lat + b.lat) / 2));
    const std::int64_t east = quantise(product(a.lon - b.lon, scale), 1.0);
    const std::int64_t north = quantise(product(a.lat - b.lat, mm_per_degree), 1.0);
    const std::int64_t longest = 3'000'000'000;  // mm; squares of anything below add up in 64 bits
    if (east > longest || east < -longest || north > longest || north < -longest) {
        return {detail::hypotenuse(east / 1000, north / 1000).mm * 1000};
    }
    return detail::hypotenuse(east, north);
}

/// No position between `low` and `high` (south-west and north-east corner) is nearer to `from` than this.
///
/// A bound for pruning: exact on the plane, a little too small in degrees, never too large.
[[nodiscard]] constexpr length straight_line_at_least(const planar& from, const planar& low,
                                                      const planar& high) noexcept {
    const auto clamp = [](std::int32_t value, std::int32_t least, std::int32_t most) {
        return value < least ? least : value > most ? most : value;
    };
    return straight_line(from, planar{clamp(from.east_mm, low.east_mm, high.east_mm),
                                      clamp(from.north_mm, low.north_mm, high.north_mm)});
}
[[nodiscard]] constexpr length straight_line_at_least(const lon_lat& from, const lon_lat& low,
                                                      const lon_lat& high) noexcept {
    const auto outside = [](double value, double least, double most) {
        return value < least ? least - value : value > most ? value - most : 0.0;
    };
    constexpr double mm_per_degree = 6'371'008'800.0 * 3.14159265358979323846 / 180.0;
    // The cosine is concave, so a degree of longitude is shortest at one of the two edges.
    const double at_low = cosine_of_degrees((from.lat + low.lat) / 2);
    const double at_high = cosine_of_degrees((from.lat + high.lat) / 2);
    const double shortest = at_low < at_high ? at_low : at_high;
    const auto east_m = static_cast<std::uint64_t>(
        product(outside(from.lon, low.lon, high.lon), product(mm_per_degree, shortest)) / 1000);
    const auto north_m = static_cast<std::uint64_t>(product(outside(from.lat, low.lat, high.lat), mm_per_degree) / 1000);
    return {static_cast<std::int64_t>(integer_sqrt(east_m * east_m + north_m * north_m)) * 1000};
}

}  // namespace v0
}  // namespace muster
