#pragma once

#include "muster/rules/input_entry.hpp"  // input_entry

#include <algorithm>    // sort, unique, binary_search, lower_bound
#include <bit>          // bit_ceil
#include <cstddef>      // size_t
#include <cstdint>      // uint16_t, uint64_t
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
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
        for (const std::string& each : prefixes_) { lengths_.push_back(each.size()); }
        sort_unique(lengths_);
        for (const std::string& each : literals_) { literal_class_.push_back(class_for(each)); }
        for (const std::string& each : prefixes_) {
            std::string beyond;
            prefix_class_.push_back(find_witness(each, beyond) ? class_for(std::move(beyond)) : outside);
        }
        std::string other;
        rest_ = find_rest(other) ? class_for(std::move(other)) : outside;
        fill(literal_slots_, literals_);
        fill(prefix_slots_, prefixes_);
    }

    /// The lengths of the prefixes, ascending, in bytes.
    [[nodiscard]] const std::vector<std::size_t>& prefix_lengths() const noexcept { return lengths_; }

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

    // Whether a text is no literal and has no prefix longer than `length`.
    [[nodiscard]] bool is_beyond(std::string_view text, std::size_t length) const {
        if (std::binary_search(literals_.begin(), literals_.end(), text)) { return false; }
        for (const std::size_t each : lengths_) {
            if (each > length && each <= text.size() &&
                std::binary_search(prefixes_.begin(), prefixes_.end(), text.substr(0, each))) {
                return false;
            }
        }
        return true;
    }

    // Some text of which `prefix` is the longest prefix, and which is no literal. Exact: false when there is none.
    [[nodiscard]] bool find_witness(const std::string& prefix, std::string& found) const {
        found = prefix;
        return is_beyond(found, prefix.size()) || extend(found, prefix.size());
    }
    // Some text with no prefix at all, as plain as there is one.
    [[nodiscard]] bool find_rest(std::string& found) const {
        if (prefixes_.empty() || !prefixes_.front().empty()) {
            for (const std::string_view each : {"other", "another", "something else"}) {
                found = each;
                if (is_beyond(found, 0)) { return true; }
            }
            found.clear();
            return extend(found, 0) || is_beyond(found, 0);
        }
        return false;  // everything begins with the empty prefix
    }
    // Continues a text that is taken. What no literal and no prefix begins with is free at once; else it goes on longer,
    // which ends because literals and prefixes are finitely many.
    [[nodiscard]] bool extend(std::string& start, std::size_t length) const {
        for (const bool is_deeper : {false, true}) {
            for (unsigned k = 0; k < 256; ++k) {
                start.push_back(letter(k));
                if (!is_deeper && !is_begun(literals_, start) && !is_begun(prefixes_, start)) { return true; }
                if (is_deeper && !std::binary_search(prefixes_.begin(), prefixes_.end(), start) &&
                    (is_beyond(start, length) || extend(start, length))) {
                    return true;
                }
                start.pop_back();
            }
        }
        return false;
    }
    [[nodiscard]] static bool is_begun(const std::vector<std::string>& all, std::string_view start) {
        const auto at = std::lower_bound(all.begin(), all.end(), start);
        return at != all.end() && std::string_view{*at}.substr(0, start.size()) == start;
    }
    // All bytes, those first that people read.
    [[nodiscard]] static char letter(unsigned k) noexcept {
        if (k < 10) { return static_cast<char>('0' + k); }
        if (k < 36) { return static_cast<char>('a' + (k - 10)); }
        if (k < 62) { return static_cast<char>('A' + (k - 36)); }
        unsigned rank = k - 62;  // among the others: printable ones, then the rest
        for (const bool is_printable : {true, false}) {
            for (unsigned byte = 0; byte < 256; ++byte) {
                const bool is_alphanumeric =
                    (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
                if (is_alphanumeric || (byte > ' ' && byte < 127) != is_printable) { continue; }
                if (rank-- == 0) { return static_cast<char>(byte); }
            }
        }
        return 0;
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
