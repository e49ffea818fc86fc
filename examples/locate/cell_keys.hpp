#pragma once

#include "locate/feature_file.hpp"

#include "muster/core/error.hpp"  // error

#include <optional>  // optional
#include <set>       // set
#include <string>    // string, to_string
#include <utility>   // move
#include <vector>    // vector

namespace locate {

/// A feature's property; its own id for `id` when no property is called so, and for an empty name. Empty: not there.
[[nodiscard]] inline std::string value_of(const muster::geojson_feature& feature, const std::string& property) {
    if (property.empty()) { return feature.id; }
    const std::string* found = feature.property(property);
    return found != nullptr ? *found : property == "id" ? feature.id : std::string{};
}

/// The same where it has to be there. @throws muster::error missing
[[nodiscard]] inline std::string needed_value(const muster::geojson_feature& feature, const std::string& path,
                                              const std::string& property, const std::string& role) {
    std::string value = value_of(feature, property);
    if (!value.empty()) { return value; }
    muster::source_position where;
    where.file = path;
    where.line = feature.line;
    where.pointer = feature.pointer + "/properties";
    where.has_feature = true;
    where.feature = feature.index;
    std::string there;
    for (const auto& [name, unused] : feature.properties) { there += (there.empty() ? "" : ", ") + name; }
    throw muster::error{muster::errc::missing, where,
                        "no property \"" + property + "\", which is to be " + role +
                            "; there are: " + (there.empty() ? "none" : there)};
}

/// Whether every feature has a value of its own.
[[nodiscard]] inline bool is_unique(const features& all, const std::string& property) {
    std::set<std::string> seen;
    for (const muster::geojson_feature& each : all) {
        std::string value = value_of(each, property);
        if (value.empty() || !seen.insert(std::move(value)).second) { return false; }
    }
    return true;
}

/// The keys of a tier's cells: by the property that was asked for, or by one that is unique, or by number. `notes` says
/// what was taken unasked. @throws muster::error missing
[[nodiscard]] inline std::vector<std::string> keys_of(const features& all, const std::string& path,
                                                      const std::string& asked, std::vector<std::string>& notes) {
    std::optional<std::string> by;
    if (!asked.empty()) {
        by = asked;
    } else if (is_unique(all, "")) {
        by = "";
        notes.push_back(path + ": a cell's key is the feature's id");
    } else {
        for (const auto& [property, value] : all.front().properties) {
            if (!is_unique(all, property)) { continue; }
            by = property;
            notes.push_back(path + ": a cell's key is its property \"" + property + "\"");
            break;
        }
    }
    if (!by) { notes.push_back(path + ": no property is unique; a cell's key is the number of its feature, from 0"); }
    std::vector<std::string> keys;
    for (const muster::geojson_feature& each : all) {
        keys.push_back(by ? needed_value(each, path, *by, "the cell's key") : std::to_string(each.index));
    }
    return keys;
}

}  // namespace locate
