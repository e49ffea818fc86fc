#pragma once

#include "sf_calls.hpp"    // call, calls
#include "sf_columns.hpp"  // call_columns, bad_field

#include "muster/core/civil_time.hpp"   // to_string
#include "muster/core/error.hpp"        // error
#include "muster/io/csv.hpp"            // csv_reader
#include "muster/io/instant_text.hpp"   // parse_time
#include "muster/io/position_text.hpp"  // parse_position

#include <algorithm>    // sort
#include <charconv>     // from_chars
#include <cstddef>      // size_t
#include <map>          // map
#include <optional>     // optional
#include <set>          // set
#include <string>       // string
#include <string_view>  // string_view
#include <tuple>        // tie
#include <utility>      // move
#include <vector>       // vector

namespace sf {

/// Gathers calls from files whose rows are one dispatched unit each.
///
/// A row is bad when it has another number of fields than the header, is no CSV, lacks a number, unit, unit type,
/// call type, sequence or receipt, has a time or position that cannot be read, is available before it is
/// dispatched, or contradicts another row of its call. It drops its whole call, since a call with a row less would
/// teach a wrong set of units. What may be empty: a dispatch time (that unit never went: the row counts as
/// `undispatched`), an available time (`still_out`), the position.
class call_loader {
public:
    /// @param skip_bad_rows  collect bad rows and go on; otherwise the first one is thrown
    explicit call_loader(bool skip_bad_rows = false) : skip_bad_rows_{skip_bad_rows} {}

    /// Reads a file to its end. @throws muster::error for a bad row, a missing column, a quote never closed
    void add(muster::csv_reader& reader) {
        const call_columns at = find_call_columns(reader.header());
        read_.columns_used.insert(read_.columns_used.end(), at.used.begin(), at.used.end());
        read_.has_call_type_group = at.group.has_value() && (read_.rows == 0 || read_.has_call_type_group);
        muster::csv_row row;
        for (bool more = true; more;) {
            try {
                more = reader.next(row);
                if (more) { add_row(reader, row, at); }
            } catch (const muster::error& fault) {
                if (!skip_bad_rows_ || !reader.can_continue()) { throw; }
                read_.bad_rows.push_back(fault);
                const std::string_view number = at.call_number < row.size() ? trimmed(row[at.call_number]) : "";
                if (number.empty()) {
                    ++read_.bad_rows_of_no_call;
                } else {
                    dropped_.emplace(number);
                }
            }
            read_.rows += more ? 1 : 0;
        }
        read_.replaced_utf8 += reader.replaced_utf8();
    }

    /// What was read, in order. The loader is empty afterwards.
    [[nodiscard]] calls finish() {
        for (auto& [number, found] : calls_) {
            if (dropped_.contains(number)) { continue; }
            std::sort(found.rows.begin(), found.rows.end(), [](const unit_row& a, const unit_row& b) {
                return std::tie(a.sequence, a.unit) < std::tie(b.sequence, b.unit);
            });
            read_.without_position += found.position ? 0U : 1U;
            read_.all.push_back(std::move(found));
        }
        std::sort(read_.all.begin(), read_.all.end(), [](const call& a, const call& b) {
            return std::tie(a.received, a.number) < std::tie(b.received, b.number);
        });
        read_.dropped_calls = dropped_.size();
        calls done = std::move(read_);
        *this = call_loader{skip_bad_rows_};
        return done;
    }

private:
    void add_row(const muster::csv_reader& reader, const muster::csv_row& row, const call_columns& at) {
        const auto text = [&](std::size_t column) { return trimmed(row[column]); };
        const auto optional_text = [&](std::optional<std::size_t> column) {
            return column ? std::string{text(*column)} : std::string{};
        };
        const auto bad = [&](muster::errc code, std::size_t column, const std::string& expected) {
            return bad_field(reader, row, column, code, expected);
        };
        const auto needed = [&](std::size_t column) {
            if (text(column).empty()) { throw bad(muster::errc::missing, column, "a value"); }
            return std::string{text(column)};
        };
        const auto time = [&](std::size_t column) -> std::optional<muster::instant> {
            if (text(column).empty()) { return std::nullopt; }
            const std::optional<muster::instant> read = muster::parse_time(text(column));
            if (!read) {
                throw bad(muster::errc::syntax, column, "a time as 04/07/2020 11:53:08 PM or 2020-04-07T23:53:08");
            }
            return read;
        };

        call read;
        read.number = needed(at.call_number);
        read.type = needed(at.call_type);
        read.original_priority = text(at.original_priority);
        read.neighbourhood = text(at.neighbourhood);
        read.group = optional_text(at.group);
        read.battalion = optional_text(at.battalion);
        read.station_area = station_name(optional_text(at.station_area));
        needed(at.received);
        read.received = *time(at.received);
        if (!text(at.position).empty()) {
            read.position = muster::parse_position(text(at.position));
            if (!read.position) {
                throw bad(muster::errc::syntax, at.position, "a position as (lat, lon) or POINT (lon lat), in range");
            }
        }
        unit_row unit;
        unit.unit = unit_name(needed(at.unit));
        unit.unit_type = needed(at.unit_type);
        const std::string_view sequence = text(at.sequence);
        const auto number = std::from_chars(sequence.data(), sequence.data() + sequence.size(), unit.sequence);
        if (number.ec != std::errc{} || number.ptr != sequence.data() + sequence.size() || unit.sequence < 0) {
            throw bad(muster::errc::type_mismatch, at.sequence, "a whole number");
        }
        const std::optional<muster::instant> dispatch = time(at.dispatch);
        unit.available = time(at.available);
        unit.on_scene = at.on_scene ? time(*at.on_scene) : std::nullopt;
        if (dispatch && unit.available && *unit.available < *dispatch) {
            throw bad(muster::errc::contradiction, at.available, "a time not before the dispatch");
        }

        call& joined = calls_.try_emplace(read.number, read).first->second;
        const auto agree = [&](std::size_t column, bool same, const std::string& others) {
            if (!same) {
                throw bad(muster::errc::contradiction, column, "\"" + others + "\" as in another row of the call");
            }
        };
        agree(at.call_type, joined.type == read.type, joined.type);
        agree(at.original_priority, joined.original_priority == read.original_priority, joined.original_priority);
        agree(at.received, joined.received == read.received, to_string(joined.received));
        if (!joined.position) { joined.position = read.position; }
        if (!dispatch) {
            ++read_.undispatched;
            return;
        }
        unit.dispatch = *dispatch;
        for (const unit_row& other : joined.rows) {
            if (other.unit != unit.unit) { continue; }
            agree(at.unit,
                  other.unit_type == unit.unit_type && other.sequence == unit.sequence &&
                      other.dispatch == unit.dispatch && other.available == unit.available,
                  "the same type, sequence and times");
            ++read_.repeated;
            return;
        }
        read_.still_out += unit.available ? 0U : 1U;
        joined.rows.push_back(std::move(unit));
    }

    bool skip_bad_rows_;
    calls read_;
    std::map<std::string, call> calls_;
    std::set<std::string> dropped_;
};

/// Reads call files. @throws muster::error as `call_loader`
[[nodiscard]] inline calls load_calls(const std::vector<std::string>& paths, bool skip_bad_rows = false) {
    call_loader loader{skip_bad_rows};
    for (const std::string& path : paths) {
        muster::csv_reader reader{path};
        loader.add(reader);
    }
    return loader.finish();
}

}  // namespace sf
