#include "muster/io/tck_cases.hpp"

#include "muster/io/dmn.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

namespace {

using muster::errc;
using muster::tck_case;
using muster::value_kind;

std::string cases(const std::string& inside) {
    return "<testCases xmlns=\"http://www.omg.org/spec/DMN/20160719/testcase\" "
           "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\">"
           "<modelName>m.dmn</modelName><labels><label>x</label></labels>\n" + inside + "</testCases>";
}
std::string value(const std::string& type, const std::string& words) {
    return type.empty() ? "<value>" + words + "</value>" : "<value xsi:type=\"xsd:" + type + "\">" + words + "</value>";
}
std::string node(const std::string& called, const std::string& content) {
    return "<inputNode name=\"" + called + "\">" + content + "</inputNode>";
}
std::string result(const std::string& called, const std::string& content, const std::string& more = "") {
    return "<resultNode name=\"" + called + "\" type=\"decision\" " + more + "><expected>" + content + "</expected></resultNode>";
}
std::string test(const std::string& inside) { return "<testCase id=\"001\">" + inside + "</testCase>"; }

tck_case read_one(const std::string& inside) {
    const std::vector<tck_case> all = muster::parse_tck_cases(cases(test(inside)), "t.xml");
    REQUIRE(all.size() == 1);
    return all[0];
}

muster::decision_model model(muster::hit_policy policy, std::size_t outputs = 1) {
    muster::model_decision decision;
    decision.name = "d";
    decision.sources = {{"n", ""}};
    decision.table.name = "d";
    decision.table.policy = policy;
    decision.table.inputs = {{}};
    decision.table.inputs[0].name = muster::label{"n"};
    for (std::size_t i = 0; i < outputs; ++i) { decision.table.outputs.push_back({"out " + std::to_string(i), value_kind::number, {}, {}}); }
    for (int i = 1; i <= 3; ++i) {
        muster::model_rule made;
        made.name = "rule " + std::to_string(i);
        made.when = {muster::at_least(i)};
        for (std::size_t j = 0; j < outputs; ++j) { made.then.push_back(muster::number_value(i * 10 + static_cast<int>(j))); }
        decision.table.rules.push_back(made);
    }
    return muster::decision_model{{decision}, {{"n", value_kind::number}}};
}

bool passes(const muster::decision_model& with, double n, const std::string& expected, const std::string& more = "") {
    const tck_case one = read_one(node("n", value("decimal", muster::detail::shortest(n))) + result("d", expected, more));
    return muster::check_tck_result(with, one, one.results[0]).passed;
}
std::string list(const std::vector<int>& all) {
    std::string made = "<list>";
    for (const int each : all) { made += "<item>" + value("decimal", std::to_string(each)) + "</item>"; }
    return made + "</list>";
}

std::string refused(const std::string& xml) {
    try {
        static_cast<void>(muster::parse_tck_cases(xml, "t.xml"));
    } catch (const muster::error& fault) { return std::to_string(static_cast<int>(fault.code())) + " " + fault.what(); }
    return "not refused";
}
bool is_refused(const std::string& inside, const std::string& part) {
    const std::string what = refused(cases(test(inside)));
    CAPTURE(what);
    const bool is_it = what.find("t.xml:2:") != std::string::npos && what.find(part) != std::string::npos;
    CHECK(is_it);
    return is_it;
}

}  // namespace

TEST_CASE("io/tck_cases: reads inputs of every type, components and lists") {
    const tck_case read = read_one(
        "<description>a case</description>" + node("a", value("decimal", " 1.50 ")) + node("b", value("string", " x ")) +
        node("c", value("boolean", "true")) + node("d", value("date", "2026-03-01")) + node("e", value("time", "08:30:00")) +
        node("f", value("dateTime", "2026-03-01T08:30:00")) + node("g", value("duration", "PT1H")) + node("h", value("duration", "P1Y")) +
        node("i", value("", "20")) + node("j", "<value xsi:nil=\"true\"/>") +
        node("k", "<component name=\"price\">" + value("decimal", "2") + "</component><component name=\"in\"><component name=\"side\">" +
                      value("string", "y") + "</component></component>") +
        node("l", "<list><item>" + value("decimal", "7") + "</item><item><component name=\"m\">" + value("decimal", "8") + "</component></item></list>") +
        node("n", "") + node("o", value("double", "1e-3")) + node("p", value("integer", "+5")));
    CHECK(read.id == "001");
    CHECK(read.note == "a case");
    CHECK(read.where.line == 2);
    const auto fact = [&](const char* called) {
        const muster::table_value* const found = read.inputs.find(called);
        REQUIRE_MESSAGE(found != nullptr, called);
        return *found;
    };
    CHECK(fact("a") == muster::number_value(1.5));
    CHECK(fact("b") == muster::text_value(" x "));
    CHECK(fact("c") == muster::boolean_value(true));
    CHECK(fact("d") == muster::date_value(2026, 3, 1));
    CHECK(fact("e") == muster::time_value(8, 30));
    CHECK(fact("f").kind == value_kind::date_time);
    CHECK(fact("g") == muster::number_value(3'600'000, value_kind::day_time_duration));
    CHECK(fact("h") == muster::number_value(12, value_kind::year_month_duration));
    CHECK(fact("i") == muster::text_value("20"));
    CHECK_FALSE(fact("j").is_known);
    CHECK(fact("k.price") == muster::number_value(2));
    CHECK(fact("k.in.side") == muster::text_value("y"));
    CHECK(fact("l[1]") == muster::number_value(7));
    CHECK(fact("l[2].m") == muster::number_value(8));
    CHECK_FALSE(fact("n").is_known);
    CHECK(fact("o") == muster::number_value(0.001));
    CHECK(fact("p") == muster::number_value(5));
}

