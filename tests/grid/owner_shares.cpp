#include "muster/grid/owner_shares.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "subdivision.hpp"

using grid_test::cell;
using grid_test::numbers;
using grid_test::patchwork;
using grid_test::rectangle;
using muster::cell_id;
using muster::hierarchy;
using muster::length;
using muster::location;
using muster::location_status;
using muster::lon_lat;
using muster::owner_share;
using muster::owner_shares;
using muster::planar;

namespace {

template <class P>
using drawings = std::vector<muster::cell_drawing<P>>;

/// The shares by key; "outside" for none. Also checks what holds of any answer.
template <class P>
std::map<std::string, std::int32_t> by_key(const hierarchy<P>& cells, const std::vector<owner_share>& shares) {
    std::map<std::string, std::int32_t> made;
    std::int32_t sum = 0;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        REQUIRE(shares[i].millionths > 0);
        sum += shares[i].millionths;
        if (i > 0) {
            REQUIRE(shares[i - 1].millionths >= shares[i].millionths);
            REQUIRE((shares[i - 1].millionths > shares[i].millionths || shares[i - 1].owner < shares[i].owner));
        }
        const bool is_new =
            made.emplace(shares[i].owner ? cells.key(shares[i].owner) : "outside", shares[i].millionths).second;
        REQUIRE(is_new);
    }
    REQUIRE(sum == 1'000'000);
    return made;
}

template <class P>
std::map<std::string, std::int32_t> shares_at(const hierarchy<P>& cells, const P& place, std::int64_t radius_mm) {
    return by_key(cells, owner_shares(cells, place, length{radius_mm}));
}

/// What part of a disc of radius 1 is on the far side of a line at this distance from its middle.
double segment(double distance) {
    const double pi = 3.14159265358979323846;
    return (std::acos(distance) - distance * std::sqrt(1 - distance * distance)) / pi;
}

/// One side of a line that passes a disc of 1 km around (0, 0) at a distance, seen in a direction.
std::int32_t beyond(double distance, double angle) {
    const double x = std::cos(angle);
    const double y = std::sin(angle);
    const auto at = [&](double along, double out) {
        return grid_test::point{std::lround(1e6 * ((distance + out) * x - along * y)),
                                std::lround(1e6 * ((distance + out) * y + along * x))};
    };
    const hierarchy<planar> cells{
        {{{"side"}, {cell<planar>("far", {at(-500, 0), at(-500, 500), at(500, 500), at(500, 0)})}}}};
    const auto shares = shares_at(cells, planar{0, 0}, 1'000'000);
    return shares.count("far") == 1 ? shares.at("far") : 0;
}

/// Each point of a lattice over the disc asked of `locate`. In degrees: `per_mm` of them.
template <class P, class Place>
std::map<std::string, double> sampled(const hierarchy<P>& cells, std::int64_t radius_mm, Place place) {
    constexpr std::int64_t steps = 400;
    std::map<cell_id, std::int64_t> counts;
    std::int64_t all = 0;
    for (std::int64_t row = -steps + 1; row < steps; row += 2) {
        for (std::int64_t column = -steps + 1; column < steps; column += 2) {
            if (row * row + column * column > steps * steps) { continue; }
            const location at = cells.locate(
                place(static_cast<double>(column * radius_mm) / steps, static_cast<double>(row * radius_mm) / steps));
            ++counts[at.status == location_status::outside ? cell_id::none() : at.owner];
            ++all;
        }
    }
    std::map<std::string, double> shares;
    for (const auto& [owner, count] : counts) {
        shares[owner ? cells.key(owner) : "outside"] = 1e6 * static_cast<double>(count) / static_cast<double>(all);
    }
    return shares;
}

/// The largest difference between two sets of shares, in millionths.
double difference(const std::map<std::string, std::int32_t>& ours, const std::map<std::string, double>& theirs) {
    double worst = 0;
    for (const auto& [key, share] : ours) {
        worst = std::max(worst, std::abs(share - (theirs.count(key) == 1 ? theirs.at(key) : 0.0)));
    }
    for (const auto& [key, share] : theirs) {
        if (ours.count(key) == 0) { worst = std::max(worst, share); }
    }
    return worst;
}

