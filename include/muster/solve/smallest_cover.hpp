#pragma once

#include "muster/core/expects.hpp"  // MUSTER_EXPECTS

#include <array>    // array
#include <bit>      // countr_zero, popcount
#include <cstddef>  // size_t
#include <cstdint>  // uint64_t
#include <span>     // span

namespace muster {
inline namespace v0 {

/// How many sets it takes to cover what was asked.
struct cover_size {
    std::uint32_t sets = 0;
    bool is_exact = true;  ///< false: the work allowed ran out; `sets` are enough, fewer may be

    friend constexpr bool operator==(cover_size, cover_size) = default;
};

/// The fewest of up to 64 sets that together cover given elements, exactly. Sets and wishes are masks of 64 elements.
///
/// Built once, asked often: const, no allocation, from many threads at once. Deterministic: yes.
/// @complexity one or two sets: O(elements x sets of the rarest); exponential at worst, so a budget of steps bounds it
/// @source iterative deepening, branching on the rarest element; elements that share no set bound the depth from below
class smallest_cover {
public:
    static constexpr std::size_t limit = 64;           ///< sets, and elements
    static constexpr std::uint32_t any_work = 20'000;  ///< steps allowed by default: a few milliseconds at most

    smallest_cover() = default;
    /// @pre at most 64 sets (MUSTER_EXPECTS)
    explicit smallest_cover(std::span<const std::uint64_t> sets) {
        MUSTER_EXPECTS(sets.size() <= limit, "smallest_cover: at most 64 sets");
        for (std::size_t i = 0; i < sets.size(); ++i) {
            coverable_ |= sets[i];
            if (is_needed(sets, i)) { sets_[size_++] = sets[i]; }
        }
        number_elements();
    }

    /// What can be covered at all.
    [[nodiscard]] std::uint64_t coverable() const noexcept { return coverable_; }

    /// How many sets cover `wanted`. Elements that no set has are left out: ask `coverable`.
    [[nodiscard]] cover_size fewest(std::uint64_t wanted, std::uint32_t steps = any_work) const noexcept {
        std::uint64_t open = 0;
        for (std::uint64_t rest = wanted & coverable_; rest != 0; rest &= rest - 1) {
            open |= std::uint64_t{1} << rank_[bit_of(rest)];
        }
        std::uint32_t enough = limit + 1;
        for (std::uint32_t depth = at_least(open);; ++depth) {
            if (depth == enough) { return {depth, true}; }  // one fewer was shown not to do
            if (reaches(open, depth, steps)) { return {depth, true}; }
            if (steps == 0 || depth == 2) { enough = greedy(open); }
            if (steps == 0) { return {enough, enough == depth}; }  // fewer than `depth` were shown not to do
        }
    }

private:
    static std::size_t bit_of(std::uint64_t mask) noexcept { return static_cast<std::size_t>(std::countr_zero(mask)); }

    // A set inside another one is never better than that. Of equal ones the first stays.
    static bool is_needed(std::span<const std::uint64_t> sets, std::size_t which) noexcept {
        for (std::size_t k = 0; k < sets.size(); ++k) {
            const bool inside = (sets[which] & ~sets[k]) == 0;
            if (k != which && inside && (sets[k] != sets[which] || k < which)) { return false; }
        }
        return sets[which] != 0;
    }

    // The rarest element becomes bit 0: to find the rarest open one is to find the lowest bit.
    void number_elements() noexcept {
        std::array<std::uint32_t, limit> holders{};
        for (std::size_t i = 0; i < size_; ++i) {
            for (std::uint64_t rest = sets_[i]; rest != 0; rest &= rest - 1) { ++holders[bit_of(rest)]; }
        }
        std::uint8_t next = 0;
        for (std::uint32_t count = 1; count <= size_; ++count) {
            for (std::size_t e = 0; e < limit; ++e) {
                if (holders[e] == count) { rank_[e] = next++; }
            }
        }
        for (std::size_t i = 0; i < size_; ++i) {
            std::uint64_t renumbered = 0;
            for (std::uint64_t rest = sets_[i]; rest != 0; rest &= rest - 1) {
                renumbered |= std::uint64_t{1} << rank_[bit_of(rest)];
            }
            sets_[i] = renumbered;
        }
        for (std::size_t i = 0; i < size_; ++i) {
            for (std::uint64_t rest = sets_[i]; rest != 0; rest &= rest - 1) {
                holders_[bit_of(rest)] |= std::uint64_t{1} << i;
                reach_[bit_of(rest)] |= sets_[i];
            }
        }
    }

    // Elements that share no set with one another need a set each.
    [[nodiscard]] std::uint32_t at_least(std::uint64_t open) const noexcept {
        std::uint32_t apart = 0;
        for (; open != 0; open &= ~reach_[bit_of(open)]) { ++apart; }
        return apart;
    }

    // Whether `depth` sets, at least one unless nothing is open, cover what is. `steps` falls to 0 when the work allowed
    // runs out.
    [[nodiscard]] bool reaches(std::uint64_t open, std::uint32_t depth, std::uint32_t& steps) const noexcept {
        if (open == 0) { return true; }
        std::uint64_t candidates = holders_[bit_of(open)];
        if (depth == 1) {
            for (std::uint64_t rest = open; rest != 0; rest &= rest - 1) { candidates &= holders_[bit_of(rest)]; }
            return candidates != 0;
        }
        if (at_least(open) > depth) { return false; }
        for (; candidates != 0; candidates &= candidates - 1) {
            if (steps == 0) { return false; }
            --steps;
            if (reaches(open & ~sets_[bit_of(candidates)], depth - 1, steps)) { return true; }
        }
        return false;
    }

    [[nodiscard]] std::uint32_t greedy(std::uint64_t open) const noexcept {
        std::uint32_t used = 0;
        for (; open != 0; ++used) {
            std::uint64_t best = 0;
            for (std::size_t i = 0; i < size_; ++i) {
                if (std::popcount(sets_[i] & open) > std::popcount(best)) { best = sets_[i] & open; }
            }
            open &= ~best;
        }
        return used;
    }

    std::array<std::uint64_t, limit> sets_{};     // without those inside another
    std::array<std::uint64_t, limit> holders_{};  // by element: which sets have it
    std::array<std::uint64_t, limit> reach_{};    // by element: whatever shares a set with it
    std::array<std::uint8_t, limit> rank_{};      // by element as callers number them: its own number here
    std::size_t size_ = 0;
    std::uint64_t coverable_ = 0;
};

}  // namespace v0
}  // namespace muster
