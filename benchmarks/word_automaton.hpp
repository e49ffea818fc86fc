#pragma once

#include <array>        // array
#include <cstddef>      // size_t
#include <cstdint>      // uint16_t
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace bench {

/// A bare automaton over the bytes of a message: which sets of words occur, as bits.
class word_automaton {
public:
    /// Adds a word of the set with this bit. ASCII letters match without case.
    void add(std::string_view word, unsigned bit) {
        std::size_t node = 0;
        for (const char each : word) {
            const unsigned char byte = lower(static_cast<unsigned char>(each));
            if (tree_[node][byte] == 0) {
                tree_[node][byte] = static_cast<std::uint16_t>(tree_.size());
                tree_.emplace_back();
                mask_.push_back(0);
            }
            node = tree_[node][byte];
        }
        mask_[node] |= std::uint32_t{1} << bit;
    }

    /// Makes the automaton complete, so that reading a byte is one step. Call once, after the last `add`.
    void finish() {
        number_bytes();
        std::vector<std::uint16_t> fallback(tree_.size(), 0);
        std::vector<std::uint16_t> order{0};
        for (std::size_t i = 0; i < order.size(); ++i) {
            const std::uint16_t node = order[i];
            for (std::size_t byte = 0; byte < 256; ++byte) {
                const std::uint16_t child = tree_[node][byte];
                const std::uint16_t otherwise = node == 0 ? std::uint16_t{0} : tree_[fallback[node]][byte];
                if (child == 0) {
                    tree_[node][byte] = otherwise;
                    continue;
                }
                fallback[child] = otherwise;
                mask_[child] |= mask_[otherwise];
                order.push_back(child);
            }
        }
        next_.assign(tree_.size() << class_bits, 0);
        for (std::size_t node = 0; node < tree_.size(); ++node) {
            for (std::size_t byte = 0; byte < 256; ++byte) {
                next_[(node << class_bits) + class_of_[byte]] = tree_[node][lower(static_cast<unsigned char>(byte))];
            }
        }
        tree_ = {};
    }

    [[nodiscard]] std::uint32_t run(std::string_view message) const noexcept {
        std::uint32_t hits = 0;
        std::size_t node = 0;
        for (const char each : message) {
            node = next_[(node << class_bits) + class_of_[static_cast<unsigned char>(each)]];
            hits |= mask_[node];
        }
        return hits;
    }

private:
    static constexpr unsigned class_bits = 7;  // the words of the district have about 100 different bytes

    static constexpr unsigned char lower(unsigned char byte) noexcept {
        return byte >= 'A' && byte <= 'Z' ? static_cast<unsigned char>(byte - 'A' + 'a') : byte;
    }

    // Bytes that no word has share class 0.
    void number_bytes() {
        std::uint8_t classes = 1;
        for (std::size_t byte = 0; byte < 256; ++byte) {
            bool is_used = false;
            for (const auto& node : tree_) { is_used = is_used || node[byte] != 0; }
            if (is_used) { class_of_[byte] = classes++; }
        }
        for (unsigned char byte = 'A'; byte <= 'Z'; ++byte) { class_of_[byte] = class_of_[lower(byte)]; }
    }

    std::array<std::uint8_t, 256> class_of_{};
    std::vector<std::array<std::uint16_t, 256>> tree_ = decltype(tree_)(1);  // while building only
    std::vector<std::uint16_t> next_;
    std::vector<std::uint32_t> mask_{0};
};

}  // namespace bench
