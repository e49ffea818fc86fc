#pragma once

#include "muster/io/detail/level_word.hpp"  // trimmed

#include <array>         // array
#include <charconv>      // from_chars
#include <cstddef>       // size_t
#include <optional>      // optional
#include <string>        // string
#include <string_view>   // string_view
#include <system_error>  // errc

namespace muster {
inline namespace v0 {
namespace io_detail {

/// A number with what it counts: `5000万元`, `1 亿元`, `50 million yuan`, `30 min`, `12,000`.
struct limit_text {
    double number = 0;
    std::string unit{};  ///< without the multiplier: 元
};

/// A word that multiplies, as a power of ten.
struct multiplier {
    std::string_view word;
    int power;
    bool is_english;  ///< ends where a word ends
};

// The longest first: 千万 before 千.
inline constexpr std::array<multiplier, 14> multipliers{{{"thousand", 3, true},
                                                         {"million", 6, true},
                                                         {"billion", 9, true},
                                                         {"万亿", 12, false},
                                                         {"千亿", 11, false},
                                                         {"百亿", 10, false},
                                                         {"十亿", 9, false},
                                                         {"亿", 8, false},
                                                         {"千万", 7, false},
                                                         {"百万", 6, false},
                                                         {"十万", 5, false},
                                                         {"万", 4, false},
                                                         {"千", 3, false},
                                                         {"百", 2, false}}};

/// Takes the multiplier off the front; 0 when there is none. 百分 is no hundred but a part of 百分点, 百分比.
[[nodiscard]] constexpr int take_multiplier(std::string_view& rest) noexcept {
    constexpr std::string_view per_cent = "百分";
    if (rest.substr(0, per_cent.size()) == per_cent) { return 0; }
    for (const multiplier& each : multipliers) {
        if (rest.substr(0, each.word.size()) != each.word) { continue; }
        const std::string_view behind = rest.substr(each.word.size());
        if (each.is_english && !behind.empty() && behind.front() != ' ') { continue; }
        rest = behind;
        return each.power;
    }
    return 0;
}

/// Reads a limit. Exact: the number that its digits and its multiplier say together, rounded once to a double.
/// Digits may be grouped in threes by commas. Nothing when it is no number with a unit.
[[nodiscard]] inline std::optional<limit_text> read_limit(std::string_view written) {
    std::string_view rest = trimmed(written);
    const auto is_digit = [&rest](std::size_t at) { return at < rest.size() && rest[at] >= '0' && rest[at] <= '9'; };
    std::string digits;
    if (!rest.empty() && (rest[0] == '-' || rest[0] == '+')) {
        if (rest[0] == '-') { digits = "-"; }
        rest.remove_prefix(1);
    }
    if (!is_digit(0) || rest.substr(0, 2) == "0x" || rest.substr(0, 2) == "0X") { return {}; }
    std::size_t at = 0;
    std::size_t in_group = 0;
    bool is_grouped = false;
    for (; is_digit(at) || (at < rest.size() && rest[at] == ','); ++at) {
        if (rest[at] != ',') {
            digits += rest[at];
            ++in_group;
            continue;
        }
        if (is_grouped ? in_group != 3 : in_group > 3) { return {}; }
        is_grouped = true;
        in_group = 0;
    }
    if (is_grouped && in_group != 3) { return {}; }
    if (at < rest.size() && rest[at] == '.') {
        if (!is_digit(at + 1)) { return {}; }
        digits += '.';
        for (++at; is_digit(at); ++at) { digits += rest[at]; }
    }
    int power = 0;
    if (at < rest.size() && (rest[at] == 'e' || rest[at] == 'E')) {
        const std::size_t sign = at + 1 < rest.size() && (rest[at + 1] == '-' || rest[at + 1] == '+') ? 1 : 0;
        if (is_digit(at + 1 + sign)) {
            std::size_t end = at + 1 + sign;
            for (; is_digit(end); ++end) { power = power < 1000 ? power * 10 + (rest[end] - '0') : power; }
            if (sign == 1 && rest[at + 1] == '-') { power = -power; }
            at = end;
        }
    }
    rest = trimmed(rest.substr(at));
    power += take_multiplier(rest);
    digits += "e" + std::to_string(power);
    limit_text found;
    const std::from_chars_result read = std::from_chars(digits.data(), digits.data() + digits.size(), found.number);
    if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size()) { return {}; }
    rest = trimmed(rest);
    // A digit, a dot or a comma at the front of a unit is a number that went wrong: `1.2.3`, `5 000`.
    if (!rest.empty() && std::string_view{"0123456789.,-+<>="}.find(rest.front()) != std::string_view::npos) {
        return {};
    }
    found.unit = std::string{rest};
    return found;
}

}  // namespace io_detail
}  // namespace v0
}  // namespace muster
