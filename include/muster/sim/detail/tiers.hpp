#pragma once

#include "muster/core/error.hpp"        // error
#include "muster/sim/detail/text.hpp"   // padded
#include "muster/sim/detail/trace.hpp"  // trace

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t
#include <string>   // string
#include <utility>  // move
#include <vector>   // vector

namespace muster {
inline namespace v0 {
namespace sim::detail {

/// Who belongs to whom: squares to working grids, these to communities, these to streets.
struct territory {
    lattice map;
    std::vector<std::uint32_t> street_of;     ///< of each square
    std::vector<std::uint32_t> community_of;  ///< of each square
    std::vector<std::uint32_t> grid_of;       ///< of each square
    std::vector<tier_drawing<planar>> tiers;
};

/// How the cells of a tier are called: words around a number.
struct cell_words {
    std::string english;
    std::string chinese_before;
    std::string chinese_after;
    std::size_t digits = 2;
};

/// Appends a tier whose cells are the `parts` of squares; `parent_of[i]` is the parent of cell i, in `above`.
inline void append_tier(territory& made, label name, const cell_words& words, const std::vector<std::uint32_t>& part_of,
                        const std::vector<std::uint32_t>& parent_of) {
    const std::vector<cell_drawing<planar>>& above = made.tiers.back().cells;
    std::vector<polygon<planar>> areas = trace(made.map, part_of, parent_of.size());
    tier_drawing<planar> tier{std::move(name), {}};
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < areas.size(); ++i) {
        const std::uint32_t parent = parent_of[i];
        number = i > 0 && parent_of[i - 1] == parent ? number + 1 : 1;
        if (number > 999) {
            throw error{errc::out_of_range, "district: " + above[parent].name.en + " has more than 999 children"};
        }
        // The parent's number is what follows the last word of its English name: none for the district itself.
        const std::string& outer = above[parent].name.en;
        const std::string prefix = made.tiers.size() == 1 ? "" : outer.substr(outer.rfind(' ') + 1) + "-";
        const std::string code = prefix + padded(number, words.digits);
        cell_drawing<planar> cell{above[parent].key + padded(number, 3), {}, {}, above[parent].key};
        cell.name = {words.english + code, words.chinese_before + code + words.chinese_after};
        cell.area.push_back(std::move(areas[i]));
        tier.cells.push_back(std::move(cell));
    }
    made.tiers.push_back(std::move(tier));
}

}  // namespace sim::detail
}  // namespace v0
}  // namespace muster
