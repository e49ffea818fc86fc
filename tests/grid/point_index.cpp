#include "muster/grid/point_index.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

#include "subdivision.hpp"

using grid_test::numbers;
using grid_test::path;
using grid_test::point;
using muster::lon_lat;
using muster::planar;

namespace {

/// Any closed walk over a small plane: spikes, flat parts, crossings and all. Even-odd says what is inside.
path any_walk(numbers& random, std::int64_t size) {
    path ring;
    const std::int64_t corners = random.between(3, 12);
    for (std::int64_t i = 0; i < corners; ++i) { ring.push_back({random.between(0, size), random.between(0, size)}); }
    return ring;
}

/// A spine with teeth to the east (or north), all of one length or of any.
path comb(std::int64_t corners, bool is_east, bool is_even, numbers& random) {
    path ring;
    const auto put = [&](std::int64_t along, std::int64_t across) {
        ring.push_back(is_east ? point{along, across} : point{across, along});
    };
    const std::int64_t length = 2 * corners;
    put(0, 0);
    for (std::int64_t across = 0; across + 4 <= length; across += 8) {
        const std::int64_t tip = is_even ? length : random.between(length / 10, length);
        const std::int64_t root = is_even ? 100 : random.between(100, 100 + length / 2);
        put(tip, across);
        put(is_even ? tip : tip + random.between(-50, 50), across + random.between(2, 4));
        put(root, across + 4);
        put(root, across + 8);
    }
    put(0, length + 8);
    return ring;
}

/// A band that winds inwards, with so many corners to a turn.
path spiral(std::int64_t corners, int corners_per_turn) {
    const std::vector<point> ways =
        corners_per_turn == 4 ? std::vector<point>{{1, 1}, {-1, 1}, {-1, -1}, {1, -1}}
                              : std::vector<point>{{4, 1}, {1, 4}, {-4, 2}, {-2, -4}, {3, -3}};
    path outer;
    path inner;
    const std::int64_t half = corners / 2;
    for (std::int64_t i = 0; i < half; ++i) {
        const std::int64_t reach = 1000 - i * 990 / half;
        const point way = ways[static_cast<std::size_t>(i) % ways.size()];
        outer.push_back({4000 + way.x * reach, 4000 + way.y * reach});
        inner.push_back({4000 + way.x * (reach - 1), 4000 + way.y * (reach - 1)});
    }
    outer.insert(outer.end(), inner.rbegin(), inner.rend());
    return outer;
}

}  // namespace

