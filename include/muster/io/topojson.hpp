#pragma once

#include "muster/core/error.hpp"           // error
#include "muster/io/detail/json_text.hpp"  // parse_json
#include "muster/io/detail/text.hpp"       // read_file, in_file
#include "muster/io/detail/topology.hpp"   // topology_reader
#include "muster/io/geojson.hpp"           // geojson_feature, geojson_options

#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// The features of one object of a TopoJSON text: its Polygons and MultiPolygons, as `parse_geojson` gives them.
///
/// A GeometryCollection gives one feature for each of its geometries (one in it again is one area), any other object
/// one feature. Quantised topologies are scaled back. Borders that two areas share are the same arc of the file and
/// come out the same bit for bit. Points, where the options accept them, are scaled back too, each by itself.
/// @complexity O(bytes + positions)
///
/// @param object_name  which of the file's objects; empty: the only one
/// @throws muster::error as `parse_geojson`; unknown_name (no such object, with those there are), out_of_range (an
///         arc that the file does not have), geometry (arcs that do not join)
/// @source TopoJSON format specification; deviation: positions beyond the second coordinate, and `bbox`, are not read
[[nodiscard]] inline std::vector<geojson_feature> parse_topojson(std::string_view content, const std::string& file_name,
                                                                 std::string_view object_name = {},
                                                                 const geojson_options& options = {}) {
    const source_position in = io_detail::in_file(file_name);
    const io_detail::json document = io_detail::parse_json(content, in, options.max_depth);
    return io_detail::topology_reader{document, in, options}.features(object_name);
}

/// The features of one object of a TopoJSON file, as `parse_topojson`. @throws muster::error file_not_found as well
[[nodiscard]] inline std::vector<geojson_feature> read_topojson(const std::string& path,
                                                                std::string_view object_name = {},
                                                                const geojson_options& options = {}) {
    return parse_topojson(io_detail::read_file(path), path, object_name, options);
}

}  // namespace v0
}  // namespace muster
