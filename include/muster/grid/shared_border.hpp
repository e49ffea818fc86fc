#pragma once

#include "muster/core/ids.hpp"                   // cell_id
#include "muster/core/units.hpp"                 // length
#include "muster/grid/box_index.hpp"             // box_index
#include "muster/grid/cell_range.hpp"            // cell_range
#include "muster/grid/detail/ground_length.hpp"  // ground_length_um, ground_way
#include "muster/grid/detail/line_cover.hpp"     // line_cover
#include "muster/grid/neighbours.hpp"            // are_within, widened
#include "muster/grid/orientation.hpp"           // orientation
#include "muster/grid/outlines.hpp"              // outlines

#include <algorithm>  // lower_bound, max, min, sort, unique
#include <cmath>      // abs
#include <cstddef>    // size_t
#include <cstdint>    // int64_t, uint32_t
#include <span>       // span
#include <tuple>      // tie
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// A neighbour, and how long its border and the cell's own run along each other; zero for one that only touches in a
/// corner, or crosses.
struct shared_border {
    cell_id cell;
    muster::length length;

    friend constexpr bool operator==(const shared_border&, const shared_border&) = default;
};

namespace detail {

/// A side of a cell, always from its lower to its higher vertex, so that drawing it twice makes no two of it.
template <position_type P>
struct cell_side {
    cell_id cell;
    vertex<P> low;
    vertex<P> high;

    friend constexpr auto operator<=>(const cell_side&, const cell_side&) = default;
};

template <position_type P>
[[nodiscard]] std::vector<cell_side<P>> sides_of(const outlines<P>& borders, cell_range cells) {
    std::vector<cell_side<P>> sides;
    for (const cell_id cell : cells) {
        borders.each_ring(cell.index, [&](std::span<const vertex<P>> ring, bool) {
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                sides.push_back({cell, std::min(ring[i], ring[i + 1]), std::max(ring[i], ring[i + 1])});
            }
        });
    }
    std::sort(sides.begin(), sides.end());
    sides.erase(std::unique(sides.begin(), sides.end()), sides.end());
    return sides;
}

/// The part of `side` that runs along `other`, as micrometres from its lower end; empty when there is none.
///
/// Without a tolerance: what both have in common, exactly, whatever their vertices. Otherwise the part beside `other`
/// (the foot of the perpendicular is on it), no farther from it than the tolerance, if the two directions are less than
/// 45 degrees apart. @source our own rule: a strip around a side that is not rounded at its ends, so that cells which
/// meet in a corner share nothing there
template <position_type P>
[[nodiscard]] stretch_um part_along(const cell_side<P>& side, const cell_side<P>& other, length tolerance) noexcept {
    if (tolerance.mm == 0) {
        if (orientation(side.low, side.high, other.low) != 0 || orientation(side.low, side.high, other.high) != 0) {
            return {};
        }
        const vertex<P> from = std::max(side.low, other.low);  // along a line, the order of vertices is that of places
        const vertex<P> to = std::min(side.high, other.high);
        if (!(from < to)) { return {}; }
        return {ground_length_um(side.low, from), ground_length_um(side.low, to)};
    }
    const double latitude = static_cast<double>(side.low.y) / 2 + static_cast<double>(other.low.y) / 2;
    const fine_vector way = ground_way<P>(side.low, side.high, latitude);
    const fine_vector other_way = ground_way<P>(other.low, other.high, latitude);
    const fine_vector between = ground_way<P>(other.low, side.low, latitude);
    const double along = way.dot(other_way);
    const double across = other_way.cross(way);
    if (!(std::abs(along) > std::abs(across))) { return {}; }
    double first = 0;  // shares of the side
    double last = 1;
    const auto keep = [&](double start, double slope, double low, double high) {  // low <= start + share slope <= high
        if (slope == 0) {
            if (start < low || start > high) { last = -1; }
            return;
        }
        const double one = (low - start) / slope;
        const double two = (high - start) / slope;
        first = std::max(first, std::min(one, two));
        last = std::min(last, std::max(one, two));
    };
    keep(between.dot(other_way), along, 0, other_way.dot(other_way));
    const double most = product(static_cast<double>(tolerance.mm), other_way.size());
    keep(other_way.cross(between), across, -most, most);
    if (!(first < last)) { return {}; }
    const double size_um = static_cast<double>(ground_length_um(side.low, side.high));
    return {quantise(product(first, size_um), 1.0), quantise(product(last, size_um), 1.0)};
}

