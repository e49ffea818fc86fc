#pragma once

#include "muster/core/ids.hpp"        // cell_id
#include "muster/grid/hierarchy.hpp"  // hierarchy

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t
#include <vector>   // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// Which cells lie in which, and a point inside each: what choosing a panel needs of a hierarchy, kept by value.
template <position_type P>
class cell_paths {
public:
    explicit cell_paths(const hierarchy<P>& cells) : first_(cells.size(), 0), end_(cells.size(), 0) {
        for (std::uint32_t i = 0; i < cells.size(); ++i) { posts_.push_back(cells.representative_point({i})); }
        std::uint32_t next = 0;
        for (const cell_id each : cells.cells(0)) { number(cells, each, next); }
    }

    [[nodiscard]] std::size_t size() const noexcept { return posts_.size(); }
    /// Whether a cell is `around`, or lies in it at any depth. Nothing lies in none, and none lies nowhere. O(1)
    [[nodiscard]] bool is_in(cell_id cell, cell_id around) const noexcept {
        if (cell.index >= first_.size() || around.index >= first_.size()) { return false; }
        return first_[around.index] <= first_[cell.index] && first_[cell.index] < end_[around.index];
    }
    /// A point inside the cell; none stands for the first cell of the coarsest tier.
    [[nodiscard]] const P& post(cell_id cell) const noexcept { return posts_[cell.index < size() ? cell.index : 0]; }

private:
    // In preorder, so that all below a cell are one range. As deep as there are tiers.
    void number(const hierarchy<P>& cells, cell_id cell, std::uint32_t& next) {
        first_[cell.index] = next++;
        for (const cell_id each : cells.children(cell)) { number(cells, each, next); }
        end_[cell.index] = next;
    }

    std::vector<std::uint32_t> first_, end_;
    std::vector<P> posts_;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
