#include "muster/solve/multi_pattern_search.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using muster::multi_pattern_search;

namespace {

using occurrence = std::pair<std::size_t, std::uint32_t>;  // end, pattern

std::string lower(std::string_view words) {
    std::string made{words};
    for (char& each : made) {
        if (each >= 'A' && each <= 'Z') { each = static_cast<char>(each - 'A' + 'a'); }
    }
    return made;
}

std::vector<occurrence> by_hand(const std::vector<std::string>& patterns, std::string_view message) {
    std::vector<occurrence> all;
    const std::string folded = lower(message);
    for (std::uint32_t i = 0; i < patterns.size(); ++i) {
        const std::string pattern = lower(patterns[i]);
        for (std::size_t at = folded.find(pattern); at != std::string::npos; at = folded.find(pattern, at + 1)) {
            all.emplace_back(at + pattern.size(), i);
        }
    }
    std::sort(all.begin(), all.end());
    return all;
}

std::vector<occurrence> found(const std::vector<std::string>& patterns, std::string_view message) {
    const std::vector<std::string_view> views{patterns.begin(), patterns.end()};
    const multi_pattern_search search{views};
    std::vector<occurrence> all;
    std::size_t last = 0;
    search.for_each(message, [&](std::uint32_t pattern, std::size_t end) {
        CHECK(end >= last);  // in the order of the ends
        last = end;
        all.emplace_back(end, pattern);
    });
    std::sort(all.begin(), all.end());
    return all;
}

}  // namespace

TEST_CASE("solve/multi_pattern_search: the textbook's example") {
    const std::vector<std::string> patterns{"he", "she", "his", "hers"};
    CHECK(found(patterns, "ushers") == std::vector<occurrence>{{4, 0}, {4, 1}, {6, 3}});
    CHECK(found(patterns, "HeHis") == by_hand(patterns, "HeHis"));
    CHECK(found(patterns, "").empty());
    CHECK(found({}, "anything").empty());
}

TEST_CASE("solve/multi_pattern_search: patterns inside, before and equal to one another") {
    const std::vector<std::string> patterns{"a", "aa", "aaa", "aa", "A", "ba", "abaab"};
    for (const std::string_view message : {"aaaa", "abaababaab", "BAABAAB", "x"}) {
        CHECK(found(patterns, message) == by_hand(patterns, message));
    }
}

TEST_CASE("solve/multi_pattern_search: every occurrence in random messages, as the obvious search finds it") {
    dice any{1};
    const auto random_words = [&](std::string_view alphabet, std::uint32_t longest) {
        std::string made;
        for (std::uint32_t i = any.below(longest + 1); i > 0; --i) { made += alphabet[any.below(alphabet.size())]; }
        return made;
    };
    std::string all_bytes;
    for (int i = 0; i < 256; ++i) { all_bytes += static_cast<char>(i); }
    for (const std::string_view alphabet :
         {std::string_view{"ab"}, std::string_view{"aAbBcC"}, std::string_view{"\xe7\x83\x9f\xe9\x9b\xbe z"},
          std::string_view{all_bytes}}) {
        for (int round = 0; round < 400; ++round) {
            std::vector<std::string> patterns;
            for (std::uint32_t i = any.below(12); i > 0; --i) {
                std::string pattern = random_words(alphabet, 5);
                if (!pattern.empty()) { patterns.push_back(std::move(pattern)); }
            }
            const std::string message = random_words(alphabet, 60);
            CHECK(found(patterns, message) == by_hand(patterns, message));
        }
    }
}

TEST_CASE("solve/multi_pattern_search: only ASCII letters match without case") {
    CHECK(found({"smoke"}, "SMOKE Smoke sMoKe").size() == 3);
    CHECK(found({"SMOKE"}, "smoke").size() == 1);
    CHECK(found({"[", "`", "@", "{"}, "[`@{").size() == 4);  // the neighbours of the letters are not folded
    CHECK(found({"["}, "{").empty());
    CHECK(found({"@"}, "`").empty());
    CHECK(found({"é"}, "É").empty());
}

TEST_CASE("solve/multi_pattern_search: Chinese is found at character borders, broken UTF-8 does no harm") {
    CHECK(found({"冒烟", "着火"}, "三楼冒烟，像是着火了").size() == 2);
    CHECK(found({"烟"}, "\xe7\x83").empty());  // cut off in the middle
    CHECK(found({"烟"}, "\xff\xfe\xe7\x83\x9f\x80").size() == 1);
    CHECK(found({"a"}, std::string_view{"\0a\0", 3}).size() == 1);  // a zero byte is a byte
}

TEST_CASE("solve/multi_pattern_search: all bytes there are, each a pattern") {
    std::vector<std::string> patterns;
    for (int i = 0; i < 256; ++i) { patterns.emplace_back(1, static_cast<char>(i)); }
    std::string message;
    for (int i = 255; i >= 0; --i) { message += static_cast<char>(i); }
    CHECK(found(patterns, message) == by_hand(patterns, message));
}

TEST_CASE("solve/multi_pattern_search: built without patterns it finds nothing") {
    const multi_pattern_search empty;
    int calls = 0;
    empty.for_each("anything", [&](std::uint32_t, std::size_t) { ++calls; });
    CHECK(calls == 0);
}
