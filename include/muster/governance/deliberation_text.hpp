#pragma once

#include "muster/core/civil_time.hpp"          // to_string(instant)
#include "muster/core/label.hpp"               // language
#include "muster/core/name_book.hpp"           // name_book
#include "muster/core/reason.hpp"              // subject
#include "muster/governance/deliberation.hpp"  // deliberation

#include <cstdint>  // int64_t
#include <string>   // string
#include <vector>   // vector

namespace muster {
inline namespace v0 {

namespace detail {

/// Writes the record of a deliberation line by line, each kind of entry in the order of time.
class deliberation_writer {
public:
    deliberation_writer(const deliberation& record, const name_book& names, language in)
        : record_{record}, names_{names}, in_{in} {}

    [[nodiscard]] std::string write() {
        line(pick("Joint deliberation opened ", "会商记录，开始于 ") + to_string(record_.opened_at()) +
             pick(", case owner ", "，首接负责 ") + department(record_.case_owner()));
        for (const joint_action_group::clash& each : record_.clashes()) { clash(each); }
        for (const deliberation::assessment& each : record_.assessments()) { assessment(each); }
        for (const deliberation::stance& each : record_.stances()) { stance(each); }
        const std::vector<department_handle> silent = record_.silent();
        if (!silent.empty()) { head("No position", "未表态", list(silent)); }
        for (const deliberation::waiver& each : record_.waivers()) {
            head("Waived", "豁免专家评估", moment(each.at) + each.by + because(each.why));
        }
        outcome();
        return std::move(out_);
    }

private:
    [[nodiscard]] std::string pick(const char* en, const char* zh) const { return in_ == language::en ? en : zh; }
    void line(const std::string& words) { out_ += words + "\n"; }
    void head(const char* en, const char* zh, const std::string& words) {
        line(pick(en, zh) + pick(": ", "：") + words);
    }
    [[nodiscard]] std::string department(department_handle who) const {
        return names_.name_of(subject::department, who.index, in_);
    }
    [[nodiscard]] std::string person(department_handle who) const { return department(who); }
    [[nodiscard]] std::string person(expert_handle who) const {
        return names_.name_of(subject::expert, who.index, in_);
    }
    template <class Who>
    [[nodiscard]] std::string list(const std::vector<Who>& all) const {
        std::string words;
        for (const Who& each : all) { words += (words.empty() ? "" : pick(", ", "、")) + person(each); }
        return words;
    }
    [[nodiscard]] std::string moment(instant at) const { return to_string(at) + pick("  ", "　"); }
    [[nodiscard]] std::string quoted(const std::string& words) const {
        return pick("\"", "“") + words + pick("\"", "”");
    }
    [[nodiscard]] std::string because(const std::string& why) const {
        return why.empty() ? std::string{} : pick(", because: ", "，理由：") + why;
    }
    [[nodiscard]] std::string if_changed(bool counts) const {
        return counts ? std::string{} : pick(" (changed later)", "（后有变更）");
    }
    /// Whole minutes, the start rounded down and the end up: a clash is not shown shorter than it is.
    [[nodiscard]] static std::string minutes(std::int64_t ms, bool up) {
        return std::to_string((ms + (up ? 59'999 : 0)) / 60'000);
    }

    void clash(const joint_action_group::clash& each) {
        head("Clash", "预案冲突",
             department(each.one) + pick(" and ", " 与 ") + department(each.other) + pick(" over ", " 争用 ") +
                 quoted(names_.name_of(subject::resource, each.over.index, in_)) + pick(", minutes ", "，下令后第 ") +
                 minutes(each.from.ms, false) + pick(" to ", " 至 ") + minutes(each.until.ms, true) +
                 pick(" after the order", " 分钟"));
    }

    void assessment(const deliberation::assessment& each) {
        std::string who = person(each.by);
        for (const expert_panel::seat& seat : record_.seats()) {
            if (seat.expert != each.by || !seat.field) { continue; }
            who += pick(" (", "（") + names_.name_of(subject::capability, seat.field.index, in_) + pick(")", "）");
        }
        head("Assessed", "专家评估",
             moment(each.at) + who + pick(" advises ", "建议") + quoted(each.option) + pick(": ", "：") + each.words +
                 if_changed(deliberation::counts(record_.assessments(), each)));
    }

    void stance(const deliberation::stance& each) {
        head("Wanted", "部门意见",
             moment(each.at) + department(each.by) + pick(" wants ", "主张") + quoted(each.option) + because(each.why) +
                 if_changed(deliberation::counts(record_.stances(), each)));
    }

    void outcome() {
        for (const deliberation::decision& each : record_.decisions()) {
            const std::string who =
                each.officer ? names_.name_of(subject::officer, each.officer.index, in_) : department(each.department);
            head("Decided", "决定",
                 moment(each.at) + who + pick(" decides ", "决定") + quoted(each.option) + because(each.why) +
                     if_changed(&each == &record_.decisions().back()));
        }
        if (!record_.is_decided()) {
            head("Decided", "决定",
                 record_.is_held() ? pick("nothing yet; further action waits for an expert's assessment or a waiver by "
                                          "name, life-saving orders do not",
                                          "尚未决定；后续处置须待专家评估或署名豁免，救命行动不受影响")
                                   : pick("nothing yet", "尚未决定"));
            return;
        }
        const std::vector<expert_handle> overruled = record_.overruled();
        if (!overruled.empty()) { head("Against the assessment of", "未采纳专家意见", list(overruled)); }
        const std::vector<department_handle> dissent = record_.dissent();
        head("Dissent", "保留意见", dissent.empty() ? pick("none", "无") : list(dissent));
    }

    const deliberation& record_;
    const name_book& names_;
    language in_;
    std::string out_;
};

}  // namespace detail

/// The record of a deliberation for people, in English or Chinese: what clashed over what and when, what each expert
/// assessed, what each department wanted, who decided what and why, who dissented.
///
/// Lines that each end in a line feed. What people wrote is shown as they wrote it.
[[nodiscard]] inline std::string deliberation_text(const deliberation& held, const name_book& names,
                                                   language in = language::en) {
    return detail::deliberation_writer{held, names, in}.write();
}

}  // namespace v0
}  // namespace muster
