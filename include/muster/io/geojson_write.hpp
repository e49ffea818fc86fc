#pragma once

#include "muster/core/error.hpp"             // error
#include "muster/core/position.hpp"          // lon_lat, is_valid
#include "muster/grid/polygon.hpp"           // tier_drawing, multi_polygon
#include "muster/grid/ring_area.hpp"         // twice_area
#include "muster/grid/vertex.hpp"            // to_vertex
#include "muster/io/detail/number_text.hpp"  // number_text
#include "muster/io/detail/text.hpp"         // in_file, in_quotes
#include "muster/io/geojson.hpp"             // geojson_feature
#include "muster/io/utf8.hpp"                // is_valid_utf8

#include <cstddef>      // size_t
#include <cstdint>      // int64_t
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <utility>      // pair, move
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// How GeoJSON is written.
struct geojson_write_options {
    /// Outer rings run anticlockwise and holes clockwise, as RFC 7946 asks; otherwise rings stay as drawn.
    bool wind_as_rfc_7946 = false;
    bool one_feature_a_line = false;  ///< no collection around them, as `read_geojson_lines` reads
    // The properties that a tier's cells are written with; empty: left out.
    std::string key_property = "key";
    std::string name_property = "name";
    std::string chinese_name_property = "name_zh";  ///< only in cells that have such a name
    std::string parent_property = "parent";         ///< only in cells that have such a key
    /// Further properties by cell, as many as cells or none.
    std::vector<std::vector<std::pair<std::string, std::string>>> more_properties{};
};

namespace io_detail {

class geojson_writer {
public:
    explicit geojson_writer(const geojson_write_options& options) : options_{options} {}

    void begin() {
        if (!options_.one_feature_a_line) { out_ += "{\"type\":\"FeatureCollection\",\"features\":["; }
    }

    void feature(std::size_t index, const std::string& id,
                 const std::vector<std::pair<std::string, std::string>>& properties, const std::string& geometry,
                 const multi_polygon<lon_lat>& area, const std::vector<lon_lat>& points) {
        at_ = "feature " + std::to_string(index) + ": ";
        if (!options_.one_feature_a_line) { out_ += index == 0 ? "\n" : ",\n"; }
        out_ += "{\"type\":\"Feature\",";
        if (!id.empty()) {
            out_ += "\"id\":";
            text(id);
            out_ += ',';
        }
        out_ += "\"properties\":{";
        for (std::size_t i = 0; i < properties.size(); ++i) {
            for (std::size_t before = 0; before < i; ++before) {
                if (properties[before].first == properties[i].first) {
                    throw error{errc::duplicate,
                                at_ + "two properties " + in_quotes(properties[i].first) + "; expected each name once"};
                }
            }
            if (i != 0) { out_ += ','; }
            text(properties[i].first);
            out_ += ':';
            text(properties[i].second);
        }
        out_ += "},\"geometry\":";
        shape(geometry, area, points);
        out_ += '}';
        if (options_.one_feature_a_line) { out_ += '\n'; }
    }

    [[nodiscard]] std::string end() {
        if (!options_.one_feature_a_line) { out_ += "\n]}\n"; }
        return std::move(out_);
    }

private:
    void shape(const std::string& geometry, const multi_polygon<lon_lat>& area, const std::vector<lon_lat>& points) {
        if (!area.empty()) {
            const bool is_one = area.size() == 1 && geometry == "Polygon";
            out_ += is_one ? "{\"type\":\"Polygon\",\"coordinates\":" : "{\"type\":\"MultiPolygon\",\"coordinates\":[";
            for (std::size_t i = 0; i < area.size(); ++i) {
                if (i != 0) { out_ += ','; }
                out_ += '[';
                positions(area[i].outer, false);
                for (const ring<lon_lat>& hole : area[i].holes) {
                    out_ += ',';
                    positions(hole, true);
                }
                out_ += ']';
            }
            out_ += is_one ? "}" : "]}";
        } else if (!points.empty()) {
            const bool is_one = points.size() == 1 && geometry == "Point";
            out_ += is_one ? "{\"type\":\"Point\",\"coordinates\":" : "{\"type\":\"MultiPoint\",\"coordinates\":[";
            for (std::size_t i = 0; i < points.size(); ++i) {
                if (i != 0) { out_ += ','; }
                position(points[i]);
            }
            out_ += is_one ? "}" : "]}";
        } else {
            out_ += "null";
        }
    }

