#pragma once

#include "muster/incident/type_rule.hpp"  // type_rule
#include "muster/model/type_tree.hpp"     // type_tree

#include <vector>  // vector

namespace muster {
inline namespace v0 {
namespace sim::detail {

/// The incident types of the made-up district: four classes of sudden incidents, and what belongs elsewhere.
[[nodiscard]] inline type_tree district_types() {
    return type_tree{{
        {"accident", {"accident", "事故灾难"}, ""},
        {"nature", {"natural disaster", "自然灾害"}, ""},
        {"health", {"public health", "公共卫生"}, ""},
        {"security", {"social security", "社会安全"}, ""},
        {"building_fire", {"building fire", "建筑火灾"}, "accident"},
        {"e_bike_fire", {"e-bike charging fire", "电动自行车充电火灾"}, "building_fire"},
        {"gas_leak", {"gas leak or explosion", "燃气泄漏或爆炸"}, "accident"},
        {"site_accident", {"building-site accident", "建筑施工事故"}, "accident"},
        {"road_collapse", {"road collapse", "道路塌陷"}, "accident"},
        {"traffic_crash", {"traffic crash", "交通事故"}, "accident"},
        {"hazardous_spill", {"hazardous spill", "危险化学品泄漏"}, "accident"},
        {"lift_entrapment", {"lift entrapment", "电梯困人"}, "accident"},
        {"power_failure", {"power failure", "停电"}, "accident"},
        {"obstruction", {"fallen tree or obstruction", "树木倒伏或道路受阻"}, "accident"},
        {"slope_failure", {"slope failure", "山体滑坡"}, "nature"},
        {"flooding", {"flooding", "积水内涝"}, "nature"},
        {"medical", {"medical emergency", "医疗急救"}, "health"},
        {"violence", {"violent incident", "暴力事件"}, "security"},
        {"dispute", {"dispute", "纠纷"}, "security"},
        {"not_ours", {"belongs elsewhere", "不属于突发事件"}, ""},
    }};
}

/// What callers' words mean. Dangers first (rank 0), then what can wait a minute (1), then what belongs elsewhere (2):
/// two dangers in one message are peers, and a person decides.
[[nodiscard]] inline std::vector<type_rule> district_rules(const type_tree& types) {
    const auto type = [&](const char* code) { return types.at(code); };
    return {
        {{"e-bike fire", "电动车起火"},
         type("e_bike_fire"),
         {contains("e-bike", "electric bike", "scooter battery", "charging point", "电动车", "电瓶车", "充电桩"),
          contains("fire", "burning", "smok", "blew up", "going up", "着火", "起火", "烧", "冒烟")},
         0},
        {{"fire or smoke", "明火或烟"},
         type("building_fire"),
         {contains("on fire", "fire at", "a fire", "smoke", "burning", "flames", "着火", "起火", "火灾", "冒烟", "浓烟",
                   "黑烟", "烧起来", "火苗"),
          lacks("gas cylinder")},
         0},
        {{"gas", "燃气"},
         type("gas_leak"),
         {contains("smell of gas", "smells of gas", "gas pipe", "gas main", "gas cylinder", "explosion", "a blast",
                   "煤气", "燃气", "天然气", "液化气", "爆炸")},
         0},
        {{"building site", "建筑工地"},
         type("site_accident"),
         {contains("scaffold", "crane has", "formwork", "trench wall", "building site", "construction site", "脚手架",
                   "塔吊", "模板垮", "基坑", "建筑工地")},
         0},
        {{"slope", "边坡"},
         type("slope_failure"),
         {contains("slope", "landslide", "hillside", "retaining wall", "mudslide", "边坡", "滑坡", "山坡", "挡土墙",
                   "泥石流")},
         0},
        {{"road surface", "路面塌陷"},
         type("road_collapse"),
         {contains("sinkhole", "caved in", "road surface", "hole has opened", "road collapse", "has sunk", "塌陷",
                   "的路塌", "路面陷", "地陷", "路面也在往下陷")},
         0},
        {{"crash", "车祸"},
         type("traffic_crash"),
         {contains("cars crashed", "collision", "collided", "overturned", "knocked down", "crash barrier", "rear-ended",
                   "车撞", "车祸", "翻车", "被撞倒", "撞上护栏", "被追尾")},
         0},
        {{"medical", "急救"},
         type("medical"),
         {contains("chest pain", "fainted", "unconscious", "stroke", "seizure", "into labour", "胸口痛", "晕倒", "昏迷",
                   "中风", "抽搐", "临产")},
         0},
        {{"violence", "暴力"},
         type("violence"),
         {contains("fight", "knife", "stabbed", "attacking", "machete", "打架", "持刀", "被捅", "行凶", "斗殴",
                   "拿刀")},
         0},
        {{"chemicals", "化学品"},
         type("hazardous_spill"),
         {contains("chemical", "acid spill", "ammonia", "solvent", "化学品", "硫酸", "氨气", "化工原料")},
         0},
        {{"water", "积水"},
         type("flooding"),
         {contains("flood", "water is coming", "waterlogged", "water main", "under water", "积水", "进水", "爆管",
                   "被淹", "内涝")},
         0},
        {{"lift", "电梯"}, type("lift_entrapment"), {has_word("lift", "lifts", "elevator", "elevators", "电梯")}, 1},
        {{"power", "停电"},
         type("power_failure"),
         {contains("power is out", "no electricity", "blackout", "transformer", "power cut", "lost electricity",
                   "electricity has gone", "停电", "断电")},
         1},
        {{"tree or obstruction", "树木或障碍"},
         type("obstruction"),
         // Whole words: "tree" is also in "street".
         {has_word("tree", "trees", "branch", "branches", "billboard", "hoarding", "pole", "大树", "树枝", "广告牌", "围挡",
                   "电线杆")},
         1},
        {{"dispute", "纠纷"},
         type("dispute"),
         {contains("arguing", "argument", "dispute", "quarrel", "shouting at each other", "吵架", "纠纷", "争吵",
                   "吵起来", "起争执")},
         1},
        {{"belongs elsewhere", "属其他部门"},
         type("not_ours"),
         {contains("music", "noise", "parked in front", "rubbish", "refund", "barking", "音响", "噪音", "违停", "垃圾",
                   "退款", "狗叫")},
         2},
    };
}

}  // namespace sim::detail
}  // namespace v0
}  // namespace muster
