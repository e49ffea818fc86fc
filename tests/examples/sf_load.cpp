#include "../../examples/city_day/sf_load.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

namespace {

const std::string header =
    "Call Number,Unit ID,Call Type,Received DtTm,Dispatch DtTm,On Scene DtTm,Available DtTm,Station Area,Battalion,"
    "Original Priority,Call Type Group,Unit Type,Unit sequence in call dispatch,"
    "Neighborhooods - Analysis Boundaries,Location\n";

const std::string receipt = "04/11/2020 10:00:00 AM,";
const std::string first_row =
    "100,E01,Alarms," + receipt +
    "04/11/2020 10:01:00 AM,04/11/2020 10:05:00 AM,04/11/2020 10:30:00 AM,01,B01,3,Alarm,ENGINE,1,Mission,"
    "\"(37.7, -122.4)\"\n";
const std::string second_row =
    "100,T03,Alarms," + receipt + "04/11/2020 10:00:30 AM,,,01,B01,3,Alarm,TRUCK,2,Mission,\"(37.7, -122.4)\"\n";
const std::string other_call = "101,E2,Other,04/11/2020 09:00:00 AM,,,,02,B01,2,,ENGINE,1,Castro,\n";

sf::calls read(const std::vector<std::string>& files, bool skip_bad_rows = false) {
    sf::call_loader loader{skip_bad_rows};
    for (const std::string& text : files) {
        std::istringstream in{text};
        muster::csv_reader reader{in, "t.csv"};
        loader.add(reader);
    }
    return loader.finish();
}

std::string refused(const std::string& text) {
    try {
        static_cast<void>(read({text}));
    } catch (const muster::error& fault) { return fault.what(); }
    return "not refused";
}

}  // namespace

TEST_CASE("examples/sf_load: rows become calls, in order of receipt") {
    const sf::calls log = read({header + second_row + first_row + other_call});
    REQUIRE(log.all.size() == 2);
    CHECK(log.rows == 3);
    CHECK(log.undispatched == 1);
    CHECK(log.still_out == 1);
    CHECK(log.without_position == 1);
    CHECK(log.has_call_type_group);
    CHECK(log.columns_used.at(9) == "t.csv: position = \"Location\"");

    const sf::call& early = log.all[0];
    CHECK(early.number == "101");
    CHECK(early.rows.empty());
    CHECK_FALSE(early.position.has_value());
    CHECK(sf::first_dispatch(early) == sf::never);

    const sf::call& call = log.all[1];
    CHECK(call.type == "Alarms");
    CHECK(call.original_priority == "3");
    CHECK(call.group == "Alarm");
    CHECK(call.neighbourhood == "Mission");
    CHECK(call.station_area == "1");
    CHECK(call.battalion == "B01");
    CHECK(call.position == muster::lon_lat{-122.4, 37.7});
    REQUIRE(call.rows.size() == 2);
    CHECK(call.rows[0].unit == "E01");
    CHECK(call.rows[0].unit_type == "ENGINE");
    CHECK(call.rows[0].sequence == 1);
    CHECK(to_string(call.rows[0].dispatch) == "2020-04-11 10:01:00");
    CHECK(to_string(*call.rows[0].on_scene) == "2020-04-11 10:05:00");
    CHECK(to_string(*call.rows[0].available) == "2020-04-11 10:30:00");
    CHECK_FALSE(call.rows[1].available.has_value());
    CHECK(to_string(sf::first_dispatch(call)) == "2020-04-11 10:00:30");
}

TEST_CASE("examples/sf_load: another slice spells its header otherwise") {
    const sf::calls log =
        read({"call_number,unit_id,call_type,received_dttm,dispatch_dttm,available_dttm,"
              "original_priority,unit_type,unit_sequence_in_call_dispatch,"
              "neighborhoods_analysis_boundaries,case_location\r\n"
              "7,E1,Other,2020-04-11T10:00:00.000,2020-04-11T10:01:00.000,2020-04-11T11:00:00.000,"
              "3,ENGINE,1,Mission,POINT (-122.4 37.7)\r\n"});
    REQUIRE(log.all.size() == 1);
    CHECK(log.all[0].rows.at(0).unit == "E01");
    CHECK(log.all[0].position == muster::lon_lat{-122.4, 37.7});
    CHECK_FALSE(log.has_call_type_group);
    CHECK(log.columns_used.at(11) == "t.csv: call type group = (absent)");
}

TEST_CASE("examples/sf_load: files that overlap count once") {
    const sf::calls log = read({header + first_row, header + first_row + second_row});
    REQUIRE(log.all.size() == 1);
    CHECK(log.all[0].rows.size() == 2);
    CHECK(log.rows == 3);
    CHECK(log.repeated == 1);
}

