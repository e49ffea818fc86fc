#pragma once

#include "muster/core/error.hpp"   // error
#include "muster/core/field.hpp"   // fields
#include "muster/model/known.hpp"  // known, as_number

#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// One field of a caller's type as a column of numbers: found by name, read through the field map.
template <class T>
struct column {
    std::string_view name;
    known<double> (*read)(const T&);
};

namespace detail {

template <const auto& Map, class Binding, class T>
[[nodiscard]] known<double> read_number(const T& object) {
    return as_number(project(static_cast<const Binding&>(Map).projection, object));
}

}  // namespace detail

/// Every field of `T` that can be read as a number, in the order of its map.
///
/// Numbers, booleans, enumerators, and optional or `known` ones of these. A function pointer a column, no state.
template <class T, const auto& Map = fields<T>>
[[nodiscard]] std::vector<column<T>> columns_of() {
    std::vector<column<T>> all;
    Map.for_each([&all]<class Binding>(const Binding&) {
        if constexpr (!Binding::is_absent) {
            using value = decltype(detail::project(std::declval<const Binding&>().projection, std::declval<const T&>()));
            if constexpr (detail::reads_as_number<value>()) {
                all.push_back({Binding::name, &detail::read_number<Map, Binding, T>});
            }
        }
    });
    return all;
}

/// The column with a name.
/// @param asked_by what reads it, for the message: "rule `high-rise fire`"
/// @throws error unknown_name, with the columns that there are
template <class T, const auto& Map = fields<T>>
[[nodiscard]] column<T> find_column(std::string_view name_wanted, const std::string& asked_by) {
    std::string there;
    for (const column<T>& each : columns_of<T, Map>()) {
        if (each.name == name_wanted) { return each; }
        there += (there.empty() ? "" : ", ") + std::string{each.name};
    }
    throw error{errc::unknown_name, asked_by + " reads the field `" + std::string{name_wanted} +
                                        "`, which fields<T> does not have as a number; it has: " +
                                        (there.empty() ? "none" : there)};
}

}  // namespace v0
}  // namespace muster
