#pragma once

#include "muster/core/reason.hpp"                       // subject
#include "muster/governance/detail/assembly_scene.hpp"  // assembly_scene
#include "muster/model/assembly.hpp"                    // assembly
#include "muster/model/outcomes.hpp"                    // requirement, joint_action_group, expert_panel

#include <algorithm>  // max
#include <cstdint>    // uint64_t
#include <tuple>      // tie
#include <vector>     // vector

namespace muster {
inline namespace v0 {

namespace detail {

[[nodiscard]] inline department_handle primary_for(const joint_action_group& group, capability_id function) noexcept {
    for (const joint_action_group::member& each : group.members) {
        if (each.function == function && each.part == participation::primary) { return each.department; }
    }
    return department_handle::none();
}

/// Every need is the task of the department that is primary for it; whoever has none is named.
inline void ask_departments(const requirement& needed, const joint_action_group& group, const assembly_scene& at,
                            std::vector<assembly::task>& out) {
    for (const need& each : needed.needs) {
        const department_handle who = primary_for(group, each.capability);
        if (!who) {
            at.say(assembly_verdict::need_without_primary, subject::capability, each.capability.index,
                   each.capability.index, 0, each.amount);
            continue;
        }
        out.push_back({subject::department, who.index, cell_id::none(), action_id::none(), each.capability, each.amount,
                       each.limit});
        at.say(assembly_verdict::need_asked, subject::department, who.index, each.capability.index, each.amount,
               each.amount);
    }
}

inline void ask_experts(const expert_panel& panel, const assembly_scene& at, std::vector<assembly::task>& out) {
    for (const expert_panel::seat& each : panel.seats) {
        out.push_back({subject::expert,
                       each.expert.index,
                       cell_id::none(),
                       action_id::none(),
                       each.field,
                       1,
                       {clock_anchor::ordered, clock_anchor::on_scene, {std::max<std::int64_t>(each.arrival.ms, 1)}}});
        at.say(assembly_verdict::expert_asked, subject::expert, each.expert.index, each.field.index, each.arrival.ms, 0,
               measure::milliseconds);
    }
}

/// Total but for equal tasks. Times from different moments do not compare: the order is for reading only.
[[nodiscard]] inline bool is_due_before(const assembly::task& a, const assembly::task& b) noexcept {
    // Without a time it is due last: 0 wraps around to the largest number.
    const auto due = [](const assembly::task& each) { return static_cast<std::uint64_t>(each.limit.within.ms) - 1; };
    if (due(a) != due(b)) { return due(a) < due(b); }
    return std::tie(a.limit.from, a.limit.to, a.about, a.index, a.cell, a.capability, a.action, a.amount) <
           std::tie(b.limit.from, b.limit.to, b.about, b.index, b.cell, b.capability, b.action, b.amount);
}

}  // namespace detail

}  // namespace v0
}  // namespace muster
