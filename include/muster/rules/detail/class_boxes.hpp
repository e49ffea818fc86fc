#pragma once

#include "muster/rules/compiled_rules.hpp"  // compiled_rules

#include <algorithm>  // fill
#include <bit>        // countr_zero
#include <cstddef>    // size_t
#include <cstdint>    // uint64_t
#include <span>       // span
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// What a box asks of one input: a set of its classes, as bits.
struct box_side {
    std::uint32_t input = 0;
    const std::uint64_t* classes = nullptr;
};

/// The rules of a table as boxes: for every input the set of its reachable classes that pass.
///
/// A box of cases is a row of words, one set of classes after the other, input `i` from `offset(i)` on. A rule keeps
/// only the sides that refuse something.
class class_boxes {
public:
    using word = std::uint64_t;
    using row = std::vector<word>;

    explicit class_boxes(const compiled_rules& table) {
        for (std::size_t i = 0; i < table.inputs().size(); ++i) {
            offsets_.push_back(full_.size());
            full_.resize(full_.size() + (table.partition(i).size() + 63) / 64, 0);
            for (std::size_t which = 0; which < table.partition(i).size(); ++which) {
                if (!table.partition(i).is_reachable(static_cast<input_partition::class_id>(which))) { continue; }
                full_[offsets_[i] + which / 64] |= word{1} << (which % 64);
            }
        }
        offsets_.push_back(full_.size());
        for (std::size_t i = 0; i < table.inputs().size(); ++i) { read_entries(table, i); }
        for (std::size_t rule = 0; rule < table.size(); ++rule) { read_rule(table, rule); }
        begins_.push_back(sides_.size());
    }

    [[nodiscard]] std::size_t inputs() const noexcept { return offsets_.size() - 1; }
    [[nodiscard]] std::size_t offset(std::size_t input) const noexcept { return offsets_[input]; }
    [[nodiscard]] std::size_t width(std::size_t input) const noexcept { return offsets_[input + 1] - offsets_[input]; }
    /// All cases.
    [[nodiscard]] const row& full() const noexcept { return full_; }
    [[nodiscard]] std::span<const box_side> sides(std::size_t rule) const noexcept {
        return std::span{sides_}.subspan(begins_[rule], begins_[rule + 1] - begins_[rule]);
    }
    /// What a rule asks of an input, or null.
    [[nodiscard]] const box_side* side(std::size_t rule, std::size_t input) const noexcept {
        for (const box_side& each : sides(rule)) {
            if (each.input == input) { return &each; }
        }
        return nullptr;
    }
    /// Whether some input passes the rule with none of its classes.
    [[nodiscard]] bool is_empty(std::size_t rule) const noexcept { return is_empty_[rule]; }
    [[nodiscard]] row box_of(std::size_t rule) const {
        row made = full_;
        narrow(made, rule);
        return made;
    }
    /// Keeps of a box what the rule passes.
    void narrow(row& box, std::size_t rule) const {
        for (const box_side& side : sides(rule)) {
            for (std::size_t k = 0; k < width(side.input); ++k) { box[offset(side.input) + k] &= side.classes[k]; }
        }
    }
    /// Whether a rule holds somewhere in a box.
    [[nodiscard]] bool meets(std::size_t rule, const row& box) const noexcept {
        for (const box_side& side : sides(rule)) {
            word common = 0;
            for (std::size_t k = 0; k < width(side.input); ++k) {
                common |= box[offset(side.input) + k] & side.classes[k];
            }
            if (common == 0) { return false; }
        }
        return !is_empty_[rule];
    }

    /// Whether a rule holds everywhere in a box.
    [[nodiscard]] bool contains(std::size_t rule, const row& box) const noexcept {
        for (const box_side& side : sides(rule)) {
            for (std::size_t k = 0; k < width(side.input); ++k) {
                if ((box[offset(side.input) + k] & ~side.classes[k]) != 0) { return false; }
            }
        }
        return true;
    }

private:
    void read_entries(const compiled_rules& table, std::size_t i) {
        const input_partition& cut = table.partition(i);
        entries_.emplace_back(table.entries(i) * width(i), 0);
        for (std::size_t which = 0; which < cut.size(); ++which) {
            if (!cut.is_reachable(static_cast<input_partition::class_id>(which))) { continue; }
            const auto passing = cut.passing(static_cast<input_partition::class_id>(which));
            for (std::size_t k = 0; k < passing.size(); ++k) {
                for (word rest = passing[k]; rest != 0; rest &= rest - 1) {
                    const std::size_t entry = k * 64 + static_cast<std::size_t>(std::countr_zero(rest));
                    entries_[i][entry * width(i) + which / 64] |= word{1} << (which % 64);
                }
            }
        }
    }

    void read_rule(const compiled_rules& table, std::size_t rule) {
        begins_.push_back(sides_.size());
        bool is_empty = false;
        for (std::size_t i = 0; i < inputs(); ++i) {
            const word* classes = entries_[i].data() + table.entry_of(rule, i) * width(i);
            word some = 0;
            word refused = 0;
            for (std::size_t k = 0; k < width(i); ++k) {
                some |= classes[k];
                refused |= full_[offsets_[i] + k] & ~classes[k];
            }
            if (refused != 0) { sides_.push_back({static_cast<std::uint32_t>(i), classes}); }
            is_empty = is_empty || some == 0;
        }
        is_empty_.push_back(is_empty);
    }

    std::vector<std::size_t> offsets_;
    row full_;
    std::vector<row> entries_;  // of each input, one set after the other
    std::vector<box_side> sides_;
    std::vector<std::size_t> begins_;  // of each rule in `sides_`
    std::vector<bool> is_empty_;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
