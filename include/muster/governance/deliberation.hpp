#pragma once

#include "muster/core/ids.hpp"            // department_handle, expert_handle, officer_id
#include "muster/core/reason.hpp"         // subject
#include "muster/core/units.hpp"          // instant
#include "muster/model/assembly.hpp"      // assembly
#include "muster/model/expert_panel.hpp"  // expert_panel
#include "muster/model/joint_action.hpp"  // joint_action_group

#include <algorithm>    // find
#include <cstdint>      // uint8_t
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// What became of an entry that was handed to a deliberation. Whatever is not `recorded` has changed nothing.
enum class deliberation_answer : std::uint8_t {
    recorded,
    not_on_panel,       ///< only the panel's experts assess
    not_in_group,       ///< only members of the group and the owner of the case take part as departments
    nobody,             ///< nobody is named
    no_option,          ///< no option is named
    no_words,           ///< an assessment without words, a decision or a waiver without a reason
    experts_advise,     ///< an expert does not decide
    awaits_assessment,  ///< further action is held until an expert has assessed, or somebody waives it by name
    not_in_command,     ///< the officer holds no post of the assembly
    nothing_to_waive,   ///< nothing is held, or an expert has assessed
    earlier_than_last,  ///< the record is in the order of time
};

/// The record of a joint deliberation (会商) on departments' plans that cannot all be carried out, or on a case that the
/// rules leave open: experts assess, departments say what they want and why, somebody who commands decides.
///
/// Experts advise, they do not decide; a decision against their assessment is free, needs a reason, and the record keeps
/// assessment and dissent. Nothing is ever taken out: of several entries of one expert or department the last counts, of
/// several decisions too. It is about further action only: life-saving orders are not in it, so nothing here delays,
/// shrinks or cancels one. A plain value without a clock: each entry brings its moment. Options are compared as text.
class deliberation {
public:
    struct assessment {
        instant at{};
        expert_handle by{};
        std::string option;  ///< what the expert advises
        std::string words;   ///< the assessment itself
    };
    struct stance {
        instant at{};
        department_handle by{};
        std::string option;
        std::string why;  ///< may be empty
    };
    struct decision {
        instant at{};
        department_handle department{};  ///< who decided: a department of the group, or
        officer_id officer{};            ///< an officer of the command organisation
        std::string option;
        std::string why;
    };
    struct waiver {
        instant at{};
        std::string by;
        std::string why;
    };

    /// Opened from a plan's group and panel, whose clashes, members and seats it keeps.
    deliberation(const joint_action_group& group, const expert_panel& panel, instant opened_at)
        : opened_at_{opened_at},
          last_{opened_at},
          case_owner_{group.case_owner},
          clashes_{group.clashes},
          seats_{panel.seats},
          holds_further_action_{panel.holds_further_action} {
        for (const joint_action_group::member& each : group.members) { add_department(each.department); }
        add_department(group.case_owner);
    }

    /// The same, and of officers only those who hold a post of the assembly decide.
    deliberation(const joint_action_group& group, const expert_panel& panel, const assembly& called, instant opened_at)
        : deliberation{group, panel, opened_at} {
        knows_command_ = true;
        for (const assembly::post& each : called.posts) {
            if (each.officer) { command_.push_back(each.officer); }
        }
    }

    /// An expert's assessment: only who sits on the panel, with an option and words.
    [[nodiscard]] deliberation_answer assess(instant at, expert_handle by, std::string option, std::string words) {
        if (!sits(by)) { return deliberation_answer::not_on_panel; }
        if (is_blank(option)) { return deliberation_answer::no_option; }
        if (is_blank(words)) { return deliberation_answer::no_words; }
        if (at < last_) { return deliberation_answer::earlier_than_last; }
        assessments_.push_back({last_ = at, by, std::move(option), std::move(words)});
        return deliberation_answer::recorded;
    }

    /// What a department wants: only members of the group and the owner of the case.
    [[nodiscard]] deliberation_answer state(instant at, department_handle by, std::string option, std::string why) {
        if (!takes_part(by)) { return deliberation_answer::not_in_group; }
        if (is_blank(option)) { return deliberation_answer::no_option; }
        if (at < last_) { return deliberation_answer::earlier_than_last; }
        stances_.push_back({last_ = at, by, std::move(option), std::move(why)});
        return deliberation_answer::recorded;
    }

    /// Lets further action go on without an expert: by name, with a reason.
    [[nodiscard]] deliberation_answer waive(instant at, std::string by, std::string why) {
        if (!is_held()) { return deliberation_answer::nothing_to_waive; }
        if (is_blank(by)) { return deliberation_answer::nobody; }
        if (is_blank(why)) { return deliberation_answer::no_words; }
        if (at < last_) { return deliberation_answer::earlier_than_last; }
        waivers_.push_back({last_ = at, std::move(by), std::move(why)});
        return deliberation_answer::recorded;
    }

    /// What is done: by a department of the group, with a reason.
    [[nodiscard]] deliberation_answer decide(instant at, department_handle by, std::string option, std::string why) {
        if (!by) { return deliberation_answer::nobody; }
        if (!takes_part(by)) { return deliberation_answer::not_in_group; }
        return decide({at, by, officer_id::none(), std::move(option), std::move(why)});
    }
    /// What is done: by an officer of the command organisation, with a reason.
    [[nodiscard]] deliberation_answer decide(instant at, officer_id by, std::string option, std::string why) {
        if (!by) { return deliberation_answer::nobody; }
        if (knows_command_ && std::find(command_.begin(), command_.end(), by) == command_.end()) {
            return deliberation_answer::not_in_command;
        }
        return decide({at, department_handle::none(), by, std::move(option), std::move(why)});
    }
    /// Always refused: experts advise.
    [[nodiscard]] deliberation_answer decide(instant, expert_handle, const std::string&, const std::string&) const {
        return deliberation_answer::experts_advise;
    }

