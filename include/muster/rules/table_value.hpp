#pragma once

#include "muster/core/civil_time.hpp"  // civil_time, to_instant
#include "muster/core/label.hpp"       // language
#include "muster/core/units.hpp"       // instant, duration

#include <charconv>     // to_chars
#include <cmath>        // floor
#include <concepts>     // integral
#include <cstdint>      // uint8_t
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move

namespace muster {
inline namespace v0 {

/// What kind of value a column of a decision table holds. All but text are numbers on one line.
enum class value_kind : std::uint8_t {
    boolean,              ///< 0 or 1
    whole_number,         ///< integers, enumerators
    number,               ///< any finite double
    string,               ///< text: UTF-8, compared byte by byte
    weekday,              ///< 1 Monday to 7 Sunday (ISO 8601)
    date,                 ///< days since 1970-01-01
    time_of_day,          ///< milliseconds since midnight, below 86,400,000
    date_time,            ///< milliseconds since 1970-01-01 00:00, of no time zone
    day_time_duration,    ///< milliseconds
    year_month_duration,  ///< months
};

/// Whether values of this kind are whole numbers, so that nothing lies between two neighbours.
[[nodiscard]] constexpr bool is_whole(value_kind kind) noexcept {
    return kind != value_kind::number && kind != value_kind::string;
}

/// One value of a decision table: an input, an outcome, a witness. Unknown (FEEL's null) unless it is given.
struct table_value {
    value_kind kind = value_kind::string;
    bool is_known = false;
    double number = 0;  ///< of every kind but text, in the units of `value_kind`
    std::string text{};

    friend bool operator==(const table_value&, const table_value&) = default;
};

/// Values of each kind.
[[nodiscard]] inline table_value unknown_value(value_kind kind) { return {kind, false, 0, {}}; }
[[nodiscard]] inline table_value text_value(std::string words) { return {value_kind::string, true, 0, std::move(words)}; }
[[nodiscard]] inline table_value number_value(double number, value_kind kind = value_kind::number) {
    return {kind, true, number + 0.0, {}};
}
[[nodiscard]] inline table_value boolean_value(bool is_true) { return {value_kind::boolean, true, is_true ? 1.0 : 0.0, {}}; }
/// @pre a date that exists
[[nodiscard]] inline table_value date_value(std::int64_t year, int month, int day) {
    const instant midnight = to_instant({year, month, day});
    return number_value(static_cast<double>(midnight.ms / 86'400'000), value_kind::date);
}
[[nodiscard]] inline table_value time_value(int hour, int minute, int second = 0) {
    return number_value(((hour * 60 + minute) * 60 + second) * 1000.0, value_kind::time_of_day);
}
[[nodiscard]] inline table_value date_time_value(instant at) {
    return number_value(static_cast<double>(at.ms), value_kind::date_time);
}

namespace detail {

[[nodiscard]] inline std::string two_digits(std::int64_t number) {
    return std::string(number < 10 ? "0" : "") + std::to_string(number);
}

// The shortest form that reads back the same; of no locale.
[[nodiscard]] inline std::string shortest(double number) {
    char digits[32];
    const bool is_plain = std::abs(number) < 1e15 && number == std::floor(number);
    const auto written = is_plain ? std::to_chars(digits, digits + sizeof digits, static_cast<std::int64_t>(number))
                                  : std::to_chars(digits, digits + sizeof digits, number);
    return {digits, written.ptr};
}

[[nodiscard]] inline std::string clock_text(const civil_time& at) {
    std::string out = two_digits(at.hour) + ":" + two_digits(at.minute) + ":" + two_digits(at.second);
    if (at.millisecond != 0) {
        const std::string fraction = std::to_string(1000 + at.millisecond);
        out += "." + fraction.substr(1);
    }
    return out;
}

[[nodiscard]] inline std::string date_text(const civil_time& at) {
    std::string year = std::to_string(at.year < 0 ? -at.year : at.year);
    while (year.size() < 4) { year.insert(0, 1, '0'); }
    return (at.year < 0 ? "-" : "") + year + "-" + two_digits(at.month) + "-" + two_digits(at.day);
}

[[nodiscard]] inline std::string duration_text(std::int64_t ms) {
    std::string out = ms < 0 ? "-P" : "P";
    const std::int64_t all = ms < 0 ? -ms : ms;
    const std::int64_t days = all / 86'400'000;
    const std::int64_t rest = all % 86'400'000;
    if (days != 0) { out += std::to_string(days) + "D"; }
    if (rest == 0) { return days == 0 ? "PT0S" : out; }
    out += "T";
    if (rest / 3'600'000 != 0) { out += std::to_string(rest / 3'600'000) + "H"; }
    if (rest / 60'000 % 60 != 0) { out += std::to_string(rest / 60'000 % 60) + "M"; }
    if (rest % 60'000 != 0) { out += shortest(static_cast<double>(rest % 60'000) / 1000) + "S"; }
    return out;
}

}  // namespace detail

/// A number of a kind as FEEL writes it: `3`, `true`, `date("2026-03-01")`, `duration("PT5M")`. @pre kind is not text
[[nodiscard]] inline std::string number_text(double number, value_kind kind) {
    const auto whole = [number] { return static_cast<std::int64_t>(std::floor(number)); };
    if (number - number != 0) { return detail::shortest(number); }  // infinite or NaN: no day of any calendar
    switch (kind) {
        case value_kind::boolean: return number != 0 ? "true" : "false";
        case value_kind::date: return "date(\"" + detail::date_text(to_civil({whole() * 86'400'000})) + "\")";
        case value_kind::time_of_day: return "time(\"" + detail::clock_text(to_civil({whole()})) + "\")";
        case value_kind::date_time: {
            const civil_time at = to_civil({whole()});
            return "date and time(\"" + detail::date_text(at) + "T" + detail::clock_text(at) + "\")";
        }
        case value_kind::day_time_duration: return "duration(\"" + detail::duration_text(whole()) + "\")";
        case value_kind::year_month_duration: {
            const std::int64_t months = whole() < 0 ? -whole() : whole();
            return std::string("duration(\"") + (whole() < 0 ? "-P" : "P") + std::to_string(months / 12) + "Y" +
                   std::to_string(months % 12) + "M\")";
        }
        default: return detail::shortest(number);
    }
}

/// A value as FEEL writes it, text in quotes; `unknown` or 未知.
[[nodiscard]] inline std::string to_string(const table_value& value, language in = language::en) {
    if (!value.is_known) { return in == language::en ? "unknown" : "未知"; }
    if (value.kind != value_kind::string) { return number_text(value.number, value.kind); }
    std::string quoted = "\"";
    for (const char each : value.text) {
        if (each == '"' || each == '\\') { quoted += '\\'; }
        quoted += each;
    }
    return quoted + "\"";
}

}  // namespace v0
}  // namespace muster
