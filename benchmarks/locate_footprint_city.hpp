#pragma once

#include "locate_workload.hpp"  // locate_workload

#include "muster/sim/district.hpp"  // make_district

#include <algorithm>      // min, sort
#include <array>          // array
#include <cmath>          // sqrt, llround
#include <cstddef>        // size_t
#include <cstdint>        // int64_t
#include <unordered_map>  // unordered_map
#include <utility>        // pair
#include <vector>         // vector

namespace bench {

/// 100,000 footprints around the buildings of a made-up district: turned rectangles and L-shapes of up to 16 m from
/// their middle to their farthest corner, smaller where buildings are close, so that none touches another. Half of the
/// points are anywhere, half near buildings.
struct footprints_100k {
    using position = muster::planar;
    static constexpr const char* name = "footprints_100k";
    static constexpr std::size_t count = 100'000;

    [[nodiscard]] static const locate_workload<position>& get() {
        static const locate_workload<position> made = make();
        return made;
    }

private:
    static constexpr std::int64_t bin_mm = 32'000;  // two footprints of full size touch at this distance

    [[nodiscard]] static std::int64_t bin_of(const position& at, int east, int north) {
        return (std::int64_t{at.east_mm} / bin_mm + east) * 1'000'000 + std::int64_t{at.north_mm} / bin_mm + north;
    }

    /// Half the way to the nearest other building, 16 m at most.
    [[nodiscard]] static std::vector<double> reaches_mm(const std::vector<position>& places) {
        std::unordered_map<std::int64_t, std::vector<std::size_t>> bins;
        for (std::size_t i = 0; i < places.size(); ++i) { bins[bin_of(places[i], 0, 0)].push_back(i); }
        std::vector<double> reach(places.size(), bin_mm / 2.0);
        for (std::size_t i = 0; i < places.size(); ++i) {
            for (const int east : {-1, 0, 1}) {
                for (const int north : {-1, 0, 1}) {
                    const auto there = bins.find(bin_of(places[i], east, north));
                    if (there == bins.end()) { continue; }
                    for (const std::size_t other : there->second) {
                        if (other == i) { continue; }
                        const std::int64_t apart_mm = muster::straight_line(places[i], places[other]).mm;
                        reach[i] = std::min(reach[i], static_cast<double>(apart_mm) / 2);
                    }
                }
            }
        }
        return reach;
    }

    /// A rectangle, or one with a corner cut out, within a circle that is a little smaller than `reach_mm`.
    [[nodiscard]] static muster::multi_polygon<position> footprint(const position& middle, double reach_mm,
                                                                   muster::random& generator) {
        const double slope = muster::unit_interval(generator);  // t gives the turn ((1-t^2)/(1+t^2), 2t/(1+t^2))
        const double along = (1 - slope * slope) / (1 + slope * slope);
        const double across = 2 * slope / (1 + slope * slope);
        const double half_length = reach_mm * (0.70 + 0.15 * muster::unit_interval(generator));
        const double half_width = reach_mm * (0.25 + 0.20 * muster::unit_interval(generator));
        const auto corner = [&](double length, double width) {
            const double u = length * half_length;
            const double v = width * half_width;
            return moved_by(middle, (u * along - v * across) / 1000, (u * across + v * along) / 1000);
        };
        muster::ring<position> outer{corner(-1, -1), corner(1, -1)};
        if (muster::chance(generator, 1, 2)) {
            outer.push_back(corner(1, 0));
            outer.push_back(corner(0, 0));
            outer.push_back(corner(0, 1));
        } else {
            outer.push_back(corner(1, 1));
        }
        outer.push_back(corner(-1, 1));
        outer.push_back(outer.front());
        return {{outer, {}}};
    }

    static locate_workload<position> make() {
        muster::sim::district_options options;
        options.buildings = 125'000;  // those that stand closer than 2 m to another are left out
        std::vector<position> places;
        for (const muster::sim::building& each : muster::sim::make_district(options).buildings) {
            places.push_back(each.at);
        }
        const muster::random seed{1};
        muster::random drawing = seed.stream("footprints");
        muster::shuffle(drawing, places);
        const std::vector<double> reach_mm = reaches_mm(places);
        locate_workload<position> all;
        std::vector<position> middles;
        for (std::size_t i = 0; i < places.size() && all.areas.size() < count; ++i) {
            if (reach_mm[i] < 1000) { continue; }
            all.areas.push_back(footprint(places[i], reach_mm[i], drawing));
            middles.push_back(places[i]);
        }
        const muster::box<position> everywhere = box_of_all(all.areas);
        muster::random generator = seed.stream("locate footprints");
        while (all.points.size() < locate_points) {
            all.points.push_back(muster::chance(generator, 1, 2)
                                     ? anywhere_in(everywhere, generator)
                                     : near(middles[muster::uniform_below(generator, middles.size())], 10, generator));
        }
        return all;
    }
};

}  // namespace bench
