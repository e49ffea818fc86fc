#include "muster/rules/decision_model.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace {

using muster::finding_kind;
using muster::hit_policy;
using muster::table_status;
using muster::value_kind;

constexpr std::size_t fact_count = 3;
const std::array<std::string, fact_count> names{"a", "b", "c"};

// Some entry of a column.
muster::input_entry any_entry(dice& roll, int least, int most, bool may_be_unknown) {
    if (roll.chance(35)) { return muster::any_value; }
    muster::input_entry made;
    for (int each = least; each <= most; ++each) {
        if (roll.chance(55)) { made = made || muster::is(each); }
    }
    if (may_be_unknown && roll.chance(30)) { made.accepts_unknown = true; }
    if (made.ranges.empty() && !made.accepts_unknown) { made = muster::is(least); }
    return made;
}

// Three facts of 1 to 4, some read, some compared.
muster::model_decision any_decision(dice& roll, std::array<bool, fact_count>& may_be_unknown) {
    muster::model_decision made;
    made.name = made.table.name = "d";
    made.table.policy = roll.any_of(std::vector{hit_policy::unique, hit_policy::any, hit_policy::first});
    made.table.outputs.push_back({"d", value_kind::number, {}, {}});
    const std::size_t rules = 1 + roll.below(4);
    for (std::size_t i = 0; i < rules; ++i) {
        muster::model_rule rule;
        rule.name = "r" + std::to_string(i);
        rule.then.push_back(muster::number_value(static_cast<double>(roll.below(2))));
        made.table.rules.push_back(std::move(rule));
    }
    for (std::size_t i = 0; i < fact_count; ++i) {
        may_be_unknown[i] = roll.chance(40);
        const muster::input_clause clause{{names[i]}, value_kind::whole_number, may_be_unknown[i], muster::within(1, 4), 0};
        made.sources.push_back({names[i], ""});
        made.table.inputs.push_back(clause);
        for (muster::model_rule& each : made.table.rules) { each.when.push_back(any_entry(roll, 1, 4, may_be_unknown[i])); }
    }
    for (std::size_t i = 0; i < fact_count; ++i) {
        const std::size_t other = (i + 1) % fact_count;
        if (roll.chance(40)) { continue; }
        const bool may_be = may_be_unknown[i] || may_be_unknown[other];
        made.sources.push_back({names[i], names[other]});
        made.table.inputs.push_back(
            {{names[i] + " against " + names[other]}, value_kind::whole_number, may_be, muster::one_of(-1, 0, 1), 0});
        for (muster::model_rule& each : made.table.rules) { each.when.push_back(any_entry(roll, -1, 1, may_be)); }
    }
    return made;
}

bool holds(const muster::model_rule& rule, const std::vector<muster::table_value>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!rule.when[i].holds(values[i])) { return false; }
    }
    return true;
}

}  // namespace

TEST_CASE("rules/joint_proof: what is found of compared facts is what trying every case finds") {
    dice roll{41};
    std::size_t gaps = 0, clashes = 0, never = 0, left_out = 0;
    for (int round = 0; round < 1500; ++round) {
        std::array<bool, fact_count> may_be_unknown{};
        const muster::model_decision made = any_decision(roll, may_be_unknown);
        const muster::decision_model model{{made},
                                           {{"a", value_kind::whole_number}, {"b", value_kind::whole_number}, {"c", value_kind::whole_number}}};
        const muster::table_proof proof = model.proof("d");
        const muster::compiled_rules& logic = model.table("d")->logic();
        REQUIRE(proof.is_finished);
        std::vector<std::vector<muster::table_value>> cases;
        for (int number = 0; number < 125; ++number) {  // 0 stands for unknown
            const std::array<int, fact_count> digits{number % 5, number / 5 % 5, number / 25};
            muster::case_facts facts;
            bool can_occur = true;
            for (std::size_t i = 0; i < fact_count; ++i) {
                can_occur = can_occur && (digits[i] != 0 || may_be_unknown[i]);
                if (digits[i] != 0) { facts.set(names[i], muster::number_value(digits[i], value_kind::whole_number)); }
            }
            if (can_occur) { cases.push_back(model.inputs("d", facts)); }
        }
        bool has_gap = false;
        std::vector<bool> ever(made.table.rules.size(), false);
        std::size_t pairs = 0;
        for (const auto& each : cases) {
            bool is_held = false;
            for (std::size_t r = 0; r < ever.size(); ++r) {
                if (!holds(made.table.rules[r], each)) { continue; }
                is_held = ever[r] = true;
            }
            has_gap = has_gap || !is_held;
        }
        for (std::size_t r = 0; r < ever.size(); ++r) {
            for (std::size_t s = r + 1; s < ever.size(); ++s) {
                bool both = false;
                for (const auto& each : cases) {
                    both = both || (holds(made.table.rules[r], each) && holds(made.table.rules[s], each));
                }
                const bool differ = made.table.rules[r].then != made.table.rules[s].then;
                if (both && (made.table.policy == hit_policy::unique || (made.table.policy == hit_policy::any && differ))) { ++pairs; }
            }
        }
        CAPTURE(to_text(proof, logic));
        REQUIRE(proof.has(finding_kind::gap) == has_gap);
        REQUIRE(proof.clashes + proof.overlaps == pairs);
        std::vector<bool> is_never(ever.size(), false);
        for (const muster::table_finding& each : proof.findings) {
            if (each.kind == finding_kind::masked && each.other == muster::table_finding::no_rule) {
                is_never[each.rule] = true;
                continue;
            }
            // The witness is one of the cases that can occur, and shows what is said of it.
            REQUIRE(std::find(cases.begin(), cases.end(), each.witness) != cases.end());
            for (std::size_t i = 0; i < each.witness.size(); ++i) {
                const auto which = logic.partition(i).class_of(each.witness[i]);
                REQUIRE(std::find(each.region[i].begin(), each.region[i].end(), which) != each.region[i].end());
            }
            if (each.kind == finding_kind::gap) {
                REQUIRE(decide(logic, each.witness).status == table_status::no_rule);
                continue;
            }
            REQUIRE(holds(made.table.rules[each.rule], each.witness));
            REQUIRE(holds(made.table.rules[each.other], each.witness));
        }
        for (std::size_t r = 0; r < ever.size(); ++r) { REQUIRE(is_never[r] == !ever[r]); }
        const muster::table_proof alone = model.table("d")->proof();
        gaps += has_gap ? 1U : 0U;
        clashes += pairs;
        for (const bool each : is_never) { never += each ? 1U : 0U; }
        left_out += alone.clashes + alone.overlaps - pairs;
    }
    CHECK(gaps > 100);
    CHECK(clashes > 100);
    CHECK(never > 50);
    CHECK(left_out > 50);
}

