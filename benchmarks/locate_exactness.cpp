// Whether every answer is exact: hard points (vertices, edges, one last bit beside them, rounded coordinates) against an
// oracle that tries every edge in 128-bit integers; single answers and those of a batch.
//
//   locate_exactness/muster/...  time is that of one point, most of it the oracle's; `differs` must be 0
//
// MUSTER_LOCATE_EXACTNESS says how many points there are; without it a quick 100,000.

#include "locate_area_index.hpp"
#include "locate_city.hpp"
#include "locate_contest.hpp"
#include "locate_district.hpp"
#include "locate_footprint_city.hpp"
#include "locate_hard_points.hpp"
#include "locate_muster.hpp"

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

namespace {

[[nodiscard]] std::size_t points_wanted() {
    const char* const given = std::getenv("MUSTER_LOCATE_EXACTNESS");
    return given == nullptr ? 100'000 : static_cast<std::size_t>(std::strtoull(given, nullptr, 10));
}

/// The owner as the exact oracles of all tiers have it: the lowest leaf, or else the lowest of the finest tier that
/// has one.
template <class Workload>
class cells_in_question {
public:
    using P = typename Workload::position;

    cells_in_question() {
        for (std::size_t t = 0; t < cells_.tier_count(); ++t) {
            std::vector<muster::multi_polygon<P>> areas(cells_.cells(t).count);
            for (const auto& each : Workload::get().tiers[t].cells) {
                areas[cells_.find(t, each.key).index - cells_.cells(t).first.index] = each.area;
            }
            oracles_.emplace_back(areas);
        }
    }

    [[nodiscard]] std::uint32_t expected(const P& at) const {
        for (std::size_t t = oracles_.size(); t-- > 0;) {
            const std::uint32_t found = oracles_[t].lowest(at);
            if (found != bench::nowhere) { return cells_.cells(t).first.index + found; }
        }
        return muster::cell_id::none_index;
    }
    [[nodiscard]] std::uint32_t find(const P& at) const { return cells_.owner_at(at).index; }
    void find_all(std::span<const P> at, std::span<std::uint32_t> found) const {
        std::vector<muster::cell_id> owners(at.size());
        cells_.owners_at(at, owners);
        for (std::size_t i = 0; i < at.size(); ++i) { found[i] = owners[i].index; }
    }

private:
    const muster::hierarchy<P>& cells_ = bench::built<bench::muster_cells<P>, Workload>().cells();
    std::vector<bench::exact_areas<P>> oracles_;
};

template <class Workload>
class areas_in_question {
public:
    using P = typename Workload::position;

    [[nodiscard]] std::uint32_t expected(const P& at) const { return bench::exact<Workload>().lowest(at); }
    [[nodiscard]] std::uint32_t find(const P& at) const { return areas_.area_of(areas_.find(at)); }
    void find_all(std::span<const P> at, std::span<std::uint32_t> found) const {
        areas_.find_all(at, found);
        for (std::uint32_t& each : found) { each = areas_.area_of(each); }
    }

private:
    const bench::muster_areas<P>& areas_ = bench::built<bench::muster_areas<P>, Workload>();
};

template <template <class> class Question, class Workload>
void run(benchmark::State& state) {
    using P = typename Workload::position;
    if (!bench::is_there<Workload>(state)) { return; }
    static const Question<Workload> question;
    static std::uint64_t seed = 0;  // other points each time
    bench::hard_points<P> hard{Workload::get(), ++seed};
    const std::size_t wanted = points_wanted();
    constexpr std::size_t run_length = 4096;
    std::vector<P> points;
    std::vector<std::uint32_t> found;
    std::size_t asked = 0;
    std::size_t differs = 0;
    std::size_t outside = 0;
    std::string first;
    while (state.KeepRunningBatch(static_cast<std::int64_t>(wanted))) {
        for (asked = 0; asked < wanted; asked += points.size()) {
            points.clear();
            while (points.size() < run_length && asked + points.size() < wanted) { points.push_back(hard.next()); }
            found.resize(points.size());
            question.find_all(points, found);
            for (std::size_t i = 0; i < points.size(); ++i) {
                const std::uint32_t right =
                    muster::is_valid(points[i]) ? question.expected(points[i]) : bench::nowhere;
                outside += right == bench::nowhere ? 1U : 0U;
                const std::uint32_t single = question.find(points[i]);
                if (single == right && found[i] == right) { continue; }
                if (differs++ == 0) {
                    first = bench::as_text(points[i]) + ": " + std::to_string(right) + " expected, found " +
                            std::to_string(single) + ", in a batch " + std::to_string(found[i]);
                }
            }
        }
    }
    state.counters["points"] = static_cast<double>(asked);
    state.counters["outside"] = static_cast<double>(outside);
    state.counters["differs"] = static_cast<double>(differs);
    if (differs > 0) { state.SkipWithError((std::to_string(differs) + " differ; " + first).c_str()); }
}

template <template <class> class Question, class Workload>
void register_one() {
    benchmark::RegisterBenchmark(bench::locate_name<Workload>("locate_exactness", "muster").c_str(),
                                 run<Question, Workload>)
        ->Iterations(static_cast<std::int64_t>(points_wanted()));
}

[[maybe_unused]] const bool registered = [] {
    static_assert(muster::cell_id::none_index == bench::nowhere);
    register_one<cells_in_question, bench::district_uniform>();
    register_one<cells_in_question, bench::sf_tracts>();
    register_one<areas_in_question, bench::footprints_100k>();
    register_one<areas_in_question, bench::sf_footprints>();
    return true;
}();

}  // namespace
