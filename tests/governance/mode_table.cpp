#include "muster/governance/mode_table.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

using muster::incident_nature;
using muster::mode;
using muster::mode_facts;
using muster::mode_row;
using muster::mode_row_of;
using muster::mode_rows;
using muster::needs_reach;

namespace {

std::vector<mode_facts> every_combination() {
    std::vector<mode_facts> all;
    for (const auto nature : {incident_nature::everyday, incident_nature::sudden, incident_nature::standing_goal}) {
        for (const auto reach :
             {needs_reach::owner_alone, needs_reach::few_departments, needs_reach::many_departments}) {
            for (unsigned bits = 0; bits < 32; ++bits) {
                const auto bit = [bits](unsigned which) { return ((bits >> which) & 1U) != 0; };
                all.push_back({nature, reach, bit(0), bit(1), bit(2), bit(3), bit(4)});
            }
        }
    }
    return all;
}

mode recommended(const mode_facts& facts) { return mode_rows[mode_row_of(facts)].recommended; }

/// What only the convergent mode could carry.
bool presses(const mode_facts& facts) {
    return facts.reach == needs_reach::many_departments || facts.is_overloaded ||
           (!facts.is_rule_covered && facts.is_serious);
}

/// The routine mode runs already; the convergent one has to be assembled in time and for a price.
bool is_feasible(mode which, const mode_facts& facts) {
    return which == mode::routine || (which == mode::convergent && facts.is_in_time && facts.is_worth_it);
}

// The table said in one breath.
mode oracle(const mode_facts& facts) {
    switch (facts.nature) {
        case incident_nature::everyday: return mode::routine;
        case incident_nature::standing_goal:
            return facts.reach == needs_reach::owner_alone ? mode::routine : mode::outside_scope;
        case incident_nature::sudden: break;
    }
    return presses(facts) && facts.is_in_time && facts.is_worth_it ? mode::convergent : mode::routine;
}

bool has(std::string_view words, std::string_view part) { return words.find(part) != std::string_view::npos; }

}  // namespace

TEST_CASE("governance/mode_table: exactly one row is for every combination, and every row is for some") {
    const std::vector<mode_facts> all = every_combination();
    CHECK(all.size() == 288);
    std::set<std::uint32_t> used;
    for (const mode_facts& facts : all) {
        std::vector<std::uint32_t> holding;
        for (std::uint32_t i = 0; i < mode_rows.size(); ++i) {
            if (mode_rows[i].holds(facts)) { holding.push_back(i); }
        }
        REQUIRE(holding.size() == 1);
        CHECK(holding[0] == mode_row_of(facts));
        used.insert(holding[0]);
    }
    CHECK(used.size() == mode_rows.size());
}

TEST_CASE("governance/mode_table: the rows say what the rule says") {
    for (const mode_facts& facts : every_combination()) { CHECK(recommended(facts) == oracle(facts)); }
}

TEST_CASE("governance/mode_table: more load alone never leads out of scope, nor does anything but a standing goal") {
    for (mode_facts facts : every_combination()) {
        facts.is_overloaded = false;
        const mode before = recommended(facts);
        facts.is_overloaded = true;
        const mode after = recommended(facts);
        CHECK((after == mode::outside_scope) == (before == mode::outside_scope));
        if (after == mode::outside_scope) {
            CHECK(facts.nature == incident_nature::standing_goal);
            CHECK(facts.reach != needs_reach::owner_alone);
        }
    }
}

TEST_CASE("governance/mode_table: the mode is feasible whenever any is, and the one that carries it when that is") {
    for (const mode_facts& facts : every_combination()) {
        const mode chosen = recommended(facts);
        if (chosen == mode::outside_scope) { continue; }
        CHECK(is_feasible(chosen, facts));
        if (facts.nature == incident_nature::sudden && presses(facts)) {
            CHECK((chosen == mode::convergent) == is_feasible(mode::convergent, facts));
        }
    }
}

TEST_CASE("governance/mode_table: only what is sudden takes the convergent mode") {
    for (const mode_facts& facts : every_combination()) {
        if (recommended(facts) == mode::convergent) { CHECK(facts.nature == incident_nature::sudden); }
    }
}

TEST_CASE("governance/mode_table: a more serious case, more load or more departments never end the convergent mode") {
    for (const mode_facts& facts : every_combination()) {
        if (recommended(facts) != mode::convergent) { continue; }
        mode_facts worse = facts;
        worse.is_serious = true;
        CHECK(recommended(worse) == mode::convergent);
        worse = facts;
        worse.is_overloaded = true;
        CHECK(recommended(worse) == mode::convergent);
        for (const auto reach : {needs_reach::few_departments, needs_reach::many_departments}) {
            worse = facts;
            if (reach > facts.reach) { worse.reach = reach; }
            CHECK(recommended(worse) == mode::convergent);
        }
        worse = facts;
        worse.is_rule_covered = false;
        CHECK(recommended(worse) == mode::convergent);
    }
}

TEST_CASE("governance/mode_table: every row has words of its own in both languages, which name the mode") {
    std::set<std::string_view> words;
    for (const mode_row& each : mode_rows) {
        CHECK(words.insert(each.in(muster::language::en)).second);
        CHECK(words.insert(each.in(muster::language::zh)).second);
        const bool names_it =
            each.recommended == mode::outside_scope ? has(each.en, "political decision") && has(each.zh, "政治决策")
            : each.recommended == mode::convergent  ? has(each.en, ": convergent") && has(each.zh, "：聚合式机制")
                                                    : has(each.en, ": routine") && has(each.zh, "：常规机制");
        CHECK(names_it);
    }
    const auto row_of = [](const mode_facts& facts) { return mode_rows[mode_row_of(facts)].en; };
    mode_facts late{incident_nature::sudden, needs_reach::many_departments, false, true, false, false, true};
    CHECK(has(row_of(late), "too late"));
    late.is_in_time = true;
    late.is_worth_it = false;
    CHECK(has(row_of(late), "costs more than it saves"));
    CHECK(has(row_of({incident_nature::everyday, needs_reach::many_departments, true, false, true, true, true}),
              "sudden incidents only"));
}
