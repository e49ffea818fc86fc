#pragma once

#include "muster/model/capability.hpp"    // capability_list
#include "muster/sim/district_model.hpp"  // service

#include <cstdint>  // uint32_t

namespace muster {
inline namespace v0 {
namespace sim::detail {

/// What the units, the departments and the experts of the district can do. A class of units is a capability like any
/// other, and so are a department's function and a field of knowledge.
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
    reserve,
    // Functions of departments that no unit carries out.
    coordination,
    traffic_control,
    evacuation,
    shelter,
    public_information,
    site_supervision,
    road_repair,
    utilities,
    mediation,
    environmental_monitoring,
    hazard_survey,
    accident_investigation,
    product_safety,
    drainage,
    relief,
    street_order,
    complaints,
    // Fields of knowledge. Each of the first fifteen is close to the one before it and to the one after it.
    geotechnics,
    structural_safety,
    lifting,
    lift_engineering,
    power_supply,
    battery_safety,
    fire_protection,
    gas_safety,
    chemical_safety,
    emergency_medicine,
    crisis_psychology,
    incident_assessment,
    traffic_organisation,
    road_engineering,
    hydrology,
    local_terrain
};
/// How many fields of knowledge are held by training, from `geotechnics` on; the one after them is that of local experts.
inline constexpr std::uint32_t trained_fields = 15;

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
            {"rapid response", "快速反应"},
            {"dispatch and video link", "指挥调度与视频联络"},
            {"traffic control", "交通管制"},
            {"evacuation", "人员疏散"},
            {"shelter in schools", "校舍安置"},
            {"public information", "信息发布"},
            {"site safety supervision", "工地安全监督"},
            {"road repair coordination", "道路抢修协调"},
            {"utilities coordination", "管线协调"},
            {"dispute mediation", "纠纷调解"},
            {"environmental monitoring", "环境监测"},
            {"geological hazard survey", "地质灾害调查"},
            {"accident investigation", "事故调查"},
            {"product and equipment safety", "产品与特种设备安全监管"},
            {"drainage and flood control", "防洪排涝"},
            {"relief for the affected", "受灾群众救助"},
            {"street order", "市容秩序"},
            {"complaint handling", "诉求办理"},
            {"geotechnics", "岩土工程"},
            {"structural safety", "结构安全"},
            {"cranes and lifting", "起重吊装"},
            {"lift engineering", "电梯工程"},
            {"power supply", "供配电"},
            {"electrical and battery safety", "电气与电池安全"},
            {"fire protection", "消防工程"},
            {"gas safety", "燃气安全"},
            {"chemical safety", "化工安全"},
            {"emergency medicine", "急诊医学"},
            {"crisis psychology", "危机心理干预"},
            {"incident assessment", "综合应急研判"},
            {"traffic organisation", "交通组织"},
            {"roads and buried pipes", "道路与地下管网"},
            {"hydrology and drainage", "水文与排水"},
            {"local terrain", "本地地形"}};
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
