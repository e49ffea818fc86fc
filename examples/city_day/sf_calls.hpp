#pragma once

#include "muster/core/error.hpp"     // error
#include "muster/core/position.hpp"  // lon_lat
#include "muster/core/units.hpp"     // instant

#include <cstddef>   // size_t
#include <cstdint>   // int64_t
#include <limits>    // numeric_limits
#include <optional>  // optional
#include <string>    // string
#include <vector>    // vector

/// San Francisco's fire calls as an outsider to the library would hold them: own structs, plain code.
namespace sf {

/// One unit that was dispatched to a call. Times are civil, kept as if they were UTC.
struct unit_row {
    std::string unit;       ///< `E01`
    std::string unit_type;  ///< `ENGINE`
    int sequence = 0;       ///< order of dispatch within the call, from the log
    muster::instant dispatch;
    std::optional<muster::instant> on_scene;   ///< none: cancelled on the way, or the file has no such column
    std::optional<muster::instant> available;  ///< none: the log does not say when it was free again
};

/// The rows of one call number.
struct call {
    std::string number;
    std::string type;
    std::string original_priority;
    std::string group;  ///< Call Type Group: tells the population apart, never decides
    std::string neighbourhood;
    std::string battalion;
    std::string station_area;
    muster::instant received;
    std::optional<muster::lon_lat> position;  ///< none: the call stays, for its fallback owner
    std::vector<unit_row> rows;               ///< by sequence, then unit; empty when nobody was dispatched
};

/// What was read from one or several call files.
struct calls {
    std::vector<call> all;                  ///< in order of receipt, then by number
    std::vector<std::string> columns_used;  ///< for people: which column of which file is read as what
    bool has_call_type_group = false;       ///< without it in every file there is no population to score

    std::size_t rows = 0;              ///< in the files, bad ones included
    std::size_t undispatched = 0;      ///< rows without a dispatch time: that unit never went
    std::size_t still_out = 0;         ///< rows without an available time
    std::size_t repeated = 0;          ///< rows that say again what another said: files that overlap
    std::size_t without_position = 0;  ///< calls
    std::size_t replaced_utf8 = 0;     ///< U+FFFD put in for what was not UTF-8

    std::vector<muster::error> bad_rows;  ///< each with file, line and column; each drops its whole call
    std::size_t dropped_calls = 0;        ///< calls that a bad row took away
    std::size_t bad_rows_of_no_call = 0;  ///< bad rows whose call number could not be read: no call was dropped
};

inline constexpr std::int64_t day_ms = 86'400'000;

/// The calendar day of a civil time, counted from 1970-01-01.
[[nodiscard]] constexpr std::int64_t day_of(muster::instant at) noexcept {
    return (at.ms >= 0 ? at.ms : at.ms - day_ms + 1) / day_ms;
}

/// Later than any time in a log.
inline constexpr muster::instant never{std::numeric_limits<std::int64_t>::max()};

/// When the first unit was dispatched; `never` when none was.
[[nodiscard]] inline muster::instant first_dispatch(const call& c) {
    muster::instant first = never;
    for (const unit_row& row : c.rows) { first = row.dispatch < first ? row.dispatch : first; }
    return first;
}

}  // namespace sf
