#pragma once

#include "muster/core/error.hpp"                // error
#include "muster/rules/detail/entry_check.hpp"  // find_fault, plural
#include "muster/rules/table_model.hpp"         // table_model

#include <algorithm>  // find
#include <cmath>      // floor, isfinite
#include <cstddef>    // size_t
#include <map>        // map
#include <string>     // string
#include <utility>    // move
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// Checks a table that was written elsewhere, naming file, rule and column of the first fault.
///
/// Whole numbers and numbers are one kind to the people who write tables: an outcome of the one is taken as the other
/// where nothing is lost. Gives nothing back but the model, so changed.
class model_check {
public:
    explicit model_check(table_model& model) : model_{model} {}

    void run() {
        if (model_.name.empty()) { refuse(errc::missing, {}, "the table has no name"); }
        if (static_cast<std::size_t>(model_.policy) >= hit_policy_names.size()) {
            refuse(errc::unknown_name, {},
                   table() + ": unknown hit policy number " + std::to_string(static_cast<int>(model_.policy)));
        }
        check_inputs();
        check_outputs();
        check_policy();
        check_names();
        for (model_rule& each : model_.rules) { check_rule(each); }
    }

private:
    [[nodiscard]] std::string table() const { return "table `" + model_.name + "`"; }
    [[nodiscard]] std::string in_table(const std::string& column) const {
        return table() + ", column `" + column + "`";
    }

    [[noreturn]] void refuse(errc code, source_position where, const std::string& message) const {
        if (where.file.empty()) { where.file = model_.file; }
        throw error{code, std::move(where), message};
    }

    void check_inputs() const {
        if (model_.inputs.empty()) { refuse(errc::empty, {}, table() + " has no inputs; at least one is needed"); }
        for (std::size_t i = 0; i < model_.inputs.size(); ++i) {
            const input_clause& each = model_.inputs[i];
            const std::string where = in_table(each.name.en);
            if (each.name.en.empty()) {
                refuse(errc::missing, {}, table() + ": input " + std::to_string(i + 1) + " has no name");
            }
            check_kind(each.kind, where);
            check_entry(each, each.allowed, {}, where + ", allowed values");
            if (!(each.thin_margin >= 0) || !std::isfinite(each.thin_margin)) {
                refuse(
                    errc::out_of_range, {},
                    where + ": the thin margin is " + shortest(each.thin_margin) + "; it must be a number from 0 on");
            }
            for (std::size_t j = 0; j < i; ++j) {
                if (model_.inputs[j].name.en == each.name.en) {
                    refuse(errc::duplicate, {}, where + ": two inputs have this name");
                }
            }
        }
    }

    void check_outputs() {
        if (model_.outputs.empty()) { refuse(errc::missing, {}, table() + " has no output; at least one is needed"); }
        for (std::size_t i = 0; i < model_.outputs.size(); ++i) {
            output_clause& each = model_.outputs[i];
            const std::string where = in_table(each.name);
            if (each.name.empty() && model_.outputs.size() > 1) {
                refuse(
                    errc::missing, {},
                    table() + ": output " + std::to_string(i + 1) + " has no name; of several outputs each needs one");
            }
            check_kind(each.kind, where);
            for (std::size_t j = 0; j < i; ++j) {
                if (model_.outputs[j].name == each.name) {
                    refuse(errc::duplicate, {}, where + ": two outputs have this name");
                }
            }
            for (std::size_t v = 0; v < each.values.size(); ++v) {
                take_as(each.kind, each.values[v], {}, where + ", output values");
                for (std::size_t w = 0; w < v; ++w) {
                    if (each.values[w] == each.values[v]) {
                        refuse(errc::duplicate, {},
                               where + ": the output value " + to_string(each.values[v]) + " is listed twice");
                    }
                }
            }
            if (each.otherwise) {
                take_as(each.kind, *each.otherwise, {}, where + ", default output");
                check_listed(each, *each.otherwise, {}, where + ", default output");
            }
        }
    }

