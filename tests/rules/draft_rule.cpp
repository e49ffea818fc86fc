#include "muster/rules/draft_rule.hpp"

#include "dice.hpp"
#include "rules/small_table.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using muster::any_value;
using muster::at_least;
using muster::below;
using muster::compiled_rules;
using muster::draft_from;
using muster::draft_reach;
using muster::draft_rule;
using muster::errc;
using muster::expert_answer;
using muster::from_until;
using muster::hit_policy;
using muster::input_clause;
using muster::language;
using muster::number_value;
using muster::table_value;
using muster::text_value;
using muster::value_kind;

namespace {

compiled_rules fires(hit_policy policy = hit_policy::unique) {
    input_clause dead;
    dead.name = muster::label{"dead", "死亡人数"};
    dead.kind = value_kind::whole_number;
    dead.allowed = muster::within(0, 1000);
    input_clause type;
    type.name = muster::label{"type", "类型"};
    type.kind = value_kind::string;
    return {"grade", policy, {dead, type},
            {{"few", {below(3), muster::is("fire")}, 3, 2},
             {"some", {from_until(3, 30), muster::is("fire")}, 2, 1},
             {"many", {at_least(30), any_value}, 1, 0}}};
}

expert_answer answer() {
    expert_answer made;
    made.rule = "drone";
    made.outcome = 2;
    made.author = "Li";
    made.scope = "district";
    made.reason = "batteries burn again";
    made.written = {1000};
    made.expires = {2000};
    return made;
}

const std::vector<table_value> drone{number_value(12, value_kind::whole_number), text_value("drone")};

template <class Call>
std::string refused(errc code, Call call) {
    try {
        call();
    } catch (const muster::error& wrong) {
        CHECK(wrong.code() == code);
        return wrong.what();
    }
    FAIL("nothing was refused");
    return {};
}

}  // namespace

TEST_CASE("rules/draft_rule: a draft holds for its case's stretch of numbers and its very text") {
    const draft_rule made = draft_from(fires(), drone, answer());
    CHECK(made.rule.name == "drone");
    CHECK(made.rule.outcome == 2);
    CHECK(made.rule.when[0] == from_until(3, 30));
    CHECK(made.rule.when[1] == muster::is("drone"));
    CHECK(made.drafted_from == drone);
    CHECK(made.author == "Li");
    CHECK(made.scope == "district");
    CHECK(made.reason == "batteries burn again");
    CHECK(made.written == muster::instant{1000});
    CHECK_FALSE(made.is_expired({1999}));
    CHECK(made.is_expired({2000}));
    CHECK(to_text(made, fires()) ==
          "draft rule `drone` of Li: if dead [3..30), type \"drone\" (batteries burn again)");
    CHECK(to_text(made, fires(), language::zh) ==
          "规则草案“drone”（Li）：当 死亡人数 [3..30)，类型 \"drone\"（batteries burn again）");
}

TEST_CASE("rules/draft_rule: it reaches as far as the expert says: the very values, or only the inputs that matter") {
    expert_answer exact = answer();
    exact.reach = draft_reach::values;
    CHECK(draft_from(fires(), drone, exact).rule.when[0] == muster::within(12, 12));
    expert_answer wide = answer();
    wide.matters = {"type"};
    const draft_rule made = draft_from(fires(), drone, wide);
    CHECK(made.rule.when[0] == any_value);
    CHECK(made.rule.when[1] == muster::is("drone"));
    CHECK(to_text(made, fires()) == "draft rule `drone` of Li: if type \"drone\" (batteries burn again)");
    const std::vector<table_value> unknown{muster::unknown_value(value_kind::whole_number), text_value("fire")};
    CHECK(draft_from(fires(), unknown, answer()).rule.when[0] == muster::is_unknown());
    // The allowed values bound a stretch.
    const std::vector<table_value> many{number_value(500, value_kind::whole_number), text_value("drone")};
    CHECK(draft_from(fires(), many, answer()).rule.when[0] == muster::within(30, 1000));
    const std::vector<table_value> none{number_value(0, value_kind::whole_number), text_value("drone")};
    CHECK(draft_from(fires(), none, answer()).rule.when[0] == from_until(0, 3));
}

