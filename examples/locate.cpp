// Whose each point is: from coordinates to the path of cells that own them; what is wrong with the drawing; which cells
// report too little. Without arguments a demonstration. See --help.

#include "locate/demonstration.hpp"
#include "locate/fault_report.hpp"
#include "locate/map_files.hpp"
#include "locate/options.hpp"
#include "locate/path_report.hpp"
#include "locate/point_file.hpp"
#include "locate/quiet_report.hpp"
#include "locate/share_field.hpp"
#include "program/progress.hpp"
#include "program/whole_file.hpp"

#include "muster/grid/drawing_faults.hpp"
#include "muster/grid/hierarchy.hpp"

#include <cstdio>
#include <exception>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

namespace locate {
namespace {

void write_json(const options& chosen, const char* what, nlohmann::ordered_json result) {
    if (chosen.json.empty()) { return; }
    write_whole_json(
        chosen.json,
        {{"schema", std::string{"muster.locate."} + what}, {"schema_version", 1}, {"result", std::move(result)}});
}

faults find_faults(const options& chosen, const map_files& files) {
    muster::drawing_fault_options worth_telling;
    worth_telling.least_area_m2 = chosen.least_m2;
    return muster::drawing_faults(files.tiers, worth_telling);
}

int run_validate(const options& chosen, const map_files& files) {
    const faults found = find_faults(chosen, files);
    write_json(chosen, "validate", to_json(found));
    std::cout << fault_words(found, chosen.in);
    return found.empty() ? 0 : 1;
}

map make_map(map_files& files) {
    muster::hierarchy_options near;
    near.neighbour_reach = {200'000};  // mm: neighbours are compared with, so the width of a road or a river apart
    return map{std::move(files.tiers), near};
}

int run_paths(const options& chosen, map_files& files) {
    faults wrong;
    if (chosen.validate) { wrong = find_faults(chosen, files); }
    const point_file points = read_points(chosen.points, {chosen.lon, chosen.lat, chosen.position, {}, chosen.kept});
    const map cells = make_map(files);
    const stopwatch timer;
    const found_owners found = find_owners(cells, points.places, chosen.threads);
    const double seconds = timer.seconds();
    refuse_swapped(found, chosen.points);

    share_field shares{cells, chosen.within_m};
    const std::string lines = path_lines(cells, points, found, shares.names(), [&](std::string& line, std::size_t i) {
        shares.add_to(line, points.places[i]);
    });
    if (!chosen.out.empty()) { write_whole(chosen.out, lines); }
    write_json(chosen, "paths", to_json(cells, points, found));
    if (chosen.out.empty()) { std::cout << lines; }
    if (chosen.validate) { std::cerr << fault_words(wrong, chosen.in); }
    std::fprintf(stderr, "%zu points: %zu inside, %zu in a gap, %zu outside, %zu without coordinates; %.0f ns each\n",
                 points.places.size(), found.inside, found.gap, found.outside, points.without_coordinates,
                 points.places.empty() ? 0.0 : seconds * 1e9 / static_cast<double>(points.places.size()));
    return wrong.empty() ? 0 : 1;
}

int run_blind_spots(const options& chosen, map_files& files) {
    const point_file reports = read_points(chosen.points, {chosen.lon, chosen.lat, chosen.position, {}, {}});
    point_file exposure;
    if (!chosen.exposure.empty()) {
        exposure = read_points(chosen.exposure, {chosen.exposure_lon, chosen.exposure_lat, {}, chosen.weight, {}});
    }
    const map cells = make_map(files);
    const found_owners found = find_owners(cells, reports.places, chosen.threads);
    refuse_swapped(found, chosen.points);
    std::vector<muster::cell_reports> told(cells.leaves().size());
    add_reports(cells, found, told);
    if (chosen.exposure.empty()) {
        add_area(cells, told);
        std::cerr << "locate: exposure is each cell's area; --exposure says what there is to report from\n";
    } else {
        const found_owners exposed = find_owners(cells, exposure.places, chosen.threads);
        refuse_swapped(exposed, chosen.exposure);
        add_exposure(cells, exposure, exposed, chosen.exposure, told);
    }
    muster::quiet_cell_options how;
    how.level_millionths = chosen.false_alarm_percent * 10'000;
    const muster::quiet_cell_report made = muster::quiet_cells(
        cells.tree(), cells.tier_count() - 1, told, how, [&](muster::cell_id cell) { return cells.neighbours(cell); });
    write_json(chosen, "blind_spots", to_json(cells, made));
    std::cout << quiet_words(cells, made, chosen.false_alarm_percent, chosen.in);
    return 0;
}

int run(const options& chosen) {
    if (chosen.what == task::demonstrate) {
        demonstrate(chosen.in, std::cout);
        return 0;
    }
    map_files files = read_map(chosen);
    for (const std::string& note : files.notes) { std::cerr << "locate: " << note << '\n'; }
    switch (chosen.what) {
        case task::demonstrate: break;
        case task::validate: return run_validate(chosen, files);
        case task::find_owners: return run_paths(chosen, files);
        case task::find_blind_spots: return run_blind_spots(chosen, files);
    }
    return 2;
}

}  // namespace
}  // namespace locate

int main(int argc, char** argv) {
    const locate::parsed_options read = locate::parse(argc, argv);
    if (read.stop) { return read.status; }
    try {
        return locate::run(read.chosen);
    } catch (const std::exception& problem) {
        std::cerr << "locate: " << problem.what() << '\n';
        return 2;
    }
}
