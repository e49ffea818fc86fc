#pragma once

#include "muster/rules/input_partition.hpp"  // input_partition
#include "muster/rules/table_value.hpp"      // table_value

#include <algorithm>  // any_of, find
#include <cstddef>    // size_t
#include <cstdint>    // uint64_t
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// What a proof finds in a decision table.
///
/// A *case* is one value an input, of classes that can be reached (`input_partition::is_reachable`): allowed values, and
/// unknown ones where the input may be unknown. Rules *go before* others in the order of `compiled_rules::place_of`.
enum class finding_kind : std::uint8_t {
    /// A case that no rule holds for, whatever the hit policy.
    gap,
    /// Two rules with different outcomes that both hold for one case, where the policy is unique or any.
    clash,
    /// Two rules with the same outcome that both hold for one case, where the policy is unique. As with a clash, that case
    /// has no answer: unique lets one rule hold, whatever the others would say.
    overlap,
    /// A rule that can never decide. It holds for no case; or, where the policy is priority or first, a rule that goes
    /// before it holds wherever it does. (Where it is unique or any and others hold too, that is a clash, an overlap or
    /// redundant.)
    masked,
    /// A rule that is not masked, and that (it alone) is not needed. Any: without it no case has another outcome, for
    /// wherever it holds, another rule of its outcome holds. Unique: likewise, and what it adds is that those cases have no
    /// answer. Priority and first: wherever it decides, the next rule that holds says the same; masked rules do not count as
    /// next ones. Not looked for under the other policies: a list, a sum or a
    /// count changes with every rule that holds, and for minimum and maximum the outcomes' values decide.
    redundant,
};

/// One thing found, and where.
struct table_finding {
    static constexpr std::uint32_t no_rule = ~std::uint32_t{0};

    finding_kind kind = finding_kind::gap;
    /// The rule concerned, by its number in `compiled_rules::rules()`; none for a gap.
    std::uint32_t rule = no_rule;
    /// The second rule of a pair; masked: one that decides instead; redundant: one that would say the same.
    std::uint32_t other = no_rule;
    /// For every input its classes, ascending: a box of cases in all of which it is so. For a gap a maximal one: a
    /// class more, and some rule holds somewhere in it. Of a rule that holds for no case, what each of its entries
    /// passes; at least one input then has none.
    std::vector<std::vector<input_partition::class_id>> region{};
    /// One case of the region, one value an input; empty for a rule that holds for no case.
    std::vector<table_value> witness{};
};

/// How far a proof goes.
struct proof_options {
    /// Steps of work, wherever it runs the same number: one step looks at one input of one rule. The search for pairs that
    /// clash or overlap may use half of it, that for gaps half of what is left, that for masked rules half of what is left
    /// then, that for redundant rules the rest.
    std::uint64_t budget = 400'000'000;
    std::size_t most_gaps = 16;     ///< at most so many gaps are listed; of a table that has one, always one
    std::size_t most_clashes = 64;  ///< at most so many clashes, and so many overlaps, are listed
};

/// What is proven about a table.
struct table_proof {
    /// False: the budget ended it. What was found is true; what was not is not proven to be absent (see `unproven`).
    bool is_finished = false;
    std::uint64_t steps = 0;                  ///< spent
    std::uint64_t budget = 0;                 ///< allowed
    std::vector<table_finding> findings{};    ///< gaps, clashes, overlaps, masked and redundant rules, in this order
    /// Kinds of which there may be more, because the budget ended; all of them when nothing was asked yet.
    std::vector<finding_kind> unproven{finding_kind::gap, finding_kind::clash, finding_kind::overlap, finding_kind::masked,
                                       finding_kind::redundant};
    bool has_more = false;                    ///< there are more gaps, clashes or overlaps than are listed
    std::uint64_t clashes = 0, overlaps = 0;  ///< pairs of rules found, also those that are not listed

    /// Whether something of a kind was found.
    [[nodiscard]] bool has(finding_kind kind) const {
        return std::any_of(findings.begin(), findings.end(),
                           [kind](const table_finding& each) { return each.kind == kind; });
    }
    /// Whether every kind of finding that there is, is listed or counted.
    [[nodiscard]] bool is_proven(finding_kind kind) const {
        return std::find(unproven.begin(), unproven.end(), kind) == unproven.end();
    }
    /// Whether it is proven that a rule holds for every case.
    [[nodiscard]] bool is_complete() const { return is_proven(finding_kind::gap) && !has(finding_kind::gap); }
    /// Whether it is proven that no case has the status `clash`: under unique no two rules hold for one case, under any no
    /// two with different outcomes. Trivially so under the other policies.
    [[nodiscard]] bool is_free_of_clashes() const {
        return clashes == 0 && overlaps == 0 && is_proven(finding_kind::clash) && is_proven(finding_kind::overlap);
    }
};

}  // namespace v0
}  // namespace muster
