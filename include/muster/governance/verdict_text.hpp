#pragma once

#include "muster/core/label.hpp"                // language
#include "muster/core/name_book.hpp"            // name_book
#include "muster/core/reason.hpp"               // reason
#include "muster/governance/assembly_text.hpp"  // assembly_reason_text
#include "muster/governance/match_text.hpp"     // match_reason_text
#include "muster/governance/mode_text.hpp"      // mode_reason_text
#include "muster/governance/panel_text.hpp"     // panel_reason_text
#include "muster/incident/rule_verdict.hpp"     // rule_verdict
#include "muster/model/card_verdict.hpp"        // card_verdict
#include "muster/model/clock_anchor.hpp"        // clock_anchor
#include "muster/rules/grading_verdict.hpp"     // grading_verdict
#include "muster/unit/unit_verdict.hpp"         // unit_verdict

#include <cstdint>  // int64_t
#include <string>   // string

namespace muster {
inline namespace v0 {

namespace detail {

/// `142.3 s`: tenths, rounded half away from zero, with integers only.
[[nodiscard]] inline std::string to_seconds_text(std::int64_t ms, language in) {
    const std::int64_t tenths = (ms < 0 ? -ms + 50 : ms + 50) / 100;
    return (ms < 0 && tenths != 0 ? "-" : "") + std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) +
           (in == language::en ? " s" : " 秒");
}

/// `12`, `12.5`: thousandths without trailing zeros.
[[nodiscard]] inline std::string to_thousandths_text(std::int64_t thousandths) {
    const std::int64_t size = thousandths < 0 ? -thousandths : thousandths;
    std::string words = (thousandths < 0 ? "-" : "") + std::to_string(size / 1000);
    if (size % 1000 == 0) { return words; }
    std::string rest = std::to_string(1000 + size % 1000).substr(1);
    rest.erase(rest.find_last_not_of('0') + 1);
    return words + "." + rest;
}

[[nodiscard]] inline std::string anchor_text(clock_anchor which, language in) {
    constexpr const char* zh[clock_anchor_count]{"接报", "研判", "下令", "接令", "出动", "到场", "归队"};
    return in == language::en ? std::string{to_string(which)} : zh[static_cast<std::size_t>(which)];
}

class verdict_writer {
public:
    verdict_writer(const reason& each, const name_book& names, language in) : each_{each}, names_{names}, in_{in} {}

    [[nodiscard]] std::string write() const {
        if (each_.verdict >= 1000) { return own() + pick(": verdict ", "：判定 ") + std::to_string(each_.verdict); }
        switch (each_.stage) {
            case stage_id::classify: return classify();
            case stage_id::grade: return grade();
            case stage_id::require: return require();
            case stage_id::gauge: return mode_reason_text(each_, names_, in_);
            case stage_id::match: return match_reason_text(each_, names_, in_);
            case stage_id::consult: return panel_reason_text(each_, names_, in_);
            case stage_id::dispatch: return dispatch();
            case stage_id::assemble: return assembly_reason_text(each_, names_, in_);
            default: return own() + pick(": verdict ", "：判定 ") + std::to_string(each_.verdict);
        }
    }

private:
    [[nodiscard]] std::string pick(const char* en, const char* zh) const { return in_ == language::en ? en : zh; }
    [[nodiscard]] std::string own() const { return names_.name_of(each_.about, each_.index, in_); }
    /// `1 unit`, `2 units`; the number alone in Chinese, where the measure word follows.
    [[nodiscard]] std::string several(const char* one) const {
        std::string words = std::to_string(each_.actual);
        if (in_ == language::en) { words.append(" ").append(one).append(each_.actual == 1 ? "" : "s"); }
        return words;
    }
    [[nodiscard]] std::string level(std::uint32_t rank) const { return names_.name_of(subject::level, rank, in_); }
    [[nodiscard]] std::string seconds(std::int64_t ms) const { return to_seconds_text(ms, in_); }

    [[nodiscard]] std::string classify() const {
        const std::string who = pick("rule \"", "规则“") + own() + pick("\" ", "”");
        switch (each_.verdict_as<rule_verdict>()) {
            case rule_verdict::fired: return who + pick("fired", "命中");
            case rule_verdict::agreed: return who + pick("fired too and agrees", "同样命中且一致");
            case rule_verdict::outranked:
                return who + pick("fired too, but ranks ", "也命中，但次序 ") + std::to_string(each_.actual) +
                       pick(" after ", " 后于 ") + std::to_string(each_.limit);
            case rule_verdict::tied: return who + pick("fired for another type at the same rank", "同次序命中另一类型");
            case rule_verdict::failed:
                return who + pick("did not fire; this does not hold: ", "未命中；不满足：") +
                       names_.condition_of(each_.index, each_.purpose, in_);
            case rule_verdict::not_visited:
                return several("more rule") +
                       pick(" not visited: none of their words occur", " 条其余规则未逐条查看：其关键词均未出现");
        }
        return who;
    }

    [[nodiscard]] std::string grade() const {
        const std::string who = pick("\"", "“") + own() + pick("\" ", "”");
        switch (each_.verdict_as<grading_verdict>()) {
            case grading_verdict::reached:
                return who + pick("is ", "为 ") + to_thousandths_text(each_.actual) + pick(", from ", "，自 ") +
                       to_thousandths_text(each_.limit) + pick(" on level ", " 起为 ") + level(each_.purpose);
            case grading_verdict::below:
                return who + pick("is ", "为 ") + to_thousandths_text(each_.actual) + pick(", short of ", "，未达 ") +
                       to_thousandths_text(each_.limit);
            case grading_verdict::unknown_open:
                return who + pick("is unknown; it could bring level ", "未知；可能升至 ") + level(each_.purpose);
            case grading_verdict::unknown_assumed:
                return who + pick("is unknown and taken for level ", "未知，按 ") + level(each_.purpose) +
                       pick("", " 处置");
            case grading_verdict::not_for_type: return who + pick("does not apply to this type", "不适用于该类型");
            case grading_verdict::base:
                return pick("base level of the type: ", "该类型的起始级别：") + level(each_.purpose);
            case grading_verdict::rule_decided:
                return pick("rule ", "规则") + who + pick("decides: level ", "判定：") + level(each_.purpose);
            case grading_verdict::no_rule:
                return pick("no rule of the table holds; the safe level is taken: ", "判定表中没有适用的规则；按安全级别：") +
                       level(each_.purpose);
            case grading_verdict::rules_clash:
                return pick("rule ", "规则") + who + pick("and others disagree; the safe level is taken: ",
                                                          "与其他规则相互矛盾；按安全级别：") + level(each_.purpose);
            case grading_verdict::not_in_range:
                return who + pick("has a value that the table was not written for; the safe level is taken: ",
                                  "的取值超出判定表的适用范围；按安全级别：") + level(each_.purpose);
        }
        return who;
    }

    [[nodiscard]] std::string require() const {
        if (each_.is_group) {
            return several("other run card") +
                   pick(", for other types or levels", " 张其他调派方案适用于其他类型或级别");
        }
        if (each_.verdict_as<card_verdict>() == card_verdict::matched) {
            return pick("run card \"", "调派方案“") + own() + pick("\" applies", "”适用");
        }
        return pick("no run card is for this type and level", "没有适用于该类型和级别的调派方案");
    }

    [[nodiscard]] std::string dispatch() const {
        const std::string purpose = names_.name_of(subject::capability, each_.purpose, in_);
        const std::string who = purpose + pick(": ", "：");
        switch (each_.verdict_as<unit_verdict>()) {
            case unit_verdict::sent: return who + own() + pick(" goes, ", " 出动，") + seconds(each_.actual) + target();
            case unit_verdict::sent_late:
                return who + own() + pick(" goes late, ", " 出动但迟到，") + seconds(each_.actual) + target();
            case unit_verdict::slower:
                return who + own() + pick(" would take ", " 需 ") + seconds(each_.actual) +
                       pick(", the last one sent ", "，已派最慢者 ") + seconds(each_.limit);
            case unit_verdict::busy: return who + own() + pick(" is on another incident", " 正在处置其他事件");
            case unit_verdict::off_duty: return who + own() + pick(" is off duty", " 不在岗");
            case unit_verdict::held_reserve:
                return who + own() + pick(" is held for level ", " 为预备力量，须达 ") +
                       level(static_cast<std::uint32_t>(each_.limit)) + pick(" or above", " 及以上");
            case unit_verdict::donor_minimum:
                return who + own() + pick(" stays: its cell would keep ", " 留守：其网格将只剩 ") +
                       std::to_string(each_.actual) + pick(" of at least ", "，最少须留 ") +
                       std::to_string(each_.limit);
            case unit_verdict::taken: return who + own() + pick(" already goes for something else", " 已承担其他任务");
            case unit_verdict::beyond_search:
                if (!each_.is_group) {
                    return who + own() + pick(" was not needed: it would take ", " 无需出动：需 ") +
                           seconds(each_.actual) + pick(", the last one sent ", "，已派最慢者 ") + seconds(each_.limit);
                }
                return who + several("more unit") +
                       pick(" not looked at: met within search step ", " 个其余单位未查看：在第 ") +
                       std::to_string(each_.limit) + pick("", " 步搜索内已满足");
            case unit_verdict::too_far:
                if (!each_.is_group) {
                    return who + own() + pick(" is too far: it would take ", " 过远：需 ") + seconds(each_.actual) +
                           pick(", the last one sent ", "，已派最慢者 ") + seconds(each_.limit);
                }
                return who + several("more unit") +
                       pick(" not looked at: none arrives before ", " 个其余单位未查看：均不早于 ") +
                       seconds(each_.limit) + pick("", " 到达");
            case unit_verdict::cells_at_minimum:
                return who + several("more unit") +
                       pick(" left in place: their cells keep at least ", " 个其余单位留守：其网格最少须留 ") +
                       std::to_string(each_.limit);
            case unit_verdict::beyond_budget:
                if (!each_.is_group) {
                    return who + own() +
                           pick(" was not looked at, the search ran out of its budget: it would take ",
                                " 未查看，搜索达到工作量上限：需 ") +
                           seconds(each_.actual);
                }
                return who + several("more unit") +
                       pick(" not looked at: the budget of visits ran out: ", " 个其余单位未查看：达到工作量上限 ") +
                       std::to_string(each_.limit);
            case unit_verdict::lacks_capability:
                if (!each_.is_group) { return who + own() + pick(" cannot do it", " 不具备该能力"); }
                return who + several("unit") + pick(" without the capability", " 个单位不具备该能力");
        }
        return who + own();
    }

    [[nodiscard]] std::string target() const {
        return each_.limit > 0 ? pick(" of ", "，时限 ") + seconds(each_.limit) : std::string{};
    }

    const reason& each_;
    const name_book& names_;
    language in_;
};

}  // namespace detail

/// One reason for people, in English or Chinese, one line.
[[nodiscard]] inline std::string to_text(const reason& each, const name_book& names, language in = language::en) {
    return detail::verdict_writer{each, names, in}.write();
}

}  // namespace v0
}  // namespace muster
