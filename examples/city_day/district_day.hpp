#pragma once

#include "progress.hpp"  // progress

#include "muster/core/random.hpp"            // random
#include "muster/governance/governance.hpp"  // governance
#include "muster/governance/situation.hpp"   // situation
#include "muster/sim/day.hpp"                // make_day
#include "muster/sim/reference_city.hpp"     // reference_city

#include <algorithm>  // sort
#include <array>      // array
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <map>        // map
#include <queue>      // priority_queue
#include <string>     // string
#include <tuple>      // tuple
#include <utility>    // pair
#include <vector>     // vector

/// A day in the made-up district: calls come in, are decided and committed, units go and come back.
namespace district {

using muster::sim::told_call;

/// How one response-time target fared over the day.
struct target_record {
    std::size_t asked = 0;
    std::size_t missing = 0;               ///< nobody could be sent
    std::vector<std::int64_t> arrival_ms;  ///< of those who went
    std::vector<std::int64_t> late_ms;     ///< of those who went too late: by how much
};

/// What happened at one response level.
struct level_record {
    std::size_t incidents = 0;
    std::size_t units = 0;
    std::size_t open = 0;  ///< the level was an interval: a fact was unknown that could have raised it
};

/// What the day is summed up from.
struct day_record {
    std::map<std::uint32_t, level_record> levels;                              // by rank
    std::map<std::tuple<std::uint32_t, std::int64_t>, target_record> targets;  // by capability, limit
    std::map<std::size_t, std::size_t> units_per_incident;                     // how many incidents got n units
    std::map<std::uint32_t, muster::shortfall> gaps;                           // by capability, summed up
    std::map<std::uint32_t, std::size_t> gap_incidents;                        // by capability
    std::array<std::size_t, 4> located{};                                      // by location_status
    std::array<std::size_t, 3> ended{};                                        // by search_end
    std::array<std::size_t, 3> classified{};                                   // by classification_status
    std::size_t right_type = 0;                                                // of those classified
    std::size_t right_leaf = 0, placed = 0;                                    // against the generator's cell
    std::size_t incidents = 0;
    muster::plan shown;  // the decision printed in full
    bool has_shown = false;
};

class day_run {
public:
    day_run(const muster::sim::district& ground, const muster::sim::reference_city& city, muster::language told_in,
            std::string show)
        : city_{city},
          told_in_{told_in},
          show_{std::move(show)},
          now_{{}, {ground.units, city.cells, muster::sim::reference_city::search_tier}},
          decider_{city.make_policy(), "district-g", 1} {}

    [[nodiscard]] day_record run(const std::vector<muster::sim::call>& calls, std::uint64_t seed) {
        progress shown{"deciding", calls.size()};
        const muster::random durations = muster::random{seed}.stream("service");
        for (std::size_t i = 0; i < calls.size(); ++i) {
            now_.now = calls[i].received;
            release_units();
            muster::random service = durations.stream(i);
            handle(calls[i], muster::sim::service_time(calls[i], service));
            shown.step(i + 1);
        }
        return std::move(record_);
    }

    /// What numbers in plans are called.
    [[nodiscard]] muster::name_book names() const { return decider_.names(city_.skills, now_.units); }

private:
    void release_units() {
        while (!busy_.empty() && busy_.top().first <= now_.now.ms) {
            now_.units.set_status(busy_.top().second, muster::unit_status::free);
            busy_.pop();
        }
    }

    void handle(const muster::sim::call& call, muster::duration service) {
        decider_.decide(told_call{&call, told_in_}, now_, scratch_, plan_);
        // The same thread decides and commits, so nothing has moved on in between.
        if (commit(plan_, now_) == muster::commit_outcome::committed) {
            for (const muster::assignment& each : plan_.units.assignments) {
                busy_.emplace((now_.now + each.arrival + service).ms, each.unit.index);
            }
        }
        note(call);
    }

    void note(const muster::sim::call& call) {
        ++record_.incidents;
        ++record_.located[static_cast<std::size_t>(plan_.where.status)];
        ++record_.ended[static_cast<std::size_t>(plan_.units.end)];
        ++record_.classified[static_cast<std::size_t>(plan_.what.status)];
        if (plan_.what.type && city_.types.code(plan_.what.type) == code_of(call.truth)) { ++record_.right_type; }
        if (call.position && !call.grid_key.empty()) {
            ++record_.placed;
            record_.right_leaf += city_.cells.key(plan_.where.owner) == call.grid_key ? 1U : 0U;
        }
        level_record& level = record_.levels[plan_.how_serious.decided.rank];
        ++level.incidents;
        level.units += plan_.units.assignments.size();
        level.open += plan_.how_serious.lowest != plan_.how_serious.highest ? 1U : 0U;
        ++record_.units_per_incident[plan_.units.assignments.size()];
        note_targets();
        for (const muster::shortfall& each : plan_.units.shortfalls) {
            muster::shortfall& sum = record_.gaps[each.capability.index];
            ++record_.gap_incidents[each.capability.index];
            sum.missing += each.missing;
            sum.late_by = std::max(sum.late_by, each.late_by);
            sum.busy += each.busy;
            sum.held += each.held;
            sum.at_minimum += each.at_minimum;
        }
        choose_shown();
    }

    void note_targets() {
        for (const muster::assignment& each : plan_.units.assignments) {
            if (each.limit.within.ms == 0) { continue; }
            target_record& target = record_.targets[{each.capability.index, each.limit.within.ms}];
            ++target.asked;
            target.arrival_ms.push_back(each.arrival.ms);
            if (each.late_by().ms > 0) { target.late_ms.push_back(each.late_by().ms); }
        }
    }

    // The decision named with --show; else the first with a known level above III whose facts are partly unknown.
    void choose_shown() {
        const bool wanted = show_.empty()
                                ? plan_.how_serious.decided.rank <= 2 && plan_.units.assignments.size() >= 4 &&
                                      plan_.where.status == muster::location_status::inside
                                : plan_.incident_key == show_;
        if (record_.has_shown || !wanted) { return; }
        record_.shown = plan_;
        record_.has_shown = true;
    }

    const muster::sim::reference_city& city_;
    muster::language told_in_;
    std::string show_;
    muster::situation<muster::planar> now_;
    muster::governance<decltype(std::declval<const muster::sim::reference_city&>().make_policy())> decider_;
    muster::workspace scratch_;
    muster::plan plan_;
    day_record record_;
    using release = std::pair<std::int64_t, std::uint32_t>;  // when, which unit
    std::priority_queue<release, std::vector<release>, std::greater<release>> busy_;
};

}  // namespace district
