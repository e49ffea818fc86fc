#pragma once

#include "muster/core/distributions.hpp"    // shuffle
#include "muster/sim/detail/partition.hpp"  // squared_distance
#include "muster/sim/detail/text.hpp"       // padded
#include "muster/sim/detail/tiers.hpp"      // territory
#include "muster/sim/district_model.hpp"    // standby_post, building

#include <algorithm>  // any_of
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <string>     // string
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace sim::detail {

/// The name of a category for people.
[[nodiscard]] inline label category_name(post_category category) {
    switch (category) {
        case post_category::district_government: return {"District Government", "区政府"};
        case post_category::stadium: return {"Stadium", "体育馆"};
        case post_category::mall: return {"Shopping Mall", "商场"};
        case post_category::square: return {"Square", "广场"};
        case post_category::wharf: return {"Wharf", "码头"};
        case post_category::park: return {"Park", "公园"};
        case post_category::station: return {"Railway Station", "车站"};
        case post_category::hospital: return {"Hospital", "医院"};
        case post_category::school: return {"School", "学校"};
        case post_category::market: break;
    }
    return {"Market", "集贸市场"};
}

/// A key place that fits what stands there. The first post is the government's; wharves lie along the west.
[[nodiscard]] inline post_category category_at(const building& place, std::size_t index, std::int32_t shore_mm) {
    if (index == 0) { return post_category::district_government; }
    if (index == 1) { return post_category::stadium; }
    switch (place.use) {
        case building_use::mall: return post_category::mall;
        case building_use::hospital: return post_category::hospital;
        case building_use::school: return post_category::school;
        case building_use::public_square:
            if (place.at.east_mm < shore_mm) { return post_category::wharf; }
            if (index % 10 == 4) { return post_category::station; }
            return index % 2 == 0 ? post_category::square : post_category::park;
        case building_use::residential:
        case building_use::three_small_premises:
        case building_use::factory:
        case building_use::construction_site:
        case building_use::e_bike_charging:
        case building_use::slope: break;
    }
    return post_category::market;
}

/// The building that lies nearest to `at`.
[[nodiscard]] inline const building& nearest_building(const std::vector<building>& buildings, const planar& at) {
    const building* nearest = &buildings.front();
    for (const building& one : buildings) {
        if (squared_distance(one.at, at) < squared_distance(nearest->at, at)) { nearest = &one; }
    }
    return *nearest;
}

/// One in how many buildings of a use is a key place.
[[nodiscard]] inline std::uint32_t key_every(building_use use) {
    switch (use) {
        case building_use::mall:
        case building_use::public_square: return 1;
        case building_use::hospital: return 2;
        case building_use::school: return 8;
        case building_use::three_small_premises: return 64;
        case building_use::residential:
        case building_use::factory:
        case building_use::construction_site:
        case building_use::e_bike_charging:
        case building_use::slope: break;
    }
    return 0xffff'ffffU;
}

/// Chooses `count` key places, spread out: none within a distance of another that shrinks until there are enough.
[[nodiscard]] inline std::vector<standby_post> make_posts(const territory& ground,
                                                          const std::vector<building>& buildings,
                                                          std::uint32_t count, random generator) {
    std::vector<standby_post> posts;
    if (count == 0) { return posts; }
    std::vector<std::uint32_t> key_places;
    std::vector<std::uint32_t> others;
    for (std::uint32_t i = 0; i < buildings.size(); ++i) {
        const bool key = (i + 1) % key_every(buildings[i].use) == 0;
        (key ? key_places : others).push_back(i);
    }
    shuffle(generator, key_places);
    shuffle(generator, others);
    key_places.insert(key_places.end(), others.begin(), others.end());

    const planar middle = ground.map.corners[ground.map.corner(ground.map.columns / 2, ground.map.rows / 2)];
    std::vector<const building*> chosen{&nearest_building(buildings, middle)};
    for (std::int64_t apart_mm = 800'000; chosen.size() < count; apart_mm /= 2) {
        const std::int64_t apart = apart_mm / 64 * (apart_mm / 64);  // in the unit of `squared_distance`
        const std::size_t usable = apart_mm >= 100'000 ? key_places.size() - others.size() : key_places.size();
        for (std::size_t i = 0; i < usable && chosen.size() < count; ++i) {
            const building& place = buildings[key_places[i]];
            const auto close = [&](const building* other) {
                return squared_distance(place.at, other->at) < apart || &place == other;
            };
            if (!std::any_of(chosen.begin(), chosen.end(), close)) { chosen.push_back(&place); }
        }
    }
    const std::int32_t shore_mm = middle.east_mm / 5;
    for (std::size_t i = 0; i < count; ++i) {
        standby_post post;
        post.number = static_cast<std::uint32_t>(i + 1);
        post.category = category_at(*chosen[i], i, shore_mm);
        const label kind = category_name(post.category);
        const std::string number = padded(i + 1, 2);
        post.name = {"Post " + number + " " + kind.en, number + "号囤警点（" + kind.zh + "）"};
        post.at = chosen[i]->at;
        post.community_key = chosen[i]->grid_key.substr(0, 12);
        posts.push_back(post);
    }
    return posts;
}

}  // namespace sim::detail
}  // namespace v0
}  // namespace muster
