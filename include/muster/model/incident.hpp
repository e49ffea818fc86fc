#pragma once

#include "muster/core/keys.hpp"        // id, position, text, received_at
#include "muster/core/position.hpp"    // lon_lat, planar
#include "muster/core/time_value.hpp"  // reads_as_instant
#include "muster/model/known.hpp"      // known

#include <concepts>     // convertible_to, same_as
#include <string_view>  // string_view
#include <type_traits>  // integral

namespace muster {
inline namespace v0 {

namespace detail {

/// The position kind behind a caller's value: `lon_lat`, `planar`, optional or known ones of them; else void.
template <class V>
struct position_kind {
    using type = void;
};
template <position_type P>
struct position_kind<P> {
    using type = P;
};
template <class V>
    requires(is_known_type<V> || is_optional_type<V>)
struct position_kind<V> : position_kind<typename V::value_type> {};

template <const auto& Map, fixed_name Name, class T>
using field_value = std::remove_cvref_t<decltype(Map.template get<Name>(std::declval<const T&>()))>;

template <class V>
inline constexpr bool is_character_or_truth =
    std::same_as<V, bool> || std::same_as<V, char> || std::same_as<V, wchar_t> || std::same_as<V, char8_t> ||
    std::same_as<V, char16_t> || std::same_as<V, char32_t>;

template <class V>
inline constexpr bool reads_as_id =
    std::convertible_to<V, std::string_view> || (std::is_integral_v<V> && !is_character_or_truth<V>);

}  // namespace detail

/// What an incident's field map has to say. `static_assert(muster::check<muster::incident, city::call>());`
///
/// Keys: `id` (text or whole number) and `position` (`lon_lat` or `planar`, optional or known; `absent` if there is
/// none at all) are required; `text` (UTF-8), `received_at` (`instant`, or a `std::chrono::time_point` of the system clock,
/// or an optional or known one) and any `field<"...">` are optional.
struct incident {
    template <class T, const auto& Map>
    static consteval bool check() {
        using map_type = std::remove_cvref_t<decltype(Map)>;
        static_assert(map_type::template has<"id">, "incident: fields<T> has no `id`");
        static_assert(map_type::template mentions<"position">,
                      "incident: fields<T> has no `position`; bind it, or say `muster::position = muster::absent`");
        static_assert(map_type::template reads<T>,
                      "incident: fields<T> binds a key to something that cannot be read from a const T&");
        if constexpr (map_type::template reads<T>) {
            if constexpr (map_type::template has<"id">) {
                static_assert(detail::reads_as_id<detail::field_value<Map, "id", T>>,
                              "incident: `id` must give text or a whole number");
            }
            if constexpr (map_type::template has<"position">) {
                using kind = typename detail::position_kind<detail::field_value<Map, "position", T>>::type;
                static_assert(!std::is_void_v<kind>,
                              "incident: `position` must give muster::lon_lat or muster::planar, or an optional one");
            }
            if constexpr (map_type::template has<"text">) {
                static_assert(std::convertible_to<detail::field_value<Map, "text", T>, std::string_view>,
                              "incident: `text` must give something that converts to std::string_view");
            }
            if constexpr (map_type::template has<"received_at">) {
                static_assert(reads_as_instant<detail::field_value<Map, "received_at", T>>,
                              "incident: `received_at` must give muster::instant or a std::chrono::time_point of the "
                              "system clock, or an optional one");
            }
        }
        return true;
    }
};

/// Whether `T` can be used as an `Entity`; what is missing is one sentence of the compiler's.
template <class Entity, class T, const auto& Map = fields<T>>
[[nodiscard]] consteval bool check() {
    constexpr bool mapped = !std::is_same_v<std::remove_cvref_t<decltype(Map)>, detail::no_map>;
    static_assert(mapped, "fields<T> is not specialised for this type; write `template <> inline constexpr auto "
                          "muster::fields<T> = muster::map(...)` before it is first used");
    if constexpr (mapped) {
        return Entity::template check<T, Map>();
    } else {
        return false;
    }
}

/// The position of a caller's incident, if it has one that is valid. A NaN or an impossible latitude is no position.
template <position_type P, const auto& Map, class T>
[[nodiscard]] constexpr known<P> position_of(const T& object) {
    using map_type = std::remove_cvref_t<decltype(Map)>;
    if constexpr (!map_type::template has<"position">) {
        return unknown;
    } else {
        using value = detail::field_value<Map, "position", T>;
        static_assert(std::is_same_v<typename detail::position_kind<value>::type, P>,
                      "incident: `position` gives another kind of position than the hierarchy is drawn in");
        const auto& found = Map.template get<"position">(object);
        if constexpr (position_type<value>) {
            return is_valid(found) ? known<P>{found} : known<P>{};
        } else {
            const bool there = static_cast<bool>(found);
            if constexpr (detail::is_known_type<value>) {
                return there && is_valid(found.value()) ? known<P>{found.value()} : known<P>{};
            } else {
                return there && is_valid(*found) ? known<P>{*found} : known<P>{};
            }
        }
    }
}

}  // namespace v0
}  // namespace muster
