#pragma once

#include "muster/core/ids.hpp"           // cell_id
#include "muster/core/position.hpp"      // position_type
#include "muster/core/units.hpp"         // instant, duration
#include "muster/grid/patrol_track.hpp"  // patrol_track

#include <algorithm>    // sort
#include <concepts>     // convertible_to
#include <cstddef>      // size_t
#include <cstdint>      // int64_t
#include <span>         // span
#include <type_traits>  // invoke_result_t
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// How long a track was in one cell.
struct cell_presence {
    cell_id cell;
    duration present;        ///< in all stays together
    std::int64_t stays = 0;  ///< times that it was entered, the beginning of a leg included
    instant first;           ///< the first fix in it
    instant last;            ///< the last fix in it

    friend constexpr bool operator==(const cell_presence&, const cell_presence&) = default;
};

/// Where the time of a track went. `present` of all cells, `outside` and `unseen` add up to the time from its first
/// fix to its last, exactly.
struct track_presence {
    std::vector<cell_presence> cells{};  ///< by cell id
    duration outside{};                  ///< at positions that are in no cell
    duration unseen{};                   ///< in gaps longer than the track's `max_gap`

    friend bool operator==(const track_presence&, const track_presence&) = default;
};

/// Which cells a track went through, and for how long.
///
/// Between two fixes of one leg the time goes half to the cell of the first and half to that of the second; an odd
/// millisecond to the second. A cell that is only crossed between two fixes is not seen.
///
/// @param cell_of  callable `cell_id(const P&)`: the cell of a position, of one tier; none for a position in no cell.
///                 Called once for each fix, in the order of time
/// @throws nothing of its own save what memory does
/// @complexity O(n log n) for n fixes.  Deterministic: yes, whole milliseconds
template <position_type P, class CellOf>
    requires std::convertible_to<std::invoke_result_t<const CellOf&, const P&>, cell_id>
[[nodiscard]] track_presence presence_of(const patrol_track<P>& track, const CellOf& cell_of) {
    track_presence made;
    std::vector<cell_presence> pieces;
    const auto add = [&](cell_id cell, duration span, bool is_entered, instant at) {
        if (cell) {
            pieces.push_back({cell, span, is_entered ? 1 : 0, at, at});
        } else {
            made.outside += span;
        }
    };
    const track_fix<P>* last = nullptr;
    track.each_leg([&](std::span<const track_fix<P>> leg) {
        if (last != nullptr) { made.unseen += leg.front().at - last->at; }
        cell_id here = cell_of(leg.front().where);
        add(here, {}, true, leg.front().at);
        for (std::size_t i = 1; i < leg.size(); ++i) {
            const cell_id there = cell_of(leg[i].where);
            const duration whole = leg[i].at - leg[i - 1].at;
            const duration half{whole.ms / 2};
            add(here, half, false, leg[i - 1].at);
            add(there, whole - half, there != here, leg[i].at);
            here = there;
        }
        last = &leg.back();
    });
    std::sort(pieces.begin(), pieces.end(), [](const cell_presence& a, const cell_presence& b) {
        return a.cell != b.cell ? a.cell < b.cell : a.first < b.first;
    });
    for (const cell_presence& piece : pieces) {
        if (made.cells.empty() || made.cells.back().cell != piece.cell) {
            made.cells.push_back(piece);
            continue;
        }
        made.cells.back().present += piece.present;
        made.cells.back().stays += piece.stays;
        made.cells.back().last = piece.last;
    }
    return made;
}

}  // namespace v0
}  // namespace muster
