#pragma once

#include "muster/core/arithmetic.hpp"  // quantise
#include "muster/core/error.hpp"       // error
#include "muster/core/ids.hpp"         // cell_id
#include "muster/grid/hierarchy.hpp"   // hierarchy

#include <cstddef>  // size_t
#include <cstdint>  // int64_t
#include <string>   // string
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// The work that routine handling of a cell can carry, in what the city counts work in: incidents, crew-hours.
struct cell_capacity {
    std::string cell;  ///< its key, looked for from the coarsest tier on
    double work = 0;
};

/// The same for every cell of a tier.
struct tier_capacity {
    std::size_t tier = 0;  ///< counted from the coarsest
    double work = 0;
};

/// How much work each cell of a hierarchy carries, against how much it can carry. A part of the situation.
///
/// Work is kept in whole thousandths of the caller's unit, so that it adds up exactly. A cell whose capacity nobody gave
/// is never overloaded, and `has_capacity` says so; an empty board knows no cell at all. Readers may pass any cell: one
/// that is not of the board has no load, no capacity and no parent. Deterministic: yes.
/// @throws error by the key of the cell: unknown_name, duplicate, out_of_range (a capacity that is NaN, infinite, below
///         0.001 or above `most_work`)
class load_board {
public:
    static constexpr double most_work = 1e9;  ///< of a cell, in the caller's unit

    load_board() = default;
    template <position_type P>
    load_board(const hierarchy<P>& cells, const std::vector<cell_capacity>& capacities) {
        take(cells);
        for (const cell_capacity& each : capacities) {
            cell_id found;
            for (std::size_t t = 0; t < cells.tier_count() && !found; ++t) { found = cells.find(t, each.cell); }
            if (!found) {
                throw error{errc::unknown_name,
                            "load_board: a capacity is for the cell `" + each.cell + "`, which the hierarchy has not"};
            }
            give(found, each.work);
        }
    }

    /// One capacity for each cell of a tier; the cells of tiers that are left out have none.
    template <position_type P>
    [[nodiscard]] static load_board per_tier(const hierarchy<P>& cells, const std::vector<tier_capacity>& capacities) {
        load_board made;
        made.take(cells);
        for (const tier_capacity& each : capacities) {
            if (each.tier >= cells.tier_count()) {
                throw error{errc::unknown_name, "load_board: a capacity is for tier " + std::to_string(each.tier) +
                                                    "; the hierarchy has tiers 0 to " +
                                                    std::to_string(cells.tier_count() - 1)};
            }
            for (const cell_id cell : cells.cells(each.tier)) { made.give(cell, each.work); }
        }
        return made;
    }

    /// How many cells it knows.
    [[nodiscard]] std::size_t size() const noexcept { return cells_.size(); }
    /// Counts the changes of load.
    [[nodiscard]] std::uint64_t version() const noexcept { return version_; }
    [[nodiscard]] cell_id parent(cell_id cell) const noexcept {
        return knows(cell) ? at(cell).parent : cell_id::none();
    }

    [[nodiscard]] bool has_capacity(cell_id cell) const noexcept { return capacity(cell) > 0; }
    /// In thousandths of the caller's unit; 0: nobody gave one.
    [[nodiscard]] std::int64_t capacity(cell_id cell) const noexcept { return knows(cell) ? at(cell).capacity : 0; }
    /// In thousandths of the caller's unit.
    [[nodiscard]] std::int64_t load(cell_id cell) const noexcept { return knows(cell) ? at(cell).load : 0; }
    /// Load in thousandths of the capacity, rounded up: above a limit exactly when the load is. 0 without a capacity.
    [[nodiscard]] std::int64_t utilisation_thousandths(cell_id cell) const noexcept {
        return utilisation_with(cell, 0);
    }
    /// The same with so much more work, in thousandths of the caller's unit. @pre 0 <= more_thousandths <= 10^12
    [[nodiscard]] std::int64_t utilisation_with(cell_id cell, std::int64_t more_thousandths) const noexcept {
        const std::int64_t most = capacity(cell);
        return most > 0 ? ((at(cell).load + more_thousandths) * 1000 + most - 1) / most : 0;
    }

