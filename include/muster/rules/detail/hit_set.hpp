#pragma once

#include "muster/rules/case_decision.hpp"   // table_status
#include "muster/rules/compiled_rules.hpp"  // compiled_rules

#include <algorithm>  // sort
#include <bit>        // countr_zero, popcount
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// The rules that hold, as bits by their places.
using hit_set = std::vector<compiled_rules::word>;

/// Calls `visit(rule)` for each of a set, in the order in which they decide, until it returns false.
template <class Visit>
void visit_hits(const compiled_rules& table, const compiled_rules::word* hits, Visit visit) {
    for (std::size_t word = 0; word < table.words(); ++word) {
        for (compiled_rules::word rest = hits[word]; rest != 0; rest &= rest - 1) {
            const std::size_t place = word * 64 + static_cast<std::size_t>(std::countr_zero(rest));
            if (place >= table.size() || !visit(table.rule_at(place))) { return; }
        }
    }
}

/// How a table answers when these rules hold and no value is out of range.
[[nodiscard]] inline table_status status_of(const compiled_rules& table, const compiled_rules::word* hits) noexcept {
    std::uint32_t first = 0;
    std::size_t count = 0;
    bool agree = true;
    visit_hits(table, hits, [&](std::uint32_t rule) {
        if (count++ == 0) { first = rule; }
        agree = agree && table.rules()[rule].outcome == table.rules()[first].outcome;
        return true;
    });
    if (count == 0) { return table_status::no_rule; }
    if (table.policy() == hit_policy::unique && count > 1) { return table_status::clash; }
    if (table.policy() == hit_policy::any && !agree) { return table_status::clash; }
    return table_status::decided;
}

/// Which outcomes a set of rules gives: one for a single policy, else all, as the policy lists or collects them.
inline void list_outcomes(const compiled_rules& table, const compiled_rules::word* hits,
                          std::vector<std::uint32_t>& out) {
    out.clear();
    const bool is_counted = table.policy() == hit_policy::collect_count;
    visit_hits(table, hits, [&](std::uint32_t rule) {
        out.push_back(is_counted ? 0 : table.rules()[rule].outcome);
        return !is_single(table.policy());
    });
    const bool has_order = table.policy() <= hit_policy::collect;
    if (!has_order) { std::sort(out.begin(), out.end()); }
}

/// The rules that hold for the classes of a case. @pre `into` has `table.words()` words, `which(input)` is a class
template <class ClassOf>
void intersect(const compiled_rules& table, ClassOf which, compiled_rules::word* into) {
    for (std::size_t word = 0; word < table.words(); ++word) { into[word] = ~compiled_rules::word{0}; }
    for (std::size_t input = 0; input < table.inputs().size(); ++input) {
        const compiled_rules::word* passing = table.passing(input, which(input));
        for (std::size_t word = 0; word < table.words(); ++word) { into[word] &= passing[word]; }
    }
}

}  // namespace detail
}  // namespace v0
}  // namespace muster
