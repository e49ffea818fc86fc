#pragma once

#include "muster/core/civil_time.hpp"             // to_instant
#include "muster/core/distributions.hpp"          // uniform_between, chance
#include "muster/sim/detail/district_skills.hpp"  // skill, trained_fields
#include "muster/sim/detail/expert_pools.hpp"     // department_pools, experts_by_pool
#include "muster/sim/detail/text.hpp"             // padded
#include "muster/sim/detail/units.hpp"            // building_in
#include "muster/sim/district_model.hpp"          // district, expert, expert_pool

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t
#include <string>   // string
#include <vector>   // vector

namespace muster {
inline namespace v0 {
namespace sim::detail {

/// What somebody trained knows: the fields of the pool in turn, and one that is close. Two in three hold a licence.
inline void train(expert& one, const capability_list& skills, const std::vector<skill>& fields, std::size_t index) {
    const skill main = fields[index % fields.size()];
    const auto number = static_cast<std::uint32_t>(main) - static_cast<std::uint32_t>(skill::geotechnics);
    const std::size_t round = index / fields.size();
    const std::uint32_t aside = round % 2 == 0 ? 1 : trained_fields - 1;
    const capability_id close{static_cast<std::uint32_t>(skill::geotechnics) + (number + aside) % trained_fields};
    one.fields = {id_of(main), close};
    if (round % 3 != 2) { one.licences.insert(id_of(main)); }
    const label& called = skills[id_of(main)];
    one.name.en += " (" + called.en + ")";
    one.name.zh += "（" + called.zh + "）";
}

/// Settles somebody in a community of the street, known from years of living there; gives what it is called.
inline const label& settle_locally(expert& one, const district& made, const std::string& street_key, std::size_t index,
                                   random& generator) {
    std::vector<const cell_drawing<planar>*> communities;
    for (const cell_drawing<planar>& each : made.tiers[2].cells) {
        if (each.key.compare(0, street_key.size(), street_key) == 0) { communities.push_back(&each); }
    }
    const cell_drawing<planar>& home = *communities[index % communities.size()];
    one.home_cell = home.key;
    one.years_local = uniform_between(generator, 3, 25) + uniform_between(generator, 2, 25);
    one.at = building_in(made, home.key, building_use::residential, generator).at;
    return home.name;
}

/// Makes expert `index` of a pool. What is drawn depends on the pool and the index only.
[[nodiscard]] inline expert make_expert(const district& made, const expert_pool& pool, const capability_list& skills,
                                        const std::vector<skill>& fields, std::size_t number, std::size_t index,
                                        random generator) {
    expert one;
    one.number = "EX-" + padded(number, 3);
    one.pool_key = pool.key;
    one.turnout_s = uniform_between(generator, 2, 15) * 60;
    // The term of one in 25 is over; the others' go on for three months to three years from the reference day.
    const std::int64_t day_ms = 86'400'000;
    const std::int64_t days =
        index % 25 == 24 ? -uniform_between(generator, 10, 200) : uniform_between(generator, 90, 1000);
    one.term_ends = to_instant({2026, 3, 1}) + duration{days * day_ms};
    const std::string counted = std::to_string(number);
    one.name = {"Expert " + counted, "专家" + counted};
    if (pool.tier != pool_tier::street) {
        one.at = made.buildings[uniform_below(generator, made.buildings.size())].at;
        train(one, skills, fields, index);
    } else if (const label& home = settle_locally(one, made, pool.cell, index, generator); index % 6 == 5) {
        train(one, skills, fields, index / 6);  // one in six is trained as well
    } else {
        one.name = {"Local expert " + counted + " (" + home.en + ")", "土专家" + counted + "（" + home.zh + "）"};
        one.fields = {id_of(skill::local_terrain)};
    }
    if (chance(generator, 1, 16)) {
        const std::vector<cell_drawing<planar>>& communities = made.tiers[2].cells;
        one.conflict_cells.push_back(communities[uniform_below(generator, communities.size())].key);
    }
    return one;
}

/// The experts of a district that has its pools, in the order of the pools.
[[nodiscard]] inline std::vector<expert> make_experts(const district& made, std::uint32_t total,
                                                      const random& generator) {
    std::vector<skill> every;
    for (std::uint32_t i = 0; i < trained_fields; ++i) {
        every.push_back(static_cast<skill>(static_cast<std::uint32_t>(skill::geotechnics) + i));
    }
    const capability_list skills = district_capabilities();
    const std::vector<department_pool> of_departments = department_pools();
    const std::vector<std::uint32_t> counts = experts_by_pool(made.expert_pools, total);
    std::vector<expert> experts;
    experts.reserve(total);
    for (std::size_t p = 0; p < counts.size(); ++p) {
        const expert_pool& pool = made.expert_pools[p];
        const random drawing = generator.stream(pool.key);
        const std::vector<skill>& fields = pool.tier == pool_tier::department ? of_departments[p - 1].fields : every;
        for (std::size_t index = 0; index < counts[p]; ++index) {
            experts.push_back(
                make_expert(made, pool, skills, fields, experts.size() + 1, index, drawing.stream(index)));
        }
    }
    return experts;
}

}  // namespace sim::detail
}  // namespace v0
}  // namespace muster
