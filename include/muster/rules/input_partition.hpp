#pragma once

#include "muster/core/error.hpp"                     // error
#include "muster/rules/detail/class_signatures.hpp"  // class_signatures
#include "muster/rules/detail/entry_check.hpp"       // is_value_of
#include "muster/rules/detail/text_lookup.hpp"       // text_lookup
#include "muster/rules/input_clause.hpp"             // input_clause

#include <algorithm>    // sort, unique, lower_bound
#include <cmath>        // abs, floor, nextafter
#include <cstddef>      // size_t
#include <cstdint>      // uint16_t
#include <limits>       // numeric_limits
#include <span>         // span
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move, pair
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// The values of one input, cut into the fewest classes that no entry of the table tells apart.
///
/// Exact over open domains: numbers are cut at every limit, into the limits themselves and the gaps between them; text
/// into the literals, what begins with each prefix, and everything else. Class `unknown_class()` is the unknown value,
/// class `outside_class()` holds what is not allowed or no value of the input's kind: 2.5 among whole numbers, a weekday
/// 8, infinity. Finding a value's class is one binary search, or one look into a table for whole numbers that lie close
/// together, or a hash for text; it neither allocates nor throws.
/// @throws error out_of_range: more than 60,000 classes
/// @complexity built in O(n log n + values x entries / 64) of n limits and texts
class input_partition {
public:
    using class_id = std::uint16_t;
    static constexpr std::size_t most_classes = 60'000;

    /// @param entries the different entries of the input's column; not stored
    input_partition(const input_clause& clause, const std::vector<const input_entry*>& entries)
        : kind_{clause.kind}, signatures_{entries.size()} {
        row mine(signatures_.words(), 0);
        for (std::size_t e = 0; e < entries.size(); ++e) { put(mine, e, entries[e]->holds_unknown()); }
        signatures_.add_apart(mine);
        mine.assign(mine.size(), 0);
        signatures_.add_apart(mine);
        witnesses_.assign(2, unknown_value(kind_));
        kind_ == value_kind::string ? cut_text(clause, entries) : cut_numbers(clause, entries);
        reachable_.assign(size(), true);
        reachable_[unknown_class()] = clause.may_be_unknown;
        reachable_[outside_class()] = false;
    }

    [[nodiscard]] std::size_t size() const noexcept { return signatures_.size(); }
    [[nodiscard]] static constexpr class_id unknown_class() noexcept { return 0; }
    [[nodiscard]] static constexpr class_id outside_class() noexcept { return 1; }

    [[nodiscard]] class_id class_of(double value) const noexcept {
        if (!direct_.empty()) {  // also refuses a NaN
            const double place = value - direct_from_;
            if (place >= 0 && place < static_cast<double>(direct_.size())) {
                const auto at = static_cast<std::size_t>(place);
                return direct_from_ + static_cast<double>(at) == value ? direct_[at] : outside_class();
            }
        }
        if (!(std::abs(value) <= std::numeric_limits<double>::max())) {
            return value == value ? outside_class() : unknown_class();
        }
        if (is_whole(kind_) && value != std::floor(value)) { return outside_class(); }
        const auto at = std::lower_bound(limits_.begin(), limits_.end(), value);
        const auto i = static_cast<std::size_t>(at - limits_.begin());
        return line_[2 * i + (at != limits_.end() && *at == value ? 1 : 0)];
    }
    [[nodiscard]] class_id class_of(std::string_view value) const noexcept { return texts_.find(value); }
    [[nodiscard]] class_id class_of(const table_value& value) const noexcept {
        if (!value.is_known) { return unknown_class(); }
        return kind_ == value_kind::string ? class_of(std::string_view{value.text}) : class_of(value.number);
    }

    /// Whether an entry (as numbered in the constructor) passes the values of a class.
    [[nodiscard]] bool passes(std::size_t entry, class_id which) const noexcept {
        return signatures_.passes(entry, which);
    }
    /// The entries that pass the values of a class: bit `e` of the words for entry `e`.
    [[nodiscard]] std::span<const std::uint64_t> passing(class_id which) const noexcept {
        return signatures_.row(which);
    }
    /// Whether a value of the class can occur in a case that the table was written for.
    [[nodiscard]] bool is_reachable(class_id which) const { return reachable_[which]; }
    /// A value of the class, as plain as there is one.
    [[nodiscard]] const table_value& witness(class_id which) const { return witnesses_[which]; }
    /// The limits at which a number's class changes, in order; empty for text.
    [[nodiscard]] const std::vector<double>& limits() const noexcept { return limits_; }

private:
    using row = std::vector<std::uint64_t>;

    static void put(row& target, std::size_t at, bool is_set) noexcept {
        const std::uint64_t bit = std::uint64_t{1} << (at % 64);
        target[at / 64] = is_set ? target[at / 64] | bit : target[at / 64] & ~bit;
    }

