#pragma once

#include "muster/core/maybe_value.hpp"           // maybe_value
#include "muster/core/time_value.hpp"            // as_instant, as_duration
#include "muster/rules/detail/class_finder.hpp"  // class_finder
#include "muster/rules/table_value.hpp"          // table_value

#include <concepts>     // convertible_to
#include <cstdint>      // int64_t, uint8_t
#include <string>       // string
#include <string_view>  // string_view
#include <type_traits>  // is_arithmetic_v, is_enum_v

namespace muster {
inline namespace v0 {
namespace detail {

/// How a value is taken: as it is, or which part of a moment.
enum class taken_as : std::uint8_t { itself, date, time_of_day, weekday };

[[nodiscard]] constexpr std::int64_t floor_days(std::int64_t ms) noexcept {
    return ms >= 0 ? ms / 86'400'000 : -((86'399'999 - ms) / 86'400'000);
}

/// A part of a moment, in the units of `value_kind`. 1970-01-01 was a Thursday.
template <taken_as How>
[[nodiscard]] constexpr std::int64_t part_of(instant at) noexcept {
    if constexpr (How == taken_as::itself) { return at.ms; }
    const std::int64_t days = floor_days(at.ms);
    if constexpr (How == taken_as::date) { return days; }
    if constexpr (How == taken_as::weekday) { return ((days + 3) % 7 + 7) % 7 + 1; }
    return at.ms - days * 86'400'000;
}

template <class V>
inline constexpr bool is_number_value = std::is_arithmetic_v<V> || std::is_enum_v<V>;
template <class V>
inline constexpr bool is_text_value = std::is_convertible_v<const V&, std::string_view>;

/// Whether a table can read values of this type.
template <class V>
consteval bool reads_as_input() {
    if constexpr (is_text_value<V>) {
        return true;
    } else if constexpr (maybe_value<V>) {
        return reads_as_input<std::remove_cvref_t<typename V::value_type>>();
    } else {
        return is_number_value<V> || muster::reads_as_instant<V> || muster::reads_as_duration<V>;
    }
}

/// The kind of value that a type is, before `table_input::as` says otherwise.
template <class V>
consteval value_kind kind_of() {
    if constexpr (is_text_value<V>) {
        return value_kind::string;
    } else if constexpr (maybe_value<V>) {
        return kind_of<std::remove_cvref_t<typename V::value_type>>();
    } else if constexpr (std::is_same_v<V, bool>) {
        return value_kind::boolean;
    } else if constexpr (std::is_floating_point_v<V>) {
        return value_kind::number;
    } else if constexpr (is_number_value<V>) {
        return value_kind::whole_number;
    } else if constexpr (muster::reads_as_instant<V>) {
        return value_kind::date_time;
    } else {
        return value_kind::day_time_duration;
    }
}

/// Hands a value to `take` as what it is: a double, a whole number, text, or nothing when it is unknown.
template <taken_as How, class V, class Take>
[[nodiscard]] constexpr auto take_value(const V& value, const Take& take) {
    if constexpr (is_text_value<V>) {
        return take.words(static_cast<std::string_view>(value));
    } else if constexpr (maybe_value<V>) {
        return static_cast<bool>(value) ? take_value<How>(value.value(), take) : take.nothing();
    } else if constexpr (std::is_floating_point_v<V>) {
        return take.real(static_cast<double>(value));
    } else if constexpr (std::is_unsigned_v<V> && sizeof(V) >= 8) {
        return take.real(static_cast<double>(value));
    } else if constexpr (is_number_value<V>) {
        return take.whole(static_cast<std::int64_t>(value));
    } else if constexpr (muster::reads_as_instant<V>) {
        const auto at = as_instant(value);
        return at ? take.whole(part_of<How>(*at)) : take.nothing();
    } else {
        const auto span = as_duration(value);
        return span ? take.whole(span->ms) : take.nothing();
    }
}

/// Takes a value to its class: one step from the caller's object to the rules that pass.
struct take_class {
    const class_finder& finder;

    [[nodiscard]] auto words(std::string_view value) const noexcept { return finder.of_text(value); }
    [[nodiscard]] auto real(double value) const noexcept { return finder.of_number(value); }
    [[nodiscard]] auto whole(std::int64_t value) const noexcept { return finder.of_whole(value); }
    [[nodiscard]] auto nothing() const noexcept { return input_partition::unknown_class(); }
};

/// Takes a value as a value of a table.
struct take_table_value {
    value_kind kind;

    [[nodiscard]] table_value words(std::string_view value) const { return text_value(std::string{value}); }
    [[nodiscard]] table_value real(double value) const {
        return value == value ? number_value(value, kind) : unknown_value(kind);
    }
    [[nodiscard]] table_value whole(std::int64_t value) const { return number_value(static_cast<double>(value), kind); }
    [[nodiscard]] table_value nothing() const { return unknown_value(kind); }
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
