#pragma once

#include "muster/grid/detail/drawing_scan.hpp"  // drawing_scan
#include "muster/grid/drawing_fault.hpp"        // drawing_fault
#include "muster/grid/polygon.hpp"              // tier_drawing

#include <span>    // span
#include <vector>  // vector

namespace muster {
inline namespace v0 {

/// Everything that is wrong with a drawing, from the coarsest tier to the finest: what to look at before a hierarchy
/// is built from it, and after. Never refuses a drawing, however broken: what is too much is left out, and told.
///
/// - Only what can be measured is: a ring with an invalid position, with fewer than four, at a pole or across the
///   antimeridian covers nothing, and the gap that it leaves is told as well. An unclosed ring is measured as if it
///   were closed.
/// - A cell's parent is the one that it names, or the one that it shares most area with, as in a hierarchy.
/// - Rings count even-odd, and what several polygons of one cell cover counts once.
/// - A gap is told for each of its connected pieces; slivers, overlaps and parts outside of the parent are summed up
///   by pair of cells. Two cells with the same area are a duplicated ring and no overlap. Of cells of one tier that
///   are drawn with the same rings and name the same parent, the first by key stands for all: its areas are told, of
///   the others that they are the same.
/// - Where cells are piled so high, or cross so often, that `most_overlaps` is exceeded, some are left out and told as
///   `not_compared`. They cover nothing then, so that a gap may be told where they lie, and what else is told of areas
///   is right for the others.
///
/// @return in the order of tier, key of the cell (`is_key_before`; what has none comes last),
///         kind, key of the other cell, polygon and ring; the same whatever order the cells were drawn in
/// @complexity O((n + k + a) log n) time for n edges that meet k times, and a pairs of cells of one tier, counted for
///             each face that both cover: few in a subdivision, up to n^4 for n cells that are all shifted against each
///             other. Beyond `most_overlaps` k and a are given up, at most a few times over; where the boxes of edges
///             touch k' times, k' steps are taken each time. Memory O(n + most_overlaps) at the most, but for the
///             faults told; in a subdivision O(n). Exact but for the rounding of crossings, so that cells that share
///             their borders vertex by vertex have neither gap nor overlap. Deterministic: yes
template <position_type P>
[[nodiscard]] std::vector<drawing_fault<P>> drawing_faults(std::span<const tier_drawing<P>> tiers,
                                                           const drawing_fault_options& options = {}) {
    return detail::drawing_scan<P>{tiers, options}.take();
}
template <position_type P>
[[nodiscard]] std::vector<drawing_fault<P>> drawing_faults(const std::vector<tier_drawing<P>>& tiers,
                                                           const drawing_fault_options& options = {}) {
    return drawing_faults(std::span<const tier_drawing<P>>{tiers}, options);
}

}  // namespace v0
}  // namespace muster
