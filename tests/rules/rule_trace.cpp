#include "muster/rules/rule_trace.hpp"

#include "dice.hpp"
#include "muster/rules/decision_table.hpp"
#include "rules/small_tables.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

using namespace muster;
using muster::detail::nearest_limit;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

compiled_rules sample(hit_policy how) {
    return {"sample",
            how,
            {{label{"dead", "死亡人数"}, value_kind::whole_number, true, at_least(0)}, {"what", value_kind::string}},
            {{"many dead", {at_least(30), any_value}, 0, 0},
             {"fire", {at_least(3), is("fire") || starts_with("F1")}, 1, 0},
             {"some", {at_least(3), except(one_of("drill", "test"))}, 1, 0}}};
}

std::string line(const compiled_rules& table, std::uint32_t rule, const std::vector<table_value>& values,
                 language in = language::en) {
    return to_text(explain(table, values), rule, table, in);
}

table_value whole(double number) { return number_value(number, value_kind::whole_number); }

std::string one(value_kind kind, const input_entry& entry, const table_value& value, language in = language::en) {
    const compiled_rules table{"t", hit_policy::first, {{label{"x", "某值"}, kind}}, {{"r", {entry}, 0, 0}}};
    return line(table, 0, {value}, in);
}

}  // namespace

TEST_CASE(
    "rules/rule_trace: of each rule whether it decides, was outranked, or which conditions failed and by how much") {
    const compiled_rules table = sample(hit_policy::first);
    const rule_trace made = explain(table, std::vector{whole(12), text_value("fire")});
    CHECK(made.status == table_status::decided);
    REQUIRE(made.rules.size() == 3);
    CHECK(made.rules[0].state == rule_state::fails);
    REQUIRE(made.rules[0].failed.size() == 1);
    CHECK(made.rules[0].failed[0].input == 0);
    CHECK(made.rules[0].failed[0].by == limit_distance{30, 18, true});
    CHECK(made.rules[1].state == rule_state::counts);
    CHECK(made.rules[1].failed.empty());
    CHECK(made.rules[2].state == rule_state::outranked);
    CHECK(to_text(made, table) ==
          "rule `many dead`: dead is 12, 18 below 30\n"
          "rule `fire` decides\n"
          "rule `some` holds, but `fire` goes before it\n");
    CHECK(to_text(made, table, language::zh) ==
          "规则“many dead”：死亡人数为12，比30小18\n"
          "规则“fire”成立\n"
          "规则“some”成立，但“fire”优先\n");
}

TEST_CASE("rules/rule_trace: every failing condition is named, and text has no distance") {
    const compiled_rules table = sample(hit_policy::first);
    const std::vector values{whole(1), text_value("drill")};
    CHECK(line(table, 1, values) ==
          "rule `fire`: dead is 1, 2 below 3; what is \"drill\", not \"fire\" or what begins with \"F1\"");
    CHECK(line(table, 2, values) == "rule `some`: dead is 1, 2 below 3; what is \"drill\", which is excluded");
    CHECK_FALSE(explain(table, values).rules[1].failed[1].by);
    CHECK(line(table, 1, {unknown_value(value_kind::whole_number), text_value("F12")}) ==
          "rule `fire`: dead is unknown");
    CHECK(line(table, 1, {unknown_value(value_kind::whole_number), text_value("F12")}, language::zh) ==
          "规则“fire”：死亡人数为未知");
}

TEST_CASE("rules/rule_trace: clashes name one another; a list counts all; out of range bars those that would hold") {
    const std::vector values{whole(30), text_value("fire")};
    CHECK(line(sample(hit_policy::unique), 0, values) == "rule `many dead` holds and clashes with `fire`, `some`");
    CHECK(explain(sample(hit_policy::any), values).rules[1].state == rule_state::clashes);
    CHECK(line(sample(hit_policy::any), 1, values, language::zh) == "规则“fire”成立，与之冲突：“many dead”、“some”");
    CHECK(line(sample(hit_policy::collect), 2, values) == "rule `some` counts");
    const compiled_rules open{"open",
                              hit_policy::first,
                              {{"dead", value_kind::whole_number, true, at_least(0)}},
                              {{"few", {below(3)}, 0, 0}, {"many", {at_least(3)}, 1, 0}}};
    const rule_trace outside = explain(open, std::vector{whole(-1)});
    CHECK(outside.rules[0].state == rule_state::barred);
    CHECK(outside.rules[1].state == rule_state::fails);
    CHECK(to_text(outside, open) ==
          "dead is -1, outside the values that the table was written for\n"
          "rule `few` would hold, but a value is out of range\n"
          "rule `many`: dead is -1, 4 below 3\n");
    CHECK(to_text(outside, open, language::zh) ==
          "dead为-1，超出本表的适用范围\n规则“few”本应成立，但有数值超出适用范围\n规则“many”：dead为-1，比3小4\n");
}

