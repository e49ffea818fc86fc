#pragma once

#include "locate/cell_keys.hpp"
#include "locate/feature_file.hpp"
#include "locate/options.hpp"

#include "muster/core/error.hpp"       // error
#include "muster/grid/leaf_tiers.hpp"  // leaf_drawing, tiers_from_leaves
#include "muster/grid/polygon.hpp"     // box_of, tier_drawing

#include <algorithm>  // max, min, remove_if
#include <cstddef>    // size_t
#include <optional>   // optional
#include <string>     // string
#include <utility>    // move
#include <vector>     // vector

namespace locate {

/// The tiers as the files draw them, and what was taken for what.
struct map_files {
    std::vector<muster::tier_drawing<muster::lon_lat>> tiers;
    std::vector<std::string> notes;  ///< for people, one line each
};

namespace detail {

[[nodiscard]] inline std::vector<muster::cell_drawing<muster::lon_lat>> cells_of(features all, const std::string& path,
                                                                                 const std::string& key,
                                                                                 const std::string& name,
                                                                                 std::vector<std::string>& notes) {
    std::vector<std::string> keys = keys_of(all, path, key, notes);
    std::vector<muster::cell_drawing<muster::lon_lat>> cells;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const std::string called = name.empty() ? std::string{} : value_of(all[i], name);
        muster::label title{called.empty() ? keys[i] : called};
        cells.push_back({std::move(keys[i]), std::move(title), std::move(all[i].area), {}});
    }
    return cells;
}

/// A cell without an area owns nothing, and no parent is known to count it under.
inline void leave_out_empty(std::vector<muster::cell_drawing<muster::lon_lat>>& cells, const std::string& path,
                            std::vector<std::string>& notes) {
    const auto is_empty = [](const auto& cell) { return cell.area.empty(); };
    for (const auto& cell : cells) {
        if (is_empty(cell)) { notes.push_back(path + ": cell '" + cell.key + "' has no area and is left out"); }
    }
    cells.erase(std::remove_if(cells.begin(), cells.end(), is_empty), cells.end());
}

/// Where the city is, with a margin of a tenth of a degree for finer tiers that reach out; none without any area.
[[nodiscard]] inline std::optional<muster::box<muster::lon_lat>> box_around(
    const muster::tier_drawing<muster::lon_lat>& tier) {
    std::optional<muster::box<muster::lon_lat>> around;
    for (const auto& cell : tier.cells) {
        if (cell.area.empty()) { continue; }
        const muster::box<muster::lon_lat> one = muster::box_of(cell.area);
        if (!around) { around = one; }
        around->low = {std::min(around->low.lon, one.low.lon), std::min(around->low.lat, one.low.lat)};
        around->high = {std::max(around->high.lon, one.high.lon), std::max(around->high.lat, one.high.lat)};
    }
    if (around) {
        around->low = {around->low.lon - 0.1, around->low.lat - 0.1};
        around->high = {around->high.lon + 0.1, around->high.lat + 0.1};
    }
    return around;
}

[[nodiscard]] inline std::vector<muster::tier_drawing<muster::lon_lat>> from_leaves(const options& chosen,
                                                                                    map_files& read,
                                                                                    const muster::geojson_options& reading) {
    features all = read_features(chosen.leaves, reading);
    std::vector<std::vector<std::string>> parents;
    for (const muster::geojson_feature& each : all) {
        parents.emplace_back();
        for (const std::string& property : chosen.parent_keys) {
            parents.back().push_back(needed_value(each, chosen.leaves, property, "the key of a cell above"));
        }
        if (each.area.empty()) {
            read.notes.push_back(chosen.leaves + ", feature " + std::to_string(each.index) +
                                 ": no area, so its cell owns no point; its place among the others is known");
        }
    }
    auto cells =
        cells_of(std::move(all), chosen.leaves, chosen.keys.empty() ? "" : chosen.keys[0], chosen.name, read.notes);
    std::vector<muster::leaf_drawing<muster::lon_lat>> leaves;
    for (std::size_t i = 0; i < cells.size(); ++i) { leaves.push_back({std::move(cells[i]), std::move(parents[i])}); }
    std::vector<muster::label> names;
    for (const std::string& each : chosen.parent_keys) { names.emplace_back(each); }
    names.emplace_back(base_name(chosen.leaves));
    muster::leaf_tier_options linking;
    linking.use_paths_as_keys = true;
    return muster::tiers_from_leaves(std::move(leaves), names, linking);
}

}  // namespace detail

/// Reads the files of a map. For a list of faults, also what no hierarchy would be built from.
/// @throws muster::error with file, and feature where there is one
[[nodiscard]] inline map_files read_map(const options& chosen) {
    map_files read;
    muster::geojson_options reading;
    reading.accept_no_geometry = true;
    // Beside points a hierarchy is to be made, which refuses these; the message that names the feature is the reader's.
    reading.accept_faulty_rings = chosen.validate && chosen.points.empty();
    if (!chosen.leaves.empty()) {
        read.tiers = detail::from_leaves(chosen, read, reading);
        return read;
    }
    for (std::size_t t = 0; t < chosen.tiers.size(); ++t) {
        const std::string& path = chosen.tiers[t];
        const std::string key = chosen.keys.empty() ? "" : chosen.keys[chosen.keys.size() == 1 ? 0 : t];
        auto cells = detail::cells_of(read_features(path, reading), path, key, chosen.name, read.notes);
        if (!chosen.validate) { detail::leave_out_empty(cells, path, read.notes); }
        read.tiers.push_back({base_name(path), std::move(cells)});
        // A finer tier that lies inside only with its coordinates swapped is refused by name.
        if (t == 0) { reading.expected_box = detail::box_around(read.tiers[0]); }
    }
    return read;
}

}  // namespace locate
