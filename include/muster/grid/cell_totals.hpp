#pragma once

#include "muster/core/error.hpp"       // error
#include "muster/core/expects.hpp"     // MUSTER_EXPECTS
#include "muster/core/ids.hpp"         // cell_id
#include "muster/core/result.hpp"      // result
#include "muster/grid/cell_range.hpp"  // cell_range
#include "muster/grid/cell_tree.hpp"   // cell_tree

#include <concepts>     // regular, same_as
#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <span>         // span
#include <string>       // to_string
#include <type_traits>  // is_floating_point_v
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// What adds up exactly in any order: integers, `length`, `duration`, a caller's own with + and -, whose `T{}` is zero.
template <class T>
concept summable = std::regular<T> && !std::same_as<T, bool> && !std::is_floating_point_v<T> && requires(T a, T b) {
    { static_cast<T>(a + b) } -> std::same_as<T>;
    { static_cast<T>(a - b) } -> std::same_as<T>;
};

/// A quantity by leaf, added up over any cell of any tier: residents, open cases, minutes of delay.
///
/// A Fenwick tree over the tour of a `cell_tree`, where the leaves under a cell are next to each other. Floating-point
/// numbers do not compile: their sums depend on the order of the updates, so count in whole units (`quantise`).
/// What leaves the range of `T` is the caller's to rule out, as for any sum of it.
///
/// Deterministic: yes, and independent of the order of updates. It keeps nothing of the tree but where its cells are in
/// the tour. Const members may be called from many threads at once; no allocation after construction.
/// @source P. Fenwick (1994), A new data structure for cumulative frequency tables
template <class T>
class cell_totals {
    static_assert(!std::is_floating_point_v<T>,
                  "cell_totals: sums of floating-point numbers depend on the order of updates; count in whole units");
    static_assert(std::is_floating_point_v<T> || summable<T>,
                  "cell_totals: the quantity needs + and -, ==, and a T{} that is zero");

public:
    /// Zero everywhere. O(cells)
    explicit cell_totals(const cell_tree& tree)
        : leaves_{tree.leaves()}, values_(leaves_.size()), sums_(leaves_.size() + 1) {
        stretches_.reserve(tree.size());
        for (std::uint32_t i = 0; i < tree.size(); ++i) {
            const auto first = static_cast<std::uint32_t>(tree.tour_place({i}));
            stretches_.push_back({first, first + static_cast<std::uint32_t>(tree.leaves_under({i}).size())});
        }
    }

    /// The values of the leaves, in the order of their ids: that of leaf `tree.leaves().first` first. O(cells)
    /// @throws muster::error out_of_range when there are not as many values as leaves
    cell_totals(const cell_tree& tree, std::span<const T> by_leaf) : cell_totals{tree} {
        if (by_leaf.size() != leaves_.size()) {
            throw error{errc::out_of_range, "cell_totals: " + std::to_string(by_leaf.size()) +
                                                " values; expected one for each of " + std::to_string(leaves_.size()) +
                                                " leaves"};
        }
        for (std::uint32_t i = 0; i < by_leaf.size(); ++i) {
            const std::uint32_t place = stretches_[leaves_.first.index + i].first;
            values_[place] = by_leaf[i];
            sums_[place + 1] = by_leaf[i];
        }
        for (std::size_t node = 1; node < sums_.size(); ++node) {
            const std::size_t above = node + lowest_bit(node);
            if (above < sums_.size()) { sums_[above] = static_cast<T>(sums_[above] + sums_[node]); }
        }
    }

    /// The same without an exception for bad input.
    [[nodiscard]] static result<cell_totals> make(const cell_tree& tree, std::span<const T> by_leaf) {
        return try_make<cell_totals>(tree, by_leaf);
    }

    /// The value of one leaf. O(1) @pre the cell is a leaf of the tree (MUSTER_EXPECTS), here and below
    [[nodiscard]] const T& leaf_value(cell_id leaf) const noexcept { return values_[place_of(leaf)]; }

    /// What all leaves under a cell have together; of a leaf its own value, of a cell without leaves zero.
    /// O(log leaves under the cell + log place) @pre the cell is one of the tree's (MUSTER_EXPECTS)
    [[nodiscard]] T total(cell_id cell) const {
        MUSTER_EXPECTS(cell.index < stretches_.size(), "cell_totals: no such cell");
        // Both walks go down to nodes that they share; from the first of these on they would take the same away.
        std::size_t last = stretches_[cell.index].last;
        std::size_t first = stretches_[cell.index].first;
        T sum{};
        for (; last > first; last -= lowest_bit(last)) { sum = static_cast<T>(sum + sums_[last]); }
        for (; first > last; first -= lowest_bit(first)) { sum = static_cast<T>(sum - sums_[first]); }
        return sum;
    }
    /// Of all leaves. O(log leaves)
    [[nodiscard]] T total() const {
        T sum{};
        for (std::size_t last = leaves_.size(); last > 0; last -= lowest_bit(last)) {
            sum = static_cast<T>(sum + sums_[last]);
        }
        return sum;
    }

    /// Adds to a leaf; a negative amount takes off. O(log leaves)
    void add(cell_id leaf, const T& amount) {
        const std::size_t place = place_of(leaf);
        const T by = amount;  // it may be an element of this very table
        values_[place] = static_cast<T>(values_[place] + by);
        for (std::size_t node = place + 1; node < sums_.size(); node += lowest_bit(node)) {
            sums_[node] = static_cast<T>(sums_[node] + by);
        }
    }
    /// Replaces the value of a leaf. O(log leaves)
    void set(cell_id leaf, const T& value) { add(leaf, static_cast<T>(value - values_[place_of(leaf)])); }

private:
    struct stretch {
        std::uint32_t first;
        std::uint32_t last;  // one past it
    };

    [[nodiscard]] static constexpr std::size_t lowest_bit(std::size_t n) noexcept { return n & (~n + 1); }

    [[nodiscard]] std::size_t place_of(cell_id leaf) const noexcept {
        MUSTER_EXPECTS(leaves_.contains(leaf), "cell_totals: not a leaf");
        return stretches_[leaf.index].first;
    }

    cell_range leaves_;
    std::vector<stretch> stretches_;  // of each cell in the tour
    std::vector<T> values_;           // by place in the tour
    std::vector<T> sums_;             // [i]: of the lowest_bit(i) places before place i
};

}  // namespace v0
}  // namespace muster
