#pragma once

#include "muster/core/civil_time.hpp"        // to_string(instant)
#include "muster/core/ids.hpp"               // cell_id
#include "muster/core/label.hpp"             // language
#include "muster/core/name_book.hpp"         // name_book
#include "muster/core/reason.hpp"            // reason
#include "muster/expert/expert_verdict.hpp"  // expert_verdict

#include <cstdint>  // int64_t
#include <string>   // string

namespace muster {
inline namespace v0 {

/// A reason of the consult stage for people, in English or Chinese, one line without its end.
[[nodiscard]] inline std::string panel_reason_text(const reason& each, const name_book& names,
                                                   language in = language::en) {
    const auto pick = [in](const char* en, const char* zh) { return std::string{in == language::en ? en : zh}; };
    const auto number = [](std::int64_t n) { return std::to_string(n); };
    const auto minutes = [&](std::int64_t ms) { return number((ms + 59'999) / 60'000) + pick(" min", " 分钟"); };
    const auto day = [](std::int64_t ms) { return to_string(instant{ms}); };
    const auto cell = [&] {
        return each.limit == cell_id::none_index
                   ? pick("nowhere in particular", "未登记")
                   : names.name_of(subject::cell, static_cast<std::uint32_t>(each.limit), in);
    };
    const std::string own = names.name_of(each.about, each.index, in);
    switch (each.verdict_as<expert_verdict>()) {
        case expert_verdict::seated_on_scene:
            return own + pick(" sets out with the crews, there after ", " 随队出发，预计到场 ") + minutes(each.actual) +
                   pick(" of ", "，到场时限 ") + minutes(each.limit);
        case expert_verdict::seated_by_video:
            return own + pick(" advises by video after ", " 远程研判，接通 ") + minutes(each.actual);
        case expert_verdict::outranked:
            return own + pick(" fits with ", " 适配 ") + number(each.actual) +
                   pick(" points, who is called with ", " 分，入选者 ") + number(each.limit) + pick("", " 分");
        case expert_verdict::not_needed:
            return own + pick(" knows ", " 掌握 ") + number(each.actual) + pick(" of ", "/") + number(each.limit) +
                   pick(" fields asked; the panel has them", " 个所需领域，专家组已具备");
        case expert_verdict::no_seat_left:
            return own + pick(" would add a field, but the panel is full: ", " 可补充领域，但专家组已满：") +
                   number(each.actual) + pick(" of ", "/") + number(each.limit);
        case expert_verdict::pool_expired:
            return own +
                   (each.about == subject::pool ? pick(": the pool's term ended on ", "：该专家库任期已于 ")
                                                : pick(" is in a pool whose term ended on ", " 所在专家库任期已于 ")) +
                   day(each.limit) + pick("", " 届满");
        case expert_verdict::term_ended:
            return own + pick("'s term ended on ", " 聘期已于 ") + day(each.limit) + pick("", " 届满");
        case expert_verdict::pool_elsewhere:
            return own + pick(" is in a pool that serves ", " 所在专家库只服务 ") + cell() + pick(" only", "");
        case expert_verdict::conflict_of_interest:
            return own + pick(" has an interest of their own in ", " 存在利益冲突：") + cell();
        case expert_verdict::called:
            return own + pick(" is on another case; open: ", " 正在其他事件中；在办 ") + number(each.actual);
        case expert_verdict::away: return own + pick(" cannot be reached", " 无法联系");
        case expert_verdict::unlicensed:
            return own + pick(" holds no licence in ", " 没有该领域执业资格：") +
                   names.name_of(subject::capability, each.purpose, in);
        case expert_verdict::not_years:
            return own + pick(" has no years of knowing the place", " 没有当地生活或工作年限");
        case expert_verdict::not_local: return own + pick(" knows another place: ", " 熟悉的是其他地方：") + cell();
        case expert_verdict::lacks_field:
            if (!each.is_group) { return own + pick(" knows none of the fields asked", " 不掌握所需领域"); }
            return number(each.actual) + pick(each.actual == 1 ? " expert knows none of the fields asked"
                                                               : " experts know none of the fields asked",
                                              " 名专家不掌握所需领域");
        case expert_verdict::nothing_asked:
            if (!each.is_group) {
                return own + pick(" is not looked at: nothing is asked of experts", " 未查看：无需专家");
            }
            return number(each.actual) + pick(each.actual == 1 ? " expert not looked at: nothing is asked of experts"
                                                               : " experts not looked at: nothing is asked of experts",
                                              " 名专家未查看：无需专家");
        case expert_verdict::nobody:
            return pick("nobody can be called for ", "没有可请的专家：") + own +
                   pick("; experts who know it: ", "；掌握该领域者 ") + number(each.limit);
        case expert_verdict::no_seat_for: return pick("no seat is left for ", "专家组名额不足，未含：") + own;
    }
    return own;
}

}  // namespace v0
}  // namespace muster
