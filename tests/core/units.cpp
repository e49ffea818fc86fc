#include "muster/core/units.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include <cstdint>

using namespace muster::literals;

namespace {
template <class A, class B>
concept adds = requires(A a, B b) {
    a + b;
};
template <class A, class B>
concept compares = requires(A a, B b) {
    a < b;
};
}  // namespace

TEST_CASE("core/units: literals are exact") {
    static_assert((240_s).ms == 240'000);
    static_assert((5_min).ms == 300'000);
    static_assert((2_h).ms == 7'200'000);
    static_assert((7_ms).ms == 7);
    static_assert((800_m).mm == 800'000);
    static_assert((3_km).mm == 3'000'000);
    static_assert((9_mm).mm == 9);
    static_assert((30_km_h).m_per_h == 30'000);
}

TEST_CASE("core/units: spans and moments add up as on a clock") {
    static_assert(5_min + 30_s == 330_s);
    static_assert(5_min - 30_s == 270_s);
    static_assert(-(30_s) == muster::duration{-30'000});
    static_assert(muster::instant{1000} + 2_s == muster::instant{3000});
    static_assert(muster::instant{5000} - 2_s == muster::instant{3000});
    static_assert(muster::instant{5000} - muster::instant{2000} == 3_s);
    static_assert(1_km - 200_m == 800_m);
    static_assert(1_km + 200_m == 1'200'000_mm);
    static_assert(59_s < 1_min);
    muster::duration total{};
    for (int i = 0; i < 3; ++i) { total += 20_s; }
    CHECK(total == 1_min);
}

TEST_CASE("core/units: what does not belong together does not add up or compare") {
    static_assert(!adds<muster::duration, muster::length>);
    static_assert(!adds<muster::instant, muster::instant>);
    static_assert(!adds<muster::duration, int>);
    static_assert(!compares<muster::duration, muster::length>);
    static_assert(!compares<muster::instant, muster::duration>);
    static_assert(!compares<muster::length, muster::speed>);
}

TEST_CASE("core/units: a way takes its time, rounded up to the millisecond") {
    static_assert(30_km / 30_km_h == 1_h);
    static_assert(0_m / 30_km_h == 0_s);
    static_assert(1_mm / 30_km_h == 1_ms);  // 0.12 ms: an arrival is never promised too early
    static_assert(9_mm / 30_km_h == 2_ms);  // 1.08 ms
    dice any{1};
    for (int i = 0; i < 10'000; ++i) {
        const muster::length way{any.between(0, 2'000'000'000)};
        const muster::speed pace{any.between(1, 200'000)};
        const muster::duration taken = way / pace;
        CHECK(taken.ms * pace.m_per_h >= way.mm * 3600);
        CHECK((taken.ms - 1) * pace.m_per_h < way.mm * 3600);
    }
}
