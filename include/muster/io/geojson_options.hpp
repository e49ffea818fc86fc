#pragma once

#include "muster/core/position.hpp"  // lon_lat
#include "muster/grid/polygon.hpp"   // box

#include <cstddef>   // size_t
#include <optional>  // optional

namespace muster {
inline namespace v0 {

/// How a GeoJSON or TopoJSON file is read.
struct geojson_options {
    /// Where the city is: a position that lies inside only with its coordinates swapped is refused. Others are not.
    std::optional<box<lon_lat>> expected_box;
    std::size_t max_depth = 64;  ///< deeper nesting is refused, as is a limit above 1000
    /// Features with a null geometry, or one without coordinates, are read without an area; otherwise refused.
    bool accept_no_geometry = false;
    /// Points are read into `points`, lines are read as features without an area; otherwise both are refused. A
    /// collection of areas and of these is refused in either case.
    bool accept_other_geometry = false;
    /// Closed rings of fewer than four positions, which simplification leaves of small islands and holes, are left out,
    /// and a feature that has no other ring has no geometry; otherwise refused.
    bool drop_collapsed_rings = false;
    /// Rings and positions are read as they stand, for `drawing_faults` to list what is wrong with them; otherwise an
    /// unclosed ring, one of fewer than four positions or of none, one at a pole or across the antimeridian, and a
    /// position out of range are refused. What `drop_collapsed_rings` leaves out is left out nevertheless.
    bool accept_faulty_rings = false;
};

}  // namespace v0
}  // namespace muster
