#include "muster/io/dmn.hpp"
#include "muster/rules/rule_bundle.hpp"

#include "random_table.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace {

using muster::errc;
using muster::table_status;
using muster::value_kind;

const std::string space_1_5 = "https://www.omg.org/spec/DMN/20230324/MODEL/";

std::string model(const std::string& inside, const std::string& space = space_1_5) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<definitions xmlns=\"" + space +
           "\" name=\"fire\" namespace=\"urn:fire\">\n" + inside + "\n</definitions>\n";
}
std::string data(const std::string& called, const std::string& type, const std::string& own_id) {
    return "<inputData id=\"" + own_id + "\" name=\"" + called + "\"><variable name=\"" + called + "\" typeRef=\"" + type +
           "\"/></inputData>\n";
}
std::string input(const std::string& expression, const std::string& type, const std::string& values = "") {
    return "<input><inputExpression typeRef=\"" + type + "\"><text>" + expression + "</text></inputExpression>" +
           (values.empty() ? "" : "<inputValues><text>" + values + "</text></inputValues>") + "</input>";
}
std::string rule(const std::vector<std::string>& when, const std::vector<std::string>& then, const std::string& more = "") {
    std::string all = "<rule>" + more;
    for (const std::string& each : when) { all += "<inputEntry><text>" + each + "</text></inputEntry>"; }
    for (const std::string& each : then) { all += "<outputEntry><text>" + each + "</text></outputEntry>"; }
    return all + "</rule>\n";
}
std::string decision(const std::string& called, const std::string& table_attributes, const std::string& inside,
                     const std::string& more = "") {
    return "<decision id=\"d_" + called + "\" name=\"" + called + "\"><variable name=\"" + called + "\"/>" + more +
           "\n<decisionTable " + table_attributes + ">" + inside + "</decisionTable></decision>\n";
}
const std::string text_output = "<output typeRef=\"string\"/>";

// A table over the storeys of a building: "high" from 30 on.
std::string storeys(const std::string& cell = "&gt;=30", const std::string& outcome = "\"high\"",
                    const std::string& attributes = "") {
    return model(data("storeys", "number", "i1") +
                 decision("level", attributes, input("storeys", "number") + text_output + "\n" + rule({cell}, {outcome}) +
                                                   rule({"&lt;30"}, {"\"low\""})));
}

std::string said(const muster::decision_model& from, const std::string& decision, const muster::case_facts& facts) {
    const muster::loaded_outcome outcome = from.decide(decision, facts);
    if (outcome.aggregate) { return to_string(*outcome.aggregate); }
    std::string all;
    for (const auto& row : outcome.rows) {
        for (const muster::table_value& each : row) { all += (all.empty() ? "" : " ") + to_string(each); }
    }
    return all.empty() ? "nothing" : all;
}
std::string said(const std::string& xml, const std::string& decision, const muster::case_facts& facts) {
    return said(muster::parse_dmn(xml, "fire.dmn"), decision, facts);
}

muster::case_facts with(const std::string& fact, muster::table_value value) {
    muster::case_facts facts;
    facts.set(fact, std::move(value));
    return facts;
}
muster::case_facts with(const std::string& fact, double number) { return with(fact, muster::number_value(number)); }
muster::case_facts with(const std::string& fact, const char* words) { return with(fact, muster::text_value(words)); }

bool is_refused(const std::string& xml, errc code, const std::string& part) {
    try {
        static_cast<void>(muster::parse_dmn(xml, "fire.dmn"));
    } catch (const muster::error& fault) {
        const std::string what = fault.what();
        CAPTURE(what);
        CHECK(fault.code() == code);
        const bool has_part = what.find(part) != std::string::npos;
        CHECK(has_part);
        CHECK(what.find("fire.dmn") == 0);
        return fault.code() == code && has_part;
    }
    CAPTURE(part);
    CHECK_MESSAGE(false, "not refused");
    return false;
}

std::string replaced(std::string all, const std::string& what, const std::string& by) {
    const std::size_t at = all.find(what);
    REQUIRE(at != std::string::npos);
    return all.replace(at, what.size(), by);
}

}  // namespace

TEST_CASE("io/dmn: reads a table of every DMN version and decides with it") {
    for (const char* space : {"http://www.omg.org/spec/DMN/20151101/dmn.xsd", "http://www.omg.org/spec/DMN/20180521/MODEL/",
                              "https://www.omg.org/spec/DMN/20191111/MODEL/", "https://www.omg.org/spec/DMN/20211108/MODEL/",
                              "https://www.omg.org/spec/DMN/20230324/MODEL/", "https://www.omg.org/spec/DMN/20240513/MODEL/"}) {
        const std::string xml = replaced(storeys(), space_1_5, space);
        CHECK(said(xml, "level", with("storeys", 30)) == "\"high\"");
        CHECK(said(xml, "level", with("storeys", 29.5)) == "\"low\"");
        CHECK(said(xml, "level", {}) == "nothing");
    }
    const muster::decision_model read = muster::parse_dmn("\xEF\xBB\xBF" + storeys(), "fire.dmn");
    REQUIRE(read.decisions().size() == 1);
    const muster::table_model& table = read.decisions()[0].table;
    CHECK(table.name == "level");
    CHECK(table.file == "fire.dmn");
    CHECK(table.policy == muster::hit_policy::unique);
    CHECK(table.inputs[0].name.en == "storeys");
    CHECK_FALSE(table.inputs[0].may_be_unknown);
    CHECK(table.rules[1].name == "rule 2");
    CHECK(table.rules[0].where.line == 6);
    CHECK(table.rules[0].where.column == 1);
    CHECK(read.facts() == std::vector<muster::model_fact>{{"storeys", value_kind::number}});
}

