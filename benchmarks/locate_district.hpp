#pragma once

#include "locate_workload.hpp"  // locate_workload

#include "muster/sim/district.hpp"  // make_district

#include <cstddef>  // size_t
#include <vector>   // vector

namespace bench {

/// A made-up district of four tiers with 10,000 leaves, and its buildings.
struct large_district {
    muster::sim::district ground;
    muster::hierarchy<muster::planar> cells;

    [[nodiscard]] static const large_district& get() {
        static const large_district made;
        return made;
    }

private:
    large_district() : ground{muster::sim::make_district(options())}, cells{ground.tiers} {}

    static muster::sim::district_options options() {
        muster::sim::district_options made;
        made.streets = 40;
        made.communities = 800;
        made.working_grids = 10'000;
        return made;
    }
};

/// Points anywhere in the district. Called `district` for short.
struct district_uniform {
    using position = muster::planar;
    static constexpr const char* name = "district";

    [[nodiscard]] static const locate_workload<position>& get() {
        static const locate_workload<position> made = [] {
            const large_district& from = large_district::get();
            locate_workload<position> all;
            take_tiers(all, from.cells, from.ground.tiers);
            const muster::box<position> everywhere = box_of_all(all.areas);
            draw_points(all, from.cells, muster::random{1}.stream("locate anywhere"),
                        [&](muster::random& generator) { return anywhere_in(everywhere, generator); });
            return all;
        }();
        return made;
    }
};

/// Points where things happen: half of them around 64 hot spots, half within some 20 m of a building.
struct district_clustered {
    using position = muster::planar;
    static constexpr const char* name = "district_clustered";

    [[nodiscard]] static const locate_workload<position>& get() {
        static const locate_workload<position> made = [] {
            const large_district& from = large_district::get();
            const std::vector<muster::sim::building>& buildings = from.ground.buildings;
            locate_workload<position> all;
            take_tiers(all, from.cells, from.ground.tiers);
            muster::random choosing = muster::random{1}.stream("locate hot spots");
            std::vector<position> spots;
            for (int i = 0; i < 64; ++i) {
                spots.push_back(buildings[muster::uniform_below(choosing, buildings.size())].at);
            }
            draw_points(all, from.cells, muster::random{1}.stream("locate clusters"), [&](muster::random& generator) {
                if (muster::chance(generator, 1, 2)) {
                    return near(spots[muster::uniform_below(generator, spots.size())], 150, generator);
                }
                return near(buildings[muster::uniform_below(generator, buildings.size())].at, 20, generator);
            });
            return all;
        }();
        return made;
    }
};

}  // namespace bench
