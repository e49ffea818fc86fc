#include "muster/sim/detail/experts.hpp"

#include "muster/core/keys.hpp"
#include "muster/expert/expert_need_table.hpp"
#include "muster/expert/expert_registry.hpp"
#include "muster/sim/day.hpp"
#include "muster/sim/detail/district_expert_needs.hpp"
#include "muster/sim/district.hpp"
#include "muster/sim/reference_city.hpp"

#include "fnv.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

using muster::instant;
using muster::pool_tier;
using muster::sim::district;
using muster::sim::district_options;
using muster::sim::expert;
using muster::sim::make_district;
using muster::sim::detail::id_of;
using muster::sim::detail::skill;

const district& reference() {
    static const district made = make_district();
    return made;
}
const muster::sim::reference_city& city() {
    static const muster::sim::reference_city made{reference()};
    return made;
}

/// The end of the reference day.
const instant day_over = muster::sim::midnight({2026, 3, 2}, 480);

std::uint64_t digest(const district& made) {
    fnv sum;
    for (const auto& each : made.expert_pools) {
        sum.add(each.key), sum.add(each.pool_name), sum.add(each.tier), sum.add(each.cell), sum.add(each.term_ends.ms);
    }
    for (const expert& each : made.experts) {
        sum.add(each.number), sum.add(each.name), sum.add(each.pool_key), sum.add(each.at), sum.add(each.fields.bits());
        sum.add(each.licences.bits()), sum.add(each.term_ends.ms), sum.add(each.home_cell), sum.add(each.years_local);
        for (const std::string& cell : each.conflict_cells) { sum.add(cell); }
        sum.add(each.turnout_s);
    }
    return sum.value();
}

/// How many can be called at the end of the reference day for what a need asks.
std::size_t callable(const district& made, const muster::expert_need& asked) {
    std::size_t count = 0;
    for (const expert& each : made.experts) {
        const bool is_local = each.years_local > 0 && !each.home_cell.empty();
        const bool on_axis = asked.axis == muster::expertise::credentialed || is_local;
        const bool licensed = !asked.licensed_only || each.licences.contains(asked.field);
        count += each.fields.contains(asked.field) && on_axis && licensed && each.term_ends > day_over ? 1U : 0U;
    }
    return count;
}

/// Everything that the experts of a generated district are expected to be, whatever its size.
void check_experts(const district& made) {
    CHECK(made.experts.size() == made.options.experts);
    std::map<std::string, std::size_t> in_pool;
    std::map<std::string, const muster::expert_pool*> pools;
    for (const auto& each : made.expert_pools) {
        CHECK(pools.emplace(each.key, &each).second);
        CHECK_FALSE(each.pool_name.en.empty());
        CHECK_FALSE(each.pool_name.zh.empty());
        CHECK(each.term_ends > day_over);  // a pool whose term is over would be a fault, not a fact of life
    }
    std::set<std::string> communities;
    for (const auto& each : made.tiers[2].cells) { communities.insert(each.key); }
    std::set<std::pair<std::int32_t, std::int32_t>> buildings;
    for (const auto& each : made.buildings) { buildings.insert({each.at.east_mm, each.at.north_mm}); }
    std::set<std::string> numbers;
    std::size_t faults = 0;
    for (const expert& each : made.experts) {
        numbers.insert(each.number);
        faults += pools.contains(each.pool_key) ? 0U : 1U;
        ++in_pool[each.pool_key];
        faults += each.name.en.empty() || each.name.zh.empty() ? 1U : 0U;
        faults += buildings.contains({each.at.east_mm, each.at.north_mm}) ? 0U : 1U;  // and so inside the district
        faults += each.fields.empty() || !each.fields.covers(each.licences) ? 1U : 0U;
        faults += (each.fields.bits() & ((std::uint64_t{1} << static_cast<std::uint32_t>(skill::geotechnics)) - 1)) == 0
                      ? 0U
                      : 1U;  // fields of knowledge only
        faults += each.turnout_s >= 120 && each.turnout_s <= 900 ? 0U : 1U;
        for (const std::string& cell : each.conflict_cells) { faults += communities.contains(cell) ? 0U : 1U; }
        const bool in_street = pools.at(each.pool_key)->tier == pool_tier::street;
        faults += in_street == !each.home_cell.empty() && in_street == (each.years_local > 0) ? 0U : 1U;
        if (!in_street) { continue; }
        faults +=
            communities.contains(each.home_cell) && each.home_cell.starts_with(pools.at(each.pool_key)->cell) ? 0U : 1U;
    }
    CHECK(faults == 0);
    CHECK(numbers.size() == made.experts.size());
    std::size_t sum = 0;
    for (const auto& [key, count] : in_pool) { sum += count; }
    CHECK(sum == made.options.experts);
}

