#pragma once

#include "muster/core/expects.hpp"    // MUSTER_EXPECTS
#include "muster/io/detail/text.hpp"  // text_place, line_end_size

#include <cstddef>      // size_t
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace muster {
inline namespace v0 {

class csv_reader;

/// One record of a CSV file. Filled by `csv_reader::next`; reuse one row for a whole file, it keeps its memory.
///
/// Views of its fields are good until the row is filled again.
class csv_row {
public:
    [[nodiscard]] std::size_t size() const noexcept { return ends_.size(); }
    [[nodiscard]] bool empty() const noexcept { return ends_.empty(); }

    /// The physical line that the record starts on, from 1. A record with quoted line ends covers several.
    [[nodiscard]] std::size_t line() const noexcept { return line_; }

    /// The field in `column`, without its quotes, spaces kept. @pre column < size()
    [[nodiscard]] std::string_view operator[](std::size_t column) const {
        MUSTER_EXPECTS(column < size(), "csv_row: no such field; columns count from 0");
        const std::size_t begin = column == 0 ? 0 : ends_[column - 1];
        return std::string_view{text_}.substr(begin, ends_[column] - begin);
    }

private:
    friend class csv_reader;

    void clear() noexcept {
        text_.clear();
        ends_.clear();
        record_.clear();
        line_ = 0;
    }

    void push_back(std::string_view value) {
        text_ += value;
        ends_.push_back(text_.size());
    }

    /// Where field `column` begins in the file, at its quote if it has one; the last field when there are fewer.
    [[nodiscard]] io_detail::text_place place_of(std::size_t column) const noexcept {
        io_detail::text_place here{line_, 1};
        io_detail::text_place start = here;
        bool inside_quotes = false;
        for (std::size_t at = 0, passed = 0; at < record_.size() && passed < column;) {
            const std::size_t line_end = io_detail::line_end_size(record_, at);
            if (line_end != 0 && !inside_quotes) { break; }
            if (record_[at] == '"') { inside_quotes = !inside_quotes; }  // a doubled quote toggles twice
            const bool separator = record_[at] == ',' && !inside_quotes;
            at += line_end == 0 ? 1 : line_end;
            here = line_end == 0 ? io_detail::text_place{here.line, here.column + 1}
                                 : io_detail::text_place{here.line + 1, 1};
            if (separator) {
                start = here;
                ++passed;
            }
        }
        return start;
    }

    std::string text_;               // the fields, one after the other
    std::vector<std::size_t> ends_;  // end of each field in text_
    std::string record_;             // the record as it stands in the file, for places in messages
    std::size_t line_ = 0;
};

}  // namespace v0
}  // namespace muster
