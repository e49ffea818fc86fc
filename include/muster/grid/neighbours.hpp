#pragma once

#include "muster/core/ids.hpp"                 // cell_id
#include "muster/core/units.hpp"               // length
#include "muster/grid/cell_range.hpp"          // cell_range
#include "muster/grid/detail/edge_pairs.hpp"   // each_touching_pair
#include "muster/grid/detail/local_frame.hpp"  // local_frame
#include "muster/grid/orientation.hpp"         // orientation
#include "muster/grid/outlines.hpp"            // outlines

#include <algorithm>  // find, sort, min, max
#include <cmath>      // abs
#include <cstddef>    // size_t
#include <cstdint>    // uint64_t
#include <span>       // span
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// Whether two segments come within `reach` of each other. @pre 0 <= reach < 2^31 mm
template <position_type P>
[[nodiscard]] bool are_within(const vertex<P>& a, const vertex<P>& b, const vertex<P>& c, const vertex<P>& d,
                              length reach) noexcept {
    if (cross_properly(a, b, c, d)) { return true; }
    const auto is_near = [reach](const vertex<P>& at, const vertex<P>& from, const vertex<P>& to) {
        typename outlines<P>::bounds around{from, from};
        outlines<P>::extend(around, to);
        const std::int64_t step = local_frame<P>::step_mm(at, around.low, around.high);
        const local_frame<P> frame{at, std::clamp(at.y, around.low.y, around.high.y), step};
        const std::int64_t steps = reach.mm / step;
        return squared_distance(frame(from), frame(to)) <= static_cast<std::uint64_t>(steps * steps);
    };
    return is_near(a, c, d) || is_near(b, c, d) || is_near(c, a, b) || is_near(d, a, b);
}

/// A box, made wider by `reach` on all sides, and rather too wide than too narrow.
template <position_type P>
[[nodiscard]] edge_box<P> widened(const vertex<P>& a, const vertex<P>& b, length reach) noexcept {
    using coordinate = typename vertex<P>::coordinate;
    edge_box<P> box{{std::min(a.x, b.x), std::min(a.y, b.y)}, {std::max(a.x, b.x), std::max(a.y, b.y)}};
    coordinate east = static_cast<coordinate>(reach.mm);
    coordinate north = east;
    if constexpr (std::same_as<P, lon_lat>) {
        const double degrees = static_cast<double>(reach.mm + 2) / ground_mm_per_degree;
        const double latitude = std::max(std::abs(to_position(a).lat), std::abs(to_position(b).lat));
        const double shrink = std::max(cosine_of_degrees(std::min(latitude + degrees, 90.0)), 1e-3);
        north = static_cast<coordinate>(degrees * units_per_degree);
        east = static_cast<coordinate>(degrees / shrink * units_per_degree);
    }
    box.low = {static_cast<coordinate>(box.low.x - east), static_cast<coordinate>(box.low.y - north)};
    box.high = {static_cast<coordinate>(box.high.x + east), static_cast<coordinate>(box.high.y + north)};
    return box;
}

/// For each cell of a range those of the others whose borders come within `reach` of its own, in the order of their
/// ids. O(n log n) in the edges, as long as few edges are much longer than the rest.
template <position_type P>
[[nodiscard]] std::vector<std::vector<cell_id>> neighbours_among(const outlines<P>& borders, cell_range cells,
                                                                 length reach) {
    struct owned_edge {
        vertex<P> from;
        vertex<P> to;
        cell_id cell;
    };
    std::vector<owned_edge> edges;
    std::vector<edge_box<P>> boxes;
    for (const cell_id cell : cells) {
        borders.each_ring(cell.index, [&](std::span<const vertex<P>> positions, bool) {
            for (std::size_t i = 0; i + 1 < positions.size(); ++i) {
                edges.push_back({positions[i], positions[i + 1], cell});
                boxes.push_back(widened<P>(positions[i], positions[i + 1], {(reach.mm + 1) / 2}));
            }
        });
    }
    std::vector<std::vector<cell_id>> found(cells.size());
    each_touching_pair<P>(boxes, [&](std::size_t i, std::size_t j) {
        const owned_edge& a = edges[i];  // i < j: of the lower cell
        const owned_edge& b = edges[j];
        if (a.cell == b.cell) { return; }
        std::vector<cell_id>& of_a = found[a.cell.index - cells.first.index];
        if (std::find(of_a.begin(), of_a.end(), b.cell) != of_a.end()) { return; }
        if (!are_within(a.from, a.to, b.from, b.to, reach)) { return; }
        of_a.push_back(b.cell);
        found[b.cell.index - cells.first.index].push_back(a.cell);
    });
    for (std::vector<cell_id>& row : found) { std::sort(row.begin(), row.end()); }
    return found;
}

}  // namespace detail
}  // namespace v0
}  // namespace muster
