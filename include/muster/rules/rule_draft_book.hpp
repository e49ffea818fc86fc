#pragma once

#include "muster/core/error.hpp"           // error
#include "muster/core/units.hpp"           // instant
#include "muster/rules/case_decision.hpp"  // case_decision, decide
#include "muster/rules/draft_replay.hpp"   // draft_replay
#include "muster/rules/draft_rule.hpp"     // draft_rule
#include "muster/rules/rule_overlap.hpp"   // find_overlap

#include <algorithm>    // find
#include <cstddef>      // size_t
#include <cstdint>      // uint32_t, uint64_t
#include <optional>     // optional
#include <span>         // span
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// What a draft rule has been seen to say beside the live table.
struct shadow_tally {
    std::size_t seen = 0;    ///< cases since it was added
    std::size_t held = 0;    ///< of these, the ones that its rule holds for
    std::size_t same = 0;    ///< the live table and the table with the draft say the same
    std::size_t closes = 0;  ///< the live table leaves the case open, with the draft it is decided
    std::size_t changes = 0; ///< both decide, differently; or the case would be decided no more
    std::size_t judged = 0;  ///< of those it holds for, the ones that people gave an outcome in the end
    std::size_t agreed = 0;  ///< of these, the ones in which that is the draft's
};

/// What one draft would have said to a case that its rule holds for.
struct shadow_answer {
    std::string draft{};
    case_decision said{};  ///< rules by their numbers in the table with the draft
    bool is_same = false;  ///< as the live table says
};

/// A draft that became a rule: by whom, when and why. Nothing is forgotten of it.
struct rule_acceptance {
    draft_rule draft{};
    draft_replay replay{};      ///< what the person was shown
    std::uint32_t version = 0;  ///< of the table with the rule
    std::string person{}, reason{};
    instant at{};
};

/// A live table and the rules that experts suggest for its gaps. The drafts live in its shadow: they are asked, counted
/// and replayed, and decide nothing. Only `accept`, after a replay, makes a rule of one, in the table's next version.
///
/// @throws error from what changes it, each with the table, the draft and what is wrong; nothing is changed then
/// Deterministic: yes. Const use from many threads at once; `observe` counts, so it is for one.
class rule_draft_book {
public:
    explicit rule_draft_book(compiled_rules live, std::uint32_t version = 1)
        : live_{std::move(live)}, version_{version} {}

    /// The table that decides.
    [[nodiscard]] const compiled_rules& live() const noexcept { return live_; }
    [[nodiscard]] std::uint32_t version() const noexcept { return version_; }
    [[nodiscard]] const std::vector<rule_acceptance>& accepted() const noexcept { return accepted_; }

    /// Decides by the live table alone. @pre one value an input (MUSTER_EXPECTS)
    [[nodiscard]] case_decision decide(std::span<const table_value> values) const {
        return muster::decide(live_, values);
    }

    /// Keeps a draft.
    /// @throws error out_of_range (expired), duplicate (a draft or rule of its name), contradiction (under `unique` or
    ///         `any` it holds together with a rule that it excludes: the message names a case), missing (it is not
    ///         drafted from a case of this table), unknown_name (the rule that it goes before), and what
    ///         `compiled_rules` refuses
    void add(draft_rule draft, instant now) {
        check_current(draft, now);
        for (const shadow& each : drafts_) {
            if (each.draft.rule.name == draft.rule.name) {
                throw error{errc::duplicate, who(draft) + ": there is a draft of that name"};
            }
        }
        if (draft.drafted_from.size() != live_.inputs().size()) {
            throw error{errc::missing, who(draft) + " is drafted from a case of " +
                                           std::to_string(draft.drafted_from.size()) + " values; the table has " +
                                           std::to_string(live_.inputs().size()) + " inputs"};
        }
        shadow made{std::move(draft), {}, {}, {}};
        made.trial.emplace(with(live_, made.draft));
        refuse_clash(made);
        drafts_.push_back(std::move(made));
    }

    /// Takes a draft out. @throws error unknown_name
    void withdraw(std::string_view draft) {
        drafts_.erase(drafts_.begin() + static_cast<std::ptrdiff_t>(index_of(draft)));
    }

