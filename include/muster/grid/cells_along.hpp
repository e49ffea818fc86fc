#pragma once

#include "muster/core/arithmetic.hpp"            // product, quantise
#include "muster/core/ids.hpp"                   // cell_id
#include "muster/core/units.hpp"                 // length
#include "muster/grid/box_index.hpp"             // box_index
#include "muster/grid/cell_range.hpp"            // cell_range
#include "muster/grid/detail/ground_length.hpp"  // ground_length_um, mm_of_um
#include "muster/grid/detail/line_cover.hpp"     // line_cover, stretch_um
#include "muster/grid/orientation.hpp"           // orientation
#include "muster/grid/outlines.hpp"              // outlines

#include <algorithm>  // clamp, max, min, sort
#include <cstddef>    // size_t
#include <cstdint>    // int64_t
#include <span>       // span
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// A cell that a line (a route, a river, a patrol's track) passes through.
///
/// In the order in which the line first enters the cells, the lowest of equals. What runs along a border belongs to the
/// one side that the border rule gives it to (`hierarchy`): where cells tile the ground, the lengths add up to that of
/// the line. A line that is one place, in whatever number of copies, passes through no length of the cells that hold it
/// and names none. To the millimetre; in degrees as `straight_line` measures each piece.
struct cell_passage {
    cell_id cell;
    length entered_at;  ///< along the line, from its start
    length inside;      ///< in all, however often it leaves and comes back

    friend constexpr bool operator==(const cell_passage&, const cell_passage&) = default;
};

namespace detail {

/// The parts of one straight piece of a line that are in one cell.
///
/// A point counts as a hair's breadth to the east and a far smaller one to the north of where it is (`meets_ray`), so
/// the whole piece counts as a hair's breadth beside itself, to the left or to the right as its direction has it, and
/// passes through no vertex. Which sides it crosses is exact; where it does is rounded to the micrometre.
template <position_type P>
class line_in_cell {
public:
    /// @pre from != to
    line_in_cell(const vertex<P>& from, const vertex<P>& to) noexcept
        : from_{from},
          to_{to},
          size_um_{ground_length_um(from, to)},
          // A hair's breadth to the east is to the right of what leads north.
          side_on_line_{to.y > from.y || (to.y == from.y && to.x < from.x) ? 1 : -1} {}

    [[nodiscard]] std::int64_t size_um() const noexcept { return size_um_; }

    /// Whether the piece may meet something in the box.
    [[nodiscard]] bool may_meet(const typename outlines<P>::bounds& box) const noexcept {
        const int first = side_of(box.low);
        return side_of({box.low.x, box.high.y}) != first || side_of({box.high.x, box.low.y}) != first ||
               side_of(box.high) != first;
    }

    /// In order; where several polygons of the cell lie over each other, the parts do so too.
    void parts_in(const outlines<P>& borders, cell_id cell, std::vector<stretch_um>& parts) {
        parts.clear();
        crossings_.clear();
        std::uint32_t ring = 0;
        borders.each_ring(cell.index, [&](std::span<const vertex<P>> corners, bool is_hole) {
            if (!is_hole) { finish_polygon(parts); }
            ring = is_hole ? ring + 1 : 0;
            collect(corners, ring);
        });
        finish_polygon(parts);
        std::sort(parts.begin(), parts.end());
    }

private:
    struct crossing {
        std::int64_t at_um;
        std::uint32_t ring_index;  // 0: the outer one
    };

    [[nodiscard]] int side_of(const vertex<P>& v) const noexcept {
        const int side = orientation(from_, to_, v);
        return side != 0 ? side : side_on_line_;
    }

    void collect(std::span<const vertex<P>> corners, std::uint32_t ring) {
        int side = side_of(corners[0]);
        for (std::size_t i = 1; i < corners.size(); ++i) {
            const int before = side;
            side = side_of(corners[i]);
            if (side != before) { crossings_.push_back({place_of(corners[i - 1], corners[i]), ring}); }
        }
    }

