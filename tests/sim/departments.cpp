#include "muster/sim/detail/departments.hpp"

#include "muster/core/keys.hpp"
#include "muster/department/department_directory.hpp"
#include "muster/sim/detail/district_cards.hpp"
#include "muster/sim/detail/district_duties.hpp"
#include "muster/sim/detail/district_rules.hpp"
#include "muster/sim/district.hpp"

#include "fnv.hpp"

#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

using muster::capability_id;
using muster::response_level;
using muster::type_id;
using muster::sim::detail::id_of;
using muster::sim::detail::skill;

const std::vector<muster::sim::department>& all() {
    static const std::vector<muster::sim::department> made = muster::sim::detail::make_departments();
    return made;
}
const muster::type_tree& types() {
    static const muster::type_tree made = muster::sim::detail::district_types();
    return made;
}
const muster::department_rules& rules() {
    static const muster::department_rules made = muster::sim::detail::district_department_rules(types());
    return made;
}
const muster::run_card_table& cards() {
    static const muster::run_card_table made{types(), muster::three_response_levels(),
                                             muster::sim::detail::district_cards(types())};
    return made;
}

const muster::sim::department* find(const std::string& key) {
    for (const auto& each : all()) {
        if (each.key == key) { return &each; }
    }
    return nullptr;
}

bool concerns(type_id lines, response_level least, type_id type, response_level at) {
    return (!lines || types().is_a(type, lines)) && (!least || !is_more_serious(least, at));
}

/// The departments with a duty for a type and level, and the functions that they are there for.
std::map<std::string, std::set<capability_id>> bound(type_id type, response_level at) {
    std::map<std::string, std::set<capability_id>> found;
    for (const muster::duty& each : rules().duties) {
        if (concerns(each.type, each.least, type, at)) { found[each.department].insert(each.function); }
    }
    return found;
}

/// The fewest departments that together can do all that the run cards ask for, by trying every set of them.
std::size_t fewest(const char* code, response_level at) {
    muster::requirement needed;
    cards().look_up(types().at(code), at, muster::record::none, needed);
    muster::capability_set asked;
    for (const muster::need& each : needed.needs) { asked.insert(each.capability); }
    std::size_t best = all().size() + 1;
    for (std::uint32_t set = 0; set < (1U << all().size()); ++set) {
        std::uint64_t bits = 0;
        std::size_t size = 0;
        for (std::size_t i = 0; i < all().size(); ++i) {
            if ((set >> i & 1U) == 0) { continue; }
            bits |= all()[i].can.bits();
            ++size;
        }
        if ((asked.bits() & ~bits) == 0 && size < best) { best = size; }
    }
    return best;
}

/// The same type read as the library reads callers' departments.
inline constexpr auto as_department =
    muster::map(muster::id = &muster::sim::department::key, muster::name = &muster::sim::department::name,
                muster::capabilities = &muster::sim::department::can);

const muster::department_directory& directory() {
    static const auto made =
        muster::department_directory::through<as_department>(all(), types(), muster::three_response_levels(), rules());
    return made;
}

}  // namespace

TEST_CASE(
    "sim/departments: twenty, the same in every district, each with a key of its own and names in both languages") {
    CHECK(all().size() == 20);
    std::set<std::string> keys;
    std::set<std::string> names;
    fnv sum;
    for (const auto& each : all()) {
        keys.insert(each.key);
        names.insert(each.name.en), names.insert(each.name.zh);
        CHECK_FALSE(each.name.en.empty());
        CHECK_FALSE(each.name.zh.empty());
        CHECK_FALSE(each.can.empty());
        sum.add(each.key), sum.add(each.name), sum.add(each.can.bits());
    }
    CHECK(keys.size() == 20);
    CHECK(names.size() == 40);
    CHECK(sum.value() == 3938291027707228246U);
    for (const auto& options : {muster::sim::district_options::tiny(), muster::sim::district_options::tiny(9)}) {
        const muster::sim::district made = muster::sim::make_district(options);
        REQUIRE(made.departments.size() == 20);
        for (std::size_t i = 0; i < 20; ++i) { CHECK(made.departments[i].key == all()[i].key); }
    }
}

TEST_CASE("sim/departments: whatever units can do belongs to a department, and so does every function") {
    for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(skill::geotechnics); ++i) {
        std::size_t holders = 0;
        for (const auto& each : all()) { holders += each.can.contains({i}) ? 1U : 0U; }
        CAPTURE(i);
        CHECK(holders >= 1);
    }
    for (const auto& each : all()) {  // knowledge is what experts have
        CHECK((each.can.bits() >> static_cast<std::uint32_t>(skill::geotechnics)) == 0);
    }
}

TEST_CASE("sim/departments: all capabilities have names in both languages, and fit into a set") {
    const muster::capability_list list = muster::sim::detail::district_capabilities();
    CHECK(list.size() == static_cast<std::size_t>(skill::local_terrain) + 1);
    CHECK(list.size() <= muster::capability_set::limit);
    for (std::uint32_t i = 0; i < list.size(); ++i) { CHECK_FALSE(list[{i}].zh.empty()); }
    // Indices that others keep: they never move.
    CHECK(list[id_of(skill::volunteer)].en == "volunteer group");
    CHECK(id_of(skill::reserve).index == 14);
    CHECK(list[id_of(skill::coordination)].en == "dispatch and video link");
    CHECK(list[id_of(skill::geotechnics)].en == "geotechnics");
    CHECK(list[id_of(skill::local_terrain)].en == "local terrain");
}

