#pragma once

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {

namespace detail {

/// Keys in the order in which they were added, found again in O(log n).
class key_index {
public:
    static constexpr std::uint32_t none = 0xffff'ffffU;

    /// False: the key is there already.
    bool add(std::string key) {
        const std::size_t place = lower_bound(key);
        if (place < sorted_.size() && keys_[sorted_[place]] == key) { return false; }
        sorted_.insert(sorted_.begin() + static_cast<std::ptrdiff_t>(place), static_cast<std::uint32_t>(keys_.size()));
        keys_.push_back(std::move(key));
        return true;
    }

    /// The number of a key, or `none`.
    [[nodiscard]] std::uint32_t find(std::string_view wanted) const noexcept {
        const std::size_t place = lower_bound(wanted);
        return place < sorted_.size() && keys_[sorted_[place]] == wanted ? sorted_[place] : none;
    }

    [[nodiscard]] std::size_t size() const noexcept { return keys_.size(); }
    [[nodiscard]] const std::string& operator[](std::uint32_t number) const { return keys_[number]; }

private:
    [[nodiscard]] std::size_t lower_bound(std::string_view wanted) const noexcept {
        std::size_t low = 0;
        for (std::size_t count = sorted_.size(); count > 0;) {
            const std::size_t half = count / 2;
            if (std::string_view{keys_[sorted_[low + half]]} < wanted) {
                low += half + 1;
                count -= half + 1;
            } else {
                count = half;
            }
        }
        return low;
    }

    std::vector<std::string> keys_;
    std::vector<std::uint32_t> sorted_;  // numbers, in the order of their keys
};

}  // namespace detail

}  // namespace v0
}  // namespace muster
