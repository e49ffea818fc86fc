#pragma once

#include "sf_joint_report.hpp"  // add_joint, print_joint, percent
#include "sf_replay.hpp"        // replay_record
#include "sf_scores.hpp"        // scores
#include "table.hpp"            // text_table

#include "muster/governance/plan_text.hpp"  // to_text

#include <nlohmann/json.hpp>  // ordered_json

#include <cstddef>  // size_t
#include <ostream>  // ostream
#include <string>   // string

namespace sf {

/// What the replay prints and writes.
struct figures {
    std::size_t calls = 0;
    replay_record replayed;
    scores scored;

    [[nodiscard]] static double share(std::size_t part, std::size_t whole) {
        return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
    }
    [[nodiscard]] double located_agreement() const { return share(replayed.located_right, calls); }
};

/// The keys are part of the program's interface; `timing` stands apart, since it differs from run to run.
[[nodiscard]] inline nlohmann::ordered_json to_json(const figures& all, double total_s) {
    const engine_scores& engines = all.scored.first_engine;
    nlohmann::ordered_json made{{"schema", "muster.city_day.san_francisco"},
                                {"schema_version", 1},
                                {"calls", all.calls},
                                {"located_agreement", all.located_agreement()}};
    add_joint(all.scored.joint, made);
    made.update(
        {{"first_engine_top3", figures::share(engines.top3, engines.scored)},
         {"first_engine_top1", figures::share(engines.top1, engines.scored)},
         {"top3_stations", figures::share(engines.top3_stations, engines.scored)},
         {"top1_stations", figures::share(engines.top1_stations, engines.scored)},
         {"first_engine_scored", engines.scored},
         {"first_engine_home_unknown", engines.home_unknown},
         {"first_engine_home_assumed", engines.assumed_home},
         {"first_engine_logged_busy", engines.logged_busy},
         {"outside", all.replayed.outside},
         {"label_none", all.replayed.label_none},
         {"units_without_home", all.replayed.units_without_home},
         {"decisions", all.replayed.decisions},
         {"timing",
          {{"decide_s", all.replayed.decide_s},
           {"decisions_per_s",
            all.replayed.decide_s > 0 ? static_cast<double>(all.replayed.decisions) / all.replayed.decide_s : 0},
           {"total_s", total_s}}}});
    return made;
}

inline void print(const figures& all, muster::language in, std::ostream& out) {
    const engine_scores& engines = all.scored.first_engine;
    const joint_scores& joint = all.scored.joint;
    const auto pick = [in](const char* en, const char* zh) { return in_language(in, en, zh); };
    if (!all.replayed.shown.incident_key.empty()) {
        out << pick("One decision in full", "一次决策全文") << "\n\n"
            << muster::to_text(all.replayed.shown, all.replayed.names, in) << '\n';
    }
    out << pick("San Francisco's fire calls. Agreement with past dispatch is agreement, not quality of response.",
                "旧金山消防接警记录。与历史派遣一致只说明一致，不代表处置质量。")
        << "\n\n";
    text_table table{{"", pick("share", "占比"), pick("of", "总数")}};
    table.add({pick("located in the labelled neighbourhood", "定位街区与标注一致"), percent(all.located_agreement()),
               std::to_string(all.calls)});
    table.add({pick("  outside every neighbourhood", "  在所有街区之外"),
               percent(figures::share(all.replayed.outside, all.calls)), std::to_string(all.calls)});
    table.add({pick("  labelled None", "  标注为无"), percent(figures::share(all.replayed.label_none, all.calls)),
               std::to_string(all.calls)});
    add_joint_rows(joint, in, table);
    table.add({pick("first engine among our 3 nearest that are free", "首车在最近3辆空闲消防车内"),
               percent(figures::share(engines.top3, engines.scored)), std::to_string(engines.scored)});
    table.add({pick("first engine is our nearest that is free", "首车即最近空闲消防车"),
               percent(figures::share(engines.top1, engines.scored)), std::to_string(engines.scored)});
    table.add({pick("first engine among the 3 nearest stations (nobody busy)", "首车在最近3个站内(不计占用)"),
               percent(figures::share(engines.top3_stations, engines.scored)), std::to_string(engines.scored)});
    table.add({pick("first engines that we would send in 240 s", "所派首车240秒内到场"),
               percent(figures::share(all.replayed.engines_in_time, all.replayed.engines_asked)),
               std::to_string(all.replayed.engines_asked)});
    table.print(out);
    out << '\n';
    print_joint(joint, in, out);
    out << '\n'
        << pick("Counted apart: ", "另计：") << pick("first engines without a known home ", "首车驻地未知 ")
        << engines.home_unknown << pick(", with an assumed one ", "，驻地为推定 ") << engines.assumed_home
        << pick(", logged as busy elsewhere when sent ", "，派出时记录为占用 ") << engines.logged_busy
        << pick(", calls outside the scored population ", "，不计分来电 ") << (joint.calls - joint.population)
        << pick(", units without a known home ", "，驻地未知单位 ") << all.replayed.units_without_home << ".\n";
}

}  // namespace sf
