#pragma once

#include "muster/core/distributions.hpp"     // uniform_between, uniform_below
#include "muster/sim/detail/partition.hpp"   // apportion
#include "muster/sim/detail/text.hpp"        // padded
#include "muster/sim/detail/unit_kinds.hpp"  // unit_kinds
#include "muster/sim/district_model.hpp"     // unit, district

#include <algorithm>  // lower_bound
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <string>     // string
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace sim::detail {

/// A building of the wanted use in the cell with this key, or any building there. @pre the cell has a building
[[nodiscard]] inline const building& building_in(const district& made, const std::string& cell_key, building_use use,
                                                 random& generator) {
    const auto before = [](const building& one, const std::string& key) { return one.grid_key < key; };
    const auto first = std::lower_bound(made.buildings.begin(), made.buildings.end(), cell_key, before);
    const auto last = std::lower_bound(first, made.buildings.end(), cell_key + "~", before);  // '~' sorts after digits
    const auto count = static_cast<std::uint64_t>(last - first);
    const auto start = first + static_cast<std::ptrdiff_t>(uniform_below(generator, count));
    auto at = start;
    do {
        if (at->use == use) { return *at; }
        if (++at == last) { at = first; }
    } while (at != start);
    return *start;
}

/// How many units there are of each service: shares of 300, one of each at least when `total` allows it.
[[nodiscard]] inline std::vector<std::uint32_t> units_by_service(std::uint32_t total) {
    const std::uint32_t least = total >= services && total < 300 ? 1 : 0;  // from 300 on every share is above one
    std::vector<std::uint64_t> weights;
    for (const unit_kind& kind : unit_kinds) { weights.push_back(kind.share - least); }
    std::vector<std::uint32_t> counts = apportion(total - least * services, weights);
    for (std::uint32_t& count : counts) { count += least; }
    return counts;
}

/// Fills in where unit `index` of the `count` of its kind waits; `posted` counts the posts that are taken.
inline void settle(unit& one, const unit_kind& kind, std::size_t index, std::size_t count, const district& made,
                   std::size_t& posted, const random& generator) {
    random drawing = generator.stream(kind.code).stream(index);
    one.turnout_s = uniform_between(drawing, kind.fastest_s, kind.slowest_s);
    if (kind.base == base::post && posted < made.posts.size()) {
        const standby_post& post = made.posts[posted];
        one.post = static_cast<std::uint32_t>(posted++);
        one.home = post.at;
        one.community_key = post.community_key;
        return;
    }
    // Evenly over the cells. Kinds whose stations have one name share them: a fire station has engines and ladders.
    const bool in_street = kind.base == base::station;
    const std::vector<cell_drawing<planar>>& cells = made.tiers[in_street ? 1 : 2].cells;
    const std::size_t cell = count > cells.size() ? index % cells.size() : index * cells.size() / count;
    random choosing = in_street ? generator.stream(kind.english_station).stream(cell) : drawing;
    const building& home = building_in(made, cells[cell].key, kind.beside, choosing);
    one.home = home.at;
    one.community_key = home.grid_key.substr(0, 12);
    if (in_street) {
        const std::string number = std::to_string(cell + 1);
        one.station = {std::string{kind.english_station} + " " + number, number + kind.chinese_station};
    }
}

/// Makes the units of a district that has everything else.
[[nodiscard]] inline std::vector<unit> make_units(const district& made, std::uint32_t total, const random& generator) {
    std::vector<unit> units;
    units.reserve(total);
    const std::vector<std::uint32_t> counts = units_by_service(total);
    std::size_t posted = 0;
    for (std::size_t s = 0; s < services; ++s) {
        const unit_kind& kind = unit_kinds[s];
        for (std::size_t index = 0; index < counts[s]; ++index) {
            const std::string number = std::to_string(index + 1);
            unit one;
            one.number = std::string{kind.code} + "-" + padded(index + 1, 3);
            one.name = {std::string{kind.english} + " " + number, number + kind.chinese};
            one.service = static_cast<service>(s);
            one.held_reserve = one.service == service::rapid_response;
            settle(one, kind, index, counts[s], made, posted, generator);
            units.push_back(one);
        }
    }
    return units;
}

}  // namespace sim::detail
}  // namespace v0
}  // namespace muster
