#pragma once

// Hit policies as DMN words them, by walking the rules: what evaluation is compared with.

#include "muster/rules/case_decision.hpp"
#include "muster/rules/compiled_rules.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

struct naive_answer {
    muster::table_status status = muster::table_status::no_rule;
    std::uint32_t input = 0;
    std::vector<std::uint32_t> rules{};  // that hold, in the order of the policy; of a clash too
};

/// Infinity, a weekday 8 and 2.5 among whole numbers are values of no column.
inline bool is_of_kind(const muster::table_value& value) {
    if (!value.is_known || value.kind == muster::value_kind::string) { return true; }
    if (value.number - value.number != 0) { return false; }
    if (muster::is_whole(value.kind) && value.number != std::floor(value.number)) { return false; }
    switch (value.kind) {
        case muster::value_kind::boolean: return value.number == 0 || value.number == 1;
        case muster::value_kind::weekday: return value.number >= 1 && value.number <= 7;
        case muster::value_kind::time_of_day: return value.number >= 0 && value.number < 86'400'000;
        default: return true;
    }
}

inline naive_answer walk(const muster::compiled_rules& table, std::span<const muster::table_value> values) {
    using muster::hit_policy;
    naive_answer found;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i].is_known && !(table.inputs()[i].allowed.holds(values[i]) && is_of_kind(values[i]))) {
            found.status = muster::table_status::out_of_range;
            found.input = static_cast<std::uint32_t>(i);
            return found;
        }
    }
    const auto holds = [&](const muster::table_rule& rule) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (!rule.when[i].holds(values[i])) { return false; }
        }
        return true;
    };
    std::uint32_t last_rank = 0;
    for (const muster::table_rule& each : table.rules()) { last_rank = std::max(last_rank, each.rank); }
    const bool is_ranked = muster::is_ranked(table.policy());
    for (std::uint32_t rank = 0; rank <= (is_ranked ? last_rank : 0); ++rank) {
        for (std::uint32_t i = 0; i < table.size(); ++i) {
            if ((!is_ranked || table.rules()[i].rank == rank) && holds(table.rules()[i])) { found.rules.push_back(i); }
        }
    }
    if (found.rules.empty()) { return found; }
    found.status = muster::table_status::decided;
    if (table.policy() == hit_policy::unique && found.rules.size() > 1) { found.status = muster::table_status::clash; }
    for (const std::uint32_t each : found.rules) {
        if (table.policy() == hit_policy::any && table.rules()[each].outcome != table.rules()[found.rules[0]].outcome) {
            found.status = muster::table_status::clash;
        }
    }
    return found;
}