TEST_CASE("rules/rule_trace: under any every rule that holds in a decided case counts") {
    const compiled_rules table{"t",
                               hit_policy::any,
                               {{"x", value_kind::number}},
                               {{"a", {at_least(1)}, 0, 0}, {"b", {at_least(2)}, 0, 0}, {"c", {below(0)}, 1, 0}}};
    const rule_trace made = explain(table, std::vector{number_value(3)});
    CHECK(made.counted == std::vector<std::uint32_t>{0, 1});
    CHECK(made.rules[1].state == rule_state::counts);
    CHECK(to_text(made, table) ==
          "rule `a` counts\nrule `b` counts\nrule `c`: x is 3, 3 above 0, which does not pass itself\n");
}

TEST_CASE("rules/rule_trace: what is not finite has no distance, and a NaN is unknown") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    using enum value_kind;
    for (const value_kind kind : {number, date, date_time, time_of_day, day_time_duration, year_month_duration}) {
        CHECK(one(kind, at_most(5), number_value(infinity, kind)) == "rule `r`: x is inf, which is no finite number");
        CHECK(one(kind, at_least(5), number_value(-infinity, kind), language::zh) ==
              "规则“r”：某值为-inf，不是有限的数");
        CHECK(one(kind, at_most(5), number_value(nan, kind)) == "rule `r`: x is unknown");
    }
    // A NaN passes what an unknown value passes, and nothing else, so that every rule has a reason or counts.
    const compiled_rules table{
        "t",
        hit_policy::first,
        {{"x", number}},
        {{"not", {except(is(5))}, 0, 0}, {"low", {below(3)}, 1, 0}, {"nothing known", {is_unknown()}, 2, 0}}};
    CHECK(to_text(explain(table, std::vector{number_value(nan)}), table) ==
          "rule `not`: x is unknown\nrule `low`: x is unknown\nrule `nothing known` decides\n");
    const compiled_rules none{"t", hit_policy::first, {{"x", number}}, {{"not", {except(is(5))}, 0, 0}}};
    CHECK(explain(none, std::vector{number_value(nan)}).status == table_status::no_rule);
    CHECK(line(none, 0, {number_value(nan)}) == "rule `not`: x is unknown");
}

TEST_CASE("rules/rule_trace: distances in the words of each kind") {
    using enum value_kind;
    CHECK(one(number, below(0.3), number_value(0.5)) ==
          "rule `r`: x is 0.5, 0.2 above 0.3, which does not pass itself");
    CHECK(one(number, at_most(0.1), number_value(0.3)) ==
          "rule `r`: x is 0.3, 0.2 above 0.1");  // not 0.19999999999999998
    CHECK(one(number, more_than(3), number_value(3)) == "rule `r`: x is 3, the limit, which does not pass itself");
    CHECK(one(number, more_than(3), number_value(3), language::zh) == "规则“r”：某值为3，恰为界限（不含）");
    CHECK(one(number, below(3), number_value(4), language::zh) == "规则“r”：某值为4，比3大1（不含3）");
    CHECK(one(whole_number, except(is(4)), whole(4)) == "rule `r`: x is 4, which is excluded");
    CHECK(one(whole_number, except(within(2, 9)), whole(8)) ==
          "rule `r`: x is 8, 1 below 9, which does not pass itself");
    CHECK(one(date, at_least(date_value(2026, 3, 4).number), date_value(2026, 3, 1)) ==
          "rule `r`: x is date(\"2026-03-01\"), 3 days before date(\"2026-03-04\")");
    CHECK(one(date, at_most(date_value(2026, 2, 28).number), date_value(2026, 3, 1)) ==
          "rule `r`: x is date(\"2026-03-01\"), 1 day after date(\"2026-02-28\")");
    CHECK(one(time_of_day, within(time_value(8, 0).number, time_value(9, 0).number), time_value(10, 30)) ==
          "rule `r`: x is time(\"10:30:00\"), 1 h 30 min after time(\"09:00:00\")");
    CHECK(one(time_of_day, within(time_value(8, 0).number, time_value(9, 0).number), time_value(7, 59, 30),
              language::zh) == "规则“r”：某值为time(\"07:59:30\")，比time(\"08:00:00\")早30秒");
    CHECK(one(day_time_duration, at_least(3'600'000), number_value(1500, day_time_duration)) ==
          "rule `r`: x is duration(\"PT1.5S\"), 59 min 58.5 s shorter than duration(\"PT1H\")");
    CHECK(one(year_month_duration, at_most(12), number_value(13, year_month_duration)) ==
          "rule `r`: x is duration(\"P1Y1M\"), 1 month longer than duration(\"P1Y0M\")");
    CHECK(one(boolean, is(true), boolean_value(false)) == "rule `r`: x is false, not true");
    CHECK(one(weekday, one_of(6, 7), number_value(3, weekday)) == "rule `r`: x is Wednesday, not Saturday or Sunday");
    CHECK(one(weekday, one_of(6, 7), number_value(3, weekday), language::zh) ==
          "规则“r”：某值为星期三，不是星期六或星期日");
    CHECK(one(whole_number, is_unknown(), whole(4)) == "rule `r`: x is 4, not unknown");
    CHECK(one(string, one_of("a", "b", "c", "d", "e", "f", "g", "h"), text_value("x")) ==
          "rule `r`: x is \"x\", not \"a\" or \"b\" or \"c\" or \"d\" or \"e\" or \"f\" or 2 others");
}

