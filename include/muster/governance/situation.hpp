#pragma once

#include "muster/core/position.hpp"  // position_type
#include "muster/core/units.hpp"     // instant
#include "muster/unit/fleet.hpp"     // fleet

#include <cstdint>  // uint64_t

namespace muster {
inline namespace v0 {

/// What changes over time, passed into every decision: the clock and the moving units. Versioned by its fleet.
///
/// A caller may pass a situation of its own; it needs `now`, `version()` and whatever its stages read.
template <position_type P>
struct situation {
    instant now{};
    fleet<P> units;

    [[nodiscard]] std::uint64_t version() const noexcept { return units.version(); }
};

/// A situation without units: for policies that bind no dispatch stage, and for tests of the others.
struct clock_only {
    instant now{};

    [[nodiscard]] static constexpr std::uint64_t version() noexcept { return 0; }
};

}  // namespace v0
}  // namespace muster
