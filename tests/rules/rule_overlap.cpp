#include "muster/rules/rule_overlap.hpp"

#include "dice.hpp"
#include "rules/small_table.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <vector>

using muster::compiled_rules;
using muster::find_overlap;
using muster::hit_policy;
using muster::table_value;

namespace {

// Tried value by value: inputs are independent, so each is tried alone.
bool do_overlap(const compiled_rules& table, std::uint32_t one, std::uint32_t other) {
    for (std::size_t i = 0; i < table.inputs().size(); ++i) {
        bool is_shared = false;
        for (const table_value& each : small_table::values_around(table, i)) {
            if (each.is_known ? !(table.inputs()[i].allowed.holds(each) && small_table::exists(each))
                              : !table.inputs()[i].may_be_unknown) {
                continue;
            }
            is_shared = is_shared ||
                        (table.rules()[one].when[i].holds(each) && table.rules()[other].when[i].holds(each));
        }
        if (!is_shared) { return false; }
    }
    return true;
}

}  // namespace

TEST_CASE("rules/rule_overlap: a witness is found exactly where two rules share a case, and both hold for it") {
    dice random{77};
    std::size_t some = 0, none = 0;
    for (int round = 0; round < 3'000; ++round) {
        const compiled_rules table = small_table::make(random);
        for (std::uint32_t one = 0; one < table.size(); ++one) {
            for (std::uint32_t other = 0; other < table.size(); ++other) {
                const auto found = find_overlap(table, one, other);
                REQUIRE(found.has_value() == do_overlap(table, one, other));
                found ? ++some : ++none;
                if (!found) { continue; }
                for (std::size_t i = 0; i < found->size(); ++i) {
                    REQUIRE(table.rules()[one].when[i].holds((*found)[i]));
                    REQUIRE(table.rules()[other].when[i].holds((*found)[i]));
                }
            }
        }
    }
    CHECK(some > 5'000);
    CHECK(none > 5'000);
}

TEST_CASE("rules/rule_overlap: rules exclude each other under unique always, under any when their outcomes differ") {
    const auto with = [](hit_policy policy) {
        muster::input_clause input;
        input.name = muster::label{"n", "数"};
        return compiled_rules{"t", policy, {input},
                              {{"a", {muster::any_value}, 1, 0},
                               {"b", {muster::any_value}, 1, 0},
                               {"c", {muster::any_value}, 2, 0}}};
    };
    CHECK(exclude_each_other(with(hit_policy::unique), 0, 1));
    CHECK_FALSE(exclude_each_other(with(hit_policy::any), 0, 1));
    CHECK(exclude_each_other(with(hit_policy::any), 0, 2));
    CHECK_FALSE(exclude_each_other(with(hit_policy::first), 0, 2));
    CHECK_FALSE(exclude_each_other(with(hit_policy::collect), 0, 2));
    CHECK(case_text(with(hit_policy::any), {muster::number_value(3)}) == "n is 3");
    CHECK(case_text(with(hit_policy::any), {muster::number_value(3)}, muster::language::zh) == "数为 3");
}
