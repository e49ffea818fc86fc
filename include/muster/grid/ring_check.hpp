#pragma once

#include "muster/core/arithmetic.hpp"          // quantise
#include "muster/core/error.hpp"               // error
#include "muster/grid/detail/ring_faults.hpp"  // is_at_pole, is_across_antimeridian
#include "muster/grid/polygon.hpp"             // cell_drawing

#include <cstddef>      // size_t
#include <cstdint>      // int64_t
#include <string>       // string, to_string
#include <string_view>  // string_view

namespace muster {
inline namespace v0 {
namespace detail {

/// A number of degrees with seven decimals, about a centimetre, whatever the locale.
[[nodiscard]] inline std::string degrees_text(double degrees) {
    if (!(degrees > -1e9 && degrees < 1e9)) {
        return degrees != degrees ? "NaN" : degrees < 0 ? "-1e9 or less" : "1e9 or more";
    }
    const std::int64_t scaled = quantise(degrees, 1e-7);
    const std::int64_t size = scaled < 0 ? -scaled : scaled;
    std::string decimals = std::to_string(size % 10'000'000);
    decimals.insert(0, 7 - decimals.size(), '0');
    return (scaled < 0 ? "-" : "") + std::to_string(size / 10'000'000) + "." + decimals;
}
[[nodiscard]] inline std::string place_text(const lon_lat& at) {
    return "(lon " + degrees_text(at.lon) + ", lat " + degrees_text(at.lat) + ")";
}
[[nodiscard]] inline std::string place_text(const planar& at) {
    return "(east " + std::to_string(at.east_mm) + " mm, north " + std::to_string(at.north_mm) + " mm)";
}

inline constexpr std::string_view range_text(const lon_lat&) { return "finite degrees, |lon| <= 180 and |lat| <= 90"; }
inline constexpr std::string_view range_text(const planar&) { return "millimetres of at most 2^30 in size"; }

/// Names the cell that is wrong, in the message and in `error::where()`.
struct cell_place {
    std::string tier;  ///< its name, or its number
    std::string key;
    std::size_t feature;    ///< the index of the cell in its tier, as drawn
    std::string file{};     ///< where it was read from, when it was
    std::string pointer{};  ///< and the JSON pointer to it

    [[noreturn]] void refuse(errc code, const std::string& what) const {
        source_position where;
        where.file = file;
        where.pointer = pointer;
        where.has_feature = true;
        where.feature = feature;
        throw error{code, std::move(where), "tier '" + tier + "', cell '" + key + "': " + what};
    }
};

/// Refuses a ring that has too few positions, an invalid one, one at a pole or an edge across the antimeridian, or that
/// is not closed. `which` says which ring it is.
template <position_type P>
void check_ring(const ring<P>& positions, const std::string& which, const cell_place& place) {
    if (positions.empty()) { place.refuse(errc::empty, which + " has no positions; expected at least 4"); }
    const auto numbered = [&](std::size_t i) { return which + ", position " + std::to_string(i) + ": "; };
    for (std::size_t i = 0; i < positions.size(); ++i) {
        if (!is_valid(positions[i])) {
            place.refuse(errc::out_of_range, numbered(i) + place_text(positions[i]) +
                                                 " is no valid position; expected " +
                                                 std::string{range_text(positions[i])});
        }
        if (is_at_pole(positions[i])) {
            place.refuse(errc::geometry, numbered(i) + place_text(positions[i]) +
                                             " is at a pole, where no level map is right; expected |lat| < 90");
        }
        if (i > 0 && is_across_antimeridian(positions[i - 1], positions[i])) {
            place.refuse(errc::geometry, numbered(i) + "the edge from " + place_text(positions[i - 1]) + " to " +
                                             place_text(positions[i]) +
                                             " spans more than 180 degrees of longitude; expected areas that are cut "
                                             "at the antimeridian");
        }
    }
    if (positions.size() < 4) {
        place.refuse(errc::geometry, which + " at " + place_text(positions[0]) + " has " +
                                         std::to_string(positions.size()) + " positions; expected at least 4");
    }
    if (positions.front() != positions.back()) {
        place.refuse(errc::geometry, which + " is not closed: it starts at " + place_text(positions.front()) +
                                         " and ends at " + place_text(positions.back()) +
                                         "; expected the first position again at the end");
    }
}

/// Refuses a cell whose area has no defined meaning, with what is wrong, where, and what was expected.
///
/// Accepted are any winding, rings that touch, cross or repeat themselves or each other, slivers, spikes, rings without
/// area, polygons of one cell that overlap: even-odd says what is inside, and `drawing_faults` what looks wrong. A cell
/// of the coarsest tier, or one that names its parent, may have no polygon at all. @throws muster::error
template <position_type P>
void check_cell(const cell_drawing<P>& cell, const cell_place& place, bool is_coarsest = false) {
    if (cell.area.empty() && cell.parent.empty() && !is_coarsest) {
        place.refuse(errc::empty, "has no polygon and names no parent; expected at least one polygon, or a parent");
    }
    for (std::size_t i = 0; i < cell.area.size(); ++i) {
        const std::string which = "polygon " + std::to_string(i);
        check_ring(cell.area[i].outer, which + ", outer ring", place);
        for (std::size_t h = 0; h < cell.area[i].holes.size(); ++h) {
            check_ring(cell.area[i].holes[h], which + ", hole " + std::to_string(h), place);
        }
    }
}

}  // namespace detail
}  // namespace v0
}  // namespace muster