/// Regions of any shape over a patchwork, in two tiers: with holes, in pieces, overlapping, with gaps.
template <class P>
hierarchy<P> random_city(numbers& random, std::int64_t spacing) {
    patchwork ground{7, 6, spacing, 2, random()};
    std::vector<std::size_t> all;
    std::vector<std::vector<std::size_t>> regions(6);
    for (std::size_t patch = 0; patch < ground.size(); ++patch) {
        if (random.between(0, 9) > 0) { all.push_back(patch); }
        for (auto& region : regions) {
            if (random.between(0, 4) == 0) { region.push_back(patch); }
        }
    }
    drawings<P> leaves;
    for (std::size_t i = 0; i < regions.size(); ++i) {
        if (!regions[i].empty()) { leaves.push_back({std::to_string(i), {}, ground.area<P>(regions[i])}); }
    }
    random.shuffle(leaves);
    return hierarchy<P>{{{{"city"}, {{"city", {}, ground.area<P>(all)}}}, {{"grid"}, leaves}}};
}

}  // namespace

TEST_SUITE("grid/owner_shares") {
    TEST_CASE("one side of a straight border, against the formula") {
        double worst = 0;
        for (int turn = 0; turn < 16; ++turn) {  // also level and upright, where a line of ours may lie on the border
            for (const double distance : {-0.999, -0.75, -0.3, -0.001, 0.0, 0.001, 0.25, 0.498, 0.9, 0.99}) {
                const double angle = turn * 3.14159265358979323846 / 8;
                worst = std::max(worst, std::abs(beyond(distance, angle) - 1e6 * segment(distance)));
            }
        }
        CAPTURE(worst);
        CHECK(worst < 25);
    }

    TEST_CASE("level and upright borders are met within 5 millionths") {
        double worst = 0;
        for (int mm = -999; mm < 1000; mm += 37) {
            const double exact = 1e6 * segment(mm / 1000.0);
            for (int turn = 0; turn < 4; ++turn) {
                worst = std::max(worst, std::abs(beyond(mm / 1000.0, turn * 3.14159265358979323846 / 2) - exact));
            }
        }
        CAPTURE(worst);
        CHECK(worst < 5);
    }

    TEST_CASE("four quarters are equal, of equals the lower id first") {
        const hierarchy<planar> cells{
            {{{"grid"},
              {cell<planar>("1", rectangle(0, 0, 50, 50)), cell<planar>("2", rectangle(-50, 0, 0, 50)),
               cell<planar>("3", rectangle(-50, -50, 0, 0)), cell<planar>("4", rectangle(0, -50, 50, 0))}}}};
        const std::vector<owner_share> expected{{{0}, 250'000}, {{1}, 250'000}, {{2}, 250'000}, {{3}, 250'000}};
        CHECK(owner_shares(cells, planar{0, 0}, length{50}) == expected);
        CHECK(owner_shares(cells, planar{0, 0}, length{1}) == expected);
        CHECK(owner_shares(cells, planar{0, 0}, length{50'000}).front().owner == cell_id::none());
    }

    TEST_CASE("a disc within one cell, or outside of all, has one owner") {
        const hierarchy<planar> cells{{{{"grid"}, {cell<planar>("1", rectangle(0, 0, 1000, 1000))}}}};
        CHECK(owner_shares(cells, planar{500, 500}, length{500}) == std::vector<owner_share>{{{0}, 1'000'000}});
        CHECK(owner_shares(cells, planar{5000, 500}, length{4000}) ==
              std::vector<owner_share>{{cell_id::none(), 1'000'000}});
        CHECK(owner_shares(cells, planar{1'000'000'000, 500}, length{1'000'000'000}) ==
              std::vector<owner_share>{{cell_id::none(), 1'000'000}});
    }

    TEST_CASE("without a radius it is the owner of the point") {
        const hierarchy<planar> cells{{{{"city"}, {cell<planar>("city", rectangle(0, 0, 100, 100))}},
                                       {{"grid"}, {cell<planar>("1", rectangle(0, 0, 50, 100))}}}};
        CHECK(shares_at(cells, planar{10, 10}, 0) == std::map<std::string, std::int32_t>{{"1", 1'000'000}});
        CHECK(shares_at(cells, planar{60, 10}, 0) == std::map<std::string, std::int32_t>{{"city", 1'000'000}});
        CHECK(shares_at(cells, planar{160, 10}, 0) == std::map<std::string, std::int32_t>{{"outside", 1'000'000}});
        const hierarchy<lon_lat> degrees{{{{"city"}, {cell<lon_lat>("city", rectangle(0, 0, 100, 100))}}}};
        const double nan = std::numeric_limits<double>::quiet_NaN();
        CHECK(shares_at(degrees, lon_lat{nan, 0}, 500) == std::map<std::string, std::int32_t>{{"outside", 1'000'000}});
    }

    TEST_CASE("overlaps go to the lowest leaf, gaps to the upper cell, the rest is outside") {
        // South of 0 nothing; the city from 0 on; leaf 2 east of 0; leaf 1 over all of it east of 500.
        const hierarchy<planar> cells{
            {{{"city"}, {cell<planar>("city", rectangle(-9000, 0, 9000, 9000))}},
             {{"grid"},
              {cell<planar>("2", rectangle(0, 0, 9000, 9000)), cell<planar>("1", rectangle(500, -9000, 9000, 9000))}}}};
        const auto shares = shares_at(cells, planar{0, 0}, 1000);
        const double far = segment(0.5);
        CHECK(shares.at("city") == doctest::Approx(250'000).epsilon(1e-4));
        CHECK(shares.at("1") == doctest::Approx(1e6 * far).epsilon(1e-4));
        CHECK(shares.at("2") == doctest::Approx(250'000 - 5e5 * far).epsilon(1e-3));
        CHECK(shares.at("outside") == doctest::Approx(500'000 - 5e5 * far).epsilon(1e-3));
    }

    TEST_CASE("a hole belongs to what is in it") {
        const hierarchy<planar> cells{
            {{{"grid"},
              {cell<planar>("1", rectangle(-900, -900, 900, 900), {rectangle(-100, -100, 100, 100)}),
               cell<planar>("2", rectangle(-100, -100, 100, 0))}}}};
        const auto shares = shares_at(cells, planar{0, 0}, 800);
        const double whole = 3.14159265358979323846 * 800 * 800;
        CHECK(shares.at("2") == doctest::Approx(1e6 * 20'000 / whole).epsilon(2e-3));
        CHECK(shares.at("outside") == doctest::Approx(1e6 * 20'000 / whole).epsilon(2e-3));
    }

    TEST_CASE("any city, against asking for each of 125,000 points: on the plane") {
        numbers random{8};
        double worst = 0;
        for (int round = 0; round < 12; ++round) {
            const hierarchy<planar> cells = random_city<planar>(random, 20'000);
            const planar middle{static_cast<std::int32_t>(random.between(-10'000, 150'000)),
                                static_cast<std::int32_t>(random.between(-10'000, 130'000))};
            const std::int64_t radius_mm = random.between(3'000, 60'000);
            const auto theirs = sampled(cells, radius_mm, [&](double east_mm, double north_mm) {
                return planar{middle.east_mm + static_cast<std::int32_t>(std::lround(east_mm)),
                              middle.north_mm + static_cast<std::int32_t>(std::lround(north_mm))};
            });
            worst = std::max(worst, difference(shares_at(cells, middle, radius_mm), theirs));
        }
        CAPTURE(worst);
        CHECK(worst < 800);  // nearly all of it the sampling's
    }

    TEST_CASE("any city, against asking for each of 125,000 points: in degrees") {
        numbers random{9};
        double worst = 0;
        for (int round = 0; round < 8; ++round) {
            const hierarchy<lon_lat> cells = random_city<lon_lat>(random, 20);  // of some 2 km
            const lon_lat middle =
                grid_test::to_position<lon_lat>({random.between(-10, 150), random.between(-10, 130)});
            const std::int64_t radius_mm = random.between(300'000, 6'000'000);
            const double mm_per_degree = 6'371'008'800.0 * 3.14159265358979323846 / 180;
            const double shrink = std::cos(middle.lat * 3.14159265358979323846 / 180);
            const auto theirs = sampled(cells, radius_mm, [&](double east_mm, double north_mm) {
                return lon_lat{middle.lon + east_mm / mm_per_degree / shrink, middle.lat + north_mm / mm_per_degree};
            });
            worst = std::max(worst, difference(shares_at(cells, middle, radius_mm), theirs));
        }
        CAPTURE(worst);
        CHECK(worst < 800);
    }

    TEST_CASE("the same with memory that has been used, which stays where it is") {
        numbers random{10};
        const hierarchy<planar> cells = random_city<planar>(random, 20'000);
        muster::owner_shares_scratch<planar> scratch;
        std::vector<owner_share> shares;
        shares.reserve(10);
        const owner_share* const memory = shares.data();
        for (int i = 0; i < 50; ++i) {
            const planar middle{static_cast<std::int32_t>(random.between(-10'000, 150'000)),
                                static_cast<std::int32_t>(random.between(-10'000, 130'000))};
            const length radius{random.between(0, 40'000)};
            owner_shares(cells, middle, radius, scratch, shares);
            CHECK(shares == owner_shares(cells, middle, radius));
            CHECK(shares.data() == memory);
        }
    }
}
