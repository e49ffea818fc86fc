#pragma once

#include "muster/core/arithmetic.hpp"  // cosine_of_degrees, product
#include "muster/grid/outlines.hpp"    // outlines
#include "muster/grid/vertex.hpp"      // vertex

#include <cstddef>  // size_t
#include <span>     // span

namespace muster {
inline namespace v0 {
namespace detail {

/// Millimetres on the ground to a degree of latitude, on the sphere that `straight_line` uses.
inline constexpr double ground_mm_per_degree = 6'371'008'800.0 * 3.14159265358979323846 / 180.0;

/// Twice the area of a closed ring in square units, exactly; positive when it runs anticlockwise.
template <position_type P>
[[nodiscard]] constexpr int128 twice_area(std::span<const vertex<P>> positions) noexcept {
    uint128 sum = 0;  // unsigned: a partial sum may leave the range that the total always keeps to
    for (std::size_t i = 0; i + 1 < positions.size(); ++i) {
        const vertex<P>& a = positions[i];
        const vertex<P>& b = positions[i + 1];
        const vertex<P>& origin = positions[0];
        sum += static_cast<uint128>((int128{a.x} - origin.x) * (int128{b.y} - origin.y) -
                                    (int128{a.y} - origin.y) * (int128{b.x} - origin.x));
    }
    return static_cast<int128>(sum);
}

/// The area of a cell in square metres, holes taken off; what several polygons of it cover counts several times,
/// and a ring that crosses itself as often as it runs around.
///
/// In degrees: equirectangular at the middle latitude of the cell. Deterministic: yes.
template <position_type P>
[[nodiscard]] double area_m2(const outlines<P>& borders, std::size_t cell) {
    int128 twice = 0;
    borders.each_ring(cell, [&](std::span<const vertex<P>> positions, bool is_hole) {
        const int128 signed_area = twice_area<P>(positions);
        twice += (signed_area < 0) == is_hole ? signed_area : -signed_area;
    });
    if constexpr (std::same_as<P, planar>) {
        return static_cast<double>(twice) / 2e6;
    } else {
        const auto& around = borders.bounds_of(cell);
        const double middle = (to_position(around.low).lat + to_position(around.high).lat) / 2;
        const double m_per_unit = ground_mm_per_degree / 1000 / units_per_degree;
        return static_cast<double>(twice) / 2 * m_per_unit * m_per_unit * cosine_of_degrees(middle);
    }
}

}  // namespace detail
}  // namespace v0
}  // namespace muster
