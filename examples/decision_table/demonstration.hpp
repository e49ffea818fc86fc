#pragma once

#include "case_json.hpp"
#include "coverage_report.hpp"
#include "decide_report.hpp"
#include "difference_report.hpp"
#include "example_files.hpp"
#include "golden_cases.hpp"
#include "golden_run.hpp"
#include "loading.hpp"
#include "log_report.hpp"
#include "outcome_words.hpp"
#include "proof_report.hpp"
#include "program/whole_file.hpp"

#include "muster/core/error.hpp"         // error
#include "muster/io/table_csv.hpp"       // parse_table_csv
#include "muster/rules/table_proof.hpp"  // prove

#include <filesystem>   // create_directories, exists
#include <ostream>      // ostream
#include <sstream>      // istringstream
#include <string>       // string
#include <string_view>  // string_view
#include <system_error> // error_code

namespace decision_table {

namespace detail {

[[nodiscard]] inline loaded_model example_model(std::string_view called) {
    muster::decision_model model =
        model_of(muster::parse_table_csv(example_file_called(called), std::string{called}));
    std::string decision = model.decisions().front().name;
    return {std::move(model), std::move(decision)};
}

[[nodiscard]] inline case_file example_cases(const loaded_model& model, lacking_facts how, std::string_view called,
                                             const std::string& by = {}) {
    std::istringstream content{std::string{example_file_called(called)}};
    return case_reader{model, how, by}.read(content, std::string{called});
}

}  // namespace detail

/// A walk through what the program does, on the built-in table of response levels; the same on every run.
inline void demonstrate(muster::language in, std::ostream& out) {
    const loaded_model table = detail::example_model("response_level.csv");
    const loaded_model draft = detail::example_model("response_level_draft.csv");
    const loaded_model next = detail::example_model("response_level_next.csv");

    out << say(in, "A table is proven: response_level.csv --prove\n", "证明一张表：response_level.csv --prove\n")
        << proof_words(muster::prove(table.table().logic()), table.table(), in);

    out << say(in, "\nA draft of it was not: response_level_draft.csv --prove\n",
               "\n其草稿则有缺陷：response_level_draft.csv --prove\n")
        << proof_words(muster::prove(draft.table().logic()), draft.table(), in);

    out << say(in, "\nOne case, with reasons: --decide response_level_case.json --why --keep type\n",
               "\n一起案例及其理由：--decide response_level_case.json --why --keep type\n");
    const decided_case made = decide(
        table, case_json{table.model}.parse(std::string{example_file_called("response_level_case.json")}, "the case"));
    print(made, table, in, out);
    out << why_words(made, table, {"type"}, in);

    out << say(in, "\nIts golden cases: --test response_level_cases.csv --coverage\n",
               "\n标准案例：--test response_level_cases.csv --coverage\n");
    const case_file golden = detail::example_cases(table, lacking_facts::refused, "response_level_cases.csv");
    out << coverage_words(cover(table, golden.cases), table, in);
    print(run_cases(table, golden.cases, in), in, out);

    out << say(in, "\nWhat the next version would change: ", "\n新版本会改变什么：")
        << "--diff response_level_next.csv --log response_level_log.csv --by area\n";
    print(compare(table, next, false), in, out);
    const case_file was = detail::example_cases(table, lacking_facts::unknown, "response_level_log.csv", "area");
    const case_file is = detail::example_cases(next, lacking_facts::unknown, "response_level_log.csv", "area");
    print(compare_on_log(table, was.cases, next, is.cases, in), "area", in, out);
}

/// Writes the demonstration's files to a folder, which is made when there is none. Nothing is written over.
/// @throws muster::error duplicate (a file that is there already), file_not_found (cannot be written)
inline void write_example(const std::string& folder, std::ostream& out) {
    namespace fs = std::filesystem;
    const fs::path into{folder};
    muster::source_position where;
    for (const example_file& each : example_files) {
        where.file = (into / each.called).string();
        std::error_code fault;
        if (fs::exists(into / each.called, fault)) {
            throw muster::error{muster::errc::duplicate, where, "is there already; nothing was written"};
        }
    }
    std::error_code fault;
    fs::create_directories(into, fault);
    where.file = folder;
    if (fault) { throw muster::error{muster::errc::file_not_found, where, "this folder cannot be made"}; }
    for (const example_file& each : example_files) {
        write_whole((into / each.called).string(), each.content);
        out << (into / each.called).string() << '\n';
    }
}

}  // namespace decision_table
