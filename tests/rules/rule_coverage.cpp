#include "muster/rules/rule_coverage.hpp"

#include <doctest/doctest.h>

#include "dice.hpp"
#include "muster/rules/loaded_table.hpp"
#include "muster/rules/rule_coverage_text.hpp"
#include "small_tables.hpp"

#include <cmath>
#include <cstddef>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace {

using namespace muster;

table_value whole(int number) { return number_value(number, value_kind::whole_number); }

compiled_rules levels(hit_policy policy = hit_policy::first) {
    const input_clause dead{{"dead", "死亡人数"}, value_kind::whole_number, false, at_least(0), 0};
    const input_clause type{{"type", "类型"}, value_kind::string, false, any_value, 0};
    return {"level",
            policy,
            {dead, type},
            {{"many", {at_least(30), any_value}, 0, 0},
             {"fire", {from_until(3, 30), one_of("fire", "explosion")}, 1, 0},
             {"never", {at_least(40), is("fire")}, 1, 0},
             {"other", {any_value, except(is("drill"))}, 2, 0}}};
}

// All the things to be covered, found again by walking the cells, without the library's bookkeeping.
using key = std::tuple<int, std::uint32_t, std::uint32_t, std::size_t, double>;
struct tally {
    std::uint64_t seen = 0, decisive = 0;
};

bool is_stepped(value_kind kind) { return kind == value_kind::whole_number; }

std::map<key, tally> recount(const loaded_table& table, const std::vector<std::vector<table_value>>& cases) {
    const compiled_rules& logic = table.logic();
    std::map<key, tally> made;
    for (const std::vector<table_value>& values : cases) {
        const case_decision found = decide(logic, values);
        if (found.status == table_status::out_of_range) { continue; }
        for (std::uint32_t r = 0; r < logic.size(); ++r) {
            const table_rule& rule = logic.rules()[r];
            const auto others_pass = [&](std::size_t but) {
                for (std::size_t i = 0; i < values.size(); ++i) {
                    if (i != but && !rule.when[i].holds(values[i])) { return false; }
                }
                return true;
            };
            const bool holds = others_pass(values.size());
            tally& whole_rule = made[{0, r, 0, coverage_item::whole, 0}];
            whole_rule.seen += holds ? 1 : 0;
            bool decides = holds && found.is_decided();
            if (is_single(logic.policy()) && logic.policy() != hit_policy::any) {
                decides = decides && found.rules[0] == r;
            }
            whole_rule.decisive += decides ? 1 : 0;
            for (std::uint32_t i = 0; i < values.size(); ++i) {
                const input_entry& cell = rule.when[i];
                if (cell.is_any) { continue; }
                const bool passes = cell.holds(values[i]);
                const auto note = [&](int kind, std::size_t part, double limit, bool applies) {
                    tally& mine = made[{kind, r, i, part, limit}];
                    mine.seen += applies ? 1 : 0;
                    mine.decisive += applies && others_pass(i) ? 1 : 0;
                };
                const bool known = values[i].is_known;
                std::size_t part = 0;
                const int of_part = cell.is_negated ? 2 : 1;
                for (const number_range& each : cell.ranges) {
                    note(of_part, part++, 0, known && each.holds(values[i].number) && passes == !cell.is_negated);
                }
                for (const std::string& each : cell.texts) {
                    note(of_part, part++, 0, known && values[i].text == each && passes == !cell.is_negated);
                }
                for (const std::string& each : cell.prefixes) {
                    note(of_part, part++, 0, known && values[i].text.rfind(each, 0) == 0 && passes == !cell.is_negated);
                }
                if (cell.accepts_unknown) { note(1, part, 0, !known); }
                note(cell.is_negated ? 1 : 2, coverage_item::whole, 0, passes == cell.is_negated);
                for (std::size_t p = 0; p < cell.ranges.size(); ++p) {
                    const number_range& each = cell.ranges[p];
                    if (each.low == each.high) { continue; }
                    for (const bool is_low : {true, false}) {
                        const double limit = is_low ? each.low : each.high;
                        if (std::isinf(limit)) { continue; }
                        const bool included = is_low ? each.includes_low : each.includes_high;
                        const double side = is_low == included ? -1 : 1;
                        const double x = values[i].number;
                        const bool is_whole_limit =
                            limit == std::floor(limit) || logic.inputs()[i].kind == value_kind::number;
                        const double on = is_whole_limit ? limit : is_low ? std::ceil(limit) : std::floor(limit);
                        const double off = !is_whole_limit ? (is_low ? -1 : 1) : side;
                        note(3, p, limit, known && x == on);
                        bool is_near = known && x == on + off && passes != cell.holds(on);
                        if (!is_stepped(logic.inputs()[i].kind)) {
                            double end = off * INFINITY;
                            for (const table_rule& other : logic.rules()) {
                                for (const number_range& range : other.when[i].ranges) {
                                    for (const double l : {range.low, range.high}) {
                                        if (off < 0 ? l < on && l > end : l > on && l < end) { end = l; }
                                    }
                                }
                            }
                            for (const number_range& range : logic.inputs()[i].allowed.ranges) {
                                for (const double l : {range.low, range.high}) {
                                    if (off < 0 ? l < on && l > end : l > on && l < end) { end = l; }
                                }
                            }
                            is_near =
                                known && (off < 0 ? x > end && x < on : x < end && x > on) && passes != cell.holds(on);
                        }
                        note(4, p, limit, is_near);
                    }
                }
            }
        }
    }
    return made;
}

}  // namespace

