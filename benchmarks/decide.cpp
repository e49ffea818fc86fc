// One decision, end to end: a call with text and facts becomes a plan, on the reference district at midday.
//
//   decide/muster/district        with every reason recorded, the default
//   decide/muster_quiet/district  without reasons
//   decide/muster/district_full   with mode, departments, experts and command organisation as well, reasons on
//   decide/floor/district         the same lookups on bare arrays

#include "decide_floor.hpp"
#include "district_workload.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <string>
#include <vector>

namespace {

/// Processor seconds of this program: other programs on the machine do not count.
double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

const bench::decide_floor& floor() {
    static const bench::decide_floor made{bench::reference_district()};
    return made;
}

template <muster::record Recording>
const muster::governance<bench::policy_type>& decider() {
    static const muster::governance<bench::policy_type> made{bench::reference_district().city.make_policy(),
                                                             "district-g", 1, Recording};
    return made;
}

const muster::governance<bench::full_policy_type>& full_decider() {
    static const muster::governance<bench::full_policy_type> made{bench::reference_district().city.make_full_policy(),
                                                                  "district-g-full", 1};
    return made;
}

/// How far the floor's answers are muster's.
struct agreement {
    std::string fault;      // the first call whose type or level differs; empty: none does
    double same_cell = 0;   // as far as the raster resolves
    double same_units = 0;  // calls for which exactly the same units go
};

agreement compare_answers() {
    const bench::district_workload& day = bench::reference_district();
    agreement found;
    std::size_t same_cell = 0;
    std::size_t same_units = 0;
    muster::workspace scratch;
    muster::plan plan;
    bench::floor_answer bare;
    for (std::size_t i = 0; i < day.calls.size(); ++i) {
        decider<muster::record::all>().decide(day.told[i], day.midday, scratch, plan);
        floor().decide(day.calls[i], bare);
        const std::uint32_t type = bare.type == bench::floor_answer::no_type ? muster::type_id::none_index : bare.type;
        const bool is_tie = plan.what.status == muster::classification_status::tie;
        const bool differs = type != plan.what.type.index || bare.level != plan.how_serious.decided.rank;
        if (!is_tie && differs && found.fault.empty()) {
            found.fault = "type or level differ for " + day.calls[i].number;
        }
        same_cell += bare.cell == plan.where.owner.index ? 1U : 0U;
        std::vector<std::uint32_t> ours;
        for (const muster::assignment& each : plan.units.assignments) { ours.push_back(each.unit.index); }
        std::sort(ours.begin(), ours.end());
        std::sort(bare.units.begin(), bare.units.begin() + bare.unit_count);
        const bool same =
            std::equal(ours.begin(), ours.end(), bare.units.begin(), bare.units.begin() + bare.unit_count);
        same_units += same ? 1U : 0U;
    }
    found.same_cell = static_cast<double>(same_cell) / static_cast<double>(day.calls.size());
    found.same_units = static_cast<double>(same_units) / static_cast<double>(day.calls.size());
    return found;
}

/// Compared once, before anything is timed. False, and the benchmark ends, when the answers differ.
bool check_answers(benchmark::State& state) {
    static const agreement compared = compare_answers();
    if (!compared.fault.empty()) {
        state.SkipWithError(compared.fault.c_str());
        return false;
    }
    state.counters["same_cell"] = compared.same_cell;
    state.counters["same_units"] = compared.same_units;
    return true;
}

/// Seconds that the floor takes for one decision.
double floor_seconds() {
    constexpr int rounds = 10;  // about 10 ms
    const bench::district_workload& day = bench::reference_district();
    bench::floor_answer answer;
    const double began_s = processor_seconds();
    for (int round = 0; round < rounds; ++round) {
        for (const muster::sim::call& each : day.calls) {
            floor().decide(each, answer);
            benchmark::DoNotOptimize(answer);
        }
    }
    return (processor_seconds() - began_s) / (rounds * static_cast<double>(day.calls.size()));
}

template <muster::record Recording>
void decide_muster(benchmark::State& state) {
    if (!check_answers(state)) { return; }
    const bench::district_workload& day = bench::reference_district();
    const auto& deciding = decider<Recording>();
    muster::workspace scratch;
    muster::plan plan;
    for (const muster::sim::told_call& each : day.told) { deciding.decide(each, day.midday, scratch, plan); }  // warm
    const double floor_s = floor_seconds();
    std::size_t next = 0;
    const double began_s = processor_seconds();
    for (auto _ : state) {
        deciding.decide(day.told[next], day.midday, scratch, plan);
        benchmark::DoNotOptimize(plan);
        next = next + 1 == day.told.size() ? 0 : next + 1;
    }
    // Measured in the same breath, so that a machine that slows down slows both.
    state.counters["times_floor"] = (processor_seconds() - began_s) / static_cast<double>(state.iterations()) / floor_s;
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(decide_muster<muster::record::all>)->Name("decide/muster/district");
BENCHMARK(decide_muster<muster::record::none>)->Name("decide/muster_quiet/district");

/// The first call for which asking all stages changes where, what, how serious or who goes; empty: none does.
std::string full_fault() {
    const bench::district_workload& day = bench::reference_district();
    muster::workspace scratch;
    muster::plan few;
    muster::plan full;
    for (std::size_t i = 0; i < day.told.size(); ++i) {
        decider<muster::record::all>().decide(day.told[i], day.midday, scratch, few);
        full_decider().decide(day.told[i], day.midday, scratch, full);
        const bool same = few.where == full.where && few.what.type == full.what.type &&
                          few.how_serious.decided == full.how_serious.decided &&
                          few.needed.needs == full.needed.needs && few.units.assignments == full.units.assignments;
        if (!same) { return "all stages decide otherwise than five for " + day.calls[i].number; }
    }
    return {};
}

void decide_full(benchmark::State& state) {
    static const std::string fault = full_fault();
    if (!fault.empty()) {
        state.SkipWithError(fault.c_str());
        return;
    }
    const bench::district_workload& day = bench::reference_district();
    muster::workspace scratch;
    muster::plan plan;
    const auto pass_s = [&](const auto& deciding) {
        const double began_s = processor_seconds();
        for (const muster::sim::told_call& each : day.told) {
            deciding.decide(each, day.midday, scratch, plan);
            benchmark::DoNotOptimize(plan);
        }
        return processor_seconds() - began_s;
    };
    for (int round = 0; round < 2; ++round) { (void)pass_s(full_decider()); }  // warm
    double few_s = 0;
    double full_s = 0;
    for (int round = 0; round < 5; ++round) {
        muster::plan fresh;
        std::swap(plan, fresh);  // a plan that went through all stages would clear them again for five
        (void)pass_s(decider<muster::record::all>());
        few_s += pass_s(decider<muster::record::all>());
        std::swap(plan, fresh);
        full_s += pass_s(full_decider());
    }
    std::size_t next = 0;
    for (auto _ : state) {
        full_decider().decide(day.told[next], day.midday, scratch, plan);
        benchmark::DoNotOptimize(plan);
        next = next + 1 == day.told.size() ? 0 : next + 1;
    }
    // Measured in the same breath: the throughput of all stages as a share of that of five.
    state.counters["share_of_district"] = few_s / full_s;
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(decide_full)->Name("decide/muster/district_full");

void decide_bare(benchmark::State& state) {
    if (!check_answers(state)) { return; }
    const bench::district_workload& day = bench::reference_district();
    bench::floor_answer answer;
    std::size_t next = 0;
    for (auto _ : state) {
        floor().decide(day.calls[next], answer);
        benchmark::DoNotOptimize(answer);
        next = next + 1 == day.calls.size() ? 0 : next + 1;
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(decide_bare)->Name("decide/floor/district");

}  // namespace
