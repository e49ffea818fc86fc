#pragma once

#include "district_record.hpp"  // day_record
#include "table.hpp"            // text_table

#include "muster/core/civil_time.hpp"  // to_string(instant)
#include "muster/core/label.hpp"       // language
#include "muster/core/name_book.hpp"   // name_book

#include <nlohmann/json.hpp>  // ordered_json

#include <algorithm>  // sort
#include <cstddef>    // size_t
#include <ostream>    // ostream
#include <set>        // set
#include <string>     // string
#include <utility>    // pair
#include <vector>     // vector

namespace district {

/// Prints who came together over a day: modes, departments, experts, command, the static card, the scripted incidents.
class together_report {
public:
    together_report(const day_record& day, const muster::name_book& names, muster::language in, std::ostream& out)
        : day_{day}, sum_{day.together}, names_{names}, in_{in}, out_{out} {}

    void print() {
        modes();
        departments();
        experts();
        people();
        scenes();
        for (const scene_record& each : day_.scenes) {
            if (each.deliberation.empty()) { continue; }
            title((std::string{"Joint deliberation: "} + each.scene).c_str(), ("会商：" + each.scene).c_str());
            out_ << each.deliberation;
        }
    }

private:
    [[nodiscard]] std::string pick(const char* en, const char* zh) const {
        return in_ == muster::language::en ? en : zh;
    }
    void title(const char* en, const char* zh) { out_ << '\n' << pick(en, zh) << "\n\n"; }
    [[nodiscard]] std::string called(muster::subject about, std::uint32_t index) const {
        return names_.name_of(about, index, in_);
    }
    [[nodiscard]] static std::string count(std::size_t n) { return std::to_string(n); }
    [[nodiscard]] static std::string percent(std::int64_t thousandths) {
        return std::to_string(thousandths / 10) + "." + std::to_string(thousandths % 10) + " %";
    }
    [[nodiscard]] static std::string clock(muster::instant at) { return to_string(at).substr(11, 5); }
    [[nodiscard]] std::string mode_word(muster::mode which) const {
        return which == muster::mode::routine      ? pick("routine", "常规")
               : which == muster::mode::convergent ? pick("convergent", "聚合式")
                                                   : pick("outside scope", "超出范围");
    }

    void modes() {
        title("Mode recommended", "机制建议");
        text_table table{{pick("for single incidents", "单起事件"), pick("incidents", "事件数")}};
        for (const muster::mode each : {muster::mode::routine, muster::mode::convergent, muster::mode::outside_scope}) {
            table.add({mode_word(each), count(sum_.modes[static_cast<std::size_t>(each)])});
        }
        table.print(out_);
        out_ << '\n';
        text_table moments{{pick("for a whole cell, at", "整个网格，时刻"), pick("cell", "网格"),
                            pick("recommended", "建议"), pick("load", "负荷")}};
        for (const mode_moment& each : sum_.moments) {
            moments.add({clock(each.change.at), called(muster::subject::cell, each.cell.index),
                         each.change.to == muster::mode::convergent ? pick("go over to convergent", "启动聚合式")
                                                                    : pick("end it, back to routine", "结束，恢复常规"),
                         percent(each.change.utilisation_thousandths)});
        }
        moments.print(out_);
    }

    void departments() {
        title("Departments per incident", "每起事件的部门数");
        text_table sizes{{pick("departments", "部门"), pick("incidents", "事件数")}};
        for (const auto& [size, incidents] : sum_.departments_per_incident) {
            sizes.add({count(size), count(incidents)});
        }
        sizes.print(out_);
        title("Departments", "部门");
        text_table table{{pick("department", "部门"), pick("incidents", "事件数"), pick("led a function", "主责"),
                          pick("joined by experience", "按经验加入"), pick("cases owned", "首接负责")}};
        for (const auto& [index, one] : sum_.departments) {
            table.add({called(muster::subject::department, index), count(one.incidents), count(one.led),
                       count(one.joined), count(one.owned)});
        }
        table.print(out_);
        title("Whose case it is", "案件归属");
        text_table passes{{"", pick("incidents", "事件数")}};
        passes.add({pick("the receiver keeps it", "接报部门自办"), count(sum_.passes[0])});
        passes.add({pick("another department owns it, the receiver acts with it", "移交主办，接报部门联合处置"),
                    count(sum_.passes[1])});
        passes.add({pick("transferred: it belongs elsewhere", "分流移交"), count(sum_.passes[2])});
        passes.add(
            {pick("departments' plans clash: joint deliberation", "部门预案冲突：会商"), count(sum_.with_clash)});
        passes.add(
            {pick("neighbouring communities' units went: automatic aid", "就近社区自动支援"), count(sum_.aided)});
        passes.print(out_);
    }

    void experts() {
        title("Experts, and gaps of the rules", "专家与规则空白");
        text_table table{{"", pick("number", "数量")}};
        table.add({pick("incidents that asked for experts", "需要专家的事件"), count(sum_.asked_experts)});
        table.add({pick("  called to the scene, with the crews", "  随队到场"), count(sum_.on_scene)});
        table.add({pick("  called by video", "  远程连线"), count(sum_.by_video)});
        table.add({pick("  of these, local experts", "  其中土专家"), count(sum_.local_experts)});
        table.add(
            {pick("  incidents whose further action waits for them", "  后续处置须听取意见的事件"), count(sum_.held)});
        for (const auto& [field, times] : sum_.no_expert) {
            table.add(
                {pick("  nobody could be called for ", "  无人可请：") + called(muster::subject::capability, field),
                 count(times)});
        }
        table.add({pick("gap of the rules: no rule named a type", "规则空白：没有规则判定类型"), count(sum_.no_rule)});
        table.add({pick("gap of the rules: two types tie", "规则空白：两类并列"), count(sum_.tie)});
        table.add({pick("gap of the rules: no run card for the type", "规则空白：没有适用方案"), count(sum_.no_card)});
        table.print(out_);
    }

