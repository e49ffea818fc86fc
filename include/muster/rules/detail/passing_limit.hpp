#pragma once

#include "muster/rules/detail/decimal_sum.hpp"  // decimal_sums
#include "muster/rules/input_entry.hpp"         // input_entry

#include <algorithm>  // sort
#include <cmath>      // abs, isfinite
#include <limits>     // infinity
#include <optional>   // optional
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// How far a number is from the values that a condition passes.
struct limit_distance {
    double limit = 0;    ///< the nearest end of an interval of values that pass
    double missing = 0;  ///< limit minus value, in the unit of the column: above 0 when the value is too small
    bool passes = true;  ///< whether the limit itself does

    friend bool operator==(const limit_distance&, const limit_distance&) = default;
};

namespace detail {

[[nodiscard]] inline bool is_nothing(const number_range& range) noexcept {
    return range.low == range.high && !(range.includes_low && range.includes_high);
}

/// What some ranges leave over of the line, from below.
[[nodiscard]] inline std::vector<number_range> complement(std::vector<number_range> ranges) {
    std::sort(ranges.begin(), ranges.end(), [](const number_range& a, const number_range& b) {
        return a.low < b.low || (a.low == b.low && a.includes_low && !b.includes_low);
    });
    std::vector<number_range> left;
    number_range gap;  // begins where the ranges so far end; at infinity at first
    for (const number_range& each : ranges) {
        if (is_nothing(each)) { continue; }
        gap.high = each.low;
        gap.includes_high = !each.includes_low;
        if (gap.low < gap.high || (gap.low == gap.high && gap.includes_low && gap.includes_high)) {
            left.push_back(gap);
        }
        if (each.high > gap.low) {
            gap.low = each.high;
            gap.includes_low = !each.includes_high;
        } else if (each.high == gap.low && each.includes_high) {
            gap.includes_low = false;
        }
    }
    gap.high = std::numeric_limits<double>::infinity();
    gap.includes_high = false;
    if (gap.low < gap.high) { left.push_back(gap); }
    return left;
}

/// The nearest limit to a value that the entry does not pass; of two as near as each other one that passes, then the lower.
/// Nothing for text, kinds without distances, unknown values, and what is not finite.
[[nodiscard]] inline std::optional<limit_distance> nearest_limit(const input_entry& entry, const table_value& value) {
    if (!value.is_known || value.kind == value_kind::string || value.kind == value_kind::boolean ||
        value.kind == value_kind::weekday || !std::isfinite(value.number)) {
        return std::nullopt;
    }
    std::optional<limit_distance> best;
    for (const number_range& each : entry.is_negated ? complement(entry.ranges) : entry.ranges) {
        if (is_nothing(each)) { continue; }
        const bool is_below = value.number <= each.low;
        limit_distance mine;
        mine.limit = is_below ? each.low : each.high;
        mine.passes = is_below ? each.includes_low : each.includes_high;
        mine.missing = mine.limit - value.number;
        const double nearer = best ? std::abs(best->missing) - std::abs(mine.missing) : 1;
        if (nearer > 0 || (nearer == 0 && mine.passes && !best->passes)) { best = mine; }
    }
    if (best) {
        // As people subtract: 0.3 less 0.1 is 0.2.
        const decimal_sums terms{{best->limit, -value.number}};
        decimal_sums::running missing{terms};
        missing.add(0);
        missing.add(1);
        best->missing = missing.value();
    }
    return best;
}

}  // namespace detail
}  // namespace v0
}  // namespace muster
