#include "../../examples/city_day/sf_scores.hpp"
#include "../../examples/city_day/sf_load.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

namespace {

constexpr std::int64_t noon_ms = 100 * sf::day_ms + sf::day_ms / 2;
constexpr std::int64_t minute_ms = 60'000;

sf::unit_row sent(const std::string& unit, const std::string& type, int sequence, std::int64_t from_ms,
                  std::optional<std::int64_t> until_ms) {
    sf::unit_row row{unit, type, sequence, {from_ms}, std::nullopt, std::nullopt};
    if (until_ms) { row.available = muster::instant{*until_ms}; }
    return row;
}

sf::call make_call(const std::string& number, std::int64_t received_ms, std::vector<sf::unit_row> rows,
                   const std::string& type = "Alarms", const std::string& priority = "3") {
    sf::call c;
    c.number = number;
    c.type = type;
    c.original_priority = priority;
    c.group = "Alarm";
    c.received = {received_ms};
    c.position = muster::lon_lat{-122.40, 37.70};
    c.rows = std::move(rows);
    return c;
}

// Three stations on one meridian, 1, 2 and 3 hundredths of a degree south of the calls.
sf::station_table three_stations() {
    std::istringstream units{
        "\xEF\xBB\xBFStation,Type,Unit,Fire Station,facility_id\n1,E,E1,1,91\n1,T,T01,1,91\n"
        "2,E,E02,2,92\n3,E,E03,3,93\n9,E,E99,,none\n"};
    std::istringstream facilities{
        "facility_id,longitude,latitude\n91,-122.40,37.69\n92,-122.40,37.68\n93,-122.4,37.67\n"};
    muster::csv_reader unit_reader{units, "units.csv"};
    muster::csv_reader facility_reader{facilities, "facilities.csv"};
    return sf::join_stations(unit_reader, facility_reader);
}

}  // namespace

TEST_CASE("examples/sf_stations: engines and trucks live at their stations; others where they served most") {
    const sf::station_table stations = three_stations();
    CHECK(stations.stations.size() == 3);
    CHECK(stations.engines == std::vector<std::string>{"E01", "E02", "E03"});
    CHECK(stations.unplaced == std::vector<std::string>{"E99"});

    std::vector<sf::call> training;
    for (const char* area : {"2", "3", "3", "2", "51", ""}) {
        training.push_back(make_call("1", 0, {sent("M7", "MEDIC", 1, 0, 1), sent("E01", "ENGINE", 2, 0, 1)}));
        training.back().station_area = area;
    }
    training.push_back(make_call("2", 0, {sent("E51", "ENGINE", 1, 0, 1)}));
    training.back().station_area = "51";
    const sf::home_table homes{stations, training};
    REQUIRE(homes.find("E01") != nullptr);
    CHECK(homes.find("E01")->station == "1");
    CHECK_FALSE(homes.find("E01")->assumed);
    REQUIRE(homes.find("M7") != nullptr);
    CHECK(homes.find("M7")->station == "2");  // as often as 3, and first by name
    CHECK(homes.find("M7")->assumed);
    CHECK(homes.find("M7")->position == muster::lon_lat{-122.40, 37.68});
    CHECK(homes.find("E51") == nullptr);  // its area has no known station
    CHECK(homes.find("M8") == nullptr);   // never seen
    CHECK(homes.assumed() == 1);
}

TEST_CASE("examples/sf_engines: busy from dispatch to available, except on the call itself") {
    const std::vector<sf::call> log{make_call("a", 0, {sent("E01", "ENGINE", 1, 100, 200)}),
                                    make_call("b", 0, {sent("E01", "ENGINE", 1, 120, 130)}),
                                    make_call("c", 0, {sent("E01", "ENGINE", 1, 300, std::nullopt)}),
                                    make_call("d", 0, {sent("E01", "ENGINE", 1, 400, std::nullopt)})};
    const sf::busy_calendar calendar{log};
    CHECK_FALSE(calendar.busy("E01", {99}));
    CHECK(calendar.busy("E01", {100}));
    CHECK_FALSE(calendar.busy("E01", {100}, "a"));
    CHECK(calendar.busy("E01", {125}, "a"));
    CHECK(calendar.busy("E01", {150}));
    CHECK_FALSE(calendar.busy("E01", {150}, "a"));
    CHECK_FALSE(calendar.busy("E01", {200}));
    CHECK(calendar.busy("E01", {399}));
    CHECK_FALSE(calendar.busy("E01", {400}, "d"));  // the log sent it again: it was free
    CHECK(calendar.busy("E01", {1'000'000}));
    CHECK_FALSE(calendar.busy("E02", {150}));
}

