#pragma once

#include "locate_workload.hpp"  // locate_workload
#if defined(MUSTER_HAVE_ZLIB)
#include "gzip_lines.hpp"  // each_gzip_line
#endif

#include "muster/core/error.hpp"    // error
#include "muster/io/geojson.hpp"    // parse_geojson
#include "muster/io/tier_file.hpp"  // read_tier

#include <cstddef>      // size_t
#include <cstdlib>      // getenv, strtod
#include <fstream>      // ifstream
#include <string>       // string
#include <utility>      // move
#include <vector>       // vector

namespace bench {

/// The folder with San Francisco's files, or nothing. MUSTER_SHARED names the folder that has data/sf.
[[nodiscard]] inline std::string city_folder() {
    const char* const shared = std::getenv("MUSTER_SHARED");
    if (shared == nullptr) { return {}; }
    const std::string folder = std::string{shared} + "/data/sf";
    return std::ifstream{folder + "/geo/sf_census_tracts_2010_195.geojson"}.good() ? folder : std::string{};
}

/// Why the city's workloads are not there; empty: they are.
[[nodiscard]] inline std::string why_no_city() {
#if defined(MUSTER_HAVE_ZLIB)
    return city_folder().empty() ? "skipped: MUSTER_SHARED does not lead to the city's files" : "";
#else
    return "skipped: built without zlib, which reads the city's files";
#endif
}

#if defined(MUSTER_HAVE_ZLIB)

/// Where the city's buildings stand.
[[nodiscard]] inline const std::vector<muster::lon_lat>& city_buildings() {
    static const std::vector<muster::lon_lat> made = [] {
        std::vector<muster::lon_lat> all;
        each_gzip_line(city_folder() + "/buildings/sf_buildings_centroids.csv.gz", [&](const std::string& line) {
            const std::size_t lon = line.find(',', line.find(',') + 1) + 1;  // building_id,tile,lon,lat,...
            char* end = nullptr;
            const double east = std::strtod(line.c_str() + lon, &end);
            if (*end == ',' && east != 0) { all.push_back({east, std::strtod(end + 1, nullptr)}); }
        });
        return all;
    }();
    return made;
}

#endif

/// San Francisco's neighbourhoods and census tracts: half of the points anywhere, half within some 20 m of a building.
struct sf_tracts {
    using position = muster::lon_lat;
    static constexpr const char* name = "sf_tracts";

    [[nodiscard]] static const locate_workload<position>& get() {
        static const locate_workload<position> made = make();
        return made;
    }

private:
    static locate_workload<position> make() {
        locate_workload<position> all{why_no_city()};
#if defined(MUSTER_HAVE_ZLIB)
        if (!all.missing.empty()) { return all; }
        const std::string folder = city_folder() + "/geo/";
        std::vector<muster::tier_drawing<position>> tiers{
            muster::read_tier(folder + "sf_analysis_neighborhoods_41.geojson", "nhood", "nhood"),
            muster::read_tier(folder + "sf_census_tracts_2010_195.geojson", "tractce10", "tractce10")};
        const muster::hierarchy<position> cells{tiers};
        take_tiers(all, cells, std::move(tiers));
        const muster::box<position> everywhere = box_of_all(all.areas);
        const std::vector<position>& buildings = city_buildings();
        draw_points(all, cells, muster::random{1}.stream("locate tracts"), [&](muster::random& generator) {
            if (muster::chance(generator, 1, 2)) { return anywhere_in(everywhere, generator); }
            return near(buildings[muster::uniform_below(generator, buildings.size())], 20, generator);
        });
#endif
        return all;
    }
};

/// San Francisco's building footprints, of which one in nine crosses itself somewhere by a few centimetres: half of the
/// points anywhere, half within some 10 m of a building's middle.
struct sf_footprints {
    using position = muster::lon_lat;
    static constexpr const char* name = "sf_footprints";
    static constexpr bool crosses_itself = true;

    [[nodiscard]] static const locate_workload<position>& get() {
        static const locate_workload<position> made = make();
        return made;
    }

private:
    static locate_workload<position> make() {
        locate_workload<position> all{why_no_city()};
#if defined(MUSTER_HAVE_ZLIB)
        if (!all.missing.empty()) { return all; }
        const std::string file = city_folder() + "/buildings/sf_buildings_polygons.geojsonl.gz";
        each_gzip_line(file, [&](const std::string& line) {
            if (line.empty()) { return; }
            for (muster::geojson_feature& each : muster::parse_geojson(line, "footprints")) {
                all.areas.push_back(std::move(each.area));
            }
        });
        const muster::box<position> everywhere = box_of_all(all.areas);
        const std::vector<position>& buildings = city_buildings();
        muster::random generator = muster::random{1}.stream("locate footprints");
        while (all.points.size() < locate_points) {
            all.points.push_back(muster::chance(generator, 1, 2)
                                     ? anywhere_in(everywhere, generator)
                                     : near(buildings[muster::uniform_below(generator, buildings.size())], 10, generator));
        }
#endif
        return all;
    }
};

}  // namespace bench
