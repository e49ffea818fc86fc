#pragma once

#include "muster/core/ids.hpp"                  // capability_id
#include "muster/core/label.hpp"                // language
#include "muster/core/name_book.hpp"            // name_book
#include "muster/core/reason.hpp"               // reason
#include "muster/department/match_verdict.hpp"  // match_verdict

#include <cstdint>  // int64_t
#include <string>   // string

namespace muster {
inline namespace v0 {

/// A reason of the match stage for people, in English or Chinese, one line without its end.
[[nodiscard]] inline std::string match_reason_text(const reason& each, const name_book& names,
                                                   language in = language::en) {
    const auto pick = [in](const char* en, const char* zh) { return std::string{in == language::en ? en : zh}; };
    const auto number = [](std::int64_t n) { return std::to_string(n); };
    const std::string own = names.name_of(each.about, each.index, in);
    const std::string function = each.purpose == capability_id::none_index
                                     ? pick("no function of its own", "无专门职能")
                                     : names.name_of(subject::capability, each.purpose, in);
    const auto of_functions = [&](const char* en, const char* zh) {
        return own + pick(en, zh) + number(each.actual) + pick(" of ", "/") + number(each.limit) +
               (each.limit == 1 ? pick(" function", " 项职能") : pick(" functions", " 项职能"));
    };
    const auto score_against = [&](const char* en, const char* zh) {
        return pick("; its past scores ", "；既往协同得分 ") + number(each.actual) + pick(en, zh) + number(each.limit);
    };
    switch (each.verdict_as<match_verdict>()) {
        case match_verdict::leads_by_duty: return of_functions(" leads by declared duty, in ", "依职责主责 ");
        case match_verdict::leads_undeclared:
            return of_functions(" leads, for nobody is declared to, in ", "主责（无其他主责部门） ");
        case match_verdict::supports_by_duty: return of_functions(" supports by declared duty, in ", "依职责配合 ");
        case match_verdict::leads_by_need:
            return own + pick(" leads in ", " 因需求主责：") + function +
                   pick(", which is needed and no duty covers", "（无部门声明该职责）") +
                   score_against(" of 1000, the best of the others' ", "（满分1000），其他最高 ");
        case match_verdict::leads_instead:
            return own + pick(" leads in ", " 主责：") + function +
                   pick(", so that no department leads everything", "，避免单一部门主导全部职能") +
                   score_against(", the other's ", "，对方 ");
        case match_verdict::yields_to_specific:
            return own + pick(" supports in ", " 配合：") + function +
                   pick(": another's duty is for the more specific type", "，另一部门的职责针对更具体的类型");
        case match_verdict::yields_to_score:
            return own + pick(" supports in ", " 配合：") + function + score_against(", the leader's ", "，主责部门 ");
        case match_verdict::yields_function:
            return own + pick(" supports in ", " 配合：") + function +
                   pick(": it would have led every function", "，否则将主导全部职能") +
                   score_against(", the leader's ", "，主责部门 ");
        case match_verdict::joins_by_past:
            return own + pick(" joins", " 加入") + score_against(" of 1000, from ", "（满分1000），加入线 ") +
                   pick(" on a department joins", "");
        case match_verdict::beyond_joiners:
            return own + pick(" does not join: as many as may already do", " 未加入：按经验加入的部门已达上限") +
                   score_against(", the lowest of those ", "，已加入者最低 ");
        case match_verdict::outscored:
            return own + pick(" could do ", " 也能承担：") + function + pick(", another does", "，由另一部门承担") +
                   score_against(", the other's ", "，对方 ");
        case match_verdict::not_asked:
            if (!each.is_group) {
                return own + pick(" is not asked: no duty, no need", " 未列入：无职责、无需求") +
                       score_against(" of 1000, below ", "（满分1000），低于 ");
            }
            return number(each.actual) +
                   pick(each.actual == 1 ? " department not asked: no duty, no need, past score below "
                                         : " departments not asked: no duty, no need, past scores below ",
                        " 个部门未列入：无职责、无需求，既往协同得分低于 ") +
                   number(each.limit);
        case match_verdict::nobody_can:
            return pick("no department can do ", "没有部门能承担：") + own + pick(", which is needed", "（有需求）");
        case match_verdict::owned_by_type:
            return pick("the case's owner is laid down for ", "首接负责部门依类型确定：") + own;
        case match_verdict::owned_by_default:
            return pick("no type lays down the case's owner: the general one has it",
                        "没有按类型确定的负责部门，由兜底部门负责");
        case match_verdict::receiver_unknown:
            return pick("the call names a receiver that there is not; the first receiver took it",
                        "来电所记接报部门不存在，按默认接报部门处理");
    }
    return own;
}

}  // namespace v0
}  // namespace muster
