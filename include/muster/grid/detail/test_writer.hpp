#pragma once

#include "muster/grid/detail/index_tables.hpp"  // index_tables
#include "muster/grid/detail/parity.hpp"        // parity, refuted_questions

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t
#include <span>     // span
#include <utility>  // move
#include <vector>   // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// A ring of a cell to be looked for, as an index builder numbers them.
struct indexed_ring {
    std::uint32_t cell;
    std::uint32_t part;  // the polygon: counted through all cells
    bool is_hole;
    bool has_holes;          // the polygon, when this is its outer ring
    std::size_t first_edge;  // of the builder's edges
    std::size_t last_edge;
    std::int64_t low;  // the height of its edges, in units
    std::int64_t high;
};

/// What is asked about one ring in one bucket. A ring that reaches no point of a bucket has no question there.
struct ring_question {
    std::uint32_t column;
    std::uint32_t ring_number;
    std::uint32_t first_edge;  // of the edges asked about
    std::uint32_t edge_count;
    bool starts_inside;
};

/// Turns the questions of one bucket into tests, without those whose answer follows from the ones before.
template <position_type P>
class test_writer {
public:
    test_writer(index_tables<P>& tables, const std::vector<indexed_ring>& rings) : tables_{tables}, rings_{rings} {}

    /// @param questions  in the order of their rings
    /// @return what the bucket is to hold
    [[nodiscard]] std::uint32_t write(std::span<const ring_question> questions, const std::vector<edge<P>>& edges) {
        const std::size_t start = tables_.tests.size();
        refuted_.clear();
        std::uint32_t otherwise = nowhere;
        for (std::size_t first = 0; first < questions.size();) {
            std::size_t last = first + 1;
            while (last < questions.size() && ring_of(questions[last]).part == ring_of(questions[first]).part) {
                ++last;
            }
            if (write_polygon(questions.subspan(first, last - first), edges)) {
                otherwise = ring_of(questions[first]).cell;
                break;
            }
            first = last;
        }
        if (tables_.tests.size() == start) { return is_answer | otherwise; }
        bucket_test always;
        always.starts_inside = 1;
        always.cell = otherwise;
        tables_.tests.push_back(always);
        return static_cast<std::uint32_t>(start);
    }

private:
    [[nodiscard]] const indexed_ring& ring_of(const ring_question& asked) const noexcept {
        return rings_[asked.ring_number];
    }

    // Returns whether the polygon holds every point of the bucket that comes to it.
    [[nodiscard]] bool write_polygon(std::span<const ring_question> questions, const std::vector<edge<P>>& edges) {
        const std::uint32_t cell = ring_of(questions[0]).cell;
        if (ring_of(questions[0]).is_hole) { return false; }  // the outer ring is away: only holes are here
        asked_.clear();
        for (const ring_question& one : questions) {
            const auto first = edges.begin() + one.first_edge;
            parity<P> inside{{first, first + one.edge_count}, one.starts_inside};
            inside.settle();
            inside.starts_inside ^= ring_of(one).is_hole;
            if (!inside.is_constant()) {
                asked_.push_back(std::move(inside));
            } else if (!inside.starts_inside) {
                return false;  // all in a hole
            }
        }
        if (asked_.empty()) { return true; }
        if (asked_.size() == 1) {
            parity<P> news = refuted_.reduced(asked_[0]);
            if (news.is_constant()) { return news.starts_inside; }
            write_test(news.edges.size() < asked_[0].edges.size() ? news : asked_[0], cell, 1);
            refuted_.add(std::move(news));
            return false;
        }
        // Several rings of it pass: all of them have to say yes, and a no says nothing about any single one.
        const std::size_t count = asked_.size();
        for (std::size_t i = 0; i < count; ++i) {
            write_test(asked_[i], i + 1 < count ? not_yet : cell, static_cast<std::uint32_t>(count - i));
        }
        return false;
    }

    void write_test(const parity<P>& inside, std::uint32_t cell, std::uint32_t skip) {
        bucket_test test;
        test.first_edge = static_cast<std::uint32_t>(tables_.edges.size());
        test.edge_count = static_cast<std::uint32_t>(inside.edges.size()) & 0x7fff'ffffU;
        test.starts_inside = inside.starts_inside ? 1U : 0U;
        test.cell = cell;
        test.skip = skip;
        tables_.tests.push_back(test);
        tables_.edges.insert(tables_.edges.end(), inside.edges.begin(), inside.edges.end());
    }

    index_tables<P>& tables_;
    const std::vector<indexed_ring>& rings_;
    std::vector<parity<P>> asked_;
    refuted_questions<P> refuted_;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
