#pragma once

#include "muster/core/label.hpp"                        // language
#include "muster/core/name_book.hpp"                    // name_book
#include "muster/core/reason.hpp"                       // reason
#include "muster/governance/assembly_verdict.hpp"       // assembly_verdict
#include "muster/governance/detail/assembly_words.hpp"  // assembly_words

#include <string>  // string

namespace muster {
inline namespace v0 {

namespace detail {

/// Writes one reason of the assemble stage.
class assembly_reason_writer {
public:
    assembly_reason_writer(const reason& each, const name_book& names, language in) : each_{each}, say_{names, in} {}

    [[nodiscard]] std::string write() const {
        switch (each_.verdict_as<assembly_verdict>()) {
            case assembly_verdict::tier_activated:
                return own() + pick(" sets up its organisation: level ", " 启动指挥机构：本次级别 ") + levels();
            case assembly_verdict::tier_stands_in:
                return own() + pick(" sets up its organisation in place of a finer tier: the place is known no finer",
                                    " 代下级启动指挥机构：位置仅精确到该网格");
            case assembly_verdict::tier_not_activated:
                return own() + pick(" sets up nothing: level ", " 不启动指挥机构：本次级别 ") + levels();
            case assembly_verdict::tier_place_unknown:
                return pick("tier ", "第 ") + std::to_string(each_.purpose) +
                       pick(" sets up nothing: the place is known no finer than ", " 层不启动指挥机构：位置仅精确到 ") +
                       own();
            case assembly_verdict::role_closed:
                return own() + pick(" is not filled: level ", " 不设：本次级别 ") + levels();
            case assembly_verdict::mandatory_vacant:
                return say_.cell(each_.purpose) + pick(": VACANT: ", "：空缺：") + own() + pick(", ", "，") + nobody();
            case assembly_verdict::optional_vacant:
                return say_.cell(each_.purpose) + pick(": not filled: ", "：未设：") + own() + pick(", ", "，") +
                       nobody();
            case assembly_verdict::officer_called:
                return role() + own() + pick(" is called", " 受命") +
                       (each_.actual == 0 ? std::string{} : pick(", ", "，") + say_.turn(each_.actual));
            case assembly_verdict::officer_absent: return role() + own() + pick(" is absent", " 不在岗");
            case assembly_verdict::officer_taken:
                return role() + own() + pick(" already holds another exclusive post", " 已任其他专任岗位");
            case assembly_verdict::alternate_not_asked:
                return role() +
                       (each_.is_group ? say_.counted(each_.actual, "alternate", "alternates", "名候补") : own()) +
                       pick(" not asked: the post is filled", "未动用：岗位已到人");
            default: return told_or_asked();
        }
    }

private:
    [[nodiscard]] std::string told_or_asked() const {
        switch (each_.verdict_as<assembly_verdict>()) {
            case assembly_verdict::own_cell: return own() + pick(" is told: its own case", " 获通知：属本网格");
            case assembly_verdict::nearest_cell:
                return own() + pick(" is told: nearest to what is outside", " 获通知：距辖区外事件最近");
            case assembly_verdict::neighbour:
                return own() + pick(" is told by prior rule: a neighbour of ", " 按预设规则获通知：邻接 ") +
                       say_.cell(each_.purpose);
            case assembly_verdict::neighbours_unknown:
                return pick("no neighbour is told: the place is known no finer than ",
                            "未通知邻近网格：位置仅精确到 ") +
                       own();
            case assembly_verdict::not_concerned:
                if (!each_.is_group) {
                    return own() + pick(" is not told: neither on the path nor next to it", " 未通知：与事件不相邻");
                }
                return say_.counted(each_.actual, "other cell", "other cells", "个其余网格") +
                       pick(" not told: neither on the path nor next to it", "未通知：与事件不相邻");
            case assembly_verdict::need_asked:
                return own() + pick(" brings ", " 提供 ") + std::to_string(each_.actual) + " × " + purpose() +
                       pick(": it is primary for it", "：承担主责");
            case assembly_verdict::need_without_primary:
                return std::to_string(each_.limit) + " × " + own() +
                       pick(": no department is primary for it, so nobody is asked", "：没有主责部门，无法下达任务");
            case assembly_verdict::expert_asked:
                return own() + pick(" advises after ", " 提供意见，时间 ") + say_.seconds(each_.actual);
            case assembly_verdict::action_asked: return say_.quoted(own()) + pick(" is asked for", " 已列入任务");
            case assembly_verdict::action_place_unknown:
                return say_.quoted(own()) + pick(" has nobody to do it: tier ", " 无人执行：第 ") +
                       std::to_string(each_.purpose) +
                       pick(" has no organisation, its cell is unknown", " 层网格不明，未启动指挥机构");
            case assembly_verdict::action_for_others:
                if (!each_.is_group) { return say_.quoted(own()) + pick(" is for other cases", " 不适用于本事件"); }
                return say_.counted(each_.actual, "other line", "other lines", "条其余清单") +
                       pick(" of the checklist for other types, levels or tiers", "适用于其他类型、级别或层级");
            case assembly_verdict::moves_on:
                return pick("the case goes to ", "案件移交 ") + own() +
                       pick(", so nothing is commanded here", "，此处不设指挥机构");
            default: break;
        }
        return own() + pick(": verdict ", "：判定 ") + std::to_string(each_.verdict);
    }

    [[nodiscard]] std::string pick(const char* en, const char* zh) const { return say_.pick(en, zh); }
    [[nodiscard]] std::string own() const { return say_.named(each_.about, each_.index); }
    [[nodiscard]] std::string purpose() const { return say_.named(subject::capability, each_.purpose); }
    [[nodiscard]] std::string role() const { return say_.named(subject::role, each_.purpose) + pick(": ", "："); }
    [[nodiscard]] std::string levels() const {
        if (each_.limit == 0) { return say_.rank(each_.actual) + pick(", at every level", "，任何级别均启动"); }
        return say_.rank(each_.actual) + pick(", from ", "，起始级别 ") + say_.rank(each_.limit) + pick(" on", "");
    }
    [[nodiscard]] std::string nobody() const {
        if (each_.actual == 0) { return pick("nobody is on the roster", "值班表无人"); }
        return pick("none of the ", "值班表 ") + std::to_string(each_.actual) +
               pick(" on the roster is left", " 人均不可用");
    }

    const reason& each_;
    assembly_words say_;
};

}  // namespace detail

}  // namespace v0
}  // namespace muster
