#include "muster/rules/rule_bundle.hpp"

#include <doctest/doctest.h>

#include "muster/core/result.hpp"
#include "muster/rules/bundle_difference.hpp"
#include "muster/rules/bundle_history.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace muster;

table_model levels() {
    table_model made;
    made.name = "level";
    made.file = "level.csv";
    made.policy = hit_policy::unique;
    input_clause dead{{"dead", "死亡人数"}, value_kind::whole_number, false, at_least(0), 1};
    input_clause type{{"type", "类型"}, value_kind::string, false, any_value, 0};
    made.inputs = {dead, type};
    made.outputs = {{"level", value_kind::string, {text_value("I"), text_value("II")}, {}}};
    made.rules = {
        {"many", {at_least(30), any_value}, {text_value("I")}, {"", 2, 0, false, 0, ""}, "a note"},
        {"few", {below(30), one_of("fire", "flood")}, {text_value("II")}, {"", 3, 0, false, 0, ""}, {}},
        {"rest", {below(30), except(one_of("fire", "flood"))}, {text_value("II")}, {"", 4, 0, false, 0, ""}, {}}};
    return made;
}

table_model departments() {
    table_model made = levels();
    made.name = "department";
    made.file = "department.csv";
    return made;
}

bundle_heading heading(const std::string& version = "1") {
    return {"city rules", version, "Emergency Management Bureau", day_of(2026, 1, 1), day_of(2027, 1, 1), "city.json"};
}

template <class... Models>
rule_bundle bundle_of(Models... models) {
    return rule_bundle{heading(), {models...}};
}

std::vector<std::string> faults_of(const std::vector<table_model>& tables, const bundle_options& options = {},
                                   const bundle_heading& called = heading()) {
    try {
        static_cast<void>(rule_bundle{called, tables, {}, options});
    } catch (const bundle_error& problem) {
        std::vector<std::string> made;
        for (const error& each : problem.faults()) { made.emplace_back(each.what()); }
        CHECK(problem.code() == problem.faults().front().code());
        return made;
    }
    return {};
}

std::uint64_t digest_of(const table_model& model) { return bundle_of(model).rules_digest(); }

decision_model linked(const std::string& fact = "dead", double limit = 30) {
    table_model level = levels();
    level.rules[0].when[0] = at_least(limit);
    level.rules[1].when[0] = level.rules[2].when[0] = below(limit);
    table_model mode;
    mode.name = "mode";
    mode.inputs = {{{"level"}, value_kind::string, false, any_value, 0}};
    mode.outputs = {{"mode", value_kind::string, {}, {}}};
    mode.rules = {{"high", {is("I")}, {text_value("convergent")}, {}, {}},
                  {"low", {except(is("I"))}, {text_value("routine")}, {}, {}}};
    std::vector<model_decision> decisions;
    decisions.push_back({"level", {{fact, ""}, {"type", ""}}, level, {}});
    decisions.push_back({"mode", {{"level", ""}}, mode, {}});
    return decision_model{
        decisions,
        {{"dead", value_kind::whole_number}, {"killed", value_kind::whole_number}, {"type", value_kind::string}},
        "model.dmn"};
}

}  // namespace

TEST_CASE("rules/rule_bundle: tables are found by name, and the bundle is in force from its first day until its end") {
    const rule_bundle city = bundle_of(levels(), departments());
    CHECK(city.names() == std::vector<std::string>{"department", "level"});
    REQUIRE(city.find("level") != nullptr);
    CHECK(city.find("level")->model().file == "level.csv");
    CHECK(city.find("mode") == nullptr);
    CHECK(city.model_of("level") == nullptr);
    CHECK(!city.is_effective(day_of(2025, 12, 31)));
    CHECK(city.is_effective(day_of(2026, 1, 1)));
    CHECK(city.is_effective(day_of(2026, 12, 31)));
    CHECK(!city.is_effective(day_of(2027, 1, 1)));
    bundle_heading open = heading();
    open.effective_until.reset();
    CHECK(rule_bundle{open, {levels()}}.is_effective(day_of(2999, 1, 1)));
    CHECK(to_string(day_of(2026, 3, 1)) == "2026-03-01");
    CHECK(day_of(instant{-1}) == day_of(1969, 12, 31));
    CHECK(day_of(instant{86'400'000}) == day_of(1970, 1, 2));
}

