#include "muster/rules/detail/text_lookup.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

using muster::input_entry;
using muster::detail::text_lookup;

namespace {

constexpr std::uint16_t outside = 999;

/// A lookup whose classes are the numbers of the witnesses it asked for, and those witnesses.
struct numbered {
    text_lookup lookup;
    std::vector<std::string> witnesses;

    explicit numbered(const std::vector<input_entry>& entries) {
        for (const input_entry& each : entries) { lookup.add(each); }
        lookup.assign(
            [this](std::string witness) {
                witnesses.push_back(std::move(witness));
                return static_cast<std::uint16_t>(witnesses.size() - 1);
            },
            outside);
    }
};

/// The literal that a text is, or its longest prefix, or neither.
std::pair<int, std::string> sort_of(const std::vector<input_entry>& entries, const std::string& words) {
    std::pair<int, std::string> found{0, ""};
    for (const input_entry& entry : entries) {
        for (const std::string& each : entry.texts) {
            if (each == words) { return {2, each}; }
        }
        for (const std::string& each : entry.prefixes) {
            const bool is_longer = found.first == 0 || each.size() > found.second.size();
            if (words.compare(0, each.size(), each) == 0 && is_longer) { found = {1, each}; }
        }
    }
    return found;
}

}  // namespace

TEST_CASE("rules/text_lookup: a text is its literal, else under its longest prefix, else the rest") {
    const numbered made{{{{}, {"fire", "fire drill"}, {"A", "A-1", "火"}, false, false, false}}};
    const auto of = [&](std::string_view words) { return made.witnesses.at(made.lookup.find(words)); };
    CHECK(of("fire") == "fire");
    CHECK(of("fire drill") == "fire drill");
    CHECK(of("A") == "A");
    CHECK(of("A-2") == "A");
    CHECK(of("A-1") == "A-1");
    CHECK(of("A-10") == "A-1");
    CHECK(of("火灾") == "火");
    CHECK(of("fires") == "other");
    CHECK(of("") == "other");
    CHECK(made.lookup.prefix_lengths() == std::vector<std::size_t>{1, 3});
}

TEST_CASE("rules/text_lookup: texts of one sort have one class, and each class a witness of its sort") {
    dice random{6};
    const std::string letters{"ab\0\xff", 4};
    const auto draw = [&](std::size_t most) {
        std::string made(random.below(most + 1), ' ');
        for (char& each : made) { each = letters[random.below(letters.size())]; }
        return made;
    };
    for (int n = 0; n < 2'000; ++n) {
        std::vector<input_entry> entries(1 + random.below(3));
        for (input_entry& each : entries) {
            for (std::uint32_t left = random.below(5); left-- > 0;) { each.texts.push_back(draw(4)); }
            for (std::uint32_t left = random.below(4); left-- > 0;) { each.prefixes.push_back(draw(3)); }
        }
        const numbered made{entries};
        bool is_same = true;
        std::map<std::pair<int, std::string>, std::uint16_t> seen;
        for (int k = 0; k < 100; ++k) {
            const std::string words = draw(6);
            const auto sort = sort_of(entries, words);
            const std::uint16_t which = made.lookup.find(words);
            is_same = is_same && which < made.witnesses.size() && sort_of(entries, made.witnesses[which]) == sort &&
                      seen.emplace(sort, which).first->second == which;
        }
        CHECK(is_same);
        for (std::size_t which = 0; which < made.witnesses.size(); ++which) {
            CHECK(made.lookup.find(made.witnesses[which]) == which);
        }
    }
}

TEST_CASE("rules/text_lookup: the witness of what is left is found wherever there is one") {
    input_entry entry;
    for (int byte = 0; byte < 256; ++byte) {
        if (byte != '~') { entry.prefixes.push_back(std::string(1, static_cast<char>(byte))); }
    }
    entry.texts = {"", "~"};
    const numbered tilde{{entry}};  // all that is left begins with ~ and goes on
    const std::uint16_t which = tilde.lookup.find("~x");
    REQUIRE(which != outside);
    CHECK(tilde.witnesses[which].substr(0, 1) == "~");
    CHECK(tilde.witnesses[which].size() > 1);

    entry.prefixes.push_back("~");
    entry.texts.clear();
    const numbered empty{{entry}};  // only the empty text is left
    REQUIRE(empty.lookup.find("") != outside);
    CHECK(empty.witnesses[empty.lookup.find("")].empty());

    entry.texts = {""};
    const numbered none{{entry}};  // nothing is left
    CHECK(std::count(none.witnesses.begin(), none.witnesses.end(), "") == 1);
    CHECK(none.witnesses.size() == 257);

    // Under `a` everything is taken one letter on, save through `ab`, where it is taken save `ab` itself.
    input_entry deep;
    deep.texts = {"a"};
    deep.prefixes = {"a"};
    for (int byte = 0; byte < 256; ++byte) {
        if (byte != 'b') { deep.prefixes.push_back("a" + std::string(1, static_cast<char>(byte))); }
        deep.prefixes.push_back("ab" + std::string(1, static_cast<char>(byte)));
    }
    const numbered narrow{{deep}};
    REQUIRE(narrow.lookup.find("ab") != outside);
    CHECK(narrow.witnesses[narrow.lookup.find("ab")] == "ab");
    deep.texts.push_back("ab");
    const numbered closed{{deep}};
    CHECK(closed.witnesses[closed.lookup.find("ab")] == "ab");  // now as a literal; of prefix `a` nothing is left
    CHECK(std::count_if(closed.witnesses.begin(), closed.witnesses.end(),
                        [](const std::string& each) { return each == "a" || each == "ab"; }) == 2);
}

TEST_CASE("rules/text_lookup: the empty prefix takes every text that nothing else takes") {
    const numbered made{{{{}, {"x"}, {"", "y"}, false, false, false}}};
    CHECK(made.witnesses.at(made.lookup.find("x")) == "x");
    CHECK(made.witnesses.at(made.lookup.find("yes")) == "y");
    CHECK(made.lookup.find("anything") == made.lookup.find(""));
    CHECK(made.lookup.find("anything") != outside);
}

TEST_CASE("rules/text_lookup: many literals and none are both found") {
    input_entry many;
    for (int n = 0; n < 5'000; ++n) { many.texts.push_back("code-" + std::to_string(n)); }
    const numbered made{{many}};
    for (int n = 0; n < 5'000; ++n) {
        const std::string words = "code-" + std::to_string(n);
        CHECK(made.witnesses[made.lookup.find(words)] == words);
    }
    CHECK(made.lookup.find("code-5000") == 5'000);
    const numbered none{{}};
    CHECK(none.lookup.find("anything") == none.lookup.find(""));
}
