#pragma once

#include "muster/core/digest.hpp"  // digest
#include "muster/core/field.hpp"   // field_key
#include "muster/core/label.hpp"   // language

#include <charconv>     // to_chars
#include <concepts>     // convertible_to
#include <cstddef>      // size_t
#include <cstdint>      // uint8_t
#include <string>       // string
#include <type_traits>  // is_arithmetic_v
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// How a number is held against a limit.
enum class comparison : std::uint8_t { less, at_most, equal, not_equal, at_least, more };

/// Whether `value` passes.
[[nodiscard]] constexpr bool holds(double value, comparison how, double limit) noexcept {
    switch (how) {
        case comparison::less: return value < limit;
        case comparison::at_most: return value <= limit;
        case comparison::equal: return value == limit;
        case comparison::not_equal: return value != limit;
        case comparison::at_least: return value >= limit;
        case comparison::more: return value > limit;
    }
    return false;
}

/// One condition of a rule, on the text or on one field; it says nothing yet about whose.
///
/// Written `contains("smoke", "冒烟")`, `has_word("gas")`, `lacks("drill")`, `field<"storeys"> >= 8`. A field that is
/// unknown passes no condition.
struct condition {
    enum class kind : std::uint8_t {
        contains,  ///< one of the words occurs anywhere
        word,      ///< one of the words occurs, and no ASCII letter or digit touches it
        lacks,     ///< none of the words occurs anywhere
        compare,   ///< the field is known and passes the comparison
    };

    kind what = kind::contains;
    std::vector<std::string> words;
    std::string column;
    comparison how = comparison::equal;
    double limit = 0;
};

namespace detail {
template <class... Words>
[[nodiscard]] condition text_condition(condition::kind what, const Words&... words) {
    condition made;
    made.what = what;
    (made.words.emplace_back(words), ...);
    return made;
}

template <fixed_name Name>
[[nodiscard]] condition field_condition(comparison how, double limit) {
    condition made;
    made.what = condition::kind::compare;
    made.column = std::string{Name.view()};
    made.how = how;
    made.limit = limit;
    return made;
}
}  // namespace detail

/// The text has one of the words, anywhere: "smoke" is also found in "smoking". ASCII case does not count.
template <std::convertible_to<std::string>... Words>
    requires(sizeof...(Words) > 0)
[[nodiscard]] condition contains(const Words&... words) {
    return detail::text_condition(condition::kind::contains, words...);
}

/// The text has one of the words as a word of its own: "gas" is found in "gas leak", not in "gasoline".
template <std::convertible_to<std::string>... Words>
    requires(sizeof...(Words) > 0)
[[nodiscard]] condition has_word(const Words&... words) {
    return detail::text_condition(condition::kind::word, words...);
}

/// The text has none of the words.
template <std::convertible_to<std::string>... Words>
    requires(sizeof...(Words) > 0)
[[nodiscard]] condition lacks(const Words&... words) {
    return detail::text_condition(condition::kind::lacks, words...);
}

/// A field against a limit: `field<"storeys"> >= 8`.
template <fixed_name Name, class Number>
    requires std::is_arithmetic_v<Number>
[[nodiscard]] condition operator>=(field_key<Name>, Number limit) {
    return detail::field_condition<Name>(comparison::at_least, static_cast<double>(limit));
}
template <fixed_name Name, class Number>
    requires std::is_arithmetic_v<Number>
[[nodiscard]] condition operator>(field_key<Name>, Number limit) {
    return detail::field_condition<Name>(comparison::more, static_cast<double>(limit));
}
template <fixed_name Name, class Number>
    requires std::is_arithmetic_v<Number>
[[nodiscard]] condition operator<=(field_key<Name>, Number limit) {
    return detail::field_condition<Name>(comparison::at_most, static_cast<double>(limit));
}
template <fixed_name Name, class Number>
    requires std::is_arithmetic_v<Number>
[[nodiscard]] condition operator<(field_key<Name>, Number limit) {
    return detail::field_condition<Name>(comparison::less, static_cast<double>(limit));
}
template <fixed_name Name, class Number>
    requires std::is_arithmetic_v<Number>
[[nodiscard]] condition operator==(field_key<Name>, Number limit) {
    return detail::field_condition<Name>(comparison::equal, static_cast<double>(limit));
}
template <fixed_name Name, class Number>
    requires std::is_arithmetic_v<Number>
[[nodiscard]] condition operator!=(field_key<Name>, Number limit) {
    return detail::field_condition<Name>(comparison::not_equal, static_cast<double>(limit));
}

inline void write_digest(const condition& each, digest& into) {
    into.number(static_cast<std::int64_t>(each.what)).words(each.column);
    into.number(static_cast<std::int64_t>(each.how)).real(each.limit).number(static_cast<std::int64_t>(each.words.size()));
    for (const std::string& word : each.words) { into.words(word); }
}

/// The condition for people: `text has "smoke" or "冒烟"`, in Chinese 文本含“smoke”或“冒烟”; `storeys >= 8` in both.
[[nodiscard]] inline std::string to_string(const condition& each, language in = language::en) {
    if (each.what == condition::kind::compare) {
        constexpr const char* signs[]{" < ", " <= ", " = ", " != ", " >= ", " > "};
        char digits[32];  // shortest form that reads back the same; of no locale
        const auto written = std::to_chars(digits, digits + sizeof digits, each.limit);
        return each.column + signs[static_cast<std::size_t>(each.how)] + std::string(digits, written.ptr);
    }
    const bool is_english = in == language::en;
    std::string in_words;
    switch (each.what) {
        case condition::kind::lacks: in_words = is_english ? "text lacks " : "文本不含"; break;
        case condition::kind::word: in_words = is_english ? "text has the word " : "文本含单词"; break;
        default: in_words = is_english ? "text has " : "文本含"; break;
    }
    for (std::size_t i = 0; i < each.words.size(); ++i) {
        if (i != 0) { in_words += is_english ? " or " : "或"; }
        in_words += is_english ? "\"" : "“";
        in_words += each.words[i];
        in_words += is_english ? "\"" : "”";
    }
    return in_words;
}

}  // namespace v0
}  // namespace muster
