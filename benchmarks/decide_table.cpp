// One case against a decision table: columns x rules. A quarter of the columns is numeric, the others hold codes: whole
// numbers, or text where the name says so. The tables are complete and unique, as those that are proven before they go
// live; `overlap` is one where many rules hold and the first decides, so that a scan stops early.
//
//   decide_table/muster/...    decision_table over a plain struct
//   decide_table/scan/...      rules in order, each left at its first failing condition
//   decide_table/if_chain/...  the same as a program written by hand: the limit
//   decide_table/clips/...     CLIPS: the case is asserted as a fact, the rules run, the fact is retracted
//
// All contenders' answers are compared on 4,096 cases before anything is timed; the first 1,024 are timed, so that the
// cases stay in the cache as a case does that a program has just made. The ratios beside muster are measured in the same
// breath, so that a machine that slows down slows both.

#include "table_facts.hpp"
#include "table_if_chain.hpp"
#include "table_scan.hpp"
#include "table_workload.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <string>
#include <type_traits>
#include <vector>

#include "clips_table.hpp"  // last: its macros would reach into the headers above

namespace {

constexpr std::uint64_t seed = 4;
constexpr std::size_t timed_cases = 1024;

enum class shape { unique, overlap };

template <class Code, std::size_t Columns, std::size_t Rules, shape Shape>
struct contest {
    static constexpr bool is_text = std::is_same_v<Code, std::string>;
    static constexpr bool has_chain = Columns == 5 && Shape == shape::unique;

    bench::table_workload drawn = Shape == shape::unique ? bench::make_complete_workload(Columns, Rules, seed, is_text)
                                                         : bench::make_table_workload(Columns, Rules, seed, is_text);
    std::vector<bench::facts<Code>> cases = bench::make_facts<Code>(drawn);
    muster::decision_table<bench::facts<Code>, std::uint32_t> table =
        bench::make_table<Code>(drawn, Shape == shape::unique ? muster::hit_policy::unique : muster::hit_policy::first);
    bench::table_scan<Code> scan{drawn};

    static const contest& shared() {
        static const contest made;
        return made;
    }

    std::uint32_t ask_muster(const bench::facts<Code>& each) const { return table.decide(each).rule.index; }
    std::uint32_t ask_scan(const bench::facts<Code>& each) const { return scan.decide(each); }
    std::uint32_t ask_chain(const bench::facts<Code>& each) const { return bench::if_chain_5x20(each); }
};

/// The first of two contenders' answers that differ; empty: none does.
template <class Contest, class A, class B>
std::string difference(const Contest& of, A one, B other) {
    for (std::size_t i = 0; i < of.cases.size(); ++i) {
        const std::uint32_t a = one(of.cases[i]);
        const std::uint32_t b = other(of.cases[i]);
        if (a != b) {
            return "case " + std::to_string(i) + ": rules " + std::to_string(a) + " and " + std::to_string(b);
        }
    }
    return {};
}

/// Seconds of so many passes over the timed cases.
template <class Contest, class Ask>
double seconds_of(const Contest& of, Ask ask, int passes) {
    const std::clock_t began = std::clock();
    for (int pass = 0; pass < passes; ++pass) {
        for (std::size_t i = 0; i < timed_cases; ++i) { benchmark::DoNotOptimize(ask(of.cases[i])); }
    }
    return static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC;
}

/// How many times the second contender's time the first one takes: the least of each, of passes that take turns.
template <class Contest, class A, class B>
double ratio(const Contest& of, A one, B other) {
    const auto passes_for = [&](auto ask) {  // about a tenth of a millisecond, where the clock counts microseconds
        const double once_s = seconds_of(of, ask, 1);
        return once_s > 1e-4 ? 1 : 1 + static_cast<int>(1e-4 / (once_s + 1e-6));
    };
    const int one_passes = passes_for(one);
    const int other_passes = passes_for(other);
    double one_s = 1e9;
    double other_s = 1e9;
    double spent_s = 0;
    for (int round = 0; round < 5 || (round < 500 && spent_s < 0.2); ++round) {
        const double a = seconds_of(of, one, one_passes);
        const double b = seconds_of(of, other, other_passes);
        one_s = std::min(one_s, a / one_passes);
        other_s = std::min(other_s, b / other_passes);
        spent_s += a + b;
    }
    return one_s / other_s;
}

template <class Contest, class Ask>
void time_contender(benchmark::State& state, const Contest& of, const std::string& fault, Ask ask) {
    if (!fault.empty()) {
        state.SkipWithError(("the answers differ: " + fault).c_str());
        return;
    }
    std::size_t next = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(ask(of.cases[next]));
        next = next + 1 == timed_cases ? 0 : next + 1;
    }
    state.SetItemsProcessed(state.iterations());
}

