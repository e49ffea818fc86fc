#pragma once

#include "muster/core/ids.hpp"            // type_id, capability_id
#include "muster/core/label.hpp"          // label
#include "muster/core/units.hpp"          // duration
#include "muster/model/joint_action.hpp"  // participation
#include "muster/model/level.hpp"         // response_level

#include <string>  // string
#include <vector>  // vector

namespace muster {
inline namespace v0 {

/// What a department has to do in incidents of a type: the floor that learning may add to and never takes from.
struct duty {
    std::string department;  ///< its id, as text
    capability_id function{};
    type_id type{};          ///< this type and its kinds; none: every incident
    response_level least{};  ///< the least serious level that it is for; none: every level
    participation part = participation::primary;
};

/// Who is accountable for cases of a type (首接负责). The most specific type wins.
struct case_ownership {
    std::string department;
    type_id type{};
};

/// What a department's standing plan for a type lays claim to: a road, a site, the airspace.
///
/// Two claims clash when they are on one resource, their times overlap, they are of different departments and at
/// least one is exclusive.
struct claim {
    std::string department;
    label resource;
    type_id type{};
    response_level least{};
    duration from{};   ///< after the order
    duration until{};
    bool is_exclusive = true;
};

/// What a city lays down about its departments.
struct department_rules {
    std::vector<duty> duties;
    std::vector<case_ownership> owners;
    std::vector<claim> claims;
    std::string first_receiver;  ///< takes calls that name no receiver, and owns cases that nobody else does
};

}  // namespace v0
}  // namespace muster
