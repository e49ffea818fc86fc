#pragma once

#include "muster/rules/case_decision.hpp"

#include "dice.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

/// Small decision tables made by chance, and what they answer as their entries say it: no partition, no bits.
namespace small_table {

using muster::compiled_rules;
using muster::hit_policy;
using muster::input_clause;
using muster::input_entry;
using muster::table_rule;
using muster::table_status;
using muster::table_value;
using muster::value_kind;

/// What a table says, in a form that two ways of deciding can be compared by.
struct answer {
    table_status status = table_status::no_rule;
    std::vector<std::uint32_t> rules;     // in the order of deciding
    std::vector<std::uint32_t> outcomes;  // as the policy gives them; empty when nothing is decided

    friend bool operator==(const answer&, const answer&) = default;
};

inline answer answer_of_rules(const compiled_rules& table, std::vector<std::uint32_t> rules, table_status status) {
    answer made{status, std::move(rules), {}};
    if (status != table_status::decided) { return made; }
    for (const std::uint32_t each : made.rules) {
        const bool is_counted = table.policy() == hit_policy::collect_count;
        made.outcomes.push_back(is_counted ? 0 : table.rules()[each].outcome);
    }
    if (table.policy() > hit_policy::collect) { std::sort(made.outcomes.begin(), made.outcomes.end()); }
    return made;
}

inline answer answer_of(const compiled_rules& table, const muster::case_decision& found) {
    return answer_of_rules(table, found.rules, found.status);
}

inline bool exists(const table_value& value) {
    if (!value.is_known) { return true; }
    switch (value.kind) {
        case value_kind::boolean: return value.number == 0 || value.number == 1;
        case value_kind::weekday: return value.number >= 1 && value.number <= 7;
        default: return true;
    }
}

inline answer naive_answer(const compiled_rules& table, const std::vector<table_value>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i].is_known && !(table.inputs()[i].allowed.holds(values[i]) && exists(values[i]))) {
            return {table_status::out_of_range, {}, {}};
        }
    }
    std::vector<std::uint32_t> holding;
    for (std::uint32_t rule = 0; rule < table.size(); ++rule) {
        bool does_hold = true;
        for (std::size_t i = 0; i < values.size(); ++i) {
            does_hold = does_hold && table.rules()[rule].when[i].holds(values[i]);
        }
        if (does_hold) { holding.push_back(rule); }
    }
    if (is_ranked(table.policy())) {
        std::stable_sort(holding.begin(), holding.end(), [&](std::uint32_t a, std::uint32_t b) {
            return table.rules()[a].rank < table.rules()[b].rank;
        });
    }
    if (holding.empty()) { return {}; }
    table_status status = table_status::decided;
    if (table.policy() == hit_policy::unique && holding.size() > 1) { status = table_status::clash; }
    if (table.policy() == hit_policy::any) {
        for (const std::uint32_t each : holding) {
            if (table.rules()[each].outcome != table.rules()[holding[0]].outcome) { status = table_status::clash; }
        }
    }
    if (is_single(table.policy()) && status == table_status::decided) { holding.resize(1); }
    return answer_of_rules(table, std::move(holding), status);
}

/// Values of every stretch between limits and each limit: nearest to both ends of the stretch.
inline std::vector<table_value> values_around(const compiled_rules& table, std::size_t input) {
    const input_clause& clause = table.inputs()[input];
    std::vector<table_value> all{muster::unknown_value(clause.kind)};
    if (clause.kind == value_kind::string) {
        for (std::size_t i = 2; i < table.partition(input).size(); ++i) {
            all.push_back(table.partition(input).witness(static_cast<muster::input_partition::class_id>(i)));
        }
        for (const char* each : {"a", "b", "ab", "abc", "b1", "zz"}) { all.push_back(muster::text_value(each)); }
        return all;
    }
    constexpr double infinity = std::numeric_limits<double>::infinity();
    std::vector<double> limits;
    const auto read = [&limits](const input_entry& entry) {
        for (const muster::number_range& each : entry.ranges) {
            for (const double limit : {each.low, each.high}) {
                if (std::abs(limit) < 1e300) { limits.push_back(limit); }
            }
        }
    };
    for (const table_rule& each : table.rules()) { read(each.when[input]); }
    read(clause.allowed);
    if (clause.kind == value_kind::boolean) { limits = {0, 1}; }
    if (clause.kind == value_kind::weekday) { limits = {1, 2, 3, 4, 5, 6, 7}; }
    std::sort(limits.begin(), limits.end());
    limits.erase(std::unique(limits.begin(), limits.end()), limits.end());
    if (limits.empty()) { limits.push_back(0); }
    const auto add = [&](double number) { all.push_back(muster::number_value(number, clause.kind)); };
    for (const double each : limits) {
        if (is_whole(clause.kind)) {
            add(std::ceil(each) - 1);
            if (each == std::floor(each)) { add(each); }
            add(std::floor(each) + 1);
        } else {
            add(std::nextafter(each, -infinity));
            add(each);
            add(std::nextafter(each, infinity));
        }
    }
    return all;
}

