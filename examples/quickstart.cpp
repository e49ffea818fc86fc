#include "muster/muster.hpp"
#include <iostream>

namespace city { struct call { int no; std::string what; int trapped; }; }  // your struct stays as it is

template <> inline constexpr auto muster::fields<city::call> = muster::map(
    muster::id = &city::call::no, muster::position = muster::absent, muster::text = &city::call::what,
    muster::field<"trapped"> = &city::call::trapped);

int main() {
    using namespace muster;
    const type_tree types{{{"fire", {"fire", "火灾"}, ""}}};
    const capability_list skills{{"fire engine", "消防车"}};
    const policy stages{
        stage::classify = rule_classifier<city::call>{types, {{"smoke or flames", types.at("fire"), {contains("smoke", "着火")}}}},
        stage::grade = grading_table<city::call>{types, three_response_levels(), {{"people trapped", "trapped", {at_least(2, level_II)}}}},
        stage::require = run_card_table{types, three_response_levels(), {{"fire", types.at("fire"), {}, {}, {{skills.find("fire engine"), 3, {}, {}}}}}}};
    const governance downtown{stages, "downtown", 1};
    workspace scratch;
    const plan decided = downtown.decide(city::call{7, "Smoke from the roof!", 2}, clock_only{to_instant({2026, 3, 1, 8, 15})}, scratch);
    std::cout << to_text(decided, downtown.names(skills));
}
