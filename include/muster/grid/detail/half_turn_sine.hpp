#pragma once

#include "muster/core/arithmetic.hpp"  // product

namespace muster {
inline namespace v0 {
namespace detail {

/// sin(pi * t), within 4e-16 of the true value; 0 when |t| >= 2^52.
///
/// Our own, because libm's differs in the last bits between machines. In half turns the whole turns come off without
/// an error, which an angle in radians does not allow. Deterministic: yes.
[[nodiscard]] inline double half_turn_sine(double t) noexcept {
    constexpr double most = 4503599627370496.0;  // from here on every double is a whole number
    if (!(t > -most && t < most)) { return 0.0; }
    t -= 2.0 * static_cast<double>(static_cast<long long>(t / 2.0));  // exact; now -2 < t < 2
    if (t > 1.0) { t -= 2.0; }
    if (t < -1.0) { t += 2.0; }
    if (t > 0.5) { t = 1.0 - t; }
    if (t < -0.5) { t = -1.0 - t; }
    const double x = t * 3.14159265358979323846;
    const double x2 = product(x, x);
    // The series from its smallest term up: rounding errors stay at the last bit. x^21 / 21! is below 3e-16 at pi / 2.
    double sum = 1.0;
    for (int k = 11; k >= 1; --k) { sum = 1.0 - product(x2, sum) / static_cast<double>(2 * k * (2 * k + 1)); }
    return product(x, sum);
}

/// The square root, rounded correctly, as IEEE 754 asks of every machine. @pre x >= 0
[[nodiscard]] inline double square_root(double x) noexcept { return __builtin_sqrt(x); }

}  // namespace detail
}  // namespace v0
}  // namespace muster