TEST_SUITE("grid/point_index") {
    TEST_CASE_TEMPLATE("finds the first cell that holds the point, for any shapes in any overlap", P, planar, lon_lat) {
        numbers random{11};
        for (int round = 0; round < 60; ++round) {
            // The index asks nothing of the shapes: even what the hierarchy would refuse is answered by the rule.
            muster::detail::outlines<P> borders;
            struct polygon {
                path outer;
                std::vector<path> holes;
            };
            std::vector<std::vector<polygon>> cells(static_cast<std::size_t>(random.between(1, 14)));
            const std::int64_t size = round % 2 == 0 ? 20 : 150;
            for (auto& parts : cells) {
                parts.resize(static_cast<std::size_t>(random.between(1, 2)));
                muster::multi_polygon<P> area;
                for (auto& part : parts) {
                    part.outer = any_walk(random, size);
                    muster::polygon<P> drawn{grid_test::to_ring<P>(part.outer), {}};
                    while (random.between(0, 2) == 0) {
                        part.holes.push_back(any_walk(random, size / 2));
                        drawn.holes.push_back(grid_test::to_ring<P>(part.holes.back()));
                    }
                    area.push_back(drawn);
                    part.outer = grid_test::magnified(part.outer);
                    for (path& hole : part.holes) { hole = grid_test::magnified(hole); }
                }
                borders.add(area);
            }
            std::vector<std::uint32_t> order(cells.size());
            std::iota(order.begin(), order.end(), 0U);
            random.shuffle(order);
            const muster::detail::point_index<P> index{borders, order};

            for (int i = 0; i < 600; ++i) {
                const point p{random.between(-1, size + 1), random.between(-1, size + 1)};
                std::uint32_t expected = index.nowhere;
                for (const std::uint32_t c : order) {
                    bool holds = false;
                    for (const polygon& part : cells[c]) {
                        bool in_part = grid_test::is_inside(part.outer, grid_test::moved(p));
                        for (const path& hole : part.holes) {
                            in_part = in_part && !grid_test::is_inside(hole, grid_test::moved(p));
                        }
                        holds = holds || in_part;
                    }
                    REQUIRE(borders.contains(c, grid_test::to_position<P>(p)) == holds);
                    if (holds && expected == index.nowhere) { expected = c; }
                }
                REQUIRE(index.find(borders, grid_test::to_position<P>(p)) == expected);
            }
        }
    }

    TEST_CASE_TEMPLATE("cells that crowd into a corner of the raster, far from one more", P, planar, lon_lat) {
        grid_test::patchwork ground{14, 14, 40, 3, 99};
        muster::detail::outlines<P> borders;
        for (std::size_t patch = 0; patch < ground.size(); ++patch) { borders.add(ground.area<P>({patch})); }
        borders.add(grid_test::cell<P>("", grid_test::rectangle(-60'000, -60'000, -59'000, -59'900)).area);
        std::vector<std::uint32_t> order(borders.cell_count());
        std::iota(order.begin(), order.end(), 0U);
        const muster::detail::point_index<P> index{borders, order};
        CHECK(index.tables().rasters.size() > 1);
        numbers random{4};
        for (int i = 0; i < 5000; ++i) {
            const bool is_far = i % 50 == 0;
            const point p{random.between(is_far ? -61'000 : -20, is_far ? -58'000 : 600),
                          random.between(is_far ? -61'000 : -20, is_far ? -58'000 : 600)};
            const P at = grid_test::to_position<P>(p);
            std::uint32_t expected = index.nowhere;
            for (const std::uint32_t c : order) {
                if (expected == index.nowhere && borders.contains(c, at)) { expected = c; }
            }
            REQUIRE(index.find(borders, at) == expected);
        }
    }

    TEST_CASE("borders that no raster can part do not use up the memory") {
        muster::detail::outlines<planar> borders;
        std::vector<std::uint32_t> order;
        for (std::int64_t i = 0; i < 120; ++i) {  // needles from one point
            borders.add(grid_test::cell<planar>("", {{0, 0}, {1'000'000, i * 1000}, {1'000'000, i * 1000 + 900}}).area);
            order.push_back(static_cast<std::uint32_t>(i));
        }
        for (std::int64_t i = 0; i < 120; ++i) {  // a bundle of slanting stripes, one on top of the other
            borders.add(grid_test::cell<planar>("", {{i, 500'000}, {900'000, 900'000 + i}, {0, 500'001 + i}}).area);
            order.push_back(static_cast<std::uint32_t>(120 + i));
        }
        const muster::detail::point_index<planar> index{borders, order};
        CHECK(index.memory_bytes() < 20'000'000);
        numbers random{6};
        for (int i = 0; i < 3000; ++i) {
            const planar at = i % 2 == 0
                                  ? planar{static_cast<std::int32_t>(random.between(-2, 60)),
                                           static_cast<std::int32_t>(random.between(i % 4 == 0 ? -2 : 499'900,
                                                                                    i % 4 == 0 ? 9 : 500'200))}
                                  : planar{static_cast<std::int32_t>(random.between(0, 1'000'000)),
                                           static_cast<std::int32_t>(random.between(0, 1'000'000))};
            std::uint32_t expected = index.nowhere;
            for (const std::uint32_t c : order) {
                if (expected == index.nowhere && borders.contains(c, at)) { expected = c; }
            }
            REQUIRE(index.find(borders, at) == expected);
        }
    }

    TEST_CASE_TEMPLATE("combs and spirals of many corners: exact, and in proportion", P, planar, lon_lat) {
        numbers random{17};
        for (int shape = 0; shape < 6; ++shape) {
            const path outer = shape < 4 ? comb(4000, shape % 2 == 0, shape / 2 == 0, random) : spiral(4000, shape);
            muster::detail::outlines<P> borders;
            borders.add({{grid_test::to_ring<P>(outer), {}}});
            const path other = comb(1000, shape % 2 == 1, true, random);  // lies behind, so that both pass a bucket
            borders.add({{grid_test::to_ring<P>(other), {}}});
            const std::vector<std::uint32_t> order{0, 1};
            const muster::detail::point_index<P> index{borders, order};
            CHECK(index.tables().rasters.size() > 1);
            std::vector<P> places;
            for (int i = 0; i < 1500; ++i) {
                point p{random.between(-20, 8100), random.between(-20, 8100)};
                if (i % 3 != 0) {  // a corner, or where one is and another
                    p = outer[static_cast<std::size_t>(random()) % outer.size()];
                    if (i % 3 == 2) { p.x = outer[static_cast<std::size_t>(random()) % outer.size()].x; }
                }
                places.push_back(grid_test::to_position<P>(p));
            }
            std::vector<std::uint32_t> found(places.size());
            index.find(borders, places, found);
            for (std::size_t i = 0; i < places.size(); ++i) {
                const std::uint32_t expected =
                    borders.contains(0, places[i]) ? 0 : borders.contains(1, places[i]) ? 1 : index.nowhere;
                REQUIRE(index.find(borders, places[i]) == expected);
                REQUIRE(found[i] == expected);
            }
        }
    }

    TEST_CASE("a comb of a hundred thousand corners stays below 150 bytes for each") {
        numbers random{18};
        for (const bool is_east : {true, false}) {
            const path outer = comb(100'000, is_east, true, random);
            muster::detail::outlines<planar> borders;
            borders.add({{grid_test::to_ring<planar>(outer), {}}});
            const muster::detail::point_index<planar> index{borders, std::vector<std::uint32_t>{0}};
            CHECK(index.memory_bytes() < 150 * outer.size());
            std::size_t longest = 0;
            for (const std::uint32_t word : index.tables().buckets) {
                if ((word & (muster::detail::is_answer | muster::detail::is_raster)) != 0) { continue; }
                longest = std::max<std::size_t>(longest,
                                                muster::detail::edges_of(index.tables().stream.data(), word).count);
            }
            CHECK(longest < 200);
            // What is fetched ahead from any question is still of the stream.
            for (const std::uint32_t word : index.tables().buckets) {
                if ((word & (muster::detail::is_answer | muster::detail::is_raster)) != 0) { continue; }
                REQUIRE(muster::detail::place_of(word) + muster::detail::stream_margin <= index.tables().stream.size());
            }
        }
    }

    TEST_CASE("rasters are laid along the edges") {
        muster::detail::edge_spread level{1024, 2048};
        for (std::uint32_t i = 0; i < 10; ++i) { level.add({{0, i}, {1024, i}}); }
        CHECK(level.cheapest(6, 10, 10) == muster::detail::raster_shape{0, 6});
        CHECK(level.cheapest(6, 10, 4) == muster::detail::raster_shape{2, 4});  // no finer than the steps allow
        CHECK(level.cost(4, 1) == 40);
        CHECK(level.cost(1, 64) == 10);
        muster::detail::edge_spread upright{1024, 2048};
        for (std::uint32_t i = 0; i < 10; ++i) { upright.add({{i, 0}, {i, 9'000}}); }  // half of it beyond
        CHECK(upright.cheapest(6, 10, 10) == muster::detail::raster_shape{6, 0});
        CHECK(upright.cost(64, 4) == 40);
        muster::detail::edge_spread slanting{1024, 2048};
        for (std::uint32_t i = 0; i < 10; ++i) { slanting.add({{1024, 0}, {0, 2048}}); }
        slanting.add_level();
        CHECK(slanting.cheapest(6, 10, 10) == muster::detail::raster_shape{3, 3});
        CHECK(slanting.cost(8, 8) == 11 + 11 * 7 + 10 * 7);
    }

    TEST_CASE("an index of nothing finds nothing") {
        const muster::detail::point_index<planar> none;
        CHECK(none.find({}, planar{0, 0}) == none.nowhere);
        CHECK(none.find({}, planar{5, -7}) == none.nowhere);
        CHECK(muster::detail::point_index<planar>{{}, {}}.find({}, planar{0, 0}) == none.nowhere);
        CHECK(muster::detail::point_index<lon_lat>{{}, {}}.find({}, lon_lat{0, 0}) == none.nowhere);
    }

    TEST_CASE("of two cells with one border between them, the second needs no test") {
        muster::detail::outlines<planar> borders;
        borders.add({{grid_test::to_ring<planar>(grid_test::rectangle(0, 0, 1'000'000, 2'000'000)), {}}});
        borders.add({{grid_test::to_ring<planar>(grid_test::rectangle(1'000'000, 0, 2'000'000, 2'000'000)), {}}});
        borders.add({{grid_test::to_ring<planar>(grid_test::rectangle(0, 0, 2'000'000, 2'000'000)), {}}});
        const std::vector<std::uint32_t> order{0, 1, 2};
        const muster::detail::point_index<planar> index{borders, order};
        const auto& tables = index.tables();
        const std::uint32_t word = tables.buckets[tables.rasters[0].bucket_of({1'000'000, 1'000'500})];
        REQUIRE((word & (muster::detail::is_answer | muster::detail::is_raster)) == 0);
        CHECK(muster::detail::edges_of(tables.stream.data(), word).count == 1);
        const std::size_t place = muster::detail::place_of(word);
        CHECK(tables.stream[place] == (muster::detail::is_answer | 1));
        CHECK(tables.stream[place + 1] == (muster::detail::is_answer | 0));
    }
}