    void positions(const ring<lon_lat>& points, bool is_hole) {
        bool backwards = false;
        if (options_.wind_as_rfc_7946) {
            std::vector<vertex<lon_lat>> exact;  // whole units: also a sliver has its sign
            for (const lon_lat& p : points) {
                check(p);
                exact.push_back(to_vertex(p));
            }
            const auto twice = detail::twice_area<lon_lat>(exact);
            backwards = is_hole ? twice > 0 : twice < 0;
        }
        out_ += '[';
        for (std::size_t i = 0; i < points.size(); ++i) {
            if (i != 0) { out_ += ','; }
            position(points[backwards ? points.size() - 1 - i : i]);
        }
        out_ += ']';
    }

    void check(lon_lat p) const {
        if (is_valid(p)) { return; }
        throw error{errc::out_of_range, at_ +
                                            "a position that is none; expected finite degrees, longitude within 180, "
                                            "latitude within 90"};
    }

    void position(lon_lat p) {
        check(p);
        out_ += '[' + number_text(p.lon) + ',' + number_text(p.lat) + ']';
    }

    void text(const std::string& value) {
        if (!is_valid_utf8(value)) { throw error{errc::syntax, at_ + "text " + in_quotes(value) + " is not UTF-8"}; }
        out_ += json(value).dump();
    }

    const geojson_write_options& options_;
    std::string out_;
    std::string at_;
};

}  // namespace io_detail

/// Features as GeoJSON text. Read again they are the same, coordinates bit for bit; properties are written as strings.
///
/// A feature with an area is a Polygon or MultiPolygon as `geometry` says, with points a Point or MultiPoint, with
/// neither null: lines are lost. Collections become MultiPolygons. What needs an option to be read needs it to be read
/// again: null `accept_no_geometry`, points `accept_other_geometry`. Rings are written as they are, also faulty and
/// empty ones: `accept_faulty_rings` reads them.
/// @throws muster::error out_of_range (a position that is none), duplicate (two properties of one name), syntax (text
///         that is not UTF-8), each with the feature's number
/// @complexity O(bytes). Deterministic: yes. @source RFC 7946
[[nodiscard]] inline std::string write_geojson(const std::vector<geojson_feature>& features,
                                               const geojson_write_options& options = {}) {
    io_detail::geojson_writer writer{options};
    writer.begin();
    for (std::size_t i = 0; i < features.size(); ++i) {
        const geojson_feature& each = features[i];
        writer.feature(i, each.id, each.properties, each.geometry, each.area, each.points);
    }
    return writer.end();
}

/// A tier's cells as GeoJSON text: one MultiPolygon a cell, null for a cell without an area, with its key, name and
/// parent as properties.
///
/// `parse_tier` gives the same cells, when there is one at least and their keys are unique and not empty, with these
/// `tier_file_options`: `parent_property` "parent" where a cell has a parent, and `accept_no_parent` where another has
/// none; `chinese_name_property` "name_zh" where a cell has such a name; `reading.accept_no_geometry` where a cell
/// has neither area nor parent; `reading.accept_faulty_rings` where a ring is faulty. All of them together do for any
/// tier. The tier's name is that of the file; `more_properties` are for others to read.
/// @throws muster::error as above; contradiction as well, when there are further properties for another number of cells
[[nodiscard]] inline std::string write_geojson(const tier_drawing<lon_lat>& tier,
                                               const geojson_write_options& options = {}) {
    if (!options.more_properties.empty() && options.more_properties.size() != tier.cells.size()) {
        throw error{errc::contradiction, "more_properties has " + std::to_string(options.more_properties.size()) +
                                             " entries; expected one for each of the " +
                                             std::to_string(tier.cells.size()) + " cells, or none"};
    }
    io_detail::geojson_writer writer{options};
    writer.begin();
    for (std::size_t i = 0; i < tier.cells.size(); ++i) {
        const cell_drawing<lon_lat>& cell = tier.cells[i];
        std::vector<std::pair<std::string, std::string>> properties;
        const auto add = [&](const std::string& property, const std::string& value, bool always) {
            if (!property.empty() && (always || !value.empty())) { properties.emplace_back(property, value); }
        };
        add(options.key_property, cell.key, true);
        add(options.name_property, cell.name.en, true);
        add(options.chinese_name_property, cell.name.zh, false);
        add(options.parent_property, cell.parent, false);
        if (!options.more_properties.empty()) {
            properties.insert(properties.end(), options.more_properties[i].begin(), options.more_properties[i].end());
        }
        writer.feature(i, {}, properties, "MultiPolygon", cell.area, {});
    }
    return writer.end();
}

}  // namespace v0
}  // namespace muster