TEST_CASE(
    "rules/rule_bundle: one broken rule refuses the whole bundle and names file, rule and column; all are listed") {
    table_model broken = departments();
    broken.rules[0].when[0] = within(9, 3);
    broken.rules[2].then[0] = text_value("IV");
    const std::vector<std::string> found = faults_of({levels(), broken});
    REQUIRE(found.size() == 2);
    CHECK(found[0] ==
          "department.csv:2: table `department`, rule `many`, column `dead`: the interval from 9 to 3 has its ends "
          "swapped");
    CHECK(found[1].find("department.csv:4: table `department`, rule `rest`, column `level`: ") == 0);
    try {
        static_cast<void>(bundle_of(levels(), broken));
        FAIL("a broken bundle was loaded");
    } catch (const error& problem) {
        CHECK(std::string{problem.what()} == "bundle `city rules` 1 is refused: " + found[0] + " (and 1 more fault)");
        CHECK(problem.where().file == "department.csv");
        CHECK(problem.where().line == 2);
        CHECK(problem.code() == errc::out_of_range);
    }
    const result<rule_bundle> tried = try_make<rule_bundle>(heading(), std::vector<table_model>{broken});
    CHECK(!tried);
}

TEST_CASE("rules/rule_bundle: of very many faults the first twenty are listed") {
    table_model broken = levels();
    for (int i = 0; i < 30; ++i) {
        model_rule bad = broken.rules[0];
        bad.name = "bad " + std::to_string(i);
        bad.when[0] = within(2, 1);
        broken.rules.push_back(bad);
    }
    CHECK(faults_of({broken}).size() == 20);
    CHECK(faults_of({broken, broken}, {false, true, false, {}, 45}).size() == 30);  // the second one's are the same
    CHECK(faults_of({broken}, {false, true, false, {}, 3}).size() == 3);
}

TEST_CASE("rules/rule_bundle: a fault of a whole table is listed once, and two rules of one name are found") {
    table_model broken = levels();
    broken.outputs.clear();
    CHECK(faults_of({broken}).size() == 1);
    broken = levels();
    broken.rules[1].name = "many";
    const std::vector<std::string> found = faults_of({broken});
    REQUIRE(found.size() == 1);
    CHECK(found[0].find("rule `many`: two rules have this name") != std::string::npos);
}

TEST_CASE("rules/rule_bundle: a heading without its parts, two tables of one name and no table at all are refused") {
    CHECK(faults_of({levels(), levels()}) ==
          std::vector<std::string>{"city.json: bundle `city rules` 1: two tables are called `level`"});
    CHECK(faults_of({}) == std::vector<std::string>{"city.json: bundle `city rules` 1 has no table"});
    bundle_heading bare;
    bare.effective_until = calendar_day{};
    const std::vector<std::string> found = faults_of({levels()}, {}, bare);
    REQUIRE(found.size() == 4);
    CHECK(found[0] == "bundle ``  has no name");
    CHECK(found[1] == "bundle ``  has no version");
    CHECK(found[2] == "bundle ``  has no owner");
    CHECK(found[3] == "bundle ``  ends on 1970-01-01, which is not after its first day, 1970-01-01");
}

