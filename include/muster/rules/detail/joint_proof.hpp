#pragma once

#include "muster/rules/compiled_rules.hpp"     // compiled_rules
#include "muster/rules/detail/joint_case.hpp"  // joint_cases
#include "muster/rules/table_finding.hpp"      // table_proof, table_finding, proof_options
#include "muster/rules/table_proof.hpp"        // prove

#include <algorithm>  // find, max, stable_sort
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <utility>    // move
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// Proves a table some of whose inputs compare what others read: keeps of what is found among independent inputs that which
/// can occur. Made for one proof.
class joint_proof {
public:
    joint_proof(const compiled_rules& table, joint_cases& cases, const proof_options& options)
        : table_{table}, cases_{cases}, options_{options} {}

    [[nodiscard]] table_proof run() {
        // Many that cannot occur may stand before one that can.
        proof_options wide = options_;
        constexpr std::size_t most = 4096;
        wide.most_gaps = std::max(options_.most_gaps, most);
        wide.most_clashes = std::max(options_.most_clashes, most);
        table_proof found = prove(table_, wide);
        proof_ = found;
        proof_.findings.clear();
        proof_.clashes = proof_.overlaps = 0;
        // A list that was cut short says nothing about what is behind it.
        if (found.has_more) {
            for (const finding_kind each : {finding_kind::gap, finding_kind::clash, finding_kind::overlap}) { doubt(each); }
        }
        find_impossible(found);
        for (table_finding& each : found.findings) { keep(std::move(each)); }
        std::stable_sort(proof_.findings.begin(), proof_.findings.end(), [](const table_finding& a, const table_finding& b) {
            return a.kind != b.kind ? a.kind < b.kind : a.kind >= finding_kind::masked && a.rule < b.rule;
        });
        proof_.is_finished = proof_.unproven.empty();
        return std::move(proof_);
    }

private:
    void doubt(finding_kind kind) {
        if (proof_.is_proven(kind)) { proof_.unproven.push_back(kind); }
    }
    [[nodiscard]] std::vector<std::vector<input_partition::class_id>> box_of(std::uint32_t rule) const {
        std::vector<std::vector<input_partition::class_id>> box;
        for (std::size_t i = 0; i < table_.inputs().size(); ++i) {
            std::vector<input_partition::class_id>& classes = box.emplace_back();
            for (std::size_t which = 0; which < table_.partition(i).size(); ++which) {
                const auto each = static_cast<input_partition::class_id>(which);
                if (table_.partition(i).is_reachable(each) && table_.passes(rule, i, each)) { classes.push_back(each); }
            }
        }
        return box;
    }
    [[nodiscard]] joint_cases::answer find_case(table_finding& finding) {
        return cases_.find(finding.region, finding.witness, proof_.steps, options_.budget);
    }

    // Rules whose comparisons contradict their other entries hold for no case.
    void find_impossible(const table_proof& found) {
        impossible_.assign(table_.size(), false);
        for (const table_finding& each : found.findings) {
            if (each.kind == finding_kind::masked && each.other == table_finding::no_rule) { impossible_[each.rule] = true; }
        }
        for (std::uint32_t rule = 0; rule < table_.size(); ++rule) {
            if (impossible_[rule]) { continue; }  // found already
            table_finding made;
            made.kind = finding_kind::masked;
            made.rule = rule;
            made.region = box_of(rule);
            switch (find_case(made)) {
                case joint_cases::answer::found: break;
                case joint_cases::answer::ended: doubt(finding_kind::masked); break;
                case joint_cases::answer::none:
                    impossible_[rule] = true;
                    made.witness.clear();
                    proof_.findings.push_back(std::move(made));
                    break;
            }
        }
    }

    void keep(table_finding finding) {
        const bool is_of_no_case = finding.kind == finding_kind::masked && finding.other == table_finding::no_rule;
        if (!is_of_no_case) {
            if (finding.rule != table_finding::no_rule && impossible_[finding.rule]) { return; }  // said already
            joint_cases::answer answer = find_case(finding);
            if (answer == joint_cases::answer::none && finding.kind == finding_kind::masked) {
                answer = find_masking(finding);
            }
            if (answer == joint_cases::answer::ended) { doubt(finding.kind); }
            if (answer != joint_cases::answer::found) { return; }
        }
        const auto count = [&](std::uint64_t& pairs) {
            const bool is_listed = pairs++ < options_.most_clashes;
            proof_.has_more = proof_.has_more || !is_listed;
            return is_listed;
        };
        if (finding.kind == finding_kind::clash && !count(proof_.clashes)) { return; }
        if (finding.kind == finding_kind::overlap && !count(proof_.overlaps)) { return; }
        if (finding.kind == finding_kind::gap && gaps_++ >= std::max<std::size_t>(options_.most_gaps, 1)) {
            proof_.has_more = true;
            return;
        }
        proof_.findings.push_back(std::move(finding));
    }

    // It is masked all the same: by a rule that goes before it and holds in one of its cases that can occur.
    [[nodiscard]] joint_cases::answer find_masking(table_finding& finding) {
        finding.region = box_of(finding.rule);
        finding.witness.clear();
        const joint_cases::answer answer = find_case(finding);
        if (answer != joint_cases::answer::found) { return answer; }
        for (std::size_t place = 0; place < table_.place_of(finding.rule); ++place) {
            const std::uint32_t other = table_.rule_at(place);
            bool holds = true;
            for (std::size_t i = 0; i < finding.witness.size() && holds; ++i) {
                holds = table_.passes(other, i, table_.partition(i).class_of(finding.witness[i]));
            }
            if (!holds) { continue; }
            finding.other = other;
            const std::vector<std::vector<input_partition::class_id>> theirs = box_of(other);
            for (std::size_t i = 0; i < theirs.size(); ++i) {
                std::vector<input_partition::class_id> both;
                for (const input_partition::class_id each : finding.region[i]) {
                    if (std::find(theirs[i].begin(), theirs[i].end(), each) != theirs[i].end()) { both.push_back(each); }
                }
                finding.region[i] = std::move(both);
            }
            return answer;
        }
        return joint_cases::answer::none;
    }

    const compiled_rules& table_;
    joint_cases& cases_;
    const proof_options& options_;
    table_proof proof_;
    std::vector<bool> impossible_;  ///< of each rule, whether it holds for no case
    std::size_t gaps_ = 0;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
