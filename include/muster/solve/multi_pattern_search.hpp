#pragma once

#include "muster/core/expects.hpp"  // MUSTER_EXPECTS

#include <array>        // array
#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <span>         // span
#include <string_view>  // string_view
#include <utility>      // pair
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// Finds every occurrence of many patterns in one pass over a message.
///
/// ASCII letters match without case; other bytes match as they are, so valid UTF-8 patterns are only ever found at
/// character borders. Build O(total length x byte classes); search O(length of the message + occurrences), no
/// allocation. Const: use from many threads. @source Aho, Corasick (1975), as a complete automaton over byte classes
class multi_pattern_search {
public:
    multi_pattern_search() : multi_pattern_search(std::span<const std::string_view>{}) {}

    /// @param patterns none of them empty (MUSTER_EXPECTS); numbered from 0 in the order given; not stored
    explicit multi_pattern_search(std::span<const std::string_view> patterns) {
        number_bytes(patterns);
        std::vector<std::pair<std::uint32_t, std::uint32_t>> ends;  // (node, pattern)
        next_.assign(class_count_, 0);
        for (std::uint32_t i = 0; i < patterns.size(); ++i) { ends.emplace_back(insert(patterns[i]), i); }
        const std::vector<std::uint32_t> fallback = complete();
        collect_outputs(ends, fallback);
    }

    /// Calls `found(pattern, end)` for each occurrence, `end` one past its last byte, in the order of the ends.
    template <class Found>
    void for_each(std::string_view message, Found&& found) const {
        std::uint32_t node = 0;
        for (std::size_t i = 0; i < message.size(); ++i) {
            node = next_[node + class_of_[static_cast<unsigned char>(message[i])]];
            if (node < first_with_output_) { continue; }
            const auto [first, last] = outputs_of_[(node - first_with_output_) / class_count_];
            for (std::uint32_t k = first; k < last; ++k) { found(outputs_[k], i + 1); }
        }
    }

private:
    static constexpr unsigned char lower(unsigned char byte) noexcept {
        return byte >= 'A' && byte <= 'Z' ? static_cast<unsigned char>(byte - 'A' + 'a') : byte;
    }

    // Bytes that no pattern has share class 0: the table stays small enough for the nearest cache.
    void number_bytes(std::span<const std::string_view> patterns) {
        for (const std::string_view pattern : patterns) {
            MUSTER_EXPECTS(!pattern.empty(), "multi_pattern_search: a pattern is empty");
            for (const char each : pattern) {
                std::uint8_t& number = class_of_[lower(static_cast<unsigned char>(each))];
                if (number == 0) { number = static_cast<std::uint8_t>(class_count_++); }
            }
        }
        for (unsigned char upper = 'A'; upper <= 'Z'; ++upper) { class_of_[upper] = class_of_[lower(upper)]; }
    }

    std::uint32_t insert(std::string_view pattern) {
        std::uint32_t node = 0;  // nodes are numbered by the start of their row
        for (const char each : pattern) {
            const std::uint32_t edge = node + class_of_[static_cast<unsigned char>(each)];
            if (next_[edge] == 0) {
                const auto fresh = static_cast<std::uint32_t>(next_.size());
                next_.resize(next_.size() + class_count_, 0);
                next_[edge] = fresh;
            }
            node = next_[edge];
        }
        return node;
    }

    // Breadth first, so that the node a node falls back to is complete before it. Gives the fallback of each row.
    std::vector<std::uint32_t> complete() {
        std::vector<std::uint32_t> fallback(next_.size() / class_count_, 0);
        std::vector<std::uint32_t> order{0};
        for (std::size_t i = 0; i < order.size(); ++i) {
            const std::uint32_t node = order[i];
            for (std::uint32_t symbol = 0; symbol < class_count_; ++symbol) {
                const std::uint32_t child = next_[node + symbol];
                const std::uint32_t otherwise = node == 0 ? 0 : next_[fallback[node / class_count_] + symbol];
                if (child == 0) {
                    next_[node + symbol] = otherwise;
                } else {
                    fallback[child / class_count_] = otherwise;
                    order.push_back(child);
                }
            }
        }
        order_ = std::move(order);
        return fallback;
    }

    void collect_outputs(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& ends,
                         const std::vector<std::uint32_t>& fallback) {
        std::vector<std::vector<std::uint32_t>> all(fallback.size());
        for (const auto& [node, pattern] : ends) { all[node / class_count_].push_back(pattern); }
        for (const std::uint32_t node : order_) {
            const std::uint32_t row = node / class_count_;
            if (row == 0) { continue; }
            const auto& inherited = all[fallback[row] / class_count_];
            all[row].insert(all[row].end(), inherited.begin(), inherited.end());
        }
        order_ = {};
        put_outputs_last(all);
    }

    // Renumbers the nodes so that those with outputs come last: then one comparison a byte says that nothing ends here.
    void put_outputs_last(const std::vector<std::vector<std::uint32_t>>& all) {
        std::vector<std::uint32_t> place(all.size());  // where a row goes
        std::uint32_t rows = 0;
        for (std::size_t row = 0; row < all.size(); ++row) {
            if (all[row].empty()) { place[row] = rows++; }
        }
        first_with_output_ = rows * class_count_;
        for (std::size_t row = 0; row < all.size(); ++row) {
            if (all[row].empty()) { continue; }
            place[row] = rows++;
            const auto first = static_cast<std::uint32_t>(outputs_.size());
            outputs_.insert(outputs_.end(), all[row].begin(), all[row].end());
            outputs_of_.emplace_back(first, static_cast<std::uint32_t>(outputs_.size()));
        }
        std::vector<std::uint32_t> moved(next_.size());
        for (std::size_t row = 0; row < all.size(); ++row) {
            for (std::uint32_t symbol = 0; symbol < class_count_; ++symbol) {
                moved[place[row] * class_count_ + symbol] =
                    place[next_[row * class_count_ + symbol] / class_count_] * class_count_;
            }
        }
        next_ = std::move(moved);
    }

    std::array<std::uint8_t, 256> class_of_{};
    std::uint32_t class_count_ = 1;
    std::vector<std::uint32_t> next_;      // next_[row start + class]: the row start of the next node
    std::vector<std::uint32_t> order_;     // while building only
    std::uint32_t first_with_output_ = 0;  // nodes from here on end a pattern; the root never does
    std::vector<std::pair<std::uint32_t, std::uint32_t>> outputs_of_;  // of these
    std::vector<std::uint32_t> outputs_;
};

}  // namespace v0
}  // namespace muster
