#pragma once

#include "muster/core/expects.hpp"           // MUSTER_EXPECTS
#include "muster/core/ids.hpp"               // cell_id
#include "muster/core/units.hpp"             // duration
#include "muster/grid/cell_tree.hpp"         // cell_tree
#include "muster/grid/hazard_audit.hpp"      // hazard_audit
#include "muster/grid/inspection_audit.hpp"  // inspection_audit

#include <cstddef>   // size_t
#include <cstdint>   // int64_t
#include <optional>  // optional
#include <vector>    // vector

namespace muster {
inline namespace v0 {

/// How far the inspections of some things reach, in whole numbers that add up.
///
/// A place with a low share is a place that lacks visits: for want of access, of hands or of a record. The figures say
/// nothing about whoever is in charge of it and are not meant to be ranked.
struct coverage_tally {
    std::int64_t things = 0;            ///< with a duty at the instant
    std::int64_t in_time = 0;           ///< of these, not overdue
    std::int64_t never_inspected = 0;   ///< of these, never reached under the present duty
    std::int64_t lapses = 0;            ///< times that a thing was overdue (漏查)
    std::int64_t missed_intervals = 0;  ///< whole intervals that passed without a visit
    duration on_duty;                   ///< summed over the things, up to 2^62 ms
    duration in_time_for;               ///< of that, how long no visit was overdue
    std::int64_t hazards = 0;           ///< found by the instant, contradictory ones included
    std::int64_t unresolved = 0;        ///< of these, with something still to be done
    std::int64_t neglected = 0;         ///< of these, past a deadline (漏办)

    /// Things in time out of all, in millionths, rounded down: a million means every single one. Nothing for no things.
    [[nodiscard]] constexpr std::optional<std::int64_t> in_time_millionths() const noexcept {
        return share(in_time, things);
    }
    /// Time without an overdue visit out of all, in millionths, rounded down. Nothing for no time.
    [[nodiscard]] constexpr std::optional<std::int64_t> in_time_for_millionths() const noexcept {
        return share(in_time_for.ms, on_duty.ms);
    }
    /// Hazards past a deadline out of all, in millionths, rounded down. Nothing for no hazards.
    [[nodiscard]] constexpr std::optional<std::int64_t> neglected_millionths() const noexcept {
        return share(neglected, hazards);
    }

    constexpr coverage_tally& operator+=(const coverage_tally& other) noexcept {
        things += other.things;
        in_time += other.in_time;
        never_inspected += other.never_inspected;
        lapses += other.lapses;
        missed_intervals = capped_sum({missed_intervals}, {other.missed_intervals}).ms;
        on_duty = capped_sum(on_duty, other.on_duty);
        in_time_for = capped_sum(in_time_for, other.in_time_for);
        hazards += other.hazards;
        unresolved += other.unresolved;
        neglected += other.neglected;
        return *this;
    }
    friend constexpr bool operator==(const coverage_tally&, const coverage_tally&) = default;

private:
    __extension__ using wide = __int128;
    [[nodiscard]] static constexpr duration capped_sum(duration a, duration b) noexcept {
        constexpr std::int64_t most = std::int64_t{1} << 62;
        return {a.ms > most - b.ms ? most : a.ms + b.ms};
    }
    [[nodiscard]] static constexpr std::optional<std::int64_t> share(std::int64_t part, std::int64_t whole) noexcept {
        if (whole == 0) { return std::nullopt; }
        return static_cast<std::int64_t>(wide{part} * 1'000'000 / whole);
    }
};

/// Coverage by inspections of every cell of every tier, and of what lies in none.
///
/// What is told of a cell counts for all cells above it; a thing may lie in a cell of any tier. Each tier and what is
/// outside add up to all there is, unless things lie in cells above that tier.
class patrol_coverage {
public:
    /// @complexity O(n * tiers) in cells, things and hazards.  Deterministic: yes, integers only
    template <inspection_key Id>
    patrol_coverage(const cell_tree& tree, const inspection_audit<Id>& inspections) : cells_(tree.size()) {
        for (std::size_t i = 0; i < inspections.things().size(); ++i) {
            const inspection_standing& standing = inspections.standing(i);
            if (!standing.is_on_duty) { continue; }
            coverage_tally one;
            one.things = 1;
            one.in_time = standing.is_overdue ? 0 : 1;
            one.never_inspected = standing.last_inspected ? 0 : 1;
            one.lapses = standing.lapses;
            one.missed_intervals = standing.missed_intervals;
            one.on_duty = standing.on_duty;
            one.in_time_for = standing.in_time;
            add(tree, inspections.things()[i].cell, one);
        }
    }
    /// With what became of hazards. @pre `hazards` was made from `inspections`
    template <inspection_key Id>
    patrol_coverage(const cell_tree& tree, const inspection_audit<Id>& inspections, const hazard_audit<Id>& hazards)
        : patrol_coverage{tree, inspections} {
        for (std::size_t i = 0; i < hazards.hazards().size(); ++i) {
            const hazard_standing standing = hazards.standings()[i];
            if (standing == hazard_standing::not_yet_found) { continue; }
            coverage_tally one;
            one.hazards = 1;
            one.unresolved = is_unresolved(standing) ? 1 : 0;
            one.neglected = is_neglected(standing) ? 1 : 0;
            const std::size_t thing = inspections.find(hazards.hazards()[i].thing);
            add(tree, thing < inspections.things().size() ? inspections.things()[thing].cell : cell_id::none(), one);
        }
    }

    /// @pre the cell is one of the tree's (MUSTER_EXPECTS)
    [[nodiscard]] const coverage_tally& of(cell_id cell) const noexcept {
        MUSTER_EXPECTS(cell.index < cells_.size(), "patrol_coverage: no such cell");
        return cells_[cell.index];
    }
    /// Of things without a cell, or with one that the tree does not have.
    [[nodiscard]] const coverage_tally& outside() const noexcept { return outside_; }
    /// Of everything, `outside` included.
    [[nodiscard]] const coverage_tally& all() const noexcept { return all_; }

private:
    void add(const cell_tree& tree, cell_id cell, const coverage_tally& one) noexcept {
        all_ += one;
        if (cell.index >= tree.size()) {
            outside_ += one;
            return;
        }
        for (std::size_t tier = 0; tier <= tree.tier_of(cell); ++tier) {
            cells_[tree.ancestor(cell, tier).index] += one;
        }
    }

    std::vector<coverage_tally> cells_;
    coverage_tally outside_;
    coverage_tally all_;
};

}  // namespace v0
}  // namespace muster
