#pragma once

#include "muster/io/detail/dmn_space.hpp"  // is_dmn, check_language
#include "muster/io/detail/feel_text.hpp"  // feel_place
#include "muster/io/detail/xml_file.hpp"   // xml_file

#include <cstddef>      // size_t
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move

namespace muster {
inline namespace v0 {
namespace io_detail {

/// `text` with the prefix of its parent.
[[nodiscard]] inline std::string prefixed(pugi::xml_node node, const char* called) {
    const std::string_view all = node.name();
    const std::size_t colon = all.find(':');
    return (colon == std::string_view::npos ? "" : std::string{all.substr(0, colon + 1)}) + called;
}

/// The text child of a clause or an entry, or nothing. Another language or another expression is refused.
[[nodiscard]] inline pugi::xml_node text_child(const xml_file& xml, pugi::xml_node node, const std::string& who) {
    check_language(xml, node, who);
    pugi::xml_node found;
    for (const pugi::xml_node each : node.children()) {
        if (!is_dmn(xml, each)) { continue; }
        const std::string_view what = xml.local(each);
        if (what == "text" && !found) {
            found = each;
        } else if (what != "description" && what != "extensionElements") {
            throw xml.fault(errc::syntax, each, who + ": the element " + in_quotes(each.name()) +
                                                     " is outside what is read here");
        }
    }
    return found;
}

[[nodiscard]] inline std::string words_of(const xml_file& xml, pugi::xml_node node, const std::string& who) {
    const pugi::xml_node found = text_child(xml, node, who);
    return found ? xml.text(found) : std::string{};
}

[[nodiscard]] inline feel_place feel_place_of(const xml_file& xml, pugi::xml_node node, std::string who) {
    const pugi::xml_node found = node.child(prefixed(node, "text").c_str());
    return {xml.where_text(found ? found : node), std::move(who)};
}

}  // namespace io_detail
}  // namespace v0
}  // namespace muster
