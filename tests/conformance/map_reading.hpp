#pragma once

#include "muster/core/keys.hpp"
#include "muster/core/label.hpp"
#include "muster/core/time_value.hpp"
#include "muster/model/capability.hpp"
#include "muster/model/incident.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <string_view>
#include <type_traits>

/// What the suites for field maps have in common: every key reads the same twice.
namespace conformance::detail {

template <const auto& Map, muster::fixed_name Name>
inline constexpr bool binds = std::remove_cvref_t<decltype(Map)>::template has<Name>;

/// A field that is text, kept: what a projection gives may be gone after the line.
template <const auto& Map, muster::fixed_name Name, class T>
std::string text_of(const T& object) {
    const auto& found = Map.template get<Name>(object);
    using value = std::remove_cvref_t<decltype(found)>;
    if constexpr (std::is_integral_v<value>) {
        return std::to_string(found);
    } else if constexpr (std::is_convertible_v<const value&, std::string_view>) {
        return std::string{std::string_view{found}};
    } else {
        return muster::label{found}.en;
    }
}

/// An id that is there, that no other sample has and that stays the same. Gives it, for CAPTURE.
template <const auto& Map, class T>
std::string check_id(const T& object, std::set<std::string>& taken) {
    const std::string once = text_of<Map, "id">(object);
    CAPTURE(once);
    CHECK_FALSE(once.empty());
    CHECK(taken.insert(once).second);  // what tells it from others
    CHECK(text_of<Map, "id">(object) == once);
    return once;
}

template <const auto& Map, muster::fixed_name Name, class T>
void check_text(const T& object) {
    if constexpr (binds<Map, Name>) { CHECK((text_of<Map, Name>(object) == text_of<Map, Name>(object))); }
}

/// Somebody who can do nothing is never asked for.
template <const auto& Map, class T>
void check_capabilities(const T& object) {
    const muster::capability_set once = Map.template get<"capabilities">(object);
    const muster::capability_set again = Map.template get<"capabilities">(object);
    CHECK_FALSE(once.empty());
    CHECK(once == again);
}

/// A position that is valid, or none.
template <const auto& Map, class T>
void check_position(const T& object) {
    if constexpr (binds<Map, "position">) {
        using value = muster::detail::field_value<Map, "position", T>;
        using kind = typename muster::detail::position_kind<value>::type;
        const muster::known<kind> once = muster::position_of<kind, Map>(object);
        CHECK(once == muster::position_of<kind, Map>(object));
        if (once) { CHECK(is_valid(once.value())); }
    }
}

template <const auto& Map, muster::fixed_name Name, class T>
void check_moment(const T& object) {
    if constexpr (binds<Map, Name>) {
        const auto once = muster::as_instant(Map.template get<Name>(object));
        const auto again = muster::as_instant(Map.template get<Name>(object));
        CHECK(once == again);
    }
}

/// A time to turn out: known, for unknown is not 0, and not negative.
template <const auto& Map, class T>
void check_turnout(const T& object) {
    if constexpr (binds<Map, "turnout">) {
        const auto once = muster::as_duration(Map.template get<"turnout">(object));
        const auto again = muster::as_duration(Map.template get<"turnout">(object));
        CHECK(once == again);
        REQUIRE(once.has_value());
        CHECK(once->ms >= 0);
    }
}

}  // namespace conformance::detail
