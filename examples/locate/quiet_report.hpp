#pragma once

#include "locate/path_report.hpp"
#include "locate/point_file.hpp"

#include "muster/core/arithmetic.hpp"   // quantise
#include "muster/core/label.hpp"        // language
#include "muster/grid/quiet_cells.hpp"  // quiet_cells

#include <nlohmann/json.hpp>  // ordered_json

#include <algorithm>  // count_if, min
#include <cstddef>    // size_t
#include <cstdint>    // int64_t
#include <string>     // string, to_string
#include <vector>     // vector

namespace locate {

/// Adds up, for each leaf, what its points weigh, in thousandths. @throws muster::error out_of_range
inline void add_exposure(const map& cells, const point_file& points, const found_owners& found, const std::string& path,
                         std::vector<muster::cell_reports>& told) {
    constexpr std::int64_t most = 1'000'000'000'000;
    for (std::size_t i = 0; i < found.owners.size(); ++i) {
        if (!cells.leaves().contains(found.owners[i])) { continue; }
        std::int64_t& sum = told[found.owners[i].index - cells.leaves().first.index].exposure;
        sum += muster::quantise(points.weights[i], 0.001);  // each at most as much as the sum may be
        if (sum <= most) { continue; }
        muster::source_position where;
        where.file = path;
        throw muster::error{muster::errc::out_of_range, where,
                            "the weights in cell '" + cells.key(found.owners[i]) +
                                "' add up to more than 1e9; give them in a larger unit"};
    }
}

/// Without anything better: a leaf's area.
inline void add_area(const map& cells, std::vector<muster::cell_reports>& told) {
    for (const muster::cell_id leaf : cells.leaves()) {
        told[leaf.index - cells.leaves().first.index].exposure = muster::quantise(cells.area_m2(leaf), 1.0);
    }
}

inline void add_reports(const map& cells, const found_owners& found, std::vector<muster::cell_reports>& told) {
    for (const muster::cell_id owner : found.owners) {
        if (cells.leaves().contains(owner)) { ++told[owner.index - cells.leaves().first.index].reports; }
    }
}

namespace detail {

/// A whole number of thousandths with one decimal, rounded down.
[[nodiscard]] inline std::string tenths(std::int64_t thousandths) {
    return std::to_string(thousandths / 1000) + "." + std::to_string(thousandths % 1000 / 100);
}
[[nodiscard]] inline std::string percent(std::int64_t millionths) {
    return std::to_string(millionths / 10'000) + "." + std::to_string(millionths % 10'000 / 1000) + " %";
}

[[nodiscard]] inline const char* word_of(muster::quiet_verdict verdict, muster::language in) {
    const bool zh = in == muster::language::zh;
    switch (verdict) {
        case muster::quiet_verdict::quiet: return zh ? "上报过少" : "quiet";
        case muster::quiet_verdict::not_quiet: return zh ? "未见异常" : "not quiet";
        case muster::quiet_verdict::too_small: return zh ? "样本太小, 无法判断" : "too small to tell";
        case muster::quiet_verdict::no_exposure: return zh ? "无可上报对象" : "nothing there to report";
        case muster::quiet_verdict::no_comparison: return zh ? "无可比网格" : "nothing to compare with";
    }
    return "";
}

}  // namespace detail

/// The quiet leaves, one a line, and what the figures are worth.
[[nodiscard]] inline std::string quiet_words(const map& cells, const muster::quiet_cell_report& made, int percent,
                                             muster::language in) {
    const bool zh = in == muster::language::zh;
    std::string text;
    for (const muster::quiet_cell& each : made.cells) {
        if (each.verdict != muster::quiet_verdict::quiet) { continue; }
        const std::string key = cells.key(each.cell);
        text += zh ? key + ": 上报 " + std::to_string(each.observed) + " 起, 预期 " +
                         detail::tenths(each.expected_thousandths) + " 起; 不多于 " +
                         std::to_string(each.alarm_at_most) + " 起即为异常\n"
                   : key + ": " + std::to_string(each.observed) + " reported, " +
                         detail::tenths(each.expected_thousandths) + " expected; at most " +
                         std::to_string(each.alarm_at_most) + " stands out\n";
    }
    const auto add = [&text](std::int64_t count, const char* words) { text += std::to_string(count) + words; };
    add(static_cast<std::int64_t>(made.cells.size()), zh ? " 个网格: " : " leaves: ");
    add(made.quiet, zh ? " 个上报过少" : " quiet");
    if (made.tested > 0) {
        text += zh ? ", 其中误报平均不超过 " : ", of which at most ";
        add(percent, zh ? " %" : " % wrongly on average");
    }
    const auto count_of = [&made](muster::quiet_verdict verdict) {
        return std::count_if(made.cells.begin(), made.cells.end(),
                             [verdict](const muster::quiet_cell& each) { return each.verdict == verdict; });
    };
    for (const muster::quiet_verdict each :
         {muster::quiet_verdict::too_small, muster::quiet_verdict::no_exposure, muster::quiet_verdict::no_comparison}) {
        if (count_of(each) == 0) { continue; }
        text += "; ";
        add(count_of(each), zh ? " 个" : " ");
        text += detail::word_of(each, in);
    }
    if (made.tested == 0) {
        text += zh ? "。没有一个网格可以判断。\n" : ". None could be judged.\n";
    } else {
        text +=
            zh ? "。上报少不等于漏报: 也可能本来就平静。\n" : ". A quiet cell may be quiet: this says where to ask.\n";
    }
    return text;
}

[[nodiscard]] inline nlohmann::ordered_json to_json(const map& cells, const muster::quiet_cell_report& made) {
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const muster::quiet_cell& each : made.cells) {
        all.push_back({{"cell", cells.key(each.cell)},
                       {"verdict", detail::word_of(each.verdict, muster::language::en)},
                       {"observed", each.observed},
                       {"expected", static_cast<double>(each.expected_thousandths) / 1000},
                       {"p", static_cast<double>(each.p_billionths) / 1e9},
                       {"alarm_at_most", each.alarm_at_most},
                       {"power", static_cast<double>(each.power_millionths) / 1e6}});
    }
    return {{"leaves", made.cells.size()},
            {"quiet", made.quiet},
            {"tested", made.tested},
            {"dispersion", static_cast<double>(made.dispersion_millionths) / 1e6},
            {"cells", std::move(all)}};
}

}  // namespace locate
