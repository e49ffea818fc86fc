#pragma once

#include "muster/core/error.hpp"  // error
#include "muster/core/units.hpp"  // instant

#include <array>    // array
#include <cstddef>  // size_t
#include <cstdint>  // int32_t
#include <string>   // to_string

namespace muster {
inline namespace v0 {
namespace sim {

/// A day of the Gregorian calendar.
struct calendar_date {
    std::int32_t year = 2026;
    std::int32_t month = 3;
    std::int32_t day = 1;
};

/// When the day begins, local time.
///
/// @throws muster::error (out_of_range) for a day that the calendar does not have, or a year outside 1970 to 9999
/// @source the civil calendar counted from March, so that the leap day comes last: 153 days every five months
[[nodiscard]] inline instant midnight(const calendar_date& date, std::int32_t utc_offset_min) {
    const bool leap = (date.year % 4 == 0 && date.year % 100 != 0) || date.year % 400 == 0;
    const std::array<std::int32_t, 12> lengths{31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (date.year < 1970 || date.year > 9999 || date.month < 1 || date.month > 12 || date.day < 1 ||
        date.day > lengths[static_cast<std::size_t>(date.month - 1)]) {
        throw error{errc::out_of_range, "day: there is no " + std::to_string(date.year) + "-" +
                                            std::to_string(date.month) + "-" + std::to_string(date.day) +
                                            " between 1970 and 9999"};
    }
    const std::int64_t year = date.month > 2 ? date.year : date.year - 1;
    const std::int64_t month = date.month > 2 ? date.month - 3 : date.month + 9;
    const std::int64_t days =
        365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + date.day - 1 - 719'468;
    return {days * 86'400'000 - std::int64_t{utc_offset_min} * 60'000};
}

/// The date as 8 digits: "20260301".
[[nodiscard]] inline std::string compact(const calendar_date& date) {
    return std::to_string(date.year * 10'000 + date.month * 100 + date.day);
}

}  // namespace sim
}  // namespace v0
}  // namespace muster
