#pragma once

#include "muster/core/ids.hpp"     // type_id
#include "muster/core/label.hpp"   // label
#include "muster/core/units.hpp"   // duration
#include "muster/model/level.hpp"  // response_level

#include <cstddef>  // size_t
#include <string>   // string
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// A role of every command organisation (指挥机构): the commander, or a group. Roles are data; none is built in.
struct command_role {
    label role_name;
    bool is_commander = false;  ///< exactly one role is
    bool is_mandatory = true;   ///< its vacancy is a fault of the organisation, not a choice
    bool is_exclusive = true;   ///< whoever holds it holds no other exclusive role
    response_level least{};     ///< the least serious level at which it is filled; none: every level
};

/// From which level on a tier of the hierarchy sets up a command organisation.
struct tier_activation {
    std::size_t tier = 0;    ///< counted from the coarsest
    response_level least{};  ///< none: at every level
};

/// One line of a duty roster. Lines for one cell and role are in order: the first, then the alternates.
struct roster_line {
    std::string cell;     ///< key
    std::string role;     ///< English name of the role
    std::string officer;  ///< key of who stands on it
    label officer_name;
};

/// One line of a checklist: what a role does, and by when.
struct checklist_line {
    label action;
    std::string role;        ///< English name of the role
    std::size_t tier = 0;    ///< the tier whose organisation does it
    type_id type{};          ///< this type and its kinds; none: every incident
    response_level least{};  ///< the least serious level that it is for; none: every level
    duration within{};       ///< from the order; 0: as soon as can be
};

/// What a city lays down about commanding an incident (闪电集结).
struct command_rules {
    std::vector<command_role> roles;
    std::vector<tier_activation> activations;
    std::vector<roster_line> roster;
    std::vector<checklist_line> checklist;
    std::size_t neighbour_tier = 2;  ///< neighbours of the incident's cell of this tier are told at once
};

}  // namespace v0
}  // namespace muster
