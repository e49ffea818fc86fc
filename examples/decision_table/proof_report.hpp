#pragma once

#include "outcome_words.hpp"

#include "muster/rules/loaded_table.hpp"   // loaded_table
#include "muster/rules/table_finding.hpp"  // table_proof, finding_kind
#include "muster/rules/table_proof.hpp"    // prove, to_text

#include <nlohmann/json.hpp>  // ordered_json

#include <cstddef>  // size_t
#include <string>   // string
#include <utility>  // move

namespace decision_table {

/// `gap`, `clash`, `overlap`, `masked` or `redundant`: the words of the JSON file.
[[nodiscard]] inline const char* word_of(muster::finding_kind kind) {
    switch (kind) {
        case muster::finding_kind::gap: return "gap";
        case muster::finding_kind::clash: return "clash";
        case muster::finding_kind::overlap: return "overlap";
        case muster::finding_kind::masked: return "masked";
        case muster::finding_kind::redundant: return "redundant";
    }
    return "";
}

/// Whether some case gets no answer, or a rule none. A redundant rule does no harm, nor does a gap that defaults fill.
[[nodiscard]] inline bool is_at_fault(const muster::table_proof& proof, const muster::table_model& table) {
    bool has_default = false;
    for (const muster::output_clause& each : table.outputs) { has_default = has_default || each.otherwise.has_value(); }
    return (proof.has(muster::finding_kind::gap) && !has_default) || proof.clashes != 0 || proof.overlaps != 0 ||
           proof.has(muster::finding_kind::masked);
}

/// The exit status of a proof: 0 nothing found, 1 found, 2 neither: the budget ended it.
[[nodiscard]] inline int status_of(const muster::table_proof& proof, const muster::table_model& table) {
    return is_at_fault(proof, table) ? 1 : proof.is_finished ? 0 : 2;
}

/// The proof for people, each finding with its witness. Ends with a line end.
[[nodiscard]] inline std::string proof_words(const muster::table_proof& proof, const muster::loaded_table& table,
                                             muster::language in) {
    std::string words = to_text(proof, table.logic(), in);
    if (words.empty() || words.back() != '\n') { words += '\n'; }
    return words;
}

[[nodiscard]] inline nlohmann::ordered_json to_json(const muster::table_proof& proof,
                                                    const muster::loaded_table& table) {
    const muster::table_model& model = table.model();
    nlohmann::ordered_json findings = nlohmann::ordered_json::array();
    for (const muster::table_finding& each : proof.findings) {
        nlohmann::ordered_json made{{"kind", word_of(each.kind)}};
        if (each.rule != muster::table_finding::no_rule) { made["rule"] = model.rules[each.rule].name; }
        if (each.other != muster::table_finding::no_rule) { made["other"] = model.rules[each.other].name; }
        nlohmann::ordered_json witness = nlohmann::ordered_json::object();
        for (std::size_t i = 0; i < each.witness.size(); ++i) {
            witness[model.inputs[i].name.en] = to_string(each.witness[i]);
        }
        if (!each.witness.empty()) { made["witness"] = std::move(witness); }
        findings.push_back(std::move(made));
    }
    nlohmann::ordered_json unproven = nlohmann::ordered_json::array();
    for (const muster::finding_kind each : proof.unproven) { unproven.push_back(word_of(each)); }
    return {{"table", model.name},
            {"rules", model.rules.size()},
            {"inputs", model.inputs.size()},
            {"finished", proof.is_finished},
            {"steps", proof.steps},
            {"budget", proof.budget},
            {"clashes", proof.clashes},
            {"overlaps", proof.overlaps},
            {"unproven", std::move(unproven)},
            {"findings", std::move(findings)}};
}

}  // namespace decision_table
