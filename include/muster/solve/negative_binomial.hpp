#pragma once

#include "muster/core/arithmetic.hpp"          // product
#include "muster/core/expects.hpp"             // MUSTER_EXPECTS
#include "muster/solve/natural_logarithm.hpp"  // natural_logarithm_of_1_plus, natural_exponential

#include <cstdint>  // int64_t

namespace muster {
inline namespace v0 {

/// A count whose rate is itself uncertain: Poisson with a gamma distributed rate.
///
/// `mean` is what is expected; the variance is `mean + dispersion * mean^2`. With dispersion 0 it is Poisson's; 0.25
/// says that the rate lies off by half of itself (one standard deviation). @source Greenwood & Yule (1920)
struct negative_binomial {
    double mean = 0;        ///< finite, from 0 to 1e9
    double dispersion = 0;  ///< finite, from 0 to 1e9

    /// How likely a count of at most `count` is, within 1e-8 of itself for means up to 1e6.
    ///
    /// Deterministic: yes, the same bits everywhere. O(min(count, a few means))
    /// @pre the members are in their limits (MUSTER_EXPECTS)
    [[nodiscard]] constexpr double at_most(std::int64_t count) const noexcept {
        MUSTER_EXPECTS(mean >= 0 && mean <= 1e9 && dispersion >= 0 && dispersion <= 1e9,
                       "negative_binomial: mean and dispersion from 0 to 1e9");
        if (count < 0) { return 0.0; }
        // Terms as multiples of the first, which may be far too small for a double: powers of 2^600 are taken out.
        const double step = mean / (1.0 + product(dispersion, mean));
        const double limit = product(dispersion, step);
        int taken_out = 0;  // of the factors 2^600
        double term = 1.0;
        double sum = 1.0;
        for (std::int64_t k = 0; k < count; ++k) {
            const auto at = static_cast<double>(k);
            const double ratio = product((1.0 + product(dispersion, at)) / (at + 1.0), step);
            term = product(term, ratio);
            sum += term;
            if (sum > 0x1p600) {
                term *= 0x1p-600;
                sum *= 0x1p-600;
                ++taken_out;
            }
            // The ratios approach `limit` from one side: what is left is below a geometric row.
            const double steepest = ratio > limit ? ratio : limit;
            if (steepest < 1.0 && term < product(sum * 1e-17, 1.0 - steepest)) { break; }
        }
        // The first of these two products is exact, so that hardly anything is lost where large numbers cancel.
        const double halvings = 600.0 * taken_out;
        const double log_of_unit = logarithm_of_none() + product(halvings, detail::ln2_high);
        const double log_of_sum = log_of_unit + (product(halvings, detail::ln2_low) + natural_logarithm(sum));
        return log_of_sum >= 0.0 ? 1.0 : natural_exponential(log_of_sum);
    }

    /// The logarithm of how likely a count of 0 is.
    [[nodiscard]] constexpr double logarithm_of_none() const noexcept {
        // Below this size the two agree to the last bit, and the quotient would lose its meaning.
        if (product(dispersion, mean) < 1e-17) { return -mean; }
        return -natural_logarithm_of_1_plus(product(dispersion, mean)) / dispersion;
    }
};

}  // namespace v0
}  // namespace muster
