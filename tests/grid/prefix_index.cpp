#include "muster/grid/prefix_index.hpp"

#include "muster/grid/code_layouts.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "subdivision.hpp"

using grid_test::numbers;
using muster::cell_id;
using muster::cell_tree;
using muster::prefix_index;

namespace {

std::vector<std::string> keys(const cell_tree& tree, std::span<const cell_id> cells) {
    std::vector<std::string> made;
    for (const cell_id cell : cells) { made.push_back(tree.key(cell)); }
    return made;
}

}  // namespace

TEST_SUITE("grid/prefix_index") {
    TEST_CASE("all of a street, by text and by code") {
        const cell_tree tree{{{"county", {{"440305", {}, {}}}},
                              {"street", {{"440305001", {}, "440305"}, {"440305003", {}, "440305"}}},
                              {"community",
                               {{"440305003002", {}, "440305003"},
                                {"440305001001", {}, "440305001"},
                                {"440305003001", {}, "440305003"}}}}};
        const prefix_index by_prefix{tree};
        const std::vector<std::string> expected{"440305003001", "440305003002"};
        CHECK(keys(tree, by_prefix.cells_with_prefix(2, "440305003")) == expected);
        const auto street = *muster::unit_grid_code_15().parse("440305003");
        CHECK(keys(tree, by_prefix.cells_with_prefix(2, street)) == expected);
        CHECK(keys(tree, by_prefix.cells_with_prefix(1, street)) == std::vector<std::string>{"440305003"});
        CHECK(by_prefix.cells_with_prefix(0, street).empty());
        CHECK(by_prefix.cells_with_prefix(2, "").size() == 3);
        CHECK(by_prefix.cells_with_prefix(2, "440305004").empty());
        CHECK(by_prefix.cells_with_prefix(2, "4403050030011").empty());
    }

    TEST_CASE("keys of any kind, against looking at each") {
        numbers random{5};
        constexpr std::string_view letters = "0019aZ\xe5-";
        const auto word = [&random, letters](std::int64_t longest) {
            std::string made;
            for (std::int64_t i = random.between(0, longest); i-- > 0;) {
                made += letters[static_cast<std::size_t>(random.between(0, 7))];
            }
            return made;
        };
        for (int round = 0; round < 50; ++round) {
            std::vector<muster::tree_tier> tiers{{"upper", {{"all", {}, {}}, {"0", {}, {}}}}, {"lower", {}}};
            std::set<std::string> lower{"0"};
            for (std::int64_t i = random.between(0, 60); i-- > 0;) {
                lower.insert("1" + word(4));
                lower.insert(word(3) + "0");
            }
            for (const std::string& key : lower) { tiers[1].cells.push_back({key, {}, "all"}); }
            const cell_tree tree{tiers};
            const prefix_index by_prefix{tree};
            for (int query = 0; query < 100; ++query) {
                const std::string prefix = word(3);
                std::vector<std::string> expected;
                for (const std::string& key : lower) {
                    if (key.compare(0, prefix.size(), prefix) == 0) { expected.push_back(key); }
                }
                REQUIRE(keys(tree, by_prefix.cells_with_prefix(1, prefix)) == expected);
            }
        }
    }
}
