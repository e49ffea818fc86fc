#pragma once

#include "muster/department/department_directory.hpp"
#include "muster/department/match_verdict.hpp"
#include "muster/governance/assembly_verdict.hpp"
#include "muster/governance/command_rules.hpp"
#include "muster/governance/lightning_assembly.hpp"
#include "muster/governance/plan.hpp"
#include "muster/governance/situation.hpp"
#include "muster/travel/straight_line_travel.hpp"
#include "muster/unit/response_tier.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <vector>

/// What holds of every plan of every city, worked out anew from what the city laid down. Each function gives what is
/// wrong with a plan, in a sentence, or null.
namespace plan_promises {

using muster::plan;
using muster::planar;
using situation = muster::situation<planar>;

/// What a city laid down, as far as plans are held against it.
struct laid_down {
    const muster::hierarchy<planar>& cells;
    const muster::type_tree& types;
    const muster::department_directory& departments;
    const muster::department_rules& duties;
    const muster::command_rules& command;
    const muster::lightning_assembly& assembly;
    const std::vector<muster::response_tier>& tiers;
};

inline bool is_for(const muster::type_tree& types, muster::type_id wanted, muster::type_id type) {
    if (!wanted) { return true; }
    for (; type; type = types.parent(type)) {
        if (type == wanted) { return true; }
    }
    return false;
}
inline bool is_open(muster::response_level least, muster::response_level at) {
    return least.rank == 0 || at.rank <= least.rank;
}

template <class Verdict>
bool is_said(const muster::reason_list& reasons, Verdict verdict, muster::subject about, std::uint32_t index,
             std::uint32_t purpose) {
    return std::any_of(reasons.begin(), reasons.end(), [&](const muster::reason& each) {
        return each.verdict == static_cast<std::uint16_t>(verdict) && each.about == about && each.index == index &&
               each.purpose == purpose;
    });
}

// ---- always an owner -------------------------------------------------------------------------------------------------

inline muster::department_handle owner_of_case(const laid_down& by, muster::type_id type) {
    const auto line_for = [&by](muster::type_id wanted) {
        for (const muster::case_ownership& each : by.duties.owners) {
            if (each.type == wanted) { return by.departments.find(each.department); }
        }
        return muster::department_handle::none();
    };
    for (; type; type = by.types.parent(type)) {
        if (const muster::department_handle found = line_for(type)) { return found; }
    }
    const muster::department_handle of_the_rest = line_for(muster::type_id::none());
    return of_the_rest ? of_the_rest : by.departments.find(by.duties.first_receiver);
}

inline const char* owner_fault(const laid_down& by, const plan& made) {
    const muster::joint_action_group& group = made.group;
    if (!made.where.owner || made.where.owner.index >= by.cells.size()) { return "no cell owns the incident"; }
    if (!made.was_asked(muster::stage_id::match)) { return "nobody was asked who owns the case"; }
    if (!group.case_owner || group.case_owner != owner_of_case(by, made.what.type)) {
        return "the case is not its owner's by the most specific line";
    }
    if (!group.received_by || group.received_by.index >= by.departments.size()) { return "nobody received the call"; }
    const bool acts = std::any_of(group.members.begin(), group.members.end(),
                                  [&](const auto& each) { return each.department == group.received_by; });
    const muster::referral passes = group.received_by == group.case_owner ? muster::referral::keep
                                    : acts                                ? muster::referral::joint
                                                                          : muster::referral::transfer;
    return group.passes == passes ? nullptr : "what passes between receiver and owner is wrong";
}

/// The cells of an incident, coarsest first: of its place, or of its owner.
inline std::vector<muster::cell_id> path_of(const laid_down& by, const muster::location& where) {
    std::vector<muster::cell_id> path;
    for (std::size_t i = 0; i < where.depth; ++i) { path.push_back(where.path[i]); }
    if (path.empty()) {
        for (muster::cell_id each = where.owner; each; each = by.cells.parent(each)) {
            path.insert(path.begin(), each);
        }
    }
    return path;
}

inline const char* commander_fault(const laid_down& by, const plan& made) {
    if (made.group.passes == muster::referral::transfer && made.needed.needs.empty() &&
        made.units.assignments.empty()) {
        return made.called.posts.empty() ? nullptr : "a case that moves on is commanded here";
    }
    const std::vector<muster::cell_id> path = path_of(by, made.where);
    const muster::response_level at = made.how_serious.decided;
    const auto commanders = [&made](muster::cell_id cell) {
        return std::count_if(made.called.posts.begin(), made.called.posts.end(),
                             [cell](const auto& each) { return each.is_commander && (each.cell == cell || !cell); });
    };
    for (const muster::tier_activation& each : by.command.activations) {
        if (!is_open(each.least, at)) { continue; }
        if (each.tier < path.size()) {
            if (commanders(path[each.tier]) != 1) { return "an activated tier has not exactly one commander's post"; }
        } else if (commanders({}) == 0) {
            return "a tier is activated, and nobody commands";
        } else if (!is_said(made.called.reasons, muster::assembly_verdict::tier_place_unknown, muster::subject::cell,
                            path.back().index, static_cast<std::uint32_t>(each.tier))) {
            return "a tier without a known cell is not named";
        }
    }
    return nullptr;
}

/// Whether an officer holds a post of an exclusive role.
inline bool is_bound(const laid_down& by, const plan& made, muster::officer_id who) {
    return std::any_of(made.called.posts.begin(), made.called.posts.end(), [&](const muster::assembly::post& each) {
        return each.officer == who && by.command.roles[each.role.index].is_exclusive;
    });
}

/// A post goes to the first on the roster who is there and free for it; a vacancy has nobody left, and is named.
inline const char* roster_fault(const laid_down& by, const situation& now, const plan& made) {
    for (const muster::assembly::post& each : made.called.posts) {
        const muster::command_role& kind = by.command.roles[each.role.index];
        if (!is_open(kind.least, made.how_serious.decided)) { return "a role is filled at a level that closes it"; }
        const auto line = by.assembly.roster().on_duty(each.cell, each.role);
        std::size_t turn = 0;
        for (; turn < line.size() && line[turn] != each.officer; ++turn) {
            if (!now.is_absent(line[turn]) && !(kind.is_exclusive && is_bound(by, made, line[turn]))) {
                return "somebody on the roster was passed over without a cause";
            }
        }
        if (each.officer) {
            if (turn == line.size() || turn != each.turn) { return "an officer stands on no such roster"; }
            if (now.is_absent(each.officer)) { return "an absent officer holds a post"; }
        } else if (!is_said(made.called.reasons,
                            kind.is_mandatory ? muster::assembly_verdict::mandatory_vacant
                                              : muster::assembly_verdict::optional_vacant,
                            muster::subject::role, each.role.index, each.cell.index)) {
            return "a vacancy is not named";
        }
    }
    return nullptr;
}

// ---- needs covered, or the gap named ---------------------------------------------------------------------------------

/// What run cards and response tiers ask for together.
inline std::vector<muster::need> asked_for(const laid_down& by, const plan& made) {
    std::vector<muster::need> all = made.needed.needs;
    for (const muster::response_tier& each : by.tiers) {
        if (is_for(by.types, each.type, made.what.type) && is_open(each.least, made.how_serious.decided)) {
            all.push_back({each.unit_class, each.count, each.limit, {}});
        }
    }
    return all;
}

/// @param target  where the units are to go
/// @param passed  since the report came in
inline const char* units_fault(const laid_down& by, const situation& now, const plan& made, const planar& target,
                               muster::duration passed) {
    if (!made.was_asked(muster::stage_id::dispatch)) {
        return made.card_orders > 0 ? nullptr : "nobody was asked for units, and no standing order stands in";
    }
    const std::vector<muster::need> all = asked_for(by, made);
    const muster::dispatch_outcome& units = made.units;
    const auto already = [passed](const muster::time_limit& limit) {
        return limit.from == muster::clock_anchor::received ? passed : muster::duration{0};
    };
    const auto on_the_way = [&](const muster::assignment& order) {  // from the order on
        const auto& unit = now.units[order.unit.index];
        return unit.turnout + muster::straight_line_travel{}(unit.stands, target);
    };
    for (const muster::assignment& each : units.assignments) {
        if (each.arrival != on_the_way(each) + already(each.limit)) { return "an arrival is not what the way takes"; }
    }
    for (const muster::need& each : all) {
        std::uint32_t wanted = 0;
        for (const muster::need& other : all) {
            if (other.capability == each.capability) { wanted = std::max(wanted, other.amount); }
        }
        std::uint32_t sent = 0;
        std::uint32_t in_time = 0;
        for (const muster::assignment& order : units.assignments) {
            if (order.capability != each.capability) { continue; }
            ++sent;
            in_time += !each.has_limit() || on_the_way(order) + already(each.limit) <= each.limit.within ? 1U : 0U;
        }
        if (sent > wanted) { return "more units go than were asked for"; }
        const auto named = std::find_if(units.shortfalls.begin(), units.shortfalls.end(),
                                        [&](const auto& gap) { return gap.capability == each.capability; });
        const bool is_named = named != units.shortfalls.end();
        if (in_time < each.amount && !is_named) { return "a need is not met, and the gap is not named"; }
        if (is_named && named->missing != wanted - sent) { return "the gap is not as large as it is said to be"; }
        if (!is_named && sent < wanted) { return "units are missing, and nobody says so"; }
        if (in_time < each.amount && sent == wanted && named->late_by.ms <= 0) { return "units are late unsaid"; }
    }
    for (const muster::shortfall& each : units.shortfalls) {
        const bool is_asked =
            std::any_of(all.begin(), all.end(), [&](const auto& asked) { return asked.capability == each.capability; });
        if (!is_asked) { return "something is missing that nobody asked for"; }
        if (each.missing == 0 && each.late_by.ms <= 0) { return "a gap is named where there is none"; }
    }
    if (units.end == muster::search_end::covered && !units.shortfalls.empty()) { return "covered, with a gap"; }
    if (units.end == muster::search_end::exhausted && units.shortfalls.empty()) { return "exhausted, without a gap"; }
    return nullptr;
}

inline const char* departments_fault(const laid_down& by, const plan& made) {
    const muster::joint_action_group& group = made.group;
    for (const muster::need& each : made.needed.needs) {
        const auto primaries = std::count_if(group.members.begin(), group.members.end(), [&](const auto& member) {
            return member.function == each.capability && member.part == muster::participation::primary;
        });
        const bool is_named = std::count(group.uncovered.begin(), group.uncovered.end(), each.capability) == 1;
        bool is_able = false;
        for (std::uint32_t i = 0; i < by.departments.size(); ++i) {
            is_able = is_able || by.departments.can(i).contains(each.capability);
        }
        if (primaries != (is_able ? 1 : 0)) { return "a need has not exactly one primary department"; }
        if (is_named == is_able) { return "a function is uncovered unsaid, or said to be and is not"; }
        const bool is_task = std::any_of(made.called.tasks.begin(), made.called.tasks.end(), [&](const auto& task) {
            return task.about == muster::subject::department && task.capability == each.capability &&
                   task.amount == each.amount && task.limit == each.limit;
        });
        if (is_task != is_able) { return "a need is nobody's task, or the task of somebody who cannot"; }
    }
    for (const auto& member : group.members) {
        if (member.function && !by.departments.can(member.department.index).contains(member.function)) {
            return "a department acts in a function that it does not have";
        }
    }
    return nullptr;
}

// ---- nobody twice ----------------------------------------------------------------------------------------------------

inline const char* twice_fault(const laid_down& by, const situation& now, const plan& made) {
    const std::vector<muster::assembly::post>& posts = made.called.posts;
    for (std::size_t i = 0; i < posts.size(); ++i) {
        if (!posts[i].officer || !by.command.roles[posts[i].role.index].is_exclusive) { continue; }
        for (std::size_t k = 0; k < i; ++k) {
            if (posts[k].officer == posts[i].officer && by.command.roles[posts[k].role.index].is_exclusive) {
                return "an officer holds two exclusive posts";
            }
        }
    }
    const auto& seats = made.panel.seats;
    for (std::size_t i = 0; i < seats.size(); ++i) {
        if (!now.experts.is_free(seats[i].expert.index)) { return "an expert is called who is not free"; }
        for (std::size_t k = 0; k < i; ++k) {
            if (seats[k].expert.index == seats[i].expert.index) { return "an expert has two seats"; }
        }
    }
    const auto& orders = made.units.assignments;
    for (std::size_t i = 0; i < orders.size(); ++i) {
        const auto& unit = now.units[orders[i].unit.index];
        if (unit.status != muster::unit_status::free) { return "a unit is sent that is not free"; }
        if (!unit.can.contains(orders[i].capability)) { return "a unit is sent for what it cannot do"; }
        if (unit.held_below && muster::is_more_serious(unit.held_below, made.how_serious.decided)) {
            return "a reserve goes below its level";
        }
        for (std::size_t k = 0; k < i; ++k) {
            if (orders[k].unit.index == orders[i].unit.index) { return "a unit has two orders"; }
        }
    }
    return nullptr;
}

// ---- nobody leads everything -----------------------------------------------------------------------------------------

/// Whether a department is there for its past alone.
inline bool is_joiner(const plan& made, muster::department_handle who) {
    return std::any_of(made.group.reasons.begin(), made.group.reasons.end(), [who](const muster::reason& each) {
        return each.about == muster::subject::department && !each.is_group && each.index == who.index &&
               each.template verdict_as<muster::match_verdict>() == muster::match_verdict::joins_by_past;
    });
}

/// Several departments by duty or need, with several functions. Who comes for the past alone makes nothing crosscutting.
inline bool is_crosscutting(const plan& made) {
    const auto& members = made.group.members;
    bool several_functions = false;
    bool several_departments = false;
    const muster::joint_action_group::member* first = nullptr;
    for (const auto& each : members) {
        if (!each.function) { continue; }
        several_functions = several_functions || each.function != members.front().function;
        if (is_joiner(made, each.department)) { continue; }
        if (first == nullptr) { first = &each; }
        several_departments = several_departments || each.department != first->department;
    }
    return several_functions && several_departments;
}

inline const char* lead_fault(const plan& made) {
    if (!is_crosscutting(made)) { return nullptr; }
    const muster::joint_action_group::member* first = nullptr;
    for (const auto& each : made.group.members) {
        if (!each.function || each.part != muster::participation::primary) { continue; }
        if (first == nullptr) { first = &each; }
        if (each.department != first->department) { return nullptr; }
    }
    return "one department is primary for every function of a cross-cutting incident";
}

// ---- the same plan ---------------------------------------------------------------------------------------------------

/// Everything but the reasons.
inline bool is_same_decision(const plan& a, const plan& b) {
    const auto head = [](const plan& p) {
        return std::tie(p.incident_key, p.decided_at, p.situation_version, p.policy_name, p.policy_version,
                        p.policy_digest, p.asked, p.on_card, p.card_orders, p.questions);
    };
    const auto early = [](const plan& p) {
        return std::tie(p.where, p.what.status, p.what.type, p.what.runner_up, p.what.tied_with, p.what.rule,
                        p.how_serious.decided, p.how_serious.lowest, p.how_serious.highest, p.how_serious.criterion,
                        p.how_serious.settled_by, p.needed.needs, p.needed.cards);
    };
    const auto late = [](const plan& p) {
        return std::tie(p.advised.recommended, p.advised.measured, p.group.case_owner, p.group.received_by,
                        p.group.passes, p.group.members, p.group.uncovered, p.group.clashes, p.panel.seats,
                        p.panel.asked, p.panel.uncovered, p.panel.cause, p.panel.holds_further_action);
    };
    const auto last = [](const plan& p) {
        return std::tie(p.units.end, p.units.position_assumed, p.units.visited, p.units.assignments, p.units.shortfalls,
                        p.called.posts, p.called.notices, p.called.tasks);
    };
    return head(a) == head(b) && early(a) == early(b) && late(a) == late(b) && last(a) == last(b);
}

inline auto reasons_of(const plan& p) {
    return std::tie(p.what.reasons, p.how_serious.reasons, p.needed.reasons, p.advised.reasons, p.group.reasons,
                    p.panel.reasons, p.units.reasons, p.called.reasons);
}
inline bool is_same_plan(const plan& a, const plan& b) {
    return is_same_decision(a, b) && reasons_of(a) == reasons_of(b);
}
inline bool is_silent(const plan& p) { return reasons_of(p) == reasons_of(plan{}); }

}  // namespace plan_promises
