#pragma once

#include "muster/governance/load_board.hpp"      // tier_capacity
#include "muster/governance/mode_options.hpp"    // mode_options
#include "muster/governance/static_card.hpp"     // static_card
#include "muster/model/type_tree.hpp"            // type_tree
#include "muster/sim/detail/district_cards.hpp"  // asked

#include <vector>  // vector

namespace muster {
inline namespace v0 {
namespace sim::detail {

/// When the district turns to the convergent mode. Figures of our own, for a made-up district: two departments meeting
/// at a fire are its routine, three are not; loss and cost are counted in hours of crews.
[[nodiscard]] inline mode_options district_modes(const type_tree& types) {
    constexpr std::int64_t minute = 60'000;
    const auto of = [&](const char* code, incident_nature kind, std::int64_t minutes) {
        return type_nature{types.at(code), kind, {minutes * minute}};
    };
    mode_options modes;
    modes.natures = {of("accident", incident_nature::sudden, 60),     of("nature", incident_nature::sudden, 120),
                     of("health", incident_nature::sudden, 30),       of("security", incident_nature::sudden, 45),
                     of("dispute", incident_nature::everyday, 0),     of("power_failure", incident_nature::everyday, 0),
                     of("obstruction", incident_nature::everyday, 0), of("not_ours", incident_nature::everyday, 0)};
    modes.time_left = {60 * minute};
    modes.assemble = {15 * minute};
    modes.mobilise = {3 * 24 * 60 * minute};
    modes.joint_from_departments = 3;
    modes.expected_loss = {1000, 200, 20};
    modes.cost_per_department = 12;
    return modes;
}

/// How many incidents at a time the routine of each tier carries: the district, a street, a community.
[[nodiscard]] inline std::vector<tier_capacity> district_capacities() { return {{0, 160}, {1, 30}, {2, 15}}; }

/// What is done in the district when nothing is known, or nothing can be trusted.
[[nodiscard]] inline static_card district_card() {
    return {
        {"district card", "区级静态卡"},
        level_II,
        {asked(skill::patrol, 2), asked(skill::medical, 1)},
        {{"call the community's head and the nearest patrol by radio; both go and report what they see",
          "用电台呼叫社区负责人和最近巡警，两者到场查看并回报"},
         {"call the ambulance and the fire station of the street by telephone; one crew each sets out",
          "电话通知街道所在医院和消防站，各派一组出动"},
         {"the street's centre keeps a list by hand of who went where and when", "街道中心手工登记谁、何时、去往何处"},
         {"whoever is on scene first says what is needed; nobody waits for a confirmation",
          "先到者报告所需力量，不等待确认"}},
        {10 * 60'000}};
}

}  // namespace sim::detail
}  // namespace v0
}  // namespace muster
