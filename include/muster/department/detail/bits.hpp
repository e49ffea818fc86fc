#pragma once

#include <bit>      // countr_zero
#include <cstdint>  // uint64_t

namespace muster {
inline namespace v0 {

/// Sets of departments and of functions as masks: bit n is number n.
namespace detail::bits {

[[nodiscard]] constexpr std::uint64_t of(std::uint32_t number) noexcept { return std::uint64_t{1} << number; }
/// @pre not empty
[[nodiscard]] constexpr std::uint32_t lowest(std::uint64_t mask) noexcept {
    return static_cast<std::uint32_t>(std::countr_zero(mask));
}
[[nodiscard]] constexpr bool has_two(std::uint64_t mask) noexcept { return (mask & (mask - 1)) != 0; }

}  // namespace detail::bits

}  // namespace v0
}  // namespace muster
