#pragma once

#include "muster/grid/border_index.hpp"  // border_index
#include "muster/grid/outlines.hpp"      // outlines
#include "muster/grid/vertex.hpp"        // vertex, int128

#include <algorithm>  // clamp, max, min, swap
#include <concepts>   // same_as
#include <cstdint>    // int64_t, uint64_t
#include <optional>   // optional
#include <span>       // span

namespace muster {
inline namespace v0 {
namespace detail {

enum class compass : std::uint8_t { east, west, north, south };

/// A vertex, as it looks when the world is turned or mirrored so that a direction points east.
[[nodiscard]] constexpr vertex<lon_lat> turned(compass ahead, std::int64_t x, std::int64_t y) noexcept {
    switch (ahead) {
        case compass::west: return {-x, y};
        case compass::north: return {y, x};
        case compass::south: return {-y, x};
        default: return {x, y};
    }
}

/// How far a segment is from a point, as the larger of the ways east and north; rounded down, or one less.
[[nodiscard]] inline std::uint64_t square_distance(const vertex<lon_lat>& at, const vertex<lon_lat>& a,
                                                   const vertex<lon_lat>& b) noexcept {
    const auto size = [](int128 value) { return value < 0 ? -value : value; };
    const int128 ax = int128{a.x} - at.x;
    const int128 ay = int128{a.y} - at.y;
    const int128 way_x = int128{b.x} - a.x;
    const int128 way_y = int128{b.y} - a.y;
    int128 least = std::min(std::max(size(ax), size(ay)), std::max(size(ax + way_x), size(ay + way_y)));
    // Inside the segment the larger of the two is least where both are equal: on a diagonal of the point.
    const auto try_diagonal = [&](int128 off_a, int128 off_b) {
        if ((off_a < 0) == (off_b < 0) || off_a == off_b) { return; }
        const int128 x = size(ax + way_x * off_a / (off_a - off_b));  // off by less than one
        least = std::min(least, std::max<int128>(x - 1, 0));
    };
    try_diagonal(ax - ay, ax + way_x - ay - way_y);
    try_diagonal(ax + ay, ax + way_x + ay + way_y);
    return static_cast<std::uint64_t>(least);
}

/// Where a segment is, from west to east, within a level band; rounded outwards.
struct extent_x {
    std::int64_t low;
    std::int64_t high;
    std::int64_t low_rounded_up;  ///< the western end, rounded to the east
};
[[nodiscard]] inline std::optional<extent_x> extent_in_band(vertex<lon_lat> a, vertex<lon_lat> b, std::int64_t low_y,
                                                            std::int64_t high_y) noexcept {
    if (b.y < a.y) { std::swap(a, b); }
    if (b.y < low_y || a.y > high_y) { return {}; }
    if (a.y == b.y) {
        const std::int64_t west = std::min(a.x, b.x);
        return extent_x{west, std::max(a.x, b.x), west};
    }
    const std::int64_t height = b.y - a.y;
    const auto x_at = [&](std::int64_t y, bool rounds_up) {
        const int128 part = int128{y - a.y} * (b.x - a.x);
        int128 whole = part / height;  // towards zero
        const int128 rest = part - whole * height;
        if (rest < 0 && !rounds_up) { --whole; }
        if (rest > 0 && rounds_up) { ++whole; }
        return a.x + static_cast<std::int64_t>(whole);
    };
    const std::int64_t from = std::max(a.y, low_y);
    const std::int64_t to = std::min(b.y, high_y);
    return extent_x{std::min(x_at(from, false), x_at(to, false)), std::max(x_at(from, true), x_at(to, true)),
                    std::min(x_at(from, true), x_at(to, true))};
}

/// Grows boxes in which no border passes between two points.
///
/// A point counts as a hair's breadth to the north-east of where it is (`meets_ray`). So a border may touch a box, but
/// only if the whole segment is to the west of all its points or on their western limit, or the same to the south.
/// `Counts(cell)` says which cells' borders are asked about at all.
template <position_type P, class Counts>
class free_box {
public:
    using bounds = typename outlines<P>::bounds;

    free_box(const outlines<P>& borders, const border_index<P>& index, Counts counts) noexcept
        : borders_{borders}, index_{index}, counts_{counts} {}

    /// A box around the point, no larger than `limit`: first as a square, then on each side as far as it goes, once
    /// with east and west first and once with north and south; the larger of the two. None when a border is so near
    /// that the point itself is all there is.
    [[nodiscard]] std::optional<bounds> around(const vertex<P>& at, const bounds& limit) const noexcept {
        std::uint64_t nearest = ~std::uint64_t{0} - 1;
        const vertex<lon_lat> middle{at.x, at.y};
        index_.boxes().search(
            nearest,
            [&](const bounds& box) {
                return static_cast<std::uint64_t>(
                    std::max<std::int64_t>({0, std::int64_t{box.low.x} - at.x, std::int64_t{at.x} - box.high.x,
                                            std::int64_t{box.low.y} - at.y, std::int64_t{at.y} - box.high.y}));
            },
            [&](std::uint32_t item) {
                each_segment(item, [&](const vertex<P>& a, const vertex<P>& b) {
                    nearest = std::min(nearest, square_distance(middle, {a.x, a.y}, {b.x, b.y}));
                });
                return nearest;
            });
        std::int64_t half = static_cast<std::int64_t>(std::min(nearest, std::uint64_t{1} << 62)) - 1 - margin;
        if (half < margin) {
            // On a border, perhaps on one that may be touched. Coordinates that were cut are not known that well.
            if (margin != 0 || is_touched(at)) { return {}; }
            half = 0;
        }
        const auto reached = [](std::int64_t from, std::int64_t by, std::int64_t least, std::int64_t most) {
            return static_cast<typename vertex<P>::coordinate>(std::clamp(from + by, least, most));
        };
        const bounds square{
            {reached(at.x, -half, limit.low.x, limit.high.x), reached(at.y, -half, limit.low.y, limit.high.y)},
            {reached(at.x, half, limit.low.x, limit.high.x), reached(at.y, half, limit.low.y, limit.high.y)}};
        bounds wide = square;
        for (const compass side : {compass::east, compass::west, compass::north, compass::south}) {
            grow(wide, side, limit);
        }
        bounds high = square;
        for (const compass side : {compass::north, compass::south, compass::east, compass::west}) {
            grow(high, side, limit);
        }
        return area(high) > area(wide) ? high : wide;
    }

private:
    // In degrees, coordinates near zero have been cut by less than a unit: two are kept between a box and a border.
    static constexpr std::int64_t margin = std::same_as<P, lon_lat> ? 2 : 0;

    template <class Visit>
    void each_segment(std::uint32_t item, Visit visit) const noexcept {
        if (!counts_(index_[item].cell)) { return; }
        const std::span<const vertex<P>> corners = index_[item].corners(borders_);
        for (std::size_t i = 0; i + 1 < corners.size(); ++i) { visit(corners[i], corners[i + 1]); }
    }

    [[nodiscard]] static bool is_west_of(const vertex<P>& a, const vertex<P>& b, const bounds& box) noexcept {
        return std::max(a.x, b.x) <= box.low.x;
    }
    [[nodiscard]] static bool is_south_of(const vertex<P>& a, const vertex<P>& b, const bounds& box) noexcept {
        return std::max(a.y, b.y) <= box.low.y;
    }

    [[nodiscard]] bool is_touched(const vertex<P>& at) const noexcept {
        const bounds box{at, at};
        bool touched = false;
        index_.boxes().each_touching(box, [&](std::uint32_t item) {
            each_segment(item, [&](const vertex<P>& a, const vertex<P>& b) {
                if (is_west_of(a, b, box) || is_south_of(a, b, box)) { return; }
                const auto extent = extent_in_band({a.x, a.y}, {b.x, b.y}, at.y, at.y);
                touched = touched || (extent && extent->low <= at.x && at.x <= extent->high);
            });
        });
        return touched;
    }

    // Moves one side outwards, up to the nearest border in the way.
    void grow(bounds& box, compass ahead, const bounds& limit) const noexcept {
        const auto turn = [ahead](const auto& v) { return turned(ahead, v.x, v.y); };
        const auto ordered = [&turn](const bounds& one) {
            const vertex<lon_lat> a = turn(one.low);
            const vertex<lon_lat> b = turn(one.high);
            return typename outlines<lon_lat>::bounds{{std::min(a.x, b.x), std::min(a.y, b.y)},
                                                      {std::max(a.x, b.x), std::max(a.y, b.y)}};
        };
        const auto here = ordered(box);
        const std::int64_t low_y = here.low.y - margin;
        const std::int64_t high_y = here.high.y + margin;
        std::int64_t reach = ordered(limit).high.x;
        index_.boxes().search(
            static_cast<std::uint64_t>(reach - here.high.x) + 1 + margin,
            [&](const bounds& other) {
                const auto seen = ordered(other);
                if (seen.high.y < low_y || seen.low.y > high_y || seen.high.x < here.low.x) {
                    return index_.boxes().never;
                }
                return static_cast<std::uint64_t>(std::max<std::int64_t>(seen.low.x - here.high.x, 0));
            },
            [&](std::uint32_t item) {
                each_segment(item, [&](const vertex<P>& a, const vertex<P>& b) {
                    // What may touch the western limit is in the way when that limit moves.
                    if (ahead != compass::west && is_west_of(a, b, box)) { return; }
                    if (ahead != compass::south && is_south_of(a, b, box)) { return; }
                    const auto extent = extent_in_band(turn(a), turn(b), low_y, high_y);
                    if (!extent || extent->low < here.low.x) { return; }  // not there, or behind the box
                    reach = std::min(reach, extent->low_rounded_up - 1 - margin);
                });
                return static_cast<std::uint64_t>(std::max<std::int64_t>(reach - here.high.x, 0)) + 1 + margin;
            });
        using coordinate = typename vertex<P>::coordinate;
        reach = std::max(reach, here.high.x);
        switch (ahead) {
            case compass::east: box.high.x = static_cast<coordinate>(reach); break;
            case compass::west: box.low.x = static_cast<coordinate>(-reach); break;
            case compass::north: box.high.y = static_cast<coordinate>(reach); break;
            case compass::south: box.low.y = static_cast<coordinate>(-reach); break;
        }
    }

    [[nodiscard]] static int128 area(const bounds& box) noexcept {
        return (int128{box.high.x} - box.low.x + 1) * (int128{box.high.y} - box.low.y + 1);
    }

    const outlines<P>& borders_;
    const border_index<P>& index_;
    Counts counts_;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
