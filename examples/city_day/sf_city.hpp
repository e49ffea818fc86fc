#pragma once

#include "sf_agreement.hpp"  // membership_of
#include "sf_calls.hpp"      // call
#include "sf_joint.hpp"      // joint_table
#include "sf_stations.hpp"   // home_table

#include "muster/core/keys.hpp"             // id, position
#include "muster/grid/hierarchy.hpp"        // hierarchy
#include "muster/io/tier_file.hpp"          // read_tier
#include "muster/model/capability.hpp"      // capability_list
#include "muster/model/run_card.hpp"        // run_card
#include "muster/model/type_tree.hpp"       // type_tree
#include "muster/unit/tiered_dispatch.hpp"  // tiered_dispatch

#include <map>     // map
#include <set>     // set
#include <span>    // span
#include <string>  // string
#include <vector>  // vector

namespace sf {

/// One unit of the fire department where it lives.
struct based_unit {
    std::string name;
    muster::lon_lat lives;
    muster::capability_set can;  ///< its unit type
    bool assumed = false;        ///< not in the station list: lives where it served most
};

}  // namespace sf

// San Francisco's structs stay as they are: this is all that the library needs to know of them.
template <>
inline constexpr auto muster::fields<sf::call> = muster::map(muster::id = &sf::call::number,
                                                             muster::position = &sf::call::position,
                                                             muster::received_at = &sf::call::received);
static_assert(muster::check<muster::incident, sf::call>());

template <>
inline constexpr auto muster::fields<sf::based_unit> = muster::map(
    muster::id = &sf::based_unit::name,
    muster::name = [](const sf::based_unit& u) { return u.assumed ? u.name + " (home assumed)" : u.name; },
    muster::position = &sf::based_unit::lives, muster::capabilities = &sf::based_unit::can);
static_assert(muster::check<muster::unit, sf::based_unit>());

namespace sf {

/// City > neighbourhood > census tract. The city is the neighbourhoods together.
[[nodiscard]] inline muster::hierarchy<muster::lon_lat> load_hierarchy(const std::string& data) {
    muster::tier_drawing<muster::lon_lat> neighbourhoods =
        muster::read_tier(data + "/geo/sf_analysis_neighborhoods_41.geojson", "nhood", "nhood");
    neighbourhoods.name = {"neighbourhood", "街区"};
    muster::tier_drawing<muster::lon_lat> tracts =
        muster::read_tier(data + "/geo/sf_census_tracts_2010_195.geojson", "tractce10", "tractce10");
    tracts.name = {"census tract", "普查区"};
    muster::cell_drawing<muster::lon_lat> city{"SF", {"San Francisco", "旧金山"}, {}};
    for (const auto& each : neighbourhoods.cells) {
        city.area.insert(city.area.end(), each.area.begin(), each.area.end());
    }
    return muster::hierarchy<muster::lon_lat>{
        {{{"city", "城市"}, {std::move(city)}}, std::move(neighbourhoods), std::move(tracts)}};
}

inline constexpr std::size_t neighbourhood_tier = 1;

/// A call type and an original priority as one type code: `Medical Incident/3`, a kind of `Medical Incident`.
[[nodiscard]] inline std::string type_code(const call& c) { return c.type + "/" + c.original_priority; }

/// The city's call types, each with its original priorities as kinds of it.
[[nodiscard]] inline muster::type_tree type_tree_of(std::span<const call> log) {
    std::set<std::string> types;
    std::map<std::string, std::string> kinds;  // code -> type
    for (const call& c : log) {
        types.insert(c.type);
        kinds.emplace(type_code(c), c.type);
    }
    std::vector<muster::type_entry> entries;
    for (const std::string& each : types) { entries.push_back({each, {each}, ""}); }
    for (const auto& [code, type] : kinds) { entries.push_back({code, {code}, type}); }
    return muster::type_tree{std::move(entries)};
}

/// Levels of ours, not the city's: original priority E is I, 3 and C are II, the rest III.
[[nodiscard]] inline muster::response_level level_of(const call& c) noexcept {
    if (c.original_priority == "E") { return muster::level_I; }
    return c.original_priority == "3" || c.original_priority == "C" ? muster::level_II : muster::level_III;
}

/// Capabilities of this city: its unit types, as they are scored. Ids are the bits of `unit_types`.
[[nodiscard]] inline muster::capability_list capabilities_of(const unit_types& types) {
    muster::capability_list all;
    for (const std::string& each : types.names()) { all.add(each); }
    return all;
}

/// Every unit that has a home, with the type that most of its rows say.
[[nodiscard]] inline std::vector<based_unit> units_of(std::span<const call> log, const home_table& homes,
                                                      const unit_types& types) {
    std::map<std::string, std::map<type_set, std::size_t>> seen;
    for (const call& c : log) {
        for (const unit_row& row : c.rows) { ++seen[row.unit][types.bit(row.unit_type)]; }
    }
    std::vector<based_unit> all;
    for (const auto& [unit, as] : seen) {
        const home* at = homes.find(unit);
        if (at == nullptr) { continue; }
        auto most = as.begin();
        for (auto each = as.begin(); each != as.end(); ++each) {
            if (each->second > most->second) { most = each; }
        }
        const auto bit = static_cast<std::uint32_t>(std::countr_zero(most->first));
        all.push_back({unit, at->position, {muster::capability_id{bit}}, at->assumed});
    }
    return all;
}

/// A run card for each call type and original priority, learned from past calls: the set that was sent most often. An
/// engine has 240 s from the order; the other types have no deadline here.
[[nodiscard]] inline muster::run_card_table learn_cards(std::span<const call> training, const muster::type_tree& types,
                                                        const unit_types& kinds) {
    joint_table table;
    std::map<std::string, const call*> examples;  // one call of each code, and of each type
    for (const call& c : training) {
        if (membership_of(c) != membership::member) { continue; }
        table.add(c, label_of(c, kinds).together);
        examples.emplace(type_code(c), &c);
    }
    const auto needs_of = [&](const call& c) {
        std::vector<muster::need> needs;
        for (type_set set = table.decide(c).for_exact; set != 0; set &= set - 1) {
            muster::need each;
            each.capability = {static_cast<std::uint32_t>(std::countr_zero(set))};
            if (kinds.names()[each.capability.index] == "ENGINE") { each.limit.within = {240'000}; }
            needs.push_back(each);
        }
        return needs;
    };
    std::vector<muster::run_card> cards;
    std::set<std::string> seen_types;
    for (const auto& [code, example] : examples) {
        cards.push_back({{code}, types.at(code), {}, {}, needs_of(*example)});
        seen_types.insert(example->type);
    }
    // A priority never seen falls back to its call type, and a call type never seen to all calls.
    for (std::uint32_t i = 0; i < types.size(); ++i) {
        const muster::type_id kind{i};
        const std::string code{types.code(kind)};
        if (!types.parent(kind) || examples.contains(code)) { continue; }
        call unseen;
        unseen.type = types.code(types.parent(kind));
        if (examples.empty()) { break; }
        cards.push_back({{code + " (never seen)"}, kind, {}, {}, needs_of(unseen)});
    }
    return muster::run_card_table{types, muster::three_response_levels(), std::move(cards)};
}

}  // namespace sf
