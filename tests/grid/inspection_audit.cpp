#include "muster/grid/inspection_audit.hpp"

#include "subdivision.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace {

using muster::duration;
using muster::instant;
using muster::visit_result;
using thing = muster::inspected_thing<int>;
using visit = muster::inspection_visit<int>;
using audit = muster::inspection_audit<int>;

/// What an audit says of a thing, found by going through every millisecond.
muster::inspection_standing by_the_clock(const thing& one, const std::vector<visit>& log, instant as_of) {
    muster::inspection_standing made;
    made.is_on_duty = one.duty_since <= as_of;
    std::int64_t anchor = one.duty_since.ms;
    const std::int64_t interval = one.interval.ms;
    for (std::int64_t now = one.duty_since.ms; now <= as_of.ms; ++now) {
        if (now == anchor + interval + 1) { ++made.lapses; }
        if (now > anchor && (now - anchor - 1) % interval == 0 && now - anchor > interval) { ++made.missed_intervals; }
        bool is_reached = false;
        for (const visit& line : log) {
            if (line.thing != one.id || line.at.ms != now) { continue; }
            is_reached = is_reached || line.outcome != visit_result::not_reached;
        }
        if (is_reached) {
            anchor = now;
            made.last_inspected = instant{now};
            ++made.inspections;
        }
        if (now < as_of.ms) {
            ++made.on_duty.ms;
            if (now < anchor + interval) { ++made.in_time.ms; }
        }
    }
    made.due = {anchor + interval};
    made.is_overdue = made.is_on_duty && as_of > made.due;
    return made;
}

/// Things with a visit at every due instant from their duty's beginning until `as_of`.
std::pair<std::vector<thing>, std::vector<visit>> complete_log(grid_test::numbers& random, int count, instant as_of) {
    std::vector<thing> things;
    std::vector<visit> log;
    for (int id = 0; id < count; ++id) {
        const thing one{id, {}, {random.between(5, 40)}, {random.between(-20, 20)}};
        things.push_back(one);
        for (instant at = one.duty_since + one.interval; at <= as_of; at = at + one.interval) {
            log.push_back({id, at, random.between(0, 1) == 0 ? visit_result::fine : visit_result::hazard_found});
        }
    }
    random.shuffle(things);
    random.shuffle(log);
    return {things, log};
}

}  // namespace

