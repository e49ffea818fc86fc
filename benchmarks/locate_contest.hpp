#pragma once

#include "locate_exact.hpp"     // exact_areas
#include "locate_floor.hpp"     // locate_floor
#include "locate_workload.hpp"  // locate_workload, nowhere

#include <benchmark/benchmark.h>

#include <concepts>  // same_as
#include <cstddef>   // size_t
#include <cstdint>   // uint32_t
#include <ctime>     // clock
#include <span>      // span
#include <string>    // string
#include <vector>    // vector

namespace bench {

/// A contender with the time that its building took.
template <class Contender, class Workload>
struct timed_contender {
    std::clock_t start = (static_cast<void>(Workload::get()), std::clock());  // processor time: others may be busy
    Contender made{Workload::get()};
    double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;

    /// Built once, on first use.
    [[nodiscard]] static const timed_contender& first() {
        static const timed_contender one;
        return one;
    }
};

template <class Contender, class Workload>
[[nodiscard]] const Contender& built() {
    return timed_contender<Contender, Workload>::first().made;
}

template <class Workload>
[[nodiscard]] const exact_areas<typename Workload::position>& exact() {
    static const exact_areas<typename Workload::position> made{Workload::get().areas};
    return made;
}

/// All points as the contender takes them.
template <class Contender, class Workload>
[[nodiscard]] const std::vector<typename Contender::query>& queries() {
    if constexpr (std::same_as<typename Contender::query, typename Workload::position>) {
        return Workload::get().points;
    } else {
        static const std::vector<typename Contender::query> made = [] {
            std::vector<typename Contender::query> all;
            all.reserve(Workload::get().points.size());
            for (const auto& each : Workload::get().points) {
                all.push_back(built<Contender, Workload>().to_query(each));
            }
            return all;
        }();
        return made;
    }
}

/// The areas that a contender finds for all points.
template <class Contender, class Workload>
[[nodiscard]] std::vector<std::uint32_t> all_found() {
    const Contender& asked = built<Contender, Workload>();
    std::vector<std::uint32_t> areas;
    areas.reserve(Workload::get().points.size());
    for (const auto& each : queries<Contender, Workload>()) { areas.push_back(asked.area_of(asked.find(each))); }
    return areas;
}

/// What became of a comparison with the library's answers. `differs` has no explanation.
struct agreement {
    std::size_t on_border = 0;  ///< exactly on a border of one of the two areas: a matter of the border rule
    std::size_t overlap = 0;    ///< both areas hold the point
    std::size_t ambiguous = 0;  ///< one of the two areas holds it or not, as one reads its rings
    std::size_t rounding = 0;   ///< off a border, by no more than the contender's edges are off
    std::size_t differs = 0;
    std::string first{};        ///< of those that differ

    void count(benchmark::State& state) const {
        state.counters["on_border"] = static_cast<double>(on_border);
        state.counters["overlap"] = static_cast<double>(overlap);
        state.counters["ambiguous"] = static_cast<double>(ambiguous);
        state.counters["rounding"] = static_cast<double>(rounding);
        state.counters["differs"] = static_cast<double>(differs);
    }
};

/// Compares a contender's answers at all points with those of `Ours`; the exact oracle explains each difference.
template <class Contender, class Ours, class Workload>
[[nodiscard]] agreement compare() {
    static const std::vector<std::uint32_t> expected = all_found<Ours, Workload>();
    const auto& points = Workload::get().points;
    const auto& judge = exact<Workload>();
    const std::vector<std::uint32_t> found = all_found<Contender, Workload>();
    agreement counted;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (found[i] == expected[i]) { continue; }
        bool on_border = false;
        bool is_near = false;
        bool ambiguous = false;
        for (const std::uint32_t each : {found[i], expected[i]}) {
            if (each == nowhere) { continue; }
            on_border = on_border || judge.is_on_border(each, points[i]);
            ambiguous = ambiguous || judge.is_ambiguous(each, points[i]);
            is_near = is_near || judge.metres_to_border(each, points[i]) <= Contender::tolerance_m;
        }
        const bool overlap = found[i] != nowhere && expected[i] != nowhere && judge.holds(found[i], points[i]) &&
                             judge.holds(expected[i], points[i]);
        ++(on_border   ? counted.on_border
           : overlap   ? counted.overlap
           : ambiguous ? counted.ambiguous
           : is_near   ? counted.rounding
                       : counted.differs);
        if (counted.differs == 1 && counted.first.empty()) {
            counted.first = as_text(points[i]) + ": area " + std::to_string(found[i]) + ", not " +
                            std::to_string(expected[i]);
        }
    }
    return counted;
}

/// How many of every hundredth point's answers are not those of the exact oracle.
template <class Ours, class Workload>
[[nodiscard]] std::size_t wrong_answers() {
    const Ours& asked = built<Ours, Workload>();
    const auto& points = Workload::get().points;
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < points.size(); i += 100) {
        wrong += asked.area_of(asked.find(points[i])) == exact<Workload>().lowest(points[i]) ? 0U : 1U;
    }
    return wrong;
}

