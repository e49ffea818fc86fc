#include "muster/rules/loaded_table.hpp"

#include "dice.hpp"
#include "rules/naive_table.hpp"
#include "rules/small_tables.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

using namespace muster;

namespace {

table_model sample(hit_policy how = hit_policy::unique) {
    table_model made;
    made.name = "grading";
    made.file = "grading.csv";
    made.policy = how;
    made.inputs = {{label{"dead"}, value_kind::whole_number, true, at_least(0)}, {"what", value_kind::string}};
    made.outputs = {{"level", value_kind::string, {text_value("I"), text_value("II"), text_value("III")}, {}},
                    {"units", value_kind::number, {}, {}}};
    made.rules = {{"many", {at_least(30), any_value}, {text_value("I"), number_value(9)}, {"grading.csv", 2}, ""},
                  {"some", {from_until(3, 30), any_value}, {text_value("II"), number_value(4)}, {"grading.csv", 3}, ""},
                  {"few", {below(3), any_value}, {text_value("III"), number_value(1)}, {"grading.csv", 4}, ""}};
    return made;
}

table_value whole(double number) { return number_value(number, value_kind::whole_number); }

/// What refuses a model, or nothing.
struct refusal {
    errc code{};
    std::string words{};
    std::size_t line = 0;

    [[nodiscard]] bool is(errc expected, std::initializer_list<const char*> parts) const {
        for (const char* each : parts) {
            if (words.find(each) == std::string::npos) { return false; }
        }
        return code == expected && !words.empty();
    }
};

refusal refused(const table_model& model) {
    try {
        const loaded_table made{model};
    } catch (const error& problem) { return {problem.code(), problem.what(), problem.where().line}; }
    return {};
}

template <class Change>
refusal refused_after(Change change, hit_policy how = hit_policy::unique) {
    table_model model = sample(how);
    change(model);
    return refused(model);
}

std::vector<std::string> texts(const loaded_outcome& out) {
    std::vector<std::string> all;
    for (const auto& row : out.rows) {
        std::string words;
        for (const table_value& each : row) { words += (words.empty() ? "" : " ") + to_string(each); }
        all.push_back(words);
    }
    return all;
}

/// One output, rules that hold whenever x is at least their limit.
table_model amounts(hit_policy how, const std::vector<double>& outcomes, value_kind kind = value_kind::number) {
    table_model made;
    made.name = "amounts";
    made.policy = how;
    made.inputs = {{label{"x"}, value_kind::number}};
    made.outputs = {{"out", kind, {}, {}}};
    for (const double each : outcomes) {
        const double limit = static_cast<double>(made.rules.size());
        made.rules.push_back(
            {"r" + std::to_string(made.rules.size()), {at_least(limit)}, {number_value(each, kind)}, {}, ""});
    }
    return made;
}

}  // namespace

TEST_CASE("rules/loaded_table: a rule's outputs, with the rule that gave them") {
    const loaded_table table{sample()};
    const loaded_outcome out = table.decide(std::vector{whole(12), text_value("fire")});
    CHECK(out.is_decided());
    CHECK(out.hits.status == table_status::decided);
    CHECK(out.hits.rules == std::vector<std::uint32_t>{1});
    CHECK(texts(out) == std::vector<std::string>{"\"II\" 4"});
    CHECK_FALSE(out.aggregate);
    CHECK_FALSE(out.is_otherwise);
    CHECK(table.model().rules[1].name == "some");
    CHECK(table.logic().inputs()[0].name.en == "dead");
    CHECK(table.proof().is_finished);
}

