#pragma once

#include "muster/core/error.hpp"           // error
#include "muster/core/time_value.hpp"      // as_duration, as_instant
#include "muster/expert/expert.hpp"        // expert
#include "muster/expert/expert_entry.hpp"  // expert_entry
#include "muster/grid/hierarchy.hpp"       // hierarchy
#include "muster/model/identity.hpp"       // key_of, called_by
#include "muster/model/incident.hpp"       // position_of

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <optional>     // optional
#include <span>         // span
#include <string>       // string
#include <string_view>  // string_view
#include <type_traits>  // is_integral_v

namespace muster {
inline namespace v0 {
namespace detail {

/// How complaints about an expert begin.
[[nodiscard]] inline std::string expert_named(const std::string& key) { return "experts: expert `" + key + "`"; }

[[nodiscard]] inline pool_id find_pool(std::span<const expert_pool_entry> pools, std::string_view wanted) noexcept {
    for (std::uint32_t i = 0; i < pools.size(); ++i) {
        if (pools[i].key == wanted) { return {i}; }
    }
    return pool_id::none();
}

/// The cell with a key, looked for from the coarsest tier on. @throws error unknown_name, saying by whom it was named
template <position_type P>
[[nodiscard]] cell_id cell_named(std::string_view wanted, const std::string& by_whom, const hierarchy<P>& cells) {
    for (std::size_t tier = 0; tier < cells.tier_count(); ++tier) {
        if (const cell_id found = cells.find(tier, wanted)) { return found; }
    }
    throw error{errc::unknown_name,
                "experts: " + by_whom + " names the cell `" + std::string{wanted} + "`, which the hierarchy has not"};
}

/// Where an expert is; a position that is given but not valid is refused.
template <position_type P, const auto& Map, class T>
[[nodiscard]] known<P> read_position(const T& object, const std::string& key) {
    if constexpr (!std::remove_cvref_t<decltype(Map)>::template has<"position">) {
        return unknown;
    } else {
        using value = field_value<Map, "position", T>;
        static_assert(std::is_same_v<typename position_kind<value>::type, P>,
                      "expert: `position` gives another kind of position than the hierarchy is drawn in");
        const known<P> found = position_of<P, Map>(object);
        const auto& given = Map.template get<"position">(object);
        bool is_given = true;
        if constexpr (!position_type<value>) { is_given = static_cast<bool>(given); }
        if (is_given && !found.is_known()) {
            throw error{errc::out_of_range, expert_named(key) + " stands at an invalid position"};
        }
        return found;
    }
}

/// What an expert has to do with places: home, years, interests.
template <position_type P, const auto& Map, class T>
void read_places(const T& object, const hierarchy<P>& cells, expert_entry<P>& made) {
    using map_type = std::remove_cvref_t<decltype(Map)>;
    const std::string who = "expert `" + made.key + "`";
    if constexpr (map_type::template has<"home_cell">) {
        const auto& given = Map.template get<"home_cell">(object);
        const std::string_view wanted{given};
        if (!wanted.empty()) { made.home = cell_named(wanted, who, cells); }
    }
    if constexpr (map_type::template has<"years_local">) {
        const auto given = Map.template get<"years_local">(object);
        if (given < 0 || given > 150) {
            throw error{errc::out_of_range, expert_named(made.key) + " has " + std::to_string(given) +
                                                " years of knowing the place; expected 0 to 150"};
        }
        made.years = static_cast<std::uint32_t>(given);
    }
    if constexpr (map_type::template has<"conflict_cells">) {
        const auto& given = Map.template get<"conflict_cells">(object);
        for (const auto& each : given) { made.conflicts.push_back(cell_named(std::string_view{each}, who, cells)); }
    }
}

/// A caller's expert, read through its map. What does not hang together is checked by the registry.
template <position_type P, const auto& Map, class T>
[[nodiscard]] expert_entry<P> read_expert(const T& object, std::span<const expert_pool_entry> pools,
                                          const hierarchy<P>& cells) {
    using map_type = std::remove_cvref_t<decltype(Map)>;
    expert_entry<P> made;
    made.key = key_of<Map>(object);
    made.name = called_by<Map>(object);
    made.knows = Map.template get<"capabilities">(object);
    const auto& pool_key = Map.template get<"in_pool">(object);
    made.pool = find_pool(pools, std::string_view{pool_key});
    if (!made.pool) {
        throw error{errc::unknown_name, expert_named(made.key) + " is in the pool `" +
                                            std::string{std::string_view{pool_key}} + "`, which nothing declares"};
    }
    if constexpr (map_type::template has<"licences">) { made.licensed = Map.template get<"licences">(object); }
    if constexpr (map_type::template has<"term_ends">) {
        made.term_end = as_instant(Map.template get<"term_ends">(object)).value_or(expert_entry<P>::never);
    }
    if constexpr (map_type::template has<"turnout">) {
        const std::optional<duration> given = as_duration(Map.template get<"turnout">(object));
        if (!given) { throw error{errc::missing, expert_named(made.key) + " has no turnout; unknown is not 0"}; }
        made.turnout = *given;
    }
    made.stands = read_position<P, Map>(object, made.key);
    read_places<P, Map>(object, cells, made);
    return made;
}

}  // namespace detail
}  // namespace v0
}  // namespace muster
