// The nine stages together, over 100,000 random incidents in 500 random cities: what holds of every plan.
#include "muster/governance/governance.hpp"

#include "muster/expert/expert_gate.hpp"
#include "muster/sim/day.hpp"
#include "muster/sim/district.hpp"
#include "muster/sim/reference_city.hpp"

#include "governance/plan_promises.hpp"
#include "governance/random_city.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace {

using muster::department_handle;
using muster::plan;
using muster::planar;
using muster::record;
using plan_promises::laid_down;
using random_city::city;
using random_city::report;
using random_city::situation;
namespace stage = muster::stage;

laid_down laws_of(const city& here) {
    return {here.law.cells,   here.law.types, here.departments, here.law.duties,
            here.law.command, here.command,   here.law.tiers};
}

/// Where units go, and how long ago the report came in: read from the incident, not from the plan.
planar target_of(const city& here, const report& about, const plan& made) {
    return about.at ? *about.at : here.law.cells.representative_point(made.where.owner);
}
muster::duration passed_of(const report& about, const situation& now) {
    return now.now < about.received ? muster::duration{} : now.now - about.received;
}

/// A gap is real: whoever could have gone goes, or would be later still. For cities in which no donor keeps a minimum.
const char* gap_fault(const city& here, const situation& now, const report& about, const plan& made) {
    if (!here.law.dispatching.minimums.empty() || made.units.end != muster::search_end::exhausted) { return nullptr; }
    const planar target = target_of(here, about, made);
    const auto way = [&](std::uint32_t unit) {
        return now.units[unit].turnout + muster::straight_line_travel{}(now.units[unit].stands, target);
    };
    for (const muster::shortfall& gap : made.units.shortfalls) {
        muster::duration latest{};
        for (const auto& each : made.units.assignments) {
            if (each.capability == gap.capability) { latest = std::max(latest, way(each.unit.index)); }
        }
        for (std::uint32_t i = 0; i < now.units.size(); ++i) {
            const auto& unit = now.units[i];
            const bool is_held = unit.held_below && muster::is_more_serious(unit.held_below, made.how_serious.decided);
            const bool is_sent = std::any_of(made.units.assignments.begin(), made.units.assignments.end(),
                                             [i](const auto& each) { return each.unit.index == i; });
            if (is_sent || is_held || !unit.can.contains(gap.capability) || !now.units.is_free(i)) { continue; }
            if (gap.missing > 0) { return "a unit is missing, and one that could go stays"; }
            if (way(i) < latest) { return "a unit goes late, and a nearer one stays"; }
        }
    }
    return nullptr;
}

/// One promise over many plans: the first plan that breaks it, and how many plans it says something about.
struct tally {
    std::string fault;
    std::size_t cases = 0;

    void note(const char* sentence, int number_of_city, int number_of_incident) {
        if (sentence == nullptr || !fault.empty()) { return; }
        fault = "city " + std::to_string(number_of_city) + ", incident " + std::to_string(number_of_incident) + ": " +
                sentence;
    }
};

muster::joint_action_group matched(const muster::joint_matcher& by, const plan& made, const std::string& taken_by) {
    muster::joint_action_group out;
    by.match(made.what.type, made.how_serious.decided, made.needed.needs, taken_by, record::all, out);
    return out;
}

// ---- learning adds, it never takes away ------------------------------------------------------------------------------

bool acts_in(const muster::joint_action_group& group, std::uint32_t department, muster::capability_id function) {
    return std::any_of(group.members.begin(), group.members.end(), [&](const auto& each) {
        return each.department.index == department && each.function == function;
    });
}
department_handle primary_of(const muster::joint_action_group& group, muster::capability_id function) {
    for (const auto& each : group.members) {
        if (each.function == function && each.part == muster::participation::primary) { return each.department; }
    }
    return department_handle::none();
}

/// Every line of the rules that is for this incident: the department is there, in that function.
const char* duty_fault(const city& here, const plan& made) {
    for (const muster::duty& each : here.law.duties.duties) {
        if (!plan_promises::is_for(here.law.types, each.type, made.what.type) ||
            !plan_promises::is_open(each.least, made.how_serious.decided)) {
            continue;
        }
        if (!acts_in(made.group, here.departments.find(each.department).index, each.function)) {
            return "a department with a declared duty is not in its function";
        }
    }
    return nullptr;
}

