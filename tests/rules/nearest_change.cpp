#include "muster/rules/nearest_change.hpp"
#include "muster/rules/nearest_change_text.hpp"

#include "dice.hpp"
#include "rules/small_table.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <tuple>
#include <vector>

using muster::any_value;
using muster::at_least;
using muster::below;
using muster::change_end;
using muster::change_options;
using muster::compiled_rules;
using muster::decision_change;
using muster::from_until;
using muster::hit_policy;
using muster::input_clause;
using muster::language;
using muster::nearest_change;
using muster::number_value;
using muster::table_rule;
using muster::table_status;
using muster::table_value;
using muster::text_value;
using muster::value_kind;
using small_table::answer_of;
using small_table::naive_answer;

namespace {

input_clause column(std::string called, value_kind kind) {
    input_clause made;
    made.name = muster::label{std::move(called)};
    made.kind = kind;
    return made;
}

compiled_rules deaths(hit_policy policy = hit_policy::unique) {
    input_clause dead = column("dead", value_kind::whole_number);
    dead.name.zh = "死亡人数";
    dead.allowed = at_least(0);
    input_clause kind = column("type", value_kind::string);
    return {"grade", policy, {dead, kind},
            {{"III", {below(3), any_value}, 3, 0},
             {"II", {from_until(3, 30), any_value}, 2, 0},
             {"I", {at_least(30), any_value}, 1, 0}}};
}

table_value whole(double n) { return number_value(n, value_kind::whole_number); }

// One way to change a case, ordered as documented.
struct way {
    std::size_t changes = 0;
    std::int64_t cost = 0;
    std::vector<std::size_t> inputs;
    std::vector<std::tuple<std::int64_t, bool, double, bool, double, std::string>> values;  // of the changed inputs

    friend bool operator<(const way& a, const way& b) {
        return std::tie(a.changes, a.cost, a.inputs, a.values) < std::tie(b.changes, b.cost, b.inputs, b.values);
    }
};

bool has_distance(const input_clause& input, const table_value& from, const table_value& to) {
    return input.kind != value_kind::string && input.kind != value_kind::boolean && input.kind != value_kind::weekday &&
           from.is_known && to.is_known;
}

std::int64_t cost_of(const input_clause& input, const table_value& from, const table_value& to) {
    if (!has_distance(input, from, to)) { return 1'000'000; }
    const double unit = input.thin_margin > 0 ? input.thin_margin : 1;
    const auto counted = static_cast<std::int64_t>(std::llround(std::abs(from.number - to.number) / unit * 1e6));
    return counted < 1 ? 1 : counted;
}

void add_value(way& into, const compiled_rules& table, std::size_t i, const table_value& from, const table_value& to) {
    const std::int64_t cost = cost_of(table.inputs()[i], from, to);
    // What has no distance stands for its class.
    const table_value& shown = has_distance(table.inputs()[i], from, to)
                                   ? to
                                   : table.partition(i).witness(table.partition(i).class_of(to));
    const double away = has_distance(table.inputs()[i], from, to) ? std::abs(from.number - to.number) : 0;
    const bool is_above = away > 0 && to.number > from.number;
    // Below, the greater value is the nearer one, also where rounding hides it.
    into.values.push_back({cost, !to.is_known, away, is_above, away > 0 && !is_above ? -shown.number : shown.number,
                           shown.text});
}

// Every case near enough to matter, tried one by one, by what the entries say themselves.
bool best_way(const compiled_rules& table, const std::vector<table_value>& values, const change_options& asked,
              const std::vector<bool>& is_fixed, way& best) {
    const std::size_t n = values.size();
    std::vector<std::vector<table_value>> tried;
    for (std::size_t i = 0; i < n; ++i) {
        tried.push_back({values[i]});
        if (is_fixed[i]) { continue; }
        for (const table_value& each : small_table::values_around(table, i)) {
            if (!table.inputs()[i].allowed.holds(each) && each.is_known) { continue; }
            if (!small_table::exists(each)) { continue; }
            if (!each.is_known && !(asked.may_become_unknown && table.inputs()[i].may_be_unknown)) { continue; }
            tried[i].push_back(each);
        }
    }
    const small_table::answer now = naive_answer(table, values);
    const auto gives = [&](const small_table::answer& said, std::uint32_t outcome) {
        for (const std::uint32_t rule : said.rules) {
            if (table.rules()[rule].outcome == outcome) { return true; }
        }
        return false;
    };
    std::vector<std::size_t> at(n, 0);
    bool is_found = false;
    for (;;) {
        way mine;
        std::vector<table_value> changed;
        for (std::size_t i = 0; i < n; ++i) {
            const table_value& to = tried[i][at[i]];
            changed.push_back(to);
            if (at[i] == 0) { continue; }
            ++mine.changes;
            mine.cost += cost_of(table.inputs()[i], values[i], to);
            mine.inputs.push_back(i);
            add_value(mine, table, i, values[i], to);
        }
        if (mine.changes > 0 && (!is_found || mine < best)) {
            const small_table::answer said = naive_answer(table, changed);
            bool is_flip = false;
            if (said.status == table_status::decided) {
                is_flip = asked.wanted ? gives(said, *asked.wanted)
                                       : now.status != table_status::decided || said.outcomes != now.outcomes;
            } else if (said.status != table_status::out_of_range) {
                is_flip = now.status == table_status::decided && asked.gaps_count && !asked.wanted;
            }
            if (is_flip) {
                best = mine;
                is_found = true;
            }
        }
        std::size_t digit = 0;
        while (digit < n && ++at[digit] == tried[digit].size()) { at[digit++] = 0; }
        if (digit == n) { return is_found; }
    }
}

}  // namespace