TEST_CASE("rules/rule_coverage: what a set of cases tries is counted, and what is missing has a case") {
    const compiled_rules table = levels();
    const std::vector<std::vector<table_value>> cases{{whole(30), text_value("flood")},
                                                      {whole(5), text_value("fire")},
                                                      {whole(-1), text_value("fire")},
                                                      {whole(2), text_value("drill")}};
    const rule_coverage found = coverage_of(table, cases);
    CHECK(found.cases == 4);
    CHECK(found.decided == 2);
    CHECK(found.no_rule == 1);
    CHECK(found.out_of_range == 1);
    CHECK(to_text(found, table) ==
          "4 cases: rules 2 of 3 (66.6 %); conditions 7 of 13 (53.8 %); limits 1 of 8 (12.5 %)\n"
          "  rule `many`, dead never next to 30; try dead 29, type \"drill\"\n"
          "  rule `fire`, dead never fails alone; try dead 0, type \"explosion\"\n"
          "  rule `fire`, dead never exactly 3; try dead 3, type \"explosion\"\n"
          "  rule `fire`, dead never next to 3; try dead 2, type \"explosion\"\n"
          "  rule `fire`, dead never exactly 30; try dead 30, type \"explosion\"\n"
          "  rule `fire`, dead never next to 30; try dead 29, type \"explosion\"\n"
          "  rule `fire`, type never passes by \"explosion\"; try dead 3, type \"explosion\"\n"
          "  rule `fire`, type never fails alone; try dead 3, type \"drill\"\n"
          "  rule `never` never decides: no case can\n"
          "  rule `never`, dead never passes by >= 40; try dead 40, type \"fire\"\n"
          "  rule `never`, dead never exactly 40; try dead 40, type \"fire\"\n"
          "  rule `never`, dead never next to 40; try dead 39, type \"fire\"\n"
          "  rule `never`, type never passes by \"fire\"; try dead 40, type \"fire\"\n"
          "  rule `never`, type never fails alone; try dead 40, type \"drill\"\n"
          "  rule `other` never decides; try dead 0, type \"explosion\"\n");
    const std::string zh = to_text(found, table, language::zh);
    CHECK(zh.find("共 4 个用例：规则 2/3 (66.6 %)；条件 7/13 (53.8 %)；边界 1/8 (12.5 %)\n"
                  "  规则“many”，死亡人数 从未紧邻 30；可试 死亡人数 29，类型 \"drill\"\n") == 0);
    CHECK(!found.is_full());
}

