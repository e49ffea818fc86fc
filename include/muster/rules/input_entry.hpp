#pragma once

#include "muster/core/expects.hpp"       // MUSTER_EXPECTS
#include "muster/core/units.hpp"         // instant, duration
#include "muster/rules/table_value.hpp"  // table_value, value_kind

#include <concepts>     // convertible_to, same_as
#include <cstdint>      // uint16_t
#include <limits>       // infinity, quiet_NaN
#include <string>       // string
#include <string_view>  // string_view
#include <type_traits>  // is_arithmetic_v, is_enum_v
#include <vector>       // vector

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
    /// The kinds of values that it was written with, bit `k` for `value_kind` number `k`; plain numbers and text leave none.
    /// A table refuses an entry of another kind than its column's; nothing else reads this, equality neither.
    std::uint16_t kinds = 0;

    /// A NaN is nobody's knowledge: it counts as unknown.
    [[nodiscard]] bool holds(double value) const noexcept {
        if (is_any) { return true; }
        if (!(value == value)) { return accepts_unknown; }
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
        return value.kind == value_kind::string ? holds(std::string_view{value.text}) : holds(value.number);
    }

    /// Whether both pass the same values by the same words, whatever kinds they were written with.
    friend bool operator==(const input_entry& a, const input_entry& b) {
        return a.is_any == b.is_any && a.is_negated == b.is_negated && a.accepts_unknown == b.accepts_unknown &&
               a.ranges == b.ranges && a.texts == b.texts && a.prefixes == b.prefixes;
    }
};

/// Every value passes, an unknown one too: DMN's `-`.
inline const input_entry any_value{{}, {}, {}, true, false, true};

/// Only an unknown value passes.
[[nodiscard]] inline input_entry is_unknown() { return {{}, {}, {}, false, false, true}; }

/// What a limit may be written as besides a plain number: `at_least(time_value(22, 0))`, `below(5_min)`.
template <class V>
concept table_limit = std::same_as<V, table_value> || std::same_as<V, instant> || std::same_as<V, duration>;

namespace detail {

[[nodiscard]] constexpr std::uint16_t kind_bit(value_kind kind) noexcept {
    return static_cast<std::uint16_t>(1U << static_cast<unsigned>(kind));
}

[[nodiscard]] inline input_entry range_entry(number_range range, std::uint16_t kinds = 0) {
    return {{range}, {}, {}, false, false, false, kinds};
}

[[nodiscard]] inline const table_value& as_limit(const table_value& value) noexcept { return value; }
[[nodiscard]] inline table_value as_limit(instant at) { return date_time_value(at); }
[[nodiscard]] inline table_value as_limit(duration span) {
    return number_value(static_cast<double>(span.ms), value_kind::day_time_duration);
}

// Text and unknown values are no limits: a NaN, which every table refuses.
[[nodiscard]] inline double limit_number(const table_value& value) noexcept {
    const bool is_limit = value.is_known && value.kind != value_kind::string;
    return is_limit ? value.number : std::numeric_limits<double>::quiet_NaN();
}

// Marks what kinds of values an entry was written with.
[[nodiscard]] inline input_entry written_with(const table_value& a, const table_value& b, input_entry entry) {
    entry.kinds = static_cast<std::uint16_t>(kind_bit(a.kind) | kind_bit(b.kind));
    return entry;
}

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
    if (value.kind == value_kind::string) { return {{}, {value.text}, {}, false, false, false}; }
    return detail::written_with(value, value, within(value.number, value.number));
}
[[nodiscard]] inline input_entry is(instant at) { return is(detail::as_limit(at)); }
[[nodiscard]] inline input_entry is(duration span) { return is(detail::as_limit(span)); }
[[nodiscard]] inline input_entry is(std::string_view words) { return {{}, {std::string{words}}, {}, false, false, false}; }
[[nodiscard]] inline input_entry is(const char* words) { return is(std::string_view{words}); }
template <class Number>
    requires std::is_arithmetic_v<Number> || std::is_enum_v<Number>
[[nodiscard]] input_entry is(Number value) {
    if constexpr (std::same_as<Number, bool>) {
        return is(boolean_value(value));
    } else {
        return within(static_cast<double>(value), static_cast<double>(value));
    }
}

