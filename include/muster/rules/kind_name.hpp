#pragma once

#include "muster/rules/table_value.hpp"  // value_kind

#include <array>        // array
#include <cstdint>      // uint8_t
#include <optional>     // optional
#include <string_view>  // string_view

namespace muster {
inline namespace v0 {
namespace detail {
inline constexpr std::array<std::string_view, 10> kind_names{
    "boolean", "whole number", "number",        "text",                    "weekday",
    "date",    "time",         "date and time", "days and time duration", "years and months duration"};
}  // namespace detail

/// `number`, `text`, `date and time` ...: FEEL's word where it has one.
[[nodiscard]] constexpr std::string_view to_string(value_kind kind) noexcept {
    return detail::kind_names[static_cast<std::uint8_t>(kind)];
}

/// The inverse of `to_string`.
[[nodiscard]] constexpr std::optional<value_kind> find_value_kind(std::string_view kind) noexcept {
    for (std::uint8_t i = 0; i < detail::kind_names.size(); ++i) {
        if (detail::kind_names[i] == kind) { return static_cast<value_kind>(i); }
    }
    return std::nullopt;
}

}  // namespace v0
}  // namespace muster
