#pragma once

#include "muster/rules/input_entry.hpp"  // input_entry, number_range

#include <algorithm>  // sort
#include <limits>     // infinity
#include <utility>    // move
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace io_detail {

/// The numbers that none of the ranges holds, in order.
[[nodiscard]] inline std::vector<number_range> complement(std::vector<number_range> ranges) {
    std::sort(ranges.begin(), ranges.end(), [](const number_range& a, const number_range& b) {
        return a.low != b.low ? a.low < b.low : a.includes_low && !b.includes_low;
    });
    std::vector<number_range> gaps;
    number_range open;  // from where on nothing is covered yet
    for (const number_range& each : ranges) {
        if (each.low == each.high && !(each.includes_low && each.includes_high)) { continue; }  // holds nothing
        open.high = each.low;
        open.includes_high = !each.includes_low;
        if (open.low < open.high || (open.low == open.high && open.includes_low && open.includes_high)) {
            gaps.push_back(open);
        }
        const bool goes_further = each.high > open.low || (each.high == open.low && each.includes_high);
        if (goes_further) {
            open.low = each.high;
            open.includes_low = !each.includes_high;
        }
    }
    open.high = std::numeric_limits<double>::infinity();
    open.includes_high = false;
    if (open.low < open.high) { gaps.push_back(open); }
    return gaps;
}

/// The same entry of numbers without a negation.
[[nodiscard]] inline input_entry positive(input_entry entry) {
    if (!entry.is_negated || entry.is_any) { return entry; }
    entry.ranges = complement(std::move(entry.ranges));
    entry.is_negated = false;
    return entry;
}

/// What both entries of numbers pass.
[[nodiscard]] inline input_entry intersection(const input_entry& first, const input_entry& second) {
    const input_entry a = positive(first);
    const input_entry b = positive(second);
    input_entry made;
    made.accepts_unknown = a.holds_unknown() && b.holds_unknown();
    for (const number_range& x : a.ranges) {
        for (const number_range& y : b.ranges) {
            number_range common = x;
            if (y.low > common.low || (y.low == common.low && !y.includes_low)) {
                common.low = y.low;
                common.includes_low = y.includes_low;
            }
            if (y.high < common.high || (y.high == common.high && !y.includes_high)) {
                common.high = y.high;
                common.includes_high = y.includes_high;
            }
            const bool holds_one = common.low == common.high && common.includes_low && common.includes_high;
            if (common.low < common.high || holds_one) { made.ranges.push_back(common); }
        }
    }
    return made;
}

/// What either entry passes; negations of numbers only.
[[nodiscard]] inline input_entry union_of(const input_entry& a, const input_entry& b) {
    return (a.is_negated ? positive(a) : a) || (b.is_negated ? positive(b) : b);
}

}  // namespace io_detail
}  // namespace v0
}  // namespace muster
