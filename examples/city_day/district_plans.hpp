#pragma once

#include "district_record.hpp"  // day_record

#include "muster/core/error.hpp"            // error
#include "muster/governance/plan_text.hpp"  // to_text

#include <filesystem>  // path
#include <fstream>     // ofstream
#include <string>      // string

namespace district {

/// Writes the plan of each scripted incident, as whoever commands would read it, to `folder`/SCENE.txt.
/// @throws muster::error file_not_found, naming the file that cannot be written
inline void write_plans(const std::string& folder, const day_record& day, const muster::name_book& names,
                        muster::language in) {
    for (const scene_record& each : day.scenes) {
        muster::source_position where;
        where.file = (std::filesystem::path{folder} / (each.scene + ".txt")).string();
        std::ofstream out{where.file, std::ios::trunc};
        out << muster::to_text(each.decided, names, in, muster::telling::in_brief);
        if (!each.deliberation.empty()) { out << '\n' << each.deliberation; }
        out.close();
        if (!out) { throw muster::error{muster::errc::file_not_found, where, "the plan cannot be written"}; }
    }
}

}  // namespace district
