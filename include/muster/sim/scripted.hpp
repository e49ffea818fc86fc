#pragma once

#include "muster/sim/day.hpp"                   // day_options
#include "muster/sim/detail/script_places.hpp"  // charging_point_by_station
#include "muster/sim/detail/script_writer.hpp"  // script_writer, add_surge
#include "muster/sim/district_model.hpp"        // district
#include "muster/sim/script.hpp"                // script

#include <utility>  // move

namespace muster {
inline namespace v0 {
namespace sim {

/// The scripted incidents of a day, each with what it is there to show:
///
/// `silent_call`: no place and no word; only the static card can answer.
/// `stale`: a fire in an hour in which nothing is heard from the units.
/// `slope_failure`: one incident at low load that needs many departments, two of whose plans clash over the road.
/// `site_collapse`: a collapse on a building site, major.
/// `automatic_aid_before`, `automatic_aid`: a fire in a community that has no fire crew of its own, close to another
/// community's micro fire station, three minutes after its volunteers were called to somebody ill: the neighbours come.
/// `belongs_elsewhere`: refuse and noise, for another office.
/// `surge`: 60 calls in 40 minutes from one street under a rain storm.
/// `e_bike_fire`: a fire beside a charging point, next to a micro fire station.
/// `public_order`: a brawl on a square; the text tells place and event, of nobody in particular.
///
/// @param day  its seed, date and offset; numbers begin with "S-", so they never are those of `make_day`
/// @pre        the district has a building and its tiers, as `make_district` gives them
/// @throws     muster::error (out_of_range) for an impossible date
/// @complexity O(buildings x micro fire stations)
/// Deterministic: yes, integers only
[[nodiscard]] inline script make_script(const district& where, const day_options& day = {}) {
    using detail::call_of;
    detail::script_writer writer{day};
    const auto some = [&](building_use use, const char* scene) -> const building& {
        return detail::some_building(where, use, writer.stream(scene));
    };

    call silent = call_of(incident_class::medical);
    silent.received = writer.at(3, 20);
    silent.vague = true;
    silent.grid_key = some(building_use::residential, "silent_call").grid_key;
    writer.add("silent_call", std::move(silent));

    writer.nothing_heard(writer.at(4, 0), writer.at(5, 0));
    call stale = call_of(incident_class::building_fire);
    stale.injured = 1;
    writer.add("stale", writer.at(4, 40), some(building_use::residential, "stale"),
               {"Fire at {place}, I can see flames in a kitchen", "{place}着火了，厨房里看得到火苗"}, std::move(stale));

    call slope = call_of(incident_class::slope_failure);
    slope.trapped = 2;
    slope.people_at_risk = 40;
    writer.add("slope_failure", writer.at(5, 50), some(building_use::slope, "slope_failure"),
               {"After a night of rain the slope slid down, {place}, earth and stones lie across {road}",
                "下了一夜雨，{place}的边坡滑下来了，泥土和石头堵住了{road}"},
               std::move(slope));

    call collapse = call_of(incident_class::site_accident);
    collapse.trapped = 12;
    collapse.injured = 5;
    writer.add("site_collapse", writer.at(1, 20), some(building_use::construction_site, "site_collapse"),
               {"The formwork gave way at {place} during the night pour, a whole floor came down on the workers",
                "{place}夜间浇筑时模板垮了，整层楼板压到工人"},
               std::move(collapse));

    const building& unguarded = detail::flats_by_the_neighbours_station(where);
    writer.add("automatic_aid_before", writer.at(11, 42), unguarded,
               {"A woman has fainted at {place}, she doesn't answer", "{place}有位女士晕倒了，叫不应"},
               call_of(incident_class::medical));
    writer.add(
        "automatic_aid", writer.at(11, 45), unguarded,
        {"There's smoke coming out of a window at {place}, I can see flames", "{place}有窗户往外冒烟，看得到火苗"},
        call_of(incident_class::building_fire));

    writer.add("belongs_elsewhere", writer.at(14, 5), some(building_use::residential, "belongs_elsewhere"),
               {"Nobody has taken the rubbish away at {place} for a week, and the noise goes on all night",
                "{place}的垃圾一个星期没人清了，夜里还有噪音"},
               call_of(incident_class::not_ours));

    detail::add_surge(writer, where, writer.at(16, 0));

    call bikes = call_of(incident_class::e_bike_fire);
    bikes.trapped = 3;
    bikes.people_at_risk = 25;
    writer.add("e_bike_fire", writer.at(2, 15), detail::charging_point_by_station(where),
               {"The e-bike charging point at {place} is on fire, the flames have reached the stairwell of the flats",
                "{place}的电动车充电桩起火了，火已经烧到居民楼的楼道"},
               std::move(bikes));

    call brawl = call_of(incident_class::violence);
    brawl.injured = 2;
    brawl.people_at_risk = 60;
    writer.add(
        "public_order", writer.at(23, 40), some(building_use::public_square, "public_order"),
        {"A big fight has broken out at {place}, bottles and chairs are flying", "{place}发生斗殴，酒瓶和椅子乱飞"},
        std::move(brawl));
    return writer.finish(day.date);
}

}  // namespace sim
}  // namespace v0
}  // namespace muster
