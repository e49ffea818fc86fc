#pragma once

#include "golden_run.hpp"
#include "loading.hpp"
#include "outcome_words.hpp"

#include "program/progress.hpp"

#include "muster/core/error.hpp"    // source_position
#include "muster/io/tck_cases.hpp"  // read_tck_cases, check_tck_result

#include <string>  // string
#include <vector>  // vector

namespace decision_table {

/// Runs a case file of the DMN compatibility kit: a case passes when every decision says what it is to say.
/// @throws muster::error as `read_tck_cases`; empty when the file has no case
[[nodiscard]] inline std::vector<case_result> run_kit(const muster::decision_model& model, const std::string& path,
                                                      muster::language in) {
    const std::vector<muster::tck_case> cases = muster::read_tck_cases(path);
    if (cases.empty()) {
        muster::source_position where;
        where.file = path;
        throw muster::error{muster::errc::empty, where, "no test case"};
    }
    std::vector<case_result> results;
    progress shown{say(in, "cases", "案例"), cases.size()};
    for (const muster::tck_case& each : cases) {
        shown.step(results.size());
        case_result& made = results.emplace_back(case_result{each.id, to_string(each.where), {}, {}});
        for (const muster::tck_result& wanted : each.results) {
            const muster::tck_check check = check_tck_result(model, each, wanted);
            if (check.passed) { continue; }
            made.faults.push_back(wanted.decision + say(in, ": expected ", "：应为 ") + check.expected +
                                  say(in, ", found ", "，实为 ") + check.found);
            if (model.find(wanted.decision) == nullptr) { continue; }
            if (!made.reason.empty()) { made.reason += "; "; }
            made.reason += reason_words(model.table(wanted.decision)->model(),
                                        model.decide(wanted.decision, typed_facts(model, each.inputs)), in);
        }
    }
    return results;
}

}  // namespace decision_table
