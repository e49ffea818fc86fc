#include "muster/sim/reference_city.hpp"

#include "muster/governance/governance.hpp"
#include "muster/governance/plan_text.hpp"
#include "muster/governance/situation.hpp"
#include "muster/sim/day.hpp"
#include "muster/sim/district.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <queue>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace {

using muster::language;
using muster::sim::call;
using muster::sim::code_of;
using muster::sim::incident_class;
using muster::sim::incident_classes;
using muster::sim::reference_city;
using muster::sim::told_call;
using muster::sim::detail::skill;

static_assert(muster::check<muster::incident, told_call>());
static_assert(muster::check<muster::unit, muster::sim::unit>());

const muster::sim::district& ground() {
    static const muster::sim::district made = muster::sim::make_district();
    return made;
}
const reference_city& city() {
    static const reference_city made{ground()};
    return made;
}
const std::vector<call>& day() {
    static const std::vector<call> made = muster::sim::make_day(ground());
    return made;
}

/// Decides and commits every call of the day; `look(call, plan, situation before the commit)` for each of them.
template <class Look>
void for_each_decision(language in, Look look) {
    const muster::governance decider{city().make_policy(), "district-g", 1};
    muster::situation<muster::planar> now{{}, {ground().units, city().cells, reference_city::search_tier}};
    const muster::random durations = muster::random{1}.stream("service");
    using release = std::pair<std::int64_t, std::uint32_t>;  // when, which unit
    std::priority_queue<release, std::vector<release>, std::greater<>> busy;
    muster::workspace scratch;
    muster::plan plan;
    for (std::size_t i = 0; i < day().size(); ++i) {
        now.now = day()[i].received;
        for (; !busy.empty() && busy.top().first <= now.now.ms; busy.pop()) {
            now.units.set_status(busy.top().second, muster::unit_status::free);
        }
        decider.decide(told_call{&day()[i], in}, now, scratch, plan);
        look(day()[i], plan, now);
        REQUIRE(commit(plan, now) == muster::commit_outcome::committed);
        muster::random service = durations.stream(i);
        const muster::duration work = muster::sim::service_time(day()[i], service);
        for (const muster::assignment& each : plan.units.assignments) {
            busy.emplace((now.now + each.arrival + work).ms, each.unit.index);
        }
    }
}

/// What the rules make of one call, without the rest of the pipeline.
muster::classification classified(const call& one, language in, muster::workspace& scratch) {
    const muster::location nowhere;
    return city().rules(told_call{&one, in}, muster::classify_context{nowhere, scratch, muster::record::all});
}

std::string name_of_type(muster::type_id type) { return type ? std::string{city().types.code(type)} : "(abstained)"; }

bool carries(const muster::sim::unit& unit, skill which) {
    return muster::sim::detail::skills_of(unit.service).contains(muster::sim::detail::id_of(which));
}

}  // namespace

TEST_CASE("sim/reference_city: every class of incident is a type with a run card of its own, at every level") {
    for (std::size_t i = 0; i < incident_classes; ++i) {
        const std::string_view code = code_of(static_cast<incident_class>(i));
        CAPTURE(code);
        const muster::type_id type = city().types.find(code);
        REQUIRE(type);
        for (std::uint8_t rank = 1; rank <= city().levels.size(); ++rank) {
            CAPTURE(rank);
            muster::requirement found;
            city().cards.look_up(type, {rank}, muster::record::none, found);
            std::size_t own = 0;
            for (const muster::card_id each : found.cards) { own += city().cards[each].type ? 1U : 0U; }
            CHECK(own > 0);
            // What belongs elsewhere needs nobody, unless it is grave.
            CHECK((found.needs.empty()) == (code == "not_ours" && rank > 1));
        }
    }
}

TEST_CASE("sim/reference_city: somebody can do whatever a run card asks for, in the number it asks for") {
    std::map<std::uint32_t, std::uint32_t> most;
    for (std::uint32_t i = 0; i < city().cards.size(); ++i) {
        for (const muster::need& each : city().cards[{i}].needs) {
            most[each.capability.index] = std::max(most[each.capability.index], each.amount);
        }
    }
    for (const auto& [capability, amount] : most) {
        const std::string asked_for = city().skills[{capability}].en;
        CAPTURE(asked_for);
        std::uint32_t able = 0;
        for (const muster::sim::unit& each : ground().units) {
            able += muster::sim::detail::skills_of(each.service).contains({capability}) ? 1U : 0U;
        }
        CHECK(able >= amount);
    }
}

TEST_CASE("sim/reference_city: every rule decides some call of a day") {
    std::vector<std::size_t> decided(city().rules.size(), 0);
    muster::workspace scratch;
    for (const language in : {language::en, language::zh}) {
        for (const call& each : day()) {
            const muster::classification found = classified(each, in, scratch);
            if (found.rule) { ++decided[found.rule.index]; }
        }
    }
    std::string dead;
    for (std::uint32_t i = 0; i < decided.size(); ++i) {
        if (decided[i] == 0) { dead += (dead.empty() ? "" : ", ") + city().rules[{i}].rule_name.en; }
    }
    CHECK(dead == "");
}

