#include "muster/rules/table_proof.hpp"
#include "muster/rules/case_decision.hpp"

#include "dice.hpp"
#include "rules/brute_table.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

using muster::any_value;
using muster::at_least;
using muster::below;
using muster::compiled_rules;
using muster::finding_kind;
using muster::hit_policy;
using muster::input_clause;
using muster::input_partition;
using muster::is;
using muster::language;
using muster::number_value;
using muster::proof_options;
using muster::prove;
using muster::table_finding;
using muster::table_proof;
using muster::table_rule;
using muster::table_status;
using muster::table_value;
using muster::text_value;
using muster::value_kind;

namespace {

using rule_pair = std::pair<std::uint32_t, std::uint32_t>;

/// A case as the brute force sees it: which rules hold, and the class of each value.
struct seen_case {
    std::vector<std::uint32_t> rules;
    std::vector<input_partition::class_id> classes;
};

std::vector<seen_case> look_at_all(const compiled_rules& table) {
    std::vector<seen_case> made;
    for (const auto& values : brute::all_cases(table)) {
        seen_case& each = made.emplace_back();
        each.rules = brute::holding(table, values);
        for (std::size_t i = 0; i < values.size(); ++i) {
            each.classes.push_back(table.partition(i).class_of(values[i]));
        }
    }
    return made;
}

bool is_inside(const seen_case& each, const table_finding& found, std::size_t except_input = ~std::size_t{0}) {
    for (std::size_t i = 0; i < each.classes.size(); ++i) {
        if (i != except_input && !std::binary_search(found.region[i].begin(), found.region[i].end(), each.classes[i])) {
            return false;
        }
    }
    return true;
}

bool holds_in(const seen_case& each, std::uint32_t rule) {
    return std::find(each.rules.begin(), each.rules.end(), rule) != each.rules.end();
}

/// Whether in a case some other rule of the outcome holds.
bool has_equal(const compiled_rules& table, const seen_case& each, std::uint32_t rule) {
    return std::any_of(each.rules.begin(), each.rules.end(), [&](std::uint32_t other) {
        return other != rule && table.rules()[other].outcome == table.rules()[rule].outcome;
    });
}

/// What the definitions in `finding_kind` say, word by word, for every rule and pair.
struct expected {
    std::set<rule_pair> clashes, overlaps;
    std::set<std::uint32_t> masked, redundant;
    std::size_t uncovered = 0;

    expected(const compiled_rules& table, const std::vector<seen_case>& all) {
        const bool is_unique = table.policy() == hit_policy::unique;
        const bool is_any = table.policy() == hit_policy::any;
        const bool is_ordered = table.policy() == hit_policy::first || table.policy() == hit_policy::priority;
        for (std::uint32_t rule = 0; rule < table.size(); ++rule) { masked.insert(rule); }
        for (const seen_case& each : all) {
            uncovered += each.rules.empty() ? 1U : 0U;
            for (std::size_t k = 0; k < each.rules.size(); ++k) {
                if (!is_ordered || k == 0) { masked.erase(each.rules[k]); }
                for (std::size_t m = k + 1; m < each.rules.size(); ++m) {
                    const bool is_same = table.rules()[each.rules[k]].outcome == table.rules()[each.rules[m]].outcome;
                    if (!is_same && (is_unique || is_any)) { clashes.insert({each.rules[k], each.rules[m]}); }
                    if (is_same && is_unique) { overlaps.insert({each.rules[k], each.rules[m]}); }
                }
            }
        }
        if (!is_single(table.policy())) { return; }
        for (std::uint32_t rule = 0; rule < table.size(); ++rule) {
            if (masked.count(rule) != 0) { continue; }
            const bool is_needed = std::any_of(all.begin(), all.end(), [&](const seen_case& each) {
                return is_ordered ? needs(table, each, rule) : holds_in(each, rule) && !has_equal(table, each, rule);
            });
            if (!is_needed) { redundant.insert(rule); }
        }
    }

