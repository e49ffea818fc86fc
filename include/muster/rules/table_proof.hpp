#pragma once

#include "muster/core/error.hpp"                 // error
#include "muster/rules/compiled_rules.hpp"       // compiled_rules
#include "muster/rules/detail/proof_search.hpp"  // proof_search
#include "muster/rules/proof_text.hpp"           // to_text
#include "muster/rules/table_finding.hpp"        // table_finding, table_proof, proof_options

#include <string>  // string

namespace muster {
inline namespace v0 {

/// What is wrong with a table: gaps, clashes, overlaps, masked and redundant rules, each with a concrete case.
///
/// Exact, over open domains too, not sampled: a gap that is not listed does not exist, unless the budget ended the search
/// or `has_more` says that there are more than were asked for. `finding_kind` defines each kind.
/// @complexity the questions are coNP-complete in the number of inputs; tables of realistic shape with 20 inputs and 500
///             rules need a few million steps. Deterministic: yes, the steps too
[[nodiscard]] inline table_proof prove(const compiled_rules& table, const proof_options& options = {}) {
    return detail::proof_search{table, options}.run();
}

/// Refuses a table that is not proven to be free of faults that change or withhold an answer: gaps, clashes, overlaps (which
/// there are under unique only, where such a case has no answer), masked rules.
///
/// Redundant rules pass: no case is decided differently because of them. With a collecting policy an empty list may be meant;
/// then give each such case a rule, or do not ask for this.
/// @throws error contradiction (clash, overlap, masked rule), missing (gap), out_of_range (a proof that its budget ended),
///         each naming the table, the rules and a case
inline void require_proven(const compiled_rules& table, const table_proof& proof) {
    for (const table_finding& each : proof.findings) {
        if (each.kind == finding_kind::redundant) { continue; }
        throw error{each.kind == finding_kind::gap ? errc::missing : errc::contradiction,
                    "table `" + table.name() + "`: " + to_text(each, table)};
    }
    if (proof.clashes + proof.overlaps != 0) {  // counted, and none was to be listed
        throw error{errc::contradiction, "table `" + table.name() + "`: " +
                                             std::to_string(proof.clashes + proof.overlaps) +
                                             " pairs of rules hold for one case, which its hit policy does not allow"};
    }
    if (proof.is_finished) { return; }
    throw error{errc::out_of_range, "table `" + table.name() + "`: " + detail::cost_text(proof, language::en)};
}

}  // namespace v0
}  // namespace muster