TEST_CASE("io/tck_cases: one value is compared, a number to a relative 1e-8") {
    const muster::decision_model first = model(muster::hit_policy::first);
    CHECK(passes(first, 3, value("decimal", "10")));
    CHECK(passes(first, 3, value("", "10.0")));
    CHECK(passes(first, 3, value("decimal", "10.00000001")));
    CHECK_FALSE(passes(first, 3, value("decimal", "10.000001")));
    CHECK_FALSE(passes(first, 3, value("string", "ten")));
    CHECK_FALSE(passes(first, 3, "<value xsi:nil=\"true\"/>"));
    CHECK_FALSE(passes(first, 3, list({10})));
    CHECK_FALSE(passes(first, 3, value("decimal", "10"), "errorResult=\"true\""));
    CHECK(passes(first, 0, "<value xsi:nil=\"true\"/>"));
    CHECK(passes(first, 0, "", "errorResult=\"true\""));
    CHECK_FALSE(passes(first, 0, value("decimal", "10")));
    CHECK(passes(model(muster::hit_policy::unique), 3, "", "errorResult=\"true\""));
    CHECK(passes(model(muster::hit_policy::collect_sum), 3, value("decimal", "60")));
    CHECK(passes(model(muster::hit_policy::collect_count), 0, value("decimal", "0")));
    const tck_case other = read_one(result("gone", value("decimal", "1")));
    const muster::tck_check check = muster::check_tck_result(first, other, other.results[0]);
    CHECK_FALSE(check.passed);
    CHECK(check.found.find("no decision `gone`") == 0);
    CHECK(check.expected == "1");
}

TEST_CASE("io/tck_cases: lists count in their order, those of collect in any") {
    const muster::decision_model ordered = model(muster::hit_policy::rule_order);
    CHECK(passes(ordered, 3, list({10, 20, 30})));
    CHECK_FALSE(passes(ordered, 3, list({10, 30, 20})));
    CHECK_FALSE(passes(ordered, 3, list({10, 20})));
    CHECK_FALSE(passes(ordered, 1, value("decimal", "10")));
    CHECK(passes(ordered, 0, "<list/>"));
    CHECK(passes(ordered, 0, "<value xsi:nil=\"true\"/>"));
    const muster::decision_model any = model(muster::hit_policy::collect);
    CHECK(passes(any, 3, list({30, 10, 20})));
    CHECK_FALSE(passes(any, 3, list({30, 30, 20})));
    CHECK_FALSE(passes(any, 3, list({30, 10, 20, 10})));
}

TEST_CASE("io/tck_cases: components count by their names") {
    const auto both = [](const std::string& a, const std::string& b) {
        return "<component name=\"out 1\">" + value("decimal", b) + "</component><component name=\"out 0\">" + value("decimal", a) + "</component>";
    };
    const muster::decision_model first = model(muster::hit_policy::first, 2);
    CHECK(passes(first, 1, both("10", "11")));
    CHECK_FALSE(passes(first, 1, both("11", "10")));
    CHECK_FALSE(passes(first, 1, "<component name=\"out 0\">" + value("decimal", "10") + "</component>"));
    const muster::decision_model listed = model(muster::hit_policy::rule_order, 2);
    CHECK(passes(listed, 2, "<list><item>" + both("10", "11") + "</item><item>" + both("20", "21") + "</item></list>"));
    CHECK_FALSE(passes(listed, 2, "<list><item>" + both("10", "11") + "</item><item>" + both("20", "22") + "</item></list>"));
    const tck_case shown = read_one(result("d", "<list><item>" + both("10", "11") + "</item></list>"));
    CHECK(to_string(shown.results[0].expected) == "[{out 1: 11, out 0: 10}]");
    CHECK(to_string(muster::tck_value{}) == "null");
}

