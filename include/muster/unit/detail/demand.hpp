#pragma once

#include "muster/core/order_key.hpp"  // order_key
#include "muster/model/outcomes.hpp"  // requirement, need

#include <algorithm>  // sort, min, max
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <limits>     // numeric_limits
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// Scratch of the dispatch stage; see `workspace`.
struct search_scratch {
    struct slot {
        std::int64_t deadline_ms;  // from the order on; the largest number: none
        time_limit limit;
    };
    struct candidate {
        order_key<1> arrival;  // ms from the order on, then the unit's number
        std::uint32_t reason_at;
        std::uint8_t step;
    };
    struct group {
        capability_id capability;
        std::uint32_t amount;       // units that are asked for; more than slots when there are not so many
        std::int64_t earliest_ms;
        std::uint32_t first, last;  // in slots, by deadline
    };

    static constexpr std::int64_t no_deadline = std::numeric_limits<std::int64_t>::max();

    std::vector<need> needs;
    requirement from_tiers;
    duration since_received{};
    std::vector<slot> slots;
    std::vector<group> groups;
    std::vector<candidate> best;   // of one group, nearest first
    std::vector<candidate> local;  // of one cell
    std::vector<std::int64_t> spare;  // of one donor cell: by minimum, how many more it can send
    std::vector<std::uint64_t> cell_round, unit_round;
    std::uint64_t round = 0;

    /// How much of a limit has passed when the order is given.
    [[nodiscard]] duration already_passed(const time_limit& limit) const noexcept {
        return limit.from == clock_anchor::received ? since_received : duration{0};
    }
};

namespace detail {

/// Turns the needs in `scratch` into groups, one a capability, of slots, one a unit, the most pressing group first.
///
/// "At least n within d" for several n and d becomes one deadline a unit: the n-th has the strictest limit of all
/// needs for n or more. There are no more slots than units: a need for a billion is not a billion slots.
/// @param count_with  how many units have a capability
template <class CountWith>
void arrange_demand(search_scratch& scratch, const CountWith& count_with) {
    scratch.slots.clear();
    scratch.groups.clear();
    std::sort(scratch.needs.begin(), scratch.needs.end(), [](const need& a, const need& b) {
        if (a.capability != b.capability) { return a.capability < b.capability; }
        if (a.limit.within != b.limit.within) { return a.limit.within < b.limit.within; }
        return a.limit.from < b.limit.from;  // of equal deadlines the earlier anchor names the target
    });
    for (std::size_t i = 0; i < scratch.needs.size();) {
        const capability_id capability = scratch.needs[i].capability;
        std::size_t end = i;
        std::uint32_t amount = 0;
        for (; end < scratch.needs.size() && scratch.needs[end].capability == capability; ++end) {
            amount = std::max(amount, scratch.needs[end].amount);
        }
        const auto first = static_cast<std::uint32_t>(scratch.slots.size());
        const std::size_t slots = std::min<std::size_t>(amount, count_with(capability));
        std::int64_t earliest_ms = search_scratch::no_deadline;
        for (std::size_t n = 0; n < std::max<std::size_t>(slots, 1); ++n) {
            search_scratch::slot strictest{search_scratch::no_deadline, {}};
            for (std::size_t k = i; k < end; ++k) {
                const need& each = scratch.needs[k];
                if (each.amount <= n || !each.has_limit()) { continue; }
                const std::int64_t deadline = each.limit.within.ms - scratch.already_passed(each.limit).ms;
                if (deadline < strictest.deadline_ms) { strictest = {deadline, each.limit}; }
            }
            if (n == 0) { earliest_ms = strictest.deadline_ms; }
            if (n < slots) { scratch.slots.push_back(strictest); }
        }
        scratch.groups.push_back(
            {capability, amount, earliest_ms, first, static_cast<std::uint32_t>(scratch.slots.size())});
        i = end;
    }
    std::sort(scratch.groups.begin(), scratch.groups.end(), [](const auto& a, const auto& b) {
        return a.earliest_ms != b.earliest_ms ? a.earliest_ms < b.earliest_ms : a.capability < b.capability;
    });
}

}  // namespace detail

}  // namespace v0
}  // namespace muster
