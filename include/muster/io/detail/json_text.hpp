#pragma once

#include "muster/core/error.hpp"      // error
#include "muster/io/detail/text.hpp"  // place_of, byte_order_mark, in_quotes

#include <nlohmann/json.hpp>  // json

#include <cstddef>      // size_t
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // forward, move
#include <vector>       // vector

namespace muster {
inline namespace v0 {
namespace io_detail {

using json = nlohmann::json;

/// A member's name as one step of a JSON pointer. @source RFC 6901 §3
[[nodiscard]] inline std::string pointer_step(std::string_view name) {
    std::string step = "/";
    for (const char c : name) { step += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c); }
    return step;
}

/// Builds a document, and stops at a member that an object has already: which of the two is meant nobody knows.
class json_builder : public nlohmann::json_sax<json> {
public:
    bool null() override { return put(nullptr); }
    bool boolean(bool value) override { return put(value); }
    bool number_integer(number_integer_t value) override { return put(value); }
    bool number_unsigned(number_unsigned_t value) override { return put(value); }
    bool number_float(number_float_t value, const string_t&) override { return put(value); }
    bool string(string_t& value) override { return put(std::move(value)); }
    bool binary(binary_t&) override { return false; }  // not in text
    bool start_object(std::size_t) override { return open(json::object()); }
    bool start_array(std::size_t) override { return open(json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override {
        auto& members = open_.back().node->get_ref<json::object_t&>();
        const auto [member, is_new] = members.try_emplace(std::move(name), nullptr);
        member_ = &member->second;
        open_.back().name = &member->first;
        if (!is_new) { twice_ = &member->first; }
        return is_new;
    }

    bool parse_error(std::size_t bytes_read, const std::string&, const nlohmann::detail::exception& problem) override {
        read_ = bytes_read;
        what_ = problem.what();
        return false;
    }

    [[nodiscard]] json& document() noexcept { return document_; }
    [[nodiscard]] const std::string* twice() const noexcept { return twice_; }  ///< the name that came again
    [[nodiscard]] std::size_t read() const noexcept { return read_; }  ///< bytes, the one that did not fit included
    [[nodiscard]] const std::string& what() const noexcept { return what_; }

    /// The object that is open.
    [[nodiscard]] std::string pointer() const {
        std::string path;
        for (std::size_t i = 0; i + 1 < open_.size(); ++i) {
            const level& each = open_[i];
            path += each.node->is_array() ? "/" + std::to_string(each.node->size() - 1) : pointer_step(*each.name);
        }
        return path;
    }

private:
    struct level {
        json* node;
        const std::string* name;  // of an object's last member; a map's keys stay where they are
    };

    template <class V>
    json& place(V&& value) {
        if (open_.empty()) { return document_ = json(std::forward<V>(value)); }
        json& parent = *open_.back().node;
        if (!parent.is_array()) { return *member_ = json(std::forward<V>(value)); }
        auto& list = parent.get_ref<json::array_t&>();
        list.emplace_back(std::forward<V>(value));
        return list.back();
    }
    template <class V>
    bool put(V&& value) {
        place(std::forward<V>(value));
        return true;
    }
    bool open(json container) {
        json& node = place(std::move(container));
        open_.push_back({&node, nullptr});
        return true;
    }
    bool close() {
        open_.pop_back();
        return true;
    }

    json document_;
    std::vector<level> open_;
    json* member_ = nullptr;
    const std::string* twice_ = nullptr;
    std::size_t read_ = 0;
    std::string what_;
};

/// The greatest `max_depth`: what reads a document calls itself at each level of it, and so needs stack by depth.
inline constexpr std::size_t greatest_json_depth = 1000;

/// Refuses text that nests deeper than `max_depth`, before anything is built from it.
inline void check_json_depth(std::string_view content, const source_position& in, std::size_t max_depth) {
    if (max_depth > greatest_json_depth) {
        throw error{
            errc::out_of_range, in,
            "max_depth is " + std::to_string(max_depth) + "; expected at most " + std::to_string(greatest_json_depth)};
    }
    std::size_t depth = 0;
    bool in_string = false;
    for (std::size_t at = 0; at < content.size(); ++at) {
        const char c = content[at];
        if (in_string) {
            if (c == '\\') { ++at; }
            if (c == '"') { in_string = false; }
        } else if (c == '"') {
            in_string = true;
        } else if (c == '[' || c == '{') {
            if (++depth > max_depth) {
                const text_place place = place_of(content, at);
                throw error{errc::out_of_range,
                            at_line(in.file, place.line + (in.line == 0 ? 0 : in.line - 1), place.column),
                            "nested deeper than " + std::to_string(max_depth) + " levels"};
            }
        } else if ((c == ']' || c == '}') && depth > 0) {
            --depth;
        }
    }
}

/// The JSON document in `content`, which is the file `in`, or what it holds from the line on that `in` names.
///
/// @throws muster::error with file, line and column: syntax (not JSON, not UTF-8, a number that no double holds),
///         out_of_range (nesting; without line and column: `max_depth` itself), empty; duplicate with a JSON pointer,
///         an object that has a member twice
[[nodiscard]] inline json parse_json(std::string_view content, const source_position& in, std::size_t max_depth) {
    if (content.substr(0, byte_order_mark.size()) == byte_order_mark) { content.remove_prefix(byte_order_mark.size()); }
    if (content.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        throw error{errc::empty, in, "the file is empty, expected JSON"};
    }
    check_json_depth(content, in, max_depth);
    json_builder builder;
    if (json::sax_parse(content, &builder)) { return std::move(builder.document()); }
    if (builder.twice() != nullptr) {
        source_position where = in;
        where.pointer = builder.pointer();
        throw error{errc::duplicate, std::move(where),
                    "the object has two members " + in_quotes(*builder.twice()) + "; expected each name once"};
    }
    // "[json.exception.parse_error.101] parse error at line 1, column 2: WHAT": the place is told our way.
    const std::string& what = builder.what();
    std::size_t from = what.find("column ");
    from = what.find(from == std::string::npos ? "] " : ": ", from == std::string::npos ? 0 : from);
    const text_place place = place_of(content, builder.read() == 0 ? 0 : builder.read() - 1);
    throw error{errc::syntax, at_line(in.file, place.line + (in.line == 0 ? 0 : in.line - 1), place.column),
                "not JSON: " + (from == std::string::npos ? what : what.substr(from + 2))};
}

/// The JSON document that is the whole of a file, as above.
[[nodiscard]] inline json parse_json(std::string_view content, const std::string& file, std::size_t max_depth) {
    return parse_json(content, in_file(file), max_depth);
}

}  // namespace io_detail
}  // namespace v0
}  // namespace muster
