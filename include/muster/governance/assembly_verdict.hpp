#pragma once

#include <cstdint>  // uint16_t

namespace muster {
inline namespace v0 {

/// What became of a tier, a post, an officer, a cell or a request that the assemble stage looked at.
///
/// The reasons of one organisation follow the verdict on its tier: the cell that is named there is theirs too.
enum class assembly_verdict : std::uint16_t {
    // About a cell; `purpose` is its tier, the response level (rank) stands against the tier's own (0: every level).
    tier_activated,      ///< sets up its organisation
    tier_stands_in,      ///< sets up its organisation, for a finer tier whose cell is not known
    tier_not_activated,  ///< does not: the level is not serious enough
    tier_place_unknown,  ///< should, but the place is known no finer than the cell that is named
    // About a role.
    role_closed,       ///< not filled at so low a level: the rank against the role's own
    mandatory_vacant,  ///< nobody is left: a fault. `purpose`: the cell; how many stand on its roster
    optional_vacant,   ///< nobody is left: a choice. The same numbers
    // About an officer; `purpose` is the role, its turn stands against how many are on the roster.
    officer_called,       ///< holds the post
    officer_absent,       ///< the situation says so
    officer_taken,        ///< holds another exclusive post of this assembly
    alternate_not_asked,  ///< a group: the post was filled before their turn, `limit`
    // About a cell.
    own_cell,            ///< told: the incident is in it, or it owns what has no place
    nearest_cell,        ///< told: the incident is outside, and nothing is nearer
    neighbour,           ///< told, by prior rule: next to the cell that `purpose` names
    neighbours_unknown,  ///< no neighbour can be named: the place is known no finer than this cell; `purpose`: the tier
    not_concerned,       ///< a group: the cells that are not told
    // About whom something is asked of; `purpose` is the capability, how many of it.
    need_asked,            ///< the department that is primary for it brings it
    need_without_primary,  ///< about the capability: nobody is primary for it, so nobody can be asked
    expert_asked,          ///< the expert is there after so many ms
    // About a line of a checklist; `purpose` is the tier.
    action_asked,          ///< the role does it
    action_place_unknown,  ///< its tier's cell is not known, so the tier has no organisation
    action_for_others,     ///< a group: for other types, levels, tiers, or roles that are closed
    moves_on,              ///< about the department that owns the case: it is transferred, nothing is commanded here
};

}  // namespace v0
}  // namespace muster
