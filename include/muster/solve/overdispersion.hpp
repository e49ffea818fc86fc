#pragma once

#include "muster/core/arithmetic.hpp"  // product
#include "muster/core/expects.hpp"     // MUSTER_EXPECTS

#include <cstddef>  // size_t
#include <cstdint>  // int64_t
#include <span>     // span

namespace muster {
inline namespace v0 {

/// A count and what was expected of it.
struct expected_count {
    std::int64_t observed = 0;  ///< not negative
    double expected = 0;        ///< above 0
};

namespace detail {

/// The d for which the squares of the residuals, each over its variance e + d e^2, add up to `target`; 0 if they do not
/// reach it, 2^20 if they are above it even there. The sum falls as d rises: halving finds it.
[[nodiscard]] inline double dispersion_with_pearson_sum(std::span<const expected_count> counts,
                                                        double target) noexcept {
    const auto sum_at = [counts](double dispersion) {
        double sum = 0;
        for (const expected_count& one : counts) {
            const double off = static_cast<double>(one.observed) - one.expected;
            const double scale = one.expected * (1.0 + product(dispersion, one.expected));
            sum += product(off, off) / scale;
        }
        return sum;
    };
    if (!(sum_at(0.0) > target)) { return 0.0; }
    double low = 0.0;
    double high = 0x1p-20;
    while (sum_at(high) > target) {
        if (high >= 0x1p20) { return high; }
        low = high;
        high *= 2.0;
    }
    for (int i = 0; i < 50; ++i) {
        const double middle = (low + high) / 2.0;
        (sum_at(middle) > target ? low : high) = middle;
    }
    return high;
}

}  // namespace detail

/// How much more than Poisson counts vary around what was expected: the dispersion d of `negative_binomial`.
///
/// From all counts alike, so that few wild ones do not decide it alone. 0: no more than Poisson.
/// @param caution  0 for the estimate itself; 1, 2 … for one so large that the truth is above it only as often as a
///                 normal variable lies that many standard deviations off. Needed where few or small counts tell
///                 little.
/// @complexity O(n)   Deterministic: yes, the same bits everywhere
/// @pre at least one count, each expected above 0 and at most 1e9, caution >= 0 (MUSTER_EXPECTS)
/// @source Breslow (1984), Extra-Poisson variation in log-linear models: the Pearson sum equal to its expected value;
///         deviation: the cautious form takes the Pearson sum that many of its own standard deviations lower, those
///         by the fourth moment of the negative binomial, never below a quarter of it
[[nodiscard]] inline double overdispersion(std::span<const expected_count> counts, double caution = 0) noexcept {
    MUSTER_EXPECTS(!counts.empty() && caution >= 0, "overdispersion: at least one count, caution not negative");
    const auto n = static_cast<double>(counts.size());
    const double estimate = detail::dispersion_with_pearson_sum(counts, n);
    if (caution == 0) { return estimate; }
    double variance = 0;  // of the Pearson sum
    for (const expected_count& one : counts) {
        variance += 2.0 + product(6.0, estimate);
        variance += 1.0 / (one.expected * (1.0 + product(estimate, one.expected)));
    }
    const double lowered = n - product(caution, __builtin_sqrt(variance));  // exact rounding everywhere
    return detail::dispersion_with_pearson_sum(counts, lowered > n / 4 ? lowered : n / 4);
}

}  // namespace v0
}  // namespace muster
