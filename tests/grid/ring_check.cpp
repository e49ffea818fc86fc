#include "muster/grid/ring_check.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>
#include <utility>

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
              "feature 7: tier 'working grid', cell 'A-17': has no polygon and names no parent; expected at least one "
              "polygon, or a parent");
        CHECK_NOTHROW(muster::detail::check_cell(drawn, {"city", "A-17", 7}, true));  // in the coarsest tier
        drawn.parent = "A";
        CHECK_FALSE(refusal<planar>{drawn}.happened);
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

    TEST_CASE("at a pole, and across the antimeridian") {
        const auto globe = [](muster::ring<lon_lat> outer) {
            return refusal<lon_lat>{muster::cell_drawing<lon_lat>{"A-17", {}, {{std::move(outer), {}}}}};
        };
        CHECK(globe({{0, 80}, {10, 80}, {10, 90}, {0, 80}}).code == errc::geometry);
        CHECK(globe({{0, 80}, {10, 80}, {10, 90}, {0, 80}}).what ==
              "feature 7: tier 'working grid', cell 'A-17': polygon 0, outer ring, position 2: (lon 10.0000000, lat "
              "90.0000000) is at a pole, where no level map is right; expected |lat| < 90");
        CHECK(globe({{0, -80}, {10, -80}, {10, -90}, {0, -80}}).happened);
        CHECK_FALSE(globe({{0, 80}, {10, 80}, {10, 89.999}, {0, 80}}).happened);
        const auto refused = globe({{170, 0}, {-170, 0}, {-170, 10}, {170, 10}, {170, 0}});
        CHECK(refused.code == errc::geometry);
        CHECK(refused.what ==
              "feature 7: tier 'working grid', cell 'A-17': polygon 0, outer ring, position 1: the edge from (lon "
              "170.0000000, lat 0.0000000) to (lon -170.0000000, lat 0.0000000) spans more than 180 degrees of "
              "longitude; expected areas that are cut at the antimeridian");
        CHECK_FALSE(globe({{170, 0}, {180, 0}, {180, 10}, {170, 10}, {170, 0}}).happened);
        CHECK_FALSE(globe({{-90, 0}, {90, 0}, {90, 10}, {-90, 10}, {-90, 0}}).happened);
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
        CHECK_FALSE(check({{0, 0}, {10, 10}, {10, 0}, {0, 10}}).happened);  // crosses itself: even-odd
        CHECK_FALSE(check(grid_test::rectangle(0, 0, 10, 10), {grid_test::rectangle(5, 5, 15, 6)}).happened);
        CHECK_FALSE(check({{0, 0}, {5, 5}, {10, 10}, {2, 2}}).happened);  // flat
        CHECK_FALSE(check({{3, 3}, {3, 3}, {3, 3}}).happened);
    }
}
