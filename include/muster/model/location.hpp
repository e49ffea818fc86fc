#pragma once

#include "muster/core/ids.hpp"    // cell_id
#include "muster/core/units.hpp"  // length

#include <array>    // array
#include <cstddef>  // size_t
#include <cstdint>  // uint8_t

namespace muster {
inline namespace v0 {

/// How a position met the hierarchy of grids.
enum class location_status : std::uint8_t {
    inside,       ///< in a leaf: the path is complete
    gap,          ///< in a cell, but in none of its children: that cell owns it
    outside,      ///< in no cell at all: the fallback owner has it, the nearest leaf is named
    no_position,  ///< the incident has no coordinates: the fallback owner has it
};

/// Where an incident is in the hierarchy of grids: the outcome of the locate stage.
///
/// Invariant: `owner` is never none, whatever the status. `path[0]` is the coarsest cell, `path[depth - 1]` the
/// finest that is known; entries from `depth` on are none.
struct location {
    static constexpr std::size_t max_tiers = 8;

    location_status status = location_status::no_position;
    std::uint8_t depth = 0;
    std::array<cell_id, max_tiers> path{};
    cell_id owner{};
    cell_id nearest{};   ///< outside only: the nearest leaf; none when no leaf has an area
    length distance{};   ///< outside only: how far away it is

    friend constexpr bool operator==(const location&, const location&) = default;
};

}  // namespace v0
}  // namespace muster
