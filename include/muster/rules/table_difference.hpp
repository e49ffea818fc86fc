#pragma once

#include "muster/rules/answering_rules.hpp"           // answering_rules
#include "muster/rules/detail/difference_search.hpp"  // difference_search
#include "muster/rules/joint_input.hpp"               // joint_input
#include "muster/rules/rule_change.hpp"               // rule_change, compare_rules
#include "muster/rules/table_answer.hpp"              // table_answer

#include <cstddef>  // size_t
#include <cstdint>  // uint64_t
#include <span>     // span
#include <string>   // string
#include <utility>  // move
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// A box of cases that two tables answer differently: for every input some of its classes.
struct changed_region {
    std::vector<std::vector<joint_input::class_id>> classes{};  ///< of each of `table_difference::inputs`, ascending
    std::vector<table_value> witness{};                         ///< one such case, one value an input
    table_answer before{};                                      ///< what the first table says to all of them
    table_answer after{};                                       ///< what the second one says
};

struct difference_options {
    std::uint64_t budget = 20'000'000;  ///< steps of work: rules looked at in one box of cases
    std::size_t most_regions = 10'000;  ///< boxes found before the search ends; where one rule of hundreds that overlap
                                        ///< changed, its cases may fall into thousands of boxes
};

/// Where two versions of a table answer differently, and which of their rules are new, gone or changed.
///
/// Exact when `is_complete()`: a case that either table was written for is answered differently if and only if it lies
/// in exactly one of `regions`. Otherwise every listed region is true, and others may exist.
struct table_difference {
    std::vector<joint_input> inputs{};   ///< those of the first table in its order, then those only the second has
    std::vector<std::string> outputs{};  ///< the outputs that were compared, as the first table calls them
    std::vector<std::string> outputs_after{};  ///< the same as the second table calls them
    std::vector<std::string> only_before{};    ///< outputs that the second table no longer has: not compared
    std::vector<std::string> only_after{};     ///< outputs that only the second table has: not compared
    hit_policy policy_before = hit_policy::unique;
    hit_policy policy_after = hit_policy::unique;
    std::vector<changed_region> regions{};    ///< none overlaps another
    std::vector<rule_change> rule_changes{};  ///< of the rules as they are written, decisive or not
    bool is_finished = true;                  ///< false: the budget ended the search
    bool has_more = false;                    ///< `most_regions` ended it
    std::uint64_t steps = 0;                  ///< work done, in the unit of the budget

    [[nodiscard]] bool is_complete() const noexcept { return is_finished && !has_more; }
    /// Whether it is proven that every case is answered the same in the outputs that were compared.
    [[nodiscard]] bool decides_same() const noexcept { return is_complete() && regions.empty(); }
    /// Whether both tables answer with the same outputs, by name, and in the same way: one row, a list, an amount, a
    /// count. Else whoever reads an answer has to read it otherwise.
    [[nodiscard]] bool answers_alike() const noexcept {
        return only_before.empty() && only_after.empty() && outputs == outputs_after &&
               answer_form_of(policy_before) == answer_form_of(policy_after);
    }
    /// Whether it is proven that every case is answered the same, and nothing was left out of the comparison.
    [[nodiscard]] bool is_same() const noexcept { return decides_same() && answers_alike(); }

    /// The region that a case lies in, or null. @pre one value for each of `inputs`, in their order
    [[nodiscard]] const changed_region* find(std::span<const table_value> values) const {
        MUSTER_EXPECTS(values.size() == inputs.size(), "table_difference::find: one value an input");
        for (const changed_region& each : regions) {
            bool is_in = true;
            for (std::size_t i = 0; i < inputs.size() && is_in; ++i) {
                is_in =
                    std::binary_search(each.classes[i].begin(), each.classes[i].end(), inputs[i].class_of(values[i]));
            }
            if (is_in) { return &each; }
        }
        return nullptr;
    }
};

