#pragma once

#include "muster/core/position.hpp"              // position_type
#include "muster/grid/detail/crossing.hpp"       // cross
#include "muster/grid/detail/index_builder.hpp"  // build_index
#include "muster/grid/detail/index_tables.hpp"   // index_tables, stream_margin
#include "muster/grid/outlines.hpp"              // outlines

#include <algorithm>  // min
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <span>       // span

namespace muster {
inline namespace v0 {
namespace detail {

/// Asks for the memory that will be read soon.
inline void fetch(const void* address) noexcept {
#if defined(__GNUC__)
    __builtin_prefetch(address);
#else
    static_cast<void>(address);
#endif
}

/// From a point to the first cell of a list that holds it, exactly as `outlines::contains` would say.
///
/// A raster of buckets lies over the box of all cells. Most buckets are inside one cell, or outside of all, and name
/// it. The others lead to a few questions, each about the few edges that pass through the bucket (`index_builder`);
/// where many small cells crowd into one bucket, to a finer raster first. Everything is kept in 32-bit steps
/// (`index_frame`). Where steps are not the positions themselves and leave a doubt, about once in ten thousand points,
/// the cells that the bucket names are asked for their borders as given.
/// Const, without allocation, safe from many threads.
template <position_type P>
class point_index {
public:
    static constexpr std::uint32_t nowhere = detail::nowhere;

    point_index() = default;

    /// @param order  the cells to look for, the one that wins an overlap first; each at most once
    /// @throws muster::error (out_of_range) when borders would fill more than 512 MB
    explicit point_index(const outlines<P>& borders, std::span<const std::uint32_t> order,
                         const index_layout& layout = {})
        : tables_{build_index(borders, order, layout)} {}

    /// The first cell of the order that holds the point, or `nowhere`, also for a position that is not valid.
    /// @param borders  those that the index was built from; on the plane any
    [[nodiscard]] std::uint32_t find(const outlines<P>& borders, const P& at) const noexcept {
        if (!tables_.frame.holds(at)) { return nowhere; }
        const index_point steps = tables_.frame(at);
        const std::uint32_t word = tables_.buckets[tables_.rasters[0].bucket_of(steps)];
        return (word & is_answer) != 0 ? word ^ is_answer : ask(borders, at, steps, word);
    }

    /// The same for many points: while one waits for memory, others go on. @pre places.size() == found.size()
    void find(const outlines<P>& borders, std::span<const P> places, std::span<std::uint32_t> found) const noexcept {
        for (std::size_t first = 0; first < places.size(); first += block_size) {
            const std::size_t count = std::min(block_size, places.size() - first);
            find_block(borders, places.data() + first, found.data() + first, count);
        }
    }

    [[nodiscard]] std::size_t memory_bytes() const noexcept { return tables_.memory_bytes(); }

    [[nodiscard]] const index_tables<P>& tables() const noexcept { return tables_; }

private:
    static constexpr std::size_t block_size = 64;

    /// From a word of a bucket to that of the finest bucket there.
    [[nodiscard]] std::uint32_t descend(std::uint32_t word, index_point steps) const noexcept {
        while ((word & (is_answer | is_raster)) == is_raster) {
            word = tables_.buckets[tables_.rasters[word ^ is_raster].bucket_of(steps)];
        }
        return word;
    }

    /// @pre the word is no answer
    [[nodiscard]] std::uint32_t ask(const outlines<P>& borders, const P& at, index_point steps,
                                    std::uint32_t word) const noexcept {
        word = descend(word, steps);
        if ((word & is_answer) != 0) { return word ^ is_answer; }
        const std::uint32_t* const stream = tables_.stream.data();
        for (std::uint32_t question = word;;) {
            const edge_words edges = edges_of(stream, question);
            const crossing_parity crossed = cross<index_frame<P>::is_exact>(edges, steps);
            if constexpr (!index_frame<P>::is_exact) {
                if (crossed.is_doubtful != 0) { return first_that_holds(borders, at, word); }
            }
            question = stream[place_of(question) + crossed.is_odd];
            if ((question & is_answer) != 0) { return question ^ is_answer; }
        }
    }

    /// Of the cells that the questions of a bucket name, from this one on: one of them is the answer, or none is.
    /// Out of the way: one lookup in thousands comes here, and all others are quicker without it.
    [[nodiscard, gnu::cold, gnu::noinline]] std::uint32_t first_that_holds(const outlines<P>& borders, const P& at,
                                                 std::uint32_t question) const noexcept {
        const std::uint32_t* const stream = tables_.stream.data();
        std::uint32_t best = nowhere;
        for (bool is_last = false; !is_last;) {
            const edge_words edges = edges_of(stream, question);
            const auto end = static_cast<std::size_t>(edges.first - stream) + std::size_t{4} * edges.count;
            is_last = true;
            const std::size_t place = place_of(question);
            for (const std::uint32_t word : {stream[place], stream[place + 1]}) {
                if ((word & is_answer) == 0) {
                    if (place_of(word) == end) {
                        question = word;
                        is_last = false;
                    }
                    continue;
                }
                const std::uint32_t cell = word ^ is_answer;
                if (cell == nowhere || cell == best) { continue; }
                if (best != nowhere && tables_.ranks[best] < tables_.ranks[cell]) { continue; }
                if (borders.contains(cell, at)) { best = cell; }
            }
        }
        return best;
    }

    void find_block(const outlines<P>& borders, const P* places, std::uint32_t* found,
                    std::size_t count) const noexcept {
        index_point steps[block_size];
        const std::uint32_t* buckets[block_size];
        std::uint32_t asking[block_size];  // the points whose bucket is no answer
        const raster& all = tables_.rasters[0];
        for (std::size_t i = 0; i < count; ++i) {
            const bool is_held = tables_.frame.holds(places[i]);
            steps[i] = tables_.frame(is_held ? places[i] : tables_.frame.low());
            buckets[i] = is_held ? tables_.buckets.data() + all.bucket_of(steps[i]) : &outside_;
            fetch(buckets[i]);
        }
        std::size_t asking_count = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const std::uint32_t word = *buckets[i];
            found[i] = word;
            asking[asking_count] = static_cast<std::uint32_t>(i);
            asking_count += static_cast<std::size_t>((word & is_answer) == 0);
        }
        std::size_t left = 0;
        for (std::size_t k = 0; k < asking_count; ++k) {
            const std::uint32_t i = asking[k];
            const std::uint32_t word = descend(found[i], steps[i]);
            found[i] = word;
            if ((word & is_answer) != 0) { continue; }
            const std::uint32_t* const question = tables_.stream.data() + place_of(word);
            fetch(question);
            fetch(question + (stream_margin - 1));
            asking[left++] = i;
        }
        for (std::size_t k = 0; k < left; ++k) {
            const std::uint32_t i = asking[k];
            found[i] = is_answer | ask(borders, places[i], steps[i], found[i]);
        }
        for (std::size_t i = 0; i < count; ++i) { found[i] ^= is_answer; }
    }

    static constexpr std::uint32_t outside_ = is_answer | detail::nowhere;

    index_tables<P> tables_;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
