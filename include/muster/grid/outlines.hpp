#pragma once

#include "muster/core/position.hpp"     // position_type
#include "muster/grid/orientation.hpp"  // meets_ray
#include "muster/grid/polygon.hpp"      // multi_polygon
#include "muster/grid/vertex.hpp"       // vertex

#include <algorithm>  // min, max
#include <concepts>   // same_as
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <limits>     // numeric_limits
#include <span>       // span
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// The borders of many cells, one ring after the other: what the grid's algorithms compute with.
///
/// Rings are closed and without repeated neighbours; the first ring of a polygon is its outer one. Cells, polygons
/// and rings are each numbered in one sequence, and those of one cell or polygon are next to each other. Each corner
/// is kept as it was given, and in whole units (`vertex`), which are the same thing on the plane; two corners that
/// follow each other may have the same vertex, never the same position. A cell may have no polygon at all.
template <position_type P>
class outlines {
public:
    struct bounds {
        vertex<P> low;
        vertex<P> high;
    };

    /// Around nothing: any point extends it, and none lies in it.
    [[nodiscard]] static constexpr bounds no_bounds() noexcept {
        using limits = std::numeric_limits<typename vertex<P>::coordinate>;
        return {{limits::max(), limits::max()}, {limits::lowest(), limits::lowest()}};
    }

    /// Adds the next cell, which may have no polygon. @pre the area has passed `check_cell`
    void add(const multi_polygon<P>& area) {
        for (const polygon<P>& part : area) {
            add_ring(part.outer);
            for (const ring<P>& hole : part.holes) { add_ring(hole); }
            first_ring_.push_back(static_cast<std::uint32_t>(first_vertex_.size() - 1));
        }
        first_polygon_.push_back(static_cast<std::uint32_t>(first_ring_.size() - 1));
        const std::uint32_t from = first_vertex_[first_ring_[first_polygon_[first_polygon_.size() - 2]]];
        bounds around = no_bounds();
        for (std::size_t i = from; i < vertices_.size(); ++i) { extend(around, vertices_[i]); }
        bounds_.push_back(around);
    }

    [[nodiscard]] std::size_t cell_count() const noexcept { return bounds_.size(); }
    [[nodiscard]] bool has_area(std::size_t cell) const noexcept {
        return first_polygon_[cell] != first_polygon_[cell + 1];
    }
    [[nodiscard]] const bounds& bounds_of(std::size_t cell) const noexcept { return bounds_[cell]; }
    [[nodiscard]] std::uint32_t first_polygon(std::size_t cell) const noexcept { return first_polygon_[cell]; }
    [[nodiscard]] std::uint32_t first_ring(std::size_t polygon_index) const noexcept {
        return first_ring_[polygon_index];
    }
    [[nodiscard]] std::span<const vertex<P>> ring_at(std::size_t ring_index) const noexcept {
        return {vertices_.data() + first_vertex_[ring_index],
                first_vertex_[ring_index + 1] - first_vertex_[ring_index]};
    }

    /// Of all rings, one after the other.
    [[nodiscard]] std::span<const vertex<P>> vertices() const noexcept { return vertices_; }

    /// Where a ring starts in `vertices()` and for `position`; the next ring starts where it ends.
    [[nodiscard]] std::uint32_t first_vertex(std::size_t ring_index) const noexcept {
        return first_vertex_[ring_index];
    }
    /// A corner as it was given. @param index  counted through all rings
    [[nodiscard]] P position(std::size_t index) const noexcept {
        if constexpr (std::same_as<P, planar>) {
            return to_position(vertices_[index]);
        } else {
            return positions_[index];
        }
    }

    /// Calls `visit(ring, is_hole)` for each ring of a cell.
    template <class Visit>
    void each_ring(std::size_t cell, Visit visit) const {
        for (std::uint32_t part = first_polygon_[cell]; part < first_polygon_[cell + 1]; ++part) {
            for (std::uint32_t r = first_ring_[part]; r < first_ring_[part + 1]; ++r) {
                visit(ring_at(r), r != first_ring_[part]);
            }
        }
    }

    /// Whether the cell holds the point, by the border rule: in one of its polygons, which means within the outer
    /// ring, even-odd, and in none of the holes. O(vertices of the cell): the plain meaning that the index must meet.
    /// Exact for the coordinates as given. @pre is_valid(at)
    [[nodiscard]] bool contains(std::size_t cell, const P& at) const noexcept {
        const vertex<P> v = to_vertex(at);  // what it cuts, it never puts in another order: a box may go by it
        const bounds& around = bounds_[cell];
        if (v.x < around.low.x || v.x > around.high.x || v.y < around.low.y || v.y > around.high.y) { return false; }
        for (std::uint32_t part = first_polygon_[cell]; part < first_polygon_[cell + 1]; ++part) {
            bool in_part = is_within(first_ring_[part], at);
            for (std::uint32_t r = first_ring_[part] + 1; in_part && r < first_ring_[part + 1]; ++r) {
                in_part = !is_within(r, at);
            }
            if (in_part) { return true; }
        }
        return false;
    }

    /// Lets go of what `contains` does not need: the vertices, where they are not the positions themselves.
    void keep_positions_only() {
        if constexpr (!std::same_as<P, planar>) { std::vector<vertex<P>>{}.swap(vertices_); }
        positions_.shrink_to_fit();
    }

    /// Gives back what was reserved for cells that did not come.
    void shrink() {
        vertices_.shrink_to_fit();
        positions_.shrink_to_fit();
        bounds_.shrink_to_fit();
    }

    [[nodiscard]] std::size_t memory_bytes() const noexcept {
        return vertices_.capacity() * sizeof(vertex<P>) + positions_.capacity() * sizeof(P) +
               bounds_.capacity() * sizeof(bounds) +
               (first_vertex_.capacity() + first_ring_.capacity() + first_polygon_.capacity()) * sizeof(std::uint32_t);
    }

    static void extend(bounds& around, const vertex<P>& by) noexcept {
        around.low = {std::min(around.low.x, by.x), std::min(around.low.y, by.y)};
        around.high = {std::max(around.high.x, by.x), std::max(around.high.y, by.y)};
    }

private:
    void add_ring(const ring<P>& corners) {
        for (std::size_t i = 0; i < corners.size(); ++i) {
            if (i != 0 && corners[i] == corners[i - 1]) { continue; }
            vertices_.push_back(to_vertex(corners[i]));
            if constexpr (!std::same_as<P, planar>) { positions_.push_back(corners[i]); }
        }
        first_vertex_.push_back(static_cast<std::uint32_t>(vertices_.size()));
    }

    [[nodiscard]] bool is_within(std::size_t ring_index, const P& at) const noexcept {
        bool within = false;
        for (std::size_t i = first_vertex_[ring_index]; i + 1 < first_vertex_[ring_index + 1]; ++i) {
            within ^= meets_ray(position(i), position(i + 1), at);
        }
        return within;
    }

    std::vector<vertex<P>> vertices_;
    std::vector<P> positions_;                     // as given; none where the vertices say it all
    std::vector<std::uint32_t> first_vertex_{0};   // of each ring, and one past the last
    std::vector<std::uint32_t> first_ring_{0};     // of each polygon
    std::vector<std::uint32_t> first_polygon_{0};  // of each cell
    std::vector<bounds> bounds_;                   // of each cell
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
