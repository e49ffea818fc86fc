#pragma once

#include "muster/grid/polygon.hpp"        // polygon, ring
#include "muster/sim/detail/lattice.hpp"  // lattice

#include <algorithm>  // sort, lower_bound
#include <array>      // array
#include <compare>    // strong ordering
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <span>       // span
#include <utility>    // move
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace sim::detail {

/// Twice the area that a closed ring encloses, in square millimetres; positive when it runs anticlockwise.
[[nodiscard]] inline std::int64_t doubled_area(std::span<const planar> points) noexcept {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        sum += x_of(points[i]) * y_of(points[i + 1]) - x_of(points[i + 1]) * y_of(points[i]);
    }
    return sum;
}

/// One side of a square where the next square belongs to another part, with its own part on the left.
struct border_side {
    std::uint32_t part = 0;
    std::uint32_t from = 0;       ///< a corner of the lattice
    std::uint32_t direction = 0;  ///< 0 east, 1 north, 2 west, 3 south
    bool taken = false;

    friend constexpr auto operator<=>(const border_side&, const border_side&) = default;
};

[[nodiscard]] inline std::vector<border_side> border_sides(const lattice& map, std::span<const std::uint32_t> part_of) {
    std::vector<border_side> sides;
    const auto columns = static_cast<std::uint32_t>(map.columns);
    for (std::uint32_t square = 0; square < map.squares(); ++square) {
        const std::uint32_t column = square % columns;
        const std::uint32_t row = square / columns;
        const std::uint32_t part = part_of[square];
        const std::uint32_t north_west = row * (columns + 1) + column;
        const std::uint32_t south_west = north_west + columns + 1;
        if (row + 1 == map.rows || part_of[square + columns] != part) { sides.push_back({part, south_west, 0}); }
        if (column + 1 == columns || part_of[square + 1] != part) { sides.push_back({part, south_west + 1, 1}); }
        if (row == 0 || part_of[square - columns] != part) { sides.push_back({part, north_west + 1, 2}); }
        if (column == 0 || part_of[square - 1] != part) { sides.push_back({part, north_west, 3}); }
    }
    std::sort(sides.begin(), sides.end());
    return sides;
}

/// Appends the corner where `side` begins and the points along it; gives the corner where it ends.
inline std::uint32_t follow(const lattice& map, const border_side& side, ring<planar>& points) {
    const auto stride = static_cast<std::uint32_t>(map.columns + 1);
    const bool level = side.direction % 2 == 0;
    const bool forward = side.direction == 0 || side.direction == 3;
    const std::array<std::uint32_t, 4> ends{side.from + 1, side.from - stride, side.from - 1, side.from + stride};
    const std::uint32_t start = forward ? side.from : ends[side.direction];
    const std::size_t border = level ? start / stride * map.columns + start % stride : start;
    const planar* first = (level ? map.across : map.down).data() + border * lattice::points_between;
    points.push_back(map.corners[side.from]);
    for (std::size_t i = 0; i < lattice::points_between; ++i) {
        points.push_back(first[forward ? i : lattice::points_between - 1 - i]);
    }
    return ends[side.direction];
}

/// The area of each part: `part_of` tells for each square which of the `count` parts it belongs to.
///
/// Outer rings run anticlockwise, holes clockwise. Where a part touches itself at a corner, the ring keeps to the same
/// neighbour (it turns right), so no ring meets a point twice. @pre every part is connected by sides
[[nodiscard]] inline std::vector<polygon<planar>> trace(const lattice& map, std::span<const std::uint32_t> part_of,
                                                        std::size_t count) {
    std::vector<polygon<planar>> areas(count);
    std::vector<border_side> sides = border_sides(map, part_of);
    for (border_side& first : sides) {
        if (first.taken) { continue; }
        ring<planar> points;
        border_side* side = &first;
        for (;;) {
            side->taken = true;
            const std::uint32_t at = follow(map, *side, points);
            if (at == first.from) { break; }
            const auto leaving = std::lower_bound(
                sides.begin(), sides.end(), at, [&](const border_side& one, std::uint32_t corner) {
                    return one.part != first.part ? one.part < first.part : one.from < corner;
                });
            border_side* next = &*leaving;
            const std::uint32_t right = (side->direction + 3) % 4;
            if (next->direction != right && leaving + 1 != sides.end() && leaving[1].part == first.part &&
                leaving[1].from == at) {
                next = &leaving[1];
            }
            side = next;
        }
        points.push_back(points.front());
        polygon<planar>& area = areas[first.part];
        if (doubled_area(points) > 0) {
            area.outer = std::move(points);
        } else {
            area.holes.push_back(std::move(points));
        }
    }
    return areas;
}

}  // namespace sim::detail
}  // namespace v0
}  // namespace muster
