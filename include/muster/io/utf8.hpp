#pragma once

#include <cstddef>      // size_t
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move

namespace muster {
inline namespace v0 {
namespace io_detail {

/// Size of the well-formed character at the start of `bytes`, or, when it is ill-formed, of its maximal subpart.
struct utf8_step {
    std::size_t size = 1;
    bool valid = false;
};

[[nodiscard]] constexpr utf8_step first_utf8(std::string_view bytes) noexcept {
    const auto byte_at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const unsigned lead = byte_at(0);
    if (lead < 0x80) { return {1, true}; }
    if (lead < 0xC2 || lead > 0xF4) { return {1, false}; }
    const std::size_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    // The second byte's range is narrower for four lead bytes: no overlong forms, surrogates or beyond U+10FFFF.
    unsigned lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    for (std::size_t i = 1; i < size; ++i) {
        if (i == bytes.size() || byte_at(i) < lowest || byte_at(i) > highest) { return {i, false}; }
        lowest = 0x80;
        highest = 0xBF;
    }
    return {size, true};
}

}  // namespace io_detail

/// Whether `bytes` is well-formed UTF-8.
///
/// @complexity O(n), no allocation
[[nodiscard]] constexpr bool is_valid_utf8(std::string_view bytes) noexcept {
    while (!bytes.empty()) {
        const io_detail::utf8_step step = io_detail::first_utf8(bytes);
        if (!step.valid) { return false; }
        bytes.remove_prefix(step.size);
    }
    return true;
}

/// Replaces what is not UTF-8 by U+FFFD, one for every maximal subpart, and says how many were put in.
///
/// @param bytes  changed in place; untouched, and nothing is allocated, when it is well-formed
/// @return      number of U+FFFD put in; those that were there before are not counted
/// @complexity  O(n)
/// @source      The Unicode Standard 15, section 3.9, table 3-7 and "U+FFFD Substitution of Maximal Subparts"
inline std::size_t replace_invalid_utf8(std::string& bytes) {
    if (is_valid_utf8(bytes)) { return 0; }
    std::string clean;
    std::size_t replaced = 0;
    std::string_view rest = bytes;
    while (!rest.empty()) {
        const io_detail::utf8_step step = io_detail::first_utf8(rest);
        clean += step.valid ? rest.substr(0, step.size) : std::string_view{"\xEF\xBF\xBD"};
        replaced += step.valid ? 0U : 1U;
        rest.remove_prefix(step.size);
    }
    bytes = std::move(clean);
    return replaced;
}

}  // namespace v0
}  // namespace muster