TEST_CASE("rules/rule_bundle: tables are proven to be what the options ask for") {
    table_model gap = levels();
    gap.rules.pop_back();
    CHECK(faults_of({gap}).empty());
    bundle_options complete;
    complete.must_be_complete = true;
    std::vector<std::string> found = faults_of({gap}, complete);
    REQUIRE(found.size() == 1);
    CHECK(found[0].find("level.csv: table `level`: ") == 0);
    gap.outputs[0].otherwise = text_value("II");
    CHECK(faults_of({gap}, complete).empty());
    CHECK(faults_of({levels()}, complete).empty());

    table_model clash = levels();
    clash.rules[1].when[0] = any_value;
    found = faults_of({clash});
    REQUIRE(found.size() == 1);
    CHECK(found[0].find("level.csv:") == 0);
    CHECK(found[0].find("many") != std::string::npos);
    CHECK(found[0].find("few") != std::string::npos);
    bundle_options lenient;
    lenient.must_be_free_of_clashes = false;
    CHECK(faults_of({clash}, lenient).empty());

    table_model masked = levels();
    masked.policy = hit_policy::first;
    masked.rules.push_back({"late", {at_least(40), any_value}, {text_value("I")}, {"", 5, 0, false, 0, ""}, {}});
    CHECK(faults_of({masked}).empty());
    bundle_options strict;
    strict.must_be_free_of_masked = true;
    found = faults_of({masked}, strict);
    REQUIRE(found.size() == 1);
    CHECK(found[0].find("level.csv:5: table `level`: ") == 0);
    bundle_options hurried = complete;
    hurried.proof.budget = 1;
    found = faults_of({levels()}, hurried);
    REQUIRE(found.size() == 1);
    CHECK(found[0] == "level.csv: table `level`: the budget of 1 steps ended its proof; give it more, or fewer rules");
}

TEST_CASE("rules/rule_bundle: the digest changes with everything that decides") {
    const std::uint64_t base = digest_of(levels());
    CHECK(base == digest_of(levels()));
    std::vector<std::pair<const char*, table_model>> changed;
    const auto change = [&](const char* what, auto edit) {
        table_model model = levels();
        edit(model);
        changed.emplace_back(what, model);
    };
    change("table name", [](table_model& m) { m.name = "levels"; });
    change("hit policy", [](table_model& m) { m.policy = hit_policy::any; });
    change("input name", [](table_model& m) { m.inputs[0].name.en = "killed"; });
    change("input kind", [](table_model& m) { m.inputs[0].kind = value_kind::number; });
    change("may be unknown", [](table_model& m) { m.inputs[0].may_be_unknown = true; });
    change("allowed", [](table_model& m) { m.inputs[0].allowed = at_least(1); });
    change("thin margin", [](table_model& m) { m.inputs[0].thin_margin = 2; });
    change("output name", [](table_model& m) { m.outputs[0].name = "grade"; });
    change("output values", [](table_model& m) { m.outputs[0].values.push_back(text_value("III")); });
    change("order of output values", [](table_model& m) { std::swap(m.outputs[0].values[0], m.outputs[0].values[1]); });
    change("default", [](table_model& m) { m.outputs[0].otherwise = text_value("II"); });
    change("other default", [](table_model& m) { m.outputs[0].otherwise = text_value("I"); });
    change("rule name", [](table_model& m) { m.rules[0].name = "lots"; });
    change("order of rules", [](table_model& m) { std::swap(m.rules[1], m.rules[2]); });
    change("a rule less", [](table_model& m) { m.rules.pop_back(); });
    change("low end", [](table_model& m) { m.rules[0].when[0] = at_least(31); });
    change("end included", [](table_model& m) { m.rules[0].when[0] = more_than(30); });
    change("high end", [](table_model& m) { m.rules[0].when[0] = within(30, 99); });
    change("high end included", [](table_model& m) { m.rules[0].when[0] = from_until(30, 99); });
    change("text", [](table_model& m) { m.rules[1].when[1] = one_of("fire", "storm"); });
    change("prefix", [](table_model& m) { m.rules[1].when[1] = starts_with("fire"); });
    change("other prefix", [](table_model& m) { m.rules[1].when[1] = starts_with("firs"); });
    change("negation", [](table_model& m) { m.rules[2].when[1].is_negated = false; });
    change("any", [](table_model& m) { m.rules[1].when[1].is_any = true; });
    change("unknown", [](table_model& m) { m.rules[1].when[1].accepts_unknown = true; });
    change("outcome", [](table_model& m) { m.rules[2].then[0] = text_value("I"); });
    changed.emplace_back("nothing", levels());
    std::vector<std::uint64_t> seen;
    for (const auto& change_made : changed) {
        const std::string what = change_made.first;
        const table_model& model = change_made.second;
        CAPTURE(what);
        const bundle_options any_table{false, false, false, {}, 20};
        const std::uint64_t mine = rule_bundle{heading(), {model}, {}, any_table}.rules_digest();
        for (const std::uint64_t each : seen) { CHECK(mine != each); }
        seen.push_back(mine);
    }
    CHECK(seen.back() == base);
}

