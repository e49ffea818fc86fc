#pragma once

#include "muster/core/stage.hpp"  // stage_id

#include <cstddef>      // size_t
#include <cstdint>      // int64_t
#include <type_traits>  // is_enum_v
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// Whether a decision writes its reasons down. It never changes what is decided.
enum class record : std::uint8_t {
    none,  ///< outcomes only
    all,   ///< one verdict for every candidate that was visited, one group for those that an index left out
};

/// What a reason is about. With `index` it names one candidate.
enum class subject : std::uint8_t {
    nothing, cell, incident_type, rule, criterion, level, capability, run_card, unit, department, expert, pool, role,
    officer, resource, action, standing_order
};
inline constexpr std::size_t subject_count = 17;

/// What `actual` and `limit` of a reason count.
enum class measure : std::uint8_t { none, count, milliseconds, millimetres, thousandths, level };

/// One verdict on one candidate, or on the group of candidates that an index left out.
///
/// A plain value of 32 bytes. `verdict` is a value of the room's own enum; values from 1000 on are the callers'.
struct reason {
    std::int64_t actual = 0;       ///< the value that was found, in `counted_in`
    std::int64_t limit = 0;        ///< the value that it was held against
    std::uint32_t index = 0;       ///< which one of `about`: an index into its table
    std::uint32_t purpose = 0;     ///< what it was a candidate for: match, consult, dispatch: the capability
    std::uint16_t verdict = 0;     ///< the room's enum
    stage_id stage = stage_id::locate;
    subject about = subject::nothing;
    measure counted_in = measure::none;
    bool is_group = false;         ///< `actual` candidates that were not visited, `limit` the bound that said so

    template <class Verdict>
        requires std::is_enum_v<Verdict>
    [[nodiscard]] constexpr Verdict verdict_as() const noexcept {
        return static_cast<Verdict>(verdict);
    }

    friend constexpr bool operator==(const reason&, const reason&) = default;
};
static_assert(sizeof(reason) == 32);

/// The reasons of one stage, in the order in which they were found.
using reason_list = std::vector<reason>;

}  // namespace v0
}  // namespace muster
