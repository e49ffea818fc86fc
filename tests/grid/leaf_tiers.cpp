#include "muster/grid/leaf_tiers.hpp"

#include "grid/subdivision.hpp"

#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

using muster::errc;
using muster::planar;

muster::leaf_drawing<planar> leaf(const std::string& key, const std::vector<std::string>& parents,
                                  std::int64_t at = 0) {
    return {grid_test::cell<planar>(key, grid_test::rectangle(at, 0, at + 10, 10)), parents};
}

std::string refused(errc code, std::vector<muster::leaf_drawing<planar>> leaves,
                    const std::vector<muster::label>& names, const muster::leaf_tier_options& options = {}) {
    try {
        static_cast<void>(muster::tiers_from_leaves(std::move(leaves), names, options));
    } catch (const muster::error& fault) {
        CHECK(fault.code() == code);
        return fault.what();
    }
    return "not refused";
}

const std::vector<muster::label> three{"county", "town", "village"};

}  // namespace

TEST_SUITE_BEGIN("grid/leaf_tiers");

TEST_CASE("tiers above are made of their leaves") {
    const auto tiers = muster::tiers_from_leaves<planar>(
        {leaf("v1", {"c", "t2"}), leaf("v2", {"c", "t1"}, 10), leaf("v3", {"c", "t2"}, 20)}, three);
    REQUIRE(tiers.size() == 3);
    CHECK(tiers[0].name.en == "county");
    CHECK(tiers[2].name.en == "village");
    REQUIRE(tiers[0].cells.size() == 1);
    CHECK(tiers[0].cells[0].key == "c");
    CHECK(tiers[0].cells[0].name.en == "c");
    CHECK(tiers[0].cells[0].parent.empty());
    CHECK(tiers[0].cells[0].area.size() == 3);
    REQUIRE(tiers[1].cells.size() == 2);
    CHECK(tiers[1].cells[0].key == "t2");
    CHECK(tiers[1].cells[0].parent == "c");
    REQUIRE(tiers[1].cells[0].area.size() == 2);
    CHECK(tiers[1].cells[0].area[1].outer.front() == planar{20, 0});
    CHECK(tiers[1].cells[1].key == "t1");
    REQUIRE(tiers[2].cells.size() == 3);
    CHECK(tiers[2].cells[1].key == "v2");
    CHECK(tiers[2].cells[1].parent == "t1");
    CHECK(muster::tiers_from_leaves<planar>({leaf("v", {})}, {"only"})[0].cells[0].parent.empty());
}

TEST_CASE("for any city: every polygon is in one cell of each tier, that which its leaf named") {
    grid_test::numbers random{3};
    for (int round = 0; round < 50; ++round) {
        std::vector<muster::leaf_drawing<planar>> leaves;
        for (std::int64_t i = 0; i < random.between(1, 40); ++i) {
            const std::int64_t town = random.between(0, 9);
            leaves.push_back(
                leaf("v" + std::to_string(i), {"c" + std::to_string(town / 4), "t" + std::to_string(town)}, i * 10));
        }
        const auto tiers = muster::tiers_from_leaves(leaves, three);
        std::map<std::string, std::string> county_of_town;
        for (const auto& town : tiers[1].cells) { county_of_town[town.key] = town.parent; }
        for (std::size_t t = 0; t < 2; ++t) {
            std::map<std::int32_t, std::string> owner;  // by the west edge, which is each leaf's own
            std::set<std::string> keys;
            for (const auto& cell : tiers[t].cells) {
                CHECK(keys.insert(cell.key).second);
                for (const auto& part : cell.area) { CHECK(owner.emplace(part.outer[0].east_mm, cell.key).second); }
            }
            CHECK(owner.size() == leaves.size());
            for (const auto& each : leaves) { CHECK(owner[each.cell.area[0].outer[0].east_mm] == each.parents[t]); }
        }
        REQUIRE(tiers[2].cells.size() == leaves.size());
        for (std::size_t i = 0; i < leaves.size(); ++i) {
            CHECK(tiers[2].cells[i].key == leaves[i].cell.key);
            CHECK(tiers[2].cells[i].parent == leaves[i].parents[1]);
            CHECK(county_of_town[leaves[i].parents[1]] == leaves[i].parents[0]);
        }
    }
}

TEST_CASE("a town's name in two counties") {
    const std::vector<muster::leaf_drawing<planar>> leaves{leaf("v1", {"Taipei", "Zhongshan"}),
                                                           leaf("v2", {"Keelung", "Zhongshan"}, 10)};
    CHECK(refused(errc::contradiction, leaves, three) ==
          "leaf 1: 'Zhongshan' of tier 'town' lies in 'Keelung', by leaf 0 in 'Taipei'; expected one parent "
          "(use_paths_as_keys keeps cells of one name apart)");
    const auto tiers = muster::tiers_from_leaves(leaves, three, {.use_paths_as_keys = true});
    REQUIRE(tiers[1].cells.size() == 2);
    CHECK(tiers[1].cells[1].key == "Keelung/Zhongshan");
    CHECK(tiers[1].cells[1].name.en == "Zhongshan");
    CHECK(tiers[1].cells[1].parent == "Keelung");
    CHECK(tiers[2].cells[1].parent == "Keelung/Zhongshan");
}

TEST_CASE("a leaf without an area is kept, and so is what it lies in") {
    auto bare = leaf("v2", {"c", "t2"});
    bare.cell.area.clear();
    const auto tiers = muster::tiers_from_leaves<planar>({leaf("v1", {"c", "t1"}), bare}, three);
    CHECK(tiers[2].cells[1].area.empty());
    CHECK(tiers[1].cells[1].area.empty());
    CHECK(tiers[1].cells[1].parent == "c");
    CHECK(muster::tiers_from_leaves<planar>({bare}, three)[0].cells.at(0).area.empty());
}

TEST_CASE("leaves that cannot be used are refused by number") {
    CHECK(refused(errc::empty, {}, three) == "tiers from leaves: no leaves; expected at least one");
    CHECK(refused(errc::empty, {leaf("v", {})}, {}) == "tiers from leaves: no tier; expected that of the leaves");
    CHECK(refused(errc::duplicate, {leaf("v", {"c", "t"}), leaf("w", {"c", "t"}), leaf("v", {"c", "t"})}, three) ==
          "leaf 2: key 'v' is that of leaf 0 already; keys are unique in a tier");
    CHECK(refused(errc::missing, {leaf("v", {"c"})}, three) ==
          "leaf 0: 'v' has 1 parents; expected 2, one in each tier above");
    CHECK(refused(errc::empty, {leaf("v", {"c", ""})}, three) == "leaf 0: 'v' names no cell of tier 'town'");
    CHECK(refused(errc::empty, {leaf("v", {"", "t"})}, {"", "town", "village"}) ==
          "leaf 0: 'v' names no cell of tier 0");
    CHECK(refused(errc::empty, {leaf("", {"c", "t"})}, three) == "leaf 0: its key is empty");
}

TEST_SUITE_END();
