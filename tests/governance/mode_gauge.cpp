#include "muster/governance/mode_gauge.hpp"

#include "muster/governance/situation.hpp"

#include "conformance/stage.hpp"
#include "dice.hpp"
#include "governance/gauge_ground.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <set>
#include <vector>

using gauge_ground::ask;
using gauge_ground::covered_incident;
using gauge_ground::incident_so_far;
using gauge_ground::loaded;
using muster::capability_set;
using muster::cell_id;
using muster::incident_nature;
using muster::load_board;
using muster::mode;
using muster::mode_advice;
using muster::mode_gauge;
using muster::mode_options;
using muster::mode_verdict;
using muster::reason;
using muster::record;
using muster::type_id;
using namespace muster::literals;

namespace {

struct ground {
    square_city::hierarchy cells = square_city::make_cells(2, 2);
    muster::type_tree types = gauge_ground::make_types();
    muster::response_scale levels = muster::three_response_levels();
    cell_id district = cells.find(0, "D");
    cell_id street = cells.find(1, "S0");
    cell_id community = cells.find(2, "S0C2");
    type_id slope = types.at("slope");

    [[nodiscard]] muster::department_directory departments() const {
        return gauge_ground::make_departments(types, {{{0}, {1}}, {{1}}, {{2}}, {{3}}, {{2}, {3}}});
    }
    [[nodiscard]] mode_options options() const {
        mode_options made;
        made.natures = {{types.at("hazard"), incident_nature::sudden, 3_h},
                        {types.at("sheds"), incident_nature::standing_goal, 720_h}};
        return made;
    }
    [[nodiscard]] mode_gauge gauge() const { return {types, levels, departments(), options()}; }
    [[nodiscard]] mode_gauge gauge(const mode_options& chosen) const { return {types, levels, departments(), chosen}; }
    [[nodiscard]] loaded empty_board() const { return {{}, load_board{cells, {{"D", 100}, {"S0", 10}}}}; }
};

const reason& first_of(const mode_advice& out, mode_verdict verdict) {
    const auto found = std::find_if(out.reasons.begin(), out.reasons.end(), [verdict](const reason& each) {
        return each.verdict_as<mode_verdict>() == verdict;
    });
    REQUIRE(found != out.reasons.end());
    return *found;
}

void check_numbers(const reason& each, muster::subject about, std::uint32_t index, std::int64_t actual,
                   std::int64_t limit, muster::measure counted_in) {
    CHECK(each.about == about);
    CHECK(each.index == index);
    CHECK(each.actual == actual);
    CHECK(each.limit == limit);
    CHECK(each.counted_in == counted_in);
    CHECK(each.stage == muster::stage_id::gauge);
    CHECK_FALSE(each.is_group);
}

}  // namespace

