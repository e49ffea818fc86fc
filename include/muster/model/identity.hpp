#pragma once

#include "muster/core/field.hpp"  // fields
#include "muster/core/label.hpp"  // label

#include <string>       // string, to_string
#include <string_view>  // string_view
#include <type_traits>  // is_integral_v

namespace muster {
inline namespace v0 {

/// The `id` of a caller's thing as text. @pre its map has one that is text or a whole number
template <const auto& Map, class T>
[[nodiscard]] std::string key_of(const T& object) {
    const auto& given = Map.template get<"id">(object);
    if constexpr (std::is_integral_v<std::remove_cvref_t<decltype(given)>>) {
        return std::to_string(given);
    } else {
        return std::string{std::string_view{given}};
    }
}

/// What people call a caller's thing: its `name`, text or `label`; without one, its `id`.
template <const auto& Map, class T>
[[nodiscard]] label called_by(const T& object) {
    if constexpr (std::remove_cvref_t<decltype(Map)>::template has<"name">) {
        const auto& given = Map.template get<"name">(object);
        if constexpr (std::is_convertible_v<decltype(given), label>) {
            return given;
        } else {
            return label{std::string{std::string_view{given}}};
        }
    } else {
        return label{key_of<Map>(object)};
    }
}

}  // namespace v0
}  // namespace muster
