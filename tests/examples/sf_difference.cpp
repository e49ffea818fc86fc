#include "../../examples/city_day/sf_difference.hpp"

#include <doctest/doctest.h>

#include <vector>

TEST_CASE("examples/sf_difference: a paired mean by call, and its range over days") {
    const std::vector<sf::day_sums> one_day{{30, 20, 100}};
    const sf::paired_difference same = sf::difference_over_days(one_day, 1);
    CHECK(same.mean == 0.1);
    CHECK(same.low == 0.1);  // the only day is drawn every time
    CHECK(same.high == 0.1);
    CHECK(same.is_sure());
    CHECK(sf::difference_over_days(one_day, 10).mean == 0.01);

    // Two days: none, one or two of the draws are the first, 1 : 2 : 1. By call, not by day.
    const std::vector<sf::day_sums> two_days{{10, 0, 10}, {0, 30, 30}};
    const sf::paired_difference wide = sf::difference_over_days(two_days, 1);
    CHECK(wide.mean == -0.5);
    CHECK(wide.low == -1);
    CHECK(wide.high == 1);
    CHECK_FALSE(wide.is_sure());

    CHECK(sf::difference_over_days({}, 1).mean == 0);
    CHECK(sf::difference_over_days(std::vector<sf::day_sums>{{0, 0, 0}}, 1).high == 0);
}

TEST_CASE("examples/sf_difference: the range holds about 95 % and mirrors when sides change") {
    // Ten days of 100 calls, one better or one worse by 10: a mean of -5 to 5 %, binomial with 10 draws.
    std::vector<sf::day_sums> days;
    std::vector<sf::day_sums> swapped;
    for (int i = 0; i < 10; ++i) {
        days.push_back({50 + (i % 2 == 0 ? 5 : -5), 50, 100});
        swapped.push_back({50, days.back().ours, 100});
    }
    const sf::paired_difference range = sf::difference_over_days(days, 1);
    CHECK(range.mean == 0);
    // P(at most 1 of 10) = 1.1 %, P(at most 2) = 5.5 %: the 26th of 1,000 lies at 2 successes, that is -3 points.
    CHECK(range.low == -0.03);
    CHECK(range.high == 0.03);
    const sf::paired_difference mirrored = sf::difference_over_days(swapped, 1);
    CHECK(mirrored.low == -range.high);
    CHECK(mirrored.high == -range.low);
    CHECK(sf::difference_over_days(days, 1).low == range.low);  // the same draws every time
}
