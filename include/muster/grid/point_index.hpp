#pragma once

#include "muster/grid/detail/index_builder.hpp"  // build_index
#include "muster/grid/detail/index_tables.hpp"   // index_tables
#include "muster/grid/outlines.hpp"              // outlines

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <span>         // span
#include <type_traits>  // make_unsigned_t

namespace muster {
inline namespace v0 {
namespace detail {

/// From a point to the first cell of a list that holds it, exactly as `outlines::contains` would say.
///
/// A raster of buckets lies over the box of all cells. Most buckets are inside one cell, or outside of all, and name
/// it. The others lead to a few tests, each against the few edges that pass through the bucket (`index_builder`);
/// where many small cells crowd into one bucket, to a finer raster first.
/// Const, without allocation, safe from many threads. It copies what it needs of the borders.
template <position_type P>
class point_index {
public:
    static constexpr std::uint32_t nowhere = detail::nowhere;

    point_index() = default;

    /// @param order  the cells to look for, the one that wins an overlap first; each at most once
    point_index(const outlines<P>& borders, std::span<const std::uint32_t> order)
        : tables_{build_index(borders, order)} {}

    /// The first cell of the order that holds the point, or `nowhere`.
    [[nodiscard]] std::uint32_t find(const vertex<P>& at) const noexcept {
        using offset = std::make_unsigned_t<typename vertex<P>::coordinate>;
        const raster<P>* here = tables_.rasters.data();
        offset east = static_cast<offset>(static_cast<offset>(at.x) - static_cast<offset>(here->low.x));   // wraps when
        offset north = static_cast<offset>(static_cast<offset>(at.y) - static_cast<offset>(here->low.y));  // outside
        if (east > tables_.width || north > tables_.height) { return nowhere; }
        std::uint32_t bucket =
            tables_.buckets[(north >> here->row_shift) * here->columns + (east >> here->column_shift)];
        if ((bucket & is_answer) != 0) { return bucket ^ is_answer; }
        while ((bucket & is_raster) != 0) {
            here = &tables_.rasters[bucket ^ is_raster];
            east = static_cast<offset>(static_cast<offset>(at.x) - static_cast<offset>(here->low.x));
            north = static_cast<offset>(static_cast<offset>(at.y) - static_cast<offset>(here->low.y));
            bucket = tables_.buckets[here->first_bucket + (north >> here->row_shift) * here->columns +
                                     (east >> here->column_shift)];
            if ((bucket & is_answer) != 0) { return bucket ^ is_answer; }
        }
        for (const bucket_test* test = &tables_.tests[bucket];;) {
            bool passes = test->starts_inside != 0;
            const edge<P>* border = &tables_.edges[test->first_edge];
            for (const edge<P>* const end = border + test->edge_count; border != end; ++border) {
                passes ^= meets_ray(*border, at);
            }
            if (!passes) {
                test += test->skip;
            } else if (test->cell != not_yet) {
                return test->cell;
            } else {
                ++test;
            }
        }
    }

    [[nodiscard]] std::size_t memory_bytes() const noexcept {
        return tables_.rasters.capacity() * sizeof(raster<P>) + tables_.buckets.capacity() * sizeof(std::uint32_t) +
               tables_.tests.capacity() * sizeof(bucket_test) + tables_.edges.capacity() * sizeof(edge<P>);
    }

    [[nodiscard]] const index_tables<P>& tables() const noexcept { return tables_; }

private:
    index_tables<P> tables_;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
