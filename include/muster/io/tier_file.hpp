#pragma once

#include "muster/core/error.hpp"       // error
#include "muster/grid/polygon.hpp"     // tier_drawing
#include "muster/grid/ring_check.hpp"  // check_cell
#include "muster/io/detail/text.hpp"   // read_file, in_quotes
#include "muster/io/geojson.hpp"       // parse_geojson

#include <cstddef>      // size_t
#include <map>          // map
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// One tier of a hierarchy from a GeoJSON text: one cell a feature, in the file's order.
///
/// @param file_name      what messages call it; without folder and extension it is the tier's name
/// @param key_property   every feature has it, each with its own value; `id` also finds the feature's own `id`
/// @param name_property  for people; a feature without it is called by its key, but one at least has it
/// @throws muster::error as `parse_geojson`; missing or empty (no key, no name anywhere), duplicate (two cells of one
///         key, both named), each with the feature's index; geometry, a ring that crosses itself
[[nodiscard]] inline tier_drawing<lon_lat> parse_tier(std::string_view content, const std::string& file_name,
                                                      std::string_view key_property, std::string_view name_property,
                                                      const geojson_options& options = {}) {
    std::vector<geojson_feature> features = parse_geojson(content, file_name, options);
    const auto fault = [&](errc code, const geojson_feature& at, const std::string& message) {
        return error{code, io_detail::at_feature(file_name, at.index, at.pointer + "/properties"), message};
    };
    const std::size_t folder = file_name.find_last_of("/\\");
    const std::string base = folder == std::string::npos ? file_name : file_name.substr(folder + 1);
    tier_drawing<lon_lat> tier{base.substr(0, base.find_last_of('.')), {}};
    std::map<std::string, std::size_t> seen;
    bool named = false;
    for (geojson_feature& feature : features) {
        const std::string* key = feature.property(key_property);
        if (key == nullptr && key_property == "id" && !feature.id.empty()) { key = &feature.id; }
        if (key == nullptr) {
            std::string there;
            for (const auto& [property, value] : feature.properties) {
                there += (there.empty() ? " " : ", ") + io_detail::in_quotes(property);
            }
            throw fault(errc::missing, feature,
                        "no property " + io_detail::in_quotes(key_property) +
                            ", which is to be the cell's key; there " + (there.empty() ? "are none" : "is" + there));
        }
        if (key->empty()) {
            throw fault(errc::empty, feature,
                        "property " + io_detail::in_quotes(key_property) + ", the cell's key, is empty");
        }
        const auto [first, is_new] = seen.emplace(*key, feature.index);
        if (!is_new) {
            throw fault(errc::duplicate, feature,
                        "key " + io_detail::in_quotes(*key) + " is that of feature " + std::to_string(first->second) +
                            " already; keys are unique in a tier");
        }
        const std::string* called = feature.property(name_property);
        named = named || called != nullptr;
        tier.cells.push_back({*key, label{called == nullptr ? *key : *called}, std::move(feature.area)});
        // A hierarchy checks this too, but no longer knows the file.
        detail::check_cell(tier.cells.back(),
                           {std::string{tier.name.en}, *key, feature.index, file_name, feature.pointer + "/geometry"});
    }
    if (!named) {
        throw fault(
            errc::missing, features.front(),
            "no feature has a property " + io_detail::in_quotes(name_property) + ", which is to be the cells' name");
    }
    return tier;
}

/// One tier of a hierarchy from a GeoJSON file, as `parse_tier`. @throws muster::error file_not_found as well
[[nodiscard]] inline tier_drawing<lon_lat> read_tier(const std::string& path, std::string_view key_property,
                                                     std::string_view name_property,
                                                     const geojson_options& options = {}) {
    return parse_tier(io_detail::read_file(path), path, key_property, name_property, options);
}

}  // namespace v0
}  // namespace muster
