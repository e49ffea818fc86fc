#include "muster/rules/decision_model.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace {

using muster::input_entry;
using muster::model_decision;
using muster::model_fact;
using muster::table_value;
using muster::value_kind;

muster::input_clause clause(const std::string& called, value_kind kind) {
    muster::input_clause made;
    made.name = muster::label{called};
    made.kind = kind;
    return made;
}

muster::model_rule rule(const std::string& called, std::vector<input_entry> when, std::vector<table_value> then) {
    muster::model_rule made;
    made.name = called;
    made.when = std::move(when);
    made.then = std::move(then);
    return made;
}

// Says "high" from 10 on, else "low"; nothing about an unknown value.
model_decision levels(const std::string& called, const std::string& fact) {
    model_decision made;
    made.name = called;
    made.sources = {{fact, ""}};
    made.table.name = called;
    made.table.inputs = {clause(fact, value_kind::number)};
    made.table.outputs = {{called, value_kind::string, {}, {}}};
    made.table.rules = {rule("high", {muster::at_least(10)}, {muster::text_value("high")}),
                        rule("low", {muster::below(10)}, {muster::text_value("low")})};
    return made;
}

// Reads a text: 1 for "high", 2 for anything else, 0 for an unknown one.
model_decision count(const std::string& called, const std::string& source) {
    model_decision made;
    made.name = called;
    made.sources = {{source, ""}};
    made.table.name = called;
    made.table.inputs = {clause(source, value_kind::string)};
    made.table.outputs = {{called, value_kind::number, {}, {}}};
    made.table.rules = {rule("one", {muster::is("high")}, {muster::number_value(1)}),
                        rule("two", {muster::except(muster::is("high"))}, {muster::number_value(2)}),
                        rule("none", {muster::is_unknown()}, {muster::number_value(0)})};
    return made;
}

// The sign of `fact` compared with `other`, as a word.
model_decision order(const std::string& fact, const std::string& other) {
    model_decision made;
    made.name = "order";
    made.sources = {{fact, other}};
    made.table.name = "order";
    made.table.inputs = {clause("order", value_kind::whole_number)};
    made.table.outputs = {{"order", value_kind::string, {}, {}}};
    made.table.rules = {rule("less", {muster::is(-1)}, {muster::text_value("less")}),
                        rule("same", {muster::is(0)}, {muster::text_value("same")}),
                        rule("more", {muster::is(1)}, {muster::text_value("more")}),
                        rule("unknown", {muster::is_unknown()}, {muster::text_value("unknown")})};
    return made;
}

table_value said(const muster::decision_model& model, const std::string& decision, const muster::case_facts& facts) {
    const muster::loaded_outcome outcome = model.decide(decision, facts);
    return outcome.rows.size() == 1 ? outcome.rows[0][0] : muster::unknown_value(value_kind::string);
}

struct refusal {
    muster::errc code{};
    std::string what;
};

template <class F>
refusal refused(F f) {
    try {
        f();
    } catch (const muster::error& fault) { return {fault.code(), fault.what()}; }
    return {muster::errc::empty, "not refused"};
}

refusal refused_model(std::vector<model_decision> decisions, std::vector<model_fact> facts) {
    return refused([&] { muster::decision_model{std::move(decisions), std::move(facts), "m.dmn"}; });
}

