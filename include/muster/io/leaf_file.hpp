#pragma once

#include "muster/grid/leaf_tiers.hpp"  // leaf_drawing, tiers_from_leaves
#include "muster/grid/polygon.hpp"     // tier_drawing
#include "muster/io/detail/text.hpp"   // read_file
#include "muster/io/tier_file.hpp"     // tier_of_features

#include <cstddef>      // size_t
#include <map>          // map
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move, pair
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// How a file of the finest cells becomes all tiers.
struct leaf_file_options {
    tier_file_options tier{};  ///< `parent_property` and `accept_no_parent` are not used: the parents are named
    leaf_tier_options parents{};
};

/// All tiers of a hierarchy from features that are its finest cells, the coarsest tier first: see `tiers_from_leaves`.
///
/// Each tier is called as the property that it came from, the last one as the file. A feature without an area is
/// accepted: its cell is known by its key.
///
/// @param parent_properties  with the keys of the cells above, of the coarsest tier first: {"county", "town"}
/// @throws muster::error as `parse_tier`, each with the feature's index: missing and empty also for a parent,
///         contradiction (a cell under two parents, which is named by leaves; features of one key with other parents)
[[nodiscard]] inline std::vector<tier_drawing<lon_lat>> tiers_of_features(
    std::vector<geojson_feature> features, const std::string& file_name, std::string_view key_property,
    std::string_view name_property, const std::vector<std::string>& parent_properties,
    const leaf_file_options& options = {}) {
    const io_detail::cell_reader reader{file_name};
    std::map<std::string, std::pair<std::size_t, std::vector<std::string>>> parents;  // by the leaf's key
    std::vector<label> tier_names;
    for (const std::string& property : parent_properties) { tier_names.emplace_back(property); }
    for (const geojson_feature& feature : features) {
        const std::string& key = reader.needed(feature, key_property, "the cell's key");
        std::vector<std::string> above;
        for (std::size_t i = 0; i < parent_properties.size(); ++i) {
            above.push_back(
                reader.needed(feature, parent_properties[i], "the key of its cell in tier " + std::to_string(i)));
        }
        const auto [same, is_new] = parents.try_emplace(key, feature.index, above);
        if (!is_new && options.tier.join_same_key && same->second.second != above) {
            throw reader.fault(errc::contradiction, feature,
                               "key " + io_detail::in_quotes(key) + " is that of feature " +
                                   std::to_string(same->second.first) + ", which lies in other cells");
        }
    }
    tier_file_options reading = options.tier;
    reading.parent_property = parent_properties.empty() ? std::string{} : parent_properties.back();
    reading.accept_no_parent = false;
    tier_drawing<lon_lat> finest =
        tier_of_features(std::move(features), file_name, key_property, name_property, reading);
    tier_names.push_back(finest.name);
    std::vector<leaf_drawing<lon_lat>> leaves;
    for (cell_drawing<lon_lat>& cell : finest.cells) {
        std::vector<std::string>& above = parents.find(cell.key)->second.second;
        leaves.push_back({std::move(cell), std::move(above)});
    }
    return tiers_from_leaves(std::move(leaves), tier_names, options.parents);
}

/// All tiers of a hierarchy from one GeoJSON text of its finest cells, as `tiers_of_features`. @throws muster::error
[[nodiscard]] inline std::vector<tier_drawing<lon_lat>> parse_leaves(std::string_view content,
                                                                     const std::string& file_name,
                                                                     std::string_view key_property,
                                                                     std::string_view name_property,
                                                                     const std::vector<std::string>& parent_properties,
                                                                     const leaf_file_options& options = {}) {
    geojson_options reading = options.tier.reading;
    reading.accept_no_geometry = reading.accept_no_geometry || !parent_properties.empty();
    return tiers_of_features(parse_geojson(content, file_name, reading), file_name, key_property, name_property,
                             parent_properties, options);
}

/// All tiers of a hierarchy from one GeoJSON file of its finest cells, as `tiers_of_features`.
///
/// `read_leaves("villages.geojson", "VILLAGEID", "VILLAGENAM", {"COUNTYNAME", "TOWNNAME"})` gives three tiers.
/// @throws muster::error file_not_found as well
[[nodiscard]] inline std::vector<tier_drawing<lon_lat>> read_leaves(const std::string& path,
                                                                    std::string_view key_property,
                                                                    std::string_view name_property,
                                                                    const std::vector<std::string>& parent_properties,
                                                                    const leaf_file_options& options = {}) {
    return parse_leaves(io_detail::read_file(path), path, key_property, name_property, parent_properties, options);
}

}  // namespace v0
}  // namespace muster
