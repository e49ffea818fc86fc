#pragma once

#include "muster/core/error.hpp"                // error
#include "muster/core/expects.hpp"              // MUSTER_EXPECTS
#include "muster/rules/case_facts.hpp"          // case_facts
#include "muster/rules/detail/joint_case.hpp"   // joint_cases, input_reading, sign_of
#include "muster/rules/detail/joint_proof.hpp"  // joint_proof
#include "muster/rules/kind_name.hpp"           // to_string
#include "muster/rules/loaded_table.hpp"        // loaded_table, loaded_outcome
#include "muster/rules/model_decision.hpp"      // model_decision, model_fact
#include "muster/rules/table_finding.hpp"       // table_proof, proof_options

#include <algorithm>    // find, sort, lower_bound, adjacent_find
#include <cmath>        // floor
#include <cstddef>      // size_t
#include <optional>     // optional
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// Several decision tables, over facts and over one another's outcomes.
///
/// A decision with one output is read by its name, one with several by `Decision.Output`. A comparison of texts or of
/// booleans is 0 when they are equal and 1 when not; with an unknown side it is unknown. A required decision without
/// an answer, and a fact that is not stated or has a value of another kind than declared, is an unknown value: no
/// error (`check` says so beforehand).
/// @throws error empty (no decisions, no name), duplicate (a name that stands for two things), missing (an input
/// without a source), unknown_name (a fact or decision that is not declared), type_mismatch (a source of another kind
/// than its input, a list where one value is needed, a comparison of two kinds), contradiction (cyclic decisions, with
/// the chain), and what `loaded_table` refuses
/// Const objects may be used from many threads at once.
class decision_model {
public:
    static constexpr std::size_t most_decisions = 4096;

    explicit decision_model(std::vector<model_decision> decisions, std::vector<model_fact> facts = {},
                            std::string file = {})
        : decisions_{std::move(decisions)}, facts_{std::move(facts)}, file_{std::move(file)} {
        if (decisions_.empty()) { throw fault(errc::empty, "no decisions; at least one is needed"); }
        if (decisions_.size() > most_decisions) {
            throw fault(errc::out_of_range, std::to_string(decisions_.size()) + " decisions, more than " +
                                                std::to_string(most_decisions));
        }
        check_names();
        for (const model_decision& each : decisions_) { tables_.emplace_back(each.table); }
        for (std::size_t i = 0; i < decisions_.size(); ++i) { resolve(i); }
        std::vector<std::size_t> chain;
        for (std::size_t i = 0; i < decisions_.size(); ++i) {
            order_.emplace_back();
            put_in_order(i, order_[i], chain);
        }
    }

    [[nodiscard]] const std::vector<model_decision>& decisions() const noexcept { return decisions_; }
    /// The declared facts, sorted by name.
    [[nodiscard]] const std::vector<model_fact>& facts() const noexcept { return facts_; }
    [[nodiscard]] const std::string& file() const noexcept { return file_; }

    /// The decision with a name, or null.
    [[nodiscard]] const model_decision* find(std::string_view decision) const noexcept {
        const std::size_t at = index_of(decision);
        return at == none ? nullptr : &decisions_[at];
    }
    /// The table of a decision, checked: for explanations. Its own `proof` takes inputs as independent; see `proof` here.
    /// Null when there is no such decision.
    [[nodiscard]] const loaded_table* table(std::string_view decision) const noexcept {
        const std::size_t at = index_of(decision);
        return at == none ? nullptr : &tables_[at];
    }

    /// What a decision's table says to a case, after the decisions that it requires.
    /// @throws error unknown_name when the model has no such decision
    [[nodiscard]] loaded_outcome decide(std::string_view decision, const case_facts& facts) const {
        const std::size_t wanted = checked_index(decision);
        const std::vector<std::optional<loaded_outcome>> made = decide_required(wanted, facts);
        return tables_[wanted].decide(inputs_of(wanted, facts, made));
    }

