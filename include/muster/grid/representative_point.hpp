#pragma once

#include "muster/grid/outlines.hpp"  // outlines

#include <algorithm>  // sort, unique
#include <cstddef>    // size_t
#include <cstdint>    // int64_t
#include <span>       // span
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// A point that the cell holds: the middle of the widest stretch that seven level lines have inside the cell.
///
/// A cell too thin for them is searched at the height of every vertex. One that holds no representable point at all
/// (a sliver between two millimetres) is represented by its first vertex. Deterministic: integers decide.
template <position_type P>
[[nodiscard]] P representative_point(const outlines<P>& borders, std::size_t cell) {
    const auto& around = borders.bounds_of(cell);
    P best = to_position(borders.ring_at(borders.first_ring(borders.first_polygon(cell)))[0]);
    std::int64_t widest = -1;
    std::vector<std::int64_t> crossings;
    const auto try_line = [&](std::int64_t level) {
        using coordinate = typename vertex<P>::coordinate;
        crossings.clear();
        borders.each_ring(cell, [&](std::span<const vertex<P>> positions, bool) {
            for (std::size_t i = 0; i + 1 < positions.size(); ++i) {
                if (positions[i].y == positions[i + 1].y) { continue; }
                const edge<P> e = edge_between(positions[i], positions[i + 1]);
                if (level < e.lower.y || level >= e.upper.y) { continue; }
                const int128 rise = int128{level} - e.lower.y;
                const int128 run = int128{e.upper.x} - e.lower.x;
                crossings.push_back(e.lower.x +
                                    static_cast<std::int64_t>(rise * run / (int128{e.upper.y} - e.lower.y)));
            }
        });
        std::sort(crossings.begin(), crossings.end());
        for (std::size_t i = 0; i + 1 < crossings.size(); ++i) {
            const std::int64_t width = crossings[i + 1] - crossings[i];
            if (width <= widest) { continue; }
            // Of a stretch two units wide, the middle may be the only point, or lie just outside: ask.
            const P middle = to_position(
                vertex<P>{static_cast<coordinate>(crossings[i] + width / 2), static_cast<coordinate>(level)});
            if (borders.contains(cell, middle)) {
                widest = width;
                best = middle;
            }
        }
    };
    for (const int eighth : {4, 3, 5, 2, 6, 1, 7}) {
        try_line(around.low.y + (std::int64_t{around.high.y} - around.low.y) / 8 * eighth);
    }
    if (widest >= 0) { return best; }

    std::vector<std::int64_t> levels;
    borders.each_ring(cell, [&](std::span<const vertex<P>> positions, bool) {
        for (const vertex<P>& v : positions) { levels.push_back(v.y); }
    });
    std::sort(levels.begin(), levels.end());
    levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
    for (std::size_t i = 0; i < levels.size(); ++i) {
        try_line(levels[i]);
        if (i + 1 < levels.size()) { try_line(levels[i] + (levels[i + 1] - levels[i]) / 2); }
    }
    return best;
}

}  // namespace detail
}  // namespace v0
}  // namespace muster
