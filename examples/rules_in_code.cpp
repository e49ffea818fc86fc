// A decision table over a caller's own struct: written one rule a line, proven before it goes live, asked, made to say
// why, and bound as the pipeline's grade stage.
#include "muster/governance/governance.hpp"
#include "muster/governance/plan_text.hpp"
#include "muster/governance/situation.hpp"
#include "muster/rules/decision_table.hpp"
#include "muster/rules/nearest_change.hpp"
#include "muster/rules/nearest_change_text.hpp"
#include "muster/rules/rule_draft_book.hpp"
#include "muster/rules/rule_gap.hpp"
#include "muster/rules/rule_trace.hpp"
#include "muster/rules/table_grader.hpp"

#include <iostream>
#include <optional>
#include <string>
#include <vector>

namespace city {
struct call {
    int no;
    std::string what, code;      // code: "F" fire, "F1" building fire, "R" rescue, ...
    std::optional<int> trapped;  // unknown is not zero
    double water_m;              // how high the water stands
    muster::instant at;
};
}  // namespace city

template <>
inline constexpr auto muster::fields<city::call> =
    muster::map(muster::id = &city::call::no, muster::position = muster::absent, muster::text = &city::call::what,
                muster::received_at = &city::call::at, muster::field<"trapped"> = &city::call::trapped);

using namespace muster;

namespace city {

const std::vector<table_input<call>> facts{
    input<call>("code", &call::code),
    input<call>(field<"trapped">).allowed(at_least(0)),  // from the field map; optional: the proof asks about "unknown" too
    input<call>("water_m", &call::water_m).allowed(within(0, 20)).thin_margin(0.1),
    input<call>("hour", &call::at).as(value_kind::time_of_day),
};
const input_entry at_night = from_until(time_value(22, 0), time_value(6, 0));

const std::vector<decision_rule<response_level>> first_try{
    // name                  code                trapped                       water              time
    {"many trapped",       {any_value,          at_least(3),                  any_value,         any_value},        level_I},
    {"flood",              {any_value,          is_unknown() || below(3),     at_least(1.5),     any_value},        level_I},
    {"fire, some trapped", {starts_with("F"),   is_unknown() || within(1, 2), below(1.5),        any_value},        level_II},
    {"fire at night",      {starts_with("F"),   is(0),                        below(1.5),        at_night},         level_II},
    {"fire by day",        {starts_with("F"),   is(0),                        below(1.5),        except(at_night)}, level_III},
    {"rescue",             {one_of("R", "R2"),  is_unknown() || at_most(2),   at_most(1.5),      any_value},        level_III},
};

}  // namespace city

int main() {
    using city::call;

    // 1. Proven before it goes live. As it stands it has gaps, and two rules that clash at exactly 1.5 m.
    try {
        const decision_table<call, response_level> refused{"levels", city::facts, city::first_try};
    } catch (const error& problem) { std::cout << "Refused: " << problem.what() << "\n\n"; }

    std::vector<decision_rule<response_level>> rules = city::first_try;
    rules.back().when[2] = below(1.5);
    const decision_table<call, response_level> levels{"levels", city::facts, rules};
    std::cout << to_text(levels.proof(), levels.logic()) << '\n';

    // 2. Asked.
    const call fire{17, "smoke on the 2nd floor", "F1", 2, 0.0, to_instant({2026, 3, 1, 23, 40})};
    const auto decided = levels.decide(fire);
    std::cout << "Case 17: " << three_response_levels()[*decided].en << ", by rule `"
              << levels.logic().rules()[decided.rule.index].name << "`\n";
    std::cout << to_text(levels.explain(fire), levels.logic());
    const std::vector<table_value> values = levels.values_of(fire);
    std::cout << "What would change it: " << to_text(nearest_change(levels.logic(), values), levels.logic()) << "\n\n";

    // 3. A gap is an outcome, not an error: it is what calls the expert.
    const call wall{18, "retaining wall about to give way", "S4", std::nullopt, 0.2, fire.at};
    const std::vector<table_value> unheard_of = levels.values_of(wall);
    std::cout << "Case 18: " << to_text(check_gap(levels.logic(), unheard_of), levels.logic(), unheard_of) << '\n';

    // 4. What the expert said becomes a draft rule. It decides nothing before it is replayed and a person accepts it.
    rule_draft_book book{levels.logic(), 1};
    expert_answer said;
    said.rule = "wall about to give way";
    said.outcome = levels.logic().rules()[decided.rule.index].outcome;  // as the fire's: level II
    said.matters = {"code"};
    said.author = "Engineer Lin";
    said.reason = "the slope behind it moves";
    said.written = fire.at;
    said.expires = fire.at + 720_h;
    said.reach = draft_reach::values;
    try {
        book.add(draft_from(levels.logic(), unheard_of, said), fire.at);
    } catch (const error& problem) { std::cout << "Refused: " << problem.what() << '\n'; }
    said.matters = {"code", "trapped", "water_m"};  // narrower: this code, nobody known trapped, water as low
    said.reach = draft_reach::classes;
    book.add(draft_from(levels.logic(), unheard_of, said), fire.at);
    const std::vector<std::vector<table_value>> log{values, unheard_of};
    std::cout << to_text(book.replay(said.rule, log, fire.at), book.live()) << '\n';
    const compiled_rules& next = book.accept(said.rule, "Director Wang", "replayed on the log of February", fire.at);
    std::cout << "Version " << book.version() << ": " << to_text(explain(next, unheard_of), 6, next) << "\n\n";

    // 5. As the pipeline's grade stage; what no rule decides is level I until people know better.
    const policy stages{stage::grade = table_grader{levels, three_response_levels(), level_I}};
    const governance trial{stages, "trial", 1};
    workspace scratch;
    for (const call& each : {fire, wall}) {
        std::cout << to_text(trial.decide(each, clock_only{each.at}, scratch), trial.names(capability_list{{"fire engine"}}));
    }
}