    [[nodiscard]] std::size_t size() const noexcept { return drafts_.size(); }
    [[nodiscard]] const draft_rule& draft(std::size_t which) const { return drafts_[which].draft; }
    /// @throws error unknown_name
    [[nodiscard]] const shadow_tally& tally(std::string_view draft) const { return drafts_[index_of(draft)].tally; }

    /// Asks the drafts that have not expired what they would have said, and counts. The answer of the live table is not
    /// touched: ask `decide` for it.
    /// @param given  the outcome that people gave the case in the end, where that is known
    std::vector<shadow_answer> observe(std::span<const table_value> values, instant now,
                                       std::optional<std::uint32_t> given = {}) {
        std::vector<shadow_answer> answers;
        const case_decision today = decide(values);
        const std::vector<std::uint32_t> outcomes = detail::outcomes_given(live_, today);
        for (shadow& each : drafts_) {
            if (each.draft.is_expired(now)) { continue; }
            case_decision said = muster::decide(*each.trial, values);
            const bool is_same = said.status == today.status && detail::outcomes_given(*each.trial, said) == outcomes;
            const bool closes = !today.is_decided() && said.is_decided();
            ++each.tally.seen;
            each.tally.same += is_same;
            each.tally.closes += closes;
            each.tally.changes += !is_same && !closes;
            if (!holds(each.draft, values, said)) { continue; }
            ++each.tally.held;
            each.tally.judged += given.has_value();
            each.tally.agreed += given && *given == each.draft.rule.outcome;
            answers.push_back({each.draft.rule.name, std::move(said), is_same});
        }
        return answers;
    }

    /// Plays a log of cases through the live table and the table with the draft, and looks over all cases that can
    /// occur for decisions that it would change and for drafts that exclude it. The book remembers that it was done.
    /// @param log     one value an input each
    /// @param budget  work for the search for changed decisions, see `draft_override`
    /// @throws error unknown_name, out_of_range (expired), contradiction (it clashes with a rule accepted since)
    draft_replay replay(std::string_view draft, std::span<const std::vector<table_value>> log, instant now,
                        std::size_t most_changes = 100, std::uint64_t budget = 500'000) {
        shadow& mine = drafts_[index_of(draft)];
        check_current(mine.draft, now);
        refuse_clash(mine);
        draft_replay made;
        made.draft = mine.draft.rule.name;
        made.version = version_;
        made.at = now;
        detail::replay_log(live_, *mine.trial, log, most_changes, made);
        const std::uint32_t own = number_of(*mine.trial, mine.draft.rule.name);
        const case_decision origin = muster::decide(*mine.trial, mine.draft.drafted_from);
        made.closes_own_case = origin.is_decided() &&
                               std::find(origin.rules.begin(), origin.rules.end(), own) != origin.rules.end();
        detail::override_finder finder{*mine.trial, own, mine.draft.drafted_from, budget};
        made.overrides = finder.find(made.overridden);
        find_clashes(mine, now, made);
        mine.replayed = made;
        return made;
    }

    /// Makes a draft a rule of the live table, whose version rises by one. Other drafts have to be replayed again.
    /// @throws error unknown_name, empty (no person, no reason), out_of_range (expired), missing (it was not replayed
    ///         against this version), contradiction (it clashes with a rule accepted since)
    const compiled_rules& accept(std::string_view draft, std::string person, std::string reason, instant now) {
        const std::size_t at = index_of(draft);
        shadow& mine = drafts_[at];
        check_current(mine.draft, now);
        refuse_clash(mine);
        if (person.empty()) {
            throw error{errc::empty, who(mine.draft) + " is accepted by nobody; a person has to be named"};
        }
        if (reason.empty()) { throw error{errc::empty, who(mine.draft) + " is accepted without a reason"}; }
        if (!mine.replayed || mine.replayed->version != version_) {
            throw error{errc::missing, who(mine.draft) + " was not replayed against version " +
                                           std::to_string(version_) +
                                           " of the table; replay it before it is accepted"};
        }
        // All that may throw comes before the first change.
        compiled_rules next = *mine.trial;
        std::vector<shadow> left;
        for (std::size_t i = 0; i < drafts_.size(); ++i) {
            if (i == at) { continue; }
            left.push_back(drafts_[i]);
            left.back().trial.emplace(with(next, left.back().draft));
        }
        accepted_.push_back({mine.draft, *mine.replayed, version_ + 1, std::move(person), std::move(reason), now});
        live_ = std::move(next);
        drafts_ = std::move(left);
        ++version_;
        return live_;
    }

private:
    struct shadow {
        draft_rule draft;
        std::optional<compiled_rules> trial;  // the live table with it
        shadow_tally tally;
        std::optional<draft_replay> replayed;
    };

