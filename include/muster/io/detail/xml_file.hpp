#pragma once

#include "muster/core/error.hpp"           // error
#include "muster/io/detail/feel_text.hpp"  // longest_cell_bytes
#include "muster/io/detail/text.hpp"       // at_line, in_file, in_quotes, place_of
#include "muster/io/utf8.hpp"              // is_valid_utf8

#include <pugixml.hpp>  // pugixml

#include <charconv>     // from_chars
#include <cstddef>      // size_t
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// The largest XML file that is read, in bytes.
inline constexpr std::size_t largest_xml_bytes = std::size_t{1} << 24U;

namespace io_detail {

/// An XML text, read with care: UTF-8 only, no document type and no entities of its own, so nothing expands; depth,
/// attributes and texts are limited.
/// @throws error syntax, out_of_range, each with line and column
class xml_file {
public:
    static constexpr std::size_t deepest = 64;
    static constexpr std::size_t most_attributes = 128;

    xml_file(std::string_view content, std::string file) : file_{std::move(file)}, content_{content} {
        if (content_.substr(0, byte_order_mark.size()) == byte_order_mark) { content_.remove_prefix(byte_order_mark.size()); }
        if (content_.size() > largest_xml_bytes) {
            throw error{errc::out_of_range, in_file(file_), std::to_string(content_.size()) + " bytes, more than " +
                                                                std::to_string(largest_xml_bytes)};
        }
        if (!is_valid_utf8(content_) || content_.find('\0') != std::string_view::npos) {
            throw error{errc::syntax, place(first_fault()), "not UTF-8 text"};
        }
        check_references();
        const pugi::xml_parse_result read =
            document_.load_buffer(content_.data(), content_.size(),
                                  pugi::parse_default | pugi::parse_doctype | pugi::parse_declaration, pugi::encoding_utf8);
        if (!read) {
            throw error{errc::syntax, place(static_cast<std::size_t>(read.offset < 0 ? 0 : read.offset)),
                        std::string{"not well-formed XML: "} + read.description()};
        }
        check_prologue();
        check_depth();
    }

    [[nodiscard]] pugi::xml_node root() const { return document_.document_element(); }
    [[nodiscard]] const std::string& file() const noexcept { return file_; }

    [[nodiscard]] source_position where(pugi::xml_node node) const {
        const auto offset = node.offset_debug();
        if (offset < 0) { return in_file(file_); }
        const bool is_element = node.type() == pugi::node_element && offset > 0;  // its name stands behind the `<`
        return place(static_cast<std::size_t>(offset) - (is_element ? 1 : 0));
    }
    /// Where the text of an element begins, blanks left out.
    [[nodiscard]] source_position where_text(pugi::xml_node node) const {
        for (const pugi::xml_node child : node.children()) {
            if (child.type() != pugi::node_pcdata && child.type() != pugi::node_cdata) { continue; }
            auto offset = child.offset_debug();
            if (offset < 0) { break; }
            auto at = static_cast<std::size_t>(offset);
            while (at < content_.size() && feel_text::is_blank(content_[at])) { ++at; }
            return place(at);
        }
        return where(node);
    }
    [[nodiscard]] error fault(errc code, pugi::xml_node node, const std::string& message) const {
        return error{code, where(node), message};
    }

    /// The name of an element without its prefix.
    [[nodiscard]] static std::string_view local(pugi::xml_node node) {
        const std::string_view name_in_file = node.name();
        const std::size_t colon = name_in_file.find(':');
        return colon == std::string_view::npos ? name_in_file : name_in_file.substr(colon + 1);
    }
    /// The namespace that an element is in; empty when it has none.
    [[nodiscard]] static std::string_view space(pugi::xml_node node) {
        const std::string_view name_in_file = node.name();
        const std::size_t colon = name_in_file.find(':');
        return space_of(node, colon == std::string_view::npos ? std::string_view{} : name_in_file.substr(0, colon));
    }
    /// The namespace that a prefix stands for at an element.
    [[nodiscard]] static std::string_view space_of(pugi::xml_node node, std::string_view prefix) {
        for (; node.type() == pugi::node_element; node = node.parent()) {
            for (const pugi::xml_attribute each : node.attributes()) {
                const std::string_view name_in_file = each.name();
                const bool declares = prefix.empty() ? name_in_file == "xmlns"
                                                     : name_in_file.size() == prefix.size() + 6 &&
                                                           name_in_file.substr(0, 6) == "xmlns:" &&
                                                           name_in_file.substr(6) == prefix;
                if (declares) { return each.value(); }
            }
        }
        return {};
    }

    /// An attribute's value; empty when there is none.
    [[nodiscard]] std::string attribute(pugi::xml_node node, const char* called) const {
        return trimmed(node.attribute(called).value());
    }
    /// An attribute of a namespace; empty when there is none.
    [[nodiscard]] std::string attribute(pugi::xml_node node, std::string_view of_space, std::string_view called) const {
        for (const pugi::xml_attribute each : node.attributes()) {
            const std::string_view name_in_file = each.name();
            const std::size_t colon = name_in_file.find(':');
            if (colon == std::string_view::npos || name_in_file.substr(colon + 1) != called) { continue; }
            if (space_of(node, name_in_file.substr(0, colon)) == of_space) { return trimmed(each.value()); }
        }
        return {};
    }

    /// The text of an element, CDATA included, blanks around it left out.
    /// @throws error syntax when there are elements in it
    [[nodiscard]] std::string text(pugi::xml_node node) const { return trimmed(whole_text(node)); }