TEST_CASE("io/dmn: elements may have a prefix, and a tool's own are passed over") {
    const std::string xml =
        "<dmn:definitions xmlns:dmn=\"" + space_1_5 + "\" xmlns:t=\"urn:tool\" xmlns:dmndi=\"https://x/DMNDI/\">"
        "<t:logo/><dmn:extensionElements><anything><deep/></anything></dmn:extensionElements>"
        "<dmn:textAnnotation id=\"x\"><dmn:text>a remark</dmn:text></dmn:textAnnotation>"
        "<dmn:knowledgeSource name=\"the law\"/>"
        "<dmn:inputData name=\"n\"><dmn:variable name=\"n\" typeRef=\"feel:number\"/></dmn:inputData>"
        "<dmn:decision name=\"d\"><dmn:description>why</dmn:description><t:colour>red</t:colour>"
        "<dmn:authorityRequirement><dmn:requiredAuthority href=\"#law\"/></dmn:authorityRequirement>"
        "<dmn:decisionTable><dmn:input t:width=\"5\"><dmn:inputExpression><dmn:text><![CDATA[n]]></dmn:text>"
        "</dmn:inputExpression></dmn:input><dmn:output/><dmn:annotation name=\"why\"/>"
        "<dmn:rule><dmn:inputEntry><dmn:text><![CDATA[< 5]]></dmn:text></dmn:inputEntry><dmn:outputEntry>"
        "<dmn:text>\"a &amp; b<!-- not this -->&#33;\"</dmn:text></dmn:outputEntry><dmn:annotationEntry><dmn:text>note"
        "</dmn:text></dmn:annotationEntry></dmn:rule></dmn:decisionTable></dmn:decision>"
        "<dmndi:DMNDI><dmndi:DMNDiagram/></dmndi:DMNDI></dmn:definitions>";
    CHECK(said(xml, "d", with("n", 4)) == "\"a & b!\"");
    CHECK(muster::parse_dmn(xml, "x").decisions()[0].table.rules[0].note == "note");
    // Some tools use a namespace of their own for the elements and only declare that of DMN.
    const std::string odd = replaced(storeys(), "xmlns=\"" + space_1_5 + "\"", "xmlns=\"urn:x\" xmlns:s=\"" + space_1_5 + "\"");
    CHECK(said(odd, "level", with("storeys", 3)) == "\"low\"");
}

TEST_CASE("io/dmn: hit policies and aggregations") {
    const auto table = [](const std::string& attributes) {
        return model(data("n", "number", "i") +
                     decision("d", attributes, input("n", "number") +
                                                   "<output typeRef=\"number\"><outputValues><text>30, 10, 20</text></outputValues></output>" +
                                                   rule({"&gt;0"}, {"20"}) + rule({"&gt;1"}, {"30"}) + rule({"&gt;2"}, {"10"})));
    };
    const muster::case_facts three = with("n", 3);
    CHECK(said(table("hitPolicy=\"FIRST\""), "d", three) == "20");
    CHECK(said(table("hitPolicy=\"PRIORITY\""), "d", three) == "30");
    CHECK(said(table("hitPolicy=\"RULE ORDER\""), "d", three) == "20 30 10");
    CHECK(said(table("hitPolicy=\"OUTPUT ORDER\""), "d", three) == "30 10 20");
    CHECK(said(table("hitPolicy=\"COLLECT\""), "d", three) == "20 30 10");
    CHECK(said(table("hitPolicy=\"COLLECT\" aggregation=\"SUM\""), "d", three) == "60");
    CHECK(said(table("hitPolicy=\"COLLECT\" aggregation=\"MIN\""), "d", three) == "10");
    CHECK(said(table("hitPolicy=\"COLLECT\" aggregation=\"MAX\""), "d", three) == "30");
    CHECK(said(table("hitPolicy=\"COLLECT\" aggregation=\"COUNT\""), "d", three) == "3");
    for (const char* policy : {"UNIQUE", "ANY"}) {
        const muster::decision_model read = muster::parse_dmn(table("hitPolicy=\"" + std::string{policy} + "\""), "x");
        CHECK(read.decide("d", three).hits.status == table_status::clash);
        CHECK(said(read, "d", with("n", 1)) == "20");
    }
    is_refused(table("hitPolicy=\"SOMETIMES\""), errc::unknown_name, "fire.dmn:5:1: decision `d`: no hit policy is called \"SOMETIMES\"");
    is_refused(table("hitPolicy=\"COLLECT\" aggregation=\"MEAN\""), errc::unknown_name, "no aggregation is called \"MEAN\"");
    is_refused(table("hitPolicy=\"collect sum\""), errc::unknown_name, "no hit policy");
    is_refused(table("hitPolicy=\"UNIQUE\" aggregation=\"SUM\""), errc::contradiction, "aggregation");
}

