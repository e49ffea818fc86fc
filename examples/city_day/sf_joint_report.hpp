#pragma once

#include "sf_joint_scores.hpp"  // joint_scores
#include "table.hpp"            // text_table

#include "muster/core/label.hpp"  // language

#include <nlohmann/json.hpp>  // ordered_json

#include <cstddef>  // size_t
#include <cstdint>  // int64_t
#include <ostream>  // ostream
#include <string>   // string

namespace sf {

/// Words in the language of the report.
[[nodiscard]] inline std::string in_language(muster::language in, const char* en, const char* zh) {
    return in == muster::language::en ? en : zh;
}

/// A share in tenths of a percent, halves up.
[[nodiscard]] inline std::string percent(double share) {
    const auto tenths = static_cast<std::int64_t>(share * 1000 + 0.5);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
}

/// A difference of two shares in hundredths of a percentage point, with its sign: `+0.26`.
[[nodiscard]] inline std::string points(double difference) {
    const double size = difference < 0 ? -difference : difference;
    const auto hundredths = static_cast<std::int64_t>(size * 10'000 + 0.5);
    const std::int64_t fraction = hundredths % 100;
    return std::string{hundredths == 0  ? ""
                       : difference < 0 ? "-"
                                        : "+"} +
           std::to_string(hundredths / 100) + (fraction < 10 ? ".0" : ".") + std::to_string(fraction);
}

/// What joint sets add to the program's JSON. The keys are part of its interface.
inline void add_joint(const joint_scores& joint, nlohmann::ordered_json& into) {
    const ways& agree = joint.agree;
    into["joint_exact"] = agree.match.for_exact.exact_share();
    into["joint_f1"] = agree.match.for_f1.mean_f1();
    into["joint_exact_baseline"] = agree.table.for_exact.exact_share();
    into["joint_f1_baseline"] = agree.table.for_f1.mean_f1();
    into["joint_exact_difference"] = joint.exact_difference.mean;
    into["joint_exact_difference_low"] = joint.exact_difference.low;
    into["joint_exact_difference_high"] = joint.exact_difference.high;
    into["joint_f1_difference"] = joint.f1_difference.mean;
    into["joint_f1_difference_low"] = joint.f1_difference.low;
    into["joint_f1_difference_high"] = joint.f1_difference.high;
    into["joint_exact_singles"] = agree.singles.for_exact.exact_share();
    into["joint_f1_singles"] = agree.singles.for_f1.mean_f1();
    into["joint_thrift"] = nlohmann::ordered_json::array();
    for (const joint_thrift& each : joint.thrift) {
        into["joint_thrift"].push_back({{"days", each.days},
                                        {"joint_exact", each.agree.match.for_exact.exact_share()},
                                        {"joint_f1", each.agree.match.for_f1.mean_f1()},
                                        {"joint_exact_baseline", each.agree.table.for_exact.exact_share()},
                                        {"joint_f1_baseline", each.agree.table.for_f1.mean_f1()}});
    }
    into["joint_scored"] = agree.match.for_exact.calls;
    into["joint_population"] = joint.population;
}

/// The joint sets' rows of the report.
inline void add_joint_rows(const joint_scores& joint, muster::language in, text_table& table) {
    const auto row = [&](const std::string& called, double share) {
        table.add({called, percent(share), std::to_string(joint.agree.match.for_exact.calls)});
    };
    const auto few_days = [in](std::size_t days, bool by_match) {
        const std::string n = std::to_string(days);
        return in == muster::language::en
                   ? "  learned from " + n + (days == 1 ? " day" : " days") + (by_match ? "" : ", the baseline table")
                   : "  仅学" + n + "天" + (by_match ? "" : "，基准表");
    };
    const ways& agree = joint.agree;
    row(in_language(in, "joint set of unit types, exact", "出动类型集合完全一致"), agree.match.for_exact.exact_share());
    row(in_language(in, "  each unit type on its own", "  各类型单独判断"), agree.singles.for_exact.exact_share());
    row(in_language(in, "  the baseline table", "  基准表"), agree.table.for_exact.exact_share());
    for (const joint_thrift& each : joint.thrift) {
        row(few_days(each.days, true), each.agree.match.for_exact.exact_share());
        row(few_days(each.days, false), each.agree.table.for_exact.exact_share());
    }
    row(in_language(in, "joint set of unit types, mean F1", "出动类型集合平均F1"), agree.match.for_f1.mean_f1());
    row(in_language(in, "  each unit type on its own", "  各类型单独判断"), agree.singles.for_f1.mean_f1());
    row(in_language(in, "  the baseline table", "  基准表"), agree.table.for_f1.mean_f1());
    for (const joint_thrift& each : joint.thrift) {
        row(few_days(each.days, true), each.agree.match.for_f1.mean_f1());
        row(few_days(each.days, false), each.agree.table.for_f1.mean_f1());
    }
}

/// What the joint sets' rows mean: one line an aim, as plain where we lose as where we win.
inline void print_joint(const joint_scores& joint, muster::language in, std::ostream& out) {
    if (joint.agree.match.for_exact.calls == 0) { return; }
    const auto line = [&](const char* en, const char* zh, const paired_difference& d) {
        const char* meaning = in == muster::language::en ? ", so the days do not tell them apart" : "，尚分不出高下";
        if (d.low > 0) { meaning = in == muster::language::en ? ": better than the table" : "，优于基准表"; }
        if (d.high < 0) { meaning = in == muster::language::en ? ": worse than the table" : "，不如基准表"; }
        const bool is_same = d.mean == 0 && d.low == 0 && d.high == 0;
        if (is_same) { meaning = in == muster::language::en ? ": no difference on any day" : "，每天无差别"; }
        out << in_language(in, en, zh) << points(d.mean)
            << in_language(in, " points (95 % over days: ", "百分点(按日重抽样95%：") << points(d.low)
            << in_language(in, " to ", "至") << points(d.high) << ")" << meaning << in_language(in, ".\n", "。\n");
    };
    out << in_language(in,
                       "Joint sets are of one fire department's unit types, learned by match from the days before.\n",
                       "集合为同一消防部门的单位类型，由 match 从此前各日学得。\n");
    line("  exact sets, match less the table: ", "  完全一致，match 减基准表：", joint.exact_difference);
    line("  mean F1, match less the table: ", "  平均F1，match 减基准表：", joint.f1_difference);
    const auto less_table = [](const both_aims& ours, const both_aims& table) {
        return points(ours.for_exact.exact_share() - table.for_exact.exact_share()) + ", " +
               points(ours.for_f1.mean_f1() - table.for_f1.mean_f1());
    };
    out << in_language(in, "  less the table, exact and F1, in points: each unit type on its own ",
                       "  与基准表之差(完全一致、F1，百分点)：各类型单独判断 ")
        << less_table(joint.agree.singles, joint.agree.table);
    for (const joint_thrift& each : joint.thrift) {
        out << in_language(in, "; match learned from ", "；match 仅学 ") << each.days
            << in_language(in, each.days == 1 ? " day " : " days ", " 天 ")
            << less_table(each.agree.match, each.agree.table);
    }
    out << in_language(in, ".\n", "。\n");
}

}  // namespace sf
