#include "muster/sim/scripted.hpp"

#include "muster/sim/detail/buildings.hpp"
#include "muster/sim/district.hpp"
#include "muster/sim/reference_city.hpp"

#include "fnv.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace {

using muster::language;
using muster::planar;
using muster::sim::building_use;
using muster::sim::call;
using muster::sim::district;
using muster::sim::make_script;
using muster::sim::reference_city;
using muster::sim::script;
using muster::sim::scripted_call;
using muster::sim::service;
using muster::sim::told_call;

const district& ground() {
    static const district made = muster::sim::make_district();
    return made;
}
const reference_city& city() {
    static const reference_city made{ground()};
    return made;
}
const script& played() {
    static const script made = make_script(ground());
    return made;
}
const call& scene(const char* wanted) {
    const call* found = played().find(wanted);
    REQUIRE(found != nullptr);
    return *found;
}

std::uint64_t digest(const script& of) {
    fnv sum;
    for (const scripted_call& each : of.calls) {
        const call& one = each.told;
        sum.add(each.scene), sum.add(one.number), sum.add(one.received.ms), sum.add(one.position), sum.add(one.what);
        sum.add(one.what_zh), sum.add(one.trapped), sum.add(one.injured), sum.add(one.dead), sum.add(one.storeys);
        sum.add(one.people_at_risk), sum.add(one.area_m2), sum.add(one.truth), sum.add(one.also), sum.add(one.vague);
        sum.add(one.grid_key);
    }
    sum.add(of.unheard_from.ms), sum.add(of.unheard_until.ms);
    return sum.value();
}

const muster::sim::building& building_at(const call& one) {
    for (const auto& each : ground().buildings) {
        if (each.grid_key == one.grid_key && each.at == *one.position) { return each; }
    }
    FAIL("no building there");
    return ground().buildings.front();
}

/// What the rules and the grading make of a call.
struct judged {
    std::string type;
    std::uint8_t rank = 0;
};
judged judge(const call& one, language in) {
    static muster::workspace scratch;
    const muster::location nowhere;
    const told_call told{&one, in};
    const auto what = city().rules(told, muster::classify_context{nowhere, scratch, muster::record::none});
    const auto graded =
        city().grades(told, muster::grade_context{nowhere, what, one.received, scratch, muster::record::none});
    return {what.type ? std::string{city().types.code(what.type)} : "", graded.decided.rank};
}

std::int64_t hour_ms(std::int64_t hours) { return hours * 3'600'000; }
const muster::instant midnight = muster::sim::midnight({2026, 3, 1}, 480);

}  // namespace

TEST_CASE("sim/scripted: every scene is there, and the script is the same bytes everywhere") {
    std::map<std::string, std::size_t> count;
    for (const scripted_call& each : played().calls) { ++count[each.scene]; }
    CHECK(count == std::map<std::string, std::size_t>{{"automatic_aid", 1},
                                                      {"automatic_aid_before", 1},
                                                      {"belongs_elsewhere", 1},
                                                      {"e_bike_fire", 1},
                                                      {"public_order", 1},
                                                      {"silent_call", 1},
                                                      {"site_collapse", 1},
                                                      {"slope_failure", 1},
                                                      {"stale", 1},
                                                      {"surge", 60}});
    CHECK(digest(played()) == 11188794754653171590U);
    CHECK(digest(make_script(ground(), {2, 2000, {}, 480})) != digest(played()));
    CHECK(played().find("no such scene") == nullptr);
}

TEST_CASE("sim/scripted: calls come in order on that day, numbered apart from those of a day") {
    std::set<std::string> numbers;
    for (std::size_t i = 0; i < played().calls.size(); ++i) {
        const call& one = played().calls[i].told;
        CHECK(one.number.starts_with("S-20260301-"));
        numbers.insert(one.number);
        CHECK(one.received >= midnight);
        CHECK(one.received < midnight + muster::duration{hour_ms(24)});
        CHECK((i == 0 || played().calls[i - 1].told.received <= one.received));
    }
    CHECK(numbers.size() == played().calls.size());
    CHECK(played().calls.front().told.number == "S-20260301-001");
    CHECK_THROWS_AS((void)make_script(ground(), {1, 1, {2026, 2, 30}, 480}), muster::error);
}

