#pragma once

#include "muster/core/keys.hpp"
#include "muster/department/department_directory.hpp"
#include "muster/governance/load_board.hpp"
#include "muster/governance/mode_gauge.hpp"

#include "unit/square_city.hpp"

#include <string>
#include <vector>

/// What the gauge stage is tested on: departments, a load board over squares, and what the stages before it decided.
namespace gauge_ground {

struct bureau {
    std::string key;
    muster::capability_set can;
};

/// A situation as a caller may have it: the clock and the loads.
struct loaded {
    muster::instant now{};
    muster::load_board load{};

    [[nodiscard]] std::uint64_t version() const { return load.version(); }
};

}  // namespace gauge_ground

template <>
inline constexpr auto muster::fields<gauge_ground::bureau> =
    muster::map(muster::id = &gauge_ground::bureau::key, muster::capabilities = &gauge_ground::bureau::can);

namespace gauge_ground {

inline muster::type_tree make_types() {
    return muster::type_tree{{{"hazard", {"natural hazard", "自然灾害"}, ""},
                              {"slope", {"slope failure", "山体滑坡"}, "hazard"},
                              {"flood", {"flood", "洪涝"}, "hazard"},
                              {"noise", {"noise", "噪声扰民"}, ""},
                              {"sheds", {"unlicensed sheds", "违建治理"}, ""}}};
}

/// Each department can do what is listed, and has a duty in the first of it; department 0 takes all calls.
inline muster::department_directory make_departments(const muster::type_tree& types,
                                                     const std::vector<muster::capability_set>& can,
                                                     const std::vector<muster::case_ownership>& owners = {}) {
    std::vector<bureau> departments;
    muster::department_rules rules;
    rules.owners = owners;
    rules.first_receiver = "D0";
    for (std::size_t i = 0; i < can.size(); ++i) {
        departments.push_back({"D" + std::to_string(i), can[i]});
        for (std::uint32_t function = 0; function < muster::capability_set::limit; ++function) {
            if (!can[i].contains({function})) { continue; }
            rules.duties.push_back({departments[i].key, {function}, {}, {}, muster::participation::supporting});
            break;
        }
    }
    return {departments, types, muster::three_response_levels(), rules};
}

/// One incident as the stages before gauge left it.
struct incident_so_far {
    muster::location where{};
    muster::classification what{};
    muster::grading how_serious{};
    muster::requirement needed{};
};

/// Classified by rule 0 and covered by run card 0, in the cell and in those above it.
inline incident_so_far covered_incident(const square_city::hierarchy& cells, muster::cell_id cell, muster::type_id type,
                                        muster::response_level level, const std::vector<std::uint32_t>& capabilities) {
    incident_so_far made;
    made.where = cells.locate(cells.representative_point(cell));
    made.what = muster::classification{type};
    made.what.rule = {0};
    made.how_serious = muster::grading{level};
    for (const std::uint32_t each : capabilities) { made.needed.needs.push_back({{each}, 1, {}, {0}}); }
    made.needed.cards = {{0}};
    return made;
}

template <class Situation>
muster::mode_advice ask(const muster::mode_gauge& gauge, const incident_so_far& before, const Situation& situation,
                        muster::record recording = muster::record::all) {
    muster::workspace scratch;
    return gauge(0, muster::gauge_context<Situation>{before.where, before.what, before.how_serious, before.needed,
                                                     situation, scratch, recording});
}

}  // namespace gauge_ground
