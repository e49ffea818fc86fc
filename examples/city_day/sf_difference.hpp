#pragma once

#include "sf_agreement.hpp"  // agreement

#include "muster/core/distributions.hpp"  // uniform_below
#include "muster/core/random.hpp"         // random

#include <algorithm>  // sort
#include <cstddef>    // size_t
#include <cstdint>    // int64_t
#include <span>       // span
#include <vector>     // vector

namespace sf {

/// By how much one way of deciding agrees more than another on the same calls, and the range that 95 % of
/// resamples over whole days fall into.
struct paired_difference {
    double mean = 0;
    double low = 0, high = 0;

    /// Whether the range is on one side of zero.
    [[nodiscard]] bool is_sure() const noexcept { return low > 0 || high < 0; }
};

/// What one day says: sums over its calls, in any one unit.
struct day_sums {
    std::int64_t ours = 0, theirs = 0;
    std::int64_t calls = 0;
};

/// The difference of the means of `ours` and `theirs`, by call, in a bootstrap over whole days: calls of one day are
/// alike, so days are what is drawn. Of 1,000 resamples, the 26th lowest and the 26th highest bound the range.
///
/// Deterministic: yes, by sums of integers and one division each. No calls: all zero.
/// @source Efron, Tibshirani (1993), An Introduction to the Bootstrap, ch. 13 (percentile interval)
[[nodiscard]] inline paired_difference difference_over_days(std::span<const day_sums> days, std::int64_t one) {
    constexpr std::size_t resamples = 1000, beyond = 25;
    const auto mean_of = [one](std::int64_t more, std::int64_t calls) {
        const auto scaled = static_cast<double>(calls) * static_cast<double>(one);
        return calls == 0 ? 0.0 : static_cast<double>(more) / scaled;
    };
    std::int64_t more = 0, calls = 0;
    for (const day_sums& each : days) {
        more += each.ours - each.theirs;
        calls += each.calls;
    }
    if (calls == 0) { return {}; }
    std::vector<double> means;
    const muster::random seed{1};
    for (std::size_t n = 0; n < resamples; ++n) {
        muster::random draws = seed.stream(n);
        std::int64_t drawn_more = 0, drawn_calls = 0;
        for (std::size_t k = 0; k < days.size(); ++k) {
            const day_sums& drawn = days[muster::uniform_below(draws, days.size())];
            drawn_more += drawn.ours - drawn.theirs;
            drawn_calls += drawn.calls;
        }
        means.push_back(mean_of(drawn_more, drawn_calls));
    }
    std::sort(means.begin(), means.end());
    return {mean_of(more, calls), means[beyond], means[resamples - 1 - beyond]};
}

}  // namespace sf
