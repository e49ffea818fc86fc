#include "muster/sim/detail/trace.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace {

using muster::planar;
using muster::polygon;
using muster::ring;
using muster::sim::detail::doubled_area;
using muster::sim::detail::lattice;
using muster::sim::detail::trace;

lattice ground(std::size_t columns, std::size_t rows) {
    return muster::sim::detail::make_lattice(static_cast<std::int64_t>(columns) * 300'000,
                                             static_cast<std::int64_t>(rows) * 300'000, columns, rows,
                                             muster::random{5});
}

std::int64_t area_of(const polygon<planar>& area) {
    std::int64_t sum = doubled_area(area.outer);
    for (const ring<planar>& hole : area.holes) { sum += doubled_area(hole); }
    return sum;
}

/// Closed, and no point twice but the first at the end.
bool is_ring(const ring<planar>& points) {
    std::set<std::pair<std::int32_t, std::int32_t>> distinct;
    for (const planar& point : points) { distinct.insert({point.east_mm, point.north_mm}); }
    return points.size() > 3 && points.front() == points.back() && distinct.size() + 1 == points.size();
}

}  // namespace

TEST_SUITE("sim/trace") {

TEST_CASE("one square: four borders with their points") {
    const lattice map = ground(1, 1);
    const auto areas = trace(map, std::vector<std::uint32_t>{0}, 1);
    CHECK(areas[0].outer.size() == 4 * (lattice::points_between + 1) + 1);
    CHECK(areas[0].holes.empty());
    CHECK(is_ring(areas[0].outer));
    CHECK(doubled_area(areas[0].outer) > 0);
}

TEST_CASE("neighbours have the border between them bit for bit in common") {
    const lattice map = ground(2, 1);
    const auto areas = trace(map, std::vector<std::uint32_t>{0, 1}, 2);
    std::size_t shared = 0;
    for (std::size_t i = 0; i + 1 < areas[0].outer.size(); ++i) {
        for (std::size_t k = 0; k + 1 < areas[1].outer.size(); ++k) {
            const bool same = areas[0].outer[i] == areas[1].outer[k + 1] && areas[0].outer[i + 1] == areas[1].outer[k];
            shared += same ? 1U : 0U;
        }
    }
    CHECK(shared == lattice::points_between + 1);
}

TEST_CASE("a part around another has a hole") {
    const lattice map = ground(3, 3);
    const auto areas = trace(map, std::vector<std::uint32_t>{0, 0, 0, 0, 1, 0, 0, 0, 0}, 2);
    REQUIRE(areas[0].holes.size() == 1);
    CHECK(is_ring(areas[0].holes[0]));
    CHECK(doubled_area(areas[0].holes[0]) == -doubled_area(areas[1].outer));
    const auto whole = trace(map, std::vector<std::uint32_t>(9, 0), 1);
    CHECK(area_of(areas[0]) + area_of(areas[1]) == area_of(whole[0]));
}

TEST_CASE("a part that touches itself at a corner keeps rings that meet no point twice") {
    //  . . . .      part 0 goes around the square of part 1 and touches itself where 1 meets 2 diagonally
    //  . 1 0 .
    //  . 0 2 2
    //  . . 2 2      (dots are part 0)
    const std::vector<std::uint32_t> parts{0, 0, 0, 0,  //
                                           0, 1, 0, 0,  //
                                           0, 0, 2, 2,  //
                                           0, 0, 2, 2};
    const lattice map = ground(4, 4);
    const auto areas = trace(map, parts, 3);
    REQUIRE(areas[0].holes.size() == 1);
    CHECK(is_ring(areas[0].outer));
    CHECK(is_ring(areas[0].holes[0]));
    CHECK(is_ring(areas[1].outer));
    CHECK(is_ring(areas[2].outer));
    const auto whole = trace(map, std::vector<std::uint32_t>(16, 0), 1);
    CHECK(area_of(areas[0]) + area_of(areas[1]) + area_of(areas[2]) == area_of(whole[0]));
    // The corner in question is on both rings of part 0.
    const planar corner = map.corners[map.corner(2, 2)];
    CHECK(std::count(areas[0].outer.begin(), areas[0].outer.end(), corner) == 1);
    CHECK(std::count(areas[0].holes[0].begin(), areas[0].holes[0].end(), corner) == 1);
}

}