TEST_CASE("rules/nearest_change: the change found is the smallest of all, on 12,000 random tables of any policy") {
    dice random{20'260'301};
    std::size_t found = 0, impossible = 0, deep = 0, already = 0;
    for (int round = 0; round < 12'000; ++round) {
        const compiled_rules table = small_table::make(random);
        const std::vector<table_value> values = small_table::make_case(random, table);
        change_options asked;
        std::vector<bool> is_fixed(values.size(), false);
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (!random.chance(15)) { continue; }
            is_fixed[i] = true;
            asked.fixed.push_back(table.inputs()[i].name.en);
        }
        if (random.chance(40)) { asked.wanted = random.below(4); }
        asked.gaps_count = random.chance(60);
        asked.may_become_unknown = random.chance(50);
        const decision_change got = nearest_change(table, values, asked);
        INFO("round ", round, ", policy ", to_string(table.policy()));
        const small_table::answer now = naive_answer(table, values);
        REQUIRE(answer_of(table, got.before) == now);
        if (got.end == change_end::already) {
            ++already;
            bool gives = false;
            for (const std::uint32_t rule : now.rules) {
                gives = gives || table.rules()[rule].outcome == *asked.wanted;
            }
            REQUIRE(now.status == table_status::decided);
            REQUIRE(gives);
            continue;
        }
        way best;
        const bool exists = best_way(table, values, asked, is_fixed, best);
        REQUIRE(got.end == (exists ? change_end::found : change_end::impossible));
        if (!exists) {
            ++impossible;
            REQUIRE(got.inputs.empty());
            continue;
        }
        ++found;
        deep += best.changes > 1;
        way mine;
        std::vector<table_value> changed = values;
        mine.changes = got.inputs.size();
        mine.cost = got.distance;
        for (const muster::input_change& each : got.inputs) {
            REQUIRE_FALSE(is_fixed[each.input]);
            REQUIRE(each.from == values[each.input]);
            changed[each.input] = each.to;
            mine.inputs.push_back(each.input);
            add_value(mine, table, each.input, each.from, each.to);
        }
        REQUIRE(got.least_inputs == best.changes);
        REQUIRE(mine.changes == best.changes);
        REQUIRE(mine.cost == best.cost);
        REQUIRE(mine.inputs == best.inputs);
        REQUIRE((mine.values == best.values));
        REQUIRE(answer_of(table, got.after) == naive_answer(table, changed));
        if (asked.wanted) {
            bool gives = false;
            for (const std::uint32_t rule : got.after.rules) {
                gives = gives || table.rules()[rule].outcome == *asked.wanted;
            }
            REQUIRE(gives);
        } else {
            REQUIRE_FALSE(answer_of(table, got.after).outcomes == now.outcomes);
        }
    }
    CHECK(found > 4'000);
    CHECK(impossible > 500);
    CHECK(deep > 800);
    CHECK(already > 200);
}