/// Held against the group of a matcher that has learned nothing.
const char* learning_fault(const city& here, const muster::joint_action_group& unlearned, const plan& made) {
    const muster::joint_action_group& group = made.group;
    if (group.uncovered != unlearned.uncovered) { return "learning changed what nobody can do"; }
    if (group.case_owner != unlearned.case_owner) { return "learning changed the owner of the case"; }
    const auto duties = here.departments.duties(made.what.type, made.how_serious.decided);
    const auto has_duty = [&duties](muster::capability_id function) {
        return std::any_of(duties.begin(), duties.end(), [&](const auto& each) { return each.function == function; });
    };
    for (const auto& each : unlearned.members) {
        const department_handle primary = primary_of(group, each.function);
        if (!primary) { return "learning left a function without a primary"; }
        if (acts_in(group, each.department.index, each.function)) { continue; }
        // Whoever does what no duty is for is chosen by the past: another one may, if it has the better past. And the
        // function that passes from the one who would lead them all may go to another one by its past.
        const bool passes = std::any_of(unlearned.reasons.begin(), unlearned.reasons.end(), [&](const auto& why) {
            return why.about == muster::subject::department && why.index == each.department.index &&
                   why.template verdict_as<muster::match_verdict>() == muster::match_verdict::leads_instead;
        });
        const bool is_outscored = here.learned.score_thousandths(made.what.type, primary) >=
                                  here.learned.score_thousandths(made.what.type, each.department);
        if (!passes && (has_duty(each.function) || !is_outscored)) {
            return "learning removed a member that duty or need had brought";
        }
    }
    return nullptr;
}

// ---- life first ------------------------------------------------------------------------------------------------------

