#pragma once

#include "muster/core/arithmetic.hpp"             // product
#include "muster/core/position.hpp"               // lon_lat
#include "muster/grid/detail/half_turn_sine.hpp"  // half_turn_sine, square_root

// The two shifted coordinate systems that maps of the mainland of China are published in. GCJ-02 moves every position
// by some hundred metres, by an amount that wanders with the place; BD-09 moves it once more. Neither is published by
// its owner: this is the approximation that everybody uses, which agrees with the maps to about a metre. A position
// that is taken for WGS 84 but is not lies 100 to 700 m off: in another community.
//
// GCJ-02: with x = lon - 105 and y = lat - 35, the shifts in metres to the north and to the east are each a quadratic
// in x and y, a multiple of the root of |x|, and waves of which the shortest are a third of a degree long. They become
// degrees on the ellipsoid of Krasovsky. BD-09: the position as a vector in degrees is made longer and turned by small
// waves, and then moved by (0.0065, 0.006). Nothing depends on the machine: the sine is our own.

namespace muster {
inline namespace v0 {

/// Whether the public formula shifts a position: 72.004 <= lon <= 137.8347 and 0.8293 <= lat <= 55.8271.
///
/// This upright rectangle is part of the formula as everybody uses it. It takes in what maps do not shift: Hong Kong,
/// Macau, Taiwan, and the neighbours as far as Seoul, Hanoi and Delhi. Callers who know better do not convert there.
[[nodiscard]] constexpr bool is_shifted_in_china(lon_lat wgs84) noexcept {
    return wgs84.lon >= 72.004 && wgs84.lon <= 137.8347 && wgs84.lat >= 0.8293 && wgs84.lat <= 55.8271;
}

namespace detail {

/// By how many degrees GCJ-02 moves a position, without asking where it is.
[[nodiscard]] inline lon_lat gcj02_shift(lon_lat wgs84) noexcept {
    const double x = wgs84.lon - 105.0;
    const double y = wgs84.lat - 35.0;
    const double xy = product(product(0.1, x), y);
    const double root = square_root(x < 0 ? -x : x);
    const auto wave = [](double metres, double half_turns) { return product(metres, half_turn_sine(half_turns)); };
    const double ripple = wave(20.0, product(6.0, x)) + wave(20.0, product(2.0, x));

    double north_m = -100.0 + product(2.0, x) + product(3.0, y) + product(product(0.2, y), y) + xy + product(0.2, root);
    north_m += product(ripple, 2.0) / 3.0;
    north_m += product(wave(20.0, y) + wave(40.0, y / 3.0), 2.0) / 3.0;
    north_m += product(wave(160.0, y / 12.0) + wave(320.0, y / 30.0), 2.0) / 3.0;

    double east_m = 300.0 + x + product(2.0, y) + product(product(0.1, x), x) + xy + product(0.1, root);
    east_m += product(ripple, 2.0) / 3.0;
    east_m += product(wave(20.0, x) + wave(40.0, x / 3.0), 2.0) / 3.0;
    east_m += product(wave(150.0, x / 12.0) + wave(300.0, x / 30.0), 2.0) / 3.0;

    constexpr double pi = 3.14159265358979323846;
    constexpr double half_axis_m = 6378245.0;  // Krasovsky 1940
    constexpr double eccentricity2 = 0.00669342162296594323;
    const double sine = half_turn_sine(wgs84.lat / 180.0);
    const double cosine = half_turn_sine((90.0 - wgs84.lat) / 180.0);
    const double narrow = 1.0 - product(eccentricity2, product(sine, sine));
    const double narrow_root = square_root(narrow);
    const double meridian_m = half_axis_m * (1.0 - eccentricity2) / (narrow * narrow_root);  // radius of curvature
    const double parallel_m = half_axis_m / narrow_root * cosine;
    return {product(east_m, 180.0) / (parallel_m * pi), product(north_m, 180.0) / (meridian_m * pi)};
}

/// Where `forward(p)` is `to`: p = to - (forward(p) - p), again and again. The shifts change by less than a fortieth
/// of a degree a degree, so each round gains more than a digit and a half; twelve leave the last bits of a double.
template <class Forward>
[[nodiscard]] lon_lat undo(lon_lat to, const Forward& forward) noexcept {
    lon_lat p = to;
    for (int round = 0; round < 12; ++round) {
        const lon_lat q = forward(p);
        p = {p.lon + (to.lon - q.lon), p.lat + (to.lat - q.lat)};
    }
    return p;
}

}  // namespace detail

/// A position on WGS 84 as GCJ-02, which Amap and Tencent maps of China use; unchanged where `is_shifted_in_china` is
/// false, NaN included.
///
/// Within 1e-12 degrees of the public formula, and within about a metre of the maps.
/// Deterministic: yes. @source the formula known from EvilTransform, in our own words above
[[nodiscard]] inline lon_lat to_gcj02(lon_lat wgs84) noexcept {
    if (!is_shifted_in_china(wgs84)) { return wgs84; }
    const lon_lat shift = detail::gcj02_shift(wgs84);
    return {wgs84.lon + shift.lon, wgs84.lat + shift.lat};
}

/// A position in GCJ-02 on WGS 84: what `to_gcj02` moves there, within 1e-11 degrees (1e-12 away from longitude 105,
/// where the formula's root has no slope).
///
/// On the rectangle's border the shift begins at once: within 0.02 degrees of it some positions have two origins, and
/// the shifted one is given; some have none, and are given back unchanged. Deterministic: yes.
[[nodiscard]] inline lon_lat from_gcj02(lon_lat gcj02) noexcept {
    // Far away nothing is shifted, and the rounds need not settle.
    if (!(gcj02.lon > 71.0 && gcj02.lon < 139.0 && gcj02.lat > 0.0 && gcj02.lat < 57.0)) { return gcj02; }
    const lon_lat origin = detail::undo(gcj02, [](lon_lat p) {
        const lon_lat shift = detail::gcj02_shift(p);
        return lon_lat{p.lon + shift.lon, p.lat + shift.lat};
    });
    return is_shifted_in_china(origin) ? origin : gcj02;
}

/// A position in GCJ-02 as BD-09, which Baidu's maps use. The formula has no border: use it where maps are shifted.
///
/// Within 1e-12 degrees of the public formula. Deterministic: yes.
[[nodiscard]] inline lon_lat gcj02_to_bd09(lon_lat gcj02) noexcept {
    // Waves of sin(x * pi * 3000 / 180): 50/3 half turns a degree.
    const auto half_turns = [](double degrees) { return product(degrees, 50.0) / 3.0; };
    const double size = detail::square_root(product(gcj02.lon, gcj02.lon) + product(gcj02.lat, gcj02.lat));
    const double longer = 2e-5 * detail::half_turn_sine(half_turns(gcj02.lat));
    const double turn = 3e-6 * detail::half_turn_sine(half_turns(gcj02.lon) + 0.5);  // radians; a cosine
    const double cosine = 1.0 - product(turn, turn) / 2.0;  // the next terms of both series are below 1e-17
    const double stretch = size > 0 ? 1.0 + longer / size : 1.0;
    const double lon = product(gcj02.lon, cosine) - product(gcj02.lat, turn);
    const double lat = product(gcj02.lat, cosine) + product(gcj02.lon, turn);
    return {product(lon, stretch) + 0.0065, product(lat, stretch) + 0.006};
}

/// A position in BD-09 as GCJ-02: what `gcj02_to_bd09` moves there, within 1e-12 degrees. Deterministic: yes.
[[nodiscard]] inline lon_lat bd09_to_gcj02(lon_lat bd09) noexcept {
    return detail::undo(bd09, [](lon_lat p) { return gcj02_to_bd09(p); });
}

/// A position on WGS 84 as BD-09; unchanged where `is_shifted_in_china` is false. Accuracy as `to_gcj02`.
[[nodiscard]] inline lon_lat to_bd09(lon_lat wgs84) noexcept {
    return is_shifted_in_china(wgs84) ? gcj02_to_bd09(to_gcj02(wgs84)) : wgs84;
}

/// A position in BD-09 on WGS 84: what `to_bd09` moves there. Accuracy and borders as with `from_gcj02`.
[[nodiscard]] inline lon_lat from_bd09(lon_lat bd09) noexcept {
    if (!(bd09.lon > 71.0 && bd09.lon < 139.0 && bd09.lat > 0.0 && bd09.lat < 57.0)) { return bd09; }
    const lon_lat gcj02 = bd09_to_gcj02(bd09);
    const lon_lat origin = from_gcj02(gcj02);
    // Given back as it came, it was not shifted once, and so not twice.
    return origin == gcj02 ? bd09 : origin;
}

}  // namespace v0
}  // namespace muster