TEST_CASE("rules/rule_trace: the limit is the nearest one from which on values pass, for every shape of condition") {
    dice roll{5};
    std::size_t compared = 0;
    for (int round = 0; round < 4000; ++round) {
        const input_entry entry = small_tables::entry(roll, value_kind::number);
        for (const table_value& each : small_tables::values_of(value_kind::number)) {
            const bool passes = entry.holds(each);
            if (passes || !each.is_known) { continue; }
            const auto found = nearest_limit(entry, each);
            // Limits lie on halves: what passes within a distance shows on, just below and just above them.
            double nearest = infinity;
            for (double at = -12; at <= 12; at += 0.25) {
                const bool touches = entry.holds(at) || entry.holds(std::nextafter(at, infinity)) ||
                                     entry.holds(std::nextafter(at, -infinity));
                if (touches && std::abs(at - each.number) < nearest) { nearest = std::abs(at - each.number); }
            }
            REQUIRE(found.has_value() == (nearest < infinity));
            if (!found) { continue; }
            REQUIRE(std::abs(found->missing) == nearest);
            REQUIRE(found->limit - each.number == found->missing);
            REQUIRE(found->passes == entry.holds(found->limit));
            ++compared;
        }
    }
    CHECK(compared > 10'000);
}

TEST_CASE("rules/rule_trace: the trace of every case says of each rule what its conditions say") {
    dice roll{6};
    for (int round = 0; round < 300; ++round) {
        const table_model model = small_tables::table(roll);
        std::vector<table_rule> rules;
        for (const model_rule& each : model.rules) {
            rules.push_back({each.name, each.when, static_cast<std::uint32_t>(roll.below(2)), 0});
        }
        const compiled_rules table{model.name, model.policy, model.inputs, rules};
        for (int n = 0; n < 20; ++n) {
            std::vector<table_value> values;
            for (const input_clause& each : model.inputs) {
                values.push_back(roll.any_of(small_tables::values_of(each.kind)));
            }
            const rule_trace made = explain(table, values);
            const case_decision hits = decide(table, values);
            REQUIRE(made.status == hits.status);
            std::vector<std::uint32_t> counted;
            for (std::uint32_t rule = 0; rule < rules.size(); ++rule) {
                std::size_t failing = 0;
                for (std::uint32_t i = 0; i < values.size(); ++i) {
                    if (rules[rule].when[i].holds(values[i])) { continue; }
                    REQUIRE(failing < made.rules[rule].failed.size());
                    REQUIRE(made.rules[rule].failed[failing++].input == i);
                }
                REQUIRE(made.rules[rule].failed.size() == failing);
                REQUIRE((made.rules[rule].state == rule_state::fails) == (failing != 0));
                if (made.rules[rule].state == rule_state::counts) { counted.push_back(rule); }
                if (hits.is_decided() && table.policy() == hit_policy::any) {
                    REQUIRE((made.rules[rule].state == rule_state::counts) == (failing == 0));
                }
                REQUIRE_FALSE(to_text(made, rule, table).empty());
            }
            if (hits.is_decided() && !is_ranked(table.policy())) { REQUIRE(counted == made.counted); }
        }
    }
}

TEST_CASE("rules/rule_trace: a table explains an object of the caller's") {
    struct call {
        int dead;
    };
    const decision_table<call, int> table{
        "t", {input<call>("dead", &call::dead)}, {{"many", {at_least(30)}, 1}, {"few", {below(30)}, 2}}};
    CHECK(to_text(table.explain({12}), table.logic()) == "rule `many`: dead is 12, 18 below 30\nrule `few` decides\n");
}