TEST_CASE(
    "rules/rule_bundle: the digest does not change with notes, files, lines, Chinese names, heading or file order") {
    table_model other = levels();
    other.file = "elsewhere.dmn";
    other.inputs[0].name.zh = "死亡";
    other.rules[0].note = "another note";
    other.rules[0].where = {"x", 9, 9, false, 0, "/p"};
    CHECK(digest_of(levels()) == digest_of(other));
    bundle_heading second = heading("2");
    second.owner = "someone else";
    second.effective_from = day_of(2026, 2, 1);
    CHECK(rule_bundle{second, {levels()}}.rules_digest() == digest_of(levels()));
    CHECK(bundle_of(levels(), departments()).rules_digest() == bundle_of(departments(), levels()).rules_digest());
    CHECK(bundle_of(levels(), departments()).rules_digest() != digest_of(levels()));
}

TEST_CASE(
    "rules/rule_bundle: the decisions of a model are tables of the bundle, proven and in the digest like others") {
    const rule_bundle city{heading(), {departments()}, {linked()}};
    CHECK(city.names() == std::vector<std::string>{"department", "level", "mode"});
    REQUIRE(city.model_of("mode") != nullptr);
    REQUIRE(city.find("level") != nullptr);
    case_facts facts;
    facts.set("dead", number_value(31, value_kind::whole_number));
    facts.set("type", text_value("fire"));
    CHECK(city.model_of("mode")->decide("mode", facts).rows.at(0).at(0) == text_value("convergent"));
    CHECK(city.rules_digest() != rule_bundle{heading(), {departments()}, {linked("dead", 31)}}.rules_digest());
    CHECK(city.rules_digest() != rule_bundle{heading(), {departments()}, {linked("killed")}}.rules_digest());
    CHECK_THROWS_WITH_AS(
        static_cast<void>(rule_bundle{heading(), {levels()}, {linked()}}),
        "bundle `city rules` 1 is refused: city.json: bundle `city rules` 1: two tables are called `level`",
        bundle_error);
}

