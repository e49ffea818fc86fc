#pragma once

#include "muster/core/arithmetic.hpp"         // product
#include "muster/core/position.hpp"           // position_type
#include "muster/grid/detail/exact_turn.hpp"  // exact_turn
#include "muster/grid/vertex.hpp"             // vertex

namespace muster {
inline namespace v0 {

/// On which side of the line `from` -> `to` the point `at` is: 1 left, -1 right, 0 exactly on it.
///
/// Exact for the vertices: on the plane in 64 bits, in degrees in 128. O(1), deterministic.
template <position_type P>
[[nodiscard]] constexpr int orientation(const vertex<P>& from, const vertex<P>& to, const vertex<P>& at) noexcept {
    using wide = typename vertex<P>::wide;
    // Neither product nor their difference, twice a triangle's area, exceeds the square that holds all coordinates.
    const wide turn = (wide{to.x} - from.x) * (wide{at.y} - from.y) - (wide{to.y} - from.y) * (wide{at.x} - from.x);
    return static_cast<int>(turn > 0) - static_cast<int>(turn < 0);
}

/// The same for positions, exact for the coordinates as given, down to the least double.
///
/// In degrees: by rounded doubles where their error cannot matter, otherwise by an exact sum. Both give the same on
/// every machine. @pre is_valid for all three
[[nodiscard]] constexpr int orientation(const planar& from, const planar& to, const planar& at) noexcept {
    return orientation(to_vertex(from), to_vertex(to), to_vertex(at));
}
[[nodiscard]] constexpr int orientation(const lon_lat& from, const lon_lat& to, const lon_lat& at) noexcept {
    const double left = product(to.lon - from.lon, at.lat - from.lat);
    const double right = product(to.lat - from.lat, at.lon - from.lon);
    const double turn = left - right;
    // Four roundings, each of at most 2^-53 of a number no larger than |left| + |right|; products below the normal
    // doubles are off by less than the last term.
    const double size = (left < 0 ? -left : left) + (right < 0 ? -right : right);
    const double error = product(0x1p-50, size) + 0x1p-1000;
    if (turn > error) { return 1; }
    if (turn < -error) { return -1; }
    return detail::exact_turn(from.lon, from.lat, to.lon, to.lat, at.lon, at.lat);
}

/// Whether two segments cross in a single point that is an end of neither.
template <position_type P>
[[nodiscard]] constexpr bool cross_properly(const vertex<P>& a, const vertex<P>& b, const vertex<P>& c,
                                            const vertex<P>& d) noexcept {
    return orientation(a, b, c) * orientation(a, b, d) < 0 && orientation(c, d, a) * orientation(c, d, b) < 0;
}

namespace detail {

/// A border segment, always from its southern to its northern end, so that all cells that share it agree on it.
template <position_type P>
struct edge {
    vertex<P> lower;
    vertex<P> upper;

    friend constexpr auto operator<=>(const edge&, const edge&) = default;
};

/// The segment between two vertices of a ring. @pre a.y != b.y
template <position_type P>
[[nodiscard]] constexpr edge<P> edge_between(const vertex<P>& a, const vertex<P>& b) noexcept {
    return a.y < b.y ? edge<P>{a, b} : edge<P>{b, a};
}

/// Whether the ray that leaves `from` to the east meets the segment: the one border rule of the library.
///
/// A segment owns its southern end and not its northern one, and a point on a segment counts as east of it. That is
/// as if the point lay a hair's breadth to the east, and a far smaller one to the north, of where it is: so it is on
/// no border, and in exactly one of the cells that tile a plane. A cell owns its western and southern borders.
/// Level segments are met by no such ray and are left out everywhere.
template <position_type P>
[[nodiscard]] constexpr bool meets_ray(const edge<P>& border, const vertex<P>& from) noexcept {
    return border.lower.y <= from.y && from.y < border.upper.y && orientation(border.lower, border.upper, from) > 0;
}

/// The same for the segment between two positions of a ring, exactly as they were given; never for a level one.
template <position_type P>
[[nodiscard]] constexpr bool meets_ray(const P& a, const P& b, const P& from) noexcept {
    const bool starts_below = y_of(a) <= y_of(from);
    if (starts_below == (y_of(b) <= y_of(from))) { return false; }
    return starts_below ? orientation(a, b, from) > 0 : orientation(b, a, from) > 0;
}

}  // namespace detail

}  // namespace v0
}  // namespace muster
