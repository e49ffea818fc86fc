#include "muster/governance/duty_roster.hpp"

#include "dice.hpp"
#include "unit/square_city.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

using muster::cell_id;
using muster::command_rules;
using muster::duty_roster;
using muster::officer_id;
using muster::role_id;

namespace {

const square_city::hierarchy& cells() {
    static const square_city::hierarchy city = square_city::make_cells(2, 2);
    return city;
}

command_rules rules() {
    command_rules made;
    made.roles = {{{"commander", "总指挥"}, true}, {{"coordination"}}, {{"support"}, false, false, false}};
    return made;
}

std::string problem(const command_rules& bad) {
    try {
        (void)duty_roster{cells(), bad};
    } catch (const muster::error& each) { return each.what(); }
    return "accepted";
}
std::string problem(std::vector<muster::roster_line> lines) {
    command_rules bad = rules();
    bad.roster = std::move(lines);
    return problem(bad);
}

}  // namespace

TEST_CASE("governance/duty_roster: the first stands before the alternates, as the lines were given") {
    command_rules some = rules();
    some.roster = {{"S0", "commander", "zoe", {"Zoe", "佐伊"}},
                   {"D", "commander", "ann", {}},
                   {"S0", "commander", "ann", {"Ann"}},
                   {"S0", "support", "zoe", {}}};
    const duty_roster roster{cells(), some};
    const cell_id street = cells().find(1, "S0");
    CHECK(roster.size() == 2);
    const officer_id ann = roster.find("ann"), zoe = roster.find("zoe");
    CHECK(ann == officer_id{0});  // by key
    CHECK(roster.key(zoe) == "zoe");
    CHECK_FALSE(roster.find("bob"));
    const auto line = roster.on_duty(street, role_id{0});
    CHECK(std::vector<officer_id>(line.begin(), line.end()) == std::vector<officer_id>{zoe, ann});
    CHECK(roster.on_duty(street, role_id{1}).empty());
    CHECK(roster.on_duty(cells().find(1, "S1"), role_id{0}).empty());
    CHECK(roster.has_line(0));
    CHECK(roster.has_line(1));
    CHECK_FALSE(roster.has_line(2));
    CHECK_FALSE(roster.has_line(99));
    muster::name_book names;
    roster.write_names(names);
    CHECK(names.name_of(muster::subject::officer, ann.index, muster::language::en) == "Ann");
    CHECK(names.name_of(muster::subject::officer, zoe.index, muster::language::zh) == "佐伊");
}

TEST_CASE("governance/duty_roster: an officer whom no line names goes by the key") {
    command_rules some = rules();
    some.roster = {{"D", "commander", "badge 7", {}}};
    muster::name_book names;
    duty_roster{cells(), some}.write_names(names);
    CHECK(names.name_of(muster::subject::officer, 0, muster::language::en) == "badge 7");
}

TEST_CASE("governance/duty_roster: random rosters give back every line, in order, and nothing else") {
    dice any{5};
    for (int round = 0; round < 200; ++round) {
        command_rules some = rules();
        std::map<std::pair<std::string, std::string>, std::vector<std::string>> expected;
        const std::vector<std::string> keys{"D", "S0", "S1", "S0C0", "S0C3", "S1C2"};
        for (std::uint32_t i = any.below(40); i > 0; --i) {
            const std::string role = some.roles[any.below(3)].role_name.en;
            const std::string officer = role + std::to_string(any.below(4));  // nobody in two exclusive roles
            std::vector<std::string>& line = expected[{any.any_of(keys), role}];
            if (std::find(line.begin(), line.end(), officer) == line.end()) { line.push_back(officer); }
        }
        std::vector<std::pair<std::string, std::string>> open;
        for (const auto& [place, line] : expected) { open.insert(open.end(), line.size(), place); }
        any.shuffle(open);  // lines of one place stay in order, those of others come in between
        std::map<std::pair<std::string, std::string>, std::size_t> next;
        for (const auto& place : open) {
            some.roster.push_back({place.first, place.second, expected[place][next[place]++], {}});
        }
        const duty_roster roster{cells(), some};
        std::size_t found = 0;
        for (std::uint32_t cell = 0; cell < cells().size(); ++cell) {
            for (std::uint32_t role = 0; role < some.roles.size(); ++role) {
                std::vector<std::string> names;
                for (const officer_id each : roster.on_duty({cell}, {role})) { names.push_back(roster.key(each)); }
                const auto wanted = expected.find({cells().key({cell}), some.roles[role].role_name.en});
                CHECK(names == (wanted == expected.end() ? std::vector<std::string>{} : wanted->second));
                found += names.size();
            }
        }
        CHECK(found == some.roster.size());
    }
}

