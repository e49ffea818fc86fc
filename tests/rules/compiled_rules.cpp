#include "muster/rules/compiled_rules.hpp"
#include "muster/rules/case_decision.hpp"

#include "dice.hpp"
#include "rules/brute_table.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

using muster::any_value;
using muster::compiled_rules;
using muster::errc;
using muster::error;
using muster::hit_policy;
using muster::input_clause;
using muster::input_entry;
using muster::is;
using muster::table_rule;
using muster::table_status;
using muster::table_value;
using muster::value_kind;

namespace {

std::vector<input_clause> one_input(value_kind kind) {
    std::vector<input_clause> made(1);
    made[0].name = muster::label{"storeys"};
    made[0].kind = kind;
    return made;
}

/// What is said when a table of one column and one rule is refused.
std::string refusal(value_kind kind, input_entry entry, errc code) {
    try {
        const compiled_rules made{"t", hit_policy::unique, one_input(kind), {{"r", {std::move(entry)}, 0, 0}}};
    } catch (const error& thrown) {
        CHECK(thrown.code() == code);
        return thrown.what();
    }
    return "";
}

input_entry interval(double low, double high) { return {{{low, high, true, true}}, {}, {}, false, false, false}; }

/// What the hit policy makes of the rules that hold.
muster::case_decision answer_of(const compiled_rules& table, const std::vector<table_value>& values) {
    muster::case_decision made;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i].is_known && !brute::is_considered(table.inputs()[i], values[i])) {
            made.status = table_status::out_of_range;
            made.input = static_cast<std::uint32_t>(i);
            return made;
        }
    }
    made.rules = brute::holding(table, values);
    if (made.rules.empty()) { return made; }
    const auto differs = [&](std::uint32_t each) {
        return table.rules()[each].outcome != table.rules()[made.rules[0]].outcome;
    };
    const bool is_clash =
        (table.policy() == hit_policy::unique && made.rules.size() > 1) ||
        (table.policy() == hit_policy::any && std::any_of(made.rules.begin(), made.rules.end(), differs));
    made.status = is_clash ? table_status::clash : table_status::decided;
    if (is_single(table.policy()) && !is_clash) { made.rules.resize(1); }
    return made;
}

}  // namespace

TEST_CASE("rules/compiled_rules: decides every case of small tables as their entries say it") {
    dice random{44};
    for (int n = 0; n < 4'000; ++n) {
        const compiled_rules table = brute::make_table(random, 2, 8);
        std::vector<std::vector<table_value>> columns;
        for (std::size_t i = 0; i < table.inputs().size(); ++i) { columns.push_back(brute::values_near(table, i)); }
        bool is_same = true;
        for (int k = 0; k < 60; ++k) {
            std::vector<table_value> values;
            for (const auto& each : columns) { values.push_back(random.any_of(each)); }
            const auto said = decide(table, values);
            const auto wanted = answer_of(table, values);
            is_same =
                is_same && said.status == wanted.status && said.rules == wanted.rules && said.input == wanted.input;
        }
        CHECK(is_same);
    }
}

TEST_CASE("rules/compiled_rules: more rules than a word has bits keep their order, by rank where outcomes are ranked") {
    dice random{45};
    for (const hit_policy policy : {hit_policy::rule_order, hit_policy::output_order, hit_policy::priority}) {
        std::vector<table_rule> rules;
        for (std::uint32_t r = 0; r < 200; ++r) {
            const std::uint32_t rank = random.below(5);
            rules.push_back(
                {"r" + std::to_string(r), {random.chance(50) ? any_value : is(random.below(4))}, rank, rank});
        }
        const compiled_rules table{"t", policy, one_input(value_kind::whole_number), rules};
        CHECK(table.words() == 4);
        for (std::uint32_t place = 0; place < 200; ++place) {
            CHECK(table.place_of(table.rule_at(place)) == place);
            if (place == 0) { continue; }
            const table_rule& before = rules[table.rule_at(place - 1)];
            const table_rule& each = rules[table.rule_at(place)];
            CHECK((is_ranked(policy) ? before.rank <= each.rank : table.rule_at(place) == place));
        }
        for (int code = -1; code < 5; ++code) {
            const std::vector<table_value> values{muster::number_value(code, value_kind::whole_number)};
            CHECK(decide(table, values).rules == answer_of(table, values).rules);
        }
    }
}

TEST_CASE("rules/compiled_rules: equal entries of a column have one number, in the order of the rules") {
    const std::vector<table_rule> rules{{"a", {is(1)}, 0, 0},
                                        {"b", {any_value}, 0, 0},
                                        {"c", {is(1)}, 0, 0},
                                        {"d", {interval(-0.0, 0.0)}, 0, 0},
                                        {"e", {interval(0.0, -0.0)}, 0, 0},
                                        {"f", {except(is(1))}, 0, 0}};
    const compiled_rules table{"t", hit_policy::collect, one_input(value_kind::number), rules};
    CHECK(table.entries(0) == 4);
    const std::vector<std::uint32_t> numbers{0, 1, 0, 2, 2, 3};
    for (std::size_t rule = 0; rule < rules.size(); ++rule) { CHECK(table.entry_of(rule, 0) == numbers[rule]); }
}