TEST_CASE("rules/loaded_table: no rule, a clash and a value out of range decide nothing") {
    table_model model = sample();
    model.rules.push_back({"fire", {any_value, is("fire")}, {text_value("I"), number_value(9)}, {}, ""});
    model.rules.erase(model.rules.begin() + 2);
    const loaded_table table{model};
    const loaded_outcome gap = table.decide(std::vector{whole(1), text_value("gas")});
    CHECK(gap.hits.status == table_status::no_rule);
    CHECK(gap.rows.empty());
    CHECK_FALSE(gap.is_decided());
    const loaded_outcome clash = table.decide(std::vector{whole(3), text_value("fire")});
    CHECK(clash.hits.status == table_status::clash);
    CHECK(clash.hits.rules == std::vector<std::uint32_t>{1, 2});
    CHECK(clash.rows.empty());
    const loaded_outcome outside = table.decide(std::vector{whole(-3), text_value("fire")});
    CHECK(outside.hits.status == table_status::out_of_range);
    CHECK(outside.hits.input == 0);
}

TEST_CASE("rules/loaded_table: default outputs answer where no rule holds, and nowhere else") {
    table_model model = sample();
    model.rules.pop_back();
    model.outputs[0].otherwise = text_value("III");
    const loaded_table table{model};
    const loaded_outcome out = table.decide(std::vector{whole(0), text_value("")});
    CHECK(out.is_otherwise);
    CHECK(out.is_decided());
    CHECK(out.hits.status == table_status::no_rule);
    CHECK(texts(out) == std::vector<std::string>{"\"III\" unknown"});
    CHECK_FALSE(table.decide(std::vector{whole(3), text_value("")}).is_otherwise);
    CHECK_FALSE(table.decide(std::vector{whole(-3), text_value("")}).is_decided());
    table_model sum = amounts(hit_policy::collect_sum, {1});
    sum.outputs[0].otherwise = number_value(7);
    const loaded_outcome other = loaded_table{sum}.decide(std::vector{number_value(-1)});
    CHECK(other.aggregate == number_value(7));
    CHECK(other.is_otherwise);
}

TEST_CASE("rules/loaded_table: priorities follow the output values, the first output before the second") {
    table_model model;
    model.name = "ranked";
    model.policy = hit_policy::output_order;
    model.inputs = {{label{"x"}, value_kind::number}};
    model.outputs = {{"a", value_kind::string, {text_value("high"), text_value("low")}, {}},
                     {"free", value_kind::number, {}, {}},
                     {"b", value_kind::whole_number, {whole(3), whole(1), whole(2)}, {}}};
    const auto add = [&](const char* a, double free, double b) {
        model.rules.push_back({"r" + std::to_string(model.rules.size()),
                               {any_value},
                               {text_value(a), number_value(free), whole(b)},
                               {},
                               ""});
    };
    add("low", 1, 3);
    add("high", 2, 2);
    add("high", 3, 1);
    add("high", 1, 1);
    add("low", 1, 2);
    const loaded_table table{model};
    CHECK(table.decide(std::vector{number_value(0)}).hits.rules == std::vector<std::uint32_t>{2, 3, 1, 0, 4});
    model.policy = hit_policy::priority;
    const loaded_outcome one = loaded_table{model}.decide(std::vector{number_value(0)});
    CHECK(one.hits.rules == std::vector<std::uint32_t>{2});
    CHECK(texts(one) == std::vector<std::string>{"\"high\" 3 1"});
}

TEST_CASE("rules/loaded_table: sum, least, greatest and count") {
    const std::vector at_two{number_value(2)};
    CHECK(loaded_table{amounts(hit_policy::collect_sum, {5, 7, -3, 100})}.decide(at_two).aggregate == number_value(9));
    CHECK(loaded_table{amounts(hit_policy::collect_min, {5, 7, -3, -100})}.decide(at_two).aggregate ==
          number_value(-3));
    CHECK(loaded_table{amounts(hit_policy::collect_max, {5, 7, -3, 100})}.decide(at_two).aggregate == number_value(7));
    CHECK(loaded_table{amounts(hit_policy::collect_count, {5, 5, 5, 5})}.decide(at_two).aggregate == whole(3));
    CHECK(loaded_table{amounts(hit_policy::collect_count, {5, 5, 5, 5})}.decide(at_two).rows.size() == 3);
    const std::vector none{number_value(-1)};
    CHECK(loaded_table{amounts(hit_policy::collect_count, {5})}.decide(none).aggregate == whole(0));
    for (const hit_policy how : {hit_policy::collect_sum, hit_policy::collect_min, hit_policy::collect_max}) {
        CHECK_FALSE(loaded_table{amounts(how, {5})}.decide(none).aggregate);
        CHECK(loaded_table{amounts(how, {5}, value_kind::day_time_duration)}.decide(at_two).aggregate ==
              number_value(5, value_kind::day_time_duration));
    }
}

