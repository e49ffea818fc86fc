#pragma once

#include "muster/core/digest.hpp"               // digest
#include "muster/core/error.hpp"                // error
#include "muster/core/ids.hpp"                  // cell_id, role_id, officer_id
#include "muster/core/name_book.hpp"            // name_book
#include "muster/governance/command_rules.hpp"  // command_rules
#include "muster/grid/hierarchy.hpp"            // hierarchy

#include <algorithm>    // sort, lower_bound
#include <array>        // array
#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <span>         // span
#include <string>       // string
#include <string_view>  // string_view
#include <tuple>        // tuple
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// Who stands on duty for each role of each cell: the first, then the alternates, as the lines were given.
///
/// Officers are numbered in the order of their keys, roles as in the rules. It may name more cells than the rules ever
/// activate. Const once built, keeps nothing of what it was built from; for many threads at once.
/// @throws error unknown_name (a cell, a role), empty (an officer or a role without a key), duplicate (a line or a role
///         twice), contradiction (a key that cells of two tiers have, an officer with two names, one officer for two
///         exclusive roles, not exactly one commander)
class duty_roster {
public:
    template <position_type P>
    duty_roster(const hierarchy<P>& cells, const command_rules& rules)
        : roles_{rules.roles.size()}, row_of_cell_(cells.size(), no_row) {
        check_roles(rules.roles);
        number_officers(rules.roster);
        std::vector<entry> entries;
        for (std::uint32_t i = 0; i < rules.roster.size(); ++i) {
            entries.push_back(entry_of(cells, rules.roles, rules.roster[i], i));
            has_line_[cells.tier_of(entries.back().cell)] = true;
        }
        check_exclusive(rules, entries);
        arrange(rules, std::move(entries));
    }

    /// Who stands on this role of this cell, the first before the alternates; empty where no line says. O(1)
    /// @pre the cell and the role are of what it was built from
    [[nodiscard]] std::span<const officer_id> on_duty(cell_id cell, role_id role) const noexcept {
        const std::uint32_t row = row_of_cell_[cell.index];
        if (row == no_row) { return {}; }
        const std::size_t at = std::size_t{row} * roles_ + role.index;
        return {on_duty_.data() + start_[at], start_[at + 1] - start_[at]};
    }
    /// Whether any cell of the tier has a line.
    [[nodiscard]] bool has_line(std::size_t tier) const noexcept { return tier < has_line_.size() && has_line_[tier]; }

    /// How many officers it knows.
    [[nodiscard]] std::size_t size() const noexcept { return keys_.size(); }
    /// The officer with a key, or none. O(log officers)
    [[nodiscard]] officer_id find(std::string_view wanted) const noexcept {
        const auto found = std::lower_bound(keys_.begin(), keys_.end(), wanted);
        if (found == keys_.end() || *found != wanted) { return officer_id::none(); }
        return {static_cast<std::uint32_t>(found - keys_.begin())};
    }
    /// @pre which.index < size()
    [[nodiscard]] const std::string& key(officer_id which) const { return keys_[which.index]; }

    void write_digest(digest& into) const {
        into.number(static_cast<std::int64_t>(keys_.size()));
        for (const std::string& each : keys_) { into.words(each); }
        for (const std::uint32_t each : row_of_cell_) { into.number(each); }
        for (const std::uint32_t each : start_) { into.number(each); }
        for (const officer_id each : on_duty_) { into.number(each.index); }
    }
    /// The officers; one without a name goes by the key.
    void write_names(name_book& names) const {
        for (std::uint32_t i = 0; i < keys_.size(); ++i) {
            names.set(subject::officer, i, called_[i] == label{} ? label{keys_[i]} : called_[i]);
        }
    }

private:
    static constexpr std::uint32_t no_row = 0xffff'ffffU;

    struct entry {
        cell_id cell;
        role_id role;
        officer_id officer;
        std::uint32_t line;
    };

    static void check_roles(const std::vector<command_role>& roles) {
        std::string commanders;
        std::size_t count = 0;
        for (std::size_t i = 0; i < roles.size(); ++i) {
            const std::string& own = roles[i].role_name.en;
            if (own.empty()) {
                throw error{errc::empty, "command rules: role " + std::to_string(i) + " has no English name"};
            }
            for (std::size_t k = 0; k < i; ++k) {
                if (roles[k].role_name.en == own) {
                    throw error{errc::duplicate, "command rules: role `" + own + "` is there twice"};
                }
            }
            if (!roles[i].is_commander) { continue; }
            commanders += (count++ == 0 ? " (`" : "`, `") + own;
        }
        if (count != 1) {
            throw error{errc::contradiction, "command rules: " + std::to_string(count) + " roles are the commander" +
                                                 (count == 0 ? "" : commanders + "`)") + "; exactly one must be"};
        }
    }

