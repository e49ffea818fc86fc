#pragma once

#include "dice.hpp"
#include "muster/rules/loaded_table.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

/// Decision tables of every kind of column, cell, output and hit policy, for tests that write them and read them back.
class random_table {
public:
    explicit random_table(std::uint64_t seed) : roll_{seed} {}

    muster::table_model next() {
        using namespace muster;
        table_model made;
        made.name = "Table " + std::to_string(roll_.below(1000));
        made.policy = static_cast<hit_policy>(roll_.below(11));
        const std::size_t inputs = 1 + roll_.below(3);
        for (std::size_t i = 0; i < inputs; ++i) {
            input_clause clause;
            clause.name = label{roll_.any_of(names_) + std::to_string(i), roll_.chance(20) ? "层数" : ""};
            clause.kind = static_cast<value_kind>(roll_.below(10));
            clause.may_be_unknown = roll_.chance(50);
            if (roll_.chance(20)) { clause.thin_margin = 0.5; }
            if (roll_.chance(25)) {
                do { clause.allowed = entry(clause.kind, false); } while (!can_occur(clause));
            }
            made.inputs.push_back(clause);
        }
        const bool aggregates = made.policy > hit_policy::collect;
        const std::size_t outputs = aggregates ? 1 : 1 + roll_.below(2);
        for (std::size_t i = 0; i < outputs; ++i) {
            output_clause clause;
            clause.name = roll_.any_of(names_) + "_out" + std::to_string(i);
            clause.kind = aggregates ? value_kind::number : static_cast<value_kind>(roll_.below(10));
            if (is_ranked(made.policy) || roll_.chance(30)) {
                for (int j = 0; j < 4; ++j) {
                    const table_value each = value(clause.kind);
                    if (std::find(clause.values.begin(), clause.values.end(), each) == clause.values.end()) {
                        clause.values.push_back(each);
                    }
                }
            }
            if (roll_.chance(30)) { clause.otherwise = outcome(clause); }
            made.outputs.push_back(clause);
        }
        const std::size_t rules = roll_.below(7);
        for (std::size_t i = 0; i < rules; ++i) {
            model_rule rule;
            rule.name = roll_.any_of(names_) + " " + std::to_string(i);
            for (const input_clause& each : made.inputs) {
                rule.when.push_back(roll_.chance(25) ? any_value : entry(each.kind, true));
            }
            for (const output_clause& each : made.outputs) { rule.then.push_back(outcome(each)); }
            if (roll_.chance(20)) { rule.note = "says \"why\", at length"; }
            made.rules.push_back(rule);
        }
        return made;
    }

    /// Cases that tell the table's classes apart, with the limits themselves among them.
    std::vector<muster::table_value> values(const muster::loaded_table& table) {
        std::vector<muster::table_value> made;
        for (std::size_t i = 0; i < table.logic().inputs().size(); ++i) {
            const muster::input_partition& cut = table.logic().partition(i);
            const muster::value_kind kind = table.logic().inputs()[i].kind;
            muster::table_value picked = cut.witness(static_cast<std::uint16_t>(roll_.below(cut.size())));
            if (kind != muster::value_kind::string && !cut.limits().empty() && roll_.chance(40)) {
                const double step[] = {-1, 0, 1};
                picked = muster::number_value(std::floor(roll_.any_of(cut.limits())) + step[roll_.below(3)], kind);
                if (kind == muster::value_kind::boolean) { picked.number = picked.number > 0 ? 1 : 0; }
            } else if (roll_.chance(30)) {
                picked = value(kind);
            }
            picked.kind = kind;
            made.push_back(picked);
        }
        return made;
    }

    dice& roll() { return roll_; }

private:
    muster::table_value value(muster::value_kind kind) {
        using muster::value_kind;
        if (kind == value_kind::string) { return muster::text_value(roll_.any_of(texts_)); }
        return muster::number_value(number(kind), kind);
    }
    muster::table_value outcome(const muster::output_clause& clause) {
        return clause.values.empty() ? value(clause.kind) : roll_.any_of(clause.values);
    }

