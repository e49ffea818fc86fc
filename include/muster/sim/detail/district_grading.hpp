#pragma once

#include "muster/model/type_tree.hpp"          // type_tree
#include "muster/rules/grading_criterion.hpp"  // grading_criterion
#include "muster/rules/grading_table.hpp"      // base_level

#include <utility>  // move
#include <vector>   // vector

namespace muster {
inline namespace v0 {
namespace sim::detail {

/// Severity and extent, known and potential harm. Figures of our own, for a made-up district.
[[nodiscard]] inline std::vector<grading_criterion> district_criteria(const type_tree& types) {
    const auto criterion = [](label called, const char* column, aspect looks_at, harm counts,
                              std::vector<threshold> lines, type_id only_for = {}) {
        return grading_criterion{std::move(called), column, std::move(lines), looks_at, counts, {}, only_for};
    };
    // clang-format off
    return {
        criterion({"dead", "死亡人数"}, "dead", aspect::severity, harm::known,
                  {at_least(1, level_II), at_least(3, level_I)}),
        criterion({"injured", "受伤人数"}, "injured", aspect::severity, harm::known,
                  {at_least(3, level_II), at_least(10, level_I)}),
        criterion({"trapped", "被困人数"}, "trapped", aspect::severity, harm::known,
                  {at_least(2, level_II), at_least(10, level_I)}),
        criterion({"people at risk", "受威胁人数"}, "people_at_risk", aspect::severity, harm::potential,
                  {at_least(30, level_II), at_least(100, level_I)}),
        criterion({"area affected, m²", "涉及面积(平方米)"}, "area_m2", aspect::extent, harm::known,
                  {more_than(500, level_II), more_than(3000, level_I)}),
        criterion({"storeys of the building", "建筑层数"}, "storeys", aspect::extent, harm::potential,
                  {at_least(10, level_II)}, types.at("building_fire")),
    };
    // clang-format on
}

/// What is never taken lightly, whatever is known so far.
[[nodiscard]] inline std::vector<base_level> district_base_levels(const type_tree& types) {
    return {{types.at("slope_failure"), level_II}, {types.at("hazardous_spill"), level_II}};
}

}  // namespace sim::detail
}  // namespace v0
}  // namespace muster
