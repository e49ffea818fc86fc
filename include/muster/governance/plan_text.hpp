#pragma once

#include "muster/core/civil_time.hpp"                // to_string(instant)
#include "muster/core/label.hpp"                     // language
#include "muster/core/name_book.hpp"                 // name_book
#include "muster/governance/assembly_text.hpp"       // assembly_text
#include "muster/governance/detail/group_words.hpp"  // group_lines, panel_lines
#include "muster/governance/detail/plan_words.hpp"   // plan_words
#include "muster/governance/plan.hpp"                // plan
#include "muster/governance/verdict_text.hpp"        // to_text(reason)

#include <string>  // string
#include <vector>  // vector

namespace muster {
inline namespace v0 {

/// How much of a plan is told.
enum class telling : std::uint8_t {
    in_full,   ///< every verdict on every candidate
    in_brief,  ///< what was decided and what decided it: a page for whoever commands
};

namespace detail {

/// Whether a reason is what decided, rather than a candidate that did not.
[[nodiscard]] inline bool is_decisive(const reason& each) noexcept {
    if (each.is_group || each.verdict >= 1000) { return each.verdict >= 1000; }
    switch (each.stage) {
        case stage_id::classify: return false;  // the heading names the rule
        case stage_id::grade:
            return each.verdict_as<grading_verdict>() == grading_verdict::reached ||
                   each.verdict_as<grading_verdict>() >= grading_verdict::base;
        case stage_id::require: return each.verdict_as<card_verdict>() == card_verdict::matched;
        case stage_id::gauge: return true;
        default: return false;  // their lines say it all
    }
}

/// Writes a plan line by line: a heading of each stage, then what was decided, then the reasons, indented.
class plan_writer {
public:
    plan_writer(const plan& made, const name_book& names, language in, telling how_much)
        : plan_{made}, say_{names, in}, how_much_{how_much} {}

    [[nodiscard]] std::string write() {
        line(pick("Incident ", "事件 ") + plan_.incident_key + pick(", decided ", "，决策时间 ") +
             to_string(plan_.decided_at) + pick(" by policy ", "，策略 ") + plan_.policy_name + " v" +
             std::to_string(plan_.policy_version));
        card();
        locate();
        classify();
        grade();
        require();
        gauge();
        match();
        consult();
        dispatch();
        assemble();
        questions();
        return std::move(out_);
    }

private:
    [[nodiscard]] std::string pick(const char* en, const char* zh) const { return say_.pick(en, zh); }
    [[nodiscard]] std::string named(subject about, std::uint32_t index) const { return say_.named(about, index); }
    [[nodiscard]] std::string quoted(const std::string& words) const { return say_.quoted(words); }
    [[nodiscard]] std::string seconds_text(std::int64_t ms) const { return say_.seconds(ms); }
    void line(const std::string& words) { out_ += words + "\n"; }
    void lines(const std::vector<std::string>& all) {
        for (const std::string& each : all) { line("    " + each); }
    }
    void head(const char* en, const char* zh, const std::string& words) { line(say_.headed(en, zh, words)); }
    bool asked(stage_id which, const char* en, const char* zh) {
        if (!plan_.was_asked(which)) { head(en, zh, pick("not asked", "未询问")); }
        return plan_.was_asked(which);
    }
    void reasons(const reason_list& all) {
        for (const reason& each : all) {
            if (how_much_ == telling::in_full || is_decisive(each)) {
                line("          " + to_text(each, say_.names(), say_.in()));
            }
        }
    }

    void locate() {
        if (!asked(stage_id::locate, "Where", "位置")) { return; }
        const location& where = plan_.where;
        std::string path;
        for (std::size_t i = 0; i < where.depth; ++i) {
            path += (i == 0 ? "" : " > ") + named(subject::cell, where.path[i].index);
        }
        const std::string owner = pick("; case belongs to ", "；责任网格 ") + named(subject::cell, where.owner.index);
        switch (where.status) {
            case location_status::inside: head("Where", "位置", path + owner); break;
            case location_status::gap:
                head("Where", "位置", path + pick(" (in none of its cells)", "（未落入下级网格）") + owner);
                break;
            case location_status::outside:
                head("Where", "位置",
                     pick("outside; nearest is ", "辖区外；最近网格 ") + named(subject::cell, where.nearest.index) +
                         pick(", ", "，相距 ") + std::to_string((where.distance.mm + 500) / 1000) +
                         pick(" m away", " 米") + owner);
                break;
            case location_status::no_position: head("Where", "位置", pick("no coordinates", "无坐标") + owner); break;
        }
    }

    void classify() {
        if (!asked(stage_id::classify, "What", "类型")) { return; }
        const classification& what = plan_.what;
        switch (what.status) {
            case classification_status::classified:
                head("What", "类型",
                     named(subject::incident_type, what.type.index) +
                         (what.rule ? pick(", by rule ", "，依据规则 ") + quoted(named(subject::rule, what.rule.index))
                                    : std::string{}));
                break;
            case classification_status::no_rule:
                head("What", "类型", pick("abstained: no rule fired; ask a person", "弃权：没有规则命中，请人工判断"));
                break;
            case classification_status::tie:
                head("What", "类型",
                     pick("abstained: ", "弃权：") + named(subject::incident_type, what.tied_with.index) +
                         pick(" or ", " 或 ") + named(subject::incident_type, what.runner_up.index) +
                         pick("; ask a person", "，请人工判断"));
                break;
        }
        reasons(what.reasons);
    }

    void grade() {
        if (!asked(stage_id::grade, "Level", "级别")) { return; }
        const grading& graded = plan_.how_serious;
        std::string words = named(subject::level, graded.decided.rank);
        if (graded.criterion) {
            words += pick(", by ", "，依据 ") + quoted(named(subject::criterion, graded.criterion.index));
        }
        if (graded.lowest != graded.highest) {
            words += pick("; may be ", "；可能在 ") + named(subject::level, graded.lowest.rank) + pick(" to ", " 至 ") +
                     named(subject::level, graded.highest.rank) + pick("", " 之间");
            if (graded.settled_by) {
                words += pick(": ask about ", "：请核实 ") + quoted(named(subject::criterion, graded.settled_by.index));
            } else if (!plan_.what.type) {
                words += pick(": ask about the type", "：请核实类型");
            }
        }
        if (plan_.on_card != card_cause::none && !graded.criterion && !plan_.what.type) {
            words += pick("; at least so serious by the static card", "；静态卡规定的最低级别");
        }
        head("Level", "级别", words);
        reasons(graded.reasons);
    }

    void require() {
        if (!asked(stage_id::require, "Needs", "需求")) { return; }
        std::string words;
        for (const need& each : plan_.needed.needs) {
            words += (words.empty() ? "" : pick(", ", "，")) + std::to_string(each.amount) + " × " +
                     named(subject::capability, each.capability.index);
            if (each.has_limit()) { words += " " + say_.limit(each.limit); }
        }
        head("Needs", "需求", words.empty() ? pick("nothing is asked for", "无") : words);
        reasons(plan_.needed.reasons);
    }

    void gauge() {
        if (!asked(stage_id::gauge, "Mode", "机制")) { return; }
        switch (plan_.advised.recommended) {
            case mode::routine: head("Mode", "机制", pick("routine", "常规")); break;
            case mode::convergent:
                head("Mode", "机制",
                     is_asked_about_mode()
                         ? pick("convergent is recommended; a person confirms", "建议启动聚合式；由人确认")
                         : pick("convergent, without confirmation: nobody can be asked this hour",
                                "启动聚合式，无需确认：本小时已无法询问"));
                break;
            case mode::outside_scope:
                head("Mode", "机制", pick("outside scope: political decision", "超出范围：属政治决策"));
                break;
        }
        reasons(plan_.advised.reasons);
    }

    [[nodiscard]] bool is_asked_about_mode() const {
        for (const question& each : plan_.questions) {
            if (each.kind == question_kind::confirm_mode) { return each.is_put; }
        }
        return true;
    }

    void match() {
        if (!asked(stage_id::match, "Group", "共同行动小组")) { return; }
        head("Group", "共同行动小组", case_words(plan_.group, say_));
        lines(group_lines(plan_.group, say_));
        reasons(plan_.group.reasons);
    }

    void consult() {
        if (!asked(stage_id::consult, "Experts", "专家")) { return; }
        const gap_kind told = told_gap(plan_.what.gap, plan_.how_serious.gap, plan_.needed.gap);
        head("Experts", "专家", panel_words(plan_.panel, say_, told));
        lines(panel_lines(plan_.panel, say_));
        reasons(plan_.panel.reasons);
    }

    void dispatch() {
        if (!asked(stage_id::dispatch, "Units", "力量")) { return; }
        const dispatch_outcome& sent = plan_.units;
        std::string words = sent.end == search_end::covered ? pick("all needs are met in time", "需求全部按时满足")
                            : sent.end == search_end::exhausted
                                ? pick("everyone was asked, something is missing", "已搜索全部力量，仍有缺口")
                                : pick("the search ran out of its budget", "搜索达到工作量上限");
        if (sent.position_assumed) {
            words += pick("; at the owner's post for want of a position", "；无坐标，按责任网格驻点派出");
        }
        head("Units", "力量", words);
        for (const assignment& each : sent.assignments) {
            line("    " + named(subject::unit, each.unit.index) +
                 (each.step == 1 ? pick(" (a neighbour's automatic aid)", "（就近社区自动支援）") : std::string{}) +
                 pick(" for ", "，承担 ") + named(subject::capability, each.capability.index) +
                 pick(", arrives after ", "，预计到达 ") + seconds_text(each.arrival.ms) +
                 (each.limit.within.ms > 0 ? pick(" of ", "，时限 ") + seconds_text(each.limit.within.ms)
                                           : std::string{}) +
                 (each.late_by().ms > 0 ? pick(": late by ", "，迟到 ") + seconds_text(each.late_by().ms)
                                        : std::string{}));
        }
        for (const shortfall& each : sent.shortfalls) { line("    " + shortfall_text(each)); }
        reasons(sent.reasons);
    }

    void assemble() {
        if (!asked(stage_id::assemble, "Command", "指挥机构")) { return; }
        out_ += assembly_text(plan_.called, say_.names(), say_.in());
        reasons(plan_.called.reasons);
    }

    // First of all, since whoever reads it in the dark needs it first.
    void card() {
        if (plan_.on_card == card_cause::none) { return; }
        const std::string why = plan_.on_card == card_cause::stale
                                    ? pick("nothing was heard of the units for too long", "长时间没有收到力量位置更新")
                                    : pick("neither place nor type is known", "位置和类型均不明");
        head("Card", "静态卡", quoted(named(subject::standing_order, 0)) + pick(": ", "：") + why);
        for (std::uint32_t i = 1; i <= plan_.card_orders; ++i) {
            line("    " + std::to_string(i) + ". " + named(subject::standing_order, i));
        }
    }

    void questions() {
        for (const question& each : plan_.questions) {
            std::string words = each.kind == question_kind::which_type
                                    ? pick("what type of incident is it?", "这是什么类型的事件？")
                                    : pick("is the convergent mode confirmed?", "是否确认启动聚合式机制？");
            if (!each.is_put) {
                words += each.kind == question_kind::which_type
                             ? pick(" Not put, the hour's questions are used up: the run card for such cases acts",
                                    " 本小时提问已达上限，不再询问：按情况不明方案处置")
                             : pick(" Not put, the hour's questions are used up: it takes effect without confirmation",
                                    " 本小时提问已达上限，不再询问：无需确认即生效");
            }
            head("Ask", "请答", words);
        }
    }

    [[nodiscard]] std::string shortfall_text(const shortfall& each) const {
        const std::string what = named(subject::capability, each.capability.index);
        std::string words = each.missing > 0 ? pick("missing: ", "缺口：") + std::to_string(each.missing) + " × " + what
                                             : pick("late: ", "迟到：") + what;
        if (each.late_by.ms > 0) { words += pick(", by up to ", "，最多 ") + seconds_text(each.late_by.ms); }
        return words + pick(" (busy ", "（占用 ") + std::to_string(each.busy) + pick(", held in reserve ", "，预备 ") +
               std::to_string(each.held) + pick(", kept at their cell's minimum ", "，保底 ") +
               std::to_string(each.at_minimum) + pick(")", "）");
    }

    const plan& plan_;
    plan_words say_;
    telling how_much_;
    std::string out_;
};

}  // namespace detail

/// A plan for people, in English or Chinese, with the reasons that were recorded.
/// @param names  what its numbers are called: `governance::names()` and the fleet's
[[nodiscard]] inline std::string to_text(const plan& made, const name_book& names, language in = language::en,
                                         telling how_much = telling::in_full) {
    return detail::plan_writer{made, names, in, how_much}.write();
}

}  // namespace v0
}  // namespace muster
