#pragma once

#include "muster/core/ids.hpp"            // type_id, capability_id
#include "muster/model/expert_panel.hpp"  // expertise, expert_cause
#include "muster/model/level.hpp"         // response_level

namespace muster {
inline namespace v0 {

/// A field of knowledge that incidents ask for.
struct expert_need {
    capability_id field{};
    type_id type{};          ///< this type and its kinds; none: every incident, unclassified ones included
    response_level least{};  ///< the least serious level that it is for; none: every level
    expert_cause when = expert_cause::type_asks;  ///< rule_gap, clash: only then
    expertise axis = expertise::credentialed;     ///< local: asks for somebody who knows the place
    bool licensed_only = false;        ///< accepts nobody without a licence in the field; never with the local axis
    bool holds_further_action = true;  ///< further action waits for the assessment, or for a waiver by name
};

}  // namespace v0
}  // namespace muster
