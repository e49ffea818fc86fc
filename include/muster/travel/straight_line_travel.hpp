#pragma once

#include "muster/core/digest.hpp"    // digest
#include "muster/core/position.hpp"  // straight_line
#include "muster/core/units.hpp"     // duration, speed

#include <cstdint>  // int64_t

namespace muster {
inline namespace v0 {

/// Travel time by the straight line, a detour factor and one speed: what there is when nobody has a road network.
///
/// The model of a travel time: `duration operator()(const P& from, const P& to) const noexcept`, never negative. A model
/// may also have `duration at_least(const P& low, const P& high, const P& to)`: no way from inside the box between the
/// two corners takes less. With it a search passes over whole cells instead of looking at each unit.
/// Deterministic: yes, integers only; every step from the straight line on is rounded up. Not for: rivers, motorways,
/// rush hours. @pre detour_thousandths >= 0 and pace above 0
struct straight_line_travel {
    std::int64_t detour_thousandths = 1300;  ///< 1.3: streets are longer than the straight line
    speed pace{30'000};                      ///< 30 km/h

    template <position_type P>
    [[nodiscard]] constexpr duration operator()(const P& from, const P& to) const noexcept {
        return on_the_way(straight_line(from, to));
    }

    template <position_type P>
    [[nodiscard]] constexpr duration at_least(const P& low, const P& high, const P& to) const noexcept {
        return on_the_way(straight_line_at_least(to, low, high));
    }

    void write_digest(digest& into) const noexcept { into.number(detour_thousandths).number(pace.m_per_h); }

private:
    [[nodiscard]] constexpr duration on_the_way(length straight) const noexcept {
        return length{(straight.mm * detour_thousandths + 999) / 1000} / pace;
    }
};

}  // namespace v0
}  // namespace muster
