#pragma once

#include "muster/core/digest.hpp"                // digest
#include "muster/core/error.hpp"                 // error
#include "muster/core/expects.hpp"               // MUSTER_EXPECTS
#include "muster/core/name_book.hpp"             // name_book
#include "muster/incident/type_rule.hpp"         // type_rule
#include "muster/incident/rule_verdict.hpp"      // rule_verdict
#include "muster/model/incident.hpp"             // check, field_value
#include "muster/model/outcomes.hpp"             // classification
#include "muster/model/stage_context.hpp"        // classify_context
#include "muster/model/type_tree.hpp"            // type_tree
#include "muster/rules/column.hpp"               // find_column
#include "muster/solve/multi_pattern_search.hpp" // multi_pattern_search

#include <algorithm>    // stable_sort
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// Classifies by ordered, named rules over a caller's fields and text.
///
/// Words are searched in one pass; rules none of whose words occur are not visited. Rules without words always are.
///
/// The rules of the lowest rank that fire decide together. Of a type and one of its kinds the kind wins; if types are
/// left of which none is a kind of another, it abstains and names the two that come first in the type tree. The next
/// rank that fires names the runner-up. The order in which rules of one rank are listed decides nothing: they are
/// numbered by rank, then by English name, and of several for the winning type the first is the one that fired.
///
/// A stage: `classification c = rules(incident, context)`. No allocation once the outcome's memory is warm.
/// @throws error empty (no rules, a rule without conditions, a condition without words, an empty word), unknown_name (a
///         field that fields<T> does not have, a type that is not of the tree), duplicate (a rule's name twice),
///         missing (a condition on the text, and fields<T> has none), out_of_range (a limit that is not finite)
/// @complexity O(length of the text + occurrences + rules visited x conditions). Deterministic: yes
template <class T, const auto& Map = fields<T>>
class rule_classifier {
public:
    rule_classifier(const type_tree& types, std::vector<type_rule> rules) : types_{types}, rules_{std::move(rules)} {
        static_assert(muster::check<incident, T, Map>());
        if (rules_.empty()) { throw error{errc::empty, "rule_classifier: no rules; at least one is needed"}; }
        std::stable_sort(rules_.begin(), rules_.end(), [](const type_rule& a, const type_rule& b) {
            return a.rank != b.rank ? a.rank < b.rank : a.rule_name.en < b.rule_name.en;
        });
        compile();
    }

    [[nodiscard]] std::size_t size() const noexcept { return rules_.size(); }
    /// Rules in the order in which they are asked, which is how `rule_id` numbers them: by rank, then by name.
    [[nodiscard]] const type_rule& operator[](rule_id which) const { return rules_[which.index]; }
    [[nodiscard]] const type_tree& types() const noexcept { return types_; }

    void write_digest(digest& into) const {
        types_.write_digest(into);
        for (const type_rule& each : rules_) {
            into.words(each.rule_name.en).number(each.type.index).number(each.rank);
            into.number(static_cast<std::int64_t>(each.when.size()));
            for (const condition& line : each.when) { muster::write_digest(line, into); }
        }
    }
    void write_names(name_book& names) const {
        types_.write_names(names);
        for (std::uint32_t i = 0; i < rules_.size(); ++i) {
            names.set(subject::rule, i, rules_[i].rule_name);
            std::vector<label> in_words;
            for (const condition& each : rules_[i].when) {
                in_words.emplace_back(to_string(each, language::en), to_string(each, language::zh));
            }
            names.set_conditions(i, std::move(in_words));
        }
    }

    void operator()(const T& object, const classify_context& context, classification& out) const {
        scratch& found = context.scratch.template get<scratch>();
        search(object, found);
        out.status = classification_status::no_rule;
        out.type = out.runner_up = out.tied_with = type_id::none();
        out.rule = rule_id::none();
        out.reasons.clear();
        found.fired.clear();
        const bool recording = context.recording == record::all;
        std::uint32_t visited = 0;
        for (std::uint32_t i = 0; i < compiled_.size(); ++i) {
            if (!is_candidate(i, found)) { continue; }
            ++visited;
            const std::uint32_t failing = first_failing(i, object, found);
            const bool fires = failing == compiled_[i].last;
            if (fires) { found.fired.push_back({i, static_cast<std::uint32_t>(out.reasons.size())}); }
            if (!recording) { continue; }
            out.reasons.push_back(make_reason(i, fires ? rule_verdict::outranked : rule_verdict::failed));
            if (!fires) { out.reasons.back().purpose = failing - compiled_[i].first; }
        }
        decide(found.fired, out);
        if (recording && visited < rules_.size()) {
            reason group = make_reason(0, rule_verdict::not_visited);
            group.is_group = true;
            group.actual = static_cast<std::int64_t>(rules_.size() - visited);
            out.reasons.push_back(group);
        }
    }
    [[nodiscard]] classification operator()(const T& object, const classify_context& context) const {
        classification out;
        (*this)(object, context, out);
        return out;
    }

