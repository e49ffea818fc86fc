#include "muster/core/order_key.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

using key = muster::order_key<2>;

TEST_CASE("core/order_key: the terms count in their order, the id last") {
    static_assert(key{{1, 9}, 9} < key{{2, 0}, 0});
    static_assert(key{{1, 1}, 9} < key{{1, 2}, 0});
    static_assert(key{{1, 1}, 0} < key{{1, 1}, 1});
    static_assert(key{{-5, 1}, 0} < key{{1, 1}, 0});
    static_assert(key{{1, 1}, 3} == key{{1, 1}, 3});
    static_assert(key{{1, 1}, 3} < key{{1, 1}});  // no id comes last
}

TEST_CASE("core/order_key: the order is total: however the candidates were shuffled, it is the same") {
    dice any{1};
    std::vector<key> candidates;
    for (std::uint32_t i = 0; i < 200; ++i) { candidates.push_back({{any.between(-2, 2), any.between(0, 3)}, i}); }
    std::vector<key> expected = candidates;
    std::sort(expected.begin(), expected.end());
    for (std::size_t i = 1; i < expected.size(); ++i) { CHECK(expected[i - 1] < expected[i]); }
    for (int round = 0; round < 50; ++round) {
        any.shuffle(candidates);
        CHECK(*std::min_element(candidates.begin(), candidates.end()) == expected.front());
        std::vector<key> sorted = candidates;
        std::sort(sorted.begin(), sorted.end());
        CHECK(sorted == expected);
    }
}
