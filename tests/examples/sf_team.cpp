#include "../../examples/city_day/sf_team.hpp"

#include "sf_made_up.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

using sf_made_up::lessons_of;
using sf_made_up::made_up;

TEST_CASE("examples/sf_team: a call is of kinds from wide to narrow, told apart whatever their names") {
    const sf::call c = made_up({"ENGINE"}, "Alarms", "3", "36");
    CHECK(sf::kinds_of(c, sf::call_detail::priority).size() == 3);
    const std::vector<std::string> fine = sf::kinds_of(c, sf::call_detail::station_area);
    REQUIRE(fine.size() == 4);
    CHECK(fine.front() == sf::every_call);
    for (std::size_t i = 1; i < fine.size(); ++i) { CHECK(fine[i].starts_with(fine[i - 1])); }

    std::set<std::string> narrowest;
    for (const auto& [type, priority] : {std::pair{"A", "BC"}, {"AB", "C"}, {"A", "B"}, {"AB", ""}, {"", "AB"}}) {
        narrowest.insert(sf::kinds_of(made_up({}, type, priority), sf::call_detail::priority).back());
    }
    CHECK(narrowest.size() == 5);
}

TEST_CASE("examples/sf_team: what decides is known on receipt, and nothing else is read") {
    const sf::call asked = made_up({"ENGINE"}, "Alarms", "3", "36");
    sf::call other = asked;
    other.rows = made_up({"TRUCK", "CHIEF"}).rows;
    other.number = "2";
    other.group = "Potentially Life-Threatening";
    other.neighbourhood = "Mission";
    other.battalion = "B09";
    other.received.ms += 1;
    other.position = muster::lon_lat{-122.4, 37.7};
    CHECK(sf::kinds_of(asked, sf::call_detail::station_area) == sf::kinds_of(other, sf::call_detail::station_area));
}

TEST_CASE("examples/sf_team: an unseen call is of the narrowest kind that was seen") {
    const std::vector<sf::call> log{made_up({"ENGINE"}, "Alarms", "3", "36"), made_up({"TRUCK"}, "Alarms", "A", "7")};
    const sf::unit_types types{log};
    const std::vector<sf::lesson> lessons = lessons_of(log, types);
    const muster::type_tree tree = sf::tree_of(lessons, sf::singles_of(types), sf::call_detail::station_area);
    const auto is_of = [&](const sf::call& asked, std::size_t level, const sf::call& seen) {
        const std::string code = sf::kinds_of(seen, sf::call_detail::station_area)[level];
        return sf::type_of(asked, tree, sf::call_detail::station_area) == tree.at(code);
    };
    CHECK(is_of(made_up({}, "Alarms", "3", "36"), 3, log[0]));
    CHECK(is_of(made_up({}, "Alarms", "3", "7"), 2, log[0]));
    CHECK(is_of(made_up({}, "Alarms", "E", "36"), 1, log[0]));
    CHECK(is_of(made_up({}, "Outside Fire", "3", "36"), 0, log[0]));
    CHECK(tree.size() == 1 + 1 + 2 + 2 + 2);  // every call, type, priorities, stations, and each unit type's own calls
    CHECK(sf::tree_of({}, {}, sf::call_detail::priority).size() == 1);
}

TEST_CASE("examples/sf_team: every set that was seen, then the smallest others, as many as a directory takes") {
    std::vector<sf::call> log{made_up({"A", "B", "C", "D"}), made_up({"A", "B", "C", "D"}), made_up({"C"})};
    const sf::unit_types four{log};
    std::vector<sf::team> teams = sf::teams_of(lessons_of(log, four), four);
    REQUIRE(teams.size() == 4 + 6 + 4 + 1);
    CHECK(teams.front().called == "A");
    CHECK(teams[4].called == "A+B");
    CHECK(teams[5].called == "A+C");
    CHECK(teams.back().called == "A+B+C+D");
    CHECK(sf::teams_of({}, four).empty());

    // Eight types: 8 + 28 + 56 of up to three, of which not all fit; what was seen does.
    log.push_back(made_up({"A", "B", "C", "D", "E", "F", "G", "H"}));
    log.push_back(made_up({"F", "G", "H"}));
    const sf::unit_types eight{log};
    teams = sf::teams_of(lessons_of(log, eight), eight);
    CHECK(teams.size() == 64);
    const auto has = [&](const std::string& called) {
        return std::any_of(teams.begin(), teams.end(), [&](const sf::team& each) { return each.called == called; });
    };
    CHECK(has("A+B+C+D"));
    CHECK(has("F+G+H"));
    CHECK(has("G+H"));
    CHECK(has("A+B+H"));
    CHECK_FALSE(has("E+F+G"));

    // More sets seen than fit: those seen twice stay, of the others the smaller ones.
    log.clear();
    const std::vector<std::string> names{"A", "B", "C", "D", "E", "F", "G"};
    for (unsigned set = 1; set < 128; ++set) {
        std::vector<std::string> went;
        for (unsigned i = 0; i < 7; ++i) {
            if ((set >> i & 1U) != 0) { went.push_back(names[i]); }
        }
        log.push_back(made_up(went));
        if (went.size() == 6) { log.push_back(log.back()); }
    }
    const sf::unit_types seven{log};
    teams = sf::teams_of(lessons_of(log, seven), seven);
    CHECK(teams.size() == 64);
    CHECK(std::count_if(teams.begin(), teams.end(), [](const sf::team& t) { return std::popcount(t.set) == 6; }) == 7);
    CHECK(std::count_if(teams.begin(), teams.end(), [](const sf::team& t) { return std::popcount(t.set) == 3; }) == 29);
    CHECK_FALSE(has("A+B+C+D+E+F+G"));
}

TEST_CASE("examples/sf_team: a team's capabilities are its unit types, and its cases what it starts itself") {
    const std::vector<sf::call> log{made_up({"ENGINE", "TRUCK"}), made_up({"CHIEF"})};
    const sf::unit_types types{log};
    const std::vector<sf::team> teams = sf::teams_of(lessons_of(log, types), types);
    const muster::type_tree tree = sf::tree_of(lessons_of(log, types), teams, sf::call_detail::priority);
    const muster::department_directory directory = sf::directory_of(teams, tree);
    REQUIRE(directory.size() == 7);
    const muster::department_handle both = directory.find("ENGINE+TRUCK");
    REQUIRE(both);
    CHECK(directory.can(both.index) == muster::capability_set{{1}, {2}});
    CHECK(directory.case_owner(tree.at("started by ENGINE+TRUCK")) == both);
    CHECK(directory.duties(tree.at("started by ENGINE+TRUCK"), muster::level_III).empty());
}
