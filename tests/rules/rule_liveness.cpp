#include "muster/rules/rule_liveness.hpp"

#include <doctest/doctest.h>

#include "dice.hpp"
#include "muster/rules/loaded_table.hpp"
#include "muster/rules/rule_liveness_text.hpp"
#include "muster/rules/table_proof.hpp"
#include "small_tables.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace {

using namespace muster;

table_value whole(int number) { return number_value(number, value_kind::whole_number); }

compiled_rules levels() {
    const input_clause dead{{"dead", "死亡人数"}, value_kind::whole_number, false, at_least(0), 0};
    const input_clause type{{"type", "类型"}, value_kind::string, false, any_value, 0};
    return {"level",
            hit_policy::first,
            {dead, type},
            {{"many", {at_least(30), any_value}, 0, 0},
             {"flood", {at_least(10), is("flood")}, 1, 0},
             {"dead rule", {at_least(40), is("fire")}, 1, 0},
             {"quake", {any_value, is("quake")}, 1, 0},
             {"outranked", {at_least(20), one_of("flood", "storm")}, 1, 0},
             {"fire", {from_until(3, 30), is("fire")}, 2, 0}}};
}

}  // namespace

TEST_CASE("rules/rule_liveness: dead and always overridden rules are listed, each with why") {
    const compiled_rules table = levels();
    std::vector<logged_case> log;
    for (int i = 0; i < 1'200; ++i) {
        log.push_back({{whole(3 + i % 27), text_value("fire")}, true, i % 3 == 0 ? "I" : "II"});
    }
    log.push_back({{whole(31), text_value("flood")}, false, {}});
    log.push_back({{whole(12), text_value("flood")}, true, "III"});
    log.push_back({{whole(25), text_value("flood")}, false, {}});
    log.push_back({{whole(1), text_value("storm")}, true, "II"});
    log.push_back({{whole(-1), text_value("storm")}, false, {}});
    const rule_liveness found = liveness_of(table, log);
    CHECK(found.gaps == std::vector<std::size_t>{1'203});
    CHECK(found.out_of_range == std::vector<std::size_t>{1'204});
    CHECK(found.clashes.empty());
    CHECK(found.overridden == 1'202);
    CHECK(found.of(rule_life::alive) == std::vector<std::uint32_t>{0, 1});
    CHECK(found.of(rule_life::masked) == std::vector<std::uint32_t>{2});
    CHECK(found.of(rule_life::no_such_case) == std::vector<std::uint32_t>{3});
    CHECK(found.of(rule_life::always_outranked) == std::vector<std::uint32_t>{4});
    CHECK(found.of(rule_life::always_overridden) == std::vector<std::uint32_t>{5});
    CHECK(to_text(found, table) ==
          "1,205 cases: 1,203 decided, 1 without a rule, 0 clashing, 1 out of range; 1,202 overridden\n"
          "  rule `dead rule` can never decide: proven\n"
          "  rule `quake` never held: no such case came; it would decide dead 0, type \"quake\"\n"
          "  rule `outranked` held in 2 cases and decided none; it would decide dead 20, type \"storm\"\n"
          "  rule `fire` decided 1,200 cases, every one overridden by a person (to II in 800, to I in 400)\n");
    CHECK(to_text(found, 1, table) == "rule `flood` decided 2 cases, overridden in 1 (to III in 1)");
    CHECK(to_text(found, 1, table, language::zh) ==
          "规则“flood”决定了 2 条记录，其中 1 条被人工改变（改为 III：1 条）");
    CHECK(to_text(found, 3, table, language::zh) ==
          "规则“quake”从未适用：未出现相应情形；它会决定的情形：死亡人数 0，类型 \"quake\"");
    CHECK(liveness_of(table, log, {1'201, 1'000}).of(rule_life::always_overridden).empty());
}

TEST_CASE("rules/rule_liveness: what never decided is told apart exactly, and the counts equal a recount") {
    dice roll{80};
    std::size_t masked = 0, possible = 0;
    for (int i = 0; i < 2'000; ++i) {
        const loaded_table table{small_tables::table(roll, 2, 5)};
        const compiled_rules& logic = table.logic();
        CAPTURE(i);
        std::vector<value_kind> kinds;
        for (const input_clause& each : logic.inputs()) { kinds.push_back(each.kind); }
        std::vector<logged_case> log;
        std::vector<bool> can_decide(logic.size(), false), can_hold(logic.size(), false);
        const bool clashes = logic.policy() == hit_policy::unique || logic.policy() == hit_policy::any;
        std::vector<std::uint64_t> held(logic.size(), 0), decided(logic.size(), 0), overridden(logic.size(), 0),
            clashed(logic.size(), 0);
        small_tables::for_all_cases(kinds, [&](const std::vector<table_value>& values) {
            for (std::size_t at = 0; at < values.size(); ++at) {
                if (!values[at].is_known && !logic.inputs()[at].may_be_unknown) { return; }
            }
            const bool is_logged = roll.chance(10);
            const bool is_overridden = is_logged && roll.chance(60);
            if (is_logged) { log.push_back({values, is_overridden, "x"}); }
            const case_decision found = decide(logic, values);
            if (found.status == table_status::out_of_range) { return; }
            for (std::uint32_t rule = 0; rule < logic.size(); ++rule) {
                bool holds = true;
                for (std::size_t at = 0; at < values.size(); ++at) {
                    holds = holds && logic.rules()[rule].when[at].holds(values[at]);
                }
                if (!holds) { continue; }
                can_hold[rule] = true;
                const bool shares = logic.policy() == hit_policy::any || !is_single(logic.policy());
                const bool decides = found.is_decided() && (shares || found.rules[0] == rule);
                can_decide[rule] = can_decide[rule] || decides;
                if (!is_logged) { continue; }
                ++held[rule];
                decided[rule] += decides ? 1 : 0;
                overridden[rule] += decides && is_overridden ? 1 : 0;
                clashed[rule] += found.status == table_status::clash ? 1 : 0;
            }
        });
        const rule_liveness found = liveness_of(logic, log);
        const table_proof proof = prove(logic);
        for (std::uint32_t rule = 0; rule < logic.size(); ++rule) {
            const rule_record& mine = found.rules[rule];
            CHECK(mine.held == held[rule]);
            CHECK(mine.decided == decided[rule]);
            CHECK(mine.overridden == overridden[rule]);
            CHECK(mine.clashed == clashed[rule]);
            const rule_life expected =
                decided[rule] > 0
                    ? (overridden[rule] == decided[rule] ? rule_life::always_overridden : rule_life::alive)
                : !can_decide[rule]
                    ? (clashes && can_hold[rule] ? rule_life::always_clashes : rule_life::masked)
                : held[rule] > 0    ? rule_life::always_outranked
                                    : rule_life::no_such_case;
            CHECK(mine.life == expected);
            if (mine.life != expected) { MESSAGE(to_text(found, rule, logic)); }
            masked += mine.life == rule_life::masked ? 1 : 0;
            if (decided[rule] == 0) {  // the proof says the same
                bool is_masked = false;
                for (const table_finding& each : proof.findings) {
                    is_masked = is_masked || (each.kind == finding_kind::masked && each.rule == rule);
                }
                CHECK(is_masked == (mine.life == rule_life::masked));
            }
            if (mine.would_decide.empty()) { continue; }
            ++possible;
            const rule_liveness one = liveness_of(logic, std::vector<logged_case>{{mine.would_decide, false, {}}});
            CHECK(one.rules[rule].decided == 1);
        }
    }
    CHECK(masked > 500);
    CHECK(possible > 500);
}

TEST_CASE("rules/rule_liveness: twins under unique are not masked, they clash wherever they hold") {
    const input_clause dead{{"dead"}, value_kind::whole_number, false, at_least(0), 0};
    const compiled_rules table{"t", hit_policy::unique, {dead},
                               {{"a", {at_least(30)}, 0, 0}, {"twin", {at_least(30)}, 0, 0}, {"rest", {below(30)}, 1, 0}}};
    const rule_liveness found = liveness_of(table, {});
    CHECK(found.of(rule_life::always_clashes) == std::vector<std::uint32_t>{0, 1});
    CHECK(found.of(rule_life::masked).empty());
    CHECK_FALSE(prove(table).has(finding_kind::masked));
    CHECK(to_text(found, 1, table) == "rule `twin` clashes wherever it holds, so that it never decides: proven");
    CHECK(to_text(found, 1, table, language::zh) == "规则“twin”凡适用之处均与其他规则冲突，永远不会作出决定：已证明");
}
