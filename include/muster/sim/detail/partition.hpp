#pragma once

#include "muster/core/distributions.hpp"  // shuffle
#include "muster/sim/detail/lattice.hpp"  // lattice

#include <algorithm>  // make_heap, push_heap, pop_heap, sort
#include <compare>    // strong ordering
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <numeric>    // iota
#include <span>       // span
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace sim::detail {

inline constexpr std::uint32_t no_part = 0xffff'ffffU;    ///< a square that is still free
inline constexpr std::uint32_t elsewhere = 0xffff'fffeU;  ///< a square that is not to be divided now

/// Square of the distance in units of 64 mm, so that it never overflows.
[[nodiscard]] inline std::int64_t squared_distance(const planar& a, const planar& b) noexcept {
    const std::int64_t east = (x_of(a) - x_of(b)) / 64;
    const std::int64_t north = (y_of(a) - y_of(b)) / 64;
    return east * east + north * north;
}

/// Shares `total` out in proportion to `weights`, so that the shares add up to it exactly.
///
/// @pre the weights do not add up to 0, and `total` times their sum stays below 2^64
[[nodiscard]] inline std::vector<std::uint32_t> apportion(std::uint64_t total, std::span<const std::uint64_t> weights) {
    std::uint64_t whole = 0;
    for (const std::uint64_t weight : weights) { whole += weight; }
    std::vector<std::uint32_t> shares;
    std::uint64_t sum = 0;
    std::uint64_t given = 0;
    for (const std::uint64_t weight : weights) {
        sum += weight;
        const std::uint64_t due = total * sum / whole;
        shares.push_back(static_cast<std::uint32_t>(due - given));
        given = due;
    }
    return shares;
}

/// The middle of each part.
[[nodiscard]] inline std::vector<planar> middles(const lattice& map, std::span<const std::uint32_t> members,
                                                 std::span<const std::uint32_t> part_of, std::size_t count) {
    struct sums {
        std::int64_t east_mm = 0;
        std::int64_t north_mm = 0;
        std::int64_t squares = 0;
    };
    std::vector<sums> of(count);
    for (const std::uint32_t square : members) {
        sums& part = of[part_of[square]];
        part.east_mm += map.centre(square).east_mm;
        part.north_mm += map.centre(square).north_mm;
        ++part.squares;
    }
    std::vector<planar> found;
    for (const sums& part : of) {
        found.push_back({static_cast<std::int32_t>(part.east_mm / part.squares),
                         static_cast<std::int32_t>(part.north_mm / part.squares)});
    }
    return found;
}

/// Gives each of `members` to the seed that lies nearest, growing outwards, so that every part is connected.
inline void grow(const lattice& map, std::span<const std::uint32_t> members, std::span<const std::uint32_t> seeds,
                 std::vector<std::uint32_t>& part_of) {
    struct candidate {
        std::int64_t distance;
        std::uint32_t square;
        std::uint32_t part;
        auto operator<=>(const candidate&) const = default;
    };
    const auto later = [](const candidate& a, const candidate& b) { return a > b; };
    for (const std::uint32_t square : members) { part_of[square] = no_part; }
    std::vector<candidate> frontier;
    for (std::uint32_t part = 0; part < seeds.size(); ++part) { frontier.push_back({0, seeds[part], part}); }
    std::make_heap(frontier.begin(), frontier.end(), later);
    while (!frontier.empty()) {
        std::pop_heap(frontier.begin(), frontier.end(), later);
        const candidate nearest = frontier.back();
        frontier.pop_back();
        if (part_of[nearest.square] != no_part) { continue; }
        part_of[nearest.square] = nearest.part;
        const planar seed = map.centre(seeds[nearest.part]);
        map.for_each_neighbour(nearest.square, [&](std::size_t next) {
            if (part_of[next] != no_part) { return; }
            const std::int64_t distance = squared_distance(seed, map.centre(next));
            frontier.push_back({distance, static_cast<std::uint32_t>(next), nearest.part});
            std::push_heap(frontier.begin(), frontier.end(), later);
        });
    }
}

/// Numbers parts as a page is read: bands from north to south, each from west to east. Gives the rank of each part.
[[nodiscard]] inline std::vector<std::uint32_t> reading_order(std::span<const planar> centres) {
    std::vector<std::uint32_t> order(centres.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return centres[a].north_mm != centres[b].north_mm ? centres[a].north_mm > centres[b].north_mm : a < b;
    });
    const auto bands = static_cast<std::size_t>(integer_sqrt(centres.size()));
    for (std::size_t band = 0; band < bands; ++band) {
        const auto first = order.begin() + static_cast<std::ptrdiff_t>(order.size() * band / bands);
        const auto last = order.begin() + static_cast<std::ptrdiff_t>(order.size() * (band + 1) / bands);
        std::sort(first, last, [&](std::uint32_t a, std::uint32_t b) {
            return centres[a].east_mm != centres[b].east_mm ? centres[a].east_mm < centres[b].east_mm : a < b;
        });
    }
    std::vector<std::uint32_t> rank(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) { rank[order[i]] = i; }
    return rank;
}

/// Renumbers the parts of `members` in reading order, counting from `base`.
inline void renumber(const lattice& map, std::span<const std::uint32_t> members, std::size_t count, std::uint32_t base,
                     std::vector<std::uint32_t>& part_of) {
    const std::vector<std::uint32_t> rank = reading_order(middles(map, members, part_of, count));
    for (const std::uint32_t square : members) { part_of[square] = base + rank[part_of[square]]; }
}

/// Divides the connected `members` into `count` connected parts of similar size, and numbers them from `base` on.
///
/// Entries of `part_of` for other squares must be `elsewhere` and stay so. @pre 0 < count <= members.size()
/// @source Lloyd (1982), Least squares quantization in PCM, on squares: grow from seeds, move them to the middle, again
inline void split(const lattice& map, std::span<const std::uint32_t> members, std::size_t count, std::uint32_t base,
                  random generator, std::vector<std::uint32_t>& part_of) {
    std::vector<std::uint32_t> seeds(members.begin(), members.end());
    shuffle(generator, seeds);
    seeds.resize(count);
    for (int round = 0; round < 12; ++round) {
        grow(map, members, seeds, part_of);
        const std::vector<planar> middle = middles(map, members, part_of, count);
        for (const std::uint32_t square : members) {
            std::uint32_t& seed = seeds[part_of[square]];
            const planar& target = middle[part_of[square]];
            const std::int64_t closer = squared_distance(map.centre(square), target);
            const std::int64_t kept = squared_distance(map.centre(seed), target);
            if (closer < kept) { seed = square; }
        }
    }
    grow(map, members, seeds, part_of);
    renumber(map, members, count, base, part_of);
}

}  // namespace sim::detail
}  // namespace v0
}  // namespace muster
