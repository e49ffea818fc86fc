#pragma once

#include "muster/core/digest.hpp"                       // digest
#include "muster/governance/command_rules.hpp"          // command_role
#include "muster/governance/detail/assembly_scene.hpp"  // assembly_scene
#include "muster/governance/detail/command_table.hpp"   // command_table
#include "muster/governance/duty_roster.hpp"            // duty_roster
#include "muster/model/assembly.hpp"                    // assembly

#include <algorithm>  // min
#include <concepts>   // convertible_to
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <span>       // span
#include <utility>    // move
#include <vector>     // vector

namespace muster {
inline namespace v0 {

namespace detail {

template <class S>
[[nodiscard]] bool is_absent(const S& situation, officer_id which) {
    constexpr bool answers = requires {
        { situation.is_absent(which) } -> std::convertible_to<bool>;
    };
    // A hook that is there and does not fit would be silence where an answer was meant.
    static_assert(
        answers || !requires { &S::is_absent; },
        "lightning_assembly: the situation's `is_absent` must be callable as bool is_absent(officer_id) const");
    if constexpr (answers) {
        return situation.is_absent(which);
    } else {
        return false;
    }
}

/// Fills the posts of the tiers that set up their organisation.
class command_posts {
public:
    command_posts(duty_roster roster, std::vector<command_role> roles)
        : roster_{std::move(roster)}, roles_{std::move(roles)} {
        for (std::uint32_t i = 0; i < roles_.size(); ++i) {
            fill_order_.insert(roles_[i].is_commander ? fill_order_.begin() : fill_order_.end(), role_id{i});
        }
    }

    [[nodiscard]] const duty_roster& roster() const noexcept { return roster_; }
    [[nodiscard]] const std::vector<command_role>& roles() const noexcept { return roles_; }

    void write_digest(digest& into) const {
        roster_.write_digest(into);
        for (const command_role& each : roles_) {
            into.words(each.role_name.en).number(each.is_commander).number(each.is_mandatory);
            into.number(each.is_exclusive).number(each.least.rank);
        }
    }

    /// @return the tiers that have an organisation, a bit for each
    template <class S>
    std::uint32_t fill(const S& situation, const command_table& table, const assembly_scene& at, seen_set& holders,
                       std::vector<assembly::post>& out) const {
        const std::uint32_t active = activated(table, at);
        const std::uint32_t known = active & ((1U << at.depth) - 1U);
        // What a tier would do whose cell is not known falls to one whose cell is: nobody is without a commander.
        const std::uint32_t set_up = known == active ? known : known | 1U << stand_in(table, at.depth);
        for (std::size_t tier = 0; tier < table.tiers(); ++tier) {
            if (((set_up >> tier) & 1U) != 0 || table.activation(tier) == command_table::never) { continue; }
            say_tier(table, at, tier,
                     ((active >> tier) & 1U) != 0 ? assembly_verdict::tier_place_unknown
                                                  : assembly_verdict::tier_not_activated);
        }
        if (set_up == 0) { return 0; }
        for (std::uint32_t i = 0; i < roles_.size(); ++i) {
            if (at.opens(roles_[i].least.rank)) { continue; }
            at.say(assembly_verdict::role_closed, subject::role, i, 0, at.level.rank, roles_[i].least.rank,
                   measure::level);
        }
        holders.clear();
        for (std::size_t tier = 0; tier < at.depth; ++tier) {
            if (((set_up >> tier) & 1U) == 0) { continue; }
            say_tier(
                table, at, tier,
                ((active >> tier) & 1U) != 0 ? assembly_verdict::tier_activated : assembly_verdict::tier_stands_in);
            for (const role_id role : fill_order_) {
                if (!at.opens(roles_[role.index].least.rank)) { continue; }
                out.push_back(fill_post(situation, at, at.path[tier], role, holders));
            }
        }
        return set_up;
    }

private:
    [[nodiscard]] static std::uint32_t activated(const command_table& table, const assembly_scene& at) noexcept {
        std::uint32_t active = 0;
        for (std::size_t tier = 0; tier < table.tiers(); ++tier) {
            const std::uint8_t least = table.activation(tier);
            if (least != command_table::never && at.opens(least)) { active |= 1U << tier; }
        }
        return active;
    }
    // The finest known tier that is ever activated; if there is none, that of the finest known cell.
    [[nodiscard]] static std::size_t stand_in(const command_table& table, std::size_t depth) noexcept {
        for (std::size_t tier = depth; tier > 0; --tier) {
            if (table.activation(tier - 1) != command_table::never) { return tier - 1; }
        }
        return depth - 1;
    }
    static void say_tier(const command_table& table, const assembly_scene& at, std::size_t tier,
                         assembly_verdict verdict) {
        const std::uint8_t least = table.activation(tier);
        at.say(verdict, subject::cell, at.path[std::min(tier, at.depth - 1)].index, static_cast<std::uint32_t>(tier),
               at.level.rank, least == command_table::never ? 0 : least, measure::level);
    }

    template <class S>
    [[nodiscard]] assembly::post fill_post(const S& situation, const assembly_scene& at, cell_id cell, role_id role,
                                           seen_set& holders) const {
        const command_role& kind = roles_[role.index];
        const std::span<const officer_id> line = roster_.on_duty(cell, role);
        const auto count = static_cast<std::int64_t>(line.size());
        assembly::post made{cell, role, officer_id::none(), 0, kind.is_commander, kind.is_mandatory};
        std::size_t turn = 0;
        for (; turn < line.size() && !made.officer; ++turn) {
            const officer_id each = line[turn];
            auto verdict = assembly_verdict::officer_called;
            if (is_absent(situation, each)) {
                verdict = assembly_verdict::officer_absent;
            } else if (kind.is_exclusive && !holders.insert(each.index)) {
                verdict = assembly_verdict::officer_taken;
            } else {
                made.officer = each;
                made.turn = static_cast<std::uint8_t>(std::min<std::size_t>(turn, 0xff));
            }
            at.say(verdict, subject::officer, each.index, role.index, static_cast<std::int64_t>(turn), count);
        }
        if (turn < line.size()) {
            at.say(assembly_verdict::alternate_not_asked, subject::officer, officer_id::none_index, role.index,
                   static_cast<std::int64_t>(line.size() - turn), static_cast<std::int64_t>(turn), measure::count,
                   true);
        }
        if (!made.officer) {
            at.say(kind.is_mandatory ? assembly_verdict::mandatory_vacant : assembly_verdict::optional_vacant,
                   subject::role, role.index, cell.index, count, 0);
        }
        return made;
    }

    duty_roster roster_;
    std::vector<command_role> roles_;
    std::vector<role_id> fill_order_;  // the commander first
};

}  // namespace detail

}  // namespace v0
}  // namespace muster
