#include "muster/governance/load_board.hpp"

#include "dice.hpp"
#include "unit/square_city.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <utility>
#include <vector>

using muster::cell_capacity;
using muster::cell_id;
using muster::load_board;

namespace {

struct ground {
    square_city::hierarchy cells = square_city::make_cells(2, 2);
    cell_id district = cells.find(0, "D");
    cell_id street = cells.find(1, "S1");
    cell_id community = cells.find(2, "S1C3");
};

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("governance/load_board: an empty board knows no cell, and nothing is overloaded") {
    const load_board none;
    CHECK(none.size() == 0);
    CHECK(none.version() == 0);
    CHECK(none.load({3}) == 0);
    CHECK(none.capacity({3}) == 0);
    CHECK_FALSE(none.has_capacity({3}));
    CHECK(none.utilisation_thousandths({3}) == 0);
    CHECK(none.utilisation_with({3}, 5000) == 0);
    CHECK_FALSE(none.parent({3}));
    CHECK_FALSE(none.parent(cell_id::none()));
}

TEST_CASE("governance/load_board: work counts for the cell and all above it") {
    const ground at;
    load_board board{at.cells, {{"S1", 10}, {"D", 40.5}}};
    CHECK(board.size() == at.cells.size());
    CHECK(board.parent(at.community) == at.street);
    CHECK(board.parent(at.street) == at.district);
    CHECK_FALSE(board.parent(at.district));
    CHECK(board.capacity(at.street) == 10'000);
    CHECK(board.capacity(at.district) == 40'500);
    CHECK_FALSE(board.has_capacity(at.community));

    board.add(at.community, 2.5);
    CHECK(board.load(at.community) == 2500);
    CHECK(board.load(at.street) == 2500);
    CHECK(board.load(at.district) == 2500);
    CHECK(board.load(at.cells.find(1, "S0")) == 0);
    CHECK(board.utilisation_thousandths(at.street) == 250);
    CHECK(board.utilisation_thousandths(at.community) == 0);  // nobody said what it can carry
    board.add(at.district, 1);
    CHECK(board.load(at.street) == 2500);
    CHECK(board.load(at.district) == 3500);
    board.remove(at.community, 1.5);
    CHECK(board.load(at.community) == 1000);
    CHECK(board.load(at.street) == 1000);
    CHECK(board.load(at.district) == 2000);
}

TEST_CASE("governance/load_board: utilisation is rounded up, so it is above a limit exactly when the load is") {
    dice any{3};
    const ground at;
    for (int round = 0; round < 2000; ++round) {
        const double most = static_cast<double>(any.between(1, 5000)) / 1000;
        load_board board{at.cells, {{"S1", most}}};
        board.add(at.street, static_cast<double>(any.between(0, 9000)) / 1000);
        const std::int64_t more = any.between(0, 3000);
        const std::int64_t limit = any.between(1, 3000);
        const bool is_above = (board.load(at.street) + more) * 1000 > limit * board.capacity(at.street);
        CHECK((board.utilisation_with(at.street, more) > limit) == is_above);
        CHECK(board.utilisation_with(at.street, 0) == board.utilisation_thousandths(at.street));
    }
}

TEST_CASE("governance/load_board: random work adds up as if every piece were counted anew") {
    dice any{4};
    const ground at;
    load_board board = load_board::per_tier(at.cells, {{0, 100}, {2, 3}});
    const auto cells = static_cast<std::uint32_t>(at.cells.size());
    std::vector<std::pair<cell_id, std::int64_t>> pieces;
    std::uint64_t changes = 0;
    for (int step = 0; step < 1500; ++step) {
        if (pieces.empty() || any.chance(55)) {
            const cell_id owner{any.below(cells)};
            const std::int64_t thousandths = any.between(0, 4000);
            board.add(owner, static_cast<double>(thousandths) / 1000);
            pieces.emplace_back(owner, thousandths);
        } else {
            const std::size_t which = any.below(pieces.size());
            board.remove(pieces[which].first, static_cast<double>(pieces[which].second) / 1000);
            pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(which));
        }
        ++changes;
        CHECK(board.version() == changes);
        for (std::uint32_t i = 0; i < cells; ++i) {
            std::int64_t expected = 0;
            for (const auto& [owner, thousandths] : pieces) {
                if (owner == cell_id{i} || at.cells.is_ancestor({i}, owner)) { expected += thousandths; }
            }
            REQUIRE(board.load({i}) == expected);
        }
    }
}

TEST_CASE("governance/load_board: a capacity for each cell of a tier") {
    const ground at;
    const load_board board = load_board::per_tier(at.cells, {{2, 0.5}, {0, 30}});
    CHECK(board.capacity(at.district) == 30'000);
    CHECK_FALSE(board.has_capacity(at.street));
    for (const cell_id each : at.cells.leaves()) { CHECK(board.capacity(each) == 500); }
    CHECK_THROWS_WITH_AS((void)load_board::per_tier(at.cells, {{3, 1}}),
                         "load_board: a capacity is for tier 3; the hierarchy has tiers 0 to 2", muster::error);
    CHECK_THROWS_WITH_AS((void)load_board::per_tier(at.cells, {{1, 0}}),
                         "load_board: the capacity of cell `S0` is 0.000000; it must be from 0.001 to 1000000000",
                         muster::error);
    CHECK_THROWS_WITH_AS((void)load_board::per_tier(at.cells, {{1, 2}, {1, 2}}),
                         "load_board: the cell `S0` is given a capacity twice", muster::error);
}

TEST_CASE("governance/load_board: a measured load is that cell's alone, and work goes on from it") {
    const ground at;
    load_board board{at.cells, {}};
    board.add(at.community, 4);
    board.set_load(at.street, 9.25);
    CHECK(board.load(at.street) == 9250);
    CHECK(board.load(at.community) == 4000);
    CHECK(board.load(at.district) == 4000);
    CHECK(board.version() == 2);
    board.add(at.community, 1);
    CHECK(board.load(at.street) == 10'250);
    CHECK(board.load(at.district) == 5000);
    board.set_load(at.community, 0);  // the platform has counted it off already
    board.remove(at.community, 1);
    CHECK(board.load(at.community) == 0);
    CHECK(board.load(at.street) == 9250);
}

TEST_CASE("governance/load_board: a capacity that cannot be used is refused, by cell") {
    const ground at;
    const auto refused = [&at](std::string cell, double work) {
        (void)load_board{at.cells, {{"D", 1}, {std::move(cell), work}}};
    };
    CHECK_THROWS_WITH_AS(refused("S9", 1), "load_board: a capacity is for the cell `S9`, which the hierarchy has not",
                         muster::error);
    CHECK_THROWS_WITH_AS(refused("D", 2), "load_board: the cell `D` is given a capacity twice", muster::error);
    CHECK_THROWS_WITH_AS(refused("S1", 0),
                         "load_board: the capacity of cell `S1` is 0.000000; it must be from 0.001 to 1000000000",
                         muster::error);
    CHECK_THROWS_WITH_AS(refused("S1", not_a_number),
                         "load_board: the capacity of cell `S1` is nan; it must be from 0.001 to 1000000000",
                         muster::error);
    for (const double bad : {-1.0, 0.0009, 1.1e9, infinity, -infinity}) {
        CHECK_THROWS_AS(refused("S1", bad), muster::error);
    }
    CHECK_NOTHROW(refused("S1", 0.001));
    CHECK_NOTHROW(refused("S1", 1e9));
}

TEST_CASE("governance/load_board: a load that is no number is refused, by cell, and changes nothing") {
    const ground at;
    load_board board{at.cells, {{"S1", 10}}};
    board.add(at.community, 3);
    CHECK_THROWS_WITH_AS(board.add(at.community, not_a_number),
                         "load_board: work of nan for cell `S1C3`; work, and what a cell carries, must be from 0 to "
                         "1000000000",
                         muster::error);
    for (const double bad : {not_a_number, infinity, -infinity, -0.5, 1.1e9}) {
        CHECK_THROWS_AS(board.add(at.community, bad), muster::error);
        CHECK_THROWS_AS(board.remove(at.community, bad), muster::error);
        CHECK_THROWS_AS(board.set_load(at.street, bad), muster::error);
    }
    CHECK_THROWS_WITH_AS(board.add({99}, 1), "load_board: cell 99 is not of the board, which has 11 cells",
                         muster::error);
    CHECK_THROWS_AS(board.remove(cell_id::none(), 1), muster::error);
    CHECK_THROWS_AS(board.set_load({11}, 1), muster::error);
    CHECK(board.version() == 1);
    CHECK(board.load(at.community) == 3000);

    // Not even the cells below, where the one above cannot carry more.
    board.set_load(at.district, 1e9);
    CHECK_THROWS_WITH_AS(board.add(at.community, 1),
                         "load_board: work of 1.000000 for cell `D`; work, and what a cell carries, must be from 0 to "
                         "1000000000",
                         muster::error);
    CHECK(board.load(at.community) == 3000);
    CHECK(board.load(at.street) == 3000);
}
