#pragma once

#include "muster/core/error.hpp"          // error, source_position
#include "muster/io/calendar_text.hpp"    // parse_calendar_text
#include "muster/io/detail/feel_text.hpp" // feel_text, feel_place
#include "muster/rules/kind_name.hpp"     // to_string
#include "muster/rules/table_value.hpp"   // table_value

#include <cstddef>      // size_t
#include <optional>     // optional
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace muster {
inline namespace v0 {
namespace io_detail {

/// A literal of the kind that its own form says, if there is one at hand: `12.5`, `"a"`, `true`, `date("2026-03-01")`,
/// `@"PT5M"`. Null is an unknown value of `wanted`.
class feel_literal {
public:
    feel_literal(feel_text& from, std::optional<value_kind> wanted) : text_{from}, wanted_{wanted} {}

    [[nodiscard]] std::optional<table_value> read() {
        text_.skip_blanks();
        const std::size_t begin = text_.at();
        if (text_.peek() == '"') { return text_value(text_.read_string()); }
        if (text_.is_number()) { return number_value(text_.read_number()); }
        if (text_.skip('@')) {
            if (text_.peek() != '"') { throw text_.fault(errc::syntax, "expected a string after `@`"); }
            return calendar_any(begin, text_.read_string());
        }
        if (text_.skip_word("true")) { return boolean_value(true); }
        if (text_.skip_word("false")) { return boolean_value(false); }
        if (text_.skip_word("null")) { return unknown_value(wanted_.value_or(value_kind::string)); }
        if (text_.skip_function("date and time")) { return date_and_time(begin); }
        if (text_.skip_function("date")) { return date(begin); }
        if (text_.skip_function("time")) { return time(begin); }
        if (text_.skip_function("duration")) { return duration(begin); }
        return std::nullopt;
    }

private:
    [[nodiscard]] std::string argument() {
        text_.skip_blanks();
        if (text_.peek() != '"') { throw text_.fault(errc::syntax, "expected a string in quotes"); }
        std::string read = text_.read_string();
        text_.expect(')');
        return read;
    }
    [[nodiscard]] int whole_argument(char end) {
        text_.skip_blanks();
        const double read = text_.is_number() ? text_.read_number() : -1e9;
        if (!(read >= -99'999 && read <= 99'999) || read != static_cast<int>(read)) {
            throw text_.fault(errc::syntax, "expected a whole number");
        }
        text_.expect(end);
        return static_cast<int>(read);
    }

    [[nodiscard]] table_value date(std::size_t begin) {
        text_.skip_blanks();
        if (text_.peek() == '"') { return calendar(begin, argument(), value_kind::date); }
        const int year = whole_argument(',');
        const int month = whole_argument(',');
        const int day = whole_argument(')');
        if (month < 1 || month > 12 || day < 1 || day > days_in_month(year < 0 ? -year : year, month)) {
            throw text_.fault_at(begin, errc::out_of_range, "no such date");
        }
        return date_value(year, month, day);
    }
    [[nodiscard]] table_value time(std::size_t begin) {
        text_.skip_blanks();
        if (text_.peek() == '"') { return calendar(begin, argument(), value_kind::time_of_day); }
        const int hour = whole_argument(',');
        const int minute = whole_argument(',');
        const int second = whole_argument(')');
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            throw text_.fault_at(begin, errc::out_of_range, "no such time of day");
        }
        return time_value(hour, minute, second);
    }
    [[nodiscard]] table_value date_and_time(std::size_t begin) {
        return calendar(begin, argument(), value_kind::date_time);
    }
    [[nodiscard]] table_value duration(std::size_t begin) {
        const std::string words = argument();
        for (const value_kind kind : {value_kind::day_time_duration, value_kind::year_month_duration}) {
            if (const auto found = parse_calendar_text(words, kind)) { return *found; }
        }
        throw text_.fault_at(begin, errc::syntax, in_quotes(words) + " is no duration (of days and time, or of years "
                                                                     "and months; to the millisecond)");
    }

    [[nodiscard]] table_value calendar(std::size_t begin, const std::string& words, value_kind kind) const {
        if (const auto found = parse_calendar_text(words, kind)) { return *found; }
        bool has_zone = false;
        if (parse_calendar_text(words, kind, &has_zone) || has_zone || has_zone_mark(words, kind)) {
            throw text_.fault_at(begin, errc::syntax, in_quotes(words) + " names a time zone, which tables here do not have");
        }
        throw text_.fault_at(begin, errc::syntax, in_quotes(words) + " is no " + std::string{to_string(kind)});
    }
    [[nodiscard]] table_value calendar_any(std::size_t begin, const std::string& words) const {
        for (const value_kind kind : {value_kind::date, value_kind::time_of_day, value_kind::date_time,
                                      value_kind::day_time_duration, value_kind::year_month_duration}) {
            if (const auto found = parse_calendar_text(words, kind)) { return *found; }
        }
        return calendar(begin, words, value_kind::date_time);
    }
    static bool has_zone_mark(const std::string& words, value_kind kind) {
        return kind != value_kind::date && (words.find('@') != std::string::npos || words.find('Z') != std::string::npos ||
                                            words.find('+') != std::string::npos);
    }

    feel_text& text_;
    std::optional<value_kind> wanted_;
};

/// Whether a literal of kind `found` stands in a column of kind `column`: FEEL has one kind of numbers.
[[nodiscard]] constexpr bool is_literal_of(value_kind found, value_kind column) noexcept {
    return found == column ||
           (found == value_kind::number && (column == value_kind::whole_number || column == value_kind::weekday));
}

/// A literal as a value of its column; the column's kind, when it has none yet, becomes that of the literal.
inline void take_kind(table_value& value, std::optional<value_kind>& kind, const feel_text& text, std::size_t begin) {
    if (!value.is_known) {
        if (kind) { value.kind = *kind; }
        return;
    }
    if (!kind) { kind = value.kind; }
    if (!is_literal_of(value.kind, *kind)) {
        throw text.fault_at(begin, errc::type_mismatch, to_string(value) + " is a " + std::string{to_string(value.kind)} +
                                                            ", the column holds a " + std::string{to_string(*kind)});
    }
    value.kind = *kind;
}

}  // namespace io_detail

/// The outcomes that a cell lists: literals with commas between them.
///
/// @param kind        of the column; when it is none, the first literal says it
/// @param bare_words  whether a text may stand without quotes
/// @throws error syntax (an expression or anything else that is no literal, by name), type_mismatch, out_of_range
[[nodiscard]] inline std::vector<table_value> parse_feel_values(std::string_view cell, std::optional<value_kind>& kind,
                                                                const feel_place& place, bool bare_words = false) {
    io_detail::feel_text from{cell, place};
    std::vector<table_value> all;
    do {
        from.skip_blanks();
        const std::size_t begin = from.at();
        if (bare_words && kind == value_kind::string && from.peek() != '"' && !from.is_word("null")) {
            all.push_back(text_value(from.read_bare()));
            continue;
        }
        std::optional<table_value> read = io_detail::feel_literal{from, kind}.read();
        if (!read) { throw from.unknown_expression("expected a literal"); }
        io_detail::take_kind(*read, kind, from, begin);
        all.push_back(std::move(*read));
        from.skip_blanks();
    } while (from.skip(','));
    from.expect_end();
    return all;
}

/// The one outcome that a cell says, as `parse_feel_values`.
[[nodiscard]] inline table_value parse_feel_value(std::string_view cell, std::optional<value_kind>& kind,
                                                  const feel_place& place, bool bare_words = false) {
    std::vector<table_value> all = parse_feel_values(cell, kind, place, bare_words);
    if (all.size() != 1) {
        throw error{errc::syntax, place.where, place.prefix() + io_detail::in_quotes(cell) + " lists " +
                                                   std::to_string(all.size()) + " values, expected one"};
    }
    return std::move(all.front());
}

/// A value as FEEL reads it back: strings escaped, `null` for an unknown value.
[[nodiscard]] inline std::string write_feel(const table_value& value) {
    if (!value.is_known) { return "null"; }
    if (value.kind != value_kind::string) { return number_text(value.number, value.kind); }
    std::string quoted = "\"";
    for (const char each : value.text) {
        switch (each) {
            case '\n': quoted += "\\n"; break;
            case '\r': quoted += "\\r"; break;
            case '\t': quoted += "\\t"; break;
            case '"':
            case '\\': quoted += '\\'; [[fallthrough]];
            default:
                if (static_cast<unsigned char>(each) >= 0x20) {
                    quoted += each;
                } else {  // XML and people have no such signs
                    constexpr std::string_view digits = "0123456789abcdef";
                    quoted += std::string{"\\u00"} + digits[static_cast<unsigned char>(each) >> 4U] +
                              digits[static_cast<unsigned char>(each) & 0xFU];
                }
        }
    }
    return quoted + "\"";
}

}  // namespace v0
}  // namespace muster
