#pragma once

#include "muster/core/civil_time.hpp"             // to_instant
#include "muster/expert/expert_pool.hpp"          // expert_pool
#include "muster/sim/detail/district_skills.hpp"  // skill
#include "muster/sim/detail/partition.hpp"        // apportion
#include "muster/sim/district_model.hpp"          // district

#include <algorithm>  // find_if
#include <cstdint>    // uint32_t
#include <string>     // string
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace sim::detail {

/// A department with a pool of its own, and the fields that it appoints for.
struct department_pool {
    const char* department;
    std::vector<skill> fields;
};

[[nodiscard]] inline std::vector<department_pool> department_pools() {
    return {{"fire", {skill::fire_protection, skill::chemical_safety, skill::battery_safety, skill::gas_safety}},
            {"housing", {skill::structural_safety, skill::geotechnics, skill::lifting}},
            {"transport", {skill::road_engineering, skill::traffic_organisation}},
            {"planning", {skill::geotechnics, skill::hydrology}},
            {"market", {skill::lift_engineering, skill::battery_safety, skill::lifting}},
            {"water", {skill::hydrology, skill::road_engineering}},
            {"health", {skill::emergency_medicine, skill::crisis_psychology}}};
}

[[nodiscard]] inline instant end_of_year(std::int64_t year) { return to_instant({year + 1}); }

/// The pools: the district's, one a department that has one, one a street, each for a term of its own.
[[nodiscard]] inline std::vector<expert_pool> make_expert_pools(const district& made) {
    const std::string& everywhere = made.tiers.front().cells.front().key;
    std::vector<expert_pool> pools{
        {"EX-district", {"District expert pool", "区级专家库"}, pool_tier::district, everywhere, end_of_year(2028)}};
    for (const department_pool& each : department_pools()) {
        const auto owner = std::find_if(made.departments.begin(), made.departments.end(),
                                        [&](const department& one) { return one.key == each.department; });
        pools.push_back({std::string{"EX-"} + each.department,
                         {owner->name.en + " expert pool", owner->name.zh + "专家库"},
                         pool_tier::department,
                         everywhere,
                         end_of_year(2027)});
    }
    for (const cell_drawing<planar>& street : made.tiers[1].cells) {
        pools.push_back({"EX-" + street.key,
                         {street.name.en + " expert pool", street.name.zh + "专家库"},
                         pool_tier::street,
                         street.key,
                         end_of_year(2026)});
    }
    return pools;
}

/// How many experts each pool has: 30 in 100 the district's, 35 the departments', 35 the streets'.
[[nodiscard]] inline std::vector<std::uint32_t> experts_by_pool(const std::vector<expert_pool>& pools,
                                                                std::uint32_t total) {
    std::uint64_t streets = 0;
    for (const expert_pool& each : pools) { streets += each.tier == pool_tier::street ? 1U : 0U; }
    const std::uint64_t departments = pools.size() - 1 - streets;
    std::vector<std::uint64_t> weights;
    for (const expert_pool& each : pools) {
        switch (each.tier) {
            case pool_tier::district: weights.push_back(30 * streets * departments); break;
            case pool_tier::department: weights.push_back(35 * streets); break;
            case pool_tier::street: weights.push_back(35 * departments); break;
        }
    }
    return apportion(total, weights);
}

}  // namespace sim::detail
}  // namespace v0
}  // namespace muster