    // Where the line crosses a side; before its start or after its end counts as there. The ends of the side are not
    // equally far to the left of the line, so `whole`, the difference, is not 0.
    [[nodiscard]] std::int64_t place_of(const vertex<P>& a, const vertex<P>& b) const noexcept {
        const auto cross = [](int128 ax, int128 ay, int128 bx, int128 by) { return ax * by - ay * bx; };
        const int128 side_x = int128{b.x} - a.x;
        const int128 side_y = int128{b.y} - a.y;
        const int128 whole = cross(int128{to_.x} - from_.x, int128{to_.y} - from_.y, side_x, side_y);
        const int128 part = cross(int128{a.x} - from_.x, int128{a.y} - from_.y, side_x, side_y);
        const double share = std::clamp(static_cast<double>(part) / static_cast<double>(whole), 0.0, 1.0);
        return quantise(product(share, static_cast<double>(size_um_)), 1.0);
    }

    // In the polygon: within its outer ring, even-odd, and in none of its holes.
    void finish_polygon(std::vector<stretch_um>& parts) {
        if (crossings_.empty()) { return; }
        std::sort(crossings_.begin(), crossings_.end(), [](const crossing& a, const crossing& b) {
            return a.at_um != b.at_um ? a.at_um < b.at_um : a.ring_index < b.ring_index;
        });
        std::uint32_t most = 0;
        for (const crossing& each : crossings_) { most = std::max(most, each.ring_index); }
        is_in_ring_.assign(most + std::size_t{1}, false);
        int in_holes = 0;
        std::int64_t since = 0;
        for (const crossing& each : crossings_) {
            if (is_in_ring_[0] && in_holes == 0 && each.at_um > since) { parts.push_back({since, each.at_um}); }
            since = each.at_um;
            is_in_ring_[each.ring_index] = !is_in_ring_[each.ring_index];
            if (each.ring_index != 0) { in_holes += is_in_ring_[each.ring_index] ? 1 : -1; }
        }
        crossings_.clear();
    }

    vertex<P> from_;
    vertex<P> to_;
    std::int64_t size_um_;
    int side_on_line_;  // where a vertex that is exactly on the line counts: on the left when the piece is off right
    std::vector<crossing> crossings_;
    std::vector<bool> is_in_ring_;
};

/// @param boxes  of the cells of the range
template <position_type P>
[[nodiscard]] std::vector<cell_passage> cells_along(const outlines<P>& borders, cell_range cells,
                                                    const box_index<P>& boxes, std::span<const vertex<P>> line) {
    struct visit {
        cell_id cell;
        std::int64_t entered_um;
        std::int64_t inside_um;
    };
    std::vector<visit> visits;
    std::vector<stretch_um> parts;
    std::int64_t before_um = 0;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        if (line[i] == line[i + 1]) { continue; }
        line_in_cell<P> piece{line[i], line[i + 1]};
        typename outlines<P>::bounds around{line[i], line[i]};
        outlines<P>::extend(around, line[i + 1]);
        boxes.each_touching(around, [&](std::uint32_t item) {
            const cell_id cell{cells.first.index + item};
            if (!piece.may_meet(borders.bounds_of(cell.index))) { return; }
            piece.parts_in(borders, cell, parts);
            line_cover cover;
            for (const stretch_um& part : parts) { cover.add(part); }
            if (cover.covered_um() != 0) { visits.push_back({cell, before_um + parts[0].from, cover.covered_um()}); }
        });
        before_um += piece.size_um();
    }
    std::sort(visits.begin(), visits.end(), [](const visit& a, const visit& b) {
        return a.cell != b.cell ? a.cell < b.cell : a.entered_um < b.entered_um;
    });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < visits.size(); ++i) {
        if (kept != 0 && visits[kept - 1].cell == visits[i].cell) {
            visits[kept - 1].inside_um += visits[i].inside_um;
        } else {
            visits[kept++] = visits[i];
        }
    }
    visits.resize(kept);
    std::sort(visits.begin(), visits.end(), [](const visit& a, const visit& b) {
        return a.entered_um != b.entered_um ? a.entered_um < b.entered_um : a.cell < b.cell;
    });
    std::vector<cell_passage> found;
    for (const visit& each : visits) {
        found.push_back({each.cell, {mm_of_um(each.entered_um)}, {mm_of_um(each.inside_um)}});
    }
    return found;
}

}  // namespace detail
}  // namespace v0
}  // namespace muster
