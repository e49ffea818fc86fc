#pragma once

#include "muster/core/label.hpp"          // label
#include "muster/sim/district_model.hpp"  // building

#include <array>    // array
#include <cstddef>  // size_t
#include <string>   // string
#include <utility>  // pair

namespace muster {
inline namespace v0 {
namespace sim::detail {

struct two_words {
    const char* english;
    const char* chinese;
};

/// Invented roads. No name contains a word by which a class of incident is recognised, not even as a part.
inline constexpr std::array<two_words, 24> roads{{
    {"Camphor Road", "香樟路"},  {"Lychee Road", "荔枝路"},    {"Banyan Lane", "榕荫巷"},   {"Kapok Avenue", "木棉大道"},
    {"Bauhinia Road", "紫荆路"}, {"Osmanthus Lane", "桂花巷"}, {"Bamboo Road", "翠竹路"},   {"Lotus Avenue", "荷花大道"},
    {"Egret Road", "白鹭路"},    {"Plum Lane", "梅花巷"},      {"Orchid Road", "兰花路"},   {"Longan Road", "龙眼路"},
    {"Magpie Lane", "喜鹊巷"},   {"Harvest Avenue", "丰收大道"}, {"Morning Road", "晨光路"}, {"Union Road", "同心路"},
    {"Spring Road", "春风路"},   {"Jade Avenue", "碧玉大道"},  {"Peony Road", "牡丹路"},    {"Sparrow Lane", "燕子巷"},
    {"Cotton Road", "棉纺路"},   {"Canal Road", "运河路"},     {"Mill Lane", "磨坊巷"},     {"Scholar Avenue", "学士大道"},
}};

/// What callers say for a building, in the order of `building_use`.
inline constexpr std::array<two_words, building_uses> place_words{{
    {"the flats", "居民楼"},
    {"the small shop", "小店"},
    {"the factory", "厂房"},
    {"the school", "学校"},
    {"the hospital", "医院"},
    {"the shopping mall", "商场"},
    {"the building site", "工地"},
    {"the bike canopy", "车棚"},
    {"the hill behind the houses", "屋后"},
    {"the square", "广场"},
}};

/// The road that a building stands on: the same for its neighbours in the list.
[[nodiscard]] inline const two_words& road_of(const building& at) { return roads[at.number / 40 % roads.size()]; }

/// What callers call it: "the flats at 38 Lychee Road", "荔枝路38号居民楼".
[[nodiscard]] inline label place_of(const building& at) {
    const two_words& word = place_words[static_cast<std::size_t>(at.use)];
    const two_words& road = road_of(at);
    const std::string number = std::to_string(1 + at.number % 280);
    return {std::string{word.english} + " at " + number + " " + road.english,
            std::string{road.chinese} + number + "号" + word.chinese};
}

/// `text` with every `{place}` and `{road}` filled in.
[[nodiscard]] inline std::string filled(std::string text, const std::string& place, const std::string& road) {
    for (const auto& [slot, words] : {std::pair{std::string{"{place}"}, &place}, {std::string{"{road}"}, &road}}) {
        for (std::size_t at = text.find(slot); at != std::string::npos; at = text.find(slot, at + words->size())) {
            text.replace(at, slot.size(), *words);
        }
    }
    return text;
}

}  // namespace sim::detail
}  // namespace v0
}  // namespace muster
