#pragma once

#include "muster/core/position.hpp"  // planar
#include "muster/core/units.hpp"     // instant

#include <array>        // array
#include <cstddef>      // size_t
#include <cstdint>      // uint8_t
#include <optional>     // optional
#include <string>       // string
#include <string_view>  // string_view

namespace muster {
inline namespace v0 {
namespace sim {

/// What really happened: the ground truth behind a made-up call.
enum class incident_class : std::uint8_t {
    building_fire,
    e_bike_fire,       ///< while charging, or of a battery
    gas_leak,          ///< leaks and explosions
    site_accident,     ///< on a building site: collapse, fall, crane
    slope_failure,     ///< landslide, retaining wall
    road_collapse,
    traffic_crash,
    medical,
    violence,          ///< fight, knife
    dispute,
    flooding,
    power_failure,
    obstruction,       ///< fallen tree, hoarding, pole
    hazardous_spill,
    lift_entrapment,
    not_ours,          ///< belongs elsewhere: noise, parking, refuse, fees
};
inline constexpr std::size_t incident_classes = 16;

/// The class as a word of code: "building_fire".
[[nodiscard]] constexpr std::string_view code_of(incident_class what) noexcept {
    constexpr std::array<std::string_view, incident_classes> codes{
        "building_fire", "e_bike_fire", "gas_leak", "site_accident", "slope_failure", "road_collapse",
        "traffic_crash", "medical", "violence", "dispute", "flooding", "power_failure",
        "obstruction", "hazardous_spill", "lift_entrapment", "not_ours"};
    return codes[static_cast<std::size_t>(what)];
}

/// One call for help, as a call taker would have written it down, and the truth behind it.
///
/// What is known and what is said agree: every fact is told in both texts, and every count in the texts is a fact.
/// Members from `truth` on are for scoring only; nothing that decides may read them.
struct call {
    std::string number;              ///< "G20260301-0001", in the order of arrival
    instant received;
    std::optional<planar> position;  ///< none when the caller could not be located: the text then names the community
    std::string what;                ///< in English
    std::string what_zh;             ///< the same in Chinese

    // Unknown is not zero: 0 means that the caller said so.
    std::optional<int> trapped;
    std::optional<int> injured;
    std::optional<int> dead;
    std::optional<int> storeys;
    std::optional<int> people_at_risk;
    std::optional<int> area_m2;

    incident_class truth = incident_class::not_ours;
    std::optional<incident_class> also;  ///< a second class that the text mentions
    bool vague = false;                  ///< the text names no class at all
    std::string grid_key;                ///< the working grid it happened in; empty just outside the district
};

}  // namespace sim
}  // namespace v0
}  // namespace muster
