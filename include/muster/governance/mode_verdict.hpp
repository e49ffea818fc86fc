#pragma once

#include <cstdint>  // uint16_t

namespace muster {
inline namespace v0 {

/// What the gauge stage found: first the row that decided, then one verdict on each input that it looked at.
enum class mode_verdict : std::uint16_t {
    decided,          ///< about nothing: `index` is the row of `mode_rows`; recommended is what it says
    nature_everyday,  ///< of the type; index none: of incidents without a type
    nature_sudden,
    nature_standing,
    owner_alone,      ///< the owning department covers `actual` of `limit` needs: all
    owner_short,      ///< not all
    departments_few,  ///< the fewest departments that cover the needs, against how many make it a joint action
    departments_many,
    load_within,  ///< of the busiest cell, with this incident, against its capacity; `purpose`: the limit in
                  ///< thousandths of the capacity
    load_above,
    load_unknown,   ///< nobody gave the cell, or one above it, a capacity: never overloaded
    rule_covers,    ///< the run card that is for it
    rule_missing,   ///< no rule named the type: index none
    card_missing,   ///< a rule named the type, and no run card is for it
    level_serious,  ///< the level against the one from which a gap of the rules presses
    level_ordinary,
    assembles_in_time,  ///< the time to assemble against the time left
    assembles_late,
    assembles_open,     ///< nobody said how much time is left: nothing is too late
    mobilises_in_time,  ///< the time that a campaign would take, against the time left; never decides
    mobilises_late,
    mobilises_open,
    worth_it,  ///< the cost of assembling against the expected loss
    costs_more,
};

}  // namespace v0
}  // namespace muster