/// For each cell of a range those of the others whose borders come within the tolerance of its own, in the order of
/// their ids, each with the length of the border that they share.
///
/// Of the two cells, each has so much border that runs along a side of the other (`part_along`); they share the smaller
/// of the two lengths, so both rows say the same. A side that several rings of a cell have, such as the inner sides of
/// an area put together from smaller ones, counts once. To the nearest millimetre; deterministic. With a tolerance of
/// 0 only what is common exactly is shared; where drawings leave gaps, a tolerance a little above their width is
/// right.
/// @param tolerance  0 <= tolerance <= 10 km
/// About O(n log n) in the sides, as long as few are near each other.
template <position_type P>
[[nodiscard]] std::vector<std::vector<shared_border>> shared_borders(const outlines<P>& borders, cell_range cells,
                                                                     length tolerance = {}) {
    const std::vector<cell_side<P>> sides = sides_of(borders, cells);
    std::vector<typename outlines<P>::bounds> boxes;
    for (const cell_side<P>& side : sides) {
        boxes.push_back({side.low, side.low});
        outlines<P>::extend(boxes.back(), side.high);
    }
    const box_index<P> index{boxes};

    struct touch {  // where a side of one cell comes near another cell
        cell_id cell;
        cell_id other;
        std::uint32_t side;
        stretch_um part;
    };
    std::vector<touch> touches;
    for (std::uint32_t i = 0; i < sides.size(); ++i) {
        const edge_box<P> reached = widened<P>(sides[i].low, sides[i].high, tolerance);
        index.each_touching({reached.low, reached.high}, [&](std::uint32_t j) {
            if (j < i || sides[i].cell == sides[j].cell) { return; }
            if (!are_within(sides[i].low, sides[i].high, sides[j].low, sides[j].high, tolerance)) { return; }
            touches.push_back({sides[i].cell, sides[j].cell, i, part_along(sides[i], sides[j], tolerance)});
            touches.push_back({sides[j].cell, sides[i].cell, j, part_along(sides[j], sides[i], tolerance)});
        });
    }
    std::sort(touches.begin(), touches.end(), [](const touch& a, const touch& b) {
        return std::tie(a.cell, a.other, a.side, a.part) < std::tie(b.cell, b.other, b.side, b.part);
    });

    std::vector<std::vector<shared_border>> found(cells.size());
    std::vector<std::vector<std::int64_t>> lengths_um(cells.size());
    for (std::size_t i = 0; i < touches.size();) {
        const touch& first = touches[i];
        std::int64_t total_um = 0;
        for (; i < touches.size() && touches[i].cell == first.cell && touches[i].other == first.other;) {
            line_cover cover;
            for (const std::uint32_t side = touches[i].side; i < touches.size() && touches[i].cell == first.cell &&
                                                             touches[i].other == first.other && touches[i].side == side;
                 ++i) {
                cover.add(touches[i].part);
            }
            total_um += cover.covered_um();
        }
        const std::size_t row = first.cell.index - cells.first.index;
        found[row].push_back({first.other, {}});
        lengths_um[row].push_back(total_um);
    }
    for (const cell_id cell : cells) {
        const std::size_t row = cell.index - cells.first.index;
        for (std::size_t i = 0; i < found[row].size(); ++i) {
            const std::size_t other = found[row][i].cell.index - cells.first.index;
            const auto back =
                std::lower_bound(found[other].begin(), found[other].end(), cell,
                                 [](const shared_border& one, cell_id wanted) { return one.cell < wanted; });
            const std::int64_t seen_back = lengths_um[other][static_cast<std::size_t>(back - found[other].begin())];
            found[row][i].length = {mm_of_um(std::min(lengths_um[row][i], seen_back))};
        }
    }
    return found;
}

}  // namespace detail
}  // namespace v0
}  // namespace muster
