#pragma once

#include <cstdint>  // uint16_t

namespace muster {
inline namespace v0 {

/// What became of a unit that the dispatch stage looked at, for one capability (the reason's `purpose`).
enum class unit_verdict : std::uint16_t {
    sent,              ///< goes, in time: arrival against the target, both in ms (target 0: none)
    sent_late,         ///< goes, late: arrival against the target
    slower,            ///< others are nearer: its arrival against the latest that was sent
    busy,              ///< on another incident
    off_duty,          ///< not on duty
    held_reserve,      ///< a reserve for more serious levels: the incident's rank against the rank from which it goes
    donor_minimum,     ///< its cell would keep too few: what it would keep against what it must
    taken,             ///< already goes for another capability
    beyond_search,     ///< a group: not looked at, since the needs were met within step `limit`
    too_far,           ///< a group: in cells from which nobody arrives before `limit` ms, later than all who go
    cells_at_minimum,  ///< a group: in cells that can spare nobody, for they keep at least `limit`
    lacks_capability,  ///< a group: cannot do it
    beyond_budget,     ///< a group: not looked at, since the work allowed for one decision, `limit` visits, ran out
};

}  // namespace v0
}  // namespace muster
