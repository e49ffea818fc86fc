#pragma once

#include "muster/core/error.hpp"            // error
#include "muster/io/detail/dmn_space.hpp"   // own_space
#include "muster/io/detail/feel_text.hpp"   // feel_text
#include "muster/io/feel_write.hpp"         // write_feel_test, write_feel
#include "muster/io/utf8.hpp"               // is_valid_utf8
#include "muster/rules/decision_model.hpp"  // model_decision, model_fact

#include <pugixml.hpp>  // pugixml

#include <cstddef>      // size_t
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace muster {
inline namespace v0 {
namespace io_detail {

/// Writes decisions as one DMN file.
class dmn_writer {
public:
    [[nodiscard]] std::string write(const std::vector<model_decision>& decisions, const std::vector<model_fact>& facts,
                                    const std::string& title) {
        pugi::xml_node declaration = document_.append_child(pugi::node_declaration);
        declaration.append_attribute("version") = "1.0";
        declaration.append_attribute("encoding") = "UTF-8";
        pugi::xml_node root = document_.append_child("definitions");
        set(root, "xmlns", std::string{dmn_spaces[4]});
        set(root, "xmlns:muster", std::string{own_space});
        set(root, "id", "definitions");
        set(root, "name", checked(title));
        set(root, "namespace", "urn:muster:model");
        facts_ = &facts;
        decisions_ = &decisions;
        for (const model_decision& each : decisions) { write_decision(root, each); }
        for (std::size_t i = 0; i < facts.size(); ++i) {
            pugi::xml_node data = root.append_child("inputData");
            set(data, "id", "input_" + std::to_string(i + 1));
            set(data, "name", checked_name(facts[i].name));
            set_kind(data, facts[i].kind);
            pugi::xml_node variable = data.append_child("variable");
            set(variable, "name", facts[i].name);
            set(variable, "typeRef", type_name(facts[i].kind));
        }
        to_string_writer out;
        document_.save(out, "  ", pugi::format_default, pugi::encoding_utf8);
        return out.all;
    }

private:
    struct to_string_writer final : pugi::xml_writer {
        void write(const void* data, std::size_t size) override { all.append(static_cast<const char*>(data), size); }
        std::string all;
    };

    static void set(pugi::xml_node node, const char* called, const std::string& value) {
        node.append_attribute(called) = value.c_str();
    }
    static void add_text(pugi::xml_node parent, const char* called, const std::string& words) {
        pugi::xml_node entry = parent.append_child(called);
        entry.append_child("text").append_child(pugi::node_pcdata).set_value(words.c_str());
    }

    // XML has no control characters but tabs and line ends, and they would not come back from an attribute.
    static const std::string& checked(const std::string& words) {
        for (const char each : words) {
            if (static_cast<unsigned char>(each) < 0x20) {
                throw error{errc::syntax, in_quotes(words) + " has a control character, which XML cannot hold"};
            }
        }
        if (!is_valid_utf8(words)) { throw error{errc::syntax, in_quotes(words) + " is not UTF-8"}; }
        return words;
    }
    // A name that a cell can name: an attribute loses the blanks around it, and FEEL takes several for one.
    static const std::string& checked_name(const std::string& words) {
        checked(words);
        if (words.empty() || words.front() == ' ' || words.back() == ' ' || words.find("  ") != std::string::npos) {
            throw error{errc::syntax, "the name " + in_quotes(words) + " is empty or has blanks that FEEL would lose"};
        }
        return words;
    }
    static std::string checked_note(std::string words) {
        std::string plain = words;
        for (char& each : plain) {
            if (each == '\n' || each == '\t') { each = ' '; }
        }
        checked(plain);
        return words;
    }
    // A text that is read back without blanks around it.
    static const std::string& checked_label(const std::string& words) {
        checked(words);
        if (words.empty() || words.front() == ' ' || words.back() == ' ') {
            throw error{errc::syntax, "the rule name " + in_quotes(words) + " is empty or has blanks around it"};
        }
        return words;
    }

    [[nodiscard]] static std::string type_name(value_kind kind) {
        switch (kind) {
            case value_kind::whole_number:
            case value_kind::weekday: return "number";
            case value_kind::string: return "string";
            case value_kind::day_time_duration: return "days and time duration";
            case value_kind::year_month_duration: return "years and months duration";
            default: return std::string{to_string(kind)};
        }
    }
    static void set_kind(pugi::xml_node node, value_kind kind) {
        if (kind == value_kind::whole_number || kind == value_kind::weekday) {
            set(node, "muster:kind", std::string{to_string(kind)});
        }
    }

    void write_decision(pugi::xml_node root, const model_decision& decision) {
        const table_model& table = decision.table;
        pugi::xml_node node = root.append_child("decision");
        set(node, "id", id_of(decision.name));
        set(node, "name", checked_name(decision.name));
        pugi::xml_node variable = node.append_child("variable");
        set(variable, "name", decision.name);
        write_requirements(node, decision);
        pugi::xml_node made = node.append_child("decisionTable");
        write_policy(made, table.policy);
        for (std::size_t i = 0; i < table.inputs.size(); ++i) { write_input(made, decision, i); }
        for (std::size_t i = 0; i < table.outputs.size(); ++i) { write_output(made, table, i); }
        bool has_notes = false;
        for (const model_rule& each : table.rules) { has_notes = has_notes || !each.note.empty(); }
        if (has_notes) { set(made.append_child("annotation"), "name", "note"); }
        for (const model_rule& each : table.rules) { write_rule(made, decision, each, has_notes); }
    }

    [[nodiscard]] std::string id_of(const std::string& decision) const {
        for (std::size_t i = 0; i < decisions_->size(); ++i) {
            if ((*decisions_)[i].name == decision) { return "decision_" + std::to_string(i + 1); }
        }
        return {};
    }

    // Every fact and every decision that the sources read, and the decisions that are listed, each once.
    void write_requirements(pugi::xml_node node, const model_decision& decision) const {
        std::vector<std::string> done;
        const auto require = [&](const char* what, const std::string& target) {
            for (const std::string& each : done) {
                if (each == target) { return; }
            }
            done.push_back(target);
            set(node.append_child("informationRequirement").append_child(what), "href", "#" + target);
        };
        const auto require_source = [&](const std::string& wanted) {
            for (std::size_t i = 0; i < facts_->size(); ++i) {
                if ((*facts_)[i].name == wanted) { return require("requiredInput", "input_" + std::to_string(i + 1)); }
            }
            for (const model_decision& each : *decisions_) {
                const bool is_read = wanted == each.name || (each.table.outputs.size() > 1 &&
                                                             wanted.substr(0, each.name.size() + 1) == each.name + ".");
                if (is_read) { return require("requiredDecision", id_of(each.name)); }
            }
        };
        for (const input_source& each : decision.sources) {
            require_source(each.fact);
            if (!each.against.empty()) { require_source(each.against); }
        }
        for (const std::string& each : decision.requires_decisions) { require("requiredDecision", id_of(each)); }
    }

    static void write_policy(pugi::xml_node made, hit_policy policy) {
        constexpr std::string_view names[] = {"UNIQUE",     "ANY",          "PRIORITY", "FIRST",
                                              "RULE ORDER", "OUTPUT ORDER", "COLLECT"};
        constexpr std::string_view aggregations[] = {"SUM", "MIN", "MAX", "COUNT"};
        const auto at = static_cast<std::size_t>(policy);
        set(made, "hitPolicy", std::string{names[at < 6 ? at : 6]});
        if (at > 6) { set(made, "aggregation", std::string{aggregations[at - 7]}); }
    }

    static void write_input(pugi::xml_node made, const model_decision& decision, std::size_t i) {
        const input_clause& clause = decision.table.inputs[i];
        const input_source& source = decision.sources[i];
        pugi::xml_node node = made.append_child("input");
        pugi::xml_node expression = node.append_child("inputExpression");
        add_text_child(expression, checked_name(source.fact));
        if (!source.against.empty()) {  // its cells say the rest
            set(node, "muster:unknown", clause.may_be_unknown ? "possible" : "never");
            return;
        }
        if (!clause.name.zh.empty()) { set(node, "label", checked(clause.name.zh)); }
        set(expression, "typeRef", type_name(clause.kind));
        if (!clause.allowed.is_any) {
            node.append_child("inputValues").append_child("text").append_child(pugi::node_pcdata).set_value(
                write_feel_test(clause.allowed, clause.kind).c_str());
        }
        set_kind(node, clause.kind);
        set(node, "muster:unknown", clause.may_be_unknown ? "possible" : "never");
        if (clause.thin_margin != 0) { set(node, "muster:thin_margin", detail::shortest(clause.thin_margin)); }
    }
    static void add_text_child(pugi::xml_node node, const std::string& words) {
        node.append_child("text").append_child(pugi::node_pcdata).set_value(words.c_str());
    }

    static void write_output(pugi::xml_node made, const table_model& table, std::size_t i) {
        const output_clause& clause = table.outputs[i];
        pugi::xml_node node = made.append_child("output");
        if (table.outputs.size() > 1 || clause.name != table.name) { set(node, "name", checked_name(clause.name)); }
        set(node, "typeRef", type_name(clause.kind));
        set_kind(node, clause.kind);
        if (!clause.values.empty()) {
            std::string all;
            for (const table_value& each : clause.values) { all += (all.empty() ? "" : ", ") + write_feel(each); }
            add_text(node, "outputValues", all);
        }
        if (clause.otherwise) { add_text(node, "defaultOutputEntry", write_feel(*clause.otherwise)); }
    }

    void write_rule(pugi::xml_node made, const model_decision& decision, const model_rule& rule, bool has_notes) const {
        pugi::xml_node node = made.append_child("rule");
        set(node, "label", checked_label(rule.name));
        for (std::size_t i = 0; i < rule.when.size(); ++i) {
            const input_clause& clause = decision.table.inputs[i];
            const std::string& against = decision.sources[i].against;
            try {
                add_text(node, "inputEntry", against.empty() ? write_feel_test(rule.when[i], clause.kind)
                                                             : write_comparison(rule.when[i], decision.sources[i]));
            } catch (const error& fault) {
                throw error{fault.code(), "table `" + decision.table.name + "`, rule `" + rule.name + "`, column `" +
                                              clause.name.en + "`: " + fault.what()};
            }
        }
        for (const table_value& each : rule.then) { add_text(node, "outputEntry", write_feel(each)); }
        if (has_notes) { add_text(node, "annotationEntry", checked_note(rule.note)); }
    }

    // Whether values of a fact or of a decision's output have an order.
    [[nodiscard]] bool is_ordered(const std::string& wanted) const {
        value_kind kind = value_kind::number;
        for (const model_fact& each : *facts_) {
            if (each.name == wanted) { kind = each.kind; }
        }
        for (const model_decision& each : *decisions_) {
            for (const output_clause& output : each.table.outputs) {
                const bool is_it = wanted == (each.table.outputs.size() == 1 ? each.name : each.name + "." + output.name);
                if (is_it && each.table.policy != hit_policy::collect_count) { kind = output.kind; }
            }
        }
        return kind != value_kind::string && kind != value_kind::boolean;
    }

    // An entry over -1, 0 and 1 as a comparison with the other fact.
    [[nodiscard]] std::string write_comparison(const input_entry& entry, const input_source& source) const {
        if (entry.is_any) { return "-"; }
        if (entry.accepts_unknown) {
            throw error{errc::contradiction, "FEEL has no word for a comparison that is unknown"};
        }
        const std::string& other = checked_name(source.against);
        const bool can_stand = feel_text::is_name_part(other.front()) && !feel_text::is_digit(other.front()) &&
                               other != "true" && other != "false" && other != "null" && other != "not";
        if (!can_stand) { throw error{errc::syntax, "a cell cannot name " + in_quotes(other)}; }
        const bool is_equal = entry.holds(0.0);
        const bool is_more = entry.holds(1.0);
        if (!is_ordered(source.fact)) {
            if (is_equal) { return is_more ? other + ", != " + other : other; }
            return is_more ? "not(" + other + ")" : "not(" + other + ", != " + other + ")";
        }
        if (entry.holds(-1.0)) {
            return is_equal ? "<= " + other + (is_more ? ", > " + other : "") : "< " + other + (is_more ? ", > " + other : "");
        }
        if (is_equal) { return is_more ? ">= " + other : other; }
        return is_more ? "> " + other : "(" + other + ".." + other + ")";  // the last one never holds
    }

    pugi::xml_document document_;
    const std::vector<model_decision>* decisions_ = nullptr;
    const std::vector<model_fact>* facts_ = nullptr;
};

}  // namespace io_detail
}  // namespace v0
}  // namespace muster
