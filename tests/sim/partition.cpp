#include "muster/sim/detail/partition.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <vector>

namespace {

using muster::planar;
using muster::sim::detail::apportion;
using muster::sim::detail::lattice;
using muster::sim::detail::reading_order;
using muster::sim::detail::split;

/// How many squares can be reached from the first one of `part` without leaving it.
std::size_t reachable(const lattice& map, const std::vector<std::uint32_t>& part_of, std::uint32_t part) {
    std::vector<bool> seen(map.squares());
    std::vector<std::size_t> open{
        static_cast<std::size_t>(std::find(part_of.begin(), part_of.end(), part) - part_of.begin())};
    seen[open.back()] = true;
    std::size_t count = 0;
    while (!open.empty()) {
        const std::size_t at = open.back();
        open.pop_back();
        ++count;
        map.for_each_neighbour(at, [&](std::size_t next) {
            if (part_of[next] == part && !seen[next]) {
                seen[next] = true;
                open.push_back(next);
            }
        });
    }
    return count;
}

}  // namespace

TEST_SUITE("sim/partition") {

TEST_CASE("parts are connected, cover everything and are of similar size") {
    const lattice map = muster::sim::detail::make_lattice(6'000'000, 5'000'000, 24, 20, muster::random{1});
    std::vector<std::uint32_t> all(map.squares());
    std::iota(all.begin(), all.end(), 0U);
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        std::vector<std::uint32_t> part_of(map.squares(), muster::sim::detail::elsewhere);
        split(map, all, 12, 100, muster::random{seed}, part_of);
        for (std::uint32_t part = 100; part < 112; ++part) {
            const auto size = static_cast<std::size_t>(std::count(part_of.begin(), part_of.end(), part));
            CHECK(size >= 10);  // 40 on average
            CHECK(size <= 90);
            CHECK(reachable(map, part_of, part) == size);
        }
    }
}

TEST_CASE("other squares stay untouched, and as many parts as squares are possible") {
    const lattice map = muster::sim::detail::make_lattice(1'000'000, 1'000'000, 3, 3, muster::random{1});
    std::vector<std::uint32_t> part_of(9, muster::sim::detail::elsewhere);
    split(map, std::vector<std::uint32_t>{0, 1, 3}, 3, 0, muster::random{1}, part_of);
    CHECK(part_of[0] != part_of[1]);
    CHECK(part_of[0] != part_of[3]);
    CHECK(part_of[1] != part_of[3]);
    CHECK(part_of[4] == muster::sim::detail::elsewhere);
}

TEST_CASE("apportion adds up exactly and follows the weights") {
    CHECK(apportion(10, std::vector<std::uint64_t>{1, 1, 1}) == std::vector<std::uint32_t>{3, 3, 4});
    CHECK(apportion(7, std::vector<std::uint64_t>{0, 5, 2}) == std::vector<std::uint32_t>{0, 5, 2});
    const auto shares = apportion(1'000'003, std::vector<std::uint64_t>{3, 1'000, 77, 12'345'678});
    CHECK(std::accumulate(shares.begin(), shares.end(), std::uint64_t{0}) == 1'000'003);
}

TEST_CASE("numbers run from west to east, band by band from north to south") {
    const std::vector<planar> centres{{10, 0}, {0, 1}, {0, 11}, {10, 10}};
    CHECK(reading_order(centres) == std::vector<std::uint32_t>{3, 2, 0, 1});
}

}
