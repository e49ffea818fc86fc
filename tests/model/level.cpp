#include "muster/model/level.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <type_traits>
#include <vector>

namespace {

struct event_grade_scheme;
using event_grade = muster::level<event_grade_scheme>;

template <class A, class B>
concept less = requires(A a, B b) {
    a < b;
};
template <class A, class B>
concept equal = requires(A a, B b) {
    a == b;
};
template <class A, class B>
concept more_serious_of = requires(A a, B b) {
    muster::is_more_serious(a, b);
};

}  // namespace

TEST_CASE("model/level: there is no less and no greater, in no scheme and between none") {
    using muster::response_level;
    static_assert(!less<response_level, response_level>);
    static_assert(!less<response_level, int>);
    static_assert(!less<response_level, event_grade>);
    static_assert(!equal<response_level, event_grade>);
    static_assert(!more_serious_of<response_level, event_grade>);
    static_assert(equal<response_level, response_level>);
    static_assert(more_serious_of<response_level, response_level>);
}

TEST_CASE("model/level: rank 1 is the most serious, and any level more serious than none") {
    using namespace muster;
    static_assert(is_more_serious(level_I, level_II));
    static_assert(!is_more_serious(level_II, level_I));
    static_assert(!is_more_serious(level_I, level_I));
    static_assert(is_more_serious(level_III, response_level{}));
    static_assert(!is_more_serious(response_level{}, level_III));
    static_assert(!is_more_serious(response_level{}, response_level{}));
    static_assert(more_serious(level_II, level_III) == level_II);
    static_assert(more_serious(level_III, level_II) == level_II);
    static_assert(more_serious(response_level{}, level_III) == level_III);
    static_assert(!response_level{});
}

TEST_CASE("model/level: a scale has its levels and no others") {
    const muster::response_scale three = muster::three_response_levels();
    CHECK(three.size() == 3);
    CHECK(three.most_serious() == muster::level_I);
    CHECK(three.least_serious() == muster::level_III);
    CHECK(three.contains({1}));
    CHECK(three.contains({3}));
    CHECK_FALSE(three.contains({4}));
    CHECK_FALSE(three.contains({}));
    CHECK(three[muster::level_II].zh == "Ⅱ级(较大)");
    CHECK(three.names().size() == 3);
}

TEST_CASE("model/level: a scale without levels, or with too many, is refused") {
    CHECK_THROWS_WITH_AS((muster::response_scale{{}}), "level_scale: no levels; at least one is needed", muster::error);
    CHECK_THROWS_WITH_AS(muster::response_scale{std::vector<muster::label>(201)}, "level_scale: more than 200 levels",
                         muster::error);
    CHECK(muster::response_scale{std::vector<muster::label>(200)}.least_serious().rank == 200);
    CHECK(muster::response_scale{std::vector<muster::label>{"only"}}.least_serious() == muster::level_I);
}

TEST_CASE("model/level: response levels, event grades and alarm levels are never compared with one another") {
    using muster::alarm_level;
    using muster::response_level;
    using grade = muster::event_grade;
    static_assert(!std::is_same_v<response_level, grade> && !std::is_same_v<grade, alarm_level>);
    static_assert(!equal<response_level, grade> && !equal<grade, alarm_level> && !equal<alarm_level, response_level>);
    static_assert(!less<grade, alarm_level> && !more_serious_of<grade, alarm_level>);
    static_assert(!more_serious_of<response_level, alarm_level>);
    static_assert(!std::is_convertible_v<grade, response_level>);
    static_assert(!std::is_constructible_v<response_level, alarm_level>);
    static_assert(!std::is_assignable_v<response_level&, grade>);
    static_assert(equal<grade, grade> && more_serious_of<alarm_level, alarm_level>);
    static_assert(less_serious(muster::grade_I, muster::grade_III) == muster::grade_III);
    static_assert(less_serious(muster::grade_III, muster::grade_I) == muster::grade_III);
    static_assert(less_serious(muster::grade_III, grade{}) == grade{});
}

TEST_CASE("model/level: the number that people use is not the rank: five alarms are worse than one") {
    const muster::alarm_scale alarms = muster::five_alarm_levels();
    CHECK(alarms.number_of({1}) == 5);
    CHECK(alarms.number_of({5}) == 1);
    CHECK(alarms.numbered(5) == muster::alarm_level{1});
    CHECK(alarms.numbered(1) == muster::alarm_level{5});
    CHECK(is_more_serious(alarms.numbered(4), alarms.numbered(2)));
    CHECK_FALSE(alarms.numbered(0));
    CHECK_FALSE(alarms.numbered(6));
    CHECK_FALSE(alarms.numbered(257));
    CHECK(alarms[alarms.numbered(5)].zh == "五级火警");
    CHECK(alarms.numbering() == muster::level_numbering::last_is_most_serious);

    const muster::event_scale grades = muster::four_event_grades();
    CHECK(grades.number_of(muster::grade_I) == 1);
    CHECK(grades.numbered(4) == muster::grade_IV);
    for (std::uint32_t each = 1; each <= 5; ++each) { CHECK(alarms.number_of(alarms.numbered(each)) == each); }
}

TEST_CASE("model/level: a level is found by its name in either language") {
    const muster::event_scale grades = muster::four_event_grades();
    CHECK(grades.called("特别重大") == muster::grade_I);
    CHECK(grades.called("重大") == muster::grade_II);
    CHECK(grades.called("IV (ordinary)") == muster::grade_IV);
    CHECK_FALSE(grades.called("IV"));
    CHECK_FALSE(grades.called(""));
    CHECK_FALSE((muster::event_scale{{{"only", ""}}}.called("")));
}

TEST_CASE("model/level: the digest of a scale tells the number of its levels and which way they count") {
    const auto sum = [](const muster::alarm_scale& scale) {
        muster::digest made;
        scale.write_digest(made);
        return made.value();
    };
    CHECK(sum(muster::alarm_scale{{{"a"}, {"b"}}}) == sum(muster::alarm_scale{{{"c"}, {"d"}}}));
    CHECK(sum(muster::alarm_scale{{{"a"}, {"b"}}}) != sum(muster::alarm_scale{{{"a"}}}));
    CHECK(sum(muster::alarm_scale{{{"a"}, {"b"}}}) !=
          sum(muster::alarm_scale{{{"a"}, {"b"}}, muster::level_numbering::last_is_most_serious}));
}
