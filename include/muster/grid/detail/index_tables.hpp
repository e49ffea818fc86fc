#pragma once

#include "muster/grid/orientation.hpp"  // edge
#include "muster/grid/vertex.hpp"       // vertex

#include <cstdint>      // uint32_t
#include <type_traits>  // make_unsigned_t
#include <vector>       // vector

namespace muster {
inline namespace v0 {
namespace detail {

// What a bucket holds: the answer, a finer raster, or, with neither mark, the first of its tests.
inline constexpr std::uint32_t is_answer = 0x8000'0000U;
inline constexpr std::uint32_t is_raster = 0x4000'0000U;

inline constexpr std::uint32_t nowhere = 0x7fff'ffffU;  ///< the answer "in no cell"
inline constexpr std::uint32_t not_yet = 0x7fff'fffeU;  ///< `bucket_test::cell`: go on with the next test

/// One test of a bucket: whether the ray from the point to the east meets an odd number of the edges.
struct bucket_test {
    std::uint32_t first_edge = 0;
    std::uint32_t edge_count : 31 = 0;
    std::uint32_t starts_inside : 1 = 0;  ///< one crossing more, at every point of the bucket
    std::uint32_t cell = nowhere;         ///< the answer when the test passes, or `not_yet`
    std::uint32_t skip = 1;               ///< how many tests further to go on when it fails
};

/// Buckets of 2^column_shift by 2^row_shift units, from `low` on.
template <position_type P>
struct raster {
    vertex<P> low;
    unsigned column_shift = 0;
    unsigned row_shift = 0;
    std::uint32_t columns = 1;
    std::uint32_t rows = 1;
    std::uint32_t first_bucket = 0;
};

/// What a point index looks up. The last test of each bucket always passes.
template <position_type P>
struct index_tables {
    using offset = std::make_unsigned_t<typename vertex<P>::coordinate>;

    offset width = 0;  ///< of everything, from the low corner of the first raster
    offset height = 0;
    /// The one over everything, then those of its crowded buckets. Not from an initializer list: g++ 12 warns at -O3.
    std::vector<raster<P>> rasters = std::vector<raster<P>>(1);
    std::vector<std::uint32_t> buckets{is_answer | nowhere};
    std::vector<bucket_test> tests;
    std::vector<edge<P>> edges;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
