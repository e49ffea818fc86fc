#pragma once

#include "muster/core/error.hpp"                  // error
#include "muster/grid/polygon.hpp"                // multi_polygon, box
#include "muster/io/detail/geojson_geometry.hpp"  // geometry_reader
#include "muster/io/detail/json_text.hpp"         // parse_json
#include "muster/io/detail/text.hpp"              // read_file, in_quotes

#include <cstddef>      // size_t
#include <optional>     // optional
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
    std::string id;         ///< the feature's own `id` member, empty when there is none
    /// By name, each once. Numbers and booleans as the file's JSON text, as are arrays and objects; null is left out.
    std::vector<std::pair<std::string, std::string>> properties;
    multi_polygon<lon_lat> area;

    /// The property called `wanted`, or null.
    [[nodiscard]] const std::string* property(std::string_view wanted) const noexcept {
        for (const auto& [key, value] : properties) {
            if (key == wanted) { return &value; }
        }
        return nullptr;
    }
};

/// How a GeoJSON file is read.
struct geojson_options {
    /// Where the city is: a position that lies inside only with its coordinates swapped is refused. Others are not.
    std::optional<box<lon_lat>> expected_box;
    std::size_t max_depth = 64;  ///< deeper nesting is refused
};

namespace io_detail {

/// Refuses a `crs` member (of the 2008 draft) that names anything but WGS 84 in degrees.
inline void check_crs(const json& object, const std::string& at, const std::string& file) {
    const auto crs = object.find("crs");
    if (crs == object.end()) { return; }
    const json::json_pointer name_at{"/properties/name"};
    const json reference = crs->is_object() && crs->contains(name_at) ? (*crs)[name_at] : *crs;
    for (const char* wgs84 : {"urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "OGC:CRS84", "CRS84",
                              "EPSG:4326", "urn:ogc:def:crs:EPSG::4326", "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
                              "http://www.opengis.net/def/crs/EPSG/0/4326"}) {
        if (reference == wgs84) { return; }
    }
    throw error{errc::type_mismatch, at_pointer(file, at + "/crs"),
                "expected longitude and latitude on WGS 84 (CRS84 or EPSG:4326), found " +
                    geometry_reader::shown_value(reference)};
}

[[nodiscard]] inline geojson_feature read_feature(const json& feature, std::size_t index, const std::string& at,
                                                  const std::string& file, const geojson_options& options) {
    const geometry_reader reader{file, index, options.expected_box};
    if (!feature.is_object()) { throw reader.wrong_kind(feature, at, "a Feature"); }
    const json& type = reader.member(feature, "type", at);
    if (type != "Feature") { throw reader.wrong_kind(type, at + "/type", "\"Feature\""); }
    check_crs(feature, at, file);
    geojson_feature read;
    read.index = index;
    read.pointer = at;
    if (const auto own_id = feature.find("id"); own_id != feature.end() && !own_id->is_null()) {
        if (!own_id->is_string() && !own_id->is_number()) {
            throw reader.wrong_kind(*own_id, at + "/id", "a string or a number");
        }
        read.id = own_id->is_string() ? own_id->get<std::string>() : own_id->dump();
    }
    if (const auto properties = feature.find("properties"); properties != feature.end() && !properties->is_null()) {
        if (!properties->is_object()) { throw reader.wrong_kind(*properties, at + "/properties", "an object or null"); }
        for (const auto& [key, value] : properties->items()) {
            if (value.is_null()) { continue; }
            read.properties.emplace_back(key, value.is_string() ? value.get<std::string>() : value.dump());
        }
    }
    const json& geometry = reader.member(feature, "geometry", at);
    if (geometry.is_object()) { check_crs(geometry, at + "/geometry", file); }
    read.area = reader.area(geometry, at + "/geometry");
    return read;
}

}  // namespace io_detail

/// The features of a GeoJSON text: a FeatureCollection, or one Feature, of Polygons and MultiPolygons.
///
/// Rings are checked to be closed and of at least four positions; whether they cross themselves, the hierarchy
/// checks. Altitudes are dropped. A byte order mark is skipped.
///
/// @param file_name  what messages call it
/// @throws muster::error syntax or out_of_range (nesting) with line and column; otherwise with the feature's index
///         and a JSON pointer: missing, empty, type_mismatch, out_of_range (also swapped coordinates), geometry
/// @source RFC 7946; deviation: a `crs` member, which it forbids, is allowed when it names WGS 84
[[nodiscard]] inline std::vector<geojson_feature> parse_geojson(std::string_view content, const std::string& file_name,
                                                                const geojson_options& options = {}) {
    using io_detail::geometry_reader;
    const io_detail::json document = io_detail::parse_json(content, file_name, options.max_depth);
    const auto type = document.is_object() ? document.find("type") : document.end();
    const bool collection = type != document.end() && *type == "FeatureCollection";
    if (!collection && (type == document.end() || *type != "Feature")) {
        throw error{errc::type_mismatch, io_detail::at_pointer(file_name, type == document.end() ? "" : "/type"),
                    "expected a FeatureCollection or a Feature, found " +
                        geometry_reader::shown_value(type == document.end() ? document : *type)};
    }
    if (!collection) { return {io_detail::read_feature(document, 0, "", file_name, options)}; }
    io_detail::check_crs(document, "", file_name);
    const auto features = document.find("features");
    if (features == document.end() || !features->is_array()) {
        throw error{errc::missing, io_detail::at_pointer(file_name, "/features"), "expected an array of Features"};
    }
    if (features->empty()) {
        throw error{errc::empty, io_detail::at_pointer(file_name, "/features"),
                    "expected at least one Feature, found none"};
    }
    std::vector<geojson_feature> read;
    read.reserve(features->size());
    for (std::size_t i = 0; i < features->size(); ++i) {
        const std::string at = "/features/" + std::to_string(i);
        read.push_back(io_detail::read_feature((*features)[i], i, at, file_name, options));
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
