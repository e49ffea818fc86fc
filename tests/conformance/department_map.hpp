#pragma once

#include "conformance/map_reading.hpp"

#include "muster/department/department.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

namespace conformance {

/// A field map of departments: every key reads the same twice, and each department can take part in something.
///
/// @param samples  departments that differ from one another
template <class T, const auto& Map = muster::fields<T>, class Range = std::initializer_list<T>>
void department_map(const Range& samples) {
    static_assert(muster::check<muster::department, T, Map>());
    std::set<std::string> ids;
    for (const T& object : samples) {
        const std::string id = detail::check_id<Map>(object, ids);
        CAPTURE(id);
        detail::check_text<Map, "name">(object);
        detail::check_capabilities<Map>(object);
    }
    CHECK_FALSE(ids.empty());
}

}  // namespace conformance
