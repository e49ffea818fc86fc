#pragma once

#include "muster/grid/detail/index_tables.hpp"  // edge_words

#include <cstdint>  // uint32_t, int64_t

namespace muster {
inline namespace v0 {
namespace detail {

/// Whether the ray from a point to the east meets an odd number of edges; and whether steps cannot tell.
struct crossing_parity {
    std::uint32_t is_odd = 0;
    std::uint32_t is_doubtful = 0;  ///< never where steps are exact
};

/// Asks each edge, in steps, by the border rule (`meets_ray`). Without a branch that depends on an edge.
///
/// Where steps are not exact, each coordinate stands for a place up to a step, and a hair of rounding, further: order
/// along an axis is certain when steps differ, and the side of an edge when the cross product of the steps is larger
/// than twice what the steps may hide of it.
template <bool is_exact>
[[nodiscard]] inline crossing_parity cross(edge_words edges, index_point at) noexcept {
    crossing_parity found;
    const std::uint32_t* e = edges.first;
    for (const std::uint32_t* const end = e + std::size_t{4} * edges.count; e != end; e += 4) {
        const std::uint32_t up = at.y - e[1];  // wraps when the point is below: then it is not less than `rise`
        const std::uint32_t rise = e[3] - e[1];
        const std::int64_t east = std::int64_t{at.x} - e[0];
        const std::int64_t run = std::int64_t{e[2]} - e[0];
        // Without signs, as the products of an edge that is not met may leave 64 bits.
        const auto turn = static_cast<std::int64_t>(static_cast<std::uint64_t>(run) * up -
                                                    static_cast<std::uint64_t>(east) * rise);
        const auto is_level = static_cast<std::uint32_t>(up < rise);
        found.is_odd ^= is_level & static_cast<std::uint32_t>(turn > 0);
        if constexpr (!is_exact) {
            const std::int64_t hidden =
                2 * ((run < 0 ? -run : run) + (east < 0 ? -east : east) + 2 * std::int64_t{rise}) + 8;
            const auto is_near = static_cast<std::uint32_t>(
                static_cast<std::uint64_t>(turn) + static_cast<std::uint64_t>(hidden) <=
                2 * static_cast<std::uint64_t>(hidden));
            found.is_doubtful |= (is_level & is_near) | static_cast<std::uint32_t>(up == 0) |
                                 static_cast<std::uint32_t>(up == rise);
        }
    }
    return found;
}

}  // namespace detail
}  // namespace v0
}  // namespace muster
