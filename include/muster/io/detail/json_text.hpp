#pragma once

#include "muster/core/error.hpp"      // error
#include "muster/io/detail/text.hpp"  // place_of, byte_order_mark

#include <nlohmann/json.hpp>  // json

#include <cstddef>      // size_t
#include <string>       // string
#include <string_view>  // string_view

namespace muster {
inline namespace v0 {
namespace io_detail {

using json = nlohmann::json;

/// Finds where the parser stops, which the exception for a number that is too large does not tell.
struct json_fault_finder : nlohmann::json_sax<json> {
    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool string(string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool start_object(std::size_t) override { return true; }
    bool key(string_t&) override { return true; }
    bool end_object() override { return true; }
    bool start_array(std::size_t) override { return true; }
    bool end_array() override { return true; }
    bool parse_error(std::size_t bytes_read, const std::string&, const nlohmann::detail::exception& fault) override {
        read = bytes_read;
        what = fault.what();
        return false;
    }

    std::size_t read = 0;  // bytes read, the one that did not fit included
    std::string what;
};

/// Refuses text that nests deeper than `max_depth`, before anything is built from it.
inline void check_json_depth(std::string_view content, const std::string& file, std::size_t max_depth) {
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
                throw error{errc::out_of_range, at_line(file, place.line, place.column),
                            "nested deeper than " + std::to_string(max_depth) + " levels"};
            }
        } else if ((c == ']' || c == '}') && depth > 0) {
            --depth;
        }
    }
}

/// The JSON document in `content`; what is not JSON or not UTF-8 is refused with file, line and column.
[[nodiscard]] inline json parse_json(std::string_view content, const std::string& file, std::size_t max_depth) {
    if (content.substr(0, byte_order_mark.size()) == byte_order_mark) { content.remove_prefix(byte_order_mark.size()); }
    if (content.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        throw error{errc::empty, in_file(file), "the file is empty, expected JSON"};
    }
    check_json_depth(content, file, max_depth);
    try {
        return json::parse(content);
    } catch (const json::exception&) {
        json_fault_finder finder;
        static_cast<void>(json::sax_parse(content, &finder));
        // "[json.exception.parse_error.101] parse error at line 1, column 2: WHAT": the place is told our way.
        std::size_t from = finder.what.find("column ");
        from = finder.what.find(from == std::string::npos ? "] " : ": ", from == std::string::npos ? 0 : from);
        const text_place place = place_of(content, finder.read == 0 ? 0 : finder.read - 1);
        throw error{errc::syntax, at_line(file, place.line, place.column),
                    "not JSON: " + (from == std::string::npos ? finder.what : finder.what.substr(from + 2))};
    }
}

}  // namespace io_detail
}  // namespace v0
}  // namespace muster
