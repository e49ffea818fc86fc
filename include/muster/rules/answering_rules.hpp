#pragma once

#include "muster/core/error.hpp"                // error
#include "muster/core/expects.hpp"              // MUSTER_EXPECTS
#include "muster/rules/compiled_rules.hpp"      // compiled_rules
#include "muster/rules/detail/decimal_sum.hpp"  // decimal_sums
#include "muster/rules/table_model.hpp"         // table_model
#include "muster/rules/table_value.hpp"         // table_value

#include <cstddef>   // size_t
#include <optional>  // optional
#include <span>      // span
#include <string>    // string
#include <utility>   // move
#include <vector>    // vector

namespace muster {
inline namespace v0 {

/// What a table gives at one go: one value an output.
using outcome_row = std::vector<table_value>;

/// The rules of a table with what each of them gives, as values: two tables can be compared by it, whatever type their
/// outcomes are of. Does not own the rules.
struct answering_rules {
    const compiled_rules* logic = nullptr;   ///< never null in use; has to outlive this
    std::vector<std::string> outputs{};      ///< the outputs' names, in order
    std::vector<outcome_row> rows{};         ///< for every rule what it gives
    std::optional<outcome_row> otherwise{};  ///< what the table gives when no rule holds
    bool are_labels = false;                 ///< the rows name outcomes, whose values are not known
    detail::decimal_sums sums{};             ///< `collect sum` of the first output
};

/// The rules of a table in a program, with a label for each of its different outcomes.
/// @param labels what `table_rule::outcome` stands for; equal labels are equal outcomes
/// @throws error missing: an outcome without a label
[[nodiscard]] inline answering_rules answers_of(const compiled_rules& logic, std::span<const std::string> labels) {
    answering_rules made;
    made.logic = &logic;
    made.outputs = {"outcome"};
    made.are_labels = true;
    for (const table_rule& each : logic.rules()) {
        if (each.outcome >= labels.size()) {
            throw error{errc::missing, "table `" + logic.name() + "`, rule `" + each.name + "` gives outcome " +
                                           std::to_string(each.outcome) + ", but there are " +
                                           std::to_string(labels.size()) + " labels"};
        }
        made.rows.push_back({text_value(labels[each.outcome])});
    }
    return made;
}

/// The rules of a table that was loaded at run time. @pre `logic` was made from `model`
[[nodiscard]] inline answering_rules answers_of(const compiled_rules& logic, const table_model& model) {
    MUSTER_EXPECTS(logic.size() == model.rules.size(), "answers_of: the logic is that of the model");
    answering_rules made;
    made.logic = &logic;
    bool has_otherwise = false;
    outcome_row otherwise;
    for (const output_clause& each : model.outputs) {
        made.outputs.push_back(each.name);
        has_otherwise = has_otherwise || each.otherwise.has_value();
        otherwise.push_back(each.otherwise.value_or(unknown_value(each.kind)));
    }
    if (has_otherwise) { made.otherwise = std::move(otherwise); }
    for (const model_rule& each : model.rules) { made.rows.push_back(each.then); }
    if (model.policy == hit_policy::collect_sum) {
        std::vector<double> numbers;
        for (const outcome_row& each : made.rows) { numbers.push_back(each[0].number); }
        made.sums = detail::decimal_sums{std::move(numbers)};
    }
    return made;
}

/// The same of anything with `logic()` and `model()`, such as a `loaded_table`.
template <class Table>
requires requires(const Table& table) {
    table.logic();
    table.model();
}
[[nodiscard]] answering_rules answers_of(const Table& table) { return answers_of(table.logic(), table.model()); }

}  // namespace v0
}  // namespace muster
