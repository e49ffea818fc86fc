#include "muster/core/civil_time.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>

namespace {

bool is_leap(std::int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in(std::int64_t year, int month) {
    if (month == 2) { return is_leap(year) ? 29 : 28; }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

}  // namespace

TEST_CASE("core/civil_time: known moments") {
    using muster::civil_time;
    static_assert(muster::to_civil({0}) == civil_time{1970, 1, 1, 0, 0, 0, 0});
    static_assert(muster::to_civil({-1}) == civil_time{1969, 12, 31, 23, 59, 59, 999});
    static_assert(muster::to_civil({1'772'352'000'000}) == civil_time{2026, 3, 1, 8, 0, 0, 0});
    static_assert(muster::to_civil({951'782'400'000}) == civil_time{2000, 2, 29, 0, 0, 0, 0});
    static_assert(muster::to_instant({2024, 2, 29, 12, 30, 15, 250}) == muster::instant{1'709'209'815'250});
    static_assert(muster::to_instant({1, 1, 1, 0, 0, 0, 0}) == muster::instant{-62'135'596'800'000});
}

TEST_CASE("core/civil_time: every day of 1,000 years follows the one before") {
    std::int64_t year = 1600;
    int month = 1;
    int day = 1;
    std::int64_t ms = muster::to_instant({year, month, day, 0, 0, 0, 0}).ms;
    for (; year < 2600; ms += 86'400'000) {
        REQUIRE(muster::to_civil({ms}) == muster::civil_time{year, month, day, 0, 0, 0, 0});
        REQUIRE(muster::to_instant({year, month, day, 0, 0, 0, 0}).ms == ms);
        if (++day > days_in(year, month)) {
            day = 1;
            if (++month > 12) {
                month = 1;
                ++year;
            }
        }
    }
}

TEST_CASE("core/civil_time: there and back for any moment") {
    dice any{1};
    for (int i = 0; i < 100'000; ++i) {
        const muster::instant at{static_cast<std::int64_t>(any.bits()) >> (1 + any.below(40))};
        const muster::civil_time time = muster::to_civil(at);
        CHECK(time.month >= 1);
        CHECK(time.month <= 12);
        CHECK(time.day >= 1);
        CHECK(time.day <= days_in(time.year, time.month));
        CHECK(muster::to_instant(time) == at);
    }
    CHECK(muster::to_civil({std::numeric_limits<std::int64_t>::max()}).year == 292'278'994);
    CHECK(muster::to_civil({std::numeric_limits<std::int64_t>::min()}).year == -292'275'055);
}

TEST_CASE("core/civil_time: the text form") {
    CHECK(muster::to_string(muster::instant{1'772'352'920'999}) == "2026-03-01 08:15:20");
    CHECK(muster::to_string(muster::instant{0}) == "1970-01-01 00:00:00");
    CHECK(muster::to_string(muster::instant{-1}) == "1969-12-31 23:59:59");
}
