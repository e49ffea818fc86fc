#include "muster/rules/rule_gap.hpp"

#include "dice.hpp"
#include "rules/small_table.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

using muster::any_value;
using muster::at_least;
using muster::below;
using muster::check_gap;
using muster::compiled_rules;
using muster::from_until;
using muster::gap_kind;
using muster::hit_policy;
using muster::input_clause;
using muster::language;
using muster::number_value;
using muster::rule_gap;
using muster::table_status;
using muster::table_value;
using muster::text_value;
using muster::value_kind;
using small_table::naive_answer;

namespace {

input_clause column(std::string called, value_kind kind, double margin = 0) {
    input_clause made;
    made.name = muster::label{std::move(called)};
    made.kind = kind;
    made.thin_margin = margin;
    return made;
}

table_value whole(double n) { return number_value(n, value_kind::whole_number); }

gap_kind kind_of(table_status status) {
    switch (status) {
        case table_status::no_rule: return gap_kind::no_rule;
        case table_status::clash: return gap_kind::clash;
        case table_status::out_of_range: return gap_kind::out_of_range;
        case table_status::decided: break;
    }
    return gap_kind::none;
}

// The least distance at which one input alone changes what the table says, tried value by value; -1: none below the
// margin.
double nearest_other_answer(const compiled_rules& table, const std::vector<table_value>& values, std::size_t input) {
    const input_clause& clause = table.inputs()[input];
    if (!(clause.thin_margin > 0) || !values[input].is_known || clause.kind == value_kind::weekday) { return -1; }
    const small_table::answer now = naive_answer(table, values);
    double best = -1;
    for (const table_value& each : small_table::values_around(table, input)) {
        if (!each.is_known) { continue; }
        std::vector<table_value> moved = values;
        moved[input] = each;
        const small_table::answer said = naive_answer(table, moved);
        if (said.status == table_status::out_of_range || said.outcomes == now.outcomes) { continue; }
        const double away = std::abs(each.number - values[input].number);
        if (away < clause.thin_margin && (best < 0 || away < best)) { best = away; }
    }
    return best;
}

}  // namespace

