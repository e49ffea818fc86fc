#pragma once

#include "muster/core/reason.hpp"                     // reason
#include "muster/department/detail/bits.hpp"          // bits
#include "muster/department/detail/group_search.hpp"  // group_search
#include "muster/department/match_verdict.hpp"        // match_verdict
#include "muster/model/joint_action.hpp"              // joint_action_group

#include <array>    // array
#include <bit>      // popcount
#include <cstdint>  // uint64_t

namespace muster {
inline namespace v0 {

namespace detail {

/// Writes why a joint action group is as it is: one verdict for every department that was looked at.
class group_reasons {
public:
    group_reasons(const group_search& found, std::int64_t join_from, joint_action_group& out)
        : found_{found}, join_from_{join_from}, out_{out} {
        for (std::uint64_t rest = found.functions; rest != 0; rest &= rest - 1) {
            const std::uint32_t f = bits::lowest(rest);
            const std::uint32_t lead = found.leader[f];
            ++led_[lead];
            led_functions_[lead] |= bits::of(f);
            for (std::uint64_t all = found.acting[f]; all != 0; all &= all - 1) { ++acted_[bits::lowest(all)]; }
            ++in_play_;
        }
        for (const resolved_duty& each : found.duties()) {
            if (each.part == participation::primary) { declared_ |= bits::of(each.department); }
        }
    }

    void write() {
        std::uint64_t visited = found_.members() | found_.declined;
        for (std::uint64_t rest = found_.core; rest != 0; rest &= rest - 1) { core(bits::lowest(rest)); }
        for (std::uint64_t rest = found_.joined; rest != 0; rest &= rest - 1) { joiner(bits::lowest(rest)); }
        if (found_.declined != 0) { declined(); }
        for (std::uint64_t rest = found_.functions & ~found_.by_duty; rest != 0; rest &= rest - 1) {
            visited |= outscored(bits::lowest(rest), visited);
        }
        const auto others = static_cast<std::int64_t>(found_.directory().size()) - std::popcount(visited);
        if (others != 0) {
            reason& group =
                add(capability_id::none_index, match_verdict::not_asked, measure::thousandths, others, join_from_);
            group.is_group = true;
        }
        for (const capability_id each : out_.uncovered) {
            reason& made = add(each.index, match_verdict::nobody_can, measure::count, 0, 1);
            made.about = subject::capability;
            made.index = each.index;
        }
    }

private:
    reason& add(std::uint32_t purpose, match_verdict verdict, measure in, std::int64_t actual, std::int64_t limit) {
        reason& made = out_.reasons.emplace_back();
        made.actual = actual;
        made.limit = limit;
        made.index = department_handle::none().index;
        made.purpose = purpose;
        made.verdict = static_cast<std::uint16_t>(verdict);
        made.stage = stage_id::match;
        made.about = subject::department;
        made.counted_in = in;
        return made;
    }
    void add_score(std::uint32_t which, std::uint32_t purpose, match_verdict verdict, std::int64_t limit) {
        add(purpose, verdict, measure::thousandths, found_.score(which), limit).index = which;
    }

    void core(std::uint32_t which) {
        if (led_[which] == 0) { return support(which); }
        const std::uint64_t led = led_functions_[which];
        if (which == found_.instead) {
            return add_score(which, bits::lowest(led), match_verdict::leads_instead, found_.score(found_.yielding));
        }
        const std::uint64_t by_duty = led & found_.by_duty;
        if (by_duty == 0) {
            return add_score(which, bits::lowest(led), match_verdict::leads_by_need,
                             next_best(which, bits::lowest(led)));
        }
        const std::uint32_t f = bits::lowest(by_duty);
        const match_verdict how =
            (found_.undeclared & bits::of(f)) == 0 ? match_verdict::leads_by_duty : match_verdict::leads_undeclared;
        add(f, how, measure::count, led_[which], in_play_).index = which;
    }

    void support(std::uint32_t which) {
        if ((declared_ & bits::of(which)) != 0) { return yields(which); }
        std::uint32_t f = capability_id::none_index;
        for (std::uint64_t rest = found_.functions; rest != 0 && f == capability_id::none_index; rest &= rest - 1) {
            if ((found_.acting[bits::lowest(rest)] & bits::of(which)) != 0) { f = bits::lowest(rest); }
        }
        add(f, match_verdict::supports_by_duty, measure::count, acted_[which], in_play_).index = which;
    }

    // Declared primary, yet it leads nothing: by the first of its duties that says so.
    void yields(std::uint32_t which) {
        const resolved_duty* own = nullptr;
        const resolved_duty* leading = nullptr;
        for (const resolved_duty& each : found_.duties()) {
            if (own == nullptr && each.department == which && each.part == participation::primary) { own = &each; }
        }
        const std::uint32_t f = own->function.index;
        const std::uint32_t lead = found_.leader[f];
        for (const resolved_duty& each : found_.duties()) {
            if (each.function == own->function && each.department == lead) { leading = &each; }
        }
        if (lead == found_.instead) {
            add_score(which, f, match_verdict::yields_function, found_.score(lead));
        } else if (leading->depth > own->depth) {
            add(f, match_verdict::yields_to_specific, measure::count, own->depth, leading->depth).index = which;
        } else {
            add_score(which, f, match_verdict::yields_to_score, found_.score(lead));
        }
    }

    [[nodiscard]] std::int64_t next_best(std::uint32_t which, std::uint32_t f) const noexcept {
        std::int64_t best = 0;
        for (std::uint64_t rest = found_.directory().mask_with({f}) & ~bits::of(which); rest != 0; rest &= rest - 1) {
            if (found_.score(bits::lowest(rest)) > best) { best = found_.score(bits::lowest(rest)); }
        }
        return best;
    }

    void joiner(std::uint32_t which) {
        const std::uint64_t useful = found_.directory().can(which).bits() & found_.needed;
        add_score(which, useful == 0 ? capability_id::none_index : bits::lowest(useful), match_verdict::joins_by_past,
                  join_from_);
    }

    void declined() {
        std::int64_t least = join_from_;
        bool is_first = true;
        for (std::uint64_t rest = found_.joined; rest != 0; rest &= rest - 1) {
            const std::int64_t each = found_.score(bits::lowest(rest));
            least = is_first || each < least ? each : least;
            is_first = false;
        }
        for (std::uint64_t rest = found_.declined; rest != 0; rest &= rest - 1) {
            add_score(bits::lowest(rest), capability_id::none_index, match_verdict::beyond_joiners, least);
        }
    }

    // Those who could have done what a need asked for, and have no verdict yet.
    std::uint64_t outscored(std::uint32_t f, std::uint64_t visited) {
        const std::uint64_t able = found_.directory().mask_with({f}) & ~visited;
        for (std::uint64_t rest = able; rest != 0; rest &= rest - 1) {
            add_score(bits::lowest(rest), f, match_verdict::outscored, found_.score(found_.leader[f]));
        }
        return able;
    }

    const group_search& found_;
    std::int64_t join_from_;
    joint_action_group& out_;
    std::array<std::uint64_t, capability_set::limit> led_functions_{};
    std::array<std::uint8_t, capability_set::limit> led_{};    // by department: functions that it leads
    std::array<std::uint8_t, capability_set::limit> acted_{};  // by department: functions that it acts in
    std::uint32_t in_play_ = 0;
    std::uint64_t declared_ = 0;  // primary in some duty
};

}  // namespace detail

}  // namespace v0
}  // namespace muster
