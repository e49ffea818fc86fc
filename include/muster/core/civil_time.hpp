#pragma once

#include "muster/core/units.hpp"  // instant

#include <cstdint>  // int64_t
#include <string>   // string

namespace muster {
inline namespace v0 {

/// A moment on the calendar and the clock, without a time zone.
struct civil_time {
    std::int64_t year = 1970;
    int month = 1;  ///< 1 to 12
    int day = 1;    ///< 1 to 31
    int hour = 0;
    int minute = 0;
    int second = 0;
    int millisecond = 0;

    friend constexpr bool operator==(const civil_time&, const civil_time&) = default;
};

/// The proleptic Gregorian calendar. Exact for every `instant`. @source H. Hinnant, chrono-compatible date algorithms
[[nodiscard]] constexpr civil_time to_civil(instant at) noexcept {
    constexpr std::int64_t ms_per_day = 86'400'000;
    std::int64_t days = at.ms / ms_per_day;
    std::int64_t rest = at.ms % ms_per_day;
    if (rest < 0) {
        rest += ms_per_day;
        --days;
    }
    days += 719'468;  // from 0000-03-01: leap days come last
    const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
    const std::int64_t day_of_era = days - era * 146'097;
    const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
    civil_time made;
    made.day = static_cast<int>(day_of_year - (153 * shifted_month + 2) / 5 + 1);
    made.month = static_cast<int>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
    made.year = year_of_era + era * 400 + (made.month <= 2 ? 1 : 0);
    made.hour = static_cast<int>(rest / 3'600'000);
    made.minute = static_cast<int>(rest / 60'000 % 60);
    made.second = static_cast<int>(rest / 1000 % 60);
    made.millisecond = static_cast<int>(rest % 1000);
    return made;
}

/// The inverse of `to_civil`. @pre the fields are a date and a time that exist
[[nodiscard]] constexpr instant to_instant(const civil_time& at) noexcept {
    const std::int64_t year = at.month <= 2 ? at.year - 1 : at.year;
    const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
    const std::int64_t year_of_era = year - era * 400;
    const std::int64_t shifted_month = at.month > 2 ? at.month - 3 : at.month + 9;
    const std::int64_t day_of_year = (153 * shifted_month + 2) / 5 + at.day - 1;
    const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    const std::int64_t days = era * 146'097 + day_of_era - 719'468;
    return {((days * 24 + at.hour) * 60 + at.minute) * 60'000 + std::int64_t{at.second} * 1000 + at.millisecond};
}

/// `2026-03-01 08:15:20`.
[[nodiscard]] inline std::string to_string(instant at) {
    const civil_time time = to_civil(at);
    const auto two = [](int number) { return std::string(number < 10 ? "0" : "") + std::to_string(number); };
    return std::to_string(time.year) + "-" + two(time.month) + "-" + two(time.day) + " " + two(time.hour) + ":" +
           two(time.minute) + ":" + two(time.second);
}

}  // namespace v0
}  // namespace muster
