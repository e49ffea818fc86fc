#pragma once

#include "muster/core/position.hpp"           // position_type
#include "muster/grid/detail/exact_turn.hpp"  // int128

#include <compare>  // strong ordering
#include <cstdint>  // int32_t

namespace muster {
inline namespace v0 {
namespace detail {

/// The integers that hold a coordinate of `P`, and those that hold a product of two differences of coordinates.
template <position_type P>
struct exact_integers;
template <>
struct exact_integers<planar> {
    using coordinate = std::int32_t;
    using wide = std::int64_t;
};
template <>
struct exact_integers<lon_lat> {
    using coordinate = std::int64_t;
    using wide = int128;
};

}  // namespace detail

/// A position in whole units east (`x`) and north (`y`): what areas and distances are computed with.
///
/// The unit of `planar` is its millimetre. The unit of `lon_lat` is 2^-54 degrees, 6 picometres on the ground:
/// every double of at least a quarter of a degree in size is a whole number of them and stays as it is; a smaller one
/// is cut towards zero. So geometry is done in integers, whatever the compiler's flags. Which cell holds a point is
/// decided by the doubles as they were given (`orientation` of positions), never by what was cut.
template <position_type P>
struct vertex {
    using coordinate = typename detail::exact_integers<P>::coordinate;
    using wide = typename detail::exact_integers<P>::wide;

    coordinate x = 0;
    coordinate y = 0;

    friend constexpr auto operator<=>(const vertex&, const vertex&) = default;
};

/// How many units of a `vertex<lon_lat>` make a degree. Scaling a double by it is exact.
inline constexpr double units_per_degree = 0x1p54;

/// The position in exact units. @pre is_valid(place)
[[nodiscard]] constexpr vertex<planar> to_vertex(const planar& place) noexcept {
    return {place.east_mm, place.north_mm};
}
[[nodiscard]] constexpr vertex<lon_lat> to_vertex(const lon_lat& place) noexcept {
    return {static_cast<std::int64_t>(place.lon * units_per_degree),
            static_cast<std::int64_t>(place.lat * units_per_degree)};
}

/// The position nearest to a vertex: itself on the plane, a rounded double in degrees.
[[nodiscard]] constexpr planar to_position(const vertex<planar>& v) noexcept { return {v.x, v.y}; }
[[nodiscard]] constexpr lon_lat to_position(const vertex<lon_lat>& v) noexcept {
    return {static_cast<double>(v.x) / units_per_degree, static_cast<double>(v.y) / units_per_degree};
}

}  // namespace v0
}  // namespace muster
