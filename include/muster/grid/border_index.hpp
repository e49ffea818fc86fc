#pragma once

#include "muster/core/ids.hpp"         // cell_id
#include "muster/grid/box_index.hpp"   // box_index
#include "muster/grid/cell_range.hpp"  // cell_range
#include "muster/grid/outlines.hpp"    // outlines

#include <algorithm>  // min
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <span>       // span
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// The borders of a range of cells in short stretches, each with its box in a `box_index`.
///
/// Keeps no border itself: what reads a stretch is given the outlines that the index was built from.
template <position_type P>
class border_index {
public:
    using bounds = typename outlines<P>::bounds;

    /// Some edges of one ring, one after the other.
    struct stretch {
        cell_id cell;
        std::uint32_t first_vertex;
        std::uint32_t edge_count;

        /// One vertex more than edges.
        [[nodiscard]] std::span<const vertex<P>> corners(const outlines<P>& borders) const noexcept {
            return borders.vertices().subspan(first_vertex, edge_count + std::size_t{1});
        }
    };

    border_index() = default;
    border_index(const outlines<P>& borders, cell_range cells) {
        std::vector<bounds> boxes;
        for (const cell_id cell : cells) {
            borders.each_ring(cell.index, [&](std::span<const vertex<P>> ring, bool) {
                const auto first_vertex = static_cast<std::uint32_t>(ring.data() - borders.vertices().data());
                for (std::size_t first = 0; first == 0 || first + 1 < ring.size(); first += stretch_size) {
                    const std::size_t last = std::min(first + stretch_size, ring.size() - 1);
                    bounds around{ring[first], ring[first]};
                    for (std::size_t i = first + 1; i <= last; ++i) { outlines<P>::extend(around, ring[i]); }
                    boxes.push_back(around);
                    stretches_.push_back({cell, first_vertex + static_cast<std::uint32_t>(first),
                                          static_cast<std::uint32_t>(last - first)});
                }
            });
        }
        stretches_.shrink_to_fit();
        boxes_ = box_index<P>{boxes};
    }

    [[nodiscard]] const stretch& operator[](std::uint32_t item) const noexcept { return stretches_[item]; }
    /// Of the stretches.
    [[nodiscard]] const box_index<P>& boxes() const noexcept { return boxes_; }
    [[nodiscard]] std::size_t memory_bytes() const noexcept {
        return stretches_.capacity() * sizeof(stretch) + boxes_.memory_bytes();
    }

private:
    static constexpr std::size_t stretch_size = 12;

    std::vector<stretch> stretches_;
    box_index<P> boxes_;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