TEST_CASE("io/tck_cases: values without a type are read as the model declares them") {
    const muster::decision_model dates{
        [] {
            muster::model_decision decision;
            decision.name = decision.table.name = "d";
            decision.sources = {{"day", "due"}, {"flag", ""}};
            decision.table.inputs.resize(2);
            decision.table.inputs[0].name = muster::label{"sign"};
            decision.table.inputs[0].kind = value_kind::whole_number;
            decision.table.inputs[1].name = muster::label{"flag"};
            decision.table.inputs[1].kind = value_kind::boolean;
            decision.table.outputs = {{"d", value_kind::string, {}, {}}};
            muster::model_rule late;
            late.name = "late";
            late.when = {muster::is(1), muster::is(true)};
            late.then = {muster::text_value("late")};
            decision.table.rules = {late};
            return std::vector<muster::model_decision>{decision};
        }(),
        {{"day", value_kind::date}, {"due", value_kind::date}, {"flag", value_kind::boolean}}};
    const tck_case late = read_one(node("day", value("", "2026-03-02")) + node("due", value("", "2026-03-01")) +
                                   node("flag", value("", "true")) + node("other", value("", "5")) + result("d", value("", "late")));
    CHECK(muster::check_tck_result(dates, late, late.results[0]).passed);
    CHECK(muster::typed_facts(dates, late.inputs).size() == 3);
    const tck_case odd = read_one(node("day", value("", "tomorrow")) + node("flag", value("", "yes")));
    CHECK_FALSE(muster::typed_facts(dates, odd.inputs).find("day")->is_known);
    CHECK_FALSE(muster::typed_facts(dates, odd.inputs).find("flag")->is_known);
}

TEST_CASE("io/tck_cases: dates and times with zones compare among themselves only") {
    const tck_case zoned = read_one(node("a", value("dateTime", "2026-03-01T08:00:00+08:00")) + node("b", value("dateTime", "2026-03-01T00:00:00Z")));
    CHECK(*zoned.inputs.find("a") == *zoned.inputs.find("b"));
    is_refused(node("a", value("dateTime", "2026-03-01T08:00:00")) + node("b", value("dateTime", "2026-03-01T00:00:00Z")), "time zone");
    is_refused(node("a", value("time", "08:00:00Z")), "is no time");
}

TEST_CASE("io/tck_cases: what is no test case is refused with its place") {
    is_refused("<inputNode/>", "without a name");
    is_refused("<outputNode/>", "an element \"outputNode\"");
    is_refused(node("a", value("decimal", "five")), "\"five\" is no number");
    is_refused(node("a", value("decimal", "5 5")), "is no number");
    is_refused(node("a", value("date", "2026-02-30")), "is no date");
    is_refused(node("a", value("hexBinary", "00")), "hexBinary");
    is_refused(node("a", "<list><value/></list>"), "expected an `item`");
    is_refused(node("a", "<number/>"), "expected a `value`");
    is_refused("<resultNode name=\"f\" type=\"bkm\"/>", "asks a \"bkm\"");
    is_refused("<resultNode/>", "without a name");
    CHECK(refused(cases("<testCase id=\"1\" type=\"decisionService\"/>")).find("decisionService") != std::string::npos);
    CHECK(refused(cases("")).find("no test case") != std::string::npos);
    CHECK(refused("<definitions/>").find("expected `testCases`") != std::string::npos);
    CHECK(refused("<testCases>").find("not well-formed") != std::string::npos);
    CHECK_THROWS_AS(static_cast<void>(muster::read_tck_cases("/no/such/file.xml")), muster::error);
}

TEST_CASE("io/tck_cases: the kit's cases pass, where they are at hand") {
    const char* const shared = std::getenv("MUSTER_SHARED");
    const std::filesystem::path kit = std::filesystem::path{shared == nullptr ? "" : shared} / "bench" / "dmn_tck";
    if (shared == nullptr || !std::filesystem::exists(kit)) {
        MESSAGE("skipped: MUSTER_SHARED does not lead to the kit");
        return;
    }
    std::size_t results = 0;
    for (const auto& folder : std::filesystem::directory_iterator{kit}) {
        if (!folder.is_directory()) { continue; }
        const std::string called = folder.path().filename().string();
        const muster::decision_model read = muster::read_dmn((folder.path() / (called + ".dmn")).string());
        const muster::decision_model again = muster::parse_dmn(muster::write_dmn(read), called);
        for (const tck_case& each : muster::read_tck_cases((folder.path() / (called + "-test-01.xml")).string())) {
            for (const muster::tck_result& expected : each.results) {
                CAPTURE(called);
                CAPTURE(each.id);
                const muster::tck_check check = muster::check_tck_result(read, each, expected);
                CHECK_MESSAGE(check.passed, "expected " << check.expected << ", found " << check.found);
                CHECK(muster::check_tck_result(again, each, expected).passed);
                ++results;
            }
        }
    }
    CHECK(results >= 36);
}
