#pragma once

#include "muster/core/ids.hpp"         // cell_id
#include "muster/grid/cell_code.hpp"   // cell_code
#include "muster/grid/cell_range.hpp"  // cell_range
#include "muster/grid/cell_tree.hpp"   // cell_tree

#include <algorithm>    // partition_point, sort
#include <cstddef>      // ptrdiff_t, size_t
#include <span>         // span
#include <string_view>  // string_view
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// All cells of a tier whose keys begin alike: "all of street 440305003".
///
/// A table beside a tree, for keys of any kind: ids follow numbers ("9" before "10"), among which keys that begin alike
/// are apart. It refers to the tree, which must outlive it and stay where it is.
///
/// Deterministic: yes. A const index may be used from many threads at once.
class prefix_index {
public:
    /// @complexity O(n log n) in the number of cells
    explicit prefix_index(const cell_tree& tree) : tree_{&tree} {
        cells_.reserve(tree.size());
        for (std::size_t tier = 0; tier < tree.tier_count(); ++tier) {
            const auto first = static_cast<std::ptrdiff_t>(cells_.size());
            for (const cell_id cell : tree.cells(tier)) { cells_.push_back(cell); }
            std::sort(cells_.begin() + first, cells_.end(),
                      [&tree](cell_id a, cell_id b) { return tree.key(a) < tree.key(b); });
        }
    }
    explicit prefix_index(cell_tree&&) = delete;  // it would refer to a tree that is gone

    /// In the order of the bytes of their keys; where all keys of the tier are digits of one width, in that of the ids.
    /// An empty prefix is that of all. O(log cells of the tier), without allocation.
    /// @pre tier < tree.tier_count() (MUSTER_EXPECTS)
    [[nodiscard]] std::span<const cell_id> cells_with_prefix(std::size_t tier, std::string_view prefix) const noexcept {
        const cell_range range = tree_->cells(tier);
        const std::span<const cell_id> all{cells_.data() + range.first.index, range.size()};
        const auto begins = [this, prefix](cell_id cell) {
            return std::string_view{tree_->key(cell)}.substr(0, prefix.size());
        };
        const auto first =
            std::partition_point(all.begin(), all.end(), [&](cell_id cell) { return begins(cell) < prefix; });
        const auto last = std::partition_point(first, all.end(), [&](cell_id cell) { return begins(cell) == prefix; });
        return all.subspan(static_cast<std::size_t>(first - all.begin()), static_cast<std::size_t>(last - first));
    }
    /// Those under the cell that a code stands for, itself included in its own tier; when keys are whole codes.
    [[nodiscard]] std::span<const cell_id> cells_with_prefix(std::size_t tier, const cell_code& code) const noexcept {
        return cells_with_prefix(tier, code.text());
    }

private:
    const cell_tree* tree_;
    std::vector<cell_id> cells_;  // tier by tier, as the ids; within a tier by the bytes of their keys
};

}  // namespace v0
}  // namespace muster
