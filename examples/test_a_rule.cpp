// A rule-maker's test file: the city's rules are held against the regulation before anybody is sent by them, and a rule
// that is proposed is held against the one in force on recorded calls. Run by doctest, as any other test.
#include "muster/governance/verdict_text.hpp"
#include "muster/incident/rule_classifier.hpp"
#include "muster/rules/grading_table.hpp"

#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <iostream>
#include <optional>
#include <string>
#include <vector>

namespace city {
struct call {
    std::string no, what;
    std::optional<int> trapped, storeys;  // unknown is not zero
};
}  // namespace city

template <>
inline constexpr auto muster::fields<city::call> = muster::map(muster::id = &city::call::no,
                                                               muster::position = muster::absent,
                                                               muster::text = &city::call::what,
                                                               muster::field<"trapped"> = &city::call::trapped,
                                                               muster::field<"storeys"> = &city::call::storeys);

using namespace muster;

namespace city {

using table = grading_table<call>;

const type_tree types{{{"fire", {"fire", "火灾"}, ""}, {"high-rise", {"high-rise fire", "高层火灾"}, "fire"}}};

// The rules under test. §7: "three people or more (3人以上) trapped: level I"; §8: "fewer than 8 storeys (8层以下) is no
// high-rise".
const rule_classifier<call> kinds{
    types,
    {{{"flames"}, types.at("fire"), {contains("fire", "smoke"), lacks("drill")}},
     {{"flames high up"}, types.at("high-rise"), {contains("fire", "smoke"), lacks("drill"), field<"storeys"> >= 8}}}};
const grading_criterion trapped{{"people trapped"}, "trapped", {at_least(1, level_II), at_least(3, level_I)}};
const table live{types, three_response_levels(), {trapped}};
// Proposed: from 20 storeys on never below level II, also while nobody knows how many are trapped.
const table proposed{types, three_response_levels(), {trapped, {{"storeys"}, "storeys", {at_least(20, level_II)}}}};

const std::vector<call> recorded{{"0301-017", "fire on the 3rd floor", 0, 6},
                                 {"0301-042", "smoke from the roof", {}, 31},
                                 {"0302-008", "fire, people at the windows", 4, 24},
                                 {"0302-115", "smoke in the stairs", 0, 22},
                                 {"0303-001", "smoke somewhere", {}, {}}};

workspace scratch;

classification classify(const call& call) { return kinds(call, {location{}, scratch, record::all}); }
grading grade(const table& rule, const call& call) {
    return rule(call, {location{}, classify(call), instant{}, scratch, record::all});
}
grading with_trapped(std::optional<int> number) { return grade(live, {"1", "fire", number, {}}); }
std::string level_name(response_level each) { return live.scale()[each].en; }

TEST_CASE("3以上 includes 3, as §7 says") {
    CHECK(with_trapped(0).decided == level_III);
    CHECK(with_trapped(1).decided == level_II);
    CHECK(with_trapped(2).decided == level_II);
    CHECK(with_trapped(3).decided == level_I);
}

TEST_CASE("8以下 excludes 8, as §8 says") {
    CHECK(classify({"1", "fire", {}, 7}).type == types.at("fire"));
    CHECK(classify({"1", "fire", {}, 8}).type == types.at("high-rise"));
}

TEST_CASE("nobody knows: the level stays open, and the right question is asked") {
    const grading open = with_trapped({});
    CHECK(open.decided == level_III);
    CHECK(open.highest == level_I);
    CHECK(live[open.settled_by].criterion_name.en == "people trapped");
}

TEST_CASE("what fires, and why not the others") {
    name_book names;
    kinds.write_names(names);
    const classification low = classify({"1", "smoke in a yard", {}, 2});
    REQUIRE(low.reasons.size() == 2);  // one verdict on every rule
    CHECK(to_text(low.reasons[0], names) == "rule \"flames\" fired");
    CHECK(to_text(low.reasons[1], names) == "rule \"flames high up\" did not fire; this does not hold: storeys >= 8");
    const call drill{"2", "fire drill at school", {}, {}};
    CHECK(classify(drill).status == classification_status::no_rule);
    CHECK(to_text(kinds.why_not({0}, drill, {location{}, scratch, record::all}), names) ==
          "rule \"flames\" did not fire; this does not hold: text lacks \"drill\"");
}

TEST_CASE("the proposed rule raises tall buildings, and lowers nothing, on the recorded calls") {
    std::vector<std::string> changed;
    for (const call& each : recorded) {
        const grading before = grade(live, each);
        const grading after = grade(proposed, each);
        CHECK_FALSE(is_more_serious(before.decided, after.decided));
        if (before.decided == after.decided) { continue; }
        changed.push_back(each.no);
        std::cout << "  " << each.no << " \"" << each.what << "\": " << level_name(before.decided) << " becomes "
                  << level_name(after.decided) << " by \"" << proposed[after.criterion].criterion_name.en << "\"\n";
    }
    CHECK(changed == std::vector<std::string>{"0301-042", "0302-115"});
}

}  // namespace city

int main(int count, char** arguments) {
    if (count > 1) {
        std::cerr << "test_a_rule takes no arguments, and was given `" << arguments[1] << "`\n";
        return 2;
    }
    std::cout << "If the proposed rule had been in force for " << city::recorded.size() << " recorded calls:\n";
    doctest::Context run;
    run.setOption("no-version", true);
    run.setOption("no-intro", true);
    run.setOption("no-path-filenames", true);
    return run.run();
}
