#pragma once

#include "muster/grid/detail/ring_faults.hpp"  // is_flat, sorted_edges
#include "muster/grid/polygon.hpp"             // tier_drawing
#include "muster/grid/vertex.hpp"              // vertex

#include <algorithm>  // all_of, find
#include <cstddef>    // size_t
#include <cstdint>    // uint8_t
#include <optional>   // optional
#include <string>     // string
#include <utility>    // move, pair
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// One way of mending a drawing; in each ring they are done in this order, the cell itself comes last.
enum class drawing_repair_kind : std::uint8_t {
    drop_invalid_positions,   ///< NaN, infinite or out of range
    close_ring,               ///< the first position is repeated at the end
    drop_repeated_positions,  ///< all but the first of equal ones in a row
    drop_broken_ring,         ///< fewer than four positions; with an outer ring its holes go
    drop_flat_ring,           ///< all positions on one line
    drop_duplicated_ring,     ///< a second equal outer ring or hole in one cell
    drop_empty_cell,          ///< no polygon, or none left
};

/// Which repairs are wanted: none, unless it is switched on by name.
struct drawing_repair_options {
    bool drop_invalid_positions = false;
    bool close_rings = false;
    bool drop_repeated_positions = false;
    bool drop_broken_rings = false;
    bool drop_flat_rings = false;
    bool drop_duplicated_rings = false;  ///< exactly the same edges, wherever a ring starts and whichever way it runs
    bool drop_empty_cells = false;       ///< also those that name their parent
};

/// One thing that was changed, and where it was in the drawing as it was given.
template <position_type P>
struct drawing_change {
    drawing_repair_kind kind{};
    std::size_t cell = 0;  ///< as drawn
    std::string key;
    std::size_t polygon = 0;
    std::size_t ring = 0;    ///< 0 the outer one, then the holes
    std::size_t count = 1;   ///< how many positions were dropped or added; of a ring or a cell, 1
    std::optional<P> place;  ///< the first position dropped, or the ring's first; none where there is none

    friend bool operator==(const drawing_change&, const drawing_change&) = default;
};

/// A mended drawing, and everything that is different.
template <position_type P>
struct repaired_drawing {
    tier_drawing<P> drawing;
    /// By cell, as drawn; in it by polygon, then ring, as drawn, then in the order of the repairs. That the cell itself
    /// was dropped comes after all that was changed in it, as polygon 0 and ring 0.
    std::vector<drawing_change<P>> changes;
};

namespace detail {

template <position_type P>
class drawing_mender {
public:
    drawing_mender(const drawing_repair_options& options, std::vector<drawing_change<P>>& changes)
        : options_{options}, changes_{changes} {}

    /// Whether the cell stays.
    [[nodiscard]] bool mend(cell_drawing<P>& cell, std::size_t index) {
        now_ = {{}, index, cell.key, 0, 0, 1, {}};
        const std::size_t first_change = changes_.size();
        multi_polygon<P> kept;
        std::vector<edges> outers;
        for (std::size_t p = 0; p < cell.area.size(); ++p) {
            polygon<P> part;
            now_.polygon = p;
            now_.ring = 0;
            const bool stays = mend_ring(cell.area[p].outer, outers);
            if (!stays) { continue; }  // its holes go with it
            part.outer = std::move(cell.area[p].outer);
            std::vector<edges> holes;
            for (std::size_t h = 0; h < cell.area[p].holes.size(); ++h) {
                now_.ring = h + 1;
                if (mend_ring(cell.area[p].holes[h], holes)) { part.holes.push_back(std::move(cell.area[p].holes[h])); }
            }
            kept.push_back(std::move(part));
        }
        cell.area = std::move(kept);
        if (!options_.drop_empty_cells || !cell.area.empty()) { return true; }
        now_.polygon = 0;
        now_.ring = 0;
        const std::optional<P> where = changes_.size() > first_change ? changes_.back().place : std::nullopt;
        note(drawing_repair_kind::drop_empty_cell, 1, where);
        return false;
    }

private:
    using edges = std::vector<std::pair<vertex<P>, vertex<P>>>;
    using kind = drawing_repair_kind;

