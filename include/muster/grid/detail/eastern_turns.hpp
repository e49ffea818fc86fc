#pragma once

#include <algorithm>  // set_symmetric_difference, sort
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <iterator>   // back_inserter
#include <utility>    // swap
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// The heights at which the parity of the edges to the east of a bucket changes: the ends of chains of edges.
///
/// A chain that goes on at a height turns there twice: not at all. Keeps its memory when cleared.
class eastern_turns {
public:
    void clear() noexcept {
        heights_.clear();
        new_.clear();
    }
    /// Another turn, not seen before `settle`.
    void add(std::uint32_t height) { new_.push_back(height); }

    /// O(k log k + heights) for k new turns.
    void settle() {
        if (new_.empty()) { return; }
        std::sort(new_.begin(), new_.end());
        std::size_t kept = 0;
        for (const std::uint32_t height : new_) {
            if (kept != 0 && new_[kept - 1] == height) {
                --kept;
            } else {
                new_[kept++] = height;
            }
        }
        new_.resize(kept);
        if (kept != 0) {
            merged_.clear();
            std::set_symmetric_difference(heights_.begin(), heights_.end(), new_.begin(), new_.end(),
                                          std::back_inserter(merged_));
            std::swap(heights_, merged_);
        }
        new_.clear();
    }

    /// From south to north, each once.
    [[nodiscard]] const std::vector<std::uint32_t>& heights() const noexcept { return heights_; }

private:
    std::vector<std::uint32_t> heights_;
    std::vector<std::uint32_t> new_;
    std::vector<std::uint32_t> merged_;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
