#pragma once

#include "muster/core/digest.hpp"                         // digest
#include "muster/core/name_book.hpp"                      // name_book
#include "muster/governance/assembly_verdict.hpp"         // assembly_verdict
#include "muster/governance/command_rules.hpp"            // command_rules
#include "muster/governance/detail/assembly_notices.hpp"  // assembly_notices
#include "muster/governance/detail/assembly_scene.hpp"    // assembly_scene
#include "muster/governance/detail/assembly_tasks.hpp"    // ask_departments, ask_experts
#include "muster/governance/detail/command_posts.hpp"     // command_posts
#include "muster/governance/detail/command_table.hpp"     // command_table
#include "muster/governance/duty_roster.hpp"              // duty_roster
#include "muster/model/assembly.hpp"                      // assembly
#include "muster/model/stage_context.hpp"                 // assemble_context

#include <algorithm>    // sort
#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <span>         // span
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// Who commands, who is told at once and what is asked of whom by when (闪电集结): the assemble stage.
///
/// **Posts.** Each tier that the decided level activates sets up the organisation of the incident's cell of that tier:
/// the commander, then the groups in the order of the rules, each filled from its roster in order. An officer is passed
/// over who is absent (`context.situation.is_absent(officer_id)`, where the situation has it) or already holds another
/// exclusive post; a post for which nobody is left is vacant, and said to be. Where the place is known no finer than a
/// coarser tier, the finest known tier that is ever activated stands in: an organisation always has a commander's post.
/// **Notices,** all at once and nobody twice: the cells of the path, the neighbours of the incident's cell (of the
/// nearest one when it is outside), departments, experts, units. Telling books nobody: automatic aid is told by prior
/// rule, and dispatch alone decides which units go.
/// **Tasks,** the earliest deadline first, those without one last: what the primary departments bring, when the experts
/// are there, the lines of the checklists of the activated tiers. A line's time runs from the order; its end is
/// whatever it says.
///
/// A case that is transferred, asks for nothing and gets no unit needs no command here: owner and receiver are told.
/// A more serious level activates no fewer tiers. Const once built, keeps nothing of what it was built from; for many
/// threads at once.
/// @throws error what `duty_roster` refuses; out_of_range (a tier or level that is not there, a negative time), empty (no
///         activation, a checklist line without words), duplicate (a tier activated twice), missing (a tier without
///         roster), unknown_name (a checklist line for no role, no type, or a tier that is never activated),
///         contradiction (a commander who is not mandatory at every level); in decisions nothing
/// @complexity O(posts + notices + tasks log tasks), no allocation when warm. Deterministic: yes
/// @source Fan-out and tiered command organisations: the case study's Lightning Assembly; the tables are a city's own
class lightning_assembly {
public:
    template <position_type P>
    lightning_assembly(const hierarchy<P>& cells, const type_tree& types, const response_scale& scale,
                       command_rules rules)
        : posts_{duty_roster{cells, rules}, rules.roles},
          table_{cells, types, scale, rules, posts_.roster()},
          checklist_{std::move(rules.checklist)} {
        for (const checklist_line& each : checklist_) { role_of_action_.push_back(role_named(each.role)); }
    }

    /// Officers by key, for whoever says who is absent.
    [[nodiscard]] const duty_roster& roster() const noexcept { return posts_.roster(); }
    /// The role with an English name, or none. O(roles)
    [[nodiscard]] role_id role_named(std::string_view english) const noexcept {
        const std::vector<command_role>& roles = posts_.roles();
        for (std::uint32_t i = 0; i < roles.size(); ++i) {
            if (roles[i].role_name.en == english) { return {i}; }
        }
        return role_id::none();
    }

