#pragma once

#include "muster/core/error.hpp"      // error
#include "muster/io/detail/text.hpp"  // at_line, byte_order_mark, line_end_size, read_file
#include "muster/io/geojson.hpp"      // geojson_feature, read_feature

#include <cstddef>      // size_t
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// Calls `take(geojson_feature&&)` for each line of a text that holds one GeoJSON Feature a line, in their order.
///
/// For files too large to hold as a whole: only one feature is in memory. Empty lines are skipped, as is the record
/// separator (RS) of RFC 8142 at a line's beginning.
///
/// @return how many there were
/// @throws muster::error as `parse_geojson`, with the line as well; empty when there is no feature. What was taken
///         before stays taken. @complexity O(bytes) @source RFC 8142; GeoJSONL, NDJSON
template <class Take>
std::size_t each_geojson_line(std::string_view content, const std::string& file_name, Take&& take,
                              const geojson_options& options = {}) {
    if (content.substr(0, io_detail::byte_order_mark.size()) == io_detail::byte_order_mark) {
        content.remove_prefix(io_detail::byte_order_mark.size());
    }
    std::size_t index = 0;
    std::size_t line = 1;
    for (std::size_t from = 0; from < content.size(); ++line) {
        std::size_t to = from;
        while (to < content.size() && io_detail::line_end_size(content, to) == 0) { ++to; }
        std::string_view words = content.substr(from, to - from);
        from = to < content.size() ? to + io_detail::line_end_size(content, to) : to;
        if (!words.empty() && words.front() == '\x1E') { words.remove_prefix(1); }
        if (words.find_first_not_of(" \t") == std::string_view::npos) { continue; }
        const source_position in = io_detail::at_line(file_name, line);
        const io_detail::json feature = io_detail::parse_json(words, in, options.max_depth);
        take(io_detail::read_feature(feature, index++, "", in, options));
    }
    if (index == 0) {
        throw error{errc::empty, io_detail::in_file(file_name), "expected a Feature on each line, found none"};
    }
    return index;
}

/// All features of a words with one GeoJSON Feature a line, as `each_geojson_line`. @throws muster::error
[[nodiscard]] inline std::vector<geojson_feature> parse_geojson_lines(std::string_view content,
                                                                      const std::string& file_name,
                                                                      const geojson_options& options = {}) {
    std::vector<geojson_feature> all;
    each_geojson_line(
        content, file_name, [&all](geojson_feature&& each) { all.push_back(std::move(each)); }, options);
    return all;
}

/// All features of a file with one GeoJSON Feature a line (.geojsonl, .geojsons), as `each_geojson_line`.
/// @throws muster::error file_not_found as well
[[nodiscard]] inline std::vector<geojson_feature> read_geojson_lines(const std::string& path,
                                                                     const geojson_options& options = {}) {
    return parse_geojson_lines(io_detail::read_file(path), path, options);
}

}  // namespace v0
}  // namespace muster
