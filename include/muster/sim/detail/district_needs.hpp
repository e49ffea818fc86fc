#pragma once

#include "muster/model/capability.hpp"         // capability_list
#include "muster/model/run_card.hpp"           // run_card
#include "muster/rules/grading_criterion.hpp"  // grading_criterion
#include "muster/rules/grading_table.hpp"      // base_level
#include "muster/sim/district_model.hpp"       // service
#include "muster/unit/response_tier.hpp"       // response_tier

#include <cstdint>  // uint32_t
#include <vector>   // vector

namespace muster {
inline namespace v0 {
namespace sim::detail {

/// What the units of the district can do. A class of units is a capability like any other.
enum class skill : std::uint32_t {
    volunteer, patrol, armed_police, first_attack, fire_suppression, ladder, rescue, heavy_rescue, hazmat, medical,
    gas_repair, power_repair, water_repair, earthmoving, reserve
};

[[nodiscard]] constexpr capability_id id_of(skill which) noexcept { return {static_cast<std::uint32_t>(which)}; }

[[nodiscard]] inline capability_list district_capabilities() {
    return {{"volunteer group", "义警"},         {"patrol", "巡(摩)警"},
            {"armed police", "带枪民警"},        {"first attack on a fire", "初期火灾扑救"},
            {"fire suppression", "灭火"},        {"ladder", "登高"},
            {"rescue", "救援"},                  {"heavy rescue", "重型破拆救援"},
            {"hazmat", "防化洗消"},              {"medical care", "医疗急救"},
            {"gas repair", "燃气抢修"},          {"power repair", "供电抢修"},
            {"water repair", "供排水抢修"},      {"earthmoving", "土方清障"},
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

/// Severity and extent, known and potential harm. Figures of our own, for a made-up district.
[[nodiscard]] inline std::vector<grading_criterion> district_criteria(const type_tree& types) {
    return {
        {{"dead", "死亡人数"}, "dead", {at_least(1, level_II), at_least(3, level_I)}, aspect::severity, harm::known, {}, {}},
        {{"injured", "受伤人数"}, "injured", {at_least(3, level_II), at_least(10, level_I)}, aspect::severity, harm::known, {}, {}},
        {{"trapped", "被困人数"}, "trapped", {at_least(2, level_II), at_least(10, level_I)}, aspect::severity, harm::known, {}, {}},
        {{"people at risk", "受威胁人数"}, "people_at_risk", {at_least(30, level_II), at_least(100, level_I)}, aspect::severity, harm::potential, {}, {}},
        {{"area affected, m²", "涉及面积(平方米)"}, "area_m2", {more_than(500, level_II), more_than(3000, level_I)}, aspect::extent, harm::known, {}, {}},
        {{"storeys of the building", "建筑层数"}, "storeys", {at_least(10, level_II)}, aspect::extent, harm::potential, {}, types.at("building_fire")},
    };
}

[[nodiscard]] inline std::vector<base_level> district_base_levels(const type_tree& types) {
    return {{types.at("slope_failure"), level_II}, {types.at("hazardous_spill"), level_II}};
}

/// The run cards (力量调派方案) of the district.
[[nodiscard]] inline std::vector<run_card> district_cards(const type_tree& types) {
    const auto asked = [](skill which, std::uint32_t amount, std::int64_t within_s = 0) {
        need made;
        made.capability = id_of(which);
        made.amount = amount;
        made.limit.within = {within_s * 1000};
        return made;
    };
    const response_level any{};
    const auto type = [&](const char* code) { return types.at(code); };
    return {
        {{"fire", "火灾"}, type("building_fire"), any, any,
         {asked(skill::first_attack, 1, 300), asked(skill::fire_suppression, 1, 480), asked(skill::patrol, 1)}},
        {{"larger fire", "较大火灾"}, type("building_fire"), any, level_II,
         {asked(skill::fire_suppression, 3), asked(skill::ladder, 1), asked(skill::medical, 1), asked(skill::armed_police, 1)}},
        {{"e-bike fire", "电动车火灾"}, type("e_bike_fire"), any, any, {asked(skill::power_repair, 1)}},
        {{"gas", "燃气"}, type("gas_leak"), any, any,
         {asked(skill::gas_repair, 1), asked(skill::fire_suppression, 1, 480), asked(skill::patrol, 1)}},
        {{"building site", "建筑工地"}, type("site_accident"), any, any,
         {asked(skill::rescue, 1, 600), asked(skill::heavy_rescue, 1), asked(skill::medical, 1), asked(skill::patrol, 1)}},
        {{"slope", "滑坡"}, type("slope_failure"), any, any,
         {asked(skill::rescue, 1, 600), asked(skill::earthmoving, 1), asked(skill::patrol, 2), asked(skill::medical, 1)}},
        {{"road collapse", "道路塌陷"}, type("road_collapse"), any, any,
         {asked(skill::patrol, 2, 300), asked(skill::water_repair, 1), asked(skill::earthmoving, 1)}},
        {{"crash", "车祸"}, type("traffic_crash"), any, any, {asked(skill::patrol, 1), asked(skill::medical, 1)}},
        {{"crash with people trapped", "较大车祸"}, type("traffic_crash"), any, level_II, {asked(skill::rescue, 1)}},
        {{"spill", "泄漏"}, type("hazardous_spill"), any, any,
         {asked(skill::hazmat, 1), asked(skill::patrol, 1), asked(skill::medical, 1)}},
        {{"lift", "电梯"}, type("lift_entrapment"), any, any, {asked(skill::rescue, 1)}},
        {{"power", "停电"}, type("power_failure"), any, any, {asked(skill::power_repair, 1)}},
        {{"obstruction", "道路受阻"}, type("obstruction"), any, any, {asked(skill::patrol, 1)}},
        {{"flooding", "内涝"}, type("flooding"), any, any, {asked(skill::water_repair, 1), asked(skill::patrol, 1)}},
        {{"medical", "急救"}, type("medical"), any, any, {asked(skill::medical, 1, 720)}},
        {{"violence", "暴力事件"}, type("violence"), any, any,
         {asked(skill::patrol, 2), asked(skill::armed_police, 1), asked(skill::medical, 1)}},
        {{"dispute", "纠纷"}, type("dispute"), any, any, {asked(skill::patrol, 1)}},
        {{"major incident", "重大事件"}, type_id::none(), any, level_I, {asked(skill::reserve, 1), asked(skill::medical, 2)}},
        {{"belongs elsewhere", "转其他部门"}, type("not_ours"), any, any, {}},
        {{"nobody knows yet", "情况不明"}, type_id::none(), any, any, {asked(skill::patrol, 1)}, true},
    };
}

/// The 1/3/5 minutes of the case study, all started at once. Volunteers are never sent to violence, gas or chemicals.
[[nodiscard]] inline std::vector<response_tier> district_tiers(const type_tree& types) {
    const auto tier = [&](label called, skill which, std::int64_t within_s, const char* code) {
        return response_tier{std::move(called), id_of(which), 1,
                             {clock_anchor::ordered, clock_anchor::on_scene, {within_s * 1000}}, types.at(code), {}};
    };
    std::vector<response_tier> all;
    for (const char* code : {"building_fire", "medical", "traffic_crash", "flooding", "lift_entrapment"}) {
        all.push_back(tier({"1 minute: volunteers", "1分钟义警到场"}, skill::volunteer, 60, code));
    }
    for (const char* code : {"accident", "nature", "violence"}) {
        all.push_back(tier({"3 minutes: patrol", "3分钟巡(摩)警到场"}, skill::patrol, 180, code));
    }
    all.push_back(tier({"5 minutes: armed police", "5分钟带枪民警到场"}, skill::armed_police, 300, "violence"));
    all.push_back(tier({"5-minute fire circle", "5分钟消防圈"}, skill::first_attack, 300, "building_fire"));
    return all;
}

}  // namespace sim::detail
}  // namespace v0
}  // namespace muster
