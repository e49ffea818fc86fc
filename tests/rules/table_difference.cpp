#include "muster/rules/table_difference.hpp"

#include <doctest/doctest.h>

#include "dice.hpp"
#include "muster/rules/loaded_table.hpp"
#include "muster/rules/table_difference_text.hpp"
#include "small_tables.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace {

using namespace muster;

// What DMN says, from the library's evaluator of loaded tables: status and values, without the search under test.
std::string naive_answer(const loaded_table& table, const std::vector<table_value>& values) {
    const loaded_outcome found = table.decide(values);
    if (found.aggregate) { return "value " + to_string(*found.aggregate); }
    if (!found.is_decided()) { return "status " + std::to_string(static_cast<int>(found.hits.status)); }
    std::vector<std::string> rows;
    for (const outcome_row& row : found.rows) { rows.push_back(to_string(row.at(0))); }
    if (table.model().policy == hit_policy::collect) { std::sort(rows.begin(), rows.end()); }
    std::string made = "value ";
    for (const std::string& each : rows) { made += (made.size() > 6 ? "; " : "") + each; }
    return made;
}

// Edits a table in one of the ways in which rule-makers do.
void edit(dice& roll, table_model& table) {
    const std::size_t rule = roll.below(table.rules.size());
    switch (roll.below(11)) {
        case 0: table.rules[rule].then[0] = small_tables::outcome(roll, table.outputs[0].kind); break;
        case 1: table.rules.push_back(small_tables::rule(roll, table, "new" + std::to_string(roll.below(1000)))); break;
        case 2:
            if (table.rules.size() > 1) { table.rules.erase(table.rules.begin() + static_cast<std::ptrdiff_t>(rule)); }
            break;
        case 3: std::swap(table.rules[rule], table.rules[roll.below(table.rules.size())]); break;
        case 4: table.rules[rule].name += "'"; break;
        case 5: table.inputs[0].may_be_unknown = !table.inputs[0].may_be_unknown; break;
        case 6:
            table.inputs.back().allowed =
                table.inputs.back().kind == value_kind::string ? one_of("a", "abc") : within(0, 1);
            break;
        case 7: table.outputs[0].otherwise = small_tables::outcome(roll, table.outputs[0].kind); break;
        case 8: {  // an input that only one version has
            table.inputs.push_back(small_tables::input(roll, "extra"));
            for (model_rule& each : table.rules) {
                each.when.push_back(small_tables::entry(roll, table.inputs.back().kind));
            }
            break;
        }
        case 9:
            for (input_clause& each : table.inputs) {
                if (each.kind == value_kind::whole_number) { each.kind = value_kind::number; }
            }
            break;
        default: {
            const std::size_t input = roll.below(table.inputs.size());
            table.rules[rule].when[input] = small_tables::entry(roll, table.inputs[input].kind);
        }
    }
    if (is_ranked(table.policy)) { return; }
    if (roll.chance(10)) { table.policy = static_cast<hit_policy>(roll.below(2) == 0 ? 3 : 0); }
}

struct expected_case {
    std::size_t compared = 0, changed = 0, regions = 0;
};

// Every case of both tables: it lies in a region exactly when the two answers differ, and never in two.
expected_case check_exact(const table_model& before, const table_model& after) {
    const loaded_table a{before};
    const loaded_table b{after};
    const table_difference found = difference(answers_of(a), answers_of(b));
    REQUIRE(found.is_complete());
    expected_case seen;
    seen.regions = found.regions.size();
    std::vector<value_kind> kinds;
    for (const joint_input& each : found.inputs) { kinds.push_back(each.kind()); }
    std::vector<table_value> mine(before.inputs.size()), theirs(after.inputs.size());
    small_tables::for_all_cases(kinds, [&](const std::vector<table_value>& values) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            const joint_input& input = found.inputs[i];
            if (!values[i].is_known && !input.is_considered(input_partition::unknown_class())) { return; }
            if (input.place_in(0) != joint_input::none) { mine[input.place_in(0)] = values[i]; }
            if (input.place_in(1) != joint_input::none) { theirs[input.place_in(1)] = values[i]; }
        }
        ++seen.compared;
        const std::string was = naive_answer(a, mine);
        const std::string is = naive_answer(b, theirs);
        const changed_region* region = found.find(values);
        if (was != is) { ++seen.changed; }
        if ((region != nullptr) != (was != is)) {
            FAIL_CHECK(was << " -> " << is << " is " << (region == nullptr ? "not listed" : "listed"));
            return;
        }
        if (region == nullptr) { return; }
        std::size_t holding = 0;
        for (const changed_region& each : found.regions) {
            bool is_in = true;
            for (std::size_t i = 0; i < values.size(); ++i) {
                const auto which = found.inputs[i].class_of(values[i]);
                is_in =
                    is_in && std::find(each.classes[i].begin(), each.classes[i].end(), which) != each.classes[i].end();
            }
            holding += is_in ? 1 : 0;
        }
        CHECK(holding == 1);
        CHECK(is_same_answer(region->before, answer(answers_of(a), mine)));
        CHECK(is_same_answer(region->after, answer(answers_of(b), theirs)));
        CHECK(region->before.rules == answer(answers_of(a), mine).rules);
    });
    for (const changed_region& each : found.regions) { CHECK(found.find(each.witness) == &each); }
    return seen;
}

}  // namespace

