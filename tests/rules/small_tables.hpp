#pragma once

// Random small decision tables and all the cases that tell their rules apart, for tests against brute force.

#include "dice.hpp"
#include "muster/rules/table_model.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace small_tables {

using namespace muster;

inline constexpr value_kind kinds[]{value_kind::whole_number, value_kind::number, value_kind::string,
                                    value_kind::boolean};

/// Values of a kind that meet every limit, literal and prefix that `entry` can draw, and what lies between and beyond.
inline std::vector<table_value> values_of(value_kind kind) {
    std::vector<table_value> made{unknown_value(kind)};
    const auto add_numbers = [&](double low, double high, double step) {
        for (double each = low; each <= high; each += step) { made.push_back(number_value(each, kind)); }
    };
    switch (kind) {
        case value_kind::boolean: add_numbers(0, 1, 1); break;
        case value_kind::whole_number: add_numbers(-1, 7, 1); break;
        case value_kind::number: add_numbers(-0.25, 6.25, 0.25); break;
        default:
            for (const char* each : {"", "a", "ab", "abc", "abz", "ax", "b", "ba", "c"}) {
                made.push_back(text_value(each));
            }
    }
    return made;
}

/// A random cell.
inline input_entry entry(dice& roll, value_kind kind) {
    if (roll.chance(35)) { return any_value; }
    if (roll.chance(5)) { return is_unknown(); }
    input_entry made;
    if (kind == value_kind::string) {
        const std::vector<std::string> texts{"a", "ab", "abc", "b", "c"};
        const std::vector<std::string> prefixes{"a", "ab", "b"};
        made = roll.chance(30) ? starts_with(roll.any_of(prefixes)) : is(std::string_view{roll.any_of(texts)});
        if (roll.chance(30)) { made = made || is(std::string_view{roll.any_of(texts)}); }
    } else if (kind == value_kind::boolean) {
        made = is(roll.chance(50));
    } else {
        const auto range = [&] {
            number_range each;
            if (roll.chance(70)) {
                each.low = roll.below(5);
                each.includes_low = roll.chance(50);
            }
            if (roll.chance(60)) {
                each.high = std::max(each.low, 0.0) + roll.below(3);
                each.includes_high = roll.chance(50);
            }
            if (each.low == each.high) { each.includes_low = each.includes_high = true; }  // or nothing would pass
            return each;
        };
        made.ranges.push_back(range());
        if (roll.chance(20)) { made.ranges.push_back(range()); }
        if (kind == value_kind::number && roll.chance(10)) {
            made.ranges[0] = {0.5, 2.5, roll.chance(50), roll.chance(50)};
        }
    }
    if (roll.chance(15)) { made = except(made); }
    if (roll.chance(10)) { made.accepts_unknown = true; }
    return made;
}

inline table_value outcome(dice& roll, value_kind kind) {
    if (kind == value_kind::string) {
        const std::vector<std::string> texts{"I", "II", "III"};
        return text_value(roll.any_of(texts));
    }
    return number_value(static_cast<double>(roll.below(4)) / 10, kind);
}

inline model_rule rule(dice& roll, const table_model& table, const std::string& called) {
    model_rule made;
    made.name = called;
    for (const input_clause& each : table.inputs) { made.when.push_back(entry(roll, each.kind)); }
    for (const output_clause& each : table.outputs) { made.then.push_back(outcome(roll, each.kind)); }
    return made;
}

inline input_clause input(dice& roll, const std::string& called) {
    input_clause made;
    made.name = label{called};
    made.kind = kinds[roll.below(4)];
    made.may_be_unknown = roll.chance(50);
    if (roll.chance(20)) {
        made.allowed = made.kind == value_kind::string    ? one_of("a", "ab", "b")
                       : made.kind == value_kind::boolean ? is(true)
                                                          : within(0, 3);
    }
    return made;
}

/// A table of up to `most_inputs` inputs and `most_rules` rules, of any hit policy.
inline table_model table(dice& roll, std::size_t most_inputs = 3, std::size_t most_rules = 6) {
    table_model made;
    made.name = "t";
    made.policy = static_cast<hit_policy>(roll.below(11));
    const bool counts = made.policy > hit_policy::collect;
    const std::size_t inputs = 1 + roll.below(most_inputs);
    for (std::size_t i = 0; i < inputs; ++i) { made.inputs.push_back(input(roll, "i" + std::to_string(i))); }
    output_clause result;
    result.name = "result";
    result.kind = counts || roll.chance(30) ? value_kind::number : value_kind::string;
    if (is_ranked(made.policy)) {
        if (result.kind == value_kind::string) {
            result.values = {text_value("II"), text_value("I"), text_value("III")};
        } else {
            result.values = {number_value(0.1), number_value(0.3), number_value(0), number_value(0.2)};
        }
    }
    if (roll.chance(20)) { result.otherwise = outcome(roll, result.kind); }
    made.outputs.push_back(result);
    const std::size_t rules = 1 + roll.below(most_rules);
    for (std::size_t i = 0; i < rules; ++i) { made.rules.push_back(rule(roll, made, "r" + std::to_string(i))); }
    return made;
}

/// Calls `visit` with every combination of the values of some inputs' kinds.
template <class Visit>
void for_all_cases(const std::vector<value_kind>& of, Visit visit) {
    std::vector<std::vector<table_value>> values;
    for (const value_kind each : of) { values.push_back(values_of(each)); }
    std::vector<std::size_t> at(of.size(), 0);
    std::vector<table_value> one(of.size());
    while (true) {
        for (std::size_t i = 0; i < of.size(); ++i) { one[i] = values[i][at[i]]; }
        visit(one);
        std::size_t i = 0;
        while (i < of.size() && ++at[i] == values[i].size()) { at[i++] = 0; }
        if (i == of.size()) { return; }
    }
}

}  // namespace small_tables