    void write_digest(digest& into) const {
        posts_.write_digest(into);
        table_.write_digest(into);
        for (std::size_t i = 0; i < checklist_.size(); ++i) {
            const checklist_line& each = checklist_[i];
            into.words(each.action.en).number(role_of_action_[i].index).number(static_cast<std::int64_t>(each.tier));
            into.number(each.within.ms);
        }
    }
    /// Roles, officers and the lines of the checklist.
    void write_names(name_book& names) const {
        posts_.roster().write_names(names);
        const std::vector<command_role>& roles = posts_.roles();
        for (std::uint32_t i = 0; i < roles.size(); ++i) { names.set(subject::role, i, roles[i].role_name); }
        for (std::uint32_t i = 0; i < checklist_.size(); ++i) { names.set(subject::action, i, checklist_[i].action); }
    }

    template <class T, class S>
    void operator()(const T&, const assemble_context<S>& context, assembly& out) const {
        auto& scratch = context.scratch.template get<detail::assembly_scratch>();
        out.posts.clear();
        out.notices.clear();
        out.tasks.clear();
        out.reasons.clear();
        detail::assembly_scene at;
        at.depth = table_.path_of(context.where, at.path);
        at.level = table_.level_of(context.how_serious.decided);
        at.reasons = context.recording == record::all ? &out.reasons : nullptr;

        detail::assembly_notices told{out.notices};
        if (moves_on(context.group, context.needed, context.units)) {
            at.say(assembly_verdict::moves_on, subject::department, context.group.case_owner.index, 0, 0, 0,
                   measure::none);
            told.tell_others(context.group, context.panel, context.units, scratch);
            return;
        }
        const std::uint32_t set_up = posts_.fill(context.situation, table_, at, scratch.holders, out.posts);
        told.tell_cells(context.where, table_, at, scratch.cells);
        told.tell_others(context.group, context.panel, context.units, scratch);
        detail::ask_departments(context.needed, context.group, at, out.tasks);
        detail::ask_experts(context.panel, at, out.tasks);
        ask_roles(context.what.type, at, set_up, out.tasks);
        std::sort(out.tasks.begin(), out.tasks.end(), detail::is_due_before);
    }
    template <class T, class S>
    [[nodiscard]] assembly operator()(const T& object, const assemble_context<S>& context) const {
        assembly out;
        (*this)(object, context, out);
        return out;
    }

private:
    // What is transferred and asks for nothing has nothing to be commanded here.
    [[nodiscard]] static bool moves_on(const joint_action_group& group, const requirement& needed,
                                       const dispatch_outcome& units) noexcept {
        return group.passes == referral::transfer && needed.needs.empty() && units.assignments.empty();
    }

    void ask_roles(type_id type, const detail::assembly_scene& at, std::uint32_t set_up,
                   std::vector<assembly::task>& out) const {
        const std::span<const action_id> lines = table_.actions(type, at.level);
        for (const action_id each : lines) {
            const checklist_line& line = checklist_[each.index];
            const bool is_there = ((set_up >> line.tier) & 1U) != 0;
            at.say(is_there ? assembly_verdict::action_asked : assembly_verdict::action_place_unknown, subject::action,
                   each.index, static_cast<std::uint32_t>(line.tier), line.within.ms, 0, measure::milliseconds);
            if (!is_there) { continue; }
            out.push_back({subject::role,
                           role_of_action_[each.index].index,
                           at.path[line.tier],
                           each,
                           capability_id::none(),
                           0,
                           {clock_anchor::ordered, clock_anchor::on_scene, line.within}});
        }
        if (lines.size() < checklist_.size()) {
            at.say(assembly_verdict::action_for_others, subject::action, action_id::none_index, 0,
                   static_cast<std::int64_t>(checklist_.size() - lines.size()), static_cast<std::int64_t>(lines.size()),
                   measure::count, true);
        }
    }

    detail::command_posts posts_;
    detail::command_table table_;
    std::vector<checklist_line> checklist_;
    std::vector<role_id> role_of_action_;
};

}  // namespace v0
}  // namespace muster
