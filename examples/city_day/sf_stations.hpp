#pragma once

#include "sf_calls.hpp"    // call
#include "sf_columns.hpp"  // unit_name, station_name, bad_field

#include "muster/core/error.hpp"     // error
#include "muster/core/position.hpp"  // lon_lat
#include "muster/io/csv.hpp"         // csv_reader

#include <charconv>     // from_chars
#include <cstddef>      // size_t
#include <functional>   // less
#include <map>          // map
#include <optional>     // optional
#include <span>         // span
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace sf {

/// Fire stations, and the engines and trucks that live there.
struct station_table {
    std::map<std::string, muster::lon_lat, std::less<>> stations;  ///< by number, without leading zeros
    std::map<std::string, std::string, std::less<>> unit_station;  ///< `E01` -> `1`
    std::vector<std::string> engines;                              ///< those of them whose type is `E`
    std::vector<std::string> unplaced;  ///< units whose facility is in no list: reserve apparatus
};

/// Joins the list of engines and trucks to the list of facilities, by `facility_id`.
/// @throws muster::error as `csv_reader`; missing, out_of_range, duplicate, contradiction
[[nodiscard]] inline station_table join_stations(muster::csv_reader& units, muster::csv_reader& facilities) {
    muster::csv_row row;
    std::map<std::string, muster::lon_lat> position_of;
    const std::size_t id = facilities.header().column("facility_id");
    const std::size_t longitude = facilities.header().column("longitude");
    const std::size_t latitude = facilities.header().column("latitude");
    while (facilities.next(row)) {
        const auto degrees = [&](std::size_t column, double limit) {
            const std::string_view text = trimmed(row[column]);
            double value = 0;
            const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
            const bool whole = read.ec == std::errc{} && read.ptr == text.data() + text.size();
            if (!whole || !(value >= -limit && value <= limit)) {
                throw bad_field(facilities, row, column, muster::errc::out_of_range,
                                "degrees within " + std::to_string(static_cast<int>(limit)));
            }
            return value;
        };
        const muster::lon_lat position{degrees(longitude, 180), degrees(latitude, 90)};
        if (!position_of.emplace(trimmed(row[id]), position).second) {
            throw bad_field(facilities, row, id, muster::errc::duplicate, "an id that is not there yet");
        }
    }

    station_table table;
    const std::size_t unit = units.header().column("Unit");
    const std::size_t type = units.header().column("Type");
    const std::size_t station = units.header().column("Fire Station");
    const std::size_t facility = units.header().column("facility_id");
    while (units.next(row)) {
        const auto found = position_of.find(std::string{trimmed(row[facility])});
        std::string name = station_name(row[station]);
        if (found == position_of.end() || name.empty()) {
            table.unplaced.push_back(unit_name(row[unit]));
            continue;
        }
        const auto known = table.stations.try_emplace(name, found->second).first;
        if (known->second != found->second) {
            throw bad_field(units, row, facility, muster::errc::contradiction, "one facility for station " + name);
        }
        if (trimmed(row[type]) == "E") { table.engines.push_back(unit_name(row[unit])); }
        if (!table.unit_station.emplace(unit_name(row[unit]), std::move(name)).second) {
            throw bad_field(units, row, unit, muster::errc::duplicate, "a unit that is not there yet");
        }
    }
    return table;
}

[[nodiscard]] inline station_table load_stations(const std::string& units_path, const std::string& facilities_path) {
    muster::csv_reader units{units_path};
    muster::csv_reader facilities{facilities_path};
    return join_stations(units, facilities);
}

/// Where a unit lives.
struct home {
    std::string station;
    muster::lon_lat position;
    bool assumed = false;  ///< not in the station list: the area that it served most in training
};

/// Home of every unit that has one.
///
/// A unit of the station list lives there. Any other lives, `assumed`, at the station whose area it served most
/// often in training, ties to the area whose name sorts first as text. A unit of neither kind is not in the table,
/// nor is one whose area has no known station: its home is unknown, and the next best area would be a wrong guess.
class home_table {
public:
    home_table(const station_table& stations, std::span<const call> training) {
        for (const auto& [unit, station] : stations.unit_station) {
            homes_.emplace(unit, home{station, stations.stations.find(station)->second, false});
        }
        std::map<std::string, std::map<std::string, std::size_t>> served;
        for (const call& c : training) {
            if (c.station_area.empty()) { continue; }
            for (const unit_row& row : c.rows) { ++served[row.unit][c.station_area]; }
        }
        for (const auto& [unit, areas] : served) {
            if (homes_.contains(unit)) { continue; }
            auto most = areas.begin();
            for (auto area = areas.begin(); area != areas.end(); ++area) {
                if (area->second > most->second) { most = area; }
            }
            const auto station = stations.stations.find(most->first);
            if (station == stations.stations.end()) { continue; }
            homes_.emplace(unit, home{station->first, station->second, true});
            ++assumed_;
        }
    }

    /// The unit's home; null when it is unknown.
    [[nodiscard]] const home* find(std::string_view unit) const noexcept {
        const auto found = homes_.find(unit);
        return found == homes_.end() ? nullptr : &found->second;
    }

    [[nodiscard]] const std::map<std::string, home, std::less<>>& all() const noexcept { return homes_; }
    [[nodiscard]] std::size_t assumed() const noexcept { return assumed_; }

private:
    std::map<std::string, home, std::less<>> homes_;
    std::size_t assumed_ = 0;
};

}  // namespace sf
