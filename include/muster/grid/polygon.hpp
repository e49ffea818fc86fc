#pragma once

#include "muster/core/label.hpp"     // label
#include "muster/core/position.hpp"  // position_type

#include <concepts>  // same_as
#include <string>    // string
#include <vector>    // vector

namespace muster {
inline namespace v0 {

/// A closed ring: the first position is repeated at the end, as in GeoJSON. Any winding.
template <position_type P>
using ring = std::vector<P>;

/// An outer ring, and the holes cut out of it.
template <position_type P>
struct polygon {
    ring<P> outer;
    std::vector<ring<P>> holes;
};

/// One or more polygons that are one area.
template <position_type P>
using multi_polygon = std::vector<polygon<P>>;

/// One cell as somebody drew it: a key that is unique in its tier, a name for people, an area.
template <position_type P>
struct cell_drawing {
    std::string key;
    label name;
    multi_polygon<P> area;  ///< may be empty when the parent is named: the cell is known by its key alone
    std::string parent{};   ///< key of its cell in the tier above; empty: the one that it shares most area with
};

/// All cells of one tier as somebody drew them.
template <position_type P>
struct tier_drawing {
    label name;
    std::vector<cell_drawing<P>> cells;
};

/// The smallest upright rectangle around something: its south-western and its north-eastern corner, both included.
template <position_type P>
struct box {
    P low;
    P high;

    friend constexpr bool operator==(const box&, const box&) = default;
};

/// The box around all rings of an area. @pre no ring is empty, and the area has one
template <position_type P>
[[nodiscard]] box<P> box_of(const multi_polygon<P>& area) {
    box<P> around{area.front().outer.front(), area.front().outer.front()};
    const auto extend = [](auto& low, auto& high, const auto& by) {
        if (by < low) { low = by; }
        if (high < by) { high = by; }
    };
    const auto extend_by = [&](const ring<P>& positions) {
        for (const P& p : positions) {
            if constexpr (std::same_as<P, planar>) {
                extend(around.low.east_mm, around.high.east_mm, p.east_mm);
                extend(around.low.north_mm, around.high.north_mm, p.north_mm);
            } else {
                extend(around.low.lon, around.high.lon, p.lon);
                extend(around.low.lat, around.high.lat, p.lat);
            }
        }
    };
    for (const polygon<P>& part : area) {
        extend_by(part.outer);
        for (const ring<P>& hole : part.holes) { extend_by(hole); }
    }
    return around;
}

}  // namespace v0
}  // namespace muster
