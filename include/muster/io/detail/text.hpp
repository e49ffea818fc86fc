#pragma once

#include "muster/core/error.hpp"  // error

#include <cstddef>       // size_t
#include <filesystem>    // status
#include <fstream>       // ifstream
#include <iterator>      // istreambuf_iterator
#include <string>        // string
#include <string_view>   // string_view
#include <system_error>  // error_code

namespace muster {
inline namespace v0 {
namespace io_detail {

/// `bytes` between double quotes, on one line and not longer than `longest` bytes: a value as messages show it.
[[nodiscard]] inline std::string in_quotes(std::string_view bytes, std::size_t longest = 60) {
    std::size_t size = bytes.size();
    if (size > longest) {
        size = longest;
        while (size > 0 && (static_cast<unsigned char>(bytes[size]) & 0xC0U) == 0x80U) { --size; }  // whole characters
    }
    std::string shown = "\"";
    for (const char c : bytes.substr(0, size)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F) {
            constexpr std::string_view digits = "0123456789abcdef";
            shown += c == '\n'   ? "\\n"
                     : c == '\r' ? "\\r"
                     : c == '\t' ? "\\t"
                                 : std::string{"\\x"} + digits[byte >> 4U] + digits[byte & 0xFU];
        } else {
            shown += c;
        }
    }
    return shown + (size < bytes.size() ? "...\"" : "\"");
}

/// The UTF-8 byte order mark, which is no part of the text.
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Length of the line end at `at`: 2 for CR LF, 1 for a lone CR or LF, 0 for anything else.
[[nodiscard]] constexpr std::size_t line_end_size(std::string_view bytes, std::size_t at) noexcept {
    if (bytes[at] == '\n') { return 1; }
    if (bytes[at] != '\r') { return 0; }
    return at + 1 < bytes.size() && bytes[at + 1] == '\n' ? 2 : 1;
}

/// A line and a column, both from 1; columns in bytes.
struct text_place {
    std::size_t line = 1;
    std::size_t column = 1;
};

/// The place of byte `offset` of `bytes`; what lies behind the end counts as its last line.
[[nodiscard]] constexpr text_place place_of(std::string_view bytes, std::size_t offset) noexcept {
    text_place place;
    std::size_t at = 0;
    const std::size_t end = offset < bytes.size() ? offset : bytes.size();
    while (at < end) {
        const std::size_t size = line_end_size(bytes, at);
        if (at + size > end) { break; }  // between CR and LF: still this line
        at += size == 0 ? 1 : size;
        if (size != 0) {
            ++place.line;
            place.column = 1;
        } else {
            ++place.column;
        }
    }
    return place;
}

/// A line of a file, or a place in it; zeros are left out of messages.
[[nodiscard]] inline source_position at_line(const std::string& file, std::size_t line, std::size_t column = 0) {
    source_position where;
    where.file = file;
    where.line = line;
    where.column = column;
    return where;
}

/// A file as a whole.
[[nodiscard]] inline source_position in_file(const std::string& file) { return at_line(file, 0); }

/// Opens a file for reading. @throws muster::error file_not_found; also for a folder
[[nodiscard]] inline std::ifstream open_file(const std::string& path) {
    std::error_code fault;
    const std::filesystem::file_status status = std::filesystem::status(path, fault);
    if (status.type() == std::filesystem::file_type::not_found) {
        throw error{errc::file_not_found, in_file(path), "no such file"};
    }
    if (status.type() == std::filesystem::file_type::directory) {
        throw error{errc::file_not_found, in_file(path), "is a folder, expected a file"};
    }
    std::ifstream in{path, std::ios::binary};
    if (!in) { throw error{errc::file_not_found, in_file(path), "cannot be opened for reading"}; }
    return in;
}

/// The whole content of a file. @throws muster::error file_not_found
[[nodiscard]] inline std::string read_file(const std::string& path) {
    std::ifstream in = open_file(path);
    std::string content{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
    if (in.bad()) { throw error{errc::file_not_found, in_file(path), "cannot be read to its end"}; }
    return content;
}

}  // namespace io_detail
}  // namespace v0
}  // namespace muster
