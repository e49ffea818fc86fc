#pragma once

#include "muster/core/arithmetic.hpp"  // product, quantise
#include "muster/core/expects.hpp"     // MUSTER_EXPECTS

#include <bit>      // bit_cast
#include <cstdint>  // uint64_t

// The logarithm and the exponential function from + - x / alone: libm's differ in the last bits between machines, and
// a probability that is compared with a limit must not.

namespace muster {
inline namespace v0 {
namespace detail {

// ln 2 in two parts. The first has 20 trailing zeros, so that its product with a binary exponent is exact.
inline constexpr double ln2_high = 0x1.62e42feep-1;
inline constexpr double ln2_low = 0x1.a39ef35793c76p-33;

/// `2 artanh(s)`, the logarithm of (1 + s) / (1 - s). @pre |s| <= 0.18: the next term is below 2^-60 of the first
[[nodiscard]] constexpr double twice_artanh(double s) noexcept {
    const double s2 = product(s, s);
    double sum = 0;
    for (int k = 23; k >= 3; k -= 2) { sum = product(sum + 1.0 / k, s2); }
    return 2.0 * (s + product(sum, s));
}

[[nodiscard]] constexpr double power_of_two(int exponent) noexcept {  // @pre -1022 <= exponent <= 1023
    return std::bit_cast<double>(static_cast<std::uint64_t>(exponent + 1023) << 52);
}

}  // namespace detail

/// The natural logarithm of `x`, within 4 units of the last place (2^-50 of the result).
///
/// Deterministic: yes, the same bits everywhere. @pre `x` is finite and at least 2^-1022 (MUSTER_EXPECTS)
[[nodiscard]] constexpr double natural_logarithm(double x) noexcept {
    MUSTER_EXPECTS(x >= 0x1p-1022 && x <= 0x1.fffffffffffffp1023, "natural_logarithm: x must be positive and finite");
    const auto bits = std::bit_cast<std::uint64_t>(x);
    auto exponent = static_cast<int>(bits >> 52) - 1023;
    double fraction = std::bit_cast<double>((bits & 0xf'ffff'ffff'ffffU) | (std::uint64_t{1023} << 52));
    if (fraction > 1.4142135623730951) {  // around 1, so that the series is short and the logarithm of 1 is 0
        fraction *= 0.5;
        ++exponent;
    }
    const double rest = detail::twice_artanh((fraction - 1.0) / (fraction + 1.0));
    const auto halvings = static_cast<double>(exponent);
    return product(halvings, detail::ln2_high) + (rest + product(halvings, detail::ln2_low));
}

/// The natural logarithm of `1 + y`, just as exact where `y` is tiny. @pre y >= 0 and finite (MUSTER_EXPECTS)
[[nodiscard]] constexpr double natural_logarithm_of_1_plus(double y) noexcept {
    MUSTER_EXPECTS(y >= 0.0, "natural_logarithm_of_1_plus: y must not be negative");
    return y < 0.4 ? detail::twice_artanh(y / (2.0 + y)) : natural_logarithm(1.0 + y);
}

/// `e` to the power `x`, within 2^-50 of the result; 0 below -745. The same bits everywhere.
/// @pre x <= 709 and not NaN (MUSTER_EXPECTS)
[[nodiscard]] constexpr double natural_exponential(double x) noexcept {
    MUSTER_EXPECTS(x <= 709.0, "natural_exponential: x must be at most 709");
    if (x < -745.0) { return 0.0; }
    const auto halvings = static_cast<int>(quantise(x, 0.69314718055994531));
    const auto count = static_cast<double>(halvings);
    const double rest = (x - product(count, detail::ln2_high)) - product(count, detail::ln2_low);
    double sum = 1.0;
    for (int k = 15; k >= 1; --k) { sum = 1.0 + product(sum, rest) / k; }
    // In two steps: the first keeps results below 2^-1022 from being rounded twice.
    if (halvings < -1000) { return sum * detail::power_of_two(halvings + 100) * 0x1p-100; }
    return sum * detail::power_of_two(halvings);
}

}  // namespace v0
}  // namespace muster
