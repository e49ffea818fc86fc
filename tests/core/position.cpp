#include "muster/core/position.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace {

/// The great circle on the same sphere, as exactly as the machine can.
long double haversine_mm(const muster::lon_lat& a, const muster::lon_lat& b) {
    constexpr long double radius_mm = 6'371'008'800.0L;
    constexpr long double degree = 3.14159265358979323846264338L / 180;
    const long double north = std::sin((b.lat - a.lat) * degree / 2);
    const long double east = std::sin((b.lon - a.lon) * degree / 2);
    const long double h = north * north + std::cos(a.lat * degree) * std::cos(b.lat * degree) * east * east;
    return 2 * radius_mm * std::asin(std::sqrt(h));
}

}  // namespace

TEST_CASE("core/position: which coordinates are valid") {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    constexpr double infinite = std::numeric_limits<double>::infinity();
    using muster::is_valid;
    static_assert(is_valid(muster::lon_lat{180, 90}));
    static_assert(is_valid(muster::lon_lat{-180, -90}));
    static_assert(!is_valid(muster::lon_lat{180.000001, 0}));
    static_assert(!is_valid(muster::lon_lat{0, -90.000001}));
    static_assert(!is_valid(muster::lon_lat{nan, 0}));
    static_assert(!is_valid(muster::lon_lat{0, nan}));
    static_assert(!is_valid(muster::lon_lat{infinite, 0}));
    static_assert(is_valid(muster::planar{muster::planar::limit_mm, -muster::planar::limit_mm}));
    static_assert(!is_valid(muster::planar{muster::planar::limit_mm + 1, 0}));
    static_assert(!is_valid(muster::planar{0, std::numeric_limits<std::int32_t>::min()}));
}

