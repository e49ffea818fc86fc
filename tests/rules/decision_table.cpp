#include "muster/rules/decision_table.hpp"

#include "dice.hpp"
#include "rules/naive_table.hpp"
#include "rules/small_tables.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

using namespace muster;

namespace {

/// A caller's frozen type.
class call {
public:
    call(int dead, std::string what, std::optional<int> trapped = {})
        : dead_{dead}, what_{std::move(what)}, trapped_{trapped} {}
    int dead() const { return dead_; }
    const std::string& what() const { return what_; }
    std::optional<int> trapped() const { return trapped_; }

private:
    int dead_;
    std::string what_;
    std::optional<int> trapped_;
};

enum class grade : std::uint8_t { minor, major, severe };

const std::vector<table_input<call>>& call_inputs() {
    static const std::vector<table_input<call>> all{input<call>("dead", &call::dead).allowed(at_least(0)),
                                                    input<call>("what", &call::what)};
    return all;
}

decision_table<call, grade> grades(hit_policy how, table_options<grade> options = {}) {
    return {"grades",
            call_inputs(),
            {{"many dead", {at_least(30), any_value}, grade::severe},
             {"fire", {at_least(3), is("fire")}, grade::major},
             {"some dead", {at_least(3), any_value}, grade::major},
             {"few dead", {below(3), any_value}, grade::minor}},
            how,
            std::move(options)};
}

table_options<grade> unproven(std::vector<grade> priorities = {}) { return {std::move(priorities), false, false, {}}; }

std::vector<std::uint32_t> numbers(const std::vector<rule_id>& rules) {
    std::vector<std::uint32_t> all;
    for (const rule_id each : rules) { all.push_back(each.index); }
    return all;
}

/// What one of the random cases is to a program.
struct facts {
    std::optional<int> whole{};
    double real = 0;  // NaN: unknown
    std::optional<std::string> words{};
    std::optional<bool> flag{};
};

const std::vector<table_input<facts>>& fact_inputs() {
    static const std::vector<table_input<facts>> all{
        input<facts>("whole", &facts::whole), input<facts>("real", &facts::real).may_be_unknown(),
        input<facts>("words", [](const facts& of) -> const std::optional<std::string>& { return of.words; }),
        input<facts>("flag", &facts::flag)};
    return all;
}

facts draw_facts(dice& roll) {
    static const std::array<std::vector<table_value>, 4> values{
        small_tables::values_of(value_kind::whole_number), small_tables::values_of(value_kind::number),
        small_tables::values_of(value_kind::string), small_tables::values_of(value_kind::boolean)};
    facts made;
    if (const table_value& drawn = roll.any_of(values[0]); drawn.is_known) {
        made.whole = static_cast<int>(drawn.number);
    }
    const table_value& real = roll.any_of(values[1]);
    made.real = real.is_known ? real.number : std::numeric_limits<double>::quiet_NaN();
    if (roll.chance(3)) { made.real = std::numeric_limits<double>::infinity(); }
    if (const table_value& drawn = roll.any_of(values[2]); drawn.is_known) { made.words = drawn.text; }
    if (const table_value& drawn = roll.any_of(values[3]); drawn.is_known) { made.flag = drawn.number != 0; }
    return made;
}

decision_table<facts, int> draw_table(dice& roll, std::size_t rules, hit_policy how) {
    static constexpr std::array kinds{value_kind::whole_number, value_kind::number, value_kind::string,
                                      value_kind::boolean};
    std::vector<table_input<facts>> inputs = fact_inputs();
    for (std::size_t i = 0; i < 3; ++i) {
        if (!roll.chance(20)) { continue; }
        input_entry allowed = small_tables::entry(roll, kinds[i]);
        inputs[i] = inputs[i].allowed(allowed);
    }
    std::vector<decision_rule<int>> made;
    for (std::size_t r = 0; r < rules; ++r) {
        decision_rule<int>& rule = made.emplace_back(decision_rule<int>{"rule " + std::to_string(r), {}, 0});
        for (const value_kind kind : kinds) {
            rule.when.push_back(rules > 20 && roll.chance(30) ? is_unknown() : small_tables::entry(roll, kind));
        }
        rule.then = static_cast<int>(roll.below(3));
    }
    table_options<int> options;
    options.is_proven = false;
    if (is_ranked(how)) { options.priorities = {2, 0, 1}; }
    return {"drawn", std::move(inputs), std::move(made), how, std::move(options)};
}

constexpr std::array all_policies{hit_policy::unique,      hit_policy::any,          hit_policy::priority,
                                  hit_policy::first,       hit_policy::rule_order,   hit_policy::output_order,
                                  hit_policy::collect,     hit_policy::collect_sum,  hit_policy::collect_min,
                                  hit_policy::collect_max, hit_policy::collect_count};

/// Every answer of a table about an object is what walking the rules says.
void check_against_walk(const decision_table<facts, int>& table, const facts& object) {
    const std::vector<table_value> values = table.values_of(object);
    const naive_answer expected = walk(table.logic(), values);
    std::vector<rule_id> listed{rule_id{99}};
    REQUIRE(table.matching(object, listed) == expected.status);
    REQUIRE(numbers(listed) == expected.rules);
    REQUIRE(table.count(object) == expected.rules.size());
    const hit_policy how = table.logic().policy();
    if (is_single(how)) {
        const table_decision<int> found = table.decide(object);
        REQUIRE(found.status == expected.status);
        REQUIRE(static_cast<bool>(found) == (expected.status == table_status::decided));
        if (!expected.rules.empty()) { REQUIRE(found.rule.index == expected.rules[0]); }
        if (found) { REQUIRE(found.outcome == &table.outcome(found.rule)); }
        if (expected.status == table_status::out_of_range) { REQUIRE(found.input == expected.input); }
    }
    if (how == hit_policy::collect_sum || how == hit_policy::collect_min || how == hit_policy::collect_max) {
        std::optional<int> total;
        for (const std::uint32_t each : expected.rules) {
            const int mine = table.outcome(rule_id{each});
            total = !total                           ? mine
                    : how == hit_policy::collect_sum ? *total + mine
                    : how == hit_policy::collect_min ? std::min(*total, mine)
                                                     : std::max(*total, mine);
        }
        REQUIRE(table.collect(object) == total);
    }
    const case_decision again = decide(table.logic(), values);
    REQUIRE(again.status == expected.status);
}

}  // namespace

