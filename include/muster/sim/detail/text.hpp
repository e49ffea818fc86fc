#pragma once

#include <cstddef>  // size_t
#include <cstdint>  // uint64_t
#include <string>   // string

namespace muster {
inline namespace v0 {
namespace sim::detail {

/// `n` with at least `digits` digits.
[[nodiscard]] inline std::string padded(std::uint64_t n, std::size_t digits) {
    std::string text = std::to_string(n);
    return text.size() < digits ? std::string(digits - text.size(), '0') + text : text;
}

}  // namespace sim::detail
}  // namespace v0
}  // namespace muster
