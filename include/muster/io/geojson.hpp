#pragma once

#include "muster/core/error.hpp"                  // error
#include "muster/core/position.hpp"               // lon_lat
#include "muster/grid/polygon.hpp"                // multi_polygon
#include "muster/io/detail/geojson_geometry.hpp"  // geometry_reader, check_crs
#include "muster/io/detail/json_text.hpp"         // parse_json
#include "muster/io/detail/text.hpp"              // read_file, in_file
#include "muster/io/geojson_options.hpp"          // geojson_options

#include <cstddef>      // size_t
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // pair, move
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// One Feature: an area on WGS 84 and what the file says about it.
struct geojson_feature {
    std::size_t index = 0;  ///< place in the file, from 0
    std::string pointer;    ///< the same as a JSON pointer: `/features/3`; empty for a file that is one Feature
    std::size_t line = 0;   ///< of a file with one feature a line; otherwise 0
    std::string id;         ///< the feature's own `id` member, empty when there is none
    /// By name, each once. Numbers and booleans as JSON text, as are arrays and objects; null is left out.
    std::vector<std::pair<std::string, std::string>> properties;
    std::string geometry;             ///< its type as the file spells it; empty: null
    multi_polygon<lon_lat> area;      ///< empty only where the options accept what has none
    std::vector<lon_lat> points;      ///< of a Point or MultiPoint, where the options accept it
    bool has_other_geometry = false;  ///< points, or lines, of which nothing is kept; then it has no area

    /// The property called `wanted`, or null.
    [[nodiscard]] const std::string* property(std::string_view wanted) const noexcept {
        for (const auto& [key, value] : properties) {
            if (key == wanted) { return &value; }
        }
        return nullptr;
    }
};

namespace io_detail {

/// `id` and `properties`, which features and the geometries of a topology have alike.
inline void read_description(const json& from, const std::string& at, const geometry_checks& checks,
                             geojson_feature& read) {
    if (const auto own_id = from.find("id"); own_id != from.end() && !own_id->is_null()) {
        if (!own_id->is_string() && !own_id->is_number()) {
            throw checks.wrong_kind(*own_id, at + "/id", "a string or a number");
        }
        read.id = own_id->is_string() ? own_id->get<std::string>() : own_id->dump();
    }
    if (const auto properties = from.find("properties"); properties != from.end() && !properties->is_null()) {
        if (!properties->is_object()) { throw checks.wrong_kind(*properties, at + "/properties", "an object or null"); }
        for (const auto& [key, value] : properties->items()) {
            if (value.is_null()) { continue; }
            read.properties.emplace_back(key, value.is_string() ? value.get<std::string>() : value.dump());
        }
    }
}

[[nodiscard]] inline geojson_feature read_feature(const json& feature, std::size_t index, const std::string& at,
                                                  const source_position& in, const geojson_options& options) {
    const geometry_reader reader{in, index, options};
    if (!feature.is_object()) { throw reader.wrong_kind(feature, at, "a Feature"); }
    const json& type = reader.member(feature, "type", at);
    if (type != "Feature") { throw reader.wrong_kind(type, at + "/type", "\"Feature\""); }
    reader.check_reference(feature, at);
    geojson_feature read;
    read.index = index;
    read.pointer = at;
    read.line = in.line;
    read_description(feature, at, reader, read);
    feature_geometry found = reader.read(reader.member(feature, "geometry", at), at + "/geometry");
    read.geometry = std::move(found.type);
    read.area = std::move(found.area);
    read.points = std::move(found.points);
    read.has_other_geometry = found.has_other;
    return read;
}

}  // namespace io_detail

/// The features of a GeoJSON text: a FeatureCollection, or one Feature, of Polygons and MultiPolygons.
///
/// A GeometryCollection of areas is one area. Rings are checked to be closed, of at least four positions, not at a pole
/// and cut at the antimeridian; whether they cross themselves, `drawing_faults` says. Altitudes are dropped. A byte
/// order mark is skipped. @complexity O(bytes)
///
/// @param file_name  what messages call it
/// @throws muster::error out_of_range (`max_depth` too large); syntax or out_of_range (nesting) with line and column;
///         otherwise with the feature's index and a JSON pointer: missing, empty, type_mismatch, out_of_range (also
///         swapped coordinates), geometry, duplicate (a member that an object has twice)
/// @source RFC 7946; deviation: a `crs` member, which it forbids, is allowed when it names WGS 84
[[nodiscard]] inline std::vector<geojson_feature> parse_geojson(std::string_view content, const std::string& file_name,
                                                                const geojson_options& options = {}) {
    const source_position in = io_detail::in_file(file_name);
    const io_detail::json document = io_detail::parse_json(content, in, options.max_depth);
    const auto type = document.is_object() ? document.find("type") : document.end();
    const bool collection = type != document.end() && *type == "FeatureCollection";
    if (!collection && (type == document.end() || *type != "Feature")) {
        const bool is_topology = type != document.end() && *type == "Topology";
        throw error{errc::type_mismatch, io_detail::at_pointer(in, type == document.end() ? "" : "/type"),
                    "expected a FeatureCollection or a Feature, found " +
                        io_detail::shown_value(type == document.end() ? document : *type) +
                        (is_topology ? ": TopoJSON, which read_topojson reads" : "")};
    }
    if (!collection) { return {io_detail::read_feature(document, 0, "", in, options)}; }
    io_detail::check_crs(document, "", in);
    const auto features = document.find("features");
    if (features == document.end() || !features->is_array()) {
        throw error{errc::missing, io_detail::at_pointer(in, "/features"), "expected an array of Features"};
    }
    if (features->empty()) {
        throw error{errc::empty, io_detail::at_pointer(in, "/features"), "expected at least one Feature, found none"};
    }
    std::vector<geojson_feature> read;
    read.reserve(features->size());
    for (std::size_t i = 0; i < features->size(); ++i) {
        const std::string at = "/features/" + std::to_string(i);
        read.push_back(io_detail::read_feature((*features)[i], i, at, in, options));
    }
    return read;
}

/// The features of a GeoJSON file, as `parse_geojson`. @throws muster::error file_not_found as well
[[nodiscard]] inline std::vector<geojson_feature> read_geojson(const std::string& path,
                                                               const geojson_options& options = {}) {
    return parse_geojson(io_detail::read_file(path), path, options);
}

}  // namespace v0
}  // namespace muster