TEST_CASE("io/dmn: several outputs, default outputs, allowed values") {
    const std::string xml = model(
        data("use", "string", "i") + data("n", "number", "j") +
        decision("d", "hitPolicy=\"PRIORITY\"",
                 input("use", "string", "\"school\",\"tower\"") + input("n", "number", "[0..100]") +
                     "<output name=\"level\" typeRef=\"string\"><outputValues><text>\"I\",\"II\"</text></outputValues>"
                     "<defaultOutputEntry><text>\"II\"</text></defaultOutputEntry></output>"
                     "<output name=\"engines\" typeRef=\"number\"><outputValues><text>&lt;10</text></outputValues>"
                     "<defaultOutputEntry><text>1</text></defaultOutputEntry></output>" +
                     rule({"-", ""}, {"\"II\"", "4"}) + rule({"\"school\"", "&gt;3"}, {"\"I\"", "8"})));
    muster::case_facts facts = with("use", "school");
    CHECK(said(xml, "d", facts.set("n", muster::number_value(4))) == "\"I\" 8");
    CHECK(said(xml, "d", facts.set("n", muster::number_value(3))) == "\"II\" 4");
    const muster::decision_model read = muster::parse_dmn(xml, "x");
    CHECK(read.decide("d", facts.set("n", muster::number_value(101))).hits.status == table_status::out_of_range);
    CHECK(read.decide("d", facts.set("use", muster::text_value("barn"))).hits.status == table_status::out_of_range);
    is_refused(replaced(xml, "<text>8</text>", "<text>10</text>"), errc::out_of_range, "rule `rule 2`, output `engines`: 10 is not among");
    is_refused(replaced(xml, "<text>\"I\"</text>", "<text>\"III\"</text>"), errc::unknown_name, "rule 2");
    is_refused(replaced(xml, "name=\"engines\" ", ""), errc::missing, "output 2 has no name");
    is_refused(replaced(xml, "<text>\"II\"</text></defaultOutputEntry>", "<text>2</text></defaultOutputEntry>"), errc::type_mismatch, "default");
    const std::string otherwise = replaced(xml, rule({"-", ""}, {"\"II\"", "4"}), "");
    CHECK(said(otherwise, "d", with("use", "tower").set("n", muster::number_value(1))) == "\"II\" 1");
}

TEST_CASE("io/dmn: item definitions: aliases, components, allowed values") {
    const std::string types =
        "<itemDefinition name=\"tShort\"><typeRef>tName</typeRef><allowedValues><text>\"a\", \"b\", \"z\"</text></allowedValues></itemDefinition>"
        "<itemDefinition name=\"tName\"><typeRef>feel:string</typeRef><allowedValues><text>\"a\", \"b\", \"c\"</text></allowedValues></itemDefinition>"
        "<itemDefinition name=\"tHouse\"><itemComponent name=\"storeys above\"><typeRef>number</typeRef></itemComponent>"
        "<itemComponent name=\"use\"><typeRef>tns:tShort</typeRef></itemComponent><itemComponent name=\"owners\" isCollection=\"true\">"
        "<typeRef>string</typeRef></itemComponent></itemDefinition>\n";
    const std::string xml = model(
        types + data("house", "tns:tHouse", "i") +
        decision("d", "", input("house.storeys above", "number") + input("house.use", "tShort") + text_output +
                              rule({"&gt;=10", "-"}, {"\"high\""}) + rule({"&lt; 10", "not(\"a\")"}, {"\"low\""})));
    const muster::decision_model read = muster::parse_dmn(xml, "x");
    CHECK(read.facts() == std::vector<muster::model_fact>{{"house.storeys above", value_kind::number}, {"house.use", value_kind::string}});
    muster::case_facts facts = with("house.use", "b");
    CHECK(said(read, "d", facts.set("house.storeys above", muster::number_value(9))) == "\"low\"");
    CHECK(read.decide("d", facts.set("house.use", muster::text_value("c"))).hits.status == table_status::out_of_range);
    CHECK(read.decide("d", facts.set("house.use", muster::text_value("z"))).hits.status == table_status::out_of_range);
    const std::string percent = "<itemDefinition name=\"tPercent\"><typeRef>number</typeRef><allowedValues><text>[0..100]</text></allowedValues></itemDefinition>";
    const muster::decision_model half = muster::parse_dmn(
        model(percent + data("n", "tPercent", "i") + decision("d", "", input("n", "tPercent", "&gt;50") + text_output + rule({"-"}, {"\"x\""}))), "x");
    CHECK(said(half, "d", with("n", 51)) == "\"x\"");
    CHECK(half.decide("d", with("n", 50)).hits.status == table_status::out_of_range);
    CHECK(half.decide("d", with("n", 101)).hits.status == table_status::out_of_range);
    is_refused(replaced(xml, "<typeRef>tns:tShort", "<typeRef>tGone"), errc::unknown_name, "no type \"tGone\"");
    is_refused(replaced(xml, "<typeRef>feel:string", "<typeRef>tShort"), errc::contradiction, "defined by itself");
    is_refused(replaced(xml, "<text>house.use", "<text>house.owners"), errc::type_mismatch, "list or a structure");
    is_refused(replaced(xml, "<text>house.use", "<text>house"), errc::type_mismatch, "list or a structure");
    is_refused(replaced(xml, "<text>house.use", "<text>house.rooms"), errc::unknown_name, "\"house.rooms\" is no fact");
    is_refused(replaced(xml, "<itemDefinition name=\"tName\"", "<itemDefinition name=\"tShort\""), errc::duplicate, "tShort");
    is_refused(model("<itemDefinition name=\"t\"><itemComponent name=\"c\"><typeRef>t</typeRef></itemComponent></itemDefinition>" +
                     data("x", "t", "i") + decision("d", "", input("x", "t") + text_output)),
               errc::out_of_range, "structure in itself");
}

