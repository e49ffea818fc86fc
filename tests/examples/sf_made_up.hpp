#pragma once

#include "../../examples/city_day/sf_calls.hpp"
#include "../../examples/city_day/sf_joint.hpp"
#include "../../examples/city_day/sf_team.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

/// Calls made up for tests of the example.
namespace sf_made_up {

inline constexpr std::int64_t noon_ms = 100 * sf::day_ms + sf::day_ms / 2;

/// A call of the scored population at noon of a day, to which one unit of each type went a minute later.
inline sf::call made_up(const std::vector<std::string>& went, const std::string& type = "Alarms",
                        const std::string& priority = "3", const std::string& station = "1", std::int64_t day = 0) {
    sf::call c;
    c.number = "1";
    c.type = type;
    c.original_priority = priority;
    c.station_area = station;
    c.group = "Alarm";
    c.received = {noon_ms + day * sf::day_ms};
    int sequence = 0;
    for (const std::string& each : went) {
        c.rows.push_back({each + "1", each, ++sequence, {c.received.ms + 60'000}, std::nullopt, std::nullopt});
    }
    return c;
}

/// What calls teach. The calls have to outlive it.
inline std::vector<sf::lesson> lessons_of(std::span<const sf::call> log, const sf::unit_types& types) {
    std::vector<sf::lesson> all;
    for (const sf::call& c : log) { all.push_back({&c, sf::label_of(c, types)}); }
    return all;
}

}  // namespace sf_made_up