    // Whether the rule decides a case that no rule, or one of another outcome, would decide without it and the masked.
    [[nodiscard]] bool needs(const compiled_rules& table, const seen_case& each, std::uint32_t rule) const {
        if (each.rules.empty() || each.rules[0] != rule) { return false; }
        for (const std::uint32_t other : each.rules) {
            if (other == rule || masked.count(other) != 0) { continue; }
            return table.rules()[other].outcome != table.rules()[rule].outcome;
        }
        return true;
    }
};

void check_witness(const compiled_rules& table, const table_finding& found) {
    if (found.kind == finding_kind::masked && found.other == table_finding::no_rule) {
        CHECK(found.witness.empty());
        return;
    }
    REQUIRE(found.witness.size() == table.inputs().size());
    for (std::size_t i = 0; i < found.witness.size(); ++i) {
        CHECK(brute::is_considered(table.inputs()[i], found.witness[i]));
        const auto which = table.partition(i).class_of(found.witness[i]);
        CHECK(std::binary_search(found.region[i].begin(), found.region[i].end(), which));
    }
    const auto said = decide(table, found.witness);
    if (found.kind == finding_kind::gap) { CHECK(said.status == table_status::no_rule); }
    if (found.kind == finding_kind::clash) { CHECK(said.status == table_status::clash); }
    if (found.kind == finding_kind::overlap) { CHECK(said.rules.size() > 1); }
    if (found.kind == finding_kind::masked) { CHECK(said.rules != std::vector{found.rule}); }
}

void check_region(const compiled_rules& table, const std::vector<seen_case>& all, const table_finding& found) {
    const bool is_ordered = table.policy() == hit_policy::first || table.policy() == hit_policy::priority;
    bool is_true = true;
    std::size_t inside = 0;
    for (const seen_case& each : all) {
        if (!is_inside(each, found)) { continue; }
        ++inside;
        if (found.kind == finding_kind::gap) {
            is_true = is_true && each.rules.empty();
        } else if (found.kind == finding_kind::redundant && is_ordered) {
            is_true = is_true && each.rules[0] == found.rule && holds_in(each, found.other);
        } else {
            is_true = is_true && holds_in(each, found.rule) && holds_in(each, found.other);
        }
    }
    CHECK(is_true);
    CHECK((inside > 0) == !found.witness.empty());
}

void check_maximal(const compiled_rules& table, const std::vector<seen_case>& all, const table_finding& gap) {
    for (std::size_t i = 0; i < table.inputs().size(); ++i) {
        for (std::size_t which = 0; which < table.partition(i).size(); ++which) {
            const auto wanted = static_cast<input_partition::class_id>(which);
            if (!table.partition(i).is_reachable(wanted) ||
                std::binary_search(gap.region[i].begin(), gap.region[i].end(), wanted)) {
                continue;
            }
            CHECK(std::any_of(all.begin(), all.end(), [&](const seen_case& each) {
                return each.classes[i] == wanted && is_inside(each, gap, i) && !each.rules.empty();
            }));
        }
    }
}

void check_gaps(const compiled_rules& table, const std::vector<seen_case>& all, const table_proof& proof,
                std::size_t most_gaps, std::size_t uncovered) {
    std::vector<table_finding> gaps;
    for (const table_finding& each : proof.findings) {
        if (each.kind == finding_kind::gap) { gaps.push_back(each); }
    }
    std::size_t listed = 0;
    for (const seen_case& each : all) {
        listed += std::any_of(gaps.begin(), gaps.end(), [&](const table_finding& gap) { return is_inside(each, gap); })
                      ? 1U
                      : 0U;
    }
    CHECK(gaps.empty() == (uncovered == 0));
    CHECK(gaps.size() <= std::max<std::size_t>(most_gaps, 1));
    CHECK(proof.has_more == (listed < uncovered));
    CHECK(proof.is_complete() == (uncovered == 0));
    if (gaps.size() < most_gaps) { CHECK(listed == uncovered); }
    for (std::size_t k = 0; k < gaps.size(); ++k) {
        check_maximal(table, all, gaps[k]);
        for (std::size_t m = 0; m < k; ++m) { CHECK(gaps[k].witness != gaps[m].witness); }
    }
}

void compare_with_all_cases(const compiled_rules& table, std::size_t most_gaps) {
    const std::vector<seen_case> all = look_at_all(table);
    const expected wanted{table, all};
    proof_options options;
    options.most_gaps = most_gaps;
    options.most_clashes = 1000;
    const table_proof proof = prove(table, options);
    REQUIRE(proof.is_finished);
    std::set<rule_pair> clashes;
    std::set<rule_pair> overlaps;
    std::set<std::uint32_t> masked;
    std::set<std::uint32_t> redundant;
    finding_kind last = finding_kind::gap;
    std::size_t others = 0;
    for (const table_finding& each : proof.findings) {
        CHECK(each.kind >= last);
        last = each.kind;
        others += each.kind == finding_kind::gap ? 0U : 1U;
        if (each.kind == finding_kind::clash) { clashes.insert({each.rule, each.other}); }
        if (each.kind == finding_kind::overlap) { overlaps.insert({each.rule, each.other}); }
        if (each.kind == finding_kind::masked) { masked.insert(each.rule); }
        if (each.kind == finding_kind::redundant) { redundant.insert(each.rule); }
        check_witness(table, each);
        check_region(table, all, each);
        if (each.kind == finding_kind::masked && each.other != table_finding::no_rule) {
            CHECK(table.place_of(each.other) < table.place_of(each.rule));
        }
        if (each.kind == finding_kind::redundant) {
            CHECK(table.rules()[each.other].outcome == table.rules()[each.rule].outcome);
        }
        CHECK_FALSE(to_text(each, table, language::zh).empty());
    }
    CHECK(clashes == wanted.clashes);
    CHECK(overlaps == wanted.overlaps);
    CHECK(masked == wanted.masked);
    CHECK(redundant == wanted.redundant);
    CHECK(others == clashes.size() + overlaps.size() + masked.size() + redundant.size());  // nothing is said twice
    CHECK(proof.clashes == clashes.size());
    CHECK(proof.overlaps == overlaps.size());
    CHECK(proof.is_free_of_clashes() == (clashes.empty() && overlaps.empty()));
    check_gaps(table, all, proof, most_gaps, wanted.uncovered);
}

/// A table of columns of whole numbers from 0 on, all of them known, each with `codes` values.
struct code_table {
    std::vector<input_clause> inputs;
    std::vector<table_rule> rules;

