#include "muster/solve/false_discovery.hpp"

#include "../grid/subdivision.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

TEST_SUITE("solve/false_discovery") {
    TEST_CASE("the example of the source") {
        // Benjamini & Hochberg (1995), section 4.1: 15 probabilities; at 5 % the first four stand out.
        const std::vector<std::int64_t> p{100'000,     400'000,     1'900'000,   9'500'000,   20'100'000,
                                          27'800'000,  29'800'000,  34'400'000,  45'900'000,  324'000'000,
                                          426'200'000, 571'900'000, 652'800'000, 759'000'000, 1'000'000'000};
        CHECK(muster::false_discovery_count(p, 50'000) == 4);
    }

    TEST_CASE("a later one can lift those before it") {
        CHECK(muster::false_discovery_count({40'000'000, 45'000'000}, 50'000) == 2);
        CHECK(muster::false_discovery_count({40'000'000, 60'000'000}, 50'000) == 0);
        CHECK(muster::false_discovery_count({25'000'000, 60'000'000}, 50'000) == 1);  // at the limit
        CHECK(muster::false_discovery_count({25'000'001, 60'000'000}, 50'000) == 0);
        CHECK(muster::false_discovery_count({}, 50'000) == 0);
        CHECK(muster::false_discovery_count({0}, 0) == 1);
    }

    TEST_CASE("as many as a count by definition, whatever the order") {
        grid_test::numbers random{81};
        for (int round = 0; round < 2000; ++round) {
            std::vector<std::int64_t> p;
            const std::int64_t n = random.between(1, 12);
            for (std::int64_t i = 0; i < n; ++i) { p.push_back(random.between(0, 9) * random.between(0, 30'000'000)); }
            const std::int64_t level = random.between(1, 400'000);
            std::size_t most = 0;
            for (std::int64_t k = 1; k <= n; ++k) {
                const auto below = std::count_if(p.begin(), p.end(), [&](std::int64_t one) {
                    return one * n <= k * level * 1000;
                });
                if (below >= k) { most = static_cast<std::size_t>(k); }
            }
            random.shuffle(p);
            REQUIRE(muster::false_discovery_count(p, level) == most);
        }
    }
}
