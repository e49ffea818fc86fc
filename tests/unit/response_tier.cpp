#include "muster/unit/response_tier.hpp"

#include <doctest/doctest.h>

using namespace muster::literals;
using muster::clock_anchor;

TEST_CASE("unit/response_tier: the case study's 1/3/5 minutes are three tiers") {
    const muster::time_limit one{clock_anchor::ordered, clock_anchor::on_scene, 1_min};
    const auto cards = muster::detail::as_cards({{{"1 minute", "1分钟圈"}, {0}, 2, one, {3}, muster::level_II}});
    REQUIRE(cards.size() == 1);
    CHECK(cards[0].card_name.zh == "1分钟圈");
    CHECK(cards[0].type == muster::type_id{3});
    CHECK(cards[0].least == muster::level_II);
    CHECK_FALSE(cards[0].most);
    REQUIRE(cards[0].needs.size() == 1);
    CHECK(cards[0].needs[0].capability == muster::capability_id{0});
    CHECK(cards[0].needs[0].amount == 2);
    CHECK(cards[0].needs[0].limit == one);
}

TEST_CASE("unit/response_tier: a tier is a time target from the call or the order to the scene") {
    const auto of = [](clock_anchor from, clock_anchor to, muster::duration span) {
        return muster::detail::as_cards({{{"ring"}, {0}, 1, {from, to, span}, {}, {}}});
    };
    CHECK_NOTHROW(of(clock_anchor::received, clock_anchor::on_scene, 1_s));
    CHECK_NOTHROW(of(clock_anchor::accepted, clock_anchor::on_scene, 1_s));
    CHECK_THROWS_AS(of(clock_anchor::en_route, clock_anchor::on_scene, 1_s), muster::error);
    CHECK_THROWS_AS(of(clock_anchor::ordered, clock_anchor::en_route, 1_s), muster::error);
    CHECK_THROWS_AS(of(clock_anchor::ordered, clock_anchor::on_scene, 0_s), muster::error);
    CHECK_THROWS_AS(of(clock_anchor::ordered, clock_anchor::on_scene, -(1_s)), muster::error);
}

TEST_CASE("unit/response_tier: a capability without a minimum may be given away") {
    const std::vector<muster::donor_minimum> minimums{{{3}, 2}, {{5}, 1}};
    CHECK(muster::detail::minimum_of(minimums, {3}) == 2);
    CHECK(muster::detail::minimum_of(minimums, {5}) == 1);
    CHECK(muster::detail::minimum_of(minimums, {4}) == 0);
    CHECK(muster::detail::minimum_of({}, {3}) == 0);
}