    static std::string who(const roster_line& line) {
        return "duty roster: `" + line.officer + "` as `" + line.role + "` at `" + line.cell + "`";
    }

    void number_officers(const std::vector<roster_line>& lines) {
        for (const roster_line& each : lines) {
            if (each.officer.empty()) {
                throw error{errc::empty,
                            "duty roster: a line for `" + each.role + "` at `" + each.cell + "` names no officer"};
            }
            keys_.push_back(each.officer);
        }
        std::sort(keys_.begin(), keys_.end());
        keys_.erase(std::unique(keys_.begin(), keys_.end()), keys_.end());
        called_.resize(keys_.size());
        for (const roster_line& each : lines) {
            label& called = called_[find(each.officer).index];
            if (each.officer_name == label{}) { continue; }
            if (called != label{} && called != each.officer_name) {
                throw error{errc::contradiction, "duty roster: officer `" + each.officer + "` has two names, `" +
                                                     std::string{called.in(language::en)} + "` and `" +
                                                     std::string{each.officer_name.in(language::en)} + "`"};
            }
            called = each.officer_name;
        }
    }

    template <position_type P>
    entry entry_of(const hierarchy<P>& cells, const std::vector<command_role>& roles, const roster_line& line,
                   std::uint32_t number) const {
        entry made{cell_id::none(), role_id::none(), find(line.officer), number};
        for (std::size_t tier = 0; tier < cells.tier_count(); ++tier) {
            const cell_id found = cells.find(tier, line.cell);
            if (found && made.cell) {
                throw error{errc::contradiction, who(line) + ": tiers " + std::to_string(cells.tier_of(made.cell)) +
                                                     " and " + std::to_string(tier) + " both have a cell of this key"};
            }
            if (found) { made.cell = found; }
        }
        if (!made.cell) { throw error{errc::unknown_name, who(line) + ": no cell has this key"}; }
        for (std::uint32_t i = 0; i < roles.size(); ++i) {
            if (roles[i].role_name.en == line.role) { made.role = {i}; }
        }
        if (!made.role) { throw error{errc::unknown_name, who(line) + ": there is no such role"}; }
        return made;
    }

    void check_exclusive(const command_rules& rules, const std::vector<entry>& entries) const {
        std::vector<const entry*> first(keys_.size(), nullptr);
        for (const entry& each : entries) {
            if (!rules.roles[each.role.index].is_exclusive) { continue; }
            const entry*& held = first[each.officer.index];
            if (held == nullptr) { held = &each; }
            if (held->role == each.role) { continue; }
            const roster_line& one = rules.roster[held->line];
            const roster_line& other = rules.roster[each.line];
            throw error{errc::contradiction, "duty roster: two rosters name `" + one.officer +
                                                 "` for exclusive roles `" + one.role + "` at `" + one.cell +
                                                 "` and `" + other.role + "` at `" + other.cell + "`"};
        }
    }

    void arrange(const command_rules& rules, std::vector<entry> entries) {
        std::sort(entries.begin(), entries.end(), [](const entry& a, const entry& b) {
            return std::tie(a.cell, a.role, a.officer) < std::tie(b.cell, b.role, b.officer);
        });
        for (std::size_t i = 1; i < entries.size(); ++i) {
            const entry& a = entries[i - 1];
            const entry& b = entries[i];
            if (a.cell == b.cell && a.role == b.role && a.officer == b.officer) {
                throw error{errc::duplicate, who(rules.roster[b.line]) + " is there twice"};
            }
        }
        std::sort(entries.begin(), entries.end(), [](const entry& a, const entry& b) {
            return std::tie(a.cell, a.role, a.line) < std::tie(b.cell, b.role, b.line);
        });
        std::uint32_t rows = 0;
        for (std::size_t i = 0; i < entries.size(); ++rows) {
            const cell_id cell = entries[i].cell;
            row_of_cell_[cell.index] = rows;
            for (std::uint32_t role = 0; role < roles_; ++role) {
                start_.push_back(static_cast<std::uint32_t>(i));
                while (i < entries.size() && entries[i].cell == cell && entries[i].role.index == role) { ++i; }
            }
        }
        start_.push_back(static_cast<std::uint32_t>(entries.size()));
        for (const entry& each : entries) { on_duty_.push_back(each.officer); }
    }

    std::size_t roles_;
    std::vector<std::string> keys_;           // sorted; an officer's id is the place
    std::vector<label> called_;               // by officer
    std::vector<std::uint32_t> row_of_cell_;  // no_row: no line
    std::vector<std::uint32_t> start_;        // by row and role, into on_duty_
    std::vector<officer_id> on_duty_;
    std::array<bool, location::max_tiers> has_line_{};  // by tier
};

}  // namespace v0
}  // namespace muster
