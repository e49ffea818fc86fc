#pragma once

#include "muster/core/maybe_value.hpp"  // maybe_value

#include <concepts>     // convertible_to, integral
#include <optional>     // optional
#include <string_view>  // string_view
#include <type_traits>  // remove_cvref_t
#include <utility>      // in_range

namespace muster {
inline namespace v0 {

namespace detail {

template <class As>
struct asked_type {
    using type = As;
};
template <class As>
struct asked_type<std::optional<As>> : asked_type<As> {};

/// What a cell is converted to: `std::optional<int>` and `int` ask for the same.
template <class As>
using cell_type = typename asked_type<As>::type;

template <class As>
inline constexpr bool is_view = std::same_as<As, std::string_view> || std::same_as<As, const char*>;

template <class As>
concept whole_number =
    std::integral<As> && !std::same_as<As, bool> && !std::same_as<As, char> && !std::same_as<As, wchar_t> &&
    !std::same_as<As, char8_t> && !std::same_as<As, char16_t> && !std::same_as<As, char32_t>;

/// One number as another without a loss: whole numbers are checked, real ones take any.
template <class As, class Cell>
concept number_cell = std::is_arithmetic_v<Cell> &&
    (std::floating_point<As> || std::same_as<As, Cell> ||
     (whole_number<As> && (whole_number<Cell> || std::same_as<Cell, bool>)) ||
     (std::same_as<As, bool> && whole_number<Cell>));

template <class As, class Cell>
concept as_cell = requires(const Cell& cell) {
    { cell.template as<As>() } -> std::convertible_to<As>;
};
template <class As, class Cell>
concept get_cell = requires(const Cell& cell) {
    { cell.template get<As>() } -> std::convertible_to<As>;
};
template <class As, class Cell>
concept casting_cell = !std::is_arithmetic_v<Cell> &&
                       (std::convertible_to<const Cell&, As> || requires(const Cell& cell) { cell.operator As(); });

/// `Cell` is what the row gives: a reference to what it keeps, or a value that is gone when the call ends.
template <class As, class Cell>
consteval bool can_read_cell() {
    using value = std::remove_cvref_t<Cell>;
    constexpr bool is_kept = std::is_lvalue_reference_v<Cell> || is_view<value>;
    if constexpr (maybe_value<value>) {
        using inner = typename value::value_type;
        return can_read_cell<As, std::conditional_t<is_kept, const inner&, inner>>();
    } else {
        return number_cell<As, value> || as_cell<As, value> || get_cell<As, value> ||
               (casting_cell<As, value> && (is_kept || !is_view<As>));
    }
}
template <class As, class Cell>
inline constexpr bool reads_cell = can_read_cell<As, Cell>();

template <class Cell>
[[nodiscard]] constexpr bool is_empty_cell(const Cell& cell) {
    if constexpr (std::is_pointer_v<Cell>) {
        return cell == nullptr;
    } else if constexpr (requires { static_cast<bool>(cell.is_null()); }) {
        return static_cast<bool>(cell.is_null());
    } else if constexpr (requires { static_cast<bool>(cell.isNull()); }) {
        return static_cast<bool>(cell.isNull());
    } else {
        return false;
    }
}

/// A cell as an `As`; nothing when it is empty or a number that does not fit.
template <class As, class Cell>
[[nodiscard]] constexpr std::optional<As> read_cell(const Cell& cell) {
    if constexpr (maybe_value<Cell>) {
        if (!static_cast<bool>(cell)) { return std::nullopt; }
        return read_cell<As>(cell.value());
    } else {
        if (is_empty_cell(cell)) { return std::nullopt; }
        if constexpr (number_cell<As, Cell>) {
            if constexpr (whole_number<As> && whole_number<Cell>) {
                if (!std::in_range<As>(cell)) { return std::nullopt; }
            }
            return static_cast<As>(cell);
        } else if constexpr (as_cell<As, Cell>) {
            return static_cast<As>(cell.template as<As>());
        } else if constexpr (get_cell<As, Cell>) {
            return static_cast<As>(cell.template get<As>());
        } else if constexpr (std::convertible_to<const Cell&, As>) {
            return static_cast<As>(cell);
        } else {
            return cell.operator As();
        }
    }
}

}  // namespace detail

}  // namespace v0
}  // namespace muster
