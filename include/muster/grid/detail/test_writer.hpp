#pragma once

#include "muster/core/error.hpp"                // error
#include "muster/grid/detail/index_tables.hpp"  // is_answer, place_of
#include "muster/grid/detail/parity.hpp"        // parity, refuted_questions

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t
#include <span>     // span
#include <string>   // to_string
#include <utility>  // move
#include <vector>   // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// A ring of a cell to be looked for, as an index builder numbers them.
struct indexed_ring {
    std::uint32_t cell;
    std::uint32_t part;    // the polygon: counted through all cells
    std::uint32_t number;  // among all rings of the outlines
    bool is_hole;
    bool has_holes;  // the polygon, when this is its outer ring
};

/// What is asked about one ring in one bucket. A ring that reaches no point of a bucket has no question there.
struct ring_question {
    std::uint32_t bucket;  // of its raster
    std::uint32_t ring_number;
    std::size_t first_edge;  // of the edges asked about
    std::uint32_t edge_count;
    bool starts_inside;
};

/// Turns what is asked in one bucket into questions of the stream, without those whose answer follows from others.
///
/// @tparam EdgeOf  `index_edge(edge_key)`
template <class EdgeOf>
class test_writer {
public:
    /// @param stream  to append to
    test_writer(std::vector<std::uint32_t>& stream, const std::vector<indexed_ring>& rings, EdgeOf edge_of)
        : stream_{stream}, rings_{rings}, edge_of_{edge_of} {}

    /// Finds out what has to be asked in a bucket.
    /// @param questions  in the order of their rings
    void prepare(std::span<const ring_question> questions, const std::vector<edge_key>& edges) {
        tests_.clear();
        refuted_.clear();
        otherwise_ = is_answer | nowhere;
        for (std::size_t first = 0; first < questions.size();) {
            std::size_t last = first + 1;
            while (last < questions.size() && ring_of(questions[last]).part == ring_of(questions[first]).part) {
                ++last;
            }
            if (add_polygon(questions.subspan(first, last - first), edges)) {
                otherwise_ = is_answer | ring_of(questions[first]).cell;
                break;
            }
            first = last;
        }
    }

    /// How many edges the questions of the bucket just prepared have.
    [[nodiscard]] std::size_t edge_count() const noexcept {
        std::size_t sum = 0;
        for (const test& each : tests_) { sum += each.inside.edges.size(); }
        return sum;
    }

    /// Appends the questions of the bucket just prepared to the stream.
    /// @return what the bucket is to hold
    [[nodiscard]] std::uint32_t write() {
        if (tests_.empty()) { return otherwise_; }
        words_.clear();
        std::size_t place = stream_.size();
        for (const test& each : tests_) {
            const std::size_t count = each.inside.edges.size();
            if (place / 2 > place_mask) {
                throw error{errc::out_of_range, "point index: the borders need more than " +
                                                    std::to_string(place_mask / (1U << 17)) +
                                                    " MB; expected fewer that run so close to each other"};
            }
            words_.push_back(static_cast<std::uint32_t>(place / 2) |
                             (count <= most_counted ? static_cast<std::uint32_t>(count) << count_shift : 0U));
            place += 4 * count + (count <= most_counted ? 2 : 4);
        }
        for (std::size_t i = 0; i < tests_.size(); ++i) {
            const test& each = tests_[i];
            const std::uint32_t passed = each.passed == next ? words_[i + 1] : each.passed;
            const std::uint32_t failed = i + each.skip < tests_.size() ? words_[i + each.skip] : otherwise_;
            stream_.push_back(each.inside.starts_inside ? passed : failed);
            stream_.push_back(each.inside.starts_inside ? failed : passed);
            if (each.inside.edges.size() > most_counted) {
                stream_.push_back(static_cast<std::uint32_t>(each.inside.edges.size()));
                stream_.push_back(0);
            }
            for (const edge_key key : each.inside.edges) {
                const index_edge e = edge_of_(key);
                stream_.insert(stream_.end(), {e.lower.x, e.lower.y, e.upper.x, e.upper.y});
            }
        }
        return words_[0];
    }

private:
    struct test {
        parity inside;
        std::uint32_t passed;  // the answer, or `next`
        std::size_t skip;      // how many tests further to go on when it fails
    };

    static constexpr std::uint32_t next = 0;  // no answer

    [[nodiscard]] const indexed_ring& ring_of(const ring_question& asked) const noexcept {
        return rings_[asked.ring_number];
    }

    // Returns whether the polygon holds every point of the bucket that comes to it.
    [[nodiscard]] bool add_polygon(std::span<const ring_question> questions, const std::vector<edge_key>& edges) {
        const std::uint32_t cell = is_answer | ring_of(questions[0]).cell;
        if (ring_of(questions[0]).is_hole) { return false; }  // the outer ring is away: only holes are here
        asked_.clear();
        for (const ring_question& one : questions) {
            const auto first = edges.begin() + static_cast<std::ptrdiff_t>(one.first_edge);
            parity inside{{first, first + one.edge_count}, one.starts_inside};
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
            parity news = refuted_.reduced(asked_[0]);
            if (news.is_constant()) { return news.starts_inside; }
            tests_.push_back({news.edges.size() < asked_[0].edges.size() ? news : std::move(asked_[0]), cell, 1});
            refuted_.add(std::move(news));
            return false;
        }
        // Several rings of it pass: all of them have to say yes, and a no says nothing about any single one.
        const std::size_t count = asked_.size();
        for (std::size_t i = 0; i < count; ++i) {
            tests_.push_back({std::move(asked_[i]), i + 1 < count ? next : cell, count - i});
        }
        return false;
    }

    std::vector<std::uint32_t>& stream_;
    const std::vector<indexed_ring>& rings_;
    EdgeOf edge_of_;
    std::vector<parity> asked_;
    std::vector<test> tests_;
    std::vector<std::uint32_t> words_;
    std::uint32_t otherwise_ = is_answer | nowhere;  // when all tests fail
    refuted_questions refuted_;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
