#pragma once

#include "program/progress.hpp"

#include "muster/core/error.hpp"        // error
#include "muster/core/position.hpp"     // lon_lat, is_valid
#include "muster/io/csv.hpp"            // csv_reader
#include "muster/io/position_text.hpp"  // parse_position

#include <charconv>      // from_chars
#include <cstddef>       // size_t
#include <limits>        // numeric_limits
#include <optional>      // optional
#include <string>        // string
#include <string_view>   // string_view
#include <system_error>  // errc
#include <vector>        // vector

namespace locate {

/// Which columns a file of points is read by.
struct point_columns {
    std::string lon;
    std::string lat;
    std::string position;  ///< instead of both, when not empty
    std::string weight;    ///< may be empty
    std::vector<std::string> kept;
};

/// The points of a file, in its order. One without coordinates is not valid (NaN).
struct point_file {
    std::vector<muster::lon_lat> places;
    std::vector<double> weights;                 ///< 1 where no column was asked for
    std::vector<std::vector<std::string>> kept;  ///< of each point, the columns that are copied
    std::vector<std::string> kept_names;
    std::size_t without_coordinates = 0;
};

namespace detail {

inline constexpr muster::lon_lat no_place{std::numeric_limits<double>::quiet_NaN(),
                                          std::numeric_limits<double>::quiet_NaN()};

[[nodiscard]] constexpr std::string_view without_blanks(std::string_view text) noexcept {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) { text.remove_prefix(1); }
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) { text.remove_suffix(1); }
    return text;
}

/// Reads fields of one file, with its place in every message.
class field_reader {
public:
    field_reader(const muster::csv_reader& file, const muster::csv_row& row) : file_{file}, row_{row} {}

    /// None when the field is empty. @throws muster::error syntax
    [[nodiscard]] std::optional<double> number(std::size_t column, const std::string& expected) const {
        std::string_view text = without_blanks(row_[column]);
        if (text.empty()) { return std::nullopt; }
        const std::string_view given = text;
        if (text.front() == '+') { text.remove_prefix(1); }
        double read = 0;
        const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), read);
        if (fault != std::errc{} || end != text.data() + text.size()) {
            throw wrong(muster::errc::syntax, column, expected, given);
        }
        return read;
    }

    [[nodiscard]] muster::lon_lat pair(std::size_t lon_column, std::size_t lat_column) const {
        const std::optional<double> lon = number(lon_column, "a longitude in degrees");
        const std::optional<double> lat = number(lat_column, "a latitude in degrees");
        if (!lon && !lat) { return no_place; }
        if (!lon || !lat) {
            throw wrong(muster::errc::missing, lon ? lat_column : lon_column, "a coordinate, as the other one is there",
                        "");
        }
        if (muster::is_valid(muster::lon_lat{*lon, *lat})) { return {*lon, *lat}; }
        const bool is_swapped = muster::is_valid(muster::lon_lat{*lat, *lon});
        const bool lon_is_wrong = !(*lon >= -180 && *lon <= 180);
        throw wrong(muster::errc::out_of_range, lon_is_wrong ? lon_column : lat_column,
                    std::string{lon_is_wrong ? "a longitude from -180 to 180" : "a latitude from -90 to 90"} +
                        (is_swapped ? " (are --lon and --lat swapped?)" : ""),
                    row_[lon_is_wrong ? lon_column : lat_column]);
    }

    [[nodiscard]] muster::lon_lat position(std::size_t column) const {
        const std::string_view text = without_blanks(row_[column]);
        if (text.empty()) { return no_place; }
        const std::optional<muster::lon_lat> read = muster::parse_position(text);
        if (!read) { throw wrong(muster::errc::syntax, column, "(latitude, longitude) or POINT (lon lat)", text); }
        return *read;
    }

    [[nodiscard]] double weight(std::size_t column) const {
        const std::optional<double> read = number(column, "a weight of 0 or more");
        if (read && !(*read >= 0 && *read <= 1e9)) {
            throw wrong(muster::errc::out_of_range, column, "a weight from 0 to 1e9", row_[column]);
        }
        return read.value_or(0);
    }

private:
    [[nodiscard]] muster::error wrong(muster::errc code, std::size_t column, const std::string& expected,
                                      std::string_view found) const {
        std::string shown{found.substr(0, 60)};
        for (char& c : shown) { c = c >= 0 && c < ' ' ? '?' : c; }
        return muster::error{code, file_.where(row_, column),
                             "column \"" + file_.header().names()[column] + "\": expected " + expected +
                                 (shown.empty() ? ", found nothing" : ", found \"" + shown + "\"")};
    }

    const muster::csv_reader& file_;
    const muster::csv_row& row_;
};

}  // namespace detail

/// Reads a file of points. @throws muster::error with file, line and column
[[nodiscard]] inline point_file read_points(const std::string& path, const point_columns& by) {
    muster::csv_reader file{path};
    const muster::csv_header& header = file.header();
    std::size_t lon = 0;
    std::size_t lat = 0;
    if (by.position.empty()) {
        std::vector<std::string> missing;
        for (const std::string* each : {&by.lon, &by.lat}) {
            if (!header.find(*each)) { missing.push_back("called \"" + *each + "\""); }
        }
        if (!missing.empty()) { throw header.missing(missing); }
        lon = header.column(by.lon);
        lat = header.column(by.lat);
    } else {
        lon = header.column(by.position);
    }
    const bool is_weighted = !by.weight.empty();
    const std::size_t weight = is_weighted ? header.column(by.weight) : 0;
    std::vector<std::size_t> kept;
    point_file read;
    for (const std::string& each : by.kept) {
        kept.push_back(header.column(each));
        read.kept_names.push_back(header.names()[kept.back()]);
    }

    progress shown{"reading points, lines", 0};
    muster::csv_row row;
    const detail::field_reader field{file, row};
    while (file.next(row)) {
        read.places.push_back(by.position.empty() ? field.pair(lon, lat) : field.position(lon));
        read.without_coordinates += muster::is_valid(read.places.back()) ? 0U : 1U;
        read.weights.push_back(is_weighted ? field.weight(weight) : 1.0);
        if (!kept.empty()) {
            read.kept.emplace_back();
            for (const std::size_t column : kept) { read.kept.back().emplace_back(row[column]); }
        }
        shown.step(read.places.size());
    }
    return read;
}

}  // namespace locate
