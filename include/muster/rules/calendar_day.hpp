#pragma once

#include "muster/core/civil_time.hpp"  // civil_time, to_civil, to_instant
#include "muster/core/units.hpp"       // instant

#include <compare>  // strong ordering
#include <cstdint>  // int64_t
#include <string>   // string

namespace muster {
inline namespace v0 {

/// A day of the calendar, of no time zone.
struct calendar_day {
    std::int64_t since_1970 = 0;  ///< days since 1970-01-01, which is 0

    friend constexpr auto operator<=>(calendar_day, calendar_day) = default;
};

/// The day of a date. @pre a date that exists
[[nodiscard]] constexpr calendar_day day_of(std::int64_t year, int month, int day) noexcept {
    civil_time at;
    at.year = year;
    at.month = month;
    at.day = day;
    return {to_instant(at).ms / 86'400'000};
}

/// The day that an instant falls on, in the time zone that the instant is kept in.
[[nodiscard]] constexpr calendar_day day_of(instant at) noexcept {
    const std::int64_t days = at.ms / 86'400'000;
    return {at.ms % 86'400'000 < 0 ? days - 1 : days};
}

/// `2026-03-01`.
[[nodiscard]] inline std::string to_string(calendar_day day) {
    std::string made = to_string(instant{day.since_1970 * 86'400'000});
    made.resize(made.size() - 9);  // " 00:00:00"
    return made;
}

}  // namespace v0
}  // namespace muster