/// Says why a workload is not there. @return whether it is
template <class Workload>
bool is_there(benchmark::State& state) {
    if (Workload::get().missing.empty()) { return true; }
    state.SkipWithError(Workload::get().missing.c_str());
    return false;
}

/// Looks all points up, round-robin, one at a time.
template <class Query, class Find>
void look_up(benchmark::State& state, const std::vector<Query>& asked, const Find& find) {
    std::size_t next = 0;
    for (auto _ : state) {
        auto found = find(asked[next]);
        benchmark::DoNotOptimize(found);
        if (++next == asked.size()) { next = 0; }
    }
    state.SetItemsProcessed(state.iterations());
}

/// Looks all points up in runs of 1,024, as a caller with a list does. Time is that of one point.
template <class P, class Answer, class FindAll>
void look_up_batches(benchmark::State& state, const std::vector<P>& asked, const FindAll& find_all) {
    constexpr std::size_t run = 1024;
    std::vector<Answer> found(run);
    std::size_t next = 0;
    while (state.KeepRunningBatch(run)) {
        find_all(std::span<const P>{asked}.subspan(next, run), std::span<Answer>{found});
        benchmark::DoNotOptimize(found.data());
        benchmark::ClobberMemory();
        next += run;
        if (next + run > asked.size()) { next = 0; }
    }
    state.SetItemsProcessed(state.iterations());
}

template <class Ours, class Workload>
void run_ours(benchmark::State& state) {
    if (!is_there<Workload>(state)) { return; }
    static const std::size_t wrong = wrong_answers<Ours, Workload>();
    state.counters["differs"] = static_cast<double>(wrong);
    if (wrong > 0) {
        state.SkipWithError("the answers are not those of the exact oracle");
        return;
    }
    const Ours& asked = built<Ours, Workload>();
    look_up(state, queries<Ours, Workload>(), [&](const auto& at) { return asked.find(at); });
}

template <class Peer, class Ours, class Workload>
void run_peer(benchmark::State& state) {
    if (!is_there<Workload>(state)) { return; }
    static const agreement compared = compare<Peer, Ours, Workload>();
    compared.count(state);
    if (compared.differs > 0) {
        state.SkipWithError((std::to_string(compared.differs) + " differ far from any border; " + compared.first).c_str());
        return;
    }
    const Peer& asked = built<Peer, Workload>();
    look_up(state, queries<Peer, Workload>(), [&](const auto& at) { return asked.find(at); });
}

template <class Ours, class Workload>
void run_floor(benchmark::State& state) {
    using raster = locate_floor<typename Workload::position>;
    if (!is_there<Workload>(state)) { return; }
    static const double same = [] {
        const std::vector<std::uint32_t> expected = all_found<Ours, Workload>();
        const std::vector<std::uint32_t> found = all_found<raster, Workload>();
        std::size_t equal = 0;
        for (std::size_t i = 0; i < found.size(); ++i) { equal += found[i] == expected[i] ? 1U : 0U; }
        return static_cast<double>(equal) / static_cast<double>(found.size());
    }();
    state.counters["same_area"] = same;
    const raster& asked = built<raster, Workload>();
    look_up(state, Workload::get().points, [&](const auto& at) { return asked.find(at); });
}

template <class Contender, class Workload>
void run_build(benchmark::State& state) {
    if (!is_there<Workload>(state)) { return; }
    const auto& first = timed_contender<Contender, Workload>::first();
    static bool is_first = true;  // some take seconds to build: what was built for looking up is a measurement too
    for (auto _ : state) {
        state.SetIterationTime(is_first ? first.seconds : timed_contender<Contender, Workload>{}.seconds);
        is_first = false;
    }
    if constexpr (requires { first.made.memory_bytes(); }) {
        state.counters["bytes"] = static_cast<double>(first.made.memory_bytes());
    }
    state.counters["areas"] = static_cast<double>(Workload::get().areas.size());
}

/// `path/contender/workload`
template <class Workload>
[[nodiscard]] std::string locate_name(const std::string& path, const std::string& contender) {
    return path + "/" + contender + "/" + Workload::name;
}

template <class Ours, class Workload>
void register_ours() {
    benchmark::RegisterBenchmark(locate_name<Workload>("locate", Ours::name).c_str(), run_ours<Ours, Workload>);
    benchmark::RegisterBenchmark(locate_name<Workload>("locate_build", Ours::name).c_str(), run_build<Ours, Workload>)
        ->Unit(benchmark::kMillisecond)
        ->UseManualTime();
    benchmark::RegisterBenchmark(locate_name<Workload>("locate", "floor").c_str(), run_floor<Ours, Workload>);
}

template <class Peer, class Ours, class Workload>
void register_peer() {
    benchmark::RegisterBenchmark(locate_name<Workload>("locate", Peer::name).c_str(), run_peer<Peer, Ours, Workload>);
}

template <class Peer, class Workload>
void register_peer_build() {
    benchmark::RegisterBenchmark(locate_name<Workload>("locate_build", Peer::name).c_str(), run_build<Peer, Workload>)
        ->Unit(benchmark::kMillisecond)
        ->UseManualTime();
}

}  // namespace bench
