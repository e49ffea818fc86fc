#pragma once

#include "muster/core/label.hpp"         // language
#include "muster/rules/input_entry.hpp"  // number_range
#include "muster/rules/joint_input.hpp"  // joint_input

#include <cmath>    // floor, nextafter
#include <cstddef>  // size_t
#include <limits>   // infinity
#include <string>   // string
#include <vector>   // vector

namespace muster {
inline namespace v0 {
namespace detail {

// One range as FEEL writes it: `3`, `>= 30`, `[10..30)`.
[[nodiscard]] inline std::string range_text(const number_range& range, value_kind kind) {
    const bool has_low = range.low > -std::numeric_limits<double>::infinity();
    const bool has_high = range.high < std::numeric_limits<double>::infinity();
    if (range.low == range.high) { return number_text(range.low, kind); }
    if (!has_low && !has_high) { return "-"; }
    if (!has_low) { return (range.includes_high ? "<= " : "< ") + number_text(range.high, kind); }
    if (!has_high) { return (range.includes_low ? ">= " : "> ") + number_text(range.low, kind); }
    return (range.includes_low ? "[" : "(") + number_text(range.low, kind) + ".." + number_text(range.high, kind) +
           (range.includes_high ? "]" : ")");
}

// The cells of a number line: gap 0, limit 0, gap 1, limit 1, ... A gap without values, or one of no value of the kind,
// joins whatever its neighbours are.
[[nodiscard]] inline std::vector<number_range> ranges_of(const joint_input& input, const std::vector<bool>& is_in) {
    const std::vector<double>& limits = input.limits();
    constexpr double infinity = std::numeric_limits<double>::infinity();
    std::vector<number_range> made;
    bool is_open = false;  // whether the last range goes on
    for (std::size_t cell = 0; cell <= 2 * limits.size(); ++cell) {
        const bool is_limit = cell % 2 == 1;
        const std::size_t i = cell / 2;
        const double low = is_limit ? limits[i] : i == 0 ? -infinity : limits[i - 1];
        const double high = is_limit ? limits[i] : i == limits.size() ? infinity : limits[i];
        double inside = low;
        if (!is_limit) {
            inside = i == 0 ? (limits.empty() ? 0 : std::nextafter(high, -infinity)) : std::nextafter(low, infinity);
            if (is_whole(input.kind()) && !limits.empty()) {
                inside = i == 0 ? std::ceil(high) - 1 : std::floor(low) + 1;
            }
            if (!(inside < high)) { continue; }
        }
        const auto which = input.class_of(number_value(inside, input.kind()));
        if (which == input_partition::outside_class()) { continue; }
        if (!is_in[which]) {
            is_open = false;
            continue;
        }
        if (!is_open) { made.push_back({low, low, is_limit, false}); }
        made.back().high = high;
        made.back().includes_high = is_limit;
        is_open = true;
    }
    return made;
}

[[nodiscard]] inline std::string text_set(const joint_input& input, const std::vector<bool>& is_in, language in) {
    std::string made;
    const auto add = [&made](const std::string& part) { made += (made.empty() ? "" : ", ") + part; };
    const auto quoted = [](const std::string& words) { return to_string(text_value(words)); };
    for (const std::string& each : input.literals()) {
        if (is_in[input.class_of(text_value(each))]) { add(quoted(each)); }
    }
    for (const auto& [start, which] : input.prefixes()) {
        if (is_in[which]) { add(in == language::en ? "starts with " + quoted(start) : "以" + quoted(start) + "开头"); }
    }
    return made;
}

}  // namespace detail

/// The values of some classes of an input, as FEEL writes them: `"fire", "flood"`, `[10..30), >= 100`, `unknown`; `any`
/// when they are all that is compared. Text apart from all that the tables name is `anything else`.
/// @param classes of the input, in ascending order
[[nodiscard]] inline std::string values_text(const joint_input& input,
                                             const std::vector<joint_input::class_id>& classes,
                                             language in = language::en) {
    const bool en = in == language::en;
    std::vector<bool> is_in(input.size(), false);
    for (const auto each : classes) { is_in[each] = true; }
    bool is_all = true;
    for (std::size_t i = 0; i < input.size(); ++i) {
        const bool counts = input.is_considered(static_cast<joint_input::class_id>(i));
        is_all = is_all && (!counts || is_in[i]);
    }
    if (is_all) { return en ? "any" : "任意"; }
    std::string made;
    const auto add = [&made](const std::string& part) { made += (made.empty() || part.empty() ? "" : ", ") + part; };
    if (input.kind() == value_kind::string) {
        add(detail::text_set(input, is_in, in));
        if (is_in[input.rest()]) { add(en ? "anything else" : "其他"); }
    } else {
        for (const number_range& each : detail::ranges_of(input, is_in)) {
            add(detail::range_text(each, input.kind()));
        }
    }
    if (is_in[input_partition::unknown_class()]) { add(en ? "unknown" : "未知"); }
    return made;
}

}  // namespace v0
}  // namespace muster
