#include "muster/grid/answer_region.hpp"
#include "muster/grid/area_index.hpp"
#include "muster/grid/hierarchy.hpp"
#include "muster/grid/owner_shares.hpp"

#include "allocation/counter.hpp"
#include "grid/subdivision.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

using namespace muster;

TEST_CASE_TEMPLATE("allocation/locate: asking whose a point is allocates nothing", P, planar, lon_lat) {
    grid_test::patchwork ground{8, 8, 40, 4, 5};
    tier_drawing<P> grids{"grid", {}};
    std::vector<multi_polygon<P>> areas;
    for (std::size_t patch = 0; patch < ground.size(); ++patch) {
        grids.cells.push_back({std::to_string(patch), {}, ground.area<P>({patch}), {}});
        areas.push_back(grids.cells.back().area);
    }
    const hierarchy<P> city{{grids}};
    const area_index<P> plots{areas};
    const answer_regions<P> regions{city};
    grid_test::numbers random{4};
    std::vector<P> places;
    for (int i = 0; i < 2'000; ++i) {  // corners of the lattice among them: positions on borders
        places.push_back(grid_test::to_position<P>({random.between(-5, 330), random.between(-5, 330)}));
    }
    std::vector<cell_id> owners(places.size());
    std::vector<std::uint32_t> found(places.size());
    owner_shares_scratch<P> scratch;
    std::vector<owner_share> shares;
    const auto share_all = [&] {
        for (std::size_t i = 0; i < 200; ++i) { owner_shares(city, places[i], length{50}, scratch, shares); }
    };
    share_all();  // warm

    const std::size_t before = allocations_so_far();
    std::size_t inside = 0;
    for (const P& each : places) {
        inside += city.locate(each).status == location_status::inside && city.owner_at(each) ? 1U : 0U;
        inside += plots.find(each) != plots.nowhere ? 1U : 0U;
        inside += regions.at(each).answer.depth;
    }
    city.owners_at(places, owners);
    plots.find(places, found);
    share_all();
    CHECK(allocations_so_far() == before);
    CHECK(inside > places.size());
}
