#pragma once

#include "muster/core/digest.hpp"               // digest
#include "muster/core/error.hpp"                // error
#include "muster/core/expects.hpp"              // MUSTER_EXPECTS
#include "muster/core/ids.hpp"                  // cell_id, action_id
#include "muster/governance/command_rules.hpp"  // command_rules
#include "muster/governance/duty_roster.hpp"    // duty_roster
#include "muster/grid/hierarchy.hpp"            // hierarchy
#include "muster/model/level.hpp"               // response_scale
#include "muster/model/location.hpp"            // location
#include "muster/model/type_tree.hpp"           // type_tree

#include <algorithm>  // stable_partition
#include <array>      // array
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <span>       // span
#include <string>     // string
#include <vector>     // vector

namespace muster {
inline namespace v0 {

namespace detail {

/// What command rules come to for each tier, level, type and cell, worked out once: a decision only looks it up.
///
/// Holds the few facts of the hierarchy, the types and the levels that it needs, so that it can outlive them.
class command_table {
public:
    static constexpr std::uint8_t never = 0xff;

    template <position_type P>
    command_table(const hierarchy<P>& cells, const type_tree& types, const response_scale& scale,
                  const command_rules& rules, const duty_roster& roster)
        : levels_{scale.size()},
          tiers_{cells.tier_count()},
          neighbour_tier_{rules.neighbour_tier},
          fallback_{cells.fallback_owner()} {
        check_roles(rules, scale);
        if (neighbour_tier_ >= tiers_) { throw error{errc::out_of_range, no_tier("the neighbours", neighbour_tier_)}; }
        take_activations(rules, scale, cells, roster);
        take_cells(cells);
        for (std::uint32_t i = 0; i < rules.checklist.size(); ++i) { check_line(rules, types, scale, i); }
        for (std::size_t type = 0; type <= types.size(); ++type) {  // one past the last: no type
            for (std::size_t rank = 1; rank <= levels_; ++rank) {
                const type_id own = type < types.size() ? type_id{static_cast<std::uint32_t>(type)} : type_id::none();
                list_actions(rules, types, own, {static_cast<std::uint8_t>(rank)});
            }
        }
        start_.push_back(static_cast<std::uint32_t>(actions_.size()));
    }

    [[nodiscard]] std::size_t tiers() const noexcept { return tiers_; }
    [[nodiscard]] std::size_t cells() const noexcept { return parents_.size(); }
    [[nodiscard]] std::size_t neighbour_tier() const noexcept { return neighbour_tier_; }

    /// A level that is none, or that the scale lacks, counts as the least serious.
    [[nodiscard]] response_level level_of(response_level asked) const noexcept {
        return asked.rank >= 1 && asked.rank <= levels_ ? asked : response_level{static_cast<std::uint8_t>(levels_)};
    }
    /// The rank from which a tier sets up its organisation; 0: at every level; `never`.
    [[nodiscard]] std::uint8_t activation(std::size_t tier) const noexcept { return activation_[tier]; }

    /// The path of an incident: its own, or the owner's, or the fallback owner's. @return how many tiers are known
    std::size_t path_of(const location& where, std::array<cell_id, location::max_tiers>& path) const noexcept {
        if (where.depth > 0) {
            path = where.path;
            return where.depth < tiers_ ? where.depth : tiers_;
        }
        cell_id each = where.owner ? where.owner : fallback_;
        MUSTER_EXPECTS(each.index < tier_of_.size(), "lightning_assembly: a place of another hierarchy");
        const std::size_t depth = tier_of_[each.index] + std::size_t{1};
        for (std::size_t tier = depth; tier > 0; each = parents_[each.index]) { path[--tier] = each; }
        return depth;
    }
    /// The cell of a tier above a cell, or itself; none for a finer tier. O(tiers)
    [[nodiscard]] cell_id ancestor(cell_id cell, std::size_t tier) const noexcept {
        if (tier_of_[cell.index] < tier) { return cell_id::none(); }
        while (tier_of_[cell.index] > tier) { cell = parents_[cell.index]; }
        return cell;
    }
    /// @pre the cell is of the neighbour tier
    [[nodiscard]] std::span<const cell_id> neighbours(cell_id cell) const noexcept {
        const std::size_t at = cell.index - first_neighbour_cell_.index;
        return {neighbours_.data() + neighbour_start_[at], neighbour_start_[at + 1] - neighbour_start_[at]};
    }

    /// The lines of the checklist for a type (none: unclassified) and a level, in their order.
    [[nodiscard]] std::span<const action_id> actions(type_id type, response_level at) const noexcept {
        const std::size_t types = (start_.size() - 1) / levels_;
        const std::size_t row = type.index < types ? type.index : types - 1;
        const std::size_t cell = row * levels_ + at.rank - 1;
        return {actions_.data() + start_[cell], start_[cell + 1] - start_[cell]};
    }

    void write_digest(digest& into) const {
        into.number(static_cast<std::int64_t>(levels_)).number(static_cast<std::int64_t>(tiers_));
        into.number(static_cast<std::int64_t>(neighbour_tier_)).number(fallback_.index);
        for (const std::uint8_t each : activation_) { into.number(each); }
        for (const cell_id each : parents_) { into.number(each.index); }
        for (const std::uint32_t each : neighbour_start_) { into.number(each); }
        for (const cell_id each : neighbours_) { into.number(each.index); }
        for (const std::uint32_t each : start_) { into.number(each); }
        for (const action_id each : actions_) { into.number(each.index); }
    }

private:
    [[nodiscard]] std::string no_tier(const std::string& whose, std::size_t tier) const {
        return "command rules: tier " + std::to_string(tier) + " of " + whose + ": the hierarchy has " +
               std::to_string(tiers_) + " tiers, numbered from 0";
    }
    static void check_level(const std::string& who, response_level each, const response_scale& scale) {
        if (each && !scale.contains(each)) {
            throw error{errc::out_of_range, "command rules: " + who + " names a level of rank " +
                                                std::to_string(each.rank) + "; the scale has ranks 1 to " +
                                                std::to_string(scale.size())};
        }
    }

    static void check_roles(const command_rules& rules, const response_scale& scale) {
        for (const command_role& each : rules.roles) {
            check_level("role `" + each.role_name.en + "`", each.least, scale);
            if (each.is_commander && (each.least || !each.is_mandatory)) {
                throw error{errc::contradiction, "command rules: role `" + each.role_name.en +
                                                     "` commands, so it is mandatory, and filled at every level"};
            }
        }
    }

    template <position_type P>
    void take_activations(const command_rules& rules, const response_scale& scale, const hierarchy<P>& cells,
                          const duty_roster& roster) {
        activation_.assign(tiers_, never);
        if (rules.activations.empty()) {
            throw error{errc::empty, "command rules: no tier is ever activated; nobody would command"};
        }
        for (const tier_activation& each : rules.activations) {
            if (each.tier >= tiers_) { throw error{errc::out_of_range, no_tier("an activation", each.tier)}; }
            const std::string who = "tier " + std::to_string(each.tier);
            if (activation_[each.tier] != never) {
                throw error{errc::duplicate, "command rules: " + who + " is activated twice"};
            }
            check_level("the activation of " + who, each.least, scale);
            if (!roster.has_line(each.tier)) {
                throw error{errc::missing, "command rules: " + who + " (" +
                                               std::string{cells.tier_name(each.tier).in(language::en)} +
                                               ") has no roster"};
            }
            activation_[each.tier] = each.least.rank;
        }
    }

    template <position_type P>
    void take_cells(const hierarchy<P>& cells) {
        for (std::uint32_t i = 0; i < cells.size(); ++i) {
            parents_.push_back(cells.parent({i}));
            tier_of_.push_back(static_cast<std::uint8_t>(cells.tier_of({i})));
        }
        first_neighbour_cell_ = cells.cells(neighbour_tier_).first;
        for (const cell_id cell : cells.cells(neighbour_tier_)) {
            neighbour_start_.push_back(static_cast<std::uint32_t>(neighbours_.size()));
            for (const cell_id each : cells.neighbours(cell)) { neighbours_.push_back(each); }
        }
        neighbour_start_.push_back(static_cast<std::uint32_t>(neighbours_.size()));
    }

    void check_line(const command_rules& rules, const type_tree& types, const response_scale& scale,
                    std::uint32_t index) {
        const checklist_line& line = rules.checklist[index];
        if (line.action.en.empty()) {
            throw error{errc::empty, "checklist: line " + std::to_string(index) + " has no English words"};
        }
        const std::string who = "checklist: `" + line.action.en + "`";
        role_id found{};
        for (std::uint32_t i = 0; i < rules.roles.size(); ++i) {
            if (rules.roles[i].role_name.en == line.role) { found = {i}; }
        }
        if (!found) { throw error{errc::unknown_name, who + " is for `" + line.role + "`, which is no role"}; }
        if (line.tier >= tiers_ || activation_[line.tier] == never) {
            throw error{errc::unknown_name,
                        who + " is for tier " + std::to_string(line.tier) + ", which is never activated"};
        }
        if (line.type && line.type.index >= types.size()) {
            throw error{errc::unknown_name, who + " is for a type that is not of the tree"};
        }
        check_level("`" + line.action.en + "` of the checklist", line.least, scale);
        if (line.within.ms < 0) {
            throw error{errc::out_of_range,
                        who + " is due after " + std::to_string(line.within.ms) + " ms; a time must not be negative"};
        }
        role_of_line_.push_back(found);
    }

    static bool is_at_least(response_level at, response_level least) noexcept {
        return !least || !is_more_serious(least, at);
    }

    void list_actions(const command_rules& rules, const type_tree& types, type_id type, response_level at) {
        start_.push_back(static_cast<std::uint32_t>(actions_.size()));
        for (std::uint32_t i = 0; i < rules.checklist.size(); ++i) {
            const checklist_line& line = rules.checklist[i];
            if (line.type && !types.is_a(type, line.type)) { continue; }
            if (!is_at_least(at, line.least) || !is_at_least(at, {activation_[line.tier]})) { continue; }
            if (!is_at_least(at, rules.roles[role_of_line_[i].index].least)) { continue; }
            actions_.push_back({i});
        }
    }

    std::size_t levels_, tiers_, neighbour_tier_;
    cell_id fallback_, first_neighbour_cell_;
    std::vector<std::uint8_t> activation_;  // by tier
    std::vector<cell_id> parents_;          // by cell
    std::vector<std::uint8_t> tier_of_;     // by cell
    std::vector<cell_id> neighbours_;
    std::vector<std::uint32_t> neighbour_start_;  // by cell of the neighbour tier
    std::vector<role_id> role_of_line_;           // by line of the checklist
    std::vector<action_id> actions_;
    std::vector<std::uint32_t> start_;  // by type, then by level, into actions_
};

}  // namespace detail

}  // namespace v0
}  // namespace muster
