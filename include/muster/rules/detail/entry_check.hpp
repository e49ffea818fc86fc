#pragma once

#include "muster/core/error.hpp"          // errc
#include "muster/rules/input_clause.hpp"  // input_clause
#include "muster/rules/kind_name.hpp"     // to_string

#include <cmath>     // abs, floor, isfinite, isinf
#include <cstdint>   // uint8_t
#include <optional>  // optional
#include <string>    // string

namespace muster {
inline namespace v0 {
namespace detail {

/// What a column of a kind holds, in messages: "dates", "true or false".
[[nodiscard]] inline std::string plural(value_kind kind) {
    switch (kind) {
        case value_kind::boolean: return "true or false";
        case value_kind::whole_number: return "whole numbers";
        case value_kind::string: return "text";
        case value_kind::weekday: return "weekdays, 1 to 7";
        case value_kind::date: return "dates";
        case value_kind::time_of_day: return "times of day";
        case value_kind::date_time: return "dates with times";
        case value_kind::day_time_duration:
        case value_kind::year_month_duration: return "durations";
        default: return "numbers";
    }
}

/// Whether a number is a value of a kind: not 2.5 among whole numbers, a weekday 8, or 25 o'clock.
[[nodiscard]] inline bool is_value_of(double number, value_kind kind) noexcept {
    if (!std::isfinite(number) || (is_whole(kind) && number != std::floor(number))) { return false; }
    switch (kind) {
        case value_kind::boolean: return number == 0 || number == 1;
        case value_kind::weekday: return number >= 1 && number <= 7;
        case value_kind::time_of_day: return number >= 0 && number < 86'400'000;
        default: return true;
    }
}

/// What is wrong with an entry in its column.
struct entry_fault {
    errc code{};
    std::string what{};
};

[[nodiscard]] inline std::string end_text(double limit, value_kind kind) {
    if (std::isinf(limit)) { return limit < 0 ? "-infinity" : "infinity"; }
    return number_text(limit, kind);
}

[[nodiscard]] inline std::optional<entry_fault> find_range_fault(const number_range& range, value_kind kind) {
    if (!(range.low == range.low && range.high == range.high)) {
        return entry_fault{errc::out_of_range, "a limit that is not a number"};
    }
    // Beyond these a double has no whole numbers, or a day no milliseconds.
    const double most = kind == value_kind::date ? 1e11 : 9'007'199'254'740'992.0;
    for (const double limit : {range.low, range.high}) {
        if (!is_whole(kind) || std::isinf(limit) || std::abs(limit) <= most) { continue; }
        return entry_fault{errc::out_of_range, "the limit " + number_text(limit, value_kind::number) + " is beyond " +
                                                   number_text(most, value_kind::number)};
    }
    const auto interval = [&] {
        return "the interval from " + end_text(range.low, kind) + " to " + end_text(range.high, kind);
    };
    if (range.low > range.high) { return entry_fault{errc::out_of_range, interval() + " has its ends swapped"}; }
    if (range.low < range.high) { return std::nullopt; }
    if (!range.includes_low || !range.includes_high) {
        return entry_fault{errc::out_of_range, interval() + " leaves an end out, so that no value passes it"};
    }
    if (is_value_of(range.low, kind)) { return std::nullopt; }
    // As a plain number: as a time of day 25:00 would read 01:00.
    return entry_fault{errc::out_of_range, "the value " + end_text(range.low, value_kind::number) +
                                               " where the column holds " + plural(kind)};
}

/// The first thing that is wrong with an entry in a column: another kind of value, a limit that is none, an interval or a
/// value that no value of the column can be; nothing when all is well. Whole numbers and numbers are one kind here.
[[nodiscard]] inline std::optional<entry_fault> find_fault(const input_clause& input, const input_entry& entry) {
    const bool is_text = input.kind == value_kind::string;
    if (is_text && !entry.ranges.empty()) {
        return entry_fault{errc::type_mismatch, "a number or a range where the column holds text"};
    }
    if (!is_text && !(entry.texts.empty() && entry.prefixes.empty())) {
        return entry_fault{errc::type_mismatch, "text where the column holds " + plural(input.kind)};
    }
    constexpr auto numbers = static_cast<std::uint16_t>(kind_bit(value_kind::number) | kind_bit(value_kind::whole_number));
    const std::uint16_t own = kind_bit(input.kind);
    const auto others = static_cast<std::uint16_t>(entry.kinds & ~((own & numbers) != 0 ? numbers : own));
    for (std::uint8_t k = 0; k < kind_names.size(); ++k) {
        if ((others >> k & 1) == 0) { continue; }
        return entry_fault{errc::type_mismatch, "a value of kind " + std::string{to_string(static_cast<value_kind>(k))} +
                                                    " where the column holds " + plural(input.kind)};
    }
    for (const number_range& each : entry.ranges) {
        if (auto found = find_range_fault(each, input.kind)) { return found; }
    }
    return std::nullopt;
}

}  // namespace detail
}  // namespace v0
}  // namespace muster