TEST_CASE("sim/scripted: every place is that of a building in the district; only the silent call has none") {
    std::map<std::string, const muster::polygon<planar>*> grids;
    for (const auto& cell : ground().tiers[3].cells) { grids[cell.key] = &cell.area[0]; }
    for (const scripted_call& each : played().calls) {
        CAPTURE(each.scene);
        REQUIRE(grids.contains(each.told.grid_key));
        CHECK(each.told.position.has_value() == (each.scene != "silent_call"));
        if (!each.told.position) { continue; }
        CHECK(muster::sim::detail::strictly_inside(*grids[each.told.grid_key], *each.told.position));
        CHECK(building_at(each.told).at == *each.told.position);
    }
    CHECK(building_at(scene("e_bike_fire")).use == building_use::e_bike_charging);
    CHECK(building_at(scene("site_collapse")).use == building_use::construction_site);
    CHECK(building_at(scene("slope_failure")).use == building_use::slope);
    CHECK(building_at(scene("public_order")).use == building_use::public_square);
}

TEST_CASE("sim/scripted: the rules and the grading understand each scene as it is meant, in both languages") {
    const std::map<std::string, judged> meant{
        {"e_bike_fire", {"e_bike_fire", 2}},     {"site_collapse", {"site_accident", 1}},
        {"slope_failure", {"slope_failure", 2}}, {"public_order", {"violence", 2}},
        {"belongs_elsewhere", {"not_ours", 3}},  {"automatic_aid_before", {"medical", 3}},
        {"automatic_aid", {"building_fire", 3}}, {"silent_call", {"", 3}},
        {"stale", {"building_fire", 3}}};
    for (const language in : {language::en, language::zh}) {
        for (const scripted_call& each : played().calls) {
            const judged found = judge(each.told, in);
            CAPTURE(each.scene);
            CAPTURE(in == language::en ? each.told.what : each.told.what_zh);
            if (each.scene == "surge") {
                CHECK(found.type == muster::sim::code_of(each.told.truth));
                continue;
            }
            CHECK(found.type == meant.at(each.scene).type);
            CHECK(found.rank == meant.at(each.scene).rank);
            CHECK((found.type.empty() || found.type == muster::sim::code_of(each.told.truth)));
        }
    }
}

TEST_CASE("sim/scripted: every known fact is told in both texts") {
    for (const scripted_call& each : played().calls) {
        const call& one = each.told;
        for (const std::optional<int> fact : {one.trapped, one.injured, one.dead, one.people_at_risk, one.area_m2}) {
            if (!fact || *fact == 0) { continue; }
            CAPTURE(one.what);
            CHECK(one.what.find(std::to_string(*fact)) != std::string::npos);
            CHECK(one.what_zh.find(std::to_string(*fact)) != std::string::npos);
        }
        CHECK(one.what.find('{') == std::string::npos);
        CHECK(one.what_zh.find('{') == std::string::npos);
        CHECK(one.what.empty() == (each.scene == "silent_call"));
        CHECK(one.what_zh.empty() == (each.scene == "silent_call"));
    }
    CHECK(*scene("e_bike_fire").trapped > 0);
}

