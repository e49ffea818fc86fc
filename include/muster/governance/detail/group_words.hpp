#pragma once

#include "muster/governance/detail/plan_words.hpp"  // plan_words
#include "muster/model/expert_panel.hpp"            // expert_panel
#include "muster/model/gap_kind.hpp"                // gap_kind
#include "muster/model/joint_action.hpp"            // joint_action_group

#include <string>  // string
#include <vector>  // vector

namespace muster {
inline namespace v0 {

namespace detail {

/// Who has the case.
[[nodiscard]] inline std::string case_words(const joint_action_group& group, const plan_words& in) {
    std::string words = in.pick("case owner ", "首接负责 ") + in.named(subject::department, group.case_owner.index);
    if (group.passes == referral::keep) { return words; }
    words += in.pick("; received by ", "；接报 ") + in.named(subject::department, group.received_by.index);
    return words + (group.passes == referral::transfer ? in.pick(", which transfers the case", "，分流移交")
                                                       : in.pick(", which acts with it", "，联合处置"));
}

/// The group's lines: a function each with its departments, what nobody has, whose plans clash.
[[nodiscard]] inline std::vector<std::string> group_lines(const joint_action_group& group, const plan_words& in) {
    std::vector<std::string> lines;
    capability_id current{};
    for (std::size_t i = 0; i < group.members.size(); ++i) {
        const joint_action_group::member& each = group.members[i];
        const std::string who = in.named(subject::department, each.department.index) +
                                (each.part == participation::primary ? in.pick(" (primary)", "（主责）")
                                                                     : in.pick(" (supporting)", "（配合）"));
        if (i == 0 || each.function != current) {
            lines.push_back((each.function ? in.named(subject::capability, each.function.index)
                                           : in.pick("joins by experience", "按既往经验加入")) +
                            in.pick(": ", "：") + who);
        } else {
            lines.back() += in.pick(", ", "，") + who;
        }
        current = each.function;
    }
    for (const capability_id each : group.uncovered) {
        lines.push_back(in.pick("no department has: ", "没有部门具备：") + in.named(subject::capability, each.index));
    }
    for (const joint_action_group::clash& each : group.clashes) {
        lines.push_back(in.pick("plans clash: ", "预案冲突：") + in.named(subject::department, each.one.index) +
                        in.pick(" and ", " 与 ") + in.named(subject::department, each.other.index) +
                        in.pick(" both claim ", " 都要占用") + in.quoted(in.named(subject::resource, each.over.index)) +
                        in.pick(", ", "，下令后 ") + in.minutes(each.from.ms) + in.pick(" to ", " 至 ") +
                        in.minutes(each.until.ms) +
                        in.pick(" after the order; to be deliberated jointly", "；提交会商"));
    }
    return lines;
}

/// Why experts are asked, or that they are not.
/// @param told what a decision table says of the case, where one was asked
[[nodiscard]] inline std::string panel_words(const expert_panel& panel, const plan_words& in, gap_kind told) {
    if (panel.asked.empty() && panel.seats.empty()) { return in.pick("nobody is asked", "无需专家"); }
    switch (panel.cause) {
        case expert_cause::type_asks: return in.pick("asked for by type and level", "按类型和级别需要专家");
        case expert_cause::rule_gap:
            if (told == gap_kind::none) { return in.pick("asked: no rule covers the case", "规则空白，请专家研判"); }
            return in.pick("asked: ", "") + std::string{to_text(told, in.in())} + in.pick("", "，请专家研判");
        case expert_cause::clash: return in.pick("asked: departments' plans clash", "部门预案冲突，请专家评估后会商");
    }
    return {};
}

/// The panel's lines: a seat each, fields that nobody can be called for, what waits for them.
[[nodiscard]] inline std::vector<std::string> panel_lines(const expert_panel& panel, const plan_words& in) {
    std::vector<std::string> lines;
    for (const expert_panel::seat& each : panel.seats) {
        std::string words = in.named(subject::expert, each.expert.index);
        if (each.field) { words += in.pick(" for ", "，负责") + in.named(subject::capability, each.field.index); }
        if (each.qualified_by == expertise::local) { words += in.pick(" (local expert)", "（土专家）"); }
        lines.push_back(
            words +
            (each.on_scene ? in.pick(", on scene after ", "，到场 ") : in.pick(", by video after ", "，远程连线 ")) +
            in.seconds(each.arrival.ms));
    }
    for (const capability_id each : panel.uncovered) {
        lines.push_back(in.pick("no expert can be called for: ", "没有可请的专家：") +
                        in.named(subject::capability, each.index));
    }
    bool can_open = false;
    for (const expert_panel::seat& each : panel.seats) { can_open = can_open || each.opens_gate; }
    if (panel.holds_further_action && !can_open) {
        lines.push_back(
            in.pick("further action waits for a waiver by name: nobody can assess what it waits for; "
                    "life-saving orders wait for nobody",
                    "无人可作所需评估，后续处置须由专人署名豁免；救命指令不等待"));
    } else if (panel.holds_further_action) {
        lines.push_back(
            in.pick("further action waits for their assessment, or for a waiver by name; life-saving "
                    "orders wait for nobody",
                    "后续处置须听取专家意见或由专人署名豁免；救命指令不等待"));
    }
    return lines;
}

}  // namespace detail

}  // namespace v0
}  // namespace muster