    [[nodiscard]] class_id class_for(const input_clause& clause, bool is_allowed, const row& mine,
                                     table_value witness) {
        if (!is_allowed || !exists(witness)) {
            if (!witnesses_[outside_class()].is_known) { witnesses_[outside_class()] = std::move(witness); }
            return outside_class();
        }
        const std::size_t which = signatures_.add(mine);
        if (which == witnesses_.size()) {
            if (which >= most_classes) {
                throw error{errc::out_of_range, "column `" + clause.name.en + "`: its entries tell more than " +
                                                    std::to_string(most_classes - 2) +
                                                    " classes of values apart, which is the limit"};
            }
            witnesses_.push_back(std::move(witness));
        } else if (is_plainer(witness, witnesses_[which])) {
            witnesses_[which] = std::move(witness);
        }
        return static_cast<class_id>(which);
    }

    // Whether there is such a value at all: a weekday 8 or 25 o'clock is none.
    [[nodiscard]] static bool exists(const table_value& value) noexcept {
        return value.kind == value_kind::string || detail::is_value_of(value.number, value.kind);
    }

    // Of two numbers the rounder one, not below 0 where that can be: people read it.
    [[nodiscard]] static bool is_plainer(const table_value& a, const table_value& b) noexcept {
        if (a.kind == value_kind::string) { return false; }
        const bool a_is_whole = a.number == std::floor(a.number);
        const bool b_is_whole = b.number == std::floor(b.number);
        if (a_is_whole != b_is_whole) { return a_is_whole; }
        if ((a.number < 0) != (b.number < 0)) { return b.number < 0; }
        return std::abs(a.number) < std::abs(b.number);
    }

    // What passes where nothing of an entry is met.
    [[nodiscard]] static row passing_rest(const std::vector<const input_entry*>& entries, std::size_t words) {
        row mine(words, 0);
        for (std::size_t e = 0; e < entries.size(); ++e) { put(mine, e, entries[e]->is_any || entries[e]->is_negated); }
        return mine;
    }

    // An entry's range begins or ends before a piece of the line; `entry` is their number for the allowed values.
    struct end_of_range {
        std::size_t piece;
        std::size_t entry;
        int change;
    };

    void cut_numbers(const input_clause& clause, const std::vector<const input_entry*>& entries) {
        const auto each_entry = [&](auto act) {
            for (std::size_t e = 0; e < entries.size(); ++e) { act(e, *entries[e]); }
            act(entries.size(), clause.allowed);
        };
        each_entry([this](std::size_t, const input_entry& entry) {
            for (const number_range& each : entry.ranges) {
                if (std::abs(each.low) <= std::numeric_limits<double>::max()) { limits_.push_back(each.low); }
                if (std::abs(each.high) <= std::numeric_limits<double>::max()) { limits_.push_back(each.high); }
            }
        });
        switch (kind_) {
            case value_kind::boolean: limits_.insert(limits_.end(), {0, 1}); break;
            case value_kind::weekday: limits_.insert(limits_.end(), {1, 7}); break;
            case value_kind::time_of_day: limits_.insert(limits_.end(), {0, 86'400'000}); break;
            default: break;
        }
        std::sort(limits_.begin(), limits_.end());
        limits_.erase(std::unique(limits_.begin(), limits_.end()), limits_.end());
        std::vector<end_of_range> ends;
        each_entry([&](std::size_t e, const input_entry& entry) {
            for (const number_range& each : entry.ranges) {
                const std::size_t first = first_piece(each);
                const std::size_t beyond = piece_beyond(each);
                if (entry.is_any || first >= beyond) { continue; }
                ends.push_back({first, e, 1});
                ends.push_back({beyond, e, -1});
            }
        });
        std::sort(ends.begin(), ends.end(),
                  [](const end_of_range& a, const end_of_range& b) { return a.piece < b.piece; });
        sweep(clause, entries, ends);
        tabulate();
    }

    // Pieces are numbered as in `line_`: 2i before limit i, 2i+1 that limit.
    [[nodiscard]] std::size_t first_piece(const number_range& range) const noexcept {
        const auto at = std::lower_bound(limits_.begin(), limits_.end(), range.low);
        const auto i = static_cast<std::size_t>(at - limits_.begin());
        if (at == limits_.end() || *at != range.low) { return 2 * i; }  // at minus infinity; at plus infinity none
        return 2 * i + (range.includes_low ? 1 : 2);
    }
    [[nodiscard]] std::size_t piece_beyond(const number_range& range) const noexcept {
        const auto at = std::lower_bound(limits_.begin(), limits_.end(), range.high);
        const auto i = static_cast<std::size_t>(at - limits_.begin());
        if (at == limits_.end()) { return range.low < range.high ? 2 * limits_.size() + 1 : 0; }
        if (*at != range.high) { return 0; }  // minus infinity
        return 2 * i + (range.includes_high ? 2 : 1);
    }

