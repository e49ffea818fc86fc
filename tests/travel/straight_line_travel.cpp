#include "muster/travel/straight_line_travel.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include <cstdint>

using namespace muster::literals;

TEST_CASE("travel/straight_line_travel: the way with its detour at one speed") {
    constexpr muster::straight_line_travel travel{1500, 30_km_h};
    static_assert(travel(muster::planar{0, 0}, muster::planar{1'000'000, 0}) == 180_s);  // 1.5 km at 30 km/h
    static_assert(travel(muster::planar{5, 5}, muster::planar{5, 5}) == 0_s);
    static_assert(travel(muster::planar{0, 0}, muster::planar{1, 0}).ms == 1);  // rounded up
    CHECK(muster::straight_line_travel{}(muster::planar{0, 0}, muster::planar{1'000'000, 0}) == 156_s);
}

TEST_CASE("travel/straight_line_travel: never earlier than the straight line with its detour allows, never negative") {
    dice any{1};
    for (int i = 0; i < 10'000; ++i) {
        const auto coordinate = [&] { return static_cast<std::int32_t>(any.between(-1'000'000'000, 1'000'000'000)); };
        const muster::planar from{coordinate(), coordinate()};
        const muster::planar to{coordinate(), coordinate()};
        const muster::straight_line_travel travel{any.between(1000, 2000), {any.between(5'000, 100'000)}};
        const std::int64_t ms = travel(from, to).ms;
        const std::int64_t way = muster::straight_line(from, to).mm * travel.detour_thousandths;  // thousandths of a mm
        CHECK(ms >= 0);
        CHECK(static_cast<long double>(ms) * static_cast<long double>(travel.pace.m_per_h) >=
              static_cast<long double>(way) * 3.6L);
        CHECK(travel(to, from).ms == ms);
    }
}

TEST_CASE("travel/straight_line_travel: it reads both kinds of position") {
    const muster::straight_line_travel travel{1000, 36_km_h};  // 10 m/s
    const muster::duration taken = travel(muster::lon_lat{120, 30}, muster::lon_lat{120, 30.01});
    CHECK(taken > 111_s);
    CHECK(taken < 112_s);
}

TEST_CASE("travel/straight_line_travel: nobody in a box is faster than the box's bound") {
    dice any{2};
    const muster::straight_line_travel travel{};
    for (int i = 0; i < 3'000; ++i) {
        const auto coordinate = [&] { return static_cast<std::int32_t>(any.between(-5'000'000, 5'000'000)); };
        const muster::planar low{coordinate(), coordinate()};
        const muster::planar high{low.east_mm + static_cast<std::int32_t>(any.below(3'000'000)),
                                  low.north_mm + static_cast<std::int32_t>(any.below(3'000'000))};
        const muster::planar to{coordinate(), coordinate()};
        const muster::duration bound = travel.at_least(low, high, to);
        for (int k = 0; k < 10; ++k) {
            const muster::planar from{static_cast<std::int32_t>(any.between(low.east_mm, high.east_mm)),
                                      static_cast<std::int32_t>(any.between(low.north_mm, high.north_mm))};
            CHECK(bound <= travel(from, to));
        }
    }
}