TEST_CASE("io/dmn: an output's kind comes from its clause, its decision's type, or its cells") {
    const std::string types = "<itemDefinition name=\"tBoth\"><itemComponent name=\"a\"><typeRef>date</typeRef></itemComponent>"
                              "<itemComponent name=\"b\"><typeRef>number</typeRef></itemComponent></itemDefinition>"
                              "<itemDefinition name=\"tList\" isCollection=\"true\"><typeRef>number</typeRef></itemDefinition>";
    const auto kinds = [&](const std::string& attributes, const std::string& outputs, const std::vector<std::string>& then) {
        const muster::decision_model read =
            muster::parse_dmn(model(types + data("n", "", "i") + decision("d", attributes, input("n", "number") + outputs + rule({"1"}, then))), "x");
        std::vector<value_kind> all;
        for (const muster::output_clause& each : read.decisions()[0].table.outputs) { all.push_back(each.kind); }
        return all;
    };
    const std::string both = "<output name=\"a\"/><output name=\"b\"/>";
    CHECK(kinds("typeRef=\"tBoth\"", both, {"@\"2020-01-01\"", "1"}) == std::vector<value_kind>{value_kind::date, value_kind::number});
    CHECK(kinds("", both, {"\"x\"", "true"}) == std::vector<value_kind>{value_kind::string, value_kind::boolean});
    CHECK(kinds("typeRef=\"tList\" hitPolicy=\"COLLECT\"", "<output/>", {"5"}) == std::vector<value_kind>{value_kind::number});
    CHECK(kinds("typeRef=\"number\" hitPolicy=\"COLLECT\" aggregation=\"COUNT\"", "<output/>", {"\"x\""}) == std::vector<value_kind>{value_kind::string});
    CHECK_THROWS_WITH_AS(kinds("typeRef=\"tList\"", "<output/>", {"5"}), doctest::Contains("list, structure or function"), muster::error);
    CHECK_THROWS_WITH_AS(kinds("typeRef=\"tBoth\"", both, {"1", "1"}), doctest::Contains("rule `rule 1`, output `a`"), muster::error);
}

TEST_CASE("io/dmn: cells that compare with other facts become inputs of their own") {
    const std::string facts = data("price", "number", "a") + data("numB", "number", "b") + data("numC", "number", "c") +
                              data("seen on", "date", "d") + data("due on", "date", "e");
    const std::string xml = model(
        facts + decision("between", "hitPolicy=\"FIRST\"",
                         input("price", "number") + text_output + rule({"[numB..numC)"}, {"\"in\""}) +
                             rule({"&gt;100"}, {"\"dear\""}) + rule({"[5..numB]"}, {"\"below\""}) + rule({"-"}, {"\"out\""})) +
        decision("late", "", input("seen on", "date") + text_output + rule({"&gt; due on"}, {"\"late\""}) +
                                 rule({"&lt;= due  on"}, {"\"in time\""})));
    const muster::decision_model read = muster::parse_dmn(xml, "x");
    const muster::model_decision& between = read.decisions()[0];
    CHECK(between.sources == std::vector<muster::input_source>{{"price", ""}, {"price", "numB"}, {"price", "numC"}});
    CHECK(between.table.inputs[1].name.en == "price against numB");
    dice roll{1};
    for (int i = 0; i < 3000; ++i) {
        const auto pick = [&roll] { return static_cast<double>(roll.between(0, 12)) * (roll.chance(10) ? 20 : 1); };
        const double price = pick();
        const double b = pick();
        const double c = pick();
        muster::case_facts given = with("price", price);
        given.set("numB", muster::number_value(b)).set("numC", muster::number_value(c));
        const char* expected = b <= price && price < c ? "\"in\"" : price > 100 ? "\"dear\"" : 5 <= price && price <= b ? "\"below\"" : "\"out\"";
        REQUIRE(said(read, "between", given) == expected);
    }
    CHECK(said(read, "between", with("price", 200)) == "\"dear\"");  // an unknown limit holds nothing
    CHECK(read.decisions()[1].sources == std::vector<muster::input_source>{{"seen on", "due on"}});
    muster::case_facts days = with("seen on", muster::date_value(2026, 3, 1));
    CHECK(said(read, "late", days.set("due on", muster::date_value(2026, 2, 28))) == "\"late\"");
    CHECK(said(read, "late", days.set("due on", muster::date_value(2026, 3, 1))) == "\"in time\"");
    CHECK(said(read, "late", with("seen on", muster::date_value(2026, 3, 1))) == "nothing");
    // What is written compares again.
    const muster::decision_model again = muster::parse_dmn(muster::write_dmn(read), "y");
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(again.decisions()[i].sources == read.decisions()[i].sources);
        for (std::size_t j = 0; j < read.decisions()[i].table.rules.size(); ++j) {
            CHECK(again.decisions()[i].table.rules[j].when == read.decisions()[i].table.rules[j].when);
        }
    }
    is_refused(replaced(xml, "&gt;100", "numB, numC"), errc::syntax, "rule `rule 2`, column `price`");
}

