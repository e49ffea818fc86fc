#pragma once

#include <algorithm>  // equal
#include <cstddef>    // size_t
#include <cstdint>    // uint64_t
#include <span>       // span
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// The classes of an input: which entries pass each of them, as bits. Equal sets of entries are one class.
class class_signatures {
public:
    using word = std::uint64_t;

    explicit class_signatures(std::size_t entries) : words_{(entries + 63) / 64}, slots_(64, 0) {}

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] std::size_t words() const noexcept { return words_; }
    [[nodiscard]] std::span<const word> row(std::size_t which) const noexcept {
        return std::span{bits_}.subspan(which * words_, words_);
    }
    [[nodiscard]] bool passes(std::size_t entry, std::size_t which) const noexcept {
        return (bits_[which * words_ + entry / 64] >> (entry % 64) & 1) != 0;
    }

    /// A class of its own, which no later one is merged with.
    std::size_t add_apart(std::span<const word> mine) {
        bits_.insert(bits_.end(), mine.begin(), mine.end());
        return size_++;
    }
    /// The class with these entries; `size()` grows when it is new.
    std::size_t add(std::span<const word> mine) {
        if (size_ * 2 >= slots_.size()) { rehash(); }
        std::size_t at = hash(mine) & (slots_.size() - 1);
        for (; slots_[at] != 0; at = (at + 1) & (slots_.size() - 1)) {
            const std::span<const word> other = row(slots_[at] - 1);
            if (std::equal(mine.begin(), mine.end(), other.begin())) { return slots_[at] - 1; }
        }
        slots_[at] = size_ + 1;
        merged_.push_back(size_);
        return add_apart(mine);
    }

private:
    // Only finds; it never orders or decides.
    [[nodiscard]] static std::uint64_t hash(std::span<const word> mine) noexcept {
        std::uint64_t state = 0x9e3779b97f4a7c15ULL;
        for (const word each : mine) {
            state = (state ^ each) * 0xff51afd7ed558ccdULL;
            state ^= state >> 32;
        }
        return state;
    }
    void rehash() {
        slots_.assign(slots_.size() * 2, 0);
        for (const std::size_t which : merged_) {
            std::size_t at = hash(row(which)) & (slots_.size() - 1);
            while (slots_[at] != 0) { at = (at + 1) & (slots_.size() - 1); }
            slots_[at] = which + 1;
        }
    }

    std::size_t words_;
    std::size_t size_ = 0;
    std::vector<word> bits_;
    std::vector<std::size_t> slots_;   // open addressing: a class + 1, or 0
    std::vector<std::size_t> merged_;  // those in `slots_`
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
