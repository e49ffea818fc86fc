#pragma once

#include <cstddef>  // size_t
#include <cstdint>  // uint64_t
#include <string>   // string, to_string

namespace muster {
inline namespace v0 {

/// A number with its digits in threes, in both languages: `5,292`.
[[nodiscard]] inline std::string grouped(std::uint64_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3;) {
        at -= 3;
        digits.insert(at, 1, ',');
    }
    return digits;
}

/// A part of a whole in percent with one decimal, rounded down so that 100 % means all: `99.9`. @pre whole is not 0
[[nodiscard]] inline std::string percent(std::uint64_t part, std::uint64_t whole) {
    const std::uint64_t tenths = part * 1000 / whole;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

}  // namespace v0
}  // namespace muster
