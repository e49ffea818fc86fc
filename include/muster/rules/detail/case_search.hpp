#pragma once

#include "muster/rules/detail/hit_set.hpp"        // hit_set, intersect
#include "muster/rules/detail/value_options.hpp"  // value_option

#include <algorithm>  // push_heap, pop_heap
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t, int64_t
#include <utility>    // move
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// Finds the case that lies nearest to a given one and is accepted: fewest inputs changed first, then the least sum of
/// distances, then the inputs that come first, then the values that come first in their options.
///
/// Best-first branch and bound over boxes of options. A box is told apart from its parent by one rule that has to hold,
/// or that fails first at one input; the nearest case of a box bounds all others in it, ties included, so the first
/// accepted one is the nearest of all. Work is counted in boxes made. Deterministic: yes
class case_search {
public:
    using options = std::vector<std::vector<value_option>>;

    /// A box, by its nearest case. `goal` and `rule` say what it was opened for; its parts inherit both.
    struct box {
        std::uint32_t goal = 0, rule = 0;
        std::uint32_t number = 0;
        const compiled_rules::word* hits = nullptr;  ///< the rules that hold in its nearest case
    };
    enum class end : std::uint8_t { found, none, budget };

    /// @param from for every input its options, the present value first; inputs that may not change have one
    case_search(const compiled_rules& table, options from, std::uint64_t budget)
        : table_{table}, options_{std::move(from)}, budget_{budget}, hits_(table.words()) {}

    /// All cases, to be searched for a goal. @pre no present value is out of range: a rule has to hold else
    void open(std::uint32_t goal, std::uint32_t rule = 0) {
        node made;
        made.goal = goal;
        made.rule = rule;
        choices_.resize(choices_.size() + options_.size(), 0);
        push(std::move(made));
    }
    /// The cases in which a rule holds.
    void open_holding(std::uint32_t goal, std::uint32_t rule) {
        node made;
        made.goal = goal;
        made.rule = rule;
        made.kind = part::holds;
        made.told = rule;
        choices_.resize(choices_.size() + options_.size(), 0);
        if (tighten(made)) { push(std::move(made)); }
    }
    /// The part of a box in which a rule holds.
    void keep_holding(const box& parent, std::uint32_t rule) {
        node made = child(parent.number, part::holds, rule);
        copy_choice(parent.number);
        if (tighten(made)) { push(std::move(made)); }
    }
    /// The part of a box in which a rule fails that holds in its nearest case: split by the first input at which it
    /// does.
    void keep_failing(const box& parent, std::uint32_t rule) {
        for (std::size_t input = 0; input < options_.size(); ++input) {
            const std::size_t to = next_option(parent.number, input, [&](std::size_t option) {
                return !passes(rule, input, option);
            });
            if (to != none) { branch(parent.number, rule, input, to); }
        }
    }
    /// At how many inputs a rule that holds in the nearest case could fail within the box.
    [[nodiscard]] std::size_t ways_to_fail(const box& of, std::uint32_t rule) const {
        std::size_t ways = 0;
        for (std::size_t input = 0; input < options_.size(); ++input) {
            const auto fails = [&](std::size_t option) { return !passes(rule, input, option); };
            ways += next_option(of.number, input, fails) != none;
        }
        return ways;
    }

    /// Visits boxes, the nearest first, until `visit(box)` accepts one or, having split it, says false for the last.
    template <class Visit>
    [[nodiscard]] end run(Visit visit) {
        while (!heap_.empty()) {
            if (nodes_.size() > budget_) { return end::budget; }
            std::pop_heap(heap_.begin(), heap_.end(), [this](auto a, auto b) { return is_farther(a, b); });
            best_ = heap_.back();
            heap_.pop_back();
            intersect(table_, [this](std::size_t input) { return at(best_, input).which; }, hits_.data());
            const node& first = nodes_[best_];
            if (visit(box{first.goal, first.rule, best_, hits_.data()})) { return end::found; }
        }
        return end::none;
    }

    /// The option of an input in the case that was accepted, or in the nearest that is not ruled out.
    [[nodiscard]] const value_option& chosen(std::size_t input) const { return at(nearest(), input); }
    [[nodiscard]] bool is_changed(std::size_t input) const { return choice_of(nearest())[input] != 0; }
    /// Nothing nearer than this is accepted.
    [[nodiscard]] std::uint32_t changes() const { return nodes_.empty() ? 0 : nodes_[nearest()].changes; }
    [[nodiscard]] std::int64_t distance() const { return nodes_.empty() ? 0 : nodes_[nearest()].cost; }
    [[nodiscard]] std::uint64_t steps() const noexcept { return nodes_.size(); }

private:
    static constexpr std::uint32_t none = ~std::uint32_t{0};
    enum class part : std::uint8_t { all, holds, fails };

    struct node {
        std::int64_t cost = 0;
        std::uint32_t changes = 0;
        std::uint32_t goal = 0, rule = 0;
        std::uint32_t parent = none;
        std::uint32_t told = 0;   // the rule that tells it from its parent
        std::uint32_t input = 0;  // fails: there first
        part kind = part::all;
    };

