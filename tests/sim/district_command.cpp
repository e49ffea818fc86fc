#include "muster/sim/detail/district_command.hpp"

#include "muster/governance/lightning_assembly.hpp"
#include "muster/grid/hierarchy.hpp"
#include "muster/sim/detail/district_rules.hpp"
#include "muster/sim/district.hpp"

#include "fnv.hpp"

#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace {

using muster::response_level;
using muster::sim::district;

const district& reference() {
    static const district made = muster::sim::make_district();
    return made;
}
const muster::type_tree& types() {
    static const muster::type_tree made = muster::sim::detail::district_types();
    return made;
}
const muster::command_rules& rules() {
    static const muster::command_rules made = muster::sim::detail::district_command_rules(reference(), types());
    return made;
}

const muster::command_role* role(const muster::command_rules& of, const std::string& english) {
    for (const muster::command_role& each : of.roles) {
        if (each.role_name.en == english) { return &each; }
    }
    return nullptr;
}

/// Officers by cell and role, in the order of the roster.
std::map<std::pair<std::string, std::string>, std::vector<std::string>> posts(const muster::command_rules& of) {
    std::map<std::pair<std::string, std::string>, std::vector<std::string>> found;
    for (const muster::roster_line& each : of.roster) { found[{each.cell, each.role}].push_back(each.officer); }
    return found;
}

void check_rules(const district& where, const muster::command_rules& of) {
    const auto on = posts(of);
    std::map<std::string, std::set<std::string>> exclusive;  // posts that an officer holds alone
    std::map<std::string, std::string> called;
    std::size_t faults = 0;
    for (const muster::roster_line& each : of.roster) {
        faults += role(of, each.role) == nullptr ? 1U : 0U;
        faults += each.officer_name.en.empty() || each.officer_name.zh.empty() ? 1U : 0U;
        faults += called.emplace(each.officer, each.officer_name.en).first->second == each.officer_name.en ? 0U : 1U;
        if (role(of, each.role)->is_exclusive) { exclusive[each.officer].insert(each.cell + each.role); }
    }
    for (const auto& [officer, held] : exclusive) { faults += held.size() == 1 ? 0U : 1U; }
    std::set<std::string> names;
    for (const auto& [officer, office] : called) { names.insert(office); }
    faults += names.size() == called.size() ? 0U : 1U;  // no two officers of one name
    for (std::size_t tier = 0; tier < 3; ++tier) {
        for (const auto& cell : where.tiers[tier].cells) {
            const auto commander = on.find({cell.key, "commander"});
            REQUIRE(commander != on.end());
            faults += commander->second.size() == (tier == 2 ? 1U : 3U) ? 0U : 1U;  // with alternates above
        }
    }
    CHECK(faults == 0);
}

}  // namespace

TEST_CASE("sim/district_command: a commander and five groups, named in both languages") {
    CHECK(rules().roles.size() == 6);
    std::size_t commanders = 0;
    std::set<std::string> names;
    for (const muster::command_role& each : rules().roles) {
        commanders += each.is_commander ? 1U : 0U;
        names.insert(each.role_name.en), names.insert(each.role_name.zh);
        if (!each.is_commander) { continue; }
        CHECK(each.is_mandatory);
        CHECK(each.is_exclusive);
        CHECK_FALSE(each.least);  // always
    }
    CHECK(commanders == 1);
    CHECK(names.size() == 12);
    CHECK_FALSE(names.contains(""));
}

TEST_CASE("sim/district_command: III activates the community, II the street as well, I all three tiers") {
    std::map<std::size_t, response_level> least;
    for (const muster::tier_activation& each : rules().activations) {
        CHECK(least.emplace(each.tier, each.least).second);
    }
    CHECK(least.size() == 3);
    CHECK(least[2] == response_level{});
    CHECK(least[1] == muster::level_II);
    CHECK(least[0] == muster::level_I);
    CHECK(rules().neighbour_tier == 2);
}

TEST_CASE(
    "sim/district_command: no commander is missing, nobody has two exclusive roles, streets and district have "
    "alternates") {
    check_rules(reference(), rules());
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        const district small = muster::sim::make_district(muster::sim::district_options::tiny(seed));
        check_rules(small, muster::sim::detail::district_command_rules(small, types()));
    }
}

TEST_CASE(
    "sim/district_command: the vacancies are those that are meant: some communities' technical support and "
    "evacuation") {
    const auto on = posts(rules());
    std::map<std::string, std::size_t> vacant;
    for (std::size_t tier = 0; tier < 3; ++tier) {
        for (const auto& cell : reference().tiers[tier].cells) {
            for (const muster::command_role& each : rules().roles) {
                if (on.contains({cell.key, each.role_name.en})) { continue; }
                CHECK(tier == 2);
                ++vacant[each.role_name.en];
            }
        }
    }
    CHECK(vacant == std::map<std::string, std::size_t>{{"evacuation group", 3}, {"technical support group", 17}});
}

TEST_CASE(
    "sim/district_command: whoever is asked by a checklist is there at that level, by a time, in both languages") {
    std::map<std::size_t, response_level> activated;
    for (const muster::tier_activation& each : rules().activations) { activated[each.tier] = each.least; }
    std::set<std::tuple<std::string, std::size_t, std::uint32_t>> seen;
    for (const muster::checklist_line& each : rules().checklist) {
        CAPTURE(each.action.en);
        CHECK_FALSE(each.action.zh.empty());
        REQUIRE(role(rules(), each.role) != nullptr);
        const response_level opens = role(rules(), each.role)->least;
        // A line for a level at which its role or tier sleeps would be asked of nobody.
        CHECK((!opens || (each.least && !is_more_serious(opens, each.least))));
        REQUIRE(activated.contains(each.tier));
        CHECK((!activated[each.tier] || (each.least && !is_more_serious(activated[each.tier], each.least))));
        CHECK(each.within.ms >= 60'000);
        CHECK(each.within.ms <= 86'400'000);
        CHECK(seen.insert({each.action.en, each.tier, each.type.index}).second);
    }
}

TEST_CASE(
    "sim/district_command: the video link to the street is asked for within 300 s, to the district from level II on") {
    std::size_t to_street = 0;
    std::size_t to_district = 0;
    for (const muster::checklist_line& each : rules().checklist) {
        if (each.action.en == "open the live video link to the street") {
            ++to_street;
            CHECK(each.tier == 2);
            CHECK(each.within.ms == 300'000);
        }
        if (each.action.en == "open the live video link to the district") {
            ++to_district;
            CHECK(each.tier == 1);
            CHECK(each.least == muster::level_II);
            CHECK(each.within.ms == 300'000);
        }
    }
    CHECK(to_street >= 3);
    CHECK(to_district == 1);
}

TEST_CASE("sim/district_command: the library takes the rules as they are, and they are the same bytes everywhere") {
    const muster::hierarchy<muster::planar> cells{reference().tiers};
    const muster::lightning_assembly made{cells, types(), muster::three_response_levels(), rules()};
    CHECK(made.roster().find("990106001-C1"));
    fnv sum;
    for (const muster::roster_line& each : rules().roster) {
        sum.add(each.cell), sum.add(each.role), sum.add(each.officer), sum.add(each.officer_name);
    }
    for (const muster::checklist_line& each : rules().checklist) {
        sum.add(each.action), sum.add(each.role), sum.add(each.tier), sum.add(each.type.index);
        sum.add(each.least.rank), sum.add(each.within.ms);
    }
    CHECK(sum.value() == 10031032863449879838U);
}
