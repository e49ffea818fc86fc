#pragma once

#include "muster/core/digest.hpp"      // digest
#include "muster/core/error.hpp"       // error
#include "muster/core/expects.hpp"     // MUSTER_EXPECTS
#include "muster/core/ids.hpp"         // cell_id
#include "muster/core/label.hpp"       // label
#include "muster/core/name_book.hpp"   // name_book
#include "muster/core/result.hpp"      // result
#include "muster/grid/cell_order.hpp"  // is_key_before
#include "muster/grid/cell_range.hpp"  // cell_range
#include "muster/model/location.hpp"   // location

#include <algorithm>    // lower_bound, sort
#include <array>        // array
#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <span>         // span
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// One cell of a `cell_tree`, as it is told: without an area.
struct tree_cell {
    std::string key;  ///< unique in its tier
    label name;
    std::string parent;  ///< the key of its cell in the tier above; nothing for the coarsest tier
};

/// All cells of one tier of a `cell_tree`.
struct tree_tier {
    label name;
    std::vector<tree_cell> cells;
};

/// The tiers of responsibility and who is above whom: a hierarchy of grids without its map.
///
/// Tiers are given from the coarsest (tier 0) to the finest, whose cells are the leaves. The cells of all tiers are
/// numbered in one sequence, tier by tier, within a tier in the order of their keys (`is_key_before`): the same cells
/// get the same ids in whatever order they are told. A cell of an upper tier may have no children.
///
/// The leaves also stand in a second order, the tour: those under any one cell are next to each other in it. So what is
/// counted by leaf adds up over any cell as the sum over one stretch (`cell_totals`).
///
/// Deterministic: yes. A const tree may be used from many threads at once.
class cell_tree {
public:
    /// A tree that is yet to be assigned: only its size, which is 0, may be asked.
    cell_tree() = default;

    /// @throws muster::error that names tier and cell: no tier or too many, a tier without cells (empty), a key twice
    ///         (duplicate), an empty key or parent (missing), a parent that the tier above does not have (unknown_name)
    /// @complexity O(n log n) in the number of cells
    explicit cell_tree(std::vector<tree_tier> tiers) {
        if (tiers.empty()) { throw error{errc::empty, "cell tree: no tiers; expected at least one"}; }
        if (tiers.size() > location::max_tiers) {
            throw error{errc::out_of_range, "cell tree: " + std::to_string(tiers.size()) + " tiers; expected at most " +
                                                std::to_string(location::max_tiers)};
        }
        for (tree_tier& tier : tiers) { take(tier); }
        walk();
    }

    /// The same without an exception for bad input.
    [[nodiscard]] static result<cell_tree> make(std::vector<tree_tier> tiers) {
        return try_make<cell_tree>(std::move(tiers));
    }

    /// How many cells all tiers have.
    [[nodiscard]] std::size_t size() const noexcept { return cells_.size(); }
    [[nodiscard]] std::size_t tier_count() const noexcept { return tiers_.size(); }

    /// @pre tier < tier_count() (MUSTER_EXPECTS), here and below
    [[nodiscard]] const label& tier_name(std::size_t tier) const noexcept { return tier_at(tier).name; }
    [[nodiscard]] cell_range cells(std::size_t tier) const noexcept { return tier_at(tier).cells; }
    /// The cells of the finest tier.
    [[nodiscard]] cell_range leaves() const noexcept { return tiers_.back().cells; }

    /// The cell with this key, or none. O(log cells of the tier)
    [[nodiscard]] cell_id find(std::size_t tier, std::string_view key) const noexcept {
        const cell_range range = cells(tier);
        const auto first = cells_.begin() + range.first.index;
        const auto last = first + range.count;
        const auto found = std::lower_bound(
            first, last, key, [](const entry& one, std::string_view wanted) { return is_key_before(one.key, wanted); });
        if (found == last || found->key != key) { return cell_id::none(); }
        return {static_cast<std::uint32_t>(found - cells_.begin())};
    }
    /// The cell with this key in the coarsest tier that has it, or none.
    [[nodiscard]] cell_id find(std::string_view key) const noexcept {
        cell_id found = cell_id::none();
        for (std::size_t tier = 0; tier < tier_count() && !found; ++tier) { found = find(tier, key); }
        return found;
    }

    /// @pre the cell is one of this tree's (MUSTER_EXPECTS), here and below
    [[nodiscard]] std::size_t tier_of(cell_id cell) const noexcept { return at(cell).tier; }
    [[nodiscard]] const std::string& key(cell_id cell) const noexcept { return at(cell).key; }
    [[nodiscard]] const label& name(cell_id cell) const noexcept { return at(cell).name; }
    [[nodiscard]] bool is_leaf(cell_id cell) const noexcept { return tier_of(cell) + 1 == tier_count(); }

    /// None for the cells of the coarsest tier.
    [[nodiscard]] cell_id parent(cell_id cell) const noexcept {
        const entry& one = at(cell);
        return one.tier == 0 ? cell_id::none() : one.path[one.tier - std::size_t{1}];
    }
    /// In the order of their ids.
    [[nodiscard]] std::span<const cell_id> children(cell_id cell) const noexcept {
        const entry& one = at(cell);
        return {children_.data() + one.first_child, one.child_count};
    }
    /// From the coarsest tier down to the cell itself; entries of finer tiers are none.
    [[nodiscard]] const std::array<cell_id, location::max_tiers>& path(cell_id cell) const noexcept {
        return at(cell).path;
    }
    /// The cell of that tier above this one; the cell itself for its own tier; none for a finer one. O(1)
    [[nodiscard]] cell_id ancestor(cell_id cell, std::size_t tier) const noexcept {
        MUSTER_EXPECTS(tier < tier_count(), "cell_tree: no such tier");
        return at(cell).path[tier];
    }
    /// Whether `upper` is above `lower`, at any distance. A cell is not above itself. O(1)
    [[nodiscard]] bool is_ancestor(cell_id upper, cell_id lower) const noexcept {
        return upper != lower && ancestor(lower, tier_of(upper)) == upper;
    }

