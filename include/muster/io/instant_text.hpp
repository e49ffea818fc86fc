#pragma once

#include "muster/core/civil_time.hpp"        // civil_time, to_instant
#include "muster/core/units.hpp"             // instant, duration
#include "muster/io/detail/text_cursor.hpp"  // text_cursor

#include <optional>     // optional
#include <string_view>  // string_view

namespace muster {
inline namespace v0 {
namespace io_detail {

[[nodiscard]] constexpr int days_in_month(int year, int month) noexcept {
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 ? (leap ? 29 : 28) : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/// The instant of a date and time as read, or none when the calendar or the clock has no such time.
[[nodiscard]] constexpr std::optional<instant> checked_instant(int year, const civil_time& read) noexcept {
    if (year < 1 || read.month < 1 || read.month > 12 || read.day < 1 || read.day > days_in_month(year, read.month) ||
        read.hour > 23 || read.minute > 59 || read.second > 59) {
        return std::nullopt;
    }
    civil_time time = read;
    time.year = year;
    return to_instant(time);
}

}  // namespace io_detail

/// A US time such as `04/07/2020 11:53:08 PM`: month first, 12 hours; the seconds may be left out, or the time
/// of day altogether.
///
/// The text names no time zone: the instant is civil local time **kept as if it were UTC**, good for differences and
/// order within one place, save across a change of the clocks. Locale-free. None when the text is anything else,
/// blanks around it included, or no such time exists.
[[nodiscard]] constexpr std::optional<instant> parse_us_time(std::string_view words) noexcept {
    io_detail::text_cursor at{words};
    civil_time time;
    int year = 0;
    if (!at.number(1, 2, time.month) || !at.skip('/') || !at.number(1, 2, time.day) || !at.skip('/') ||
        !at.number(4, 4, year)) {
        return std::nullopt;
    }
    if (at.done()) { return io_detail::checked_instant(year, time); }
    if (!at.skip(' ') || !at.number(1, 2, time.hour) || !at.skip(':') || !at.number(2, 2, time.minute) ||
        (at.skip(':') && !at.number(2, 2, time.second)) || time.hour < 1 || time.hour > 12) {
        return std::nullopt;
    }
    at.skip(' ');
    const bool afternoon = at.skip('P') || at.skip('p');
    if ((!afternoon && !at.skip('A') && !at.skip('a')) || !(at.skip('M') || at.skip('m')) || !at.done()) {
        return std::nullopt;
    }
    time.hour = time.hour % 12 + (afternoon ? 12 : 0);
    return io_detail::checked_instant(year, time);
}

/// An ISO 8601 time such as `2020-04-07T23:53:08.000-07:00`: a blank may stand for the `T`; fraction (cut to
/// milliseconds), zone (`Z`, `+hh:mm`, `+hhmm`), seconds or the time of day may be left out.
///
/// With a zone the instant is UTC. Without one it is civil local time **kept as if it were UTC**, so do not mix the
/// two kinds. Locale-free. None when the text is anything else, blanks around it included, or no such time exists.
[[nodiscard]] constexpr std::optional<instant> parse_iso_time(std::string_view words) noexcept {
    io_detail::text_cursor at{words};
    civil_time time;
    int year = 0;
    if (!at.number(4, 4, year) || !at.skip('-') || !at.number(2, 2, time.month) || !at.skip('-') ||
        !at.number(2, 2, time.day)) {
        return std::nullopt;
    }
    if (at.done()) { return io_detail::checked_instant(year, time); }
    if (!(at.skip('T') || at.skip('t') || at.skip(' ')) || !at.number(2, 2, time.hour) || !at.skip(':') ||
        !at.number(2, 2, time.minute)) {
        return std::nullopt;
    }
    if (at.skip(':')) {
        if (!at.number(2, 2, time.second)) { return std::nullopt; }
        if ((at.skip('.') || at.skip(',')) && !at.thousandths(time.millisecond)) { return std::nullopt; }
    }
    int zone_minutes = 0;
    if (!at.done() && !at.skip('Z') && !at.skip('z')) {
        const bool west = at.skip('-');
        int hours = 0;
        int minutes = 0;
        if ((!west && !at.skip('+')) || !at.number(2, 2, hours)) { return std::nullopt; }
        at.skip(':');
        if (!at.number(2, 2, minutes) || hours > 23 || minutes > 59) { return std::nullopt; }
        zone_minutes = (hours * 60 + minutes) * (west ? -1 : 1);
    }
    if (!at.done()) { return std::nullopt; }
    const std::optional<instant> local = io_detail::checked_instant(year, time);
    return local ? std::optional{*local - duration{zone_minutes * 60'000}} : std::nullopt;
}

/// A time in either of the two forms; they cannot be mistaken for one another.
[[nodiscard]] constexpr std::optional<instant> parse_time(std::string_view words) noexcept {
    const std::optional<instant> iso = parse_iso_time(words);
    return iso ? iso : parse_us_time(words);
}

}  // namespace v0
}  // namespace muster
