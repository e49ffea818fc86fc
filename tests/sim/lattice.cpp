#include "muster/sim/detail/lattice.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace {

using muster::planar;
using muster::sim::detail::lattice;

std::int64_t turn(const planar& a, const planar& b, const planar& c) {
    return (x_of(b) - x_of(a)) * (y_of(c) - y_of(a)) - (y_of(b) - y_of(a)) * (x_of(c) - x_of(a));
}

struct piece {
    planar a;
    planar b;
};

/// Whether two pieces have a point in common, ends included.
bool meet(const piece& p, const piece& q) {
    const auto side = [](std::int64_t n) { return n > 0 ? 1 : n < 0 ? -1 : 0; };
    const int q_of_p = side(turn(p.a, p.b, q.a)) * side(turn(p.a, p.b, q.b));
    const int p_of_q = side(turn(q.a, q.b, p.a)) * side(turn(q.a, q.b, p.b));
    if (q_of_p > 0 || p_of_q > 0) { return false; }
    if (turn(p.a, p.b, q.a) != 0 || turn(p.a, p.b, q.b) != 0) { return true; }
    const auto apart = [](std::int64_t a, std::int64_t b, std::int64_t c, std::int64_t d) {
        return std::max(a, b) < std::min(c, d) || std::max(c, d) < std::min(a, b);
    };
    return !apart(x_of(p.a), x_of(p.b), x_of(q.a), x_of(q.b)) && !apart(y_of(p.a), y_of(p.b), y_of(q.a), y_of(q.b));
}

bool share_an_end(const piece& p, const piece& q) { return p.a == q.a || p.a == q.b || p.b == q.a || p.b == q.b; }

/// All straight pieces of all borders.
std::vector<piece> pieces_of(const lattice& map) {
    std::vector<piece> pieces;
    const auto append = [&](std::size_t from, std::size_t to, const planar* between) {
        planar last = map.corners[from];
        for (std::size_t i = 0; i < lattice::points_between; ++i) {
            pieces.push_back({last, between[i]});
            last = between[i];
        }
        pieces.push_back({last, map.corners[to]});
    };
    for (std::size_t row = 0; row <= map.rows; ++row) {
        for (std::size_t column = 0; column <= map.columns; ++column) {
            const std::size_t corner = map.corner(column, row);
            if (column < map.columns) {
                append(corner, corner + 1, &map.across[(row * map.columns + column) * lattice::points_between]);
            }
            if (row < map.rows) {
                append(corner, corner + map.columns + 1, &map.down[corner * lattice::points_between]);
            }
        }
    }
    return pieces;
}

/// How many pairs of pieces meet anywhere but at an end that both have. Pieces are compared when boxes of 64 m agree.
std::size_t crossings(const std::vector<piece>& pieces) {
    std::map<std::pair<std::int64_t, std::int64_t>, std::vector<std::size_t>> boxes;
    std::size_t found = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const piece& p = pieces[i];
        const auto [west, east] = std::minmax({x_of(p.a) >> 16, x_of(p.b) >> 16});
        const auto [south, north] = std::minmax({y_of(p.a) >> 16, y_of(p.b) >> 16});
        for (std::int64_t x = west; x <= east; ++x) {
            for (std::int64_t y = south; y <= north; ++y) {
                std::vector<std::size_t>& box = boxes[{x, y}];
                for (const std::size_t other : box) {
                    const piece& q = pieces[other];
                    if (share_an_end(p, q)) {
                        // Neighbours must not fold back onto each other.
                        const planar& tip = p.a == q.a || p.a == q.b ? p.b : p.a;
                        const planar& far_end = q.a == p.a || q.a == p.b ? q.b : q.a;
                        const planar& joint = &tip == &p.b ? p.a : p.b;
                        const std::int64_t along = (x_of(tip) - x_of(joint)) * (x_of(far_end) - x_of(joint)) +
                                                   (y_of(tip) - y_of(joint)) * (y_of(far_end) - y_of(joint));
                        if (turn(joint, tip, far_end) == 0 && along > 0) { ++found; }
                    } else if (meet(p, q)) {
                        ++found;
                    }
                }
                box.push_back(i);
            }
        }
    }
    return found;
}

}  // namespace

TEST_SUITE("sim/lattice") {

TEST_CASE("no border touches another or itself, whatever the seed and the shape") {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        const lattice square = muster::sim::detail::make_lattice(4'000'000, 3'300'000, 14, 12, muster::random{seed});
        CHECK(crossings(pieces_of(square)) == 0);
    }
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        const lattice narrow = muster::sim::detail::make_lattice(1'000'000, 4'000'000, 10, 10, muster::random{seed});
        CHECK(crossings(pieces_of(narrow)) == 0);
        const lattice single = muster::sim::detail::make_lattice(300'000, 250'000, 1, 1, muster::random{seed});
        CHECK(crossings(pieces_of(single)) == 0);
    }
}

TEST_CASE("the crossing check finds a crossing and a fold") {
    CHECK(crossings({{{0, 0}, {10, 10}}, {{0, 10}, {10, 0}}}) == 1);
    CHECK(crossings({{{0, 0}, {10, 10}}, {{10, 10}, {5, 5}}}) == 1);
    CHECK(crossings({{{0, 0}, {10, 10}}, {{10, 10}, {20, 0}}}) == 0);
}

TEST_CASE("borders wiggle: all points differ and few lie on the straight way") {
    const lattice map = muster::sim::detail::make_lattice(2'000'000, 1'600'000, 7, 6, muster::random{3});
    CHECK(map.corners.size() == 56);
    CHECK(map.across.size() == 7 * 7 * lattice::points_between);
    CHECK(map.down.size() == 8 * 6 * lattice::points_between);
    std::set<std::pair<std::int32_t, std::int32_t>> distinct;
    for (const auto* points : {&map.corners, &map.across, &map.down}) {
        for (const planar& point : *points) { distinct.insert({point.east_mm, point.north_mm}); }
    }
    CHECK(distinct.size() == map.corners.size() + map.across.size() + map.down.size());
    std::size_t straight = 0;
    for (std::size_t i = 0; i < 7 * 7; ++i) {
        const std::size_t corner = i / 7 * 8 + i % 7;
        for (std::size_t k = 0; k < lattice::points_between; ++k) {
            straight += turn(map.corners[corner], map.corners[corner + 1], map.across[i * 15 + k]) == 0 ? 1U : 0U;
        }
    }
    CHECK(straight < 10);
}

TEST_CASE("lines are closer together in the middle") {
    const auto lines = muster::sim::detail::lattice_lines(1'000'000, 10);
    CHECK(lines.front() == 0);
    CHECK(lines.back() == 1'000'000);
    CHECK(lines[1] - lines[0] > lines[5] - lines[4]);
}

TEST_CASE("neighbours of a square") {
    const lattice map = muster::sim::detail::make_lattice(1'000'000, 1'000'000, 3, 3, muster::random{1});
    std::vector<std::size_t> found;
    map.for_each_neighbour(4, [&](std::size_t square) { found.push_back(square); });
    CHECK(found == std::vector<std::size_t>{1, 3, 5, 7});
    found.clear();
    map.for_each_neighbour(8, [&](std::size_t square) { found.push_back(square); });
    CHECK(found == std::vector<std::size_t>{5, 7});
}

}
