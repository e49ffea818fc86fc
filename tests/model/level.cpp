#include "muster/model/level.hpp"

#include <doctest/doctest.h>

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
