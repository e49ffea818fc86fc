#pragma once

#include "muster/rules/compiled_rules.hpp"      // compiled_rules
#include "muster/rules/detail/box_cover.hpp"    // box_cover, step_budget
#include "muster/rules/detail/class_box.hpp"    // class_box, class_space
#include "muster/rules/detail/class_boxes.hpp"  // class_boxes

#include <cstddef>  // size_t
#include <cstdint>  // uint64_t
#include <vector>   // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// The rules of a table as boxes of the classes that can occur, and a search for a case that one of them decides.
class rule_space {
public:
    explicit rule_space(const compiled_rules& table) : table_{&table}, boxes_{table} {
        std::vector<std::size_t> sizes;
        for (std::size_t i = 0; i < table.inputs().size(); ++i) { sizes.push_back(table.partition(i).size()); }
        space_ = class_space{sizes};  // laid out as `boxes_`
        for (std::size_t rule = 0; rule < table.size(); ++rule) { sets_.push_back(boxes_.box_of(rule)); }
    }

    [[nodiscard]] const class_space& space() const noexcept { return space_; }
    /// All cases that can occur.
    [[nodiscard]] const class_box& all() const noexcept { return boxes_.full(); }
    /// Those that a rule holds for.
    [[nodiscard]] const class_box& set(std::size_t rule) const { return sets_[rule]; }
    /// Whether there is such a case.
    [[nodiscard]] bool holds_somewhere(std::size_t rule) const { return space_.meet(sets_[rule], sets_[rule]); }

    enum class answer { found, none, budget };

    /// A box of cases that a rule decides.
    /// @param steps  of work that are allowed, as a proof counts them
    [[nodiscard]] answer find_decided(std::size_t rule, std::uint64_t steps, class_box& found) const {
        if (!holds_somewhere(rule)) { return answer::none; }
        step_budget budget{0, steps};
        box_cover cover{boxes_, budget};
        for (std::size_t other = 0; other < sets_.size(); ++other) {
            if (keeps_from(other, rule)) { cover.add(boxes_.sides(other)); }
        }
        switch (cover.search(sets_[rule])) {
            case cover_result::covered: return answer::none;
            case cover_result::ended: return answer::budget;
            case cover_result::uncovered: break;
        }
        found = cover.found();
        return answer::found;
    }

    /// One case of a box that is not empty; known values where there are.
    [[nodiscard]] std::vector<table_value> witness(const class_box& box) const {
        std::vector<table_value> made;
        for (std::size_t i = 0; i < space_.inputs(); ++i) {
            const std::vector<std::uint16_t> classes = space_.classes(box, i);
            const bool skips_unknown = classes[0] == input_partition::unknown_class() && classes.size() > 1;
            made.push_back(table_->partition(i).witness(classes[skips_unknown ? 1 : 0]));
        }
        return made;
    }

private:
    // Whether a rule, wherever it holds, keeps another from deciding: it goes before that one, or clashes with it.
    [[nodiscard]] bool keeps_from(std::size_t other, std::size_t rule) const {
        if (other == rule || boxes_.is_empty(other)) { return false; }
        switch (table_->policy()) {
            case hit_policy::unique: return true;
            case hit_policy::any: return table_->rules()[other].outcome != table_->rules()[rule].outcome;
            case hit_policy::first:
            case hit_policy::priority: return table_->place_of(other) < table_->place_of(rule);
            default: return false;
        }
    }

    const compiled_rules* table_;
    class_boxes boxes_;
    class_space space_;
    std::vector<class_box> sets_;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
