// The table that recommends a mode, written once more as a decision table over the same facts: the general machinery
// proves what the mode table's own compile-time check says, and decides the same.
#include <doctest/doctest.h>

#include "muster/governance/mode_table.hpp"
#include "muster/rules/decision_table.hpp"
#include "muster/rules/table_proof.hpp"

#include <cstdint>
#include <string>
#include <vector>

using muster::decision_rule;
using muster::decision_table;
using muster::incident_nature;
using muster::input;
using muster::input_entry;
using muster::is;
using muster::mode;
using muster::mode_facts;
using muster::needs_reach;
using muster::one_of;

namespace {

// clang-format off
decision_table<mode_facts, mode> mode_rules(std::size_t left_out = 99) {
    const input_entry any = muster::any_value, yes = is(true), no = is(false);
    const input_entry standing = is(incident_nature::standing_goal), everyday = is(incident_nature::everyday),
                      sudden = is(incident_nature::sudden);
    const input_entry alone = is(needs_reach::owner_alone), many = is(needs_reach::many_departments),
                      alone_or_few = one_of(needs_reach::owner_alone, needs_reach::few_departments),
                      few_or_many = one_of(needs_reach::few_departments, needs_reach::many_departments);
    std::vector<decision_rule<mode>> rules{
        //                                         nature    reach         overload rule serious in time worth it
        {"standing goal out of reach",          {standing, few_or_many,  any, any, any, any, any}, mode::outside_scope},
        {"standing goal within reach",            {standing, alone,        any, any, any, any, any}, mode::routine},
        {"everyday",                              {everyday, any,          any, any, any, any, any}, mode::routine},
        {"many departments",                      {sudden,   many,         any, any, any, yes, yes}, mode::convergent},
        {"overloaded",                            {sudden,   alone_or_few, yes, any, any, yes, yes}, mode::convergent},
        {"serious and no rule",                   {sudden,   alone_or_few, no,  no,  yes, yes, yes}, mode::convergent},
        {"many departments, too late",            {sudden,   many,         any, any, any, no,  any}, mode::routine},
        {"overloaded, too late",                  {sudden,   alone_or_few, yes, any, any, no,  any}, mode::routine},
        {"serious and no rule, too late",         {sudden,   alone_or_few, no,  no,  yes, no,  any}, mode::routine},
        {"many departments, not worth it",        {sudden,   many,         any, any, any, yes, no},  mode::routine},
        {"overloaded, not worth it",              {sudden,   alone_or_few, yes, any, any, yes, no},  mode::routine},
        {"serious and no rule, not worth it",     {sudden,   alone_or_few, no,  no,  yes, yes, no},  mode::routine},
        {"within routine and a rule",             {sudden,   alone_or_few, no,  yes, any, any, any}, mode::routine},
        {"within routine, no rule, not serious",  {sudden,   alone_or_few, no,  no,  no,  any, any}, mode::routine},
    };
    if (left_out < rules.size()) { rules.erase(rules.begin() + static_cast<std::ptrdiff_t>(left_out)); }
    const auto three_values = muster::within(0, 2);
    return {"mode",
            {input<mode_facts>("nature", &mode_facts::nature).allowed(three_values),
             input<mode_facts>("reach", &mode_facts::reach).allowed(three_values),
             input<mode_facts>("overloaded", &mode_facts::is_overloaded),
             input<mode_facts>("rule covered", &mode_facts::is_rule_covered),
             input<mode_facts>("serious", &mode_facts::is_serious),
             input<mode_facts>("in time", &mode_facts::is_in_time),
             input<mode_facts>("worth it", &mode_facts::is_worth_it)},
            rules};
}
// clang-format on

}  // namespace

TEST_CASE("governance/mode_table_as_rules: the table is proven complete and free of clashes, overlaps and dead rules") {
    const auto table = mode_rules();
    const muster::table_proof proof = muster::prove(table.logic());
    CHECK(proof.is_finished);
    CHECK(proof.is_complete());
    CHECK(proof.is_free_of_clashes());
    CHECK(proof.findings.empty());
    CHECK_NOTHROW(muster::require_proven(table.logic(), proof));
    CHECK(table.logic().size() == muster::mode_rows.size());
}

TEST_CASE("governance/mode_table_as_rules: it gives the same mode by the same row for all 288 combinations") {
    const auto table = mode_rules();
    for (std::size_t number = 0; number < 288; ++number) {
        const mode_facts facts = muster::detail::facts_of(number);
        const auto found = table.decide(facts);
        REQUIRE(found);
        const std::uint32_t row = muster::mode_row_of(facts);
        CHECK(*found == muster::mode_rows[row].recommended);
        CHECK(found.rule.index == row);
    }
}

TEST_CASE("governance/mode_table_as_rules: without any one of its rows the proof shows the gap") {
    for (std::size_t row = 0; row < muster::mode_rows.size(); ++row) {
        const auto table = mode_rules(row);
        const muster::table_proof proof = muster::prove(table.logic());
        CHECK_FALSE(proof.is_complete());
        REQUIRE(proof.has(muster::finding_kind::gap));
        // The witness is a case that only the row left out was for.
        const auto& witness = proof.findings.front().witness;
        REQUIRE(witness.size() == 7);
        const auto is_set = [&witness](std::size_t i) { return witness[i].number != 0; };
        const mode_facts facts{static_cast<incident_nature>(static_cast<int>(witness[0].number)),
                               static_cast<needs_reach>(static_cast<int>(witness[1].number)),
                               is_set(2),
                               is_set(3),
                               is_set(4),
                               is_set(5),
                               is_set(6)};
        CHECK(muster::mode_row_of(facts) == row);
    }
}
