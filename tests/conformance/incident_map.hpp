#pragma once

#include "muster/model/incident.hpp"
#include "muster/rules/column.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <string_view>
#include <type_traits>

/// Tests for what a caller plugs in: call them in a TEST_CASE of your own, with samples of your own.
namespace conformance {

namespace detail {

template <const auto& Map, class T>
std::string id_of(const T& object) {
    const auto& found = Map.template get<"id">(object);
    if constexpr (std::is_integral_v<std::remove_cvref_t<decltype(found)>>) {
        return std::to_string(found);
    } else {
        return std::string{std::string_view{found}};
    }
}

template <const auto& Map, class T>
void check_position(const T& object) {
    using map_type = std::remove_cvref_t<decltype(Map)>;
    if constexpr (map_type::template has<"position">) {
        using value = muster::detail::field_value<Map, "position", T>;
        using kind = typename muster::detail::position_kind<value>::type;
        const muster::known<kind> once = muster::position_of<kind, Map>(object);
        CHECK(once == muster::position_of<kind, Map>(object));
        if (once) { CHECK(is_valid(once.value())); }
    }
}

}  // namespace detail

/// A field map of incidents: every key reads the same twice, and what it reads can be decided on.
///
/// @param samples  incidents that differ from one another, among them one without a position if there are such
template <class T, const auto& Map = muster::fields<T>, class Range = std::initializer_list<T>>
void incident_map(const Range& samples) {
    static_assert(muster::check<muster::incident, T, Map>());
    using map_type = std::remove_cvref_t<decltype(Map)>;
    std::set<std::string> ids;
    for (const T& object : samples) {
        const std::string id = detail::id_of<Map>(object);
        CAPTURE(id);
        CHECK_FALSE(id.empty());
        CHECK(ids.insert(id).second);  // what tells it from others
        CHECK(detail::id_of<Map>(object) == id);
        detail::check_position<Map>(object);
        if constexpr (map_type::template has<"text">) {
            const auto& once = Map.template get<"text">(object);
            const auto& again = Map.template get<"text">(object);
            CHECK(std::string{std::string_view{once}} == std::string{std::string_view{again}});
        }
        if constexpr (map_type::template has<"received_at">) {
            const muster::instant once = Map.template get<"received_at">(object);
            const muster::instant again = Map.template get<"received_at">(object);
            CHECK(once == again);
        }
        for (const muster::column<T>& each : muster::columns_of<T, Map>()) {
            CAPTURE(each.name);
            CHECK(each.read(object) == each.read(object));
        }
    }
    CHECK_FALSE(ids.empty());
}

}  // namespace conformance
