#pragma once

#include "muster/core/ids.hpp"     // cell_id
#include "muster/core/reason.hpp"  // reason_list
#include "muster/core/units.hpp"   // duration

#include <cstdint>  // int64_t

namespace muster {
inline namespace v0 {

/// The mode of governance that fits the load (治理机制). Campaign is a political decision, outside the scope.
enum class mode : std::uint8_t { routine, convergent, outside_scope };

/// The numbers that a recommendation rests on. Amounts of work are in thousandths of what a city counts work in.
struct mode_measures {
    cell_id busiest{};                     ///< of the cell and its ancestors, the one with the highest utilisation
    std::int64_t load_thousandths = 0;     ///< of `busiest`, with this incident
    std::int64_t capacity_thousandths = 0;
    std::uint32_t departments_needed = 0;  ///< the fewest that together cover the needs
    std::uint32_t needs_asked = 0;         ///< capabilities that the incident asks for
    std::uint32_t needs_by_owner = 0;      ///< of these, how many the owning department covers alone
    bool is_sudden = false;
    bool has_rule = false;                 ///< a rule named the type, and a run card is for it
    duration time_left{};                  ///< until help comes too late
    duration time_to_assemble{};           ///< of the pre-built convergent organisation
    duration time_to_mobilise{};           ///< of a campaign
    std::int64_t expected_loss = 0;        ///< in the unit that the caller counts both in
    std::int64_t cost = 0;                 ///< of assembling

    friend bool operator==(const mode_measures&, const mode_measures&) = default;
};

/// Which mode is recommended: the outcome of the gauge stage. A person confirms.
struct mode_advice {
    mode recommended = mode::routine;
    mode_measures measured{};
    reason_list reasons;

    mode_advice() = default;
    mode_advice(mode which) : recommended{which} {}  // NOLINT: implicit on purpose
};

}  // namespace v0
}  // namespace muster
