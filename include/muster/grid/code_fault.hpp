#pragma once

#include <cstddef>      // size_t
#include <cstdint>      // uint8_t
#include <string>       // string, to_string
#include <string_view>  // string_view

namespace muster {
inline namespace v0 {

/// What is wrong with the text of a code.
enum class code_problem : std::uint8_t {
    none,              ///< it keeps to the layout
    wrong_width,       ///< it ends in the middle of a part, or goes on after the last one
    not_a_digit,       ///< another character where the layout has a digit
    not_alphanumeric,  ///< another character where the layout has a digit or a capital letter
    lower_case,        ///< a small letter where the layout has a digit or a capital letter
    full_width,        ///< a digit or letter of East Asian width, such as U+FF13: looks right and never compares equal
};

/// The first fault of a code, and where. Nothing in it is allocated.
struct code_fault {
    code_problem problem = code_problem::none;
    std::size_t position = 0;  ///< of the first wrong character, counted from 1; one past the end when it is too short
    std::string_view found{};  ///< the wrong character, as it stands in the text; of a wrong width: nothing
    char meant = 0;            ///< full_width: the same character of usual width

    /// Whether there is a fault.
    [[nodiscard]] constexpr explicit operator bool() const noexcept { return problem != code_problem::none; }
};

namespace detail {

/// The bytes of the character that begins at `at`: one, or a whole character of UTF-8.
[[nodiscard]] constexpr std::string_view character_at(std::string_view text, std::size_t at) noexcept {
    const auto is_continued = [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U; };
    std::size_t end = at + 1;
    if (static_cast<unsigned char>(text[at]) >= 0xc0U) {
        while (end < text.size() && end < at + 4 && is_continued(text[end])) { ++end; }
    }
    return text.substr(at, end - at);
}

/// How many characters there are in a text of UTF-8.
[[nodiscard]] constexpr std::size_t character_count(std::string_view text) noexcept {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); at += character_at(text, at).size()) { ++count; }
    return count;
}

/// U+FF10 to U+FF19, U+FF21 to U+FF3A, U+FF41 to U+FF5A as the digit or letter that they look like; 0 for all others.
[[nodiscard]] constexpr char usual_width(std::string_view character) noexcept {
    if (character.size() != 3 || character[0] != '\xef') { return 0; }
    const unsigned row = static_cast<unsigned char>(character[1]);
    const unsigned byte = static_cast<unsigned char>(character[2]);
    if (row != 0xbcU && row != 0xbdU) { return 0; }
    const auto plain = static_cast<char>(byte - 0x80U + (row == 0xbcU ? 0x20U : 0x60U));  // U+FF01 is like U+0021
    const bool is_meant =
        (plain >= '0' && plain <= '9') || (plain >= 'A' && plain <= 'Z') || (plain >= 'a' && plain <= 'z');
    return is_meant ? plain : '\0';
}

/// `'x'`, or `byte 0x0a` for what cannot be shown on one line.
[[nodiscard]] inline std::string shown(std::string_view character) {
    const auto first = static_cast<unsigned char>(character[0]);
    if (first >= 0x20U && first != 0x7fU && (first < 0x80U || character.size() > 1)) {
        return "'" + std::string{character} + "'";
    }
    constexpr std::string_view digits = "0123456789abcdef";
    return std::string{"byte 0x"} + digits[first >> 4U] + digits[first & 15U];
}

}  // namespace detail

/// `digit expected at position 8, found 'x'`. A wrong width says where the text breaks off; `code_layout` adds more.
[[nodiscard]] inline std::string to_string(const code_fault& fault) {
    const std::string there = " at position " + std::to_string(fault.position);
    switch (fault.problem) {
        case code_problem::wrong_width: return "wrong width" + there;
        case code_problem::not_a_digit: return "digit expected" + there + ", found " + detail::shown(fault.found);
        case code_problem::not_alphanumeric:
            return "digit or capital letter expected" + there + ", found " + detail::shown(fault.found);
        case code_problem::lower_case:
            return "digit or capital letter expected" + there + ", found " + detail::shown(fault.found) +
                   "; write it as a capital";
        case code_problem::full_width:
            return "full-width character " + detail::shown(fault.found) + there + "; type it half-width, as '" +
                   std::string{fault.meant} + "'";
        case code_problem::none: break;
    }
    return "no fault";
}

}  // namespace v0
}  // namespace muster
