#pragma once

#include "muster/core/error.hpp"      // error
#include "muster/core/label.hpp"      // label
#include "muster/grid/polygon.hpp"    // tier_drawing
#include "muster/io/detail/text.hpp"  // read_file, in_quotes
#include "muster/io/geojson.hpp"      // parse_geojson

#include <cstddef>      // size_t
#include <map>          // map
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// How a file's features become the cells of a tier.
struct tier_file_options {
    geojson_options reading{};
    /// The property with the key of the cell above, which every feature then has. A feature without an area is then
    /// accepted, as with `reading.accept_no_geometry`: its cell, whose area is empty, is known by its key alone. Empty:
    /// the file does not say.
    std::string parent_property{};
    /// Features without the parent property, or with an empty one, are read: the cell above is then the one that the
    /// cell shares most area with, so that it needs an area (or `reading.accept_no_geometry`). Otherwise refused.
    bool accept_no_parent = false;
    std::string chinese_name_property{};  ///< the cells' Chinese names, where there are any
    bool join_same_key = false;           ///< features of one key are parts of one cell; otherwise refused
};

namespace io_detail {

/// The file's name without folder and extension.
[[nodiscard]] inline std::string file_stem(const std::string& file_name) {
    const std::size_t folder = file_name.find_last_of("/\\");
    const std::string base = folder == std::string::npos ? file_name : file_name.substr(folder + 1);
    return base.substr(0, base.find_last_of('.'));
}

/// What the cells of a tier are read from: one feature's properties, or the error that says what is not there.
class cell_reader {
public:
    explicit cell_reader(const std::string& file_name) : file_{file_name} {}

    [[nodiscard]] error fault(errc code, const geojson_feature& at, const std::string& message,
                              const char* member = "/properties") const {
        return error{code, at_feature(at_line(file_, at.line), at.index, at.pointer + member), message};
    }

    /// The property, which as `id` also is the feature's own, or null.
    [[nodiscard]] static const std::string* find(const geojson_feature& feature, std::string_view property) noexcept {
        const std::string* value = feature.property(property);
        return value == nullptr && property == "id" && !feature.id.empty() ? &feature.id : value;
    }

    /// A property that has to be there and not be empty. @param role  "the cell's key"
    [[nodiscard]] const std::string& needed(const geojson_feature& feature, std::string_view property,
                                            const std::string& role) const {
        const std::string* value = find(feature, property);
        if (value == nullptr) {
            std::string there;
            for (const auto& [name, unused] : feature.properties) {
                there += (there.empty() ? " " : ", ") + in_quotes(name);
            }
            throw fault(errc::missing, feature,
                        "no property " + in_quotes(property) + ", which is to be " + role + "; there " +
                            (there.empty() ? "are none" : "is" + there));
        }
        if (value->empty()) {
            throw fault(errc::empty, feature, "property " + in_quotes(property) + ", " + role + ", is empty");
        }
        return *value;
    }

private:
    const std::string& file_;
};

}  // namespace io_detail

