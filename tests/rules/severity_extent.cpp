#include "muster/rules/severity_extent.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include "muster/rules/case_decision.hpp"
#include "muster/rules/table_proof.hpp"

#include <cstdint>
#include <string>
#include <vector>

using muster::extent_class;
using muster::level_I;
using muster::level_II;
using muster::level_III;
using muster::response_level;
using muster::severity_class;

namespace {

using matrix = muster::severity_extent_matrix<>;
using cell = muster::matrix_cell<response_level>;

matrix make(const std::vector<cell>& cells) {
    return {muster::severity_scale{{{"extreme"}, {"grave"}}},
            muster::extent_scale{{{"district"}, {"street"}, {"grid"}}}, muster::three_response_levels(), cells};
}

/// Ranks of levels, severity by severity.
std::vector<cell> cells_of(const std::vector<std::uint8_t>& ranks) {
    std::vector<cell> cells;
    for (std::uint8_t severity = 1; severity <= 2; ++severity) {
        for (std::uint8_t extent = 1; extent <= 3; ++extent) {
            cells.push_back({{severity}, {extent}, {ranks[cells.size()]}, {}});
        }
    }
    return cells;
}

}  // namespace

TEST_CASE("rules/severity_extent: how bad and how far together give the level") {
    const matrix by = make(cells_of({1, 1, 2, 2, 3, 3}));
    CHECK(by({1}, {1}) == level_I);
    CHECK(by({1}, {3}) == level_II);
    CHECK(by({2}, {1}) == level_II);
    CHECK(by({2}, {3}) == level_III);
    CHECK(by.severities().size() == 2);
    CHECK(by.extents().size() == 3);
    CHECK(by.scale().size() == 3);
}

TEST_CASE("rules/severity_extent: a matrix that is not complete is refused, with the cells that are open") {
    std::vector<cell> cells = cells_of({1, 1, 2, 2, 3, 3});
    cells.erase(cells.begin() + 4);
    cells.erase(cells.begin() + 1);
    CHECK_THROWS_WITH_AS(make(cells), "severity_extent_matrix: no level for `extreme × street`, `grave × street`",
                         muster::error);
    cells = cells_of({1, 1, 2, 2, 3, 3});
    cells.push_back(cells[0]);
    cells.back().where.line = 8;
    CHECK_THROWS_WITH_AS(make(cells), "line 8: severity_extent_matrix: cell `extreme × district` is there twice",
                         muster::error);
    cells = cells_of({1, 1, 2, 2, 3, 4});
    CHECK_THROWS_WITH_AS(make(cells),
                         "severity_extent_matrix: cell `grave × grid` gives level rank 4; the scale has ranks 1 to 3",
                         muster::error);
    cells = cells_of({1, 1, 2, 2, 3, 3});
    cells[0].severity = {3};
    CHECK_THROWS_WITH_AS(make(cells), "severity_extent_matrix: a cell has severity rank 3; the scale has ranks 1 to 2",
                         muster::error);
    cells = cells_of({1, 1, 2, 2, 3, 3});
    cells[0].extent = {};
    CHECK_THROWS_WITH_AS(make(cells), "severity_extent_matrix: a cell has extent rank 0; the scale has ranks 1 to 3",
                         muster::error);
}

TEST_CASE("rules/severity_extent: what is worse or reaches further never gets a less serious level") {
    CHECK_THROWS_WITH_AS(
        make(cells_of({2, 2, 2, 1, 2, 2})),
        "severity_extent_matrix: `grave × district` gives `I (major)`, but `extreme × district`, which is "
        "worse, only `II (larger)`",
        muster::error);
    CHECK_THROWS_WITH_AS(
        make(cells_of({2, 1, 2, 3, 3, 3})),
        "severity_extent_matrix: `extreme × street` gives `I (major)`, but `extreme × district`, which is "
        "worse, only `II (larger)`",
        muster::error);
}

TEST_CASE("rules/severity_extent: random matrices pass exactly when every worse cell is at least as serious") {
    dice any{21};
    int accepted = 0;
    for (int round = 0; round < 4'000; ++round) {
        std::vector<std::uint8_t> ranks;
        for (int i = 0; i < 6; ++i) { ranks.push_back(static_cast<std::uint8_t>(1 + any.below(3))); }
        bool is_monotone = true;
        for (std::size_t a = 0; a < 6; ++a) {
            for (std::size_t b = 0; b < 6; ++b) {
                if (a / 3 <= b / 3 && a % 3 <= b % 3) { is_monotone = is_monotone && ranks[a] <= ranks[b]; }
            }
        }
        std::vector<cell> cells = cells_of(ranks);
        any.shuffle(cells);
        try {
            const matrix by = make(cells);
            CHECK(is_monotone);
            ++accepted;
            for (const cell& each : cells) { CHECK(by(each.severity, each.extent) == each.gives); }
        } catch (const muster::error& refused) {
            CHECK_FALSE(is_monotone);
            CHECK(refused.code() == muster::errc::contradiction);
        }
    }
    CHECK(accepted > 100);
}

TEST_CASE("rules/severity_extent: as a decision table it is proven complete and free of clashes, and says the same") {
    const matrix by = make(cells_of({1, 1, 2, 2, 3, 3}));
    const muster::compiled_rules logic = by.logic();
    const muster::table_proof proof = muster::prove(logic);
    CHECK(proof.is_complete());
    CHECK(proof.is_free_of_clashes());
    for (std::uint8_t severity = 1; severity <= 2; ++severity) {
        for (std::uint8_t extent = 1; extent <= 3; ++extent) {
            const std::vector<muster::table_value> values{
                muster::number_value(severity, muster::value_kind::whole_number),
                muster::number_value(extent, muster::value_kind::whole_number)};
            const muster::case_decision found = muster::decide(logic, values);
            REQUIRE(found.is_decided());
            CHECK(logic.rules()[found.rules[0]].outcome == by({severity}, {extent}).rank);
        }
    }
    CHECK(logic.rules()[0].name == "extreme × district");
}

TEST_CASE("rules/severity_extent: the digest tells every cell") {
    const auto sum = [](const std::vector<std::uint8_t>& ranks) {
        muster::digest made;
        make(cells_of(ranks)).write_digest(made);
        return made.value();
    };
    CHECK(sum({1, 1, 2, 2, 3, 3}) == sum({1, 1, 2, 2, 3, 3}));
    CHECK(sum({1, 1, 2, 2, 3, 3}) != sum({1, 1, 2, 2, 2, 3}));
}
