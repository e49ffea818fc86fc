#pragma once

#include "muster/core/stage.hpp"              // stage_id
#include "muster/core/units.hpp"              // instant
#include "muster/governance/static_card.hpp"  // card_cause
#include "muster/model/location.hpp"          // location
#include "muster/model/outcomes.hpp"          // outcomes of the stages
#include "muster/model/question.hpp"          // question

#include <array>    // array
#include <cstddef>  // size_t
#include <cstdint>  // uint64_t
#include <string>   // string
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// Everything that was decided for one incident, and why: a plain value that can be kept, sent and compared.
///
/// It advises; a person commands. It names units, departments and experts by handles, and the versions of the
/// situation and of the fleet that it was made for: `commit` refuses it on any other fleet. Stages that were not bound are "not asked".
struct plan {
    std::string incident_key;
    instant decided_at{};
    std::uint64_t situation_version = 0;
    std::uint64_t units_version = 0;  ///< of its fleet: what `commit` holds it against
    std::string policy_name;
    std::uint32_t policy_version = 0;
    std::uint64_t policy_digest = 0;
    std::array<bool, stage_count> asked{};

    location where;
    classification what;
    grading how_serious;
    requirement needed;
    mode_advice advised;
    joint_action_group group;
    expert_panel panel;
    dispatch_outcome units;
    assembly called;

    card_cause on_card = card_cause::none;  ///< why it rests on the static card, if it does
    std::uint32_t card_orders = 0;          ///< how many standing orders that card has
    std::vector<question> questions;        ///< what people are asked, or would be if they could keep up

    [[nodiscard]] bool was_asked(stage_id which) const noexcept { return asked[static_cast<std::size_t>(which)]; }
};

}  // namespace v0
}  // namespace muster
