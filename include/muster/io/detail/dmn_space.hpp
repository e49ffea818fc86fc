#pragma once

#include "muster/io/detail/xml_file.hpp"  // xml_file

#include <array>        // array
#include <string>       // string
#include <string_view>  // string_view

namespace muster {
inline namespace v0 {
namespace io_detail {

/// The namespaces of DMN models, 1.1 to 1.6.
inline constexpr std::array<std::string_view, 6> dmn_spaces{
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",   "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",   "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",   "https://www.omg.org/spec/DMN/20240513/MODEL/"};

/// Of what muster adds to a DMN file: attributes that other programs pass over.
inline constexpr std::string_view own_space = "urn:muster:decision-table:1";

[[nodiscard]] constexpr bool is_dmn_space(std::string_view space) noexcept {
    for (const std::string_view each : dmn_spaces) {
        if (each == space) { return true; }
    }
    return false;
}

/// Whether a node is an element of the model, and not one that a tool added in its own namespace.
[[nodiscard]] inline bool is_dmn(const xml_file& xml, pugi::xml_node node) {
    if (node.type() != pugi::node_element) { return false; }
    const std::string_view space = xml_file::space(node);
    return is_dmn_space(space) || space == xml_file::space(xml.root());
}

/// Refuses expressions in another language than FEEL.
inline void check_language(const xml_file& xml, pugi::xml_node node, const std::string& who) {
    std::string plain;
    for (const char each : xml.attribute(node, "expressionLanguage")) {
        plain += each >= 'A' && each <= 'Z' ? static_cast<char>(each - 'A' + 'a') : each;
    }
    if (plain.empty() || plain.find("feel") != std::string::npos) { return; }
    throw xml.fault(errc::syntax, node, who + ": expressions in " + in_quotes(plain) + "; only FEEL is read here");
}

}  // namespace io_detail
}  // namespace v0
}  // namespace muster
