#pragma once

#include "muster/core/error.hpp"             // error
#include "muster/rules/hit_policy.hpp"       // hit_policy
#include "muster/rules/input_partition.hpp"  // input_partition

#include <algorithm>  // stable_sort
#include <bit>        // countr_zero
#include <cstddef>    // size_t
#include <cstdint>    // uint64_t
#include <string>     // string
#include <utility>    // move
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// One rule as the table's logic sees it: what it asks, and which of the different outcomes it gives.
struct table_rule {
    std::string name{};
    std::vector<input_entry> when{};  ///< one entry an input
    std::uint32_t outcome = 0;        ///< equal numbers for equal outcomes
    std::uint32_t rank = 0;           ///< priority of the outcome, 0 the highest; counts under ranked hit policies
};

/// The logic of a decision table: inputs, rules and hit policy, whatever type the cases and the outcomes are of.
///
/// For every input and every class of its values a set of bits says which rules pass: the rules that hold are the
/// intersection of one set an input. Rules stand in the order in which they decide: `rule_at(0)` goes before
/// `rule_at(1)`. Evaluation, proof, comparison and coverage all read this one form.
/// @throws error empty (no inputs, no name), duplicate (rule or input name), out_of_range (an interval with its ends
/// swapped or a limit that is not a number, more than 60,000 classes of one input), type_mismatch (a number entry on a
/// text input and the reverse), missing (a rule with fewer or more entries than inputs)
class compiled_rules {
public:
    using word = std::uint64_t;
    using class_id = input_partition::class_id;

    compiled_rules(std::string name, hit_policy policy, std::vector<input_clause> inputs, std::vector<table_rule> rules)
        : name_{std::move(name)}, policy_{policy}, inputs_{std::move(inputs)}, rules_{std::move(rules)} {
        check();
        order_rules();
        words_ = (rules_.size() + 63) / 64;
        for (std::size_t input = 0; input < inputs_.size(); ++input) { compile(input); }
    }

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] hit_policy policy() const noexcept { return policy_; }
    [[nodiscard]] const std::vector<input_clause>& inputs() const noexcept { return inputs_; }
    [[nodiscard]] const std::vector<table_rule>& rules() const noexcept { return rules_; }
    [[nodiscard]] std::size_t size() const noexcept { return rules_.size(); }
    [[nodiscard]] const input_partition& partition(std::size_t input) const { return partitions_[input]; }

    /// The rule at a place in the order of deciding; the inverse of `place_of`.
    [[nodiscard]] std::uint32_t rule_at(std::size_t place) const { return order_[place]; }
    [[nodiscard]] std::uint32_t place_of(std::size_t rule) const { return place_[rule]; }

    /// How many words a set of rules has. Bit `place_of(rule)` stands for the rule.
    [[nodiscard]] std::size_t words() const noexcept { return words_; }
    /// The rules that pass the values of a class of an input: `words()` words.
    [[nodiscard]] const word* passing(std::size_t input, class_id which) const noexcept {
        return bits_[input].data() + which * words_;
    }
    /// Whether a rule passes a class of an input.
    [[nodiscard]] bool passes(std::size_t rule, std::size_t input, class_id which) const noexcept {
        const std::uint32_t place = place_[rule];
        return (passing(input, which)[place / 64] >> (place % 64) & 1) != 0;
    }

