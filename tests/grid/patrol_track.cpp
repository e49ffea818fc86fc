#include "muster/grid/patrol_track.hpp"

#include "subdivision.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace {

using muster::duration;
using muster::instant;
using muster::lon_lat;
using muster::planar;
using fix = muster::track_fix<planar>;
using track = muster::patrol_track<planar>;

std::vector<std::vector<std::int64_t>> legs(const track& one) {
    std::vector<std::vector<std::int64_t>> made;
    one.each_leg([&](std::span<const fix> leg) {
        made.emplace_back();
        for (const fix& each : leg) { made.back().push_back(each.at.ms); }
    });
    return made;
}

}  // namespace

TEST_SUITE("grid/patrol_track") {
    TEST_CASE("in the order of time, cut where a gap is too long") {
        const track one{{{{30}, {}}, {{10}, {}}, {{20}, {}}, {{41}, {}}, {{60}, {}}, {{70}, {}}}, {10}};
        CHECK(legs(one) == std::vector<std::vector<std::int64_t>>{{10, 20, 30}, {41}, {60, 70}});
        CHECK(legs(track{{}, {10}}).empty());
        CHECK(legs(track{{{{5}, {}}}, {0}}) == std::vector<std::vector<std::int64_t>>{{5}});
    }

    TEST_CASE("of one instant the westernmost, then the southernmost, whatever the order") {
        std::vector<fix> fixes{{{1}, {7, 1}}, {{1}, {3, 9}}, {{1}, {3, 2}}, {{0}, {50, 50}}};
        grid_test::numbers random{3};
        for (int round = 0; round < 20; ++round) {
            random.shuffle(fixes);
            const track one{fixes, {10}};
            REQUIRE(one.fixes().size() == 2);
            REQUIRE(one.fixes()[1].where == planar{3, 2});
        }
    }

    TEST_CASE("zero has one sign, whatever the order") {
        using place_fix = muster::track_fix<lon_lat>;
        std::vector<place_fix> fixes{{{1}, {-0.0, 5}}, {{1}, {0.0, 5}}, {{2}, {7, -0.0}}, {{2}, {7, 0.0}}};
        grid_test::numbers random{4};
        for (int round = 0; round < 20; ++round) {
            random.shuffle(fixes);
            const muster::patrol_track<lon_lat> one{fixes, {10}};
            REQUIRE(one.fixes().size() == 2);
            REQUIRE_FALSE(std::signbit(one.fixes()[0].where.lon));
            REQUIRE_FALSE(std::signbit(one.fixes()[1].where.lat));
        }
    }

    TEST_CASE("refuses what it cannot use, by name") {
        const auto made = muster::patrol_track<lon_lat>::make(
            {{{0}, {114, 22}}, {{1}, {std::numeric_limits<double>::quiet_NaN(), 22}}}, {10});
        REQUIRE_FALSE(made.has_value());
        CHECK(std::string{made.error().what()} == "patrol track, fix 1: the position is not valid");
        const auto negative = track::make({}, {-1});
        REQUIRE_FALSE(negative.has_value());
        CHECK(std::string{negative.error().what()} == "patrol track, max_gap: -1 ms; expected at least 0");
        CHECK_FALSE(track::make({{{(std::int64_t{1} << 60) + 1}, {}}}, {1}).has_value());
        CHECK_THROWS_AS(track({}, {-5}), muster::error);
    }
}