TEST_CASE("rules/compiled_rules: refuses what is no table, naming the table, the rule and the column") {
    CHECK_THROWS_WITH_AS((compiled_rules{"t", hit_policy::unique, {}, {}}),
                         "table `t`: no inputs; at least one is needed", error);
    std::vector<input_clause> twice = one_input(value_kind::number);
    twice.push_back(twice[0]);
    CHECK_THROWS_WITH_AS((compiled_rules{"t", hit_policy::unique, twice, {}}),
                         "table `t`: two inputs are called `storeys`", error);
    const auto make = [](std::vector<table_rule> rules) {
        return compiled_rules{"t", hit_policy::unique, one_input(value_kind::number), std::move(rules)};
    };
    CHECK_THROWS_WITH_AS(make({{"r", {any_value}, 0, 0}, {"q", {any_value}, 0, 0}, {"r", {any_value}, 0, 0}}),
                         "table `t`: two rules are called `r`", error);
    CHECK_THROWS_WITH_AS(make({{"", {any_value}, 0, 0}}), "table `t`: a rule without a name", error);
    CHECK_THROWS_WITH_AS(make({{"r", {any_value, any_value}, 0, 0}}), "table `t`, rule `r` has 2 entries for 1 inputs",
                         error);
    CHECK(refusal(value_kind::number, is("fire"), errc::type_mismatch) ==
          "table `t`, rule `r`, column `storeys`: text where the column holds numbers");
    CHECK(refusal(value_kind::number, muster::starts_with("f"), errc::type_mismatch) ==
          "table `t`, rule `r`, column `storeys`: text where the column holds numbers");
    CHECK(refusal(value_kind::string, is(3), errc::type_mismatch) ==
          "table `t`, rule `r`, column `storeys`: a number or a range where the column holds text");
    std::vector<input_clause> allowed = one_input(value_kind::number);
    allowed[0].allowed = is("fire");
    CHECK_THROWS_WITH_AS((compiled_rules{"t", hit_policy::unique, allowed, {}}),
                         "table `t`, allowed values, column `storeys`: text where the column holds numbers", error);
}

TEST_CASE("rules/compiled_rules: refuses limits that are swapped, no numbers, or beyond the column") {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    CHECK(refusal(value_kind::number, interval(5, 3), errc::out_of_range) ==
          "table `t`, rule `r`, column `storeys`: the interval from 5 to 3 has its ends swapped");
    CHECK(refusal(value_kind::number, interval(3, 3), errc::out_of_range).empty());
    CHECK(refusal(value_kind::date, interval(infinity, -infinity), errc::out_of_range) ==
          "table `t`, rule `r`, column `storeys`: the interval from infinity to -infinity has its ends swapped");
    for (const value_kind kind : {value_kind::number, value_kind::date}) {
        const std::string wanted = "table `t`, rule `r`, column `storeys`: a limit that is not a number";
        CHECK(refusal(kind, interval(std::nan(""), 1), errc::out_of_range) == wanted);
        CHECK(refusal(kind, interval(1, std::nan("")), errc::out_of_range) == wanted);
    }
    CHECK(refusal(value_kind::date_time, interval(0, 1e300), errc::out_of_range) ==
          "table `t`, rule `r`, column `storeys`: the limit 1e+300 is beyond 9007199254740992");
    CHECK(refusal(value_kind::date, interval(-1e12, 0), errc::out_of_range) ==
          "table `t`, rule `r`, column `storeys`: the limit -1000000000000 is beyond 100000000000");
    CHECK(refusal(value_kind::number, interval(0, 1e300), errc::out_of_range).empty());
    CHECK(refusal(value_kind::whole_number, interval(-infinity, 9'007'199'254'740'992.0), errc::out_of_range).empty());
}

TEST_CASE("rules/compiled_rules: a table of 5,000 rules that name a value each is cut exactly") {
    std::vector<input_clause> inputs(2);
    inputs[0].name = muster::label{"number"};
    inputs[0].kind = value_kind::whole_number;
    inputs[1].name = muster::label{"code"};
    inputs[1].kind = value_kind::string;
    std::vector<table_rule> rules;
    for (int n = 0; n < 5'000; ++n) {
        rules.push_back({"r" + std::to_string(n), {is(n), is("c" + std::to_string(n % 100))}, 0, 0});
    }
    const compiled_rules table{"t", hit_policy::unique, inputs, rules};
    CHECK(table.partition(0).size() == 5'003);
    CHECK(table.partition(1).size() == 103);
    for (int n = -1; n < 5'001; n += 7) {
        const std::vector<table_value> values{muster::number_value(n, value_kind::whole_number),
                                              muster::text_value("c" + std::to_string((n + 100) % 100))};
        const auto said = decide(table, values);
        CHECK(said.is_decided() == (n >= 0 && n < 5'000));
        if (said.is_decided()) { CHECK(said.rules == std::vector{static_cast<std::uint32_t>(n)}); }
    }
}

TEST_CASE("rules/input_entry: a negation of everything passes nothing") {
    const input_entry nothing = except(any_value);
    CHECK_FALSE(nothing.holds(3.0));
    CHECK_FALSE(nothing.holds(std::string_view{"fire"}));
    CHECK_FALSE(nothing.holds_unknown());
}
