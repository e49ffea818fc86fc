#pragma once

#include "muster/rules/detail/text_lookup.hpp"  // text_lookup
#include "muster/rules/input_clause.hpp"        // input_clause

#include <algorithm>    // sort, unique, lower_bound
#include <cstddef>      // size_t
#include <cstdint>      // uint16_t
#include <string_view>  // string_view
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// The values of one input, cut into the fewest classes that no entry of the table tells apart.
///
/// Exact over open domains: numbers are cut at every limit, into the limits themselves and the gaps between them; text
/// into the literals, what begins with each prefix, and everything else. Class `unknown_class()` is the unknown value,
/// class `outside_class()` holds the values that are not allowed. Finding a value's class is one binary search, or one
/// look into a table for whole numbers that lie close together, or a hash for text; it neither allocates nor throws.
/// @complexity built in O(values x entries)
class input_partition {
public:
    using class_id = std::uint16_t;

    /// @param entries the different entries of the input's column; not stored
    input_partition(const input_clause& clause, const std::vector<const input_entry*>& entries) : kind_{clause.kind} {
        signatures_.resize(2);  // unknown, outside
        witnesses_.resize(2);
        for (const input_entry* each : entries) { signatures_[unknown_class()].push_back(each->holds_unknown()); }
        witnesses_[unknown_class()] = unknown_value(kind_);
        signatures_[outside_class()].assign(entries.size(), false);
        kind_ == value_kind::text ? cut_text(clause, entries) : cut_numbers(clause, entries);
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
                return direct_[static_cast<std::size_t>(place)];
            }
        }
        if (!(value == value)) { return unknown_class(); }
        const auto at = std::lower_bound(limits_.begin(), limits_.end(), value);
        const auto i = static_cast<std::size_t>(at - limits_.begin());
        return line_[2 * i + (at != limits_.end() && *at == value ? 1 : 0)];
    }
    [[nodiscard]] class_id class_of(std::string_view value) const noexcept { return texts_.find(value); }
    [[nodiscard]] class_id class_of(const table_value& value) const noexcept {
        if (!value.is_known) { return unknown_class(); }
        return kind_ == value_kind::text ? class_of(std::string_view{value.text}) : class_of(value.number);
    }

    /// Whether an entry (as numbered in the constructor) passes the values of a class.
    [[nodiscard]] bool passes(std::size_t entry, class_id which) const { return signatures_[which][entry]; }
    /// Whether a value of the class can occur in a case that the table was written for.
    [[nodiscard]] bool is_reachable(class_id which) const { return reachable_[which]; }
    /// A value of the class, as plain as there is one.
    [[nodiscard]] const table_value& witness(class_id which) const { return witnesses_[which]; }
    /// The limits at which a number's class changes, in order; empty for text.
    [[nodiscard]] const std::vector<double>& limits() const noexcept { return limits_; }

