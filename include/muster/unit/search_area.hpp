#pragma once

#include "muster/core/error.hpp"       // error
#include "muster/core/ids.hpp"         // cell_id
#include "muster/grid/cell_range.hpp"  // cell_range
#include "muster/grid/hierarchy.hpp"   // hierarchy
#include "muster/model/location.hpp"   // location

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t
#include <span>     // span
#include <string>   // to_string
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// Where capacity is looked for, step by step: the own cell, its neighbours, then each ancestor's cells.
///
/// Holds the few facts of a hierarchy that the search needs, so that it can outlive it.
template <position_type P>
class search_area {
public:
    /// @throws error out_of_range, for a search tier that the hierarchy has not
    search_area(const hierarchy<P>& cells, std::size_t search_tier)
        : tier_{search_tier}, range_{range_of(cells, search_tier)} {
        for (const cell_id cell : range_) { append(neighbours_, neighbour_start_, cells.neighbours(cell)); }
        neighbour_start_.push_back(static_cast<std::uint32_t>(neighbours_.size()));
        for (std::uint32_t index = 0; index < cells.size(); ++index) {
            posts_.push_back(cells.representative_point({index}));
            search_cell_.push_back(cells.tier_of({index}) >= search_tier ? cells.ancestor({index}, search_tier)
                                                                         : cell_id::none());
            parents_.push_back(cells.parent({index}));
            std::vector<cell_id> below;
            for (const cell_id each : range_) {
                if (cells.is_ancestor({index}, each)) { below.push_back(each); }
            }
            append(below_, below_start_, below);
        }
        below_start_.push_back(static_cast<std::uint32_t>(below_.size()));
    }

    [[nodiscard]] std::size_t tier() const noexcept { return tier_; }
    /// The cells of the search tier.
    [[nodiscard]] cell_range cells() const noexcept { return range_; }

    /// The cell of the search tier at which the search starts: the incident's own, or that of the nearest leaf; or none.
    [[nodiscard]] cell_id start(const location& where) const noexcept {
        if (where.nearest) { return search_cell_[where.nearest.index]; }  // outside: its path is the fallback owner's
        if (where.depth > tier_) { return where.path[tier_]; }
        return where.owner ? search_cell_[where.owner.index] : cell_id::none();
    }

    /// The cell above which the search widens: the start, or the deepest cell that is known.
    [[nodiscard]] cell_id widen_from(const location& where) const noexcept {
        const cell_id begin = start(where);
        return begin ? begin : where.owner;
    }

    [[nodiscard]] std::span<const cell_id> neighbours(cell_id search_cell) const noexcept {
        return part(neighbours_, neighbour_start_, search_cell.index - range_.first.index);
    }
    [[nodiscard]] cell_id parent(cell_id cell) const noexcept { return parents_[cell.index]; }
    /// The cells of the search tier below a coarser one.
    [[nodiscard]] std::span<const cell_id> below(cell_id coarser) const noexcept {
        return part(below_, below_start_, coarser.index);
    }
    /// Whether a cell is below a coarser one, at any distance. O(tiers)
    [[nodiscard]] bool is_below(cell_id cell, cell_id coarser) const noexcept {
        while (cell && cell != coarser) { cell = parents_[cell.index]; }
        return static_cast<bool>(cell);
    }
    /// Where a cell is reached when nothing better is known: a point inside it.
    /// None stands for the first cell of the coarsest tier.
    [[nodiscard]] const P& post(cell_id cell) const noexcept { return posts_[cell ? cell.index : 0]; }

    /// The cells of the search tier. @throws error out_of_range, for a tier that the hierarchy has not
    [[nodiscard]] static cell_range range_of(const hierarchy<P>& cells, std::size_t search_tier) {
        if (search_tier >= cells.tier_count()) {
            throw error{errc::out_of_range, "search tier " + std::to_string(search_tier) + ": the hierarchy has " +
                                                std::to_string(cells.tier_count()) + " tiers, numbered from 0"};
        }
        return cells.cells(search_tier);
    }

private:
    template <class Cells>
    static void append(std::vector<cell_id>& all, std::vector<std::uint32_t>& start, const Cells& more) {
        start.push_back(static_cast<std::uint32_t>(all.size()));
        for (const cell_id each : more) { all.push_back(each); }
    }
    static std::span<const cell_id> part(const std::vector<cell_id>& all, const std::vector<std::uint32_t>& start,
                                         std::size_t row) noexcept {
        return {all.data() + start[row], start[row + 1] - start[row]};
    }

    std::size_t tier_;
    cell_range range_;
    std::vector<cell_id> neighbours_, below_, search_cell_, parents_;
    std::vector<std::uint32_t> neighbour_start_, below_start_;
    std::vector<P> posts_;
};

}  // namespace v0
}  // namespace muster