TEST_CASE("rules/nearest_change: the nearest limit, in words that a person reads") {
    const compiled_rules table = deaths();
    const std::vector<table_value> values{whole(28), text_value("fire")};
    const decision_change made = nearest_change(table, values);
    REQUIRE(made.end == change_end::found);
    REQUIRE(made.inputs.size() == 1);
    CHECK(made.inputs[0].to == whole(30));
    CHECK(made.distance == 2'000'000);
    CHECK(to_text(made, table) == "dead: 28 -> at least 30; then rule `I` decides (now: rule `II` decides)");
    CHECK(to_text(made, table, language::zh) == "死亡人数：28 → 至少 30；则由规则“I”决定（现在：由规则“II”决定）");
    change_options to_three;
    to_three.wanted = 3;
    CHECK(to_text(nearest_change(table, values, to_three), table) ==
          "dead: 28 -> at most 2; then rule `III` decides (now: rule `II` decides)");
    change_options to_two;
    to_two.wanted = 2;
    CHECK(to_text(nearest_change(table, values, to_two), table) ==
          "the case has the wanted outcome already: rule `II` decides");
    CHECK(to_text(nearest_change(table, values, to_two), table, language::zh) == "已是所求结果：由规则“II”决定");
    change_options without_dead;
    without_dead.fixed = {"dead"};
    CHECK(to_text(nearest_change(table, values, without_dead), table) ==
          "no change of the inputs that may be changed changes the decision");
    CHECK(to_text(nearest_change(table, values, without_dead), table, language::zh) ==
          "在允许改动的输入中，任何改动都不会改变决策");
}

TEST_CASE("rules/nearest_change: beyond an open limit the next representable number, shown by the limit") {
    const compiled_rules table{"t", hit_policy::first, {column("depth", value_kind::number)},
                               {{"deep", {muster::more_than(2.5)}, 1, 0}, {"else", {any_value}, 2, 0}}};
    const std::vector<table_value> shallow{number_value(1)};
    const decision_change down = nearest_change(table, shallow);
    REQUIRE(down.inputs.size() == 1);
    CHECK(down.inputs[0].to.number == std::nextafter(2.5, 3.0));
    CHECK(to_text(down, table) == "depth: 1 -> more than 2.5; then rule `deep` decides (now: rule `else` decides)");
    CHECK(to_text(down, table, language::zh) == "depth：1 → 大于 2.5；则由规则“deep”决定（现在：由规则“else”决定）");
    const std::vector<table_value> deep{number_value(4)};
    CHECK(to_text(nearest_change(table, deep).inputs[0], table) == "depth: 4 -> at most 2.5");
    CHECK(to_text(nearest_change(table, deep).inputs[0], table, language::zh) == "depth：4 → 至多 2.5");
    const compiled_rules other{"t", hit_policy::first, {column("depth", value_kind::number)},
                               {{"deep", {at_least(2.5)}, 1, 0}, {"else", {any_value}, 2, 0}}};
    CHECK(to_text(nearest_change(other, deep).inputs[0], other) == "depth: 4 -> below 2.5");
    CHECK(to_text(nearest_change(other, deep).inputs[0], other, language::zh) == "depth：4 → 小于 2.5");
    CHECK(to_text(nearest_change(other, shallow).inputs[0], other) == "depth: 1 -> at least 2.5");
}

TEST_CASE("rules/nearest_change: texts, prefixes, moments, single values and what was unknown") {
    const compiled_rules table{
        "t", hit_policy::first,
        {column("code", value_kind::string), column("at", value_kind::time_of_day),
         column("storeys", value_kind::whole_number)},
        {{"gas", {muster::starts_with("B.2"), any_value, any_value}, 1, 0},
         {"night", {any_value, at_least(muster::time_value(22, 0).number), any_value}, 2, 0},
         {"seven", {any_value, any_value, muster::is(7)}, 3, 0},
         {"fire", {muster::is("A"), any_value, any_value}, 4, 0},
         {"known", {muster::except(muster::is_unknown()), any_value, any_value}, 5, 0}}};
    const std::vector<table_value> values{text_value("C"), muster::time_value(12, 0), whole(3)};
    const auto to = [&](std::uint32_t outcome) {
        change_options asked;
        asked.wanted = outcome;
        return to_text(nearest_change(table, values, asked).inputs.at(0), table);
    };
    const auto to_zh = [&](std::uint32_t outcome) {
        change_options asked;
        asked.wanted = outcome;
        return to_text(nearest_change(table, values, asked).inputs.at(0), table, language::zh);
    };
    CHECK(to(1) == "code: \"C\" -> begins with \"B.2\"");
    CHECK(to_zh(1) == "code：\"C\" → 以 \"B.2\" 开头");
    CHECK(to(2) == "at: time(\"12:00:00\") -> from time(\"22:00:00\") on");
    CHECK(to_zh(2) == "at：time(\"12:00:00\") → time(\"22:00:00\") 起");
    CHECK(to(3) == "storeys: 3 -> 7");
    CHECK(to(4) == "code: \"C\" -> \"A\"");
    const std::vector<table_value> unknown{muster::unknown_value(value_kind::string), muster::time_value(12, 0),
                                           whole(3)};
    change_options asked;
    asked.wanted = 5;
    CHECK(to_text(nearest_change(table, unknown, asked).inputs.at(0), table) ==
          "code: unknown -> a value that the table does not name");
    CHECK(to_text(nearest_change(table, unknown, asked).inputs.at(0), table, language::zh) ==
          "code：未知 → 表中未列出的值");
}

