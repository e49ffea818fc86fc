#pragma once

#include "muster/io/detail/dmn_column.hpp"  // dmn_input_column, dmn_output_column, as_list, both_allowed, title_of
#include "muster/io/detail/dmn_space.hpp"   // is_dmn, own_space
#include "muster/io/detail/dmn_text.hpp"    // words_of, feel_place_of
#include "muster/io/detail/dmn_types.hpp"   // dmn_types, dmn_type
#include "muster/io/detail/made_up_names.hpp"  // made_up_name, make_up_names
#include "muster/io/detail/sign_column.hpp"  // sign_clause, sign_entry, unique_name
#include "muster/io/detail/xml_file.hpp"    // xml_file
#include "muster/io/feel.hpp"               // parse_feel_test, parse_feel_value
#include "muster/rules/decision_model.hpp"  // model_decision
#include "muster/rules/table_model.hpp"     // table_model

#include <algorithm>    // find
#include <cstddef>      // size_t
#include <optional>     // optional
#include <set>          // set
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move, pair
#include <vector>       // vector

namespace muster {
inline namespace v0 {
namespace io_detail {

/// Reads one `decisionTable` of a DMN file.
class dmn_table_reader {
public:
    /// @param scope  the names that its cells may use; facts without a kind get that of the column that reads them
    dmn_table_reader(const xml_file& xml, const dmn_types& types, feel_scope& scope, pugi::xml_node decision,
                     const dmn_type& result, pugi::xml_node table)
        : xml_{xml}, types_{types}, scope_{scope}, result_{result}, table_{table} {
        made_.name = xml_.attribute(decision, "name");
        made_.table.name = made_.name;
        made_.table.file = xml_.file();
        who_ = "decision `" + made_.name + "`";
    }

    [[nodiscard]] model_decision read() {
        read_policy();
        std::vector<pugi::xml_node> rules;
        for (const pugi::xml_node each : table_.children()) {
            if (!is_dmn(xml_, each)) { continue; }
            const std::string_view what = xml_.local(each);
            if (what == "input") {
                read_input(each);
            } else if (what == "output") {
                outputs_.push_back({each, {}});
            } else if (what == "rule") {
                rules.push_back(each);
            } else if (what != "annotation" && what != "description" && what != "extensionElements") {
                throw xml_.fault(errc::syntax, each, who_ + ": the element " + in_quotes(each.name()) +
                                                         " is outside what is read here");
            }
        }
        if (outputs_.empty()) { throw xml_.fault(errc::missing, table_, who_ + ": the table has no output"); }
        if (inputs_.empty()) { throw xml_.fault(errc::empty, table_, who_ + ": the table has no input"); }
        for (dmn_output_column& each : outputs_) { read_output(each); }
        for (const pugi::xml_node each : rules) { names_.insert(xml_.attribute(each, "label")); }
        for (const pugi::xml_node each : rules) { read_rule(each); }
        make_up_names(made_.table.rules, is_unnamed_);
        for (dmn_input_column& each : inputs_) { add_columns(each); }
        finish_outputs();
        return std::move(made_);
    }

private:
    void read_policy() {
        const std::string asked = xml_.attribute(table_, "hitPolicy");
        const std::string aggregation = xml_.attribute(table_, "aggregation");
        std::string plain;
        for (const char each : asked.empty() ? std::string{"UNIQUE"} : asked) {
            plain += each >= 'A' && each <= 'Z' ? static_cast<char>(each - 'A' + 'a') : each == '_' ? ' ' : each;
        }
        const std::optional<hit_policy> found = find_hit_policy(plain);
        if (!found || *found > hit_policy::collect) {
            throw xml_.fault(errc::unknown_name, table_, who_ + ": no hit policy is called " + in_quotes(asked));
        }
        made_.table.policy = *found;
        if (aggregation.empty()) { return; }
        if (*found != hit_policy::collect) {
            throw xml_.fault(errc::contradiction, table_, who_ + ": an aggregation, " + in_quotes(aggregation) +
                                                              ", with the hit policy " + in_quotes(asked));
        }
        for (const auto& [called, policy] : {std::pair{"SUM", hit_policy::collect_sum},
                                             std::pair{"MIN", hit_policy::collect_min},
                                             std::pair{"MAX", hit_policy::collect_max},
                                             std::pair{"COUNT", hit_policy::collect_count}}) {
            if (aggregation == called) { made_.table.policy = policy; }
        }
        if (made_.table.policy == hit_policy::collect) {
            throw xml_.fault(errc::unknown_name, table_, who_ + ": no aggregation is called " + in_quotes(aggregation));
        }
    }

    void read_input(pugi::xml_node clause) {
        dmn_input_column& column = inputs_.emplace_back();
        column.clause = clause;
        const std::string who = who_ + ", column " + std::to_string(inputs_.size());
        std::string reference;
        pugi::xml_node own_values;
        for (const pugi::xml_node each : clause.children()) {
            if (!is_dmn(xml_, each)) { continue; }
            const std::string_view what = xml_.local(each);
            if (what == "inputExpression") {
                reference = xml_.attribute(each, "typeRef");
                const std::string words = words_of(xml_, each, who);
                const feel_name* const found = scope_.find(words);
                const feel_place at = feel_place_of(xml_, each, who);
                if (found == nullptr) { throw not_a_fact(words, at); }
                if (found->is_list) {
                    throw error{errc::type_mismatch, at.where, who + " reads `" + words +
                                                                   "`, a list or a structure, which is outside what is "
                                                                   "read here; an input takes one value"};
                }
                column.fact = found->fact;
                column.kind = found->kind;
            } else if (what == "inputValues") {
                own_values = each;
            } else if (what != "description" && what != "extensionElements") {
                throw xml_.fault(errc::syntax, each, who + ": the element " + in_quotes(each.name()) +
                                                         " is outside what is read here");
            }
        }
        if (column.fact.empty()) { throw xml_.fault(errc::missing, clause, who + " has no inputExpression"); }
        column.title = title_of(column.fact, xml_.attribute(clause, "label"));
        const dmn_type type = types_.resolve(reference, clause);
        if (type.is_list || type.structure || type.is_outside) {
            throw xml_.fault(errc::type_mismatch, clause, who + " is of the type " + in_quotes(reference) +
                                                              ", a list, structure or function; an input takes one value");
        }
        if (type.kind && column.kind && !is_literal_of(*type.kind, *column.kind)) {
            throw xml_.fault(errc::type_mismatch, clause, who + " is a " + std::string{to_string(*type.kind)} + ", `" +
                                                              column.fact + "` is a " +
                                                              std::string{to_string(*column.kind)});
        }
        if (!column.kind) { column.kind = type.kind; }
        column.constraints = type.allowed;
        if (own_values) { column.constraints.push_back(own_values); }
    }
    [[nodiscard]] error not_a_fact(const std::string& words, const feel_place& at) const {
        if (words.empty()) { return {errc::missing, at.where, at.prefix() + "an input without an expression"}; }
        return {errc::unknown_name, at.where, at.prefix() + in_quotes(words) +
                                                  " is no fact or decision of this model; other expressions than names "
                                                  "are outside what is read here"};
    }
    void read_output(dmn_output_column& column) {
        output_clause& made = made_.table.outputs.emplace_back();
        made.name = xml_.attribute(column.clause, "name");
        const bool is_only = outputs_.size() == 1;
        if (made.name.empty() && is_only) { made.name = made_.name; }
        const std::string who = who_ + ", output " + std::to_string(made_.table.outputs.size());
        if (made.name.empty()) { throw xml_.fault(errc::missing, column.clause, who + " has no name"); }

        dmn_type type = types_.resolve(xml_.attribute(column.clause, "typeRef"), column.clause);
        if (!type.kind && !type.structure && !type.is_list && !type.is_outside) {
            if (is_only) {
                type = result_;
            } else if (result_.structure) {
                type = types_.component(result_.structure, made.name).value_or(dmn_type{});
            }
        }
        const bool takes_items = !is_single(made_.table.policy);  // the items of the list are what a rule says
        if (type.structure || type.is_outside || (type.is_list && !(takes_items && is_only))) {
            throw xml_.fault(errc::type_mismatch, column.clause,
                             who + " `" + made.name + "` is a list, structure or function, which is outside what is read "
                                                      "here; a rule's output is one value");
        }
        // The type of a count says what is counted or that it is a number: the cells tell which.
        column.declared = type.kind;
        if (made_.table.policy != hit_policy::collect_count) { column.kind = type.kind; }
        read_output_values(column, made, type, who);
    }

    void read_output_values(dmn_output_column& column, output_clause& made, const dmn_type& type, const std::string& who) {
        std::vector<pugi::xml_node> constraints = type.allowed;
        pugi::xml_node otherwise;
        for (const pugi::xml_node each : column.clause.children()) {
            if (!is_dmn(xml_, each)) { continue; }
            const std::string_view what = xml_.local(each);
            if (what == "outputValues") {
                constraints = {each};
            } else if (what == "defaultOutputEntry") {
                otherwise = each;
            } else if (what != "description" && what != "extensionElements") {
                throw xml_.fault(errc::syntax, each, who + ": the element " + in_quotes(each.name()) +
                                                         " is outside what is read here");
            }
        }
        if (!constraints.empty()) {
            const pugi::xml_node from = constraints.front();
            const feel_place at = feel_place_of(xml_, from, who + ", allowed values");
            const input_entry allowed = parse_values(from, column.kind, at);
            if (const auto listed = as_list(allowed, column.kind)) {
                made.values = *listed;
            } else {
                column.allowed = allowed;
            }
        }
        if (otherwise) {
            const std::string words = words_of(xml_, otherwise, who);
            if (!words.empty()) {
                made.otherwise = parse_feel_value(words, column.kind, feel_place_of(xml_, otherwise, who + ", default"));
            }
        }
    }

    [[nodiscard]] input_entry parse_values(pugi::xml_node from, std::optional<value_kind>& kind,
                                           const feel_place& at) const {
        const feel_test read = parse_feel_test(words_of(xml_, from, at.who), kind, feel_scope{}, at);
        return read.entry;
    }
    void read_rule(pugi::xml_node rule) {
        model_rule& made = made_.table.rules.emplace_back();
        made.where = xml_.where(rule);
        std::string description;
        std::vector<pugi::xml_node> when;
        std::vector<pugi::xml_node> then;
        for (const pugi::xml_node each : rule.children()) {
            if (!is_dmn(xml_, each)) { continue; }
            const std::string_view what = xml_.local(each);
            if (what == "inputEntry") {
                when.push_back(each);
            } else if (what == "outputEntry") {
                then.push_back(each);
            } else if (what == "annotationEntry") {
                const std::string note = words_of(xml_, each, who_);
                if (!note.empty()) { made.note += (made.note.empty() ? "" : "; ") + note; }
            } else if (what == "description") {
                description = xml_.text(each);
            } else if (what != "extensionElements") {
                throw xml_.fault(errc::syntax, each, who_ + ": the element " + in_quotes(each.name()) +
                                                         " in a rule is outside what is read here");
            }
        }
        name_rule(made, xml_.attribute(rule, "label"), description);
        const std::string who = who_ + ", rule `" + made.name + "`";
        if (when.size() != inputs_.size() || then.size() != outputs_.size()) {
            throw xml_.fault(errc::missing, rule, who + " has " + std::to_string(when.size()) + " input entries and " +
                                                      std::to_string(then.size()) + " output entries for " +
                                                      std::to_string(inputs_.size()) + " inputs and " +
                                                      std::to_string(outputs_.size()) + " outputs");
        }
        for (std::size_t i = 0; i < when.size(); ++i) {
            const std::string cell_who = who + ", column `" + inputs_[i].fact + "`";
            const feel_place at = feel_place_of(xml_, when[i], cell_who);
            inputs_[i].tests.push_back(parse_feel_test(words_of(xml_, when[i], cell_who), inputs_[i].kind, scope_, at));
            const input_entry& entry = inputs_[i].tests.back().entry;
            inputs_[i].mentions_unknown = inputs_[i].mentions_unknown || (entry.accepts_unknown && !entry.is_any);
        }
        for (std::size_t i = 0; i < then.size(); ++i) {
            const std::string cell_who = who + ", output `" + made_.table.outputs[i].name + "`";
            const feel_place at = feel_place_of(xml_, then[i], cell_who);
            const std::string words = words_of(xml_, then[i], cell_who);
            if (words.empty() || words == "-") {
                throw error{errc::missing, at.where, at.prefix() + "no outcome; every rule says one"};
            }
            outputs_[i].values.push_back(parse_feel_value(words, outputs_[i].kind, at));
            if (!outputs_[i].allowed.holds(outputs_[i].values.back())) {
                throw error{errc::out_of_range, at.where, at.prefix() + to_string(outputs_[i].values.back()) +
                                                              " is not among the allowed values"};
            }
        }
    }

    // A label is a rule's name. A description is one too unless it is long or a name already: DMN does not ask it to be one.
    void name_rule(model_rule& made, const std::string& called, const std::string& description) {
        constexpr std::size_t longest = 120;
        const bool is_name = !description.empty() && description.size() <= longest &&
                             description.find('\n') == std::string::npos && names_.insert(description).second;
        is_unnamed_.push_back(called.empty() && !is_name);
        if (!called.empty()) {
            made.name = called;
        } else if (is_name) {
            made.name = description;
        } else {
            made.name = made_up_name(made_.table.rules.size());
        }
        if (made.name != description && !description.empty()) {
            made.note = description + (made.note.empty() ? "" : "; ") + made.note;
        }
    }

    void add_columns(dmn_input_column& column) {
        std::vector<std::string> compared;  // with these facts, in the order in which cells name them
        bool is_plain = !column.constraints.empty();
        for (const feel_test& each : column.tests) {
            is_plain = is_plain || !each.entry.is_any;
            for (const feel_comparison& with : each.against) {
                if (std::find(compared.begin(), compared.end(), with.fact) == compared.end()) {
                    compared.push_back(with.fact);
                }
            }
        }
        const std::string who = who_ + ", column `" + column.fact + "`";
        if (!column.kind && !column.constraints.empty()) {
            static_cast<void>(parse_values(column.constraints[0], column.kind, feel_place_of(xml_, column.constraints[0], who)));
        }
        if (!column.kind) { column.kind = value_kind::string; }  // never asked for: any kind will do
        scope_.set_kind(column.fact, *column.kind);
        if (is_plain || compared.empty()) { add_plain(column, who); }
        for (const std::string& each : compared) { add_comparison(column, each, !is_plain); }
    }

    void add_plain(dmn_input_column& column, const std::string& who) {
        input_clause clause;
        clause.name = column.title;
        clause.name.en = unique_name(clause.name.en, made_.table.inputs);
        for (const pugi::xml_node each : column.constraints) {
            const feel_place at = feel_place_of(xml_, each, who + ", allowed values");
            clause.allowed = both_allowed(clause.allowed, parse_values(each, column.kind, at), *column.kind, at);
        }
        read_own(column.clause, column.kind, clause.thin_margin);
        clause.kind = *column.kind;
        clause.may_be_unknown = may_be_unknown(column, who);
        made_.sources.push_back({column.fact, {}});
        made_.table.inputs.push_back(std::move(clause));
        for (std::size_t i = 0; i < column.tests.size(); ++i) {
            made_.table.rules[i].when.push_back(column.tests[i].entry);
        }
    }

    // As the file says for muster, else when a cell or an allowed value of the column asks for null.
    [[nodiscard]] bool may_be_unknown(const dmn_input_column& column, const std::string& who) const {
        const std::string said = xml_.attribute(column.clause, own_space, "unknown");
        if (!said.empty()) { return said == "possible"; }
        if (column.mentions_unknown) { return true; }
        bool is_allowed = !column.constraints.empty();
        std::optional<value_kind> kind = column.kind;
        for (const pugi::xml_node each : column.constraints) {
            const feel_place at = feel_place_of(xml_, each, who + ", allowed values");
            is_allowed = is_allowed && parse_values(each, kind, at).holds_unknown();
        }
        return is_allowed;
    }

    // A comparison is unknown when either side may be, as all columns of the table that read them say.
    [[nodiscard]] bool may_be_unknown(const std::string& one, const std::string& other, const std::string& who) const {
        for (const dmn_input_column& each : inputs_) {
            if ((each.fact == one || each.fact == other) && may_be_unknown(each, who)) { return true; }
        }
        return false;
    }

    // @param is_alone  the column is nothing but this comparison: what it says of itself counts
    void add_comparison(const dmn_input_column& column, const std::string& with, bool is_alone) {
        scope_.set_kind(with, *column.kind);
        const std::string who = who_ + ", column `" + column.fact + "`";
        const bool says = is_alone && !xml_.attribute(column.clause, own_space, "unknown").empty();
        input_clause clause = sign_clause(column.fact, with, *column.kind,
                                          says ? may_be_unknown(column, who) : may_be_unknown(column.fact, with, who));
        clause.name.en = unique_name(clause.name.en, made_.table.inputs);
        made_.sources.push_back({column.fact, with});
        made_.table.inputs.push_back(std::move(clause));
        for (std::size_t i = 0; i < column.tests.size(); ++i) {
            made_.table.rules[i].when.push_back(sign_entry(column.tests[i], with));
        }
    }

    // What muster writes beyond DMN, as attributes of its own: kinds that FEEL does not tell apart, margins.
    void read_own(pugi::xml_node clause, std::optional<value_kind>& kind, double& margin) const {
        const std::string called = xml_.attribute(clause, own_space, "kind");
        if (!called.empty()) {
            const std::optional<value_kind> own = find_value_kind(called);
            if (!own || !is_literal_of(kind.value_or(*own), *own)) {
                throw xml_.fault(errc::type_mismatch, clause, who_ + ": the kind " + in_quotes(called) +
                                                                  " is not one, or not that of the column");
            }
            kind = own;
        }
        const std::string words = xml_.attribute(clause, own_space, "thin_margin");
        if (words.empty()) { return; }
        const feel_place at{xml_.where(clause), who_};
        std::optional<value_kind> number = value_kind::number;
        margin = parse_feel_value(words, number, at).number;
        if (!(margin >= 0)) { throw xml_.fault(errc::out_of_range, clause, who_ + ": a thin_margin below 0"); }
    }

    void finish_outputs() {
        for (std::size_t i = 0; i < outputs_.size(); ++i) {
            output_clause& made = made_.table.outputs[i];
            double unused = 0;
            if (!outputs_[i].kind) { outputs_[i].kind = outputs_[i].declared; }
            read_own(outputs_[i].clause, outputs_[i].kind, unused);
            made.kind = outputs_[i].kind.value_or(value_kind::string);
            for (table_value& each : made.values) { each.kind = made.kind; }
            if (made.otherwise) { made.otherwise->kind = made.kind; }
            for (std::size_t j = 0; j < outputs_[i].values.size(); ++j) {
                outputs_[i].values[j].kind = made.kind;
                made_.table.rules[j].then.push_back(std::move(outputs_[i].values[j]));
            }
        }
    }

    const xml_file& xml_;
    const dmn_types& types_;
    feel_scope& scope_;
    const dmn_type& result_;
    pugi::xml_node table_;
    model_decision made_;
    std::string who_;
    std::vector<dmn_input_column> inputs_;
    std::vector<dmn_output_column> outputs_;
    std::set<std::string> names_;   ///< labels, and descriptions that are names
    std::vector<bool> is_unnamed_;  ///< one a rule
};

}  // namespace io_detail
}  // namespace v0
}  // namespace muster
