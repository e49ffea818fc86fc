#pragma once

#include "muster/io/geojson.hpp"        // geojson_feature, read_geojson
#include "muster/io/geojson_lines.hpp"  // read_geojson_lines
#include "muster/io/topojson.hpp"       // read_topojson

#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace locate {

using features = std::vector<muster::geojson_feature>;

/// The features of a file, read by what its name ends with: `.topo.json` and `.topojson`, `.geojsonl`, or GeoJSON.
[[nodiscard]] inline features read_features(const std::string& path, const muster::geojson_options& reading) {
    const auto ends_with = [&](std::string_view ending) { return std::string_view{path}.ends_with(ending); };
    if (ends_with(".topo.json") || ends_with(".topojson")) { return muster::read_topojson(path, {}, reading); }
    if (ends_with(".geojsonl") || ends_with(".ndjson")) { return muster::read_geojson_lines(path, reading); }
    return muster::read_geojson(path, reading);
}

/// Without folder and extension.
[[nodiscard]] inline std::string base_name(const std::string& path) {
    const std::size_t folder = path.find_last_of("/\\");
    const std::string base = folder == std::string::npos ? path : path.substr(folder + 1);
    return base.substr(0, base.find('.'));
}

}  // namespace locate
