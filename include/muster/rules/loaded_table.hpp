#pragma once

#include "muster/rules/case_decision.hpp"       // case_decision, decide
#include "muster/rules/compiled_rules.hpp"      // compiled_rules
#include "muster/rules/detail/decimal_sum.hpp"  // decimal_sums
#include "muster/rules/detail/model_check.hpp"  // model_check
#include "muster/rules/table_model.hpp"         // table_model
#include "muster/rules/table_proof.hpp"         // prove

#include <algorithm>  // sort, find, lower_bound
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <optional>   // optional
#include <span>       // span
#include <utility>    // move
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// What a table that was loaded at run time says to one case.
struct loaded_outcome {
    case_decision hits{};
    /// The outputs of each rule that counts, in the order of the hit policy: one row for single-hit policies, the row
    /// of default outputs when no rule holds and the table has such. None when the table decides nothing.
    std::vector<std::vector<table_value>> rows{};
    std::optional<table_value> aggregate{};  ///< sum, least, greatest or number, where the hit policy asks for it
    bool is_otherwise = false;               ///< no rule holds: the rows are the default outputs

    /// Whether there is an answer: a rule's, or the default one.
    [[nodiscard]] bool is_decided() const noexcept { return hits.is_decided() || is_otherwise; }
};

/// A decision table that was read from a file or made by a program, checked whole: what it says is ready to be asked.
///
/// Priorities follow the order of the output values, the first output before the second and so on; an output without
/// values does not rank, and ties go to the rule that stands first. A sum of decimals is the decimal sum: 0.1 and 0.2
/// make 0.3 (`decimal_sums` says how far). With no rule and no default, a count is 0 and the other aggregates are
/// nothing. A value outside an input's allowed values gets no default: the table was not written for it.
///
/// Const and shared by any number of threads. For the facts of a program's own types and for speed: `decision_table`.
/// @throws error with file, rule and column: missing (name, output, entry; ranked policy without output values), empty (no
/// inputs), duplicate (rule, input, output, output value), type_mismatch (entry, outcome or kind), out_of_range (an interval
/// with its ends swapped, a number that is not finite, too many outcomes), unknown_name (an outcome that is not among the
/// output values, a hit policy that there is not), contradiction (an aggregation over several outputs)
/// @source OMG DMN 1.5, 8.2.8 to 8.3.3; deviation: an unknown output is refused where DMN takes null
class loaded_table {
public:
    explicit loaded_table(table_model model) : model_{checked(std::move(model))}, logic_{compile(model_)} {
        if (model_.policy == hit_policy::collect_sum) {
            std::vector<double> numbers;
            for (const model_rule& each : model_.rules) { numbers.push_back(each.then[0].number); }
            sums_ = detail::decimal_sums{std::move(numbers)};
        }
    }

    [[nodiscard]] const compiled_rules& logic() const noexcept { return logic_; }
    [[nodiscard]] const table_model& model() const noexcept { return model_; }

    /// What is proven about it, found anew with every call.
    [[nodiscard]] table_proof proof(const proof_options& options = {}) const { return prove(logic_, options); }

    /// @pre one value an input, in the order of the inputs, each of its input's kind or unknown (MUSTER_EXPECTS: number)
    [[nodiscard]] loaded_outcome decide(std::span<const table_value> values) const {
        loaded_outcome out;
        out.hits = muster::decide(logic_, values);
        if (out.hits.status == table_status::no_rule) { answer_otherwise(out); }
        if (out.hits.is_decided()) {
            for (const std::uint32_t each : out.hits.rules) { out.rows.push_back(model_.rules[each].then); }
            out.aggregate = aggregate(out.hits.rules);
        }
        return out;
    }

private:
    [[nodiscard]] static table_model checked(table_model model) {
        detail::model_check{model}.run();
        return model;
    }

    [[nodiscard]] static compiled_rules compile(const table_model& model) {
        std::vector<table_rule> rules;
        std::vector<const std::vector<table_value>*> different;
        for (const model_rule& each : model.rules) {
            table_rule& made = rules.emplace_back(table_rule{each.name, each.when, 0, 0});
            while (made.outcome < different.size() && *different[made.outcome] != each.then) { ++made.outcome; }
            if (made.outcome == different.size()) { different.push_back(&each.then); }
        }
        if (is_ranked(model.policy)) {
            std::vector<std::vector<std::size_t>> keys;
            for (const model_rule& each : model.rules) { keys.push_back(rank_key(model, each)); }
            std::vector<std::vector<std::size_t>> sorted = keys;
            std::sort(sorted.begin(), sorted.end());
            for (std::size_t i = 0; i < rules.size(); ++i) {
                rules[i].rank = static_cast<std::uint32_t>(std::lower_bound(sorted.begin(), sorted.end(), keys[i]) -
                                                           sorted.begin());
            }
        }
        try {
            return {model.name, model.policy, model.inputs, std::move(rules)};
        } catch (const error& problem) {  // what only the compiled form can see: too many classes
            throw error{problem.code(), source_position{model.file}, problem.what()};
        }
    }

    // The places of a rule's outputs among the output values: of two keys the smaller one has priority.
    [[nodiscard]] static std::vector<std::size_t> rank_key(const table_model& model, const model_rule& rule) {
        std::vector<std::size_t> key;
        for (std::size_t i = 0; i < model.outputs.size(); ++i) {
            const std::vector<table_value>& values = model.outputs[i].values;
            key.push_back(
                static_cast<std::size_t>(std::find(values.begin(), values.end(), rule.then[i]) - values.begin()));
        }
        return key;
    }

    void answer_otherwise(loaded_outcome& out) const {
        std::vector<table_value> row;
        for (const output_clause& each : model_.outputs) {
            out.is_otherwise = out.is_otherwise || each.otherwise.has_value();
            row.push_back(each.otherwise.value_or(unknown_value(each.kind)));
        }
        if (out.is_otherwise) {
            if (model_.policy > hit_policy::collect) { out.aggregate = row[0]; }
            out.rows.push_back(std::move(row));
        } else if (model_.policy == hit_policy::collect_count) {
            out.aggregate = number_value(0, value_kind::whole_number);
        }
    }

    [[nodiscard]] std::optional<table_value> aggregate(const std::vector<std::uint32_t>& rules) const {
        if (model_.policy <= hit_policy::collect) { return std::nullopt; }
        if (model_.policy == hit_policy::collect_count) {
            return number_value(static_cast<double>(rules.size()), value_kind::whole_number);
        }
        if (model_.policy == hit_policy::collect_sum) {
            detail::decimal_sums::running sum{sums_};
            for (const std::uint32_t each : rules) { sum.add(each); }
            return number_value(sum.value(), model_.outputs[0].kind);
        }
        const table_value* best = nullptr;
        for (const std::uint32_t each : rules) {
            const table_value& mine = model_.rules[each].then[0];
            if (best == nullptr ||
                (model_.policy == hit_policy::collect_min ? is_less(mine, *best) : is_less(*best, mine))) {
                best = &mine;
            }
        }
        return *best;
    }

    [[nodiscard]] static bool is_less(const table_value& a, const table_value& b) noexcept {
        return a.kind == value_kind::string ? a.text < b.text : a.number < b.number;
    }

    table_model model_;
    compiled_rules logic_;
    detail::decimal_sums sums_;
};

}  // namespace v0
}  // namespace muster
