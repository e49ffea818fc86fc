#pragma once

#include "muster/rules/table_model.hpp"  // model_rule

#include <cstddef>  // size_t
#include <set>      // set
#include <string>   // string
#include <vector>   // vector

namespace muster {
inline namespace v0 {
namespace io_detail {

/// What messages call a rule that has no name, and its name if no other has it: by its place, from 1.
[[nodiscard]] inline std::string made_up_name(std::size_t place) { return "rule " + std::to_string(place); }

/// Gives the rules without a name one that no rule was given: by its place where it can be, else by the first number that
/// no rule has, behind the last place.
/// @param is_unnamed  one a rule
/// @complexity O(rules log rules)
inline void make_up_names(std::vector<model_rule>& rules, const std::vector<bool>& is_unnamed) {
    std::set<std::string> given;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        if (!is_unnamed[i]) { given.insert(rules[i].name); }
    }
    std::size_t behind = rules.size();
    for (std::size_t i = 0; i < rules.size(); ++i) {
        if (!is_unnamed[i]) { continue; }
        rules[i].name = made_up_name(i + 1);
        while (given.count(rules[i].name) != 0) { rules[i].name = made_up_name(++behind); }
    }
}

}  // namespace io_detail
}  // namespace v0
}  // namespace muster
