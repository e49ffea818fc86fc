#pragma once

#include "muster/rules/compiled_rules.hpp"

#include "dice.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

/// Small tables made by chance, over every kind of column, and all of their cases: found by trying values next to
/// everything an entry names, without the library's partition.
namespace brute {

using muster::compiled_rules;
using muster::hit_policy;
using muster::input_clause;
using muster::input_entry;
using muster::table_rule;
using muster::table_value;
using muster::value_kind;

inline std::string text_of(dice& random) {
    static const std::vector<std::string> all{"",  "a", "ab", "abc", "b", "ba", "other", "\xff", std::string{"a\0b", 3},
                                              "火"};
    return random.any_of(all);
}

inline input_entry text_entry(dice& random) {
    input_entry made;
    for (std::uint32_t left = random.below(3); left-- > 0;) { made.texts.push_back(text_of(random)); }
    for (std::uint32_t left = random.below(3); left-- > 0;) { made.prefixes.push_back(text_of(random)); }
    return made;
}

inline input_entry number_entry(dice& random, value_kind kind) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const double most = kind == value_kind::boolean ? 1 : kind == value_kind::weekday ? 8 : 5;
    input_entry made;
    for (std::uint32_t left = 1 + random.below(2); left-- > 0;) {
        double low = static_cast<double>(random.between(-1, static_cast<std::int64_t>(most)));
        double high = low + static_cast<double>(random.below(3));
        if (kind == value_kind::number && random.chance(20)) { low -= 0.5; }
        if (random.chance(20)) { low = -infinity; }
        if (random.chance(20)) { high = infinity; }
        if (random.chance(40)) { high = low; }
        if (low == high && !muster::detail::is_value_of(low, kind)) { low = high = 1; }  // a single value is one of the kind
        made.ranges.push_back({low, high, random.chance(70) || low == high, random.chance(50) || low == high});
    }
    return made;
}

inline input_entry make_entry(dice& random, value_kind kind) {
    if (random.chance(30)) { return muster::any_value; }
    if (random.chance(5)) { return muster::is_unknown(); }
    input_entry made = kind == value_kind::string ? text_entry(random) : number_entry(random, kind);
    if (random.chance(25)) { made = except(std::move(made)); }
    made.accepts_unknown = random.chance(15);
    return made;
}

/// Whether an input has a value: without one no table is made.
inline bool can_occur(const input_clause& clause) {
    const muster::input_partition cut{clause, {}};
    for (std::size_t which = 0; which < cut.size(); ++which) {
        if (cut.is_reachable(static_cast<muster::input_partition::class_id>(which))) { return true; }
    }
    return false;
}

inline input_clause make_clause(dice& random, std::size_t number) {
    static const std::vector<value_kind> kinds{value_kind::boolean, value_kind::whole_number, value_kind::number,
                                               value_kind::string,    value_kind::string,         value_kind::weekday,
                                               value_kind::date,    value_kind::time_of_day,  value_kind::number};
    input_clause made;
    made.name = muster::label{"i" + std::to_string(number), "输入" + std::to_string(number)};
    made.kind = random.any_of(kinds);
    made.may_be_unknown = random.chance(30);
    if (random.chance(30)) {
        do { made.allowed = make_entry(random, made.kind); } while (!can_occur(made));
    }
    return made;
}

inline compiled_rules make_table(dice& random, std::size_t most_inputs, std::size_t most_rules) {
    std::vector<input_clause> inputs(1 + random.below(most_inputs));
    for (std::size_t i = 0; i < inputs.size(); ++i) { inputs[i] = make_clause(random, i); }
    std::vector<table_rule> rules(random.below(most_rules + 1));
    for (std::size_t r = 0; r < rules.size(); ++r) {
        rules[r].name = "r" + std::to_string(r);
        rules[r].outcome = random.below(3);
        rules[r].rank = random.chance(80) ? rules[r].outcome : random.below(3);
        for (const input_clause& each : inputs) { rules[r].when.push_back(make_entry(random, each.kind)); }
    }
    return {"t", static_cast<hit_policy>(random.below(11)), std::move(inputs), std::move(rules)};
}

inline bool exists(const table_value& value) {
    if (!value.is_known || value.kind == value_kind::string) { return true; }
    if (!std::isfinite(value.number)) { return false; }
    if (is_whole(value.kind) && value.number != std::floor(value.number)) { return false; }
    switch (value.kind) {
        case value_kind::boolean: return value.number == 0 || value.number == 1;
        case value_kind::weekday: return value.number >= 1 && value.number <= 7;
        case value_kind::time_of_day: return value.number >= 0 && value.number < 86'400'000;
        default: return true;
    }
}

