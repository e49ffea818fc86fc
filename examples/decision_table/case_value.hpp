#pragma once

#include "muster/core/error.hpp"         // error
#include "muster/io/calendar_text.hpp"   // parse_calendar_text
#include "muster/io/feel_value.hpp"      // parse_feel_value
#include "muster/rules/kind_name.hpp"    // to_string
#include "muster/rules/table_value.hpp"  // table_value

#include <cmath>        // floor
#include <optional>     // optional
#include <string>       // string
#include <string_view>  // string_view

namespace decision_table {

/// A number as a value of its kind. @throws muster::error type_mismatch: 2.5 where the numbers are whole
[[nodiscard]] inline muster::table_value checked_number(double number, muster::value_kind kind,
                                                        const muster::source_position& where) {
    if (is_whole(kind) && number != std::floor(number)) {
        throw muster::error{muster::errc::type_mismatch, where,
                            muster::number_text(number, muster::value_kind::number) + " is no " +
                                std::string{to_string(kind)}};
    }
    return muster::number_value(number, kind);
}

/// A value as people write it in a table of cases: text and dates plainly or as FEEL writes them (`2026-03-01` or
/// `date("2026-03-01")`), numbers, `true`, `false`; `null` is unknown.
/// @throws muster::error syntax, type_mismatch, out_of_range
[[nodiscard]] inline muster::table_value read_value(std::string_view cell, muster::value_kind kind,
                                                    const muster::source_position& where) {
    if (cell == "null") { return muster::unknown_value(kind); }
    if (kind == muster::value_kind::string && (cell.empty() || cell.front() != '"')) {
        return muster::text_value(std::string{cell});
    }
    if (const auto plain = muster::parse_calendar_text(cell, kind)) { return *plain; }
    std::optional<muster::value_kind> wanted = kind;
    muster::table_value read = muster::parse_feel_value(cell, wanted, {where, {}});
    if (read.is_known && kind != muster::value_kind::string) { return checked_number(read.number, kind, where); }
    return read;
}

}  // namespace decision_table
