#pragma once

#include "muster/core/ids.hpp"            // type_id, capability_id
#include "muster/core/label.hpp"          // label
#include "muster/model/clock_anchor.hpp"  // time_limit
#include "muster/model/level.hpp"         // response_level
#include "muster/model/run_card.hpp"      // run_card

#include <cstdint>  // uint32_t
#include <span>     // span
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// One tier of response-time targets (快速反应圈层): so many of a class on scene within so long, all started at once.
///
/// The case study's 1/3/5 minutes are three of these. A tier adds to what run cards ask for, it never takes away.
struct response_tier {
    label tier_name;
    capability_id unit_class{};
    std::uint32_t count = 1;
    time_limit limit{};
    type_id type{};         ///< this type and its kinds; none: every incident
    response_level least{}; ///< the least serious level that it is for; none: every level
};

/// No unit is sent out of a cell that would keep fewer free units of a capability than this, whatever the unit is sent
/// for. Its own incidents excepted. A reserve that is held at the incident's level does not count as free.
struct donor_minimum {
    capability_id capability{};
    std::uint32_t free_units = 0;
};

namespace detail {

/// What a donor keeps of a capability.
[[nodiscard]] constexpr std::uint32_t minimum_of(std::span<const donor_minimum> minimums, capability_id which) noexcept {
    for (const donor_minimum& each : minimums) {
        if (each.capability == which) { return each.free_units; }
    }
    return 0;
}

/// Tiers are run cards with one need each: they merge by the same rule.
[[nodiscard]] inline std::vector<run_card> as_cards(const std::vector<response_tier>& tiers) {
    std::vector<run_card> cards;
    for (const response_tier& each : tiers) {
        run_card made;
        made.card_name = each.tier_name;
        made.type = each.type;
        made.least = each.least;
        made.needs.push_back({each.unit_class, each.count, each.limit, {}});
        if (!made.needs.front().has_limit()) {
            throw error{errc::missing, "response tier `" + each.tier_name.en + "` has no time; it is a time target"};
        }
        if (!is_arrival_limit(each.limit)) {
            throw error{errc::contradiction,
                        "response tier `" + each.tier_name.en +
                            "` must run from received, classified, ordered or accepted to on scene"};
        }
        cards.push_back(std::move(made));
    }
    return cards;
}

}  // namespace detail

}  // namespace v0
}  // namespace muster
