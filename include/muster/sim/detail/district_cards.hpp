#pragma once

#include "muster/model/run_card.hpp"              // run_card
#include "muster/model/type_tree.hpp"             // type_tree
#include "muster/sim/detail/district_skills.hpp"  // skill
#include "muster/unit/response_tier.hpp"          // response_tier

#include <cstdint>  // uint32_t
#include <utility>  // move
#include <vector>   // vector

namespace muster {
inline namespace v0 {
namespace sim::detail {

/// So many units with a skill; within so many seconds from the order, when a time is given.
[[nodiscard]] constexpr need asked(skill which, std::uint32_t amount, std::int64_t within_s = 0) noexcept {
    need made;
    made.capability = id_of(which);
    made.amount = amount;
    made.limit.within = {within_s * 1000};
    return made;
}

/// The run cards (力量调派方案) of the district: for a type at every level, or from level II on.
[[nodiscard]] inline std::vector<run_card> district_cards(const type_tree& types) {
    const auto card = [&](label called, const char* code, std::vector<need> needs, response_level least = {}) {
        return run_card{std::move(called), types.at(code), {}, least, std::move(needs), false};
    };
    // clang-format off
    return {
        card({"fire", "火灾"}, "building_fire",
             {asked(skill::first_attack, 1, 300), asked(skill::fire_suppression, 1, 480), asked(skill::patrol, 1)}),
        card({"larger fire", "较大火灾"}, "building_fire",
             {asked(skill::fire_suppression, 3), asked(skill::ladder, 1), asked(skill::medical, 1),
              asked(skill::armed_police, 1)}, level_II),
        card({"e-bike fire", "电动车火灾"}, "e_bike_fire", {asked(skill::power_repair, 1)}),
        card({"gas", "燃气"}, "gas_leak",
             {asked(skill::gas_repair, 1), asked(skill::fire_suppression, 1, 480), asked(skill::patrol, 1)}),
        card({"building site", "建筑工地"}, "site_accident",
             {asked(skill::rescue, 1, 600), asked(skill::heavy_rescue, 1), asked(skill::medical, 1),
              asked(skill::patrol, 1)}),
        card({"slope", "滑坡"}, "slope_failure",
             {asked(skill::rescue, 1, 600), asked(skill::earthmoving, 1), asked(skill::patrol, 2),
              asked(skill::medical, 1)}),
        card({"road collapse", "道路塌陷"}, "road_collapse",
             {asked(skill::patrol, 2, 300), asked(skill::water_repair, 1), asked(skill::earthmoving, 1)}),
        card({"crash", "车祸"}, "traffic_crash", {asked(skill::patrol, 1)}),
        card({"larger crash", "较大车祸"}, "traffic_crash", {asked(skill::rescue, 1), asked(skill::medical, 2)}, level_II),
        card({"spill", "泄漏"}, "hazardous_spill",
             {asked(skill::hazmat, 1), asked(skill::patrol, 1), asked(skill::medical, 1)}),
        card({"lift", "电梯"}, "lift_entrapment", {asked(skill::rescue, 1)}),
        card({"power", "停电"}, "power_failure", {asked(skill::power_repair, 1)}),
        card({"obstruction", "道路受阻"}, "obstruction", {asked(skill::patrol, 1)}),
        card({"flooding", "内涝"}, "flooding", {asked(skill::water_repair, 1)}),
        card({"medical", "急救"}, "medical", {asked(skill::medical, 1, 720)}),
        card({"violence", "暴力事件"}, "violence",
             {asked(skill::patrol, 2), asked(skill::armed_police, 1), asked(skill::medical, 1)}),
        card({"dispute", "纠纷"}, "dispute", {asked(skill::patrol, 1)}),
        card({"belongs elsewhere", "转其他部门"}, "not_ours", {}),
        {{"major incident", "重大事件"}, type_id::none(), {}, level_I,
         {asked(skill::reserve, 1), asked(skill::medical, 2)}, false},
        {{"nobody knows yet", "情况不明"}, type_id::none(), {}, {}, {asked(skill::patrol, 1)}, true},
    };
    // clang-format on
}

/// The 1/3/5 minutes of the case study, all started at once. Volunteers are never sent to violence, gas or chemicals.
[[nodiscard]] inline std::vector<response_tier> district_tiers(const type_tree& types) {
    const auto tier = [&](label called, skill which, std::int64_t within_s, const char* code) {
        return response_tier{std::move(called),
                             id_of(which),
                             1,
                             {clock_anchor::ordered, clock_anchor::on_scene, {within_s * 1000}},
                             types.at(code),
                             {}};
    };
    std::vector<response_tier> all;
    for (const char* code : {"building_fire", "medical", "flooding", "lift_entrapment"}) {
        all.push_back(tier({"1 minute: volunteers", "1分钟义警到场"}, skill::volunteer, 60, code));
    }
    for (const char* code : {"building_fire", "gas_leak", "site_accident", "road_collapse", "traffic_crash",
                             "hazardous_spill", "slope_failure", "violence"}) {
        all.push_back(tier({"3 minutes: patrol", "3分钟巡(摩)警到场"}, skill::patrol, 180, code));
    }
    all.push_back(tier({"5 minutes: armed police", "5分钟带枪民警到场"}, skill::armed_police, 300, "violence"));
    all.push_back(tier({"5-minute fire circle", "5分钟消防圈"}, skill::first_attack, 300, "building_fire"));
    return all;
}

}  // namespace sim::detail
}  // namespace v0
}  // namespace muster