    [[nodiscard]] std::uint32_t nearest() const {
        // Out of budget: the box that would have come next bounds the rest.
        return nodes_.size() > budget_ && !heap_.empty() ? heap_.front() : best_;
    }
    [[nodiscard]] const std::uint16_t* choice_of(std::size_t which) const {
        return choices_.data() + which * options_.size();
    }
    [[nodiscard]] const value_option& at(std::size_t which, std::size_t input) const {
        return options_[input][choice_of(which)[input]];
    }
    [[nodiscard]] bool passes(std::uint32_t rule, std::size_t input, std::size_t option) const noexcept {
        return table_.passes(rule, input, options_[input][option].which);
    }

    // The order of the heap: by how many inputs change, how far, which, to what.
    [[nodiscard]] bool is_farther(std::uint32_t a, std::uint32_t b) const {
        if (nodes_[a].changes != nodes_[b].changes) { return nodes_[a].changes > nodes_[b].changes; }
        if (nodes_[a].cost != nodes_[b].cost) { return nodes_[a].cost > nodes_[b].cost; }
        const std::uint16_t* one = choice_of(a);
        const std::uint16_t* other = choice_of(b);
        for (std::size_t i = 0; i < options_.size(); ++i) {
            if ((one[i] != 0) != (other[i] != 0)) { return one[i] == 0; }
        }
        for (std::size_t i = 0; i < options_.size(); ++i) {
            if (one[i] != other[i]) { return one[i] > other[i]; }
        }
        return a > b;
    }

    // Whether an option of an input belongs to a box, by what tells the box and those around it apart.
    [[nodiscard]] bool allows(std::uint32_t which, std::size_t input, std::size_t option) const {
        for (std::uint32_t i = which; i != none; i = nodes_[i].parent) {
            const node& each = nodes_[i];
            switch (each.kind) {
                case part::all: break;
                case part::holds:
                    if (!passes(each.told, input, option)) { return false; }
                    break;
                case part::fails:
                    if (input < each.input && !passes(each.told, input, option)) { return false; }
                    if (input == each.input && passes(each.told, input, option)) { return false; }
                    break;
            }
        }
        return true;
    }

    // The next option of a box after that of its nearest case which fits.
    template <class Fits>
    [[nodiscard]] std::size_t next_option(std::uint32_t which, std::size_t input, Fits fits) const {
        for (std::size_t option = choice_of(which)[input] + std::size_t{1}; option < options_[input].size(); ++option) {
            if (fits(option) && allows(which, input, option)) { return option; }
        }
        return none;
    }

    [[nodiscard]] node child(std::uint32_t parent, part kind, std::uint32_t told) const {
        node made;
        made.goal = nodes_[parent].goal;
        made.rule = nodes_[parent].rule;
        made.parent = parent;
        made.kind = kind;
        made.told = told;
        return made;
    }

    void branch(std::uint32_t parent, std::uint32_t rule, std::size_t input, std::size_t to) {
        node made = child(parent, part::fails, rule);
        made.input = static_cast<std::uint32_t>(input);
        copy_choice(parent);
        choices_[nodes_.size() * options_.size() + input] = static_cast<std::uint16_t>(to);
        push(std::move(made));
    }

    // The new box's nearest case begins as that of its parent.
    void copy_choice(std::uint32_t parent) {
        const std::size_t from = parent * options_.size();
        const std::size_t to = choices_.size();
        choices_.resize(to + options_.size());
        for (std::size_t i = 0; i < options_.size(); ++i) { choices_[to + i] = choices_[from + i]; }
    }

    // Moves the new box's nearest case to where its rule holds; without such a case the box is dropped.
    [[nodiscard]] bool tighten(const node& made) {
        std::uint16_t* mine = choices_.data() + nodes_.size() * options_.size();
        for (std::size_t input = 0; input < options_.size(); ++input) {
            const auto fits = [&](std::size_t option) {
                return passes(made.told, input, option) &&
                       (option == mine[input] || allows(made.parent, input, option));
            };
            std::size_t option = mine[input];
            while (option < options_[input].size() && !fits(option)) { ++option; }
            if (option == options_[input].size()) {
                choices_.resize(nodes_.size() * options_.size());
                return false;
            }
            mine[input] = static_cast<std::uint16_t>(option);
        }
        return true;
    }

    void push(node made) {
        const std::uint16_t* mine = choices_.data() + nodes_.size() * options_.size();
        for (std::size_t input = 0; input < options_.size(); ++input) {
            made.changes += mine[input] != 0;
            made.cost += options_[input][mine[input]].cost;
        }
        nodes_.push_back(made);
        heap_.push_back(static_cast<std::uint32_t>(nodes_.size() - 1));
        std::push_heap(heap_.begin(), heap_.end(), [this](auto a, auto b) { return is_farther(a, b); });
    }

    const compiled_rules& table_;
    options options_;
    std::uint64_t budget_;
    std::vector<std::uint16_t> choices_;  // of every box, the option of every input in its nearest case
    std::vector<node> nodes_;
    std::vector<std::uint32_t> heap_;
    hit_set hits_;
    std::uint32_t best_ = 0;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
