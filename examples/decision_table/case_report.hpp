#pragma once

#include "golden_run.hpp"
#include "outcome_words.hpp"
#include "program/whole_file.hpp"

#include <nlohmann/json.hpp>  // ordered_json
#include <pugixml.hpp>        // xml_document

#include <cstddef>   // size_t
#include <ostream>   // ostream
#include <sstream>   // ostringstream
#include <string>    // string
#include <vector>    // vector

namespace decision_table {

[[nodiscard]] inline std::size_t failed_count(const std::vector<case_result>& results) {
    std::size_t failed = 0;
    for (const case_result& each : results) { failed += each.passed() ? 0U : 1U; }
    return failed;
}

/// Each failure with what was expected, what was found and the rule that decided; then `N passed, N failed`.
///
/// The last line is the same in every language: programs read it.
inline void print(const std::vector<case_result>& results, muster::language in, std::ostream& out) {
    for (const case_result& each : results) {
        if (each.passed()) { continue; }
        out << say(in, "FAIL ", "失败 ") << each.title << " (" << each.place << ")\n";
        for (const std::string& fault : each.faults) { out << "     " << fault << '\n'; }
        if (!each.reason.empty()) { out << "     " << each.reason << '\n'; }
    }
    const std::size_t failed = failed_count(results);
    out << results.size() - failed << " passed, " << failed << " failed\n";
}

namespace detail {

// XML 1.0 has no sign for most control characters.
[[nodiscard]] inline std::string for_xml(const std::string& words) {
    std::string out;
    for (const char each : words) {
        const auto byte = static_cast<unsigned char>(each);
        out += byte < 0x20 && each != '\n' && each != '\t' ? '?' : each;
    }
    return out;
}

}  // namespace detail

/// The cases as JUnit XML, as build servers read it. No times: the file is the same on every run.
[[nodiscard]] inline std::string to_junit(const std::vector<case_result>& results, const std::string& suite) {
    pugi::xml_document document;
    pugi::xml_node declaration = document.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    const auto count = [&](pugi::xml_node into) {
        into.append_attribute("name") = detail::for_xml(suite).c_str();
        into.append_attribute("tests") = static_cast<unsigned long long>(results.size());
        into.append_attribute("failures") = static_cast<unsigned long long>(failed_count(results));
        into.append_attribute("errors") = 0;
    };
    pugi::xml_node suites = document.append_child("testsuites");
    count(suites);
    pugi::xml_node one = suites.append_child("testsuite");
    count(one);
    for (const case_result& each : results) {
        pugi::xml_node made = one.append_child("testcase");
        made.append_attribute("classname") = detail::for_xml(suite).c_str();
        made.append_attribute("name") = detail::for_xml(each.title).c_str();
        if (each.passed()) { continue; }
        pugi::xml_node failure = made.append_child("failure");
        failure.append_attribute("message") = detail::for_xml(each.faults.front()).c_str();
        std::string all = each.place;
        for (const std::string& fault : each.faults) { all += "\n" + fault; }
        failure.append_child(pugi::node_pcdata).set_value(detail::for_xml(all + "\n" + each.reason).c_str());
    }
    std::ostringstream out;
    document.save(out, "  ", pugi::format_indent, pugi::encoding_utf8);
    return out.str();
}

[[nodiscard]] inline nlohmann::ordered_json to_json(const std::vector<case_result>& results) {
    nlohmann::ordered_json cases = nlohmann::ordered_json::array();
    for (const case_result& each : results) {
        cases.push_back({{"name", each.title}, {"place", each.place}, {"passed", each.passed()},
                         {"faults", each.faults}, {"reason", each.reason}});
    }
    const std::size_t failed = failed_count(results);
    return {{"passed", results.size() - failed}, {"failed", failed}, {"cases", std::move(cases)}};
}

}  // namespace decision_table