TEST_SUITE("grid/inspection_audit") {
    TEST_CASE("a complete log leaves nothing overdue; take a visit away, and exactly that is missing") {
        grid_test::numbers random{17};
        const instant as_of{200};
        const auto [things, log] = complete_log(random, 30, as_of);
        const audit whole{things, log, as_of};
        CHECK(whole.overdue().empty());
        CHECK(whole.lapses().empty());
        CHECK(whole.visits().size() == log.size());
        for (std::size_t taken = 0; taken < log.size(); ++taken) {
            std::vector<visit> rest = log;
            rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(taken));
            const audit short_of_one{things, rest, as_of};
            const std::size_t index = short_of_one.find(log[taken].thing);
            const thing& missed = short_of_one.things()[index];
            if (log[taken].at == as_of) {  // due at this very instant: not overdue yet
                REQUIRE(short_of_one.lapses().empty());
                continue;
            }
            REQUIRE(short_of_one.lapses().size() == 1);
            const muster::inspection_lapse& lapse = short_of_one.lapses().front();
            REQUIRE(lapse.thing == index);
            REQUIRE(lapse.due == log[taken].at);
            REQUIRE(lapse.intervals == 1);
            const bool is_last = log[taken].at + missed.interval > as_of;
            REQUIRE(lapse.is_open == is_last);
            REQUIRE(lapse.until == (is_last ? as_of : log[taken].at + missed.interval));
            REQUIRE(short_of_one.overdue().size() == (is_last ? 1 : 0));
        }
    }

    TEST_CASE("any log: as by the clock, in any order, no line lost") {
        grid_test::numbers random{23};
        for (int round = 0; round < 400; ++round) {
            const instant as_of{random.between(0, 120)};
            std::vector<thing> things;
            std::vector<visit> log;
            const int count = static_cast<int>(random.between(0, 6));
            for (int i = 0; i < count; ++i) {
                things.push_back({2 * i, {}, {random.between(1, 30)}, {random.between(-10, 130)}});
            }
            const std::int64_t lines = random.between(0, 40);
            for (std::int64_t i = 0; i < lines; ++i) {
                log.push_back({static_cast<int>(random.between(-1, 2 * count)), {random.between(-15, 130)},
                               static_cast<visit_result>(random.between(0, 2))});
            }
            const audit made{things, log, as_of};
            REQUIRE(made.visits().size() + made.unknown_visits().size() + made.duplicate_count() + made.later_count() ==
                    log.size());
            std::size_t before_duty = 0;
            for (std::size_t i = 0; i < made.things().size(); ++i) {
                const thing& one = made.things()[i];
                REQUIRE(made.find(one.id) == i);
                const muster::inspection_standing expected = by_the_clock(one, log, as_of);
                const muster::inspection_standing& found = made.standing(i);
                REQUIRE(found.last_inspected == expected.last_inspected);
                REQUIRE(found.due == expected.due);
                REQUIRE(found.is_on_duty == expected.is_on_duty);
                REQUIRE(found.is_overdue == expected.is_overdue);
                REQUIRE(found.inspections == expected.inspections);
                REQUIRE(found.lapses == expected.lapses);
                REQUIRE(found.missed_intervals == expected.missed_intervals);
                REQUIRE(found.on_duty == expected.on_duty);
                REQUIRE(found.in_time == expected.in_time);
                for (const visit& line : made.visits()) {
                    before_duty += line.thing == one.id && line.at < one.duty_since ? 1 : 0;
                }
            }
            REQUIRE(made.before_duty_count() == before_duty);
            for (const visit& line : made.unknown_visits()) { REQUIRE(made.find(line.thing) == made.things().size()); }

            random.shuffle(things);
            random.shuffle(log);
            const audit again{things, log, as_of};
            REQUIRE(std::ranges::equal(again.lapses(), made.lapses()));
            REQUIRE(std::ranges::equal(again.overdue(), made.overdue()));
        }
    }

    TEST_CASE("the overdue list: longest overdue first, then by id") {
        const audit made{{{7, {}, {10}, {0}}, {3, {}, {20}, {0}}, {5, {}, {10}, {0}}, {1, {}, {90}, {0}}}, {}, {50}};
        REQUIRE(made.overdue().size() == 3);
        CHECK(made.things()[made.overdue()[0].thing].id == 5);
        CHECK(made.things()[made.overdue()[1].thing].id == 7);
        CHECK(made.things()[made.overdue()[2].thing].id == 3);
        CHECK(made.overdue()[0].overdue() == duration{40});
        CHECK(made.overdue()[0].intervals == 4);  // passed at 10, 20, 30 and 40; that of 50 only after it
        CHECK(made.overdue()[2].overdue() == duration{30});
        CHECK(made.never_inspected() == std::vector<std::size_t>{0, 1, 2, 3});
    }

    TEST_CASE("attempts are no inspections") {
        const audit made{{{1, {}, {10}, {0}}},
                         {{1, {5}, visit_result::not_reached},
                          {1, {8}, visit_result::fine},
                          {1, {9}, visit_result::not_reached},
                          {1, {15}, visit_result::not_reached}},
                         {25}};
        CHECK(made.standing(0).attempts_since == 2);
        CHECK(made.standing(0).last_inspected == instant{8});
        CHECK(made.standing(0).is_overdue);
        CHECK(made.never_inspected().empty());
    }

    TEST_CASE("two reports of one instant: the same once, different ones both kept, one inspection") {
        const audit made{{{1, {}, {10}, {0}}},
                         {{1, {5}, visit_result::hazard_found},
                          {1, {5}},
                          {1, {5}},
                          {1, {5}, visit_result::not_reached}},
                         {9}};
        CHECK(made.visits().size() == 3);
        CHECK(made.duplicate_count() == 1);
        CHECK(made.standing(0).inspections == 1);
    }

    TEST_CASE("ids of any kind with an order") {
        const muster::inspection_audit<std::string> made{
            {{"hydrant 7", {}, {10}, {0}}, {"gas store", {}, {10}, {0}}},
            {{"hydrant 7", {9}}, {"hydrant 8", {9}}},
            {15}};
        CHECK(made.things()[made.overdue().front().thing].id == "gas store");
        CHECK(made.unknown_visits().front().thing == "hydrant 8");
    }

    TEST_CASE("refuses what it cannot compute with, by name") {
        const auto message = [](std::vector<thing> things, std::vector<visit> log, instant as_of = {0}) {
            const auto made = audit::make(std::move(things), std::move(log), as_of);
            REQUIRE_FALSE(made.has_value());
            return std::string{made.error().what()};
        };
        const std::int64_t far = (std::int64_t{1} << 60) + 1;
        CHECK(message({{1, {}, {5}, {0}}, {2, {}, {0}, {0}}}, {}) ==
              "inspection audit: thing 1, interval: 0 ms; expected 1 to 2^60 ms");
        CHECK(message({{1, {}, {5}, {-far}}}, {}) ==
              "inspection audit: thing 0, duty_since: -1152921504606846977 ms; more than 2^60 ms from 0");
        CHECK(message({}, {{1, {far}}}) ==
              "inspection audit: visit 0, at: 1152921504606846977 ms; more than 2^60 ms from 0");
        CHECK(message({}, {}, {far}).find("as_of") != std::string::npos);
        CHECK(message({{2, {}, {5}, {0}}, {1, {}, {5}, {0}}, {2, {}, {5}, {0}}}, {}) ==
              "inspection audit: two things have the same id, in the order of ids number 1 and 2");
        CHECK_THROWS_AS(audit({{1, {}, {-1}, {0}}}, {}, {0}), muster::error);
        // At the very limits nothing overflows.
        const audit widest{{{1, {}, {1}, {-(far - 1)}}}, {}, {far - 1}};
        CHECK(widest.standing(0).missed_intervals == 2 * (far - 1) - 1);
    }
}
