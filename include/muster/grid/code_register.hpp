#pragma once

#include "muster/core/digest.hpp"       // digest
#include "muster/core/error.hpp"        // error
#include "muster/core/label.hpp"        // label
#include "muster/core/result.hpp"       // result
#include "muster/grid/cell_code.hpp"    // cell_code
#include "muster/grid/cell_tree.hpp"    // tree_tier
#include "muster/grid/code_change.hpp"  // code_change
#include "muster/grid/code_entry.hpp"   // code_entry
#include "muster/grid/code_layout.hpp"  // code_layout

#include <algorithm>    // lower_bound, max, sort, upper_bound
#include <cstddef>      // size_t
#include <cstdint>      // int64_t
#include <span>         // span
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// The codes of a city's cells through the years: which code stood for which cell on a day, and what changed.
///
/// One code may have several entries, one after the other, such as after a new name; on any day it has at most one. On
/// every day that a cell is valid its parent is, so the codes of any day make a `cell_tree`.
///
/// Deterministic: the order in which the entries are told does not matter, save for the order of the faults. A const
/// register may be used from many threads at once.
class code_register {
public:
    /// @throws muster::error for the first of `faults`
    /// @complexity O(n log n) in the number of entries
    code_register(code_layout layout, std::vector<code_entry> entries)
        : layout_{std::move(layout)}, entries_{std::move(entries)} {
        std::vector<error> found = sort_and_check(layout_, entries_);
        if (!found.empty()) { throw std::move(found.front()); }
    }

    /// The same without an exception for bad input.
    [[nodiscard]] static result<code_register> make(code_layout layout, std::vector<code_entry> entries) {
        return try_make<code_register>(std::move(layout), std::move(entries));
    }

    /// All that keeps entries from being a register; nothing when they are one.
    ///
    /// Each names the code, and in `where().feature` the index of the entry as told, and in `where().column` the
    /// position in the code: what `code_layout::parse` refuses; an entry that ends before it begins (out_of_range); two
    /// entries of one code that share a day (contradiction); a parent that is no code of the register (unknown_name, at
    /// its last part); a cell that is valid on a day when its parent is not (contradiction). Sorted by these kinds of
    /// fault, the first two in the order of the entries, the others in that of the codes. Entries with a fault of the
    /// first two kinds are left out of the later comparisons.
    [[nodiscard]] static std::vector<error> faults(const code_layout& layout, std::vector<code_entry> entries) {
        return sort_and_check(layout, entries);
    }

    [[nodiscard]] const code_layout& layout() const noexcept { return layout_; }
    /// In the order of their codes (by bytes), then of their days.
    [[nodiscard]] std::span<const code_entry> entries() const noexcept { return entries_; }

    /// What the code stands for on that day, or null. Good for as long as the register. O(log n)
    [[nodiscard]] const code_entry* find(std::string_view code, std::int64_t day) const noexcept {
        const auto after =
            std::upper_bound(entries_.begin(), entries_.end(), day, [code](std::int64_t wanted, const code_entry& one) {
                return one.code != code ? code < one.code : wanted < one.from_day;
            });
        if (after == entries_.begin()) { return nullptr; }
        const code_entry& last = *(after - 1);  // that has begun on that day
        return last.code == code && last.is_valid_on(day) ? &last : nullptr;
    }

    /// The cells of a day, ready for `cell_tree`: the tiers are the parts of the layout, the keys whole codes.
    ///
    /// A tier may be without cells on that day; then `cell_tree` names it. O(n)
    [[nodiscard]] std::vector<tree_tier> tiers_on(std::int64_t day) const {
        std::vector<tree_tier> tiers;
        for (const code_part& part : layout_.parts()) { tiers.push_back({part.name, {}}); }
        for (const code_entry& each : entries_) {
            if (!each.is_valid_on(day)) { continue; }
            const std::size_t tier = tier_of(layout_, each.code);
            tiers[tier].cells.push_back({each.code, each.name, std::string{parent_of(layout_, each.code)}});
        }
        return tiers;
    }

    /// What is not the same on two days, in the order of the codes: a parent before its children. O(n)
    [[nodiscard]] std::vector<code_change> changes(std::int64_t earlier_day, std::int64_t later_day) const {
        std::vector<code_change> changed;
        for (std::size_t first = 0, end = 0; first < entries_.size(); first = end) {
            const code_entry* before = nullptr;
            const code_entry* after = nullptr;
            for (end = first; end < entries_.size() && entries_[end].code == entries_[first].code; ++end) {
                if (entries_[end].is_valid_on(earlier_day)) { before = &entries_[end]; }
                if (entries_[end].is_valid_on(later_day)) { after = &entries_[end]; }
            }
            const std::string& code = entries_[first].code;
            const std::size_t tier = tier_of(layout_, code);
            if (before == nullptr && after != nullptr) {
                changed.push_back({code_change_kind::added, code, tier, {}, after->name});
            } else if (before != nullptr && after == nullptr) {
                changed.push_back({code_change_kind::ended, code, tier, before->name, {}});
            } else if (before != nullptr && before->name != after->name) {
                changed.push_back({code_change_kind::renamed, code, tier, before->name, after->name});
            }
        }
        return changed;
    }