    /// All leaves in the order of the tour.
    [[nodiscard]] std::span<const cell_id> tour() const noexcept { return tour_; }
    /// The leaves under a cell, a leaf alone under itself: a stretch of the tour. O(1)
    [[nodiscard]] std::span<const cell_id> leaves_under(cell_id cell) const noexcept {
        const entry& one = at(cell);
        return {tour_.data() + one.first_leaf, one.leaf_count};
    }
    /// Where the leaves under a cell begin in the tour; for a leaf, its own place. O(1)
    [[nodiscard]] std::size_t tour_place(cell_id cell) const noexcept { return at(cell).first_leaf; }

    void write_digest(digest& into) const {
        into.number(static_cast<std::int64_t>(size()));
        for (const entry& each : cells_) {
            into.words(each.key).number(each.tier == 0 ? cell_id::none_index : each.path[each.tier - 1U].index);
        }
    }
    void write_names(name_book& names) const {
        for (std::uint32_t i = 0; i < cells_.size(); ++i) { names.set(subject::cell, i, cells_[i].name); }
    }

private:
    struct tier_entry {
        label name;
        cell_range cells;
    };
    struct entry {
        std::string key;
        label name;
        std::array<cell_id, location::max_tiers> path{};
        std::uint8_t tier = 0;
        std::uint32_t first_child = 0;
        std::uint32_t child_count = 0;
        std::uint32_t first_leaf = 0;
        std::uint32_t leaf_count = 0;
    };

    [[nodiscard]] const tier_entry& tier_at(std::size_t index) const noexcept {
        MUSTER_EXPECTS(index < tier_count(), "cell_tree: no such tier");
        return tiers_[index];
    }
    [[nodiscard]] const entry& at(cell_id cell) const noexcept {
        MUSTER_EXPECTS(cell.index < size(), "cell_tree: no such cell");
        return cells_[cell.index];
    }

    void take(tree_tier& tier) {
        const std::size_t depth = tiers_.size();
        const std::string_view given = tier.name.in(language::en);
        const std::string tier_text = "tier '" + (given.empty() ? std::to_string(depth) : std::string{given}) + "'";
        if (tier.cells.empty()) { throw error{errc::empty, tier_text + " has no cells; expected at least one"}; }
        std::sort(tier.cells.begin(), tier.cells.end(),
                  [](const tree_cell& a, const tree_cell& b) { return is_key_before(a.key, b.key); });
        const std::uint32_t first = static_cast<std::uint32_t>(cells_.size());
        for (tree_cell& told : tier.cells) {
            const std::string cell_text = tier_text + ", cell '" + told.key + "'";
            if (told.key.empty()) { throw error{errc::missing, tier_text + ": a cell has no key"}; }
            if (cells_.size() > first && cells_.back().key == told.key) {
                throw error{errc::duplicate,
                            cell_text + ": is there twice; expected keys that are unique in their tier"};
            }
            entry made;
            made.tier = static_cast<std::uint8_t>(depth);
            if (depth > 0) {
                if (told.parent.empty()) {
                    throw error{errc::missing, cell_text + " names no parent; expected a key of the tier above"};
                }
                const cell_id parent = find(depth - 1, told.parent);
                if (!parent) {
                    throw error{errc::unknown_name,
                                cell_text + ": its parent '" + told.parent + "' is no cell of the tier above"};
                }
                made.path = cells_[parent.index].path;
                ++cells_[parent.index].child_count;
            }
            made.path[depth] = {static_cast<std::uint32_t>(cells_.size())};
            made.key = std::move(told.key);
            made.name = std::move(told.name);
            cells_.push_back(std::move(made));
        }
        const std::uint32_t count = static_cast<std::uint32_t>(cells_.size()) - first;
        tiers_.push_back({std::move(tier.name), {{first}, count}});
    }

    // Children by parent, then the leaves in the order of a walk that enters a cell's children one after the other.
    void walk() {
        std::uint32_t next = 0;
        for (entry& each : cells_) {
            each.first_child = next;
            next += each.child_count;
        }
        children_.resize(next);
        std::vector<std::uint32_t> filled(cells_.size());
        for (std::uint32_t i = cells(0).count; i < cells_.size(); ++i) {
            const std::uint32_t upper = parent({i}).index;
            children_[cells_[upper].first_child + filled[upper]++] = {i};
        }
        for (const cell_id root : cells(0)) { enter(root); }
    }

    void enter(cell_id cell) {  // as deep as there are tiers: at most eight
        cells_[cell.index].first_leaf = static_cast<std::uint32_t>(tour_.size());
        if (is_leaf(cell)) { tour_.push_back(cell); }
        for (const cell_id child : children(cell)) { enter(child); }
        cells_[cell.index].leaf_count = static_cast<std::uint32_t>(tour_.size()) - cells_[cell.index].first_leaf;
    }

    std::vector<tier_entry> tiers_;
    std::vector<entry> cells_;
    std::vector<cell_id> children_;  // of each cell, one after the other
    std::vector<cell_id> tour_;
};

}  // namespace v0
}  // namespace muster
