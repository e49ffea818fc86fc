#include "muster/grid/shared_area.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "subdivision.hpp"

using grid_test::numbers;
using grid_test::path;
using grid_test::point;
using grid_test::rectangle;
using muster::lon_lat;
using muster::planar;

namespace {

template <class P>
std::int64_t billionths(const path& child, const path& other, const std::vector<path>& holes = {}) {
    muster::detail::outlines<P> borders;
    borders.add(grid_test::cell<P>("child", child).area);
    borders.add(grid_test::cell<P>("other", other, holes).area);
    return muster::detail::shared_area<P>{borders, 0}.billionths_with(1);
}

/// The convex polygon cut by the half plane left of a -> b; in doubles.
struct place {
    double x;
    double y;
};
std::vector<place> cut(const std::vector<place>& ring, point a, point b) {
    const auto left = [&](place p) {
        return static_cast<double>(b.x - a.x) * (p.y - static_cast<double>(a.y)) -
               static_cast<double>(b.y - a.y) * (p.x - static_cast<double>(a.x));
    };
    std::vector<place> kept;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const place p = ring[i];
        const place q = ring[(i + 1) % ring.size()];
        const double at_p = left(p);
        const double at_q = left(q);
        if (at_p >= 0) { kept.push_back(p); }
        if ((at_p > 0 && at_q < 0) || (at_p < 0 && at_q > 0)) {
            const double t = at_p / (at_p - at_q);
            kept.push_back({p.x + t * (q.x - p.x), p.y + t * (q.y - p.y)});
        }
    }
    return kept;
}

}  // namespace

TEST_SUITE("grid/shared_area") {
    TEST_CASE_TEMPLATE("what two rectangles share", P, planar, lon_lat) {
        const path child = rectangle(0, 0, 10, 10);
        CHECK(billionths<P>(child, rectangle(-100, -200, 300, 400)) == 1'000'000'000);
        CHECK(billionths<P>(child, child) == 1'000'000'000);
        CHECK(billionths<P>(child, rectangle(5, -3, 50, 2)) == 100'000'000);
        CHECK(billionths<P>(child, rectangle(10, 0, 20, 10)) == 0);  // only a border
        CHECK(billionths<P>(child, rectangle(20, 20, 30, 30)) == 0);
        CHECK(billionths<P>(child, rectangle(2, 3, 4, 5)) == 40'000'000);
        CHECK(billionths<P>(child, rectangle(-10, -10, 30, 30), {rectangle(5, 5, 40, 40)}) == 750'000'000);
        CHECK(billionths<P>({{0, 0}, {10, 10}, {0, 10}}, rectangle(0, 0, 10, 5)) == 125'000'000);
        CHECK(billionths<P>({{0, 0}, {0, 10}, {10, 10}}, rectangle(0, 0, 10, 5)) ==
              125'000'000);  // the other way round
    }

    TEST_CASE("a thin child in a high parent, and edges that cross in between") {
        CHECK(billionths<planar>(rectangle(0, 500'000'000, 10, 500'000'001),
                                 rectangle(-5, -900'000'000, 5, 900'000'000)) == 500'000'000);
        // A tilted square against an upright one: an octagon's worth.
        CHECK(billionths<planar>({{0, -10}, {10, 0}, {0, 10}, {-10, 0}}, rectangle(-5, -5, 5, 5)) == 250'000'000);
        CHECK(billionths<planar>({{0, -10}, {10, 0}, {0, 10}, {-10, 0}}, rectangle(-8, -8, 8, 8)) ==
              std::llround(1e9 * (200.0 - 4 * 4.0) / 400));
    }

    TEST_CASE("triangles: the same as cutting one by the other's sides") {
        numbers random{9};
        int sharing = 0;
        for (int i = 0; i < 3000; ++i) {
            std::vector<path> triangles(2);
            for (path& t : triangles) {
                for (int k = 0; k < 3; ++k) { t.push_back({random.between(0, 40), random.between(0, 40)}); }
                const std::int64_t turn = (t[1].x - t[0].x) * (t[2].y - t[0].y) - (t[1].y - t[0].y) * (t[2].x - t[0].x);
                if (turn == 0) { t = {{0, 0}, {7, 1}, {3, 9}}; }
                if (turn < 0) { std::swap(t[1], t[2]); }
            }
            std::vector<place> both;
            for (const point p : triangles[0]) { both.push_back({static_cast<double>(p.x), static_cast<double>(p.y)}); }
            for (std::size_t k = 0; k < 3; ++k) { both = cut(both, triangles[1][k], triangles[1][(k + 1) % 3]); }
            double twice = 0;
            for (std::size_t k = 0; k < both.size(); ++k) {
                const place p = both[k];
                const place q = both[(k + 1) % both.size()];
                twice += p.x * q.y - p.y * q.x;
            }
            std::int64_t width = 0;
            std::int64_t height = 0;
            for (const point p : triangles[0]) {
                for (const point q : triangles[0]) {
                    width = std::max(width, p.x - q.x);
                    height = std::max(height, p.y - q.y);
                }
            }
            if (i % 2 == 0) { std::swap(triangles[0][0], triangles[0][2]); }
            const double expected = twice / 2 / static_cast<double>(width * height) * 1e9;
            sharing += expected > 1;
            REQUIRE(std::abs(static_cast<double>(billionths<planar>(triangles[0], triangles[1])) - expected) < 1);
        }
        CHECK(sharing > 1000);
    }
}
