#pragma once

#include "muster/rules/compiled_rules.hpp"     // compiled_rules
#include "muster/rules/grading_criterion.hpp"  // level_threshold
#include "muster/rules/grading_scheme.hpp"     // grading_scheme

#include <algorithm>  // clamp, stable_sort
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <limits>     // numeric_limits
#include <string>     // string
#include <utility>    // move
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// A threshold as a cell of a decision table.
template <class Level>
[[nodiscard]] input_entry entry_of(const level_threshold<Level>& line) {
    switch (line.how) {
        case comparison::at_least: return at_least(line.limit);
        case comparison::more: return more_than(line.limit);
        case comparison::at_most: return at_most(line.limit);
        default: return below(line.limit);
    }
}

/// A grading as a decision table that decides the same: one rule a threshold, the most serious level first, under the
/// first hit policy. So a grading can be proven, explained rule by rule, compared with another version and covered by
/// cases like any other table.
///
/// Inputs are the fields that the scheme reads, in the order of its criteria, each once. The outcome is the rank of
/// `decided`: an unknown value takes the rule of what the criterion assumes, or none. The last rule, `otherwise`, is
/// for what reaches no threshold; those of less serious levels than its own never decide and are left out.
template <class T, class Level, const auto& Map>
[[nodiscard]] compiled_rules logic_of(const grading_scheme<T, Level, Map>& scheme) {
    std::vector<input_clause> inputs;
    const auto place_of = [&inputs](const std::string& column) {
        std::size_t at = 0;
        while (at < inputs.size() && inputs[at].name.en != column) { ++at; }
        return at;
    };
    for (const level_criterion<Level>& each : scheme.criteria()) {
        if (place_of(each.column) == inputs.size()) {
            inputs.push_back({each.column, value_kind::number, true, any_value, 0});
        }
    }
    std::vector<table_rule> rules;
    const auto add = [&](const level_criterion<Level>& criterion, input_entry entry, Level gives, std::string called) {
        if (is_more_serious(scheme.otherwise(), gives)) { return; }
        table_rule made{criterion.criterion_name.en + ": " + std::move(called),
                        std::vector<input_entry>(inputs.size(), any_value), gives.rank};
        made.when[place_of(criterion.column)] = std::move(entry);
        rules.push_back(std::move(made));
    };
    for (const level_criterion<Level>& each : scheme.criteria()) {
        for (const level_threshold<Level>& line : each.thresholds) {
            const char* beyond = counts_upward(line.how) ? (excludes_limit(line.how) ? " above " : " from ")
                                                         : (excludes_limit(line.how) ? " below " : " down to ");
            add(each, entry_of(line), line.reached,
                scheme.scale()[line.reached].en + beyond + number_text(line.limit, value_kind::number));
        }
        if (each.assumed) { add(each, is_unknown(), each.assumed, scheme.scale()[each.assumed].en + " while unknown"); }
    }
    std::stable_sort(rules.begin(), rules.end(),
                     [](const table_rule& a, const table_rule& b) { return a.outcome < b.outcome; });
    rules.push_back({"otherwise", std::vector<input_entry>(inputs.size(), any_value), scheme.otherwise().rank});
    return {scheme.called().en, hit_policy::first, std::move(inputs), std::move(rules)};
}

/// What `logic_of(scheme)` reads of a case: one value an input. Infinity, which is no value of a table, becomes the
/// greatest number there is: it reaches the same thresholds.
template <class T, class Level, const auto& Map>
[[nodiscard]] std::vector<table_value> values_of(const grading_scheme<T, Level, Map>& scheme, const T& object) {
    std::vector<table_value> values;
    for (std::size_t i = 0; i < scheme.size(); ++i) {
        const std::string& column = scheme.criteria()[i].column;
        bool is_read = false;
        for (std::size_t before = 0; before < i; ++before) {
            is_read = is_read || scheme.criteria()[before].column == column;
        }
        if (is_read) { continue; }
        const known<double> value = scheme.value_of({static_cast<std::uint32_t>(i)}, object);
        constexpr double most = std::numeric_limits<double>::max();
        values.push_back(value.is_known() ? number_value(std::clamp(value.value(), -most, most))
                                          : unknown_value(value_kind::number));
    }
    return values;
}

}  // namespace v0
}  // namespace muster
