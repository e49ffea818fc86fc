#include "muster/governance/situation.hpp"

#include "unit/square_city.hpp"

#include <doctest/doctest.h>

#include <vector>

TEST_CASE("governance/situation: it is as new as its fleet") {
    const square_city::hierarchy cells = square_city::make_cells(1, 1);
    square_city::situation now{{5}, {std::vector<square_city::engine>{{"A", {1, 1}, {{0}}, {}, {}}}, cells, 2}};
    CHECK(now.version() == 1);
    now.units.set_status(0, muster::unit_status::off_duty);
    CHECK(now.version() == 2);
    now.now = {6};  // the clock alone makes no plan stale
    CHECK(now.version() == 2);
}

TEST_CASE("governance/situation: without units there is nothing to be stale") {
    static_assert(muster::clock_only{}.version() == 0);
}
