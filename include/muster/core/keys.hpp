#pragma once

#include "muster/core/field.hpp"  // field_key

namespace muster {
inline namespace v0 {

// The keys that the library itself reads. A local variable inside the library must bear another name than these
// (`words`, not `text`), or it shadows them.

inline constexpr field_key<"id"> id{};                      ///< what tells it from others: text or a whole number
inline constexpr field_key<"position"> position{};          ///< `lon_lat` or `planar`, or an optional or `known` one
inline constexpr field_key<"text"> text{};                  ///< a caller's words, UTF-8
inline constexpr field_key<"received_at"> received_at{};    ///< `instant` or chrono time of the report
inline constexpr field_key<"name"> name{};                  ///< a name for people: text or `label`
inline constexpr field_key<"capabilities"> capabilities{};  ///< `capability_set`: what it can do
inline constexpr field_key<"turnout"> turnout{};        ///< `duration` or chrono duration from order to wheels turning
inline constexpr field_key<"held_below"> held_below{};  ///< `response_level` below which a reserve is not sent
inline constexpr field_key<"received_by"> received_by{};  ///< id of the department that took the call, as text
inline constexpr field_key<"in_pool"> in_pool{};          ///< key of the pool that an expert is in, as text
inline constexpr field_key<"licences"> licences{};        ///< `capability_set`: fields of knowledge held by licence
inline constexpr field_key<"term_ends"> term_ends{};      ///< `instant` from which an appointment no longer holds
inline constexpr field_key<"home_cell"> home_cell{};      ///< key of the cell that a local expert knows, as text
inline constexpr field_key<"years_local"> years_local{};  ///< whole years of living or working there
inline constexpr field_key<"conflict_cells">
    conflict_cells{};  ///< range of keys of cells with an interest of one's own

}  // namespace v0
}  // namespace muster
