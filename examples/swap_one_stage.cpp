// A researcher's question: does it matter to whom units are sent if the way is measured along the streets instead of as
// the crow flies? One stage of the policy is replaced; both policies decide the same 200 made-up calls, and one yardstick
// is held against both.
#include "muster/governance/governance.hpp"
#include "muster/governance/situation.hpp"
#include "muster/governance/verdict_text.hpp"
#include "muster/sim/day.hpp"
#include "muster/sim/district.hpp"
#include "muster/sim/reference_city.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

using namespace muster;

/// Our own travel time: streets run north-south and east-west, at 30 km/h. Any callable like this one will do.
struct along_the_streets {
    duration operator()(const planar& from, const planar& to) const noexcept {
        const std::int64_t east = std::abs(std::int64_t{from.east_mm} - to.east_mm);
        const std::int64_t north = std::abs(std::int64_t{from.north_mm} - to.north_mm);
        return length{east + north} / 30_km_h;
    }
};

std::string seconds(std::int64_t ms) { return std::to_string(ms / 1000) + "." + std::to_string(ms % 1000 / 100) + " s"; }

/// The yardstick: when the first unit is on scene, along the streets, whoever chose it.
std::optional<duration> first_on_scene(const plan& made, const planar& at, const fleet<planar>& units) {
    std::optional<duration> first;
    for (const assignment& each : made.units.assignments) {
        const auto& unit = units[each.unit.index];
        const duration there = unit.turnout + along_the_streets{}(unit.stands, at);
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
    const sim::district ground = sim::make_district(sim::district_options::tiny());
    const std::vector<sim::call> calls = sim::make_day(ground, {.incidents = 200});
    const sim::reference_city city{ground};
    const situation<planar> now{calls.back().received, {ground.units, city.cells, city.search_tier}};

    // The two policies differ in one argument of one stage; all else is the same object.
    const std::vector<response_tier> rings{
        {"patrol, 3 minutes", city.skills.find("patrol"), 1, {clock_anchor::ordered, clock_anchor::on_scene, 180_s}}};
    const policy as_it_is{
        stage::locate = std::cref(city.cells), stage::classify = std::cref(city.rules),
        stage::grade = std::cref(city.grades), stage::require = std::cref(city.cards),
        stage::dispatch = tiered_dispatch<planar>{city.cells, city.types, city.levels, rings}};
    const tiered_dispatch<planar, along_the_streets> by_street{city.cells, city.types, city.levels, rings};
    const governance live{as_it_is, "as the crow flies", 1};
    const governance trial{as_it_is.with(stage::dispatch = by_street), "along the streets", 1};

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
        const auto first_a = first_on_scene(a, *each.position, now.units);
        const auto first_b = first_on_scene(b, *each.position, now.units);
        if (!first_a || !first_b) { continue; }
        ++compared;
        live_ms += first_a->ms;
        trial_ms += first_b->ms;
        sooner += *first_b < *first_a ? 1U : 0U;
        later += *first_a < *first_b ? 1U : 0U;
        if (*first_a - *first_b <= duration{gained_ms} || left_out == nullptr) { continue; }
        // The decision in which they part most, with what either says about the unit that the other one sends.
        gained_ms = (*first_a - *first_b).ms;
        const name_book names = live.names(city.skills, now.units);
        example = "Most is gained for call " + each.number + ": " + each.what + "\n";
        for (const auto& [who, made] : {std::pair{&live.name_of_policy(), &a}, {&trial.name_of_policy(), &b}}) {
            example += "  " + *who + ":\n";
            for (const reason& why : made->units.reasons) {
                const bool is_about = why.index == left_out->unit.index ||
                                      (sent_instead != nullptr && why.index == sent_instead->unit.index);
                if (!why.is_group && is_about) { example += "    " + to_text(why, names) + "\n"; }
            }
        }
    }
    std::cout << calls.size() << " calls: " << differ << " decisions send other units when the way is measured "
              << trial.name_of_policy() << "\n"
              << "First unit on scene, along the streets, mean of " << compared << " calls with a position:\n"
              << "  chosen " << live.name_of_policy() << ": " << seconds(live_ms / static_cast<std::int64_t>(compared))
              << "\n  chosen " << trial.name_of_policy() << ": "
              << seconds(trial_ms / static_cast<std::int64_t>(compared)) << "; sooner for " << sooner << ", later for "
              << later << "\n"
              << example;
}