    /// Why one rule did or did not decide, by asking again. A rule that was not visited is answered with the first of its
    /// conditions that does not hold. @pre the rule is one of these (MUSTER_EXPECTS)
    [[nodiscard]] reason why_not(rule_id which, const T& object, const classify_context& context) const {
        MUSTER_EXPECTS(which.index < rules_.size(), "rule_classifier::why_not: no such rule");
        const classification again = (*this)(object, classify_context{context.where, context.scratch, record::all});
        for (const reason& each : again.reasons) {
            if (!each.is_group && each.index == which.index) { return each; }
        }
        reason verdict = make_reason(which.index, rule_verdict::failed);
        verdict.purpose = first_failing(which.index, object, context.scratch.template get<scratch>()) -
                          compiled_[which.index].first;
        return verdict;
    }

private:
    struct compiled_condition {
        condition::kind what = condition::kind::contains;
        comparison how = comparison::equal;
        std::uint32_t text_slot = 0;  // which entry of scratch::hit tells whether a word occurred
        known<double> (*read)(const T&) = nullptr;
        double limit = 0;
    };
    struct compiled_rule {
        std::uint32_t first = 0, last = 0;  // conditions
        bool always_visited = true;         // it has no words that must occur
    };
    struct word_use {
        std::uint32_t slot;
        bool whole_word;
        std::uint32_t length;
    };
    struct firing {
        std::uint32_t rule;
        std::uint32_t reason_at;  // when recording
    };
    struct scratch {
        std::vector<std::uint64_t> hit;  // hit[slot] == round: a word of the condition occurred
        std::uint64_t round = 0;
        std::vector<firing> fired;  // by rank
    };

    void compile() {
        std::vector<std::string> words;
        for (std::size_t i = 0; i < rules_.size(); ++i) {
            const type_rule& rule = rules_[i];
            const std::string who = "rule `" + rule.rule_name.en + "`";
            for (std::size_t k = 0; k < i; ++k) {
                if (rules_[k].rule_name.en == rule.rule_name.en) { throw error{errc::duplicate, who + " is there twice"}; }
            }
            if (rule.when.empty()) { throw error{errc::empty, who + " has no conditions; it would always fire"}; }
            if (rule.type.index >= types_.size()) {
                throw error{errc::unknown_name, who + " names a type that is not of the type tree"};
            }
            compiled_rule made;
            made.first = static_cast<std::uint32_t>(conditions_.size());
            for (const condition& each : rule.when) { made.always_visited &= !compile(each, who, words); }
            made.last = static_cast<std::uint32_t>(conditions_.size());
            compiled_.push_back(made);
        }
        const std::vector<std::string_view> patterns{words.begin(), words.end()};
        search_ = multi_pattern_search{patterns};
    }

    // Gives whether the condition needs a word to occur.
    bool compile(const condition& each, const std::string& who, std::vector<std::string>& words) {
        compiled_condition made;
        made.what = each.what;
        if (each.what == condition::kind::compare) {
            const column<T> found = find_column<T, Map>(each.column, who);
            if (!(each.limit - each.limit == 0)) {
                throw error{errc::out_of_range, who + " holds `" + each.column + "` against a limit that is not finite"};
            }
            made.read = found.read;
            made.how = each.how;
            made.limit = each.limit;
        } else {
            if constexpr (!std::remove_cvref_t<decltype(Map)>::template has<"text">) {
                throw error{errc::missing, who + " reads the text, but fields<T> has no `text`"};
            }
            if (each.words.empty()) { throw error{errc::empty, who + " has a condition on the text without words"}; }
            made.text_slot = slots_++;
            for (const std::string& word : each.words) {
                if (word.empty()) { throw error{errc::empty, who + " has an empty word; it would occur everywhere"}; }
                uses_.push_back({made.text_slot, each.what == condition::kind::word,
                                 static_cast<std::uint32_t>(word.size())});
                words.push_back(word);
            }
        }
        conditions_.push_back(made);
        return each.what == condition::kind::contains || each.what == condition::kind::word;
    }

    static constexpr bool is_letter_or_digit(char byte) noexcept {
        return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
    }

