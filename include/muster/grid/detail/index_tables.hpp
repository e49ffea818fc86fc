#pragma once

#include "muster/grid/detail/index_frame.hpp"  // index_frame

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t
#include <vector>   // vector

namespace muster {
inline namespace v0 {
namespace detail {

// A word of an index says how to go on. With this bit it is the answer, in all other bits:
inline constexpr std::uint32_t is_answer = 0x8000'0000U;
inline constexpr std::uint32_t nowhere = 0x7fff'ffffU;  ///< the answer "in no cell"

// With this one it is the number of a finer raster:
inline constexpr std::uint32_t is_raster = 0x4000'0000U;

// Otherwise it is a question: the number of its edges, 0 when there are too many for four bits, and the place in the
// stream, in pairs of words.
//
// A question asks whether the ray from the point to the east meets an odd number of its edges. At its place stand the
// word to go on with when the answer is no, the one when it is yes, [when there are too many: the number of edges and
// an empty word,] and then the edges, four words each: x and y of the lower end, x and y of the upper end.
// The questions of one bucket follow each other, and each but the last leads, one way or the other, to the next one.
inline constexpr unsigned count_shift = 26;
inline constexpr std::uint32_t most_counted = 15;
inline constexpr std::uint32_t place_mask = (1U << count_shift) - 1;

/// Words after the last question, so that what is fetched ahead from its beginning is still of the stream.
inline constexpr std::size_t stream_margin = 16;

/// Where a question stands.
[[nodiscard]] constexpr std::size_t place_of(std::uint32_t question) noexcept {
    return std::size_t{question & place_mask} * 2;
}

/// A border segment in steps of the index's frame.
struct index_edge {
    index_point lower;
    index_point upper;
};

/// The edges of a question.
struct edge_words {
    const std::uint32_t* first;
    std::uint32_t count;
};
[[nodiscard]] inline edge_words edges_of(const std::uint32_t* stream, std::uint32_t question) noexcept {
    const std::uint32_t* const words = stream + place_of(question);
    const std::uint32_t count = question >> count_shift;  // neither mark is set
    return count != 0 ? edge_words{words + 2, count} : edge_words{words + 4, words[2]};
}

/// Buckets of 2^column_shift by 2^row_shift steps, from `low` on.
struct raster {
    index_point low;
    unsigned column_shift = 0;
    unsigned row_shift = 0;
    std::uint32_t columns = 1;
    std::uint32_t rows = 1;
    std::uint32_t first_bucket = 0;

    /// @pre the point is in the raster
    [[nodiscard]] std::size_t bucket_of(index_point at) const noexcept {
        return first_bucket + std::size_t{(at.y - low.y) >> row_shift} * columns + ((at.x - low.x) >> column_shift);
    }
};

/// What a point index looks up: one word for each bucket, and the stream of questions that they lead to.
template <position_type P>
struct index_tables {
    index_frame<P> frame;
    /// The one over everything, then those of its crowded buckets. Not from an initializer list: g++ 12 warns at -O3.
    std::vector<raster> rasters = std::vector<raster>(1);
    std::vector<std::uint32_t> buckets{is_answer | nowhere};
    std::vector<std::uint32_t> stream;
    /// Of each cell, its place in the order in which cells are looked for; none where steps are exact.
    std::vector<std::uint32_t> ranks;

    [[nodiscard]] std::size_t memory_bytes() const noexcept {
        return rasters.capacity() * sizeof(raster) +
               (buckets.capacity() + stream.capacity() + ranks.capacity()) * sizeof(std::uint32_t);
    }
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
