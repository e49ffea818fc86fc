#pragma once

#include "muster/core/error.hpp"  // error
#include "muster/io/csv.hpp"      // csv_header, csv_reader, csv_row

#include <cstddef>           // size_t
#include <initializer_list>  // initializer_list
#include <optional>          // optional
#include <string>            // string
#include <string_view>       // string_view
#include <vector>            // vector

namespace sf {

/// Where a call file keeps what we read. Slices of the city's file differ in case, blanks and a few names.
struct call_columns {
    std::size_t call_number = 0, unit = 0, unit_type = 0, sequence = 0, call_type = 0, original_priority = 0;
    std::size_t received = 0, dispatch = 0, available = 0, position = 0, neighbourhood = 0;
    std::optional<std::size_t> group, station_area, battalion, on_scene;
    std::vector<std::string> used;  ///< for people, one line each
};

namespace detail {

/// Looks columns up, keeps account of them, and tells of all that are missing at once.
class column_finder {
public:
    explicit column_finder(const muster::csv_header& header) : header_{header} {}

    /// The first of `names` that is there.
    [[nodiscard]] std::optional<std::size_t> find(const char* what, std::initializer_list<const char*> names) {
        std::optional<std::size_t> found;
        for (const char* name : names) {
            if (!found) { found = header_.find(name); }
        }
        return note(what, found);
    }
    [[nodiscard]] std::size_t need(const char* what, std::initializer_list<const char*> names) {
        std::string expected;
        for (const char* name : names) {
            expected += (expected.empty() ? "called \"" : " or \"") + std::string{name} + "\"";
        }
        return needed(find(what, names), expected);
    }
    [[nodiscard]] std::size_t need_starting(const char* what, const char* prefix) {
        return needed(note(what, header_.find_starting(prefix)), "starting with \"" + std::string{prefix} + "\"");
    }

    /// @throws muster::error missing, when something needed was not found
    [[nodiscard]] std::vector<std::string> finish() {
        if (!missing_.empty()) { throw header_.missing(missing_); }
        return used_;
    }

private:
    [[nodiscard]] std::optional<std::size_t> note(const char* what, std::optional<std::size_t> found) {
        used_.push_back(header_.where().file + ": " + what + " = " +
                        (found ? "\"" + header_.names()[*found] + "\"" : "(absent)"));
        return found;
    }
    [[nodiscard]] std::size_t needed(std::optional<std::size_t> found, const std::string& expected) {
        if (!found) { missing_.push_back(expected); }
        return found.value_or(0);
    }

    const muster::csv_header& header_;
    std::vector<std::string> used_;
    std::vector<std::string> missing_;
};

}  // namespace detail

/// Finds the columns of a call file. @throws muster::error missing (all at once), duplicate
[[nodiscard]] inline call_columns find_call_columns(const muster::csv_header& header) {
    detail::column_finder finder{header};
    call_columns at;
    at.call_number = finder.need("call number", {"Call Number"});
    at.unit = finder.need("unit", {"Unit ID"});
    at.unit_type = finder.need("unit type", {"Unit Type"});
    at.sequence = finder.need("unit sequence", {"Unit sequence in call dispatch"});
    at.call_type = finder.need("call type", {"Call Type"});
    at.original_priority = finder.need("original priority", {"Original Priority"});
    at.received = finder.need("received", {"Received DtTm"});
    at.dispatch = finder.need("dispatch", {"Dispatch DtTm"});
    at.available = finder.need("available", {"Available DtTm"});
    at.position = finder.need("position", {"Location", "case_location", "point"});
    at.neighbourhood = finder.need_starting("neighbourhood", "neighborh");
    at.group = finder.find("call type group", {"Call Type Group"});
    at.station_area = finder.find("station area", {"Station Area"});
    at.battalion = finder.find("battalion", {"Battalion"});
    at.on_scene = finder.find("on scene", {"On Scene DtTm"});
    at.used = finder.finish();
    return at;
}

/// `text` without the blanks around it.
[[nodiscard]] constexpr std::string_view trimmed(std::string_view text) noexcept {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) { text.remove_prefix(1); }
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) { text.remove_suffix(1); }
    return text;
}

/// The error for a field of a row: what was expected there, and what there is, on one line.
[[nodiscard]] inline muster::error bad_field(const muster::csv_reader& reader, const muster::csv_row& row,
                                             std::size_t column, muster::errc code, const std::string& expected) {
    std::string found{trimmed(row[column]).substr(0, 60)};
    for (char& c : found) { c = c >= 0 && c < ' ' ? '?' : c; }
    return muster::error{
        code, reader.where(row, column),
        "column \"" + reader.header().names()[column] + "\": expected " + expected + ", found \"" + found + "\""};
}

/// Unit ids as both files spell them: an engine or truck of one digit gets its zero, `E1` and `E01` are one.
[[nodiscard]] inline std::string unit_name(std::string_view text) {
    text = trimmed(text);
    const bool short_form = text.size() == 2 && (text[0] == 'E' || text[0] == 'T') && text[1] >= '0' && text[1] <= '9';
    return short_form ? std::string{text[0], '0', text[1]} : std::string{text};
}

/// Station numbers and areas without leading zeros: `01` and `1` are one.
[[nodiscard]] inline std::string station_name(std::string_view text) {
    text = trimmed(text);
    while (text.size() > 1 && text.front() == '0') { text.remove_prefix(1); }
    return std::string{text};
}

}  // namespace sf
