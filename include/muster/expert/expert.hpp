#pragma once

#include "muster/core/label.hpp"        // label
#include "muster/core/time_value.hpp"   // reads_as_instant, reads_as_duration
#include "muster/model/capability.hpp"  // capability_set
#include "muster/model/incident.hpp"    // check, field_value, position_kind

#include <iterator>     // begin
#include <string_view>  // string_view

namespace muster {
inline namespace v0 {

namespace detail {

/// A range of texts: the keys of cells.
template <class V>
concept texts = requires(const V& several) {
    { *std::begin(several) } -> std::convertible_to<std::string_view>;
    std::end(several);
};

}  // namespace detail

/// What an expert's field map has to say. `static_assert(muster::check<muster::expert, city::adviser>());`
///
/// Keys: `id` (text or whole number), `capabilities` (`capability_set`: the fields of knowledge) and `in_pool` (text:
/// key of a pool) are required. Optional: `name` (text or `label`), `position` (`lon_lat` or `planar`, optional or
/// known; none: by video only), `turnout` (`duration` or chrono duration from the order to setting out, default 0),
/// `licences` (`capability_set`: fields held by licence), `term_ends` (`instant` or a chrono time point; an optional one
/// that is empty, or no key at all: with the pool's term), and for those who know a place: `home_cell` (text: key of a
/// cell), `years_local` (whole years). `conflict_cells` (range of texts: keys of cells) names where the expert has an
/// interest of their own.
struct expert {
    template <class T, const auto& Map>
    static consteval bool check() {
        using map_type = std::remove_cvref_t<decltype(Map)>;
        static_assert(map_type::template has<"id">, "expert: fields<T> has no `id`");
        static_assert(map_type::template has<"capabilities">, "expert: fields<T> has no `capabilities`");
        static_assert(map_type::template has<"in_pool">, "expert: fields<T> has no `in_pool`");
        static_assert(map_type::template reads<T>,
                      "expert: fields<T> binds a key to something that cannot be read from a const T&");
        if constexpr (map_type::template reads<T>) {
            check_who<T, Map>();
            check_where<T, Map>();
        }
        return true;
    }

private:
    template <class T, const auto& Map>
    static consteval void check_who() {
        using map_type = std::remove_cvref_t<decltype(Map)>;
        if constexpr (map_type::template has<"id">) {
            static_assert(detail::reads_as_id<detail::field_value<Map, "id", T>>,
                          "expert: `id` must give text or a whole number");
        }
        if constexpr (map_type::template has<"capabilities">) {
            static_assert(std::convertible_to<detail::field_value<Map, "capabilities", T>, capability_set>,
                          "expert: `capabilities` must give muster::capability_set");
        }
        if constexpr (map_type::template has<"in_pool">) {
            static_assert(std::convertible_to<detail::field_value<Map, "in_pool", T>, std::string_view>,
                          "expert: `in_pool` must give text, the key of a pool");
        }
        if constexpr (map_type::template has<"name">) {
            static_assert(std::convertible_to<detail::field_value<Map, "name", T>, label> ||
                              std::convertible_to<detail::field_value<Map, "name", T>, std::string_view>,
                          "expert: `name` must give text or muster::label");
        }
        if constexpr (map_type::template has<"licences">) {
            static_assert(std::convertible_to<detail::field_value<Map, "licences", T>, capability_set>,
                          "expert: `licences` must give muster::capability_set");
        }
        if constexpr (map_type::template has<"term_ends">) {
            static_assert(reads_as_instant<detail::field_value<Map, "term_ends", T>>,
                          "expert: `term_ends` must give muster::instant or a std::chrono::time_point of the system "
                          "clock, or an optional one");
        }
    }

    template <class T, const auto& Map>
    static consteval void check_where() {
        using map_type = std::remove_cvref_t<decltype(Map)>;
        if constexpr (map_type::template has<"position">) {
            using kind = typename detail::position_kind<detail::field_value<Map, "position", T>>::type;
            static_assert(!std::is_void_v<kind>,
                          "expert: `position` must give muster::lon_lat or muster::planar, or an optional one");
        }
        if constexpr (map_type::template has<"turnout">) {
            static_assert(reads_as_duration<detail::field_value<Map, "turnout", T>>,
                          "expert: `turnout` must give muster::duration or a std::chrono::duration");
        }
        if constexpr (map_type::template has<"home_cell">) {
            static_assert(std::convertible_to<detail::field_value<Map, "home_cell", T>, std::string_view>,
                          "expert: `home_cell` must give text, the key of a cell");
        }
        if constexpr (map_type::template has<"years_local">) {
            static_assert(std::is_integral_v<detail::field_value<Map, "years_local", T>>,
                          "expert: `years_local` must give a whole number");
        }
        if constexpr (map_type::template has<"conflict_cells">) {
            static_assert(detail::texts<detail::field_value<Map, "conflict_cells", T>>,
                          "expert: `conflict_cells` must give a range of texts, the keys of cells");
        }
    }
};

}  // namespace v0
}  // namespace muster
