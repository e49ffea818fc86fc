#pragma once

#include "muster/rules/input_entry.hpp"  // input_entry

#include <algorithm>    // sort, unique, binary_search
#include <bit>          // bit_ceil
#include <cstddef>      // size_t
#include <cstdint>      // uint16_t, uint64_t
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// Which class a text belongs to: of its literal, else of the longest prefix that it begins with, else of the rest.
///
/// One hash of the text, and one for each length of prefix. The hash only finds; it never orders or decides.
class text_lookup {
public:
    void add(const input_entry& entry) {
        literals_.insert(literals_.end(), entry.texts.begin(), entry.texts.end());
        prefixes_.insert(prefixes_.end(), entry.prefixes.begin(), entry.prefixes.end());
    }

    /// Asks `class_for(witness)` once for every literal, every prefix and the rest, in that order.
    template <class ClassFor>
    void assign(ClassFor class_for, std::uint16_t outside) {
        sort_unique(literals_);
        sort_unique(prefixes_);
        for (const std::string& each : literals_) { literal_class_.push_back(class_for(each)); }
        for (const std::string& each : prefixes_) {
            std::string beyond;
            prefix_class_.push_back(witness_of(each, each, beyond) ? class_for(beyond) : outside);
            lengths_.push_back(each.size());
        }
        sort_unique(lengths_);
        std::string other;
        rest_ = witness_of("", "other", other) ? class_for(other) : outside;
        fill(literal_slots_, literals_);
        fill(prefix_slots_, prefixes_);
    }

    [[nodiscard]] std::uint16_t find(std::string_view text) const noexcept {
        const std::size_t literal = look_up(literal_slots_, literals_, text);
        if (literal != none) { return literal_class_[literal]; }
        for (std::size_t i = lengths_.size(); i-- > 0;) {
            if (lengths_[i] > text.size()) { continue; }
            const std::size_t prefix = look_up(prefix_slots_, prefixes_, text.substr(0, lengths_[i]));
            if (prefix != none) { return prefix_class_[prefix]; }
        }
        return rest_;
    }

private:
    static constexpr std::size_t none = ~std::size_t{0};

    template <class V>
    static void sort_unique(std::vector<V>& all) {
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
    }

    // A text that no literal is, and whose longest prefix is `prefix`: `prefix` itself, `start`, or either continued.
    [[nodiscard]] bool witness_of(const std::string& prefix, const std::string& start, std::string& found) const {
        const auto fits = [&](const std::string& text) {
            if (std::binary_search(literals_.begin(), literals_.end(), text)) { return false; }
            for (const std::string& each : prefixes_) {
                if (each.size() > prefix.size() && text.compare(0, each.size(), each) == 0) { return false; }
            }
            return text.compare(0, prefix.size(), prefix) == 0;
        };
        found = start;
        if (fits(found)) { return true; }
        // Some continuation fits unless prefixes take every one: the longer prefixes and literals are finitely many.
        const std::string letters = "0abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ123456789_-. ";
        const std::size_t tries = literals_.size() + prefixes_.size() + 2;
        for (const char first : letters) {
            std::string text = prefix;
            for (std::size_t i = 0; i < tries && text.size() < prefix.size() + 64; ++i) {
                text += first;
                if (fits(text)) {
                    found = std::move(text);
                    return true;
                }
            }
        }
        return false;
    }

    // FNV-1a over whole words of the text: short codes take one or two steps.
    [[nodiscard]] static std::uint64_t hash(std::string_view text) noexcept {
        std::uint64_t state = 0x9e3779b97f4a7c15ULL ^ text.size();
        std::uint64_t word = 0;
        std::size_t filled = 0;
        for (const char each : text) {
            word = word << 8 | static_cast<unsigned char>(each);
            if (++filled == 8) {
                state = (state ^ word) * 0xff51afd7ed558ccdULL;
                state ^= state >> 32;
                word = filled = 0;
            }
        }
        state = (state ^ word) * 0xff51afd7ed558ccdULL;
        return state ^ state >> 29;
    }

    static void fill(std::vector<std::uint32_t>& slots, const std::vector<std::string>& keys) {
        slots.assign(std::bit_ceil(keys.size() * 2 + 1), 0);
        for (std::size_t i = 0; i < keys.size(); ++i) {
            std::size_t at = hash(keys[i]) & (slots.size() - 1);
            while (slots[at] != 0) { at = (at + 1) & (slots.size() - 1); }
            slots[at] = static_cast<std::uint32_t>(i + 1);
        }
    }

    [[nodiscard]] static std::size_t look_up(const std::vector<std::uint32_t>& slots,
                                             const std::vector<std::string>& keys, std::string_view text) noexcept {
        if (keys.empty()) { return none; }
        for (std::size_t at = hash(text) & (slots.size() - 1); slots[at] != 0; at = (at + 1) & (slots.size() - 1)) {
            if (keys[slots[at] - 1] == text) { return slots[at] - 1; }
        }
        return none;
    }

    std::vector<std::string> literals_, prefixes_;
    std::vector<std::uint16_t> literal_class_, prefix_class_;
    std::vector<std::size_t> lengths_;  // of prefixes, in order
    std::vector<std::uint32_t> literal_slots_, prefix_slots_;
    std::uint16_t rest_ = 0;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
