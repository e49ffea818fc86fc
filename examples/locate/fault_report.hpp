#pragma once

#include "muster/core/label.hpp"               // language
#include "muster/core/position.hpp"            // lon_lat
#include "muster/grid/drawing_fault.hpp"       // drawing_fault
#include "muster/grid/drawing_fault_text.hpp"  // to_text

#include <nlohmann/json.hpp>  // ordered_json

#include <cstddef>  // size_t
#include <string>   // string, to_string
#include <vector>   // vector

namespace locate {

using faults = std::vector<muster::drawing_fault<muster::lon_lat>>;

/// For programs that read the list.
[[nodiscard]] inline const char* word_of(muster::drawing_fault_kind kind) {
    static constexpr const char* words[muster::drawing_fault_kinds]{"no_cells",
                                                                    "duplicate_key",
                                                                    "no_area",
                                                                    "invalid_position",
                                                                    "too_few_positions",
                                                                    "unclosed_ring",
                                                                    "touches_pole",
                                                                    "crosses_antimeridian",
                                                                    "repeated_position",
                                                                    "spike",
                                                                    "flat_ring",
                                                                    "self_crossing",
                                                                    "duplicated_ring",
                                                                    "orphan",
                                                                    "leaves_parent",
                                                                    "overlap",
                                                                    "gap",
                                                                    "sliver",
                                                                    "not_compared"};
    return words[static_cast<std::size_t>(kind)];
}

[[nodiscard]] inline std::string fault_words(const faults& found, muster::language in) {
    std::string text;
    for (const auto& each : found) { text += to_text(each, in) + "\n"; }
    const bool zh = in == muster::language::zh;
    text += zh ? std::to_string(found.size()) + " 处问题\n"
               : std::to_string(found.size()) + (found.size() == 1 ? " fault\n" : " faults\n");
    return text;
}

[[nodiscard]] inline nlohmann::ordered_json to_json(const faults& found) {
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const auto& each : found) {
        nlohmann::ordered_json one{
            {"kind", word_of(each.kind)}, {"tier", each.tier_name.in(muster::language::en)}, {"cell", each.key}};
        if (!each.other_key.empty()) { one["other"] = each.other_key; }
        if (each.place) { one["place"] = {each.place->lon, each.place->lat}; }
        if (each.area_m2 > 0) { one["area_m2"] = each.area_m2; }
        if (each.width.mm > 0) { one["width_m"] = static_cast<double>(each.width.mm) / 1000; }
        if (each.count > 0) { one["count"] = each.count; }
        one["text"] = to_text(each, muster::language::en);
        all.push_back(std::move(one));
    }
    return {{"faults", std::move(all)}};
}

}  // namespace locate
