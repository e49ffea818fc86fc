#pragma once

#include "muster/core/civil_time.hpp"  // civil_time, to_instant
#include "muster/core/error.hpp"       // error
#include "muster/core/units.hpp"       // instant

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
[[nodiscard]] inline instant midnight(const calendar_date& date, std::int32_t utc_offset_min) {
    const bool plausible = date.year >= 1970 && date.year <= 9999 && date.month >= 1 && date.month <= 12;
    const civil_time start{date.year, date.month, date.day};
    // A day that a month does not have becomes one of another month on the way there and back.
    if (!plausible || date.day < 1 || date.day > 31 || to_civil(to_instant(start)) != start) {
        throw error{errc::out_of_range, "day: there is no " + std::to_string(date.year) + "-" +
                                            std::to_string(date.month) + "-" + std::to_string(date.day) +
                                            " between 1970 and 9999"};
    }
    return to_instant(start) - duration{std::int64_t{utc_offset_min} * 60'000};
}

/// The date as 8 digits: "20260301".
[[nodiscard]] inline std::string compact(const calendar_date& date) {
    return std::to_string(date.year * 10'000 + date.month * 100 + date.day);
}

}  // namespace sim
}  // namespace v0
}  // namespace muster
