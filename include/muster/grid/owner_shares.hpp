#pragma once

#include "muster/core/expects.hpp"               // MUSTER_EXPECTS
#include "muster/core/ids.hpp"                   // cell_id
#include "muster/core/position.hpp"              // position_type
#include "muster/core/units.hpp"                 // length
#include "muster/grid/detail/disc_lines.hpp"     // disc_lines
#include "muster/grid/detail/owned_lengths.hpp"  // owned_lengths
#include "muster/grid/hierarchy.hpp"             // hierarchy
#include "muster/grid/outlines.hpp"              // outlines
#include "muster/grid/vertex.hpp"                // int128
#include "muster/model/location.hpp"             // location, location_status

#include <algorithm>  // sort
#include <cstddef>    // size_t
#include <cstdint>    // int32_t, int64_t
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// How likely a cell is to own a place that is known only roughly.
struct owner_share {
    cell_id owner;                ///< none: outside of the city, where the fallback owner has it
    std::int32_t millionths = 0;  ///< above 0; all shares of a place add up to 1,000,000

    friend constexpr bool operator==(const owner_share&, const owner_share&) = default;
};

/// Memory that `owner_shares` uses again and again, so that it does not allocate once warm. Its content is its own.
template <position_type P>
struct owner_shares_scratch {
    detail::disc_lines<P> lines;
    detail::owned_lengths<P> owned;
    struct part {
        owner_share share;
        std::int64_t area;
        std::int64_t rest;
    };
    std::vector<part> parts;
};

/// Who would own a place that is somewhere within `radius` of a point, all places in that disc being alike: each
/// candidate with its share of the disc, the largest first, of equals the lower id.
///
/// A place in the disc is owned as `hierarchy::locate` says: in an overlap by the lowest leaf, in a gap by the finest
/// cell that holds it. Radius 0 is the owner of the point itself; a point that is not valid is known to be nowhere, and
/// counts as outside. The disc is round on the ground: on the plane exactly, in degrees by the cosine of the latitude
/// in its middle, for up to some ten kilometres.
///
/// Integrated along level lines, at least 256: the bands that they stand for also end wherever a border bends in the
/// disc, enters or leaves it, unless that is within 1/16384 of the radius of another such end (`detail::disc_lines`).
/// Only what lies between ends so close is misplaced: at most 20 millionths for each border across the whole
/// disc; curvature adds a few. Shares are then rounded by largest remainder. Areas are integers: the answer is the same
/// on every machine.
///
/// @param into  replaced by the shares; keeps its memory
/// @pre 0 <= radius.mm <= 1,000,000,000 (MUSTER_EXPECTS)
/// @complexity O(cells + vertices of the cells that the disc's box meets + crossings of lines and borders, with their
///             logarithm). Allocates only while scratch and output grow.
template <position_type P>
void owner_shares(const hierarchy<P>& cells, const P& place, length radius, owner_shares_scratch<P>& scratch,
                  std::vector<owner_share>& into) {
    constexpr std::int32_t whole = 1'000'000;
    MUSTER_EXPECTS(radius.mm >= 0 && radius.mm <= 1'000'000'000, "owner_shares: a radius from 0 to 1000 km");
    into.clear();
    const detail::outlines<P>& borders = cells.borders();
    if (!is_valid(place) || radius.mm <= 0 || !scratch.lines.prepare(borders, place, radius)) {
        const location at = cells.locate(place);
        const bool is_in = at.status == location_status::inside || at.status == location_status::gap;
        into.push_back({is_in ? at.owner : cell_id::none(), whole});
        return;
    }
    scratch.owned.start(scratch.lines);
    scratch.parts.clear();
    std::int64_t all = scratch.owned.unowned();
    const auto add = [&scratch](cell_id owner, std::int64_t area) {
        if (area > 0) { scratch.parts.push_back({{owner, 0}, area, 0}); }
    };
    for (std::size_t tier = cells.tier_count(); tier-- > 0;) {
        for (const cell_id cell : cells.cells(tier)) {
            if (!scratch.lines.box_meets(borders, cell.index)) { continue; }
            add(cell, scratch.owned.take(scratch.lines, borders, cell.index));
        }
    }
    add(cell_id::none(), scratch.owned.unowned());

    std::int32_t missing = whole;
    for (auto& part : scratch.parts) {
        const detail::int128 scaled = detail::int128{part.area} * whole;
        part.share.millionths = static_cast<std::int32_t>(scaled / all);
        part.rest = static_cast<std::int64_t>(scaled % all);
        missing -= part.share.millionths;
    }
    using part = typename owner_shares_scratch<P>::part;
    std::sort(scratch.parts.begin(), scratch.parts.end(), [](const part& a, const part& b) {
        return a.rest != b.rest ? a.rest > b.rest : a.share.owner < b.share.owner;
    });
    for (auto& each : scratch.parts) {
        if (missing > 0) {
            ++each.share.millionths;
            --missing;
        }
        if (each.share.millionths > 0) { into.push_back(each.share); }
    }
    std::sort(into.begin(), into.end(), [](const owner_share& a, const owner_share& b) {
        return a.millionths != b.millionths ? a.millionths > b.millionths : a.owner < b.owner;
    });
}

/// The same as a value of its own.
template <position_type P>
[[nodiscard]] std::vector<owner_share> owner_shares(const hierarchy<P>& cells, const P& place, length radius) {
    owner_shares_scratch<P> scratch;
    std::vector<owner_share> found;
    owner_shares(cells, place, radius, scratch, found);
    return found;
}

}  // namespace v0
}  // namespace muster
