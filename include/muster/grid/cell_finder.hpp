#pragma once

#include "muster/core/expects.hpp"        // MUSTER_EXPECTS
#include "muster/core/ids.hpp"            // cell_id
#include "muster/core/units.hpp"          // length
#include "muster/grid/box_index.hpp"      // box_index
#include "muster/grid/cell_range.hpp"     // cell_range
#include "muster/grid/cells_along.hpp"    // cells_along, cell_passage
#include "muster/grid/hierarchy.hpp"      // hierarchy
#include "muster/grid/nearest.hpp"        // near_cell, nearest_index, border_distance
#include "muster/grid/shared_border.hpp"  // shared_border, shared_borders

#include <algorithm>  // sort
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t, uint64_t
#include <span>       // span
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// Finds cells of one tier by where they are: the nearest, those within a radius, those along a line.
///
/// Always the cells' own areas, whoever owns a point: where two overlap, both hold it. A cell's distance is 0 if it
/// holds the place (`hierarchy::contains`), else that to its border as `near_cell` says, rounded down. Nearest first,
/// before rounding; of equals those that hold the place, then the lowest. A cell without an area is never found.
///
/// Const, safe from many threads at once. It refers to the hierarchy, which must live as long. Building takes
/// O(n log n) in the vertices of the tier.
template <position_type P>
class cell_finder {
public:
    /// @pre tier < grid.tier_count() (MUSTER_EXPECTS)
    cell_finder(const hierarchy<P>& grid, std::size_t tier)
        : grid_{grid}, cells_{grid.cells(tier)}, nearest_{grid.borders(), cells_} {
        std::vector<bounds> boxes;
        for (const cell_id cell : cells_) { boxes.push_back(grid.borders().bounds_of(cell.index)); }
        boxes_ = detail::box_index<P>{boxes};
    }
    cell_finder(const hierarchy<P>&& grid, std::size_t tier) = delete;

    [[nodiscard]] cell_range cells() const noexcept { return cells_; }

    /// The cells of the tier whose own area holds the place, in the order of their ids. None when it is not valid.
    /// O(log cells + vertices of the cells whose boxes hold it)
    [[nodiscard]] std::vector<cell_id> holding(const P& place) const {
        std::vector<cell_id> found;
        if (!is_valid(place)) { return found; }
        const vertex<P> at = to_vertex(place);
        // Two units wider: in degrees a coordinate near zero may have been cut (`vertex`).
        using coordinate = typename vertex<P>::coordinate;
        const bounds around{{static_cast<coordinate>(at.x - 2), static_cast<coordinate>(at.y - 2)},
                            {static_cast<coordinate>(at.x + 2), static_cast<coordinate>(at.y + 2)}};
        boxes_.each_touching(around, [&](std::uint32_t item) {
            const cell_id cell{cells_.first.index + item};
            if (grid_.contains(cell, place)) { found.push_back(cell); }
        });
        std::sort(found.begin(), found.end());
        return found;
    }

    /// So many of the nearest cells, or all that have an area when they are fewer. About O(log n + count log count)
    /// @pre is_valid(place) (MUSTER_EXPECTS), here and below
    [[nodiscard]] std::vector<near_cell> nearest(const P& place, std::size_t count) const {
        MUSTER_EXPECTS(is_valid(place), "cell_finder::nearest: the position is not valid");
        std::vector<near_cell> found;
        if (boxes_.empty() || count == 0) { return found; }
        const vertex<P> at = to_vertex(place);
        const detail::border_distance<P> distance{grid_.borders(), at, boxes_.all()};
        // Those that hold the place come first of all that are at distance 0, whatever their ids.
        std::vector<rank> holders;
        for (const cell_id cell : holding(place)) { holders.push_back({0, cell.index}); }
        std::vector<bool> is_found(cells_.size(), false);
        nearest_.stretches().boxes().nearest_first(
            [&](const bounds& box) { return distance.squared_at_least(box); }, holders,
            [&](std::uint32_t item) {
                const auto& part = nearest_.stretches()[item];
                if (is_found[part.cell.index - cells_.first.index]) { return rank{boxes_.never, 0}; }
                return rank{distance.squared_to(part), after_holders + part.cell.index};
            },
            [&](const rank& next) {
                const cell_id cell{static_cast<std::uint32_t>(next.tie)};  // the lower half
                if (!is_found[cell.index - cells_.first.index]) {
                    is_found[cell.index - cells_.first.index] = true;
                    found.push_back({cell, to_length(distance, next)});
                }
                return found.size() < count;
            });
        return found;
    }

