// Decision tables at work: proven, asked with reasons, tested, compared. Reads DMN models and tables in CSV. Without
// arguments a demonstration. See --help.

#include "decision_table/case_json.hpp"
#include "decision_table/case_report.hpp"
#include "decision_table/coverage_report.hpp"
#include "decision_table/decide_report.hpp"
#include "decision_table/demonstration.hpp"
#include "decision_table/difference_report.hpp"
#include "decision_table/golden_cases.hpp"
#include "decision_table/golden_run.hpp"
#include "decision_table/kit_run.hpp"
#include "decision_table/loading.hpp"
#include "decision_table/log_report.hpp"
#include "decision_table/options.hpp"
#include "decision_table/proof_report.hpp"
#include "program/whole_file.hpp"

#include "muster/rules/table_proof.hpp"

#include <exception>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

namespace decision_table {
namespace {

// Everything is read and computed before the first line is printed or a file is written.
void write_json(const options& chosen, const char* what, nlohmann::ordered_json result) {
    if (chosen.json.empty()) { return; }
    write_whole_json(chosen.json, {{"schema", std::string{"muster.decision_table."} + what},
                                   {"schema_version", 1},
                                   {"result", std::move(result)}});
}

int run_proof(const options& chosen) {
    // Without --decision all of a model's tables are proven, whichever of them leads to which.
    const muster::decision_model model = read_model(chosen.model);
    if (!chosen.decision.empty()) { static_cast<void>(model.facts_of(chosen.decision)); }  // refuses an unknown name
    muster::proof_options limits;
    if (chosen.budget != 0) { limits.budget = chosen.budget; }
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    int status = 0;
    std::string words;
    for (const muster::model_decision& each : model.decisions()) {
        if (!chosen.decision.empty() && each.name != chosen.decision) { continue; }
        const muster::loaded_table& table = *model.table(each.name);
        const muster::table_proof proof = model.proof(each.name, limits);
        words += proof_words(proof, table, chosen.in);
        all.push_back(to_json(proof, table));
        const int mine = status_of(proof, table.model());
        status = status == 1 || mine == 1 ? 1 : status + mine == 0 ? 0 : 2;
    }
    write_json(chosen, "prove", std::move(all));
    std::cout << words;
    return status;
}

int run_decide(const options& chosen) {
    const loaded_model model = load(chosen.model, chosen.decision);
    const decided_case made = decide(model, case_json{model.model}.read(chosen.facts));
    const std::string why = chosen.why ? why_words(made, model, chosen.kept, chosen.in) : "";
    write_json(chosen, "decide", to_json(made, model));
    print(made, model, chosen.in, std::cout);
    std::cout << why;
    return made.outcome.hits.is_decided() ? 0 : 1;
}

int report(const std::vector<case_result>& results, const options& chosen, const char* what,
           nlohmann::ordered_json more) {
    if (!chosen.junit.empty()) { write_whole(chosen.junit, to_junit(results, chosen.model)); }
    nlohmann::ordered_json result = to_json(results);
    if (!more.is_null()) { result["coverage"] = std::move(more); }
    write_json(chosen, what, std::move(result));
    print(results, chosen.in, std::cout);
    return failed_count(results) == 0 ? 0 : 1;
}

int run_compatibility(const options& chosen) {
    return report(run_kit(read_model(chosen.model), chosen.kit, chosen.in), chosen, "tck", nullptr);
}

int run_test(const options& chosen) {
    const loaded_model model = load(chosen.model, chosen.decision);
    const case_file file = case_reader{model, lacking_facts::refused}.read(chosen.cases);
    const std::vector<case_result> results = run_cases(model, file.cases, chosen.in);
    if (!chosen.coverage) { return report(results, chosen, "test", nullptr); }
    const muster::rule_coverage covered = cover(model, file.cases);
    std::cout << coverage_words(covered, model, chosen.in);
    return report(results, chosen, "test", to_json(covered, model));
}

int run_difference(const options& chosen) {
    const loaded_model before = load(chosen.model, chosen.decision);
    const loaded_model after = load(chosen.other, chosen.decision);
    const std::vector<compared_decision> all = compare(before, after, !chosen.decision.empty());
    nlohmann::ordered_json result{{"decisions", to_json(all)}};
    log_changes changes;
    if (!chosen.log.empty()) {
        const case_file was = case_reader{before, lacking_facts::unknown, chosen.by}.read(chosen.log);
        const case_file is = case_reader{after, lacking_facts::unknown, chosen.by}.read(chosen.log);
        for (const std::string& each : is.unstated) {
            std::cerr << "decision_table: " << chosen.log << ": no column `" << each << "`, so unknown in every case\n";
        }
        changes = compare_on_log(before, was.cases, after, is.cases, chosen.in);
        result["log"] = to_json(changes);
    }
    write_json(chosen, "diff", std::move(result));
    print(all, chosen.in, std::cout);
    if (!chosen.log.empty()) { print(changes, chosen.by, chosen.in, std::cout); }
    return is_complete(all) ? 0 : 2;
}

int run(const options& chosen) {
    switch (chosen.what) {
        case task::demonstrate: demonstrate(chosen.in, std::cout); return 0;
        case task::write_example: write_example(chosen.folder, std::cout); return 0;
        case task::prove: return run_proof(chosen);
        case task::decide: return run_decide(chosen);
        case task::compatibility: return run_compatibility(chosen);
        case task::test: return run_test(chosen);
        case task::difference: return run_difference(chosen);
    }
    return 2;
}

}  // namespace
}  // namespace decision_table

int main(int argc, char** argv) {
    const decision_table::parsed_options read = decision_table::parse(argc, argv);
    if (read.stop) { return read.status; }
    try {
        return decision_table::run(read.chosen);
    } catch (const std::exception& problem) {
        std::cerr << "decision_table: " << problem.what() << '\n';
        return 2;
    }
}
