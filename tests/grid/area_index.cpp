#include "muster/grid/area_index.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "exact_oracle.hpp"
#include "subdivision.hpp"

using grid_test::numbers;
using muster::area_index;
using muster::lon_lat;
using muster::multi_polygon;
using muster::planar;

namespace {

double unit_share(numbers& random) { return static_cast<double>(random() >> 11) * 0x1p-53; }

double limited(double value, double most) { return value > most ? most : value < -most ? -most : value; }

/// What a lookup might get wrong: corners, points on edges as far as doubles can be, points one ulp off them, rounded
/// ones, and any in and around the box.
std::vector<lon_lat> hard_points(const std::vector<multi_polygon<lon_lat>>& areas, numbers& random, int rounds) {
    std::vector<lon_lat> points;
    const auto with_neighbours = [&](const lon_lat& at) {
        const double far = std::numeric_limits<double>::infinity();
        points.push_back(at);
        points.push_back({std::nextafter(at.lon, far), at.lat});
        points.push_back({std::nextafter(at.lon, -far), at.lat});
        points.push_back({at.lon, std::nextafter(at.lat, far)});
        points.push_back({at.lon, std::nextafter(at.lat, -far)});
    };
    muster::box<lon_lat> all{{180, 90}, {-180, -90}};
    for (const auto& area : areas) {
        for (const auto& part : area) {
            std::vector<muster::ring<lon_lat>> rings = part.holes;
            rings.push_back(part.outer);
            for (const auto& ring : rings) {
                for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                    const lon_lat a = ring[i];
                    const lon_lat b = ring[i + 1];
                    all.low = {std::min(all.low.lon, a.lon), std::min(all.low.lat, a.lat)};
                    all.high = {std::max(all.high.lon, a.lon), std::max(all.high.lat, a.lat)};
                    with_neighbours(a);
                    with_neighbours({a.lon / 2 + b.lon / 2, a.lat / 2 + b.lat / 2});
                    const double t = unit_share(random);
                    const lon_lat on{a.lon + t * (b.lon - a.lon), a.lat + t * (b.lat - a.lat)};
                    with_neighbours(on);
                    const double scale = std::pow(10.0, static_cast<double>(i % 8));
                    points.push_back({std::round(on.lon * scale) / scale, std::round(on.lat * scale) / scale});
                    points.push_back({on.lon, std::round(on.lat * scale) / scale});
                    points.push_back({a.lon, b.lat});
                    points.push_back({on.lon, a.lat});
                }
            }
        }
    }
    for (int i = 0; i < rounds; ++i) {
        const double t = unit_share(random) * 1.2 - 0.1;
        const double u = unit_share(random) * 1.2 - 0.1;
        points.push_back({limited(all.low.lon + t * (all.high.lon - all.low.lon), 180),
                          limited(all.low.lat + u * (all.high.lat - all.low.lat), 90)});
    }
    points.push_back({std::numeric_limits<double>::quiet_NaN(), all.low.lat});
    points.push_back({all.low.lon, std::numeric_limits<double>::quiet_NaN()});
    points.push_back({std::numeric_limits<double>::infinity(), all.low.lat});
    points.push_back({1e300, -1e300});
    points.push_back({-0.0, -0.0});
    return points;
}

template <class P>
void check_all(const std::vector<multi_polygon<P>>& areas, const std::vector<P>& points) {
    const grid_test::exact_oracle<P> truth{areas};
    const area_index<P> index{areas};
    std::vector<std::uint32_t> found(points.size());
    index.find(std::span<const P>{points}, std::span<std::uint32_t>{found});
    for (std::size_t i = 0; i < points.size(); ++i) {
        std::uint32_t expected = area_index<P>::nowhere;
        if (is_valid(points[i])) {
            const std::uint32_t first = truth.first(points[i]);
            expected = first == truth.nowhere ? expected : first;
        }
        INFO("point " << i);
        REQUIRE(index.find(points[i]) == expected);
        REQUIRE(found[i] == expected);
    }
}