    /// All cells whose distance, as `nearest` gives it, is no more than the radius. As distances are rounded down, that
    /// takes in cells up to a step (on the plane 1 mm) farther, and misses none. About O(log n + borders within it)
    /// @pre radius >= 0 (MUSTER_EXPECTS)
    [[nodiscard]] std::vector<near_cell> within(const P& place, length radius) const {
        MUSTER_EXPECTS(is_valid(place) && radius.mm >= 0,
                       "cell_finder::within: a valid position and a radius of at least 0");
        std::vector<near_cell> found;
        if (boxes_.empty()) { return found; }
        const detail::border_distance<P> distance{grid_.borders(), to_vertex(place), boxes_.all()};
        struct hit {
            cell_id cell;
            rank key;
        };
        std::vector<hit> hits;
        for (const cell_id cell : holding(place)) { hits.push_back({cell, {0, cell.index}}); }
        const std::uint64_t limit = distance.largest_square(radius);
        nearest_.stretches().boxes().search(
            limit, [&](const bounds& box) { return distance.squared_at_least(box); },
            [&](std::uint32_t item) {
                const auto& part = nearest_.stretches()[item];
                const std::uint64_t squared = distance.squared_to(part);
                if (squared <= limit) { hits.push_back({part.cell, {squared, after_holders + part.cell.index}}); }
                return limit;
            });
        std::sort(hits.begin(), hits.end(), [](const hit& a, const hit& b) { return a.key < b.key; });
        std::vector<bool> is_found(cells_.size(), false);
        for (const hit& one : hits) {
            if (is_found[one.cell.index - cells_.first.index]) { continue; }
            const length away = to_length(distance, one.key);
            if (away > radius) { break; }  // in degrees nothing but what holds the place is at 0
            is_found[one.cell.index - cells_.first.index] = true;
            found.push_back({one.cell, away});
        }
        return found;
    }

    /// The cells that a line of positions passes through: see `cell_passage`. For each piece of the line about O(log n)
    /// and O(vertices) of the cells whose boxes it meets. @pre is_valid for all positions (MUSTER_EXPECTS)
    [[nodiscard]] std::vector<cell_passage> along(std::span<const P> line) const {
        std::vector<vertex<P>> corners;
        for (const P& place : line) {
            MUSTER_EXPECTS(is_valid(place), "cell_finder::along: a position is not valid");
            corners.push_back(to_vertex(place));
        }
        return detail::cells_along<P>(grid_.borders(), cells_, boxes_, corners);
    }

    /// For each cell, in the order of `cells()`, its neighbours and how long the border is that they share: see
    /// `detail::shared_borders`. Computed anew by each call.
    /// @pre 0 <= tolerance <= 10 km (MUSTER_EXPECTS)
    [[nodiscard]] std::vector<std::vector<shared_border>> shared_borders(length tolerance = {}) const {
        MUSTER_EXPECTS(tolerance.mm >= 0 && tolerance.mm <= 10'000'000, "shared_borders: a tolerance from 0 to 10 km");
        return detail::shared_borders(grid_.borders(), cells_, tolerance);
    }

    [[nodiscard]] std::size_t memory_bytes() const noexcept { return nearest_.memory_bytes() + boxes_.memory_bytes(); }

private:
    using bounds = typename detail::outlines<P>::bounds;
    using rank = typename detail::box_index<P>::rank;

    static constexpr std::uint64_t after_holders = std::uint64_t{1} << 32;

    [[nodiscard]] static length to_length(const detail::border_distance<P>& distance, const rank& at) noexcept {
        return at.tie < after_holders ? length{} : distance.to_length(at.measure);
    }

    const hierarchy<P>& grid_;
    cell_range cells_;
    detail::nearest_index<P> nearest_;
    detail::box_index<P> boxes_;  // of the cells
};

}  // namespace v0
}  // namespace muster
