#include "muster/governance/deliberation.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <type_traits>
#include <vector>

using muster::deliberation;
using muster::deliberation_answer;
using muster::department_handle;
using muster::expert_handle;
using muster::instant;
using muster::officer_id;

namespace {

constexpr department_handle fire{0, 1}, housing{1, 1}, traffic{2, 1}, owner{3, 1}, stranger{4, 1};
constexpr expert_handle zhao{0, 1}, qian{1, 1}, nobody_known{2, 1};
constexpr officer_id chief{7};

muster::joint_action_group group() {
    muster::joint_action_group made;
    made.case_owner = owner;
    made.members = {{fire, {0}, muster::participation::primary},
                    {housing, {1}, muster::participation::primary},
                    {fire, {1}, muster::participation::supporting},
                    {traffic, {2}, muster::participation::primary}};
    made.clashes = {{fire, traffic, {5}, {0}, {600'000}}};
    return made;
}
muster::expert_panel panel(bool holds = true) {
    muster::expert_panel made;
    made.seats = {{zhao, true, {300'000}, {2}}, {qian, false, {60'000}, {3}}};
    made.holds_further_action = holds;
    return made;
}

std::size_t entries(const deliberation& held) {
    return held.assessments().size() + held.stances().size() + held.waivers().size() + held.decisions().size();
}

}  // namespace

TEST_CASE("governance/deliberation: it opens with what the plan says: clashes, seats, each department once") {
    const deliberation held{group(), panel(), instant{100}};
    CHECK(held.opened_at() == instant{100});
    CHECK(held.case_owner() == owner);
    CHECK(held.clashes() == group().clashes);
    CHECK(held.seats() == panel().seats);
    CHECK(held.departments() == std::vector<department_handle>{fire, housing, traffic, owner});
    CHECK(held.silent() == held.departments());
    CHECK(held.is_held());
    CHECK_FALSE(held.is_decided());
    CHECK(held.dissent().empty());
    CHECK_FALSE(deliberation{group(), panel(false), instant{}}.is_held());
    CHECK(std::is_copy_constructible_v<deliberation>);
}

TEST_CASE("governance/deliberation: only the panel assesses, only the group and the owner take positions") {
    deliberation held{group(), panel(), instant{}};
    CHECK(held.assess({1}, nobody_known, "close", "cracks") == deliberation_answer::not_on_panel);
    CHECK(held.assess({1}, {zhao.index, 9}, "close", "cracks") == deliberation_answer::not_on_panel);  // came later
    CHECK(held.assess({1}, zhao, " \n", "cracks") == deliberation_answer::no_option);
    CHECK(held.assess({1}, zhao, "close", "") == deliberation_answer::no_words);
    CHECK(held.state({1}, stranger, "close", "safer") == deliberation_answer::not_in_group);
    CHECK(held.state({1}, department_handle::none(), "close", "safer") == deliberation_answer::not_in_group);
    CHECK(held.state({1}, fire, "", "safer") == deliberation_answer::no_option);
    CHECK(entries(held) == 0);
    CHECK(held.assess({1}, zhao, "close", "cracks") == deliberation_answer::recorded);
    CHECK(held.state({1}, owner, "close", "") == deliberation_answer::recorded);
    CHECK(held.state({1}, fire, "keep open", "engines must pass") == deliberation_answer::recorded);
    CHECK(held.silent() == std::vector<department_handle>{housing, traffic});
}

TEST_CASE(
    "governance/deliberation: no decision without a reason, none by an expert, none while an assessment is awaited") {
    deliberation held{group(), panel(), instant{}};
    CHECK(held.decide({1}, zhao, "close", "I know best") == deliberation_answer::experts_advise);
    CHECK(held.decide({1}, chief, "close", "it slides") == deliberation_answer::awaits_assessment);
    CHECK(held.assess({1}, qian, "close", "cracks") == deliberation_answer::recorded);
    CHECK(held.decide({2}, zhao, "close", "I know best") == deliberation_answer::experts_advise);
    CHECK(held.decide({2}, chief, "close", "  ") == deliberation_answer::no_words);
    CHECK(held.decide({2}, chief, "", "it slides") == deliberation_answer::no_option);
    CHECK(held.decide({2}, officer_id::none(), "close", "it slides") == deliberation_answer::nobody);
    CHECK(held.decide({2}, department_handle::none(), "close", "it slides") == deliberation_answer::nobody);
    CHECK(held.decide({2}, stranger, "close", "it slides") == deliberation_answer::not_in_group);
    CHECK_FALSE(held.is_decided());
    CHECK(held.decide({2}, chief, "close", "it slides") == deliberation_answer::recorded);
    CHECK(held.decisions()[0].officer == chief);
    CHECK_FALSE(held.decisions()[0].department);
    CHECK(held.decide({3}, housing, "keep open", "it holds") == deliberation_answer::recorded);  // the last counts
    CHECK(held.decisions().size() == 2);
    CHECK(held.decisions()[1].department == housing);
}

TEST_CASE("governance/deliberation: a waiver by name and with a reason lets a decision pass without an assessment") {
    deliberation held{group(), panel(), instant{}};
    CHECK(held.waive({1}, "", "no line") == deliberation_answer::nobody);
    CHECK(held.waive({1}, "Chief Wu", "") == deliberation_answer::no_words);
    CHECK(held.is_held());
    CHECK(held.waive({1}, "Chief Wu", "no line to any of them") == deliberation_answer::recorded);
    CHECK_FALSE(held.is_held());
    CHECK(held.decide({2}, chief, "close", "it slides") == deliberation_answer::recorded);
    CHECK(held.waive({3}, "Chief Wu", "again") == deliberation_answer::nothing_to_waive);

    deliberation free{group(), panel(false), instant{}};
    CHECK(free.waive({1}, "Chief Wu", "why not") == deliberation_answer::nothing_to_waive);
    CHECK(free.decide({1}, fire, "close", "it slides") == deliberation_answer::recorded);
}

TEST_CASE(
    "governance/deliberation: a decision against the assessment is free; the record keeps assessment and dissent") {
    deliberation held{group(), panel(), instant{}};
    REQUIRE(held.assess({1}, zhao, "close", "cracks at the crown") == deliberation_answer::recorded);
    REQUIRE(held.assess({2}, qian, "one lane", "stable at the toe") == deliberation_answer::recorded);
    REQUIRE(held.state({3}, fire, "keep open", "engines") == deliberation_answer::recorded);
    REQUIRE(held.state({4}, housing, "close", "people") == deliberation_answer::recorded);
    REQUIRE(held.state({5}, housing, "one lane", "the assessment") == deliberation_answer::recorded);
    REQUIRE(held.decide({6}, chief, "one lane", "both in part") == deliberation_answer::recorded);
    CHECK(held.dissent() == std::vector<department_handle>{fire});
    CHECK(held.overruled() == std::vector<expert_handle>{zhao});
    REQUIRE(held.stances().size() == 3);  // the earlier position is kept
    CHECK_FALSE(deliberation::counts(held.stances(), held.stances()[1]));
    CHECK(deliberation::counts(held.stances(), held.stances()[2]));
    CHECK(held.assessments()[0].words == "cracks at the crown");
    REQUIRE(held.assess({7}, zhao, "one lane", "measured again") == deliberation_answer::recorded);
    CHECK(held.overruled().empty());
}

TEST_CASE("governance/deliberation: the record is in the order of time, what comes out of it is refused") {
    deliberation held{group(), panel(), instant{10}};
    CHECK(held.assess({9}, zhao, "close", "cracks") == deliberation_answer::earlier_than_last);
    CHECK(held.waive({9}, "Chief Wu", "no line") == deliberation_answer::earlier_than_last);
    CHECK(held.assess({12}, zhao, "close", "cracks") == deliberation_answer::recorded);
    CHECK(held.state({11}, fire, "close", "") == deliberation_answer::earlier_than_last);
    CHECK(held.decide({11}, chief, "close", "it slides") == deliberation_answer::earlier_than_last);
    CHECK(held.decide({12}, chief, "close", "it slides") == deliberation_answer::recorded);
    CHECK(entries(held) == 2);
}

TEST_CASE("governance/deliberation: whatever is tried in whatever order, it is recorded or changes nothing") {
    dice any{11};
    const std::vector<std::string> words{"", " ", "close", "one lane", "keep open"};
    const std::vector<department_handle> departments{fire, housing, traffic, owner, stranger, {}};
    const std::vector<expert_handle> experts{zhao, qian, nobody_known};
    for (int round = 0; round < 300; ++round) {
        const bool holds = any.chance(50);
        deliberation held{group(), panel(holds), instant{}};
        std::map<department_handle, std::string> last;
        std::string decided;
        bool assessed = false, waived = false;
        for (int i = 0; i < 20; ++i) {
            const instant at{i};
            const std::size_t before = entries(held);
            const std::string option = any.any_of(words), why = any.any_of(words);
            deliberation_answer answer{};
            switch (any.below(5)) {
                case 0:
                    answer = held.assess(at, any.any_of(experts), option, why);
                    assessed = assessed || answer == deliberation_answer::recorded;
                    break;
                case 1: {
                    const department_handle who = any.any_of(departments);
                    answer = held.state(at, who, option, why);
                    if (answer == deliberation_answer::recorded) { last[who] = option; }
                    break;
                }
                case 2:
                    answer = held.waive(at, option, why);
                    waived = waived || answer == deliberation_answer::recorded;
                    break;
                case 3: answer = held.decide(at, any.any_of(departments), option, why); break;
                default: answer = held.decide(at, officer_id{any.below(3)}, option, why);
            }
            CHECK(entries(held) == before + (answer == deliberation_answer::recorded ? 1 : 0));
            if (held.is_decided()) {
                decided = held.decisions().back().option;
                CHECK((!holds || assessed || waived));
                CHECK(held.decisions().back().why.find_first_not_of(' ') != std::string::npos);
            }
            std::vector<department_handle> against;
            for (const department_handle each : held.departments()) {
                if (held.is_decided() && last.contains(each) && last[each] != decided) { against.push_back(each); }
            }
            CHECK(held.dissent() == against);
            CHECK(held.is_held() == (holds && !assessed && !waived));
        }
    }
}

TEST_CASE("governance/deliberation: an assessment that does not answer for what is held leaves it held") {
    muster::expert_panel mixed = panel();
    mixed.seats[0].opens_gate = false;
    deliberation held{group(), mixed, instant{}};
    CHECK(held.assess({1}, zhao, "close", "cracks") == deliberation_answer::recorded);
    CHECK(held.is_held());
    CHECK(held.decide({2}, owner, "close", "cracks") == deliberation_answer::awaits_assessment);
    CHECK(held.assess({3}, qian, "close", "cracks") == deliberation_answer::recorded);
    CHECK_FALSE(held.is_held());
    CHECK(held.decide({4}, owner, "close", "cracks") == deliberation_answer::recorded);
}

TEST_CASE("governance/deliberation: of officers only those who hold a post decide, where the command is known") {
    muster::assembly called;
    called.posts = {{{1}, {0}, {7}, 0, true, true}, {{1}, {1}, {}, 0, false, true}};
    deliberation held{group(), panel(false), called, instant{}};
    CHECK(held.decide({1}, muster::officer_id{8}, "close", "cracks") == deliberation_answer::not_in_command);
    CHECK_FALSE(held.is_decided());
    CHECK(held.decide({1}, muster::officer_id{7}, "close", "cracks") == deliberation_answer::recorded);
}
