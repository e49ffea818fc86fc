#pragma once

#include <array>        // array
#include <cstddef>      // size_t
#include <string_view>  // string_view
#include <type_traits>  // remove_cvref_t

namespace muster {
inline namespace v0 {

namespace detail {

template <class V>
inline constexpr bool is_char_array = false;
template <std::size_t N>
inline constexpr bool is_char_array<char[N]> = true;
template <std::size_t N>
inline constexpr bool is_char_array<std::array<char, N>> = true;

/// Text as C has it: `const char*`, or a char array of a struct that outlives the call. `V` is a projection's result.
template <class V>
inline constexpr bool is_c_text = std::is_same_v<std::remove_cvref_t<V>, const char*> ||
                                  std::is_same_v<std::remove_cvref_t<V>, char*> ||
                                  (std::is_lvalue_reference_v<V> && is_char_array<std::remove_cvref_t<V>>);

/// C text as a view of it, of the same bytes.
///
/// A char array up to its first NUL, or to its end when it is filled to the brim; a pointer up to its NUL. A null
/// pointer is empty text: tables say "nothing" with it.
template <class Text>
[[nodiscard]] constexpr std::string_view c_text(const Text& text) noexcept {
    if constexpr (is_char_array<Text>) {
        const std::string_view all{std::data(text), std::size(text)};
        return all.substr(0, all.find('\0'));
    } else {
        return text == nullptr ? std::string_view{} : std::string_view{text};
    }
}

}  // namespace detail

}  // namespace v0
}  // namespace muster
