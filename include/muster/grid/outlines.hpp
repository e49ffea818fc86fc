#pragma once

#include "muster/grid/orientation.hpp"  // meets_ray
#include "muster/grid/polygon.hpp"      // multi_polygon
#include "muster/grid/vertex.hpp"       // vertex

#include <algorithm>  // min, max
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <limits>     // numeric_limits
#include <span>       // span
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// The borders of many cells in exact units, one ring after the other: what the grid's algorithms compute with.
///
/// Rings are closed and without repeated neighbours; the first ring of a polygon is its outer one. Cells, polygons
/// and rings are each numbered in one sequence, and those of one cell or polygon are next to each other.
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
    [[nodiscard]] bool contains(std::size_t cell, const vertex<P>& at) const noexcept {
        for (std::uint32_t part = first_polygon_[cell]; part < first_polygon_[cell + 1]; ++part) {
            bool in_part = is_within(first_ring_[part], at);
            for (std::uint32_t r = first_ring_[part] + 1; in_part && r < first_ring_[part + 1]; ++r) {
                in_part = !is_within(r, at);
            }
            if (in_part) { return true; }
        }
        return false;
    }

    [[nodiscard]] std::size_t memory_bytes() const noexcept {
        return vertices_.capacity() * sizeof(vertex<P>) + bounds_.capacity() * sizeof(bounds) +
               (first_vertex_.capacity() + first_ring_.capacity() + first_polygon_.capacity()) * sizeof(std::uint32_t);
    }

    static void extend(bounds& around, const vertex<P>& by) noexcept {
        around.low = {std::min(around.low.x, by.x), std::min(around.low.y, by.y)};
        around.high = {std::max(around.high.x, by.x), std::max(around.high.y, by.y)};
    }

private:
    void add_ring(const ring<P>& positions) {
        const std::size_t first = vertices_.size();
        for (const P& position : positions) {
            const vertex<P> v = to_vertex(position);
            if (vertices_.size() == first || vertices_.back() != v) { vertices_.push_back(v); }
        }
        first_vertex_.push_back(static_cast<std::uint32_t>(vertices_.size()));
    }

    [[nodiscard]] bool is_within(std::size_t ring_index, const vertex<P>& at) const noexcept {
        const auto positions = ring_at(ring_index);
        bool within = false;
        for (std::size_t i = 0; i + 1 < positions.size(); ++i) {
            if (positions[i].y != positions[i + 1].y) {
                within ^= meets_ray(edge_between(positions[i], positions[i + 1]), at);
            }
        }
        return within;
    }

    std::vector<vertex<P>> vertices_;
    std::vector<std::uint32_t> first_vertex_{0};   // of each ring, and one past the last
    std::vector<std::uint32_t> first_ring_{0};     // of each polygon
    std::vector<std::uint32_t> first_polygon_{0};  // of each cell
    std::vector<bounds> bounds_;                   // of each cell
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
