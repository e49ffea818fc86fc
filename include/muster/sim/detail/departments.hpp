#pragma once

#include "muster/sim/department.hpp"              // department
#include "muster/sim/detail/district_skills.hpp"  // skill

#include <vector>  // vector

namespace muster {
inline namespace v0 {
namespace sim::detail {

/// The departments of every made-up district, the same in each: kinds of bureaus and companies that a district has.
[[nodiscard]] inline std::vector<department> make_departments() {
    const auto can = [](auto... skills) { return capability_set{id_of(skills)...}; };
    // clang-format off
    return {
        {"command_centre", {"Command Centre", "区智慧管控指挥中心"}, can(skill::coordination)},
        {"police", {"Public Security", "公安分局"},
         can(skill::volunteer, skill::patrol, skill::armed_police, skill::reserve)},
        {"traffic_police", {"Traffic Police", "交警大队"}, can(skill::traffic_control, skill::patrol)},
        {"fire", {"Fire and Rescue", "消防救援大队"},
         can(skill::first_attack, skill::fire_suppression, skill::ladder, skill::rescue, skill::heavy_rescue,
             skill::hazmat)},
        {"emergency", {"Emergency Management", "应急管理局"},
         can(skill::accident_investigation, skill::evacuation)},
        {"housing", {"Housing and Construction", "住房和建设局"}, can(skill::site_supervision)},
        {"transport", {"Transport", "交通运输局"}, can(skill::earthmoving, skill::road_repair)},
        {"urban_management", {"Urban Management", "城市管理局"}, can(skill::street_order, skill::utilities)},
        {"health", {"Health Commission", "卫生健康局"}, can(skill::medical)},
        {"market", {"Market Regulation", "市场监督管理局"}, can(skill::product_safety)},
        {"ecology", {"Ecology and Environment", "生态环境局"}, can(skill::environmental_monitoring)},
        {"water", {"Water Affairs", "水务局"}, can(skill::water_repair, skill::drainage)},
        {"gas_company", {"Gas Company", "燃气公司"}, can(skill::gas_repair)},
        {"power_company", {"Power Company", "供电公司"}, can(skill::power_repair)},
        {"planning", {"Planning and Natural Resources", "规划和自然资源局"}, can(skill::hazard_survey)},
        {"education", {"Education", "教育局"}, can(skill::shelter)},
        {"civil_affairs", {"Civil Affairs", "民政局"}, can(skill::relief)},
        {"subdistrict", {"Subdistrict Services", "街道公共服务办"}, can(skill::evacuation, skill::mediation)},
        {"publicity", {"Publicity", "区委宣传部"}, can(skill::public_information)},
        {"hotline_12345", {"12345 Hotline", "12345热线办"}, can(skill::complaints)},
    };
    // clang-format on
}

}  // namespace sim::detail
}  // namespace v0
}  // namespace muster
