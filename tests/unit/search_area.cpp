#include "muster/unit/search_area.hpp"

#include "unit/square_city.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <vector>

using muster::cell_id;
using muster::location;
using area = muster::search_area<muster::planar>;

namespace {

std::vector<cell_id> list(std::span<const cell_id> cells) { return {cells.begin(), cells.end()}; }

}  // namespace

TEST_CASE("unit/search_area: it knows what the hierarchy knows, for any search tier, and outlives it") {
    auto cells = std::make_unique<square_city::hierarchy>(square_city::make_cells(3, 2, {5}));
    for (std::size_t tier = 0; tier < 3; ++tier) {
        const area made{*cells, tier};
        CHECK(made.tier() == tier);
        CHECK(made.cells() == cells->cells(tier));
        for (const cell_id cell : cells->cells(tier)) {
            CHECK(list(made.neighbours(cell)) == list(cells->neighbours(cell)));
        }
        for (std::uint32_t i = 0; i < cells->size(); ++i) {
            CHECK(made.parent({i}) == cells->parent({i}));
            CHECK(made.post({i}) == cells->representative_point({i}));
            std::vector<cell_id> below;
            for (const cell_id cell : cells->cells(tier)) {
                if (cells->is_ancestor({i}, cell)) { below.push_back(cell); }
            }
            CHECK(list(made.below({i})) == below);
        }
        CHECK(made.post(cell_id::none()) == cells->representative_point({0}));
    }
    const area kept{*cells, 2};
    const std::size_t count = list(kept.below({0})).size();
    cells.reset();
    CHECK(list(kept.below({0})).size() == count);
}

TEST_CASE("unit/search_area: where the search starts, and above what it widens") {
    const square_city::hierarchy cells = square_city::make_cells(2, 2, {3});
    const area made{cells, 2};
    const location inside = cells.locate({100, 100});
    CHECK(made.start(inside) == cells.find(2, "S0C0"));
    CHECK(made.widen_from(inside) == cells.find(2, "S0C0"));

    const location gap = cells.locate({3'000'000, 3'000'000});  // the community that was left out
    REQUIRE(gap.status == muster::location_status::gap);
    CHECK_FALSE(made.start(gap));
    CHECK(made.widen_from(gap) == cells.find(1, "S0"));

    const location outside = cells.locate({9'000'000, 1'000'000});
    CHECK(made.start(outside) == cells.find(2, "S1C1"));

    location by_hand;  // a caller's own stage may name the owner only
    by_hand.owner = cells.find(2, "S1C0");
    CHECK(made.start(by_hand) == by_hand.owner);
    by_hand.owner = cells.find(1, "S1");
    CHECK_FALSE(made.start(by_hand));
    CHECK(made.widen_from(by_hand) == by_hand.owner);

    CHECK_FALSE(made.start(location{}));
    CHECK_FALSE(made.widen_from(location{}));
}

TEST_CASE("unit/search_area: a coarser search tier starts at the cell above") {
    const square_city::hierarchy cells = square_city::make_cells(2, 2);
    const area streets{cells, 1};
    CHECK(streets.start(cells.locate({100, 100})) == cells.find(1, "S0"));
    CHECK(streets.start(cells.locate({9'000'000, 1'000'000})) == cells.find(1, "S1"));
    CHECK_THROWS_WITH_AS((area{cells, 3}), "search tier 3: the hierarchy has 3 tiers, numbered from 0", muster::error);
}
