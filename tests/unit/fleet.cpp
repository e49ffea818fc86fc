#include "unit/square_city.hpp"

#include "muster/unit/fleet.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <list>
#include <string>
#include <vector>

using muster::assignment;
using muster::capability_id;
using muster::capability_set;
using muster::cell_id;
using muster::planar;
using muster::unit_handle;
using muster::unit_status;
using square_city::engine;
using square_city::fleet;
using square_city::hierarchy;

namespace fleet_test {

struct numbered {
    int serial;
    std::string called;
    planar home;
};

}  // namespace fleet_test

template <>
inline constexpr auto muster::fields<fleet_test::numbered> = muster::map(
    muster::id = &fleet_test::numbered::serial, muster::name = &fleet_test::numbered::called,
    muster::position = &fleet_test::numbered::home,
    muster::capabilities = [](const fleet_test::numbered&) { return muster::capability_set{{5}}; });

namespace {

constexpr auto other_map =  // another way to read an engine
    muster::map(
        muster::id = [](const engine& e) { return "x" + e.sign; }, muster::position = &engine::home,
        muster::capabilities = [](const engine&) { return capability_set{{7}}; });

/// Every index and count, found again by looking at each unit.
void check_index(const fleet& units, const hierarchy& cells) {
    std::vector<cell_id> places;
    for (const cell_id cell : cells.cells(2)) { places.push_back(cell); }
    places.push_back(cell_id::none());
    for (std::uint32_t c = 0; c < capability_set::limit; ++c) {
        std::vector<std::uint32_t> all;
        for (std::uint32_t i = 0; i < units.size(); ++i) {
            if (units[i].can.contains({c})) { all.push_back(i); }
        }
        CHECK(units.count_with({c}) == all.size());
        std::vector<std::uint32_t> cell_by_cell;
        std::vector<cell_id> inhabited;
        for (const cell_id place : places) {
            std::vector<std::uint32_t> here;
            std::uint32_t free_here = 0;
            for (const std::uint32_t each : all) {
                if (units[each].cell != place) { continue; }
                here.push_back(each);
                if (units[each].status == unit_status::free) { ++free_here; }
                const planar& low = units.box_in(place).low;
                const planar& high = units.box_in(place).high;
                CHECK(low.east_mm <= units[each].stands.east_mm);
                CHECK(low.north_mm <= units[each].stands.north_mm);
                CHECK(high.east_mm >= units[each].stands.east_mm);
                CHECK(high.north_mm >= units[each].stands.north_mm);
            }
            cell_by_cell.insert(cell_by_cell.end(), here.begin(), here.end());
            if (place && !here.empty()) { inhabited.push_back(place); }
            const auto found = units.in_cell(place, {c});
            CHECK(std::vector<std::uint32_t>{found.begin(), found.end()} == here);
            CHECK(units.free_in(place, {c}) == free_here);
        }
        const auto with = units.with({c});
        CHECK(std::vector<std::uint32_t>{with.begin(), with.end()} == cell_by_cell);
        const auto somewhere = units.cells_with({c});
        CHECK(std::vector<cell_id>{somewhere.begin(), somewhere.end()} == inhabited);
    }
    for (std::uint32_t i = 0; i < units.size(); ++i) {
        const muster::location where = cells.locate(units[i].stands);
        const bool is_inside = where.status != muster::location_status::outside && where.depth > 2;
        CHECK(units[i].cell == (is_inside ? where.path[2] : cell_id::none()));
    }
}

std::vector<engine> random_engines(dice& any, std::uint32_t count) {
    std::vector<engine> made;
    for (std::uint32_t i = 0; i < count; ++i) {
        engine each{"E" + std::to_string(i), {}, {}, {any.below(90) * 1000}, {}};
        each.home = {static_cast<std::int32_t>(any.between(-1'000'000, 13'000'000)),
                     static_cast<std::int32_t>(any.between(-1'000'000, 5'000'000))};
        for (std::uint32_t k = 1 + any.below(3); k > 0; --k) { each.can.insert({any.chance(10) ? 63 : any.below(4)}); }
        made.push_back(each);
    }
    return made;
}

std::vector<assignment> orders(const std::vector<unit_handle>& units) {
    std::vector<assignment> made;
    for (const unit_handle each : units) {
        assignment order;
        order.unit = each;
        made.push_back(order);
    }
    return made;
}

}  // namespace