/// Values of a column on, beside and between all that its entries name, some of which do not exist or are not allowed.
inline std::vector<table_value> values_near(const compiled_rules& table, std::size_t input) {
    const input_clause& clause = table.inputs()[input];
    std::vector<table_value> all{muster::unknown_value(clause.kind)};
    std::vector<input_entry> entries{clause.allowed};
    for (const table_rule& each : table.rules()) { entries.push_back(each.when[input]); }
    if (clause.kind == value_kind::string) {
        const auto add = [&](const std::string& words) { all.push_back(muster::text_value(words)); };
        for (const char* each : {"", "something", "a", "b"}) { add(each); }
        for (const input_entry& entry : entries) {
            for (const auto* list : {&entry.texts, &entry.prefixes}) {
                for (const std::string& each : *list) {
                    add(each);
                    for (const char* more : {"q", "a", "b", "\xff", "bq", "bc"}) { add(each + more); }
                    add(each + std::string(1, '\0'));
                    if (!each.empty()) { add(each.substr(0, each.size() - 1)); }
                }
            }
        }
        return all;
    }
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const auto add = [&](double number) { all.push_back(muster::number_value(number, clause.kind)); };
    for (const double each : {0.0, 1.0, 7.0, 8.0, 1e9, -1e9}) { add(each); }
    for (const input_entry& entry : entries) {
        for (const muster::number_range& range : entry.ranges) {
            for (const double limit : {range.low, range.high}) {
                if (!std::isfinite(limit)) { continue; }
                for (const double step : {-1.0, -0.5, -0.25, 0.0, 0.25, 0.5, 1.0}) { add(limit + step); }
                add(std::nextafter(limit, infinity));
                add(std::nextafter(limit, -infinity));
            }
        }
    }
    return all;
}

/// Whether a case may have the value: what a proof has to consider.
inline bool is_considered(const input_clause& clause, const table_value& value) {
    if (!value.is_known) { return clause.may_be_unknown; }
    return exists(value) && clause.allowed.holds(value);
}

/// One value of each sort that the column's entries tell apart, and the unknown value.
inline std::vector<table_value> different_values(const compiled_rules& table, std::size_t input) {
    std::vector<std::pair<std::vector<bool>, table_value>> kept;
    for (const table_value& each : values_near(table, input)) {
        if (!is_considered(table.inputs()[input], each)) { continue; }
        std::vector<bool> passing{each.is_known};
        for (const table_rule& rule : table.rules()) { passing.push_back(rule.when[input].holds(each)); }
        const auto same = [&](const auto& other) { return other.first == passing; };
        if (std::none_of(kept.begin(), kept.end(), same)) { kept.emplace_back(std::move(passing), each); }
    }
    std::vector<table_value> made;
    for (auto& each : kept) { made.push_back(std::move(each.second)); }
    return made;
}

/// Every case, as far as the rules tell them apart.
inline std::vector<std::vector<table_value>> all_cases(const compiled_rules& table) {
    std::vector<std::vector<table_value>> made{{}};
    for (std::size_t i = 0; i < table.inputs().size(); ++i) {
        std::vector<std::vector<table_value>> longer;
        const std::vector<table_value> values = different_values(table, i);
        for (const auto& start : made) {
            for (const table_value& each : values) {
                longer.push_back(start);
                longer.back().push_back(each);
            }
        }
        made = std::move(longer);
    }
    return made;
}

/// The rules that hold, in the order of deciding: ranked policies by rank, then as they stand.
inline std::vector<std::uint32_t> holding(const compiled_rules& table, const std::vector<table_value>& values) {
    std::vector<std::uint32_t> made;
    for (std::uint32_t rule = 0; rule < table.size(); ++rule) {
        bool holds = true;
        for (std::size_t i = 0; i < values.size(); ++i) {
            holds = holds && table.rules()[rule].when[i].holds(values[i]);
        }
        if (holds) { made.push_back(rule); }
    }
    if (is_ranked(table.policy())) {
        std::stable_sort(made.begin(), made.end(), [&](std::uint32_t a, std::uint32_t b) {
            return table.rules()[a].rank < table.rules()[b].rank;
        });
    }
    return made;
}

}  // namespace brute
