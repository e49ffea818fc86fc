#pragma once

#include "locate/point_file.hpp"

#include "muster/core/error.hpp"      // error
#include "muster/grid/hierarchy.hpp"  // hierarchy

#include <nlohmann/json.hpp>  // ordered_json

#include <atomic>       // atomic
#include <cstddef>      // size_t
#include <cstdint>      // int64_t
#include <string>       // string
#include <string_view>  // string_view
#include <thread>       // thread
#include <vector>       // vector

namespace locate {

using map = muster::hierarchy<muster::lon_lat>;

/// Whose each point is.
struct found_owners {
    std::vector<muster::cell_id> owners;  ///< none outside and without coordinates
    std::size_t inside = 0;
    std::size_t gap = 0;
    std::size_t outside = 0;
    std::size_t swapped = 0;  ///< outside, but inside with longitude and latitude swapped
};

/// Looks all points up, on so many threads.
[[nodiscard]] inline found_owners find_owners(const map& cells, const std::vector<muster::lon_lat>& places,
                                              unsigned threads) {
    found_owners found;
    found.owners.resize(places.size());
    cells.owners_at(places, found.owners, [threads](std::size_t parts, auto work) {
        std::atomic<std::size_t> next{0};
        const auto run = [&] {
            for (std::size_t part = next++; part < parts; part = next++) { work(part); }
        };
        std::vector<std::thread> others;
        for (unsigned i = 1; i < threads; ++i) { others.emplace_back(run); }
        run();
        for (std::thread& each : others) { each.join(); }
    });
    for (std::size_t i = 0; i < places.size(); ++i) {
        const muster::cell_id owner = found.owners[i];
        if (owner) {
            ++(cells.tree().is_leaf(owner) ? found.inside : found.gap);
        } else if (muster::is_valid(places[i])) {
            ++found.outside;
            found.swapped += cells.owner_at({places[i].lat, places[i].lon}) ? 1U : 0U;
        }
    }
    return found;
}

/// Refuses points most of which are in the city only the other way round. @throws muster::error
inline void refuse_swapped(const found_owners& found, const std::string& path) {
    const std::size_t with_coordinates = found.inside + found.gap + found.outside;
    if (found.swapped * 2 <= with_coordinates) { return; }
    muster::source_position where;
    where.file = path;
    throw muster::error{muster::errc::out_of_range, where,
                        std::to_string(found.swapped) + " of " + std::to_string(with_coordinates) +
                            " points are in the city only with longitude and latitude swapped; swap --lon and --lat"};
}

namespace detail {

/// A field as CSV writes it: in quotes where it has to be.
inline void add_field(std::string& line, std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        line += text;
        return;
    }
    line += '"';
    for (const char c : text) { line.append(c == '"' ? 2 : 1, c); }
    line += '"';
}

/// Metres with three decimals.
[[nodiscard]] inline std::string metres(muster::length distance) {
    std::string decimals = std::to_string(distance.mm % 1000);
    decimals.insert(0, 3 - decimals.size(), '0');
    return std::to_string(distance.mm / 1000) + "." + decimals;
}

}  // namespace detail

/// The paths of all points as CSV. `more(line, i)` adds the fields of further columns, whose names are `more_names`.
template <class More>
[[nodiscard]] std::string path_lines(const map& cells, const point_file& points, const found_owners& found,
                                     const std::vector<std::string>& more_names, More more) {
    std::string text = "row";
    const auto add_name = [&](std::string_view name) {
        text += ',';
        detail::add_field(text, name);
    };
    for (const std::string& each : points.kept_names) { add_name(each); }
    add_name("status");
    for (std::size_t t = 0; t < cells.tier_count(); ++t) { add_name(cells.tier_name(t).in(muster::language::en)); }
    add_name("nearest");
    add_name("distance_m");
    for (const std::string& each : more_names) { add_name(each); }
    text += '\n';

    progress shown{"locating", points.places.size()};
    for (std::size_t i = 0; i < points.places.size(); ++i) {
        text += std::to_string(i + 1);
        if (!points.kept.empty()) {
            for (const std::string& each : points.kept[i]) { add_name(each); }
        }
        const muster::cell_id owner = found.owners[i];
        const bool has_place = muster::is_valid(points.places[i]);
        add_name(owner ? (cells.tree().is_leaf(owner) ? "inside" : "gap") : has_place ? "outside" : "no_position");
        for (std::size_t t = 0; t < cells.tier_count(); ++t) {
            const muster::cell_id of_tier = owner ? cells.ancestor(owner, t) : muster::cell_id::none();
            add_name(of_tier ? std::string_view{cells.key(of_tier)} : std::string_view{});
        }
        const muster::near_cell near =
            !owner && has_place ? cells.nearest_leaf(points.places[i]) : muster::near_cell{muster::cell_id::none(), {}};
        add_name(near.cell ? std::string_view{cells.key(near.cell)} : std::string_view{});
        add_name(near.cell ? detail::metres(near.distance) : std::string{});
        more(text, i);
        text += '\n';
        shown.step(i);
    }
    return text;
}

/// How many points went where.
[[nodiscard]] inline nlohmann::ordered_json to_json(const map& cells, const point_file& points,
                                                    const found_owners& found) {
    nlohmann::ordered_json tiers = nlohmann::ordered_json::array();
    for (std::size_t t = 0; t < cells.tier_count(); ++t) {
        tiers.push_back({{"name", cells.tier_name(t).in(muster::language::en)}, {"cells", cells.cells(t).size()}});
    }
    return {{"points", points.places.size()},
            {"inside", found.inside},
            {"gap", found.gap},
            {"outside", found.outside},
            {"no_position", points.without_coordinates},
            {"tiers", std::move(tiers)}};
}

}  // namespace locate
