#include "muster/grid/cell_tree.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "subdivision.hpp"

using muster::cell_id;
using muster::cell_tree;
using muster::errc;
using muster::tree_tier;

namespace {

/// Any tree: up to four tiers, cells in any order, some without children.
std::vector<tree_tier> any_tiers(grid_test::numbers& random) {
    std::vector<tree_tier> tiers;
    const std::int64_t depth = random.between(1, 4);
    for (std::int64_t t = 0; t < depth; ++t) {
        tree_tier tier{"tier " + std::to_string(t), {}};
        const std::int64_t count = random.between(1, 3 + 12 * t);
        for (std::int64_t i = 0; i < count; ++i) {
            std::string parent;
            if (t > 0) {
                const auto& above = tiers.back().cells;
                parent =
                    above[static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(above.size()) - 1))].key;
            }
            tier.cells.push_back({(i % 3 == 0 ? "c" : "") + std::to_string(i), {"name " + std::to_string(i)}, parent});
        }
        random.shuffle(tier.cells);
        tiers.push_back(tier);
    }
    return tiers;
}

errc code_of(std::vector<tree_tier> tiers) {
    const auto made = cell_tree::make(std::move(tiers));
    REQUIRE(!made);
    return made.error().code();
}

}  // namespace

TEST_SUITE("grid/cell_tree") {
    TEST_CASE("parents, children, ancestors and tour say the same of any tree") {
        grid_test::numbers random{7};
        for (int round = 0; round < 300; ++round) {
            const std::vector<tree_tier> told = any_tiers(random);
            const cell_tree tree{told};
            REQUIRE(tree.tier_count() == told.size());
            std::size_t total = 0;
            for (std::size_t t = 0; t < told.size(); ++t) {
                REQUIRE(tree.cells(t).size() == told[t].cells.size());
                total += told[t].cells.size();
                for (const muster::tree_cell& each : told[t].cells) {
                    const cell_id cell = tree.find(t, each.key);
                    REQUIRE(cell);
                    REQUIRE(tree.tier_of(cell) == t);
                    REQUIRE(tree.key(cell) == each.key);
                    REQUIRE(tree.name(cell) == each.name);
                    REQUIRE(tree.parent(cell) == (t == 0 ? cell_id::none() : tree.find(t - 1, each.parent)));
                    REQUIRE(tree.ancestor(cell, t) == cell);
                    // Up by parents, one at a time: what the O(1) answers must say.
                    std::set<std::uint32_t> above;
                    for (cell_id upper = tree.parent(cell); upper; upper = tree.parent(upper)) {
                        above.insert(upper.index);
                        REQUIRE(tree.ancestor(cell, tree.tier_of(upper)) == upper);
                        REQUIRE(tree.path(cell)[tree.tier_of(upper)] == upper);
                    }
                    for (std::uint32_t other = 0; other < tree.size(); ++other) {
                        REQUIRE(tree.is_ancestor({other}, cell) == (above.count(other) == 1));
                    }
                    const auto children = tree.children(cell);
                    REQUIRE(std::is_sorted(children.begin(), children.end()));
                    for (const cell_id child : children) { REQUIRE(tree.parent(child) == cell); }
                    const auto leaves = tree.leaves_under(cell);
                    std::set<std::uint32_t> under;
                    for (const cell_id leaf : leaves) { under.insert(leaf.index); }
                    REQUIRE(under.size() == leaves.size());
                    for (const cell_id leaf : tree.leaves()) {
                        const bool is_under = leaf == cell || tree.is_ancestor(cell, leaf);
                        REQUIRE(is_under == (under.count(leaf.index) == 1));
                    }
                    if (!leaves.empty()) { REQUIRE(tree.tour()[tree.tour_place(cell)] == leaves[0]); }
                }
            }
            REQUIRE(tree.size() == total);
            REQUIRE(tree.tour().size() == tree.leaves().size());
        }
    }

    TEST_CASE("ids do not depend on the order in which cells are told") {
        grid_test::numbers random{8};
        std::vector<tree_tier> told = any_tiers(random);
        const cell_tree first{told};
        for (tree_tier& tier : told) { random.shuffle(tier.cells); }
        const cell_tree second{told};
        for (std::uint32_t i = 0; i < first.size(); ++i) { CHECK(first.key({i}) == second.key({i})); }
        muster::digest a;
        muster::digest b;
        first.write_digest(a);
        second.write_digest(b);
        CHECK(a.value() == b.value());
    }

    TEST_CASE("a tree that cannot be is refused by name") {
        const tree_tier top{"district", {{"440305", {}, ""}}};
        CHECK(code_of({}) == errc::empty);
        CHECK(code_of({top, {"street", {}}}) == errc::empty);
        CHECK(code_of({{"district", {{"1", {}, ""}, {"1", {}, ""}}}}) == errc::duplicate);
        CHECK(code_of({{"district", {{"", {}, ""}}}}) == errc::missing);
        CHECK(code_of({top, {"street", {{"1", {}, ""}}}}) == errc::missing);
        CHECK(code_of({top, {"street", {{"1", {}, "440306"}}}}) == errc::unknown_name);
        CHECK(code_of(std::vector<tree_tier>(9, top)) == errc::out_of_range);
        const auto made = cell_tree::make({top, {"street", {{"003", {}, "440306"}}}});
        CHECK(std::string{made.error().what()}.find("tier 'street', cell '003': its parent '440306'") !=
              std::string::npos);
    }
}