    void check_policy() const {
        const hit_policy how = model_.policy;
        const std::string policy = "hit policy " + std::string{to_string(how)};
        if (is_ranked(how)) {
            bool has_values = false;
            for (const output_clause& each : model_.outputs) { has_values = has_values || !each.values.empty(); }
            if (!has_values) {
                refuse(errc::missing, {},
                       table() + ": " + policy + " ranks by the order of the output values, and no output lists any");
            }
        }
        if (how <= hit_policy::collect) { return; }
        // DMN 1.5, 8.2.11: the aggregations are undefined over several outputs.
        if (model_.outputs.size() > 1) {
            refuse(
                errc::contradiction, {},
                table() + ": " + policy + " is for one output, the table has " + std::to_string(model_.outputs.size()));
        }
        const value_kind kind = model_.outputs[0].kind;
        const bool adds = kind == value_kind::number || kind == value_kind::whole_number ||
                          kind == value_kind::day_time_duration || kind == value_kind::year_month_duration;
        if (how == hit_policy::collect_sum && !adds) {
            refuse(errc::type_mismatch, {},
                   in_table(model_.outputs[0].name) + ": " + policy + " needs numbers or durations");
        }
        if ((how == hit_policy::collect_min || how == hit_policy::collect_max) && kind == value_kind::boolean) {
            refuse(errc::type_mismatch, {},
                   in_table(model_.outputs[0].name) + ": " + policy + " needs values that have an order");
        }
    }

    void check_names() const {
        std::map<std::string_view, const model_rule*> seen;
        for (const model_rule& each : model_.rules) {
            if (each.name.empty()) { refuse(errc::missing, each.where, table() + ": a rule without a name"); }
            const auto [before, is_new] = seen.emplace(each.name, &each);
            if (is_new) { continue; }
            const std::string there = to_string(before->second->where);
            refuse(errc::duplicate, each.where,
                   rule(each) + ": two rules have this name" + (there.empty() ? "" : "; the first is at " + there));
        }
    }

    [[nodiscard]] std::string rule(const model_rule& each) const { return table() + ", rule `" + each.name + "`"; }

    void check_rule(model_rule& each) const {
        if (each.when.size() != model_.inputs.size()) {
            refuse(errc::missing, each.where,
                   rule(each) + " has " + std::to_string(each.when.size()) + " entries for " +
                       std::to_string(model_.inputs.size()) + " inputs" +
                       first_missing(each.when.size(), model_.inputs));
        }
        for (std::size_t i = 0; i < each.when.size(); ++i) {
            check_entry(model_.inputs[i], each.when[i], each.where,
                        rule(each) + ", column `" + model_.inputs[i].name.en + "`");
        }
        for (std::size_t i = 0; i < model_.outputs.size(); ++i) {
            const std::string where = rule(each) + ", column `" + model_.outputs[i].name + "`";
            if (i >= each.then.size() || !each.then[i].is_known) {
                refuse(errc::missing, each.where, where + ": no output");
            }
            take_as(model_.outputs[i].kind, each.then[i], each.where, where);
            check_listed(model_.outputs[i], each.then[i], each.where, where);
        }
        if (each.then.size() > model_.outputs.size()) {
            refuse(errc::out_of_range, each.where,
                   rule(each) + " has " + std::to_string(each.then.size()) + " outcomes for " +
                       std::to_string(model_.outputs.size()) + " outputs");
        }
    }

    [[nodiscard]] static std::string first_missing(std::size_t have, const std::vector<input_clause>& inputs) {
        return have < inputs.size() ? "; none for column `" + inputs[have].name.en + "`" : "";
    }

    void check_kind(value_kind kind, const std::string& where) const {
        if (kind > value_kind::year_month_duration) {
            refuse(errc::type_mismatch, {},
                   where + ": unknown kind of value number " + std::to_string(static_cast<int>(kind)));
        }
    }

    void check_entry(const input_clause& input, const input_entry& entry, const source_position& at,
                     const std::string& where) const {
        if (const auto found = find_fault(input, entry)) { refuse(found->code, at, where + ": " + found->what); }
    }

    void take_as(value_kind kind, table_value& value, const source_position& at, const std::string& where) const {
        if (!value.is_known) { refuse(errc::missing, at, where + ": the value is unknown; an outcome is a value"); }
        if (value.kind != value_kind::string && !std::isfinite(value.number)) {
            refuse(errc::out_of_range, at, where + ": the value is not a finite number");
        }
        const auto is_numeric = [](value_kind each) {
            return each == value_kind::number || each == value_kind::whole_number;
        };
        if (is_numeric(kind) && is_numeric(value.kind) &&
            (kind == value_kind::number || value.number == std::floor(value.number))) {
            value.kind = kind;
        }
        if (value.kind != kind) {
            refuse(errc::type_mismatch, at,
                   where + ": " + to_string(value) + " where the column holds " + plural(kind));
        }
    }

    void check_listed(const output_clause& output, const table_value& value, const source_position& at,
                      const std::string& where) const {
        if (output.values.empty()) { return; }
        if (std::find(output.values.begin(), output.values.end(), value) != output.values.end()) { return; }
        std::string listed;
        for (const table_value& each : output.values) { listed += (listed.empty() ? "" : ", ") + to_string(each); }
        refuse(errc::unknown_name, at, where + ": " + to_string(value) + " is not among the output values " + listed);
    }

    table_model& model_;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