TEST_CASE("unit/fleet: units are read through their map, in their order") {
    const hierarchy cells = square_city::make_cells(1, 2);
    const std::list<engine> engines{{"A", {100, 200}, {{0}, {3}}, {60'000}, muster::level_II},
                                    {"B", {-100, 200}, {{1}}, {}, {}}};
    const fleet units{engines, cells, 2};
    REQUIRE(units.size() == 2);
    CHECK(units[0].key == "A");
    CHECK(units[0].name == muster::label{"A"});
    CHECK(units[0].stands == planar{100, 200});
    CHECK(units[0].can == capability_set{{0}, {3}});
    CHECK(units[0].turnout.ms == 60'000);
    CHECK(units[0].held_below == muster::level_II);
    CHECK(units[0].cell == cells.find(2, "S0C0"));
    CHECK(units[0].status == unit_status::free);
    CHECK_FALSE(units[1].cell);  // outside
    CHECK_FALSE(units[1].held_below);
    CHECK(units.find("B") == unit_handle{1, 0});
    CHECK_FALSE(units.find("C"));
    CHECK(units.version() == 1);

    const std::vector<fleet_test::numbered> vans{{-7, "van seven", {100, 200}}};
    const fleet numbered{vans, cells, 2};
    CHECK(numbered[0].key == "-7");
    CHECK(numbered[0].name.en == "van seven");
    muster::name_book names;
    numbered.write_names(names);
    CHECK(names.name_of(muster::subject::unit, 0, muster::language::en) == "van seven");
}

TEST_CASE("unit/fleet: a position outside belongs to no cell, also when a community owns what is outside") {
    std::vector<muster::tier_drawing<planar>> tiers(1);
    tiers[0] = {{"community"}, {{"A", {"A"}, square_city::square(0, 0, 1000, 1000)}}};
    muster::hierarchy_options options;
    options.fallback_owner = "A";
    const hierarchy cells{tiers, options};
    const std::vector<engine> engines{{"out", {5000, 5000}, {{0}}, {}, {}}, {"in", {500, 500}, {{0}}, {}, {}}};
    const fleet units{engines, cells, 0};
    CHECK_FALSE(units[0].cell);
    CHECK(units[1].cell == cell_id{0});
    CHECK(units.free_in({0}, {0}) == 1);
    CHECK(units.free_in(cell_id::none(), {0}) == 1);
}

TEST_CASE("unit/fleet: the index is what looking at each unit gives, whatever happens to the units") {
    dice any{1};
    const hierarchy cells = square_city::make_cells(3, 2, {4});
    for (int round = 0; round < 8; ++round) {
        const std::vector<engine> engines = random_engines(any, any.below(40));
        fleet units{engines, cells, 2};
        check_index(units, cells);
        if (engines.empty()) { continue; }
        for (int step = 0; step < 25; ++step) {
            const std::uint32_t at = any.below(engines.size());
            const std::uint64_t before = units.version();
            switch (any.below(4)) {
                case 0:
                    units.move(at,
                               {static_cast<std::int32_t>(any.between(-1'000'000, 13'000'000)),
                                static_cast<std::int32_t>(any.between(-1'000'000, 5'000'000))},
                               cells);
                    break;
                case 1: units.replace(at); break;
                default:
                    units.set_status(at, any.any_of(std::vector<unit_status>{unit_status::free, unit_status::committed,
                                                                             unit_status::off_duty}));
            }
            CHECK(units.version() == before + 1);
        }
        check_index(units, cells);
    }
}

TEST_CASE("unit/fleet: a plan is booked as a whole or not at all, on the version it was made for") {
    const hierarchy cells = square_city::make_cells(1, 1);
    const std::vector<engine> engines{
        {"A", {1, 1}, {{0}}, {}, {}}, {"B", {2, 2}, {{0}}, {}, {}}, {"C", {3, 3}, {{0}}, {}, {}}};
    fleet units{engines, cells, 2};
    const auto statuses = [&units] { return std::array{units[0].status, units[1].status, units[2].status}; };
    const auto before = statuses();

    SUBCASE("booked") {
        CHECK(units.commit(orders({{0, 0}, {2, 0}}), 1));
        CHECK(statuses() == std::array{unit_status::committed, unit_status::free, unit_status::committed});
        CHECK(units.free_in({2}, {0}) == 1);
        CHECK(units.version() == 2);
        CHECK_FALSE(units.commit(orders({{1, 0}}), 1));  // the fleet has moved on
        CHECK(units.is_free(1));
    }
    SUBCASE("another version") {
        CHECK_FALSE(units.commit(orders({{0, 0}}), 0));
        CHECK_FALSE(units.commit(orders({{0, 0}}), 2));
        CHECK(statuses() == before);
        CHECK(units.version() == 1);
    }
    SUBCASE("one of them is busy") {
        units.set_status(2, unit_status::off_duty);
        CHECK_FALSE(units.commit(orders({{0, 0}, {2, 0}}), units.version()));
        CHECK(units.is_free(0));
        CHECK(units.free_in({2}, {0}) == 2);
    }
    SUBCASE("one of them was replaced") {
        units.replace(2);
        CHECK_FALSE(units.commit(orders({{0, 0}, {2, 0}}), units.version()));
        CHECK(units.is_free(0));
        CHECK(units.commit(orders({{0, 0}, units.handle_of(2)}), units.version()));
    }
    SUBCASE("one of them does not exist") {
        CHECK(units.commit({}, 1));  // a plan that sends nobody makes no other plan stale
        CHECK(units.version() == 1);
        CHECK_FALSE(units.commit(orders({{0, 0}, {3, 0}}), 1));
        CHECK_FALSE(units.commit(orders({{0, 0}, unit_handle::none()}), 1));
        CHECK(statuses() == before);
    }
}

TEST_CASE("unit/fleet: a capability beyond the limit is nobody's") {
    const hierarchy cells = square_city::make_cells(1, 1);
    const std::vector<engine> engines{{"A", {1, 1}, {{0}}, {}, {}}};
    const fleet units{engines, cells, 2};
    for (const capability_id beyond : {capability_id{64}, capability_id{1000}, capability_id::none()}) {
        CHECK(units.with(beyond).empty());
        CHECK(units.count_with(beyond) == 0);
        CHECK(units.cells_with(beyond).empty());
        CHECK(units.in_cell({2}, beyond).empty());
        CHECK(units.in_cell(cell_id::none(), beyond).empty());
        CHECK(units.free_in({2}, beyond) == 0);
    }
}

TEST_CASE("unit/fleet: units that cannot be are refused, by name") {
    const hierarchy cells = square_city::make_cells(1, 1);
    const auto refused = [&cells](const engine& bad, std::size_t tier = 2) {
        (void)fleet{std::vector<engine>{{"good", {1, 1}, {{0}}, {}, {}}, bad}, cells, tier};
    };
    CHECK_THROWS_WITH_AS(refused({"good", {2, 2}, {{0}}, {}, {}}), "fleet: unit `good` is there twice", muster::error);
    CHECK_THROWS_WITH_AS(refused({"bad", {planar::limit_mm + 1, 2}, {{0}}, {}, {}}),
                         "fleet: unit `bad` stands at an invalid position", muster::error);
    CHECK_THROWS_WITH_AS(refused({"bad", {2, 2}, {{0}}, {-1}, {}}), "fleet: unit `bad` has a negative turnout",
                         muster::error);
    CHECK_THROWS_WITH_AS(refused({"bad", {2, 2}, {}, {}, {}}), "fleet: unit `bad` has no capabilities", muster::error);
    CHECK_THROWS_WITH_AS(refused({"fine", {2, 2}, {{0}}, {}, {}}, 3),
                         "search tier 3: the hierarchy has 3 tiers, numbered from 0", muster::error);
}

TEST_CASE("unit/fleet: a second map reads the same units in another way") {
    const hierarchy cells = square_city::make_cells(1, 1);
    const std::vector<engine> engines{{"A", {1, 1}, {{0}}, {5}, {}}};
    const fleet units = fleet::through<other_map>(engines, cells, 2);
    CHECK(units[0].key == "xA");
    CHECK(units[0].can == capability_set{{7}});
    CHECK(units[0].turnout.ms == 0);  // this map does not say
    CHECK(units.with({7}).size() == 1);
}
