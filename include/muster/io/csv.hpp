#pragma once

#include "muster/core/error.hpp"      // error
#include "muster/io/csv_header.hpp"   // csv_header
#include "muster/io/csv_row.hpp"      // csv_row
#include "muster/io/detail/text.hpp"  // open_file, line_end_size
#include "muster/io/utf8.hpp"         // replace_invalid_utf8

#include <csv.h>  // libcsv

#include <cstddef>      // size_t
#include <exception>    // exception_ptr
#include <fstream>      // ifstream
#include <istream>      // istream
#include <memory>       // unique_ptr
#include <new>          // bad_alloc
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move, exchange
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// Reads a CSV file with a header, record by record. Needs libcsv (link with `-lcsv`).
///
/// Accepts RFC 4180: quoted commas, quotes and line ends; CR LF, LF or CR; a last line without an end; a UTF-8 byte
/// order mark; blank lines, which it skips. Spaces belong to their field. What is not UTF-8 becomes U+FFFD and is
/// counted. One reader belongs to one thread; neither copied nor moved.
///
/// @throws muster::error from constructors and `next`, with file, line and column (bytes, the mark not counted):
///         file_not_found, empty (no header), syntax (see `next`)
/// @example examples/city_day.cpp
class csv_reader {
public:
    /// A record longer than this is taken for a quote that was never closed.
    static constexpr std::size_t longest_record_bytes = std::size_t{1} << 24U;

    /// @param in         positioned at the header; has to outlive the reader
    /// @param file_name  what messages call it
    csv_reader(std::istream& in, std::string file_name) : file_{std::move(file_name)}, in_{&in} { read_header(); }

    explicit csv_reader(const std::string& path)
        : file_{path}, own_{std::make_unique<std::ifstream>(io_detail::open_file(path))}, in_{own_.get()} {
        read_header();
    }

    csv_reader(const csv_reader&) = delete;
    csv_reader& operator=(const csv_reader&) = delete;
    ~csv_reader() = default;

    [[nodiscard]] const csv_header& header() const noexcept { return header_; }
    [[nodiscard]] const std::string& file() const noexcept { return file_; }

    /// Number of U+FFFD that stand for what was not UTF-8, so far.
    [[nodiscard]] std::size_t replaced_utf8() const noexcept { return replaced_utf8_; }

    /// The next record; false at the end of the file.
    ///
    /// @throws muster::error syntax: text after a closing quote, a quote inside a plain field, a NUL byte, a quote
    ///         that is never closed, another number of fields than the header has. Unless `can_continue` says no,
    ///         the next call goes on at the following line; `row` then holds the fields that were read.
    bool next(csv_row& row) {
        if (!can_continue_ || !read_record(row)) { return false; }
        if (row.size() != header_.size()) {
            throw error{errc::syntax, io_detail::at_line(file_, row.line()),
                        "expected " + std::to_string(header_.size()) + " fields, as the header has, found " +
                            std::to_string(row.size())};
        }
        return true;
    }

    /// False once nothing more can be read: a quote was never closed, or the medium failed.
    [[nodiscard]] bool can_continue() const noexcept { return can_continue_; }

    /// Where a field of the latest record stands: at its opening quote, if it has one.
    [[nodiscard]] source_position where(const csv_row& row, std::size_t column) const {
        const io_detail::text_place place = row.place_of(column);
        return io_detail::at_line(file_, place.line, place.column);
    }

private:
    // The C parser's memory, freed also when a constructor throws.
    struct parser {
        parser() { start(); }
        parser(const parser&) = delete;
        parser& operator=(const parser&) = delete;
        ~parser() { csv_free(&state); }
        void start() {
            csv_init(&state, CSV_STRICT | CSV_STRICT_FINI);
            csv_set_blk_size(&state, std::size_t{1} << 16U);  // its buffer grows by blocks: few for a large field
            csv_set_space_func(&state, [](unsigned char) { return 0; });  // RFC 4180: spaces belong to the field
        }
        void restart() {
            csv_free(&state);
            start();
        }
        csv_parser state{};
    };

    void read_header() {
        csv_row row;
        if (!read_record(row)) {
            throw error{errc::empty, io_detail::in_file(file_), "the file is empty, expected a header line"};
        }
        std::vector<std::string> names;
        for (std::size_t i = 0; i < row.size(); ++i) { names.emplace_back(row[i]); }
        header_ = csv_header{std::move(names), io_detail::at_line(file_, row.line())};
    }

