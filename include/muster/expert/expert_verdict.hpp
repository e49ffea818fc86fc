#pragma once

#include <cstdint>  // uint16_t

namespace muster {
inline namespace v0 {

/// What became of an expert that the consult stage looked at: one verdict each. The reason's `purpose` is the field of
/// knowledge that the expert was first looked at for.
enum class expert_verdict : std::uint16_t {
    seated_on_scene,  ///< goes: arrival in ms against how late one may come to be called to the scene
    seated_by_video,  ///< advises by video: when, in ms, against the same
    outranked,        ///< score against that of the seat that it could have taken, in points
    not_needed,       ///< knows so many of the asked fields, of so many; the panel has them without it
    no_seat_left,     ///< would add a field, but the panel is full: seats against the most allowed
    pool_expired,     ///< the pool's term has ended: now against its end, in ms; once more with the pool as subject
    term_ended,       ///< the expert's own term has ended: now against its end, in ms
    pool_elsewhere,   ///< the pool does not serve the place: `limit` is the index of the pool's cell
    conflict_of_interest,  ///< has an interest there: `limit` is the index of that cell
    called,                ///< on another case: open cases
    away,                  ///< not to be reached: open cases
    unlicensed,            ///< knows the field, but it asks for a licence: 0 of 1
    not_years,             ///< asked for as somebody who knows the place: years against at least 1
    not_local,             ///< the same, but knows another place: `limit` is the index of the cell, if any
    lacks_field,           ///< a group: knows none of the asked fields, of which there are `limit`
    nothing_asked,         ///< a group: the case asks for no field of knowledge
    nobody,                ///< subject a capability: a field that nobody can be called for, of so many who know it
    no_seat_for,           ///< subject a capability: a field left out, for the panel has the most seats allowed
};

}  // namespace v0
}  // namespace muster
