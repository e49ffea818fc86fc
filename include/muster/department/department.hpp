#pragma once

#include "muster/core/label.hpp"        // label
#include "muster/model/capability.hpp"  // capability_set
#include "muster/model/incident.hpp"    // check, field_value, reads_as_id

#include <concepts>     // convertible_to
#include <string_view>  // string_view
#include <type_traits>  // remove_cvref_t

namespace muster {
inline namespace v0 {

/// What a department's field map has to say. `static_assert(muster::check<muster::department, city::bureau>());`
///
/// Keys: `id` (text or whole number) and `capabilities` (`capability_set`: the functions that it can take part in) are
/// required; `name` (text or `label`) is optional, by default the id.
struct department {
    template <class T, const auto& Map>
    static consteval bool check() {
        using map_type = std::remove_cvref_t<decltype(Map)>;
        static_assert(map_type::template has<"id">, "department: fields<T> has no `id`");
        static_assert(map_type::template has<"capabilities">, "department: fields<T> has no `capabilities`");
        static_assert(map_type::template reads<T>,
                      "department: fields<T> binds a key to something that cannot be read from a const T&");
        if constexpr (map_type::template reads<T>) {
            if constexpr (map_type::template has<"id">) {
                static_assert(detail::reads_as_id<detail::field_value<Map, "id", T>>,
                              "department: `id` must give text or a whole number");
            }
            if constexpr (map_type::template has<"capabilities">) {
                static_assert(std::convertible_to<detail::field_value<Map, "capabilities", T>, capability_set>,
                              "department: `capabilities` must give muster::capability_set");
            }
            if constexpr (map_type::template has<"name">) {
                static_assert(std::convertible_to<detail::field_value<Map, "name", T>, label> ||
                                  std::convertible_to<detail::field_value<Map, "name", T>, std::string_view>,
                              "department: `name` must give text or muster::label");
            }
        }
        return true;
    }
};

}  // namespace v0
}  // namespace muster
