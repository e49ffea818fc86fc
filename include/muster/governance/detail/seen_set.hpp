#pragma once

#include <algorithm>  // fill
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <vector>     // vector

namespace muster {
inline namespace v0 {

namespace detail {

/// Which small numbers were seen since it was last cleared. Both in O(1); grows to the largest number, then allocates no
/// more. Meant as scratch memory.
class seen_set {
public:
    void clear() noexcept {
        if (++round_ != 0) { return; }
        std::fill(last_seen_.begin(), last_seen_.end(), 0U);  // once in 2^32 rounds
        round_ = 1;
    }
    /// Whether the number was not seen before.
    bool insert(std::uint32_t number) {
        if (number >= last_seen_.size()) { last_seen_.resize(std::size_t{number} + 1, 0); }
        const bool is_new = last_seen_[number] != round_;
        last_seen_[number] = round_;
        return is_new;
    }

private:
    std::vector<std::uint32_t> last_seen_;
    std::uint32_t round_ = 1;
};

}  // namespace detail

}  // namespace v0
}  // namespace muster
