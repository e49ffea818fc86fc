#pragma once

#include "muster/core/label.hpp"     // label
#include "muster/core/position.hpp"  // position_type
#include "muster/core/units.hpp"     // length

#include <cstddef>   // size_t
#include <cstdint>   // uint8_t
#include <optional>  // optional
#include <string>    // string

namespace muster {
inline namespace v0 {

/// What can be wrong with a drawing of tiers. In brackets what a `drawing_fault` of the kind tells besides.
enum class drawing_fault_kind : std::uint8_t {
    no_cells,              ///< a tier without cells
    duplicate_key,         ///< the cell has the key of another of its tier (other)
    no_area,               ///< no polygons, or polygons that cover nothing
    invalid_position,      ///< NaN, infinite or out of range (count, place, unless it cannot be told)
    too_few_positions,     ///< a ring of fewer than four (count)
    unclosed_ring,         ///< the first position is not repeated at the end (width: how far they are apart)
    touches_pole,          ///< a ring has a position at 90 degrees north or south (count)
    crosses_antimeridian,  ///< an edge spans more than 180 degrees of longitude (count)
    repeated_position,     ///< the same position twice in a row (count): harmless
    spike,                 ///< a ring runs out and back the same way (count): harmless
    flat_ring,             ///< all positions of a ring are on one line
    self_crossing,         ///< rings of one polygon cross themselves or each other (count, place: the southernmost)
    duplicated_ring,       ///< an outer ring that the tier has already (other), or a hole twice in one cell
    orphan,         ///< the named parent is not there (other_key), or the cell shares no area with any cell above
    leaves_parent,  ///< part of the cell lies outside of its parent (other, area, count of pieces)
    overlap,        ///< two cells of one tier share area (other, area, count of pieces)
    gap,            ///< part of the cell is covered by no cell of the tier below (area); without a cell: the
                    ///< coarsest tier goes all around it and leaves it out
    sliver,         ///< a cell, or pieces of what `of` says, all narrower than `sliver_width` (area, count)
    not_compared,   ///< the cell lies on so many others, or crosses borders so often, that its area was left out
};
inline constexpr std::size_t drawing_fault_kinds = 19;

/// Stands for no cell.
inline constexpr std::size_t no_cell_index = static_cast<std::size_t>(-1);

/// One thing that is wrong with a drawing, where it is, and how large. What a kind does not tell stays as it is here.
template <position_type P>
struct drawing_fault {
    drawing_fault_kind kind{};
    drawing_fault_kind of =
        drawing_fault_kind::sliver;  ///< of a sliver: overlap, gap or leaves_parent, or the cell itself
    std::size_t tier = 0;
    label tier_name;
    std::size_t cell = no_cell_index;  ///< as drawn, in its tier
    std::string key;
    std::size_t other = no_cell_index;  ///< as drawn: in the same tier, of a parent in the tier above
    std::string other_key;
    label other_tier;         ///< name of the tier that the parent is in, or that leaves a gap
    std::size_t polygon = 0;  ///< of a fault of a ring: which of the cell's
    std::size_t ring = 0;     ///< 0 the outer one, then the holes
    std::optional<P> place;   ///< of an area: within its largest piece
    double area_m2 = 0;  ///< exact on the plane, but for crossings (2^-22 mm) and the double; in degrees as `area_m2`
    length width{};      ///< of a piece of area, the widest: twice its area by the length of its border
    std::size_t count = 0;

    friend bool operator==(const drawing_fault&, const drawing_fault&) = default;
};

/// What is worth telling. The structure of rings and keys always is.
struct drawing_fault_options {
    double least_area_m2 = 1;    ///< overlaps, gaps and parts outside of less in sum are left out; 0: none are
    length sliver_width{1'000};  ///< what is narrower is a sliver, and no overlap, gap or part outside; 0: none is
    bool harmless = false;       ///< repeated positions and spikes too

    /// What may be spent on rings piled on each other, so that memory has an end whatever the drawing. Where more than
    /// 16 rings of one tier go around the same ground, each pair of them counts for each face into which they divide
    /// it; borders may meet an eighth as often as this, and 8 times an edge. Beyond it cells are left out until it
    /// is enough, and told as `not_compared`. No drawing that is meant to divide the ground comes near.
    std::size_t most_overlaps = 20'000'000;
};

}  // namespace v0
}  // namespace muster
