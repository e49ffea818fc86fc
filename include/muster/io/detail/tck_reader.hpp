#pragma once

#include "muster/io/calendar_text.hpp"     // parse_calendar_text
#include "muster/io/detail/xml_file.hpp"   // xml_file
#include "muster/io/detail/feel_text.hpp"  // feel_text
#include "muster/io/tck_value.hpp"         // tck_case, tck_result, tck_value
#include "muster/rules/kind_name.hpp"      // to_string

#include <array>        // array
#include <charconv>     // from_chars
#include <cstddef>      // size_t
#include <optional>     // optional
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move, pair
#include <vector>       // vector

namespace muster {
inline namespace v0 {
namespace io_detail {

/// A text of XML Schema as a value of a kind; none when it is not one.
[[nodiscard]] inline std::optional<table_value> read_xsd(const std::string& words, value_kind kind, bool* has_zone = nullptr) {
    switch (kind) {
        case value_kind::string: return text_value(words);
        case value_kind::boolean:
            if (words == "true" || words == "1") { return boolean_value(true); }
            if (words == "false" || words == "0") { return boolean_value(false); }
            return std::nullopt;
        case value_kind::number:
        case value_kind::whole_number:
        case value_kind::weekday: {
            const feel_place nowhere;
            feel_text digits{words, nowhere};
            digits.skip('+');
            if (!digits.is_number()) { return std::nullopt; }
            try {
                const double number = digits.read_number();
                return digits.done() ? std::optional{number_value(number, kind)} : std::nullopt;
            } catch (const error&) { return std::nullopt; }
        }
        default: return parse_calendar_text(words, kind, has_zone);
    }
}

/// A value as one of another kind: numbers are one kind, and a text without a type is read. None when it is not one.
[[nodiscard]] inline std::optional<table_value> as_kind(const table_value& value, value_kind kind) {
    if (!value.is_known) { return unknown_value(kind); }
    if (value.kind == kind) { return value; }
    const auto is_numeric = [](value_kind each) {
        return each == value_kind::number || each == value_kind::whole_number || each == value_kind::weekday;
    };
    if (is_numeric(value.kind) && is_numeric(kind)) { return number_value(value.number, kind); }
    bool has_zone = false;
    return value.kind == value_kind::string ? read_xsd(value.text, kind, &has_zone) : std::nullopt;
}

/// Reads a file of test cases.
class tck_reader {
public:
    tck_reader(std::string_view content, std::string file) : xml_{content, std::move(file)} {}

    [[nodiscard]] std::vector<tck_case> read() {
        if (xml_.local(xml_.root()) != "testCases") {
            throw xml_.fault(errc::syntax, xml_.root(), "no test cases: the root is " + in_quotes(xml_.root().name()) +
                                                            ", expected `testCases`");
        }
        std::vector<tck_case> all;
        for (const pugi::xml_node each : xml_.root().children()) {
            if (xml_.local(each) == "testCase") { all.push_back(read_case(each)); }
        }
        if (all.empty()) { throw xml_.fault(errc::empty, xml_.root(), "no test case"); }
        return all;
    }

private:
    [[nodiscard]] std::string name_of(pugi::xml_node node) const {
        std::string called = xml_.attribute(node, "name");
        if (called.empty()) { throw xml_.fault(errc::missing, node, std::string{node.name()} + " without a name"); }
        return called;
    }
    void expect_decision(pugi::xml_node node) const {
        const std::string what = xml_.attribute(node, "type");
        if (!what.empty() && what != "decision") {
            throw xml_.fault(errc::syntax, node, "asks a " + in_quotes(what) + "; only decisions are read here");
        }
    }

    [[nodiscard]] tck_case read_case(pugi::xml_node node) {
        expect_decision(node);
        tck_case made;
        made.id = xml_.attribute(node, "id");
        made.where = xml_.where(node);
        zoned_ = local_ = 0;
        for (const pugi::xml_node each : node.children()) {
            const std::string_view what = xml_.local(each);
            if (what == "description") {
                made.note = xml_.text(each);
            } else if (what == "inputNode") {
                const std::string called = name_of(each);
                add_facts(called, read_content(each, false), made.inputs);
            } else if (what == "resultNode") {
                made.results.push_back(read_result(each));
            } else if (each.type() == pugi::node_element && what != "extensionElements") {
                throw xml_.fault(errc::syntax, each, "an element " + in_quotes(each.name()) + " in a test case");
            }
        }
        if (zoned_ != 0 && local_ != 0) {
            throw xml_.fault(errc::syntax, node, "test case " + in_quotes(made.id) +
                                                     ": some dates and times name a time zone and some do not; they do "
                                                     "not compare");
        }
        return made;
    }

    [[nodiscard]] tck_result read_result(pugi::xml_node node) {
        expect_decision(node);
        tck_result made;
        made.decision = name_of(node);
        made.is_error = node.attribute("errorResult").as_bool();
        for (const pugi::xml_node each : node.children()) {
            if (xml_.local(each) == "expected") { made.expected = read_content(each, false); }
        }
        return made;
    }

    // What an inputNode, an expected, a component or an item holds.
    [[nodiscard]] tck_value read_content(pugi::xml_node node, bool is_list) {
        tck_value made;
        if (is_list) { made.shape = tck_shape::list; }
        for (const pugi::xml_node each : node.children()) {
            if (each.type() != pugi::node_element) { continue; }
            const std::string_view what = xml_.local(each);
            if (is_list) {
                if (what != "item") { throw xml_.fault(errc::syntax, each, "expected an `item` of the list"); }
                made.items.push_back(read_content(each, false));
            } else if (what == "value") {
                made.value = read_value(each);
            } else if (what == "list") {
                if (!is_nil(each)) { made = read_content(each, true); }
            } else if (what == "component") {
                made.shape = tck_shape::components;
                made.names.push_back(name_of(each));
                made.items.push_back(is_nil(each) ? tck_value{} : read_content(each, false));
            } else if (what != "extensionElements") {
                throw xml_.fault(errc::syntax, each, "expected a `value`, `component` or `list`");
            }
        }
        return made;
    }

    static constexpr std::string_view instance_space = "http://www.w3.org/2001/XMLSchema-instance";
    [[nodiscard]] bool is_nil(pugi::xml_node node) const {
        const std::string nil = xml_.attribute(node, instance_space, "nil");
        return nil == "true" || nil == "1";
    }

    [[nodiscard]] table_value read_value(pugi::xml_node node) {
        std::string type = xml_.attribute(node, instance_space, "type");
        type = type.substr(type.find(':') + 1);  // npos + 1 is 0
        if (is_nil(node)) { return {}; }
        if (type == "string") { return text_value(xml_.whole_text(node)); }  // blanks count
        const std::string words = xml_.text(node);
        if (type.empty()) { return text_value(words); }
        constexpr std::array<std::pair<std::string_view, value_kind>, 14> kinds{{
            {"decimal", value_kind::number},
            {"double", value_kind::number},
            {"float", value_kind::number},
            {"integer", value_kind::number},
            {"int", value_kind::number},
            {"long", value_kind::number},
            {"short", value_kind::number},
            {"boolean", value_kind::boolean},
            {"date", value_kind::date},
            {"time", value_kind::time_of_day},
            {"dateTime", value_kind::date_time},
            {"duration", value_kind::day_time_duration},
            {"dayTimeDuration", value_kind::day_time_duration},
            {"yearMonthDuration", value_kind::year_month_duration},
        }};
        for (const auto& [called, kind] : kinds) {
            if (called != type) { continue; }
            bool has_zone = false;
            std::optional<table_value> read = read_xsd(words, kind, &has_zone);
            if (!read && type == "duration") { read = read_xsd(words, value_kind::year_month_duration); }
            if (!read) {
                throw xml_.fault(errc::syntax, node, in_quotes(words) + " is no " + std::string{to_string(kind)} +
                                                         " that is read here");
            }
            if (kind == value_kind::date_time) { ++(has_zone ? zoned_ : local_); }
            return *read;
        }
        throw xml_.fault(errc::syntax, node, "a value of the type " + in_quotes(type) + " is outside what is read here");
    }

    static void add_facts(const std::string& called, const tck_value& content, case_facts& to) {
        if (content.shape == tck_shape::value) {
            to.set(called, content.value);
            return;
        }
        for (std::size_t i = 0; i < content.items.size(); ++i) {
            add_facts(called + (content.shape == tck_shape::list ? "[" + std::to_string(i + 1) + "]" : "." + content.names[i]),
                      content.items[i], to);
        }
    }

    xml_file xml_;
    std::size_t zoned_ = 0;  ///< dates and times of the case at hand that name a zone
    std::size_t local_ = 0;  ///< and that do not
};

}  // namespace io_detail
}  // namespace v0
}  // namespace muster
