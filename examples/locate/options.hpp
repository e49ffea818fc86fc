#pragma once

#include "muster/core/label.hpp"  // language

#include <CLI/CLI.hpp>

#include <cstddef>  // size_t
#include <string>   // string
#include <vector>   // vector

namespace locate {

/// What the program is asked to do.
enum class task { demonstrate, find_owners, validate, find_blind_spots };

/// The command line, checked.
struct options {
    task what = task::demonstrate;
    muster::language in = muster::language::en;
    std::vector<std::string> tiers;        ///< GeoJSON or TopoJSON files, the coarsest first
    std::string leaves;                    ///< or one file of leaves
    std::vector<std::string> parent_keys;  ///< --parent-key: properties of the leaves, the coarsest first
    std::vector<std::string> keys;         ///< --key: one for all tiers, or one each; empty: chosen
    std::string name;                      ///< --name: a property; empty: the key
    std::string points;                    ///< a CSV file
    std::string lon = "lon";               ///< its columns
    std::string lat = "lat";
    std::string position;           ///< or one column `(lat, lon)` or `POINT (lon lat)`
    std::vector<std::string> kept;  ///< --keep: columns that are copied to the output
    double within_m = 0;            ///< --within: how uncertain every position is
    std::string out;                ///< where the paths go; empty: standard output
    std::string json;               ///< --json: where the summary goes
    bool validate = false;          ///< --validate, also beside --points
    double least_m2 = 1;            ///< --least-area: of a fault that is told
    std::string exposure;           ///< --exposure: a CSV file of what could be reported about
    std::string exposure_lon = "lon";
    std::string exposure_lat = "lat";
    std::string weight;           ///< --weight: its column of how much each counts
    int false_alarm_percent = 5;  ///< --false-alarms
    unsigned threads = 1;
};

namespace detail {

inline const char* const usage_notes = R"(Files
  TIERS     one GeoJSON (or TopoJSON) file of polygons each tier, the coarsest first; longitude and latitude on WGS 84.
            A cell's key is its property --key; without one the feature's id, or else the first property that every
            feature has with a value of its own, or else the number of the feature. What was taken is said.
  LEAVES    one file of the finest cells; the upper ones are put together by --parent-key, the coarsest first
  POINTS    a CSV file with a header. A point without coordinates is kept, with that status

Output
  One line a point: its row, its status (inside, gap, outside, no_position), the key of its cell in each tier, and for
  one outside the nearest leaf with the distance in metres. A point on a border belongs to the cell east or north of
  it; in an overlap to the first of the leaves by key; in a gap to the finest cell above that holds it.

Exit status
  0  done; --validate found nothing
  1  --validate found faults (beside --points they are listed on standard error)
  2  the command line or a file is at fault; standard error says where

Without arguments a demonstration on a made-up district.)";

}  // namespace detail

/// Reads the command line. Prints help or what is wrong, and then says so by `stop`; `status` is what to end with.
struct parsed_options {
    options chosen{};
    bool stop = false;
    int status = 0;
};

