#pragma once

#include "muster/grid/orientation.hpp"  // edge

#include <algorithm>  // sort, binary_search, set_symmetric_difference
#include <cstddef>    // size_t
#include <iterator>   // back_inserter
#include <utility>    // move
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// A yes-or-no question about the points of one bucket: is the number of edges met by the ray to the east odd?
///
/// Questions add up modulo two: the sum asks whether an odd number of them has the answer yes, and an edge that is in
/// both drops out. So two questions with the same edges have always the same, or always opposite answers.
template <position_type P>
struct parity {
    std::vector<edge<P>> edges;  ///< sorted, each once
    bool starts_inside = false;

    [[nodiscard]] bool is_constant() const noexcept { return edges.empty(); }

    void add(const parity& other) {
        std::vector<edge<P>> sum;
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
template <position_type P>
class refuted_questions {
public:
    void clear() noexcept { questions_.clear(); }

    /// A question that has the same answer as this one wherever all old ones have the answer no.
    [[nodiscard]] parity<P> reduced(parity<P> question) const {
        for (const parity<P>& old : questions_) {
            if (std::binary_search(question.edges.begin(), question.edges.end(), old.edges.front())) {
                question.add(old);
            }
        }
        return question;
    }

    /// @pre `question` is not constant, and reduced
    void add(parity<P> question) {
        // Past this many the time to build would grow with the square of a crowded bucket's cells.
        if (questions_.size() < 32) { questions_.push_back(std::move(question)); }
    }

private:
    std::vector<parity<P>> questions_;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
