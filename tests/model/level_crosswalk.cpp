#include "muster/model/level_crosswalk.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <vector>

using muster::alarm_level;
using muster::event_grade;
using muster::grade_I;
using muster::grade_II;
using muster::grade_III;
using muster::grade_IV;
using muster::level_I;
using muster::level_II;
using muster::level_III;
using muster::response_level;

namespace {

using walk = muster::level_crosswalk<event_grade, response_level>;
using line = muster::crosswalk_line<event_grade, response_level>;

walk make(const std::vector<line>& lines) {
    return {muster::four_event_grades(), muster::three_response_levels(), lines};
}

}  // namespace

TEST_CASE("model/level_crosswalk: maps many to one, and tells what it leaves out on either side") {
    const walk by = make({{grade_I, level_I}, {grade_II, level_I}, {grade_III, level_II}, {grade_IV, {}}});
    CHECK(by(grade_I) == level_I);
    CHECK(by(grade_II) == level_I);
    CHECK(by(grade_III) == level_II);
    CHECK(by(grade_IV) == response_level{});
    CHECK(by(event_grade{}) == response_level{});
    CHECK(by.unmapped() == std::vector<event_grade>{grade_IV});
    CHECK(by.unreached() == std::vector<response_level>{level_III});
    CHECK(by.sources_of(level_I) == std::vector<event_grade>{grade_I, grade_II});
    CHECK(by.sources_of(level_III).empty());
    CHECK(by.from().size() == 4);
    CHECK(by.to().size() == 3);
}

TEST_CASE("model/level_crosswalk: levels that count the other way map by how serious they are, not by their number") {
    const muster::alarm_scale alarms = muster::five_alarm_levels();
    const muster::level_crosswalk<alarm_level, response_level> by{alarms,
                                                                  muster::three_response_levels(),
                                                                  {{alarms.numbered(5), level_I},
                                                                   {alarms.numbered(4), level_I},
                                                                   {alarms.numbered(3), level_II},
                                                                   {alarms.numbered(2), level_III},
                                                                   {alarms.numbered(1), level_III}}};
    CHECK(by(alarms.numbered(5)) == level_I);
    CHECK(by(alarms.numbered(1)) == level_III);
}

TEST_CASE("model/level_crosswalk: every level needs a line; those without are listed") {
    CHECK_THROWS_WITH_AS(make({{grade_I, level_I}, {grade_III, level_II}}),
                         "level_crosswalk: no line for `II (grave)`, `IV (ordinary)`; every level needs one, and one "
                         "that goes to nothing says so",
                         muster::error);
    CHECK_THROWS_WITH_AS(make({{grade_I, level_I}, {grade_I, level_I}}),
                         "level_crosswalk: two lines for `I (extremely grave)`", muster::error);
    CHECK_THROWS_WITH_AS(make({{{5}, level_I}}),
                         "level_crosswalk: a line goes from rank 5; that scale has ranks 1 to 4", muster::error);
    CHECK_THROWS_WITH_AS(make({{{}, level_I}}), "level_crosswalk: a line goes from rank 0; that scale has ranks 1 to 4",
                         muster::error);
    CHECK_THROWS_WITH_AS(make({{grade_I, {4}}}), "level_crosswalk: a line goes to rank 4; that scale has ranks 1 to 3",
                         muster::error);
}

TEST_CASE("model/level_crosswalk: a more serious level never maps to a less serious one, nor to nothing") {
    CHECK_THROWS_WITH_AS(make({{grade_I, level_II}, {grade_II, level_I}, {grade_III, level_II}, {grade_IV, level_III}}),
                         "level_crosswalk: `II (grave)` goes to `I (major)`, but `I (extremely grave)`, which is more "
                         "serious, only to `II (larger)`",
                         muster::error);
    CHECK_THROWS_WITH_AS(make({{grade_I, level_I}, {grade_II, {}}, {grade_III, level_III}, {grade_IV, {}}}),
                         "level_crosswalk: `III (larger)` goes to `III (ordinary)`, but `II (grave)`, which is more "
                         "serious, only to nothing",
                         muster::error);
    line placed{grade_III, level_II, {}};
    placed.where.file = "walk.csv";
    placed.where.line = 4;
    try {
        make({{grade_I, level_III}, {grade_II, level_III}, placed, {grade_IV, level_III}});
        FAIL("is refused");
    } catch (const muster::error& refused) {
        CHECK(refused.code() == muster::errc::contradiction);
        CHECK(refused.where().line == 4);
    }
}

TEST_CASE("model/level_crosswalk: random ones are accepted exactly when they are monotone, and then map every level") {
    dice any{7};
    int accepted = 0;
    for (int round = 0; round < 3'000; ++round) {
        std::vector<line> lines;
        std::vector<std::uint8_t> to;
        for (std::uint8_t rank = 1; rank <= 4; ++rank) {
            to.push_back(static_cast<std::uint8_t>(any.below(4)));
            lines.push_back({{rank}, {to.back()}, {}});
        }
        any.shuffle(lines);
        bool is_monotone = true;
        for (std::size_t a = 0; a < 4; ++a) {
            for (std::size_t b = a; b < 4; ++b) {
                // Rank 0 is nothing: less serious than the last.
                is_monotone = is_monotone && (to[a] == 0 ? 4 : to[a]) <= (to[b] == 0 ? 4 : to[b]);
            }
        }
        try {
            const walk by = make(lines);
            ++accepted;
            CHECK(is_monotone);
            for (std::uint8_t rank = 1; rank <= 4; ++rank) { CHECK(by({rank}).rank == to[rank - std::size_t{1}]); }
        } catch (const muster::error&) { CHECK_FALSE(is_monotone); }
    }
    CHECK(accepted > 100);
}

TEST_CASE("model/level_crosswalk: the digest tells where levels go") {
    const auto sum = [](const walk& by) {
        muster::digest made;
        by.write_digest(made);
        return made.value();
    };
    const std::vector<line> lines{
        {grade_I, level_I}, {grade_II, level_I}, {grade_III, level_II}, {grade_IV, level_III}};
    std::vector<line> other = lines;
    other[1].to = level_II;
    CHECK(sum(make(lines)) == sum(make(lines)));
    CHECK(sum(make(lines)) != sum(make(other)));
}