    [[nodiscard]] std::string who(const draft_rule& draft) const {
        return "table `" + live_.name() + "`, draft rule `" + draft.rule.name + "`";
    }
    [[nodiscard]] std::size_t index_of(std::string_view draft) const {
        for (std::size_t i = 0; i < drafts_.size(); ++i) {
            if (drafts_[i].draft.rule.name == draft) { return i; }
        }
        throw error{errc::unknown_name,
                    "table `" + live_.name() + "`: there is no draft rule `" + std::string{draft} + "`"};
    }
    void check_current(const draft_rule& draft, instant now) const {
        if (!draft.is_expired(now)) { return; }
        throw error{errc::out_of_range, who(draft) + " has expired"};
    }

    [[nodiscard]] static std::uint32_t number_of(const compiled_rules& table, const std::string& rule) {
        std::uint32_t at = 0;
        while (table.rules()[at].name != rule) { ++at; }
        return at;
    }

    // The table with one rule more: before the rule that the draft names, else as the last.
    [[nodiscard]] static compiled_rules with(const compiled_rules& table, const draft_rule& draft) {
        std::vector<table_rule> rules = table.rules();
        std::size_t at = 0;
        while (at < rules.size() && (draft.before.empty() || rules[at].name != draft.before)) { ++at; }
        if (at == rules.size() && !draft.before.empty()) {
            throw error{errc::unknown_name, "table `" + table.name() + "`, draft rule `" + draft.rule.name +
                                                "` is to go before `" + draft.before + "`; there is no such rule"};
        }
        rules.insert(rules.begin() + static_cast<std::ptrdiff_t>(at), draft.rule);
        return {table.name(), table.policy(), table.inputs(), std::move(rules)};
    }

    void refuse_clash(const shadow& mine) const {
        const compiled_rules& trial = *mine.trial;
        const std::uint32_t own = number_of(trial, mine.draft.rule.name);
        for (std::uint32_t rule = 0; rule < trial.size(); ++rule) {
            if (rule == own || !exclude_each_other(trial, own, rule)) { continue; }
            const std::optional<std::vector<table_value>> both = find_overlap(trial, own, rule);
            if (!both) { continue; }
            throw error{errc::contradiction, who(mine.draft) + " clashes with rule `" + trial.rules()[rule].name +
                                                 "` under the hit policy " + std::string{to_string(trial.policy())} +
                                                 ": both hold when " + case_text(trial, *both)};
        }
    }

    void find_clashes(const shadow& mine, instant now, draft_replay& into) const {
        for (const shadow& each : drafts_) {
            if (&each == &mine || each.draft.is_expired(now)) { continue; }
            const compiled_rules both = with(*mine.trial, each.draft);
            const std::uint32_t own = number_of(both, mine.draft.rule.name);
            const std::uint32_t other = number_of(both, each.draft.rule.name);
            if (!exclude_each_other(both, own, other)) { continue; }
            std::optional<std::vector<table_value>> shared = find_overlap(both, own, other);
            if (shared) { into.clashes.push_back({each.draft.rule.name, std::move(*shared)}); }
        }
    }

    [[nodiscard]] static bool holds(const draft_rule& draft, std::span<const table_value> values,
                                    const case_decision& said) noexcept {
        if (said.status == table_status::out_of_range) { return false; }
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (!draft.rule.when[i].holds(values[i])) { return false; }
        }
        return true;
    }

    compiled_rules live_;
    std::uint32_t version_;
    std::vector<shadow> drafts_;
    std::vector<rule_acceptance> accepted_;
};

}  // namespace v0
}  // namespace muster
