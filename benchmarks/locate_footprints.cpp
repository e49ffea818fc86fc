// From a point to the building footprint that holds it: many small areas in no hierarchy, most points in none.
//
//   footprints_100k  made up, around the buildings of a generated district, millimetres on a plane
//   sf_footprints    San Francisco's 86,588 buildings in degrees; needs MUSTER_SHARED and zlib
//
// Contenders as in locate.cpp; ours is area_index. Each workload has 1,000,000 points, and the answers are compared
// first in the same way.

#include "locate_area_index.hpp"

#include "locate_city.hpp"
#include "locate_contest.hpp"
#include "locate_footprint_city.hpp"
#include "locate_peers.hpp"

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace {

template <class Workload>
void run_batch(benchmark::State& state) {
    using P = typename Workload::position;
    if (!bench::is_there<Workload>(state)) { return; }
    const auto& areas = bench::built<bench::muster_areas<P>, Workload>();
    static const std::size_t wrong = [&] {
        const std::vector<P>& points = Workload::get().points;
        std::vector<std::uint32_t> found(points.size());
        areas.find_all(points, found);
        std::size_t differing = 0;
        for (std::size_t i = 0; i < points.size(); ++i) { differing += found[i] == areas.find(points[i]) ? 0U : 1U; }
        return differing;
    }();
    state.counters["differs"] = static_cast<double>(wrong);
    if (wrong > 0) {
        state.SkipWithError("a batch finds other areas than single calls");
        return;
    }
    bench::look_up_batches<P, std::uint32_t>(
        state, Workload::get().points,
        [&](std::span<const P> at, std::span<std::uint32_t> found) { areas.find_all(at, found); });
}

template <class Workload>
void register_all() {
    using ours = bench::muster_areas<typename Workload::position>;
    bench::register_ours<ours, Workload>();
    benchmark::RegisterBenchmark(bench::locate_name<Workload>("locate", "muster_batch").c_str(), run_batch<Workload>);
    bench::register_peers<ours, Workload>();
}

[[maybe_unused]] const bool registered = [] {
    register_all<bench::footprints_100k>();
    register_all<bench::sf_footprints>();
    return true;
}();

}  // namespace
