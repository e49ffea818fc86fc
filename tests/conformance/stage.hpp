#pragma once

#include "muster/governance/situation.hpp"
#include "muster/model/outcomes.hpp"
#include "muster/model/stage_context.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <type_traits>
#include <utility>

/// Tests for what a caller plugs in: call them in a TEST_CASE of your own, with samples of your own.
namespace conformance {

/// What the stages before the one under test have decided, and the situation.
template <class Situation = muster::clock_only>
struct scene {
    muster::location where{};
    muster::classification what{};
    muster::grading how_serious{};
    muster::requirement needed{};
    Situation situation{};
    muster::mode_advice advised{};
    muster::joint_action_group group{};
    muster::expert_panel panel{};
    muster::dispatch_outcome units{};
};

namespace detail {

inline auto key(const muster::location& out) {
    return std::make_tuple(out.status, out.depth, out.path, out.owner, out.nearest, out.distance);
}
inline auto key(const muster::classification& out) {
    return std::make_tuple(out.status, out.type, out.runner_up, out.tied_with, out.rule);
}
inline auto key(const muster::grading& out) {
    return std::make_tuple(out.decided.rank, out.lowest.rank, out.highest.rank, out.criterion, out.settled_by);
}
inline auto key(const muster::requirement& out) { return std::make_pair(out.needs, out.cards); }
inline auto key(const muster::mode_advice& out) {
    const muster::mode_measures& m = out.measured;
    return std::make_tuple(out.recommended, m.busiest, m.load_thousandths, m.capacity_thousandths, m.departments_needed,
                           m.needs_asked, m.needs_by_owner, m.is_sudden, m.has_rule, m.time_left, m.time_to_assemble,
                           m.time_to_mobilise, m.expected_loss, m.cost);
}
inline auto key(const muster::joint_action_group& out) {
    std::vector<std::tuple<muster::department_handle, muster::capability_id, muster::participation>> members;
    for (const auto& each : out.members) { members.emplace_back(each.department, each.function, each.part); }
    std::vector<std::tuple<muster::department_handle, muster::department_handle, muster::resource_id>> clashes;
    for (const auto& each : out.clashes) { clashes.emplace_back(each.one, each.other, each.over); }
    return std::make_tuple(out.case_owner, out.received_by, out.passes, members, out.uncovered, clashes);
}
inline auto key(const muster::expert_panel& out) {
    std::vector<std::tuple<muster::expert_handle, bool, muster::duration>> seats;
    for (const auto& each : out.seats) { seats.emplace_back(each.expert, each.on_scene, each.arrival); }
    return std::make_tuple(seats, out.asked, out.uncovered, out.cause, out.holds_further_action);
}
inline auto key(const muster::assembly& out) {
    std::vector<std::tuple<muster::cell_id, muster::role_id, muster::officer_id>> posts;
    for (const auto& each : out.posts) { posts.emplace_back(each.cell, each.role, each.officer); }
    std::vector<std::pair<muster::subject, std::uint32_t>> notices;
    for (const auto& each : out.notices) { notices.emplace_back(each.about, each.index); }
    std::vector<std::tuple<muster::subject, std::uint32_t, muster::action_id, muster::capability_id, std::int64_t>>
        tasks;
    for (const auto& each : out.tasks) {
        tasks.emplace_back(each.about, each.index, each.action, each.capability, each.limit.within.ms);
    }
    return std::make_tuple(posts, notices, tasks);
}
inline auto key(const muster::dispatch_outcome& out) {
    return std::make_tuple(out.end, out.position_assumed, out.visited, out.assignments, out.shortfalls);
}

template <class Outcome>
bool same(const Outcome& a, const Outcome& b) {
    if (!(key(a) == key(b))) { return false; }
    if constexpr (requires { a.reasons; }) { return a.reasons == b.reasons; }
    return true;
}

/// Asks once, in the form that `governance` prefers.
template <class Outcome, class Stage, class T, class Context>
void ask(const Stage& stage, const T& object, const Context& context, Outcome& out) {
    if constexpr (std::is_invocable_v<const Stage&, const T&, const Context&, Outcome&>) {
        stage(object, context, out);
    } else {
        out = stage(object, context);
    }
}

/// What is true of any stage: it is a pure function of what it is told, in each form that it has, whatever its scratch
/// and the outcome that it may reuse have seen, and whether or not it writes its reasons down. `check` then looks at
/// what it decided.
template <muster::stage_id Id, class Outcome, class Stage, class Samples, class MakeContext, class Check>
void pure_stage(const Stage& stage, const Samples& samples, MakeContext&& make_context, Check&& check) {
    muster::workspace used;
    Outcome reused;
    int number = 0;
    for (const auto& object : samples) {
        CAPTURE(number++);
        using context_type = decltype(make_context(used, muster::record::all));
        using object_type = std::remove_cvref_t<decltype(object)>;
        constexpr bool fills = std::is_invocable_v<const Stage&, const object_type&, const context_type&, Outcome&>;
        constexpr bool gives = std::is_invocable_r_v<Outcome, const Stage&, const object_type&, const context_type&>;
        static_assert(fills || gives, "conformance: the stage cannot be called as a stage of this name");

        muster::workspace fresh;
        Outcome first;
        ask(stage, object, make_context(fresh, muster::record::all), first);
        Outcome second;
        ask(stage, object, make_context(fresh, muster::record::all), second);
        CHECK(same(first, second));  // asked twice
        ask(stage, object, make_context(used, muster::record::all), reused);
        CHECK(same(first, reused));  // with memory that has seen other incidents
        if constexpr (fills && gives) {
            const Outcome given = stage(object, make_context(fresh, muster::record::all));
            CHECK(same(first, given));  // in its other form
        }
        Outcome silent;
        ask(stage, object, make_context(fresh, muster::record::none), silent);
        CHECK(key(first) == key(silent));  // without reasons
        if constexpr (requires { silent.reasons; }) {
            CHECK(silent.reasons.empty());
            for (const muster::reason& each : first.reasons) {
                CHECK(each.stage == Id);
                if (each.is_group) { CHECK(each.actual > 0); }
            }
        }
        check(first);
    }
}

}  // namespace detail

/// A locate stage: nothing is ever without an owner.
template <class Stage, class Samples>
void locate_stage(const Stage& stage, const Samples& samples) {
    detail::pure_stage<muster::stage_id::locate, muster::location>(
        stage, samples,
        [](muster::workspace& scratch, muster::record recording) {
            return muster::locate_context{scratch, recording};
        },
        [](const muster::location& out) {
            CHECK(out.owner);
            REQUIRE(out.depth <= muster::location::max_tiers);
            for (std::size_t i = 0; i < out.path.size(); ++i) {
                CHECK(static_cast<bool>(out.path[i]) == (i < out.depth));
            }
            CHECK(static_cast<bool>(out.nearest) == (out.status == muster::location_status::outside));
            CHECK(out.distance.mm >= 0);
        });
}

/// A classify stage: a type, or an abstention that says why.
template <class Stage, class Samples, class Situation = muster::clock_only>
void classify_stage(const Stage& stage, const Samples& samples, const scene<Situation>& before = {}) {
    detail::pure_stage<muster::stage_id::classify, muster::classification>(
        stage, samples,
        [&](muster::workspace& scratch, muster::record recording) {
            return muster::classify_context{before.where, scratch, recording};
        },
        [](const muster::classification& out) {
            CHECK(static_cast<bool>(out.type) == (out.status == muster::classification_status::classified));
            CHECK(static_cast<bool>(out.tied_with) == (out.status == muster::classification_status::tie));
            if (out.status == muster::classification_status::tie) {
                CHECK(out.runner_up);
                CHECK(out.runner_up != out.tied_with);
            }
            if (out.type) { CHECK(out.runner_up != out.type); }
        });
}

/// A grade stage: levels of the scale, the decided one inside its interval.
template <class Stage, class Samples, class Situation = muster::clock_only>
void grade_stage(const Stage& stage, const Samples& samples, const muster::response_scale& scale,
                 const scene<Situation>& before = {}) {
    detail::pure_stage<muster::stage_id::grade, muster::grading>(
        stage, samples,
        [&](muster::workspace& scratch, muster::record recording) {
            return muster::grade_context{before.where, before.what, before.situation.now, scratch, recording};
        },
        [&](const muster::grading& out) {
            CHECK(scale.contains(out.decided));
            CHECK(scale.contains(out.lowest));
            CHECK(scale.contains(out.highest));
            CHECK_FALSE(muster::is_more_serious(out.lowest, out.decided));
            CHECK_FALSE(muster::is_more_serious(out.decided, out.highest));
            if (out.lowest == out.highest) { CHECK_FALSE(out.settled_by); }
        });
}

/// A require stage: needs that somebody could meet.
template <class Stage, class Samples, class Situation = muster::clock_only>
void require_stage(const Stage& stage, const Samples& samples, const scene<Situation>& before = {}) {
    detail::pure_stage<muster::stage_id::require, muster::requirement>(
        stage, samples,
        [&](muster::workspace& scratch, muster::record recording) {
            return muster::require_context{before.where, before.what, before.how_serious, scratch, recording};
        },
        [](const muster::requirement& out) {
            for (const muster::need& each : out.needs) {
                CHECK(each.capability.index < muster::capability_set::limit);
                CHECK(each.amount > 0);
                CHECK(each.limit.within.ms >= 0);
                if (each.has_limit()) { CHECK(muster::is_arrival_limit(each.limit)); }
            }
        });
}

namespace detail {

template <template <class> class Context, class Situation>
auto later(const scene<Situation>& before) {
    return [&before](muster::workspace& scratch, muster::record recording) {
        return Context<Situation>{before.where,     before.what, before.how_serious, before.needed,
                                  before.situation, scratch,     recording};
    };
}

}  // namespace detail

/// A gauge stage: a mode, and the numbers that it rests on.
template <class Stage, class Samples, class Situation = muster::clock_only>
void gauge_stage(const Stage& stage, const Samples& samples, const scene<Situation>& before = {}) {
    detail::pure_stage<muster::stage_id::gauge, muster::mode_advice>(
        stage, samples, detail::later<muster::gauge_context>(before), [](const muster::mode_advice& out) {
            CHECK((out.recommended == muster::mode::routine || out.recommended == muster::mode::convergent ||
                   out.recommended == muster::mode::outside_scope));
            CHECK(out.measured.needs_by_owner <= out.measured.needs_asked);
            CHECK(out.measured.load_thousandths >= 0);
        });
}

/// A match stage: exactly one owner of the case; in one function a department acts once, and at most one is primary; of
/// several departments with functions of their own, none is primary for all.
template <class Stage, class Samples, class Situation = muster::clock_only>
void match_stage(const Stage& stage, const Samples& samples, const scene<Situation>& before = {}) {
    detail::pure_stage<muster::stage_id::match, muster::joint_action_group>(
        stage, samples, detail::later<muster::match_context>(before), [&](const muster::joint_action_group& out) {
            CHECK(out.case_owner);
            std::set<std::pair<muster::capability_id, muster::department_handle>> parts;
            std::set<muster::capability_id> led;
            for (const muster::joint_action_group::member& each : out.members) {
                CHECK(each.department);
                CHECK(parts.insert({each.function, each.department}).second);
                if (each.part == muster::participation::primary) { CHECK(led.insert(each.function).second); }
            }
            for (const muster::capability_id each : out.uncovered) { CHECK_FALSE(led.contains(each)); }
            for (const muster::joint_action_group::clash& each : out.clashes) {
                CHECK(each.one != each.other);
                CHECK(each.from < each.until);
            }
        });
}

/// A consult stage: experts who exist, each once; a field that nobody can be called for is one that was asked.
template <class Stage, class Samples, class Situation = muster::clock_only>
void consult_stage(const Stage& stage, const Samples& samples, const scene<Situation>& before = {}) {
    detail::pure_stage<muster::stage_id::consult, muster::expert_panel>(
        stage, samples,
        [&before](muster::workspace& scratch, muster::record recording) {
            return muster::consult_context<Situation>{before.where,         before.what,  before.how_serious,
                                                      before.needed,        before.group, before.situation,
                                                      before.situation.now, scratch,      recording};
        },
        [](const muster::expert_panel& out) {
            std::set<muster::expert_handle> seated;
            for (const muster::expert_panel::seat& each : out.seats) {
                CHECK(each.expert);
                CHECK(seated.insert(each.expert).second);
                CHECK(each.arrival.ms >= 0);
            }
            for (const muster::capability_id each : out.uncovered) {
                CHECK(std::count(out.asked.begin(), out.asked.end(), each) == 1);
            }
        });
}

/// An assemble stage: nobody in two posts of one role, nobody told twice, at most one commander a cell.
template <class Stage, class Samples, class Situation = muster::clock_only>
void assemble_stage(const Stage& stage, const Samples& samples, const scene<Situation>& before = {}) {
    detail::pure_stage<muster::stage_id::assemble, muster::assembly>(
        stage, samples,
        [&before](muster::workspace& scratch, muster::record recording) {
            return muster::assemble_context<Situation>{
                before.where, before.what,  before.how_serious, before.needed, before.advised, before.group,
                before.panel, before.units, before.situation,   scratch,       recording};
        },
        [](const muster::assembly& out) {
            std::set<std::pair<muster::cell_id, muster::role_id>> roles;
            std::set<muster::cell_id> commanded;
            for (const muster::assembly::post& each : out.posts) {
                CHECK(each.cell);
                CHECK(roles.insert({each.cell, each.role}).second);
                if (each.is_commander) { CHECK(commanded.insert(each.cell).second); }
            }
            std::set<std::pair<muster::subject, std::uint32_t>> told;
            for (const muster::assembly::notice& each : out.notices) {
                CHECK(told.insert({each.about, each.index}).second);
            }
            for (const muster::assembly::task& each : out.tasks) { CHECK((each.action || each.capability || each.about == muster::subject::expert)); }
        });
}

/// A dispatch stage over a `muster::fleet`: only units that are there, free and able, each once; what is missing is said.
template <class Stage, class Samples, class Situation>
void dispatch_stage(const Stage& stage, const Samples& samples, const scene<Situation>& before) {
    detail::pure_stage<muster::stage_id::dispatch, muster::dispatch_outcome>(
        stage, samples,
        [&](muster::workspace& scratch, muster::record recording) {
            return muster::dispatch_context<Situation>{before.where,  before.what,      before.how_serious,
                                                       before.needed, before.situation, before.situation.now,
                                                       scratch,       recording};
        },
        [&](const muster::dispatch_outcome& out) {
            const auto& units = before.situation.units;
            std::set<std::uint32_t> sent;
            for (const muster::assignment& each : out.assignments) {
                REQUIRE(each.unit.index < units.size());
                CHECK(units.handle_of(each.unit.index) == each.unit);
                CHECK(units.is_free(each.unit.index));
                CHECK(units[each.unit.index].can.contains(each.capability));
                CHECK(sent.insert(each.unit.index).second);
                CHECK(each.arrival.ms >= 0);
            }
            CHECK((out.end == muster::search_end::covered) == out.shortfalls.empty());
            for (const muster::need& each : before.needed.needs) {
                std::uint32_t counted = 0;
                for (const muster::assignment& order : out.assignments) {
                    if (order.capability == each.capability) { ++counted; }
                }
                for (const muster::shortfall& gap : out.shortfalls) {
                    if (gap.capability == each.capability) { counted += gap.missing; }
                }
                CHECK(counted >= each.amount);  // sent, or said to be missing
            }
        });
}

}  // namespace conformance
