#pragma once

#include "muster/core/arithmetic.hpp"  // cosine_of_degrees, product, quantise
#include "muster/grid/ring_area.hpp"   // ground_mm_per_degree
#include "muster/grid/vertex.hpp"      // vertex

#include <concepts>  // same_as
#include <cstdint>   // int64_t

namespace muster {
inline namespace v0 {
namespace detail {

/// A vector on the ground in millimetres, not rounded to whole ones.
struct fine_vector {
    double east = 0;
    double north = 0;

    [[nodiscard]] double dot(const fine_vector& other) const noexcept {
        return product(east, other.east) + product(north, other.north);
    }
    [[nodiscard]] double cross(const fine_vector& other) const noexcept {
        return product(east, other.north) - product(north, other.east);
    }
    [[nodiscard]] double size() const noexcept { return __builtin_sqrt(dot(*this)); }
};

/// The way from one vertex to another. In degrees: equirectangular, as `straight_line`, at the latitude given in units.
template <position_type P>
[[nodiscard]] fine_vector ground_way(const vertex<P>& from, const vertex<P>& to, double latitude) noexcept {
    // A difference of two coordinates has an exact sum in 64 bits, and is rounded once to a double.
    const double east = static_cast<double>(std::int64_t{to.x} - from.x);
    const double north = static_cast<double>(std::int64_t{to.y} - from.y);
    if constexpr (std::same_as<P, planar>) {
        return {east, north};
    } else {
        const double mm_per_unit = ground_mm_per_degree / units_per_degree;
        return {product(east, product(mm_per_unit, cosine_of_degrees(latitude / units_per_degree))),
                product(north, mm_per_unit)};
    }
}

/// How long a segment is, in whole micrometres, so that many short ones add up; in degrees at its middle latitude.
template <position_type P>
[[nodiscard]] std::int64_t ground_length_um(const vertex<P>& a, const vertex<P>& b) noexcept {
    const double middle = static_cast<double>(a.y) / 2 + static_cast<double>(b.y) / 2;
    return quantise(ground_way<P>(a, b, middle).size(), 1e-3);
}

/// To the nearest millimetre. @pre not negative
[[nodiscard]] constexpr std::int64_t mm_of_um(std::int64_t um) noexcept { return (um + 500) / 1000; }

}  // namespace detail
}  // namespace v0
}  // namespace muster
