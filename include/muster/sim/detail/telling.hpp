#pragma once

#include "muster/core/distributions.hpp"         // uniform_below, chance
#include "muster/core/label.hpp"                 // label
#include "muster/sim/call.hpp"                   // call
#include "muster/sim/detail/phrases_daily.hpp"   // daily_phrases, vague_phrases
#include "muster/sim/detail/phrases_danger.hpp"  // danger_phrases
#include "muster/sim/detail/places.hpp"          // filled

#include <array>        // array
#include <cstddef>      // size_t
#include <optional>     // optional
#include <string>       // string
#include <string_view>  // string_view

namespace muster {
inline namespace v0 {
namespace sim::detail {

[[nodiscard]] inline const class_phrases& phrases_of(incident_class what) {
    const auto index = static_cast<std::size_t>(what);
    return index < danger_phrases.size() ? danger_phrases[index] : daily_phrases[index - danger_phrases.size()];
}

/// How a count is told: for none, one and more; `#` stands for the number.
struct count_words {
    std::string_view none;
    std::string_view one;
    std::string_view more;
};

[[nodiscard]] inline std::string counted(const count_words& words, int count) {
    const std::string_view chosen = count == 0 ? words.none : count == 1 ? words.one : words.more;
    std::string text{chosen};
    if (const std::size_t at = text.find('#'); at != std::string::npos) { text.replace(at, 1, std::to_string(count)); }
    return text;
}

/// Appends every fact that is known, as a sentence in English and as a clause in Chinese.
inline void tell_facts(const call& one, std::size_t manner, std::string& english, std::string& chinese) {
    const auto tell = [&](const std::optional<int>& fact, const count_words& words, const count_words& words_zh) {
        if (!fact) { return; }
        english += ". " + counted(words, *fact);
        chinese += "，" + counted(words_zh, *fact);
    };
    static constexpr std::array<std::array<count_words, 2>, 2> trapped{{
        {{{"Nobody is trapped", "1 person is trapped", "# people are trapped"},
          {"没有人被困", "有1人被困", "有#人被困"}}},
        {{{"Nobody is trapped inside", "1 person can't get out", "# people can't get out"},
          {"没有人困在里面", "有1个人出不来", "有#个人出不来"}}},
    }};
    static constexpr std::array<std::array<count_words, 2>, 2> injured{{
        {{{"Nobody is hurt", "1 person is hurt", "# people are hurt"}, {"没有人受伤", "有1人受伤", "有#人受伤"}}},
        {{{"Nobody is injured", "1 person is injured", "# people are injured"},
          {"没人受伤", "伤了1个人", "伤了#个人"}}},
    }};
    tell(one.storeys, {"", "It is a building of 1 storey", "The building has # storeys"},
         {"", "楼只有1层", "楼高#层"});
    tell(one.trapped, trapped[manner % 2][0], trapped[manner % 2][1]);
    tell(one.injured, injured[manner / 2 % 2][0], injured[manner / 2 % 2][1]);
    tell(one.dead, {"Nobody has died", "1 person is dead", "# people are dead"},
         {"没有人死亡", "有1人死亡", "有#人死亡"});
    tell(one.people_at_risk, {"", "", "About # people are still close by"}, {"", "", "附近还有大约#人"});
    tell(one.area_m2, {"", "", "About # square metres are affected"}, {"", "", "影响面积大约#平方米"});
}

/// Writes both texts of a call whose facts are drawn. `community` is named when it is not empty.
inline void tell(call& one, const label& place, const two_words& road, const label& community, random& generator) {
    const class_phrases& phrases = one.vague ? vague_phrases : phrases_of(one.truth);
    const std::size_t chosen = uniform_below(generator, phrases.english.size());
    one.what = filled(std::string{phrases.english[chosen]}, place.en, road.english);
    one.what_zh = filled(std::string{phrases.chinese[chosen]}, place.zh, road.chinese);
    if (one.also) {
        one.what += std::string{", "} + std::string{phrases_of(*one.also).mention_english};
        one.what_zh += "，" + std::string{phrases_of(*one.also).mention_chinese};
    }
    tell_facts(one, uniform_below(generator, 4), one.what, one.what_zh);
    if (!community.en.empty()) {
        one.what += ". It is in " + community.en;
        one.what_zh += "，在" + community.zh;
    }
    static constexpr std::array<two_words, 4> closing{{
        {". Please hurry.", "，请快一点。"}, {". Please come quickly.", "，麻烦快来。"},
        {". How long will you be?", "，你们多久能到？"}, {". I'm waiting outside.", "，我在外面等。"}}};
    two_words last{".", "。"};
    if (chance(generator, 1, 3)) { last = closing[uniform_below(generator, closing.size())]; }
    one.what += last.english;
    one.what_zh += last.chinese;
}

}  // namespace sim::detail
}  // namespace v0
}  // namespace muster
