#pragma once

#include <bit>          // bit_ceil, countr_zero, rotl
#include <cstddef>      // size_t
#include <cstdint>      // uint64_t
#include <cstring>      // memcpy, memcmp
#include <optional>     // optional
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // pair
#include <vector>       // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// Finds the class of a text among known ones in one probe: no two of them share a slot.
///
/// A text is taken as its first and last eight bytes and its length; up to 16 bytes that is all of it. The slot is the top
/// of a product, and construction tries factors until every text has a slot of its own.
class text_classes {
public:
    /// Nothing when there is no such table: of texts over 16 bytes that differ in their middle only.
    [[nodiscard]] static std::optional<text_classes> make(std::vector<std::pair<std::string, std::uint16_t>> texts,
                                                          std::uint16_t rest) {
        text_classes made;
        made.rest_ = rest;
        made.texts_ = std::move(texts);
        const std::size_t least = std::bit_ceil(made.texts_.size() * 2 + 2);
        std::uint64_t factor = 0x9e3779b97f4a7c15U;
        for (std::size_t size = least; size <= least * 16; size *= 2) {
            for (int attempt = 0; attempt < 64; ++attempt) {
                factor = factor * 0x5851f42d4c957f2dU + 0x14057b7ef767814fU;
                if (made.fill(size, factor | 1)) { return made; }
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] std::uint16_t find(std::string_view words) const noexcept {
        const ends of = ends_of(words);
        const slot& at = slots_[place_of(of, words.size())];
        // One comparison, and no branch on its answer: whether a text is among the known ones is hard to foresee.
        const std::uint64_t differs = (at.of.head ^ of.head) | (at.of.tail ^ of.tail) | (at.size ^ words.size());
        if (words.size() > 16 && differs == 0) {
            return std::memcmp(texts_[at.text].first.data(), words.data(), words.size()) == 0 ? at.which : rest_;
        }
        const auto keep = static_cast<unsigned>(-static_cast<int>(differs == 0));
        return static_cast<std::uint16_t>((at.which & keep) | (rest_ & ~keep));
    }

private:
    struct ends {
        std::uint64_t head = 0, tail = 0;
    };
    struct slot {
        ends of{};
        std::size_t size = ~std::size_t{0};  // of no text
        std::uint32_t text = 0;
        std::uint16_t which = 0;
    };

    template <class Word>
    [[nodiscard]] static std::uint64_t load(const char* from) noexcept {
        Word word;
        std::memcpy(&word, from, sizeof word);
        return word;
    }

    // Overlapping reads cover every length without a loop. Of one machine only: the words place, they never decide.
    [[nodiscard]] static ends ends_of(std::string_view words) noexcept {
        const char* first = words.data();
        const std::size_t size = words.size();
        if (size >= 8) { return {load<std::uint64_t>(first), load<std::uint64_t>(first + size - 8)}; }
        if (size >= 4) { return {load<std::uint32_t>(first) | load<std::uint32_t>(first + size - 4) << 32, 0}; }
        if (size == 0) { return {}; }
        return {load<unsigned char>(first) | load<unsigned char>(first + size / 2) << 8 |
                    load<unsigned char>(first + size - 1) << 16,
                0};
    }

    [[nodiscard]] std::size_t place_of(const ends& of, std::size_t size) const noexcept {
        return static_cast<std::size_t>(((of.head ^ std::rotl(of.tail, 29) ^ size) * factor_) >> shift_);
    }

    [[nodiscard]] bool fill(std::size_t size, std::uint64_t factor) {
        factor_ = factor;
        shift_ = 64 - std::countr_zero(size);
        slots_.assign(size, {});
        for (std::uint32_t i = 0; i < texts_.size(); ++i) {
            const std::string& words = texts_[i].first;
            slot& at = slots_[place_of(ends_of(words), words.size())];
            if (at.size != ~std::size_t{0}) { return false; }
            at = {ends_of(words), words.size(), i, texts_[i].second};
        }
        return true;
    }

    std::vector<slot> slots_;
    std::vector<std::pair<std::string, std::uint16_t>> texts_;
    std::uint64_t factor_ = 1;
    int shift_ = 63;
    std::uint16_t rest_ = 0;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