TEST_CASE("rules/joint_proof: texts, and numbers with no limit of their own") {
    muster::model_decision made;
    made.name = made.table.name = "d";
    made.table.outputs.push_back({"d", value_kind::number, {}, {}});
    made.table.inputs = {{{"use"}, value_kind::string, false, muster::any_value, 0},
                         {{"use against plan"}, value_kind::whole_number, false, muster::one_of(0, 1), 0},
                         {{"plan"}, value_kind::string, false, muster::any_value, 0}};
    made.sources = {{"use", ""}, {"use", "plan"}, {"plan", ""}};
    const auto rule = [](const char* called, std::vector<muster::input_entry> when, double then) {
        muster::model_rule each;
        each.name = called;
        each.when = std::move(when);
        each.then = {muster::number_value(then)};
        return each;
    };
    using muster::any_value;
    // "same" and "planned" would need a plan that is "school" and begins with "4" or "tower"; "never" a use "5" like "43".
    made.table.rules = {rule("same", {muster::is("school"), muster::is(0), any_value}, 1),
                        rule("planned", {any_value, any_value, muster::starts_with("4", "tower")}, 2),
                        rule("never", {muster::is("5"), muster::is(0), muster::starts_with("43")}, 3)};
    const std::vector<muster::model_fact> facts{{"plan", value_kind::string}, {"use", value_kind::string}};
    muster::table_proof proof = muster::decision_model{{made}, facts}.proof("d");
    CHECK(proof.is_finished);
    CHECK(proof.clashes == 0);
    CHECK(muster::loaded_table{made.table}.proof().clashes == 2);
    REQUIRE(proof.has(finding_kind::masked));
    CHECK(to_text(proof, muster::loaded_table{made.table}.logic()).find("`never` holds for no case: its entries and how facts compare") != std::string::npos);
    made.table.rules[1].when[2] = muster::starts_with("4", "sch");
    proof = muster::decision_model{{made}, facts}.proof("d");
    CHECK(proof.clashes == 1);

    // a > b, b > c and c > a cannot be; without one of them there is room between two neighbouring limits.
    for (const double a_is : {1.0, -1.0}) {
        muster::model_decision ring;
        ring.name = ring.table.name = "d";
        ring.table.outputs = made.table.outputs;
        ring.sources = {{"a", "b"}, {"b", "c"}, {"c", "a"}, {"a", ""}, {"c", ""}};
        for (std::size_t i = 0; i < 5; ++i) {
            const value_kind kind = i < 3 ? value_kind::whole_number : value_kind::number;
            ring.table.inputs.push_back({{"i" + std::to_string(i)}, kind, false, i < 3 ? muster::one_of(-1, 0, 1) : any_value, 0});
        }
        ring.table.rules = {rule("round", {muster::is(1), muster::is(1), muster::is(a_is), muster::strictly_within(2, 3), muster::strictly_within(2, 3)}, 1)};
        const muster::table_proof of_ring =
            muster::decision_model{{ring}, {{"a", value_kind::number}, {"b", value_kind::number}, {"c", value_kind::number}}}.proof("d");
        CHECK(of_ring.has(finding_kind::masked) == (a_is > 0));
    }
}

TEST_CASE("rules/joint_proof: what the budget left open is not proven") {
    dice roll{43};
    std::array<bool, fact_count> may_be_unknown{};
    muster::model_decision made = any_decision(roll, may_be_unknown);
    while (made.sources.size() < 5) { made = any_decision(roll, may_be_unknown); }
    const muster::decision_model model{{made},
                                       {{"a", value_kind::whole_number}, {"b", value_kind::whole_number}, {"c", value_kind::whole_number}}};
    const muster::table_proof whole = model.proof("d");
    REQUIRE(whole.is_finished);
    bool was_open = false;
    for (std::uint64_t budget = 0; budget < 4 * whole.steps; budget += 1 + whole.steps / 200) {
        muster::proof_options few;
        few.budget = budget;
        const muster::table_proof proof = model.proof("d", few);
        CHECK(proof.is_finished == proof.unproven.empty());
        was_open = was_open || !proof.is_proven(finding_kind::masked);
        if (proof.is_finished) { CHECK(to_text(proof, model.table("d")->logic()) == to_text(whole, model.table("d")->logic())); }
        for (const finding_kind each : {finding_kind::gap, finding_kind::masked}) {
            if (proof.is_proven(each)) { CHECK(proof.has(each) == whole.has(each)); }
        }
        CHECK(proof.clashes <= whole.clashes);
    }
    CHECK(was_open);
    CHECK_THROWS_AS(static_cast<void>(model.proof("e")), muster::error);
}
