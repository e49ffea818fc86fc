#include "../../examples/city_day/sf_match.hpp"

#include "sf_made_up.hpp"

#include "muster/core/distributions.hpp"
#include "muster/core/random.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

using sf_made_up::lessons_of;
using sf_made_up::made_up;

namespace {

sf::type_set decide(const std::vector<sf::call>& log, const sf::match_settings& how, const sf::call& asked) {
    const sf::unit_types types{log};
    return sf::log_match{lessons_of(log, types), types, how}.decide(asked);
}

// The share of each set at the narrowest kind of a call that was seen: counted and shrunk without the library's tables.
std::map<sf::type_set, std::int64_t> shares(const std::vector<sf::lesson>& lessons, const sf::call& asked,
                                            const sf::match_settings& how) {
    std::map<sf::type_set, std::int64_t> wider;
    for (const sf::lesson& each : lessons) { wider[each.label.together] = 0; }
    for (const std::string& kind : sf::kinds_of(asked, how.finest)) {
        std::map<sf::type_set, std::int64_t> went;
        std::int64_t calls = 0;
        for (const sf::lesson& each : lessons) {
            if (!sf::kinds_of(*each.what, how.finest).back().starts_with(kind)) { continue; }
            ++went[each.label.together];
            ++calls;
        }
        if (calls == 0) { break; }
        for (auto& [set, share] : wider) {
            const std::int64_t all = calls + how.strength;
            share = (1000 * went[set] + how.strength * share + all / 2) / all;
        }
    }
    return wider;
}

std::int64_t worth(sf::type_set set, const std::map<sf::type_set, std::int64_t>& likely, bool expects_f1) {
    if (!expects_f1) { return likely.contains(set) ? likely.at(set) : 0; }
    std::int64_t sum = 0;
    for (const auto& [actual, share] : likely) { sum += share * sf::f1_of(set, actual); }
    return (sum + sf::f1_one / 2) / sf::f1_one;
}

}  // namespace

TEST_CASE("examples/sf_match: the team with the highest share, shrunk by hand") {
    std::vector<sf::call> log(3, made_up({"ENGINE"}));
    log.push_back(made_up({"CHIEF"}, "Alarms", "A"));
    // ENGINE and CHIEF, in thousandths. Every call: 3000 / 6 = 500 and 1000 / 6 = 167.
    // Alarms: (3000 + 2 x 500) / 6 = 667 and (1000 + 2 x 167) / 6 = 222.
    // Alarms/A: 2 x 667 / 3 = 445 and (1000 + 2 x 222) / 3 = 481.
    const sf::call asked = made_up({}, "Alarms", "A");
    CHECK(decide(log, sf::team_for_exact, asked) == 0b01);  // CHIEF
    sf::match_settings stronger = sf::team_for_exact;
    stronger.strength = 3;  // 429, 612, 3 x 612 / 4 = 459 and 143, 204, (1000 + 3 x 204) / 4 = 403
    CHECK(decide(log, stronger, asked) == 0b10);  // ENGINE
    CHECK(decide(log, sf::team_for_exact, made_up({}, "Alarms", "B")) == 0b10);
    CHECK(decide(log, sf::team_for_exact, made_up({}, "Outside Fire")) == 0b10);
}

TEST_CASE("examples/sf_match: the team with the highest expected F1, also one that never went") {
    std::vector<sf::call> log;
    for (int i = 0; i < 50; ++i) {
        log.push_back(made_up({"CHIEF", "ENGINE"}));
        log.push_back(made_up({"CHIEF", "TRUCK"}));
    }
    CHECK(decide(log, sf::team_for_exact, made_up({})) == 0b011);  // as often: the first by the alphabet
    CHECK(decide(log, sf::team_for_f1, made_up({})) == 0b111);     // 0.8 either way, against 0.75 for one of the two
}

TEST_CASE("examples/sf_match: expected F1 in thousandths, halves up") {
    const std::vector<sf::call> log{made_up({"A"}), made_up({"B", "C"}), made_up({"C"})};
    const sf::unit_types types{log};
    const std::vector<sf::lesson> lessons = lessons_of(std::span{log}.first(1), types);
    const std::vector<sf::team> teams{{"A", 0b001}, {"A+B", 0b011}, {"A+B+C", 0b111}, {"C", 0b100}};
    const muster::type_tree tree = sf::tree_of(lessons, teams, sf::call_detail::priority);
    const muster::department_directory directory = sf::directory_of(teams, tree);
    const std::vector<muster::co_response> went{{sf::every_call, {"A"}, 1}};
    const muster::affinity shares{tree, directory, went, {2, muster::unknown_names::refuse}};  // 1000 / 3
    const sf::expected_f1 expected{shares, teams, tree.size()};
    const muster::type_id every = tree.at(sf::every_call);
    CHECK(expected.score_thousandths(every, {0, 0}) == 333);
    CHECK(expected.score_thousandths(every, {1, 0}) == 222);
    CHECK(expected.score_thousandths(every, {2, 0}) == 167);  // 333 x 2 / 4
    CHECK(expected.score_thousandths(every, {3, 0}) == 0);
    CHECK(expected.score_thousandths(muster::type_id::none(), {0, 0}) == 0);
}

