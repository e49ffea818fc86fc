#pragma once

#include <algorithm>  // sort, binary_search, set_symmetric_difference
#include <cstddef>    // size_t
#include <cstdint>    // uint64_t
#include <iterator>   // back_inserter
#include <utility>    // move
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// An edge by the numbers of its two ends: the lower one in the upper half.
///
/// Ends are numbered by their place from south to north, those of one height from west to east, and each place has one
/// number. So two cells that share a border share the numbers of its edges.
using edge_key = std::uint64_t;

/// A yes-or-no question about the points of one bucket: is the number of edges met by the ray to the east odd?
///
/// Questions add up modulo two: the sum asks whether an odd number of them has the answer yes, and an edge that is in
/// both drops out. So two questions with the same edges have always the same, or always opposite answers.
struct parity {
    std::vector<edge_key> edges;  ///< sorted, each once
    bool starts_inside = false;

    [[nodiscard]] bool is_constant() const noexcept { return edges.empty(); }

    void add(const parity& other) {
        std::vector<edge_key> sum;
        std::set_symmetric_difference(edges.begin(), edges.end(), other.edges.begin(), other.edges.end(),
                                      std::back_inserter(sum));
        edges = std::move(sum);
        starts_inside ^= other.starts_inside;
    }

    /// Sorts the edges and lets equal ones cancel each other.
    void settle() {
        std::sort(edges.begin(), edges.end());
        std::size_t kept = 0;
        for (std::size_t i = 0; i < edges.size(); ++i) {
            if (kept != 0 && edges[kept - 1] == edges[i]) {
                --kept;
            } else {
                edges[kept++] = edges[i];
            }
        }
        edges.resize(kept);
    }
};

/// The questions already answered with no, in a form that shows what a new one adds to them.
///
/// When the new one is a sum of old ones, its answer is known: so the second of two cells that share the only border
/// in a bucket needs no test. Gaussian elimination modulo two; the first edge of each question is its pivot.
class refuted_questions {
public:
    void clear() noexcept { questions_.clear(); }

    /// A question that has the same answer as this one wherever all old ones have the answer no.
    [[nodiscard]] parity reduced(parity question) const {
        for (const parity& old : questions_) {
            if (std::binary_search(question.edges.begin(), question.edges.end(), old.edges.front())) {
                question.add(old);
            }
        }
        return question;
    }

    /// @pre `question` is not constant, and reduced
    void add(parity question) {
        // Past this many the time to build would grow with the square of a crowded bucket's cells.
        if (questions_.size() < 32) { questions_.push_back(std::move(question)); }
    }

private:
    std::vector<parity> questions_;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
