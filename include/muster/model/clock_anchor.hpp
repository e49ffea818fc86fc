#pragma once

#include "muster/core/digest.hpp"  // digest
#include "muster/core/error.hpp"  // error
#include "muster/core/units.hpp"  // duration

#include <array>        // array
#include <compare>      // ordering
#include <cstdint>      // uint8_t
#include <string>       // string
#include <string_view>  // string_view

namespace muster {
inline namespace v0 {

/// The moments of an incident between which times are measured, in the order in which they pass.
enum class clock_anchor : std::uint8_t { received, classified, ordered, accepted, en_route, on_scene, available };

inline constexpr std::size_t clock_anchor_count = 7;

/// `received`, `classified`, ...
[[nodiscard]] constexpr std::string_view to_string(clock_anchor which) noexcept {
    constexpr std::string_view names[clock_anchor_count]{"received", "classified", "ordered",  "accepted",
                                                         "en route", "on scene",   "available"};
    return names[static_cast<std::size_t>(which)];
}

/// A time limit between two anchors, as a table holds it: 240 s from ordered to on scene.
///
/// 57 s from order to arrival and 240 s of travel are different things: only limits with the same anchors compare.
struct time_limit {
    clock_anchor from = clock_anchor::ordered;
    clock_anchor to = clock_anchor::on_scene;
    duration within{};

    friend constexpr bool operator==(const time_limit&, const time_limit&) = default;
};

/// Whether an arrival can be held against it: it ends on scene and starts no later than a unit accepts its order.
[[nodiscard]] constexpr bool is_arrival_limit(const time_limit& limit) noexcept {
    return limit.to == clock_anchor::on_scene && limit.from <= clock_anchor::accepted;
}

inline void write_digest(const time_limit& limit, digest& into) noexcept {
    into.number(static_cast<std::int64_t>(limit.from)).number(static_cast<std::int64_t>(limit.to)).number(limit.within.ms);
}

/// Refuses a limit whose anchors run backwards or whose time is not positive, naming the table that holds it.
/// @throws error contradiction, out_of_range
inline void check(const time_limit& limit, const std::string& table) {
    if (limit.from >= limit.to) {
        throw error{errc::contradiction, table + ": a time limit runs from `" + std::string{to_string(limit.from)} +
                                             "` to `" + std::string{to_string(limit.to)} +
                                             "`; the first anchor must come before the second"};
    }
    if (limit.within.ms <= 0) {
        throw error{errc::out_of_range, table + ": a time limit is " + std::to_string(limit.within.ms) +
                                            " ms; it must be above 0"};
    }
}

/// A measured or promised time between two anchors that the program names: other anchors, other type.
///
/// `interval<ordered, on_scene>` and `interval<en_route, on_scene>` neither compare nor add up by mistake.
template <clock_anchor From, clock_anchor To>
    requires(From < To)
struct interval {
    duration length{};

    friend constexpr auto operator<=>(const interval&, const interval&) = default;
};

/// Consecutive intervals add up: received to ordered, ordered to on scene.
template <clock_anchor A, clock_anchor B, clock_anchor C>
[[nodiscard]] constexpr interval<A, C> operator+(interval<A, B> first, interval<B, C> then) noexcept {
    return {first.length + then.length};
}

}  // namespace v0
}  // namespace muster