    /// The owner and all cells above it carry so much more. O(tiers)
    /// @throws error out_of_range by the key of the cell: work that is NaN, infinite or negative, or a load above
    ///         `most_work`; unknown_name: not a cell of the board. Nothing is changed then, here and below.
    void add(cell_id owner, double work) {
        const std::int64_t amount = in_thousandths(owner, work);
        for (cell_id each = owner; each; each = at(each).parent) {
            if (at(each).load > most_thousandths - amount) { refuse_load(each, work); }
        }
        for (cell_id each = owner; each; each = at(each).parent) { entry(each).load += amount; }
        ++version_;
    }
    /// They carry so much less; none less than nothing, since a measured load may have left it out already. O(tiers)
    void remove(cell_id owner, double work) {
        const std::int64_t amount = in_thousandths(owner, work);
        for (cell_id each = owner; each; each = at(each).parent) {
            std::int64_t& carried = entry(each).load;
            carried = carried > amount ? carried - amount : 0;
        }
        ++version_;
    }
    /// What a platform measured for this cell, with all below it. The cells above keep theirs: measure them too.
    void set_load(cell_id cell, double work) {
        const std::int64_t amount = in_thousandths(cell, work);
        entry(cell).load = amount;
        ++version_;
    }

private:
    static constexpr std::int64_t most_thousandths = 1'000'000'000'000;

    struct cell_entry {
        std::int64_t load = 0;
        std::int64_t capacity = 0;
        cell_id parent{};
    };

    template <position_type P>
    void take(const hierarchy<P>& cells) {
        cells_.resize(cells.size());
        keys_.resize(cells.size());
        for (std::uint32_t i = 0; i < cells.size(); ++i) {
            cells_[i].parent = cells.parent({i});
            keys_[i] = cells.key({i});
        }
    }

    void give(cell_id cell, double work) {
        // Written so that a NaN is refused.
        if (!(work >= 0.001 && work <= most_work)) {
            throw error{errc::out_of_range, "load_board: the capacity of cell `" + keys_[cell.index] + "` is " +
                                                std::to_string(work) + "; it must be from 0.001 to 1000000000"};
        }
        if (at(cell).capacity != 0) {
            throw error{errc::duplicate, "load_board: the cell `" + keys_[cell.index] + "` is given a capacity twice"};
        }
        entry(cell).capacity = quantise(work, 0.001);
    }

    [[nodiscard]] bool knows(cell_id cell) const noexcept { return cell.index < cells_.size(); }
    [[nodiscard]] const cell_entry& at(cell_id cell) const noexcept { return cells_[cell.index]; }
    [[nodiscard]] cell_entry& entry(cell_id cell) noexcept { return cells_[cell.index]; }

    [[nodiscard]] std::int64_t in_thousandths(cell_id cell, double work) const {
        if (!knows(cell)) {
            throw error{errc::unknown_name, "load_board: cell " + std::to_string(cell.index) +
                                                " is not of the board, which has " + std::to_string(size()) + " cells"};
        }
        if (!(work >= 0 && work <= most_work)) { refuse_load(cell, work); }
        return quantise(work, 0.001);
    }
    [[noreturn]] void refuse_load(cell_id cell, double work) const {
        throw error{errc::out_of_range, "load_board: work of " + std::to_string(work) + " for cell `" +
                                            keys_[cell.index] +
                                            "`; work, and what a cell carries, must be from 0 to 1000000000"};
    }

    std::vector<cell_entry> cells_;
    std::vector<std::string> keys_;  // for messages only
    std::uint64_t version_ = 0;
};

}  // namespace v0
}  // namespace muster