TEST_CASE("sim/departments: every duty, ownership and claim is of a department that is there and can do it") {
    std::set<std::string> idle;
    for (const auto& each : all()) { idle.insert(each.key); }
    for (const muster::duty& each : rules().duties) {
        CAPTURE(each.department);
        REQUIRE(find(each.department) != nullptr);
        CHECK(find(each.department)->can.contains(each.function));
        idle.erase(each.department);
    }
    CHECK(idle.empty());
    for (const muster::case_ownership& each : rules().owners) { CHECK(find(each.department) != nullptr); }
    for (const muster::claim& each : rules().claims) {
        CHECK(find(each.department) != nullptr);
        CHECK_FALSE(each.resource.zh.empty());
        CHECK(each.from < each.until);
    }
    CHECK(rules().first_receiver == "command_centre");
    CHECK(directory().size() == 20);  // the library takes it as it is
}

TEST_CASE(
    "sim/departments: every type has an owner of its own or of a wider type, and only the hotline gets transfers") {
    std::set<std::uint32_t> owned;
    for (const muster::case_ownership& each : rules().owners) {
        REQUIRE(each.type);
        CHECK(owned.insert(each.type.index).second);  // nobody shares one
    }
    for (std::uint32_t i = 0; i < types().size(); ++i) {
        bool has_owner = false;
        for (type_id at{i}; at; at = types().parent(at)) { has_owner = has_owner || owned.contains(at.index); }
        CAPTURE(std::string{types().code({i})});
        CHECK(has_owner);
        for (std::uint8_t rank = 1; rank <= 3; ++rank) {
            // The receiver stays on the line for what is sudden, and has no part in what belongs elsewhere.
            CHECK(bound({i}, {rank}).contains("command_centre") == (types().code({i}) != "not_ours"));
        }
    }
    CHECK(directory()[directory().case_owner(types().at("not_ours")).index].key == "hotline_12345");
    CHECK(directory()[directory().case_owner(types().at("e_bike_fire")).index].key == "fire");
    CHECK(directory()[directory().case_owner(type_id::none()).index].key == "command_centre");
}

TEST_CASE("sim/departments: an owner has a duty in its own cases") {
    for (std::uint32_t i = 0; i < types().size(); ++i) {
        if (!types().parent({i}) && types().code({i}) != "not_ours") { continue; }  // a root is no case of its own
        const std::string owner = directory()[directory().case_owner({i}).index].key;
        CAPTURE(std::string{types().code({i})});
        CHECK(bound({i}, muster::level_III).contains(owner));
    }
}

TEST_CASE("sim/departments: no function of a case has two who are primary by duty for the same type") {
    for (std::uint32_t i = 0; i < types().size(); ++i) {
        for (std::uint8_t rank = 1; rank <= 3; ++rank) {
            std::map<capability_id, std::set<std::string>> primary;
            for (const muster::duty& each : rules().duties) {
                if (each.part == muster::participation::primary && concerns(each.type, each.least, {i}, {rank})) {
                    primary[each.function].insert(each.department);
                }
            }
            CAPTURE(std::string{types().code({i})});
            for (const auto& [function, who] : primary) { CHECK(who.size() == 1); }
        }
    }
}

TEST_CASE("sim/departments: a plain fire or crash needs at most two departments, a slope failure at least four") {
    CHECK(fewest("building_fire", muster::level_III) == 2);
    CHECK(fewest("traffic_crash", muster::level_III) == 1);
    CHECK(fewest("slope_failure", muster::level_II) == 4);
    CHECK(fewest("slope_failure", muster::level_III) == 4);
    // By duty, beside the command centre.
    CHECK(bound(types().at("building_fire"), muster::level_III).size() == 1 + 2);
    CHECK(bound(types().at("traffic_crash"), muster::level_III).size() == 1 + 1);
    CHECK(bound(types().at("slope_failure"), muster::level_II).size() >= 1 + 4);
    CHECK(bound(types().at("not_ours"), muster::level_III).size() == 1);
}

TEST_CASE(
    "sim/departments: at a slope failure transport and the traffic police clash over the road, and nothing else does") {
    for (std::uint32_t i = 0; i < types().size(); ++i) {
        for (std::uint8_t rank = 1; rank <= 3; ++rank) {
            CAPTURE(std::string{types().code({i})});
            const auto clashes = directory().clashes({i}, {rank});
            if (types().code({i}) != "slope_failure") {
                CHECK(clashes.empty());
                continue;
            }
            REQUIRE(clashes.size() == 1);
            CHECK(directory()[clashes[0].one.index].key == "traffic_police");
            CHECK(directory()[clashes[0].other.index].key == "transport");
            CHECK(directory().resources()[clashes[0].over.index].en == "the access road");
            CHECK(clashes[0].from.ms == 20 * 60'000);
            CHECK(clashes[0].until.ms == 120 * 60'000);
        }
    }
}