    // Walks along the line and keeps which entries pass; those change only where a range begins or ends.
    void sweep(const input_clause& clause, const std::vector<const input_entry*>& entries,
               const std::vector<end_of_range>& ends) {
        row mine = passing_rest(entries, signatures_.words());
        bool is_allowed = clause.allowed.is_any || clause.allowed.is_negated;
        std::vector<int> met(entries.size() + 1, 0);
        auto next = ends.begin();
        for (std::size_t piece = 0; piece <= 2 * limits_.size(); ++piece) {
            for (; next != ends.end() && next->piece == piece; ++next) {
                const std::size_t e = next->entry;
                met[e] += next->change;
                const bool passes_now = (met[e] > 0) != (e < entries.size() ? *entries[e] : clause.allowed).is_negated;
                e < entries.size() ? put(mine, e, passes_now) : static_cast<void>(is_allowed = passes_now);
            }
            double value = 0;
            if (piece % 2 == 0) {
                line_.push_back(value_between(piece / 2, value)
                                    ? class_for(clause, is_allowed, mine, number_value(value, kind_))
                                    : outside_class());
                continue;
            }
            value = limits_[piece / 2];
            // A limit of 2.5 on a column of whole numbers is no value of it.
            line_.push_back(is_whole(kind_) && value != std::floor(value)
                                ? outside_class()
                                : class_for(clause, is_allowed, mine, number_value(value, kind_)));
        }
    }

    // A value strictly between limit i-1 and limit i; a whole one where there is one, that nearest to the lower limit.
    [[nodiscard]] bool value_between(std::size_t i, double& found) const noexcept {
        const bool has_low = i > 0;
        const bool has_high = i < limits_.size();
        if (!has_low) {
            found = has_high ? std::ceil(limits_[0]) - 1 : 0;
            // Beyond 2^53 there is no "one less".
            return !has_high || found < limits_[0] ||
                   !std::isinf(found = std::nextafter(limits_[0], -std::numeric_limits<double>::infinity()));
        }
        const double low = limits_[i - 1];
        found = std::floor(low) + 1;
        if (!(found > low)) { found = std::nextafter(low, std::numeric_limits<double>::infinity()); }
        if (!has_high) { return !std::isinf(found); }
        if (found < limits_[i]) { return true; }
        if (is_whole(kind_)) { return false; }
        found = low + (limits_[i] - low) / 2;
        return found > low && found < limits_[i];
    }

    // Whole numbers that lie close together are looked up, not searched for.
    void tabulate() {
        constexpr double most = 4096;
        constexpr double exact = 4'503'599'627'370'496.0;  // 2^52: counting by one still gets on
        if (!is_whole(kind_) || limits_.empty() || limits_.back() - limits_.front() + 3 > most) { return; }
        if (limits_.front() < -exact || limits_.back() > exact) { return; }
        std::vector<class_id> table;
        const double from = std::floor(limits_.front()) - 1;
        for (double each = from; each <= limits_.back() + 1; ++each) { table.push_back(class_of(each)); }
        direct_from_ = from;
        direct_ = std::move(table);
    }

    void cut_text(const input_clause& clause, const std::vector<const input_entry*>& entries) {
        using mention = std::pair<std::string_view, std::size_t>;  // a text or prefix, and an entry that has it
        std::vector<mention> texts;
        std::vector<mention> prefixes;
        const auto add = [&](std::size_t e, const input_entry& entry) {
            texts_.add(entry);
            if (entry.is_any) { return; }
            for (const std::string& each : entry.texts) { texts.emplace_back(each, e); }
            for (const std::string& each : entry.prefixes) { prefixes.emplace_back(each, e); }
        };
        for (std::size_t e = 0; e < entries.size(); ++e) { add(e, *entries[e]); }
        add(entries.size(), clause.allowed);
        std::sort(texts.begin(), texts.end());
        std::sort(prefixes.begin(), prefixes.end());
        const row rest = passing_rest(entries, signatures_.words());
        texts_.assign(
            [&](std::string witness) {
                row mine = rest;
                bool is_allowed = clause.allowed.is_any || clause.allowed.is_negated;
                const auto meet = [&](const std::vector<mention>& all, std::string_view what) {
                    for (auto at = std::lower_bound(all.begin(), all.end(), mention{what, 0});
                         at != all.end() && at->first == what; ++at) {
                        if (at->second == entries.size()) {
                            is_allowed = !clause.allowed.is_negated;
                        } else {
                            put(mine, at->second, !entries[at->second]->is_negated);
                        }
                    }
                };
                meet(texts, witness);
                for (const std::size_t length : texts_.prefix_lengths()) {
                    if (length <= witness.size()) { meet(prefixes, std::string_view{witness}.substr(0, length)); }
                }
                return class_for(clause, is_allowed, mine, text_value(std::move(witness)));
            },
            outside_class());
    }

    value_kind kind_;
    std::vector<double> limits_;
    std::vector<class_id> line_;  ///< below limit 0, limit 0, between 0 and 1, limit 1, ...
    double direct_from_ = 0;
    std::vector<class_id> direct_;
    detail::text_lookup texts_;
    detail::class_signatures signatures_;
    std::vector<table_value> witnesses_;
    std::vector<bool> reachable_;
};

}  // namespace v0
}  // namespace muster
