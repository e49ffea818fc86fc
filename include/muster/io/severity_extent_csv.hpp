#pragma once

#include "muster/core/error.hpp"             // error
#include "muster/io/csv.hpp"                 // csv_reader
#include "muster/io/detail/level_word.hpp"   // level_in, find_columns
#include "muster/io/detail/text.hpp"         // open_file
#include "muster/rules/severity_extent.hpp"  // severity_extent_matrix

#include <array>    // array
#include <fstream>  // ifstream
#include <istream>  // istream
#include <string>   // string
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// Reads a matrix of severity and extent from a CSV file: one line a cell.
///
/// Columns, by their English or their Chinese name: `severity` 严重程度, `extent` 涉及面, `level` 级别; optional: `note`
/// 备注. Classes and levels by name in either language or by the number that people use.
/// @throws muster::error as `csv_reader` and `severity_extent_matrix`, with file, line and column where one line is at
///         fault; unknown_name (a column, a class, a level)
template <class Scheme>
[[nodiscard]] severity_extent_matrix<level<Scheme>> read_severity_extent_csv(std::istream& in,
                                                                             const std::string& file_name,
                                                                             const severity_scale& severities,
                                                                             const extent_scale& extents,
                                                                             const level_scale<Scheme>& levels) {
    using namespace io_detail;
    csv_reader file{in, file_name};
    constexpr std::array<column_name, 4> may_have{
        {{"severity", "严重程度"}, {"extent", "涉及面"}, {"level", "级别"}, {"note", "备注"}}};
    const auto columns = find_columns(file.header(), may_have, 3);
    std::vector<matrix_cell<level<Scheme>>> cells;
    for (csv_row row; file.next(row);) {
        cells.push_back({level_in(file, row, *columns[0], severities), level_in(file, row, *columns[1], extents),
                         level_in(file, row, *columns[2], levels), file.where(row, *columns[0])});
    }
    return {severities, extents, levels, cells};
}

/// The same from a file. @throws muster::error file_not_found as well
template <class Scheme>
[[nodiscard]] severity_extent_matrix<level<Scheme>> read_severity_extent_csv(const std::string& path,
                                                                             const severity_scale& severities,
                                                                             const extent_scale& extents,
                                                                             const level_scale<Scheme>& levels) {
    std::ifstream in = io_detail::open_file(path);
    return read_severity_extent_csv(in, path, severities, extents, levels);
}

}  // namespace v0
}  // namespace muster
