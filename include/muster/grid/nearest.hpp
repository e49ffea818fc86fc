#pragma once

#include "muster/core/arithmetic.hpp"          // integer_sqrt
#include "muster/core/ids.hpp"                 // cell_id
#include "muster/core/units.hpp"               // length
#include "muster/grid/cell_range.hpp"          // cell_range
#include "muster/grid/detail/local_frame.hpp"  // local_frame
#include "muster/grid/outlines.hpp"            // outlines

#include <algorithm>  // clamp, min, max
#include <cstddef>    // size_t
#include <cstdint>    // uint64_t
#include <span>       // span
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// A cell, and how far it is; zero for the cell that a point is in.
struct near_cell {
    cell_id cell;
    length distance;

    friend constexpr bool operator==(const near_cell&, const near_cell&) = default;
};

namespace detail {

/// Finds the cell of a range whose border is nearest to a point; ties go to the lowest.
///
/// Distances are compared as whole square steps of the frame (`local_frame`) and given rounded down to the step.
/// Groups of cells that follow each other, cells, and stretches of a border are passed over by their boxes: quick when
/// keys that are close, such as those of one street, belong to cells that are close. O(cells) at worst; a search does
/// not allocate.
template <position_type P>
class nearest_index {
public:
    nearest_index() = default;

    /// @pre the range is not empty
    nearest_index(const outlines<P>& borders, cell_range cells) : cells_{cells}, all_{bounds_of(borders, cells)} {
        for (std::uint32_t first = 0; first < cells.count; first += group_size) {
            const cell_range members{{cells.first.index + first}, std::min(group_size, cells.count - first)};
            groups_.push_back({members, bounds_of(borders, members)});
        }
        for (const cell_id cell : cells) {
            borders.each_ring(cell.index,
                              [&](std::span<const vertex<P>> corners, bool) { add_stretches(borders, corners); });
            first_stretch_.push_back(static_cast<std::uint32_t>(stretches_.size()));
        }
    }

    [[nodiscard]] std::size_t memory_bytes() const noexcept {
        return groups_.capacity() * sizeof(group) + stretches_.capacity() * sizeof(stretch) +
               first_stretch_.capacity() * sizeof(std::uint32_t);
    }

    /// @param borders  those that the index was built from
    [[nodiscard]] near_cell find(const outlines<P>& borders, const vertex<P>& at) const noexcept {
        const std::int64_t step = local_frame<P>::step_mm(at, all_.low, all_.high);
        // No frame of a single cell makes anything shorter than this one.
        const local_frame<P> cautious{at, local_frame<P>::farthest_from_equator(at, all_.low, all_.high), step};
        const auto bound_of = [&](const bounds& around) { return squared_bound(cautious(clamped(at, around))); };

        // First the cell that looks nearest, so that nearly all others are passed over.
        cell_id best = cells_.first;
        std::uint64_t least_bound = ~std::uint64_t{0};
        for (const group& one : groups_) {
            if (bound_of(one.around) >= least_bound) { continue; }
            for (const cell_id cell : one.cells) {
                const std::uint64_t bound = bound_of(borders.bounds_of(cell.index));
                if (bound < least_bound) {
                    least_bound = bound;
                    best = cell;
                }
            }
        }
        std::uint64_t least = squared_distance_to(borders, best, at, step, ~std::uint64_t{0});
        for (const group& one : groups_) {
            if (bound_of(one.around) > least) { continue; }
            for (const cell_id cell : one.cells) {
                if (cell == best || bound_of(borders.bounds_of(cell.index)) > least) { continue; }
                const std::uint64_t distance = squared_distance_to(borders, cell, at, step, least);
                if (distance < least || (distance == least && cell < best)) {
                    least = distance;
                    best = cell;
                }
            }
        }
        return {best, {static_cast<std::int64_t>(integer_sqrt(least)) * step}};
    }

private:
    using bounds = typename outlines<P>::bounds;

    struct group {
        cell_range cells;
        bounds around;
    };

    struct stretch {  // some edges of one ring, one after the other
        bounds around;
        std::uint32_t first_vertex;
        std::uint32_t edge_count;
    };

    static constexpr std::uint32_t group_size = 24;
    static constexpr std::size_t stretch_size = 12;

    [[nodiscard]] static bounds bounds_of(const outlines<P>& borders, cell_range cells) noexcept {
        bounds all = borders.bounds_of(cells.first.index);
        for (const cell_id cell : cells) {
            outlines<P>::extend(all, borders.bounds_of(cell.index).low);
            outlines<P>::extend(all, borders.bounds_of(cell.index).high);
        }
        return all;
    }

    [[nodiscard]] static vertex<P> clamped(const vertex<P>& at, const bounds& to) noexcept {
        return {std::clamp(at.x, to.low.x, to.high.x), std::clamp(at.y, to.low.y, to.high.y)};
    }

    // One step is taken off for the rounding of the cosine, which need not fall evenly.
    [[nodiscard]] static std::uint64_t squared_bound(const ground_vector& way) noexcept {
        const auto shorter = [](std::int64_t size) {
            return static_cast<std::uint64_t>(std::max<std::int64_t>((size < 0 ? -size : size) - 1, 0));
        };
        return shorter(way.east) * shorter(way.east) + shorter(way.north) * shorter(way.north);
    }

    // The square of the distance to a cell's border, rounded down; any larger number when it is above `limit`.
    [[nodiscard]] std::uint64_t squared_distance_to(const outlines<P>& borders, cell_id cell, const vertex<P>& at,
                                                    std::int64_t step, std::uint64_t limit) const noexcept {
        const local_frame<P> frame{at, clamped(at, borders.bounds_of(cell.index)).y, step};
        const std::uint32_t place = cell.index - cells_.first.index;
        std::uint64_t least = ~std::uint64_t{0};
        for (std::uint32_t i = first_stretch_[place]; i < first_stretch_[place + 1]; ++i) {
            const stretch& one = stretches_[i];
            if (squared_length(frame(clamped(at, one.around))) > std::min(limit, least)) { continue; }
            const vertex<P>* const corners = borders.vertices().data() + one.first_vertex;
            ground_vector from = frame(corners[0]);
            for (std::uint32_t k = 1; k <= one.edge_count; ++k) {
                const ground_vector to = frame(corners[k]);
                least = std::min(least, squared_distance(from, to));
                from = to;
            }
        }
        return least;
    }

    void add_stretches(const outlines<P>& borders, std::span<const vertex<P>> corners) {
        const auto first_vertex = static_cast<std::uint32_t>(corners.data() - borders.vertices().data());
        for (std::size_t first = 0; first == 0 || first + 1 < corners.size(); first += stretch_size) {
            const std::size_t last = std::min(first + stretch_size, corners.size() - 1);
            bounds around{corners[first], corners[first]};
            for (std::size_t i = first + 1; i <= last; ++i) { outlines<P>::extend(around, corners[i]); }
            stretches_.push_back(
                {around, first_vertex + static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last - first)});
        }
    }

    cell_range cells_;
    bounds all_{};
    std::vector<group> groups_;
    std::vector<stretch> stretches_;
    std::vector<std::uint32_t> first_stretch_{0};  // of each cell, and one past the last
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