/// The text begins with one of these: for hierarchical codes.
template <std::convertible_to<std::string_view>... Prefixes>
    requires(sizeof...(Prefixes) > 0)
[[nodiscard]] input_entry starts_with(const Prefixes&... prefixes) {
    return {{}, {}, {std::string{std::string_view{prefixes}}...}, false, false, false};
}

/// Passes what either passes. @pre neither is a negation (`except` around the whole instead; MUSTER_EXPECTS)
[[nodiscard]] inline input_entry operator||(input_entry a, const input_entry& b) {
    MUSTER_EXPECTS(!a.is_negated && !b.is_negated, "operator||: neither side may be a negation");
    a.ranges.insert(a.ranges.end(), b.ranges.begin(), b.ranges.end());
    a.texts.insert(a.texts.end(), b.texts.begin(), b.texts.end());
    a.prefixes.insert(a.prefixes.end(), b.prefixes.begin(), b.prefixes.end());
    a.is_any = a.is_any || b.is_any;
    a.accepts_unknown = a.accepts_unknown || b.accepts_unknown;
    a.kinds = static_cast<std::uint16_t>(a.kinds | b.kinds);
    return a;
}

/// One of several values: `one_of("fire", "explosion")`, `one_of(1, 2)`.
template <class... Values>
    requires(sizeof...(Values) > 0)
[[nodiscard]] input_entry one_of(const Values&... values) {
    return (... || is(values));
}

/// Passes the known values that the entry does not pass: `except(one_of("drill", "test"))`. Of `any_value`: none.
[[nodiscard]] inline input_entry except(input_entry entry) {
    if (entry.is_any) { return {}; }
    entry.is_negated = !entry.is_negated;
    entry.accepts_unknown = false;
    return entry;
}

/// The same with limits of a kind: dates, times of day, moments, spans of time. A table refuses them in a column of another
/// kind, and text or an unknown value as a limit.
template <table_limit Limit>
[[nodiscard]] input_entry at_least(const Limit& limit) {
    const table_value& value = detail::as_limit(limit);
    return detail::written_with(value, value, at_least(detail::limit_number(value)));
}
template <table_limit Limit>
[[nodiscard]] input_entry more_than(const Limit& limit) {
    const table_value& value = detail::as_limit(limit);
    return detail::written_with(value, value, more_than(detail::limit_number(value)));
}
template <table_limit Limit>
[[nodiscard]] input_entry at_most(const Limit& limit) {
    const table_value& value = detail::as_limit(limit);
    return detail::written_with(value, value, at_most(detail::limit_number(value)));
}
template <table_limit Limit>
[[nodiscard]] input_entry below(const Limit& limit) {
    const table_value& value = detail::as_limit(limit);
    return detail::written_with(value, value, below(detail::limit_number(value)));
}
template <table_limit Limit>
[[nodiscard]] input_entry within(const Limit& low, const Limit& high) {
    const table_value& a = detail::as_limit(low);
    const table_value& b = detail::as_limit(high);
    return detail::written_with(a, b, within(detail::limit_number(a), detail::limit_number(b)));
}
template <table_limit Limit>
[[nodiscard]] input_entry strictly_within(const Limit& low, const Limit& high) {
    const table_value& a = detail::as_limit(low);
    const table_value& b = detail::as_limit(high);
    return detail::written_with(a, b, strictly_within(detail::limit_number(a), detail::limit_number(b)));
}
/// From a time of day until another, which does not pass; over midnight when the second is the earlier one. Two that are the
/// same leave nothing, which a table refuses: `any_value` is the whole day.
template <table_limit Limit>
[[nodiscard]] input_entry from_until(const Limit& from, const Limit& until) {
    const table_value& a = detail::as_limit(from);
    const table_value& b = detail::as_limit(until);
    const double low = detail::limit_number(a);
    const double high = detail::limit_number(b);
    const bool is_over_midnight = a.kind == value_kind::time_of_day && low > high;
    return detail::written_with(a, b, is_over_midnight ? at_least(low) || below(high) : from_until(low, high));
}

}  // namespace v0
}  // namespace muster
