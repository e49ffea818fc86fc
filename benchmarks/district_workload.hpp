#pragma once

#include "muster/core/random.hpp"            // random
#include "muster/core/workspace.hpp"         // workspace
#include "muster/governance/governance.hpp"  // governance, commit
#include "muster/governance/situation.hpp"   // situation
#include "muster/sim/day.hpp"                // make_day, service_time
#include "muster/sim/district.hpp"           // make_district
#include "muster/sim/reference_city.hpp"     // reference_city, told_call

#include <cstddef>     // size_t
#include <cstdint>     // uint32_t
#include <functional>  // greater
#include <queue>       // priority_queue
#include <utility>     // pair
#include <vector>      // vector

namespace bench {

using policy_type = decltype(std::declval<const muster::sim::reference_city&>().make_policy());

using full_policy_type = decltype(std::declval<const muster::sim::reference_city&>().make_full_policy());

/// The reference district in the middle of a day: what every contender reads.
///
/// 2,000 calls in English, and the fleet as it is after the first half of them was decided and committed, with units
/// out as long as the generator says. Benchmarks decide all the calls on that situation and commit none.
struct district_workload {
    muster::sim::district ground = muster::sim::make_district();
    muster::sim::reference_city city{ground};
    std::vector<muster::sim::call> calls = muster::sim::make_day(ground);
    std::vector<muster::sim::told_call> told;
    muster::situation<muster::planar> midday = city.make_situation(ground);

    district_workload() {
        for (const muster::sim::call& each : calls) { told.push_back({&each, muster::language::en}); }
        run_until_midday();
    }
    district_workload(const district_workload&) = delete;  // `told` points into `calls`
    district_workload& operator=(const district_workload&) = delete;

private:
    void run_until_midday() {
        const muster::governance<policy_type> decider{city.make_policy(), "district-g", 1, muster::record::none};
        const muster::random durations = muster::random{1}.stream("service");
        using release = std::pair<std::int64_t, std::uint32_t>;  // when, which unit
        std::priority_queue<release, std::vector<release>, std::greater<>> busy;
        muster::workspace scratch;
        muster::plan plan;
        for (std::size_t i = 0; i < calls.size() / 2; ++i) {
            midday.now = calls[i].received;
            for (; !busy.empty() && busy.top().first <= midday.now.ms; busy.pop()) {
                midday.units.set_status(busy.top().second, muster::unit_status::free);
            }
            decider.decide(told[i], midday, scratch, plan);
            if (commit(plan, midday) != muster::commit_outcome::committed) { continue; }
            muster::random service = durations.stream(i);
            const muster::duration work = muster::sim::service_time(calls[i], service);
            for (const muster::assignment& each : plan.units.assignments) {
                busy.emplace((midday.now + each.arrival + work).ms, each.unit.index);
            }
        }
    }
};

/// Built once, on first use.
[[nodiscard]] inline const district_workload& reference_district() {
    static const district_workload made;
    return made;
}

}  // namespace bench