TEST_CASE("rules/table_difference: on random edits a case lies in a region exactly when it is decided differently") {
    dice roll{20261};
    expected_case all;
    for (int i = 0; i < 2'500; ++i) {
        const table_model before = small_tables::table(roll, 2, 5);
        table_model after = before;
        const std::size_t edits = 1 + roll.below(3);
        for (std::size_t e = 0; e < edits; ++e) {
            table_model edited = after;
            edit(roll, edited);
            const bool has_extra = std::count_if(edited.inputs.begin(), edited.inputs.end(),
                                                 [](const input_clause& each) { return each.name.en == "extra"; }) > 1;
            if (!has_extra) { after = edited; }
        }
        CAPTURE(i);
        const expected_case one = check_exact(i % 2 == 0 ? before : after, i % 2 == 0 ? after : before);
        all.compared += one.compared;
        all.changed += one.changed;
        all.regions += one.regions;
    }
    // The edits really differ, and really leave something alone.
    CHECK(all.changed > all.compared / 50);
    CHECK(all.changed < all.compared / 2);
    CHECK(all.regions < all.changed);
}

TEST_CASE("rules/table_difference: two random tables that share nothing but their inputs are compared exactly") {
    dice roll{7};
    for (int i = 0; i < 1'000; ++i) {
        const table_model before = small_tables::table(roll, 3, 4);
        table_model after = small_tables::table(roll, 3, 4);
        after.inputs = before.inputs;
        after.rules.clear();
        for (int r = 0; r < 4; ++r) { after.rules.push_back(small_tables::rule(roll, after, "s" + std::to_string(r))); }
        CAPTURE(i);
        static_cast<void>(check_exact(before, after));
    }
}

namespace {

table_model levels() {
    table_model made;
    made.name = "level";
    made.policy = hit_policy::first;
    input_clause dead{{"dead", "死亡人数"}, value_kind::whole_number, false, at_least(0), 0};
    input_clause type{{"type", "类型"}, value_kind::string, false, any_value, 0};
    made.inputs = {dead, type};
    made.outputs = {{"level", value_kind::string, {}, {}}};
    made.rules = {{"many", {at_least(30), any_value}, {text_value("I")}, {}, {}},
                  {"fire", {from_until(3, 30), one_of("fire", "explosion")}, {text_value("II")}, {}, {}},
                  {"other", {any_value, any_value}, {text_value("III")}, {}, {}}};
    return made;
}

std::string shown(const table_model& before, const table_model& after, language in = language::en) {
    const loaded_table a{before};
    const loaded_table b{after};
    return to_text(difference(answers_of(a), answers_of(b)), a.logic(), b.logic(), in);
}

// A table of many columns in which each rule asks for a few codes.
table_model wide_table(std::size_t columns, std::size_t rules) {
    dice roll{99};
    table_model made;
    made.name = "wide";
    made.policy = hit_policy::first;
    for (std::size_t i = 0; i < columns; ++i) {
        input_clause each;
        each.name = label{"c" + std::to_string(i)};
        each.kind = i % 4 == 0 ? value_kind::number : value_kind::whole_number;
        each.may_be_unknown = false;
        made.inputs.push_back(each);
    }
    made.outputs = {{"result", value_kind::whole_number, {}, {}}};
    for (std::size_t r = 0; r < rules; ++r) {
        model_rule each{"r" + std::to_string(r), std::vector<input_entry>(columns, any_value), {}, {}, {}};
        const std::size_t asked = 2 + roll.below(5);
        for (std::size_t i = 0; i < asked; ++i) {
            const std::size_t c = roll.below(columns);
            const double low = roll.below(20);
            each.when[c] = made.inputs[c].kind == value_kind::number ? from_until(low, low + 1 + roll.below(10))
                                                                     : is(roll.below(30));
        }
        each.then = {number_value(roll.below(5), value_kind::whole_number)};
        made.rules.push_back(each);
    }
    return made;
}

}  // namespace

