#pragma once

#include "muster/rules/compiled_rules.hpp"      // compiled_rules
#include "muster/rules/detail/box_cover.hpp"    // step_budget
#include "muster/rules/detail/class_boxes.hpp"  // class_boxes, box_side

#include <algorithm>  // fill
#include <bit>        // countr_zero, popcount
#include <cstddef>    // size_t
#include <cstdint>    // uint64_t
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// Which rules hold for a case together with a rule.
class rule_pairs {
public:
    rule_pairs(const compiled_rules& table, const class_boxes& space)
        : table_{table}, space_{space}, possible_(table.words(), 0), met_(table.words(), 0), some_(table.words(), 0) {
        for (std::size_t rule = 0; rule < table.size(); ++rule) {
            const std::size_t place = table.place_of(rule);
            if (!space.is_empty(rule)) { possible_[place / 64] |= std::uint64_t{1} << (place % 64); }
        }
    }

    /// Calls `act` with every other rule that holds somewhere where `rule` does, in the order of deciding.
    /// @return false: the budget ended it before all were seen
    template <class Act>
    [[nodiscard]] bool each_overlapping(std::uint32_t rule, step_budget& steps, Act act) {
        if (space_.is_empty(rule)) { return true; }
        if (steps.is_spent()) { return false; }
        met_ = possible_;
        const std::size_t own = table_.place_of(rule);
        met_[own / 64] &= ~(std::uint64_t{1} << (own % 64));
        bool is_exact = true;
        for (const box_side& side : space_.sides(rule)) {
            is_exact = keep_meeting(side, steps) && is_exact;
            if (steps.is_spent()) { return false; }
        }
        for (std::size_t k = 0; k < met_.size(); ++k) {
            for (std::uint64_t rest = met_[k]; rest != 0; rest &= rest - 1) {
                if (steps.is_spent()) { return false; }
                const std::uint32_t other = table_.rule_at(k * 64 + static_cast<std::size_t>(std::countr_zero(rest)));
                // One by one, each input of the rule may have to be looked at.
                steps.spent += is_exact ? 1 : space_.sides(rule).size();
                if (is_exact || do_meet(rule, other)) { act(other); }
            }
        }
        return true;
    }

private:
    static constexpr std::size_t few = 64;

    // Keeps the rules that pass one of the side's classes. Where those are many, the few rules that are left after the
    // other inputs are compared one by one instead: false.
    [[nodiscard]] bool keep_meeting(const box_side& side, step_budget& steps) {
        std::size_t classes = 0;
        for (std::size_t k = 0; k < space_.width(side.input); ++k) {
            classes += static_cast<std::size_t>(std::popcount(side.classes[k]));
        }
        if (classes > few) { return false; }
        std::fill(some_.begin(), some_.end(), 0);
        for (std::size_t k = 0; k < space_.width(side.input); ++k) {
            for (std::uint64_t rest = side.classes[k]; rest != 0; rest &= rest - 1) {
                const auto which =
                    static_cast<input_partition::class_id>(k * 64 + static_cast<std::size_t>(std::countr_zero(rest)));
                const auto* passing = table_.passing(side.input, which);
                for (std::size_t w = 0; w < some_.size(); ++w) { some_[w] |= passing[w]; }
            }
        }
        for (std::size_t w = 0; w < met_.size(); ++w) { met_[w] &= some_[w]; }
        steps.spent += classes;
        return true;
    }

    [[nodiscard]] bool do_meet(std::size_t a, std::size_t b) const noexcept {
        for (const box_side& mine : space_.sides(a)) {
            const box_side* other = space_.side(b, mine.input);
            if (other == nullptr) { continue; }
            std::uint64_t common = 0;
            for (std::size_t k = 0; k < space_.width(mine.input); ++k) {
                common |= mine.classes[k] & other->classes[k];
            }
            if (common == 0) { return false; }
        }
        return true;
    }

    const compiled_rules& table_;
    const class_boxes& space_;
    std::vector<std::uint64_t> possible_, met_, some_;  // sets of places
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
