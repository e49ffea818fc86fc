#pragma once

#include "muster/rules/compiled_rules.hpp"  // compiled_rules
#include "muster/rules/table_input.hpp"     // table_input

#include <algorithm>  // stable_sort, min
#include <array>      // array
#include <bit>        // bit_ceil, popcount
#include <cstddef>    // size_t
#include <cstdint>    // uint64_t
#include <memory>     // assume_aligned
#include <utility>    // move
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// Finds the rules that hold for an object, many rules at a time: for each column one indirect call that reads the value
/// and finds its class, then one row of bits that is intersected with the others.
///
/// Rows are 1, 2, 4 or 8 words, or a multiple of 8, so that the loops over them have a fixed length and become a few
/// vector instructions. Inputs that no rule asks about are not read unless a value of them can be out of range; those
/// that let the fewest rules through come first. Const objects may be used from many threads.
template <class T>
class rule_matcher {
public:
    using word = compiled_rules::word;

    rule_matcher(const compiled_rules& logic, const std::vector<table_input<T>>& inputs) : inputs_{inputs.size()} {
        const std::size_t words = std::max<std::size_t>(logic.words(), 1);
        stride_ = words <= 8 ? std::bit_ceil(words) : (words + 7) / 8 * 8;
        for (std::uint32_t i = 0; i < inputs.size(); ++i) {
            const bool may_be_outside = !inputs[i].is_always_allowed();
            if (!may_be_outside && !is_asked_about(logic, i)) { continue; }
            columns_.push_back({inputs[i].class_reader(), inputs[i].projection(), class_finder{logic, i}, i,
                                may_be_outside, bits_.size()});
            copy_rows(logic, i);
        }
        everything_.assign(stride_, 0);
        for (std::size_t place = 0; place < logic.size(); ++place) {
            everything_[place / 64] |= word{1} << (place % 64);
        }
    }

    /// Calls `visit(first_place, hits)` for blocks of up to 512 rules, in the order in which they decide, until it returns
    /// false; bit b of word w of `hits` stands for the rule at place `first_place + 64 w + b`. A value that is out of
    /// range lets no rule through: where none holds, ask `find_outside`.
    template <class Visit>
    void search(const T& object, Visit&& visit) const {
        switch (stride_) {
            case 1: return search_at_once<1>(object, visit);
            case 2: return search_at_once<2>(object, visit);
            case 4: return search_in<4>(object, visit);
            default: return search_in<8>(object, visit);
        }
    }

    /// The first input whose value is out of range, or the number of inputs.
    [[nodiscard]] std::uint32_t find_outside(const T& object) const {
        for (const column& each : columns_) {
            if (each.may_be_outside && each.class_in(object) == input_partition::outside_class()) { return each.input; }
        }
        return static_cast<std::uint32_t>(inputs_);
    }

private:
    struct column {
        typename table_input<T>::class_reader_type read_class;
        projection_box projection;
        class_finder finder;
        std::uint32_t input;
        bool may_be_outside;
        std::size_t first_row;  // where its rows begin in `bits_`

        [[nodiscard]] std::size_t class_in(const T& object) const { return read_class(projection, object, finder); }
    };

    [[nodiscard]] static bool is_asked_about(const compiled_rules& logic, std::size_t input) {
        for (const table_rule& each : logic.rules()) {
            if (!each.when[input].is_any) { return true; }
        }
        return false;
    }

    void copy_rows(const compiled_rules& logic, std::size_t input) {
        for (std::size_t which = 0; which < logic.partition(input).size(); ++which) {
            const word* row = logic.passing(input, static_cast<input_partition::class_id>(which));
            bits_.insert(bits_.end(), row, row + logic.words());
            bits_.resize(bits_.size() + stride_ - logic.words(), 0);
        }
    }

    // The row of the class that the object's value has; `Words` is the row's length where that is below 8.
    template <std::size_t Words>
    [[nodiscard]] const word* row_of(const column& each, const T& object) const {
        return bits_.data() + each.first_row + each.class_in(object) * (Words < 8 ? Words : stride_);
    }

    // One or two words of hits stay in registers over the calls.
    template <std::size_t Words, class Visit>
    void search_at_once(const T& object, Visit& visit) const {
        std::array<word, Words> hits;
        for (std::size_t w = 0; w < Words; ++w) { hits[w] = everything_[w]; }
        for (const column& each : columns_) { intersect(hits, row_of<Words>(each, object)); }
        visit(std::size_t{0}, hits);
    }

    // First every value is read, then the rows are intersected: calls in between would throw the hits out of the registers.
    template <std::size_t Words, class Visit>
    void search_in(const T& object, Visit& visit) const {
        constexpr std::size_t most = 64;
        const word* rows[most];
        const column* const columns = columns_.data();
        const std::size_t count = columns_.size();
        const std::size_t known = std::min(count, most);
        for (std::size_t i = 0; i < known; ++i) { rows[i] = row_of<Words>(columns[i], object); }
        for (std::size_t from = 0; from < stride_; from += Words) {
            std::array<word, Words> some;  // apart from `hits`, so that it stays in registers
            for (std::size_t w = 0; w < Words; ++w) { some[w] = everything_[from + w]; }
            for (std::size_t i = 0; i < known; ++i) { intersect(some, rows[i] + from); }
            std::array<word, Words> hits = some;
            for (std::size_t i = known; i < count; ++i) { intersect(hits, row_of<Words>(columns[i], object) + from); }
            if (!visit(from * 64, hits)) { return; }
        }
    }

    template <std::size_t Words>
    static void intersect(std::array<word, Words>& hits, const word* row) noexcept {
        const word* at = std::assume_aligned<(Words > 1 ? 16 : 8)>(row);
        for (std::size_t w = 0; w < Words; ++w) { hits[w] &= at[w]; }
    }

    std::size_t inputs_;
    std::size_t stride_ = 0;
    std::vector<column> columns_;
    std::vector<word> bits_;
    std::vector<word> everything_;  // the bits of all rules
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
