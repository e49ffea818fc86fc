#pragma once

#include <cstdint>  // uint16_t

namespace muster {
inline namespace v0 {

/// What became of a department that the match stage looked at; the reason's `purpose` is the function, or none.
///
/// Scores of the past are in thousandths. The last four are not about departments.
enum class match_verdict : std::uint16_t {
    leads_by_duty,       ///< primary as declared: in so many functions, of all that are in play
    leads_undeclared,    ///< primary, though declared supporting: nobody is declared primary; functions led, of all
    leads_by_need,       ///< primary in a function that no duty covers: its score against the best of the others'
    leads_instead,       ///< primary, so that no department is it in every function: its score against that one's
    supports_by_duty,    ///< supporting: in so many functions, of all that are in play
    yields_to_specific,  ///< declared primary, supports: its duty is for depth `actual` of the tree, the leader's for
                         ///< `limit`, and the more specific leads
    yields_to_score,     ///< declared primary for the same type, supports: its score against the leader's; equal: the
                         ///< one that comes first in the directory leads
    yields_function,     ///< declared primary, supports: it would have led every function; its score against the
                         ///< leader's
    joins_by_past,       ///< supporting, for it came along before: its score against the least that lets it join
    beyond_joiners,    ///< came along before, but as many as may join already do: its score against the lowest of those
    outscored,         ///< can do a needed function, another one does it: its score against that one's
    not_asked,         ///< a group: no duty, not needed, and a score below `limit`
    nobody_can,        ///< capability: needed, and no department has it
    owned_by_type,     ///< incident type: the case's owner is laid down for it
    owned_by_default,  ///< nothing: no type says who owns the case; the owner of all others, or the first receiver
    receiver_unknown,  ///< nothing: the call names a department that there is not; the first receiver took it
};

}  // namespace v0
}  // namespace muster
