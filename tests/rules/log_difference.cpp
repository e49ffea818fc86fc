#include "muster/rules/log_difference.hpp"

#include <doctest/doctest.h>

#include "dice.hpp"
#include "muster/rules/loaded_table.hpp"
#include "muster/rules/table_difference_text.hpp"
#include "small_tables.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace {

using namespace muster;

table_model table_of(double limit) {
    table_model made;
    made.name = "level";
    made.policy = hit_policy::first;
    made.inputs = {{{"dead"}, value_kind::whole_number, true, any_value, 0},
                   {{"area"}, value_kind::string, true, any_value, 0}};
    made.outputs = {{"level", value_kind::string, {}, {}}};
    made.rules = {{"many", {at_least(limit), any_value}, {text_value("I")}, {}, {}},
                  {"few", {below(limit), any_value}, {text_value("II")}, {}, {}}};
    return made;
}

}  // namespace

TEST_CASE("rules/log_difference: the decisions of a log that change are counted, by answer and by area") {
    const loaded_table before{table_of(30)};
    const loaded_table after{table_of(10)};
    std::vector<std::vector<table_value>> log;
    for (int i = 0; i < 5'292; ++i) {
        const int dead = i < 37 ? 10 + i % 20 : i % 10;
        log.push_back({number_value(dead, value_kind::whole_number), text_value(i % 3 == 0 ? "north" : "south")});
    }
    log[5'000][0] = unknown_value(value_kind::whole_number);
    const log_difference found =
        difference_on_log(answers_of(before), answers_of(after), log, std::vector<std::string>{"area", "dead"});
    CHECK(found.cases == 5'292);
    CHECK(found.changed.size() == 37);
    CHECK(found.changed.front() == 0);
    CHECK(found.changed.back() == 36);
    REQUIRE(found.by_answer.size() == 1);
    CHECK(found.by_answer[0].cases == 37);
    CHECK(found.by_input.at(0).values.size() == 2);
    CHECK(found.by_input.at(1).values.size() == 20);
    CHECK(found.by_input.at(1).values[0].value.number == 10);
    const log_difference by_area =
        difference_on_log(answers_of(before), answers_of(after), log, std::vector<std::string>{"area"});
    CHECK(to_text(by_area) ==
          "37 of 5,292 cases are decided differently\n"
          "  \"II\" -> \"I\": 37\n"
          "by area:\n"
          "  \"south\": 24 of 3,528\n"
          "  \"north\": 13 of 1,764\n");
    CHECK(to_text(by_area, language::zh) ==
          "5,292 条记录中有 37 条的决定改变\n"
          "  \"II\" -> \"I\"：37 条\n"
          "按 area：\n"
          "  \"south\"：24 / 3,528\n"
          "  \"north\"：13 / 1,764\n");
    CHECK_THROWS_WITH_AS(static_cast<void>(difference_on_log(answers_of(before), answers_of(after), log,
                                                             std::vector<std::string>{"zone"})),
                         "table `level` has no input `zone`", error);
    CHECK(to_text(difference_on_log(answers_of(before), answers_of(before), log)) ==
          "0 of 5,292 cases are decided differently\n");
}

TEST_CASE("rules/log_difference: the cases that change are those in a changed region") {
    dice roll{31};
    for (int i = 0; i < 300; ++i) {
        const table_model before = small_tables::table(roll, 2, 4);
        table_model after = before;
        const std::size_t rule = roll.below(after.rules.size());
        after.rules[rule] = small_tables::rule(roll, after, after.rules[rule].name);
        const loaded_table a{before};
        const loaded_table b{after};
        std::vector<std::vector<table_value>> log;
        std::vector<value_kind> kinds;
        for (const input_clause& each : before.inputs) { kinds.push_back(each.kind); }
        small_tables::for_all_cases(kinds, [&](const std::vector<table_value>& values) {
            for (std::size_t at = 0; at < values.size(); ++at) {
                if (!values[at].is_known && !before.inputs[at].may_be_unknown) { return; }
            }
            if (roll.chance(40)) { log.push_back(values); }
        });
        const table_difference exact = difference(answers_of(a), answers_of(b));
        const log_difference found =
            difference_on_log(answers_of(a), answers_of(b), log, std::vector<std::string>{before.inputs[0].name.en});
        std::vector<std::size_t> expected;
        std::map<std::string, std::size_t> by_value;
        for (std::size_t at = 0; at < log.size(); ++at) {
            if (exact.find(log[at]) == nullptr) { continue; }
            expected.push_back(at);
            ++by_value[to_string(log[at][0])];
        }
        CHECK(found.changed == expected);
        std::size_t sum = 0;
        for (const answer_change& each : found.by_answer) {
            sum += each.cases;
            CHECK(is_same_answer(each.before, answer(answers_of(a), log[each.first])));
            CHECK(is_same_answer(each.after, answer(answers_of(b), log[each.first])));
        }
        CHECK(sum == expected.size());
        CHECK(found.by_input.at(0).values.size() == by_value.size());
        for (const value_change& each : found.by_input[0].values) {
            CHECK(by_value[to_string(each.value)] == each.changed);
        }
    }
}