/// The same types read as the library reads callers' experts.
inline constexpr auto as_expert = muster::map(
    muster::id = &expert::number, muster::name = &expert::name, muster::position = &expert::at,
    muster::capabilities = &expert::fields, muster::licences = &expert::licences, muster::in_pool = &expert::pool_key,
    muster::term_ends = &expert::term_ends, muster::home_cell = &expert::home_cell,
    muster::years_local = &expert::years_local, muster::conflict_cells = &expert::conflict_cells,
    muster::turnout = [](const expert& e) { return muster::duration{std::int64_t{e.turnout_s} * 1000}; });

}  // namespace

TEST_CASE("sim/experts: 400 in pools of three tiers, the same bytes everywhere") {
    const district& made = reference();
    check_experts(made);
    CHECK(made.experts.size() == 400);
    std::map<pool_tier, std::size_t> pools;
    for (const auto& each : made.expert_pools) { ++pools[each.tier]; }
    CHECK(pools[pool_tier::district] == 1);
    CHECK(pools[pool_tier::department] == 7);
    CHECK(pools[pool_tier::street] == 10);
    CHECK(digest(made) == 15975424167885915336U);
}

TEST_CASE("sim/experts: pools are in the order of their tiers, each with members, and the experts in theirs") {
    std::size_t at = 0;
    for (const auto& pool : reference().expert_pools) {
        std::size_t members = 0;
        for (; at < reference().experts.size() && reference().experts[at].pool_key == pool.key; ++at) { ++members; }
        CAPTURE(pool.key);
        CHECK(members >= (pool.tier == pool_tier::district ? 100U : 10U));
    }
    CHECK(at == reference().experts.size());
    CHECK(reference().experts[16].number == "EX-017");
    CHECK(reference().experts[16].name == muster::label{"Expert 17 (structural safety)", "专家17（结构安全）"});
    CHECK(reference().experts.back().name.en.starts_with("Local expert 400 (Community 10-"));
}

TEST_CASE("sim/experts: some terms are over, some have an interest somewhere, and most street experts are local") {
    std::size_t over = 0;
    std::size_t interested = 0;
    std::size_t local = 0;
    std::size_t trained_and_local = 0;
    std::size_t licensed = 0;
    for (const expert& each : reference().experts) {
        over += each.term_ends <= day_over ? 1U : 0U;
        interested += each.conflict_cells.empty() ? 0U : 1U;
        const bool knows_terrain = each.fields.contains(id_of(skill::local_terrain));
        local += knows_terrain ? 1U : 0U;
        trained_and_local += !knows_terrain && each.years_local > 0 ? 1U : 0U;
        licensed += each.licences.empty() ? 0U : 1U;
        CHECK((!knows_terrain || each.licences.empty()));  // what years teach has no licence
    }
    CHECK(over >= 4);
    CHECK(over <= 20);
    CHECK(interested >= 10);
    CHECK(interested <= 50);
    CHECK(local >= 100);
    CHECK(trained_and_local >= 10);
    CHECK(licensed >= 150);
    CHECK(licensed <= 250);
}

TEST_CASE("sim/experts: tiny and odd districts, and a city of ten times the size") {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) { check_experts(make_district(district_options::tiny(seed))); }
    check_experts(make_district({1, 1, 1, 1, 1, 0, 0, 7}));
    check_experts(make_district({1, 1, 1, 1, 1, 0, 0, 0}));
    check_experts(make_district({6, 7, 60, 500, 5000, 30, 450, 1234}));
    const district large = make_district(district_options::city());
    check_experts(large);
    CHECK(large.experts.size() == 4000);
}