TEST_CASE("sim/reference_city: at least 95 in 100 plain calls get the right type, in both languages") {
    muster::workspace scratch;
    for (const language in : {language::en, language::zh}) {
        std::size_t plain = 0;
        std::size_t right = 0;
        std::map<std::pair<std::string, std::string>, std::pair<std::size_t, std::string>> confused;  // with an example
        for (const call& each : day()) {
            if (each.vague || each.also) { continue; }
            ++plain;
            const std::string type = name_of_type(classified(each, in, scratch).type);
            const std::string truth{code_of(each.truth)};
            if (type == truth) {
                ++right;
                continue;
            }
            auto& [count, example] = confused[{truth, type}];
            ++count;
            example = in == language::en ? each.what : each.what_zh;
        }
        std::string list;
        for (const auto& [what, how] : confused) {
            list += "\n  " + what.first + " taken for " + what.second + ": " + std::to_string(how.first) +
                    ", such as \"" + how.second + "\"";
        }
        CAPTURE(static_cast<int>(in));
        CAPTURE(list);
        CHECK(plain > 1900);
        CHECK(right * 100 >= plain * 95);
    }
}

TEST_CASE("sim/reference_city: vague calls get no type, and so a person and a patrol") {
    const muster::type_id none;
    std::size_t vague = 0;
    for_each_decision(language::en, [&](const call& one, const muster::plan& plan, const auto&) {
        if (!one.vague) { return; }
        ++vague;
        CHECK(plan.what.type == none);
        CHECK(plan.what.status == muster::classification_status::no_rule);
        CHECK_FALSE(plan.needed.needs.empty());
    });
    CHECK(vague > 0);
}

TEST_CASE(
    "sim/reference_city: over a day: nobody is sent where they must not go, twice, or at the cost of their own "
    "community") {
    const std::set<incident_class> not_for_volunteers{incident_class::violence, incident_class::gas_leak,
                                                      incident_class::hazardous_spill};
    for (const language in : {language::en, language::zh}) {
        std::size_t volunteers = 0;
        std::size_t reserves = 0;
        std::size_t faults = 0;
        for_each_decision(
            in, [&](const call& one, const muster::plan& plan, const muster::situation<muster::planar>& now) {
                std::set<std::uint32_t> sent;
                std::map<std::uint32_t, std::uint32_t> gone;  // volunteers, by the cell that they leave
                for (const muster::assignment& each : plan.units.assignments) {
                    const muster::sim::unit& unit = ground().units[each.unit.index];
                    const muster::cell_id stands = now.units[each.unit.index].cell;
                    // Neither twice in one plan nor while out on another.
                    faults += sent.insert(each.unit.index).second && now.units.is_free(each.unit.index) ? 0U : 1U;
                    faults += now.units[each.unit.index].can.contains(each.capability) ? 0U : 1U;
                    if (carries(unit, skill::volunteer)) {
                        ++volunteers;
                        faults += not_for_volunteers.contains(one.truth) ? 1U : 0U;
                        ++gone[stands.index];
                    }
                    if (unit.held_reserve) {
                        ++reserves;
                        faults += plan.how_serious.decided.rank <= 2 ? 0U : 1U;
                    }
                }
                // An incident just outside belongs to the fallback owner, but is searched for from the nearest leaf.
                const muster::cell_id near = plan.where.nearest ? plan.where.nearest : plan.where.owner;
                const muster::cell_id own = city().cells.tier_of(near) >= reference_city::search_tier
                                                ? city().cells.ancestor(near, reference_city::search_tier)
                                                : muster::cell_id::none();
                for (const auto& [cell, number] : gone) {
                    if (muster::cell_id{cell} == own) { continue; }
                    const std::uint32_t left =
                        now.units.free_in({cell}, muster::sim::detail::id_of(skill::volunteer)) - number;
                    faults += left >= 1 && left < 1000 ? 0U : 1U;
                }
            });
        CAPTURE(static_cast<int>(in));
        CHECK(faults == 0);
        CHECK(volunteers > 100);  // so that the checks above saw something
        CHECK(reserves > 0);
    }
}

TEST_CASE("sim/reference_city: nothing in a plan is without a name, in either language") {
    const muster::governance decider{city().make_policy(), "district-g", 1};
    muster::name_book names = decider.names();
    city().skills.write_names(names);
    muster::situation<muster::planar>{{}, {ground().units, city().cells, reference_city::search_tier}}
        .units.write_names(names);
    for (const language in : {language::en, language::zh}) {
        std::size_t seen = 0;
        std::size_t unnamed = 0;
        for_each_decision(in, [&](const call& one, const muster::plan& plan, const auto&) {
            if (++seen % 50 != 0) { return; }
            const std::string words = to_text(plan, names, in);
            unnamed += words.find('#') == std::string::npos ? 0U : 1U;
            CHECK(words.find(one.number) != std::string::npos);
        });
        CHECK(unnamed == 0);
    }
}

TEST_CASE("sim/reference_city: a district of any size makes a city") {
    for (const std::uint64_t seed : {std::uint64_t{1}, std::uint64_t{5}}) {
        const muster::sim::district small = muster::sim::make_district(muster::sim::district_options::tiny(seed));
        const reference_city made{small};
        const muster::governance decider{made.make_policy(), "tiny", 1};
        const muster::situation<muster::planar> now{{}, {small.units, made.cells, reference_city::search_tier}};
        muster::workspace scratch;
        muster::sim::day_options few;
        few.incidents = 100;
        for (const call& each : muster::sim::make_day(small, few)) {
            const muster::plan plan = decider.decide(told_call{&each}, now, scratch);
            CHECK(plan.where.owner);
            CHECK(plan.was_asked(muster::stage_id::dispatch));
        }
    }
}
