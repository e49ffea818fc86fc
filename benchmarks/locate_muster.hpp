#pragma once

#include "locate_workload.hpp"  // locate_workload, nowhere

#include "muster/grid/hierarchy.hpp"  // hierarchy

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t

namespace bench {

/// A hierarchy, asked for the one cell that owns a point.
template <muster::position_type P>
class muster_cells {
public:
    using query = P;
    static constexpr const char* name = "muster";

    explicit muster_cells(const locate_workload<P>& from) : cells_{from.tiers} {}

    [[nodiscard]] std::uint32_t find(const P& at) const { return cells_.owner_at(at).index; }

    /// The area that an answer of `find` means: none where a coarser cell owns what no leaf holds.
    [[nodiscard]] std::uint32_t area_of(std::uint32_t answer) const {
        return cells_.leaves().contains(muster::cell_id{answer}) ? answer - cells_.leaves().first.index : nowhere;
    }
    [[nodiscard]] std::size_t memory_bytes() const { return cells_.memory_bytes(); }
    [[nodiscard]] const muster::hierarchy<P>& cells() const { return cells_; }

private:
    muster::hierarchy<P> cells_;
};

}  // namespace bench