TEST_CASE("rules/table_difference: the text names the region, both answers with their rules, and a case") {
    table_model after = levels();
    after.rules[0].when[0] = at_least(10);
    after.rules[1].name = "burning";
    CHECK(
        shown(levels(), after) ==
        "2 regions of cases are decided differently, and no other: proven in 72 steps\n"
        "  dead [10..30), type \"explosion\", \"fire\": \"II\" (rule `fire`) -> \"I\" (rule `many`); for example dead "
        "10, "
        "type \"explosion\"\n"
        "  dead [10..30), type anything else: \"III\" (rule `other`) -> \"I\" (rule `many`); for example dead 10, type "
        "\"other\"\n"
        "as written:\n"
        "  rule `many` edited: dead\n"
        "  rule `fire` renamed: rule `burning`\n");
    CHECK(
        shown(levels(), after, language::zh) ==
        "有 2 个区域的决定改变，其余不变：经 72 步证明\n"
        "  死亡人数 [10..30)，类型 \"explosion\", \"fire\"：\"II\"（规则“fire”） -> \"I\"（规则“many”）；例如 死亡人数 "
        "10，类型 \"explosion\"\n"
        "  死亡人数 [10..30)，类型 其他：\"III\"（规则“other”） -> \"I\"（规则“many”）；例如 死亡人数 10，类型 "
        "\"other\"\n"
        "文本变动：\n"
        "  规则“many”：修改 dead\n"
        "  规则“fire”：改名为规则“burning”\n");
    CHECK(shown(levels(), levels()) == "no case is decided differently: proven in 18 steps\n");
}

TEST_CASE("rules/table_difference: a rewritten table that decides the same is proven to") {
    table_model after = levels();
    after.policy = hit_policy::unique;
    after.rules[2].when[0] = below(3);
    after.rules.push_back(
        {"rest", {from_until(3, 30), except(one_of("fire", "explosion"))}, {text_value("III")}, {}, {}});
    const std::string words = shown(levels(), after);
    CHECK(words.find("no case is decided differently: proven in ") == 0);
    CHECK(words.find("  hit policy: first -> unique\n  rule `other` edited: dead\n  rule `rest` added\n") !=
          std::string::npos);
}

TEST_CASE("rules/table_difference: inputs, outputs and what is allowed may differ") {
    table_model after = levels();
    after.inputs[0].allowed = within(0, 1000);
    input_clause night{{"night", "夜间"}, value_kind::boolean, false, any_value, 0};
    after.inputs.push_back(night);
    for (model_rule& each : after.rules) { each.when.push_back(any_value); }
    after.rules.insert(after.rules.begin(), {"dark", {at_least(20), any_value, is(true)}, {text_value("I")}, {}, {}});
    after.outputs.push_back({"why", value_kind::string, {}, {}});
    for (model_rule& each : after.rules) { each.then.push_back(text_value("because")); }
    const std::string words = shown(levels(), after);
    CHECK(words.find("dead > 1000: \"I\" (rule `many`) -> out of range; for example dead 1001") != std::string::npos);
    CHECK(words.find("dead [20..30), type anything else, night true: \"III\" (rule `other`) -> \"I\" (rule `dark`)") !=
          std::string::npos);
    CHECK(words.find("  input added: night\n  output added, not compared: why\n") != std::string::npos);

    table_model numbers = levels();
    numbers.inputs[1].kind = value_kind::number;
    numbers.rules[1].when[1] = at_least(3);
    const loaded_table a{levels()};
    const loaded_table b{numbers};
    CHECK_THROWS_WITH_AS(
        static_cast<void>(difference(answers_of(a), answers_of(b))),
        "table `level`, column `type`: the two versions hold different kinds of values, which cannot be "
        "compared; call the new column something else",
        error);
    table_model two = after;
    two.outputs[0].name = "x";
    two.outputs[1].name = "y";
    const loaded_table c{two};
    CHECK_THROWS_WITH_AS(static_cast<void>(difference(answers_of(a), answers_of(c))),
                         "tables `level` and `level` have no output in common; there is nothing to compare", error);
    two = levels();
    two.outputs[0].name = "grade";
    const loaded_table d{two};
    const table_difference renamed = difference(answers_of(a), answers_of(d));
    CHECK(renamed.decides_same());
    CHECK_FALSE(renamed.is_same());
    CHECK(renamed.outputs_after == std::vector<std::string>{"grade"});
    CHECK(shown(levels(), two).find("no case is decided differently in what was compared: proven in ") == 0);
    CHECK(shown(levels(), two).find("as written:\n  output renamed: level -> grade\n") != std::string::npos);
    CHECK(shown(levels(), two, language::zh).find("就所比较的内容而言，所有情形的决定均不变") == 0);
    CHECK(shown(levels(), two, language::zh).find("  输出改名：level -> grade\n") != std::string::npos);
}

