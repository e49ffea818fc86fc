#pragma once

#include "muster/core/arithmetic.hpp"  // product
#include "muster/core/expects.hpp"     // MUSTER_EXPECTS
#include "muster/core/random.hpp"      // random

#include <concepts>  // integral
#include <cstddef>   // size_t
#include <cstdint>   // uint64_t
#include <span>      // span
#include <utility>   // move

// Every distribution uses integers and + - x / on doubles only, with products kept from being fused into sums: the
// same seed gives the same bytes with any supported compiler and any flags. Functions of libm would not.

namespace muster {
inline namespace v0 {

namespace detail {

__extension__ using wide_product = unsigned __int128;

/// Exponential with mean 1, without a logarithm.
///
/// @source von Neumann (1951), Various techniques used in connection with random digits: a draw starts a falling
///         run; a run of odd length accepts it as the fraction, every rejected run adds one to the whole part
[[nodiscard]] constexpr double standard_exponential(random& generator) noexcept {
    for (double whole = 0.0;; whole += 1.0) {
        const std::uint64_t first = generator();
        bool odd = true;
        for (std::uint64_t last = first;; odd = !odd) {
            const std::uint64_t next = generator();
            if (next >= last) { break; }
            last = next;
        }
        if (odd) { return whole + static_cast<double>(first >> 11) * 0x1p-53; }  // a power of two: exact, fused or not
    }
}

}  // namespace detail

/// A whole number from 0 to `n - 1`, each equally likely, also where `n` is no power of two.
///
/// @pre    n > 0 (MUSTER_EXPECTS)
/// @source Lemire (2019), Fast random integer generation in an interval
[[nodiscard]] constexpr std::uint64_t uniform_below(random& generator, std::uint64_t n) noexcept {
    MUSTER_EXPECTS(n > 0, "uniform_below: n must be positive");
    detail::wide_product scaled = detail::wide_product{generator()} * n;
    if (static_cast<std::uint64_t>(scaled) < n) {
        const std::uint64_t uneven = (0 - n) % n;  // so many low halves would favour some results
        while (static_cast<std::uint64_t>(scaled) < uneven) { scaled = detail::wide_product{generator()} * n; }
    }
    return static_cast<std::uint64_t>(scaled >> 64);
}

/// A whole number from `lowest` to `highest`, both included, each equally likely. @pre lowest <= highest
template <std::integral Integer>
[[nodiscard]] constexpr Integer uniform_between(random& generator, Integer lowest, Integer highest) noexcept {
    MUSTER_EXPECTS(lowest <= highest, "uniform_between: the lowest must not be above the highest");
    const std::uint64_t count = static_cast<std::uint64_t>(highest) - static_cast<std::uint64_t>(lowest) + 1;
    const std::uint64_t above = count == 0 ? generator() : uniform_below(generator, count);  // 0: all 2^64 values
    return static_cast<Integer>(static_cast<std::uint64_t>(lowest) + above);
}

/// A number in [0, 1): a multiple of 2^-53, each equally likely.
[[nodiscard]] constexpr double unit_interval(random& generator) noexcept {
    return static_cast<double>(generator() >> 11) * 0x1p-53;
}

/// True `numerator` times out of `denominator` on average, exactly. @pre denominator > 0, numerator <= denominator
[[nodiscard]] constexpr bool chance(random& generator, std::uint64_t numerator, std::uint64_t denominator) noexcept {
    MUSTER_EXPECTS(numerator <= denominator, "chance: the numerator must not be above the denominator");
    return uniform_below(generator, denominator) < numerator;
}

/// An exponentially distributed number: the time to the next arrival when one comes every `mean` on average.
///
/// @pre `mean` is finite and >= 0   @source see `detail::standard_exponential`
[[nodiscard]] constexpr double exponential(random& generator, double mean) noexcept {
    return product(detail::standard_exponential(generator), mean);
}

/// A normally distributed number with mean 0 and standard deviation 1.
///
/// @source Kahn (1956), Applications of Monte Carlo: the absolute value by rejection from an exponential, accepted
///         with probability exp(-(x - 1)^2 / 2), which a second exponential decides
[[nodiscard]] constexpr double normal(random& generator) noexcept {
    for (;;) {
        const double size = detail::standard_exponential(generator);
        const double patience = detail::standard_exponential(generator);
        const double from_one = size - 1.0;
        if (product(from_one, from_one) <= 2.0 * patience) { return (generator() >> 63) != 0 ? -size : size; }
    }
}

/// A Poisson distributed count: how many arrivals there are when `mean` are expected.
///
/// Counts exponential gaps, in chunks of a mean of 64 so that their sum stays short and exact enough.
/// @pre `mean` is between 0 and 1e9   @complexity O(mean)
[[nodiscard]] constexpr std::int64_t poisson(random& generator, double mean) noexcept {
    MUSTER_EXPECTS(mean >= 0.0 && mean <= 1e9, "poisson: the mean must be between 0 and 1e9");
    std::int64_t count = 0;
    while (mean > 0.0) {
        const double chunk = mean < 64.0 ? mean : 64.0;
        mean -= chunk;
        double reached = detail::standard_exponential(generator);
        for (; reached < chunk; reached += detail::standard_exponential(generator)) { ++count; }
    }
    return count;
}

/// An index into `weights`, each as likely as its weight. @pre the weights do not add up to 0
[[nodiscard]] constexpr std::size_t weighted(random& generator, std::span<const std::uint32_t> weights) noexcept {
    std::uint64_t sum = 0;
    for (const std::uint32_t weight : weights) { sum += weight; }
    MUSTER_EXPECTS(sum > 0, "weighted: at least one weight must be positive");
    std::uint64_t left = uniform_below(generator, sum);
    std::size_t index = 0;
    while (left >= weights[index]) { left -= weights[index++]; }
    return index;
}

/// Puts `items` (a vector, array or span) into an order of which each is equally likely.
///
/// @source Durstenfeld (1964), Algorithm 235: Random permutation
template <class Items>
constexpr void shuffle(random& generator, Items&& items) {
    const std::span all{items};
    for (std::size_t left = all.size(); left > 1; --left) {
        const auto chosen = static_cast<std::size_t>(uniform_below(generator, left));
        auto taken = std::move(all[chosen]);
        all[chosen] = std::move(all[left - 1]);
        all[left - 1] = std::move(taken);
    }
}

}  // namespace v0
}  // namespace muster
