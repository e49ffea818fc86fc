#include "muster/governance/situation.hpp"

#include "unit/square_city.hpp"

#include <doctest/doctest.h>

#include <vector>

TEST_CASE("governance/situation: a change of units, experts or loads makes it another, the clock does not") {
    const square_city::hierarchy cells = square_city::make_cells(1, 1);
    square_city::situation now{{5}, {std::vector<square_city::engine>{{"A", {1, 1}, {{0}}, {}, {}}}, cells, 2}};
    const std::uint64_t first = now.version();
    now.units.set_status(0, muster::unit_status::off_duty);
    CHECK(now.version() > first);
    const std::uint64_t second = now.version();
    now.now = {6};  // the clock alone makes no plan stale
    CHECK(now.version() == second);
    now.load = muster::load_board{cells, {{"D", 5}}};
    const std::uint64_t loaded = now.version();
    now.load.add({0}, 1);
    CHECK(now.version() > loaded);
}

TEST_CASE("governance/situation: who is absent") {
    const square_city::hierarchy cells = square_city::make_cells(1, 1);
    square_city::situation now{{5}, {std::vector<square_city::engine>{{"A", {1, 1}, {{0}}, {}, {}}}, cells, 2}};
    CHECK_FALSE(now.is_absent({3}));
    now.absent = {{1}, {3}};
    CHECK(now.is_absent({3}));
    CHECK_FALSE(now.is_absent({2}));
}

TEST_CASE("governance/situation: without units there is nothing to be stale") {
    static_assert(muster::clock_only{}.version() == 0);
}