inline input_entry number_entry(dice& random, value_kind kind) {
    if (random.chance(30)) { return muster::any_value; }
    const double step = kind == value_kind::number && random.chance(30) ? 0.5 : 1;
    const bool is_weekday = kind == value_kind::weekday;
    const double low = static_cast<double>(is_weekday ? random.between(1, 4) : random.between(0, 6)) * step;
    const double high = low + static_cast<double>(random.between(0, is_weekday ? 3 : 4)) * step;
    input_entry made;
    switch (random.below(7)) {
        case 0: made = muster::at_least(low); break;
        case 1: made = muster::more_than(low); break;
        case 2: made = muster::at_most(high); break;
        case 3: made = muster::below(high); break;
        case 4: made = low < high ? muster::from_until(low, high) : muster::within(low, high); break;
        case 5: made = low < high ? muster::strictly_within(low, high) : muster::within(low, high); break;
        default: made = muster::one_of(low, low + 3); break;
    }
    if (random.chance(15)) { return except(made); }
    if (random.chance(10)) { made.accepts_unknown = true; }
    return random.chance(4) ? muster::is_unknown() : made;
}

inline input_entry text_entry(dice& random) {
    switch (random.below(6)) {
        case 0: return muster::is("a");
        case 1: return muster::one_of("ab", "b");
        case 2: return muster::starts_with("a");
        case 3: return except(muster::starts_with("ab"));
        case 4: return muster::starts_with("b") || muster::is("a");
        default: return muster::any_value;
    }
}

inline input_clause make_input(dice& random, std::size_t number) {
    constexpr value_kind kinds[]{value_kind::number, value_kind::whole_number, value_kind::string, value_kind::boolean,
                                 value_kind::number, value_kind::weekday, value_kind::whole_number};
    input_clause made;
    made.name = muster::label{"i" + std::to_string(number)};
    made.kind = kinds[random.below(7)];
    made.may_be_unknown = random.chance(60);
    if (made.kind != value_kind::string && random.chance(25)) { made.allowed = muster::within(1, 5); }
    if (made.kind == value_kind::number && random.chance(50)) { made.thin_margin = random.chance(50) ? 0.75 : 2; }
    if (made.kind == value_kind::whole_number && random.chance(50)) { made.thin_margin = 2; }
    return made;
}

inline compiled_rules make(dice& random) {
    const auto policy = static_cast<hit_policy>(random.below(11));
    std::vector<input_clause> inputs;
    const std::size_t width = 1 + random.below(3);
    for (std::size_t i = 0; i < width; ++i) { inputs.push_back(make_input(random, i)); }
    std::vector<table_rule> rules;
    const std::size_t count = 1 + random.below(6);
    for (std::size_t r = 0; r < count; ++r) {
        table_rule made;
        made.name = "r" + std::to_string(r);
        for (const input_clause& each : inputs) {
            made.when.push_back(each.kind == value_kind::string      ? text_entry(random)
                                : each.kind == value_kind::boolean ? (random.chance(50) ? muster::any_value
                                                                                        : muster::is(random.chance(50)))
                                                                   : number_entry(random, each.kind));
        }
        made.outcome = random.below(4);
        made.rank = made.outcome;
        rules.push_back(std::move(made));
    }
    return {"t", policy, std::move(inputs), std::move(rules)};
}

inline std::vector<table_value> make_case(dice& random, const compiled_rules& table) {
    std::vector<table_value> made;
    for (std::size_t i = 0; i < table.inputs().size(); ++i) {
        const value_kind kind = table.inputs()[i].kind;
        if (random.chance(6)) {
            made.push_back(muster::unknown_value(kind));
        } else if (random.chance(50) || kind == value_kind::string || kind == value_kind::boolean) {
            const std::vector<table_value> near = values_around(table, i);
            made.push_back(near[random.below(near.size())]);
        } else {
            const double whole = static_cast<double>(random.between(kind == value_kind::weekday ? 1 : -1, 7));
            made.push_back(muster::number_value(kind == value_kind::number ? whole + 0.25 : whole, kind));
        }
    }
    return made;
}

}  // namespace small_table
