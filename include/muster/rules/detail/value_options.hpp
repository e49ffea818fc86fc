#pragma once

#include "muster/core/arithmetic.hpp"       // quantise
#include "muster/rules/compiled_rules.hpp"  // compiled_rules

#include <algorithm>  // sort
#include <cmath>      // nextafter, floor, ceil, abs
#include <cstddef>    // size_t
#include <cstdint>    // int64_t, uint8_t
#include <limits>     // numeric_limits
#include <string>     // string
#include <utility>    // move
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// How the new value of an input is to be read.
enum class value_bound : std::uint8_t {
    exactly,      ///< this value
    at_least,     ///< this value or a greater one, as far as the table does not tell them apart
    more_than,    ///< any value above the limit, which itself does not do
    at_most,      ///< this value or a lesser one
    below,        ///< any value below the limit, which itself does not do
    begins_with,  ///< a text with this beginning
    any_other,    ///< a text that the table does not name
};

namespace detail {

/// A value that an input could have instead of its own: the nearest of its class.
struct value_option {
    table_value value{};
    input_partition::class_id which = 0;
    std::int64_t cost = 0;  ///< distance in millionths of the input's unit
    double away = 0;        ///< the distance itself: orders options of equal cost
    value_bound bound = value_bound::exactly;
    table_value limit{};  ///< more_than, below: of what; begins_with: with what
};

/// Whether values of this kind have no distances: all that differ are equally far apart.
[[nodiscard]] constexpr bool is_category(value_kind kind) noexcept {
    return kind == value_kind::string || kind == value_kind::boolean || kind == value_kind::weekday;
}

inline constexpr std::int64_t millionths = 1'000'000;

/// Distance in millionths of a unit: at least 1, at most 10^15, so that sums over inputs fit.
[[nodiscard]] inline std::int64_t counted_distance(double away, double unit) noexcept {
    constexpr double most = 1e9;
    const double units = away / unit;
    if (!(units < most)) { return std::int64_t{1'000'000'000} * millionths; }
    const std::int64_t counted = quantise(units, 1e-6);
    return counted < 1 ? 1 : counted;
}

/// The value of a column's kind next to `limit`, above or below it: a whole one where the kind has no others.
[[nodiscard]] inline double value_beside(double limit, bool is_above, value_kind kind) noexcept {
    const double end = is_above ? std::numeric_limits<double>::infinity() : -std::numeric_limits<double>::infinity();
    if (is_whole(kind)) {
        const double next = is_above ? std::floor(limit) + 1 : std::ceil(limit) - 1;
        if (next != limit) { return next; }  // beyond 2^53 there is no "one more"
    }
    return std::nextafter(limit, end);
}

/// Calls `visit(value, limit, is_open)` for the nearest value to `from` in every stretch of a number column between
/// two limits, and for every limit: the limits themselves, and `is_open` values beside the limit that is nearer.
template <class Visit>
void visit_stretches(const input_partition& cut, value_kind kind, double from, Visit visit) {
    const std::vector<double>& limits = cut.limits();
    for (std::size_t i = 0; i <= limits.size(); ++i) {
        const bool has_low = i > 0;
        const bool has_high = i < limits.size();
        const bool is_below = has_low && from <= limits[i - 1];
        const bool is_above = has_high && from >= limits[i];
        if (is_below || is_above) {
            const double limit = is_below ? limits[i - 1] : limits[i];
            const double value = value_beside(limit, is_below, kind);
            const bool is_inside = (!has_low || value > limits[i - 1]) && (!has_high || value < limits[i]);
            if (is_inside && std::abs(value) <= std::numeric_limits<double>::max()) { visit(value, limit, true); }
        }
        if (has_high && (!is_whole(kind) || limits[i] == std::floor(limits[i]))) { visit(limits[i], limits[i], false); }
    }
}

/// The same with what `from` is for each of them: times of day go round midnight, so that 23:59 is a minute before
/// 00:00, as if it were 00:01 on the other side. Calls `visit(value, limit, is_open, from)`.
template <class Visit>
void visit_around(const input_partition& cut, value_kind kind, double from, Visit visit) {
    constexpr double day = 86'400'000;
    const bool is_round = kind == value_kind::time_of_day && from >= 0 && from < day;
    const auto visit_from = [&](double start) {
        visit_stretches(cut, kind, start,
                        [&](double value, double limit, bool is_open) { visit(value, limit, is_open, start); });
    };
    visit_from(from);
    if (!is_round) { return; }
    visit_from(from - day);
    visit_from(from + day);
}

/// What an input could be changed to: one value a class of its partition, the nearest first.
class option_finder {
public:
    option_finder(const compiled_rules& table, std::size_t input, const table_value& from, double unit)
        : table_{table}, cut_{table.partition(input)}, clause_{table.inputs()[input]}, input_{input}, from_{from},
          unit_{unit}, own_{cut_.class_of(from)} {}

    /// The first is the value that the case has. The others never are outside the allowed values.
    [[nodiscard]] std::vector<value_option> find(bool may_become_unknown) {
        found_.push_back({from_, own_, 0, 0, value_bound::exactly, {}});
        if (own_ == input_partition::unknown_class() || is_category(clause_.kind)) {
            one_of_each_class();
        } else {
            visit_around(cut_, clause_.kind, from_.number,
                         [this](double value, double limit, bool is_open, double from) {
                             offer(value, limit, is_open, from);
                         });
        }
        if (may_become_unknown && own_ != input_partition::unknown_class() &&
            cut_.is_reachable(input_partition::unknown_class())) {
            const table_value unknown = unknown_value(clause_.kind);
            keep({unknown, input_partition::unknown_class(), millionths, 1, value_bound::exactly, {}});
        }
        std::sort(found_.begin() + 1, found_.end(),
                  [this](const value_option& a, const value_option& b) { return is_nearer(a, b); });
        return std::move(found_);
    }

private:
    // Of two values equally far away the lesser one; an unknown value last.
    [[nodiscard]] bool is_nearer(const value_option& a, const value_option& b) const noexcept {
        if (a.cost != b.cost) { return a.cost < b.cost; }
        if (a.value.is_known != b.value.is_known) { return a.value.is_known; }
        if (a.value.kind == value_kind::string) { return a.value.text < b.value.text; }
        if (is_category(clause_.kind) || !from_.is_known) { return a.value.number < b.value.number; }
        if (clause_.kind == value_kind::time_of_day) {  // whole milliseconds, and above or below goes round
            return a.away != b.away ? a.away < b.away : a.value.number < b.value.number;
        }
        const bool a_is_above = a.value.number > from_.number;
        if (a_is_above == (b.value.number > from_.number)) {  // rounding may hide which of them is nearer
            return a_is_above ? a.value.number < b.value.number : a.value.number > b.value.number;
        }
        return a.away != b.away ? a.away < b.away : b.value.number > a.value.number;
    }

    void keep(value_option made) {
        for (std::size_t i = 1; i < found_.size(); ++i) {
            if (found_[i].which != made.which) { continue; }
            if (is_nearer(made, found_[i])) { found_[i] = std::move(made); }
            return;
        }
        found_.push_back(std::move(made));
    }

    void one_of_each_class() {
        for (std::size_t i = input_partition::outside_class() + std::size_t{1}; i < cut_.size(); ++i) {
            const auto which = static_cast<input_partition::class_id>(i);
            if (which == own_) { continue; }
            value_option made{cut_.witness(which), which, millionths, 1, value_bound::exactly, {}};
            if (clause_.kind == value_kind::string) { read_text(made); }
            keep(std::move(made));
        }
    }

    // Whether the table names the text itself, its beginning only, or neither.
    void read_text(value_option& made) const {
        const std::string* prefix = nullptr;
        bool is_literal = false;
        const auto read = [&](const input_entry& entry) {
            for (const std::string& each : entry.texts) { is_literal = is_literal || each == made.value.text; }
            for (const std::string& each : entry.prefixes) {
                const bool begins = made.value.text.compare(0, each.size(), each) == 0;
                if (begins && (prefix == nullptr || each.size() > prefix->size())) { prefix = &each; }
            }
        };
        for (const table_rule& each : table_.rules()) { read(each.when[input_]); }
        read(clause_.allowed);
        if (is_literal) { return; }
        made.bound = prefix != nullptr ? value_bound::begins_with : value_bound::any_other;
        if (prefix != nullptr) { made.limit = text_value(*prefix); }
    }

    void offer(double value, double limit, bool is_open, double from) {
        const input_partition::class_id which = cut_.class_of(value);
        if (which == own_ || which <= input_partition::outside_class()) { return; }
        const bool is_up = value > from;
        const double away = std::abs(value - from);
        value_option made{number_value(value, clause_.kind), which, counted_distance(away, unit_), away,
                          value_bound::exactly, {}};
        if (is_open && !is_whole(clause_.kind)) {
            made.bound = is_up ? value_bound::more_than : value_bound::below;
            made.limit = number_value(limit, clause_.kind);
        } else if (cut_.class_of(value_beside(value, is_up, clause_.kind)) == which) {
            made.bound = is_up ? value_bound::at_least : value_bound::at_most;
        }
        keep(std::move(made));
    }

    const compiled_rules& table_;
    const input_partition& cut_;
    const input_clause& clause_;
    std::size_t input_;
    const table_value& from_;
    double unit_;
    input_partition::class_id own_;
    std::vector<value_option> found_;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