/// The patches of a patchwork as areas in degrees, around a place and of a size; corners are rounded as doubles are.
std::vector<multi_polygon<lon_lat>> in_degrees(grid_test::patchwork& ground, lon_lat origin, double east,
                                               double north, bool mixed) {
    std::vector<multi_polygon<lon_lat>> areas;
    for (std::size_t patch = 0; patch < ground.size(); ++patch) {
        std::vector<std::size_t> patches{patch};
        const std::size_t other = (patch * 7 + 3) % ground.size();
        if (mixed && patch % 3 == 0 && other != patch) { patches.push_back(other); }
        multi_polygon<lon_lat> made;
        const auto to_degrees = [&](const muster::ring<planar>& from) {
            muster::ring<lon_lat> to;
            for (const planar& p : from) {
                to.push_back({origin.lon + p.east_mm * east, origin.lat + p.north_mm * north});
            }
            return to;
        };
        for (const auto& part : ground.area<planar>(patches)) {
            made.push_back({to_degrees(part.outer), {}});
            for (const auto& hole : part.holes) { made.back().holes.push_back(to_degrees(hole)); }
        }
        areas.push_back(made);
        if (mixed && patch % 5 == 4) { areas.emplace_back(); }
    }
    return areas;
}

}  // namespace

TEST_SUITE("grid/area_index") {
    TEST_CASE("degrees: exact on corners and edges, one ulp off them, rounded, at every size and place") {
        struct place {
            lon_lat origin;
            double east;
            double north;
        };
        const std::vector<place> places{
            {{114.05, 22.54}, 1e-5, 1e-5},            // a city
            {{-0.13, 51.48}, 1.3e-3, 0.7e-3},         // London: across 0 degrees east
            {{0, 0}, 1e-9, 1e-9},                     // around nothing at all
            {{0, -1e-7}, 1e-9, 1e-3},                 // long and flat
            {{0, 0}, 1e-300, 1e-300},                 // products far below the least double
            {{0, 0}, 5e-324, 5e-324},                 // the least doubles
            {{0, 0}, 5e-324, 1e-2},                   // and both at once
            {{-1e-310, 1e-17}, 3e-312, 1e-18},        //
            {{1e-5, -1e-9}, 1e-13, 1e-20},            //
            {{-122.4, 37.7}, 1e-13, 1e-13},           // corners some ulps apart
            {{-160, -80}, 1.2, 0.7},                  // the world
        };
        numbers random{21};
        for (const place& one : places) {
            CAPTURE(one.origin.lon);
            CAPTURE(one.east);
            grid_test::patchwork ground{5, 4, 50, 4, random()};
            const auto areas = in_degrees(ground, one.origin, one.east, one.north, one.east > 1e-6);
            check_all(areas, hard_points(areas, random, 500));
        }
    }

    TEST_CASE("degrees: a few long edges and many tiny ones, in one list") {
        numbers random{22};
        grid_test::patchwork small{6, 6, 40, 3, 5};
        auto areas = in_degrees(small, {0.1, 51.5}, 1e-8, 1e-8, false);
        for (int i = 0; i < 12; ++i) {
            muster::ring<lon_lat> needle;
            for (int k = 0; k < 3; ++k) {
                needle.push_back({0.1 + (unit_share(random) - 0.5) * (k == 0 ? 1e-6 : 30),
                                  51.5 + (unit_share(random) - 0.5) * (k == 1 ? 1e-6 : 1e-3)});
            }
            needle.push_back(needle.front());
            areas.push_back({{needle, {}}});
        }
        check_all(areas, hard_points(areas, random, 2000));
    }

    TEST_CASE("degrees: edges that a step of the index cannot tell apart") {
        // Strips a few ulps high and wide, all within one step of an index that spans the world.
        std::vector<multi_polygon<lon_lat>> areas;
        double south = 10.0;
        for (int i = 0; i < 40; ++i) {
            const double north = std::nextafter(std::nextafter(south, 90), 90);
            const double east = 10.0 + 1e-12 * (i % 7);
            const double west = 10 - 1e-11;
            areas.push_back({{{{west, south}, {east, south}, {10 + 1e-11, north}, {10, north}, {west, south}}, {}}});
            south = i % 3 == 0 ? std::nextafter(south, 90) : north;
        }
        areas.push_back({{{{-180, -90}, {180, -90}, {180, 90}, {-180, 90}, {-180, -90}}, {}}});
        numbers random{23};
        check_all(areas, hard_points(areas, random, 500));
    }

    TEST_CASE("degrees: corners on the lines between the buckets of the index, or some ulps off them") {
        // The extent, 64 degrees, and the lines, whole degrees, are powers of two in the steps of an index.
        numbers random{26};
        constexpr std::size_t side = 32;
        std::vector<lon_lat> nodes;
        for (std::size_t i = 0; i < (side + 1) * (side + 1); ++i) {
            const auto shaken = [&](std::size_t number) {
                double value = 2 * static_cast<double>(number);
                if (number == 0 || number == side) { return value; }
                for (std::int64_t ulps = random.between(-2, 2); ulps != 0; ulps += ulps < 0 ? 1 : -1) {
                    value = std::nextafter(value, ulps < 0 ? -1.0 : 90.0);
                }
                return value;
            };
            nodes.push_back({shaken(i % (side + 1)), shaken(i / (side + 1))});
        }
        std::vector<multi_polygon<lon_lat>> areas;
        for (std::size_t i = 0; i < side * side; ++i) {
            if (random.between(0, 4) == 0) { continue; }
            const std::size_t sw = i / side * (side + 1) + i % side;
            const std::size_t nw = sw + side + 1;
            areas.push_back({{{nodes[sw], nodes[sw + 1], nodes[nw + 1], nodes[nw], nodes[sw]}, {}}});
        }
        std::vector<lon_lat> points;
        for (std::size_t i = 0; i < 4000; ++i) {
            const std::size_t at = random() % nodes.size();
            const double west = unit_share(random) * 64;
            points.push_back({nodes[at].lon, nodes[random() % nodes.size()].lat});
            points.push_back({west, nodes[at].lat});
            points.push_back({west, std::nextafter(nodes[at].lat, i % 2 == 0 ? 90.0 : -1.0)});
            points.push_back({nodes[at].lon, west});
        }
        check_all(areas, points);
    }

    TEST_CASE("the plane: exact, with gaps, overlaps and areas that are not there") {
        numbers random{24};
        for (const std::int32_t scale : {1, 1000, 1'000'000}) {
            std::vector<multi_polygon<planar>> areas;
            std::vector<planar> points;
            for (int i = 0; i < 300; ++i) {
                areas.emplace_back();
                if (i % 10 == 3) { continue; }
                muster::ring<planar> ring;
                const auto x = static_cast<std::int32_t>(random.between(-900, 900));
                const auto y = static_cast<std::int32_t>(random.between(-900, 900));
                for (int k = 0; k < 5; ++k) {
                    ring.push_back({(x + static_cast<std::int32_t>(random.between(0, 60))) * scale,
                                    (y + static_cast<std::int32_t>(random.between(0, 60))) * scale});
                }
                ring.push_back(ring.front());
                areas.back().push_back({ring, {}});
                for (std::size_t k = 0; k + 1 < ring.size(); ++k) {
                    points.push_back(ring[k]);
                    const std::int32_t east = (ring[k].east_mm + ring[k + 1].east_mm) / 2;
                    const std::int32_t north = (ring[k].north_mm + ring[k + 1].north_mm) / 2;
                    for (const int off : {-1, 0, 1}) {
                        points.push_back({east + off, north});
                        points.push_back({ring[k].east_mm, ring[k].north_mm + off});
                    }
                }
            }
            points.push_back({planar::limit_mm, planar::limit_mm});
            points.push_back({-planar::limit_mm, -planar::limit_mm});
            points.push_back({std::numeric_limits<std::int32_t>::min(), 0});
            check_all(areas, points);
        }
    }

    TEST_CASE("the plane up to its limits") {
        constexpr std::int32_t far = planar::limit_mm;
        std::vector<multi_polygon<planar>> areas{
            {{{{-far, -far}, {far, -far}, {far - 1, far}, {-far, -far}}, {}}},
            {{{{-far, -far}, {far, far}, {-far, far - 1}, {-far, -far}}, {}}},
            {{{{-far, -far}, {far, -far}, {far, far}, {-far, far}, {-far, -far}}, {}}}};
        std::vector<planar> points;
        for (const std::int32_t x : {-far, -far + 1, -1, 0, 1, far - 1, far}) {
            for (const std::int32_t y : {-far, -far + 1, -1, 0, 1, far - 2, far - 1, far}) {
                points.push_back({x, y});
                points.push_back({y, x});
            }
        }
        check_all(areas, points);
    }

    TEST_CASE("nothing is found in nothing") {
        CHECK(area_index<planar>{}.find({0, 0}) == area_index<planar>::nowhere);
        CHECK(area_index<lon_lat>{}.find({0, 0}) == area_index<lon_lat>::nowhere);
        const std::vector<multi_polygon<lon_lat>> empty(3);
        CHECK(area_index<lon_lat>{empty}.find({0, 0}) == area_index<lon_lat>::nowhere);
        const std::vector<multi_polygon<planar>> flat{{{{{0, 0}, {5, 0}, {9, 0}, {0, 0}}, {}}}};
        CHECK(area_index<planar>{flat}.find({5, 0}) == area_index<planar>::nowhere);
    }

    TEST_CASE("many areas crowd in one place, far from one more: still exact, and not too large") {
        grid_test::patchwork ground{16, 16, 40, 5, 31};
        auto areas = in_degrees(ground, {8.5, 47.4}, 1e-9, 1e-9, false);
        areas.push_back({{{{9.5, 48.4}, {9.6, 48.4}, {9.6, 48.5}, {9.5, 48.4}}, {}}});
        numbers random{25};
        auto points = hard_points(areas, random, 1000);
        std::vector<lon_lat> some;
        for (std::size_t i = 0; i < points.size(); i += 3) { some.push_back(points[i]); }
        check_all(areas, some);
        CHECK(area_index<lon_lat>{areas}.memory_bytes() < 2'000'000);
    }

    TEST_CASE("what cannot be used is refused, by number and place") {
        const muster::ring<planar> good{{0, 0}, {9, 0}, {9, 9}, {0, 0}};
        const auto message = [&](const multi_polygon<planar>& bad) {
            const std::vector<multi_polygon<planar>> areas{{{good, {}}}, bad};
            const auto made = area_index<planar>::make(areas);
            REQUIRE_FALSE(made.has_value());
            CHECK(made.error().where().feature == 1);
            CHECK_THROWS_AS(area_index<planar>{areas}, muster::error);
            return std::string{made.error().what()};
        };
        CHECK(message({{{{0, 0}, {9, 0}, {0, 0}}, {}}}).find("area 1, polygon 0, outer ring has 3 positions") !=
              std::string::npos);
        CHECK(message({{good, {{}}}}).find("hole 0 has 0 positions; expected at least 4") != std::string::npos);
        CHECK(message({{good, {}}, {{{0, 0}, {9, 0}, {9, 9}, {0, 1}}, {}}})
                  .find("polygon 1, outer ring is not closed: it starts at (east 0 mm, north 0 mm) and ends at (east 0 "
                        "mm, north 1 mm)") != std::string::npos);
        CHECK(message({{{{0, 0}, {9, 0}, {2'000'000'000, 9}, {0, 0}}, {}}}).find("at position 2") != std::string::npos);
        const std::vector<multi_polygon<planar>> fine{{{good, {}}}};
        CHECK(area_index<planar>::make(fine).has_value());
    }
}
