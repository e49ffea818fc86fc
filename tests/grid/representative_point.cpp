#include "muster/grid/representative_point.hpp"

#include <doctest/doctest.h>

#include "subdivision.hpp"

using grid_test::path;
using grid_test::rectangle;
using muster::lon_lat;
using muster::planar;

namespace {

template <class P>
struct cell_of {
    muster::detail::outlines<P> borders;
    explicit cell_of(const path& outer, const std::vector<path>& holes = {}) {
        borders.add(grid_test::cell<P>("", outer, holes).area);
    }
    P point() const { return muster::detail::representative_point(borders, 0); }
    bool holds() const { return borders.contains(0, point()); }
};

}  // namespace

TEST_SUITE("grid/representative_point") {
    TEST_CASE_TEMPLATE("is inside: also in rings, horseshoes and slivers", P, planar, lon_lat) {
        CHECK(cell_of<P>{rectangle(0, 0, 100, 100)}.holds());
        CHECK(cell_of<P>{rectangle(0, 0, 100, 100), {rectangle(10, 10, 90, 90)}}.holds());
        CHECK(cell_of<P>{{{0, 0}, {100, 0}, {100, 100}, {90, 100}, {90, 10}, {10, 10}, {10, 100}, {0, 100}}}.holds());
        CHECK(cell_of<P>{{{0, 0}, {1000, 1000}, {1000, 1001}, {0, 1}}}.holds());
        CHECK(cell_of<P>{rectangle(0, 0, 1000, 1)}.holds());
        CHECK(cell_of<P>{rectangle(0, 0, 1, 1000)}.holds());
        CHECK(cell_of<P>{rectangle(0, 0, 1, 1)}.holds());
        // Only a thin finger, at a height that none of the seven lines has.
        CHECK(cell_of<P>{rectangle(0, 0, 100, 800), {rectangle(-1, -1, 101, 90), rectangle(-1, 91, 101, 801)}}.holds());
    }

    TEST_CASE("is the middle of the widest stretch") {
        CHECK(cell_of<planar>{rectangle(0, 0, 100, 80)}.point() == planar{50, 40});
        CHECK(cell_of<planar>{{{0, 0}, {80, 0}, {0, 80}}}.point() == planar{35, 10});
    }

    TEST_CASE("a sliver that holds no point is represented by its first vertex") {
        const cell_of<planar> sliver{{{0, 0}, {7, 3}, {9, 4}}};
        CHECK_FALSE(sliver.holds());
        CHECK(sliver.point() == planar{0, 0});
    }

    TEST_CASE_TEMPLATE("patches of any shape", P, planar, lon_lat) {
        grid_test::patchwork ground{10, 10, 300, 6, 21};
        for (std::size_t patch = 0; patch < ground.size(); ++patch) {
            muster::detail::outlines<P> borders;
            borders.add(ground.area<P>({patch, (patch + 1) % 100, (patch + 23) % 100}));
            CHECK(borders.contains(0, muster::detail::representative_point(borders, 0)));
        }
    }
}