    /// The same, with the blanks around it.
    [[nodiscard]] std::string whole_text(pugi::xml_node node) const {
        std::string all;
        for (const pugi::xml_node child : node.children()) {
            if (child.type() == pugi::node_element) {
                throw fault(errc::syntax, child, "an element " + in_quotes(child.name()) + " where text is expected");
            }
            if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) { all += child.value(); }
        }
        if (all.size() > longest_cell_bytes) {
            throw fault(errc::out_of_range, node, "a text of " + std::to_string(all.size()) + " bytes, more than " +
                                                      std::to_string(longest_cell_bytes));
        }
        return all;
    }

    [[nodiscard]] static std::string trimmed(std::string_view words) {
        while (!words.empty() && feel_text::is_blank(words.front())) { words.remove_prefix(1); }
        while (!words.empty() && feel_text::is_blank(words.back())) { words.remove_suffix(1); }
        return std::string{words};
    }

private:
    [[nodiscard]] source_position place(std::size_t offset) const {
        const text_place at = place_of(content_, offset);
        return at_line(file_, at.line, at.column);
    }
    [[nodiscard]] std::size_t first_fault() const {
        std::size_t at = 0;
        while (at < content_.size() && content_[at] != '\0') {
            const utf8_step step = first_utf8(content_.substr(at));
            if (!step.valid) { break; }
            at += step.size;
        }
        return at;
    }

    // Without a document type there are five entities and the numbers of characters. pugixml passes over the others.
    void check_references() const {
        for (std::size_t at = content_.find_first_of("<&"); at != std::string_view::npos;
             at = content_.find_first_of("<&", at + 1)) {
            const std::string_view rest = content_.substr(at);
            if (rest.substr(0, 9) == "<![CDATA[") {
                at = content_.find("]]>", at);
            } else if (rest.substr(0, 4) == "<!--") {
                at = content_.find("-->", at);
            } else if (rest.front() == '&' && !is_reference(rest.substr(1, rest.substr(0, 12).find(';')))) {
                throw error{errc::syntax, place(at), "an entity " + in_quotes(rest.substr(0, rest.substr(0, 12).find(';')), 12) +
                                                         " that XML without a document type does not have"};
            }
            if (at == std::string_view::npos) { break; }  // pugixml says what is not closed
        }
    }
    static bool is_reference(std::string_view words) {
        for (const std::string_view each : {"amp;", "lt;", "gt;", "quot;", "apos;"}) {
            if (words == each) { return true; }
        }
        if (words.size() < 3 || words.front() != '#' || words.back() != ';') { return false; }
        words = words.substr(1, words.size() - 2);
        const bool is_hex = words.front() == 'x';
        if (is_hex) { words.remove_prefix(1); }
        unsigned long code = 0;
        const std::from_chars_result read = std::from_chars(words.data(), words.data() + words.size(), code, is_hex ? 16 : 10);
        const bool is_control = code < 0x20 && code != 9 && code != 10 && code != 13;
        return read.ec == std::errc{} && read.ptr == words.data() + words.size() && !is_control && code <= 0x10FFFF &&
               !(code >= 0xD800 && code < 0xE000);
    }

    void check_prologue() const {
        std::size_t elements = 0;
        for (const pugi::xml_node each : document_.children()) {
            if (each.type() == pugi::node_doctype) {
                throw error{errc::syntax, in_file(file_), "a document type (<!DOCTYPE ...>); files with entities of their "
                                                          "own are refused"};
            }
            if (each.type() == pugi::node_declaration) { check_encoding(each); }
            if (each.type() == pugi::node_element) { ++elements; }
            if (elements > 1) { throw fault(errc::syntax, each, "a second root element"); }
        }
        if (elements == 0) { throw error{errc::syntax, in_file(file_), "no XML element"}; }
    }
    void check_encoding(pugi::xml_node declaration) const {
        std::string plain;
        for (const char each : std::string_view{declaration.attribute("encoding").value()}) {
            plain += each >= 'A' && each <= 'Z' ? static_cast<char>(each - 'A' + 'a') : each;
        }
        if (plain.empty() || plain == "utf-8" || plain == "utf8" || plain == "us-ascii" || plain == "ascii") { return; }
        throw error{errc::syntax, in_file(file_), "the encoding " + in_quotes(plain) + "; expected UTF-8"};
    }

    void check_depth() const {
        std::size_t depth = 1;
        pugi::xml_node at = root();
        for (;;) {
            check_attributes(at);
            if (at.first_child()) {
                at = at.first_child();
                if (++depth > deepest) {
                    throw fault(errc::out_of_range, at, "nested deeper than " + std::to_string(deepest) + " elements");
                }
                continue;
            }
            while (at != root() && !at.next_sibling()) {
                at = at.parent();
                --depth;
            }
            if (at == root()) { break; }
            at = at.next_sibling();
        }
    }
    void check_attributes(pugi::xml_node node) const {
        std::size_t attributes = 0;
        for (const pugi::xml_attribute each : node.attributes()) {
            if (++attributes > most_attributes) {
                throw fault(errc::out_of_range, node, "more than " + std::to_string(most_attributes) + " attributes");
            }
            for (auto other = node.first_attribute(); other != each; other = other.next_attribute()) {
                if (std::string_view{other.name()} == each.name()) {
                    throw fault(errc::syntax, node, "the attribute " + in_quotes(each.name()) + " twice");
                }
            }
        }
    }

    std::string file_;
    std::string_view content_;
    pugi::xml_document document_;
};

}  // namespace io_detail
}  // namespace v0
}  // namespace muster
