#pragma once

#include "muster/core/expects.hpp"  // MUSTER_EXPECTS

#include <algorithm>  // sort
#include <cstddef>    // size_t
#include <cstdint>    // int64_t
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// How many of `p_billionths` stand out together, so that on average at most `level_millionths` of those that stand out
/// do so by chance: the k smallest, for the largest k whose k-th smallest is at most k * level / n.
///
/// If no test has anything to find, the chance that any stands out is at most the level. Holds for independent tests
/// and for tests that lean the same way; probabilities may be too large (rounded up, of counts), never too small.
/// Each p with p_billionths * n <= k * level_millionths * 1000 is one of them. O(n log n), exact integers.
/// @pre each p from 0 to 1e9, level from 0 to 1e6, fewer than 1e9 of them (MUSTER_EXPECTS)
/// @source Benjamini & Hochberg (1995), Controlling the false discovery rate, procedure (1)
[[nodiscard]] inline std::size_t false_discovery_count(std::vector<std::int64_t> p_billionths,
                                                       std::int64_t level_millionths) {
    MUSTER_EXPECTS(level_millionths >= 0 && level_millionths <= 1'000'000, "false_discovery_count: level 0 to 1e6");
    std::sort(p_billionths.begin(), p_billionths.end());
    const auto n = static_cast<std::int64_t>(p_billionths.size());
    for (std::int64_t k = n; k > 0; --k) {
        const std::int64_t p = p_billionths[static_cast<std::size_t>(k - 1)];
        MUSTER_EXPECTS(p >= 0 && p <= 1'000'000'000, "false_discovery_count: p from 0 to 1e9 billionths");
        if (p * n <= k * level_millionths * 1000) { return static_cast<std::size_t>(k); }
    }
    return 0;
}

}  // namespace v0
}  // namespace muster
