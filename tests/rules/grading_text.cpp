#include "muster/rules/grading_text.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

namespace grading_text_test {

struct facts {
    std::optional<double> dead, minutes;
};

}  // namespace grading_text_test

template <>
inline constexpr auto muster::fields<grading_text_test::facts> =
    muster::map(muster::field<"dead"> = &grading_text_test::facts::dead,
                muster::field<"minutes"> = &grading_text_test::facts::minutes);

namespace {

using grading_text_test::facts;
using muster::grade_I;
using muster::grade_II;
using muster::grade_III;
using scheme = muster::grading_scheme<facts, muster::event_grade>;

scheme make(std::optional<muster::event_grade> otherwise = {}) {
    std::vector<muster::level_criterion<muster::event_grade>> criteria(2);
    criteria[0].criterion_name = {"dead", "死亡人数"};
    criteria[0].column = "dead";
    criteria[0].unit = "人";
    criteria[0].thresholds = {muster::more_than(2, grade_III), muster::at_least(10, grade_II),
                              muster::at_least(30, grade_I)};
    criteria[1].criterion_name = {"minutes left", "剩余分钟"};
    criteria[1].column = "minutes";
    criteria[1].thresholds = {muster::below(60, grade_III), muster::at_most(10, grade_I)};
    criteria[1].assumed = grade_III;
    return scheme{{{"grades", "分级"}, muster::four_event_grades(), criteria, otherwise}};
}

std::string text_of(const scheme& by, const facts& object, muster::language in = muster::language::en) {
    return to_text(by.grade(object), by, object, in);
}

}  // namespace

TEST_CASE("rules/grading_text: the level, what decided it and against which limit, in both languages") {
    const scheme by = make();
    CHECK(text_of(by, {12, 90}) == "grades: II (grave), by \"dead\" 12 人 (from 10 人)");
    CHECK(text_of(by, {12, 90}, muster::language::zh) == "分级：重大，依据“死亡人数” 12 人（10 人 以上，含本数）");
    CHECK(text_of(by, {3, 90}) == "grades: III (larger), by \"dead\" 3 人 (above 2 人)");
    CHECK(text_of(by, {0, 59}) == "grades: III (larger), by \"minutes left\" 59 (below 60)");
    CHECK(text_of(by, {0, 10}) == "grades: I (extremely grave), by \"minutes left\" 10 (down to 10)");
    CHECK(text_of(by, {0, 59}, muster::language::zh) == "分级：较大，依据“剩余分钟” 59（不足 60）");
    CHECK(text_of(by, {0, 90}) == "grades: IV (ordinary)");
    CHECK(text_of(make(muster::event_grade{}), {0, 90}) == "grades: no level");
}

TEST_CASE("rules/grading_text: what is unknown, what it is taken for and what to ask about") {
    const scheme by = make();
    CHECK(text_of(by, {12, {}}) ==
          "grades: II (grave), by \"dead\" 12 人 (from 10 人); may be II (grave) to I (extremely grave): ask about "
          "\"minutes left\"");
    CHECK(text_of(by, {0, {}}) ==
          "grades: III (larger), by \"minutes left\", which is unknown and taken for it; may be IV (ordinary) to I "
          "(extremely grave): ask about \"minutes left\"");
    CHECK(text_of(by, {0, {}}, muster::language::zh) ==
          "分级：较大，依据“剩余分钟”（未知，按此级别处置）；可能在一般至特别重大之间：请核实“剩余分钟”");
}

TEST_CASE("rules/grading_text: how far the next level is") {
    const scheme by = make();
    const auto near = by.margin({28, 90});
    REQUIRE(near);
    CHECK(to_text(*near, by) == "\"dead\" 28 人, short of I (extremely grave) (from 30 人) by 2 人");
    CHECK(to_text(*near, by, muster::language::zh) == "“死亡人数” 28 人，未达特别重大（30 人 以上，含本数），相差2 人");
}
