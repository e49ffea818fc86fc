#pragma once

#include "muster/core/label.hpp"                    // language
#include "muster/core/name_book.hpp"                // name_book
#include "muster/governance/deliberation.hpp"       // deliberation
#include "muster/governance/deliberation_text.hpp"  // deliberation_text
#include "muster/governance/plan.hpp"               // plan

#include <algorithm>  // stable_sort, max
#include <string>     // string
#include <vector>     // vector

namespace district {

/// Plays the joint deliberation (会商) on departments whose plans clash: each states what it wants, the experts assess,
/// the commander decides with a reason. Who dissents is in the record. Empty when nothing clashes.
///
/// The words are a script; who may say them, and when a decision may be taken, is the library's to check.
[[nodiscard]] inline std::string deliberate(const muster::plan& made, const muster::name_book& names,
                                            muster::language in) {
    if (made.group.clashes.empty() || made.called.posts.empty()) { return {}; }
    const auto say = [in](const char* en, const char* zh) { return std::string{in == muster::language::en ? en : zh}; };
    const muster::joint_action_group::clash& clash = made.group.clashes.front();
    muster::deliberation held{made.group, made.panel, made.called, made.decided_at};
    const auto after = [&](int minutes) { return made.decided_at + muster::duration{minutes * 60'000}; };
    const std::string machines = say("machines first, one lane, both ways by turns", "机械先行，单车道交替通行");
    const std::string clear = say("keep the road clear", "道路全程保持畅通");
    const std::string other_way =
        say("machines come in from above, the road stays clear", "机械从坡顶便道进场，道路保持畅通");
    (void)held.state(after(6), clash.one, clear, say("ambulances must get through", "救护车必须能通过"));
    (void)held.state(after(7), clash.other, machines,
                     say("without excavators nobody is dug out", "没有挖掘机就无法救人"));
    // Whoever comes first speaks first, and looks at the slope for ten minutes before that.
    std::vector<muster::expert_panel::seat> seats = made.panel.seats;
    std::stable_sort(seats.begin(), seats.end(), [](const auto& a, const auto& b) { return a.arrival < b.arrival; });
    muster::instant last = after(7);
    for (const muster::expert_panel::seat& seat : seats) {
        last = std::max(last, made.decided_at + seat.arrival + muster::duration{10 * 60'000});
        const std::string field = names.name_of(muster::subject::capability, seat.field.index, muster::language::en);
        (void)held.assess(last, seat.expert, other_way,
                          seat.qualified_by == muster::expertise::local
                              ? say("the old track above the slope carried trucks after the last slide",
                                    "坡顶旧便道上次滑坡后走过工程车")
                          : field == "traffic organisation"
                              ? say("with machines on the road below, no ambulance would pass for an hour",
                                    "机械占用坡脚道路，救护车一小时内无法通行")
                              : say("the slope still moves; no weight on the road below it for now",
                                    "坡体仍在变形，坡脚道路暂不宜承重"));
    }
    last = last + muster::duration{5 * 60'000};
    (void)held.state(last, clash.one, other_way, say("the road below stays clear", "坡脚道路保持畅通"));
    // Too early, and refused, if nobody has assessed: the decision below is then not in the record.
    (void)held.decide(last + muster::duration{60'000}, made.called.posts.front().officer, other_way,
                      say("nobody works below a slope that moves; both plans keep what they need",
                          "坡体未稳不得在坡脚作业；两部门需求均可满足"));
    return deliberation_text(held, names, in);
}

}  // namespace district
