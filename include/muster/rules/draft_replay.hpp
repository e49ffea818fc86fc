#pragma once

#include "muster/core/label.hpp"                // language
#include "muster/core/units.hpp"                // instant
#include "muster/rules/case_decision.hpp"       // case_decision, decide
#include "muster/rules/compiled_rules.hpp"      // compiled_rules
#include "muster/rules/detail/case_search.hpp"  // case_search
#include "muster/rules/rule_overlap.hpp"        // case_text

#include <cstddef>  // size_t
#include <cstdint>  // uint8_t, uint32_t, uint64_t
#include <span>     // span
#include <string>   // string
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// A case of a log that a draft rule decides otherwise than the live table.
struct replayed_change {
    std::size_t at = 0;  ///< which case of the log
    case_decision before{};
    case_decision after{};  ///< rules by their numbers in the trial table
};

/// Another draft that excludes this one, with a case that both hold for.
struct draft_clash {
    std::string with{};
    std::vector<table_value> witness{};
};

/// Whether a draft takes cases from live rules that decide them today. Over all cases that can occur, not the log's.
enum class draft_override : std::uint8_t {
    none,       ///< it decides only what no live rule decides, or as they do
    some,       ///< `overridden` is a case that it would decide otherwise: the nearest to the one it was drafted from
    not_known,  ///< the search for such a case ran out of its budget
};

/// What a draft rule would have changed.
struct draft_replay {
    std::string draft{};
    std::uint32_t version = 0;  ///< of the live table that it was replayed against
    instant at{};
    std::size_t cases = 0;
    std::size_t gaps = 0;      ///< cases that the live table does not decide
    std::size_t closed = 0;    ///< of these, the ones that are decided with the draft
    std::size_t changed = 0;   ///< decided cases that get another outcome
    std::size_t opened = 0;    ///< decided cases that are decided no more
    bool closes_own_case = false;  ///< the case that it was drafted from is decided with the draft, which takes part
    std::vector<replayed_change> changes{};  ///< closed, changed and opened cases: the first ones of the log
    draft_override overrides = draft_override::none;
    std::vector<table_value> overridden{};
    std::vector<draft_clash> clashes{};  ///< with other drafts that have not expired: only one of two can be accepted

    /// How many gaps of the log remain.
    [[nodiscard]] std::size_t gaps_left() const noexcept { return gaps - closed; }
};

namespace detail {

/// The outcomes that a decision gives, comparable between a table and the same with a rule more.
[[nodiscard]] inline std::vector<std::uint32_t> outcomes_given(const compiled_rules& table,
                                                               const case_decision& found) {
    std::vector<std::uint32_t> all;
    if (!found.is_decided()) { return all; }
    const bool is_counted = table.policy() == hit_policy::collect_count;
    for (const std::uint32_t each : found.rules) { all.push_back(is_counted ? 0 : table.rules()[each].outcome); }
    if (table.policy() > hit_policy::collect) { std::sort(all.begin(), all.end()); }
    return all;
}

/// Looks for a case that a live rule decides today and that a draft would decide otherwise.
class override_finder {
public:
    override_finder(const compiled_rules& trial, std::uint32_t draft, const std::vector<table_value>& near,
                    std::uint64_t budget)
        : trial_{trial}, draft_{draft}, search_{trial, options_of(trial, near), budget} {}

    [[nodiscard]] draft_override find(std::vector<table_value>& witness) {
        for (std::uint32_t rule = 0; rule < trial_.size(); ++rule) {
            if (is_overridable(rule)) { search_.open_holding(0, rule); }
        }
        const case_search::end how = search_.run([this](const case_search::box& box) { return visit(box); });
        if (how == case_search::end::none) { return draft_override::none; }
        if (how == case_search::end::budget) { return draft_override::not_known; }
        for (std::size_t i = 0; i < trial_.inputs().size(); ++i) { witness.push_back(search_.chosen(i).value); }
        return draft_override::some;
    }

private:
    [[nodiscard]] static case_search::options options_of(const compiled_rules& trial,
                                                         const std::vector<table_value>& near) {
        case_search::options all;
        for (std::size_t i = 0; i < near.size(); ++i) {
            all.push_back(option_finder{trial, i, near[i], 1}.find(true));
        }
        return all;
    }

