#pragma once

#include "muster/core/error.hpp"                // error
#include "muster/rules/detail/entry_check.hpp"  // find_fault
#include "muster/rules/hit_policy.hpp"          // hit_policy
#include "muster/rules/input_partition.hpp"     // input_partition

#include <algorithm>  // copy, sort, stable_sort
#include <bit>        // bit_cast, bit_ceil, countr_zero
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
/// @throws error empty (no inputs, no name, an input of which no value can occur), duplicate (rule or input name),
/// out_of_range (an interval with its ends swapped or with nothing in it, a limit that is not a number, a single value that
/// the column cannot have, more than 60,000 classes of one input), type_mismatch (an entry of another kind than its column),
/// missing (a rule with fewer or more entries than inputs)
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
    /// How many different entries the column of an input has, and which of them a rule's is: their numbers in the
    /// partition.
    [[nodiscard]] std::size_t entries(std::size_t input) const noexcept { return entries_[input]; }
    [[nodiscard]] std::uint32_t entry_of(std::size_t rule, std::size_t input) const noexcept {
        return entry_of_[input][rule];
    }
    /// Whether a rule passes a class of an input.
    [[nodiscard]] bool passes(std::size_t rule, std::size_t input, class_id which) const noexcept {
        const std::uint32_t place = place_[rule];
        return (passing(input, which)[place / 64] >> (place % 64) & 1) != 0;
    }

private:
    [[nodiscard]] std::string who(const table_rule& rule) const {
        return "table `" + name_ + "`, rule `" + rule.name + "`";
    }

    void check() const {
        if (inputs_.empty()) { throw error{errc::empty, "table `" + name_ + "`: no inputs; at least one is needed"}; }
        for (std::size_t i = 0; i < inputs_.size(); ++i) {
            check_entry(inputs_[i], inputs_[i].allowed, [this] { return "table `" + name_ + "`, allowed values"; });
            for (std::size_t j = 0; j < i; ++j) {
                if (inputs_[i].name.en == inputs_[j].name.en) {
                    throw error{errc::duplicate,
                                "table `" + name_ + "`: two inputs are called `" + inputs_[i].name.en + "`"};
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
            for (std::size_t i = 0; i < inputs_.size(); ++i) {
                check_entry(inputs_[i], each.when[i], [&] { return who(each); });
            }
        }
        std::sort(names.begin(), names.end(), [](const std::string* a, const std::string* b) { return *a < *b; });
        for (std::size_t i = 1; i < names.size(); ++i) {
            if (*names[i] == *names[i - 1]) {
                throw error{errc::duplicate, "table `" + name_ + "`: two rules are called `" + *names[i] + "`"};
            }
        }
    }

    // `who` is asked only when there is something to say: a table has many thousand entries.
    template <class Who>
    static void check_entry(const input_clause& input, const input_entry& entry, Who who) {
        if (const auto found = detail::find_fault(input, entry)) {
            throw error{found->code, who() + ", column `" + input.name.en + "`: " + found->what};
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

    // Without a value of each input there is no case, and whatever is said of every case would be true.
    void check_reachable(std::size_t input) const {
        const input_partition& cut = partitions_[input];
        for (std::size_t which = 0; which < cut.size(); ++which) {
            if (cut.is_reachable(static_cast<class_id>(which))) { return; }
        }
        throw error{errc::empty, "table `" + name_ + "`, allowed values, column `" + inputs_[input].name.en +
                                     "`: no value can occur: none is allowed, and it may not be unknown"};
    }

    void compile(std::size_t input) {
        std::vector<const input_entry*> different;
        number_entries(input, different);
        entries_.push_back(different.size());
        partitions_.emplace_back(inputs_[input], different);
        check_reachable(input);
        std::vector<std::vector<std::uint32_t>> places(different.size());  // of the rules with an entry
        for (std::size_t rule = 0; rule < rules_.size(); ++rule) {
            places[entry_of_[input][rule]].push_back(place_[rule]);
        }
        const input_partition& cut = partitions_.back();
        std::vector<word>& bits = bits_.emplace_back(cut.size() * words_, 0);
        // From one class to the next few entries change; nothing passes the outside class.
        auto before = cut.passing(input_partition::outside_class());
        std::vector<word> row(words_, 0);
        const auto flip_to = [&](class_id which) {
            const auto now = cut.passing(which);
            for (std::size_t k = 0; k < now.size(); ++k) {
                for (word changed = now[k] ^ before[k]; changed != 0; changed &= changed - 1) {
                    for (const std::uint32_t place :
                         places[k * 64 + static_cast<std::size_t>(std::countr_zero(changed))]) {
                        row[place / 64] ^= word{1} << (place % 64);
                    }
                }
            }
            before = now;
            std::copy(row.begin(), row.end(), bits.begin() + static_cast<std::ptrdiff_t>(which * words_));
        };
        for (std::size_t which = 2; which < cut.size(); ++which) { flip_to(static_cast<class_id>(which)); }
        flip_to(input_partition::unknown_class());
    }

    // Equal entries of a column get one number, in the order in which they first appear.
    void number_entries(std::size_t input, std::vector<const input_entry*>& different) {
        std::vector<std::uint32_t>& mine = entry_of_.emplace_back(rules_.size());
        std::vector<std::uint32_t> slots(std::bit_ceil(rules_.size() * 2 + 1),
                                         0);  // open addressing: a number + 1, or 0
        for (std::size_t rule = 0; rule < rules_.size(); ++rule) {
            const input_entry& entry = rules_[rule].when[input];
            std::size_t at = hash(entry) & (slots.size() - 1);
            while (slots[at] != 0 && !(*different[slots[at] - 1] == entry)) { at = (at + 1) & (slots.size() - 1); }
            if (slots[at] == 0) {
                different.push_back(&entry);
                slots[at] = static_cast<std::uint32_t>(different.size());
            }
            mine[rule] = slots[at] - 1;
        }
    }

    // Only finds; it never orders or decides.
    [[nodiscard]] static std::uint64_t hash(const input_entry& entry) noexcept {
        std::uint64_t state = 0x9e3779b97f4a7c15ULL;
        const auto mix = [&state](std::uint64_t word) {
            state = (state ^ word) * 0xff51afd7ed558ccdULL;
            state ^= state >> 32;
        };
        mix((entry.is_any ? 1U : 0U) | (entry.is_negated ? 2U : 0U) | (entry.accepts_unknown ? 4U : 0U));
        for (const number_range& each : entry.ranges) {
            mix(std::bit_cast<std::uint64_t>(each.low + 0.0));  // -0 equals 0
            mix(std::bit_cast<std::uint64_t>(each.high + 0.0));
            mix((each.includes_low ? 1U : 0U) | (each.includes_high ? 2U : 0U));
        }
        for (const std::vector<std::string>* all : {&entry.texts, &entry.prefixes}) {
            for (const std::string& each : *all) {
                for (const char letter : each) { mix(static_cast<unsigned char>(letter)); }
                mix(0x100);
            }
        }
        return state;
    }

    std::string name_;
    hit_policy policy_;
    std::vector<input_clause> inputs_;
    std::vector<table_rule> rules_;
    std::vector<std::uint32_t> order_, place_;
    std::vector<std::size_t> entries_;                  ///< of each input, how many different ones
    std::vector<std::vector<std::uint32_t>> entry_of_;  ///< of each input, each rule's
    std::vector<input_partition> partitions_;
    std::vector<std::vector<word>> bits_;
    std::size_t words_ = 0;
};

}  // namespace v0
}  // namespace muster
