#pragma once

#include "muster/core/expects.hpp"  // MUSTER_EXPECTS

#include <algorithm>  // lexicographical_compare
#include <array>      // array
#include <bit>        // popcount, countr_zero
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <span>       // span
#include <utility>    // swap

namespace muster {
inline namespace v0 {

/// The best small group that covers a few items together, exactly.
///
/// First the most items, then the fewest members, then the highest sum of scores, then the lowest ids (the one whose
/// sorted ids come first). Use for panels: at most `limit` items, any number of candidates.
///
/// In a smallest cover no two members cover the same items, so of all candidates with equal items only the best is
/// kept; then dynamic programming over the sets of items, each set's first item covered by some candidate.
/// @complexity offering O(1), solving O(2^items x different sets that candidates cover); fixed memory of about 50 kB,
///             of which 2^items rows are touched. No allocation. Deterministic: yes, in whatever order they are offered
/// @source Bellman's dynamic programming for set cover
class best_cover {
public:
    static constexpr std::uint32_t limit = 10;

    /// A set of items: bit i is item i.
    using item_set = std::uint32_t;

    /// Starts anew, with items 0 to `items` - 1. @pre items <= limit (MUSTER_EXPECTS)
    void begin(std::uint32_t items) noexcept {
        MUSTER_EXPECTS(items <= limit, "best_cover::begin: at most 10 items");
        items_ = items;
        kinds_ = 0;
        chosen_count_ = 0;
        covered_ = 0;
        for (std::size_t i = 0; i < std::size_t{1} << items; ++i) { offers_[i].is_there = false; }
    }

    /// A candidate: what it covers, what it is worth, and its id, which differs from all others'.
    /// One that covers nothing is never chosen. @pre covers names items that there are; |score| < 2^58 (MUSTER_EXPECTS)
    void offer(item_set covers, std::int64_t score, std::uint32_t candidate) noexcept {
        MUSTER_EXPECTS(covers >> items_ == 0, "best_cover::offer: an item that there is not");
        [[maybe_unused]] constexpr std::int64_t most = std::int64_t{1} << 58;  // sums of ten fit
        MUSTER_EXPECTS(score < most && score > -most, "best_cover::offer: the score must be within 2^58");
        if (covers == 0) { return; }
        offered& best = offers_[covers];
        if (!best.is_there) {
            sets_[kinds_++] = static_cast<std::uint16_t>(covers);
        } else if (score < best.score || (score == best.score && candidate > best.candidate)) {
            return;
        }
        best = {score, candidate, true};
    }

    /// Chooses at most so many of those who were offered.
    void solve(std::uint32_t at_most) noexcept {
        item_set all = 0;
        holding_count_.fill(0);
        for (std::size_t i = 0; i < kinds_; ++i) {
            all |= sets_[i];
            for (item_set rest = sets_[i]; rest != 0; rest &= rest - 1) {
                const auto item = static_cast<std::size_t>(std::countr_zero(rest));
                holding_[item][holding_count_[item]++] = sets_[i];
            }
        }
        rows_[0] = {};
        for (item_set wanted = 1; wanted <= all; ++wanted) {
            if ((wanted & ~all) == 0) { fill(wanted); }
        }
        item_set goal = all;
        if (rows_[all].members > at_most) { goal = best_within(all, at_most); }
        covered_ = goal;
        chosen_count_ = collect(goal, chosen_);
        sort_few(chosen_, chosen_count_);
    }

    /// The ids of those who were chosen, in ascending order.
    [[nodiscard]] std::span<const std::uint32_t> chosen() const noexcept { return {chosen_.data(), chosen_count_}; }
    /// What they cover together.
    [[nodiscard]] item_set covered() const noexcept { return covered_; }

private:
    struct offered {
        std::int64_t score = 0;
        std::uint32_t candidate = 0;
        bool is_there = false;
    };
    // The best group for a set of items: one member's kind, and the group for what that leaves.
    struct row {
        std::int64_t score = 0;
        std::uint16_t kind = 0;
        std::uint8_t members = 0;
    };
    using ids = std::array<std::uint32_t, limit>;

    void fill(item_set wanted) noexcept {
        row& best = rows_[wanted];
        best = {0, 0, limit + 1};
        const auto first = static_cast<std::size_t>(std::countr_zero(wanted));
        for (std::size_t i = 0; i < holding_count_[first]; ++i) {
            const std::uint16_t kind = holding_[first][i];
            const row& rest = rows_[wanted & ~item_set{kind}];
            const row made{rest.score + offers_[kind].score, kind, static_cast<std::uint8_t>(rest.members + 1)};
            if (is_better(made, wanted, best, wanted)) { best = made; }
        }
    }

    [[nodiscard]] item_set best_within(item_set all, std::uint32_t at_most) const noexcept {
        item_set goal = 0;
        for (item_set each = 1; each <= all; ++each) {
            if ((each & ~all) != 0 || rows_[each].members > at_most) { continue; }
            const int more = std::popcount(each) - std::popcount(goal);
            if (more > 0 || (more == 0 && is_better(rows_[each], each, rows_[goal], goal))) { goal = each; }
        }
        return goal;
    }

    [[nodiscard]] bool is_better(const row& a, item_set a_covers, const row& b, item_set b_covers) const noexcept {
        if (a.members != b.members) { return a.members < b.members; }
        if (a.score != b.score) { return a.score > b.score; }
        ids of_a{};
        ids of_b{};
        of_a[0] = offers_[a.kind].candidate;  // a row that is not in the table yet
        of_b[0] = offers_[b.kind].candidate;
        const std::size_t count = collect(a_covers & ~item_set{a.kind}, of_a, 1);
        (void)collect(b_covers & ~item_set{b.kind}, of_b, 1);
        const auto end = static_cast<std::ptrdiff_t>(count);
        sort_few(of_a, count);
        sort_few(of_b, count);
        return std::lexicographical_compare(of_a.begin(), of_a.begin() + end, of_b.begin(), of_b.begin() + end);
    }

    // By insertion: there are ten at most, and g++ 12 warns of std::sort on so few that it reads beyond them.
    static void sort_few(ids& all, std::size_t count) noexcept {
        for (std::size_t i = 1; i < count; ++i) {
            for (std::size_t k = i; k > 0 && all[k] < all[k - 1]; --k) { std::swap(all[k], all[k - 1]); }
        }
    }

    // The members of the best group for a set of items, after the first `from`; gives how many there are then.
    std::size_t collect(item_set wanted, ids& into, std::size_t from = 0) const noexcept {
        while (wanted != 0) {
            const row& at = rows_[wanted];
            into[from++] = offers_[at.kind].candidate;
            wanted &= ~item_set{at.kind};
        }
        return from;
    }

    static constexpr std::size_t rows = std::size_t{1} << limit;

    std::array<offered, rows> offers_{};                                // by what they cover, the best
    std::array<std::uint16_t, rows> sets_{};                            // the different sets of items that are covered
    std::array<std::array<std::uint16_t, rows / 2>, limit> holding_{};  // of these, by item, those that hold it
    std::array<std::size_t, limit> holding_count_{};
    std::array<row, rows> rows_{};  // by the items that are wanted
    ids chosen_{};
    std::size_t kinds_ = 0;
    std::size_t chosen_count_ = 0;
    std::uint32_t items_ = 0;
    item_set covered_ = 0;
};

}  // namespace v0
}  // namespace muster