/// Everything that could hold an order back, at once: every department's plans clash, further action is held, nobody
/// can answer, the mode is out of scope.
auto forbidding_policy(const city& here) {
    return here.policy()
        .with(stage::gauge = [](const auto&, const auto&) { return muster::mode::outside_scope; })
        .with(stage::match =
                  [](const auto&, const auto& context, muster::joint_action_group& out) {
                      out = {};
                      out.case_owner = out.received_by = {0, 0};
                      for (const muster::need& each : context.needed.needs) {
                          out.uncovered.push_back(each.capability);
                      }
                      out.clashes.push_back({{0, 0}, {1, 0}, {0}, {0}, {60'000}});
                  })
        .with(stage::consult = [](const auto&, const auto&, muster::expert_panel& out) {
            out = {};
            out.asked = out.uncovered = {{random_city::functions}};
            out.cause = muster::expert_cause::clash;
            out.holds_further_action = true;
        });
}

bool is_same_dispatch(const plan& a, const plan& b) {
    return a.was_asked(muster::stage_id::dispatch) == b.was_asked(muster::stage_id::dispatch) &&
           a.card_orders == b.card_orders && a.units.end == b.units.end && a.units.visited == b.units.visited &&
           a.units.assignments == b.units.assignments && a.units.shortfalls == b.units.shortfalls &&
           a.units.reasons == b.units.reasons;
}

const char* gate_fault(const plan& made) {
    using muster::action_kind;
    muster::expert_gate gate{made.panel};
    if (!gate.lets_through(action_kind::life_saving)) { return "the gate holds back a life-saving order"; }
    if (gate.lets_through(action_kind::further) == made.panel.holds_further_action) {
        return "the gate on further action does not stand as the panel says";
    }
    bool opens = !made.panel.holds_further_action;
    for (const muster::expert_panel::seat& each : made.panel.seats) {
        if (gate.hear(each.expert) != muster::hearing_result::taken) { return "a member of the panel cannot be heard"; }
        opens = opens || each.opens_gate;
        if (gate.lets_through(action_kind::further) != opens) {
            return "the gate opens for somebody else than who answers for what is held";
        }
    }
    return gate.lets_through(action_kind::life_saving) ? nullptr : "the gate holds back a life-saving order";
}

// ---- the survey ------------------------------------------------------------------------------------------------------

struct survey {
    tally owners, commanders, rosters, vacancies, units, gaps, departments, twice, leads, duties, learning, bare,
        forbidden, gates, silent, again, cold, reused;
    std::size_t plans = 0, seats = 0, clashes = 0, convergent = 0, on_card = 0;
};

survey conduct() {
    survey found;
    dice any{20'260'301};
    for (int c = 0; c < 500; ++c) {
        const city here{random_city::any_laws(any)};
        const laid_down by = laws_of(here);
        situation now = here.at_rest();
        situation bleak = now;  // no expert, nobody to be asked, everybody absent
        const muster::governance rule{here.policy(), "random", 1, record::all, here.law.card};
        const muster::governance silent{here.policy(), "random", 1, record::none, here.law.card};
        const muster::governance bare{here.bare_policy(), "bare", 1, record::all, here.law.card};
        const muster::governance forbidding{forbidding_policy(here), "forbidding", 1, record::all, here.law.card};
        const muster::joint_matcher unlearned{here.departments, here.law.joining};
        muster::workspace scratch;
        muster::workspace other_scratch;
        plan made, other, reused;
        for (int i = 0; i < 200; ++i) {
            if (i % 20 == 0) {
                random_city::pass_time(any, here, now);
                bleak = now;
                bleak.experts = {};
                bleak.questions = muster::question_budget{0};
                bleak.absent.clear();
                for (std::uint32_t k = 0; k < here.command.roster().size(); ++k) { bleak.absent.push_back({k}); }
            }
            const report about = random_city::any_report(any, here, now.now);
            rule.decide(about, now, scratch, made);
            ++found.plans;
            found.seats += made.panel.seats.size();
            found.clashes += made.group.clashes.size();
            found.convergent += made.advised.recommended == muster::mode::convergent ? 1U : 0U;
            found.on_card += made.on_card != muster::card_cause::none ? 1U : 0U;

            found.owners.note(plan_promises::owner_fault(by, made), c, i);
            found.commanders.cases += made.called.posts.empty() ? 0U : 1U;
            found.commanders.note(plan_promises::commander_fault(by, made), c, i);
            for (const auto& each : made.called.posts) { found.vacancies.cases += each.officer ? 0U : 1U; }
            found.rosters.note(plan_promises::roster_fault(by, now, made), c, i);
            found.units.cases += made.units.assignments.size();
            found.gaps.cases += made.units.shortfalls.size();
            found.gaps.note(gap_fault(here, now, about, made), c, i);
            found.units.note(
                plan_promises::units_fault(by, now, made, target_of(here, about, made), passed_of(about, now)), c, i);
            found.departments.cases += made.group.members.size();
            found.departments.note(plan_promises::departments_fault(by, made), c, i);
            found.twice.note(plan_promises::twice_fault(by, now, made), c, i);
            found.leads.cases += plan_promises::is_crosscutting(made) ? 1U : 0U;
            found.leads.note(plan_promises::lead_fault(made), c, i);
            found.duties.note(duty_fault(here, made), c, i);
            const muster::joint_action_group by_rule = matched(unlearned, made, about.taken_by);
            found.learning.cases += by_rule.members != made.group.members ? 1U : 0U;
            found.learning.note(learning_fault(here, by_rule, made), c, i);
            found.gates.cases += made.panel.holds_further_action ? 1U : 0U;
            found.gates.note(gate_fault(made), c, i);

            bare.decide(about, now, other_scratch, other);
            found.bare.note(is_same_dispatch(made, other) ? nullptr : "other units go with the other stages", c, i);
            forbidding.decide(about, bleak, other_scratch, other);
            found.forbidden.note(is_same_dispatch(made, other) ? nullptr : "something held an order back", c, i);
            found.forbidden.cases += other.units.assignments.size();

            silent.decide(about, now, scratch, other);
            found.silent.note(plan_promises::is_same_decision(made, other) ? nullptr : "reasons change a decision", c,
                              i);
            found.silent.note(plan_promises::is_silent(other) ? nullptr : "reasons nobody asked for", c, i);
            if (i % 4 != 0) { continue; }
            rule.decide(about, now, scratch, reused);  // a plan that has seen others
            found.reused.note(plan_promises::is_same_plan(made, reused) ? nullptr : "a reused plan differs", c, i);
            muster::workspace fresh;
            const plan anew = rule.decide(about, now, fresh);
            found.cold.note(plan_promises::is_same_plan(made, anew) ? nullptr : "a cold workspace differs", c, i);
            rule.decide(about, now, scratch, made);
            found.again.note(plan_promises::is_same_plan(made, anew) ? nullptr : "decided twice, it differs", c, i);
        }
    }
    return found;
}

/// Conducted once: every promise reads its own part.
const survey& all_plans() {
    static const survey found = conduct();
    return found;
}

void holds(const tally& promise) { CHECK_MESSAGE(promise.fault.empty(), promise.fault); }

}  // namespace

// ---- over 100,000 random incidents -----------------------------------------------------------------------------------

TEST_CASE("governance/full_pipeline: 100,000 random incidents in 500 random cities, with everything in them") {
    const survey& found = all_plans();
    CHECK(found.plans == 100'000);
    CHECK(found.units.cases > 50'000);
    CHECK(found.seats > 5000);
    CHECK(found.clashes > 2000);
    CHECK(found.convergent > 20'000);
    CHECK(found.on_card > 2000);
}

TEST_CASE("governance/full_pipeline: there is always an owner, a receiver, and what passes between them") {
    holds(all_plans().owners);
}

TEST_CASE("governance/full_pipeline: every activated tier has a commander's post; a vacancy is named") {
    holds(all_plans().commanders);
    holds(all_plans().rosters);
    CHECK(all_plans().commanders.cases > 50'000);
    CHECK(all_plans().vacancies.cases > 10'000);
}

TEST_CASE("governance/full_pipeline: every need is met in time, or a gap that is one is named with its size") {
    holds(all_plans().units);
    holds(all_plans().gaps);
    CHECK(all_plans().gaps.cases > 20'000);
}

TEST_CASE("governance/full_pipeline: every need has one primary department, or is named as nobody's") {
    holds(all_plans().departments);
    CHECK(all_plans().departments.cases > 50'000);
}

TEST_CASE("governance/full_pipeline: nobody is in two exclusive posts, no expert and no unit is called twice") {
    holds(all_plans().twice);
}

TEST_CASE("governance/full_pipeline: no department is primary for every function of a cross-cutting incident") {
    holds(all_plans().leads);
    CHECK(all_plans().leads.cases > 10'000);
}

TEST_CASE(
    "governance/full_pipeline: learning never removes a declared duty, nor what a need brought unless it outscores") {
    holds(all_plans().duties);
    holds(all_plans().learning);
    CHECK(all_plans().learning.cases > 5000);
}

TEST_CASE("governance/full_pipeline: units go alike whatever the mode, departments, experts, gates and questions say") {
    holds(all_plans().bare);
    holds(all_plans().forbidden);
    CHECK(all_plans().forbidden.cases > 50'000);
}

TEST_CASE("governance/full_pipeline: a gate holds back further action only, never a life-saving order") {
    holds(all_plans().gates);
    CHECK(all_plans().gates.cases > 5000);
}

TEST_CASE("governance/full_pipeline: without reasons the decision is the same") { holds(all_plans().silent); }

TEST_CASE("governance/full_pipeline: the same plan again, in used memory or fresh") {
    holds(all_plans().again);
    holds(all_plans().cold);
    holds(all_plans().reused);
}

// ---- carrying a plan out ---------------------------------------------------------------------------------------------

namespace {

/// Who stands where: what carrying out a plan may change.
struct bookings {
    std::vector<muster::unit_status> units;
    std::vector<std::pair<muster::expert_status, std::uint32_t>> experts;

    explicit bookings(const situation& now) {
        for (std::uint32_t i = 0; i < now.units.size(); ++i) { units.push_back(now.units[i].status); }
        for (std::uint32_t i = 0; i < now.experts.size(); ++i) {
            experts.emplace_back(now.experts[i].status, now.experts[i].open_cases);
        }
    }
    /// The same with a plan carried out.
    [[nodiscard]] bookings with(const plan& made) const {
        bookings after = *this;
        for (const auto& each : made.units.assignments) {
            after.units[each.unit.index] = muster::unit_status::committed;
        }
        for (const auto& each : made.panel.seats) {
            after.experts[each.expert.index].first = muster::expert_status::called;
            ++after.experts[each.expert.index].second;
        }
        return after;
    }
    friend bool operator==(const bookings&, const bookings&) = default;
};

}  // namespace

TEST_CASE("governance/full_pipeline: a plan is carried out once, whole, and undone leaves the same decision") {
    std::size_t booked = 0;
    std::size_t with_both = 0;
    random_city::for_each_plan(
        10, 200, 20, [&](const city& here, const situation& now, const report& about, const plan& made) {
            const bookings before{now};
            situation later = now;
            REQUIRE(commit(made, later) == muster::commit_outcome::committed);
            REQUIRE(bookings{later} == before.with(made));
            std::uint32_t put = 0;
            for (const muster::question& each : made.questions) { put += each.is_put ? 1U : 0U; }
            if (now.questions.per_hour() != muster::question_budget::unlimited) {
                REQUIRE(later.questions.left(now.now) == now.questions.left(now.now) - put);
            }
            if (made.units.assignments.empty()) {
                REQUIRE(later.units.version() == now.units.version());  // nobody else's plan is stale for it
                return;
            }
            ++booked;
            REQUIRE(commit(made, later) == muster::commit_outcome::stale);
            REQUIRE(bookings{later} == before.with(made));

            situation moved = now;
            moved.load.add({0}, 1);  // nobody in the plan is touched: a load holds no unit back
            REQUIRE(commit(made, moved) == muster::commit_outcome::committed);
            REQUIRE(bookings{moved} == before.with(made));

            situation undone = later;
            for (const auto& each : made.panel.seats) { REQUIRE(undone.experts.release(each.expert)); }
            for (const auto& each : made.units.assignments) {
                undone.units.set_status(each.unit.index, muster::unit_status::free);
            }
            undone.questions = now.questions;
            const muster::governance rule{here.policy(), "random", 1, record::all, here.law.card};
            muster::workspace scratch;
            plan again = rule.decide(about, undone, scratch);
            REQUIRE(again.situation_version > made.situation_version);
            again.situation_version = made.situation_version;
            again.units_version = made.units_version;
            REQUIRE(plan_promises::is_same_plan(made, again));
        });
    random_city::for_each_plan(11, 200, 20, [&](const city&, const situation& now, const report&, const plan& made) {
        if (made.units.assignments.empty() || made.panel.seats.empty()) { return; }
        ++with_both;
        // Somebody else takes the last unit: nothing is booked, even if the plan claims to know.
        situation taken = now;
        taken.units.set_status(made.units.assignments.back().unit.index, muster::unit_status::committed);
        const bookings without_unit{taken};
        REQUIRE(commit(made, taken) == muster::commit_outcome::stale);
        plan forged = made;
        forged.units_version = taken.units.version();
        REQUIRE(commit(forged, taken) == muster::commit_outcome::stale);
        REQUIRE(bookings{taken} == without_unit);

        // Somebody else calls the last expert: the units leave all the same, and nobody of the panel is called.
        situation called = now;
        called.experts.set_status(made.panel.seats.back().expert.index, muster::expert_status::away);
        const bookings without_expert{called};
        REQUIRE(commit(made, called) == muster::commit_outcome::units_only);
        plan alone = made;
        alone.panel.seats.clear();
        REQUIRE(bookings{called} == without_expert.with(alone));
    });
    CHECK(booked > 1000);
    CHECK(with_both > 100);
}

// ---- the reference district ------------------------------------------------------------------------------------------

TEST_CASE("governance/full_pipeline: the reference district's day keeps every promise") {
    const muster::sim::district ground = muster::sim::make_district();
    const muster::sim::reference_city here{ground};
    const std::vector<muster::sim::call> calls = muster::sim::make_day(ground);
    const muster::department_rules duties = muster::sim::detail::district_department_rules(here.types);
    const muster::command_rules command = muster::sim::detail::district_command_rules(ground, here.types);
    const std::vector<muster::response_tier> tiers = muster::sim::detail::district_tiers(here.types);
    const laid_down by{here.cells, here.types, here.departments, duties, command, here.command, tiers};
    const muster::governance rule{here.make_full_policy(), "district", 1, record::all, here.card};
    const muster::governance bare{here.make_policy(), "district-bare", 1, record::all, here.card};

    situation now = here.make_situation(ground);
    dice any{4};
    muster::workspace scratch;
    plan made, units_only;
    std::vector<plan> open;  // the latest are still going on
    std::size_t seats = 0, crosscutting = 0, sent = 0;
    const auto fine = [](const char* fault) { REQUIRE_MESSAGE(fault == nullptr, fault); };
    for (const muster::sim::call& call : calls) {
        CAPTURE(call.number);
        now.now = call.received;
        now.absent.clear();
        for (int k = 0; k < 20; ++k) { now.absent.push_back({any.below(here.command.roster().size())}); }
        const muster::sim::told_call told{&call};
        rule.decide(told, now, scratch, made);
        const planar target = call.position ? *call.position : here.cells.representative_point(made.where.owner);
        fine(plan_promises::owner_fault(by, made));
        fine(plan_promises::commander_fault(by, made));
        fine(plan_promises::roster_fault(by, now, made));
        fine(plan_promises::units_fault(by, now, made, target, now.now - call.received));
        fine(plan_promises::departments_fault(by, made));
        fine(plan_promises::twice_fault(by, now, made));
        fine(plan_promises::lead_fault(made));
        fine(gate_fault(made));
        bare.decide(told, now, scratch, units_only);
        REQUIRE(is_same_dispatch(made, units_only));
        crosscutting += plan_promises::is_crosscutting(made) ? 1U : 0U;
        seats += made.panel.seats.size();
        sent += made.units.assignments.size();
        REQUIRE(commit(made, now) == muster::commit_outcome::committed);
        open.push_back(made);
        while (open.size() > 60) {
            for (const auto& each : open.front().units.assignments) {
                now.units.set_status(each.unit.index, muster::unit_status::free);
            }
            for (const auto& each : open.front().panel.seats) { REQUIRE(now.experts.release(each.expert)); }
            open.erase(open.begin());
        }
    }
    CHECK(calls.size() == 2000);
    CHECK(seats > 100);
    CHECK(crosscutting > 100);
    CHECK(sent > 2000);
}
