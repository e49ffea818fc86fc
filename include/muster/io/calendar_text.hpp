#pragma once

#include "muster/core/civil_time.hpp"        // civil_time, to_instant
#include "muster/io/instant_text.hpp"        // days_in_month
#include "muster/rules/table_value.hpp"      // table_value, value_kind

#include <cstddef>      // size_t
#include <cstdint>      // int64_t
#include <optional>     // optional
#include <string_view>  // string_view

namespace muster {
inline namespace v0 {
namespace io_detail {

/// Reads dates, times and durations as XML Schema and FEEL write them; nothing is rounded.
class calendar_reader {
public:
    explicit constexpr calendar_reader(std::string_view words) noexcept : rest_{words} {}

    [[nodiscard]] std::optional<table_value> date() {
        const std::optional<civil_time> read = read_date();
        if (!read || !rest_.empty()) { return std::nullopt; }
        return date_value(read->year, read->month, read->day);
    }

    [[nodiscard]] std::optional<table_value> time() {
        civil_time read;
        if (!read_clock(read) || !rest_.empty()) { return std::nullopt; }
        return number_value(static_cast<double>(to_instant(read).ms), value_kind::time_of_day);
    }

    // A zone moves the moment to UTC.
    [[nodiscard]] std::optional<table_value> date_and_time(bool& has_zone) {
        std::optional<civil_time> read = read_date();
        if (!read) { return std::nullopt; }
        std::int64_t zone_ms = 0;
        if (!rest_.empty()) {
            if (!skip('T') || !read_clock(*read)) { return std::nullopt; }
            has_zone = !rest_.empty();
            if (has_zone && !read_zone(zone_ms)) { return std::nullopt; }
        }
        if (!rest_.empty()) { return std::nullopt; }
        return date_time_value({to_instant(*read).ms - zone_ms});
    }

    [[nodiscard]] std::optional<table_value> duration() {
        const double sign = skip('-') ? -1 : 1;
        if (!skip('P') || rest_.empty()) { return std::nullopt; }
        std::int64_t months = 0;
        std::int64_t ms = 0;
        bool has_months = false;
        bool has_ms = false;
        const auto add = [this](std::int64_t unit, char letter, std::int64_t& sum, bool& has) {
            const std::string_view before = rest_;
            std::int64_t count = 0;
            if (!read_digits(12, count) || !skip(letter)) {
                rest_ = before;
                return;
            }
            if (count > (most - sum) / unit) { is_too_large_ = true; } else { sum += count * unit; }
            has = true;
        };
        add(12, 'Y', months, has_months);
        add(1, 'M', months, has_months);
        add(86'400'000, 'D', ms, has_ms);
        if (skip('T')) {
            if (rest_.empty()) { return std::nullopt; }
            add(3'600'000, 'H', ms, has_ms);
            add(60'000, 'M', ms, has_ms);
            if (!rest_.empty() && !read_seconds(ms, has_ms)) { return std::nullopt; }
        }
        // FEEL has durations of days and time, and others of years and months: months have no length in days.
        if (!rest_.empty() || has_months == has_ms || is_too_large_) { return std::nullopt; }
        return has_months ? number_value(sign * static_cast<double>(months), value_kind::year_month_duration)
                          : number_value(sign * static_cast<double>(ms), value_kind::day_time_duration);
    }

private:
    static constexpr std::int64_t most = std::int64_t{1} << 52;  // exact as a double, and so are sums of two

    constexpr bool skip(char expected) noexcept {
        if (rest_.empty() || rest_.front() != expected) { return false; }
        rest_.remove_prefix(1);
        return true;
    }
    static constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

    bool read_digits(std::size_t longest, std::int64_t& value) noexcept {
        std::size_t size = 0;
        value = 0;
        for (; size < rest_.size() && is_digit(rest_[size]); ++size) {
            if (size == longest) { return false; }
            value = value * 10 + (rest_[size] - '0');
        }
        rest_.remove_prefix(size);
        return size != 0;
    }

    bool read_pair(int& value) noexcept {
        if (rest_.size() < 2 || !is_digit(rest_[0]) || !is_digit(rest_[1])) { return false; }
        value = (rest_[0] - '0') * 10 + (rest_[1] - '0');
        rest_.remove_prefix(2);
        return true;
    }

    // Years from -99999 to 99999, of four digits at least.
    std::optional<civil_time> read_date() noexcept {
        civil_time read;
        const bool is_before_0 = skip('-');
        const std::size_t before = rest_.size();
        std::int64_t year = 0;
        if (!read_digits(5, year)) { return std::nullopt; }
        const std::size_t digits = before - rest_.size();
        if (digits < 4 || (digits > 4 && year < 10'000)) { return std::nullopt; }
        read.year = is_before_0 ? -year : year;
        if (!skip('-') || !read_pair(read.month) || !skip('-') || !read_pair(read.day)) { return std::nullopt; }
        if (read.month < 1 || read.month > 12 || read.day < 1 ||
            read.day > days_in_month(static_cast<int>(year), read.month)) {
            return std::nullopt;
        }
        return read;
    }

    bool read_clock(civil_time& at) noexcept {
        if (!read_pair(at.hour) || !skip(':') || !read_pair(at.minute)) { return false; }
        if (skip(':')) {
            if (!read_pair(at.second) || (skip('.') && !read_fraction(at.millisecond))) { return false; }
        }
        return at.hour <= 23 && at.minute <= 59 && at.second <= 59;
    }

    // Milliseconds; a finer fraction is refused rather than cut.
    bool read_fraction(int& ms) noexcept {
        int read = 0;
        std::size_t size = 0;
        for (; size < rest_.size() && is_digit(rest_[size]); ++size) {
            if (size < 3) {
                read = read * 10 + (rest_[size] - '0');
            } else if (rest_[size] != '0') {
                return false;
            }
        }
        for (std::size_t missing = size; missing < 3; ++missing) { read *= 10; }
        rest_.remove_prefix(size);
        ms = read;
        return size != 0;
    }

    bool read_seconds(std::int64_t& ms, bool& has) noexcept {
        std::int64_t seconds = 0;
        int fraction = 0;
        if (!read_digits(12, seconds) || (skip('.') && !read_fraction(fraction)) || !skip('S')) { return false; }
        if (seconds > (most - ms) / 1000) { is_too_large_ = true; } else { ms += seconds * 1000 + fraction; }
        return has = true;
    }

    bool read_zone(std::int64_t& ms) noexcept {
        if (skip('Z')) { return true; }
        const bool is_west = skip('-');
        int hours = 0;
        int minutes = 0;
        if ((!is_west && !skip('+')) || !read_pair(hours) || !skip(':') || !read_pair(minutes)) { return false; }
        ms = (hours * 60 + minutes) * (is_west ? -60'000 : 60'000);
        return hours <= 18 && minutes <= 59;
    }

    std::string_view rest_;
    bool is_too_large_ = false;
};

}  // namespace io_detail

/// A date, a time of day, a date and time or a duration in the form of XML Schema, which is FEEL's: `2026-03-01`,
/// `08:30:00`, `2026-03-01T08:30:00.250`, `P1DT12H`, `P1Y6M`.
///
/// None when it is anything else, no such date or time exists, it is finer than a millisecond, or a year lies beyond
/// 99999. A date alone is the midnight that begins it where a date and time is asked for. Of no locale.
/// @param kind      a calendar kind; a duration of the other kind is none
/// @param has_zone  set when a date and time names its zone (the value then is UTC); null: zones are refused
[[nodiscard]] inline std::optional<table_value> parse_calendar_text(std::string_view words, value_kind kind,
                                                                    bool* has_zone = nullptr) {
    bool is_zoned = false;
    std::optional<table_value> read;
    switch (kind) {
        case value_kind::date: read = io_detail::calendar_reader{words}.date(); break;
        case value_kind::time_of_day: read = io_detail::calendar_reader{words}.time(); break;
        case value_kind::date_time: read = io_detail::calendar_reader{words}.date_and_time(is_zoned); break;
        case value_kind::day_time_duration:
        case value_kind::year_month_duration: read = io_detail::calendar_reader{words}.duration(); break;
        default: return std::nullopt;
    }
    if (read && read->kind != kind) { return std::nullopt; }
    if (is_zoned && has_zone == nullptr) { return std::nullopt; }
    if (has_zone != nullptr && is_zoned) { *has_zone = true; }
    return read;
}

}  // namespace v0
}  // namespace muster