private:
    [[nodiscard]] std::string who(const table_rule& rule) const { return "table `" + name_ + "`, rule `" + rule.name + "`"; }

    void check() const {
        if (inputs_.empty()) { throw error{errc::empty, "table `" + name_ + "`: no inputs; at least one is needed"}; }
        for (std::size_t i = 0; i < inputs_.size(); ++i) {
            check_entry(inputs_[i], inputs_[i].allowed, "table `" + name_ + "`, allowed values");
            for (std::size_t j = 0; j < i; ++j) {
                if (inputs_[i].name.en == inputs_[j].name.en) {
                    throw error{errc::duplicate, "table `" + name_ + "`: two inputs are called `" + inputs_[i].name.en + "`"};
                }
            }
        }
        std::vector<const std::string*> names;
        for (const table_rule& each : rules_) {
            if (each.name.empty()) { throw error{errc::empty, "table `" + name_ + "`: a rule without a name"}; }
            names.push_back(&each.name);
            if (each.when.size() != inputs_.size()) {
                throw error{errc::missing, who(each) + " has " + std::to_string(each.when.size()) + " entries for " +
                                               std::to_string(inputs_.size()) + " inputs"};
            }
            for (std::size_t i = 0; i < inputs_.size(); ++i) { check_entry(inputs_[i], each.when[i], who(each)); }
        }
        std::sort(names.begin(), names.end(), [](const std::string* a, const std::string* b) { return *a < *b; });
        for (std::size_t i = 1; i < names.size(); ++i) {
            if (*names[i] == *names[i - 1]) {
                throw error{errc::duplicate, "table `" + name_ + "`: two rules are called `" + *names[i] + "`"};
            }
        }
    }

    static void check_entry(const input_clause& input, const input_entry& entry, const std::string& who) {
        const std::string where = who + ", column `" + input.name.en + "`";
        const bool is_text = input.kind == value_kind::text;
        if (is_text && !entry.ranges.empty()) {
            throw error{errc::type_mismatch, where + ": a number or a range where the column holds text"};
        }
        if (!is_text && !(entry.texts.empty() && entry.prefixes.empty())) {
            throw error{errc::type_mismatch, where + ": text where the column holds numbers"};
        }
        for (const number_range& each : entry.ranges) {
            if (!(each.low <= each.high)) {
                throw error{errc::out_of_range, where + ": the interval from " + number_text(each.low, input.kind) +
                                                    " to " + number_text(each.high, input.kind) +
                                                    " has its ends swapped"};
            }
        }
    }

    void order_rules() {
        order_.resize(rules_.size());
        for (std::uint32_t i = 0; i < order_.size(); ++i) { order_[i] = i; }
        if (is_ranked(policy_)) {
            std::stable_sort(order_.begin(), order_.end(),
                             [this](std::uint32_t a, std::uint32_t b) { return rules_[a].rank < rules_[b].rank; });
        }
        place_.resize(rules_.size());
        for (std::uint32_t i = 0; i < order_.size(); ++i) { place_[order_[i]] = i; }
    }

    void compile(std::size_t input) {
        std::vector<const input_entry*> different;
        std::vector<std::size_t> entry_of(rules_.size());
        for (std::size_t rule = 0; rule < rules_.size(); ++rule) {
            const input_entry& mine = rules_[rule].when[input];
            std::size_t at = 0;
            while (at < different.size() && !(*different[at] == mine)) { ++at; }
            if (at == different.size()) { different.push_back(&mine); }
            entry_of[rule] = at;
        }
        partitions_.emplace_back(inputs_[input], different);
        const input_partition& cut = partitions_.back();
        std::vector<word>& bits = bits_.emplace_back(cut.size() * words_, 0);
        for (std::size_t which = 0; which < cut.size(); ++which) {
            for (std::size_t rule = 0; rule < rules_.size(); ++rule) {
                if (!cut.passes(entry_of[rule], static_cast<class_id>(which))) { continue; }
                bits[which * words_ + place_[rule] / 64] |= word{1} << (place_[rule] % 64);
            }
        }
    }

    std::string name_;
    hit_policy policy_;
    std::vector<input_clause> inputs_;
    std::vector<table_rule> rules_;
    std::vector<std::uint32_t> order_, place_;
    std::vector<input_partition> partitions_;
    std::vector<std::vector<word>> bits_;
    std::size_t words_ = 0;
};

}  // namespace v0
}  // namespace muster
