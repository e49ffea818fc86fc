#pragma once

#include "muster/core/ids.hpp"            // capability_id, card_id
#include "muster/model/clock_anchor.hpp"  // time_limit

#include <cstdint>  // uint32_t

namespace muster {
inline namespace v0 {

/// "At least so many with this capability, within this time": what a run card or a response-time tier asks for.
///
/// Two needs for one capability do not add up: whoever meets the stricter one also counts for the other.
struct need {
    capability_id capability{};
    std::uint32_t amount = 1;
    time_limit limit{};  ///< `within` 0: as soon as can be, without a target
    card_id card{};      ///< the run card that asked; none: a response-time tier, or somebody else

    [[nodiscard]] constexpr bool has_limit() const noexcept { return limit.within.ms > 0; }

    friend constexpr bool operator==(const need&, const need&) = default;
};

/// Whether meeting `a` also meets `b`: the same capability, as many, as soon, on the same clock.
[[nodiscard]] constexpr bool covers(const need& a, const need& b) noexcept {
    if (a.capability != b.capability || a.amount < b.amount) { return false; }
    if (!b.has_limit()) { return true; }
    return a.has_limit() && a.limit.from == b.limit.from && a.limit.to == b.limit.to && a.limit.within <= b.limit.within;
}

}  // namespace v0
}  // namespace muster
