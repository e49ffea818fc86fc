#pragma once

#include "muster/core/label.hpp"               // language
#include "muster/core/name_book.hpp"           // name_book
#include "muster/core/reason.hpp"              // reason
#include "muster/governance/mode_table.hpp"    // mode_rows
#include "muster/governance/mode_verdict.hpp"  // mode_verdict

#include <cstdint>  // int64_t
#include <string>   // string

namespace muster {
inline namespace v0 {

namespace detail {

class mode_reason_writer {
public:
    mode_reason_writer(const reason& each, const name_book& names, language in) : each_{each}, names_{names}, in_{in} {}

    [[nodiscard]] std::string write() const {
        switch (each_.verdict_as<mode_verdict>()) {
            case mode_verdict::decided:
                return each_.index < mode_rows.size() ? std::string{mode_rows[each_.index].in(in_)} : unnamed();
            case mode_verdict::nature_everyday: return type() + pick("everyday", "日常类");
            case mode_verdict::nature_sudden: return type() + pick("sudden", "突发类");
            case mode_verdict::nature_standing: return type() + pick("a standing goal", "长期治理目标");
            case mode_verdict::owner_alone:
                if (each_.limit == 0) { return pick("nothing is asked of any department", "未向任何部门提出需求"); }
                return own() + pick(" alone covers all that is needed: ", " 可独力满足全部需求：") + out_of();
            case mode_verdict::owner_short:
                return own() + pick(" alone covers ", " 独力只能满足需求的 ") + out_of() +
                       pick(" of the kinds of help needed", "");
            case mode_verdict::departments_few:
            case mode_verdict::departments_many: return departments();
            case mode_verdict::load_within: return load() + pick(", within ", "，未超过") + times_capacity();
            case mode_verdict::load_above: return load() + pick(", above ", "，已超过") + times_capacity();
            case mode_verdict::load_unknown:
                return own() + pick(": no capacity is known here or above, so nothing counts as overloaded",
                                    "：本级及上级常规能力均未知，不视为超负荷");
            case mode_verdict::rule_covers:
                return pick("covered by run card \"", "有规则可依：调派方案“") + own() + pick("\"", "”");
            case mode_verdict::rule_missing:
                return pick("a gap of the rules: none named the type", "规则空白：没有规则判定其类型");
            case mode_verdict::card_missing:
                if (each_.index == rule_id::none_index) {  // a caller's own classifier named it
                    return pick("a gap of the rules: the type is known, but no run card is for it",
                                "规则空白：类型已知，但没有适用的调派方案");
                }
                return pick("a gap of the rules: rule \"", "规则空白：规则“") + own() +
                       pick("\" named the type, but no run card is for it", "”判定了类型，但没有适用的调派方案");
            case mode_verdict::level_serious:
            case mode_verdict::level_ordinary: return level();
            case mode_verdict::assembles_in_time:
            case mode_verdict::assembles_late:
            case mode_verdict::assembles_open:
                return pick("to assemble takes ", "集结需 ") + span(each_.actual) + against_time();
            case mode_verdict::mobilises_in_time:
            case mode_verdict::mobilises_late:
            case mode_verdict::mobilises_open:
                return pick("to mobilise a campaign would take ", "若启动运动式动员需 ") + span(each_.actual) +
                       against_time();
            case mode_verdict::worth_it:
                if (each_.actual == 0 && each_.limit == 0) {
                    return pick("neither a cost of assembling nor a loss is counted", "未计集结成本与预期损失");
                }
                return cost() + pick(", no more than the expected loss of ", "，不高于预期损失 ") +
                       std::to_string(each_.limit);
            case mode_verdict::costs_more:
                return cost() + pick(", more than the expected loss of ", "，高于预期损失 ") +
                       std::to_string(each_.limit);
        }
        return unnamed();
    }

private:
    [[nodiscard]] std::string pick(const char* en, const char* zh) const { return in_ == language::en ? en : zh; }
    [[nodiscard]] std::string own() const { return names_.name_of(each_.about, each_.index, in_); }
    [[nodiscard]] std::string unnamed() const { return pick("verdict ", "判定 ") + std::to_string(each_.verdict); }

    [[nodiscard]] std::string type() const {
        if (each_.index == 0xffff'ffffU) { return pick("the type is unknown; taken for ", "类型未知，视为"); }
        return pick("\"", "“") + own() + pick("\" is ", "”属");
    }
    /// `1 of 4`.
    [[nodiscard]] std::string out_of() const {
        return std::to_string(each_.actual) + pick(" of ", "/") + std::to_string(each_.limit);
    }
    [[nodiscard]] std::string departments() const {
        if (each_.actual == 0) {
            return pick("no department is needed that has what is asked", "没有需要且具备能力的部门");
        }
        const bool one = each_.actual == 1;
        const std::string many = std::to_string(each_.limit);
        return pick("at least ", "至少需 ") + std::to_string(each_.actual) +
               pick(one ? " department is needed" : " departments are needed", " 个部门") +
               (each_.verdict_as<mode_verdict>() == mode_verdict::departments_few
                    ? pick(", fewer than the ", "，不足须共同行动的 ") + many + pick(" that must act jointly", " 个")
                    : pick("; from ", "；") + many + pick(" on they must act jointly", " 个起须共同行动"));
    }
    [[nodiscard]] std::string load() const {
        return own() + pick(" carries ", " 工作量 ") + decimal(each_.actual) +
               pick(" with this one, of ", "（含本事件），常规能力 ") + decimal(each_.limit);
    }
    [[nodiscard]] std::string times_capacity() const {
        if (each_.purpose == 1000) { return pick("what it can carry", "其常规能力"); }
        return pick("", " ") + decimal(each_.purpose) + pick(" times what it can carry", " 倍常规能力");
    }
    [[nodiscard]] std::string level() const {
        const bool serious = each_.verdict_as<mode_verdict>() == mode_verdict::level_serious;
        if (each_.limit == 0) { return own() + pick(": every level counts as serious", "：任何级别均视为严重"); }
        const std::string from = names_.name_of(subject::level, static_cast<std::uint32_t>(each_.limit), in_);
        return own() + (serious ? pick(" is serious, as all from ", " 属严重级别（") + from + pick(" up", " 及以上）")
                                : pick(" is less serious than ", " 未达严重级别 ") + from);
    }
    [[nodiscard]] std::string against_time() const {
        switch (each_.verdict_as<mode_verdict>()) {
            case mode_verdict::assembles_open:
            case mode_verdict::mobilises_open: return pick("; how much time is left is not known", "；剩余时间未知");
            case mode_verdict::assembles_in_time:
            case mode_verdict::mobilises_in_time:
                return pick(", within the ", "，剩余 ") + span(each_.limit) + pick(" left", "，来得及");
            default: return pick(", more than the ", "，剩余 ") + span(each_.limit) + pick(" left", "，来不及");
        }
    }
    [[nodiscard]] std::string cost() const {
        return pick("to assemble costs ", "集结成本 ") + std::to_string(each_.actual);
    }

    /// Thousandths without trailing zeros, none of them below 0.
    [[nodiscard]] static std::string decimal(std::int64_t thousandths) {
        std::string words = std::to_string(thousandths / 1000);
        if (thousandths % 1000 == 0) { return words; }
        std::string rest = std::to_string(1000 + thousandths % 1000).substr(1);
        rest.erase(rest.find_last_not_of('0') + 1);
        return words + "." + rest;
    }
    /// `1 h 30 min`: to the second, rounded up.
    [[nodiscard]] std::string span(std::int64_t ms) const {
        const std::int64_t s = (ms + 999) / 1000;
        std::string words;
        const auto part = [&](std::int64_t amount, const char* en, const char* zh) {
            if (amount == 0) { return; }
            words += (words.empty() ? "" : " ") + std::to_string(amount) + pick(en, zh);
        };
        part(s / 86'400, s / 86'400 == 1 ? " day" : " days", " 天");
        part(s / 3600 % 24, " h", " 小时");
        part(s / 60 % 60, " min", " 分钟");
        part(s % 60, " s", " 秒");
        return words.empty() ? pick("0 s", "0 秒") : words;
    }

    const reason& each_;
    const name_book& names_;
    language in_;
};

}  // namespace detail

/// One reason of the gauge stage for people, in English or Chinese, one line.
[[nodiscard]] inline std::string mode_reason_text(const reason& each, const name_book& names,
                                                  language in = language::en) {
    return detail::mode_reason_writer{each, names, in}.write();
}

}  // namespace v0
}  // namespace muster
