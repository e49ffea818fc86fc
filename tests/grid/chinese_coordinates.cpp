#include "muster/grid/chinese_coordinates.hpp"

#include "grid/subdivision.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace {

using muster::lon_lat;

double apart(lon_lat a, lon_lat b) { return std::max(std::abs(a.lon - b.lon), std::abs(a.lat - b.lat)); }

// The formulas as they are published, in long double and with the machine's own functions.
constexpr long double pi = 3.14159265358979323846264338327950288L;

lon_lat published_gcj02(lon_lat p) {
    const long double x = static_cast<long double>(p.lon) - 105.0L;
    const long double y = static_cast<long double>(p.lat) - 35.0L;
    const long double ripple = (20.0L * std::sin(6.0L * x * pi) + 20.0L * std::sin(2.0L * x * pi)) * 2.0L / 3.0L;
    const long double root = std::sqrt(std::abs(x));
    const long double north = -100.0L + 2.0L * x + 3.0L * y + 0.2L * y * y + 0.1L * x * y + 0.2L * root + ripple +
                              (20.0L * std::sin(y * pi) + 40.0L * std::sin(y / 3.0L * pi)) * 2.0L / 3.0L +
                              (160.0L * std::sin(y / 12.0L * pi) + 320.0L * std::sin(y * pi / 30.0L)) * 2.0L / 3.0L;
    const long double east = 300.0L + x + 2.0L * y + 0.1L * x * x + 0.1L * x * y + 0.1L * root + ripple +
                             (20.0L * std::sin(x * pi) + 40.0L * std::sin(x / 3.0L * pi)) * 2.0L / 3.0L +
                             (150.0L * std::sin(x / 12.0L * pi) + 300.0L * std::sin(x / 30.0L * pi)) * 2.0L / 3.0L;
    const long double radians = static_cast<long double>(p.lat) / 180.0L * pi;
    const long double ee = 0.00669342162296594323L;
    const long double magic = 1.0L - ee * std::sin(radians) * std::sin(radians);
    const long double north_degrees = north * 180.0L / (6378245.0L * (1.0L - ee) / (magic * std::sqrt(magic)) * pi);
    const long double east_degrees = east * 180.0L / (6378245.0L / std::sqrt(magic) * std::cos(radians) * pi);
    return {static_cast<double>(p.lon + east_degrees), static_cast<double>(p.lat + north_degrees)};
}

lon_lat published_bd09(lon_lat p) {
    const long double x_pi = pi * 3000.0L / 180.0L;
    const long double x = p.lon;
    const long double y = p.lat;
    const long double z = std::sqrt(x * x + y * y) + 0.00002L * std::sin(y * x_pi);
    const long double theta = std::atan2(y, x) + 0.000003L * std::cos(x * x_pi);
    return {static_cast<double>(z * std::cos(theta) + 0.0065L), static_cast<double>(z * std::sin(theta) + 0.006L)};
}

