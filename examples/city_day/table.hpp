#pragma once

#include <cstddef>      // size_t
#include <ostream>      // ostream
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

/// Columns of a terminal that a UTF-8 text takes: Chinese characters and full-width signs take two.
[[nodiscard]] inline std::size_t display_width(std::string_view words) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < words.size();) {
        const auto lead = static_cast<unsigned char>(words[i]);
        const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        const auto next = i + 1 < words.size() ? static_cast<unsigned char>(words[i + 1]) : 0U;
        // Three-byte characters from U+2E80 on are wide; the Roman numerals and signs below are not.
        width += bytes == 3 && (lead > 0xe2 || (lead == 0xe2 && next >= 0xba)) ? 2 : 1;
        i += bytes;
    }
    return width;
}

/// A table for people: a heading, then rows; the first column is text, the others are aligned to the right.
class text_table {
public:
    explicit text_table(std::vector<std::string> heading) { rows_.push_back(std::move(heading)); }

    void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }

    void print(std::ostream& out) const {
        std::vector<std::size_t> widths(rows_.front().size(), 0);
        for (const auto& row : rows_) {
            for (std::size_t i = 0; i < row.size(); ++i) { widths[i] = std::max(widths[i], display_width(row[i])); }
        }
        for (const auto& row : rows_) {
            std::string line = "  ";
            for (std::size_t i = 0; i < row.size(); ++i) {
                const std::string padding(widths[i] - display_width(row[i]), ' ');
                line += i == 0 ? row[i] + padding : "  " + padding + row[i];
            }
            line.erase(line.find_last_not_of(' ') + 1);
            out << line << '\n';
        }
    }

private:
    std::vector<std::vector<std::string>> rows_;
};