TEST_CASE("rules/decision_table: the first rule that holds decides, and says which it was") {
    const auto table = grades(hit_policy::first);
    const auto found = table.decide(call{12, "fire"});
    REQUIRE(found);
    CHECK(*found == grade::major);
    CHECK(found.rule.index == 1);
    CHECK(found.status == table_status::decided);
    CHECK(table.outcome(found.rule) == grade::major);
    CHECK(*table.decide(call{30, "fire"}) == grade::severe);
    CHECK(*table.decide(call{29, "gas"}) == grade::major);
    CHECK(*table.decide(call{2, ""}) == grade::minor);
}

TEST_CASE("rules/decision_table: each policy on the same rules") {
    const call fire{30, "fire"};
    std::vector<rule_id> listed;
    SUBCASE("unique: several rules are a clash") {
        const auto found = grades(hit_policy::unique, unproven()).decide(fire);
        CHECK(found.status == table_status::clash);
        CHECK_FALSE(found);
        CHECK(found.rule.index == 0);
        CHECK(*grades(hit_policy::unique, unproven()).decide(call{0, "fire"}) == grade::minor);
    }
    SUBCASE("any: the same answer twice is an answer, two answers are a clash") {
        const auto table = grades(hit_policy::any, unproven());
        CHECK(table.decide(fire).status == table_status::clash);
        CHECK(*table.decide(call{3, "fire"}) == grade::major);
        CHECK(table.decide(call{3, "fire"}).rule.index == 1);
    }
    SUBCASE("priority and output order: the outcome that is listed first") {
        const auto table = grades(hit_policy::priority, unproven({grade::major, grade::minor, grade::severe}));
        CHECK(*table.decide(fire) == grade::major);
        CHECK(table.decide(fire).rule.index == 1);
        const auto list = grades(hit_policy::output_order, unproven({grade::major, grade::minor, grade::severe}));
        CHECK(list.matching(fire, listed) == table_status::decided);
        CHECK(numbers(listed) == std::vector<std::uint32_t>{1, 2, 0});
    }
    SUBCASE("rule order and collect: all, in the order of the table") {
        for (const hit_policy how : {hit_policy::rule_order, hit_policy::collect}) {
            CHECK(grades(how).matching(fire, listed) == table_status::decided);
            CHECK(numbers(listed) == std::vector<std::uint32_t>{0, 1, 2});
            CHECK(grades(how).count(fire) == 3);
        }
    }
}

