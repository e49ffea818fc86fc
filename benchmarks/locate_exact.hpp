#pragma once

#include "locate_workload.hpp"  // nowhere

#include <algorithm>  // clamp, min, max
#include <cmath>      // hypot
#include <concepts>   // same_as
#include <cstddef>    // size_t
#include <cstdint>    // int64_t
#include <limits>     // numeric_limits
#include <span>       // span
#include <vector>     // vector

namespace bench {

/// Which areas hold a point, in 128-bit integers and by trying every edge of every area whose box is near: nothing of
/// it is the library's. It judges where two contenders differ, and all answers of the library.
template <muster::position_type P>
class exact_areas {
public:
    explicit exact_areas(std::span<const muster::multi_polygon<P>> areas) {
        for (const auto& area : areas) { take(area); }
        for (const shape& each : shapes_) { extend(all_, each.around); }
        buckets_.resize(side * side);
        for (std::size_t i = 0; i < shapes_.size(); ++i) {
            const spot low = bucket_of({shapes_[i].around.low.x, shapes_[i].around.low.y});
            const spot high = bucket_of({shapes_[i].around.high.x, shapes_[i].around.high.y});
            for (std::int64_t row = low.y; row <= high.y; ++row) {
                for (std::int64_t column = low.x; column <= high.x; ++column) {
                    buckets_[static_cast<std::size_t>(row * side + column)].push_back(static_cast<std::uint32_t>(i));
                }
            }
        }
    }

    /// The lowest area that holds the point by the library's border rule (west and south belong to it), or `nowhere`.
    [[nodiscard]] std::uint32_t lowest(const P& place) const {
        const spot at = to_spot(place);
        if (!is_in(all_, at)) { return nowhere; }
        const spot bucket = bucket_of(at);
        for (const std::uint32_t each : buckets_[static_cast<std::size_t>(bucket.y * side + bucket.x)]) {
            if (holds(each, at)) { return each; }
        }
        return nowhere;
    }

    [[nodiscard]] bool holds(std::uint32_t area, const P& place) const { return holds(area, to_spot(place)); }

    /// Whether it depends on the reading if the area holds the point: rings that wind twice around it, parts that overlap,
    /// holes that stick out. The library goes by parity within each ring; peers by parity or winding of all rings.
    [[nodiscard]] bool is_ambiguous(std::uint32_t area, const P& place) const {
        const spot at = to_spot(place);
        bool parity = false;
        bool wound = false;
        for (const part& each : shapes_[area].parts) {
            bool in_hole = false;
            for (std::size_t i = 0; i < each.rings.size(); ++i) {
                parity ^= is_within(each.rings[i], at);
                in_hole = in_hole || (i > 0 && winding(each.rings[i], at) != 0);
            }
            wound = wound || (winding(each.rings.front(), at) != 0 && !in_hole);
        }
        const bool held = holds(area, at);
        return parity != held || wound != held;
    }

    /// Whether the point lies on a border of the area, exactly.
    [[nodiscard]] bool is_on_border(std::uint32_t area, const P& place) const {
        const spot at = to_spot(place);
        bool found = false;
        each_edge(area, [&](const spot& a, const spot& b) {
            found = found || (turn(a, b, at) == 0 && std::min(a.x, b.x) <= at.x && at.x <= std::max(a.x, b.x) &&
                              std::min(a.y, b.y) <= at.y && at.y <= std::max(a.y, b.y));
        });
        return found;
    }

    /// About how far the border of the area is, in metres.
    [[nodiscard]] double metres_to_border(std::uint32_t area, const P& place) const {
        const spot at = to_spot(place);
        const double north_m = std::same_as<P, muster::planar> ? 1e-3 : 111'195.08 * 0x1p-54;
        double east_m = north_m;
        if constexpr (std::same_as<P, muster::lon_lat>) { east_m *= muster::cosine_of_degrees(place.lat); }
        double least = std::numeric_limits<double>::infinity();
        each_edge(area, [&](const spot& a, const spot& b) {
            const double ax = static_cast<double>(a.x - at.x) * east_m;
            const double ay = static_cast<double>(a.y - at.y) * north_m;
            const double dx = static_cast<double>(b.x - a.x) * east_m;
            const double dy = static_cast<double>(b.y - a.y) * north_m;
            const double squared = dx * dx + dy * dy;
            const double share = squared > 0 ? std::clamp(-(ax * dx + ay * dy) / squared, 0.0, 1.0) : 0.0;
            least = std::min(least, std::hypot(ax + share * dx, ay + share * dy));
        });
        return least;
    }

private:
    __extension__ typedef __int128 wide;

