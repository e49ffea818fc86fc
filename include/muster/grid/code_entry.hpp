#pragma once

#include "muster/core/civil_time.hpp"  // to_string
#include "muster/core/label.hpp"       // label
#include "muster/core/units.hpp"       // instant

#include <cstdint>  // int64_t
#include <limits>   // numeric_limits
#include <string>   // string

namespace muster {
inline namespace v0 {

/// One line of a register of codes: a cell, and the days on which its code stands for it.
///
/// Days count from 1970-01-01, which is 0 (`calendar_day::since_1970`, `to_instant`).
struct code_entry {
    /// Before all days, after all days: an entry without a beginning or without an end.
    static constexpr std::int64_t always = std::numeric_limits<std::int64_t>::min();
    static constexpr std::int64_t forever = std::numeric_limits<std::int64_t>::max();

    std::string code;
    label name;
    std::int64_t from_day = always;    ///< the first day
    std::int64_t until_day = forever;  ///< the day after the last one

    [[nodiscard]] constexpr bool is_valid_on(std::int64_t day) const noexcept {
        return from_day <= day && day < until_day;
    }

    friend bool operator==(const code_entry&, const code_entry&) = default;
};

namespace detail {

/// `2026-03-01`, or `always` and `forever`; a day too far away for the calendar as a number.
[[nodiscard]] inline std::string day_text(std::int64_t day) {
    if (day == code_entry::always) { return "always"; }
    if (day == code_entry::forever) { return "forever"; }
    constexpr std::int64_t far = 3'000'000;  // days: eight thousand years
    if (day > far || day < -far) { return "day " + std::to_string(day); }
    std::string made = to_string(instant{day * 86'400'000});
    made.resize(made.size() - 9);  // " 00:00:00"
    return made;
}

}  // namespace detail
}  // namespace v0
}  // namespace muster
