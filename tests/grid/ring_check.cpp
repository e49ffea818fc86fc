#include "muster/grid/ring_check.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>

#include "subdivision.hpp"

using grid_test::path;
using grid_test::point;
using muster::errc;
using muster::lon_lat;
using muster::planar;

namespace {

template <class P>
struct refusal {
    bool happened = false;
    errc code{};
    std::string what;
    muster::source_position where;

    explicit refusal(const muster::cell_drawing<P>& drawn) {
        try {
            muster::detail::check_cell(drawn, {"working grid", drawn.key, 7});
        } catch (const muster::error& problem) {
            happened = true;
            code = problem.code();
            what = problem.what();
            where = problem.where();
        }
    }
};

refusal<planar> check(const path& outer, const std::vector<path>& holes = {}) {
    return refusal<planar>{grid_test::cell<planar>("A-17", outer, holes)};
}

}  // namespace

TEST_SUITE("grid/ring_check") {
    TEST_CASE("a ring that is not closed") {
        auto drawn = grid_test::cell<planar>("A-17", grid_test::rectangle(0, 0, 10, 10));
        drawn.area[0].outer.pop_back();
        drawn.area[0].outer.push_back({0, 1});
        const refusal<planar> refused{drawn};
        CHECK(refused.happened);
        CHECK(refused.code == errc::geometry);
        CHECK(refused.where.has_feature);
        CHECK(refused.where.feature == 7);
        CHECK(refused.what ==
              "feature 7: tier 'working grid', cell 'A-17': polygon 0, outer ring is not closed: it starts at (east 0 "
              "mm, "
              "north 0 mm) and ends at (east 0 mm, north 1 mm); expected the first position again at the end");
    }

    TEST_CASE("a ring of too few positions") {
        const auto refused = check({{5, 6}, {10, 0}});
        CHECK(refused.code == errc::geometry);
        CHECK(refused.what ==
              "feature 7: tier 'working grid', cell 'A-17': polygon 0, outer ring at (east 5 mm, north 6 mm) has 3 "
              "positions; expected at least 4");
        CHECK(check(grid_test::rectangle(0, 0, 9, 9), {{{1, 1}, {2, 2}}}).what ==
              "feature 7: tier 'working grid', cell 'A-17': polygon 0, hole 0 at (east 1 mm, north 1 mm) has 3 "
              "positions; "
              "expected at least 4");
    }

    TEST_CASE("a ring without positions, and a cell without polygons") {
        muster::cell_drawing<planar> drawn{"A-17", {}, {}};
        CHECK(refusal<planar>{drawn}.code == errc::empty);
        CHECK(refusal<planar>{drawn}.what ==
              "feature 7: tier 'working grid', cell 'A-17': has no polygon; expected at least one");
        drawn.area.push_back({});
        CHECK(refusal<planar>{drawn}.code == errc::empty);
        CHECK(
            refusal<planar>{drawn}.what ==
            "feature 7: tier 'working grid', cell 'A-17': polygon 0, outer ring has no positions; expected at least 4");
    }

    TEST_CASE("coordinates that are none") {
        auto drawn = grid_test::cell<lon_lat>("A-17", grid_test::rectangle(0, 0, 10, 10));
        drawn.area[0].outer[2].lat = 90.5;
        CHECK(refusal<lon_lat>{drawn}.code == errc::out_of_range);
        CHECK(refusal<lon_lat>{drawn}.what ==
              "feature 7: tier 'working grid', cell 'A-17': polygon 0, outer ring, position 2: (lon 114.5097656, lat "
              "90.5000000) is no valid position; expected finite degrees, |lon| <= 180 and |lat| <= 90");
        drawn.area[0].outer[2] = {-std::numeric_limits<double>::infinity(), std::nan("")};
        CHECK(refusal<lon_lat>{drawn}.what.find("(lon -1e9 or less, lat NaN)") != std::string::npos);

        auto plane = grid_test::cell<planar>("A-17", grid_test::rectangle(0, 0, 10, 10));
        plane.area[0].outer[1].east_mm = planar::limit_mm + 1;
        CHECK(refusal<planar>{plane}.code == errc::out_of_range);
        CHECK(refusal<planar>{plane}.what ==
              "feature 7: tier 'working grid', cell 'A-17': polygon 0, outer ring, position 1: (east 1073741825 mm, "
              "north 0 "
              "mm) is no valid position; expected millimetres of at most 2^30 in size");
    }

    TEST_CASE("edges of one polygon that cross") {
        CHECK(check({{0, 0}, {10, 10}, {10, 0}, {0, 10}}).code == errc::geometry);
        CHECK(
            check({{0, 0}, {10, 10}, {10, 0}, {0, 10}}).what ==
            "feature 7: tier 'working grid', cell 'A-17': polygon 0: edge 0 of the outer ring from (east 0 mm, north 0 "
            "mm) to (east 10 mm, north 10 mm) crosses edge 2 of the outer ring from (east 10 mm, north 0 mm) to (east "
            "0 "
            "mm, north 10 mm); expected rings that do not cross themselves or each other");
        CHECK(check(grid_test::rectangle(0, 0, 10, 10), {grid_test::rectangle(5, 5, 15, 6)}).what ==
              "feature 7: tier 'working grid', cell 'A-17': polygon 0: edge 1 of the outer ring from (east 10 mm, "
              "north 0 "
              "mm) to (east 10 mm, north 10 mm) crosses edge 0 of hole 0 from (east 5 mm, north 5 mm) to (east 15 mm, "
              "north 5 mm); expected rings that do not cross themselves or each other");
        CHECK(check(grid_test::rectangle(0, 0, 20, 20),
                    {grid_test::rectangle(2, 2, 8, 8), grid_test::rectangle(5, 5, 12, 12)})
                  .happened);
    }

    TEST_CASE("the crossing named is the first one of the drawing, whatever order they are found in") {
        path comb{{0, 0}};
        for (std::int64_t i = 0; i < 200; ++i) { comb.push_back({10 + i * 10, i % 2 == 0 ? 50 : 0}); }
        comb.push_back({3000, 25});
        comb.push_back({-10, 24});  // back through all the teeth
        CHECK(
            check(comb).what.find("edge 0 of the outer ring from (east 0 mm, north 0 mm) to (east 10 mm, north 50 mm) "
                                  "crosses edge 201 ") != std::string::npos);
    }

    TEST_CASE("a cell without area") {
        CHECK(check({{0, 0}, {5, 5}, {10, 10}, {2, 2}}).code == errc::geometry);
        CHECK(check({{0, 0}, {5, 5}, {10, 10}, {2, 2}}).what ==
              "feature 7: tier 'working grid', cell 'A-17': all positions of its outer ring, from (east 0 mm, north 0 "
              "mm) "
              "on, are on one line; expected an area");
        CHECK(check({{3, 3}, {3, 3}, {3, 3}}).happened);
        auto drawn = grid_test::cell<planar>("A-17", {{0, 0}, {5, 5}, {10, 10}, {2, 2}});
        drawn.area.push_back({grid_test::to_ring<planar>(grid_test::rectangle(0, 0, 9, 9)), {}});
        CHECK_FALSE(refusal<planar>{drawn}.happened);  // it is not the whole cell
    }

    TEST_CASE("what is accepted") {
        CHECK_FALSE(check(grid_test::rectangle(0, 0, 10, 10)).happened);
        CHECK_FALSE(check({{0, 10}, {10, 10}, {10, 0}, {0, 0}}).happened);                      // clockwise
        CHECK_FALSE(check({{0, 0}, {1000, 0}, {1000, 1}}).happened);                            // a sliver
        CHECK_FALSE(check({{0, 0}, {0, 0}, {10, 0}, {10, 10}, {10, 10}, {0, 10}}).happened);    // repeated
        CHECK_FALSE(check({{0, 0}, {10, 0}, {10, 10}, {20, 10}, {10, 10}, {0, 10}}).happened);  // a spike
        CHECK_FALSE(check({{0, 0}, {10, 0}, {5, 5}, {10, 10}, {0, 10}, {5, 5}}).happened);      // touches itself
        CHECK_FALSE(
            check(grid_test::rectangle(0, 0, 10, 10), {{{0, 5}, {5, 2}, {5, 8}}}).happened);  // hole at the border
        CHECK_FALSE(check(grid_test::rectangle(0, 0, 10, 10),
                          {grid_test::rectangle(1, 1, 5, 5), grid_test::rectangle(5, 5, 9, 9)})
                        .happened);
    }

    TEST_CASE("all pairs of edges are tried: against every pair in turn") {
        grid_test::numbers random{5};
        int crossing = 0;
        for (int round = 0; round < 400; ++round) {
            path ring;
            for (int i = 0; i < 5 + round % 4; ++i) { ring.push_back({random.between(0, 12), random.between(0, 12)}); }
            bool expected = false;
            const auto at = [&](std::size_t i) {
                return muster::to_vertex(grid_test::to_position<planar>(ring[i % ring.size()]));
            };
            for (std::size_t i = 0; i < ring.size(); ++i) {
                for (std::size_t j = 0; j < i; ++j) {
                    expected = expected || muster::cross_properly(at(i), at(i + 1), at(j), at(j + 1));
                }
            }
            crossing += expected;
            const auto refused = check(ring);
            REQUIRE(refused.happened == expected);
        }
        CHECK(crossing > 50);
        CHECK(crossing < 390);
    }
}