TEST_CASE("rules/nearest_change: distances count in thin margins, in units given, else in the column's own") {
    input_clause metres = column("metres", value_kind::number);
    input_clause people = column("people", value_kind::whole_number);
    metres.thin_margin = 10;
    const std::vector<table_rule> rules{{"both small", {below(100), below(5)}, 1, 0}};
    const compiled_rules table{"t", hit_policy::unique, {metres, people}, rules};
    const std::vector<table_value> values{number_value(85), whole(3)};
    CHECK(nearest_change(table, values).inputs[0].input == 0);  // 1.5 margins against 2 people
    CHECK(nearest_change(table, values).distance == 1'500'000);
    CHECK(nearest_change(table, values).after.status == table_status::no_rule);
    change_options in_metres;
    in_metres.units = {1, 0};
    CHECK(nearest_change(table, values, in_metres).inputs[0].input == 1);
    CHECK(nearest_change(table, values, in_metres).distance == 2'000'000);
    change_options decided_only;
    decided_only.gaps_count = false;
    CHECK(nearest_change(table, values, decided_only).end == change_end::impossible);
    input_clause time = column("t", value_kind::time_of_day);
    CHECK(muster::unit_of_change(time) == 60'000);
    time.kind = value_kind::date;
    CHECK(muster::unit_of_change(time) == 1);
    CHECK(muster::unit_of_change(metres) == 10);
}

TEST_CASE("rules/nearest_change: times of day go round midnight, in both directions") {
    const compiled_rules table{"shift", hit_policy::unique, {column("at", value_kind::time_of_day)},
                               {{"night", {below(muster::time_value(6, 0))}, 0, 0},
                                {"day", {at_least(muster::time_value(6, 0))}, 1, 0}}};
    const auto from = [&](int hour, int minute) {
        return nearest_change(table, std::vector<table_value>{muster::time_value(hour, minute)});
    };
    const decision_change late = from(23, 59);
    REQUIRE(late.end == change_end::found);
    CHECK(late.distance == 1'000'000);  // a minute
    CHECK(late.inputs[0].to == muster::time_value(0, 0));
    CHECK(late.inputs[0].bound == muster::value_bound::at_least);
    const decision_change early = from(0, 1);
    CHECK(early.inputs[0].to == number_value(86'399'999, value_kind::time_of_day));
    CHECK(early.inputs[0].bound == muster::value_bound::at_most);
    CHECK(early.distance == 1'000'017);  // a minute and a millisecond
    // From noon it is as far back to 05:59 as it is not round midnight.
    CHECK(from(12, 0).inputs[0].to == number_value(6 * 3'600'000 - 1, value_kind::time_of_day));
    CHECK(from(16, 0).inputs[0].to == muster::time_value(0, 0));
    // 15:00 is nine hours from 06:00 and from 24:00: the lesser value is taken.
    const compiled_rules even{"shift", hit_policy::unique, {column("at", value_kind::time_of_day)},
                              {{"night", {muster::at_most(muster::time_value(6, 0))}, 0, 0},
                               {"day", {more_than(muster::time_value(6, 0))}, 1, 0}}};
    CHECK(nearest_change(even, std::vector<table_value>{muster::time_value(15, 0)}).inputs[0].to ==
          muster::time_value(0, 0));
    // A time that is none does not go round.
    const decision_change none =
        nearest_change(table, std::vector<table_value>{number_value(25 * 3'600'000, value_kind::time_of_day)});
    CHECK(none.inputs[0].to == number_value(86'399'999, value_kind::time_of_day));
}

TEST_CASE("rules/nearest_change: of equal changes the input that stands first, then the lesser value") {
    const compiled_rules table{"t", hit_policy::first,
                               {column("a", value_kind::whole_number), column("b", value_kind::whole_number)},
                               {{"edge", {muster::is(2) || muster::is(8), any_value}, 1, 0},
                                {"other", {any_value, muster::is(2) || muster::is(8)}, 2, 0},
                                {"else", {any_value, any_value}, 3, 0}}};
    const std::vector<table_value> values{whole(5), whole(5)};
    const decision_change made = nearest_change(table, values);
    REQUIRE(made.inputs.size() == 1);
    CHECK(made.inputs[0].input == 0);
    CHECK(made.inputs[0].to == whole(2));
}

TEST_CASE("rules/nearest_change: a case that is out of range is led back, and what is very far away is ordered still") {
    const compiled_rules table = deaths();
    const std::vector<table_value> negative{whole(-4), text_value("fire")};
    const decision_change made = nearest_change(table, negative);
    REQUIRE(made.end == change_end::found);
    CHECK(made.inputs[0].to == whole(0));
    CHECK(to_text(made, table) == "dead: -4 -> at least 0; then rule `III` decides (now: `dead` is out of range)");
    CHECK(to_text(made, table, language::zh) ==
          "死亡人数：-4 → 至少 0；则由规则“III”决定（现在：“死亡人数”超出范围）");
    change_options fixed;
    fixed.fixed = {"dead"};
    CHECK(nearest_change(table, negative, fixed).end == change_end::impossible);
    const std::vector<table_value> huge{whole(1e308), text_value("fire")};
    const decision_change from_far = nearest_change(table, huge);
    REQUIRE(from_far.end == change_end::found);
    CHECK(from_far.inputs[0].to.number == 29);
    CHECK(from_far.distance == 1'000'000'000'000'000);
}

TEST_CASE("rules/nearest_change: out of work it says what any change needs at least") {
    std::vector<input_clause> inputs;
    for (int i = 0; i < 12; ++i) { inputs.push_back(column("c" + std::to_string(i), value_kind::boolean)); }
    // Whoever leaves the cover has to change every input: rule i takes all that have input i false.
    std::vector<table_rule> rules;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        table_rule each{"r" + std::to_string(i), std::vector<muster::input_entry>(inputs.size(), any_value), 0, 0};
        each.when[i] = muster::is(false);
        rules.push_back(each);
    }
    const compiled_rules table{"t", hit_policy::any, inputs, rules};
    const std::vector<table_value> values(inputs.size(), muster::boolean_value(false));
    const decision_change whole_way = nearest_change(table, values);
    REQUIRE(whole_way.end == change_end::found);
    CHECK(whole_way.inputs.size() == 12);
    CHECK(whole_way.after.status == table_status::no_rule);
    change_options little;
    little.budget = 20;
    const decision_change stopped = nearest_change(table, values, little);
    CHECK(stopped.end == change_end::budget);
    CHECK(stopped.inputs.empty());
    CHECK(stopped.least_inputs >= 1);
    CHECK(stopped.least_inputs <= 12);
    const std::string least = std::to_string(stopped.least_inputs);
    CHECK(to_text(stopped, table) == "stopped after " + std::to_string(stopped.steps) +
                                         " steps without a change; one needs at least " + least +
                                         (stopped.least_inputs == 1 ? " input" : " inputs"));
    CHECK(to_text(stopped, table, language::zh) ==
          "搜索 " + std::to_string(stopped.steps) + " 步后停止，尚未找到；至少需要改动 " + least + " 个输入");
}

TEST_CASE("rules/nearest_change: wrong options are refused by name") {
    const compiled_rules table = deaths();
    const std::vector<table_value> values{whole(28), text_value("fire")};
    const auto message = [&](const change_options& asked) -> std::string {
        try {
            (void)nearest_change(table, values, asked);
        } catch (const muster::error& wrong) {
            return wrong.what();
        }
        return {};
    };
    change_options asked;
    asked.fixed = {"deaths"};
    CHECK(message(asked) == "nearest_change, table `grade`: no input is called `deaths`");
    asked = {};
    asked.units = {1};
    CHECK(message(asked) == "nearest_change, table `grade`: 1 units for 2 inputs; none, or one an input");
    asked.units = {1, -2};
    CHECK(message(asked) ==
          "nearest_change, table `grade`, column `type`: the unit is -2; it must be finite and not below 0");
    asked.units = {std::nan(""), 1};
    CHECK(message(asked).find("column `dead`: the unit is") != std::string::npos);
}
