#include "muster/governance/mode_monitor.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <vector>

using muster::instant;
using muster::mode;
using muster::mode_change;
using muster::mode_monitor;
using namespace muster::literals;

namespace {

constexpr instant start{1'772'352'000'000};
constexpr muster::cell_id cell{4};

struct reading {
    instant at;
    std::int64_t utilisation;
};

// The same found by looking back over all readings at each one.
std::vector<mode_change> brute_force(const std::vector<reading>& all, std::int64_t enter, std::int64_t leave,
                                     muster::duration dwell) {
    std::vector<mode_change> changes;
    mode current = mode::routine;
    std::size_t first = 0;  // the first reading after the latest change
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto calls = [&](std::size_t k) {
            return current == mode::routine ? all[k].utilisation >= enter : all[k].utilisation <= leave;
        };
        if (!calls(i)) { continue; }
        std::size_t since = i;
        while (since > first && calls(since - 1)) { --since; }
        if (all[i].at - all[since].at < dwell) { continue; }
        const mode to = current == mode::routine ? mode::convergent : mode::routine;
        changes.push_back({all[i].at, current, to, all[i].utilisation});
        current = to;
        first = i + 1;
    }
    return changes;
}

std::vector<mode_change> watch(mode_monitor& monitor, const std::vector<reading>& all) {
    std::vector<mode_change> changes;
    for (const reading& each : all) {
        if (const std::optional<mode_change> due = monitor.observe(each.at, each.utilisation)) {
            changes.push_back(*due);
            CHECK(monitor.current() == due->to);
        }
    }
    return changes;
}

}  // namespace

TEST_CASE("governance/mode_monitor: enters after the load has stayed high, leaves after it has stayed low") {
    mode_monitor monitor{cell, 1000, 700, 10_min};
    CHECK(monitor.cell() == cell);
    CHECK(monitor.current() == mode::routine);
    CHECK_FALSE(monitor.observe(start, 1000));
    CHECK_FALSE(monitor.observe(start + 10_min - 1_ms, 1500));
    CHECK(monitor.observe(start + 10_min, 1200) == mode_change{start + 10_min, mode::routine, mode::convergent, 1200});
    CHECK(monitor.current() == mode::convergent);
    CHECK_FALSE(monitor.observe(start + 20_min, 701));  // between the limits: stays
    CHECK_FALSE(monitor.observe(start + 30_min, 700));
    CHECK_FALSE(monitor.observe(start + 39_min, 0));
    CHECK(monitor.observe(start + 40_min, 300) == mode_change{start + 40_min, mode::convergent, mode::routine, 300});
    CHECK(monitor.current() == mode::routine);
}

TEST_CASE("governance/mode_monitor: one reading on the other side begins the time anew") {
    mode_monitor monitor{cell, 1000, 700, 10_min};
    CHECK_FALSE(monitor.observe(start, 1100));
    CHECK_FALSE(monitor.observe(start + 9_min, 999));
    CHECK_FALSE(monitor.observe(start + 10_min, 1100));
    CHECK_FALSE(monitor.observe(start + 19_min, 1100));
    CHECK(monitor.observe(start + 20_min, 1100));
    CHECK_FALSE(monitor.observe(start + 30_min, 700));
    CHECK_FALSE(monitor.observe(start + 39_min, 701));
    CHECK_FALSE(monitor.observe(start + 40_min, 700));
    CHECK(monitor.observe(start + 50_min, 700));
}

TEST_CASE("governance/mode_monitor: without a dwell every reading beyond a limit changes the mode") {
    mode_monitor monitor{cell, 1000, 999, 0_ms};
    CHECK(monitor.observe(start, 1000));
    CHECK(monitor.observe(start, 999));
    CHECK(monitor.observe(start, 1000));
}

TEST_CASE("governance/mode_monitor: a reading from before the latest one is not looked at") {
    mode_monitor monitor{cell, 1000, 700, 10_min};
    CHECK_FALSE(monitor.observe(start, 1100));
    CHECK_FALSE(monitor.observe(start - 1_ms, 0));  // would have begun the time anew
    CHECK(monitor.observe(start + 10_min, 1100));
}

TEST_CASE("governance/mode_monitor: over noise no two changes are closer than the dwell") {
    dice any{21};
    std::size_t seen = 0;
    for (int round = 0; round < 200; ++round) {
        const std::int64_t leave = any.between(0, 900);
        const std::int64_t enter = any.between(leave + 1, 1100);
        const muster::duration dwell{any.between(0, 600'000)};
        mode_monitor monitor{cell, enter, leave, dwell};
        std::vector<reading> all;
        instant at = start;
        std::int64_t level = any.between(0, 2000);
        for (int i = 0; i < 400; ++i) {
            at = at + muster::duration{any.between(1, 120'000)};
            level = any.chance(3) ? any.between(0, 2000) : level;  // a level for a while, with noise on it
            all.push_back({at, std::max<std::int64_t>(0, level + any.between(-150, 150))});
        }
        const std::vector<mode_change> changes = watch(monitor, all);
        REQUIRE(changes == brute_force(all, enter, leave, dwell));
        seen += changes.size();
        for (std::size_t i = 0; i < changes.size(); ++i) {
            CHECK(changes[i].from == (i % 2 == 0 ? mode::routine : mode::convergent));
            CHECK(changes[i].to != changes[i].from);
            CHECK((changes[i].to == mode::convergent ? changes[i].utilisation_thousandths >= enter
                                                     : changes[i].utilisation_thousandths <= leave));
            if (i > 0) { CHECK(changes[i].at - changes[i - 1].at >= dwell); }
        }
    }
    CHECK(seen > 500);
}

TEST_CASE("governance/mode_monitor: whatever came before, it goes back once the load has cleared") {
    dice any{22};
    for (int round = 0; round < 200; ++round) {
        mode_monitor monitor{cell, 1000, 600, 15_min};
        instant at = start;
        for (std::uint32_t i = any.below(300); i > 0; --i) {
            at = at + muster::duration{any.between(1, 600'000)};
            (void)monitor.observe(at, any.between(0, 2500));
        }
        const mode before = monitor.current();
        at = at + 1_min;
        const instant cleared = at;
        bool is_back = before == mode::routine;
        for (int i = 0; i <= 15; ++i, at = at + 1_min) {
            const auto due = monitor.observe(at, any.between(0, 600));
            if (due) {
                CHECK_FALSE(is_back);
                CHECK(due->to == mode::routine);
                CHECK(due->at - cleared <= 15_min);
                is_back = true;
            }
        }
        CHECK(is_back);
        CHECK(monitor.current() == mode::routine);
    }
}

TEST_CASE("governance/mode_monitor: limits and times that cannot work are refused, by cell") {
    CHECK_THROWS_WITH_AS(
        (mode_monitor{cell, 1000, 1000, 1_min}),
        "mode_monitor of cell 4: leaves at 1000 thousandths, which must be below 1000, where it enters", muster::error);
    CHECK_THROWS_WITH_AS((mode_monitor{cell, 1000, 700, -(1_ms)}),
                         "mode_monitor of cell 4: a dwell of -1 ms; a time must not be negative", muster::error);
    CHECK_THROWS_WITH_AS(
        (mode_monitor{cell, 1000, -1, 1_min}),
        "mode_monitor of cell 4: leaves at -1 thousandths, which no load is ever below; 0 or more is needed",
        muster::error);
}