namespace detail {

[[nodiscard]] inline std::vector<joint_input> join_inputs(const compiled_rules& before, const compiled_rules& after) {
    std::vector<joint_input> made;
    const auto place_of = [](const compiled_rules& table, const std::string& wanted) {
        for (std::size_t i = 0; i < table.inputs().size(); ++i) {
            if (table.inputs()[i].name.en == wanted) { return i; }
        }
        return joint_input::none;
    };
    for (std::size_t i = 0; i < before.inputs().size(); ++i) {
        made.emplace_back(&before, i, &after, place_of(after, before.inputs()[i].name.en));
    }
    for (std::size_t i = 0; i < after.inputs().size(); ++i) {
        if (place_of(before, after.inputs()[i].name.en) != joint_input::none) { continue; }
        made.emplace_back(&before, joint_input::none, &after, i);
    }
    return made;
}

// Keeps the outputs at the given places, in that order.
inline void keep_outputs(answering_rules& table, const std::vector<std::size_t>& kept) {
    const auto keep = [&](outcome_row& row) {
        outcome_row made;
        for (const std::size_t each : kept) { made.push_back(std::move(row[each])); }
        row = std::move(made);
    };
    for (outcome_row& each : table.rows) { keep(each); }
    if (table.otherwise) { keep(*table.otherwise); }
}

// Outputs are matched by name; where no name is the same but the number is, by their order. A count has no outputs.
inline void match_outputs(answering_rules& before, answering_rules& after, table_difference& into) {
    std::vector<std::size_t> kept_before, kept_after;
    for (std::size_t i = 0; i < before.outputs.size(); ++i) {
        for (std::size_t j = 0; j < after.outputs.size(); ++j) {
            if (before.outputs[i] != after.outputs[j]) { continue; }
            kept_before.push_back(i);
            kept_after.push_back(j);
        }
    }
    if (kept_before.empty() && before.outputs.size() == after.outputs.size()) {
        for (std::size_t i = 0; i < before.outputs.size(); ++i) {
            kept_before.push_back(i);
            kept_after.push_back(i);
        }
    }
    if (kept_before.empty() && !(before.outputs.empty() && after.outputs.empty())) {
        throw error{errc::contradiction, "tables `" + before.logic->name() + "` and `" + after.logic->name() +
                                             "` have no output in common; there is nothing to compare"};
    }
    for (std::size_t i = 0; i < before.outputs.size(); ++i) {
        const bool is_kept = std::find(kept_before.begin(), kept_before.end(), i) != kept_before.end();
        (is_kept ? into.outputs : into.only_before).push_back(before.outputs[i]);
    }
    for (const std::size_t each : kept_after) { into.outputs_after.push_back(after.outputs[each]); }
    for (std::size_t i = 0; i < after.outputs.size(); ++i) {
        const bool is_kept = std::find(kept_after.begin(), kept_after.end(), i) != kept_after.end();
        if (!is_kept) { into.only_after.push_back(after.outputs[i]); }
    }
    keep_outputs(before, kept_before);
    keep_outputs(after, kept_after);
}

}  // namespace detail

/// Compares two versions of a table over the common refinement of their columns, exactly and without sampling.
///
/// Inputs are matched by their (English) name. An input that only one table has is `any` in the other. Answers are
/// compared as values, see `is_same_answer`: which rule gives an answer does not count, nor which rules clash. A case
/// that is out of range in both tables is no difference.
/// @complexity proportional to where the tables differ, not to their size; exponential at worst, hence the budget
/// @throws error type_mismatch (an input of two kinds), contradiction (no output in common)
[[nodiscard]] inline table_difference difference(answering_rules before, answering_rules after,
                                                 const difference_options& options = {}) {
    table_difference found;
    found.policy_before = before.logic->policy();
    found.policy_after = after.logic->policy();
    detail::match_outputs(before, after, found);
    found.inputs = detail::join_inputs(*before.logic, *after.logic);
    found.rule_changes = compare_rules(before, after);

    detail::difference_search search{before, after, found.inputs, options.budget, options.most_regions};
    search.run();
    found.is_finished = search.is_finished();
    found.has_more = search.has_more();
    found.steps = search.steps();
    for (const detail::found_box& each : search.boxes()) {
        changed_region& made = found.regions.emplace_back();
        for (std::size_t i = 0; i < found.inputs.size(); ++i) {
            made.classes.push_back(search.space().classes(each.box, i));
            // A known value reads better than an unknown one.
            const auto& mine = made.classes.back();
            made.witness.push_back(found.inputs[i].witness(mine[0] == 0 && mine.size() > 1 ? mine[1] : mine[0]));
        }
        made.before = detail::answer_from(before, each.answers[0].status, each.answers[0].rules);
        made.after = detail::answer_from(after, each.answers[1].status, each.answers[1].rules);
    }
    return found;
}

/// The same of two tables in a program, whose outcomes' labels are given: equal labels are equal outcomes.
[[nodiscard]] inline table_difference difference(const compiled_rules& before,
                                                 std::span<const std::string> labels_before,
                                                 const compiled_rules& after, std::span<const std::string> labels_after,
                                                 const difference_options& options = {}) {
    return difference(answers_of(before, labels_before), answers_of(after, labels_after), options);
}

}  // namespace v0
}  // namespace muster