TEST_CASE("io/dmn: comparisons of texts and booleans, written and read back") {
    for (const char* type : {"string", "boolean", "number", "dateTime"}) {
        const bool is_ordered = std::string{type} == "number" || std::string{type} == "dateTime";
        std::vector<std::string> cells{"b", "not(b)", "b, != b", "not(b, != b)"};
        if (is_ordered) { cells.insert(cells.end(), {"&lt;b", "&gt;b", "&lt;=b", "&gt;=b", "(b..b)", "[b..b]"}); }
        std::string rules;
        for (const std::string& each : cells) { rules += rule({each}, {"\"" + each + "\""}); }
        const muster::decision_model read = muster::parse_dmn(
            model(data("a", type, "i") + data("b", type, "j") + decision("d", "hitPolicy=\"RULE ORDER\"", input("a", type) + text_output + rules)), "x");
        const muster::decision_model again = muster::parse_dmn(muster::write_dmn(read), "y");
        const value_kind kind = read.facts()[0].kind;
        for (int a = 0; a < 2; ++a) {
            for (int b = 0; b < 2; ++b) {
                muster::case_facts facts;
                const auto value = [kind](int n) {
                    return kind == value_kind::string ? muster::text_value(n == 0 ? "x" : "y") : muster::number_value(n, kind);
                };
                facts.set("a", value(a)).set("b", value(b));
                CHECK(said(again, "d", facts) == said(read, "d", facts));
                CHECK((said(read, "d", facts).find("\"b\"") != std::string::npos) == (a == b));
                CHECK((said(read, "d", facts).find("\"not(b)\"") != std::string::npos) == (a != b));
                CHECK(said(read, "d", facts).find("\"b, != b\"") != std::string::npos);
                CHECK(said(read, "d", facts).find("not(b, ") == std::string::npos);
            }
        }
    }
}

TEST_CASE("io/dmn: decisions that require one another") {
    const std::string requires_level = "<informationRequirement><requiredDecision href=\"#d_level\"/></informationRequirement>";
    const std::string xml = model(
        data("storeys", "number", "i") +
        decision("engines", "", input("level", "string") + "<output typeRef=\"number\"/>" + rule({"\"high\""}, {"8"}) + rule({"null"}, {"0"}), requires_level) +
        decision("level", "", input("storeys", "number") + text_output + rule({"&gt;=30"}, {"\"high\""}),
                 "<informationRequirement><requiredInput href=\"urn:fire#i\"/></informationRequirement>"));
    CHECK(said(xml, "engines", with("storeys", 31)) == "8");
    CHECK(said(xml, "engines", with("storeys", 1)) == "0");
    CHECK(muster::parse_dmn(xml, "x").decisions()[0].table.inputs[0].may_be_unknown);
    is_refused(replaced(xml, "#d_level", "#d_gone"), errc::unknown_name, "requires \"#d_gone\"");
    is_refused(replaced(xml, "urn:fire#i", "urn:elsewhere#i"), errc::unknown_name, "not in this file");
    is_refused(replaced(xml, "#d_level", "#i"), errc::type_mismatch, "is a inputData");
    is_refused(replaced(xml, "<requiredInput href=\"urn:fire#i\"/>", "<requiredDecision href=\"#d_engines\"/>"), errc::contradiction,
               "cyclic decisions: `engines` -> `level` -> `engines`");
    const std::string two = replaced(replaced(xml, text_output, "<output name=\"Status\" typeRef=\"string\"/><output name=\"n\"/>"),
                                     "<text>\"high\"</text></outputEntry>", "<text>\"high\"</text></outputEntry><outputEntry><text>1</text></outputEntry>");
    is_refused(two, errc::type_mismatch, "reads `level`, a list or a structure");
    CHECK(said(replaced(two, "<text>level", "<text>level.Status"), "engines", with("storeys", 31)) == "8");
}

TEST_CASE("io/dmn: a model without input data means the names that its inputs read") {
    const std::string xml = model(decision("d", "", input("guest count", "integer") + text_output + rule({"&lt; 5"}, {"\"few\""})));
    CHECK(said(xml, "d", with("guest count", 3)) == "\"few\"");
    is_refused(replaced(xml, "<text>guest count", "<text>count(guests)"), errc::unknown_name, "other expressions than names");
    is_refused(replaced(xml, "<decision id", data("n", "number", "i") + "<decision id"), errc::unknown_name, "\"guest count\" is no fact");
}

