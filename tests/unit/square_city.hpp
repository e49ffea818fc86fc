#pragma once

#include "muster/core/keys.hpp"
#include "muster/governance/situation.hpp"
#include "muster/grid/hierarchy.hpp"
#include "muster/model/capability.hpp"
#include "muster/model/level.hpp"
#include "muster/model/type_tree.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

/// A city of squares for tests: a district of streets of communities, and what a caller's own types may look like.
namespace square_city {

struct call {
    int no = 1;
    std::optional<muster::planar> at;
    std::string what;
    std::optional<int> trapped;
    muster::instant received{};
};

struct engine {
    std::string sign;
    muster::planar home;
    muster::capability_set can;
    muster::duration turnout{};
    muster::response_level held{};
};

}  // namespace square_city

template <>
inline constexpr auto muster::fields<square_city::call> =
    muster::map(muster::id = &square_city::call::no, muster::position = &square_city::call::at,
                muster::text = &square_city::call::what, muster::received_at = &square_city::call::received,
                muster::field<"trapped"> = &square_city::call::trapped);

template <>
inline constexpr auto muster::fields<square_city::engine> =
    muster::map(muster::id = &square_city::engine::sign, muster::position = &square_city::engine::home,
                muster::capabilities = &square_city::engine::can, muster::turnout = &square_city::engine::turnout,
                muster::held_below = &square_city::engine::held);

namespace square_city {

using muster::planar;
using hierarchy = muster::hierarchy<planar>;
using fleet = muster::fleet<planar>;
using situation = muster::situation<planar>;

inline constexpr std::int32_t side_mm = 2'000'000;  ///< of a community; more than the reach of neighbours

inline muster::multi_polygon<planar> square(std::int32_t x, std::int32_t y, std::int32_t width, std::int32_t height) {
    return {{{{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}, {x, y}}, {}}};
}

/// Streets side by side, each of `per_side` x `per_side` communities, without those whose number is in `without`.
inline hierarchy make_cells(std::int32_t streets, std::int32_t per_side, const std::vector<int>& without = {}) {
    const std::int32_t street_mm = per_side * side_mm;
    std::vector<muster::tier_drawing<planar>> tiers{{{"district"}, {}}, {{"street"}, {}}, {{"community"}, {}}};
    tiers[0].cells.push_back({"D", {"D", "大网格"}, square(0, 0, streets * street_mm, street_mm)});
    int number = 0;
    for (std::int32_t s = 0; s < streets; ++s) {
        const std::string street = "S" + std::to_string(s);
        tiers[1].cells.push_back({street, {street}, square(s * street_mm, 0, street_mm, street_mm)});
        for (std::int32_t i = 0; i < per_side * per_side; ++i, ++number) {
            if (std::find(without.begin(), without.end(), number) != without.end()) { continue; }
            const std::string community = street + "C" + std::to_string(i);
            tiers[2].cells.push_back(
                {community,
                 {community},
                 square(s * street_mm + (i % per_side) * side_mm, (i / per_side) * side_mm, side_mm, side_mm)});
        }
    }
    return hierarchy{tiers};
}

inline muster::type_tree make_types() {
    return muster::type_tree{{{"fire", {"fire", "火灾"}, ""},
                              {"high-rise", {"high-rise fire", "高层火灾"}, "fire"},
                              {"gas", {"gas leak", "燃气泄漏"}, ""}}};
}

}  // namespace square_city
