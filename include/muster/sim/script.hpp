#pragma once

#include "muster/core/units.hpp"  // instant
#include "muster/sim/call.hpp"    // call

#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace muster {
inline namespace v0 {
namespace sim {

/// A call of a script, and what it is there to show.
struct scripted_call {
    std::string scene;  ///< "slope_failure"; the calls of the surge all have "surge"
    call told;
};

/// Incidents that show one thing each, for a day that a reader can follow.
struct script {
    std::vector<scripted_call> calls;  ///< in the order of their arrival
    instant unheard_from{};            ///< from then on nothing is heard from the units
    instant unheard_until{};           ///< until then

    /// The first call of a scene, or null.
    [[nodiscard]] const call* find(std::string_view scene) const noexcept {
        for (const scripted_call& each : calls) {
            if (each.scene == scene) { return &each.told; }
        }
        return nullptr;
    }
};

}  // namespace sim
}  // namespace v0
}  // namespace muster