TEST_CASE("examples/sf_match: places teach where the leaf is a station area") {
    std::vector<sf::call> log;
    for (int i = 0; i < 20; ++i) { log.push_back(made_up({"AMBULANCE", "ENGINE"}, "Medical Incident", "3", "7")); }
    for (int i = 0; i < 10; ++i) { log.push_back(made_up({"AMBULANCE", "SUPPORT"}, "Medical Incident", "3", "3")); }
    const sf::call at_3 = made_up({}, "Medical Incident", "3", "3");
    CHECK(decide(log, sf::team_for_f1, at_3) == 0b101);
    CHECK(decide(log, sf::team_for_exact, at_3) == 0b011);  // leaf: the priority
    CHECK(decide(log, sf::team_for_f1, made_up({}, "Medical Incident", "3", "9")) == 0b011);
}

TEST_CASE("examples/sf_match: each unit type on its own joins from a threshold") {
    std::vector<sf::call> log;
    for (int i = 0; i < 1000; ++i) {
        log.push_back(made_up(i % 5 < 2 ? std::vector<std::string>{"CHIEF", "ENGINE"}
                                        : std::vector<std::string>{"ENGINE"}));  // CHIEF in 400 of 1000
    }
    for (int i = 0; i < 400; ++i) { log.push_back(made_up({"TRUCK"}, "Other")); }
    CHECK(decide(log, sf::singles_for_exact, made_up({})) == 0b010);
    CHECK(decide(log, sf::singles_for_f1, made_up({})) == 0b011);
    sf::match_settings above = sf::singles_for_exact;
    above.join_from = 1001;
    CHECK(decide(log, above, made_up({})) == 0);
}

TEST_CASE("examples/sf_match: nothing learned sends nobody") {
    const sf::unit_types types{std::vector<sf::call>{made_up({"ENGINE"})}};
    for (const sf::match_settings& how :
         {sf::team_for_exact, sf::team_for_f1, sf::singles_for_exact, sf::singles_for_f1}) {
        CHECK(sf::log_match{{}, types, how}.decide(made_up({})) == 0);
    }
}

TEST_CASE("examples/sf_match: decides as a search through all sets does, on random logs") {
    const std::vector<std::vector<std::string>> sets{{"A"},      {"B"},      {"C"},          {"A", "B"},
                                                     {"A", "C"}, {"B", "C"}, {"A", "B", "C"}};
    const muster::random seed{7};
    std::size_t narrow = 0;
    for (std::uint64_t n = 0; n < 60; ++n) {
        muster::random draws = seed.stream(n);
        const auto below = [&](std::uint64_t limit) { return muster::uniform_below(draws, limit); };
        const auto letter = [&](std::uint64_t of) { return std::string(1, static_cast<char>('a' + below(of))); };
        std::vector<sf::call> log{made_up({"A", "B", "C"})};  // so that no type is missing
        for (std::uint64_t i = below(60); i > 0; --i) {
            log.push_back(made_up(sets[below(sets.size())], letter(2), letter(3), letter(3)));
        }
        const sf::unit_types types{log};
        const std::vector<sf::lesson> lessons = lessons_of(log, types);
        for (sf::match_settings how : {sf::team_for_exact, sf::team_for_f1}) {
            how.finest = below(2) == 0 ? sf::call_detail::priority : sf::call_detail::station_area;
            how.strength = 1 + static_cast<std::int64_t>(below(12));
            sf::log_match match{lessons, types, how};
            for (int i = 0; i < 10; ++i) {
                const sf::call asked = made_up({}, letter(3), letter(3), letter(4));
                const auto likely = shares(lessons, asked, how);
                sf::type_set best = 1;
                for (sf::type_set set = 2; set < 8; ++set) {
                    const std::int64_t ours = worth(set, likely, how.expects_f1);
                    const std::int64_t most = worth(best, likely, how.expects_f1);
                    if (ours > most || (ours == most && sf::comes_before(set, best))) { best = set; }
                }
                REQUIRE(match.decide(asked) == best);
                narrow += best == 0b111U ? 0U : 1U;
            }
        }
    }
    CHECK(narrow > 100);  // not always everybody
}
