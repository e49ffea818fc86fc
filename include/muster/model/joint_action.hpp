#pragma once

#include "muster/core/ids.hpp"     // department_handle, capability_id, resource_id
#include "muster/core/reason.hpp"  // reason_list
#include "muster/core/units.hpp"   // duration

#include <cstdint>  // uint8_t
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// A department's part in one function of a joint action group.
enum class participation : std::uint8_t { primary, supporting };

/// What the department that took the call does with the case (警情分流).
enum class referral : std::uint8_t {
    keep,      ///< it owns the case
    joint,     ///< another owns the case, and the receiver acts with it
    transfer,  ///< another owns the case, and the receiver has no part in it
};

/// Which departments act jointly, as peers (共同行动小组): the outcome of the match stage. Never without an owner.
///
/// Each is primary or supporting per function. Where several departments have duties or needs to serve in several
/// functions, none is primary for all; who comes for what the past says does not make a case such a one.
struct joint_action_group {
    struct member {
        department_handle department{};
        capability_id function{};  ///< none: comes for what the past says, without a function of its own
        participation part = participation::supporting;

        friend bool operator==(const member&, const member&) = default;
    };
    /// Two members' standing plans that cannot both be carried out.
    struct clash {
        department_handle one{}, other{};
        resource_id over{};  ///< what both lay claim to
        duration from{}, until{};  ///< when, after the order

        friend bool operator==(const clash&, const clash&) = default;
    };

    department_handle case_owner{};   ///< exactly one, accountable for the case; not a commander (首接负责)
    department_handle received_by{};  ///< who took the call
    referral passes = referral::keep;
    std::vector<member> members;
    std::vector<capability_id> uncovered;  ///< functions that no department has
    std::vector<clash> clashes;
    reason_list reasons;
};

}  // namespace v0
}  // namespace muster