TEST_CASE("rules/table_difference: what answers with other outputs, or in another form, is not the same") {
    table_model more = levels();
    more.outputs.push_back({"why", value_kind::string, {}, {}});
    for (model_rule& each : more.rules) { each.then.push_back(text_value("because")); }
    const loaded_table one{levels()};
    const loaded_table two{more};
    const table_difference added = difference(answers_of(one), answers_of(two));
    CHECK(added.decides_same());
    CHECK_FALSE(added.is_same());
    const table_difference removed = difference(answers_of(two), answers_of(one));
    CHECK(removed.decides_same());
    CHECK_FALSE(removed.is_same());
    CHECK(difference(answers_of(two), answers_of(two)).is_same());

    // Under each of these policies the one rule that holds gives 1: to a program, a row, a list, an amount, a count.
    const auto with = [](hit_policy policy) {
        table_model made;
        made.name = "t";
        made.policy = policy;
        made.inputs = {{{"age"}, value_kind::whole_number, false, any_value, 0}};
        made.outputs = {{"points", value_kind::whole_number, {number_value(1, value_kind::whole_number)}, {}}};
        made.rules = {{"all", {any_value}, {number_value(1, value_kind::whole_number)}, {}, {}}};
        return made;
    };
    for (const hit_policy a : {hit_policy::unique, hit_policy::any, hit_policy::first, hit_policy::rule_order,
                               hit_policy::collect, hit_policy::collect_sum, hit_policy::collect_max}) {
        for (const hit_policy b : {hit_policy::unique, hit_policy::first, hit_policy::priority,
                                   hit_policy::output_order, hit_policy::collect_sum, hit_policy::collect_min}) {
            const loaded_table mine{with(a)};
            const loaded_table theirs{with(b)};
            const table_difference found = difference(answers_of(mine), answers_of(theirs));
            CHECK(found.decides_same());
            CHECK(found.is_same() == (answer_form_of(a) == answer_form_of(b)));
        }
    }
    CHECK(answer_form_of(hit_policy::priority) == answer_form::row);
    CHECK(answer_form_of(hit_policy::first) == answer_form::row);
    CHECK(answer_form_of(hit_policy::rule_order) == answer_form::list);
    CHECK(answer_form_of(hit_policy::collect) == answer_form::list);
    CHECK(answer_form_of(hit_policy::collect_sum) == answer_form::amount);
    CHECK(answer_form_of(hit_policy::collect_max) == answer_form::amount);
    CHECK(answer_form_of(hit_policy::collect_count) == answer_form::count);
}

TEST_CASE("rules/table_difference: labels stand for outcomes, whatever their numbers") {
    const input_clause age{{"age"}, value_kind::number, false, any_value, 0};
    const compiled_rules before{
        "t", hit_policy::unique, {age}, {{"young", {below(18)}, 0, 0}, {"old", {at_least(18)}, 1, 0}}};
    const compiled_rules after{
        "t", hit_policy::unique, {age}, {{"young", {below(21)}, 1, 0}, {"old", {at_least(21)}, 0, 0}}};
    const std::vector<std::string> yes_no{"no", "yes"};
    const std::vector<std::string> no_yes{"yes", "no"};
    const table_difference found = difference(before, yes_no, after, no_yes);
    REQUIRE(found.regions.size() == 1);
    CHECK(to_text(found.regions[0], found, before, after) ==
          "age [18..21): \"yes\" (rule `old`) -> \"no\" (rule `young`); for example age 18");
    CHECK_THROWS_WITH_AS(static_cast<void>(difference(before, std::vector<std::string>{"no"}, after, no_yes)),
                         "table `t`, rule `old` gives outcome 1, but there are 1 labels", error);
}

TEST_CASE("rules/table_difference: under any, outcomes of different numbers clash although their labels are the same") {
    const input_clause age{{"age"}, value_kind::number, false, any_value, 0};
    const auto rules = [&](std::uint32_t second) {
        return compiled_rules{
            "t", hit_policy::any, {age}, {{"a", {below(30)}, 0, 0}, {"b", {at_least(20)}, second, 0}}};
    };
    const compiled_rules before = rules(1);
    const compiled_rules after = rules(0);
    const std::vector<std::string> labels{"A", "A"};
    const table_difference found = difference(before, labels, after, labels);
    REQUIRE(found.regions.size() == 1);
    CHECK(to_text(found.regions[0], found, before, after) ==
          "age [20..30): clash (rule `a`, rule `b`) -> \"A\" (rule `a`); for example age 20");
}