    [[nodiscard]] bool goes_before(std::uint32_t one, std::uint32_t other) const {
        return trial_.place_of(one) < trial_.place_of(other);
    }
    [[nodiscard]] bool agree(std::uint32_t one, std::uint32_t other) const {
        return trial_.rules()[one].outcome == trial_.rules()[other].outcome;
    }
    [[nodiscard]] bool is_overridable(std::uint32_t rule) const {
        if (rule == draft_) { return false; }
        if (!is_single(trial_.policy())) { return true; }  // lists and sums change with every rule that is added
        return trial_.policy() >= hit_policy::priority && goes_before(draft_, rule) && !agree(rule, draft_);
    }

    [[nodiscard]] bool visit(const case_search::box& box) {
        bool has_draft = false;
        std::uint32_t hardest = 0;
        std::size_t ways = ~std::size_t{0};
        visit_hits(trial_, box.hits, [&](std::uint32_t rule) {
            has_draft = has_draft || rule == draft_;
            // In the way: what decides before the draft, and what would decide like it if it were not there.
            const bool bars = is_single(trial_.policy()) && rule != draft_ && goes_before(rule, box.rule) &&
                              (goes_before(rule, draft_) || agree(rule, draft_));
            if (!bars) { return true; }
            const std::size_t left = search_.ways_to_fail(box, rule);
            if (left < ways) {
                ways = left;
                hardest = rule;
            }
            return true;
        });
        if (!has_draft) {
            search_.keep_holding(box, draft_);
            return false;
        }
        if (ways == ~std::size_t{0}) { return true; }
        search_.keep_failing(box, hardest);
        return false;
    }

    const compiled_rules& trial_;
    std::uint32_t draft_;
    case_search search_;
};

/// Plays a log through both tables.
inline void replay_log(const compiled_rules& live, const compiled_rules& trial,
                       std::span<const std::vector<table_value>> log, std::size_t most_changes, draft_replay& into) {
    for (std::size_t i = 0; i < log.size(); ++i) {
        case_decision before = decide(live, log[i]);
        case_decision after = decide(trial, log[i]);
        ++into.cases;
        into.gaps += !before.is_decided();
        const bool is_closed = !before.is_decided() && after.is_decided();
        const bool is_opened = before.is_decided() && !after.is_decided();
        const bool is_changed = before.is_decided() && after.is_decided() &&
                                outcomes_given(live, before) != outcomes_given(trial, after);
        into.closed += is_closed;
        into.opened += is_opened;
        into.changed += is_changed;
        if ((is_closed || is_opened || is_changed) && into.changes.size() < most_changes) {
            into.changes.push_back({i, std::move(before), std::move(after)});
        }
    }
}

}  // namespace detail

/// A replay for people, in English or Chinese, one line a fact. @pre made by a draft of this table
[[nodiscard]] inline std::string to_text(const draft_replay& made, const compiled_rules& live,
                                         language in = language::en) {
    const bool en = in == language::en;
    const auto n = [](std::size_t count) { return std::to_string(count); };
    std::string words =
        en ? "draft `" + made.draft + "` on version " + std::to_string(made.version) + ": of " + n(made.cases) +
                 " cases, " + n(made.closed) + " of " + n(made.gaps) + " gaps closed, " + n(made.changed) +
                 " decisions changed, " + n(made.opened) + " left open\n"
           : "草案“" + made.draft + "”，对照第 " + std::to_string(made.version) + " 版：" + n(made.cases) + " 个案例中，" +
                 n(made.gaps) + " 个规则空白填补 " + n(made.closed) + " 个，改变决策 " + n(made.changed) + " 个，失去决策 " +
                 n(made.opened) + " 个\n";
    words += made.closes_own_case ? (en ? "it closes its own case\n" : "可填补其来源案例\n")
                                  : (en ? "it does not close its own case\n" : "不能填补其来源案例\n");
    switch (made.overrides) {
        case draft_override::none: break;
        case draft_override::some:
            words += (en ? "it would change a live decision: " : "会改变现行决策，例如：") +
                     case_text(live, made.overridden, in) + "\n";
            break;
        case draft_override::not_known:
            words += en ? "whether it would change live decisions was not settled within the budget\n"
                        : "在工作量上限内未能确定是否改变现行决策\n";
            break;
    }
    for (const draft_clash& each : made.clashes) {
        words += (en ? "it clashes with draft `" + each.with + "`: " : "与草案“" + each.with + "”冲突：") +
                 case_text(live, each.witness, in) + "\n";
    }
    return words;
}

}  // namespace v0
}  // namespace muster