/// One tier of a hierarchy from features of any of the readers: one cell a feature, in their order.
///
/// Remove from the list before what is not to be a cell, such as points.
/// Parameters and errors as `parse_tier`. @throws muster::error
[[nodiscard]] inline tier_drawing<lon_lat> tier_of_features(std::vector<geojson_feature> features,
                                                            const std::string& file_name, std::string_view key_property,
                                                            std::string_view name_property,
                                                            const tier_file_options& options = {}) {
    const io_detail::cell_reader reader{file_name};
    tier_drawing<lon_lat> tier{io_detail::file_stem(file_name), {}};
    if (features.empty()) {
        throw error{errc::empty, io_detail::in_file(file_name), "no features to be cells; expected at least one"};
    }
    struct known_cell {
        std::size_t cell;
        std::size_t feature;
    };
    std::map<std::string, known_cell> seen;
    bool named = false;
    for (geojson_feature& feature : features) {
        const std::string& key = reader.needed(feature, key_property, "the cell's key");
        const std::string* called = feature.property(name_property);
        named = named || called != nullptr;
        std::string parent;
        if (!options.parent_property.empty() && options.accept_no_parent) {
            if (const std::string* above = reader.find(feature, options.parent_property)) { parent = *above; }
        } else if (!options.parent_property.empty()) {
            parent = reader.needed(feature, options.parent_property, "the key of its cell in the tier above");
        }
        if (feature.has_other_geometry || !feature.points.empty()) {
            throw reader.fault(errc::type_mismatch, feature,
                               "a " + feature.geometry +
                                   (feature.geometry == "GeometryCollection" ? " of points or lines" : "") +
                                   " is no cell; expected a Polygon or MultiPolygon",
                               "/geometry");
        }
        const bool needs_area = options.accept_no_parent && !options.parent_property.empty() && parent.empty();
        if (needs_area && feature.area.empty() && !options.reading.accept_no_geometry) {
            throw reader.fault(errc::missing, feature,
                               "neither an area nor a property " + io_detail::in_quotes(options.parent_property) +
                                   ", the key of its cell in the tier above; expected one at least "
                                   "(reading.accept_no_geometry reads it)",
                               "");
        }
        label title{called == nullptr ? key : *called};
        if (!options.chinese_name_property.empty()) {
            if (const std::string* chinese = feature.property(options.chinese_name_property)) { title.zh = *chinese; }
        }
        const auto [same, is_new] = seen.try_emplace(key, known_cell{tier.cells.size(), feature.index});
        if (!is_new && !options.join_same_key) {
            throw reader.fault(errc::duplicate, feature,
                               "key " + io_detail::in_quotes(key) + " is that of feature " +
                                   std::to_string(same->second.feature) +
                                   " already; keys are unique in a tier (join_same_key makes them one cell)");
        }
        if (is_new) {
            tier.cells.push_back({key, std::move(title), {}, std::move(parent)});
        } else if (tier.cells[same->second.cell].name != title || tier.cells[same->second.cell].parent != parent) {
            throw reader.fault(errc::contradiction, feature,
                               "key " + io_detail::in_quotes(key) + " is that of feature " +
                                   std::to_string(same->second.feature) + ", which has another name or parent");
        }
        cell_drawing<lon_lat>& cell = tier.cells[same->second.cell];
        for (polygon<lon_lat>& part : feature.area) { cell.area.push_back(std::move(part)); }
    }
    if (!named) {
        throw reader.fault(
            errc::missing, features.front(),
            "no feature has a property " + io_detail::in_quotes(name_property) + ", which is to be the cells' name");
    }
    return tier;
}

/// One tier of a hierarchy from a GeoJSON text: one cell a feature, in the file's order.
///
/// @param file_name      what messages call it; without folder and extension it is the tier's name
/// @param key_property   every feature has it, each with its own value; `id` also finds the feature's own `id`
/// @param name_property  for people; a feature without it is called by its key, but one at least has it
/// @throws muster::error as `parse_geojson`; missing or empty (no key, no parent, no name anywhere), type_mismatch
///         (points or lines, also as a collection), duplicate (two cells of one key, both named), contradiction (parts
///         of a cell that differ in name or parent), each with the feature's index
[[nodiscard]] inline tier_drawing<lon_lat> parse_tier(std::string_view content, const std::string& file_name,
                                                      std::string_view key_property, std::string_view name_property,
                                                      const tier_file_options& options = {}) {
    geojson_options reading = options.reading;
    reading.accept_no_geometry = reading.accept_no_geometry || !options.parent_property.empty();
    return tier_of_features(parse_geojson(content, file_name, reading), file_name, key_property, name_property,
                            options);
}

/// One tier of a hierarchy from a GeoJSON file, as `parse_tier`. @throws muster::error file_not_found as well
[[nodiscard]] inline tier_drawing<lon_lat> read_tier(const std::string& path, std::string_view key_property,
                                                     std::string_view name_property,
                                                     const tier_file_options& options = {}) {
    return parse_tier(io_detail::read_file(path), path, key_property, name_property, options);
}

}  // namespace v0
}  // namespace muster