    code_table(std::size_t columns, int codes) : inputs(columns) {
        for (std::size_t i = 0; i < columns; ++i) {
            inputs[i].name = muster::label{"i" + std::to_string(i)};
            inputs[i].kind = value_kind::whole_number;
            inputs[i].may_be_unknown = false;
            inputs[i].allowed = muster::within(0, codes - 1);
        }
    }
    table_rule& add(std::uint32_t outcome = 0) {
        table_rule& made = rules.emplace_back();
        made.name = "r" + std::to_string(rules.size() - 1);
        made.when.assign(inputs.size(), any_value);
        made.outcome = outcome;
        return made;
    }
    [[nodiscard]] compiled_rules compile(hit_policy policy) const { return {"codes", policy, inputs, rules}; }
};

/// So many pigeons, one column each, and holes, their codes; the rules forbid two pigeons in one hole.
code_table pigeons(std::size_t count, int holes) {
    code_table made{count, holes};
    for (std::size_t a = 0; a < count; ++a) {
        for (std::size_t b = 0; b < a; ++b) {
            for (int hole = 0; hole < holes; ++hole) {
                table_rule& rule = made.add();
                rule.when[a] = rule.when[b] = is(hole);
            }
        }
    }
    return made;
}

compiled_rules grades(hit_policy policy, std::vector<table_rule> rules) {
    std::vector<input_clause> inputs(2);
    inputs[0].name = muster::label{"deaths", "死亡人数"};
    inputs[0].kind = value_kind::whole_number;
    inputs[0].may_be_unknown = false;
    inputs[0].allowed = at_least(0);
    inputs[1].name = muster::label{"kind", "类型"};
    inputs[1].kind = value_kind::string;
    inputs[1].may_be_unknown = false;
    return {"grades", policy, std::move(inputs), std::move(rules)};
}

std::vector<std::string> lines_of(const table_proof& proof, const compiled_rules& table, language in = language::en) {
    std::vector<std::string> made;
    for (const table_finding& each : proof.findings) { made.push_back(to_text(each, table, in)); }
    return made;
}

}  // namespace

