#pragma once

#include "muster/core/arithmetic.hpp"         // quantise, product
#include "muster/core/error.hpp"              // error
#include "muster/grid/detail/edge_pairs.hpp"  // each_touching_pair
#include "muster/grid/orientation.hpp"        // cross_properly
#include "muster/grid/polygon.hpp"            // cell_drawing

#include <algorithm>    // min, max
#include <cstddef>      // size_t
#include <cstdint>      // int64_t
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <vector>       // vector

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
    std::size_t feature;  ///< the index of the cell in its tier, as drawn
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

/// Refuses a ring that has too few positions, an invalid one, or is not closed. `which` says which ring it is.
template <position_type P>
void check_ring(const ring<P>& positions, const std::string& which, const cell_place& place) {
    if (positions.empty()) { place.refuse(errc::empty, which + " has no positions; expected at least 4"); }
    for (std::size_t i = 0; i < positions.size(); ++i) {
        if (!is_valid(positions[i])) {
            place.refuse(errc::out_of_range, which + ", position " + std::to_string(i) + ": " +
                                                 place_text(positions[i]) + " is no valid position; expected " +
                                                 std::string{range_text(positions[i])});
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

/// Whether all positions of the ring are on one line, so that it has no area.
template <position_type P>
[[nodiscard]] bool is_flat(const ring<P>& positions) {
    const P* second = nullptr;
    for (const P& p : positions) {
        if (to_vertex(p) == to_vertex(positions[0])) { continue; }
        if (second == nullptr) { second = &p; }
        if (orientation(positions[0], *second, p) != 0) { return false; }
    }
    return true;
}

/// Refuses a polygon of which two edges cross. Edges may touch, overlap and repeat each other. O(n log n) as drawn.
template <position_type P>
void check_crossings(const polygon<P>& part, const std::string& which, const cell_place& place) {
    struct named_edge {
        vertex<P> from;
        vertex<P> to;
        std::size_t ring;  // 0 the outer one, then the holes
        std::size_t index;
    };
    std::vector<named_edge> edges;
    std::vector<edge_box<P>> boxes;
    const auto add = [&](const ring<P>& positions, std::size_t number) {
        for (std::size_t i = 0; i + 1 < positions.size(); ++i) {
            const vertex<P> a = to_vertex(positions[i]);
            const vertex<P> b = to_vertex(positions[i + 1]);
            edges.push_back({a, b, number, i});
            boxes.push_back({{std::min(a.x, b.x), std::min(a.y, b.y)}, {std::max(a.x, b.x), std::max(a.y, b.y)}});
        }
    };
    add(part.outer, 0);
    for (std::size_t h = 0; h < part.holes.size(); ++h) { add(part.holes[h], h + 1); }

    std::size_t first = edges.size();  // the crossing to report: the one that comes first in the drawing
    std::size_t second = edges.size();
    each_touching_pair<P>(boxes, [&](std::size_t i, std::size_t j) {
        if (cross_properly(edges[i].from, edges[i].to, edges[j].from, edges[j].to) &&
            (i < first || (i == first && j < second))) {
            first = i;
            second = j;
        }
    });
    if (first == edges.size()) { return; }
    const auto edge_text = [&](const named_edge& e) {
        return "edge " + std::to_string(e.index) + " of " +
               (e.ring == 0 ? std::string{"the outer ring"} : "hole " + std::to_string(e.ring - 1)) + " from " +
               place_text(to_position(e.from)) + " to " + place_text(to_position(e.to));
    };
    place.refuse(errc::geometry, which + ": " + edge_text(edges[first]) + " crosses " + edge_text(edges[second]) +
                                     "; expected rings that do not cross themselves or each other");
}

/// Refuses a cell whose area cannot be used, with what is wrong, where, and what was expected.
///
/// Accepted are any winding, slivers, spikes, repeated positions, rings that touch themselves or each other, and
/// polygons of one cell that overlap. @throws muster::error
template <position_type P>
void check_cell(const cell_drawing<P>& cell, const cell_place& place) {
    if (cell.area.empty()) { place.refuse(errc::empty, "has no polygon; expected at least one"); }
    bool has_area = false;
    for (std::size_t i = 0; i < cell.area.size(); ++i) {
        const polygon<P>& part = cell.area[i];
        const std::string which = "polygon " + std::to_string(i);
        check_ring(part.outer, which + ", outer ring", place);
        for (std::size_t h = 0; h < part.holes.size(); ++h) {
            check_ring(part.holes[h], which + ", hole " + std::to_string(h), place);
        }
        check_crossings(part, which, place);
        has_area = has_area || !is_flat(part.outer);
    }
    if (!has_area) {
        place.refuse(errc::geometry, "all positions of its outer ring, from " + place_text(cell.area[0].outer[0]) +
                                         " on, are on one line; expected an area");
    }
}

}  // namespace detail
}  // namespace v0
}  // namespace muster
