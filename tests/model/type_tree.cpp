#include "muster/model/type_tree.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using muster::type_entry;
using muster::type_id;
using muster::type_tree;

namespace {

/// A random forest; parents may be listed after their kinds.
std::vector<type_entry> random_forest(dice& any, std::uint32_t size) {
    std::vector<std::uint32_t> place(size);
    for (std::uint32_t i = 0; i < size; ++i) { place[i] = i; }
    any.shuffle(place);
    std::vector<type_entry> entries(size);
    for (std::uint32_t i = 0; i < size; ++i) {
        entries[place[i]].code = "t" + std::to_string(i);
        if (i > 0 && any.chance(80)) { entries[place[i]].parent = "t" + std::to_string(any.below(i)); }
    }
    return entries;
}

bool is_a_by_hand(const std::vector<type_entry>& entries, std::size_t which, std::size_t kind) {
    for (std::string code = entries[which].code; !code.empty();) {
        if (code == entries[kind].code) { return true; }
        for (const type_entry& each : entries) {
            if (each.code == code) {
                code = each.parent;
                break;
            }
        }
    }
    return false;
}

}  // namespace

TEST_CASE("model/type_tree: kinds of kinds are kinds, as in any random forest") {
    dice any{1};
    for (int round = 0; round < 60; ++round) {
        const std::vector<type_entry> entries = random_forest(any, 1 + any.below(30));
        const type_tree tree{entries};
        REQUIRE(tree.size() == entries.size());
        for (std::uint32_t i = 0; i < entries.size(); ++i) {
            CHECK(tree.code({i}) == entries[i].code);
            CHECK(tree.find(entries[i].code) == type_id{i});
            CHECK(tree.at(entries[i].code) == type_id{i});
            CHECK((tree.parent({i}) ? std::string{tree.code(tree.parent({i}))} : std::string{}) == entries[i].parent);
            for (std::uint32_t k = 0; k < entries.size(); ++k) {
                CHECK(tree.is_a({i}, {k}) == is_a_by_hand(entries, i, k));
            }
        }
    }
}

TEST_CASE("model/type_tree: none is no kind, and nothing is a kind of none") {
    const type_tree tree{{{"fire", {"fire"}, ""}}};
    CHECK(tree.is_a({0}, {0}));
    CHECK_FALSE(tree.is_a(type_id::none(), {0}));
    CHECK_FALSE(tree.is_a({0}, type_id::none()));
    CHECK_FALSE(tree.is_a(type_id::none(), type_id::none()));
    CHECK_FALSE(tree.find("flood"));
    CHECK_FALSE(tree.find(""));
    CHECK_THROWS_WITH_AS((void)tree.at("flood"), "type_tree: no type has the code `flood`", muster::error);
}

TEST_CASE("model/type_tree: a tree that cannot be is refused, by name") {
    CHECK_THROWS_WITH_AS((type_tree{{}}), "type_tree: no types; at least one is needed", muster::error);
    CHECK_THROWS_WITH_AS((type_tree{{{"", {"x"}, ""}}}), "type_tree: type 0 has no code", muster::error);
    CHECK_THROWS_WITH_AS((type_tree{{{"a", {}, ""}, {"b", {}, ""}, {"a", {}, "b"}}}),
                         "type_tree: the code `a` is there twice", muster::error);
    CHECK_THROWS_WITH_AS((type_tree{{{"a", {}, ""}, {"b", {}, "c"}}}), "type_tree: the parent `c` of `b` is no code",
                         muster::error);
    CHECK_THROWS_WITH_AS((type_tree{{{"a", {}, "a"}}}), "type_tree: `a` is a kind of itself", muster::error);
    CHECK_THROWS_WITH_AS((type_tree{{{"r", {}, ""}, {"a", {}, "c"}, {"b", {}, "a"}, {"c", {}, "b"}}}),
                         "type_tree: `a` is a kind of itself", muster::error);
    try {
        (void)type_tree{{{"a", {}, "a"}}};
        FAIL("a cycle was accepted");
    } catch (const muster::error& problem) { CHECK(problem.code() == muster::errc::contradiction); }
}

TEST_CASE("model/type_tree: deep trees are built without deep calls") {
    std::vector<type_entry> chain{{"t0", {}, ""}};
    for (int i = 1; i < 20'000; ++i) { chain.push_back({"t" + std::to_string(i), {}, "t" + std::to_string(i - 1)}); }
    const type_tree tree{chain};
    CHECK(tree.is_a({19'999}, {0}));
    CHECK_FALSE(tree.is_a({0}, {19'999}));
}

TEST_CASE("model/type_tree: writes its names") {
    const type_tree tree{{{"fire", {"fire", "火灾"}, ""}}};
    muster::name_book names;
    tree.write_names(names);
    CHECK(names.name_of(muster::subject::incident_type, 0, muster::language::zh) == "火灾");
    CHECK(tree.name_of({0}).en == "fire");
}
