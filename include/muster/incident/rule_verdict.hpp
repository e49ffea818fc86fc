#pragma once

#include <cstdint>  // uint16_t

namespace muster {
inline namespace v0 {

/// What became of a rule that a classifier visited.
enum class rule_verdict : std::uint16_t {
    fired,        ///< it decided
    agreed,       ///< it fired too, for the same type or a more general one
    outranked,    ///< all its conditions hold, but those of a lower rank decide: `actual` against `limit`
    tied,         ///< it fired for one of several types at the same rank: abstained
    failed,       ///< a condition does not hold: `purpose` says which, counted from 0
    not_visited,  ///< a group: none of its words occur
};

}  // namespace v0
}  // namespace muster