TEST_CASE("examples/sf_load: all missing columns are named at once") {
    CHECK(
        refused(
            "Unit ID,Unit Type,Call Type,Received DtTm,Dispatch DtTm,Available DtTm,Call Number,Original Priority\n") ==
        "t.csv:1: no column called \"Unit sequence in call dispatch\", none called \"Location\" or \"case_location\" "
        "or "
        "\"point\", none starting with \"neighborh\" (case, spaces and punctuation do not count); the file has: "
        "\"Unit ID\", \"Unit Type\", \"Call Type\", \"Received DtTm\", \"Dispatch DtTm\", \"Available DtTm\", "
        "\"Call Number\", \"Original Priority\"");
}

TEST_CASE("examples/sf_load: a bad row is refused with its place and what was expected") {
    const auto changed = [](const std::string& from, const std::string& to) {
        std::string text = first_row;
        text.replace(text.find(from), from.size(), to);
        return refused(header + second_row + text);
    };
    CHECK(changed("04/11/2020 10:01:00 AM", "soon") ==
          "t.csv:3:39: column \"Dispatch DtTm\": expected a time as 04/07/2020 11:53:08 PM or 2020-04-07T23:53:08, "
          "found \"soon\"");
    CHECK(changed("10:30:00 AM", "09:30:00 AM") ==
          "t.csv:3:85: column \"Available DtTm\": expected a time not before the dispatch, found \"04/11/2020 09:30:00 "
          "AM\"");
    CHECK(changed("ENGINE,1", "ENGINE,first") ==
          "t.csv:3:130: column \"Unit sequence in call dispatch\": expected a whole number, found \"first\"");
    CHECK(changed("\"(37.7, -122.4)\"", "\"(-122.4, 37.7)\"") ==
          "t.csv:3:140: column \"Location\": expected a position as (lat, lon) or POINT (lon lat), in range, found "
          "\"(-122.4, 37.7)\"");
    CHECK(changed("Alarms", "Other") ==
          "t.csv:3:9: column \"Call Type\": expected \"Alarms\" as in another row of the call, found \"Other\"");
    CHECK(changed("E01", "") == "t.csv:3:5: column \"Unit ID\": expected a value, found \"\"");
    CHECK(
        changed("E01", "T03") ==
        "t.csv:3:5: column \"Unit ID\": expected \"the same type, sequence and times\" as in another row of the call, "
        "found \"T03\"");
    CHECK(changed(",B01", "") == "t.csv:3: expected 15 fields, as the header has, found 14");
}

TEST_CASE("examples/sf_load: skipping bad rows drops their calls whole and tells of each") {
    std::string bad_time = first_row;
    bad_time.replace(bad_time.find("10:01"), 5, "25:01");
    const std::string third_call = "102" + first_row.substr(3);
    const std::string short_row = "103" + first_row.substr(3, 40) + "\n";
    const std::string nobody = "," + first_row.substr(4);
    const sf::calls log =
        read({header + second_row + bad_time + short_row + nobody + "104,\"E\"x\n" + third_call}, true);
    REQUIRE(log.all.size() == 1);
    CHECK(log.all[0].number == "102");
    CHECK(log.dropped_calls == 3);
    CHECK(log.bad_rows_of_no_call == 1);
    CHECK(log.rows == 6);
    REQUIRE(log.bad_rows.size() == 4);
    CHECK(log.bad_rows[0].where().line == 3);
    CHECK(log.bad_rows[0].where().column == 39);
    CHECK(log.bad_rows[1].where().line == 4);
    CHECK(std::string{log.bad_rows[2].what()} == "t.csv:5:1: column \"Call Number\": expected a value, found \"\"");
    CHECK(log.bad_rows[3].where().line == 6);
    CHECK_THROWS_AS(read({header + "104,\"E01\n"}, true), muster::error);  // nothing behind it can be read
}

TEST_CASE("examples/sf_load: the city's own file") {
    const char* shared = std::getenv("MUSTER_SHARED");
    const std::filesystem::path folder = std::filesystem::path{shared == nullptr ? "" : shared} / "data" / "sf";
    if (shared == nullptr || !std::filesystem::exists(folder)) {
        MESSAGE("skipped: MUSTER_SHARED does not lead to the city's files");
        return;
    }
    const sf::calls log = sf::load_calls({(folder / "calls" / "sf_fire_calls_2020-04-07_2020-04-20.csv").string()});
    CHECK(log.all.size() == 5292);
    CHECK(log.rows == 10410);
    CHECK(log.undispatched == 0);
    CHECK(log.still_out == 2);
    CHECK(log.without_position == 0);
    CHECK(log.repeated == 0);
    CHECK(log.bad_rows.empty());
}
