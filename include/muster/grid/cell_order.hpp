#pragma once

#include <algorithm>    // all_of, min
#include <string_view>  // string_view

namespace muster {
inline namespace v0 {

/// Whether the cell with key `a` is numbered before the one with key `b`: the order of the ids in a tier.
///
/// Keys that are all digits come first, by number ("9" before "10"; "7" and "007" by their bytes); then all others, by
/// their bytes. A total order, so the ids do not depend on the order in which the cells were drawn.
[[nodiscard]] inline bool is_key_before(std::string_view a, std::string_view b) noexcept {
    const auto is_number = [](std::string_view key) {
        return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    const bool a_is_number = is_number(a);
    if (a_is_number != is_number(b)) { return a_is_number; }
    if (a_is_number) {
        const std::string_view a_digits = a.substr(std::min(a.find_first_not_of('0'), a.size()));
        const std::string_view b_digits = b.substr(std::min(b.find_first_not_of('0'), b.size()));
        if (a_digits.size() != b_digits.size()) { return a_digits.size() < b_digits.size(); }
        if (a_digits != b_digits) { return a_digits < b_digits; }
    }
    return a < b;  // char_traits<char> compares as unsigned, on every machine
}

}  // namespace v0
}  // namespace muster
