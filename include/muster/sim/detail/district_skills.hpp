#pragma once

#include "muster/model/capability.hpp"    // capability_list
#include "muster/sim/district_model.hpp"  // service

#include <cstdint>  // uint32_t

namespace muster {
inline namespace v0 {
namespace sim::detail {

/// What the units of the district can do. A class of units is a capability like any other.
enum class skill : std::uint32_t {
    volunteer,
    patrol,
    armed_police,
    first_attack,
    fire_suppression,
    ladder,
    rescue,
    heavy_rescue,
    hazmat,
    medical,
    gas_repair,
    power_repair,
    water_repair,
    earthmoving,
    reserve
};

[[nodiscard]] constexpr capability_id id_of(skill which) noexcept { return {static_cast<std::uint32_t>(which)}; }

[[nodiscard]] inline capability_list district_capabilities() {
    return {{"volunteer group", "义警"},
            {"patrol", "巡(摩)警"},
            {"armed police", "带枪民警"},
            {"first attack on a fire", "初期火灾扑救"},
            {"fire suppression", "灭火"},
            {"ladder", "登高"},
            {"rescue", "救援"},
            {"heavy rescue", "重型破拆救援"},
            {"hazmat", "防化洗消"},
            {"medical care", "医疗急救"},
            {"gas repair", "燃气抢修"},
            {"power repair", "供电抢修"},
            {"water repair", "供排水抢修"},
            {"earthmoving", "土方清障"},
            {"rapid response", "快速反应"}};
}

[[nodiscard]] constexpr capability_set skills_of(service which) {
    switch (which) {
        case service::volunteer_group: return {id_of(skill::volunteer)};
        case service::patrol: return {id_of(skill::patrol)};
        case service::armed_police: return {id_of(skill::armed_police)};
        case service::micro_fire_station: return {id_of(skill::first_attack)};
        case service::fire_engine:
            return {id_of(skill::first_attack), id_of(skill::fire_suppression), id_of(skill::rescue)};
        case service::ladder_truck: return {id_of(skill::ladder), id_of(skill::rescue)};
        case service::heavy_rescue: return {id_of(skill::rescue), id_of(skill::heavy_rescue)};
        case service::hazmat: return {id_of(skill::hazmat)};
        case service::ambulance: return {id_of(skill::medical)};
        case service::gas_repair: return {id_of(skill::gas_repair)};
        case service::power_repair: return {id_of(skill::power_repair)};
        case service::water_repair: return {id_of(skill::water_repair)};
        case service::excavator: return {id_of(skill::earthmoving)};
        case service::rapid_response: return {id_of(skill::reserve)};
    }
    return {};
}

}  // namespace sim::detail
}  // namespace v0
}  // namespace muster