TEST_CASE("rules/decision_table: a value outside what the table was written for decides nothing, and names the input") {
    const auto table = grades(hit_policy::first);
    const auto found = table.decide(call{-1, "fire"});
    CHECK(found.status == table_status::out_of_range);
    CHECK(found.input == 0);
    CHECK_FALSE(found);
    CHECK_FALSE(found.rule);
    std::vector<rule_id> listed{rule_id{0}};
    CHECK(table.matching(call{-1, ""}, listed) == table_status::out_of_range);
    CHECK(listed.empty());
    CHECK(table.count(call{-1, ""}) == 0);
    // Also where no rule asks about the input.
    const decision_table<call, int> unasked{
        "unasked",
        {input<call>("dead", &call::dead).allowed(at_least(0)), input<call>("what", &call::what)},
        {{"fire", {any_value, is("fire")}, 1}}};
    CHECK(unasked.decide(call{-1, "fire"}).status == table_status::out_of_range);
    CHECK(*unasked.decide(call{0, "fire"}) == 1);
}

TEST_CASE("rules/decision_table: unknown is not zero: only a rule that takes anything, or unknown, holds") {
    const decision_table<call, std::string> table{
        "trapped",
        {input<call>("trapped", &call::trapped)},
        {{"some", {at_least(1)}, "send"}, {"none", {is(0)}, "wait"}, {"who knows", {is_unknown()}, "ask"}}};
    CHECK(*table.decide(call{0, "", 0}) == "wait");
    CHECK(*table.decide(call{0, ""}) == "ask");
    CHECK(table.decide(call{0, ""})->size() == 3);
    const decision_table<call, std::string> silent{
        "trapped", {input<call>("trapped", &call::trapped)}, {{"not none", {except(is(0))}, "send"}}};
    CHECK(silent.decide(call{0, ""}).status == table_status::no_rule);
}