    /// What is proven about a decision's table: as `loaded_table::proof`, but of cases that can occur.
    ///
    /// An input that compares two facts does not stand alone: gaps, clashes and overlaps that only values against their
    /// comparison would give are left out, every witness agrees with itself, and a rule that its comparisons contradict
    /// is a masked one. The outcomes of required decisions are taken as any values. Other masked and redundant rules are
    /// those of `loaded_table::proof`: one that is so only because facts are compared may be missing; a redundant one
    /// whose case cannot occur is left out. The budget covers both; where it ends, or where there are more than 4096
    /// gaps or pairs to look at, the kinds of findings are `unproven`.
    /// @throws error unknown_name when the model has no such decision
    [[nodiscard]] table_proof proof(std::string_view decision, const proof_options& options = {}) const {
        const std::size_t at = checked_index(decision);
        std::vector<std::string> names;
        std::vector<value_kind> kinds;
        const auto number_of = [&](const std::string& wanted, value_kind kind) {
            const auto found = std::find(names.begin(), names.end(), wanted);
            const auto number = static_cast<std::size_t>(found - names.begin());
            if (found == names.end()) {
                names.push_back(wanted);
                kinds.push_back(kind);
            }
            return number;
        };
        std::vector<detail::input_reading> readings;
        for (std::size_t i = 0; i < links_[at].size(); ++i) {
            const input_source& source = decisions_[at].sources[i];
            detail::input_reading& made = readings.emplace_back();
            made.fact = number_of(source.fact, links_[at][i].value.kind);
            if (links_[at][i].compares) { made.against = number_of(source.against, links_[at][i].against.kind); }
        }
        const loaded_table& table = tables_[at];
        detail::joint_cases cases{table.logic(), table.model(), std::move(readings), std::move(kinds)};
        return cases.has_any() ? detail::joint_proof{table.logic(), cases, options}.run() : table.proof(options);
    }

    /// The values that the inputs of a decision's table have in a case: what `decide` evaluates.
    /// @throws error unknown_name when the model has no such decision
    [[nodiscard]] std::vector<table_value> inputs(std::string_view decision, const case_facts& facts) const {
        const std::size_t wanted = checked_index(decision);
        return inputs_of(wanted, facts, decide_required(wanted, facts));
    }

    /// The facts that a decision reads, directly or through the decisions that it requires; sorted by name.
    /// @throws error unknown_name when the model has no such decision
    [[nodiscard]] std::vector<model_fact> facts_of(std::string_view decision) const {
        std::vector<bool> is_read(facts_.size(), false);
        const std::size_t wanted = checked_index(decision);
        const auto mark = [&](const link& each) {
            if (each.fact != none) { is_read[each.fact] = true; }
        };
        const auto mark_all = [&](std::size_t at) {
            for (const resolved_source& each : links_[at]) {
                mark(each.value);
                if (each.compares) { mark(each.against); }
            }
        };
        for (const std::size_t each : order_[wanted]) { mark_all(each); }
        mark_all(wanted);
        std::vector<model_fact> read;
        for (std::size_t i = 0; i < facts_.size(); ++i) {
            if (is_read[i]) { read.push_back(facts_[i]); }
        }
        return read;
    }

    /// That every fact stated is declared and of its kind. @throws error unknown_name, type_mismatch
    void check(const case_facts& facts) const {
        for (const case_facts::entry& each : facts.all()) {
            const std::size_t at = fact_index(each.fact);
            if (at == none) { throw fault(errc::unknown_name, "no fact `" + each.fact + "` is declared"); }
            if (each.value.is_known && !takes(facts_[at].kind, each.value)) {
                throw fault(errc::type_mismatch, "fact `" + each.fact + "` is " + to_string(each.value) +
                                                     ", expected a " + kind_text(facts_[at].kind));
            }
        }
    }

private:
    static constexpr std::size_t none = ~std::size_t{0};

    // One value that a case has: a declared fact, or an output of a decision.
    struct link {
        std::size_t fact = none;
        std::size_t decision = none;
        std::size_t output = 0;
        value_kind kind = value_kind::number;
    };
    struct resolved_source {
        link value;
        link against;
        bool compares = false;
        value_kind kind = value_kind::number;  ///< of the table's input
    };

    [[nodiscard]] error fault(errc code, const std::string& message) const {
        source_position where;
        where.file = file_;
        return error{code, where, message};
    }

    [[nodiscard]] std::size_t index_of(std::string_view decision) const noexcept {
        for (std::size_t i = 0; i < decisions_.size(); ++i) {
            if (decisions_[i].name == decision) { return i; }
        }
        return none;
    }
    [[nodiscard]] std::size_t checked_index(std::string_view decision) const {
        const std::size_t at = index_of(decision);
        if (at == none) { throw fault(errc::unknown_name, "no decision `" + std::string{decision} + "`; " + there_are()); }
        return at;
    }
    [[nodiscard]] std::string there_are() const {
        std::string all = "there are:";
        for (const model_decision& each : decisions_) { all += (all.back() == ':' ? " `" : ", `") + each.name + "`"; }
        return all;
    }
    [[nodiscard]] std::size_t fact_index(std::string_view fact) const noexcept {
        const auto at = std::lower_bound(facts_.begin(), facts_.end(), fact, [](const model_fact& a, std::string_view b) {
            return std::string_view{a.name} < b;
        });
        return at != facts_.end() && at->name == fact ? static_cast<std::size_t>(at - facts_.begin()) : none;
    }

