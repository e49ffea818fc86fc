#pragma once

#include "muster/core/ids.hpp"                   // cell_id
#include "muster/grid/cell_covers.hpp"           // cell_covers
#include "muster/grid/cell_range.hpp"            // cell_range
#include "muster/grid/nearest.hpp"               // nearest_index
#include "muster/grid/outlines.hpp"              // outlines
#include "muster/grid/representative_point.hpp"  // representative_point

#include <optional>  // optional
#include <vector>    // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// Which of the cells of the tier above each cell of a tier belongs to, in the order of their ids.
///
/// The one it shares most area with, in billionths of the child's bounding box; the lowest of equals. Rings count
/// even-odd, whatever they are. A cell that shares none goes to the one whose border is nearest to its representative
/// point, again the lowest of equals: no cell is without a parent, so nothing that happens in it is without a path.
/// Only a cell without an area gets none, and so does every cell that shares no area when no cell above has one.
/// O((n + k) log n) for n edges of both tiers that meet k times, and O(cells above) for each that shares no area.
template <position_type P>
[[nodiscard]] std::vector<cell_id> parents_among(const outlines<P>& borders, cell_range cells, cell_range above) {
    const cell_covers<P> covers{borders, cells, above};
    std::vector<cell_id> parents;
    std::optional<nearest_index<P>> nearest;
    for (const cell_id cell : cells) {
        parents.push_back(covers.parent(cell));
        if (parents.back() || !borders.has_area(cell.index)) { continue; }
        if (!nearest) { nearest.emplace(borders, above); }
        parents.back() = nearest->find(borders, to_vertex(representative_point(borders, cell.index))).cell;
    }
    return parents;
}

}  // namespace detail
}  // namespace v0
}  // namespace muster
