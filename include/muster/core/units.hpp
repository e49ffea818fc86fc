#pragma once

#include "muster/core/expects.hpp"  // MUSTER_EXPECTS

#include <compare>  // strong ordering
#include <cstdint>  // int64_t

namespace muster {
inline namespace v0 {

/// A span of time in whole milliseconds.
struct duration {
    std::int64_t ms = 0;

    friend constexpr auto operator<=>(duration, duration) = default;
    friend constexpr duration operator+(duration a, duration b) noexcept { return {a.ms + b.ms}; }
    friend constexpr duration operator-(duration a, duration b) noexcept { return {a.ms - b.ms}; }
    friend constexpr duration operator-(duration a) noexcept { return {-a.ms}; }
    constexpr duration& operator+=(duration other) noexcept { return *this = *this + other; }
};

/// A moment: milliseconds since 1970-01-01 00:00 UTC, or since any other epoch that a caller keeps to.
struct instant {
    std::int64_t ms = 0;

    friend constexpr auto operator<=>(instant, instant) = default;
    friend constexpr instant operator+(instant at, duration by) noexcept { return {at.ms + by.ms}; }
    friend constexpr instant operator-(instant at, duration by) noexcept { return {at.ms - by.ms}; }
    friend constexpr duration operator-(instant later, instant earlier) noexcept { return {later.ms - earlier.ms}; }
};

/// A length in whole millimetres.
struct length {
    std::int64_t mm = 0;

    friend constexpr auto operator<=>(length, length) = default;
    friend constexpr length operator+(length a, length b) noexcept { return {a.mm + b.mm}; }
    friend constexpr length operator-(length a, length b) noexcept { return {a.mm - b.mm}; }
};

/// A speed in whole metres an hour, so that 30 km/h is exact.
struct speed {
    std::int64_t m_per_h = 0;

    friend constexpr auto operator<=>(speed, speed) = default;
};

/// How long `way` takes at `pace`, rounded up to a whole millisecond: an arrival is never promised too early.
/// @pre pace.m_per_h > 0, way.mm >= 0 and below 2e15 (MUSTER_EXPECTS)
[[nodiscard]] constexpr duration operator/(length way, speed pace) noexcept {
    MUSTER_EXPECTS(pace.m_per_h > 0 && way.mm >= 0 && way.mm < 2'000'000'000'000'000,
                   "length / speed: a speed above 0, a length from 0 to 2e15 mm");
    return {(way.mm * 3600 + pace.m_per_h - 1) / pace.m_per_h};
}

/// `using namespace muster::literals;` then `240_s`, `5_min`, `800_m`, `1.3_km`, `30_km_h`.
inline namespace literals {
constexpr duration operator""_ms(unsigned long long n) noexcept { return {static_cast<std::int64_t>(n)}; }
constexpr duration operator""_s(unsigned long long n) noexcept { return {static_cast<std::int64_t>(n) * 1000}; }
constexpr duration operator""_min(unsigned long long n) noexcept { return {static_cast<std::int64_t>(n) * 60'000}; }
constexpr duration operator""_h(unsigned long long n) noexcept { return {static_cast<std::int64_t>(n) * 3'600'000}; }
constexpr length operator""_mm(unsigned long long n) noexcept { return {static_cast<std::int64_t>(n)}; }
constexpr length operator""_m(unsigned long long n) noexcept { return {static_cast<std::int64_t>(n) * 1000}; }
constexpr length operator""_km(unsigned long long n) noexcept { return {static_cast<std::int64_t>(n) * 1'000'000}; }
constexpr speed operator""_km_h(unsigned long long n) noexcept {
    return {static_cast<std::int64_t>(n) * 1000};
}
}  // namespace literals

}  // namespace v0
}  // namespace muster
