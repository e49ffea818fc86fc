#include "muster/model/standing_level.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <vector>

using muster::instant;
using muster::level_I;
using muster::level_II;
using muster::level_III;
using muster::response_level;
using standing = muster::standing_level<response_level>;

namespace {

instant minute(std::int64_t number) { return {number * 60'000}; }

}  // namespace

TEST_CASE("model/standing_level: rises by itself, and never falls by itself") {
    standing level;
    CHECK_FALSE(level.now());
    CHECK(level.raise(minute(0), level_III, "base level"));
    CHECK(level.raise(minute(1), level_II, "trapped: 2"));
    CHECK_FALSE(level.raise(minute(2), level_III, "trapped: 0"));
    CHECK(level.now() == level_II);
    CHECK(level.raise(minute(3), level_I, "dead: 3"));
    CHECK(level.now() == level_I);
    CHECK(level.history().size() == 4);
    CHECK(level.history()[3].why == "dead: 3");
    CHECK(level.history()[3].by.empty());
}

TEST_CASE("model/standing_level: a person lowers it, by name and with a reason") {
    standing level;
    level.raise(minute(0), level_I, "dead: 3");
    CHECK_THROWS_WITH_AS(level.lower(minute(1), level_III, "", "false alarm"),
                         "standing_level: a level is lowered by a person; no name given", muster::error);
    CHECK_THROWS_WITH_AS(level.lower(minute(1), level_III, "duty officer 12", ""),
                         "standing_level: `duty officer 12` gave no reason", muster::error);
    CHECK_THROWS_WITH_AS(level.lower(minute(1), {}, "duty officer 12", "false alarm"),
                         "standing_level: lowered by `duty officer 12` to no level", muster::error);
    CHECK(level.history().size() == 1);
    CHECK(level.lower(minute(1), level_III, "duty officer 12", "nobody was hurt"));
    CHECK(level.now() == level_III);
    CHECK(level.history()[1].by == "duty officer 12");
    CHECK(level.history()[1].why == "nobody was hurt");
    CHECK(level.history()[1].is_lowering());
    // What is not less serious is no lowering, and leaves no trace.
    CHECK_FALSE(level.lower(minute(2), level_III, "duty officer 12", "again"));
    CHECK_FALSE(level.lower(minute(2), level_I, "duty officer 12", "upward"));
    CHECK(level.history().size() == 2);
}

TEST_CASE("model/standing_level: grounds set aside do not return by being repeated, new ones raise it again") {
    standing level;
    level.raise(minute(0), level_I, "dead: 3");
    level.lower(minute(1), level_II, "duty officer 12", "one dead, two injured");
    CHECK_FALSE(level.raise(minute(2), level_I, "dead: 3"));
    CHECK(level.now() == level_II);
    CHECK(level.raise(minute(3), level_I, "dead: 4"));
    CHECK(level.now() == level_I);
    CHECK(level.lower(minute(4), level_III, "duty officer 12", "drill"));
    CHECK(level.now() == level_III);
}

TEST_CASE("model/standing_level: older grounds that the person had not seen raise the level again") {
    standing desk;
    desk.raise(minute(5), level_I, "dead: 3");
    desk.lower(minute(6), level_III, "duty officer 12", "mistaken report");
    CHECK(desk.raise(minute(4), level_II, "gas in the cellar"));  // of minute 4, told late
    CHECK(desk.now() == level_II);
    CHECK(desk.history().front().why == "gas in the cellar");
}

TEST_CASE("model/standing_level: of two lowerings unknown to each other the more serious stands") {
    standing street;
    street.raise(minute(0), level_I, "dead: 3");
    standing district = street;
    street.lower(minute(1), level_III, "street officer", "over");
    district.lower(minute(1), level_II, "district officer", "nearly over");
    street.merge(district);
    district.merge(street);
    CHECK(street == district);
    CHECK(street.now() == level_II);
    CHECK(street.lower(minute(2), level_III, "street officer", "over"));
    CHECK(street.now() == level_III);
}

TEST_CASE("model/standing_level: the level at a moment is by what is dated until then") {
    standing level;
    level.raise(minute(1), level_III, "base");
    level.raise(minute(3), level_I, "dead: 3");
    level.lower(minute(5), level_II, "duty officer 12", "one dead");
    CHECK_FALSE(level.at(minute(0)));
    CHECK(level.at(minute(1)) == level_III);
    CHECK(level.at(minute(3)) == level_I);
    CHECK(level.at(minute(4)) == level_I);
    CHECK(level.at(minute(5)) == level_II);
    CHECK(level.at(minute(9)) == level_II);
}

TEST_CASE("model/standing_level: a person may raise it too, by name and with a reason") {
    standing level;
    CHECK(level.raise(minute(0), level_II, "duty officer 12", "crowd is growing"));
    CHECK(level.history()[0].by == "duty officer 12");
    CHECK_FALSE(level.history()[0].is_lowering());
    CHECK_THROWS_AS(level.raise(minute(0), level_I, "duty officer 12", ""), muster::error);
}

TEST_CASE("model/standing_level: entries out of a journal are checked as the person's word is") {
    standing level;
    level.raise(minute(0), level_I, "dead: 3");
    muster::level_change<response_level> lowering{minute(1), level_III, "", "over", {level.history()[0].key()}};
    CHECK_THROWS_AS(level.merge(lowering), muster::error);
    lowering.by = "duty officer 12";
    level.merge(lowering);
    CHECK(level.now() == level_III);
    CHECK(level.history().size() == 2);
}

TEST_CASE("model/standing_level: whatever comes in whatever order and however often, the same state") {
    dice any{11};
    for (int round = 0; round < 400; ++round) {
        // Three desks hear of some things each, decide on what they know, and now and then tell each other.
        std::vector<standing> desks(3);
        for (int step = 0; step < 14; ++step) {
            standing& desk = desks[any.below(3)];
            const instant when = minute(any.between(0, 6));
            const response_level to{static_cast<std::uint8_t>(1 + any.below(3))};
            if (any.chance(55)) {
                const response_level before = desk.now();
                const bool rose = desk.raise(when, to, "ground " + std::to_string(any.below(4)));
                CHECK(rose == is_more_serious(desk.now(), before));
                CHECK_FALSE(is_more_serious(before, desk.now()));
            } else if (any.chance(50) && desk.now()) {
                const response_level before = desk.now();
                const bool fell = desk.lower(when, to, "officer " + std::to_string(any.below(2)), "seen");
                CHECK(fell == is_more_serious(before, to));
                CHECK(desk.now() == (fell ? to : before));
            } else {
                desk.merge(desks[any.below(3)]);
            }
        }
        std::vector<muster::level_change<response_level>> everything;
        for (const standing& desk : desks) {
            for (const auto& each : desk.history()) { everything.push_back(each); }
        }
        standing expected;
        for (const standing& desk : desks) { expected.merge(desk); }
        for (int order = 0; order < 4; ++order) {
            any.shuffle(everything);
            standing other;
            for (const auto& each : everything) { other.merge(each); }
            for (const auto& each : everything) { other.merge(each); }
            CHECK(other == expected);
            CHECK(other.now() == expected.now());
        }
        for (std::size_t i = 1; i < expected.history().size(); ++i) {
            CHECK(expected.history()[i - 1].at <= expected.history()[i].at);
        }
        // The obvious answer: the most serious of what nobody set aside.
        response_level obvious{};
        for (const auto& each : expected.history()) {
            bool stands = true;
            for (const auto& other : expected.history()) {
                for (const std::uint64_t key : other.overrules) { stands = stands && key != each.key(); }
            }
            if (stands) { obvious = more_serious(obvious, each.to); }
        }
        CHECK(expected.now() == obvious);
    }
}
