#pragma once

#include "muster/core/label.hpp"        // label
#include "muster/core/time_value.hpp"   // reads_as_duration
#include "muster/model/capability.hpp"  // capability_set
#include "muster/model/incident.hpp"    // check, field_value, position_kind
#include "muster/model/level.hpp"       // response_level

namespace muster {
inline namespace v0 {

/// What a unit's field map has to say. `static_assert(muster::check<muster::unit, city::engine>());`
///
/// Keys: `id` (text or whole number), `position` (where it stands when free) and `capabilities` (`capability_set`)
/// are required; `turnout` (`duration` or chrono duration from the order to wheels turning, default 0), `held_below`
/// (`response_level` below which the reserve stays, default none) and `name` (text or `label`) are optional.
struct unit {
    template <class T, const auto& Map>
    static consteval bool check() {
        using map_type = std::remove_cvref_t<decltype(Map)>;
        static_assert(map_type::template has<"id">, "unit: fields<T> has no `id`");
        static_assert(map_type::template has<"position">, "unit: fields<T> has no `position`");
        static_assert(map_type::template has<"capabilities">, "unit: fields<T> has no `capabilities`");
        static_assert(map_type::template reads<T>,
                      "unit: fields<T> binds a key to something that cannot be read from a const T&");
        if constexpr (map_type::template reads<T>) {
            if constexpr (map_type::template has<"id">) {
                static_assert(detail::reads_as_id<detail::field_value<Map, "id", T>>,
                              "unit: `id` must give text or a whole number");
            }
            if constexpr (map_type::template has<"position">) {
                static_assert(position_type<detail::field_value<Map, "position", T>>,
                              "unit: `position` must give muster::lon_lat or muster::planar");
            }
            if constexpr (map_type::template has<"capabilities">) {
                static_assert(std::convertible_to<detail::field_value<Map, "capabilities", T>, capability_set>,
                              "unit: `capabilities` must give muster::capability_set");
            }
            if constexpr (map_type::template has<"name">) {
                static_assert(std::convertible_to<detail::field_value<Map, "name", T>, label> ||
                                  std::convertible_to<detail::field_value<Map, "name", T>, std::string_view>,
                              "unit: `name` must give text or muster::label");
            }
            if constexpr (map_type::template has<"turnout">) {
                static_assert(reads_as_duration<detail::field_value<Map, "turnout", T>>,
                              "unit: `turnout` must give muster::duration or a std::chrono::duration");
            }
            if constexpr (map_type::template has<"held_below">) {
                static_assert(std::convertible_to<detail::field_value<Map, "held_below", T>, response_level>,
                              "unit: `held_below` must give muster::response_level");
            }
        }
        return true;
    }
};

}  // namespace v0
}  // namespace muster