    // No name may stand for two things: facts, decisions and the outputs of decisions share one space.
    void check_names() {
        std::sort(facts_.begin(), facts_.end(),
                  [](const model_fact& a, const model_fact& b) { return a.name < b.name; });
        std::vector<std::string> all;
        for (const model_fact& each : facts_) { all.push_back(each.name); }
        for (const model_decision& each : decisions_) {
            all.push_back(each.name);
            for (const output_clause& output : each.table.outputs) {
                if (each.table.outputs.size() > 1) { all.push_back(each.name + "." + output.name); }
            }
        }
        std::sort(all.begin(), all.end());
        if (all.front().empty()) { throw fault(errc::empty, "a decision or a fact without a name"); }
        const auto twice = std::adjacent_find(all.begin(), all.end());
        if (twice != all.end()) { throw fault(errc::duplicate, "the name `" + *twice + "` stands for two things"); }
    }

    [[nodiscard]] std::string who(std::size_t decision) const { return "decision `" + decisions_[decision].name + "`"; }

    [[nodiscard]] link find_link(std::size_t reader, const std::string& wanted) const {
        link found;
        found.fact = fact_index(wanted);
        if (found.fact != none) {
            found.kind = facts_[found.fact].kind;
            return found;
        }
        for (std::size_t i = 0; i < decisions_.size(); ++i) {
            const std::vector<output_clause>& outputs = decisions_[i].table.outputs;
            const hit_policy policy = decisions_[i].table.policy;
            for (std::size_t j = 0; j < outputs.size(); ++j) {
                if (wanted != (outputs.size() == 1 ? decisions_[i].name : decisions_[i].name + "." + outputs[j].name)) {
                    continue;
                }
                if (!is_single(policy) && policy < hit_policy::collect_sum) {
                    throw fault(errc::type_mismatch, who(reader) + " reads `" + wanted + "`, which is a list (hit policy " +
                                                         std::string{to_string(policy)} +
                                                         "); an input takes one value");
                }
                found.decision = i;
                found.output = j;
                const bool is_number = policy == hit_policy::collect_sum || policy == hit_policy::collect_count;
                found.kind = is_number && outputs[j].kind != value_kind::day_time_duration &&
                                     outputs[j].kind != value_kind::year_month_duration
                                 ? value_kind::number
                                 : outputs[j].kind;
                if (policy == hit_policy::collect_count) { found.kind = value_kind::number; }
                return found;
            }
        }
        throw fault(errc::unknown_name, who(reader) + " reads `" + wanted + "`, which is neither a declared fact nor a " +
                                            "decision with one value; " + there_are());
    }

    void resolve(std::size_t at) {
        const model_decision& decision = decisions_[at];
        if (decision.sources.size() != decision.table.inputs.size()) {
            throw fault(errc::missing, who(at) + " has " + std::to_string(decision.sources.size()) + " sources for " +
                                           std::to_string(decision.table.inputs.size()) + " inputs");
        }
        std::vector<std::size_t>& needed = needs_.emplace_back();
        const auto need = [&needed](std::size_t other) {
            if (std::find(needed.begin(), needed.end(), other) == needed.end()) { needed.push_back(other); }
        };
        links_.emplace_back();
        for (std::size_t i = 0; i < decision.sources.size(); ++i) {
            const input_source& source = decision.sources[i];
            resolved_source made{find_link(at, source.fact), {}, !source.against.empty(), decision.table.inputs[i].kind};
            if (made.value.decision != none) { need(made.value.decision); }
            value_kind kind = made.value.kind;
            if (made.compares) {
                made.against = find_link(at, source.against);
                if (made.against.decision != none) { need(made.against.decision); }
                if (!is_comparable(kind, made.against.kind)) {
                    throw fault(errc::type_mismatch, who(at) + " compares `" + source.fact + "`, a " +
                                                         kind_text(kind) + ", with `" + source.against + "`, a " +
                                                         kind_text(made.against.kind));
                }
                kind = value_kind::whole_number;
            }
            if (!fits(made.kind, kind)) {
                throw fault(errc::type_mismatch, who(at) + ": the input `" + decision.table.inputs[i].name.en + "` is a " +
                                                     kind_text(made.kind) + ", `" + source.fact + "` is a " +
                                                     kind_text(kind));
            }
            links_.back().push_back(made);
        }
        for (const std::string& each : decision.requires_decisions) {
            const std::size_t other = index_of(each);
            if (other == none) {
                throw fault(errc::unknown_name, who(at) + " requires the decision `" + each + "`; " + there_are());
            }
            need(other);
        }
    }