    void note(kind what, std::size_t count, const std::optional<P>& place) {
        now_.kind = what;
        now_.count = count;
        now_.place = place;
        changes_.push_back(now_);
    }
    [[nodiscard]] static std::optional<P> first_of(const ring<P>& positions) {
        return positions.empty() ? std::nullopt : std::optional<P>{positions.front()};
    }

    template <class Unwanted>
    void drop(kind what, ring<P>& positions, Unwanted unwanted) {
        ring<P> kept;
        std::size_t dropped = 0;
        std::optional<P> first;
        for (const P& p : positions) {
            if (!unwanted(kept, p)) {
                kept.push_back(p);
            } else if (dropped++ == 0) {
                first = p;
            }
        }
        if (dropped == 0) { return; }
        positions = std::move(kept);
        note(what, dropped, first);
    }

    [[nodiscard]] bool mend_ring(ring<P>& positions, std::vector<edges>& others) {
        if (options_.drop_invalid_positions) {
            drop(kind::drop_invalid_positions, positions, [](const ring<P>&, const P& p) { return !is_valid(p); });
        }
        const bool is_sound = std::all_of(positions.begin(), positions.end(), [](const P& p) { return is_valid(p); });
        if (options_.close_rings && is_sound && !positions.empty() && positions.front() != positions.back()) {
            positions.push_back(positions.front());
            note(kind::close_ring, 1, positions.front());
        }
        if (options_.drop_repeated_positions) {
            drop(kind::drop_repeated_positions, positions, [](const ring<P>& kept, const P& p) {
                return !kept.empty() && kept.back() == p;  // never equal when it is not a number
            });
        }
        if (options_.drop_broken_rings && positions.size() < 4) {
            note(kind::drop_broken_ring, 1, first_of(positions));
            return false;
        }
        if (!is_sound || positions.size() < 4) { return true; }
        if (options_.drop_flat_rings && is_flat(positions)) {
            note(kind::drop_flat_ring, 1, first_of(positions));
            return false;
        }
        if (options_.drop_duplicated_rings) {
            edges mine = sorted_edges(positions);
            if (std::find(others.begin(), others.end(), mine) != others.end()) {
                note(kind::drop_duplicated_ring, 1, first_of(positions));
                return false;
            }
            others.push_back(std::move(mine));
        }
        return true;
    }

    const drawing_repair_options& options_;
    std::vector<drawing_change<P>>& changes_;
    drawing_change<P> now_;
};

}  // namespace detail

/// A tier as drawn, with the repairs that were asked for, and the list of what they changed. Nothing else changes: with
/// no repair switched on it comes back as it was. What overlaps or leaves a gap is not moved: a hierarchy decides by
/// rule who owns it. A ring at a pole or across the antimeridian stays too, also where only the edge that closes it
/// spans more than 180 degrees of longitude: a hierarchy refuses it after as before, and `drawing_faults` tells it
/// before as after.
///
/// A cell may be left without a polygon; unless it is dropped it keeps its key, name and parent. Never throws for a
/// drawing's faults. O(n log n) in the positions of a cell, and (its rings)^2 where they are compared.
/// Deterministic: yes
template <position_type P>
[[nodiscard]] repaired_drawing<P> repair(tier_drawing<P> drawing, const drawing_repair_options& options) {
    repaired_drawing<P> made;
    detail::drawing_mender<P> mender{options, made.changes};
    made.drawing.name = std::move(drawing.name);
    for (std::size_t i = 0; i < drawing.cells.size(); ++i) {
        if (mender.mend(drawing.cells[i], i)) { made.drawing.cells.push_back(std::move(drawing.cells[i])); }
    }
    return made;
}

}  // namespace v0
}  // namespace muster