// Places all over the rectangle of the formula, its border left out.
template <class Check>
void each_place(Check check) {
    grid_test::numbers random{2};
    for (int i = 0; i < 20'000; ++i) {
        check(lon_lat{72.03 + 65.7 * static_cast<double>(random.between(0, 1'000'000'000)) / 1e9,
                      0.85 + 54.9 * static_cast<double>(random.between(0, 1'000'000'000)) / 1e9});
    }
}

}  // namespace

TEST_SUITE_BEGIN("grid/chinese_coordinates");

TEST_CASE("published pairs of points") {
    // Shanghai, Shenzhen, Beijing: the test vectors of EvilTransform. The fourth: those of coordtransform.
    const std::vector<std::pair<lon_lat, lon_lat>> pairs{
        {{121.5272106, 31.1774276}, {121.531541859215, 31.17530398364597}},
        {{113.912316, 22.543847}, {113.9171764808363, 22.540796131694766}},
        {{116.377817, 39.911954}, {116.38404722455657, 39.91334545536069}},
        {{116.404, 39.915}, {116.41024449916938, 39.91640428150164}}};
    for (const auto& [wgs84, gcj02] : pairs) {
        CHECK(apart(muster::to_gcj02(wgs84), gcj02) < 1e-12);
        CHECK(apart(muster::from_gcj02(gcj02), wgs84) < 1e-12);
    }
    const lon_lat bd09{116.41036949371029, 39.92133699351021};
    CHECK(apart(muster::gcj02_to_bd09({116.404, 39.915}), bd09) < 1e-12);
    CHECK(apart(muster::bd09_to_gcj02(bd09), {116.404, 39.915}) < 1e-12);
    CHECK(apart(muster::to_bd09({116.404, 39.915}), {116.41662724378733, 39.922699552216216}) < 1e-12);
}

TEST_CASE("the formulas, all over China") {
    double worst = 0;
    each_place([&worst](lon_lat p) {
        worst = std::max({worst, apart(muster::to_gcj02(p), published_gcj02(p)),
                          apart(muster::gcj02_to_bd09(p), published_bd09(p))});
    });
    CHECK(worst < 1e-12);
}

TEST_CASE("there and back, all over China") {
    double worst = 0;
    each_place([&worst](lon_lat p) {
        worst = std::max({worst, apart(muster::from_gcj02(muster::to_gcj02(p)), p),
                          apart(muster::to_gcj02(muster::from_gcj02(p)), p),
                          apart(muster::bd09_to_gcj02(muster::gcj02_to_bd09(p)), p),
                          apart(muster::from_bd09(muster::to_bd09(p)), p),
                          apart(muster::to_bd09(muster::from_bd09(p)), p)});
    });
    CHECK(worst < 1e-12);
}

TEST_CASE("a shift is some hundred metres") {
    each_place([](lon_lat p) {
        const double shift = apart(muster::to_gcj02(p), p);
        CHECK(shift > 1e-5);
        CHECK(shift < 0.02);
    });
}

TEST_CASE("outside of the rectangle nothing moves") {
    for (const lon_lat p : {lon_lat{-122.4, 37.7},
                            {2.3, 48.8},
                            {151.2, -33.9},
                            {139.7, 35.7},
                            {72.0, 30},
                            {137.84, 30},
                            {100, 0.82},
                            {100, 55.83},
                            {0, 0},
                            {180, 90},
                            {-180, -90}}) {
        CHECK_FALSE(muster::is_shifted_in_china(p));
        CHECK(muster::to_gcj02(p) == p);
        CHECK(muster::to_bd09(p) == p);
    }
    for (const lon_lat p : {lon_lat{-122.4, 37.7}, {2.3, 48.8}, {151.2, -33.9}, {139.7, 35.7}, {0, 0}, {180, 90}}) {
        CHECK(muster::from_gcj02(p) == p);
        CHECK(muster::from_bd09(p) == p);
    }
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(std::isnan(muster::to_gcj02({nan, 30}).lon));
    CHECK(muster::to_gcj02({nan, 30}).lat == 30);
    CHECK(muster::from_bd09({nan, 30}).lat == 30);
    CHECK(muster::is_shifted_in_china({72.004, 0.8293}));
    CHECK(muster::is_shifted_in_china({137.8347, 55.8271}));
}

TEST_CASE("at the border of the rectangle: shifted, or given back as it was") {
    grid_test::numbers random{5};
    for (int i = 0; i < 5'000; ++i) {
        const auto near = [&](double edge) { return edge + static_cast<double>(random.between(-300, 300)) * 1e-4; };
        const bool at_side = random.between(0, 1) == 0;
        const lon_lat p{at_side ? near(random.between(0, 1) == 0 ? 72.004 : 137.8347) : near(105),
                        at_side ? near(35) : near(random.between(0, 1) == 0 ? 0.8293 : 55.8271)};
        const lon_lat origin = muster::from_gcj02(p);
        CHECK((origin == p || apart(muster::to_gcj02(origin), p) < 1e-11));
        if (muster::is_shifted_in_china(p)) { CHECK(apart(muster::from_gcj02(muster::to_gcj02(p)), p) < 1e-11); }
    }
}

TEST_CASE("the sine of half turns") {
    CHECK(std::abs(muster::detail::half_turn_sine(0.5) - 1) < 4e-16);
    CHECK(muster::detail::half_turn_sine(1e15) == 0);
    CHECK(muster::detail::half_turn_sine(std::numeric_limits<double>::infinity()) == 0);
    grid_test::numbers random{9};
    double worst = 0;
    for (int i = 0; i < 100'000; ++i) {
        const double t = static_cast<double>(random.between(-4'000'000'000, 4'000'000'000)) / 1e7;
        const long double exact = std::sin(pi * (static_cast<long double>(t) - 2.0L * std::floor(t / 2.0L)));
        worst = std::max(worst, std::abs(static_cast<double>(muster::detail::half_turn_sine(t) - exact)));
    }
    CHECK(worst < 4e-16);
}

TEST_SUITE_END();