    [[nodiscard]] static std::string kind_text(value_kind kind) { return std::string{to_string(kind)}; }
    static bool is_comparable(value_kind a, value_kind b) noexcept { return a == b || (is_numeric(a) && is_numeric(b)); }
    static bool is_numeric(value_kind kind) noexcept {
        return kind == value_kind::number || kind == value_kind::whole_number || kind == value_kind::weekday;
    }
    // Whole numbers are numbers; not every number is whole.
    static bool fits(value_kind input, value_kind source) noexcept {
        return input == source || (input == value_kind::number && is_numeric(source)) ||
               (is_numeric(input) && source == value_kind::number);
    }
    static bool takes(value_kind kind, const table_value& value) noexcept {
        if (!is_numeric(kind)) { return value.kind == kind; }
        return is_numeric(value.kind) && (!is_whole(kind) || value.number == std::floor(value.number));
    }

    // Depth first; the chain so far finds a cycle.
    void put_in_order(std::size_t at, std::vector<std::size_t>& order, std::vector<std::size_t>& chain) const {
        const auto begun = std::find(chain.begin(), chain.end(), at);
        if (begun != chain.end()) {
            std::string names;
            for (auto each = begun; each != chain.end(); ++each) { names += "`" + decisions_[*each].name + "` -> "; }
            throw fault(errc::contradiction, "cyclic decisions: " + names + "`" + decisions_[at].name + "`");
        }
        chain.push_back(at);
        for (const std::size_t each : needs_[at]) {
            if (std::find(order.begin(), order.end(), each) != order.end()) { continue; }
            put_in_order(each, order, chain);
            order.push_back(each);
        }
        chain.pop_back();
    }

    [[nodiscard]] std::vector<std::optional<loaded_outcome>> decide_required(std::size_t wanted,
                                                                             const case_facts& facts) const {
        std::vector<std::optional<loaded_outcome>> made(decisions_.size());
        for (const std::size_t each : order_[wanted]) { made[each] = tables_[each].decide(inputs_of(each, facts, made)); }
        return made;
    }

    [[nodiscard]] std::vector<table_value> inputs_of(std::size_t at, const case_facts& facts,
                                                     const std::vector<std::optional<loaded_outcome>>& made) const {
        std::vector<table_value> values;
        values.reserve(links_[at].size());
        for (const resolved_source& each : links_[at]) {
            table_value value = value_of(each.value, facts, made);
            if (each.compares) { value = detail::sign_of(value, value_of(each.against, facts, made)); }
            if (value.is_known && !takes(each.kind, value)) { value.is_known = false; }
            value.kind = each.kind;
            values.push_back(value.is_known ? std::move(value) : unknown_value(each.kind));
        }
        return values;
    }

    [[nodiscard]] table_value value_of(const link& from, const case_facts& facts,
                                       const std::vector<std::optional<loaded_outcome>>& made) const {
        if (from.fact != none) {
            const table_value* const stated = facts.find(facts_[from.fact].name);
            return stated != nullptr && takes(from.kind, *stated) ? *stated : unknown_value(from.kind);
        }
        const std::optional<loaded_outcome>& outcome = made[from.decision];
        MUSTER_EXPECTS(outcome.has_value(), "decision_model: required decisions are made first");
        if (decisions_[from.decision].table.policy >= hit_policy::collect_sum && !outcome->is_otherwise) {
            return outcome->aggregate.value_or(unknown_value(from.kind));
        }
        return outcome->rows.size() == 1 ? outcome->rows[0][from.output] : unknown_value(from.kind);
    }

    std::vector<model_decision> decisions_;
    std::vector<model_fact> facts_;
    std::string file_;
    std::vector<loaded_table> tables_;
    std::vector<std::vector<resolved_source>> links_;  ///< of each decision, one an input
    std::vector<std::vector<std::size_t>> needs_;      ///< the decisions that each requires directly
    std::vector<std::vector<std::size_t>> order_;      ///< all that each requires, in the order to decide them in
};

}  // namespace v0
}  // namespace muster
