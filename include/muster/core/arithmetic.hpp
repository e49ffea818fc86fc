#pragma once

#include "muster/core/expects.hpp"  // MUSTER_EXPECTS

#include <cstdint>      // int64_t
#include <type_traits>  // is_constant_evaluated

namespace muster {
inline namespace v0 {

/// `a * b`, rounded once, whatever the compiler's flags.
///
/// Use for every product of doubles that is then added or subtracted: with an FMA instruction a compiler may skip
/// the rounding of the product, and the same source gives other last bits on another machine.
[[nodiscard]] constexpr double product(double a, double b) noexcept {
    double rounded = a * b;
    if (!std::is_constant_evaluated()) {
#if defined(__GNUC__) && defined(__x86_64__)
        __asm__("" : "+x"(rounded));
#elif defined(__GNUC__) && defined(__aarch64__)
        __asm__("" : "+w"(rounded));
#else
        volatile double kept = rounded;
        rounded = kept;
#endif
    }
    return rounded;
}

/// `value / step`, rounded to the nearest integer, halves away from zero: how a double enters an order key.
///
/// @pre `value` is finite, `step` > 0, and the quotient is below 2^62 in size (MUSTER_EXPECTS)
/// Deterministic: yes, for equal doubles.
[[nodiscard]] constexpr std::int64_t quantise(double value, double step) noexcept {
    const double quotient = value / step;
    MUSTER_EXPECTS(quotient > -4.6e18 && quotient < 4.6e18, "quantise: the value must be finite and the key must fit");
    // Adding 0.5 first would round twice: 0.49999999999999994 to 1, and odd numbers above 2^52 to their neighbours.
    const auto whole = static_cast<std::int64_t>(quotient);
    const double rest = quotient - static_cast<double>(whole);  // exact
    return whole + (rest >= 0.5 ? 1 : 0) - (rest <= -0.5 ? 1 : 0);
}

/// Floor of the square root of `n`, exactly.
///
/// Deterministic: yes. The processor's root of a double is only the first guess; it is corrected in integers.
/// @source while compiling: Newton's method from above
[[nodiscard]] constexpr std::uint64_t integer_sqrt(std::uint64_t n) noexcept {
    constexpr std::uint64_t most = 0xffff'ffffU;
    if (std::is_constant_evaluated()) {
        if (n < 2) { return n; }
        std::uint64_t root = std::uint64_t{1} << ((64 - __builtin_clzll(n) + 1) / 2);
        for (;;) {
            const std::uint64_t next = (root + n / root) / 2;
            if (next >= root) { return root; }
            root = next;
        }
    }
    auto root = static_cast<std::uint64_t>(__builtin_sqrt(static_cast<double>(n)));
    if (root > most) { root = most; }
    while (root * root > n) { --root; }
    while (root < most && (root + 1) * (root + 1) <= n) { ++root; }
    return root;
}

/// Cosine of an angle in degrees, within 1e-12 of the true value.
///
/// Our own, because libm's differs in the last bits between machines. @pre -90 <= degrees <= 90
[[nodiscard]] constexpr double cosine_of_degrees(double degrees) noexcept {
    MUSTER_EXPECTS(degrees >= -90.0 && degrees <= 90.0, "cosine_of_degrees: between -90 and 90");
    // cos x = 1 - 2 sin^2(x/2): the series is asked for half the angle only, at most 45 degrees.
    const double x = degrees * (3.14159265358979323846 / 360.0);
    const double x2 = x * x;
    double term = x;
    double sine = x;
    for (int k = 1; k <= 9; ++k) {
        term = product(term, x2) / static_cast<double>(-2 * k * (2 * k + 1));
        sine += term;
    }
    return 1.0 - 2.0 * product(sine, sine);
}

}  // namespace v0
}  // namespace muster