TEST_CASE("examples/sf_engines: the nearest engines, free or as if nobody were ever busy") {
    const sf::station_table stations = three_stations();
    const muster::lon_lat at{-122.40, 37.70};
    const sf::home_table homes{stations, {}};
    const std::vector<std::string> engines = sf::engines_with_home(stations, homes, {});
    const std::vector<sf::ranked_engine> ranked = sf::rank_engines(engines, homes, at);
    REQUIRE(ranked.size() == 3);
    CHECK(ranked[0].unit == "E01");
    CHECK(ranked[2].unit == "E03");
    CHECK(ranked[0].travel.ms == 173'465);  // 1,111,951 mm, 1.3 times, at 30 km/h, rounded up

    // E01 and E02 are out on the first call when E03 goes to the second; E51 has no home; the fourth has no place.
    std::vector<sf::call> log{
        make_call("1", noon_ms,
                  {sent("E01", "ENGINE", 1, noon_ms, noon_ms + 9 * minute_ms),
                   sent("E02", "ENGINE", 2, noon_ms, noon_ms + 9 * minute_ms)}),
        make_call("2", noon_ms, {sent("E03", "ENGINE", 1, noon_ms + minute_ms, noon_ms + 9 * minute_ms)}),
        make_call("3", noon_ms, {sent("E51", "ENGINE", 1, noon_ms, noon_ms + 9 * minute_ms)}),
        make_call("4", noon_ms, {sent("E01", "ENGINE", 2, noon_ms, noon_ms + minute_ms)}),
        make_call("5", noon_ms, {sent("T01", "TRUCK", 1, noon_ms, noon_ms + minute_ms)}),
        make_call("6", noon_ms, {sent("E02", "ENGINE", 1, noon_ms + minute_ms, noon_ms + 2 * minute_ms)})};
    log[3].position.reset();
    const sf::engine_scores scores = sf::score_first_engine(log, engines, homes, sf::busy_calendar{log});
    CHECK(scores.with_engine == 5);
    CHECK(scores.no_position == 1);
    CHECK(scores.home_unknown == 1);
    CHECK(scores.scored == 3);
    CHECK(scores.assumed_home == 0);
    CHECK(scores.logged_busy == 2);  // E01 on the fourth call when sent to the first; E02 on the first
    CHECK(scores.top1 == 1);         // E03
    CHECK(scores.top3 == 1);
    CHECK(scores.top1_stations == 1);  // E01
    CHECK(scores.top3_stations == 3);
}

TEST_CASE("examples/sf_joint: the label is who was sent together; ambulances are one type") {
    const sf::call c = make_call("1", 0,
                                 {sent("E01", "ENGINE", 1, 10'000, 1), sent("M1", "PRIVATE", 2, 130'000, 1),
                                  sent("T1", "TRUCK", 3, 130'001, 1), sent("E2", "ENGINE", 4, 999'000, 1)});
    const sf::unit_types types{std::vector<sf::call>{c}};
    CHECK(types.names() == std::vector<std::string>{"AMBULANCE", "ENGINE", "TRUCK"});
    const sf::joint_label label = sf::label_of(c, types);
    CHECK(types.names_of(label.together) == std::vector<std::string>{"AMBULANCE", "ENGINE"});
    CHECK(types.names_of(label.later) == std::vector<std::string>{"TRUCK"});
    CHECK(types.bit("MEDIC") == types.bit("PRIVATE"));
    CHECK(types.bit("BOAT") == 0);
}

TEST_CASE("examples/sf_joint: F1 of sets") {
    static_assert(sf::f1_of(0b011, 0b011) == sf::f1_one);
    static_assert(sf::f1_of(0b001, 0b110) == 0);
    static_assert(sf::f1_of(0b001, 0b011) * 3 == sf::f1_one * 2);
    static_assert(sf::f1_of(0, 0) == sf::f1_one);
}

TEST_CASE("examples/sf_joint: most common set, best expected F1, fallbacks and ties") {
    sf::joint_table table;
    const sf::call seen = make_call("1", 0, {});
    CHECK(table.decide(seen).basis == sf::joint_basis::nothing);
    for (const sf::type_set set : {0b001U, 0b001U, 0b111U, 0b110U, 0b011U}) { table.add(seen, set); }
    const sf::joint_decision decision = table.decide(seen);
    CHECK(decision.basis == sf::joint_basis::type_and_priority);
    CHECK(decision.seen == 5);
    CHECK(decision.for_exact == 0b001);
    CHECK(decision.for_f1 == 0b011);

    CHECK(table.decide(make_call("2", 0, {}, "Alarms", "A")).basis == sf::joint_basis::type);
    CHECK(table.decide(make_call("3", 0, {}, "Other", "3")).basis == sf::joint_basis::overall);
    CHECK(table.decide(make_call("3", 0, {}, "Other", "3")).for_exact == 0b001);

    table.add(seen, 0b110);
    CHECK(table.decide(seen).for_exact == 0b001);  // as common as 0b110, with fewer types
    const sf::call tied = make_call("4", 0, {}, "Other");
    table.add(tied, 0b110);
    table.add(tied, 0b101);
    CHECK(table.decide(tied).for_exact == 0b101);  // the first type comes first in the alphabet
    CHECK(table.decide(tied).for_f1 == 0b111);     // a set never seen: F1 0.8 either way
}

TEST_CASE("examples/sf_scores: population, rolling days and the fixed table") {
    std::vector<sf::call> log;
    for (int day = 0; day < 6; ++day) {
        const std::int64_t at = noon_ms + day * sf::day_ms;
        const std::string n = std::to_string(day);
        const bool trucks = day == 5;
        log.push_back(make_call(
            n + "a", at, {sent(trucks ? "T01" : "E01", trucks ? "TRUCK" : "ENGINE", 1, at + 60'000, at + 90'000)}));
        log.push_back(make_call(n + "b", at, {sent("E01", "ENGINE", 1, at + 5'000, at + 90'000)}));
        log.push_back(make_call(n + "c", at, {sent("E01", "ENGINE", 1, at + 60'000, at + 90'000)}));
        log.back().group.clear();
        log.push_back(make_call(n + "d", at, {}));
    }
    const sf::joint_scores rolling = sf::score_joint_rolling(log, 5);
    CHECK(rolling.calls == 24);
    CHECK(rolling.population == 6);
    CHECK(rolling.started_by_unit == 6);
    CHECK(rolling.without_group == 6);
    CHECK(rolling.never_dispatched == 6);
    REQUIRE(rolling.days.size() == 2);
    CHECK(rolling.days[0].day == 104);
    for (const sf::both_aims* way : {&rolling.agree.match, &rolling.agree.singles, &rolling.agree.table}) {
        CHECK(way->for_exact.calls == 2);
        CHECK(way->for_exact.exact == 1);
        CHECK(way->for_f1.mean_f1() == doctest::Approx(0.5));
        CHECK(way->for_exact.exact_share() == doctest::Approx(0.5));
    }

    const std::span<const sf::call> all{log};
    const sf::joint_scores fixed = sf::score_joint_fixed(all.last(4), all.first(20));
    CHECK(fixed.calls == 20);
    CHECK(fixed.agree.match.for_exact.calls == 5);
    CHECK(fixed.agree.match.for_exact.exact == 0);
    CHECK(fixed.agree.table.for_exact.exact == 0);
    CHECK(fixed.thrift.empty());
    CHECK(sf::score_joint_rolling({}, 5).calls == 0);
    CHECK(sf::score_joint_fixed({}, all).agree.match.for_exact.exact == 0);  // nothing learned: nobody goes
}

TEST_CASE("examples/sf_scores: the city's own file gives the protocol's reference") {
    const char* shared = std::getenv("MUSTER_SHARED");
    const std::filesystem::path folder = std::filesystem::path{shared == nullptr ? "" : shared} / "data" / "sf";
    if (shared == nullptr || !std::filesystem::exists(folder)) {
        MESSAGE("skipped: MUSTER_SHARED does not lead to the city's files");
        return;
    }
    const sf::calls log = sf::load_calls({(folder / "calls" / "sf_fire_calls_2020-04-07_2020-04-20.csv").string()});
    const sf::station_table stations =
        sf::load_stations((folder / "facilities" / "truck_engine_fire_station.csv").string(),
                          (folder / "facilities" / "city_facilities_fire_police.csv").string());
    CHECK(stations.engines.size() == 43);
    const sf::scores scores = sf::score(log, stations);
    CHECK(scores.joint.calls == 5292);
    CHECK(scores.joint.population == 4785);
    const sf::ways& agree = scores.joint.agree;
    CHECK(agree.table.for_exact.calls == 3431);
    CHECK(agree.table.for_exact.exact == 2681);  // 0.781
    CHECK(agree.table.for_f1.mean_f1() == doctest::Approx(0.9057).epsilon(0.0001));
    CHECK(agree.match.for_exact.exact == 2681);  // as the table: the city itself dispatches by table
    CHECK(agree.match.for_f1.mean_f1() == doctest::Approx(0.9084).epsilon(0.0001));
    CHECK(agree.singles.for_exact.exact < 2681);  // unit types go together: one by one loses what is between them
    CHECK(scores.joint.f1_difference.low < 0);    // not proven on ten days
    CHECK(scores.joint.f1_difference.high > 0);
    CHECK(scores.first_engine.with_engine == 2748);
    CHECK(scores.first_engine.home_unknown == 14);  // E51 of the Presidio: no station list has it
    CHECK(scores.first_engine.top3 == 2697);
    CHECK(scores.first_engine.top3_stations == 2669);
}