TEST_CASE("rules/decision_table: answers are those of walking the rules, for every policy and number of rules") {
    dice roll{41};
    std::size_t decided = 0;
    for (const std::size_t rules : {0U, 1U, 2U, 5U, 9U, 20U, 64U, 65U, 129U, 257U, 512U, 513U, 1100U}) {
        for (const hit_policy how : all_policies) {
            for (int tables = rules <= 20 ? 12 : 2; tables > 0; --tables) {
                const auto table = draw_table(roll, rules, how);
                for (int n = 0; n < 60; ++n) {
                    const facts drawn = draw_facts(roll);
                    check_against_walk(table, drawn);
                    decided += table.count(drawn) > 0 ? 1U : 0U;
                }
            }
        }
    }
    CHECK(decided > 10'000);
}

TEST_CASE("rules/decision_table: rules far apart in the table clash too") {
    for (const std::size_t second : {1U, 63U, 64U, 511U, 512U, 599U}) {
        std::vector<decision_rule<std::size_t>> rules;
        for (std::size_t r = 0; r < 600; ++r) {
            rules.push_back({"r" + std::to_string(r), {is(r == second ? 0.0 : static_cast<double>(r))}, r});
        }
        for (const hit_policy how : {hit_policy::unique, hit_policy::any}) {
            const decision_table<call, std::size_t> table{
                "apart", {input<call>("dead", &call::dead)}, rules, how, {{}, false, false, {}}};
            const auto found = table.decide(call{0, ""});
            CHECK(found.status == table_status::clash);
            CHECK(found.rule.index == 0);
            CHECK(table.decide(call{second == 5 ? 6 : 5, ""}).status == table_status::decided);
        }
    }
}

TEST_CASE("rules/decision_table: more columns than are remembered at once") {
    dice roll{43};
    for (const std::size_t columns : {63U, 64U, 65U, 150U}) {
        std::vector<table_input<std::vector<int>>> inputs;
        for (std::size_t i = 0; i < columns; ++i) {
            inputs.push_back(
                input<std::vector<int>>("c" + std::to_string(i), [i](const std::vector<int>& of) { return of[i]; }));
        }
        inputs[1] = inputs[1].allowed(at_most(2));
        inputs[columns - 1] = inputs[columns - 1].allowed(at_most(2));
        std::vector<decision_rule<std::size_t>> rules;
        for (std::size_t r = 0; r < 600; ++r) {
            auto& rule = rules.emplace_back(
                decision_rule<std::size_t>{"r" + std::to_string(r), std::vector<input_entry>(columns, any_value), r});
            for (int k = 0; k < 3; ++k) { rule.when[roll.below(columns)] = is(static_cast<int>(roll.below(3))); }
            rule.when[columns - 1] = is(static_cast<int>(roll.below(3)));
        }
        const decision_table<std::vector<int>, std::size_t> table{
            "wide", std::move(inputs), std::move(rules), hit_policy::first, {{}, false, false, {}}};
        std::size_t outside = 0;
        for (int n = 0; n < 100; ++n) {
            std::vector<int> object(columns);
            for (int& each : object) { each = static_cast<int>(roll.below(3)); }
            if (roll.chance(20)) { object[columns - 1] = 3; }
            const naive_answer expected = walk(table.logic(), table.values_of(object));
            const auto found = table.decide(object);
            REQUIRE(found.status == expected.status);
            if (found) { REQUIRE(found.rule.index == expected.rules[0]); }
            if (found.status == table_status::out_of_range) { REQUIRE(found.input == columns - 1); }
            outside += found.status == table_status::out_of_range ? 1U : 0U;
        }
        CHECK(outside > 5);
    }
}

TEST_CASE("rules/decision_table: sums, least and greatest; decimals add up as people expect") {
    const auto make = [](hit_policy how) {
        return decision_table<call, double>{"cost",
                                            call_inputs(),
                                            {{"a", {at_least(1), any_value}, 0.1},
                                             {"b", {at_least(2), any_value}, 0.2},
                                             {"c", {at_least(3), any_value}, -5}},
                                            how};
    };
    CHECK(make(hit_policy::collect_sum).collect(call{2, ""}) == 0.3);
    CHECK(make(hit_policy::collect_sum).collect(call{3, ""}) == -4.7);
    CHECK(make(hit_policy::collect_min).collect(call{3, ""}) == -5.0);
    CHECK(make(hit_policy::collect_max).collect(call{3, ""}) == 0.2);
    CHECK(make(hit_policy::collect_sum).collect(call{0, ""}) == std::nullopt);
    CHECK(make(hit_policy::collect_min).collect(call{-1, ""}) == std::nullopt);
    const auto most = std::numeric_limits<std::int64_t>::max();
    const decision_table<call, std::int64_t> whole{"whole",
                                                   call_inputs(),
                                                   {{"a", {any_value, any_value}, most},
                                                    {"b", {any_value, any_value}, most},
                                                    {"c", {at_least(3), any_value}, -most}},
                                                   hit_policy::collect_sum};
    CHECK(whole.collect(call{0, ""}) == most);  // stops at the limit
    CHECK(whole.collect(call{3, ""}) == most);  // and comes back exactly
    const decision_table<call, bool> yes{"yes", call_inputs(), {{"a", {any_value, any_value}, true}}};
    CHECK(*yes.decide(call{0, ""}));
}

TEST_CASE(
    "rules/decision_table: a table that withholds or hides an answer is refused with a case, unless it may not be "
    "proven") {
    const auto refused_as = [](auto make) {
        try {
            (void)make();
        } catch (const error& problem) { return std::pair{problem.code(), std::string{problem.what()}}; }
        return std::pair{errc::empty, std::string{"not refused"}};
    };
    using table = decision_table<call, grade>;
    const std::vector<decision_rule<grade>> clashing{{"a", {at_least(3), any_value}, grade::severe},
                                                     {"b", {any_value, is("fire")}, grade::major}};
    const auto clash = refused_as([&] { return table{"t", call_inputs(), clashing}; });
    CHECK(clash.first == errc::contradiction);
    CHECK(clash.second.find("`t`") != std::string::npos);
    CHECK(clash.second.find("`a`") != std::string::npos);
    CHECK(clash.second.find("`b`") != std::string::npos);
    CHECK_NOTHROW(table{"t", call_inputs(), clashing, hit_policy::first});
    // Under unique no answer is given for two rules of the same outcome either.
    const std::vector<decision_rule<grade>> overlapping{{"a", {at_least(3), any_value}, grade::severe},
                                                        {"b", {any_value, is("fire")}, grade::severe}};
    CHECK(refused_as([&] { return table{"t", call_inputs(), overlapping}; }).first == errc::contradiction);
    CHECK_NOTHROW(table{"t", call_inputs(), overlapping, hit_policy::any});
    const std::vector<decision_rule<grade>> masked{{"a", {any_value, any_value}, grade::severe},
                                                   {"b", {any_value, is("fire")}, grade::major}};
    CHECK(refused_as([&] {
              return table{"t", call_inputs(), masked, hit_policy::first};
          }).first == errc::contradiction);
    // Gaps are allowed and listed.
    const std::vector<decision_rule<grade>> gap{{"a", {at_least(3), any_value}, grade::severe}};
    const table incomplete{"t", call_inputs(), gap};
    CHECK(incomplete.proof().has(finding_kind::gap));
    CHECK(incomplete.proof().is_finished);
    table_options<grade> strict;
    strict.require_complete = true;
    CHECK(refused_as([&] {
              return table{"t", call_inputs(), gap, hit_policy::unique, strict};
          }).first == errc::missing);
    strict.is_proven = false;
    CHECK(refused_as([&] {
              return table{"t", call_inputs(), gap, hit_policy::unique, strict};
          }).first == errc::missing);
    strict.proof.budget = 1;
    CHECK(refused_as([&] {
              return table{
                  "t", call_inputs(), {{"a", {any_value, any_value}, grade::severe}}, hit_policy::unique, strict};
          }).first == errc::out_of_range);
    const table unasked{"t", call_inputs(), clashing, hit_policy::unique, unproven()};
    CHECK_FALSE(unasked.proof().is_finished);
}

TEST_CASE("rules/decision_table: what is wrong with a table is named: rule, column, limit") {
    const auto message = [](std::vector<decision_rule<grade>> rules, hit_policy how = hit_policy::unique,
                            std::vector<grade> priorities = {}) {
        try {
            const decision_table<call, grade> made{"t", call_inputs(), std::move(rules), how, {std::move(priorities)}};
        } catch (const error& problem) { return std::string{problem.what()}; }
        return std::string{};
    };
    const auto has = [](const std::string& words, std::initializer_list<const char*> parts) {
        for (const char* each : parts) {
            if (words.find(each) == std::string::npos) { return false; }
        }
        return true;
    };
    CHECK(has(message({{"r", {is("x"), any_value}, grade::minor}}), {"`t`", "`r`", "`dead`", "text"}));
    CHECK(has(message({{"r", {any_value, is(3)}, grade::minor}}), {"`t`", "`r`", "`what`"}));
    CHECK(has(message({{"r", {within(5, 3), any_value}, grade::minor}}), {"`r`", "`dead`", "5", "3"}));
    CHECK(has(message({{"r", {any_value}, grade::minor}}), {"`r`", "1", "2"}));
    CHECK(has(message({{"r", {any_value, any_value}, grade::minor}, {"r", {any_value, any_value}, grade::minor}}),
              {"`r`"}));
    CHECK(
        has(message({{"r", {any_value, any_value}, grade::minor}}, hit_policy::priority, {grade::severe, grade::major}),
            {"`r`", "2 priorities", "priority"}));
    CHECK(has(message({}, hit_policy::priority, {grade::severe, grade::severe}), {"priorities 1 and 2"}));
    const auto sum_of = [](double outcome) {
        return decision_table<call, double>{
            "t", call_inputs(), {{"r", {any_value, any_value}, outcome}}, hit_policy::collect_sum};
    };
    CHECK_THROWS_AS(sum_of(std::numeric_limits<double>::quiet_NaN()), error);
    CHECK_THROWS_AS(sum_of(std::numeric_limits<double>::infinity()), error);
}

TEST_CASE("rules/decision_table: outcomes that cannot be compared say so, and any two rules then differ") {
    struct action {
        int (*act)();
    };
    const decision_table<call, action, each_rule_differs> table{
        "act",
        call_inputs(),
        {{"a", {below(3), any_value}, {[] { return 1; }}}, {"b", {at_least(3), any_value}, {[] { return 2; }}}}};
    CHECK(table.decide(call{0, ""})->act() == 1);
    CHECK(table.decide(call{3, ""})->act() == 2);
}

TEST_CASE("rules/decision_table: a copy decides alike after the original is gone") {
    auto first = std::make_unique<decision_table<call, grade>>(grades(hit_policy::first));
    const decision_table<call, grade> copy = *first;
    decision_table<call, grade> moved = std::move(*first);
    first.reset();
    for (const decision_table<call, grade>* each : {&copy, static_cast<const decision_table<call, grade>*>(&moved)}) {
        CHECK(*each->decide(call{12, "fire"}) == grade::major);
        CHECK(each->decide(call{12, "fire"}).rule.index == 1);
        CHECK(each->decide(call{12, "gas"}).rule.index == 2);
    }
}

TEST_CASE("rules/decision_table: the digest changes with every part of the table, and with nothing else") {
    const auto digest_of = [](const auto& table) {
        digest into;
        table.write_digest(into);
        return into.value();
    };
    const auto make = [](std::string title, double limit, std::string rule, grade then, hit_policy how,
                         double margin = 0) {
        return decision_table<call, grade>{std::move(title),
                                           {input<call>("dead", &call::dead).thin_margin(margin)},
                                           {{std::move(rule), {at_least(limit)}, then}},
                                           how};
    };
    const std::uint64_t base = digest_of(make("t", 3, "r", grade::major, hit_policy::first));
    CHECK(base == digest_of(make("t", 3, "r", grade::major, hit_policy::first)));
    CHECK(base != digest_of(make("u", 3, "r", grade::major, hit_policy::first)));
    CHECK(base != digest_of(make("t", 4, "r", grade::major, hit_policy::first)));
    CHECK(base != digest_of(make("t", 3, "s", grade::major, hit_policy::first)));
    CHECK(base != digest_of(make("t", 3, "r", grade::severe, hit_policy::first)));
    CHECK(base != digest_of(make("t", 3, "r", grade::major, hit_policy::any)));
    CHECK(base != digest_of(make("t", 3, "r", grade::major, hit_policy::first, 1)));
    // Outcomes that a digest cannot read are told by which rules share one; priorities by the ranks that they give.
    struct opaque {
        int inside;
        bool operator==(const opaque&) const = default;
    };
    const auto pair_of = [](int a, int b) {
        return decision_table<call, opaque>{
            "t", {input<call>("dead", &call::dead)}, {{"r", {at_least(3)}, {a}}, {"s", {below(3)}, {b}}}};
    };
    CHECK(digest_of(pair_of(1, 1)) != digest_of(pair_of(1, 2)));
    const auto ranked = [](std::vector<grade> order) {
        return decision_table<call, grade>{"t",
                                           {input<call>("dead", &call::dead)},
                                           {{"r", {at_least(3)}, grade::minor}, {"s", {below(3)}, grade::major}},
                                           hit_policy::priority,
                                           {std::move(order), true, false, {}}};
    };
    CHECK(digest_of(ranked({grade::minor, grade::major})) != digest_of(ranked({grade::major, grade::minor})));
}
