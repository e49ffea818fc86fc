#pragma once

#include "conformance/map_reading.hpp"

#include "muster/model/incident.hpp"
#include "muster/rules/column.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

/// Tests for what a caller plugs in: call them in a TEST_CASE of your own, with samples of your own.
namespace conformance {

/// A field map of incidents: every key reads the same twice, and what it reads can be decided on.
///
/// @param samples  incidents that differ from one another, among them one without a position if there are such
template <class T, const auto& Map = muster::fields<T>, class Range = std::initializer_list<T>>
void incident_map(const Range& samples) {
    static_assert(muster::check<muster::incident, T, Map>());
    std::set<std::string> ids;
    for (const T& object : samples) {
        const std::string id = detail::check_id<Map>(object, ids);
        CAPTURE(id);
        detail::check_position<Map>(object);
        detail::check_text<Map, "text">(object);
        detail::check_text<Map, "received_by">(object);
        detail::check_moment<Map, "received_at">(object);
        for (const muster::column<T>& each : muster::columns_of<T, Map>()) {
            CAPTURE(each.name);
            CHECK(each.read(object) == each.read(object));
        }
    }
    CHECK_FALSE(ids.empty());
}

}  // namespace conformance
