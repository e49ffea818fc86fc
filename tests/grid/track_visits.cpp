#include "muster/grid/track_visits.hpp"

#include "subdivision.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace {

using muster::duration;
using muster::instant;
using muster::lon_lat;
using muster::planar;
using muster::track_visit;

/// Thing by thing, fix by fix.
template <class P>
std::vector<track_visit<int>> by_looking_at_all(const std::vector<muster::placed_thing<int, P>>& things,
                                                const muster::patrol_track<P>& track,
                                                const muster::track_visit_options& options) {
    std::vector<track_visit<int>> found;
    for (const auto& thing : things) {
        bool is_near = false;
        track_visit<int> stay{};
        const auto end = [&] {
            if (is_near && stay.left - stay.arrived >= options.dwell) { found.push_back(stay); }
            is_near = false;
        };
        instant before{};
        for (const auto& fix : track.fixes()) {
            const muster::length away = muster::straight_line(fix.where, thing.where);
            if (fix.at - before > track.max_gap()) { end(); }
            before = fix.at;
            if (away > options.radius) {
                end();
            } else if (!is_near) {
                is_near = true;
                stay = {thing.id, fix.at, fix.at, away};
            } else {
                stay.left = fix.at;
                stay.nearest = std::min(stay.nearest, away);
            }
        }
        end();
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        return a.arrived != b.arrived ? a.arrived < b.arrived : a.thing < b.thing;
    });
    return found;
}

planar near(planar, grid_test::numbers& random) {
    return {static_cast<std::int32_t>(random.between(-60, 60)), static_cast<std::int32_t>(random.between(-60, 60))};
}
lon_lat near(lon_lat, grid_test::numbers& random) {  // within some 60 m
    return {114.0 + static_cast<double>(random.between(-600, 600)) * 1e-6,
            60.0 + static_cast<double>(random.between(-600, 600)) * 1e-6};
}

}  // namespace

TEST_SUITE("grid/track_visits") {
    TEST_CASE_TEMPLATE("as by looking at every thing at every fix", P, planar, lon_lat) {
        grid_test::numbers random{31};
        std::size_t visits = 0;
        for (int round = 0; round < 150; ++round) {
            std::vector<muster::placed_thing<int, P>> things;
            for (int i = 0; i < 25; ++i) { things.push_back({i, near(P{}, random)}); }
            std::vector<muster::track_fix<P>> fixes;
            P where = near(P{}, random);
            for (int i = 0; i < 60; ++i) {
                if (random.between(0, 4) == 0) { where = near(P{}, random); }
                fixes.push_back({{random.between(0, 400)}, where});
            }
            const muster::track_visit_options options{
                {random.between(0, std::is_same_v<P, planar> ? 40 : 40'000)}, {random.between(0, 20)}};
            const muster::patrol_track<P> track{fixes, {random.between(3, 12)}};
            const auto expected = by_looking_at_all(things, track, options);
            random.shuffle(things);
            REQUIRE(muster::track_visit_finder<int, P>{things, options}(track) == expected);
            visits += expected.size();
        }
        CHECK(visits > 500);  // it is not empty lists that are compared
    }

    TEST_CASE("radius, dwell and gap at their very limits") {
        const std::vector<muster::placed_thing<int, planar>> things{{1, {0, 0}}};
        const muster::track_visit_finder<int, planar> find{things, {{1000}, {60}}};
        const auto count = [&find](std::vector<muster::track_fix<planar>> fixes) {
            return find(muster::patrol_track<planar>{std::move(fixes), {60}}).size();
        };
        CHECK(count({{{0}, {1000, 0}}, {{60}, {0, 1000}}}) == 1);
        CHECK(count({{{0}, {1001, 0}}, {{60}, {0, 1000}}}) == 0);   // too far
        CHECK(count({{{0}, {0, 0}}, {{59}, {0, 0}}}) == 0);         // too short
        CHECK(count({{{0}, {0, 0}}, {{61}, {0, 0}}}) == 0);         // a gap between
        CHECK(count({{{0}, {0, 0}}, {{30}, {0, 5000}}, {{60}, {0, 0}}}) == 0);  // left in between
        CHECK(count({{{0}, {-9000, 0}}, {{60}, {9000, 0}}}) == 0);  // passed between two fixes
        CHECK(count({{{0}, {0, 0}}, {{60}, {0, 0}}, {{200}, {0, 0}}, {{260}, {0, 0}}}) == 2);
        CHECK(count({}) == 0);
    }

    TEST_CASE("a visit tells when and how near; a dwell time of nothing takes a single fix") {
        const muster::track_visit_finder<std::string, planar> find{{{"b", {0, 0}}, {"a", {0, 0}}, {"c", {0, 9000}}},
                                                                   {{500}, {0}}};
        const auto found = find(muster::patrol_track<planar>{{{{5}, {300, 400}}, {{8}, {0, 30}}}, {10}});
        CHECK(found == std::vector<track_visit<std::string>>{{"a", {5}, {8}, {30}}, {"b", {5}, {8}, {30}}});
    }

    TEST_CASE("refuses what it cannot use, by name") {
        using finder = muster::track_visit_finder<int, planar>;
        using all = std::vector<muster::placed_thing<int, planar>>;
        const auto message = [](all things, muster::track_visit_options options) {
            const auto made = finder::make(std::move(things), options);
            REQUIRE_FALSE(made.has_value());
            return std::string{made.error().what()};
        };
        CHECK(message({}, {{-1}, {0}}) == "track visits, radius: -1 mm; expected 0 to 100 km");
        CHECK(message({}, {{100'000'001}, {0}}) == "track visits, radius: 100000001 mm; expected 0 to 100 km");
        CHECK(message({}, {{1}, {-7}}) == "track visits, dwell: -7 ms; expected at least 0");
        CHECK(message({{1, {}}, {2, {planar::limit_mm + 1, 0}}}, {}) ==
              "track visits, thing 1: the position is not valid");
        CHECK_THROWS_AS(finder({}, {{-1}, {0}}), muster::error);
    }
}