TEST_CASE("rules/bundle_history: the version in force on a day is found; overlaps and holes are refused by name") {
    const auto version = [](const std::string& called, int from, std::optional<int> until,
                            table_model model = levels()) {
        bundle_heading mine = heading(called);
        mine.effective_from = day_of(from, 1, 1);
        mine.effective_until.reset();
        if (until) { mine.effective_until = day_of(*until, 1, 1); }
        return rule_bundle{mine, {model}};
    };
    const bundle_history all{{version("3", 2028, {}), version("1", 2024, 2026), version("2", 2026, 2028)}};
    CHECK(all.in_force(day_of(2023, 12, 31)) == nullptr);
    CHECK(all.in_force(day_of(2024, 1, 1))->heading().version == "1");
    CHECK(all.in_force(day_of(2025, 12, 31))->heading().version == "1");
    CHECK(all.in_force(day_of(2026, 1, 1))->heading().version == "2");
    CHECK(all.in_force(day_of(2030, 1, 1))->heading().version == "3");
    CHECK(all.days_without().empty());

    const auto refused = [](std::vector<rule_bundle> versions) {
        try {
            static_cast<void>(bundle_history{std::move(versions)});
        } catch (const error& problem) { return std::string{problem.what()}; }
        return std::string{"not refused"};
    };
    CHECK(refused({}) == "a history of rules without any version");
    CHECK(refused({version("1", 2024, 2027), version("2", 2026, {})}) ==
          "city.json: bundle `city rules` 1 and bundle `city rules` 2: both are in force on 2026-01-01");
    CHECK(refused({version("1", 2024, {}), version("2", 2026, {})}) ==
          "city.json: bundle `city rules` 1 and bundle `city rules` 2: both are in force on 2026-01-01; give the "
          "earlier one an end");
    CHECK(refused({version("1", 2024, 2025), version("2", 2026, {})}) ==
          "city.json: bundle `city rules` 1 and bundle `city rules` 2: no rules are in force from 2025-01-01 until "
          "2026-01-01");
    CHECK(refused({version("1", 2024, 2026), version("1", 2026, {})}) ==
          "city.json: bundle `city rules` 1 and bundle `city rules` 1: two of one version, `1`");
    bundle_heading other = heading("9");
    other.name = "other rules";
    other.effective_from = day_of(2028, 1, 1);
    other.effective_until.reset();
    CHECK(refused({version("1", 2024, 2028), rule_bundle{other, {levels()}}}).find("are not versions of one bundle") !=
          std::string::npos);

    const bundle_history gappy{{version("1", 2024, 2025), version("2", 2026, {})}, bundle_history::holes::listed};
    CHECK(gappy.days_without() == std::vector<day_span>{{day_of(2025, 1, 1), day_of(2026, 1, 1)}});
    CHECK(gappy.in_force(day_of(2025, 6, 1)) == nullptr);
    CHECK(gappy.rules_digest() != bundle_history{{version("1", 2024, 2026), version("2", 2026, {})}}.rules_digest());
    CHECK(gappy.rules_digest() !=
          bundle_history{{version("1", 2024, 2025), version("2", 2026, 2027)}, bundle_history::holes::listed}
              .rules_digest());
}

TEST_CASE("rules/bundle_difference: tables are compared by name, and what a model reads too") {
    table_model stricter = departments();
    stricter.rules[0].when[0] = at_least(20);
    stricter.rules[1].when[0] = stricter.rules[2].when[0] = below(20);
    table_model fresh = levels();
    fresh.name = "fresh";
    const rule_bundle before = bundle_of(levels(), departments());
    const rule_bundle after{heading("2"), {stricter, fresh}};
    const bundle_difference found = difference(before, after);
    CHECK(found.added == std::vector<std::string>{"fresh"});
    CHECK(found.removed == std::vector<std::string>{"level"});
    CHECK(!found.is_same());
    const std::string words = to_text(found, before, after);
    CHECK(words.find("from 1 to 2\ntable `fresh` added\ntable `level` removed\ntable `department`: ") == 0);
    CHECK(words.find("dead [20..30)") != std::string::npos);
    CHECK(to_text(found, before, after, language::zh)
              .find("从 1 到 2\n表“fresh”：新增\n表“level”：删除\n表“department”：") == 0);
    CHECK(difference(before, before).is_same());
    const rule_bundle model{heading(), {}, {linked()}};
    CHECK(difference(model, rule_bundle{heading(), {}, {linked()}}).is_same());
    const bundle_difference rewired = difference(model, rule_bundle{heading(), {}, {linked("killed")}});
    REQUIRE(rewired.tables.size() == 2);
    CHECK(rewired.tables[0].reads_otherwise);
    CHECK(!rewired.is_same());
}