TEST_CASE("rules/rule_coverage: a masked rule is called so, and is not missing") {
    const rule_coverage found = coverage_of(levels(), {});
    const coverage_item* never = nullptr;
    for (const coverage_item& each : found.items) {
        if (each.rule == 2 && each.kind == coverage_kind::rule) { never = &each; }
    }
    REQUIRE(never != nullptr);
    CHECK(never->state == coverage_state::impossible);
    CHECK(found.rules.possible == 3);
    CHECK(to_text(*never, levels()) == "rule `never` never decides: no case can");
    CHECK(to_text(*never, levels(), language::zh) == "规则“never”从未作出决定：不存在这样的情形");
}

TEST_CASE("rules/rule_coverage: the suggested cases, taken together, cover all that can be covered") {
    dice roll{5};
    std::size_t suggested = 0;
    for (int i = 0; i < 3'000; ++i) {
        const loaded_table table{small_tables::table(roll, 3, 5)};
        CAPTURE(i);
        std::vector<std::vector<table_value>> cases;
        const rule_coverage empty = coverage_of(table.logic(), cases);
        for (const coverage_item& each : empty.items) {
            CHECK(each.state != coverage_state::unproven);
            CHECK(each.state != coverage_state::covered);
            if (each.state == coverage_state::impossible) { continue; }
            cases.push_back(each.suggestion);
            ++suggested;
            for (std::size_t in = 0; in < table.logic().inputs().size(); ++in) {
                const input_clause& clause = table.logic().inputs()[in];
                const bool may_come =
                    each.suggestion[in].is_known ? clause.allowed.holds(each.suggestion[in]) : clause.may_be_unknown;
                CHECK(may_come);
            }
        }
        const rule_coverage full = coverage_of(table.logic(), cases);
        CHECK(full.is_full());
        if (!full.is_full()) { MESSAGE(to_text(full, table.logic())); }
        CHECK(full.rules.possible == empty.rules.possible);
        CHECK(full.conditions.possible == empty.conditions.possible);
        CHECK(full.limits.possible == empty.limits.possible);
    }
    CHECK(suggested > 30'000);
}

TEST_CASE("rules/rule_coverage: the counts equal a naive recount, and what is called impossible is in no case") {
    dice roll{12};
    for (int i = 0; i < 1'500; ++i) {
        const loaded_table table{small_tables::table(roll, 2, 4)};
        CAPTURE(i);
        std::vector<std::vector<table_value>> cases;
        std::vector<value_kind> kinds;
        for (const input_clause& each : table.logic().inputs()) { kinds.push_back(each.kind); }
        const bool takes_all = roll.chance(30);
        small_tables::for_all_cases(kinds, [&](const std::vector<table_value>& values) {
            for (std::size_t at = 0; at < values.size(); ++at) {
                if (!values[at].is_known && !table.logic().inputs()[at].may_be_unknown) { return; }
            }
            if (takes_all || roll.chance(20)) { cases.push_back(values); }
        });
        const rule_coverage found = coverage_of(table.logic(), cases);
        std::map<key, tally> expected = recount(table, cases);
        for (const coverage_item& each : found.items) {
            const tally mine = expected[{static_cast<int>(each.kind), each.rule, each.input, each.part, each.limit}];
            CHECK(each.seen == mine.seen);
            CHECK(each.decisive == mine.decisive);
            if (each.state == coverage_state::impossible) { CHECK(mine.decisive == 0); }
            if (takes_all && each.state == coverage_state::missing) {
                // All values that tell cells apart were tried: only limits' neighbours may lie between them.
                const bool is_between = each.kind == coverage_kind::near_limit;
                CHECK(is_between);
            }
        }
    }
}

TEST_CASE(
    "rules/rule_coverage: next to a limit is the neighbour, the thin margin, or the stretch until the next limit") {
    const auto limits = [](value_kind kind, double margin, double value) {
        const input_clause depth{{"depth"}, kind, false, at_least(0), margin};
        const compiled_rules table{
            "t", hit_policy::first, {depth}, {{"deep", {at_least(30)}, 0, 0}, {"flat", {below(10)}, 0, 0}}};
        const rule_coverage found =
            coverage_of(table, std::vector<std::vector<table_value>>{{number_value(value, kind)}});
        std::string made;
        for (const coverage_item& each : found.items) {
            if (each.kind == coverage_kind::on_limit) { made += each.is_covered() ? "on " : "- "; }
            if (each.kind == coverage_kind::near_limit) { made += each.is_covered() ? "near " : "- "; }
        }
        return made;
    };
    CHECK(limits(value_kind::whole_number, 0, 30) == "on - - - ");
    CHECK(limits(value_kind::whole_number, 0, 29) == "- near - - ");
    CHECK(limits(value_kind::whole_number, 0, 28) == "- - - - ");
    CHECK(limits(value_kind::whole_number, 0, 9) == "- - - near ");
    CHECK(limits(value_kind::number, 0, 10) == "- - on - ");
    CHECK(limits(value_kind::number, 0, 10.25) == "- near - - ");
    CHECK(limits(value_kind::number, 0, 0) == "- - - - ");
    CHECK(limits(value_kind::number, 0, 0.5) == "- - - near ");
    CHECK(limits(value_kind::number, 2, 27.5) == "- - - - ");
    CHECK(limits(value_kind::number, 2, 28) == "- near - - ");
    CHECK(limits(value_kind::number, 2, 8) == "- - - near ");
    CHECK(limits(value_kind::time_of_day, 60'000, 29) == "- near - - ");
}

TEST_CASE("rules/rule_coverage: what is called impossible is proven so, however many plain values are not allowed") {
    const input_clause code{{"code"}, value_kind::string, false, except(one_of("B", "B0", "B1", "Ba", "Bother")), 0};
    const compiled_rules table{"t", hit_policy::first, {code}, {{"b", {starts_with("B")}, 0, 0}, {"else", {any_value}, 1, 0}}};
    const auto of_prefix = [](const compiled_rules& of) {
        for (const coverage_item& each : coverage_of(of, {}).items) {
            if (each.kind == coverage_kind::passes && each.rule == 0) { return each; }
        }
        return coverage_item{};
    };
    const coverage_item found = of_prefix(table);
    CHECK(found.state == coverage_state::missing);
    REQUIRE(found.suggestion.size() == 1);
    CHECK(found.suggestion[0].text.rfind("B", 0) == 0);
    CHECK(code.allowed.holds(found.suggestion[0]));
    const input_clause few{{"code"}, value_kind::string, false, one_of("A", "C"), 0};
    CHECK(of_prefix({"t", hit_policy::first, {few}, {{"b", {starts_with("B")}, 0, 0}, {"else", {any_value}, 1, 0}}}).state ==
          coverage_state::impossible);
    // A prefix of which longer ones, and single texts, are for other cells.
    const compiled_rules nested{"t",
                                hit_policy::first,
                                {code},
                                {{"b", {starts_with("B") || is("x")}, 0, 0}, {"b2", {starts_with("B2") || is("Bb")}, 1, 0}}};
    CHECK(of_prefix(nested).state == coverage_state::missing);

    // The margin reaches over what is not allowed: none of the plain values in it can occur, others can.
    const input_clause depth{{"depth"}, value_kind::number, false, at_most(30) || within(32.5, 33.5), 4};
    const rule_coverage limits =
        coverage_of(compiled_rules{"t", hit_policy::first, {depth}, {{"low", {at_most(30)}, 0, 0}, {"deep", {more_than(30)}, 1, 0}}}, {});
    for (const coverage_item& each : limits.items) { CHECK(each.state == coverage_state::missing); }
}

TEST_CASE("rules/rule_coverage: under unique a rule decides where no other holds, and a clash covers no rule") {
    const compiled_rules table = levels(hit_policy::unique);
    const std::vector<std::vector<table_value>> cases{{whole(50), text_value("fire")}};
    const rule_coverage found = coverage_of(table, cases);
    CHECK(found.clash == 1);
    CHECK(found.rules.covered == 0);
    CHECK(found.rules.possible == 2);  // `many` on a drill, `other` on few dead of no fire
    CHECK(coverage_of(table, cases, {0, true}).rules.possible == 4);
    for (const coverage_item& each : coverage_of(table, cases, {0, true}).items) {
        if (each.kind == coverage_kind::rule) { CHECK(each.state == coverage_state::unproven); }
    }
    for (const coverage_item& each : coverage_of(table, cases, {1'000, false}).items) {
        CHECK(each.suggestion.empty());
    }
}