TEST_CASE("sim/scripted: the e-bike fire has a micro fire station next to it, in its community") {
    const call& fire = scene("e_bike_fire");
    bool is_next = false;
    for (const auto& unit : ground().units) {
        is_next =
            is_next || (unit.service == service::micro_fire_station && fire.grid_key.starts_with(unit.community_key) &&
                        straight_line(unit.home, *fire.position).mm < 150'000 && unit.home != *fire.position);
    }
    CHECK(is_next);
}

TEST_CASE(
    "sim/scripted: automatic aid: no fire crew in the own community, one of a neighbour's close by, volunteers out") {
    const call& fire = scene("automatic_aid");
    const call& before = scene("automatic_aid_before");
    CHECK(*fire.position == *before.position);
    CHECK((fire.received - before.received).ms == 180'000);
    const auto own = city().cells.find(2, fire.grid_key.substr(0, 12));
    REQUIRE(own);
    std::set<std::string> neighbours;
    for (const muster::cell_id each : city().cells.neighbours(own)) {
        neighbours.insert(std::string{city().cells.key(each)});
    }
    bool close_by = false;
    std::size_t volunteers = 0;
    for (const auto& unit : ground().units) {
        const bool is_own = fire.grid_key.starts_with(unit.community_key);
        const bool first_attack = unit.service == service::micro_fire_station || unit.service == service::fire_engine;
        CHECK_FALSE((is_own && first_attack));
        volunteers += is_own && unit.service == service::volunteer_group ? 1U : 0U;
        close_by =
            close_by || (unit.service == service::micro_fire_station && neighbours.contains(unit.community_key) &&
                         straight_line(unit.home, *fire.position).mm < 300'000);
    }
    CHECK(close_by);
    CHECK(volunteers == 1);  // the one group that the first call takes
}

TEST_CASE("sim/scripted: the surge is one street's, sudden, and over in 40 minutes") {
    std::vector<const call*> calls;
    std::set<std::string> streets;
    std::map<std::string_view, std::size_t> kinds;
    for (const scripted_call& each : played().calls) {
        if (each.scene != "surge") { continue; }
        calls.push_back(&each.told);
        streets.insert(each.told.grid_key.substr(0, 9));
        ++kinds[muster::sim::code_of(each.told.truth)];
    }
    REQUIRE(calls.size() == 60);
    CHECK(streets.size() == 1);
    CHECK((calls.back()->received - calls.front()->received).ms <= 40 * 60'000);
    CHECK((calls.back()->received - calls.front()->received).ms >= 35 * 60'000);
    CHECK(kinds.size() == 4);
    CHECK(kinds["flooding"] > 15);
    CHECK(kinds["power_failure"] > 5);
    CHECK(kinds["obstruction"] > 5);
    CHECK(kinds["slope_failure"] >= 1);
}

TEST_CASE("sim/scripted: the stale call comes when the units have not been heard of for a while, no other one does") {
    CHECK(played().unheard_from < played().unheard_until);
    CHECK((scene("stale").received - played().unheard_from).ms >= 30 * 60'000);
    for (const scripted_call& each : played().calls) {
        const bool inside = each.told.received >= played().unheard_from && each.told.received < played().unheard_until;
        CHECK(inside == (each.scene == "stale"));
    }
}

TEST_CASE("sim/scripted: a local expert knows the community of the slope failure") {
    const std::string community = scene("slope_failure").grid_key.substr(0, 12);
    CHECK(std::any_of(ground().experts.begin(), ground().experts.end(), [&](const auto& each) {
        return each.home_cell == community && each.term_ends > scene("slope_failure").received &&
               each.fields.contains(muster::sim::detail::id_of(muster::sim::detail::skill::local_terrain));
    }));
}

TEST_CASE("sim/scripted: a district of any size has a script") {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        const district small = muster::sim::make_district(muster::sim::district_options::tiny(seed));
        CHECK(make_script(small).calls.size() == 69);
        for (const scripted_call& each : make_script(small).calls) { CHECK_FALSE(each.told.grid_key.empty()); }
    }
    const district one_building = muster::sim::make_district({1, 1, 1, 1, 1, 0, 0, 0});
    CHECK(make_script(one_building).calls.size() == 69);
}
