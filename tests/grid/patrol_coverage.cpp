#include "muster/grid/patrol_coverage.hpp"

#include "subdivision.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

using muster::cell_id;
using muster::coverage_tally;
using muster::instant;
using muster::visit_result;
using thing = muster::inspected_thing<int>;
using visit = muster::inspection_visit<int>;

/// One district, 3 streets, 4 grids in each of the first two; the third street has none.
muster::cell_tree city() {
    std::vector<muster::tree_tier> tiers(3);
    tiers[0].cells = {{"district", {}, ""}};
    tiers[1].cells = {{"s0", {}, "district"}, {"s1", {}, "district"}, {"s2", {}, "district"}};
    for (int i = 0; i < 8; ++i) {
        tiers[2].cells.push_back({"g" + std::to_string(i), {}, i % 2 == 0 ? "s0" : "s1"});
    }
    return muster::cell_tree{tiers};
}

/// The tally of one cell, by looking at everything.
coverage_tally recount(const muster::cell_tree& tree, cell_id cell, const muster::inspection_audit<int>& audit,
                       const muster::hazard_audit<int>& hazards) {
    const auto is_in = [&](cell_id other) {
        if (other.index >= tree.size()) { return false; }
        return other == cell || tree.is_ancestor(cell, other);
    };
    coverage_tally made;
    for (std::size_t i = 0; i < audit.things().size(); ++i) {
        const muster::inspection_standing& one = audit.standing(i);
        if (!is_in(audit.things()[i].cell) || !one.is_on_duty) { continue; }
        ++made.things;
        made.in_time += one.is_overdue ? 0 : 1;
        made.never_inspected += one.last_inspected ? 0 : 1;
        made.lapses += one.lapses;
        made.missed_intervals += one.missed_intervals;
        made.on_duty += one.on_duty;
        made.in_time_for += one.in_time;
    }
    for (const muster::found_hazard<int>& one : hazards.hazards()) {
        const std::size_t index = audit.find(one.thing);
        const auto standing = muster::standing_of(one, audit.as_of());
        if (index == audit.things().size() || !is_in(audit.things()[index].cell)) { continue; }
        if (standing == muster::hazard_standing::not_yet_found) { continue; }
        ++made.hazards;
        made.unresolved += muster::is_unresolved(standing) ? 1 : 0;
        made.neglected += muster::is_neglected(standing) ? 1 : 0;
    }
    return made;
}

}  // namespace

TEST_SUITE("grid/patrol_coverage") {
    TEST_CASE("a complete log is a million millionths everywhere; take a visit away, and its cells lack one") {
        const muster::cell_tree tree = city();
        std::vector<thing> things;
        std::vector<visit> log;
        for (int i = 0; i < 24; ++i) {
            things.push_back({i, {tree.cells(2).first.index + static_cast<std::uint32_t>(i % 8)}, {10}, {0}});
            for (std::int64_t at = 10; at <= 30; at += 10) { log.push_back({i, {at}}); }
        }
        const muster::patrol_coverage whole{tree, muster::inspection_audit<int>{things, log, {35}}};
        for (std::uint32_t i = 0; i < tree.size(); ++i) {
            const coverage_tally& tally = whole.of({i});
            if (tree.key({i}) == "s2") {
                CHECK(tally == coverage_tally{});
                CHECK_FALSE(tally.in_time_millionths().has_value());
                continue;
            }
            CHECK(tally.in_time_millionths() == 1'000'000);
            CHECK(tally.in_time_for_millionths() == 1'000'000);
        }
        CHECK(whole.all().things == 24);

        for (std::size_t taken = 0; taken < log.size(); ++taken) {
            std::vector<visit> rest = log;
            rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(taken));
            const muster::patrol_coverage made{tree, muster::inspection_audit<int>{things, rest, {35}}};
            const bool is_last = log[taken].at == instant{30};
            const cell_id cell = things[static_cast<std::size_t>(log[taken].thing)].cell;
            for (std::uint32_t i = 0; i < tree.size(); ++i) {
                const cell_id other{i};
                const bool is_hit = other == cell || tree.is_ancestor(other, cell);
                REQUIRE(made.of(other).in_time == whole.of(other).in_time - (is_hit && is_last ? 1 : 0));
                REQUIRE(made.of(other).lapses == (is_hit ? 1 : 0));
                REQUIRE(made.of(other).missed_intervals == (is_hit ? 1 : 0));
            }
        }
    }

    TEST_CASE("every cell as counted by itself; the outside and the top add up to all") {
        const muster::cell_tree tree = city();
        grid_test::numbers random{90};
        for (int round = 0; round < 60; ++round) {
            std::vector<thing> things;
            std::vector<visit> log;
            std::vector<muster::found_hazard<int>> found;
            for (int i = 0; i < 30; ++i) {
                const auto most = static_cast<std::int64_t>(tree.size()) + 1;  // two that the tree does not have
                const cell_id cell{static_cast<std::uint32_t>(random.between(0, most))};
                const cell_id told = random.between(0, 9) == 0 ? cell_id::none() : cell;
                things.push_back({i, told, {random.between(1, 30)}, {random.between(0, 110)}});
            }
            for (int i = 0; i < 90; ++i) {
                log.push_back({static_cast<int>(random.between(0, 31)), {random.between(0, 110)},
                               static_cast<visit_result>(random.between(0, 2))});
                found.push_back({static_cast<int>(random.between(0, 31)), {random.between(0, 110)},
                                 {random.between(0, 30)}, {random.between(0, 30)}});
                if (random.between(0, 1) == 0) { found.back().rectified = instant{random.between(0, 120)}; }
                if (random.between(0, 2) == 0) { found.back().verified = instant{random.between(0, 120)}; }
            }
            const muster::inspection_audit<int> audit{things, log, {100}};
            const muster::hazard_audit<int> hazards{found, audit};
            const muster::patrol_coverage made{tree, audit, hazards};
            for (std::uint32_t i = 0; i < tree.size(); ++i) {
                REQUIRE(made.of({i}) == recount(tree, {i}, audit, hazards));
            }
            coverage_tally sum = made.outside();
            sum += made.of(tree.find(0, "district"));
            REQUIRE(sum == made.all());
            std::int64_t known = 0;
            for (const muster::hazard_standing one : hazards.standings()) {
                known += one == muster::hazard_standing::not_yet_found ? 0 : 1;
            }
            REQUIRE(made.all().hazards == known);
        }
    }

    TEST_CASE("shares are rounded down, and sums do not overflow") {
        coverage_tally tally;
        tally.things = 3'000'000;
        tally.in_time = 2'999'999;
        CHECK(tally.in_time_millionths() == 999'999);
        tally.hazards = 3;
        tally.neglected = 2;
        CHECK(tally.neglected_millionths() == 666'666);
        tally.on_duty = {std::int64_t{1} << 61};
        tally.in_time_for = {std::int64_t{1} << 60};
        for (int i = 0; i < 5; ++i) { tally += coverage_tally{tally}; }
        CHECK(tally.on_duty.ms == std::int64_t{1} << 62);
        CHECK(tally.in_time_for_millionths() == 1'000'000);  // both at their limit
    }
}
