#pragma once

#include "muster/core/error.hpp"               // error
#include "muster/core/random.hpp"              // random
#include "muster/sim/detail/buildings.hpp"     // make_buildings
#include "muster/sim/detail/departments.hpp"   // make_departments
#include "muster/sim/detail/expert_pools.hpp"  // make_expert_pools
#include "muster/sim/detail/experts.hpp"       // make_experts
#include "muster/sim/detail/posts.hpp"         // make_posts
#include "muster/sim/detail/territory.hpp"     // make_territory
#include "muster/sim/detail/units.hpp"         // make_units
#include "muster/sim/district_model.hpp"       // district, district_options

#include <string>   // to_string
#include <utility>  // move

namespace muster {
inline namespace v0 {
namespace sim {

namespace detail {

inline void check(const district_options& options) {
    const auto refuse = [](const std::string& what, std::uint64_t value, const std::string& limit, std::uint64_t n) {
        throw error{errc::out_of_range, "district: " + what + " is " + std::to_string(value) + ", but must " + limit +
                                            " " + std::to_string(n)};
    };
    if (options.streets == 0) { refuse("streets", 0, "be at least", 1); }
    if (options.communities < options.streets) {
        refuse("communities", options.communities, "be at least the streets,", options.streets);
    }
    if (options.working_grids < options.communities) {
        refuse("working_grids", options.working_grids, "be at least the communities,", options.communities);
    }
    if (options.working_grids > 1'000'000) { refuse("working_grids", options.working_grids, "not exceed", 1'000'000); }
    if (options.buildings < options.working_grids) {
        refuse("buildings", options.buildings, "be at least the working grids,", options.working_grids);
    }
    if (options.buildings > 10'000'000) { refuse("buildings", options.buildings, "not exceed", 10'000'000); }
    if (options.standby_posts > options.buildings) {
        refuse("standby_posts", options.standby_posts, "not exceed the buildings,", options.buildings);
    }
}

}  // namespace detail

/// A made-up district: a place to try, test and measure decisions on, when no real one is at hand.
///
/// Four tiers of cells whose wiggly borders are shared bit for bit, so that the children of a cell make up exactly its
/// area; buildings, denser in the middle; standby posts at key places; units of police, fire brigade, ambulance
/// service, utilities and volunteers; departments, and experts in pools of three tiers. Counts are exactly those of
/// `options`; coordinates are whole millimetres from an origin in the south-west. All names and codes are invented.
///
/// @throws     muster::error (out_of_range) when the counts exclude each other or need codes above 999
/// @complexity O(working_grids log working_grids + buildings)
/// Deterministic: yes, integers only; what one part draws shifts no other part
[[nodiscard]] inline district make_district(const district_options& options = {}) {
    detail::check(options);
    const random generator{options.seed};
    detail::territory ground = detail::make_territory(options, generator.stream("territory"));
    district made;
    made.options = options;
    made.buildings = detail::make_buildings(ground, options.streets, options.buildings, generator.stream("buildings"));
    made.posts = detail::make_posts(ground, made.buildings, options.standby_posts, generator.stream("posts"));
    made.tiers = std::move(ground.tiers);
    made.units = detail::make_units(made, options.units, generator.stream("units"));
    made.departments = detail::make_departments();
    made.expert_pools = detail::make_expert_pools(made);
    made.experts = detail::make_experts(made, options.experts, generator.stream("experts"));
    return made;
}

}  // namespace sim
}  // namespace v0
}  // namespace muster
