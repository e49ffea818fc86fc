#pragma once

#include "muster/core/ids.hpp"                    // officer_id
#include "muster/core/position.hpp"               // position_type
#include "muster/core/units.hpp"                  // instant
#include "muster/expert/expert_registry.hpp"      // expert_registry
#include "muster/governance/load_board.hpp"       // load_board
#include "muster/governance/question_budget.hpp"  // question_budget
#include "muster/unit/fleet.hpp"                  // fleet

#include <cstdint>   // uint64_t
#include <optional>  // optional
#include <vector>    // vector

namespace muster {
inline namespace v0 {

/// What changes over time, passed into every decision: the clock, the moving units, experts, loads. Versioned.
///
/// A caller may pass a situation of its own; it needs `now`, `version()` and whatever its stages read. What is left out
/// here counts as unknown: no load is too high, no question one too many, nobody absent, nothing stale.
template <position_type P>
struct situation {
    instant now{};
    fleet<P> units;
    expert_registry<P> experts{};
    load_board load{};
    question_budget questions{};
    std::optional<instant> last_observed{};  ///< when the units were last heard of; none: not watched
    std::vector<officer_id> absent{};        ///< officers who cannot take their post

    [[nodiscard]] bool is_absent(officer_id which) const noexcept {
        for (const officer_id each : absent) {
            if (each == which) { return true; }
        }
        return false;
    }

    /// Rises with every change of units, experts or loads. `commit` asks the fleet's own.
    [[nodiscard]] std::uint64_t version() const noexcept {
        return units.version() + experts.version() + load.version();
    }
};

/// A situation without units: for policies that bind no dispatch stage, and for tests of the others.
struct clock_only {
    instant now{};

    [[nodiscard]] static constexpr std::uint64_t version() noexcept { return 0; }
};

}  // namespace v0
}  // namespace muster