TEST_CASE("io/dmn: rules are called by their label, their description, or their number") {
    const std::string xml = model(
        data("n", "number", "i") +
        decision("d", "hitPolicy=\"FIRST\"", input("n", "number") + text_output +
                               replaced(rule({"1"}, {"\"a\""}), "<rule>", "<rule label=\"towers\">") +
                               rule({"2"}, {"\"b\""}, "<description>schools</description>") +
                               rule({"3"}, {"\"c\""}, "<description>schools</description>") + rule({"4"}, {"\"d\""})));
    const std::vector<muster::model_rule> rules = muster::parse_dmn(xml, "x").decisions()[0].table.rules;
    CHECK(rules[0].name == "towers");
    CHECK(rules[1].name == "schools");
    CHECK(rules[2].name == "rule 3");
    CHECK(rules[2].note == "schools");
    CHECK(rules[3].name == "rule 4");
    is_refused(replaced(xml, "<rule><inputEntry><text>4", "<rule label=\"towers\"><inputEntry><text>4"), errc::duplicate, "towers");
}

TEST_CASE("io/dmn: what is outside is refused by name, never passed over") {
    const std::string good = storeys();
    const auto inside = [&](const std::string& element) { return replaced(good, "<decision id", element + "<decision id"); };
    is_refused(inside("<import namespace=\"urn:x\"/>"), errc::syntax, "\"import\"");
    is_refused(inside("<businessKnowledgeModel name=\"f\"/>"), errc::syntax, "\"businessKnowledgeModel\" \"f\"");
    is_refused(inside("<decisionService name=\"s\"/>"), errc::syntax, "\"decisionService\" \"s\"");
    for (const char* expression : {"literalExpression", "invocation", "context", "relation", "list", "functionDefinition", "conditional",
                                   "filter", "for", "every", "some", "knowledgeRequirement"}) {
        is_refused(inside("<decision name=\"e\"><" + std::string{expression} + "/></decision>"), errc::syntax,
                   "decision `e`: the element \"" + std::string{expression});
    }
    is_refused(inside("<decision name=\"e\"/>"), errc::missing, "decision `e` has no decisionTable");
    is_refused(inside("<decision/>"), errc::missing, "without a name");
    is_refused(inside("<inputData/>"), errc::missing, "without a name");
    is_refused(replaced(good, "name=\"fire\"", "expressionLanguage=\"urn:javascript\""), errc::syntax, "javascript");
    CHECK(said(replaced(good, "name=\"fire\"", "expressionLanguage=\"https://www.omg.org/spec/DMN/20230324/FEEL/\""), "level", with("storeys", 1)) == "\"low\"");
    is_refused(replaced(good, "<inputEntry>", "<inputEntry expressionLanguage=\"juel\">"), errc::syntax, "juel");
    is_refused(replaced(good, "<inputEntry><text>&gt;=30</text>", "<inputEntry><literalExpression/>"), errc::syntax, "literalExpression");
    is_refused(storeys("storeys * 2"), errc::syntax, "arithmetic");
    is_refused(storeys("floor(storeys)"), errc::syntax, "the function \"floor\"");
    is_refused(storeys("&gt;=30", "level + \"x\""), errc::unknown_name, "output `level`");
    is_refused(storeys("&gt;=30", ""), errc::missing, "rule `rule 1`, output `level`: no outcome");
    is_refused(storeys("\"a\""), errc::type_mismatch, "fire.dmn:6:25: decision `level`, rule `rule 1`, column `storeys`: ");
    is_refused(storeys("[30..20]"), errc::out_of_range, "ends swapped");
    is_refused(storeys("[30.."), errc::syntax, "rule `rule 1`, column `storeys`");
    is_refused(replaced(good, text_output, ""), errc::missing, "no output");
    is_refused(replaced(good, input("storeys", "number"), ""), errc::empty, "no input");
    is_refused(replaced(good, "<inputEntry><text>&gt;=30</text></inputEntry>", ""), errc::missing, "0 input entries and 1 output entries for 1 inputs");
    is_refused(replaced(good, "<text>storeys</text>", ""), errc::missing, "without an expression");
    is_refused(replaced(good, "typeRef=\"number\"><text>", "typeRef=\"string\"><text>"), errc::type_mismatch, "is a text, `storeys` is a number");
    is_refused(replaced(good, "typeRef=\"number\"><text>", "typeRef=\"context&lt;a: number&gt;\"><text>"), errc::type_mismatch, "list, structure or function");
    is_refused(inside(decision("level", "", input("storeys", "number") + text_output)), errc::duplicate, "d_level");
    is_refused(replaced(good, "id=\"i1\"", "id=\"d_level\""), errc::duplicate, "used twice");
    is_refused(model(data("n", "number", "i")), errc::empty, "no decision");
}

