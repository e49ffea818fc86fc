// From a point to the leaf that owns it. Workloads, each of 1,000,000 points:
//
//   district            anywhere in a made-up district of four tiers with 10,000 leaves, millimetres on a plane
//   district_clustered  the same district, points at hot spots and buildings
//   sf_tracts           San Francisco: 41 neighbourhoods, 195 census tracts, in degrees; needs MUSTER_SHARED
//
//   locate/muster/...                 the owner alone
//   locate/muster_batch/...           the same for a list of points; time is that of one
//   locate/muster_path/...            with the path of tiers
//   locate/boost_rtree/...            Boost.Geometry's packed R-tree over the leaves' boxes, then point in polygon
//   locate/geos_strtree_prepared/...  GEOS: STRtree, then prepared geometries; a point object is made for each question
//   locate/geos_indexed/...           the same with the point objects made beforehand
//   locate/s2/...                     S2's shape index; points are converted to the sphere beforehand
//   locate/floor/...                  a raster, wrong near borders
//
// The peers' answers are compared with the library's at all points first. Where one differs, an exact oracle says why:
// `on_border`, `overlap` (both areas hold the point), `ambiguous` (rings that wind twice, parts that overlap), `rounding`
// (off a border by less than the peer's edges are: S2's are geodesics). A peer that `differs` without such a reason is not timed. The library's own answers are compared with
// the oracle's at every hundredth point here, and at as many as one likes by locate_exactness.
//
//   locate_build/...  how long the index takes to build, and the bytes of ours

#include "locate_city.hpp"
#include "locate_contest.hpp"
#include "locate_district.hpp"
#include "locate_muster.hpp"
#include "locate_peers.hpp"

#include <benchmark/benchmark.h>

#include <cstddef>
#include <span>
#include <vector>

namespace {

template <class Workload>
void run_path(benchmark::State& state) {
    using P = typename Workload::position;
    if (!bench::is_there<Workload>(state)) { return; }
    const auto& cells = bench::built<bench::muster_cells<P>, Workload>().cells();
    bench::look_up(state, Workload::get().points, [&](const P& at) { return cells.locate(at); });
}

template <class Workload>
void run_batch(benchmark::State& state) {
    using P = typename Workload::position;
    if (!bench::is_there<Workload>(state)) { return; }
    const auto& cells = bench::built<bench::muster_cells<P>, Workload>().cells();
    const auto find_all = [&](std::span<const P> at, std::span<muster::cell_id> owners) {
        cells.owners_at(at, owners);
    };
    static const std::size_t wrong = [&] {
        const std::vector<P>& points = Workload::get().points;
        std::vector<muster::cell_id> owners(points.size());
        find_all(points, owners);
        std::size_t differing = 0;
        for (std::size_t i = 0; i < points.size(); ++i) {
            differing += owners[i] == cells.owner_at(points[i]) ? 0U : 1U;
        }
        return differing;
    }();
    state.counters["differs"] = static_cast<double>(wrong);
    if (wrong > 0) {
        state.SkipWithError("a batch finds other owners than single calls");
        return;
    }
    bench::look_up_batches<P, muster::cell_id>(state, Workload::get().points, find_all);
}

template <class Workload>
void register_all() {
    using ours = bench::muster_cells<typename Workload::position>;
    bench::register_ours<ours, Workload>();
    benchmark::RegisterBenchmark(bench::locate_name<Workload>("locate", "muster_batch").c_str(), run_batch<Workload>);
    benchmark::RegisterBenchmark(bench::locate_name<Workload>("locate", "muster_path").c_str(), run_path<Workload>);
    bench::register_peers<ours, Workload>();
}

[[maybe_unused]] const bool registered = [] {
    register_all<bench::district_uniform>();
    register_all<bench::district_clustered>();
    register_all<bench::sf_tracts>();
    return true;
}();

}  // namespace