TEST_CASE("rules/draft_rule: a stretch holds every value around that the table does not tell apart, and no other") {
    dice random{505};
    std::size_t wide = 0;
    for (int round = 0; round < 4'000; ++round) {
        const compiled_rules table = small_table::make(random);
        const std::vector<table_value> values = small_table::make_case(random, table);
        expert_answer said = answer();
        said.rank = 0;
        draft_rule made;
        try {
            made = draft_from(table, values, said);
        } catch (const muster::error& wrong) {
            REQUIRE(wrong.code() == errc::out_of_range);
            bool is_ruled_out = small_table::naive_answer(table, values).status == muster::table_status::out_of_range;
            for (std::size_t i = 0; i < values.size(); ++i) {
                is_ruled_out = is_ruled_out || (!values[i].is_known && !table.inputs()[i].may_be_unknown);
            }
            REQUIRE(is_ruled_out);
            continue;
        }
        for (std::size_t i = 0; i < values.size(); ++i) {
            const muster::input_entry& entry = made.rule.when[i];
            REQUIRE(entry.holds(values[i]));
            if (!values[i].is_known || values[i].kind == value_kind::string) { continue; }
            REQUIRE(entry.ranges.size() == 1);
            wide += entry.ranges[0].low < entry.ranges[0].high;
            // Going away from the value, all are like it until one is not; the entry ends there.
            std::vector<table_value> around = small_table::values_around(table, i);
            around.erase(around.begin());  // the unknown value
            const auto is_like = [&](double number) {
                const table_value each = number_value(number, values[i].kind);
                if (!(table.inputs()[i].allowed.holds(each) && small_table::exists(each))) { return false; }
                for (const muster::table_rule& rule : table.rules()) {
                    if (rule.when[i].holds(each) != rule.when[i].holds(values[i])) { return false; }
                }
                return true;
            };
            for (const bool is_up : {false, true}) {
                std::vector<double> path;
                for (const table_value& each : around) {
                    if (is_up ? each.number > values[i].number : each.number < values[i].number) {
                        path.push_back(each.number);
                    }
                }
                std::sort(path.begin(), path.end());
                if (!is_up) { std::reverse(path.begin(), path.end()); }
                bool is_inside = true;
                for (const double each : path) {
                    is_inside = is_inside && is_like(each);
                    REQUIRE(entry.holds(each) == is_inside);
                }
            }
        }
    }
    CHECK(wide > 2'000);
}

TEST_CASE("rules/draft_rule: what is missing, contradictory or unknown is refused by name") {
    const auto draft = [](auto change, hit_policy policy = hit_policy::unique) {
        return [change, policy] {
            expert_answer said = answer();
            change(said);
            (void)draft_from(fires(policy), drone, said);
        };
    };
    CHECK(refused(errc::empty, draft([](expert_answer& a) { a.rule.clear(); })) ==
          "table `grade`, draft rule `` has no name");
    CHECK(refused(errc::empty, draft([](expert_answer& a) { a.author.clear(); })) ==
          "table `grade`, draft rule `drone` has no author");
    CHECK(refused(errc::empty, draft([](expert_answer& a) { a.reason.clear(); })) ==
          "table `grade`, draft rule `drone` has no reason");
    CHECK(refused(errc::contradiction, draft([](expert_answer& a) { a.expires = a.written; })) ==
          "table `grade`, draft rule `drone` expires before it is written");
    CHECK(refused(errc::contradiction, draft([](expert_answer& a) { a.before = "few"; })) ==
          "table `grade`, draft rule `drone` is to go before `few`, but the order of rules counts under the hit policy "
          "first only; this table's is unique");
    CHECK(refused(errc::unknown_name, draft([](expert_answer& a) { a.before = "fewer"; }, hit_policy::first)) ==
          "table `grade`, draft rule `drone` is to go before `fewer`; there is no such rule");
    CHECK(refused(errc::duplicate, draft([](expert_answer& a) { a.rule = "some"; })) ==
          "table `grade`, draft rule `some`: there is a rule of that name");
    CHECK(refused(errc::unknown_name, draft([](expert_answer& a) { a.matters = {"deaths"}; })) ==
          "table `grade`, draft rule `drone` depends on `deaths`; no input is called so");
    CHECK(refused(errc::missing, draft([](expert_answer& a) { a.outcome = 9; }, hit_policy::priority)) ==
          "table `grade`, draft rule `drone`: no rule gives its outcome yet, so it needs a rank");
    const std::vector<table_value> outside{number_value(5000, value_kind::whole_number), text_value("drone")};
    CHECK(refused(errc::out_of_range, [&] { (void)draft_from(fires(), outside, answer()); }) ==
          "table `grade`, draft rule `drone`, column `dead`: 5000 is not allowed ([0..1000]); no rule can decide it "
          "before the column is widened");
}

TEST_CASE("rules/draft_rule: no draft for an unknown value where the table rules that out") {
    input_clause input;
    input.name = muster::label{"dead"};
    input.may_be_unknown = false;
    const compiled_rules table{"grade", hit_policy::unique, {input}, {{"few", {below(3)}, 3, 0}}};
    const std::vector<table_value> unknown{muster::unknown_value(value_kind::number)};
    CHECK(refused(errc::out_of_range, [&] { (void)draft_from(table, unknown, answer()); }) ==
          "table `grade`, draft rule `drone`, column `dead`: the value is unknown, but the column is declared never to "
          "be; change that before a rule is written for it");
}

TEST_CASE("rules/draft_rule: under a ranked policy it has the rank of its outcome") {
    CHECK(draft_from(fires(hit_policy::priority), drone, answer()).rule.rank == 1);
    expert_answer fresh = answer();
    fresh.outcome = 9;
    fresh.rank = 7;
    CHECK(draft_from(fires(hit_policy::priority), drone, fresh).rule.rank == 7);
    fresh.outcome = 1;
    CHECK(draft_from(fires(hit_policy::priority), drone, fresh).rule.rank == 0);
}
