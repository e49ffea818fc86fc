#include "muster/sim/calendar.hpp"

#include <doctest/doctest.h>

using muster::sim::calendar_date;
using muster::sim::midnight;

TEST_SUITE("sim/calendar") {

TEST_CASE("midnight in local time") {
    CHECK(midnight({1970, 1, 1}, 0).ms == 0);
    CHECK(midnight({1970, 1, 1}, 480).ms == -28'800'000);
    CHECK(midnight({2000, 3, 1}, 0).ms == 951'868'800'000);
    CHECK(midnight({2026, 3, 1}, 0).ms == 1'772'323'200'000);
    CHECK((midnight({2024, 3, 1}, 0) - midnight({2024, 2, 28}, 0)).ms == 2 * 86'400'000);
    CHECK((midnight({2025, 3, 1}, 0) - midnight({2025, 2, 28}, 0)).ms == 86'400'000);
    CHECK((midnight({2100, 3, 1}, 0) - midnight({2100, 2, 28}, 0)).ms == 86'400'000);
}

TEST_CASE("days that do not exist are refused, by name") {
    CHECK_NOTHROW((void)midnight({2024, 2, 29}, 0));
    CHECK_THROWS_WITH_AS((void)midnight({2025, 2, 29}, 0), "day: there is no 2025-2-29 between 1970 and 9999",
                         muster::error);
    CHECK_THROWS_AS((void)midnight({2025, 13, 1}, 0), muster::error);
    CHECK_THROWS_AS((void)midnight({2025, 0, 1}, 0), muster::error);
    CHECK_THROWS_AS((void)midnight({2025, 4, 31}, 0), muster::error);
    CHECK_THROWS_AS((void)midnight({1969, 12, 31}, 0), muster::error);
}

TEST_CASE("eight digits") { CHECK(muster::sim::compact({2026, 3, 1}) == "20260301"); }

}
