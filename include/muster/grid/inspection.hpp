#pragma once

#include "muster/core/ids.hpp"    // cell_id
#include "muster/core/units.hpp"  // instant, duration

#include <concepts>  // totally_ordered, copyable
#include <cstdint>   // uint8_t
#include <optional>  // optional

// What an inspection audit is told. Things, places and times only: none of it says who went or who failed to, and no
// count made from it is to be read as one of a person.

namespace muster {
inline namespace v0 {

/// What tells things apart: a number, a string, anything with an order. A caller's own.
template <class Id>
concept inspection_key = std::totally_ordered<Id> && std::copyable<Id>;

/// Something that is to be visited again and again: a building, a hydrant, a post.
template <inspection_key Id>
struct inspected_thing {
    Id id;
    cell_id cell;        ///< of any tier; none when nobody knows: it is then counted outside all cells
    duration interval;   ///< a visit is due at the latest this long after the last; above 0
    instant duty_since; ///< when this duty began or last changed: the clock runs from here, earlier visits do not count
};

/// What came of a visit.
enum class visit_result : std::uint8_t {
    fine,          ///< inspected, nothing found
    hazard_found,  ///< inspected, something found
    not_reached,   ///< nobody there, no access: an attempt, not an inspection
};

/// One line of an inspection log.
template <inspection_key Id>
struct inspection_visit {
    Id thing;
    instant at;
    visit_result outcome = visit_result::fine;
};

/// A hazard that was found, and what became of it.
template <inspection_key Id>
struct found_hazard {
    Id thing;
    instant found;
    duration rectify_within;  ///< of finding; not below 0
    duration verify_within;   ///< of rectifying; not below 0
    std::optional<instant> rectified{};
    std::optional<instant> verified{};
};

/// Instants and spans that the audits compute with: within 2^60 ms (36 million years) of 0, so that sums fit.
[[nodiscard]] constexpr bool is_auditable(instant at) noexcept {
    return at.ms >= -(std::int64_t{1} << 60) && at.ms <= (std::int64_t{1} << 60);
}
[[nodiscard]] constexpr bool is_auditable(duration span) noexcept {
    return span.ms >= 0 && span.ms <= (std::int64_t{1} << 60);
}

}  // namespace v0
}  // namespace muster
