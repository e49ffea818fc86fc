#pragma once

#include "muster/rules/answering_rules.hpp"  // answering_rules
#include "muster/rules/table_answer.hpp"     // same_row

#include <algorithm>  // lower_bound, find
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <map>        // map
#include <string>     // string
#include <utility>    // pair
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// What became of a rule between two versions of a table.
enum class rule_change_kind : std::uint8_t {
    added,    ///< only the second version has it
    removed,  ///< only the first version has it
    renamed,  ///< says the same under another name
    edited,   ///< the same name, another entry or outcome
    moved,    ///< stands elsewhere among the rules that both versions have
};

/// One rule that was added, removed, renamed, edited or moved. An edited rule that also moved is listed twice.
struct rule_change {
    static constexpr std::uint32_t none = ~std::uint32_t{0};

    rule_change_kind kind = rule_change_kind::edited;
    std::uint32_t before = none;         ///< the rule in the first version
    std::uint32_t after = none;          ///< the rule in the second version
    std::vector<std::string> columns{};  ///< edited: inputs whose entries differ, in the first version's order
    bool has_other_outcome = false;      ///< edited: it gives something else
};

namespace detail {

// The longest ascending subsequence of `places`: those that need not move. The earliest of several in patience order.
[[nodiscard]] inline std::vector<bool> unmoved(const std::vector<std::uint32_t>& places) {
    std::vector<std::size_t> tails;  // index of the smallest end of a run of each length
    std::vector<std::size_t> previous(places.size(), places.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        const auto at = std::lower_bound(tails.begin(), tails.end(), places[i],
                                         [&](std::size_t tail, std::uint32_t place) { return places[tail] < place; });
        if (at != tails.begin()) { previous[i] = *(at - 1); }
        if (at == tails.end()) {
            tails.push_back(i);
        } else {
            *at = i;
        }
    }
    std::vector<bool> stays(places.size(), false);
    for (std::size_t i = tails.empty() ? places.size() : tails.back(); i < places.size(); i = previous[i]) {
        stays[i] = true;
    }
    return stays;
}

class rule_comparison {
public:
    rule_comparison(const answering_rules& before, const answering_rules& after)
        : before_{before},
          after_{after},
          to_after_(before.logic->size(), rule_change::none),
          to_before_(after.logic->size(), rule_change::none) {
        const auto& inputs = before.logic->inputs();
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            columns_.emplace_back(i, place_of(after, inputs[i].name.en));
        }
        const auto& others = after.logic->inputs();
        for (std::size_t i = 0; i < others.size(); ++i) {
            if (place_of(before, others[i].name.en) == none) { columns_.emplace_back(none, i); }
        }
    }

    [[nodiscard]] std::vector<rule_change> run() {
        match_names();
        match_contents();
        std::vector<rule_change> made;
        std::vector<std::uint32_t> common, places;
        for (std::uint32_t rule = 0; rule < to_after_.size(); ++rule) {
            const std::uint32_t other = to_after_[rule];
            if (other == rule_change::none) {
                made.push_back({rule_change_kind::removed, rule, other, {}, false});
                continue;
            }
            common.push_back(rule);
            places.push_back(other);
            if (rules(before_)[rule].name != rules(after_)[other].name) {
                made.push_back({rule_change_kind::renamed, rule, other, {}, false});
                continue;
            }
            rule_change edit{rule_change_kind::edited, rule, other, differing(rule, other), false};
            edit.has_other_outcome = !same_row(before_.rows[rule], after_.rows[other]);
            if (!edit.columns.empty() || edit.has_other_outcome) { made.push_back(std::move(edit)); }
        }
        const std::vector<bool> stays = unmoved(places);
        for (std::size_t i = 0; i < common.size(); ++i) {
            if (!stays[i]) { made.push_back({rule_change_kind::moved, common[i], places[i], {}, false}); }
        }
        for (std::uint32_t rule = 0; rule < to_before_.size(); ++rule) {
            if (to_before_[rule] != rule_change::none) { continue; }
            made.push_back({rule_change_kind::added, rule_change::none, rule, {}, false});
        }
        return made;
    }

private:
    static constexpr std::size_t none = ~std::size_t{0};

    [[nodiscard]] static std::size_t place_of(const answering_rules& table, const std::string& wanted) {
        const auto& inputs = table.logic->inputs();
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            if (inputs[i].name.en == wanted) { return i; }
        }
        return none;
    }
    [[nodiscard]] static const std::vector<table_rule>& rules(const answering_rules& table) {
        return table.logic->rules();
    }

    void match(std::uint32_t rule, std::uint32_t other) {
        to_after_[rule] = other;
        to_before_[other] = rule;
    }

    void match_names() {
        std::map<std::string, std::uint32_t> named;
        for (std::uint32_t i = 0; i < to_before_.size(); ++i) { named.emplace(rules(after_)[i].name, i); }
        for (std::uint32_t i = 0; i < to_after_.size(); ++i) {
            const auto found = named.find(rules(before_)[i].name);
            if (found != named.end()) { match(i, found->second); }
        }
    }

    // Of the rules whose name is gone, each takes the first unmatched one that says the same.
    void match_contents() {
        for (std::uint32_t i = 0; i < to_after_.size(); ++i) {
            for (std::uint32_t j = 0; j < to_before_.size() && to_after_[i] == rule_change::none; ++j) {
                if (to_before_[j] != rule_change::none) { continue; }
                if (same_row(before_.rows[i], after_.rows[j]) && differing(i, j).empty()) { match(i, j); }
            }
        }
    }

    // The columns in which two rules ask different things; one that a table lacks is `any` there.
    [[nodiscard]] std::vector<std::string> differing(std::uint32_t rule, std::uint32_t other) const {
        std::vector<std::string> made;
        for (const auto& [mine, theirs] : columns_) {
            const input_entry& a = mine == none ? any_value : rules(before_)[rule].when[mine];
            const input_entry& b = theirs == none ? any_value : rules(after_)[other].when[theirs];
            if ((a.is_any && b.is_any) || a == b) { continue; }
            made.push_back((mine == none ? after_.logic->inputs()[theirs] : before_.logic->inputs()[mine]).name.en);
        }
        return made;
    }

    const answering_rules& before_;
    const answering_rules& after_;
    std::vector<std::pair<std::size_t, std::size_t>> columns_;
    std::vector<std::uint32_t> to_after_, to_before_;
};

}  // namespace detail

/// What became of the rules, as they are written: whether it changes any decision is for `difference` to say.
///
/// Rules are the same rule when they have the same name; of the others, one that asks and gives the same is a renamed
/// one. Moved are the fewest rules whose moving explains the new order. Order: the first version's rules, those moved,
/// then the second's new ones.
[[nodiscard]] inline std::vector<rule_change> compare_rules(const answering_rules& before,
                                                            const answering_rules& after) {
    return detail::rule_comparison{before, after}.run();
}

}  // namespace v0
}  // namespace muster
