// Proving decision tables: gaps, clashes, masked and redundant rules.
//
//   prove/muster/20x500             a table as people write it, under `first`, neither complete nor free of overlaps
//   prove/muster/complete_20x500    a unique table that is complete and free of clashes: all of it has to be gone through
//   prove/muster/catch_all_20x501   the first one with a last rule for all other cases
//   prove/muster/worst_case         ten holes for eleven pigeons: no proof is short, the budget ends the search
//   compile_table/muster/20x500     what comes first: the table itself
//
// No contender: none of the peers on the machine proves tables. Every finding's witness is put to the table itself
// before anything is timed.

#include "table_workload.hpp"

#include "muster/rules/case_decision.hpp"   // decide
#include "muster/rules/compiled_rules.hpp"  // compiled_rules
#include "muster/rules/table_proof.hpp"     // prove

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace {

using muster::compiled_rules;
using muster::finding_kind;
using muster::hit_policy;
using muster::table_finding;
using muster::table_proof;

/// Whether the table itself says of a finding's witness what the finding says.
bool is_confirmed(const compiled_rules& table, const table_finding& found) {
    if (found.witness.empty()) { return found.kind == finding_kind::masked; }
    const muster::case_decision said = decide(table, found.witness);
    const auto names = [&said](std::uint32_t rule) {
        return std::find(said.rules.begin(), said.rules.end(), rule) != said.rules.end();
    };
    switch (found.kind) {
        case finding_kind::gap: return said.status == muster::table_status::no_rule;
        case finding_kind::clash:
            return said.status == muster::table_status::clash && names(found.rule) && names(found.other);
        case finding_kind::overlap: return names(found.rule) && names(found.other);
        case finding_kind::masked: return said.is_decided() && !names(found.rule);
        case finding_kind::redundant: return said.status != muster::table_status::no_rule;
    }
    return false;
}

void prove_table(benchmark::State& state, const compiled_rules& table, bool is_finished, bool is_complete) {
    const table_proof once = prove(table);
    const auto is_true = [&table](const table_finding& each) { return is_confirmed(table, each); };
    if (!std::all_of(once.findings.begin(), once.findings.end(), is_true) || once.is_finished != is_finished ||
        once.is_complete() != is_complete) {
        state.SkipWithError("the proof is wrong");
        return;
    }
    for (auto _ : state) {
        table_proof found = prove(table);
        benchmark::DoNotOptimize(found);
    }
    state.counters["steps"] = static_cast<double>(once.steps);
    state.counters["findings"] = static_cast<double>(once.findings.size());
}

void prove_realistic(benchmark::State& state) {
    bench::table_workload made = bench::make_table_workload(20, 500, 1);
    prove_table(state, {"20x500", hit_policy::first, std::move(made.inputs), std::move(made.rules)}, true, false);
}
BENCHMARK(prove_realistic)->Name("prove/muster/20x500")->Unit(benchmark::kMillisecond);

void prove_complete(benchmark::State& state) {
    bench::table_workload made = bench::make_complete_workload(20, 500, 1);
    prove_table(state, {"complete", hit_policy::unique, std::move(made.inputs), std::move(made.rules)}, true, true);
}
BENCHMARK(prove_complete)->Name("prove/muster/complete_20x500")->Unit(benchmark::kMillisecond);

void prove_with_catch_all(benchmark::State& state) {
    bench::table_workload made = bench::make_table_workload(20, 500, 1);
    muster::table_rule otherwise;
    otherwise.name = "otherwise";
    otherwise.when.assign(20, muster::any_value);
    otherwise.outcome = 8;
    made.rules.push_back(std::move(otherwise));
    prove_table(state, {"catch all", hit_policy::first, std::move(made.inputs), std::move(made.rules)}, true, true);
}
BENCHMARK(prove_with_catch_all)->Name("prove/muster/catch_all_20x501")->Unit(benchmark::kMillisecond);

void prove_worst_case(benchmark::State& state) {
    constexpr std::size_t pigeons = 11;
    constexpr int holes = 10;
    std::vector<muster::input_clause> inputs(pigeons);
    for (std::size_t i = 0; i < pigeons; ++i) {
        inputs[i].name = muster::label{"pigeon " + std::to_string(i)};
        inputs[i].kind = muster::value_kind::whole_number;
        inputs[i].may_be_unknown = false;
        inputs[i].allowed = muster::within(1, holes);
    }
    std::vector<muster::table_rule> rules;
    for (std::size_t a = 0; a < pigeons; ++a) {
        for (std::size_t b = 0; b < a; ++b) {
            for (int hole = 1; hole <= holes; ++hole) {
                muster::table_rule& each = rules.emplace_back();
                each.name = "rule " + std::to_string(rules.size());
                each.when.assign(pigeons, muster::any_value);
                each.when[a] = each.when[b] = muster::is(hole);
            }
        }
    }
    prove_table(state, {"pigeons", hit_policy::collect, std::move(inputs), std::move(rules)}, false, false);
}
BENCHMARK(prove_worst_case)->Name("prove/muster/worst_case")->Unit(benchmark::kMillisecond);

void compile_realistic(benchmark::State& state) {
    const bench::table_workload made = bench::make_table_workload(20, 500, 1);
    for (auto _ : state) {
        compiled_rules table{"20x500", hit_policy::first, made.inputs, made.rules};
        benchmark::DoNotOptimize(table);
    }
}
BENCHMARK(compile_realistic)->Name("compile_table/muster/20x500")->Unit(benchmark::kMillisecond);

}  // namespace