TEST_CASE("sim/experts: another seed gives others, more experts or units leave the first of each pool as they are") {
    CHECK(digest(make_district(district_options::tiny(1))) == digest(make_district(district_options::tiny(1))));
    CHECK(digest(make_district(district_options::tiny(1))) != digest(make_district(district_options::tiny(2))));
    district_options options = district_options::tiny();
    const district first = make_district(options);
    options.experts += 50;
    options.units += 5;
    const district second = make_district(options);
    for (const auto& pool : first.expert_pools) {
        const auto of_pool = [&](const expert& each) { return each.pool_key == pool.key; };
        const auto one = std::find_if(first.experts.begin(), first.experts.end(), of_pool);
        const auto other = std::find_if(second.experts.begin(), second.experts.end(), of_pool);
        REQUIRE(one != first.experts.end());
        REQUIRE(other != second.experts.end());
        CHECK(one->at == other->at);
        CHECK(one->term_ends == other->term_ends);
        CHECK(one->fields == other->fields);
    }
    CHECK(first.units.front().home == second.units.front().home);
}

TEST_CASE("sim/experts: for every field that is asked for at least three can be called, in districts of any size") {
    const std::vector<muster::expert_need> needs = muster::sim::detail::district_expert_needs(city().types);
    for (const muster::expert_need& each : needs) {
        CAPTURE(city().skills[each.field].en);
        CHECK(callable(reference(), each) >= 3);
        CHECK((!each.licensed_only || each.axis == muster::expertise::credentialed));
    }
    std::set<std::uint32_t> asked;
    for (const muster::expert_need& each : needs) { asked.insert(each.field.index); }
    CHECK(asked.size() == muster::sim::detail::trained_fields + 1);  // each is asked for by something
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const district small = make_district(district_options::tiny(seed));
        for (const muster::expert_need& each : needs) { CHECK(callable(small, each) >= 3); }
    }
}

TEST_CASE("sim/experts: the library takes experts, pools and needs as they are") {
    const auto known = muster::expert_registry<muster::planar>::through<as_expert>(
        reference().experts, reference().expert_pools, city().cells);
    CHECK(known.size() == 400);
    CHECK(known.pools().size() == 18);
    const muster::expert_need_table table{city().types, city().levels,
                                          muster::sim::detail::district_expert_needs(city().types)};
    const auto slope = table.look_up(city().types.at("slope_failure"), muster::level_II, false, true);
    CHECK(slope.fields.size() == 4);
    CHECK(slope.cause == muster::expert_cause::clash);
    CHECK(slope.holds_further_action);
    CHECK(table.look_up(city().types.at("traffic_crash"), muster::level_III, false, false).fields.empty());
    CHECK(table.look_up(muster::type_id::none(), muster::level_III, true, false).fields.size() == 1);
}

TEST_CASE("sim/experts: between 10 and 20 in a hundred calls of a day ask for an expert") {
    const muster::expert_need_table table{city().types, city().levels,
                                          muster::sim::detail::district_expert_needs(city().types)};
    muster::workspace scratch;
    const muster::location nowhere;
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        const std::vector<muster::sim::call> day = muster::sim::make_day(reference(), {seed, 2000, {}, 480});
        std::size_t asking = 0;
        for (const muster::sim::call& each : day) {
            const muster::sim::told_call told{&each, muster::language::en};
            const muster::classification what =
                city().rules(told, muster::classify_context{nowhere, scratch, muster::record::none});
            const muster::grading graded =
                city().grades(told, muster::grade_context{nowhere, what, each.received, scratch, muster::record::none});
            asking += table.look_up(what.type, graded.decided, !what.type, false).fields.empty() ? 0U : 1U;
        }
        CAPTURE(asking);
        CHECK(asking >= 200);
        CHECK(asking <= 400);
    }
}