TEST_CASE("rules/table_difference: lists, sums and counts are compared as a whole") {
    table_model before = levels();
    before.policy = hit_policy::collect;
    table_model after = before;
    std::swap(after.rules[0], after.rules[2]);
    CHECK(shown(before, after).find("no case is decided differently") == 0);
    before.policy = after.policy = hit_policy::rule_order;
    CHECK(shown(before, after)
              .find("dead >= 30: \"I\"; \"III\" (rule `many`, rule `other`) -> \"III\"; \"I\" (rule `other`, "
                    "rule `many`)") != std::string::npos);
    before.policy = after.policy = hit_policy::collect_count;
    CHECK(shown(before, after).find("no case is decided differently") == 0);
    after.rules.pop_back();
    CHECK(shown(before, after).find("dead >= 30: 2 (rule `many`, rule `other`) -> 1 (rule `other`)") !=
          std::string::npos);
}

TEST_CASE("rules/table_difference: what two versions of a large table share costs little") {
    const table_model before = wide_table(20, 500);
    table_model after = before;
    after.rules[3].then[0].number = 9;
    after.rules[20].then[0].number = 8;
    const loaded_table a{before};
    const loaded_table b{after};
    const table_difference found = difference(answers_of(a), answers_of(b));
    CHECK(found.is_complete());
    CHECK(found.steps < 2'000'000);
    CHECK(found.regions.size() > 1);
    for (const changed_region& each : found.regions) {
        CHECK(!is_same_answer(answer(answers_of(a), each.witness), answer(answers_of(b), each.witness)));
    }
    const std::string words = to_text(found, a.logic(), b.logic());
    CHECK(words.find(" more regions: ") != std::string::npos);
    CHECK(std::count(words.begin(), words.end(), '\n') < 100);
}

TEST_CASE("rules/table_difference: a search that its budget or its limit ends says so") {
    const table_model before = wide_table(20, 200);
    table_model after = before;
    for (model_rule& each : after.rules) { each.then[0].number += 1; }
    const loaded_table a{before};
    const loaded_table b{after};
    table_difference found = difference(answers_of(a), answers_of(b), {20'000, 100'000});
    CHECK(!found.is_finished);
    CHECK(!found.is_complete());
    CHECK(found.steps < 21'000);
    CHECK(to_text(found, a.logic(), b.logic()).find("steps, its budget: there may be other changes\n") !=
          std::string::npos);
    for (const changed_region& each : found.regions) {
        CHECK(!is_same_answer(answer(answers_of(a), each.witness), answer(answers_of(b), each.witness)));
    }
    found = difference(answers_of(a), answers_of(b), {20'000'000, 5});
    CHECK(found.is_finished);
    CHECK(found.has_more);
    CHECK(!found.is_same());
    CHECK(found.regions.size() <= 5);
    CHECK(to_text(found, a.logic(), b.logic()).find("at its limit of regions") != std::string::npos);
}

TEST_CASE("rules/rule_change: rules are added, removed, renamed, edited and moved") {
    table_model before = levels();
    before.policy = hit_policy::rule_order;
    table_model after = before;
    const auto changes = [&] {
        const loaded_table a{before};
        const loaded_table b{after};
        std::string made;
        const table_difference found = difference(answers_of(a), answers_of(b));
        for (const rule_change& each : found.rule_changes) {
            made += std::to_string(static_cast<int>(each.kind)) + ":" +
                    (each.before == rule_change::none ? "-" : std::to_string(each.before)) + ">" +
                    (each.after == rule_change::none ? "-" : std::to_string(each.after)) +
                    (each.has_other_outcome ? "! " : " ");
        }
        return made;
    };
    CHECK(changes().empty());
    std::swap(after.rules[0], after.rules[2]);
    after.rules[0].then[0] = text_value("IV");
    CHECK(changes() == "3:2>0! 4:0>2 4:1>1 ");
    after = before;
    after.rules.push_back(after.rules[0]);
    after.rules.erase(after.rules.begin());
    CHECK(changes() == "4:0>2 ");
    after.rules[2].name = "very many";
    CHECK(changes() == "2:0>2 4:0>2 ");
    after.rules[2].when[0] = at_least(31);
    CHECK(changes() == "1:0>- 0:->2 ");
}