    struct spot {
        std::int64_t x;
        std::int64_t y;
    };
    struct span_box {
        spot low{std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::max()};
        spot high{std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::min()};
    };
    struct part {
        std::vector<std::vector<spot>> rings;  // the outer one first
    };
    struct shape {
        span_box around;
        std::vector<part> parts;
    };

    static constexpr std::int64_t side = 512;

    static spot to_spot(const P& place) {
        if constexpr (std::same_as<P, muster::planar>) {
            return {place.east_mm, place.north_mm};
        } else {
            return {static_cast<std::int64_t>(place.lon * 0x1p54), static_cast<std::int64_t>(place.lat * 0x1p54)};
        }
    }
    static void extend(span_box& around, const spot& by) {
        around.low = {std::min(around.low.x, by.x), std::min(around.low.y, by.y)};
        around.high = {std::max(around.high.x, by.x), std::max(around.high.y, by.y)};
    }
    static void extend(span_box& around, const span_box& by) {
        extend(around, by.low);
        extend(around, by.high);
    }
    static bool is_in(const span_box& around, const spot& at) {
        return around.low.x <= at.x && at.x <= around.high.x && around.low.y <= at.y && at.y <= around.high.y;
    }
    static wide turn(const spot& a, const spot& b, const spot& at) {
        return wide{b.x - a.x} * (at.y - a.y) - wide{b.y - a.y} * (at.x - a.x);
    }

    [[nodiscard]] spot bucket_of(const spot& at) const {
        const auto along = [](std::int64_t low, std::int64_t high, std::int64_t value) {
            return static_cast<std::int64_t>(wide{value - low} * side / (wide{high - low} + 1));
        };
        return {along(all_.low.x, all_.high.x, at.x), along(all_.low.y, all_.high.y, at.y)};
    }

    void take(const muster::multi_polygon<P>& area) {
        shape made;
        for (const muster::polygon<P>& drawn : area) {
            part one;
            const auto add = [&](const muster::ring<P>& from) {
                one.rings.emplace_back();
                for (const P& each : from) {
                    one.rings.back().push_back(to_spot(each));
                    extend(made.around, one.rings.back().back());
                }
            };
            add(drawn.outer);
            for (const muster::ring<P>& hole : drawn.holes) { add(hole); }
            made.parts.push_back(std::move(one));
        }
        shapes_.push_back(std::move(made));
    }

    template <class Visit>
    void each_edge(std::uint32_t area, Visit visit) const {
        for (const part& each : shapes_[area].parts) {
            for (const std::vector<spot>& ring : each.rings) {
                for (std::size_t i = 0; i + 1 < ring.size(); ++i) { visit(ring[i], ring[i + 1]); }
            }
        }
    }

    // As if the point lay a hair to the east of where it is, and far less to the north.
    static bool is_within(const std::vector<spot>& ring, const spot& at) {
        bool within = false;
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            const spot& a = ring[i];
            const spot& b = ring[i + 1];
            if ((a.y <= at.y) == (b.y <= at.y)) { continue; }
            const wide side_of = turn(a, b, at);
            if (b.y > a.y ? side_of > 0 : side_of < 0) { within = !within; }
        }
        return within;
    }
    /// How often the ring goes around the point, against the clock.
    static int winding(const std::vector<spot>& ring, const spot& at) {
        int turns = 0;
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            const spot& a = ring[i];
            const spot& b = ring[i + 1];
            if ((a.y <= at.y) == (b.y <= at.y)) { continue; }
            const wide side_of = turn(a, b, at);
            if (b.y > a.y ? side_of > 0 : side_of < 0) { turns += b.y > a.y ? 1 : -1; }
        }
        return turns;
    }
    [[nodiscard]] bool holds(std::uint32_t area, const spot& at) const {
        if (!is_in(shapes_[area].around, at)) { return false; }
        for (const part& each : shapes_[area].parts) {
            bool within = is_within(each.rings.front(), at);
            for (std::size_t h = 1; within && h < each.rings.size(); ++h) { within = !is_within(each.rings[h], at); }
            if (within) { return true; }
        }
        return false;
    }

    std::vector<shape> shapes_;
    span_box all_;
    std::vector<std::vector<std::uint32_t>> buckets_;
};

}  // namespace bench
