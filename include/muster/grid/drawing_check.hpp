#pragma once

#include "muster/core/error.hpp"       // error
#include "muster/core/label.hpp"       // label
#include "muster/grid/cell_order.hpp"  // is_key_before
#include "muster/grid/polygon.hpp"     // tier_drawing
#include "muster/grid/ring_check.hpp"  // check_cell
#include "muster/model/location.hpp"   // location

#include <algorithm>    // sort, lower_bound, any_of
#include <cstddef>      // size_t
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <vector>       // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// The cells of a drawing in the order of their keys, as indices; equal keys as drawn.
template <position_type P>
[[nodiscard]] std::vector<std::size_t> in_key_order(const tier_drawing<P>& drawing) {
    std::vector<std::size_t> order(drawing.cells.size());
    for (std::size_t i = 0; i < order.size(); ++i) { order[i] = i; }
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const std::string& key_a = drawing.cells[a].key;
        const std::string& key_b = drawing.cells[b].key;
        return key_a == key_b ? a < b : is_key_before(key_a, key_b);
    });
    return order;
}

/// The name of a tier in messages, or its number where it has none.
template <position_type P>
[[nodiscard]] std::string tier_text(const tier_drawing<P>& drawing, std::size_t tier) {
    const std::string_view given = drawing.name.in(language::en);
    return given.empty() ? std::to_string(tier) : std::string{given};
}

/// Refuses a tier without cells, with a key twice, or with a cell whose area cannot be used. @throws muster::error
template <position_type P>
void check_tier(const tier_drawing<P>& drawing, std::size_t tier) {
    const std::string name = tier_text(drawing, tier);
    if (drawing.cells.empty()) { throw error{errc::empty, "tier '" + name + "' has no cells; expected at least one"}; }
    const std::vector<std::size_t> order = in_key_order(drawing);
    for (std::size_t i = 1; i < order.size(); ++i) {
        const std::string& key = drawing.cells[order[i]].key;
        if (key != drawing.cells[order[i - 1]].key) { continue; }
        cell_place{name, key, order[i]}.refuse(
            errc::duplicate,
            "has the key of feature " + std::to_string(order[i - 1]) + "; expected keys that are unique in their tier");
    }
    for (std::size_t i = 0; i < drawing.cells.size(); ++i) {
        check_cell(drawing.cells[i], {name, drawing.cells[i].key, i}, tier == 0);
    }
}

/// Refuses a named parent that the tier above does not have, and a cell without one where no cell above has an area
/// that it could be found by. @throws muster::error
template <position_type P>
void check_parents(const tier_drawing<P>& drawing, std::size_t tier, const tier_drawing<P>& above) {
    const std::vector<std::size_t> order = in_key_order(above);
    const bool has_area = std::any_of(above.cells.begin(), above.cells.end(),
                                      [](const cell_drawing<P>& cell) { return !cell.area.empty(); });
    for (std::size_t i = 0; i < drawing.cells.size(); ++i) {
        const cell_drawing<P>& cell = drawing.cells[i];
        const cell_place place{tier_text(drawing, tier), cell.key, i};
        if (cell.parent.empty()) {
            if (has_area) { continue; }
            place.refuse(errc::missing, "names no parent, and no cell of tier '" + tier_text(above, tier - 1) +
                                            "' has an area; expected a parent");
        }
        const auto found = std::lower_bound(
            order.begin(), order.end(), cell.parent,
            [&](std::size_t at, const std::string& wanted) { return is_key_before(above.cells[at].key, wanted); });
        if (found == order.end() || above.cells[*found].key != cell.parent) {
            place.refuse(errc::unknown_name, "its parent is '" + cell.parent +
                                                 "'; expected the key of a cell of tier '" +
                                                 tier_text(above, tier - 1) + "'");
        }
    }
}

/// Refuses a hierarchy without tiers, with too many, or with a tier that `check_tier` or `check_parents` refuses.
/// @throws muster::error
template <position_type P>
void check_tiers(const std::vector<tier_drawing<P>>& tiers) {
    if (tiers.empty()) { throw error{errc::empty, "hierarchy: no tiers; expected at least one"}; }
    if (tiers.size() > location::max_tiers) {
        throw error{errc::out_of_range, "hierarchy: " + std::to_string(tiers.size()) + " tiers; expected at most " +
                                            std::to_string(location::max_tiers)};
    }
    for (std::size_t tier = 0; tier < tiers.size(); ++tier) {
        check_tier(tiers[tier], tier);
        if (tier > 0) { check_parents(tiers[tier], tier, tiers[tier - 1]); }
    }
}

}  // namespace detail
}  // namespace v0
}  // namespace muster
