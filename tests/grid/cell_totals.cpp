#include "muster/grid/cell_totals.hpp"

#include "muster/core/units.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "subdivision.hpp"

using grid_test::numbers;
using muster::cell_id;
using muster::cell_totals;
using muster::cell_tree;
using muster::errc;

namespace {

/// A random tree: cells of upper tiers may have no children, and keys are told in any order.
cell_tree random_tree(numbers& random) {
    std::vector<muster::tree_tier> tiers;
    const std::int64_t depth = random.between(1, 5);
    for (std::int64_t t = 0; t < depth; ++t) {
        muster::tree_tier tier{{"tier " + std::to_string(t)}, {}};
        const std::int64_t count = random.between(1, 4 << (2 * t));
        for (std::int64_t i = 0; i < count; ++i) {
            std::string parent;
            if (t > 0) {
                const auto& upper = tiers.back().cells;
                parent =
                    upper[static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(upper.size()) - 1))].key;
            }
            tier.cells.push_back({std::to_string(i), {}, parent});
        }
        random.shuffle(tier.cells);
        tiers.push_back(tier);
    }
    return cell_tree{tiers};
}

/// Leaf by leaf, by asking each who is above it.
template <class T>
T sum_under(const cell_tree& tree, cell_id cell, const std::vector<T>& by_leaf) {
    T sum{};
    for (const cell_id leaf : tree.leaves()) {
        if (leaf == cell || tree.is_ancestor(cell, leaf)) {
            sum = static_cast<T>(sum + by_leaf[leaf.index - tree.leaves().first.index]);
        }
    }
    return sum;
}

template <class T>
void check_all(const cell_tree& tree, const cell_totals<T>& totals, const std::vector<T>& by_leaf) {
    T all{};
    for (std::uint32_t i = 0; i < tree.size(); ++i) { REQUIRE(totals.total({i}) == sum_under(tree, {i}, by_leaf)); }
    for (const cell_id leaf : tree.leaves()) {
        const T& value = by_leaf[leaf.index - tree.leaves().first.index];
        REQUIRE(totals.leaf_value(leaf) == value);
        all = static_cast<T>(all + value);
    }
    REQUIRE(totals.total() == all);
}

/// Counts by kind: a caller's own quantity.
struct tally {
    int fires = 0;
    int floods = 0;
    friend bool operator==(const tally&, const tally&) = default;
    friend tally operator+(tally a, tally b) { return {a.fires + b.fires, a.floods + b.floods}; }
    friend tally operator-(tally a, tally b) { return {a.fires - b.fires, a.floods - b.floods}; }
};

static_assert(muster::summable<int>);
static_assert(muster::summable<std::uint8_t>);
static_assert(muster::summable<muster::length>);
static_assert(muster::summable<muster::duration>);
static_assert(muster::summable<tally>);
static_assert(!muster::summable<double>);
static_assert(!muster::summable<bool>);
static_assert(!muster::summable<std::string>);

}  // namespace

TEST_SUITE("grid/cell_totals") {
    TEST_CASE_TEMPLATE("totals of every cell, against leaf by leaf", T, std::int64_t, int, std::uint8_t,
                       std::uint32_t) {
        numbers random{6};
        const auto value = [&random] { return static_cast<T>(random.between(0, 100)); };
        for (int round = 0; round < 25; ++round) {
            const cell_tree tree = random_tree(random);
            std::vector<T> by_leaf(tree.leaves().size());
            cell_totals<T> totals{tree};
            check_all(tree, totals, by_leaf);
            for (T& each : by_leaf) { each = value(); }
            totals = cell_totals<T>{tree, by_leaf};
            check_all(tree, totals, by_leaf);
            for (int step = 0; step < 30; ++step) {
                const auto at =
                    static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(by_leaf.size()) - 1));
                const cell_id leaf{tree.leaves().first.index + static_cast<std::uint32_t>(at)};
                if (random.between(0, 1) == 0) {
                    by_leaf[at] = value();
                    totals.set(leaf, by_leaf[at]);
                } else {
                    const T by = static_cast<T>(-random.between(0, 100));  // unsigned: the same, modulo its range
                    by_leaf[at] = static_cast<T>(by_leaf[at] + by);
                    totals.add(leaf, by);
                }
                const cell_id any{
                    static_cast<std::uint32_t>(random.between(0, static_cast<std::int64_t>(tree.size()) - 1))};
                REQUIRE(totals.total(any) == sum_under(tree, any, by_leaf));
            }
            check_all(tree, totals, by_leaf);
        }
    }

    TEST_CASE("units and a caller's own quantity") {
        const cell_tree tree{{{"city", {{"city", {}, {}}}}, {"grid", {{"1", {}, "city"}, {"2", {}, "city"}}}}};
        cell_totals<muster::length> roads{tree};
        roads.add(tree.find(1, "1"), muster::length{1'500});
        roads.set(tree.find(1, "2"), muster::length{500});
        CHECK(roads.total(tree.find("city")) == muster::length{2'000});
        const std::vector<tally> cases{{1, 2}, {10, 20}};
        cell_totals<tally> counts{tree, cases};
        CHECK(counts.total() == tally{11, 22});
        counts.add(tree.find(1, "1"), {0, -1});
        CHECK(counts.total(tree.find("city")) == tally{11, 21});
        CHECK(counts.leaf_value(tree.find(1, "1")) == tally{1, 1});
    }

    TEST_CASE("a leaf may be set to the value of another, or added to itself") {
        const cell_tree tree{{{"grid", {{"1", {}, {}}, {"2", {}, {}}, {"3", {}, {}}}}}};
        cell_totals<int> totals{tree, std::vector<int>{3, 4, 5}};
        totals.add({1}, totals.leaf_value({1}));
        CHECK(totals.leaf_value({1}) == 8);
        CHECK(totals.total() == 16);
        totals.set({0}, totals.leaf_value({1}));
        CHECK(totals.total() == 21);
        totals.set({0}, totals.leaf_value({0}));
        CHECK(totals.total() == 21);
    }

    TEST_CASE("as many values as leaves") {
        const cell_tree tree{{{"grid", {{"1", {}, {}}, {"2", {}, {}}}}}};
        const auto made = cell_totals<int>::make(tree, std::vector<int>{1, 2, 3});
        REQUIRE_FALSE(made);
        CHECK(made.error().code() == errc::out_of_range);
        CHECK(std::string{made.error().what()} == "cell_totals: 3 values; expected one for each of 2 leaves");
        CHECK(cell_totals<int>::make(tree, std::vector<int>{1, 2}));
    }
}