private:
    using signature = std::vector<bool>;

    [[nodiscard]] class_id class_for(const input_clause& clause, const std::vector<const input_entry*>& entries,
                                     table_value witness) {
        if (!clause.allowed.holds(witness) || !exists(witness)) {
            if (!witnesses_[outside_class()].is_known) { witnesses_[outside_class()] = std::move(witness); }
            return outside_class();
        }
        signature mine;
        mine.reserve(entries.size());
        for (const input_entry* each : entries) { mine.push_back(each->holds(witness)); }
        for (std::size_t i = 2; i < signatures_.size(); ++i) {
            if (signatures_[i] != mine) { continue; }
            if (is_plainer(witness, witnesses_[i])) { witnesses_[i] = std::move(witness); }
            return static_cast<class_id>(i);
        }
        signatures_.push_back(std::move(mine));
        witnesses_.push_back(std::move(witness));
        return static_cast<class_id>(signatures_.size() - 1);
    }

    // Whether there is such a value at all: a weekday 8 or 25 o'clock is none.
    [[nodiscard]] static bool exists(const table_value& value) noexcept {
        switch (value.kind) {
            case value_kind::boolean: return value.number == 0 || value.number == 1;
            case value_kind::weekday: return value.number >= 1 && value.number <= 7;
            case value_kind::time_of_day: return value.number >= 0 && value.number < 86'400'000;
            default: return true;
        }
    }

    // Of two numbers the rounder one, not below 0 where that can be: people read it.
    [[nodiscard]] static bool is_plainer(const table_value& a, const table_value& b) noexcept {
        if (a.kind == value_kind::text) { return false; }
        const bool a_is_whole = a.number == std::floor(a.number);
        const bool b_is_whole = b.number == std::floor(b.number);
        if (a_is_whole != b_is_whole) { return a_is_whole; }
        if ((a.number < 0) != (b.number < 0)) { return b.number < 0; }
        return std::abs(a.number) < std::abs(b.number);
    }

    void cut_numbers(const input_clause& clause, const std::vector<const input_entry*>& entries) {
        const auto add_limits = [this](const input_entry& entry) {
            for (const number_range& each : entry.ranges) {
                if (std::abs(each.low) <= std::numeric_limits<double>::max()) { limits_.push_back(each.low); }
                if (std::abs(each.high) <= std::numeric_limits<double>::max()) { limits_.push_back(each.high); }
            }
        };
        for (const input_entry* each : entries) { add_limits(*each); }
        add_limits(clause.allowed);
        switch (kind_) {
            case value_kind::boolean: limits_.insert(limits_.end(), {0, 1}); break;
            case value_kind::weekday: limits_.insert(limits_.end(), {1, 7}); break;
            case value_kind::time_of_day: limits_.insert(limits_.end(), {0, 86'400'000}); break;
            default: break;
        }
        std::sort(limits_.begin(), limits_.end());
        limits_.erase(std::unique(limits_.begin(), limits_.end()), limits_.end());
        for (std::size_t i = 0; i <= limits_.size(); ++i) {
            double between = 0;
            line_.push_back(value_between(i, between) ? class_for(clause, entries, number_value(between, kind_))
                                                      : outside_class());
            if (i < limits_.size()) { line_.push_back(limit_class(clause, entries, limits_[i])); }
        }
        tabulate();
    }

    [[nodiscard]] class_id limit_class(const input_clause& clause, const std::vector<const input_entry*>& entries,
                                       double limit) {
        // A limit of 2.5 on a column of whole numbers is no value of it.
        if (is_whole(kind_) && limit != std::floor(limit)) { return outside_class(); }
        return class_for(clause, entries, number_value(limit, kind_));
    }

    // A value strictly between limit i-1 and limit i; a whole one where there is one, that nearest to the lower limit.
    [[nodiscard]] bool value_between(std::size_t i, double& found) const noexcept {
        const bool has_low = i > 0;
        const bool has_high = i < limits_.size();
        if (!has_low) {
            found = has_high ? std::ceil(limits_[0]) - 1 : 0;
            // Beyond 2^53 there is no "one less".
            return !has_high || found < limits_[0] || !std::isinf(found = std::nextafter(limits_[0], -std::numeric_limits<double>::infinity()));
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
        if (!is_whole(kind_) || limits_.empty() || limits_.back() - limits_.front() + 3 > most) { return; }
        std::vector<class_id> table;
        const double from = std::floor(limits_.front()) - 1;
        for (double each = from; each <= limits_.back() + 1; ++each) { table.push_back(class_of(each)); }
        direct_from_ = from;
        direct_ = std::move(table);
    }

    void cut_text(const input_clause& clause, const std::vector<const input_entry*>& entries) {
        texts_.add(clause.allowed);
        for (const input_entry* each : entries) { texts_.add(*each); }
        texts_.assign([&](std::string witness) { return class_for(clause, entries, text_value(std::move(witness))); },
                      outside_class());
    }

    value_kind kind_;
    std::vector<double> limits_;
    std::vector<class_id> line_;  ///< below limit 0, limit 0, between 0 and 1, limit 1, ...
    double direct_from_ = 0;
    std::vector<class_id> direct_;
    detail::text_lookup texts_;
    std::vector<signature> signatures_;
    std::vector<table_value> witnesses_;
    std::vector<bool> reachable_;
};

}  // namespace v0
}  // namespace muster