    void people() {
        title("Command and people", "指挥与人工");
        text_table table{{"", pick("number", "数量")}};
        table.add({pick("posts of command organisations", "指挥机构岗位"), count(sum_.posts)});
        table.add({pick("  filled by an alternate", "  由候补担任"), count(sum_.alternates)});
        table.add({pick("  vacant, and named", "  空缺（已列明）"), count(sum_.vacant)});
        table.add({pick("questions put: which type is it?", "已提问：是什么类型"), count(sum_.put[0])});
        table.add({pick("questions put: is the convergent mode confirmed?", "已提问：是否确认聚合式机制"),
                   count(sum_.put[1])});
        table.add({pick("beyond the hour's limit, the safe default acted", "超出每小时上限，按安全默认处置"),
                   count(sum_.not_put[0] + sum_.not_put[1])});
        table.add({pick("on the static card: nothing known", "静态卡：一无所知"), count(sum_.on_card[1])});
        table.add({pick("on the static card: nothing heard of the units", "静态卡：力量位置更新中断"),
                   count(sum_.on_card[2])});
        table.print(out_);
    }

    void scenes() {
        if (day_.scenes.empty()) { return; }
        title("Scripted incidents (the first call of each)", "脚本事件（各取首起）");
        text_table table{{pick("scene", "场景"), pick("calls", "来电"), pick("first at", "首报"),
                          pick("number", "编号"), pick("type", "类型"), pick("level", "级别"), pick("mode", "机制"),
                          pick("departments", "部门"), pick("experts", "专家"), pick("units", "单位")}};
        for (const scene_record& each : day_.scenes) {
            const muster::plan& made = each.decided;
            std::set<std::uint32_t> departments;
            for (const auto& member : made.group.members) { departments.insert(member.department.index); }
            table.add({each.scene, count(each.calls), clock(made.decided_at), made.incident_key,
                       made.what.type ? called(muster::subject::incident_type, made.what.type.index)
                                      : pick("unknown", "不明"),
                       called(muster::subject::level, made.how_serious.decided.rank),
                       made.was_asked(muster::stage_id::gauge) ? mode_word(made.advised.recommended)
                                                               : pick("static card", "静态卡"),
                       count(departments.size()), count(made.panel.seats.size()),
                       made.was_asked(muster::stage_id::dispatch) ? count(made.units.assignments.size())
                                                                  : pick("by voice", "人工调派")});
        }
        table.print(out_);
    }

    const day_record& day_;
    const together_record& sum_;
    const muster::name_book& names_;
    muster::language in_;
    std::ostream& out_;
};

/// The same numbers for programs.
[[nodiscard]] inline nlohmann::ordered_json to_json(const together_record& sum, const muster::name_book& names) {
    using json = nlohmann::ordered_json;
    const auto called = [&](muster::subject about, std::uint32_t index) {
        return names.name_of(about, index, muster::language::en);
    };
    json sizes = json::array();
    for (const auto& [size, incidents] : sum.departments_per_incident) {
        sizes.push_back({{"departments", size}, {"incidents", incidents}});
    }
    json departments = json::array();
    for (const auto& [index, one] : sum.departments) {
        departments.push_back({{"department", called(muster::subject::department, index)},
                               {"incidents", one.incidents},
                               {"led", one.led},
                               {"joined", one.joined},
                               {"owned", one.owned}});
    }
    json no_expert = json::array();
    for (const auto& [field, times] : sum.no_expert) {
        no_expert.push_back({{"field", called(muster::subject::capability, field)}, {"incidents", times}});
    }
    json moments = json::array();
    for (const mode_moment& each : sum.moments) {
        moments.push_back({{"at_ms", each.change.at.ms},
                           {"cell", called(muster::subject::cell, each.cell.index)},
                           {"to", each.change.to == muster::mode::convergent ? "convergent" : "routine"},
                           {"utilisation_thousandths", each.change.utilisation_thousandths}});
    }
    return {{"modes", {{"routine", sum.modes[0]}, {"convergent", sum.modes[1]}, {"outside_scope", sum.modes[2]}}},
            {"mode_changes", moments},
            {"departments_per_incident", sizes},
            {"departments", departments},
            {"cases", {{"kept", sum.passes[0]}, {"joint", sum.passes[1]}, {"transferred", sum.passes[2]}}},
            {"with_clash", sum.with_clash},
            {"automatic_aid", sum.aided},
            {"experts",
             {{"incidents", sum.asked_experts},
              {"on_scene", sum.on_scene},
              {"by_video", sum.by_video},
              {"local", sum.local_experts},
              {"further_action_held", sum.held},
              {"nobody_for", no_expert}}},
            {"rule_gaps", {{"no_rule", sum.no_rule}, {"tie", sum.tie}, {"no_card", sum.no_card}}},
            {"posts", {{"all", sum.posts}, {"alternates", sum.alternates}, {"vacant", sum.vacant}}},
            {"questions",
             {{"which_type", sum.put[0]}, {"confirm_mode", sum.put[1]}, {"not_put", sum.not_put[0] + sum.not_put[1]}}},
            {"static_card", {{"nothing_known", sum.on_card[1]}, {"stale", sum.on_card[2]}}}};
}

}  // namespace district