bool has(const std::string& text_of, const std::string& part) { return text_of.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("rules/case_facts: finds what was set last, in the order of names") {
    muster::case_facts facts;
    facts.set("b", muster::number_value(1)).set("a.c", muster::text_value("x")).set("b", muster::number_value(2));
    CHECK(facts.size() == 2);
    CHECK(facts.all()[0].fact == "a.c");
    REQUIRE(facts.find("b") != nullptr);
    CHECK(facts.find("b")->number == 2);
    CHECK(facts.find("a") == nullptr);
    CHECK(facts.find("c") == nullptr);
    CHECK(muster::case_facts{}.empty());
}

TEST_CASE("rules/decision_model: a decision reads what another one says, in whatever order they are given") {
    for (const bool is_reversed : {false, true}) {
        std::vector<model_decision> all{levels("level", "storeys"), count("engines", "level")};
        if (is_reversed) { std::swap(all[0], all[1]); }
        const muster::decision_model model{all, {{"storeys", value_kind::number}}};
        muster::case_facts facts;
        facts.set("storeys", muster::number_value(12));
        CHECK(said(model, "engines", facts) == muster::number_value(1));
        facts.set("storeys", muster::number_value(3));
        CHECK(said(model, "engines", facts) == muster::number_value(2));
        CHECK(said(model, "level", facts) == muster::text_value("low"));
        // The level has no answer: an unknown value, no error.
        CHECK(said(model, "engines", {}) == muster::number_value(0));
        CHECK(model.inputs("engines", facts) == std::vector<table_value>{muster::text_value("low")});
        CHECK(model.facts_of("engines") == std::vector<model_fact>{{"storeys", value_kind::number}});
    }
}

TEST_CASE("rules/decision_model: one of several outputs is read by its name") {
    model_decision approval = levels("Approval", "score");
    approval.table.outputs = {{"Status", value_kind::string, {}, {}}, {"Rate", value_kind::number, {}, {}}};
    approval.table.rules[0].then = {muster::text_value("high"), muster::number_value(1.5)};
    approval.table.rules[1].then = {muster::text_value("low"), muster::number_value(3)};
    const muster::decision_model model{{count("n", "Approval.Status"), approval}, {{"score", value_kind::number}}};
    muster::case_facts facts;
    facts.set("score", muster::number_value(10));
    CHECK(said(model, "n", facts) == muster::number_value(1));
    CHECK(model.find("n") == &model.decisions()[0]);
    CHECK(model.find("m") == nullptr);
    REQUIRE(model.table("Approval") != nullptr);
    CHECK(model.table("Approval")->logic().size() == 2);
    CHECK(model.table("m") == nullptr);
    const refusal structure = refused_model({count("n", "Approval"), approval}, {{"score", value_kind::number}});
    CHECK(structure.code == muster::errc::unknown_name);
}

TEST_CASE("rules/decision_model: an aggregate is one value, a list is none") {
    model_decision points = levels("points", "score");
    points.table.outputs[0].kind = value_kind::number;
    points.table.rules = {rule("a", {muster::at_least(1)}, {muster::number_value(10)}),
                          rule("b", {muster::at_least(2)}, {muster::number_value(20)})};
    points.table.policy = muster::hit_policy::collect_sum;
    const std::vector<model_fact> facts{{"score", value_kind::number}};
    const muster::decision_model model{{points, levels("grade", "points")}, facts};
    muster::case_facts stated;
    CHECK(said(model, "grade", stated.set("score", muster::number_value(1))) == muster::text_value("high"));
    CHECK(model.inputs("grade", stated.set("score", muster::number_value(2)))[0].number == 30);
    CHECK(said(model, "grade", stated.set("score", muster::number_value(0))).is_known == false);
    points.table.policy = muster::hit_policy::collect_count;
    const muster::decision_model counted{{points, levels("grade", "points")}, facts};
    CHECK(said(counted, "grade", stated) == muster::text_value("low"));
    for (const auto policy : {muster::hit_policy::collect, muster::hit_policy::rule_order}) {
        points.table.policy = policy;
        const refusal list = refused_model({points, levels("grade", "points")}, facts);
        CHECK(list.code == muster::errc::type_mismatch);
        CHECK(has(list.what, "list"));
    }
}

TEST_CASE("rules/decision_model: a comparison is the sign of one fact against another") {
    const muster::decision_model numbers{{order("a", "b")}, {{"a", value_kind::number}, {"b", value_kind::whole_number}}};
    dice roll{3};
    for (int i = 0; i < 2000; ++i) {
        const double a = static_cast<double>(roll.between(-6, 6)) / 2;
        const double b = static_cast<double>(roll.between(-3, 3));
        muster::case_facts facts;
        facts.set("a", muster::number_value(a)).set("b", muster::number_value(b));
        CHECK(said(numbers, "order", facts).text == (a < b ? "less" : a == b ? "same" : "more"));
    }
    muster::case_facts facts;
    facts.set("a", muster::number_value(1));
    CHECK(said(numbers, "order", facts).text == "unknown");
    facts.set("b", muster::number_value(std::numeric_limits<double>::quiet_NaN(), value_kind::whole_number));
    CHECK(said(numbers, "order", facts).text == "unknown");

    const muster::decision_model texts{{order("a", "b")}, {{"a", value_kind::string}, {"b", value_kind::string}}};
    muster::case_facts words;
    words.set("a", muster::text_value("x")).set("b", muster::text_value("x"));
    CHECK(said(texts, "order", words).text == "same");
    CHECK(said(texts, "order", words.set("a", muster::text_value("a"))).text == "more");
    CHECK(said(texts, "order", words.set("a", muster::text_value("z"))).text == "more");
    const muster::decision_model flags{{order("a", "b")}, {{"a", value_kind::boolean}, {"b", value_kind::boolean}}};
    muster::case_facts yes;
    yes.set("a", muster::boolean_value(false)).set("b", muster::boolean_value(true));
    CHECK(said(flags, "order", yes).text == "more");
    CHECK(said(flags, "order", yes.set("a", muster::boolean_value(true))).text == "same");
}

TEST_CASE("rules/decision_model: a fact of another kind than declared is unknown, and check says so") {
    const muster::decision_model model{{count("n", "use")}, {{"use", value_kind::string}, {"k", value_kind::whole_number}}};
    muster::case_facts facts;
    facts.set("use", muster::number_value(3));
    CHECK(said(model, "n", facts) == muster::number_value(0));
    const refusal kind = refused([&] { model.check(facts); });
    CHECK(kind.code == muster::errc::type_mismatch);
    CHECK(has(kind.what, "`use`"));
    facts.set("use", muster::unknown_value(value_kind::string)).set("k", muster::number_value(3));
    CHECK_NOTHROW(model.check(facts));
    CHECK(refused([&] { model.check(facts.set("k", muster::number_value(2.5))); }).code == muster::errc::type_mismatch);
    facts.set("k", muster::number_value(3)).set("other", muster::number_value(1));
    CHECK(refused([&] { model.check(facts); }).code == muster::errc::unknown_name);
    // Half a storey is no value of a column of whole numbers.
    model_decision whole = levels("w", "k");
    whole.table.inputs[0].kind = value_kind::whole_number;
    const muster::decision_model halves{{whole}, {{"k", value_kind::number}}};
    muster::case_facts half;
    CHECK_FALSE(said(halves, "w", half.set("k", muster::number_value(10.5))).is_known);
    CHECK_FALSE(halves.inputs("w", half)[0].is_known);
    CHECK(said(halves, "w", half.set("k", muster::number_value(10))) == muster::text_value("high"));
}

TEST_CASE("rules/decision_model: refuses what does not fit together, by name") {
    const std::vector<model_fact> facts{{"a", value_kind::number}, {"t", value_kind::string}};
    CHECK(refused_model({}, facts).code == muster::errc::empty);
    CHECK(refused_model({levels("", "a")}, facts).code == muster::errc::empty);

    const refusal twice = refused_model({levels("x", "a"), levels("x", "a")}, facts);
    CHECK(twice.code == muster::errc::duplicate);
    CHECK(has(twice.what, "m.dmn: the name `x`"));
    CHECK(refused_model({levels("a", "a")}, facts).code == muster::errc::duplicate);

    const refusal unknown = refused_model({levels("x", "b")}, facts);
    CHECK(unknown.code == muster::errc::unknown_name);
    CHECK(has(unknown.what, "decision `x` reads `b`"));
    model_decision needs = levels("x", "a");
    needs.requires_decisions = {"y"};
    CHECK(has(refused_model({needs}, facts).what, "requires the decision `y`"));

    const refusal kind = refused_model({levels("x", "t")}, facts);
    CHECK(kind.code == muster::errc::type_mismatch);
    CHECK(has(kind.what, "`t` is a text"));
    CHECK(refused_model({order("a", "t")}, facts).code == muster::errc::type_mismatch);
    model_decision mixed = order("a", "a");
    mixed.table.inputs[0].kind = value_kind::date;
    CHECK(refused_model({mixed}, facts).code == muster::errc::type_mismatch);

    model_decision bare = levels("x", "a");
    bare.sources.clear();
    CHECK(refused_model({bare}, facts).code == muster::errc::missing);
    model_decision broken = levels("x", "a");
    broken.table.rules[0].when[0] = muster::within(5, 2);
    CHECK(refused_model({broken}, facts).code == muster::errc::out_of_range);

    const muster::decision_model model{{levels("x", "a")}, facts};
    CHECK(refused([&] { static_cast<void>(model.decide("y", {})); }).code == muster::errc::unknown_name);
    std::vector<model_decision> many;
    for (std::size_t i = 0; i <= muster::decision_model::most_decisions; ++i) { many.push_back({std::to_string(i), {}, {}, {}}); }
    CHECK(refused_model(many, facts).code == muster::errc::out_of_range);
}

TEST_CASE("rules/decision_model: cyclic decisions are refused with the chain") {
    model_decision a = count("a", "c");
    model_decision b = levels("b", "a");
    model_decision c = levels("c", "f");
    c.requires_decisions = {"b"};
    const refusal cycle = refused_model({levels("z", "f"), a, b, c}, {{"f", value_kind::number}});
    CHECK(cycle.code == muster::errc::contradiction);
    CHECK(has(cycle.what, "`a` -> `c` -> `b` -> `a`"));
    model_decision self = levels("a", "f");
    self.requires_decisions = {"a"};
    CHECK(has(refused_model({self}, {{"f", value_kind::number}}).what, "`a` -> `a`"));
    // Two ways to one decision are no cycle.
    model_decision d = count("d", "b2");
    d.requires_decisions = {"c2", "b2"};
    const muster::decision_model diamond{{d, levels("b2", "f"), levels("c2", "f")}, {{"f", value_kind::number}}};
    muster::case_facts facts;
    CHECK(said(diamond, "d", facts.set("f", muster::number_value(10))) == muster::number_value(1));
}
