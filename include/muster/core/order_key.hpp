#pragma once

#include <array>    // array
#include <compare>  // strong_ordering
#include <cstddef>  // size_t
#include <cstdint>  // int64_t

namespace muster {
inline namespace v0 {

/// What candidates are compared on: quantised integers in order of importance, the id last; the smallest wins.
///
/// The id makes the order total, so neither the order of the candidates nor the container decides a tie. Doubles
/// enter through `quantise`.
template <std::size_t Terms>
struct order_key {
    std::array<std::int64_t, Terms> terms{};
    std::uint32_t id = 0xffff'ffffU;

    friend constexpr auto operator<=>(const order_key&, const order_key&) = default;
};

}  // namespace v0
}  // namespace muster
