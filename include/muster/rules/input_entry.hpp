#pragma once

#include "muster/rules/table_value.hpp"  // table_value, number_text

#include <array>             // array
#include <concepts>          // convertible_to
#include <initializer_list>  // initializer_list
#include <limits>            // infinity
#include <string>            // string
#include <string_view>       // string_view
#include <vector>            // vector

namespace muster {
inline namespace v0 {

/// An interval of numbers, its ends included or not. An end at infinity is never included.
struct number_range {
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    bool includes_low = false;
    bool includes_high = false;

    [[nodiscard]] constexpr bool holds(double value) const noexcept {
        return (value > low || (includes_low && value == low)) && (value < high || (includes_high && value == high));
    }
    friend constexpr bool operator==(const number_range&, const number_range&) = default;
};

/// One cell of a decision table: which values of one input pass.
///
/// Numbers and dates pass in one of `ranges`, text when it is one of `texts` or begins with one of `prefixes`. An unknown
/// value passes `any_value` and `is_unknown()` only, a negation never: unknown is not "something else".
struct input_entry {
    std::vector<number_range> ranges{};
    std::vector<std::string> texts{};
    std::vector<std::string> prefixes{};
    bool is_any = false;
    bool is_negated = false;       ///< passes what none of the above holds
    bool accepts_unknown = false;  ///< passes an unknown value too

    [[nodiscard]] bool holds(double value) const noexcept {
        if (is_any) { return true; }
        for (const number_range& each : ranges) {
            if (each.holds(value)) { return !is_negated; }
        }
        return is_negated;
    }
    [[nodiscard]] bool holds(std::string_view value) const noexcept {
        if (is_any) { return true; }
        for (const std::string& each : texts) {
            if (each == value) { return !is_negated; }
        }
        for (const std::string& each : prefixes) {
            if (value.substr(0, each.size()) == each) { return !is_negated; }
        }
        return is_negated;
    }
    [[nodiscard]] bool holds_unknown() const noexcept { return is_any || accepts_unknown; }
    [[nodiscard]] bool holds(const table_value& value) const noexcept {
        if (!value.is_known) { return holds_unknown(); }
        return value.kind == value_kind::text ? holds(std::string_view{value.text}) : holds(value.number);
    }

    friend bool operator==(const input_entry&, const input_entry&) = default;
};

/// Every value passes, an unknown one too: DMN's `-`.
inline const input_entry any_value{{}, {}, {}, true, false, true};

/// Only an unknown value passes.
[[nodiscard]] inline input_entry is_unknown() { return {{}, {}, {}, false, false, true}; }

namespace detail {
[[nodiscard]] inline input_entry range_entry(number_range range) { return {{range}, {}, {}, false, false, false}; }
}  // namespace detail

/// 以上: the limit itself passes.
[[nodiscard]] inline input_entry at_least(double limit) {
    return detail::range_entry({limit, std::numeric_limits<double>::infinity(), true, false});
}
/// The limit itself does not pass.
[[nodiscard]] inline input_entry more_than(double limit) {
    return detail::range_entry({limit, std::numeric_limits<double>::infinity(), false, false});
}
/// The limit itself passes.
[[nodiscard]] inline input_entry at_most(double limit) {
    return detail::range_entry({-std::numeric_limits<double>::infinity(), limit, false, true});
}
/// 以下: the limit itself does not pass.
[[nodiscard]] inline input_entry below(double limit) {
    return detail::range_entry({-std::numeric_limits<double>::infinity(), limit, false, false});
}
/// Both ends pass: `[low..high]`.
[[nodiscard]] inline input_entry within(double low, double high) { return detail::range_entry({low, high, true, true}); }
/// The first end passes, the last does not: `[low..high)`, as 3人以上10人以下.
[[nodiscard]] inline input_entry from_until(double low, double high) {
    return detail::range_entry({low, high, true, false});
}
/// Neither end passes: `(low..high)`.
[[nodiscard]] inline input_entry strictly_within(double low, double high) {
    return detail::range_entry({low, high, false, false});
}

/// One value: `is("fire")`, `is(3)`, `is(true)`, `is(date_value(2026, 3, 1))`.
[[nodiscard]] inline input_entry is(const table_value& value) {
    if (!value.is_known) { return is_unknown(); }
    if (value.kind == value_kind::text) { return {{}, {value.text}, {}, false, false, false}; }
    return within(value.number, value.number);
}
[[nodiscard]] inline input_entry is(std::string_view text) { return {{}, {std::string{text}}, {}, false, false, false}; }
[[nodiscard]] inline input_entry is(const char* text) { return is(std::string_view{text}); }
template <class Number>
    requires std::is_arithmetic_v<Number> || std::is_enum_v<Number>
[[nodiscard]] input_entry is(Number value) {
    return within(static_cast<double>(value), static_cast<double>(value));
}

/// The text begins with one of these: for hierarchical codes.
template <std::convertible_to<std::string_view>... Prefixes>
    requires(sizeof...(Prefixes) > 0)
[[nodiscard]] input_entry starts_with(const Prefixes&... prefixes) {
    return {{}, {}, {std::string{std::string_view{prefixes}}...}, false, false, false};
}

/// Passes what either passes. @pre neither is a negation (`except` around the whole instead)
[[nodiscard]] inline input_entry operator||(input_entry a, const input_entry& b) {
    a.ranges.insert(a.ranges.end(), b.ranges.begin(), b.ranges.end());
    a.texts.insert(a.texts.end(), b.texts.begin(), b.texts.end());
    a.prefixes.insert(a.prefixes.end(), b.prefixes.begin(), b.prefixes.end());
    a.is_any = a.is_any || b.is_any;
    a.accepts_unknown = a.accepts_unknown || b.accepts_unknown;
    return a;
}

/// One of several values: `one_of("fire", "explosion")`, `one_of(1, 2)`.
template <class... Values>
    requires(sizeof...(Values) > 0)
[[nodiscard]] input_entry one_of(const Values&... values) {
    return (... || is(values));
}

/// Passes the known values that the entry does not pass: `except(one_of("drill", "test"))`.
[[nodiscard]] inline input_entry except(input_entry entry) {
    entry.is_negated = !entry.is_negated;
    entry.accepts_unknown = false;
    return entry;
}

/// From a time of day until another, which does not pass; over midnight when the second is the earlier one.
[[nodiscard]] inline input_entry from_until(const table_value& from, const table_value& until) {
    if (from.kind != value_kind::time_of_day || from.number <= until.number) {
        return from_until(from.number, until.number);
    }
    return at_least(from.number) || below(until.number);
}

}  // namespace v0
}  // namespace muster
