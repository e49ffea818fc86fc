#pragma once

#include "muster/core/ids.hpp"     // expert_handle, capability_id
#include "muster/core/reason.hpp"  // reason_list
#include "muster/core/units.hpp"   // duration

#include <cstdint>  // uint8_t
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// What qualifies an expert: a profession, or years of knowing the place (土专家). Two axes, never one scale.
enum class expertise : std::uint8_t { credentialed, local };

/// Why an expert is asked.
enum class expert_cause : std::uint8_t {
    type_asks,  ///< incidents of the type always ask for it
    rule_gap,   ///< no rule or no run card covers the case, or one only just
    clash,      ///< departments' plans cannot all be carried out
};

/// Which experts advise: the outcome of the consult stage. They set out with the crews and advise; none commands.
struct expert_panel {
    struct seat {
        expert_handle expert{};
        bool on_scene = false;  ///< else by video
        duration arrival{};     ///< on scene or on the screen, from the order
        capability_id field{};  ///< the first of the fields it is called for
        expertise qualified_by = expertise::credentialed;
        bool opens_gate = true;  ///< answers for a field whose assessment further action waits for
        std::int64_t score = 0;  ///< fit to this task: the total of `panel_selector::explain`

        friend bool operator==(const seat&, const seat&) = default;
    };

    std::vector<seat> seats;
    std::vector<capability_id> asked;              ///< fields of knowledge that the case asks for
    std::vector<capability_id> uncovered;          ///< of these, the ones for which nobody can be called
    expert_cause cause = expert_cause::type_asks;  ///< the most telling one; meaningless when nothing is asked
    bool holds_further_action = false;  ///< further action waits for an expert or a waiver; life-saving orders never do
    reason_list reasons;
};

}  // namespace v0
}  // namespace muster
