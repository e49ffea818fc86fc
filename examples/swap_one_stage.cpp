// A researcher's question: a canal with one bridge runs through the district. What is lost when units are chosen as the
// crow flies? One stage of the policy is replaced; both policies decide the same 200 made-up calls, and one yardstick is
// held against both.
#include "muster/governance/governance.hpp"
#include "muster/governance/situation.hpp"
#include "muster/governance/verdict_text.hpp"
#include "muster/sim/day.hpp"
#include "muster/sim/district.hpp"
#include "muster/sim/reference_city.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

using namespace muster;

/// Our own travel time: the canal runs north-south, and who is on the other side of it drives over the bridge. Any
/// callable like this one will do.
struct over_the_bridge {
    planar bridge;
    straight_line_travel ashore{};

    duration operator()(const planar& from, const planar& to) const noexcept {
        const bool same_side = (from.east_mm < bridge.east_mm) == (to.east_mm < bridge.east_mm);
        return same_side ? ashore(from, to) : ashore(from, bridge) + ashore(bridge, to);
    }
};

std::string seconds(std::int64_t ms) {
    return std::to_string(ms / 1000) + "." + std::to_string(ms % 1000 / 100) + " s";
}

/// The yardstick: when the first unit is really there, whoever chose it.
std::optional<duration> first_on_scene(const plan& made, const planar& at, const fleet<planar>& units,
                                       const over_the_bridge& travel) {
    std::optional<duration> first;
    for (const assignment& each : made.units.assignments) {
        const auto& unit = units[each.unit.index];
        const duration there = unit.turnout + travel(unit.stands, at);
        first = first ? std::min(*first, there) : there;
    }
    return first;
}

/// The first unit of `made` that `other` does not send.
const assignment* only_in(const plan& made, const plan& other) {
    for (const assignment& each : made.units.assignments) {
        const auto& theirs = other.units.assignments;
        if (std::none_of(theirs.begin(), theirs.end(), [&](const assignment& b) { return b.unit == each.unit; })) {
            return &each;
        }
    }
    return nullptr;
}

int main(int count, char** arguments) {
    if (count > 1) {
        std::cerr << "swap_one_stage takes no arguments, and was given `" << arguments[1] << "`\n";
        return 2;
    }
    sim::district_options size = sim::district_options::tiny();
    size.units = 60;
    const sim::district ground = sim::make_district(size);
    const std::vector<sim::call> calls = sim::make_day(ground, {.incidents = 200});
    const sim::reference_city city{ground};
    const situation<planar> now{calls.back().received, {ground.units, city.cells, city.search_tier}};

    // The two policies differ in one argument of one stage; all else is the same object.
    const std::vector<response_tier> rings{
        {"patrol, 3 minutes", city.skills.find("patrol"), 1, {clock_anchor::ordered, clock_anchor::on_scene, 180_s}}};
    const policy as_it_is{stage::locate = std::cref(city.cells), stage::classify = std::cref(city.rules),
                          stage::grade = std::cref(city.grades), stage::require = std::cref(city.cards),
                          stage::dispatch = tiered_dispatch<planar>{city.cells, city.types, city.levels, rings}};
    const over_the_bridge travel{ground.buildings[ground.buildings.size() / 2].at};
    const tiered_dispatch<planar, over_the_bridge> by_bridge{city.cells, city.types, city.levels, rings, {}, travel};
    const governance live{as_it_is, "as the crow flies", 1};
    const governance trial{as_it_is.with(stage::dispatch = by_bridge), "over the bridge", 1};

    workspace scratch;
    std::size_t compared = 0, differ = 0, sooner = 0, later = 0;
    std::int64_t live_ms = 0, trial_ms = 0, gained_ms = 0;
    std::string example;
    for (const sim::call& each : calls) {
        const sim::told_call told{&each};
        const plan a = live.decide(told, now, scratch);
        const plan b = trial.decide(told, now, scratch);
        const assignment* left_out = only_in(a, b);
        const assignment* sent_instead = only_in(b, a);
        differ += left_out != nullptr || sent_instead != nullptr ? 1U : 0U;
        if (!each.position) { continue; }
        const auto first_a = first_on_scene(a, *each.position, now.units, travel);
        const auto first_b = first_on_scene(b, *each.position, now.units, travel);
        if (!first_a || !first_b) { continue; }
        ++compared;
        live_ms += first_a->ms;
        trial_ms += first_b->ms;
        sooner += *first_b < *first_a ? 1U : 0U;
        later += *first_a < *first_b ? 1U : 0U;
        if (*first_a - *first_b <= duration{gained_ms} || left_out == nullptr) { continue; }
        // The decision in which they part most, with what either says of the unit that only the other one sends.
        gained_ms = (*first_a - *first_b).ms;
        example = "Most is gained for call " + each.number + ": " + each.what + "\n";
        const auto explain = [&](const auto& rule, const plan& made) {
            example += "  " + rule.name_of_policy() + ":\n";
            const dispatch_context<situation<planar>> context{made.where, made.what, made.how_serious, made.needed,
                                                              now,        now.now,   scratch,          record::all};
            for (const assignment* unit : {left_out, sent_instead}) {
                if (unit == nullptr) { continue; }
                const auto& dispatch = rule.stages().template get<stage_id::dispatch>();
                for (const reason& why : dispatch.why_not(unit->unit, told, context)) {
                    if (why.purpose != left_out->capability.index) { continue; }
                    example += "    " + to_text(why, rule.names(city.skills, now.units)) + "\n";
                }
            }
        };
        explain(live, a);
        explain(trial, b);
    }
    const auto mean = [&](std::int64_t sum_ms) { return seconds(sum_ms / static_cast<std::int64_t>(compared)); };
    std::cout << calls.size() << " calls; other units are sent to " << differ << " of them\n"
              << "First unit on scene by way of the bridge, mean of the " << compared << " calls that units go to:\n"
              << "  chosen " << live.name_of_policy() << ": " << mean(live_ms) << "\n"
              << "  chosen " << trial.name_of_policy() << ": " << mean(trial_ms) << "; sooner for " << sooner
              << ", later for " << later << "\n"
              << example;
}