    bool read_record(csv_row& row) {
        row.clear();
        row_ = &row;
        complete_ = false;
        while (!complete_) {
            if (!take_line()) {
                const int fault = csv_fini(&parser_.state, on_field, on_record, this);
                if (failure_) { std::rethrow_exception(std::exchange(failure_, nullptr)); }
                if (fault != 0) { throw never_closed(row, "before the end of the file"); }
                break;
            }
            if (row.record_.empty()) {
                if (io_detail::line_end_size(line_, 0) != 0) { continue; }  // a blank line
                row.line_ = line_number_;
            }
            row.record_ += line_;
            parse_line();
            if (!complete_ && row.record_.size() > longest_record_bytes) {
                throw never_closed(row, "within " + std::to_string(longest_record_bytes) + " bytes");
            }
        }
        return complete_;
    }

    // Hands the parser one physical line, so that every place is known; a line completes one record at most.
    void parse_line() {
        const std::size_t nul = line_.find('\0');
        const std::size_t parsed = nul != std::string_view::npos ? nul
                                                                 : csv_parse(&parser_.state, line_.data(), line_.size(),
                                                                             on_field, on_record, this);
        if (failure_) { std::rethrow_exception(std::exchange(failure_, nullptr)); }
        if (parsed == line_.size()) { return; }
        const int fault = csv_error(&parser_.state);
        parser_.restart();
        if (nul == std::string_view::npos && fault != CSV_EPARSE) { throw std::bad_alloc{}; }
        throw error{errc::syntax, io_detail::at_line(file_, line_number_, parsed + 1),
                    nul != std::string_view::npos ? "a NUL byte; expected UTF-8 text (is it UTF-16?)"
                    : line_[parsed] == '"'        ? "a quote inside a field that does not begin with one"
                                                  : "text after a closing quote, expected a comma or the end of line"};
    }

    // The next physical line with its end; CR alone ends a line too.
    bool take_line() {
        if (chunk_at_ == chunk_.size()) {
            chunk_at_ = 0;
            if (!std::getline(*in_, chunk_)) {
                chunk_.clear();
                if (!in_->bad()) { return false; }
                can_continue_ = false;
                throw error{errc::file_not_found, io_detail::at_line(file_, line_number_ + 1),
                            "cannot be read any further"};
            }
            if (!in_->eof()) { chunk_ += '\n'; }
            if (line_number_ == 0 && chunk_.compare(0, 3, io_detail::byte_order_mark) == 0) { chunk_.erase(0, 3); }
            if (chunk_.empty()) { return false; }  // nothing but the mark
        }
        std::size_t end = chunk_.find_first_of("\r\n", chunk_at_);
        end = end == std::string::npos ? chunk_.size() : end + io_detail::line_end_size(chunk_, end);
        line_ = std::string_view{chunk_}.substr(chunk_at_, end - chunk_at_);
        chunk_at_ = end;
        ++line_number_;
        return true;
    }

    [[nodiscard]] error never_closed(const csv_row& row, const std::string& by_when) {
        can_continue_ = false;
        const io_detail::text_place place = row.place_of(static_cast<std::size_t>(-1));  // the field that is open
        return error{errc::syntax, io_detail::at_line(file_, place.line, place.column),
                     "a quote is opened and not closed " + by_when};
    }

    // Called through C, which no exception may cross: it is kept, and thrown again behind.
    static void on_field(void* bytes, std::size_t size, void* self) noexcept {
        csv_reader& reader = *static_cast<csv_reader*>(self);
        try {
            reader.field_.assign(static_cast<const char*>(bytes), size);
            reader.replaced_utf8_ += replace_invalid_utf8(reader.field_);
            reader.row_->push_back(reader.field_);
        } catch (...) { reader.failure_ = std::current_exception(); }
    }
    static void on_record(int, void* self) noexcept { static_cast<csv_reader*>(self)->complete_ = true; }

    std::string file_;
    std::unique_ptr<std::ifstream> own_;
    std::istream* in_;
    parser parser_;
    csv_header header_;
    std::string chunk_;  // what was read up to a LF
    std::size_t chunk_at_ = 0;
    std::string_view line_;  // the physical line at hand, within chunk_
    std::size_t line_number_ = 0;
    std::string field_;
    csv_row* row_ = nullptr;
    bool complete_ = false;
    bool can_continue_ = true;
    std::size_t replaced_utf8_ = 0;
    std::exception_ptr failure_;
};

}  // namespace v0
}  // namespace muster
