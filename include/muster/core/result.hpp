#pragma once

#include "muster/core/error.hpp"    // error
#include "muster/core/expects.hpp"  // MUSTER_EXPECTS

#include <type_traits>  // is_same_v
#include <utility>      // move, forward
#include <variant>      // variant

namespace muster {
inline namespace v0 {

/// A value, or the `muster::error` that kept it from being built: the twin of a throwing constructor.
///
/// Member names are those of `std::expected`. It is never an alias of it, so that files compiled under different
/// standards agree on the type.
template <class T>
class [[nodiscard]] result {
    static_assert(!std::is_same_v<T, muster::error>, "result: the value type must not be muster::error");

public:
    result(T value) : state_{std::in_place_index<0>, std::move(value)} {}             // NOLINT: implicit on purpose
    result(muster::error problem) : state_{std::in_place_index<1>, std::move(problem)} {}  // NOLINT

    [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
    [[nodiscard]] explicit operator bool() const noexcept { return has_value(); }

    /// @pre has_value()
    [[nodiscard]] const T& value() const& {
        MUSTER_EXPECTS(has_value(), "result::value: there is an error instead; ask has_value() first");
        return *std::get_if<0>(&state_);
    }
    [[nodiscard]] T& value() & {
        MUSTER_EXPECTS(has_value(), "result::value: there is an error instead; ask has_value() first");
        return *std::get_if<0>(&state_);
    }
    [[nodiscard]] T&& value() && { return std::move(static_cast<result&>(*this).value()); }

    [[nodiscard]] const T& operator*() const& { return value(); }
    [[nodiscard]] T& operator*() & { return value(); }
    [[nodiscard]] const T* operator->() const { return &value(); }

    /// @pre !has_value()
    [[nodiscard]] const muster::error& error() const {
        MUSTER_EXPECTS(!has_value(), "result::error: there is a value instead");
        return *std::get_if<1>(&state_);
    }

    [[nodiscard]] T value_or(T other) const { return has_value() ? value() : std::move(other); }

    /// `f(value)`, which gives another `result`; an error passes through.
    template <class F>
    [[nodiscard]] auto and_then(F&& f) const -> decltype(std::forward<F>(f)(std::declval<const T&>())) {
        if (has_value()) { return std::forward<F>(f)(value()); }
        return error();
    }

    /// `f(value)` as the value of a new `result`; an error passes through.
    template <class F>
    [[nodiscard]] auto transform(F&& f) const -> result<std::remove_cvref_t<decltype(f(std::declval<const T&>()))>> {
        if (has_value()) { return std::forward<F>(f)(value()); }
        return error();
    }

private:
    std::variant<T, muster::error> state_;
};

/// Builds a `T`, turning a `muster::error` into a value: `result<T> r = try_make<T>(arguments...)`.
template <class T, class... Arguments>
[[nodiscard]] result<T> try_make(Arguments&&... arguments) {
    try {
        return T(std::forward<Arguments>(arguments)...);
    } catch (const error& problem) { return problem; }
}

}  // namespace v0
}  // namespace muster
