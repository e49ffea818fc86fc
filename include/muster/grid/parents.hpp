#pragma once

#include "muster/core/ids.hpp"                   // cell_id
#include "muster/grid/cell_range.hpp"            // cell_range
#include "muster/grid/nearest.hpp"               // nearest_index
#include "muster/grid/outlines.hpp"              // outlines
#include "muster/grid/representative_point.hpp"  // representative_point
#include "muster/grid/shared_area.hpp"           // shared_area

#include <cstdint>  // int64_t

namespace muster {
inline namespace v0 {
namespace detail {

/// Which of the cells of the tier above a cell belongs to.
///
/// The one it shares most area with, in billionths of the child's bounding box; the lowest of equals. A cell that
/// shares none goes to the one whose border is nearest to its representative point, again the lowest of equals: no
/// cell is without a parent, so nothing that happens in it is without a path.
template <position_type P>
[[nodiscard]] cell_id parent_among(const outlines<P>& borders, cell_id child, cell_range above) {
    shared_area<P> shared{borders, child.index};
    std::int64_t most = 0;
    cell_id parent = cell_id::none();
    for (const cell_id candidate : above) {
        const std::int64_t share = shared.billionths_with(candidate.index);
        if (share > most) {
            most = share;
            parent = candidate;
        }
    }
    if (parent) { return parent; }
    return nearest_index<P>{borders, above}.find(borders, to_vertex(representative_point(borders, child.index))).cell;
}

}  // namespace detail
}  // namespace v0
}  // namespace muster