TEST_CASE("rules/rule_gap: what is flagged is exactly what the table leaves open, on 100,000 cases") {
    dice random{4'020};
    std::size_t counts[5] = {0, 0, 0, 0, 0};
    std::size_t borderline = 0;
    muster::gap_scratch scratch;
    for (int round = 0; round < 2'000; ++round) {
        const compiled_rules table = small_table::make(random);
        for (int each = 0; each < 50; ++each) {
            const std::vector<table_value> values = small_table::make_case(random, table);
            const rule_gap found = check_gap(table, values, scratch);
            const small_table::answer said = naive_answer(table, values);
            INFO("round ", round, ", case ", each, ", policy ", to_string(table.policy()));
            ++counts[static_cast<std::size_t>(found.kind)];
            if (said.status != table_status::decided) {
                REQUIRE(found.kind == kind_of(said.status));
                if (found.kind == gap_kind::clash) {
                    REQUIRE(found.rule == said.rules[0]);
                    REQUIRE(found.other != found.rule);
                    const bool agree = table.rules()[found.other].outcome == table.rules()[found.rule].outcome;
                    REQUIRE((table.policy() == hit_policy::unique || !agree));
                }
                if (found.kind == gap_kind::out_of_range) {
                    const table_value& wrong = values[found.input];
                    REQUIRE_FALSE((table.inputs()[found.input].allowed.holds(wrong) && small_table::exists(wrong)));
                }
                continue;
            }
            double nearest = -1;
            std::vector<double> all;
            for (std::size_t i = 0; i < values.size(); ++i) {
                all.push_back(nearest_other_answer(table, values, i));
                if (all[i] >= 0 && (nearest < 0 || all[i] < nearest)) { nearest = all[i]; }
            }
            // Beside an open limit the next number is as near as the limit itself, but for rounding.
            const bool is_found = found.kind == gap_kind::thin_margin;
            const double margin = is_found ? table.inputs()[found.input].thin_margin : 0;
            if (is_found && found.distance > margin - 1e-9) {
                ++borderline;
                continue;
            }
            REQUIRE(is_found == (nearest >= 0));
            if (nearest < 0) { continue; }
            REQUIRE(std::abs(found.distance - nearest) < 1e-9);
            REQUIRE(std::abs(found.distance - all[found.input]) < 1e-9);
            REQUIRE(found.rule == said.rules[0]);
        }
    }
    for (const std::size_t each : counts) { CHECK(each > 500); }
    CHECK(borderline < 20);
}

TEST_CASE("rules/rule_gap: a thin margin says which input, how near, and what would decide there") {
    input_clause dead = column("dead", value_kind::whole_number, 3);
    dead.name.zh = "死亡人数";
    dead.allowed = at_least(0);
    const compiled_rules table{
        "grade", hit_policy::unique, {dead},
        {{"III", {below(3)}, 3, 0}, {"II", {from_until(3, 30)}, 2, 0}, {"I", {at_least(30)}, 1, 0}}};
    const std::vector<table_value> near{whole(28)};
    const rule_gap found = check_gap(table, near);
    CHECK(found.kind == gap_kind::thin_margin);
    CHECK(found);
    CHECK(found.input == 0);
    CHECK(found.distance == 2);
    CHECK(found.limit == 30);
    CHECK(found.rule == 1);
    CHECK(found.beyond == table_status::decided);
    CHECK(found.other == 2);
    CHECK(to_text(found, table, near) == "`dead` is 28, close to 30, where rule `I` decides instead of `II`");
    CHECK(to_text(found, table, near, language::zh) == "“死亡人数”为 28，接近界限 30，越过则由规则“I”决定，而非“II”");
    for (const double clear : {5.0, 6.0, 26.0, 27.0, 32.0, 100.0}) {
        const std::vector<table_value> values{whole(clear)};
        CHECK_MESSAGE(check_gap(table, values).kind == gap_kind::none, clear);
        CHECK(to_text(check_gap(table, values), table, values) == "decided by the rules");
    }
    for (const double thin : {1.0, 2.0, 3.0, 4.0, 28.0, 29.0, 30.0, 31.0}) {
        const std::vector<table_value> values{whole(thin)};
        CHECK_MESSAGE(check_gap(table, values).kind == gap_kind::thin_margin, thin);
    }
    // 0 is near -1, but that is no number of people.
    CHECK(check_gap(table, std::vector<table_value>{whole(0)}).kind == gap_kind::none);
}

TEST_CASE("rules/rule_gap: a margin is open: exactly that far away is far enough; a limit itself is at distance 0") {
    const compiled_rules table{"t", hit_policy::first, {column("depth", value_kind::number, 0.5)},
                               {{"deep", {at_least(2)}, 1, 0}, {"low", {any_value}, 2, 0}}};
    const auto at = [&](double depth) { return check_gap(table, std::vector<table_value>{number_value(depth)}); };
    CHECK_FALSE(at(1.5));
    CHECK(at(1.75));
    CHECK(at(1.75).distance == 0.25);
    CHECK(at(2).distance == 0);
    CHECK(at(2).kind == gap_kind::thin_margin);
    CHECK(at(2).other == 1);
    CHECK_FALSE(at(2.5));
    CHECK(at(2.25).distance == 0.25);
    // On the other side of the limit nothing changes when the outcome is the same.
    const compiled_rules same{"t", hit_policy::first, {column("depth", value_kind::number, 0.5)},
                              {{"deep", {at_least(2)}, 1, 0}, {"low", {any_value}, 1, 0}}};
    CHECK_FALSE(check_gap(same, std::vector<table_value>{number_value(1.75)}));
    // Text and unknown values have no margin.
    const compiled_rules text{"t", hit_policy::first, {column("type", value_kind::string, 5)},
                              {{"a", {muster::is("a")}, 1, 0}, {"other", {any_value}, 2, 0}}};
    CHECK_FALSE(check_gap(text, std::vector<table_value>{text_value("a")}));
    CHECK_FALSE(check_gap(table, std::vector<table_value>{muster::unknown_value(value_kind::number)}));
}

TEST_CASE("rules/rule_gap: times of day go round midnight") {
    constexpr double minute = 60'000;
    const compiled_rules table{"shift", hit_policy::unique, {column("at", value_kind::time_of_day, 10 * minute)},
                               {{"night", {below(muster::time_value(6, 0))}, 0, 0},
                                {"day", {at_least(muster::time_value(6, 0))}, 1, 0}}};
    const auto at = [&](int hour, int min) {
        return check_gap(table, std::vector<table_value>{muster::time_value(hour, min)});
    };
    const rule_gap late = at(23, 59);
    CHECK(late.kind == gap_kind::thin_margin);
    CHECK(late.distance == minute);
    CHECK(late.limit == 0);
    CHECK(late.rule == 1);
    CHECK(late.other == 0);
    const rule_gap early = at(0, 1);
    CHECK(early.kind == gap_kind::thin_margin);
    CHECK(early.distance == minute + 1);
    CHECK(early.limit == 86'399'999);
    CHECK(at(23, 50).kind == gap_kind::none);
    CHECK(at(23, 51).kind == gap_kind::thin_margin);
    CHECK(at(0, 9).kind == gap_kind::thin_margin);
    CHECK(at(0, 10).kind == gap_kind::none);
    CHECK(at(5, 59).distance == minute);
    CHECK(at(6, 0).distance == 1);
    CHECK(to_text(late, table, std::vector<table_value>{muster::time_value(23, 59)}) ==
          "`at` is time(\"23:59:00\"), close to time(\"00:00:00\"), where rule `night` decides instead of `day`");
    // 24 o'clock is no time of day, and nothing is near it.
    CHECK(check_gap(table, std::vector<table_value>{number_value(86'400'000, value_kind::time_of_day)}).kind ==
          gap_kind::out_of_range);
    // Dates and spans do not go round.
    const compiled_rules line{"span", hit_policy::unique, {column("for", value_kind::day_time_duration, 10 * minute)},
                              {{"short", {below(6 * 60 * minute)}, 0, 0}, {"long", {at_least(6 * 60 * minute)}, 1, 0}}};
    CHECK(check_gap(line, std::vector<table_value>{number_value(24 * 60 * minute - 1, value_kind::day_time_duration)}).kind ==
          gap_kind::none);
}

TEST_CASE("rules/rule_gap: on random tables of times the margin is that of going round the clock either way") {
    constexpr double hour = 3'600'000, day = 24 * hour;
    dice random{2'359};
    int thin = 0, round_midnight = 0;
    for (int round = 0; round < 2'000; ++round) {
        std::vector<muster::table_rule> rules;
        std::vector<double> limits{0, day};
        for (std::uint32_t i = 1 + random.below(3); i > 0; --i) {
            const double low = static_cast<double>(random.between(0, 20)) * hour;
            const double high = low + static_cast<double>(random.between(1, 4)) * hour;
            limits.insert(limits.end(), {low, high});
            rules.push_back({"r" + std::to_string(i), {from_until(low, high)}, random.below(3), 0});
        }
        if (random.chance(60)) { rules.push_back({"else", {any_value}, random.below(3), 0}); }
        input_clause at = column("at", value_kind::time_of_day, static_cast<double>(random.between(1, 5)) * hour);
        if (random.chance(30)) {
            limits.push_back(static_cast<double>(random.between(0, 2)) * hour);
            at.allowed = at_least(limits.back());
        }
        const compiled_rules table{"t", hit_policy::first, {at}, std::move(rules)};
        for (int each = 0; each < 10; ++each) {
            const double from = static_cast<double>(random.between(0, 24 * 60 - 1)) * 60'000;
            const auto value = [](double ms) { return std::vector<table_value>{number_value(ms, value_kind::time_of_day)}; };
            const muster::case_decision now = decide(table, value(from));
            if (!now.is_decided()) { continue; }
            double nearest = at.thin_margin;
            double there = day;
            for (const double limit : limits) {
                for (const double to : {limit - 1, limit}) {
                    if (to < 0 || to >= day) { continue; }
                    const muster::case_decision said = decide(table, value(to));
                    if (said.status == table_status::out_of_range) { continue; }
                    if (said.is_decided() &&
                        table.rules()[said.rules[0]].outcome == table.rules()[now.rules[0]].outcome) {
                        continue;
                    }
                    const double straight = std::abs(to - from);
                    const double away = straight < day - straight ? straight : day - straight;
                    if (away < nearest || (away == nearest && away < at.thin_margin && to < there)) {
                        nearest = away;
                        there = to;
                    }
                }
            }
            const rule_gap found = check_gap(table, value(from));
            REQUIRE((found.kind == gap_kind::thin_margin) == (nearest < at.thin_margin));
            if (!found) { continue; }
            REQUIRE(found.distance == nearest);
            REQUIRE(found.limit == there);
            ++thin;
            round_midnight += std::abs(there - from) > nearest ? 1 : 0;
        }
    }
    CHECK(thin > 2'000);
    CHECK(round_midnight > 200);
}

TEST_CASE("rules/rule_gap: what lies beyond a margin may be no rule or a clash; the nearest of several is told") {
    const compiled_rules table{"t", hit_policy::unique,
                               {column("a", value_kind::number, 2), column("b", value_kind::number, 2)},
                               {{"box", {muster::within(0, 10), muster::within(0, 10)}, 1, 0},
                                {"stripe", {muster::within(9, 12), muster::within(8, 9)}, 2, 0}}};
    std::vector<table_value> values{number_value(1.5), number_value(5)};
    rule_gap found = check_gap(table, values);
    CHECK(found.beyond == table_status::no_rule);
    CHECK(found.distance == 1.5);
    CHECK(to_text(found, table, values) == "`a` is 1.5, close to 0, where no rule holds instead of `box`");
    CHECK(to_text(found, table, values, language::zh) == "“a”为 1.5，接近界限 0，越过则没有规则适用，而非“box”");
    values = {number_value(8.5), number_value(8.5)};
    found = check_gap(table, values);
    CHECK(found.beyond == table_status::clash);
    CHECK(found.input == 0);
    CHECK(found.distance == 0.5);
    CHECK(to_text(found, table, values) == "`a` is 8.5, close to 9, where rules clash instead of `box`");
    CHECK(to_text(found, table, values, language::zh) == "“a”为 8.5，接近界限 9，越过则规则相互冲突，而非“box”");
    values = {number_value(1.5), number_value(9.25)};
    CHECK(check_gap(table, values).input == 1);
    CHECK(check_gap(table, values).distance == 0.75);
    values = {number_value(1), number_value(1)};
    CHECK(check_gap(table, values).input == 0);  // as near as each other: the first
}

TEST_CASE("rules/rule_gap: no rule, out of range and a clash in words") {
    input_clause dead = column("dead", value_kind::whole_number);
    dead.allowed = muster::within(0, 1000);
    dead.name.zh = "死亡人数";
    input_clause type = column("type", value_kind::string);
    type.allowed = muster::one_of("fire", "gas") || muster::starts_with("B.2");
    const compiled_rules table{"t", hit_policy::any, {dead, type},
                               {{"many", {at_least(30), any_value}, 1, 0},
                                {"fires", {any_value, muster::is("fire")}, 2, 0},
                                {"some", {at_least(20), muster::is("fire")}, 2, 0}}};
    const auto words = [&](double n, const char* what, language in) {
        const std::vector<table_value> values{whole(n), text_value(what)};
        return to_text(check_gap(table, values), table, values, in);
    };
    CHECK(words(3, "gas", language::en) == "no rule holds");
    CHECK(words(3, "gas", language::zh) == "没有规则适用");
    CHECK(words(2000, "gas", language::en) == "`dead` is 2000; the table was written for [0..1000]");
    CHECK(words(2000, "gas", language::zh) == "“死亡人数”为 2000，规则表适用范围为 [0..1000]");
    CHECK(words(3, "flood", language::en) ==
          "`type` is \"flood\"; the table was written for \"fire\", \"gas\", begins with \"B.2\"");
    CHECK(words(3, "flood", language::zh) == "“type”为 \"flood\"，规则表适用范围为 \"fire\", \"gas\", 以 \"B.2\" 开头");
    CHECK(words(40, "fire", language::en) == "rules `many` and `fires` both hold and contradict each other");
    CHECK(words(40, "fire", language::zh) == "规则“many”与“fires”同时适用且相互矛盾");
    CHECK(words(25, "fire", language::en) == "decided by the rules");
    CHECK(words(25, "fire", language::zh) == "规则已决定");
}

TEST_CASE("rules/rule_gap: a weekday out of range is called by its name, and what is none by its number") {
    input_clause on = column("day", value_kind::weekday);
    on.allowed = muster::within(1, 5);
    const compiled_rules table{"t", hit_policy::first, {on}, {{"all", {any_value}, 0, 0}}};
    const auto words = [&](double day, language in) {
        const std::vector<table_value> values{number_value(day, value_kind::weekday)};
        return to_text(check_gap(table, values), table, values, in);
    };
    CHECK(words(7, language::en) == "`day` is Sunday; the table was written for [1..5]");
    CHECK(words(7, language::zh) == "“day”为 星期日，规则表适用范围为 [1..5]");
    CHECK(words(8, language::en) == "`day` is 8; the table was written for [1..5]");
}

TEST_CASE("rules/rule_gap: an entry's words say what it passes") {
    using muster::detail::entry_text;
    CHECK(entry_text(any_value, value_kind::string, language::en) == "any");
    CHECK(entry_text(any_value, value_kind::string, language::zh) == "任意");
    CHECK(entry_text(muster::more_than(2.5), value_kind::number, language::en) == "> 2.5");
    CHECK(entry_text(below(2) || at_least(7), value_kind::number, language::en) == "< 2, >= 7");
    CHECK(entry_text(muster::at_most(2) || muster::is(4), value_kind::number, language::en) == "<= 2, 4");
    CHECK(entry_text(muster::strictly_within(2, 4) || muster::is_unknown(), value_kind::number, language::en) ==
          "(2..4), unknown");
    CHECK(entry_text(except(muster::is("drill")), value_kind::string, language::en) == "not(\"drill\")");
    CHECK(entry_text(except(muster::is("drill")), value_kind::string, language::zh) == "非(\"drill\")");
    CHECK(entry_text(except(muster::is_unknown()), value_kind::string, language::en) == "known");
    CHECK(entry_text({}, value_kind::string, language::en) == "nothing");
    CHECK(entry_text({{{}}, {}, {}, false, false, false}, value_kind::number, language::en) == "-");
}
