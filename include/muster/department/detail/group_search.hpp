#pragma once

#include "muster/department/department_directory.hpp"  // department_directory
#include "muster/department/detail/bits.hpp"           // bits
#include "muster/department/resolved_rules.hpp"        // resolved_duty
#include "muster/model/joint_action.hpp"               // joint_action_group
#include "muster/model/need.hpp"                       // need

#include <algorithm>  // find
#include <array>      // array
#include <bit>        // countr_zero
#include <cstddef>    // size_t
#include <cstdint>    // uint64_t
#include <span>       // span
#include <vector>     // vector

namespace muster {
inline namespace v0 {

namespace detail {

/// Works out one joint action group. Departments and functions are bits of masks, so nothing is sorted or allocated.
class group_search {
public:
    static constexpr std::uint8_t nobody = 0xff;

    /// @param scores   of the past, by department
    /// @param willing  departments whose score lets them join
    group_search(const department_directory& directory, std::span<const resolved_duty> duties,
                 const std::int64_t* scores, std::uint64_t willing, std::uint32_t most_joiners,
                 std::span<const need> needs) noexcept
        : directory_{directory}, duties_{duties}, scores_{scores}, needs_{needs} {
        for (const need& each : needs) {
            if (each.capability.index < capability_set::limit) { needed |= bits::of(each.capability.index); }
        }
        take_duties();
        take_needs();
        if (bits::has_two(core) && bits::has_two(functions)) { share_lead(); }
        take_joiners(willing & ~core, most_joiners);
    }

    /// Members by function, none last; primary first, then by number. And what nobody can do.
    void write(joint_action_group& out) const {
        out.members.clear();
        out.uncovered.clear();
        for (std::uint64_t rest = functions; rest != 0; rest &= rest - 1) {
            const std::uint32_t f = bits::lowest(rest);
            out.members.push_back({directory_.handle_of(leader[f]), {f}, participation::primary});
            for (std::uint64_t others = acting[f] & ~bits::of(leader[f]); others != 0; others &= others - 1) {
                out.members.push_back({directory_.handle_of(bits::lowest(others)), {f}, participation::supporting});
            }
        }
        for (std::uint64_t rest = idle_joiners_; rest != 0; rest &= rest - 1) {
            out.members.push_back({directory_.handle_of(bits::lowest(rest)), {}, participation::supporting});
        }
        for (std::uint64_t rest = needed & ~functions; rest != 0; rest &= rest - 1) {
            out.uncovered.push_back({bits::lowest(rest)});
        }
        for (const need& each : needs_) {  // numbers beyond the limit are nobody's
            if (!each.capability || each.capability.index < capability_set::limit) { continue; }
            if (std::find(out.uncovered.begin(), out.uncovered.end(), each.capability) == out.uncovered.end()) {
                out.uncovered.push_back(each.capability);
            }
        }
    }

    [[nodiscard]] std::uint64_t members() const noexcept { return core | joined; }
    [[nodiscard]] std::int64_t score(std::uint32_t department) const noexcept { return scores_[department]; }
    [[nodiscard]] std::span<const resolved_duty> duties() const noexcept { return duties_; }
    [[nodiscard]] const department_directory& directory() const noexcept { return directory_; }

    // All masks: bit n is function n, or department n.
    std::uint64_t needed = 0;      ///< functions that the incident asks for
    std::uint64_t by_duty = 0;     ///< functions that a duty is for
    std::uint64_t undeclared = 0;  ///< of these, the ones in which nobody is declared primary
    std::uint64_t functions = 0;   ///< functions that have members
    std::uint64_t core = 0;        ///< departments by duty or need
    std::uint64_t joined = 0;      ///< departments by the past
    std::uint64_t declined = 0;    ///< departments that the past would let join, beyond as many as may
    std::array<std::uint64_t, capability_set::limit> acting{};  ///< by function: its departments
    std::array<std::uint8_t, capability_set::limit> leader{};   ///< by function: the primary one
    std::uint8_t yielding = nobody;  ///< the department that would have led every function, and who leads one instead
    std::uint8_t instead = nobody;

private:
    // Of the duties for a function the first is a leader's; those of the same part and depth may score better.
    void take_duties() noexcept {
        for (std::size_t i = 0; i < duties_.size();) {
            const resolved_duty& first = duties_[i];
            const std::uint32_t f = first.function.index;
            std::uint32_t best = first.department;
            std::uint64_t all = 0;
            for (; i < duties_.size() && duties_[i].function.index == f; ++i) {
                const resolved_duty& each = duties_[i];
                all |= bits::of(each.department);
                const bool is_equal = each.part == first.part && each.depth == first.depth;
                if (is_equal && scores_[each.department] > scores_[best]) { best = each.department; }
            }
            if (first.part != participation::primary) { undeclared |= bits::of(f); }
            put(f, all, best);
        }
        by_duty = functions;
    }

    void take_needs() noexcept {
        for (std::uint64_t rest = needed & ~by_duty; rest != 0; rest &= rest - 1) {
            const std::uint32_t f = bits::lowest(rest);
            std::uint64_t able = directory_.mask_with({f});
            if (able == 0) { continue; }
            std::uint32_t best = bits::lowest(able);
            for (able &= able - 1; able != 0; able &= able - 1) {
                if (scores_[bits::lowest(able)] > scores_[best]) { best = bits::lowest(able); }
            }
            put(f, bits::of(best), best);
        }
    }

    void put(std::uint32_t f, std::uint64_t departments, std::uint32_t first) noexcept {
        functions |= bits::of(f);
        core |= departments;
        acting[f] = departments;
        leader[f] = static_cast<std::uint8_t>(first);
        leaders_ |= bits::of(first);
    }

    // If one department led every function, another one by duty or need takes one of them: the best by its past, then
    // the lowest function, then the lowest number. There always is one: it acts in some function, so it can take that.
    void share_lead() noexcept {
        if (bits::has_two(leaders_)) { return; }
        yielding = static_cast<std::uint8_t>(bits::lowest(leaders_));
        std::uint32_t best_function = capability_set::limit;
        for (std::uint64_t rest = core & ~leaders_; rest != 0; rest &= rest - 1) {
            const std::uint32_t each = bits::lowest(rest);
            const std::uint32_t f = first_of(each);
            if (instead == nobody || scores_[each] > scores_[instead] ||
                (scores_[each] == scores_[instead] && f < best_function)) {
                instead = static_cast<std::uint8_t>(each);
                best_function = f;
            }
        }
        acting[best_function] |= bits::of(instead);
        leader[best_function] = instead;
    }

    // The lowest function in which a department of the core acts.
    [[nodiscard]] std::uint32_t first_of(std::uint32_t department) const noexcept {
        for (std::uint64_t rest = functions; rest != 0; rest &= rest - 1) {
            if ((acting[bits::lowest(rest)] & bits::of(department)) != 0) { return bits::lowest(rest); }
        }
        return bits::lowest(directory_.can(department).bits() & functions);
    }

    void take_joiners(std::uint64_t candidates, std::uint32_t most) noexcept {
        for (std::uint32_t n = 0; candidates != 0 && n < most; ++n) {
            std::uint32_t best = bits::lowest(candidates);
            for (std::uint64_t rest = candidates & (candidates - 1); rest != 0; rest &= rest - 1) {
                if (scores_[bits::lowest(rest)] > scores_[best]) { best = bits::lowest(rest); }
            }
            candidates &= ~bits::of(best);
            joined |= bits::of(best);
            const std::uint64_t useful = directory_.can(best).bits() & needed;
            if (useful != 0) {
                acting[bits::lowest(useful)] |= bits::of(best);
            } else {
                idle_joiners_ |= bits::of(best);
            }
        }
        declined = candidates;
    }

    const department_directory& directory_;
    std::span<const resolved_duty> duties_;
    const std::int64_t* scores_;
    std::span<const need> needs_;
    std::uint64_t leaders_ = 0;
    std::uint64_t idle_joiners_ = 0;  // without a function of their own
};

}  // namespace detail

}  // namespace v0
}  // namespace muster