template <class Contest>
void decide_muster(benchmark::State& state) {
    const Contest& of = Contest::shared();
    const auto muster_asked = [&](const auto& each) { return of.ask_muster(each); };
    const auto scan_asked = [&](const auto& each) { return of.ask_scan(each); };
    static const std::string fault = difference(of, muster_asked, scan_asked);
    time_contender(state, of, fault, muster_asked);
    if (!fault.empty()) { return; }
    state.counters["scan_over_muster"] = ratio(of, scan_asked, muster_asked);
    if constexpr (Contest::has_chain) {
        state.counters["times_if_chain"] =
            ratio(of, muster_asked, [&](const auto& each) { return of.ask_chain(each); });
    }
}

template <class Contest>
void decide_scan(benchmark::State& state) {
    const Contest& of = Contest::shared();
    time_contender(state, of, {}, [&](const auto& each) { return of.ask_scan(each); });
}

template <class Contest>
void decide_chain(benchmark::State& state) {
    const Contest& of = Contest::shared();
    const auto asked = [&](const auto& each) { return of.ask_chain(each); };
    static const std::string fault = difference(of, asked, [&](const auto& each) { return of.ask_scan(each); });
    time_contender(state, of, fault, asked);
}

#if defined(MUSTER_HAVE_CLIPS)
template <class Contest, class Code>
void decide_clips(benchmark::State& state) {
    const Contest& of = Contest::shared();
    static const bench::clips_table<Code> clips{of.drawn};
    const auto asked = [&](const auto& each) { return clips.decide(each); };
    static const std::string fault = difference(of, asked, [&](const auto& each) { return of.ask_scan(each); });
    time_contender(state, of, fault, asked);
    if (!fault.empty()) { return; }
    state.counters["clips_over_muster"] = ratio(of, asked, [&](const auto& each) { return of.ask_muster(each); });
}
#else
template <class Contest, class Code>
void decide_clips(benchmark::State& state) {
    state.SkipWithError("CLIPS was not found when this was built: libclips-dev");
}
#endif

using codes = std::int32_t;
using words = std::string;

// NAME must be what the template arguments say.
#define MUSTER_BENCH_TABLE(NAME, CODE, COLUMNS, RULES, SHAPE)                                          \
    BENCHMARK(decide_muster<contest<CODE, COLUMNS, RULES, SHAPE>>)->Name("decide_table/muster/" NAME); \
    BENCHMARK(decide_scan<contest<CODE, COLUMNS, RULES, SHAPE>>)->Name("decide_table/scan/" NAME)
#define MUSTER_BENCH_CLIPS(NAME, CODE, COLUMNS, RULES, SHAPE) \
    BENCHMARK(decide_clips<contest<CODE, COLUMNS, RULES, SHAPE>, CODE>)->Name("decide_table/clips/" NAME)

MUSTER_BENCH_TABLE("20x500", codes, 20, 500, shape::unique);
MUSTER_BENCH_CLIPS("20x500", codes, 20, 500, shape::unique);
MUSTER_BENCH_TABLE("20x500_text", words, 20, 500, shape::unique);
MUSTER_BENCH_CLIPS("20x500_text", words, 20, 500, shape::unique);
MUSTER_BENCH_TABLE("20x500_overlap", codes, 20, 500, shape::overlap);
MUSTER_BENCH_CLIPS("20x500_overlap", codes, 20, 500, shape::overlap);
MUSTER_BENCH_TABLE("20x500_overlap_text", words, 20, 500, shape::overlap);
MUSTER_BENCH_TABLE("5x20", codes, 5, 20, shape::unique);
MUSTER_BENCH_CLIPS("5x20", codes, 5, 20, shape::unique);
MUSTER_BENCH_TABLE("5x20_text", words, 5, 20, shape::unique);
BENCHMARK(decide_chain<contest<codes, 5, 20, shape::unique>>)->Name("decide_table/if_chain/5x20");
BENCHMARK(decide_chain<contest<words, 5, 20, shape::unique>>)->Name("decide_table/if_chain/5x20_text");
MUSTER_BENCH_TABLE("20x5000", codes, 20, 5000, shape::unique);

}  // namespace
