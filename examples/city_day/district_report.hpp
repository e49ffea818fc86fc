#pragma once

#include "district_record.hpp"    // day_record
#include "district_together.hpp"  // together_report
#include "table.hpp"              // text_table

#include "muster/governance/plan_text.hpp"  // to_text

#include <nlohmann/json.hpp>  // ordered_json

#include <algorithm>  // sort
#include <cstdint>    // int64_t
#include <ostream>    // ostream
#include <string>     // string
#include <vector>     // vector

namespace district {

/// The order statistic at a share of a sorted list: the smallest value that this share does not exceed.
[[nodiscard]] inline std::int64_t quantile(const std::vector<std::int64_t>& sorted, std::size_t percent) {
    if (sorted.empty()) { return 0; }
    const std::size_t at = (sorted.size() * percent + 99) / 100;
    return sorted[at == 0 ? 0 : at - 1];
}

/// Prints a day for people, in English or Chinese.
class day_report {
public:
    day_report(const day_record& day, const muster::name_book& names, muster::language in, std::ostream& out)
        : day_{day}, names_{names}, in_{in}, out_{out} {}

    void print() {
        if (day_.has_shown) {
            title("One decision in full", "一次决策全文");
            out_ << muster::to_text(day_.shown, names_, in_);
        }
        together_report{day_, names_, in_, out_}.print();
        by_level();
        by_target();
        by_units();
        gaps();
        understanding();
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
    [[nodiscard]] static std::string seconds(std::int64_t ms) {
        const std::int64_t tenths = (ms + 50) / 100;
        return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
    }
    [[nodiscard]] static std::string share(std::size_t part, std::size_t whole) {
        const std::size_t tenths = whole == 0 ? 0 : (part * 1000 + whole / 2) / whole;
        return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
    }

    void by_level() {
        title("By response level", "按响应级别");
        text_table table{{pick("level", "级别"), pick("incidents", "事件数"), pick("units", "出动单位"),
                          pick("facts open", "事实待核")}};
        for (const auto& [rank, level] : day_.levels) {
            table.add(
                {called(muster::subject::level, rank), count(level.incidents), count(level.units), count(level.open)});
        }
        table.print(out_);
    }

    void by_target() {
        title("Response-time targets, from order to scene", "快速反应时限（下令至到场）");
        text_table table{{pick("target", "时限"), pick("sent", "派出"), pick("in time", "按时"), pick("late", "迟到"),
                          pick("median s", "中位秒"), pick("90 % within s", "九成以内秒"),
                          pick("worst delay s", "最大迟到秒")}};
        for (const auto& [which, target] : day_.targets) {
            std::vector<std::int64_t> arrival = target.arrival_ms;
            std::vector<std::int64_t> late = target.late_ms;
            std::sort(arrival.begin(), arrival.end());
            std::sort(late.begin(), late.end());
            table.add({called(muster::subject::capability, std::get<0>(which)) + pick(" within ", "，") +
                           std::to_string(std::get<1>(which) / 1000) + pick(" s", " 秒内"),
                       count(target.asked), share(target.asked - late.size(), target.asked), count(late.size()),
                       seconds(quantile(arrival, 50)), seconds(quantile(arrival, 90)),
                       seconds(late.empty() ? 0 : late.back())});
        }
        table.print(out_);
    }

    void by_units() {
        title("Units per incident", "每起事件出动单位数");
        text_table table{{pick("units", "单位"), pick("incidents", "事件数")}};
        for (const auto& [units, incidents] : day_.units_per_incident) { table.add({count(units), count(incidents)}); }
        table.print(out_);
    }

    void gaps() {
        title("Gaps and their causes (candidates that were looked at)", "缺口及原因（已查看的候选单位）");
        text_table table{{pick("capability", "能力"), pick("incidents", "事件数"), pick("missing", "缺"),
                          pick("late by s", "迟到秒"), pick("busy", "占用"), pick("held", "预备"),
                          pick("at minimum", "保底")}};
        for (const auto& [capability, gap] : day_.gaps) {
            table.add({called(muster::subject::capability, capability), count(day_.gap_incidents.at(capability)),
                       count(gap.missing), seconds(gap.late_by.ms), count(gap.busy), count(gap.held),
                       count(gap.at_minimum)});
        }
        table.print(out_);
    }

    void understanding() {
        title("What was understood", "研判情况");
        text_table table{{"", pick("incidents", "事件数"), pick("share", "占比")}};
        const auto row = [&](const char* en, const char* zh, std::size_t n, std::size_t of) {
            table.add({pick(en, zh), count(n), share(n, of)});
        };
        const std::size_t all = day_.incidents;
        row("located in a working grid", "定位到工作网格", day_.located[0], all);
        row("  of those placed by the generator, the same grid", "  其中与生成网格一致", day_.right_leaf, day_.placed);
        row("in a cell but in none of its children", "仅定位到上级网格", day_.located[1], all);
        row("outside the district: the fallback owner", "辖区外：兜底责任网格", day_.located[2], all);
        row("without coordinates: the fallback owner", "无坐标：兜底责任网格", day_.located[3], all);
        row("classified", "已分类", day_.classified[0], all);
        row("  of those, the generator's class", "  其中与真实类型一致", day_.right_type, day_.classified[0]);
        row("abstained: no rule fired", "弃权：无规则命中", day_.classified[1], all);
        row("abstained: two types tie", "弃权：两类并列", day_.classified[2], all);
        row("all needs covered in time", "需求全部按时满足", day_.ended[0], all);
        row("search exhausted, gap named", "搜索用尽，缺口已列明", day_.ended[1], all);
        row("search out of budget", "搜索达到工作量上限", day_.ended[2], all);
        table.print(out_);
    }

    const day_record& day_;
    const muster::name_book& names_;
    muster::language in_;
    std::ostream& out_;
};

/// The same numbers for programs.
[[nodiscard]] inline nlohmann::ordered_json to_json(const day_record& day, const muster::name_book& names) {
    nlohmann::ordered_json made{
        {"schema", "muster.city_day.district"}, {"schema_version", 1}, {"decisions", day.incidents}};
    const auto called = [&](muster::subject about, std::uint32_t index) {
        return names.name_of(about, index, muster::language::en);
    };
    for (const auto& [rank, level] : day.levels) {
        made["levels"].push_back({{"level", called(muster::subject::level, rank)},
                                  {"incidents", level.incidents},
                                  {"units", level.units},
                                  {"facts_open", level.open}});
    }
    for (const auto& [which, target] : day.targets) {
        std::vector<std::int64_t> arrival = target.arrival_ms;
        std::sort(arrival.begin(), arrival.end());
        made["targets"].push_back({{"capability", called(muster::subject::capability, std::get<0>(which))},
                                   {"within_ms", std::get<1>(which)},
                                   {"sent", target.asked},
                                   {"late", target.late_ms.size()},
                                   {"median_ms", quantile(arrival, 50)},
                                   {"p90_ms", quantile(arrival, 90)}});
    }
    for (const auto& [units, incidents] : day.units_per_incident) {
        made["units_per_incident"].push_back({{"units", units}, {"incidents", incidents}});
    }
    for (const auto& [capability, gap] : day.gaps) {
        made["gaps"].push_back({{"capability", called(muster::subject::capability, capability)},
                                {"incidents", day.gap_incidents.at(capability)},
                                {"missing", gap.missing},
                                {"late_by_ms", gap.late_by.ms},
                                {"busy", gap.busy},
                                {"held", gap.held},
                                {"at_minimum", gap.at_minimum}});
    }
    made["located"] = {{"inside", day.located[0]},
                       {"gap", day.located[1]},
                       {"outside", day.located[2]},
                       {"no_position", day.located[3]}};
    made["classified"] = {{"classified", day.classified[0]},
                          {"right", day.right_type},
                          {"no_rule", day.classified[1]},
                          {"tie", day.classified[2]}};
    made["scripted"] = day.scripted;
    made["together"] = to_json(day.together, names);
    made["ended"] = {{"covered", day.ended[0]}, {"exhausted", day.ended[1]}, {"budget", day.ended[2]}};
    return made;
}

}  // namespace district
