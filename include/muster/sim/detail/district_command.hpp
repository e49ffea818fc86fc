#pragma once

#include "muster/governance/command_rules.hpp"  // command_rules
#include "muster/model/level.hpp"               // level_I, level_II
#include "muster/model/type_tree.hpp"           // type_tree
#include "muster/sim/district_model.hpp"        // district

#include <cstddef>  // size_t
#include <cstdint>  // int64_t
#include <string>   // string
#include <vector>   // vector

namespace muster {
inline namespace v0 {
namespace sim::detail {

/// A commander and five groups. An ordinary incident fills the smallest set; the coordination group may be led by
/// somebody who has another role as well.
[[nodiscard]] inline std::vector<command_role> district_roles() {
    return {{{"commander", "总指挥"}, true, true, true, {}},
            {{"coordination group", "综合协调组"}, false, true, false, level_II},
            {{"dispatch and command group", "调度指挥组"}, false, true, true, {}},
            {{"technical support group", "技术保障组"}, false, false, true, level_II},
            {{"emergency handling group", "应急处突组"}, false, true, true, {}},
            {{"evacuation group", "安全疏散组"}, false, true, true, level_II}};
}

/// Who stands on the rosters of the district, the streets and the communities. Officers are called by their office.
///
/// The district and its streets have alternates for the commander. In a community whoever leads dispatch leads
/// coordination too. Left vacant on purpose: technical support in every seventh community, and evacuation in one of 40.
[[nodiscard]] inline std::vector<roster_line> district_roster(const district& where) {
    std::vector<roster_line> roster;
    const auto add = [&](const cell_drawing<planar>& cell, const char* role, const std::string& sign, label office) {
        roster.push_back(
            {cell.key, role, cell.key + "-" + sign, {office.en + ", " + cell.name.en, cell.name.zh + office.zh}});
    };
    for (std::size_t tier = 0; tier < 3; ++tier) {
        const std::vector<cell_drawing<planar>>& cells = where.tiers[tier].cells;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const cell_drawing<planar>& cell = cells[i];
            const bool is_community = tier == 2;
            add(cell, "commander", "C0", {"Head", "负责人"});
            if (!is_community) {
                add(cell, "commander", "C1", {"First deputy head", "第一副职"});
                add(cell, "commander", "C2", {"Second deputy head", "第二副职"});
                add(cell, "coordination group", "K0", {"Coordination lead", "综合协调组长"});
            } else {
                add(cell, "coordination group", "D0", {"Dispatch lead", "调度指挥组长"});
            }
            add(cell, "dispatch and command group", "D0", {"Dispatch lead", "调度指挥组长"});
            add(cell, "dispatch and command group", "D1", {"Deputy dispatch lead", "调度指挥副组长"});
            if (!is_community || i % 7 != 3) {
                add(cell, "technical support group", "T0", {"Technical lead", "技术保障组长"});
            }
            add(cell, "emergency handling group", "H0", {"Handling lead", "应急处突组长"});
            if (!is_community || i % 40 != 17) {
                add(cell, "evacuation group", "E0", {"Evacuation lead", "安全疏散组长"});
            }
        }
    }
    return roster;
}

/// What each tier does, and by when. At the ordinary level what belongs elsewhere has no checklist at all, and illness
/// only that the case is closed.
[[nodiscard]] inline std::vector<checklist_line> district_checklist(const type_tree& types) {
    std::vector<checklist_line> all;
    const auto add = [&](label action, const char* role, std::size_t tier, std::int64_t within_s,
                         const std::vector<const char*>& codes, response_level least = {}) {
        for (const char* code : codes) {
            const type_id type = *code == '\0' ? type_id::none() : types.at(code);
            all.push_back({action, role, tier, type, least, {within_s * 1000}});
        }
    };
    constexpr const char* dispatch = "dispatch and command group";
    const std::vector<const char*> at_once{"accident", "nature", "security"};
    add({"open the live video link to the street", "向街道开通现场视频"}, dispatch, 2, 300, at_once);
    add({"open the live video link to the street", "向街道开通现场视频"}, dispatch, 2, 300, {"health"}, level_II);
    add({"set up the cordon", "设置警戒区"}, "emergency handling group", 2, 300, {"accident", "nature", "violence"});
    add({"count who has been evacuated and who is missing", "清点疏散和失联人员"}, "evacuation group", 2, 900,
        {"accident", "nature", "violence"}, level_II);
    add({"keep power, light and the video link up", "保障供电照明和视频"}, "technical support group", 2, 900, {""},
        level_II);
    add({"check that all is over, and close the case", "核查处置结果并结案"}, "commander", 2, 14'400,
        {"accident", "nature", "health", "security"});

    add({"open the live video link to the district", "向区开通现场视频"}, dispatch, 1, 300, {""}, level_II);
    add({"judge the scene from the video and call the departments", "研判现场视频并通知部门"}, "coordination group", 1,
        600, {""}, level_II);
    add({"put the neighbouring communities' reserves on standby", "通知邻近社区力量待命"}, "emergency handling group",
        1, 600, {""}, level_II);
    add({"open a shelter", "开放安置点"}, "evacuation group", 1, 1800, {"building_fire", "gas_leak", "nature"},
        level_II);
    add({"review whether to stand down", "研判是否解除响应"}, "commander", 1, 14'400, {""}, level_II);

    add({"release the rapid response brigade", "调派快速反应大队"}, dispatch, 0, 300, {""}, level_I);
    add({"call departments and experts to a joint deliberation", "召集部门和专家会商"}, "coordination group", 0, 900,
        {""}, level_I);
    add({"tell the public what to do", "发布公众提示"}, "coordination group", 0, 1800, {""}, level_I);
    add({"review whether to stand down", "研判是否解除响应"}, "commander", 0, 21'600, {""}, level_I);
    return all;
}

/// Who commands in the district: an ordinary incident activates its community, a larger one the street as well, a major
/// one all three tiers.
[[nodiscard]] inline command_rules district_command_rules(const district& where, const type_tree& types) {
    return {
        district_roles(), {{2, {}}, {1, level_II}, {0, level_I}}, district_roster(where), district_checklist(types), 2};
}

}  // namespace sim::detail
}  // namespace v0
}  // namespace muster