TEST_CASE("rules/table_proof: on 12,000 small tables it says what looking at every case says") {
    dice random{20'250};
    const std::vector<std::size_t> most_gaps{0, 1, 2, 16, 1000};
    for (int n = 0; n < 12'000; ++n) {
        const compiled_rules table = brute::make_table(random, n % 10 == 0 ? 4 : 3, n % 50 == 0 ? 12 : 6);
        compare_with_all_cases(table, most_gaps[static_cast<std::size_t>(n) % most_gaps.size()]);
    }
}

TEST_CASE("rules/table_proof: and on tables of many rules over few codes, near to being complete") {
    dice random{77};
    for (int n = 0; n < 300; ++n) {
        code_table made{3 + random.below(3), 3};
        const std::size_t rules = 10 + random.below(40);
        for (std::size_t r = 0; r < rules; ++r) {
            table_rule& rule = made.add(random.below(3));
            rule.rank = random.below(3);
            for (std::size_t k = 0; k < 2 + random.below(2); ++k) {
                rule.when[random.below(made.inputs.size())] =
                    random.chance(50) ? is(random.below(3)) : except(is(random.below(3)));
            }
        }
        compare_with_all_cases(made.compile(static_cast<hit_policy>(n % 11)), 1000);
    }
}

TEST_CASE("rules/table_proof: a search that forgets most of what it learns still ends and says the same") {
    dice random{5};
    int covered = 0;
    for (int n = 0; n < 200; ++n) {
        code_table made{6, 3};
        for (std::size_t r = 0; r < 60 + random.below(40); ++r) {
            table_rule& rule = made.add();
            for (int k = 0; k < 3; ++k) { rule.when[random.below(6)] = is(random.below(3)); }
        }
        const compiled_rules table = made.compile(hit_policy::collect);
        const muster::detail::class_boxes space{table};
        muster::detail::step_budget steps{0, 1'000'000'000};
        muster::detail::box_cover cover{space, steps, 2};
        for (std::size_t rule = 0; rule < table.size(); ++rule) { cover.add(space.sides(rule)); }
        const bool is_covered = cover.search(space.full()) == muster::detail::cover_result::covered;
        const std::vector<seen_case> all = look_at_all(table);
        CHECK(is_covered ==
              std::none_of(all.begin(), all.end(), [](const seen_case& each) { return each.rules.empty(); }));
        covered += is_covered ? 1 : 0;
    }
    CHECK(covered > 20);  // both ways occur
    CHECK(covered < 180);
    const compiled_rules hard = pigeons(6, 5).compile(hit_policy::collect);
    const muster::detail::class_boxes space{hard};
    muster::detail::step_budget steps{0, 1'000'000'000};
    muster::detail::box_cover cover{space, steps, 8};
    for (std::size_t rule = 0; rule < hard.size(); ++rule) { cover.add(space.sides(rule)); }
    CHECK(cover.search(space.full()) == muster::detail::cover_result::covered);
}

TEST_CASE("rules/table_proof: a table without rules is one gap") {
    const compiled_rules empty = grades(hit_policy::unique, {});
    const table_proof proof = prove(empty);
    REQUIRE(proof.findings.size() == 1);
    CHECK(lines_of(proof, empty)[0] == "gap: no rule holds for every case");
    CHECK_FALSE(proof.is_complete());
}

TEST_CASE("rules/table_proof: a proof that was not asked for proves nothing") {
    const table_proof none;
    CHECK_FALSE(none.is_complete());
    CHECK_FALSE(none.is_free_of_clashes());
}

TEST_CASE("rules/table_proof: wherever evaluation may answer clash, the proof does not call the table free of clashes") {
    // Two rules of one outcome: unique has no answer where both hold, any has one.
    const std::vector<table_rule> rules{{"a", {below(5), any_value}, 1, 0}, {"b", {at_least(4), any_value}, 1, 0}};
    const std::vector<table_value> both{number_value(4, value_kind::whole_number), text_value("fire")};
    const compiled_rules unique = grades(hit_policy::unique, rules);
    CHECK(decide(unique, both).status == table_status::clash);
    CHECK_FALSE(prove(unique).is_free_of_clashes());
    CHECK_THROWS_WITH_AS(require_proven(unique, prove(unique)),
                         doctest::Contains("overlap: rule `a` and rule `b` have the same outcome"), muster::error);
    proof_options unlisted;
    unlisted.most_clashes = 0;
    CHECK_THROWS_WITH_AS(require_proven(unique, prove(unique, unlisted)), doctest::Contains("1 pairs of rules"), muster::error);
    const compiled_rules any = grades(hit_policy::any, rules);
    CHECK(decide(any, both).status == table_status::decided);
    CHECK(prove(any).is_free_of_clashes());
    CHECK_NOTHROW(require_proven(any, prove(any)));
}

TEST_CASE("rules/table_proof: the budget bounds the search for pairs too") {
    std::vector<table_rule> rules;
    for (std::uint32_t n = 0; n < 6'000; ++n) { rules.push_back({"r" + std::to_string(n), {any_value, any_value}, 0, 0}); }
    const compiled_rules unique = grades(hit_policy::unique, rules);
    proof_options options;
    options.budget = 1'000;
    const table_proof proof = prove(unique, options);
    CHECK(proof.steps < 10'000);
    CHECK_FALSE(proof.is_finished);
    CHECK_FALSE(proof.is_proven(finding_kind::clash));
    CHECK_FALSE(proof.is_proven(finding_kind::overlap));
    CHECK_FALSE(proof.is_free_of_clashes());
    CHECK_THROWS_AS(require_proven(unique, proof), muster::error);
    const compiled_rules any = grades(hit_policy::any, rules);
    const table_proof agreed = prove(any, options);  // nothing to be found, but that is not known
    CHECK(agreed.clashes == 0);
    CHECK_FALSE(agreed.is_free_of_clashes());
    CHECK(agreed.is_proven(finding_kind::overlap));
    CHECK(prove(any, options).steps == agreed.steps);
}

TEST_CASE("rules/table_proof: every finding is one line with its case, in two languages") {
    const compiled_rules unique = grades(hit_policy::unique, {{"minor", {below(3), any_value}, 0, 0},
                                                              {"fire", {muster::at_most(3), is("fire")}, 1, 0},
                                                              {"same", {is(1), is("flood")}, 0, 0},
                                                              {"never", {muster::more_than(9), is("x")}, 0, 0},
                                                              {"unborn", {is(-1), any_value}, 0, 0}});
    const table_proof proof = prove(unique);
    CHECK(lines_of(proof, unique) ==
          std::vector<std::string>{
              "gap: no rule holds for `deaths` = 4, whatever the other inputs",
              "gap: no rule holds for `deaths` = 10, `kind` = \"fire\"",
              "gap: no rule holds for `deaths` = 3, `kind` = \"flood\"",
              "clash: rule `minor` and rule `fire` have different outcomes and both hold for `deaths` = 0, `kind` = "
              "\"fire\"",
              "overlap: rule `minor` and rule `same` have the same outcome and both hold for `deaths` = 1, `kind` = "
              "\"flood\"; unique allows one",
              "masked: rule `unborn` holds for no case: no value of `deaths` that can occur passes it",
              "redundant: wherever rule `same` holds, another rule of its outcome does, as rule `minor` for `deaths` = 1, "
              "`kind` = \"flood\""});
    CHECK(lines_of(proof, unique, language::zh)[3] ==
          "冲突:规则 `minor` 与规则 `fire` 结论不同,却同时适用于 `死亡人数` = 0,`类型` = \"fire\"");
    const std::string whole = to_text(proof, unique);
    CHECK(whole.find("table `grades`: 3 gaps, 1 clash, 1 overlap, 1 masked rule, 1 redundant rule\n") == 0);
    CHECK(whole.find("proven in " + std::to_string(proof.steps) + " steps\n") != std::string::npos);
}

TEST_CASE("rules/table_proof: a masked rule names the one that decides instead, or one of several") {
    const compiled_rules first = grades(hit_policy::first, {{"all fires", {any_value, is("fire")}, 0, 0},
                                                            {"few", {below(3), any_value}, 1, 0},
                                                            {"many", {at_least(3), any_value}, 2, 0},
                                                            {"big fire", {at_least(30), is("fire")}, 3, 0},
                                                            {"flood", {any_value, is("flood")}, 3, 0}});
    const table_proof proof = prove(first);
    CHECK(proof.is_complete());
    CHECK(lines_of(proof, first) ==
          std::vector<std::string>{
              "masked: rule `big fire` never decides: rule `all fires` goes before it and holds wherever "
              "it does, as for `deaths` = 30, `kind` = \"fire\"",
              "masked: rule `flood` never decides: rules that go before it hold wherever it does, as "
              "rule `few` for `deaths` = 0, `kind` = \"flood\""});
    CHECK(lines_of(proof, first, language::zh)[0].find("被遮蔽:规则 `big fire` 从不起作用") == 0);
}

TEST_CASE("rules/table_proof: under priority the rank decides which rule goes before, and equal ranks as they stand") {
    std::vector<table_rule> rules{{"low", {any_value, any_value}, 1, 5},
                                  {"high", {any_value, any_value}, 2, 1},
                                  {"also high", {any_value, any_value}, 3, 1}};
    const table_proof ranked = prove(grades(hit_policy::priority, rules));
    REQUIRE(ranked.findings.size() == 2);
    CHECK(ranked.findings[0].rule == 0);
    CHECK(ranked.findings[0].other == 1);
    CHECK(ranked.findings[1].rule == 2);
    const table_proof listed = prove(grades(hit_policy::output_order, rules));
    CHECK(listed.findings.empty());
}

TEST_CASE("rules/table_proof: of two equal rules one is masked, and the other is then needed") {
    const std::vector<table_rule> rules{{"a", {any_value, any_value}, 1, 0}, {"b", {any_value, any_value}, 1, 0}};
    const table_proof ordered = prove(grades(hit_policy::first, rules));
    REQUIRE(ordered.findings.size() == 1);
    CHECK(ordered.findings[0].kind == finding_kind::masked);
    CHECK(ordered.findings[0].rule == 1);
    const table_proof any = prove(grades(hit_policy::any, rules));  // either may go
    CHECK(any.findings.size() == 2);
    CHECK(any.has(finding_kind::redundant));
}

TEST_CASE("rules/table_proof: pairs beyond the number asked for are counted, and said to be there") {
    std::vector<table_rule> rules;
    for (std::uint32_t n = 0; n < 10; ++n) {
        rules.push_back({"r" + std::to_string(n), {any_value, any_value}, n % 5, 0});
    }
    const compiled_rules table = grades(hit_policy::unique, rules);
    proof_options options;
    options.most_clashes = 3;
    const table_proof proof = prove(table, options);
    CHECK(proof.clashes == 40);
    CHECK(proof.overlaps == 5);
    CHECK(proof.has_more);
    CHECK(std::count_if(proof.findings.begin(), proof.findings.end(),
                        [](const table_finding& each) { return each.kind == finding_kind::clash; }) == 3);
    CHECK(to_text(proof, table).find("40 clashes, 5 overlaps, 10 redundant rules\n") != std::string::npos);
    CHECK(to_text(proof, table).find("and more that are not listed\n") != std::string::npos);
    options.most_clashes = 0;
    CHECK_FALSE(prove(table, options).is_free_of_clashes());
    CHECK(prove(grades(hit_policy::first, rules)).is_free_of_clashes());
}

TEST_CASE("rules/table_proof: a table beyond the budget is left with a clear message, at the same step each time") {
    const compiled_rules hard = pigeons(11, 10).compile(hit_policy::collect);
    proof_options options;
    options.budget = 2'000'000;
    const table_proof proof = prove(hard, options);
    CHECK_FALSE(proof.is_finished);
    CHECK_FALSE(proof.is_complete());
    CHECK(proof.unproven == std::vector{finding_kind::gap});
    CHECK(proof.is_proven(finding_kind::masked));
    CHECK(proof.steps >= 1'000'000);
    CHECK(proof.steps < 1'100'000);
    CHECK(prove(hard, options).steps == proof.steps);
    CHECK(to_text(proof, hard) ==
          "table `codes`: nothing found\nnot proven: the budget of 2000000 steps ended the search for gaps; what was "
          "found "
          "is true, but there may be more: allow more steps, or split the table\n");
    CHECK(to_text(proof, hard, language::zh).find("未能证明:2000000 步的预算已用尽,未查完:空白;") != std::string::npos);
    const compiled_rules same = pigeons(6, 5).compile(hit_policy::collect);
    CHECK(prove(same).is_complete());  // a size down it is proven
}

TEST_CASE("rules/table_proof: without any budget nothing is found, and nothing is promised") {
    const compiled_rules table =
        grades(hit_policy::unique, {{"a", {below(5), any_value}, 1, 0}, {"b", {at_least(4), any_value}, 2, 0}});
    proof_options options;
    options.budget = 0;
    const table_proof proof = prove(table, options);
    CHECK_FALSE(proof.is_finished);
    CHECK(proof.clashes == 0);
    CHECK(proof.unproven ==
          std::vector{finding_kind::gap, finding_kind::clash, finding_kind::overlap, finding_kind::redundant});
    CHECK_FALSE(proof.is_free_of_clashes());
    CHECK_FALSE(proof.is_complete());
    CHECK_FALSE(proof.is_proven(finding_kind::gap));
    const table_proof enough = prove(table);
    CHECK(enough.is_finished);
    CHECK(enough.is_complete());
}

TEST_CASE("rules/table_proof: require_proven refuses by table, rule and case, and lets harmless findings pass") {
    using muster::errc;
    const auto refusal = [](hit_policy policy, std::vector<table_rule> rules, errc code) {
        const compiled_rules table = grades(policy, std::move(rules));
        std::string message;
        try {
            require_proven(table, prove(table));
        } catch (const muster::error& thrown) {
            CHECK(thrown.code() == code);
            message = thrown.what();
        }
        return message;
    };
    CHECK(refusal(hit_policy::unique, {{"a", {below(5), any_value}, 1, 0}}, errc::missing) ==
          "table `grades`: gap: no rule holds for `deaths` = 5, whatever the other inputs");
    CHECK(refusal(hit_policy::unique, {{"a", {below(5), any_value}, 1, 0}, {"b", {at_least(4), any_value}, 2, 0}},
                  errc::contradiction) ==
          "table `grades`: clash: rule `a` and rule `b` have different outcomes and both hold for `deaths` = 4, "
          "whatever the "
          "other inputs");
    CHECK(refusal(hit_policy::first, {{"a", {any_value, any_value}, 1, 0}, {"b", {is(1), any_value}, 2, 0}},
                  errc::contradiction) ==
          "table `grades`: masked: rule `b` never decides: rule `a` goes before it and holds wherever it does, as for "
          "`deaths` = 1, whatever the other inputs");
    CHECK(refusal(hit_policy::any, {{"a", {any_value, any_value}, 1, 0}, {"b", {is(1), any_value}, 1, 0}},
                  errc::contradiction)
              .empty());
    const compiled_rules hard = pigeons(11, 10).compile(hit_policy::collect);
    proof_options options;
    options.budget = 1'000'000;
    CHECK_THROWS_WITH_AS(require_proven(hard, prove(hard, options)),
                         doctest::Contains("table `codes`: not proven: the budget"), muster::error);
}

TEST_CASE("rules/table_proof: where an input may be unknown, a table that does not say what then has a gap") {
    input_clause storeys{"storeys"};
    const std::vector<table_rule> rules{{"low", {below(10)}, 1, 0}, {"high", {at_least(10)}, 2, 0}};
    const compiled_rules may_be{"t", hit_policy::unique, {storeys}, rules};
    CHECK(lines_of(prove(may_be), may_be) == std::vector<std::string>{"gap: no rule holds for `storeys` = unknown"});
    storeys.may_be_unknown = false;
    CHECK(prove({"t", hit_policy::unique, {storeys}, rules}).findings.empty());
}

TEST_CASE(
    "rules/table_proof: the rule named for a masked one is that which goes before it everywhere, if there is one") {
    const table_proof proof = prove(grades(hit_policy::first, {{"fires", {any_value, is("fire")}, 0, 0},
                                                               {"few", {below(3), any_value}, 1, 0},
                                                               {"none", {is(0), any_value}, 2, 0}}));
    REQUIRE(proof.has(finding_kind::masked));
    CHECK(proof.findings.back().rule == 2);
    CHECK(proof.findings.back().other == 1);
}

TEST_CASE("rules/table_proof: rules that pass many classes of an input clash exactly where both hold") {
    dice random{8};
    code_table made{2, 1000};
    for (int n = 0; n < 150; ++n) {
        table_rule& rule = made.add(random.below(3));
        for (input_clause& each : made.inputs) { each.allowed = any_value; }
        for (std::size_t i = 0; i < 2; ++i) {
            const double low = static_cast<double>(random.below(900));
            rule.when[i] = muster::within(low, low + random.below(400));
        }
    }
    const compiled_rules table = made.compile(hit_policy::unique);
    REQUIRE(table.partition(0).size() > 200);
    std::uint64_t clashes = 0;
    std::uint64_t overlaps = 0;
    for (std::size_t a = 0; a < made.rules.size(); ++a) {
        for (std::size_t b = 0; b < a; ++b) {
            bool do_meet = true;
            for (std::size_t i = 0; i < 2; ++i) {
                const auto& mine = made.rules[a].when[i].ranges[0];
                const auto& other = made.rules[b].when[i].ranges[0];
                do_meet = do_meet && mine.low <= other.high && other.low <= mine.high;
            }
            if (do_meet) { ++(made.rules[a].outcome == made.rules[b].outcome ? overlaps : clashes); }
        }
    }
    const table_proof proof = prove(table);
    CHECK(proof.clashes == clashes);
    CHECK(proof.overlaps == overlaps);
    CHECK(clashes > 100);
}

TEST_CASE("rules/table_proof: a choice that a refutation does not depend on is not gone back to") {
    // Sixteen pigeonholes side by side, over inputs of their own: each is small, their product is not.
    code_table made{4 * 16, 3};
    for (std::size_t part = 0; part < 16; ++part) {
        for (std::size_t a = 0; a < 4; ++a) {
            for (std::size_t b = 0; b < a; ++b) {
                for (int hole = 0; hole < 3; ++hole) {
                    if (part < 15 && a == 3 && b == 2) { continue; }  // all but the last have room
                    table_rule& rule = made.add();
                    rule.when[part * 4 + a] = rule.when[part * 4 + b] = is(hole);
                }
            }
        }
    }
    const table_proof proof = prove(made.compile(hit_policy::collect));
    CHECK(proof.is_complete());
    CHECK(proof.steps < 200'000);
}