    /// Whether a decision still waits for an assessment or a waiver.
    [[nodiscard]] bool is_held() const noexcept {
        if (!holds_further_action_ || !waivers_.empty()) { return false; }
        for (const assessment& each : assessments_) {
            if (opens(each.by)) { return false; }
        }
        return true;
    }
    [[nodiscard]] bool is_decided() const noexcept { return !decisions_.empty(); }

    /// The departments whose last position differs from the last decision, in the order of the group. None before it.
    [[nodiscard]] std::vector<department_handle> dissent() const { return differing(departments_, stances_); }
    /// The experts whose last assessment advises something else than the last decision, in the order of the panel.
    [[nodiscard]] std::vector<expert_handle> overruled() const {
        std::vector<expert_handle> panel;
        for (const expert_panel::seat& each : seats_) { panel.push_back(each.expert); }
        return differing(panel, assessments_);
    }
    /// Departments that have not said what they want.
    [[nodiscard]] std::vector<department_handle> silent() const {
        std::vector<department_handle> found;
        for (const department_handle each : departments_) {
            if (last_of(stances_, each) == nullptr) { found.push_back(each); }
        }
        return found;
    }

    [[nodiscard]] instant opened_at() const noexcept { return opened_at_; }
    [[nodiscard]] department_handle case_owner() const noexcept { return case_owner_; }
    [[nodiscard]] const std::vector<joint_action_group::clash>& clashes() const noexcept { return clashes_; }
    [[nodiscard]] const std::vector<expert_panel::seat>& seats() const noexcept { return seats_; }
    /// The members of the group, each once, and the owner of the case.
    [[nodiscard]] const std::vector<department_handle>& departments() const noexcept { return departments_; }
    /// In the order of time, earlier ones included: here and below.
    [[nodiscard]] const std::vector<assessment>& assessments() const noexcept { return assessments_; }
    [[nodiscard]] const std::vector<stance>& stances() const noexcept { return stances_; }
    [[nodiscard]] const std::vector<waiver>& waivers() const noexcept { return waivers_; }
    [[nodiscard]] const std::vector<decision>& decisions() const noexcept { return decisions_; }

    /// Whether an entry is the last of its expert or department, the one that counts.
    template <class Entry>
    [[nodiscard]] static bool counts(const std::vector<Entry>& all, const Entry& each) {
        return last_of(all, each.by) == &each;
    }

private:
    deliberation_answer decide(decision made) {
        if (is_blank(made.option)) { return deliberation_answer::no_option; }
        if (is_blank(made.why)) { return deliberation_answer::no_words; }
        if (is_held()) { return deliberation_answer::awaits_assessment; }
        if (made.at < last_) { return deliberation_answer::earlier_than_last; }
        last_ = made.at;
        decisions_.push_back(std::move(made));
        return deliberation_answer::recorded;
    }

    [[nodiscard]] static bool is_blank(std::string_view words) noexcept {
        return words.find_first_not_of(" \t\r\n") == std::string_view::npos;
    }
    void add_department(department_handle each) {
        if (each && !takes_part(each)) { departments_.push_back(each); }
    }
    [[nodiscard]] bool takes_part(department_handle who) const noexcept {
        return std::find(departments_.begin(), departments_.end(), who) != departments_.end();
    }
    [[nodiscard]] bool sits(expert_handle who) const noexcept {
        for (const expert_panel::seat& each : seats_) {
            if (each.expert == who) { return true; }
        }
        return false;
    }
    // Whether an expert answers for what further action waits for.
    [[nodiscard]] bool opens(expert_handle who) const noexcept {
        for (const expert_panel::seat& each : seats_) {
            if (each.expert == who) { return each.opens_gate; }
        }
        return false;
    }
    template <class Entry, class Who>
    [[nodiscard]] static const Entry* last_of(const std::vector<Entry>& all, Who who) noexcept {
        const Entry* found = nullptr;
        for (const Entry& each : all) {
            if (each.by == who) { found = &each; }
        }
        return found;
    }
    template <class Who, class Entry>
    [[nodiscard]] std::vector<Who> differing(const std::vector<Who>& those, const std::vector<Entry>& entries) const {
        std::vector<Who> found;
        if (decisions_.empty()) { return found; }
        for (const Who each : those) {
            const Entry* last = last_of(entries, each);
            if (last != nullptr && last->option != decisions_.back().option) { found.push_back(each); }
        }
        return found;
    }

    instant opened_at_, last_;
    department_handle case_owner_;
    std::vector<joint_action_group::clash> clashes_;
    std::vector<expert_panel::seat> seats_;
    bool holds_further_action_;
    bool knows_command_ = false;
    std::vector<officer_id> command_;  // who holds a post
    std::vector<department_handle> departments_;
    std::vector<assessment> assessments_;
    std::vector<stance> stances_;
    std::vector<waiver> waivers_;
    std::vector<decision> decisions_;
};

}  // namespace v0
}  // namespace muster