TEST_CASE("governance/mode_gauge: a single slope failure at low load that needs four departments is convergent") {
    ground at;
    const auto departments = gauge_ground::make_departments(at.types, {{{0}}, {{1}}, {{2}}, {{3}}});
    const mode_gauge gauge{at.types, at.levels, departments, at.options()};
    loaded now = at.empty_board();
    const mode_advice out =
        ask(gauge, covered_incident(at.cells, at.community, at.slope, muster::level_III, {0, 1, 2, 3}), now);
    CHECK(out.recommended == mode::convergent);
    CHECK(out.measured.busiest == at.street);
    CHECK(out.measured.load_thousandths == 1000);
    CHECK(out.measured.capacity_thousandths == 10'000);
    CHECK(out.measured.departments_needed == 4);
    CHECK(out.measured.needs_asked == 4);
    CHECK(out.measured.needs_by_owner == 1);
    CHECK(out.measured.is_sudden);
    CHECK(out.measured.has_rule);
}

TEST_CASE("governance/mode_gauge: the reasons are the row that decided and one verdict an input, with its numbers") {
    const ground at;
    mode_options options = at.options();
    options.expected_loss = {900, 300, 100};
    options.cost_per_department = 40;
    options.overload_thousandths = 1200;
    loaded now = at.empty_board();
    now.load.add(at.community, 11.5);
    const mode_advice out =
        ask(at.gauge(options), covered_incident(at.cells, at.community, at.slope, muster::level_II, {1, 2, 3}), now);
    CHECK(out.recommended == mode::convergent);
    REQUIRE(out.reasons.size() == 10);
    CHECK(out.reasons[0].verdict_as<mode_verdict>() == mode_verdict::decided);
    CHECK(muster::mode_rows[out.reasons[0].index].recommended == mode::convergent);

    using muster::measure;
    using muster::subject;
    check_numbers(first_of(out, mode_verdict::nature_sudden), subject::incident_type, at.slope.index, 0, 0,
                  measure::none);
    check_numbers(first_of(out, mode_verdict::owner_short), subject::department, 0, 1, 3, measure::count);
    check_numbers(first_of(out, mode_verdict::departments_many), subject::nothing, 0, 2, 2, measure::count);
    check_numbers(first_of(out, mode_verdict::load_above), subject::cell, at.street.index, 12'500, 10'000,
                  measure::thousandths);
    CHECK(first_of(out, mode_verdict::load_above).purpose == 1200);
    check_numbers(first_of(out, mode_verdict::rule_covers), subject::run_card, 0, 0, 0, measure::none);
    check_numbers(first_of(out, mode_verdict::level_serious), subject::level, 2, 2, 2, measure::level);
    check_numbers(first_of(out, mode_verdict::assembles_in_time), subject::nothing, 0, 900'000, 10'800'000,
                  measure::milliseconds);
    check_numbers(first_of(out, mode_verdict::mobilises_late), subject::nothing, 0, 86'400'000, 10'800'000,
                  measure::milliseconds);
    check_numbers(first_of(out, mode_verdict::worth_it), subject::nothing, 0, 80, 300, measure::count);
}

TEST_CASE("governance/mode_gauge: load is looked at in the cell and all above it, with this incident's own work") {
    const ground at;
    mode_options options = at.options();
    options.work_of_an_incident = 0.5;
    const mode_gauge gauge = at.gauge(options);
    const incident_so_far alone = covered_incident(at.cells, at.community, at.slope, muster::level_III, {0});
    loaded now = at.empty_board();
    now.load.add(at.street, 9.5);
    CHECK(ask(gauge, alone, now).recommended == mode::routine);  // 10 of 10: full, not overloaded
    now.load.add(at.street, 0.001);
    CHECK(ask(gauge, alone, now).recommended == mode::convergent);
    CHECK(ask(gauge, alone, now).measured.load_thousandths == 10'001);

    // The district is overloaded, the street is not.
    loaded far = at.empty_board();
    far.load.add(at.cells.find(1, "S1"), 99.75);
    const mode_advice out = ask(gauge, alone, far);
    CHECK(out.recommended == mode::convergent);
    CHECK(out.measured.busiest == at.district);

    // A locate stage of a caller's own may name the owner only.
    incident_so_far bare = alone;
    bare.where = muster::location{};
    bare.where.owner = at.community;
    CHECK(ask(gauge, bare, far).measured.busiest == at.district);
}

TEST_CASE("governance/mode_gauge: where no load or capacity is known nothing is overloaded, and the reasons say so") {
    const ground at;
    const incident_so_far alone = covered_incident(at.cells, at.community, at.slope, muster::level_III, {0});
    const auto check_unknown = [&]<class Situation>(const Situation& situation) {
        mode_advice out = ask(at.gauge(), alone, at.empty_board());  // handed back: keeps nothing of another situation
        muster::workspace scratch;
        at.gauge()(0,
                   muster::gauge_context<Situation>{alone.where, alone.what, alone.how_serious, alone.needed, situation,
                                                    scratch, record::all},
                   out);
        CHECK(out.recommended == mode::routine);
        CHECK_FALSE(out.measured.busiest);
        CHECK(out.measured.load_thousandths == 0);
        CHECK(out.measured.capacity_thousandths == 0);
        check_numbers(first_of(out, mode_verdict::load_unknown), muster::subject::cell, at.community.index, 0, 0,
                      muster::measure::none);
    };
    struct other_load {
        muster::instant now{};
        int load = 1'000'000;
    };
    check_unknown(muster::clock_only{});
    check_unknown(other_load{});
    check_unknown(loaded{});
    loaded elsewhere{{}, load_board{at.cells, {{"S1", 1}}}};
    elsewhere.load.add(at.street, 1000);
    check_unknown(elsewhere);
}

TEST_CASE("governance/mode_gauge: the loads of our own situation are read as they are") {
    const ground at;
    square_city::situation now{{}, {std::vector<square_city::engine>{}, at.cells, 2}};
    now.load = load_board{at.cells, {{"S0", 1}}};
    now.load.add(at.community, 1);
    const mode_advice out =
        ask(at.gauge(), covered_incident(at.cells, at.community, at.slope, muster::level_III, {0}), now);
    CHECK(out.recommended == mode::convergent);
    CHECK(out.measured.busiest == at.street);
}

TEST_CASE("governance/mode_gauge: the most specific type's nature and time count, then the city's own") {
    const ground at;
    mode_options options = at.options();
    options.natures.push_back({at.types.at("flood"), incident_nature::everyday, {}});
    options.time_left = 2_h;
    const mode_gauge gauge = at.gauge(options);
    const auto measured = [&](type_id type) {
        return ask(gauge, covered_incident(at.cells, at.community, type, muster::level_III, {0, 2, 3}), loaded{});
    };
    CHECK(measured(at.slope).recommended == mode::convergent);
    CHECK(measured(at.slope).measured.time_left == 3_h);
    CHECK(measured(at.types.at("flood")).recommended == mode::routine);
    CHECK(measured(at.types.at("flood")).measured.time_left == 2_h);
    CHECK(measured(at.types.at("noise")).recommended == mode::routine);  // everyday, since nobody says otherwise
    CHECK(measured(at.types.at("sheds")).recommended == mode::outside_scope);
    CHECK(measured({77}).measured.is_sudden);  // not a type of the tree: as if unclassified
}

TEST_CASE("governance/mode_gauge: an incident without a type counts as sudden, and as a gap of the rules") {
    const ground at;
    incident_so_far before = covered_incident(at.cells, at.community, type_id::none(), muster::level_II, {0});
    before.what = {};
    mode_advice out = ask(at.gauge(), before, loaded{});
    CHECK(out.recommended == mode::convergent);
    CHECK(out.measured.time_left.ms == 0);
    CHECK(first_of(out, mode_verdict::nature_sudden).index == type_id::none_index);
    CHECK(first_of(out, mode_verdict::rule_missing).index == muster::rule_id::none_index);
    (void)first_of(out, mode_verdict::assembles_open);
    (void)first_of(out, mode_verdict::mobilises_open);
    before.how_serious = muster::grading{muster::level_III};
    CHECK(ask(at.gauge(), before, loaded{}).recommended == mode::routine);
    before.how_serious = {};  // no level at all counts as the least serious
    CHECK(ask(at.gauge(), before, loaded{}).recommended == mode::routine);

    mode_options calm = at.options();
    calm.unclassified = incident_nature::everyday;
    before.how_serious = muster::grading{muster::level_I};
    CHECK(ask(at.gauge(calm), before, loaded{}).recommended == mode::routine);
}

TEST_CASE("governance/mode_gauge: a case is covered by the rules only with a type and a run card for it") {
    const ground at;
    incident_so_far before = covered_incident(at.cells, at.community, at.slope, muster::level_I, {0});
    CHECK(ask(at.gauge(), before, loaded{}).recommended == mode::routine);
    before.needed.cards.clear();
    CHECK(ask(at.gauge(), before, loaded{}).recommended == mode::convergent);
    CHECK(first_of(ask(at.gauge(), before, loaded{}), mode_verdict::card_missing).index == 0);
    before.needed.cards = {{0}};
    before.what.rule = {};  // a caller's own classifier names a type without a rule of ours: that is no gap
    CHECK(ask(at.gauge(), before, loaded{}).recommended == mode::routine);
    CHECK(ask(at.gauge(), before, loaded{}).measured.has_rule);
    before.what = {};
    CHECK(ask(at.gauge(), before, loaded{}).recommended == mode::convergent);
    CHECK_FALSE(ask(at.gauge(), before, loaded{}).measured.has_rule);
}

TEST_CASE("governance/mode_gauge: too late or too dear stays routine, and says which") {
    const ground at;
    const incident_so_far before = covered_incident(at.cells, at.community, at.slope, muster::level_III, {0, 2, 3});
    mode_options options = at.options();
    options.assemble = 3_h + 1_ms;
    mode_advice out = ask(at.gauge(options), before, loaded{});
    CHECK(out.recommended == mode::routine);
    (void)first_of(out, mode_verdict::assembles_late);
    options.assemble = 3_h;
    CHECK(ask(at.gauge(options), before, loaded{}).recommended == mode::convergent);

    options.expected_loss = {1000, 100, 79};
    options.cost_per_department = 40;
    out = ask(at.gauge(options), before, loaded{});
    CHECK(out.recommended == mode::routine);
    CHECK(out.measured.cost == 80);
    CHECK(out.measured.expected_loss == 79);
    (void)first_of(out, mode_verdict::costs_more);
    options.expected_loss[2] = 80;
    CHECK(ask(at.gauge(options), before, loaded{}).recommended == mode::convergent);
}

TEST_CASE("governance/mode_gauge: random cases are judged as the plainest reckoning judges them") {
    dice any{11};
    const ground at;
    std::vector<int> seen(3, 0);
    for (int round = 0; round < 400; ++round) {
        std::vector<capability_set> can(1 + any.below(6));
        for (capability_set& each : can) {
            for (std::uint32_t c = 0; c < 8; ++c) {
                if (any.chance(25)) { each.insert({c}); }
            }
            if (each.empty()) { each.insert({any.below(8)}); }
        }
        mode_options options;
        for (std::uint32_t type = 0; type < at.types.size(); ++type) {
            if (!any.chance(60)) { continue; }
            options.natures.push_back(
                {{type},
                 any.any_of<incident_nature>({incident_nature::everyday, incident_nature::sudden,
                                              incident_nature::sudden, incident_nature::standing_goal}),
                 {any.between(0, 4) * 600'000}});
        }
        options.otherwise = any.chance(50) ? incident_nature::everyday : incident_nature::sudden;
        options.unclassified = any.chance(70) ? incident_nature::sudden : incident_nature::everyday;
        options.time_left = {any.between(0, 3) * 500'000};
        options.overload_thousandths = any.between(500, 1500);
        options.work_of_an_incident = static_cast<double>(any.between(0, 3000)) / 1000;
        options.joint_from_departments = 1 + any.below(4);
        options.serious = {static_cast<std::uint8_t>(any.below(4))};
        options.expected_loss = {any.between(200, 300), any.between(100, 200), any.between(0, 100)};
        options.cost_per_department = any.between(0, 90);
        const std::uint32_t owner = any.below(can.size());
        const mode_gauge gauge{at.types, at.levels,
                               gauge_ground::make_departments(at.types, can, {{"D" + std::to_string(owner), {}}}),
                               options};
        loaded now{{}, load_board{at.cells, {}}};
        if (any.chance(80)) {
            std::vector<muster::tier_capacity> capacities;
            for (std::size_t tier = 0; tier < 3; ++tier) {
                if (any.chance(70)) {
                    capacities.push_back({tier, static_cast<double>(any.between(1000, 20'000)) / 1000});
                }
            }
            now.load = load_board::per_tier(at.cells, capacities);
        }
        for (std::uint32_t i = any.below(30); i > 0; --i) {
            now.load.add({any.below(at.cells.size())}, static_cast<double>(any.between(0, 2000)) / 1000);
        }

        const cell_id cell{any.below(at.cells.size())};
        incident_so_far before;
        before.where.owner = cell;
        before.where.depth = static_cast<std::uint8_t>(at.cells.tier_of(cell) + 1);
        for (std::size_t t = 0; t < before.where.depth; ++t) { before.where.path[t] = at.cells.ancestor(cell, t); }
        if (any.chance(85)) { before.what = muster::classification{type_id{any.below(at.types.size())}}; }
        if (before.what.type && any.chance(80)) { before.what.rule = {any.below(5)}; }
        before.how_serious = muster::grading{{static_cast<std::uint8_t>(1 + any.below(3))}};
        std::set<std::uint32_t> asked;
        for (std::uint32_t i = any.below(6); i > 0; --i) {
            const std::uint32_t capability = any.below(8);
            asked.insert(capability);
            before.needed.needs.push_back({{capability}, 1 + any.below(3), {}, {}});
        }
        if (any.chance(75)) { before.needed.cards = {{2}}; }

        // The same reckoned in the plainest way.
        incident_nature nature = before.what.type ? options.otherwise : options.unclassified;
        muster::duration left{};
        std::size_t best_depth = 0;
        for (const muster::type_nature& each : options.natures) {
            if (!before.what.type || !at.types.is_a(before.what.type, each.type)) { continue; }
            std::size_t depth = 1;
            for (type_id up = at.types.parent(each.type); up; up = at.types.parent(up)) { ++depth; }
            if (depth <= best_depth) { continue; }
            best_depth = depth;
            nature = each.kind;
            left = each.time_left;
        }
        if (left.ms == 0) { left = options.time_left; }
        std::uint32_t by_owner = 0;
        for (const std::uint32_t each : asked) { by_owner += can[owner].contains({each}) ? 1U : 0U; }
        std::uint32_t fewest = 0xffU;
        std::size_t most_covered = 0;
        for (std::uint32_t chosen = 0; chosen < (1U << can.size()); ++chosen) {
            std::size_t covered = 0;
            for (const std::uint32_t each : asked) {
                for (std::size_t d = 0; d < can.size(); ++d) {
                    if (((chosen >> d) & 1U) != 0 && can[d].contains({each})) {
                        ++covered;
                        break;
                    }
                }
            }
            const auto size = static_cast<std::uint32_t>(std::popcount(chosen));
            if (covered > most_covered || (covered == most_covered && size < fewest)) {
                most_covered = covered;
                fewest = size;
            }
        }
        const std::int64_t work = muster::quantise(options.work_of_an_incident, 0.001);
        bool is_overloaded = false;
        for (cell_id each = cell; each; each = at.cells.parent(each)) {
            const std::int64_t capacity = now.load.capacity(each);
            if (capacity > 0 && (now.load.load(each) + work) * 1000 > options.overload_thousandths * capacity) {
                is_overloaded = true;
            }
        }
        const std::uint8_t rank = before.how_serious.decided.rank;
        const std::int64_t cost = options.cost_per_department * std::max(1U, fewest);
        const std::int64_t loss = options.expected_loss[rank - 1U];
        const bool presses = (by_owner < asked.size() && fewest >= options.joint_from_departments) || is_overloaded ||
                             (!(before.what.type && !before.needed.cards.empty()) &&
                              (options.serious.rank == 0 || rank <= options.serious.rank));
        const bool is_feasible = (left.ms == 0 || options.assemble <= left) && cost <= loss;
        const mode expected = nature == incident_nature::everyday ? mode::routine
                              : nature == incident_nature::sudden
                                  ? (presses && is_feasible ? mode::convergent : mode::routine)
                              : by_owner == asked.size() ? mode::routine
                                                         : mode::outside_scope;

        const mode_advice out = ask(gauge, before, now);
        ++seen[static_cast<std::size_t>(out.recommended)];
        REQUIRE(out.recommended == expected);
        CHECK(out.measured.departments_needed == fewest);
        CHECK(out.measured.needs_asked == asked.size());
        CHECK(out.measured.needs_by_owner == by_owner);
        CHECK(out.measured.time_left == left);
        CHECK(out.measured.cost == cost);
        CHECK(out.measured.expected_loss == loss);
        CHECK(out.measured.is_sudden == (nature == incident_nature::sudden));
        if (out.measured.busiest) {
            CHECK(out.measured.load_thousandths == now.load.load(out.measured.busiest) + work);
            CHECK(is_overloaded == (out.measured.load_thousandths * 1000 >
                                    options.overload_thousandths * out.measured.capacity_thousandths));
        } else {
            CHECK_FALSE(is_overloaded);
        }
        REQUIRE(out.reasons.size() == 10);
        CHECK(muster::mode_rows[out.reasons[0].index].recommended == expected);
        const mode_advice silent = ask(gauge, before, now, record::none);
        CHECK(silent.reasons.empty());
        CHECK(silent.recommended == out.recommended);
        CHECK(silent.measured == out.measured);

        // More load, or a more serious level, never ends the convergent mode; more load never leads out of scope.
        loaded busier = now;
        busier.load.add(cell, static_cast<double>(any.between(0, 30'000)) / 1000);
        const mode with_more = ask(gauge, before, busier).recommended;
        CHECK((with_more == mode::outside_scope) == (expected == mode::outside_scope));
        if (expected == mode::convergent) {
            CHECK(with_more == mode::convergent);
            for (std::uint8_t worse = rank; worse >= 1; --worse) {
                incident_so_far graver = before;
                graver.how_serious = muster::grading{{worse}};
                CHECK(ask(gauge, graver, now).recommended == mode::convergent);
            }
        }
    }
    for (const int each : seen) { CHECK(each > 20); }
}

TEST_CASE("governance/mode_gauge: of cells equally busy the coarsest is named") {
    const ground at;
    loaded now{{}, load_board::per_tier(at.cells, {{0, 4}, {1, 4}, {2, 4}})};
    now.load.add(at.community, 2);
    CHECK(ask(at.gauge(), covered_incident(at.cells, at.community, at.slope, muster::level_III, {0}), now)
              .measured.busiest == at.district);
}

TEST_CASE("governance/mode_gauge: it is a pure stage in both forms, whatever its memory has seen") {
    const ground at;
    const std::vector<int> samples(3);
    for (const std::uint32_t type : {0U, 1U, 3U, 4U}) {
        const incident_so_far before = covered_incident(at.cells, at.community, {type}, muster::level_II, {1, 2, 3});
        conformance::scene<loaded> scene{};
        scene.where = before.where;
        scene.what = before.what;
        scene.how_serious = before.how_serious;
        scene.needed = before.needed;
        scene.situation = at.empty_board();
        conformance::gauge_stage(at.gauge(), samples, scene);
    }
}

TEST_CASE("governance/mode_gauge: a need without a capability, and no departments' need at all, are borne") {
    const ground at;
    incident_so_far before = covered_incident(at.cells, at.community, at.slope, muster::level_III, {});
    CHECK(ask(at.gauge(), before, loaded{}).measured.departments_needed == 0);
    CHECK(ask(at.gauge(), before, loaded{}).recommended == mode::routine);
    before.needed.needs.push_back({muster::capability_id::none(), 1, {}, {}});
    CHECK(ask(at.gauge(), before, loaded{}).measured.needs_asked == 0);
    before.needed.needs.push_back({{40}, 1, {}, {}});  // nobody can do it
    CHECK(ask(at.gauge(), before, loaded{}).measured.needs_asked == 1);
    CHECK(ask(at.gauge(), before, loaded{}).measured.departments_needed == 0);
}

TEST_CASE("governance/mode_gauge: it names the departments, and its digest tells any other setting") {
    const ground at;
    muster::name_book names;
    at.gauge().write_names(names);
    CHECK(names.name_of(muster::subject::department, 2, muster::language::en) == "D2");

    const auto digest = [&at](const mode_options& options) {
        muster::digest sum;
        at.gauge(options).write_digest(sum);
        return sum.value();
    };
    std::vector<mode_options> changed(16, at.options());
    changed[1].natures[0].kind = incident_nature::everyday;
    changed[2].natures[0].time_left = 4_h;
    changed[3].natures.pop_back();
    changed[4].otherwise = incident_nature::sudden;
    changed[5].unclassified = incident_nature::everyday;
    changed[6].time_left = 1_h;
    changed[7].assemble = 1_h;
    changed[8].mobilise = 1_h;
    changed[9].overload_thousandths = 900;
    changed[10].work_of_an_incident = 1.5;
    changed[11].joint_from_departments = 3;
    changed[12].serious = muster::level_I;
    changed[13].expected_loss = {3, 2, 1};
    changed[14].expected_loss = {3, 2, 1};
    changed[14].cost_per_department = 1;
    changed[15].natures[0].type = at.types.at("slope");
    std::set<std::uint64_t> digests;
    for (const mode_options& each : changed) {
        CHECK(digest(each) == digest(each));
        CHECK(digests.insert(digest(each)).second);
    }
    muster::digest other;
    mode_gauge{at.types, at.levels, gauge_ground::make_departments(at.types, {{{0}}}), at.options()}.write_digest(
        other);
    CHECK(digests.insert(other.value()).second);
}

TEST_CASE("governance/mode_gauge: time left runs from the report, and never runs below what is left of nothing") {
    const ground at;
    const incident_so_far before = covered_incident(at.cells, at.community, at.slope, muster::level_I, {0, 2, 3});
    const muster::mode_gauge gauge = at.gauge();
    muster::workspace scratch;
    const loaded now{};
    const auto left = [&](muster::duration ago) {
        square_city::call told;
        told.received = now.now - ago;
        return gauge(told, muster::gauge_context<loaded>{before.where, before.what, before.how_serious, before.needed,
                                                         now, scratch, muster::record::none})
            .measured.time_left;
    };
    const muster::duration whole = left(0_ms);
    CHECK(whole == ask(gauge, before, now).measured.time_left);
    CHECK(left(10_min) == whole - 10_min);
    CHECK(left(whole) == 1_ms);
    CHECK(left(whole + 1_h) == 1_ms);
}
