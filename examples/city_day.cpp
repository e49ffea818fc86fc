// A city's day, end to end: calls become explained decisions. Without arguments the made-up district "G"; with --data
// San Francisco's fire calls. See --help.

#include "city_day/district_day.hpp"
#include "city_day/district_plans.hpp"
#include "city_day/district_report.hpp"
#include "city_day/sf_load.hpp"
#include "city_day/sf_report.hpp"
#include "program/progress.hpp"
#include "program/whole_file.hpp"

#include "muster/core/error.hpp"
#include "muster/sim/day.hpp"
#include "muster/sim/district.hpp"
#include "muster/sim/reference_city.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

namespace {

struct options {
    std::uint64_t seed = 1;
    std::uint32_t incidents = 2000;
    std::string language = "en";
    std::string show;
    std::string json;
    bool no_script = false;
    std::string plans;
    std::string data;
    std::vector<std::string> calls;
    std::vector<std::string> train;
    std::vector<std::string> test;
    std::string bad_rows;
};

muster::language language_of(const options& chosen) {
    return chosen.language == "zh" ? muster::language::zh : muster::language::en;
}

// Every CSV file of a folder, by name.
std::vector<std::string> call_files_in(const std::string& folder) {
    namespace fs = std::filesystem;
    muster::source_position where;
    where.file = folder;
    if (!fs::is_directory(folder)) {
        throw muster::error{muster::errc::file_not_found, where,
                            "there is no such directory; name the calls with --calls"};
    }
    std::vector<std::string> files;
    for (const fs::directory_entry& each : fs::directory_iterator{folder}) {
        if (each.path().extension() == ".csv") { files.push_back(each.path().string()); }
    }
    std::sort(files.begin(), files.end());
    if (files.empty()) { throw muster::error{muster::errc::empty, where, "no .csv file in this directory"}; }
    return files;
}

int run_district(const options& chosen) {
    const muster::language in = language_of(chosen);
    stopwatch building;
    muster::sim::district_options wanted;
    wanted.seed = chosen.seed;
    const muster::sim::district ground = muster::sim::make_district(wanted);
    const muster::sim::reference_city city{ground};
    muster::sim::day_options day;
    day.seed = chosen.seed;
    day.incidents = chosen.incidents;
    day.utc_offset_min = 0;  // instants are told in local time, as the numbers of the incidents are
    const std::vector<muster::sim::call> calls = muster::sim::make_day(ground, day);
    const muster::sim::script script = chosen.no_script ? muster::sim::script{} : muster::sim::make_script(ground, day);
    const double building_s = building.seconds();

    stopwatch deciding;
    district::day_run run{ground, city, in, chosen.show};
    const district::day_record record = run.run(calls, script, chosen.seed);
    const double deciding_s = deciding.seconds();
    if (!chosen.show.empty() && !record.has_shown) {
        std::cerr << "city_day: --show " << chosen.show << ": no incident has this number; the first is "
                  << (calls.empty() ? "none" : calls.front().number) << '\n';
        return 2;
    }

    std::cout << (in == muster::language::en ? "District G, seed " : "G区，种子 ") << chosen.seed << ": "
              << ground.tiers[1].cells.size() << (in == muster::language::en ? " streets, " : " 个街道，")
              << ground.tiers[2].cells.size() << (in == muster::language::en ? " communities, " : " 个社区，")
              << ground.tiers[3].cells.size() << (in == muster::language::en ? " working grids, " : " 个工作网格，")
              << ground.buildings.size() << (in == muster::language::en ? " buildings, " : " 栋楼，")
              << ground.posts.size() << (in == muster::language::en ? " standby posts, " : " 个囤警点，")
              << ground.units.size() << (in == muster::language::en ? " units, " : " 个单位，")
              << ground.departments.size() << (in == muster::language::en ? " departments, " : " 个部门，")
              << ground.experts.size() << (in == muster::language::en ? " experts; " : " 名专家；") << calls.size()
              << (in == muster::language::en ? " incidents, " : " 起事件，") << script.calls.size()
              << (in == muster::language::en ? " scripted ones between them\n" : " 起脚本事件穿插其间\n");
    const muster::name_book names = run.names();
    district::day_report{record, names, in, std::cout}.print();
    std::cerr << "city_day: " << building_s << " s to build the city, " << deciding_s << " s for " << record.incidents
              << " decisions\n";
    if (!chosen.plans.empty()) { district::write_plans(chosen.plans, record, names, in); }
    if (!chosen.json.empty()) {
        nlohmann::ordered_json made = district::to_json(record, names);
        made["timing"] = {{"build_s", building_s}, {"decide_s", deciding_s}};
        write_whole_json(chosen.json, made);
    }
    return 0;
}

// Says which columns were used, and lists bad rows in the file that was asked for.
void report_reading(const sf::calls& read, const options& chosen) {
    for (const std::string& each : read.columns_used) { std::cerr << "city_day: " << each << '\n'; }
    if (read.replaced_utf8 != 0) {
        std::cerr << "city_day: " << read.replaced_utf8 << " invalid UTF-8 sequences were replaced\n";
    }
    if (read.bad_rows.empty()) { return; }
    std::ofstream list{chosen.bad_rows, std::ios::app};
    for (const muster::error& each : read.bad_rows) { list << each.what() << '\n'; }
    list.close();
    if (!list) {
        muster::source_position where;
        where.file = chosen.bad_rows;
        throw muster::error{muster::errc::file_not_found, where, "the list of bad rows cannot be written"};
    }
    std::cerr << "city_day: " << read.bad_rows.size() << " bad rows skipped, " << read.dropped_calls
              << " calls dropped with them; they are listed in " << chosen.bad_rows << '\n';
}

// Files may be sound and yet hold no call: nothing can be learned or decided then.
void need_calls(const sf::calls& read, const std::vector<std::string>& files) {
    if (!read.all.empty()) { return; }
    muster::source_position where;
    where.file = files.front();
    throw muster::error{muster::errc::empty, where,
                        files.size() == 1 ? "no calls in this file" : "no calls in this file, nor in the others"};
}

int run_san_francisco(const options& chosen) {
    namespace fs = std::filesystem;
    muster::source_position where;
    where.file = chosen.data;
    if (!fs::is_directory(chosen.data)) {
        throw muster::error{muster::errc::file_not_found, where, "--data: there is no such directory"};
    }
    const stopwatch total;
    const bool skip = !chosen.bad_rows.empty();
    if (skip) { std::ofstream{chosen.bad_rows, std::ios::trunc}; }  // an empty list: no bad rows
    const sf::station_table stations = sf::load_stations(chosen.data + "/facilities/truck_engine_fire_station.csv",
                                                         chosen.data + "/facilities/city_facilities_fire_police.csv");
    sf::figures all;
    if (!chosen.train.empty()) {
        const sf::calls training = sf::load_calls(chosen.train, skip);
        const sf::calls test = sf::load_calls(chosen.test, skip);
        report_reading(training, chosen);
        report_reading(test, chosen);
        need_calls(training, chosen.train);
        need_calls(test, chosen.test);
        all.calls = test.all.size();
        all.scored = sf::score(training, test, stations);
        std::vector<sf::call> known = training.all;
        known.insert(known.end(), test.all.begin(), test.all.end());
        const sf::home_table homes{stations, training.all};
        const sf::busy_calendar calendar{training.all, test.all};
        all.replayed = sf::replay{chosen.data, known, homes, calendar}.run_fixed(training.all, test.all);
    } else {
        std::vector<std::string> files = chosen.calls;
        if (files.empty()) { files = call_files_in(chosen.data + "/calls"); }
        const sf::calls log = sf::load_calls(files, skip);
        report_reading(log, chosen);
        need_calls(log, files);
        all.calls = log.all.size();
        all.scored = sf::score(log, stations);
        const sf::home_table homes{stations, sf::before_first_test(log.all, all.scored.joint)};
        const sf::busy_calendar calendar{log.all};
        all.replayed = sf::replay{chosen.data, log.all, homes, calendar}.run_rolling(log.all);
    }
    sf::print(all, language_of(chosen), std::cout);
    std::cerr << "city_day: " << all.replayed.decide_s << " s for " << all.replayed.decisions << " decisions, "
              << total.seconds() << " s in all\n";
    if (!chosen.json.empty()) { write_whole_json(chosen.json, sf::to_json(all, total.seconds())); }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    options chosen;
    CLI::App program{"A city's day, end to end: calls become explained decisions.", "city_day"};
    program.add_option("--seed", chosen.seed, "Which made-up district and day")
        ->check(CLI::NonNegativeNumber)  // CLI11 would read -1 as the largest number
        ->capture_default_str();
    program.add_option("--incidents", chosen.incidents, "How many incidents the day has")
        ->check(CLI::Range(1U, 1'000'000U))
        ->capture_default_str();
    program.add_option("--language", chosen.language, "Calls and report in English (en) or Chinese (zh)")
        ->check(CLI::IsMember({"en", "zh"}))
        ->capture_default_str();
    program.add_option("--show", chosen.show, "The number of the incident to print in full");
    program.add_option("--json", chosen.json, "Also write the numbers to this file");
    program.add_flag("--no-script", chosen.no_script, "Leave out the scripted incidents");
    program.add_option("--plans", chosen.plans, "Also write the plan of each scripted incident to this directory");
    CLI::Option* data =
        program.add_option("--data", chosen.data, "San Francisco's folder, instead of the made-up district")
            ->group("San Francisco");
    program.add_option("--calls", chosen.calls, "Call files; default: every .csv of DATA/calls. Learned day by day")
        ->needs(data)
        ->group("San Francisco");
    CLI::Option* train = program.add_option("--train", chosen.train, "Call files to learn one fixed table from")
                             ->needs(data)
                             ->excludes("--calls")
                             ->group("San Francisco");
    CLI::Option* test = program.add_option("--test", chosen.test, "Call files to decide with it")
                            ->needs(data)
                            ->needs(train)
                            ->group("San Francisco");
    train->needs(test);
    program
        .add_option("--skip-bad-rows", chosen.bad_rows, "Drop calls with a bad row, list the rows in this file, go on")
        ->needs(data)
        ->expected(0, 1)
        ->default_str("bad_rows.txt")
        ->type_name("[FILE]")
        ->group("San Francisco");
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& problem) { return program.exit(problem) == 0 ? 0 : 2; }
    try {
        return chosen.data.empty() ? run_district(chosen) : run_san_francisco(chosen);
    } catch (const std::exception& problem) {
        std::cerr << "city_day: " << problem.what() << '\n';
        return 2;
    }
}