TEST_CASE("core/position: on the plane the distance is exact, rounded down") {
    using muster::planar;
    static_assert(muster::straight_line(planar{0, 0}, planar{3000, 4000}).mm == 5000);
    static_assert(muster::straight_line(planar{0, 0}, planar{1, 1}).mm == 1);
    // The longest there is; evaluated at compile time, where an overflow is an error.
    constexpr std::int32_t far = planar::limit_mm;
    static_assert(muster::straight_line(planar{-far, -far}, planar{far, far}).mm == 3'037'000'499);
    dice any{1};
    for (int i = 0; i < 20'000; ++i) {
        const auto coordinate = [&] { return static_cast<std::int32_t>(any.between(-far, far)); };
        const planar a{coordinate(), coordinate()};
        const planar b{coordinate(), coordinate()};
        const auto mm = static_cast<std::uint64_t>(muster::straight_line(a, b).mm);
        const auto east = static_cast<std::uint64_t>(std::abs(std::int64_t{a.east_mm} - b.east_mm));
        const auto north = static_cast<std::uint64_t>(std::abs(std::int64_t{a.north_mm} - b.north_mm));
        CHECK(mm * mm <= east * east + north * north);
        CHECK((mm + 1) * (mm + 1) > east * east + north * north);
        CHECK(muster::straight_line(b, a).mm == static_cast<std::int64_t>(mm));
    }
}

TEST_CASE("core/position: over the ground it is within 0.1 % of the great circle below 100 km") {
    dice any{2};
    long double worst = 0;
    int measured = 0;
    for (int i = 0; i < 200'000; ++i) {
        const muster::lon_lat a{any.real(-170, 170), any.real(-80, 80)};
        const double wide = 0.9 / std::cos(a.lat * 0.017453292519943295);
        const muster::lon_lat b{a.lon + any.real(-wide, wide), a.lat + any.real(-0.9, 0.9)};
        const long double expected = haversine_mm(a, b);
        if (std::abs(b.lat) > 80 || expected > 1e8L || expected < 1e4L) { continue; }
        ++measured;
        worst =
            std::max(worst, std::abs(static_cast<long double>(muster::straight_line(a, b).mm) - expected) / expected);
    }
    CHECK(measured > 100'000);
    CHECK(worst < 0.001L);
}

TEST_CASE("core/position: over the ground close things are right to the millimetre") {
    dice any{3};
    for (int i = 0; i < 20'000; ++i) {
        const muster::lon_lat a{any.real(-170, 170), any.real(-60, 60)};
        const muster::lon_lat b{a.lon + any.real(-1e-4, 1e-4), a.lat + any.real(-1e-4, 1e-4)};
        CHECK(std::abs(static_cast<long double>(muster::straight_line(a, b).mm) - haversine_mm(a, b)) < 3);
    }
    static_assert(muster::straight_line(muster::lon_lat{120.1, 30.2}, muster::lon_lat{120.1, 30.2}).mm == 0);
}

TEST_CASE("core/position: over the ground no distance overflows") {
    // Evaluated at compile time, where an overflow is an error.
    static_assert(muster::straight_line(muster::lon_lat{-180, 0}, muster::lon_lat{180, 0}).mm / 1'000'000'000 == 40);
    static_assert(muster::straight_line(muster::lon_lat{0, -90}, muster::lon_lat{0, 90}).mm / 1'000'000'000 == 20);
    static_assert(muster::straight_line(muster::lon_lat{0, 0}, muster::lon_lat{26.97, 26.97}).mm >
                  0);  // just below the
    static_assert(muster::straight_line(muster::lon_lat{0, 0}, muster::lon_lat{26.99, 26.99}).mm >
                  0);  // switch to metres
    static_assert(muster::straight_line(muster::lon_lat{180, 90}, muster::lon_lat{-180, -90}).mm > 0);
}

TEST_CASE("core/position: the bound of a box is never above the distance to a position in it") {
    dice any{4};
    for (int i = 0; i < 3'000; ++i) {
        const std::int32_t span = std::int32_t{1} << any.below(30);
        const auto planar_at = [&](std::int32_t around) {
            return static_cast<std::int32_t>(around + any.between(-span / 2, span / 2));
        };
        const muster::planar low{planar_at(0), planar_at(0)};
        const muster::planar high{low.east_mm + static_cast<std::int32_t>(any.between(0, span - 1)),
                                  low.north_mm + static_cast<std::int32_t>(any.between(0, span - 1))};
        const muster::planar from{planar_at(low.east_mm), planar_at(low.north_mm)};
        const std::int64_t bound = muster::straight_line_at_least(from, low, high).mm;
        std::int64_t nearest = std::numeric_limits<std::int64_t>::max();
        for (int k = 0; k < 30; ++k) {
            const muster::planar inside{static_cast<std::int32_t>(any.between(low.east_mm, high.east_mm)),
                                        static_cast<std::int32_t>(any.between(low.north_mm, high.north_mm))};
            nearest = std::min(nearest, muster::straight_line(from, inside).mm);
        }
        const muster::planar closest{std::clamp(from.east_mm, low.east_mm, high.east_mm),
                                     std::clamp(from.north_mm, low.north_mm, high.north_mm)};
        CHECK(bound <= nearest);
        CHECK(bound == muster::straight_line(from, closest).mm);  // on the plane it is exact
    }
    std::int64_t widest_gap = 0;
    for (int i = 0; i < 20'000; ++i) {
        const double reach = std::pow(10.0, any.real(-4, 1));
        const muster::lon_lat low{any.real(-100, 100), any.real(-80, 70)};
        const muster::lon_lat high{low.lon + any.real(0, reach), std::min(89.0, low.lat + any.real(0, reach))};
        const muster::lon_lat from{low.lon + any.real(-reach, 2 * reach),
                                   std::clamp(low.lat + any.real(-reach, 2 * reach), -90.0, 90.0)};
        const std::int64_t bound = muster::straight_line_at_least(from, low, high).mm;
        CHECK(bound >= 0);
        for (int k = 0; k < 30; ++k) {
            const double east = any.below(3) == 0 ? 0.0 : any.below(2) == 0 ? 1.0 : any.real(0, 1);
            const double north = any.below(3) == 0 ? 0.0 : any.below(2) == 0 ? 1.0 : any.real(0, 1);
            const muster::lon_lat inside{std::min(high.lon, low.lon + (high.lon - low.lon) * east),
                                         std::min(high.lat, low.lat + (high.lat - low.lat) * north)};
            CHECK(bound <= muster::straight_line(inside, from).mm);
            CHECK(bound <= muster::straight_line(from, inside).mm);
        }
        if (reach < 0.01) {
            const muster::lon_lat closest{std::clamp(from.lon, low.lon, high.lon),
                                          std::clamp(from.lat, low.lat, high.lat)};
            widest_gap = std::max(widest_gap, muster::straight_line(from, closest).mm - bound);
        }
    }
    CHECK(widest_gap < 5'000);  // of use: within metres for a small box
}
