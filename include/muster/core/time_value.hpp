#pragma once

#include "muster/core/arithmetic.hpp"   // product, quantise
#include "muster/core/maybe_value.hpp"  // maybe_value
#include "muster/core/units.hpp"        // instant, duration

#include <concepts>     // convertible_to
#include <cstdint>      // int64_t
#include <optional>     // optional
#include <type_traits>  // is_arithmetic_v

namespace muster {
inline namespace v0 {

namespace detail {

__extension__ using wide_integer = __int128;

/// A `std::chrono::duration`, told by its shape: <chrono> costs more to include than all of this room.
template <class V>
concept chrono_duration = requires(const V& value) {
    typename V::rep;
    requires std::is_arithmetic_v<typename V::rep>;
    requires V::period::num >= 1 && V::period::num <= 1'000'000'000'000'000 && V::period::den >= 1;
    { value.count() } -> std::convertible_to<typename V::rep>;
};

/// A `std::chrono::time_point` of the clock that counts from 1970: only that one has a `to_time_t`.
template <class V>
concept chrono_time_point = requires(const V& value) {
    &V::clock::to_time_t;
    requires chrono_duration<typename V::duration>;
    { value.time_since_epoch() } -> std::convertible_to<typename V::duration>;
};

[[nodiscard]] constexpr std::int64_t common_divisor(std::int64_t a, std::int64_t b) noexcept {
    return b == 0 ? a : common_divisor(b, a % b);
}

enum class rounding : bool { down, up };

/// Whole milliseconds of a chrono duration; nothing for a NaN.
template <rounding Way, class Chrono>
[[nodiscard]] constexpr std::optional<std::int64_t> milliseconds_of(const Chrono& span) noexcept {
    constexpr std::int64_t shared = common_divisor(1000, Chrono::period::den);
    constexpr wide_integer times = wide_integer{1000 / shared} * Chrono::period::num;
    constexpr std::int64_t over = Chrono::period::den / shared;
    constexpr std::int64_t most = std::int64_t{1} << 62;
    const auto count = span.count();
    if constexpr (std::is_floating_point_v<typename Chrono::rep>) {
        if (!(count == count)) { return std::nullopt; }
        const double ms = product(static_cast<double>(count), static_cast<double>(times)) / static_cast<double>(over);
        if (ms >= 4.6e18 || ms <= -4.6e18) { return ms > 0 ? most : -most; }
        return quantise(ms, 1.0);
    } else {
        const wide_integer scaled = wide_integer{count} * times;
        wide_integer ms = scaled / over;
        const wide_integer rest = scaled % over;
        if (Way == rounding::up && rest > 0) { ++ms; }
        if (Way == rounding::down && rest < 0) { --ms; }
        return ms > most ? most : ms < -most ? -most : static_cast<std::int64_t>(ms);
    }
}

template <class V>
consteval bool reads_as_instant() {
    if constexpr (maybe_value<V>) {
        return reads_as_instant<typename V::value_type>();
    } else {
        return std::convertible_to<V, instant> || chrono_time_point<V>;
    }
}
template <class V>
consteval bool reads_as_duration() {
    if constexpr (maybe_value<V>) {
        return reads_as_duration<typename V::value_type>();
    } else {
        return std::convertible_to<V, duration> || chrono_duration<V>;
    }
}

}  // namespace detail

/// Whether `as_instant` reads it.
template <class V>
inline constexpr bool reads_as_instant = detail::reads_as_instant<V>();
/// Whether `as_duration` reads it.
template <class V>
inline constexpr bool reads_as_duration = detail::reads_as_duration<V>();

/// A caller's moment: an `instant`, a `std::chrono::time_point` of the system clock with any duration, or an optional or
/// `known` one of these. Nothing when the value says so (empty, unknown, a count that is NaN).
///
/// Rounded down to the millisecond, counts in floating point to the nearest; exact otherwise. A chrono moment more than
/// 2^62 ms from the epoch (`time_point::max()` in whole seconds) becomes the one that far away.
/// Deterministic: yes.
template <class V>
    requires reads_as_instant<V>
[[nodiscard]] constexpr std::optional<instant> as_instant(const V& value) {
    if constexpr (maybe_value<V>) {
        return static_cast<bool>(value) ? as_instant(value.value()) : std::nullopt;
    } else if constexpr (std::convertible_to<V, instant>) {
        return static_cast<instant>(value);
    } else {
        const auto ms = detail::milliseconds_of<detail::rounding::down>(
            static_cast<typename V::duration>(value.time_since_epoch()));
        return ms ? std::optional<instant>{{*ms}} : std::nullopt;
    }
}

/// A caller's span of time: a `duration`, a `std::chrono::duration` of any kind, or an optional or `known` one of these.
/// Nothing when the value says so.
///
/// Rounded up to the millisecond, so that nobody is promised too early; counts in floating point to the nearest; exact
/// otherwise. A chrono span of more than 2^62 ms becomes one of that length. Deterministic: yes.
template <class V>
    requires reads_as_duration<V>
[[nodiscard]] constexpr std::optional<duration> as_duration(const V& value) {
    if constexpr (maybe_value<V>) {
        return static_cast<bool>(value) ? as_duration(value.value()) : std::nullopt;
    } else if constexpr (std::convertible_to<V, duration>) {
        return static_cast<duration>(value);
    } else {
        const auto ms = detail::milliseconds_of<detail::rounding::up>(value);
        return ms ? std::optional<duration>{{*ms}} : std::nullopt;
    }
}

}  // namespace v0
}  // namespace muster