    void write_digest(digest& into) const {
        layout_.write_digest(into);
        into.number(static_cast<std::int64_t>(entries_.size()));
        for (const code_entry& each : entries_) {
            into.words(each.code).words(each.name.en).words(each.name.zh).number(each.from_day).number(each.until_day);
        }
    }

private:
    // @pre the code is one of the layout, here and below
    [[nodiscard]] static std::size_t tier_of(const code_layout& layout, std::string_view code) noexcept {
        std::size_t tier = 0;
        while (layout.width_of(tier) != code.size()) { ++tier; }
        return tier;
    }
    [[nodiscard]] static std::string_view parent_of(const code_layout& layout, std::string_view code) noexcept {
        const std::size_t tier = tier_of(layout, code);
        return tier == 0 ? std::string_view{} : code.substr(0, layout.width_of(tier - 1));
    }
    [[nodiscard]] static std::string days_text(const code_entry& entry) {
        return "valid from " + detail::day_text(entry.from_day) + " until " + detail::day_text(entry.until_day);
    }

    [[nodiscard]] static source_position place_of(std::size_t index, std::size_t column) {
        source_position where;
        where.has_feature = true;
        where.feature = index;
        where.column = column;
        return where;
    }

    // The entries in their order, with the index that each one was told at.
    struct told {
        const code_entry* entry;
        std::size_t index;
    };

    [[nodiscard]] static std::vector<error> sort_and_check(const code_layout& layout,
                                                           std::vector<code_entry>& entries) {
        std::vector<error> found;
        std::vector<told> good;
        for (std::size_t i = 0; i < entries.size(); ++i) {
            const auto parsed = layout.parse(entries[i].code);
            if (!parsed) {
                const error& refused = parsed.error();
                found.push_back({refused.code(), place_of(i, refused.where().column), refused.what()});
            } else {
                good.push_back({&entries[i], i});
            }
        }
        std::erase_if(good, [&found](const told& one) {
            const bool is_empty = one.entry->from_day >= one.entry->until_day;
            if (is_empty) {
                found.push_back({errc::out_of_range, place_of(one.index, 1),
                                 "code '" + one.entry->code + "' is " + days_text(*one.entry) +
                                     ": no day; expected an end after the beginning"});
            }
            return is_empty;
        });
        std::sort(good.begin(), good.end(), [](const told& a, const told& b) {
            if (a.entry->code != b.entry->code) { return a.entry->code < b.entry->code; }
            return a.entry->from_day != b.entry->from_day ? a.entry->from_day < b.entry->from_day : a.index < b.index;
        });
        check_overlaps(good, found);
        check_parents(layout, good, found, false);
        check_parents(layout, good, found, true);
        if (found.empty()) {
            std::vector<code_entry> sorted;
            sorted.reserve(entries.size());
            for (const told& each : good) { sorted.push_back(std::move(entries[each.index])); }
            entries = std::move(sorted);
        }
        return found;
    }

    static void check_overlaps(std::span<const told> sorted, std::vector<error>& found) {
        for (std::size_t i = 1, longest = 0; i < sorted.size(); ++i) {
            // Not only the entry before: an early one may reach over several.
            const code_entry& reaching = *sorted[longest].entry;
            const code_entry& next = *sorted[i].entry;
            if (reaching.code == next.code && next.from_day < reaching.until_day) {
                found.push_back({errc::contradiction, place_of(sorted[i].index, 1),
                                 "code '" + next.code + "' is " + days_text(next) + ", and entry " +
                                     std::to_string(sorted[longest].index) + " has it " + days_text(reaching) +
                                     "; expected one entry a day"});
            }
            if (reaching.code != next.code || next.until_day > reaching.until_day) { longest = i; }
        }
    }

    static void check_parents(const code_layout& layout, std::span<const told> sorted, std::vector<error>& found,
                              bool by_day) {
        for (const told& each : sorted) {
            const code_entry& child = *each.entry;
            const std::string_view wanted = parent_of(layout, child.code);
            if (wanted.empty()) { continue; }
            auto upper =
                std::lower_bound(sorted.begin(), sorted.end(), wanted,
                                 [](const told& one, std::string_view code) { return one.entry->code < code; });
            const std::size_t tier = tier_of(layout, child.code);
            const std::size_t column = wanted.size() - layout.parts()[tier - 1].width + 1;
            if (upper == sorted.end() || upper->entry->code != wanted) {
                if (by_day) { continue; }
                found.push_back({errc::unknown_name, place_of(each.index, column),
                                 "code '" + child.code + "': its parent '" + std::string{wanted} +
                                     "' (positions 1 to " + std::to_string(wanted.size()) +
                                     ") is no code of the register"});
                continue;
            }
            if (!by_day) { continue; }
            std::int64_t covered = child.from_day;  // days before it have a parent
            for (; upper != sorted.end() && upper->entry->code == wanted && upper->entry->from_day <= covered;
                 ++upper) {
                covered = std::max(covered, upper->entry->until_day);
            }
            if (covered < child.until_day) {
                found.push_back(
                    {errc::contradiction, place_of(each.index, column),
                     "code '" + child.code + "' is " + days_text(child) + "; its parent '" + std::string{wanted} +
                         "' is not valid on " +
                         (covered == code_entry::always ? "the first of these days" : detail::day_text(covered))});
            }
        }
    }

    code_layout layout_;
    std::vector<code_entry> entries_;
};

}  // namespace v0
}  // namespace muster
