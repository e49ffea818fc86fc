#pragma once

#include "muster/core/reason.hpp"                       // subject
#include "muster/governance/detail/assembly_scene.hpp"  // assembly_scene
#include "muster/governance/detail/command_table.hpp"   // command_table
#include "muster/model/assembly.hpp"                    // assembly
#include "muster/model/location.hpp"                    // location
#include "muster/model/outcomes.hpp"                    // joint_action_group, expert_panel, dispatch_outcome

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t
#include <vector>   // vector

namespace muster {
inline namespace v0 {

namespace detail {

/// Writes down who is told, all at once and nobody twice.
class assembly_notices {
public:
    explicit assembly_notices(std::vector<assembly::notice>& out) : out_{out} {}

    /// The cells of the path, then the neighbours. @pre nothing is told yet
    void tell_cells(const location& where, const command_table& table, const assembly_scene& at, seen_set& told) {
        told.clear();
        const auto tell_cell = [&](cell_id cell, assembly_verdict why, cell_id from) {
            if (!tell(told, subject::cell, cell.index)) { return; }
            at.say(why, subject::cell, cell.index, from.index, 1, 0);
        };
        for (std::size_t tier = 0; tier < at.depth; ++tier) {
            tell_cell(at.path[tier], assembly_verdict::own_cell, at.path[tier]);
        }
        const std::size_t tier = table.neighbour_tier();
        cell_id around = at.depth > tier ? at.path[tier] : cell_id::none();
        if (where.status == location_status::outside && where.nearest) {
            around = table.ancestor(where.nearest, tier);  // the path is the fallback owner's, who may be far away
            tell_cell(around, assembly_verdict::nearest_cell, where.nearest);
        }
        if (around) {
            for (const cell_id each : table.neighbours(around)) {
                tell_cell(each, assembly_verdict::neighbour, around);
            }
        } else {
            at.say(assembly_verdict::neighbours_unknown, subject::cell, at.finest().index,
                   static_cast<std::uint32_t>(tier), static_cast<std::int64_t>(at.depth),
                   static_cast<std::int64_t>(tier));
        }
        if (out_.size() < table.cells()) {
            at.say(assembly_verdict::not_concerned, subject::cell, cell_id::none_index, 0,
                   static_cast<std::int64_t>(table.cells() - out_.size()), static_cast<std::int64_t>(out_.size()),
                   measure::count, true);
        }
    }

    /// Departments, experts, units. Whether they come was decided, and said, by the stages that chose them.
    void tell_others(const joint_action_group& group, const expert_panel& panel, const dispatch_outcome& units,
                     assembly_scratch& scratch) {
        scratch.departments.clear();
        tell(scratch.departments, subject::department, group.case_owner.index);
        for (const joint_action_group::member& each : group.members) {
            tell(scratch.departments, subject::department, each.department.index);
        }
        tell(scratch.departments, subject::department, group.received_by.index);
        scratch.experts.clear();
        for (const expert_panel::seat& each : panel.seats) {
            tell(scratch.experts, subject::expert, each.expert.index);
        }
        scratch.units.clear();
        for (const assignment& each : units.assignments) { tell(scratch.units, subject::unit, each.unit.index); }
    }

private:
    bool tell(seen_set& told, subject about, std::uint32_t index) {
        if (index == cell_id::none_index || !told.insert(index)) { return false; }
        out_.push_back({about, index});
        return true;
    }

    std::vector<assembly::notice>& out_;
};

}  // namespace detail

}  // namespace v0
}  // namespace muster
