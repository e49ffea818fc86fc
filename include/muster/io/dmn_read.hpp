#pragma once

#include "muster/io/detail/dmn_table.hpp"   // dmn_table_reader
#include "muster/io/detail/text.hpp"        // read_file
#include "muster/rules/decision_model.hpp"  // decision_model

#include <cstddef>      // size_t
#include <map>          // map
#include <optional>     // optional
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {
namespace io_detail {

/// Reads the model of one DMN file.
class dmn_reader {
public:
    dmn_reader(std::string_view content, std::string file) : xml_{content, std::move(file)}, types_{xml_} {}

    [[nodiscard]] decision_model read() {
        check_root();
        sort_elements();
        if (decisions_.empty()) { throw xml_.fault(errc::empty, xml_.root(), "the model has no decision"); }
        for (const pugi::xml_node each : inputs_) { read_input_data(each); }
        if (inputs_.empty()) { add_implied_facts(); }
        std::vector<dmn_type> results;
        std::vector<pugi::xml_node> tables;
        for (const pugi::xml_node each : decisions_) {
            tables.push_back(table_of(each));
            results.push_back(result_of(each, tables.back()));
            add_result_names(each, results.back(), tables.back());
        }
        std::vector<model_decision> made;
        for (std::size_t i = 0; i < decisions_.size(); ++i) {
            made.push_back(dmn_table_reader{xml_, types_, scope_, decisions_[i], results[i], tables[i]}.read());
            read_requirements(decisions_[i], made.back());
        }
        std::vector<model_fact> facts;
        for (std::size_t i = 0; i < fact_names_; ++i) {
            const feel_name& each = scope_.names()[i];
            if (!each.is_list && each.kind) { facts.push_back({each.fact, *each.kind}); }
        }
        return decision_model{std::move(made), std::move(facts), xml_.file()};
    }

private:
    [[nodiscard]] std::string who(pugi::xml_node decision) const {
        return "decision `" + xml_.attribute(decision, "name") + "`";
    }

    void check_root() const {
        const pugi::xml_node root = xml_.root();
        // Some tools bind the model's namespace to a prefix and use another one: as long as it is declared, fine.
        bool is_declared = is_dmn_space(xml_file::space(root));
        for (const pugi::xml_attribute each : root.attributes()) {
            is_declared = is_declared || (std::string_view{each.name()}.substr(0, 5) == "xmlns" && is_dmn_space(each.value()));
        }
        if (xml_file::local(root) != "definitions" || !is_declared) {
            throw xml_.fault(errc::syntax, root, "not DMN: the root is " + in_quotes(root.name()) + " of the namespace " +
                                                     in_quotes(xml_file::space(root)) +
                                                     ", expected `definitions` of DMN 1.1 to 1.6");
        }
        check_language(xml_, root, "the model");
    }

    void sort_elements() {
        for (const pugi::xml_node each : xml_.root().children()) {
            if (!is_dmn(xml_, each)) { continue; }
            const std::string_view what = xml_file::local(each);
            if (what == "decision") {
                decisions_.push_back(each);
                note_id(each);
            } else if (what == "inputData") {
                inputs_.push_back(each);
                note_id(each);
            } else if (what == "itemDefinition") {
                types_.add(each);
            } else if (what != "description" && what != "extensionElements" && what != "textAnnotation" &&
                       what != "association" && what != "group" && what != "artifact" && what != "knowledgeSource" &&
                       what != "performanceIndicator" && what != "organizationUnit" && what != "businessContextElement" &&
                       what != "elementCollection" && what != "DMNDI") {
                throw xml_.fault(errc::syntax, each, "the element " + in_quotes(each.name()) + " " +
                                                         in_quotes(xml_.attribute(each, "name")) +
                                                         " is outside what is read here: decision tables over input data");
            }
        }
    }
    void note_id(pugi::xml_node node) {
        const std::string own = xml_.attribute(node, "id");
        if (xml_.attribute(node, "name").empty()) {
            throw xml_.fault(errc::missing, node, "a " + std::string{xml_file::local(node)} + " without a name");
        }
        if (!own.empty() && !by_id_.emplace(own, node).second) {
            throw xml_.fault(errc::duplicate, node, "the id " + in_quotes(own) + " is used twice");
        }
    }

    // The child of a node with a local name; null when there is none.
    [[nodiscard]] pugi::xml_node child(pugi::xml_node node, std::string_view called) const {
        for (const pugi::xml_node each : node.children()) {
            if (is_dmn(xml_, each) && xml_file::local(each) == called) { return each; }
        }
        return {};
    }

    void read_input_data(pugi::xml_node node) {
        const pugi::xml_node variable = child(node, "variable");
        const std::string reference = xml_.attribute(variable, "typeRef");
        dmn_type type = types_.resolve(reference, node);
        const std::string own = xml_.attribute(node, own_space, "kind");
        if (!own.empty()) {
            const std::optional<value_kind> kind = find_value_kind(own);
            if (!kind || !type.kind || !is_literal_of(*type.kind, *kind)) {
                throw xml_.fault(errc::type_mismatch, node, "the kind " + in_quotes(own) + " is not one, or not that of its type");
            }
            type.kind = kind;
        }
        types_.add_names(xml_.attribute(node, "name"), type, scope_);
        fact_names_ = scope_.names().size();
    }

    // Some tools draw tables without input data: then the names in the inputs' expressions are the facts.
    void add_implied_facts() {
        for (const pugi::xml_node decision : decisions_) {
            for (const pugi::xml_node input : child(decision, "decisionTable").children()) {
                if (!is_dmn(xml_, input) || xml_file::local(input) != "input") { continue; }
                const pugi::xml_node expression = child(input, "inputExpression");
                const pugi::xml_node words = child(expression, "text");
                if (!words) { continue; }
                const std::string called = xml_.text(words);
                if (!is_plain_name(called) || scope_.find(called) != nullptr || is_decision(called)) { continue; }
                types_.add_names(called, types_.resolve(xml_.attribute(expression, "typeRef"), input), scope_);
            }
        }
        fact_names_ = scope_.names().size();
    }
    [[nodiscard]] static bool is_plain_name(std::string_view words) {
        if (words.empty() || feel_text::is_digit(words.front()) || words.front() == '.' || words.front() == ' ') { return false; }
        for (const char each : words) {
            if (!feel_text::is_name_part(each) && each != '.' && each != ' ') { return false; }
        }
        return true;
    }
    [[nodiscard]] bool is_decision(std::string_view called) const {
        for (const pugi::xml_node each : decisions_) {
            const std::string decision = xml_.attribute(each, "name");
            if (called.substr(0, decision.size()) == decision &&
                (called.size() == decision.size() || called[decision.size()] == '.')) {
                return true;
            }
        }
        return false;
    }

    // The decision's table; what else a decision may say is refused by name.
    [[nodiscard]] pugi::xml_node table_of(pugi::xml_node decision) const {
        pugi::xml_node table;
        for (const pugi::xml_node each : decision.children()) {
            if (!is_dmn(xml_, each)) { continue; }
            const std::string_view what = xml_file::local(each);
            const bool is_remark = what == "description" || what == "extensionElements" || what == "question" ||
                                   what == "allowedAnswers" || what == "variable" || what == "informationRequirement" ||
                                   what == "authorityRequirement" || what == "supportedObjective" ||
                                   what == "impactedPerformanceIndicator" || what == "decisionMaker" ||
                                   what == "decisionOwner" || what == "usingProcess" || what == "usingTask";
            if (is_remark) { continue; }
            if (what != "decisionTable" || table) {
                throw xml_.fault(errc::syntax, each, who(decision) + ": the element " + in_quotes(each.name()) +
                                                         " is outside what is read here: one decisionTable a decision");
            }
            table = each;
        }
        if (!table) { throw xml_.fault(errc::missing, decision, who(decision) + " has no decisionTable"); }
        check_language(xml_, table, who(decision));
        return table;
    }

    [[nodiscard]] dmn_type result_of(pugi::xml_node decision, pugi::xml_node table) const {
        std::string reference = xml_.attribute(table, "typeRef");
        if (reference.empty()) { reference = xml_.attribute(child(decision, "variable"), "typeRef"); }
        return types_.resolve(reference, decision);
    }

    // What other tables call this decision's outcome: its name, or `Decision.Output` of several outputs.
    void add_result_names(pugi::xml_node decision, const dmn_type& result, pugi::xml_node table) {
        const std::string called = xml_.attribute(decision, "name");
        std::vector<pugi::xml_node> outputs;
        for (const pugi::xml_node each : table.children()) {
            if (is_dmn(xml_, each) && xml_file::local(each) == "output") { outputs.push_back(each); }
        }
        const std::string policy = xml_.attribute(table, "hitPolicy");
        const bool is_list = policy == "RULE ORDER" || policy == "OUTPUT ORDER" ||
                             (policy == "COLLECT" && xml_.attribute(table, "aggregation").empty());
        if (outputs.size() == 1 && !is_list) {
            const dmn_type own = types_.resolve(xml_.attribute(outputs[0], "typeRef"), outputs[0]);
            scope_.add({called, own.kind ? own.kind : result.is_list ? std::nullopt : result.kind, false});
            return;
        }
        scope_.add({called, std::nullopt, true});
        for (const pugi::xml_node each : outputs) {
            if (is_list || xml_.attribute(each, "name").empty()) { continue; }
            const dmn_type own = types_.resolve(xml_.attribute(each, "typeRef"), each);
            scope_.add({called + "." + xml_.attribute(each, "name"), own.kind, false});
        }
    }

    void read_requirements(pugi::xml_node decision, model_decision& made) const {
        for (const pugi::xml_node each : decision.children()) {
            if (!is_dmn(xml_, each) || xml_file::local(each) != "informationRequirement") { continue; }
            for (const pugi::xml_node target : each.children()) {
                if (!is_dmn(xml_, target)) { continue; }
                const std::string_view what = xml_file::local(target);
                if (what != "requiredDecision" && what != "requiredInput") { continue; }
                const pugi::xml_node found = referred(target, made.name);
                if (xml_file::local(found) != (what == "requiredDecision" ? "decision" : "inputData")) {
                    throw xml_.fault(errc::type_mismatch, target, "decision `" + made.name + "`: the " +
                                                                      std::string{what} + " is a " + found.name());
                }
                if (what == "requiredDecision") { made.requires_decisions.push_back(xml_.attribute(found, "name")); }
            }
        }
    }
    [[nodiscard]] pugi::xml_node referred(pugi::xml_node target, const std::string& reader) const {
        const std::string href = xml_.attribute(target, "href");
        const std::size_t mark = href.find('#');
        const std::string space = mark == std::string::npos ? "" : href.substr(0, mark);
        const auto found = by_id_.find(mark == std::string::npos ? href : href.substr(mark + 1));
        const bool is_here = space.empty() || space == xml_.attribute(xml_.root(), "namespace");
        if (found == by_id_.end() || !is_here) {
            throw xml_.fault(errc::unknown_name, target, "decision `" + reader + "` requires " + in_quotes(href) +
                                                             ", which is not in this file");
        }
        return found->second;
    }

    xml_file xml_;
    dmn_types types_;
    feel_scope scope_;
    std::size_t fact_names_ = 0;  ///< names in scope that are facts; those of decisions follow
    std::vector<pugi::xml_node> decisions_, inputs_;
    std::map<std::string, pugi::xml_node> by_id_;
};

}  // namespace io_detail

/// The decision tables of a DMN model (1.1 to 1.6), checked and ready to decide. Needs pugixml (`-lpugixml`).
///
/// Read are decisions that are decision tables, over input data (single values, and structures by their components:
/// `structA.price`) and over one another; their hit policies and aggregations; item definitions with aliases, allowed
/// values and components; cells as `parse_feel_test` reads them, outcomes that are literals. A cell that compares with
/// another fact becomes an input of its own (`input_source::against`). A rule is called by its label, else by its
/// description, else `rule 3`. Numbers are numbers: FEEL has no whole ones. The proof takes a value for possibly unknown
/// when a cell of its column asks for null, a comparison when either side may be. `decision_model::proof` proves such a table
/// over cases in which comparisons agree with the values.
/// Nothing of the rest is passed over: literal expressions, invocations, business knowledge models, imports, functions
/// and expressions in cells, lists as inputs, other languages than FEEL are refused by name. What does not change a
/// decision is passed over: diagrams, annotations, knowledge sources, a tool's own elements and attributes.
/// A model without any input data is taken to mean the names that its inputs read.
/// Deviation: a name that is read counts as required, also where the model forgot the requirement.
/// @param file  what messages call it
/// @throws error with file, line, column of the file, decision, rule and column of the table: syntax (not XML, not DMN,
/// not UTF-8, a document type, what is outside), out_of_range (too large, too deep, a cell too long, ends swapped),
/// missing, empty, duplicate, unknown_name (hit policy, aggregation, type, fact, reference), type_mismatch,
/// contradiction (cyclic decisions or types); what `decision_model` and `loaded_table` refuse. Nothing is half-built.
/// @complexity O(bytes + cells x names in scope), and that of `loaded_table`
/// @source OMG DMN 1.5
[[nodiscard]] inline decision_model parse_dmn(std::string_view xml, std::string file) {
    return io_detail::dmn_reader{xml, std::move(file)}.read();
}

/// The decision tables of a DMN file, as `parse_dmn`. @throws error file_not_found as well
[[nodiscard]] inline decision_model read_dmn(const std::string& path) {
    return parse_dmn(io_detail::read_file(path), path);
}

}  // namespace v0
}  // namespace muster