    double number(muster::value_kind kind) {
        using muster::value_kind;
        switch (kind) {
            case value_kind::boolean: return roll_.below(2);
            case value_kind::weekday: return 1 + roll_.below(7);
            case value_kind::time_of_day: return roll_.below(86'400) * 1000.0 + (roll_.chance(20) ? 250 : 0);
            case value_kind::number:
                return roll_.chance(50) ? static_cast<double>(roll_.between(-20, 20))
                                        : roll_.real(-3, 3) * (roll_.chance(20) ? 1e300 : roll_.chance(20) ? 1e-12 : 1);
            case value_kind::date: return static_cast<double>(roll_.between(-800'000, 40'000));
            case value_kind::date_time: return static_cast<double>(roll_.between(-4'000'000'000'000, 4'000'000'000'000));
            case value_kind::day_time_duration: return static_cast<double>(roll_.between(-900'000'000, 900'000'000));
            default: return static_cast<double>(roll_.between(-30, 30));
        }
    }

    /// Whether an input has a value: without one no table is made.
    static bool can_occur(const muster::input_clause& clause) {
        const muster::input_partition cut{clause, {}};
        for (std::size_t which = 0; which < cut.size(); ++which) {
            if (cut.is_reachable(static_cast<muster::input_partition::class_id>(which))) { return true; }
        }
        return false;
    }

    muster::number_range range(muster::value_kind kind) {
        muster::number_range made;
        double a = number(kind);
        double b = roll_.chance(30) ? a : number(kind);
        if (a > b) { std::swap(a, b); }
        if (kind == muster::value_kind::whole_number && roll_.chance(20)) { a -= 0.5; }
        if (roll_.chance(70)) { made.low = a; }
        if (roll_.chance(70)) { made.high = b; }
        if (made.low == made.high) {  // a single value is one of the kind, and passes
            const double value = is_whole(kind) ? std::ceil(a) : a;
            return {value, value, true, true};
        }
        made.includes_low = roll_.chance(50);
        made.includes_high = roll_.chance(50);
        return made;
    }

    muster::input_entry entry(muster::value_kind kind, bool may_be_odd) {
        using namespace muster;
        input_entry made;
        const std::size_t parts = (may_be_odd ? 0 : 1) + roll_.below(3);
        for (std::size_t i = 0; i < parts; ++i) {
            if (kind != value_kind::string) {
                made.ranges.push_back(range(kind));
            } else if (roll_.chance(20)) {
                made.prefixes.push_back(roll_.any_of(texts_));
            } else {
                made.texts.push_back(roll_.any_of(texts_));
            }
        }
        made.is_negated = roll_.chance(25);
        made.accepts_unknown = !made.is_negated && roll_.chance(15);
        return made;
    }

    dice roll_;
    std::vector<std::string> names_{"Age",        "risk category", "a/b + c", "x.y",  "层数", "isAffordable",
                                    "with, comma", "note",          "rule",    "date", "not", "a:b", "p | q"};
    std::vector<std::string> texts_{"fire",  "a b", "",     "null", "-",    "not",     "\"quoted\"", "back\\slash", "new\nline",
                                    "火灾",  "43",  "43.1", "430",  " pad", "a, b",    "true",       "<5",          "//",
                                    "=x",    "[1",  "?",    "tab\t", "A",   "starts",  "\xC2\xA0nbsp", "e\x01f",     "otherwise"};
};

/// Whether two tables answer a case alike: how it ended, which rules, what they say.
inline bool answers_alike(const muster::loaded_table& a, const muster::loaded_table& b,
                          const std::vector<muster::table_value>& values) {
    const muster::loaded_outcome x = a.decide(values);
    const muster::loaded_outcome y = b.decide(values);
    return x.hits.status == y.hits.status && x.hits.rules == y.hits.rules && x.rows == y.rows &&
           x.aggregate == y.aggregate && x.is_otherwise == y.is_otherwise;
}
