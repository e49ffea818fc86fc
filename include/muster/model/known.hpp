#pragma once

#include "muster/core/expects.hpp"  // MUSTER_EXPECTS
#include "muster/core/units.hpp"    // instant

#include <optional>     // optional
#include <type_traits>  // arithmetic, enum
#include <utility>      // move

namespace muster {
inline namespace v0 {

/// Says that a fact is not known: `known<int> trapped = unknown;`. Unknown is not zero.
struct unknown_t {};
inline constexpr unknown_t unknown{};

/// A fact that is known or unknown, and since when: the value with the times it was observed and received.
template <class T>
class known {
public:
    using value_type = T;

    constexpr known() = default;
    constexpr known(unknown_t) {}                                                    // NOLINT: implicit on purpose
    constexpr known(T value) : value_{std::move(value)}, is_known_{true} {}          // NOLINT
    constexpr known(T value, instant observed_at, instant received_at)
        : value_{std::move(value)}, observed_at_{observed_at}, received_at_{received_at}, is_known_{true} {}

    [[nodiscard]] constexpr bool is_known() const noexcept { return is_known_; }
    [[nodiscard]] constexpr explicit operator bool() const noexcept { return is_known_; }

    /// @pre is_known()
    [[nodiscard]] constexpr const T& value() const {
        MUSTER_EXPECTS(is_known_, "known::value: the fact is unknown; ask is_known() first");
        return value_;
    }
    [[nodiscard]] constexpr T value_or(T other) const { return is_known_ ? value_ : other; }

    /// When it was so, and when we learned it; the epoch when nobody said.
    [[nodiscard]] constexpr instant observed_at() const noexcept { return observed_at_; }
    [[nodiscard]] constexpr instant received_at() const noexcept { return received_at_; }

    friend constexpr bool operator==(const known&, const known&) = default;

private:
    T value_{};
    instant observed_at_{};
    instant received_at_{};
    bool is_known_ = false;
};

namespace detail {

template <class V>
inline constexpr bool is_known_type = false;
template <class T>
inline constexpr bool is_known_type<known<T>> = true;
template <class V>
inline constexpr bool is_optional_type = false;
template <class T>
inline constexpr bool is_optional_type<std::optional<T>> = true;

/// Whether a caller's value can be read as a number that may be unknown.
template <class V>
consteval bool reads_as_number() {
    using value = std::remove_cvref_t<V>;
    if constexpr (is_known_type<value> || is_optional_type<value>) {
        return reads_as_number<typename value::value_type>();
    } else {
        return std::is_arithmetic_v<value> || std::is_enum_v<value>;
    }
}

/// A caller's value as a number: numbers, booleans, enumerators, and optional or known ones of these.
/// A NaN is nobody's knowledge: it counts as unknown.
template <class V>
[[nodiscard]] constexpr known<double> as_number(const V& value) {
    if constexpr (is_known_type<V>) {
        return value.is_known() ? as_number(value.value()) : known<double>{};
    } else if constexpr (is_optional_type<V>) {
        return value.has_value() ? as_number(*value) : known<double>{};
    } else {
        const auto number = static_cast<double>(value);
        return number == number ? known<double>{number} : known<double>{};
    }
}

}  // namespace detail

}  // namespace v0
}  // namespace muster