TEST_CASE("governance/duty_roster: the digest tells who stands where, and in what order") {
    const auto sum = [](std::vector<muster::roster_line> lines) {
        command_rules some = rules();
        some.roster = std::move(lines);
        muster::digest into;
        duty_roster{cells(), some}.write_digest(into);
        return into.value();
    };
    const auto base = sum({{"D", "commander", "a", {}}, {"D", "commander", "b", {}}});
    CHECK(base == sum({{"D", "commander", "a", {}}, {"D", "commander", "b", {}}}));
    CHECK(base != sum({{"D", "commander", "b", {}}, {"D", "commander", "a", {}}}));
    CHECK(base != sum({{"S0", "commander", "a", {}}, {"S0", "commander", "b", {}}}));
    CHECK(base != sum({{"D", "coordination", "a", {}}, {"D", "coordination", "b", {}}}));
    CHECK(base != sum({{"D", "commander", "a", {}}, {"D", "commander", "c", {}}}));
}

TEST_CASE("governance/duty_roster: what cannot be used is refused, by name") {
    CHECK(problem({{"X", "commander", "a", {}}}) == "duty roster: `a` as `commander` at `X`: no cell has this key");
    CHECK(problem({{"D", "boss", "a", {}}}) == "duty roster: `a` as `boss` at `D`: there is no such role");
    CHECK(problem({{"D", "commander", "", {}}}) == "duty roster: a line for `commander` at `D` names no officer");
    CHECK(problem({{"D", "commander", "a", {}}, {"S0", "coordination", "a", {}}}) ==
          "duty roster: two rosters name `a` for exclusive roles `commander` at `D` and `coordination` at `S0`");
    CHECK(problem({{"D", "commander", "a", {}}, {"S0", "commander", "a", {}}, {"S0", "support", "a", {}}}) ==
          "accepted");  // one exclusive role at two cells, and another that is not exclusive
    CHECK(problem({{"D", "commander", "a", {}}, {"D", "commander", "b", {}}, {"D", "commander", "a", {}}}) ==
          "duty roster: `a` as `commander` at `D` is there twice");
    CHECK(problem({{"D", "commander", "a", {"Ann"}}, {"S0", "commander", "a", {"Anna"}}}) ==
          "duty roster: officer `a` has two names, `Ann` and `Anna`");

    command_rules none = rules();
    none.roles[0].is_commander = false;
    CHECK(problem(none) == "command rules: 0 roles are the commander; exactly one must be");
    command_rules two = rules();
    two.roles[1].is_commander = true;
    CHECK(problem(two) ==
          "command rules: 2 roles are the commander (`commander`, `coordination`); exactly one must be");
    command_rules twice = rules();
    twice.roles[2].role_name = "coordination";
    CHECK(problem(twice) == "command rules: role `coordination` is there twice");
    command_rules unnamed = rules();
    unnamed.roles[1].role_name = {"", "综合协调组"};
    CHECK(problem(unnamed) == "command rules: role 1 has no English name");
}

TEST_CASE("governance/duty_roster: a key that cells of two tiers have is refused rather than guessed") {
    std::vector<muster::tier_drawing<muster::planar>> tiers{{{"district"}, {}}, {{"street"}, {}}};
    for (auto& each : tiers) { each.cells.push_back({"1", {"one"}, square_city::square(0, 0, 1000, 1000)}); }
    const square_city::hierarchy twins{tiers};
    command_rules some = rules();
    some.roster = {{"1", "commander", "a", {}}};
    CHECK_THROWS_WITH_AS((duty_roster{twins, some}),
                         "duty roster: `a` as `commander` at `1`: tiers 0 and 1 both have a cell of this key",
                         muster::error);
}