[[nodiscard]] inline parsed_options parse(int argc, char** argv) {
    parsed_options read;
    options& chosen = read.chosen;
    std::string language = "en";
    bool validate = false;
    bool blind_spots = false;
    CLI::App program{"Says whose each point is: from coordinates to the path of cells that own them.", "locate"};
    program.footer(detail::usage_notes);

    CLI::Option* tiers = program.add_option("--tiers", chosen.tiers, "The tiers, separated by commas")
                             ->type_name("TIERS")
                             ->delimiter(',');
    CLI::Option* leaves = program.add_option("--leaves", chosen.leaves, "The finest cells")->type_name("LEAVES");
    leaves->excludes(tiers);
    CLI::Option* parents =
        program.add_option("--parent-key", chosen.parent_keys, "Properties of LEAVES, the coarsest first")
            ->type_name("PROPERTY")
            ->delimiter(',')
            ->needs(leaves);
    leaves->needs(parents);
    program.add_option("--key", chosen.keys, "The property with the cell's key: one for all tiers, or one each")
        ->type_name("PROPERTY")
        ->delimiter(',');
    program.add_option("--name", chosen.name, "The property with the cell's name; default: its key")
        ->type_name("PROPERTY");

    CLI::Option* points = program.add_option("--points", chosen.points, "The points to locate")->type_name("POINTS");
    program.add_option("--lon", chosen.lon, "The column of the longitude")->type_name("COLUMN")->capture_default_str();
    program.add_option("--lat", chosen.lat, "The column of the latitude")->type_name("COLUMN")->capture_default_str();
    program.add_option("--position", chosen.position, "Instead: one column `(lat, lon)` or `POINT (lon lat)`")
        ->type_name("COLUMN");
    CLI::Option* keep = program.add_option("--keep", chosen.kept, "Columns of POINTS to copy")
                            ->type_name("COLUMN")
                            ->delimiter(',')
                            ->needs(points);
    CLI::Option* within = program
                              .add_option("--within", chosen.within_m,
                                          "Positions are only known within so many metres: also say all "
                                          "that may own them, with their shares")
                              ->type_name("METRES")
                              ->check(CLI::Range(0.0, 10'000.0))
                              ->needs(points);
    CLI::Option* out = program.add_option("--out", chosen.out, "Write the paths to this file, not to standard output")
                           ->type_name("FILE")
                           ->needs(points);
    program.add_option("--json", chosen.json, "Also write a summary to this file")->type_name("FILE");

    CLI::Option* check =
        program.add_flag("--validate", validate, "List overlaps, gaps, slivers, crossings and more of the drawing");
    program.add_option("--least-area", chosen.least_m2, "Of --validate: areas below are not told")
        ->type_name("M2")
        ->check(CLI::Range(0.0, 1e12))
        ->capture_default_str()
        ->needs(check);
    CLI::Option* quiet =
        program.add_flag("--blind-spots", blind_spots, "List the leaves that POINTS, reports, are too few of")
            ->needs(points)
            ->excludes(check)
            ->excludes(within)
            ->excludes(keep)
            ->excludes(out);
    CLI::Option* exposure = program
                                .add_option("--exposure", chosen.exposure,
                                            "What could be reported about, such as buildings; default: "
                                            "the cells' areas")
                                ->type_name("POINTS")
                                ->needs(quiet);
    program.add_option("--exposure-lon", chosen.exposure_lon, "Its column of the longitude")
        ->type_name("COLUMN")
        ->capture_default_str()
        ->needs(exposure);
    program.add_option("--exposure-lat", chosen.exposure_lat, "Its column of the latitude")
        ->type_name("COLUMN")
        ->capture_default_str()
        ->needs(exposure);
    program.add_option("--weight", chosen.weight, "The column of how much each counts; default: 1")
        ->type_name("COLUMN")
        ->needs(exposure);
    program.add_option("--false-alarms", chosen.false_alarm_percent, "How many of the leaves told may be told wrongly")
        ->type_name("PERCENT")
        ->check(CLI::Range(1, 50))
        ->capture_default_str()
        ->needs(quiet);
    program.add_option("--threads", chosen.threads, "Threads that look points up")
        ->type_name("N")
        ->check(CLI::Range(1U, 256U))
        ->capture_default_str();
    program.add_option("--language", language, "English (en) or Chinese (zh)")
        ->check(CLI::IsMember({"en", "zh"}))
        ->capture_default_str();
    try {
        program.parse(argc, argv);
        const bool has_map = tiers->count() + leaves->count() != 0;
        if (!has_map && argc > 1 && points->count() + check->count() + quiet->count() != 0) {
            throw CLI::RequiredError{"--tiers or --leaves"};
        }
        if (has_map && points->count() + check->count() == 0) { throw CLI::RequiredError{"--points or --validate"}; }
        if (chosen.keys.size() > 1 && chosen.keys.size() != chosen.tiers.size()) {
            throw CLI::ValidationError{"--key", std::to_string(chosen.keys.size()) + " properties for " +
                                                    std::to_string(chosen.tiers.size()) +
                                                    " tiers; expected one for all, or one each"};
        }
    } catch (const CLI::ParseError& problem) {
        read.stop = true;
        read.status = program.exit(problem) == 0 ? 0 : 2;
        return read;
    }
    if (language == "zh") { chosen.in = muster::language::zh; }
    chosen.validate = validate;
    chosen.what = blind_spots            ? task::find_blind_spots
                  : points->count() != 0 ? task::find_owners
                  : validate             ? task::validate
                                         : task::demonstrate;
    return read;
}

}  // namespace locate
