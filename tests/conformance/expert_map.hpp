#pragma once

#include "conformance/map_reading.hpp"

#include "muster/expert/expert.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

namespace conformance {

namespace detail {

template <const auto& Map, class T>
std::vector<std::string> conflicts_of(const T& object) {
    std::vector<std::string> keys;
    const auto& given = Map.template get<"conflict_cells">(object);
    for (const auto& each : given) { keys.emplace_back(std::string_view{each}); }
    return keys;
}

}  // namespace detail

/// A field map of experts: every key reads the same twice, and each expert is in a pool and knows something.
///
/// @param samples  experts that differ from one another
template <class T, const auto& Map = muster::fields<T>, class Range = std::initializer_list<T>>
void expert_map(const Range& samples) {
    static_assert(muster::check<muster::expert, T, Map>());
    std::set<std::string> ids;
    for (const T& object : samples) {
        const std::string id = detail::check_id<Map>(object, ids);
        CAPTURE(id);
        CHECK((detail::text_of<Map, "in_pool">(object) != ""));
        detail::check_text<Map, "in_pool">(object);
        detail::check_text<Map, "name">(object);
        detail::check_text<Map, "home_cell">(object);
        detail::check_capabilities<Map>(object);
        detail::check_position<Map>(object);
        detail::check_turnout<Map>(object);
        detail::check_moment<Map, "term_ends">(object);
        if constexpr (detail::binds<Map, "licences">) {
            const muster::capability_set once = Map.template get<"licences">(object);
            const muster::capability_set again = Map.template get<"licences">(object);
            CHECK(once == again);
        }
        if constexpr (detail::binds<Map, "years_local">) {
            const auto years = Map.template get<"years_local">(object);
            CHECK(years >= 0);
            CHECK((years == Map.template get<"years_local">(object)));
        }
        if constexpr (detail::binds<Map, "conflict_cells">) {
            CHECK((detail::conflicts_of<Map>(object) == detail::conflicts_of<Map>(object)));
        }
    }
    CHECK_FALSE(ids.empty());
}

}  // namespace conformance
