// From a point to the leaf that owns it: the reference district's buildings, in random order.
//
//   locate/muster/district       exact, with the path of tiers
//   locate/boost_rtree/district  exact: Boost.Geometry's R-tree over the leaves' boxes, then point in polygon
//   locate/floor/district        a raster, wrong near borders

#include "district_workload.hpp"
#include "locate_floor.hpp"

#include "muster/core/distributions.hpp"  // shuffle

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#ifdef MUSTER_HAVE_BOOST
#define BOOST_ALLOW_DEPRECATED_HEADERS  // Boost 1.74 includes one of its own and says so
#include <boost/geometry/algorithms/correct.hpp>
#include <boost/geometry/algorithms/covered_by.hpp>
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/multi_polygon.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/geometries/polygon.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <boost/geometry/strategies/strategies.hpp>
#endif

namespace {

const std::vector<muster::planar>& points() {
    static const std::vector<muster::planar> made = [] {
        std::vector<muster::planar> all;
        for (const muster::sim::building& each : bench::reference_district().ground.buildings) {
            all.push_back(each.at);
        }
        muster::random generator = muster::random{1}.stream("locate benchmark");
        muster::shuffle(generator, all);
        all.resize(1U << 16);
        return all;
    }();
    return made;
}

/// Looks all points up, round-robin; `find` gives something comparable.
template <class Find>
void look_up(benchmark::State& state, const Find& find) {
    const std::vector<muster::planar>& all = points();
    std::size_t next = 0;
    for (auto _ : state) {
        auto found = find(all[next]);
        benchmark::DoNotOptimize(found);
        next = (next + 1) & (all.size() - 1);
    }
    state.SetItemsProcessed(state.iterations());
}

/// The share of points for which a contender finds muster's owner.
template <class Find>
double same_owner(const Find& find) {
    std::size_t same = 0;
    for (const muster::planar& each : points()) {
        same += find(each) == bench::reference_district().city.cells.locate(each).owner.index ? 1U : 0U;
    }
    return static_cast<double>(same) / static_cast<double>(points().size());
}

void locate_muster(benchmark::State& state) {
    const auto& cells = bench::reference_district().city.cells;
    look_up(state, [&](const muster::planar& at) { return cells.locate(at); });
}
BENCHMARK(locate_muster)->Name("locate/muster/district");

void locate_bare(benchmark::State& state) {
    static const bench::locate_floor raster{bench::reference_district().city.cells};
    const auto find = [](const muster::planar& at) { return std::uint32_t{raster.find(at)}; };
    state.counters["same_cell"] = same_owner(find);
    look_up(state, find);
}
BENCHMARK(locate_bare)->Name("locate/floor/district");

#ifdef MUSTER_HAVE_BOOST

namespace bg = boost::geometry;

/// The leaves as a user of Boost.Geometry would index them.
class rtree_of_leaves {
public:
    rtree_of_leaves() {
        const bench::district_workload& day = bench::reference_district();
        const std::size_t tier = day.ground.tiers.size() - 1;
        std::vector<std::pair<box, std::uint32_t>> entries;
        for (const auto& cell : day.ground.tiers[tier].cells) {
            areas_.emplace_back();
            for (const auto& part : cell.area) {
                polygon made;
                copy(part.outer, made.outer());
                made.inners().resize(part.holes.size());
                for (std::size_t h = 0; h < part.holes.size(); ++h) { copy(part.holes[h], made.inners()[h]); }
                bg::correct(made);
                areas_.back().push_back(std::move(made));
            }
            owners_.push_back(day.city.cells.find(tier, cell.key).index);
            const auto around = muster::box_of(cell.area);
            entries.emplace_back(box{to_point(around.low), to_point(around.high)},
                                 static_cast<std::uint32_t>(areas_.size() - 1));
        }
        boxes_ = decltype(boxes_){entries};
    }

    [[nodiscard]] std::uint32_t find(const muster::planar& at) const {
        const point where = to_point(at);
        for (auto each = boxes_.qbegin(bg::index::intersects(where)); each != boxes_.qend(); ++each) {
            if (bg::covered_by(where, areas_[each->second])) { return owners_[each->second]; }
        }
        return muster::cell_id::none_index;
    }

private:
    using point = bg::model::d2::point_xy<double>;  // millimetres: whole numbers, exact
    using box = bg::model::box<point>;
    using polygon = bg::model::polygon<point>;

    static point to_point(const muster::planar& at) {
        return {static_cast<double>(at.east_mm), static_cast<double>(at.north_mm)};
    }
    static void copy(const muster::ring<muster::planar>& from, polygon::ring_type& to) {
        for (const muster::planar& each : from) { to.push_back(to_point(each)); }
    }

    std::vector<bg::model::multi_polygon<polygon>> areas_;
    std::vector<std::uint32_t> owners_;
    bg::index::rtree<std::pair<box, std::uint32_t>, bg::index::rstar<16>> boxes_;
};

void locate_boost(benchmark::State& state) {
    static const rtree_of_leaves tree;
    const auto find = [](const muster::planar& at) { return tree.find(at); };
    static const double same = same_owner(find);
    if (same < 1) {  // no building stands on a border, so both must say the same
        state.SkipWithError("the R-tree finds another leaf than muster");
        return;
    }
    look_up(state, find);
}
BENCHMARK(locate_boost)->Name("locate/boost_rtree/district");

#endif

}  // namespace
