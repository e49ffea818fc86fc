#pragma once

#include "muster/core/error.hpp"             // error
#include "muster/io/csv.hpp"                 // csv_reader
#include "muster/io/detail/level_word.hpp"   // level_in, find_columns
#include "muster/io/detail/text.hpp"         // open_file, in_file
#include "muster/model/level_crosswalk.hpp"  // level_crosswalk

#include <array>        // array
#include <fstream>      // ifstream
#include <istream>      // istream
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// Reads a crosswalk between two schemes of levels from a CSV file: one line a level.
///
/// Columns, by their English or their Chinese name: `from` 原级别, `to` 对应级别; optional: `note` 备注. Levels by name in
/// either language or by the number that people use; `to` may be `none` 无: the level has no counterpart.
/// @throws muster::error as `csv_reader` and `level_crosswalk`, with file, line and column where one line is at fault;
///         unknown_name (a column, a level)
template <class From, class To>
[[nodiscard]] level_crosswalk<level<From>, level<To>> read_level_crosswalk_csv(std::istream& in,
                                                                               const std::string& file_name,
                                                                               const level_scale<From>& from,
                                                                               const level_scale<To>& to) {
    using namespace io_detail;
    csv_reader file{in, file_name};
    constexpr std::array<column_name, 3> may_have{{{"from", "原级别"}, {"to", "对应级别"}, {"note", "备注"}}};
    const auto columns = find_columns(file.header(), may_have, 2);
    std::vector<crosswalk_line<level<From>, level<To>>> lines;
    for (csv_row row; file.next(row);) {
        const std::string_view target = trimmed(row[*columns[1]]);
        const bool is_none = target == "none" || target == "无";
        lines.push_back({level_in(file, row, *columns[0], from),
                         is_none ? level<To>{} : level_in(file, row, *columns[1], to), file.where(row, *columns[0])});
    }
    return {from, to, lines};
}

/// The same from a file. @throws muster::error file_not_found as well
template <class From, class To>
[[nodiscard]] level_crosswalk<level<From>, level<To>> read_level_crosswalk_csv(const std::string& path,
                                                                               const level_scale<From>& from,
                                                                               const level_scale<To>& to) {
    std::ifstream in = io_detail::open_file(path);
    return read_level_crosswalk_csv(in, path, from, to);
}

}  // namespace v0
}  // namespace muster