TEST_CASE("rules/loaded_table: a sum of decimals is the decimal sum, and huge or tiny ones stay right") {
    const auto sum = [](const std::vector<double>& outcomes) {
        return loaded_table{amounts(hit_policy::collect_sum, outcomes)}
            .decide(std::vector{number_value(10'000)})
            .aggregate->number;
    };
    CHECK(sum({0.1, 0.2}) == 0.3);
    CHECK(sum({0.1, 0.2, -0.3}) == 0.0);
    CHECK_FALSE(std::signbit(sum({0.1, -0.1})));
    CHECK(sum({1.1, 2.2, 3.3}) == 6.6);
    CHECK(sum(std::vector<double>(10, 0.1)) == 1.0);
    CHECK(sum({1e300, 1, -1e300}) == 1.0);
    CHECK(sum({1e-300, 1e-300}) == 2e-300);
    CHECK(sum({123456789.25, 0.001}) == 123456789.251);
    CHECK(sum({9007199254740992.0, 1, 1}) == 9007199254740994.0);
    CHECK(sum({0.1, 1e22}) == 1e22);
    CHECK(sum({17592186044416.0, 1e-20}) == 17592186044416.0);
    CHECK(sum(std::vector<double>(1100, 9007199254740991.0)) == 9907919180215090100.0);
    CHECK(sum({std::numeric_limits<double>::max(), std::numeric_limits<double>::max()}) ==
          std::numeric_limits<double>::infinity());
    dice roll{3};
    for (int round = 0; round < 2000; ++round) {  // cents: exact in whole numbers
        std::int64_t cents = 0;
        std::vector<double> outcomes;
        for (std::size_t i = 1 + roll.below(12); i > 0; --i) {
            const std::int64_t each = roll.between(-1'000'000, 1'000'000);
            cents += each;
            outcomes.push_back(static_cast<double>(each) / 100);
        }
        REQUIRE(sum(outcomes) == static_cast<double>(cents) / 100);
    }
}

TEST_CASE("rules/loaded_table: answers are those of walking the rules, for random tables of every policy") {
    dice roll{17};
    std::size_t answers = 0;
    for (int round = 0; round < 3000; ++round) {
        const table_model model = small_tables::table(roll);
        const loaded_table table{model};
        for (int n = 0; n < 15; ++n) {
            std::vector<table_value> values;
            for (const input_clause& each : model.inputs) {
                values.push_back(roll.any_of(small_tables::values_of(each.kind)));
            }
            naive_answer expected = walk(table.logic(), values);
            const loaded_outcome out = table.decide(values);
            REQUIRE(out.hits.status == expected.status);
            const bool otherwise = expected.status == table_status::no_rule && model.outputs[0].otherwise.has_value();
            REQUIRE(out.is_otherwise == otherwise);
            if (expected.status != table_status::decided) { continue; }
            if (is_single(model.policy)) { expected.rules.resize(1); }
            REQUIRE(out.hits.rules == expected.rules);
            REQUIRE(out.rows.size() == expected.rules.size());
            double least = 1e9;
            double most = -1e9;
            double tenths = 0;
            for (std::size_t i = 0; i < expected.rules.size(); ++i) {
                REQUIRE(out.rows[i] == model.rules[expected.rules[i]].then);
                least = std::min(least, out.rows[i][0].number);
                most = std::max(most, out.rows[i][0].number);
                tenths += std::round(out.rows[i][0].number * 10);
            }
            // The rank that decides is the place among the output values.
            if (is_ranked(model.policy)) {
                const auto place = [&](std::uint32_t rule) {
                    const auto& listed = model.outputs[0].values;
                    return std::find(listed.begin(), listed.end(), model.rules[rule].then[0]) - listed.begin();
                };
                for (std::size_t i = 1; i < expected.rules.size(); ++i) {
                    REQUIRE(place(expected.rules[i - 1]) <= place(expected.rules[i]));
                }
            }
            if (model.policy == hit_policy::collect_sum) { REQUIRE(out.aggregate->number == tenths / 10); }
            if (model.policy == hit_policy::collect_min) { REQUIRE(out.aggregate->number == least); }
            if (model.policy == hit_policy::collect_max) { REQUIRE(out.aggregate->number == most); }
            if (model.policy == hit_policy::collect_count) {
                REQUIRE(out.aggregate->number == static_cast<double>(out.rows.size()));
            }
            ++answers;
        }
    }
    CHECK(answers > 10'000);
}

TEST_CASE("rules/loaded_table: whole numbers and numbers are taken for each other where nothing is lost") {
    table_model model = sample();
    model.rules[0].then[1] = whole(9);
    model.outputs[1].values = {whole(9), whole(4), whole(1)};
    const loaded_table table{model};
    CHECK(table.decide(std::vector{whole(40), text_value("")}).rows[0][1] == number_value(9));
    model.outputs[1].kind = value_kind::whole_number;
    CHECK(loaded_table{model}.model().rules[1].then[1] == whole(4));
    model.outputs[1].values.clear();
    model.rules[1].then[1] = number_value(4.5);
    CHECK(refused(model).is(errc::type_mismatch, {"`some`", "`units`", "4.5", "whole numbers"}));
}

TEST_CASE("rules/loaded_table: every fault is refused, naming file, rule and column") {
    const refusal type = refused_after([](table_model& m) { m.rules[1].when[0] = is("x"); });
    CHECK(type.is(errc::type_mismatch, {"grading.csv:3", "`grading`", "`some`", "`dead`", "text"}));
    CHECK(type.line == 3);
    CHECK(refused_after([](table_model& m) {
              m.rules[1].when[1] = at_least(3);
          }).is(errc::type_mismatch, {"`some`", "`what`", "number"}));
    CHECK(refused_after([](table_model& m) {
              m.rules[2].when[0] = within(9, 3);
          }).is(errc::out_of_range, {"grading.csv:4", "`few`", "`dead`", "9", "3", "swapped"}));
    CHECK(refused_after([](table_model& m) {
              m.rules[2].when.pop_back();
          }).is(errc::missing, {"grading.csv:4", "`few`", "1", "2", "`what`"}));
    CHECK(refused_after([](table_model& m) {
              m.rules[2].when.push_back(any_value);
          }).is(errc::missing, {"`few`", "3", "2"}));
    CHECK(refused_after([](table_model& m) {
              m.rules[2].then.pop_back();
          }).is(errc::missing, {"`few`", "`units`", "no output"}));
    CHECK(refused_after([](table_model& m) {
              m.rules[2].then[0] = unknown_value(value_kind::string);
          }).is(errc::missing, {"`few`", "`level`"}));
    CHECK(refused_after([](table_model& m) {
              m.rules[2].then.push_back(whole(1));
          }).is(errc::out_of_range, {"`few`", "3", "2"}));
    CHECK(refused_after([](table_model& m) {
              m.rules[2].then[0] = text_value("IV");
          }).is(errc::unknown_name, {"`few`", "`level`", "\"IV\"", "\"I\", \"II\", \"III\""}));
    CHECK(refused_after([](table_model& m) {
              m.rules[2].then[1] = text_value("x");
          }).is(errc::type_mismatch, {"`few`", "`units`", "\"x\"", "numbers"}));
    CHECK(refused_after([](table_model& m) {
              m.rules[2].then[1].number = std::numeric_limits<double>::infinity();
          }).is(errc::out_of_range, {"`few`", "`units`", "finite"}));
    const refusal twice = refused_after([](table_model& m) { m.rules[2].name = "many"; });
    CHECK(twice.is(errc::duplicate, {"grading.csv:4", "`many`", "the first is at grading.csv:2"}));
    CHECK(refused_after([](table_model& m) {
              m.rules[0].name.clear();
          }).is(errc::missing, {"grading.csv:2", "without a name"}));
    CHECK(refused_after([](table_model& m) { m.name.clear(); }).is(errc::missing, {"grading.csv", "no name"}));
    CHECK(refused_after([](table_model& m) { m.inputs.clear(); }).is(errc::empty, {"grading.csv", "no inputs"}));
    CHECK(refused_after([](table_model& m) { m.outputs.clear(); }).is(errc::missing, {"no output"}));
    CHECK(refused_after([](table_model& m) { m.inputs[1].name = "dead"; }).is(errc::duplicate, {"`dead`"}));
    CHECK(refused_after([](table_model& m) { m.inputs[1].name = ""; }).is(errc::missing, {"input 2"}));
    CHECK(refused_after([](table_model& m) { m.outputs[1].name = "level"; }).is(errc::duplicate, {"`level`"}));
    CHECK(refused_after([](table_model& m) { m.outputs[1].name = ""; }).is(errc::missing, {"output 2"}));
    CHECK(refused_after([](table_model& m) {
              m.inputs[0].allowed = is("x");
          }).is(errc::type_mismatch, {"`dead`", "allowed values"}));
    CHECK(refused_after([](table_model& m) { m.inputs[0].thin_margin = -1; }).is(errc::out_of_range, {"`dead`", "-1"}));
    CHECK(refused_after([](table_model& m) {
              m.inputs[0].thin_margin = std::numeric_limits<double>::quiet_NaN();
          }).is(errc::out_of_range, {"`dead`"}));
    CHECK(refused_after([](table_model& m) {
              m.inputs[0].kind = static_cast<value_kind>(77);
          }).is(errc::type_mismatch, {"`dead`", "77"}));
    CHECK(refused_after([](table_model& m) {
              m.outputs[0].kind = static_cast<value_kind>(10);
          }).is(errc::type_mismatch, {"`level`", "10"}));
    CHECK(refused_after([](table_model& m) { m.policy = static_cast<hit_policy>(11); }).is(errc::unknown_name, {"11"}));
    CHECK(refused_after([](table_model& m) {
              m.outputs[0].values.push_back(text_value("I"));
          }).is(errc::duplicate, {"`level`", "\"I\""}));
    CHECK(refused_after([](table_model& m) {
              m.outputs[0].values.push_back(whole(1));
          }).is(errc::type_mismatch, {"`level`", "output values"}));
    CHECK(refused_after([](table_model& m) {
              m.outputs[0].otherwise = text_value("IV");
          }).is(errc::unknown_name, {"`level`", "default", "\"IV\""}));
    CHECK(refused_after([](table_model& m) {
              m.outputs[1].otherwise = text_value("IV");
          }).is(errc::type_mismatch, {"`units`", "default"}));
    CHECK(refused_after([](table_model& m) { m.outputs[0].values.clear(); }, hit_policy::priority)
              .is(errc::missing, {"priority", "output values"}));
    for (const hit_policy how :
         {hit_policy::collect_sum, hit_policy::collect_min, hit_policy::collect_max, hit_policy::collect_count}) {
        CHECK(refused_after([](table_model&) {}, how).is(errc::contradiction, {"grading.csv", "one output", "2"}));
    }
    CHECK(refused(amounts(hit_policy::collect_sum, {3}, value_kind::date))
              .is(errc::type_mismatch, {"`out`", "collect sum"}));
    CHECK(refused(amounts(hit_policy::collect_max, {1}, value_kind::boolean))
              .is(errc::type_mismatch, {"`out`", "collect max"}));
    CHECK(refused(sample()).words.empty());
}