    void search(const T& object, scratch& found) const {
        if (found.hit.size() < slots_) { found.hit.resize(slots_, 0); }
        ++found.round;
        if constexpr (std::remove_cvref_t<decltype(Map)>::template has<"text">) {
            // Kept in a variable of the projection's own type: a getter may give a std::string by value.
            const auto& words = Map.template get<"text">(object);
            const std::string_view message = words;
            search_.for_each(message, [&](std::uint32_t pattern, std::size_t end) {
                const word_use& use = uses_[pattern];
                if (use.whole_word) {
                    const std::size_t begin = end - use.length;
                    const bool touched_before = begin > 0 && is_letter_or_digit(message[begin]) &&
                                                is_letter_or_digit(message[begin - 1]);
                    const bool touched_after = end < message.size() && is_letter_or_digit(message[end - 1]) &&
                                               is_letter_or_digit(message[end]);
                    if (touched_before || touched_after) { return; }
                }
                found.hit[use.slot] = found.round;
            });
        }
    }

    [[nodiscard]] bool is_candidate(std::uint32_t rule, const scratch& found) const {
        if (compiled_[rule].always_visited) { return true; }
        for (std::uint32_t i = compiled_[rule].first; i < compiled_[rule].last; ++i) {
            const compiled_condition& each = conditions_[i];
            if (each.what != condition::kind::compare && each.what != condition::kind::lacks &&
                found.hit[each.text_slot] == found.round) {
                return true;
            }
        }
        return false;
    }

    // The first condition of a rule that does not hold; one past its last: all hold.
    [[nodiscard]] std::uint32_t first_failing(std::uint32_t index, const T& object, const scratch& found) const {
        const compiled_rule& rule = compiled_[index];
        for (std::uint32_t i = rule.first; i < rule.last; ++i) {
            const compiled_condition& each = conditions_[i];
            if (each.what == condition::kind::compare) {
                const known<double> value = each.read(object);
                if (value.is_known() && holds(value.value(), each.how, each.limit)) { continue; }
            } else {
                const bool occurs = found.hit[each.text_slot] == found.round;
                if (occurs == (each.what != condition::kind::lacks)) { continue; }
            }
            return i;
        }
        return rule.last;
    }

    // Which type the rules that fired give, the verdicts on them written into the reasons that are there.
    void decide(const std::vector<firing>& fired, classification& out) const {
        if (fired.empty()) { return; }
        const int deciding_rank = rules_[fired.front().rule].rank;
        std::size_t peers = 0;
        while (peers < fired.size() && rules_[fired[peers].rule].rank == deciding_rank) { ++peers; }
        // The types that have no kind among the peers' types; the first two of them in the tree.
        const auto has_kind_among_peers = [&](type_id type) {
            for (std::size_t i = 0; i < peers; ++i) {
                const type_id other = rules_[fired[i].rule].type;
                if (other != type && types_.is_a(other, type)) { return true; }
            }
            return false;
        };
        type_id first{};
        type_id second{};
        for (std::size_t i = 0; i < peers; ++i) {
            const type_id type = rules_[fired[i].rule].type;
            if (type == first || type == second || has_kind_among_peers(type)) { continue; }
            if (type < first) {
                second = first;
                first = type;
            } else if (type < second) {
                second = type;
            }
        }
        if (second) {
            out.status = classification_status::tie;
            out.tied_with = first;
            out.runner_up = second;
        } else {
            out.status = classification_status::classified;
            out.type = first;
        }
        for (std::size_t i = 0; i < fired.size(); ++i) {
            const type_id type = rules_[fired[i].rule].type;
            rule_verdict verdict = rule_verdict::outranked;
            if (i >= peers) {
                if (!out.runner_up && type != out.type) { out.runner_up = type; }
            } else if (second) {
                verdict = has_kind_among_peers(type) ? rule_verdict::agreed : rule_verdict::tied;
            } else if (type == first && !out.rule) {
                out.rule = {fired[i].rule};
                verdict = rule_verdict::fired;
            } else {
                verdict = rule_verdict::agreed;
            }
            if (out.reasons.empty()) { continue; }
            reason& each = out.reasons[fired[i].reason_at];
            each.verdict = static_cast<std::uint16_t>(verdict);
            if (verdict == rule_verdict::outranked) {
                each.actual = rules_[fired[i].rule].rank;
                each.limit = deciding_rank;
            }
        }
    }

    [[nodiscard]] static reason make_reason(std::uint32_t index, rule_verdict verdict) noexcept {
        reason made;
        made.stage = stage_id::classify;
        made.about = subject::rule;
        made.index = index;
        made.verdict = static_cast<std::uint16_t>(verdict);
        made.counted_in = measure::count;
        return made;
    }

    type_tree types_;
    std::vector<type_rule> rules_;
    std::vector<compiled_rule> compiled_;
    std::vector<compiled_condition> conditions_;
    std::vector<word_use> uses_;  // by pattern
    std::uint32_t slots_ = 0;
    multi_pattern_search search_;
};

}  // namespace v0
}  // namespace muster
