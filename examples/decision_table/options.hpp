#pragma once

#include "muster/core/label.hpp"  // language

#include <CLI/CLI.hpp>

#include <cstddef>  // size_t
#include <cstdint>  // uint64_t
#include <string>   // string
#include <vector>   // vector

namespace decision_table {

/// What the program is asked to do.
enum class task { demonstrate, write_example, prove, decide, compatibility, test, difference };

/// The command line, checked.
struct options {
    task what = task::demonstrate;
    muster::language in = muster::language::en;
    std::string model;              ///< a .dmn, .xml or .csv file
    std::string decision;           ///< --decision: which one of the model
    std::uint64_t budget = 0;       ///< --budget: of a proof; 0: the library's
    std::string facts;              ///< --decide: a JSON file
    bool why = false;               ///< --why
    std::vector<std::string> kept;  ///< --keep: inputs that a change leaves alone
    std::string kit;                ///< --tck: a case file of the compatibility kit
    std::string cases;              ///< --test: golden cases
    std::string junit;              ///< --junit: where to write
    bool coverage = false;          ///< --coverage
    std::string other;              ///< --diff: the other model
    std::string log;                ///< --log: recorded cases
    std::string by;                 ///< --by: a column of the log
    std::string json;               ///< --json: where to write
    std::string folder;             ///< --example: where to write
};

namespace detail {

inline const char* const usage_notes = R"(Files
  MODEL     a DMN 1.2 to 1.5 model (.dmn, .xml), or a table made with a spreadsheet (.csv)
  FACTS     one JSON object, a member each fact: {"type": "fire", "people": 3, "storeys": null}; null is unknown
  CASES     of --tck: a case file of the DMN compatibility kit. Of --test and --log: a CSV file, one case a row, one
            column each fact by its name, and `=> OUTPUT` for what is expected of an output (with one output `=>` will
            do); `case` names a case; other columns are left alone. An empty cell is an unknown fact, or expects no
            value; several values of one output are written one ; another

Exit status
  0  done: no finding, no failed case; a difference is not a failure
  1  --prove found gaps that no default fills, clashes, overlaps or masked rules (a redundant rule does no harm);
     --test or --tck had failed cases; --decide met a gap, a clash or a value outside the range the table is for
  2  the command line, a file or a table is at fault, or the proof is beyond its budget; standard error says where

Without arguments a demonstration: a table of response levels is proven, decides, and is compared with its next version.
--example writes its files, to begin with.)";

}  // namespace detail

/// Reads the command line. Prints help or what is wrong, and then says so by `stop`; `status` is what to end with.
struct parsed_options {
    options chosen{};
    bool stop = false;
    int status = 0;
};

[[nodiscard]] inline parsed_options parse(int argc, char** argv) {
    parsed_options read;
    options& chosen = read.chosen;
    std::string language = "en";
    bool prove = false;
    CLI::App program{"Proves, runs, tests and compares decision tables.", "decision_table"};
    program.footer(detail::usage_notes);

    CLI::Option* model = program.add_option("model", chosen.model, "The model or table")->type_name("MODEL");
    const auto add_task = [&](const char* option, std::string& value, const char* of, const char* what) {
        return program.add_option(option, value, what)->type_name(of)->needs(model)->group("What to do");
    };
    program.add_flag("--prove", prove, "Find gaps, clashes, masked and redundant rules, each with a witness")
        ->needs(model)
        ->group("What to do");
    CLI::Option* decide = add_task("--decide", chosen.facts, "FACTS", "Decide one case");
    CLI::Option* kit = add_task("--tck", chosen.kit, "CASES", "Run a case file of the DMN compatibility kit");
    CLI::Option* test = add_task("--test", chosen.cases, "CASES", "Run golden cases");
    CLI::Option* diff = add_task("--diff", chosen.other, "MODEL", "Say where another version decides otherwise");
    CLI::Option* example =
        program.add_option("--example", chosen.folder, "Write the demonstration's files to a folder")
            ->type_name("FOLDER")
            ->excludes(model)
            ->group("What to do");

    program
        .add_option("--decision", chosen.decision, "Which decision of the model; default: the one all others lead to")
        ->type_name("NAME")
        ->needs(model);
    program.add_option("--budget", chosen.budget, "Of --prove: how many steps of work it may take")
        ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 62U))
        ->type_name("STEPS");
    CLI::Option* why =
        program.add_flag("--why", chosen.why, "Also say why each rule held or not, and what would change the decision")
            ->needs(decide);
    program.add_option("--keep", chosen.kept, "An input that the change has to leave alone; may be given again")
        ->type_name("INPUT")
        ->needs(why)
        ->expected(1)
        ->take_all();
    program.add_option("--junit", chosen.junit, "Of --test and --tck: also write the cases as JUnit XML")
        ->type_name("FILE");
    program.add_flag("--coverage", chosen.coverage, "Also say which rules and conditions the cases cover")->needs(test);
    CLI::Option* log = program.add_option("--log", chosen.log, "Recorded cases: which of them change")
                           ->type_name("CASES")
                           ->needs(diff);
    program.add_option("--by", chosen.by, "Count the changes by a column of the log")->type_name("COLUMN")->needs(log);
    program.add_option("--json", chosen.json, "Also write the result to this file")->type_name("FILE");
    program.add_option("--language", language, "English (en) or Chinese (zh)")
        ->check(CLI::IsMember({"en", "zh"}))
        ->capture_default_str();
    try {
        program.parse(argc, argv);
        if (!chosen.junit.empty() && test->count() + kit->count() == 0) {
            throw CLI::RequiresError{"--junit", "--test or --tck"};
        }
        if (chosen.budget != 0 && !prove) { throw CLI::RequiresError{"--budget", "--prove"}; }
        const std::size_t tasks = (prove ? 1U : 0U) + decide->count() + kit->count() + test->count() + diff->count();
        if (model->count() != 0 && tasks != 1) {
            throw CLI::ValidationError{"MODEL", "exactly one of --prove, --decide, --tck, --test and --diff is needed"};
        }
        if (!chosen.json.empty() && model->count() == 0) { throw CLI::RequiresError{"--json", "MODEL"}; }
    } catch (const CLI::ParseError& problem) {
        read.stop = true;
        read.status = program.exit(problem) == 0 ? 0 : 2;
        return read;
    }
    if (language == "zh") { chosen.in = muster::language::zh; }
    chosen.what = prove                   ? task::prove
                  : decide->count() != 0  ? task::decide
                  : kit->count() != 0     ? task::compatibility
                  : test->count() != 0    ? task::test
                  : diff->count() != 0    ? task::difference
                  : example->count() != 0 ? task::write_example
                                          : task::demonstrate;
    return read;
}

}  // namespace decision_table
