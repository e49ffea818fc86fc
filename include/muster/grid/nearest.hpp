#pragma once

#include "muster/core/arithmetic.hpp"          // integer_sqrt
#include "muster/core/ids.hpp"                 // cell_id
#include "muster/core/units.hpp"               // length
#include "muster/grid/border_index.hpp"        // border_index
#include "muster/grid/cell_range.hpp"          // cell_range
#include "muster/grid/detail/local_frame.hpp"  // local_frame
#include "muster/grid/outlines.hpp"            // outlines

#include <algorithm>  // clamp, min, max
#include <cstddef>    // size_t
#include <cstdint>    // uint64_t
#include <span>       // span

namespace muster {
inline namespace v0 {

/// A cell, and how far it is: zero for a cell that holds the point, else the distance to its border.
///
/// On the plane exact, rounded down to the millimetre, so that 0 may also stand for a border less than that away. In
/// degrees as `straight_line` measures, but with the cosine halfway between the point's latitude and the nearest one
/// of the cell's box, and rounded down to a step: 1 mm; where some border of all that are searched is 2^30 mm (1073 km,
/// 9.6 degrees) or more further east, west, north or south, the least power of two that makes that 2^30 steps, up to 64
/// mm. Less than a step is given as 1 mm in degrees: 0 means there that the cell holds the point.
struct near_cell {
    cell_id cell;
    length distance;

    friend constexpr bool operator==(const near_cell&, const near_cell&) = default;
};

namespace detail {

/// How far the borders of some cells are from one point.
///
/// Distances are compared as whole square steps of the frame (`local_frame`) and given as `near_cell` says. Each
/// cell is measured in a frame of its own, that of the latitude of its box which is nearest to the point.
template <position_type P>
class border_distance {
public:
    using bounds = typename outlines<P>::bounds;

    /// @param all  a box around all borders that are asked for
    border_distance(const outlines<P>& borders, const vertex<P>& at, const bounds& all) noexcept
        : borders_{borders},
          at_{at},
          step_{local_frame<P>::step_mm(at, all.low, all.high)},
          // No frame of a single cell makes anything shorter than this one.
          cautious_{at, local_frame<P>::farthest_from_equator(at, all.low, all.high), step_} {}

    /// How far a cell is that does not hold the point, from the square of the distance to its border.
    [[nodiscard]] length to_length(std::uint64_t squared_steps) const noexcept {
        const auto mm = static_cast<std::int64_t>(integer_sqrt(squared_steps)) * step_;
        return {std::max(mm, local_frame<P>::least_mm)};
    }
    /// The largest square that is rounded down to no more than this. @pre reach >= 0
    [[nodiscard]] std::uint64_t largest_square(length reach) const noexcept {
        const std::uint64_t most = 0xffff'fffe;
        const std::uint64_t steps = std::min(static_cast<std::uint64_t>(reach.mm / step_), most);
        return (steps + 1) * (steps + 1) - 1;  // everything up to the next step is rounded down to this one
    }

    /// No border within the box is nearer. One step is taken off for the rounding of the cosine, which need not fall
    /// evenly.
    [[nodiscard]] std::uint64_t squared_at_least(const bounds& around) const noexcept {
        const ground_vector way = cautious_(clamped(around));
        const auto shorter = [](std::int64_t size) {
            return static_cast<std::uint64_t>(std::max<std::int64_t>((size < 0 ? -size : size) - 1, 0));
        };
        return shorter(way.east) * shorter(way.east) + shorter(way.north) * shorter(way.north);
    }

    /// Rounded down.
    [[nodiscard]] std::uint64_t squared_to(const typename border_index<P>::stretch& part) const noexcept {
        const local_frame<P> frame{at_, clamped(borders_.bounds_of(part.cell.index)).y, step_};
        const std::span<const vertex<P>> corners = part.corners(borders_);
        ground_vector from = frame(corners[0]);
        std::uint64_t least = corners.size() == 1 ? squared_length(from) : ~std::uint64_t{0};
        for (const vertex<P>& corner : corners.subspan(1)) {
            const ground_vector to = frame(corner);
            least = std::min(least, squared_distance(from, to));
            from = to;
        }
        return least;
    }

private:
    [[nodiscard]] vertex<P> clamped(const bounds& to) const noexcept {
        return {std::clamp(at_.x, to.low.x, to.high.x), std::clamp(at_.y, to.low.y, to.high.y)};
    }

    const outlines<P>& borders_;
    vertex<P> at_;
    std::int64_t step_;
    local_frame<P> cautious_;
};

/// Finds the cell of a range whose border is nearest to a point; ties go to the lowest.
///
/// About O(log n) in the edges of the range; a search does not allocate.
template <position_type P>
class nearest_index {
public:
    nearest_index() = default;
    nearest_index(const outlines<P>& borders, cell_range cells) : stretches_{borders, cells} {}

    [[nodiscard]] std::size_t memory_bytes() const noexcept { return stretches_.memory_bytes(); }
    [[nodiscard]] const border_index<P>& stretches() const noexcept { return stretches_; }

    /// None, at distance 0, when no cell of the range has an area.
    /// @param borders  those that the index was built from
    /// @pre no cell of the range holds the point, or only which is nearest matters
    [[nodiscard]] near_cell find(const outlines<P>& borders, const vertex<P>& at) const noexcept {
        if (stretches_.boxes().empty()) { return {cell_id::none(), {}}; }
        const border_distance<P> distance{borders, at, stretches_.boxes().all()};
        cell_id best = cell_id::none();
        std::uint64_t least = ~std::uint64_t{0} - 1;
        stretches_.boxes().search(
            least, [&](const typename outlines<P>::bounds& box) { return distance.squared_at_least(box); },
            [&](std::uint32_t item) {
                const auto& part = stretches_[item];
                const std::uint64_t squared = distance.squared_to(part);
                if (squared < least || (squared == least && part.cell < best)) {
                    least = squared;
                    best = part.cell;
                }
                return least;
            });
        return {best, best ? distance.to_length(least) : length{}};
    }

private:
    border_index<P> stretches_;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
