#pragma once

#include "muster/core/error.hpp"         // error
#include "muster/io/feel_value.hpp"      // write_feel, to_string
#include "muster/rules/input_entry.hpp"  // input_entry, number_range

#include <cmath>        // ceil, floor, isinf
#include <limits>       // infinity
#include <optional>     // optional
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace muster {
inline namespace v0 {
namespace io_detail {

/// Whether a text can stand in a cell without quotes and be read back as itself.
[[nodiscard]] inline bool is_bare_word(std::string_view words) noexcept {
    if (words.empty() || words == "-" || words.front() == ' ' || words.back() == ' ') { return false; }
    const bool is_null = words.substr(0, 4) == "null" && (words.size() == 4 || !feel_text::is_name_part(words[4]));
    if (is_null) { return false; }  // "null and void" too: that word is read first
    for (const char each : words) {
        if (!feel_text::is_name_part(each) && each != ' ' && each != '-' && each != '.') { return false; }
    }
    return words.find("\xC2\xA0") != 0;  // a no-break space at the front would be skipped
}

[[nodiscard]] inline bool is_calendar(value_kind kind) noexcept { return kind >= value_kind::date; }

/// A number as a literal of its kind. @throws error out_of_range when FEEL has no such literal here
[[nodiscard]] inline std::string number_literal(double number, value_kind kind) {
    std::string words = number_text(number, kind);
    if (!is_calendar(kind)) { return words; }
    const double most = kind == value_kind::date ? 35'000'000.0 : kind == value_kind::date_time ? 35'000'000.0 * 86'400'000.0 : 0x1p52;
    if (!(number >= -most && number <= most)) {
        throw error{errc::out_of_range, "a " + std::string{to_string(kind)} + " that FEEL cannot write: " +
                                            detail::shortest(number)};
    }
    return words;
}

/// A range of a calendar kind between limits that exist: whole, and of a time within the day. None when it is empty.
[[nodiscard]] inline std::optional<number_range> calendar_range(number_range range, value_kind kind) {
    if (range.low != std::floor(range.low)) {
        range.low = std::ceil(range.low);
        range.includes_low = true;
    }
    if (range.high != std::floor(range.high)) {
        range.high = std::floor(range.high);
        range.includes_high = true;
    }
    if (kind == value_kind::time_of_day) {
        constexpr double day = 86'400'000;
        if (range.low >= day || range.high < 0) { return std::nullopt; }
        if (range.low < 0) { range.low = -std::numeric_limits<double>::infinity(); }
        if (range.high >= day) { range.high = std::numeric_limits<double>::infinity(); }
    }
    if (range.low > range.high) { return std::nullopt; }
    return range;
}

/// `<5`, `[1..2)`, `3`; nothing when no number is in the range.
inline void add_range(number_range range, value_kind kind, std::vector<std::string>& parts) {
    if (is_calendar(kind)) {
        const std::optional<number_range> within_calendar = calendar_range(range, kind);
        if (!within_calendar) { return; }
        range = *within_calendar;
    }
    const bool has_low = !std::isinf(range.low);
    const bool has_high = !std::isinf(range.high);
    if ((!has_low && range.low > 0) || (!has_high && range.high < 0)) { return; }
    if (range.low == range.high && !(range.includes_low && range.includes_high)) { return; }
    const std::string low = has_low ? number_literal(range.low, kind) : "";
    const std::string high = has_high ? number_literal(range.high, kind) : "";
    if (!has_low && !has_high) {
        parts.push_back("<" + number_text(0, kind));
        parts.push_back(">=" + number_text(0, kind));
    } else if (!has_low) {
        parts.push_back((range.includes_high ? "<=" : "<") + high);
    } else if (!has_high) {
        parts.push_back((range.includes_low ? ">=" : ">") + low);
    } else if (range.low == range.high && range.includes_low && range.includes_high) {
        parts.push_back(low);
    } else {
        parts.push_back((range.includes_low ? "[" : "(") + low + ".." + high + (range.includes_high ? "]" : ")"));
    }
}

[[nodiscard]] inline std::string joined(const std::vector<std::string>& parts) {
    std::string all;
    for (const std::string& each : parts) { all += (all.empty() ? "" : ", ") + each; }
    return all;
}

/// What passes nothing.
[[nodiscard]] inline std::string nothing_text(value_kind kind) {
    if (kind == value_kind::string) { return "not(starts with(?, \"\"))"; }
    if (kind == value_kind::boolean) { return "not(true, false)"; }
    return "not(<" + number_text(0, kind) + ", >=" + number_text(0, kind) + ")";
}

}  // namespace io_detail

/// A text as FEEL writes it, or without quotes where `bare_words` lets it stand so.
[[nodiscard]] inline std::string write_feel_text(const std::string& words, bool bare_words) {
    return bare_words && io_detail::is_bare_word(words) ? words : write_feel(text_value(words));
}

/// A cell of FEEL unary tests that `parse_feel_test` reads back to the same logic.
/// @param bare_words  whether texts may stand without quotes
/// @throws error contradiction (a negation that passes an unknown value: FEEL has no word for it), out_of_range (a date
/// or duration beyond what is read)
[[nodiscard]] inline std::string write_feel_test(const input_entry& entry, value_kind kind, bool bare_words = false) {
    if (entry.is_any) { return "-"; }
    std::vector<std::string> parts;
    for (const std::string& each : entry.texts) { parts.push_back(write_feel_text(each, bare_words)); }
    for (const std::string& each : entry.prefixes) {
        parts.push_back("starts with(?, " + write_feel(text_value(each)) + ")");
    }
    if (kind == value_kind::boolean) {
        for (const bool each : {true, false}) {
            for (const number_range& range : entry.ranges) {
                if (!range.holds(each ? 1.0 : 0.0)) { continue; }
                parts.emplace_back(each ? "true" : "false");
                break;
            }
        }
    } else {
        for (const number_range& each : entry.ranges) { io_detail::add_range(each, kind, parts); }
    }
    if (entry.is_negated) {
        if (entry.accepts_unknown) {
            throw error{errc::contradiction, "a negation that passes an unknown value too cannot be written in FEEL; "
                                             "write what passes instead"};
        }
        return parts.empty() ? "not(null)" : "not(" + io_detail::joined(parts) + ")";
    }
    if (entry.accepts_unknown) { parts.emplace_back("null"); }
    return parts.empty() ? io_detail::nothing_text(kind) : io_detail::joined(parts);
}

}  // namespace v0
}  // namespace muster