TEST_CASE("io/dmn: hostile files are refused with their place") {
    is_refused("", errc::syntax, "fire.dmn");
    is_refused("not xml", errc::syntax, "fire.dmn");
    is_refused("<html/>", errc::syntax, "not DMN");
    is_refused("<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"/>", errc::syntax, "not DMN");
    is_refused("<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>" + storeys().substr(storeys().find("<def")), errc::syntax, "document type");
    is_refused(replaced(storeys(), "\"high\"", "\"&bomb;\""), errc::syntax, "fire.dmn:6:72: an entity \"&bomb");
    is_refused(replaced(storeys(), "\"high\"", "\"&#0;\""), errc::syntax, "an entity");
    is_refused(replaced(storeys(), "\"high\"", "\"&#xD800;\""), errc::syntax, "an entity");
    is_refused(replaced(storeys(), "\"high\"", "\"a & b\""), errc::syntax, "an entity");
    CHECK(said(replaced(storeys(), "\"high\"", "\"&#x706B;&#28798;<![CDATA[&x;]]>\""), "level", with("storeys", 30)) == "\"火灾&x;\"");
    is_refused(replaced(storeys(), "\"high\"", "\"\xFF\""), errc::syntax, "fire.dmn:6:72: not UTF-8");
    is_refused(replaced(storeys(), "\"high\"", std::string("\"\0\"", 3)), errc::syntax, "fire.dmn:6:72: not UTF-8");
    is_refused(replaced(storeys(), "encoding=\"UTF-8\"", "encoding=\"UTF-16\""), errc::syntax, "utf-16");
    is_refused(replaced(storeys(), "</decision>", ""), errc::syntax, "not well-formed XML");
    is_refused(storeys() + "<a/>", errc::syntax, "second root");
    is_refused(replaced(storeys(), "name=\"fire\"", "name=\"fire\" name=\"ice\""), errc::syntax, "twice");
    is_refused(storeys("\"" + std::string(10'000'000, 'a') + "\""), errc::out_of_range, "fire.dmn:6:19: a text of 10000002 bytes, more than 65536");
    is_refused(storeys() + std::string(muster::largest_xml_bytes, ' '), errc::out_of_range, "more than 16777216");
    std::string deep;
    for (int i = 0; i < 100'000; ++i) { deep += "<extensionElements>"; }
    for (int i = 0; i < 100'000; ++i) { deep += "</extensionElements>"; }
    is_refused(model(deep), errc::out_of_range, "nested deeper than 64");
    std::string wide = "<x";
    for (int i = 0; i < 1000; ++i) { wide += " a" + std::to_string(i) + "=\"\""; }
    is_refused(model(wide + "/>"), errc::out_of_range, "128 attributes");
    CHECK_THROWS_AS(static_cast<void>(muster::read_dmn("/no/such/file.dmn")), muster::error);
}

TEST_CASE("io/dmn: read_dmn reads a file and names it") {
    const std::filesystem::path path = std::filesystem::temp_directory_path() / "muster_test_read_dmn.dmn";
    std::ofstream{path, std::ios::binary} << storeys("[30.." );
    CHECK_THROWS_WITH_AS(static_cast<void>(muster::read_dmn(path.string())), doctest::Contains("muster_test_read_dmn.dmn:6:25: "), muster::error);
    std::ofstream{path, std::ios::binary} << storeys();
    CHECK(muster::read_dmn(path.string()).file() == path.string());
    std::filesystem::remove(path);
}

TEST_CASE("io/dmn: tables that are written are read back to the same decisions") {
    random_table source{7};
    for (int i = 0; i < 700; ++i) {
        const muster::loaded_table table{source.next()};
        const std::string xml = muster::write_dmn(table.model());
        CAPTURE(xml);
        const muster::decision_model read = muster::parse_dmn(xml, "x.dmn");
        REQUIRE(muster::write_dmn(read) == xml);
        const muster::loaded_table& again = *read.table(table.model().name);
        for (std::size_t j = 0; j < table.model().inputs.size(); ++j) {
            const muster::input_clause& clause = again.model().inputs[j];
            REQUIRE(clause.name == table.model().inputs[j].name);
            REQUIRE(clause.kind == table.model().inputs[j].kind);
            REQUIRE(clause.may_be_unknown == table.model().inputs[j].may_be_unknown);
            REQUIRE(clause.thin_margin == table.model().inputs[j].thin_margin);
        }
        for (std::size_t j = 0; j < table.model().rules.size(); ++j) {
            REQUIRE(again.model().rules[j].name == table.model().rules[j].name);
            REQUIRE(again.model().rules[j].note == table.model().rules[j].note);
        }
        for (int j = 0; j < 40; ++j) { REQUIRE(answers_alike(table, again, source.values(table))); }
    }
}

TEST_CASE("io/dmn: comparisons with other facts are proven together with the values") {
    const auto limits = [](const std::string& limit, const std::string& null_rule = "") {
        return model(data("x", "number", "i") + data("limit", "number", "j") +
                     decision("d", "", input("x", "number") + input("limit", "number") + text_output +
                                           rule({"&gt; limit", "-"}, {"\"a\""}) + rule({"&lt;= 10", limit}, {"\"b\""}) + null_rule));
    };
    const muster::decision_model apart = muster::parse_dmn(limits("&gt;= 20"), "x");
    CHECK(apart.table("d")->proof().clashes == 1);  // of independent inputs
    CHECK(apart.proof("d").clashes == 0);
    CHECK(apart.proof("d").is_finished);
    muster::bundle_heading heading;
    heading.name = heading.version = heading.owner = "x";
    muster::bundle_options options;
    options.must_be_free_of_clashes = true;
    options.must_be_complete = false;
    CHECK_NOTHROW(muster::rule_bundle{heading, {}, {apart}, options});
    const muster::decision_model meeting = muster::parse_dmn(limits("&gt;= 9"), "x");
    REQUIRE(meeting.proof("d").clashes == 1);
    CHECK_THROWS_AS((muster::rule_bundle{heading, {}, {meeting}, options}), muster::bundle_error);

    // A comparison is unknown when a side may be: there no rule holds, and the proof says so.
    const muster::decision_model unknown = muster::parse_dmn(
        model(data("x", "number", "i") + data("limit", "number", "j") +
              decision("d", "", input("x", "number", "[0..100]") + input("limit", "number") + text_output + rule({"&gt; limit", "-"}, {"\"a\""}) +
                                    rule({"&lt;= limit", "-"}, {"\"b\""}) + rule({"-", "null"}, {"\"c\""}))), "x");
    const muster::table_model& table = unknown.decisions()[0].table;
    REQUIRE(table.inputs.size() == 3);
    CHECK_FALSE(table.inputs[0].may_be_unknown);
    CHECK(table.inputs[1].may_be_unknown);
    CHECK(unknown.table("d")->proof().has(muster::finding_kind::gap));
    CHECK_FALSE(unknown.proof("d").has(muster::finding_kind::gap));  // an unknown limit is rule 3's, and x is never unknown
    CHECK(unknown.proof("d").is_free_of_clashes());
    const muster::decision_model read_back = muster::parse_dmn(muster::write_dmn(unknown), "x");
    CHECK(read_back.decisions()[0].table.inputs[1].may_be_unknown);
    CHECK_FALSE(muster::parse_dmn(muster::write_dmn(apart), "x").decisions()[0].table.inputs[0].may_be_unknown);
    const muster::decision_model open = muster::parse_dmn(
        model(data("x", "number", "i") + data("limit", "number", "j") +
              decision("d", "", input("x", "number") + input("limit", "number") + text_output + rule({"&gt; limit", "-"}, {"\"a\""}) +
                                    rule({"&lt;= limit", "not(null)"}, {"\"b\""}) + rule({"null", "null"}, {"\"c\""}))), "x");
    CHECK(open.decide("d", with("x", 4)).hits.status == table_status::no_rule);
    CHECK(open.proof("d").has(muster::finding_kind::gap));
}

TEST_CASE("io/dmn: a name that is made up is never one that a rule has") {
    const auto names = [](const std::vector<std::string>& given) {
        std::string rules;
        for (std::size_t i = 0; i < given.size(); ++i) { rules += rule({std::to_string(i)}, {"\"a\""}, given[i]); }
        const muster::decision_model read =
            muster::parse_dmn(model(data("n", "number", "i") + decision("d", "", input("n", "number") + text_output + rules)), "x");
        std::string all;
        for (const muster::model_rule& each : read.decisions()[0].table.rules) { all += each.name + "; "; }
        return all;
    };
    const std::string third = "<description>rule 3</description>";
    CHECK(names({"<description>rule 2</description>", "", ""}) == "rule 2; rule 4; rule 3; ");
    CHECK(names({"", third, "", "<description>rule 5</description>"}) == "rule 1; rule 3; rule 6; rule 5; ");
    CHECK(names({third, third, ""}) == "rule 3; rule 2; rule 4; ");
}

TEST_CASE("io/dmn: what DMN cannot hold is not written") {
    muster::table_model table = random_table{3}.next();
    table.rules.clear();
    table.name = "two  blanks";
    CHECK_THROWS_AS(static_cast<void>(muster::write_dmn(table)), muster::error);
    table.name = "bell\a";
    CHECK_THROWS_AS(static_cast<void>(muster::write_dmn(table)), muster::error);
    table.name = "\xFF";
    CHECK_THROWS_AS(static_cast<void>(muster::write_dmn(table)), muster::error);
}

TEST_CASE("io/dmn: damaged files are refused or give a model that decides") {
    random_table source{13};
    dice roll{17};
    std::vector<std::string> files{storeys()};
    for (int i = 0; i < 6; ++i) { files.push_back(muster::write_dmn(source.next())); }
    int refused = 0;
    int read = 0;
    for (int i = 0; i < 4000; ++i) {
        std::string xml = roll.any_of(files);
        const std::size_t changes = 1 + roll.below(4);
        for (std::size_t j = 0; j < changes && !xml.empty(); ++j) {
            const std::size_t at = roll.below(xml.size());
            const std::size_t size = roll.below(12);
            switch (roll.below(5)) {
                case 0: xml[at] = static_cast<char>(roll.below(256)); break;
                case 1: xml.erase(at, size); break;
                case 2: xml.insert(at, xml.substr(roll.below(xml.size()), size)); break;
                case 3: xml[at] = "<>&\"'-/!?[]()0"[roll.below(14)]; break;
                default: xml.resize(at + 1); break;
            }
        }
        CAPTURE(xml);
        try {
            const muster::decision_model model_read = muster::parse_dmn(xml, "x.dmn");
            for (const muster::model_decision& each : model_read.decisions()) { static_cast<void>(model_read.decide(each.name, {})); }
            ++read;
        } catch (const muster::error& fault) {
            REQUIRE(std::string{fault.what()}.find("x.dmn") != std::string::npos);
            ++refused;
        }
    }
    CHECK(refused > 1000);
    CHECK(read > 100);
}
