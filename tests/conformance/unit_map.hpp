#pragma once

#include "conformance/map_reading.hpp"

#include "muster/unit/unit.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

namespace conformance {

/// A field map of units: every key reads the same twice, and a fleet can be built from what it reads.
///
/// @param samples  units that differ from one another
template <class T, const auto& Map = muster::fields<T>, class Range = std::initializer_list<T>>
void unit_map(const Range& samples) {
    static_assert(muster::check<muster::unit, T, Map>());
    std::set<std::string> ids;
    for (const T& object : samples) {
        const std::string id = detail::check_id<Map>(object, ids);
        CAPTURE(id);
        const auto once = Map.template get<"position">(object);
        CHECK(is_valid(once));  // a unit stands somewhere
        detail::check_position<Map>(object);
        detail::check_text<Map, "name">(object);
        detail::check_capabilities<Map>(object);
        detail::check_turnout<Map>(object);
        if constexpr (detail::binds<Map, "held_below">) {
            const muster::response_level held = Map.template get<"held_below">(object);
            const muster::response_level again = Map.template get<"held_below">(object);
            CHECK(held == again);
        }
    }
    CHECK_FALSE(ids.empty());
}

}  // namespace conformance
