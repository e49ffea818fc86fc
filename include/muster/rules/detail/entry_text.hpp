#pragma once

#include "muster/core/label.hpp"         // language
#include "muster/rules/input_entry.hpp"  // input_entry

#include <limits>  // infinity
#include <string>  // string

namespace muster {
inline namespace v0 {
namespace detail {

/// A stretch of numbers as people and FEEL write it: `3`, `>= 30`, `[3..30)`.
[[nodiscard]] inline std::string stretch_text(const number_range& range, value_kind kind) {
    const bool has_low = range.low > -std::numeric_limits<double>::infinity();
    const bool has_high = range.high < std::numeric_limits<double>::infinity();
    if (!has_low && !has_high) { return "-"; }
    if (!has_high) { return (range.includes_low ? ">= " : "> ") + number_text(range.low, kind); }
    if (!has_low) { return (range.includes_high ? "<= " : "< ") + number_text(range.high, kind); }
    if (range.low == range.high) { return number_text(range.low, kind); }
    return (range.includes_low ? "[" : "(") + number_text(range.low, kind) + ".." + number_text(range.high, kind) +
           (range.includes_high ? "]" : ")");
}

/// What an entry passes, for people: `[3..30)`, `"fire", "gas"`, `not("drill")`, `begins with "B.2"`, `any`.
[[nodiscard]] inline std::string entry_text(const input_entry& entry, value_kind kind, language in) {
    const bool en = in == language::en;
    if (entry.is_any) { return en ? "any" : "任意"; }
    std::string listed;
    const auto add = [&](const std::string& each) { listed += (listed.empty() ? "" : ", ") + each; };
    for (const number_range& each : entry.ranges) { add(stretch_text(each, kind)); }
    for (const std::string& each : entry.texts) { add(to_string(text_value(each))); }
    for (const std::string& each : entry.prefixes) {
        add(en ? "begins with " + to_string(text_value(each)) : "以 " + to_string(text_value(each)) + " 开头");
    }
    if (entry.is_negated) { listed = listed.empty() ? (en ? "known" : "已知") : (en ? "not(" : "非(") + listed + ")"; }
    if (entry.accepts_unknown) { add(to_string(unknown_value(kind), in)); }
    return listed.empty() ? (en ? "nothing" : "无") : listed;
}

}  // namespace detail
}  // namespace v0
}  // namespace muster
