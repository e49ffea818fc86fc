#pragma once

#include "muster/core/arithmetic.hpp"  // cosine_of_degrees, integer_sqrt, product, quantise
#include "muster/core/position.hpp"    // position_type
#include "muster/core/units.hpp"       // length
#include "muster/grid/outlines.hpp"    // outlines
#include "muster/grid/ring_area.hpp"   // ground_mm_per_degree
#include "muster/grid/vertex.hpp"      // vertex

#include <algorithm>  // lower_bound, sort
#include <concepts>   // same_as
#include <cstddef>    // size_t
#include <cstdint>    // int64_t, uint64_t
#include <span>       // span
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// Level lines across a disc, each for a band of it: what `owner_shares` integrates along.
///
/// Everything is in fractions of the radius, which is `unit`: the middle of a line is at x = 0, the middle of the disc
/// at y = 0. Bands end at 256 fixed steps, and wherever a border bends in the disc, enters or leaves it, unless another
/// end is close. So in most bands borders are straight and cross from side to side, and the line halfway cuts them at
/// their mean.
template <position_type P>
class disc_lines {
public:
    static constexpr std::int64_t unit = std::int64_t{1} << 28;
    static constexpr std::int64_t steps = 256;
    static constexpr std::int64_t closest_ends = unit / 16384;

    struct line {
        std::int64_t y;       // where it is looked
        std::int64_t height;  // of its band
        std::int64_t reach;   // half of its length within the disc
    };
    /// A corner of a border, from the middle of the disc in units.
    struct corner {
        double x;
        double y;
    };

    /// @return whether any border is in the disc; if not there are no lines
    /// @pre radius.mm > 0, is_valid(place)
    bool prepare(const outlines<P>& borders, const P& place, length radius) {
        middle_ = to_vertex(place);
        north_ = static_cast<double>(unit) / static_cast<double>(radius.mm);
        east_ = north_;
        if constexpr (std::same_as<P, lon_lat>) {
            north_ = product(north_, ground_mm_per_degree) / units_per_degree;
            east_ = product(north_, cosine_of_degrees(place.lat));
        }
        ends_.clear();
        has_border_ = false;
        for (std::size_t cell = 0; cell < borders.cell_count(); ++cell) {
            if (box_meets(borders, cell)) {
                borders.each_ring(cell, [this](std::span<const vertex<P>> ring, bool) { add_ends(ring); });
            }
        }
        lines_.clear();
        if (!has_border_) { return false; }
        thin_ends();
        for (std::size_t i = 0; i + 1 < kept_.size(); ++i) {
            const std::int64_t y = kept_[i] + (kept_[i + 1] - kept_[i]) / 2;
            const auto reach = integer_sqrt(static_cast<std::uint64_t>(unit * unit - y * y));
            lines_.push_back({y, kept_[i + 1] - kept_[i], static_cast<std::int64_t>(reach)});
        }
        return true;
    }

    /// From south to north.
    [[nodiscard]] std::span<const line> lines() const noexcept { return lines_; }

    /// Whether the box around a cell has an area in common with the box around the disc.
    [[nodiscard]] bool box_meets(const outlines<P>& borders, std::size_t cell) const noexcept {
        const auto& around = borders.bounds_of(cell);
        if (around.low.x > around.high.x) { return false; }  // around nothing: a cell without an area
        const corner low = at(around.low);
        const corner high = at(around.high);
        constexpr auto one = static_cast<double>(unit);
        return one > low.x && -one < high.x && one > low.y && -one < high.y;
    }

    [[nodiscard]] corner at(const vertex<P>& v) const noexcept {
        const std::int64_t east = std::int64_t{v.x} - middle_.x;
        const std::int64_t north = std::int64_t{v.y} - middle_.y;
        return {product(static_cast<double>(east), east_), product(static_cast<double>(north), north_)};
    }

    /// The first line whose y is at least that high.
    [[nodiscard]] std::size_t first_line_from(double y) const noexcept {
        const auto found = std::lower_bound(lines_.begin(), lines_.end(), y, [](const line& one, double wanted) {
            return static_cast<double>(one.y) < wanted;
        });
        return static_cast<std::size_t>(found - lines_.begin());
    }

    /// Where the side from `low` up to `high` is at height y. @pre low.y < high.y
    [[nodiscard]] static double x_at(const corner& low, const corner& high, double y) noexcept {
        return low.x + product(high.x - low.x, (y - low.y) / (high.y - low.y));
    }

private:
    void add_ends(std::span<const vertex<P>> ring) {
        corner from = in_radii(at(ring[0]));
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const corner to = in_radii(at(ring[i]));
            if (product(to.x, to.x) + product(to.y, to.y) < 1.0) { add_end(to.y); }
            add_circle_ends(from, to);
            from = to;
        }
    }

    // Where a side enters and leaves the disc: half a chord before and after the point that is nearest to the middle.
    void add_circle_ends(const corner& from, const corner& to) {
        const corner way{to.x - from.x, to.y - from.y};
        const double squared = product(way.x, way.x) + product(way.y, way.y);
        if (!(squared > 0)) { return; }
        const double cross = product(from.x, way.y) - product(from.y, way.x);
        const double squared_half = (1.0 - product(cross, cross / squared)) / squared;
        if (!(squared_half > 0)) { return; }
        const double nearest = -(product(from.x, way.x) + product(from.y, way.y)) / squared;
        const double half = __builtin_sqrt(squared_half);  // rounded once on every machine, as IEEE 754 has it
        if (nearest + half > 0 && nearest - half < 1) { has_border_ = true; }
        for (const double along : {nearest - half, nearest + half}) {
            if (along > 0 && along < 1) { add_end(from.y + product(along, way.y)); }
        }
    }

    void add_end(double y_radii) {
        if (y_radii > -1.0 && y_radii < 1.0) { ends_.push_back(quantise(y_radii, 1.0 / static_cast<double>(unit))); }
    }

    [[nodiscard]] static corner in_radii(const corner& c) noexcept {
        return {c.x / static_cast<double>(unit), c.y / static_cast<double>(unit)};  // exact: a power of two
    }

    // Even steps would be too coarse in the south and in the north, where the disc narrows fast.
    [[nodiscard]] static constexpr std::int64_t step_end(std::int64_t step) noexcept {
        const std::int64_t t = step - steps / 2;
        return unit / (steps * steps / 4 * steps) * t * (3 * steps * steps / 4 - t * t);
    }

    // Ends of borders that are too close to the one before give way; then those of the steps go in between.
    void thin_ends() {
        std::sort(ends_.begin(), ends_.end());
        kept_.assign(1, -unit);
        std::int64_t last = -unit;  // end of a border that was kept
        std::int64_t step = 1;
        const auto keep_steps_below = [&](std::int64_t limit) {
            for (; step_end(step) < limit; ++step) {
                if (step_end(step) > kept_.back()) { kept_.push_back(step_end(step)); }
            }
        };
        for (const std::int64_t end : ends_) {
            if (end - last < closest_ends || unit - end < closest_ends) { continue; }
            keep_steps_below(end);
            if (end > kept_.back()) { kept_.push_back(end); }
            last = end;
        }
        keep_steps_below(unit);
        kept_.push_back(unit);
    }

    vertex<P> middle_{};
    double east_ = 0;  // units to a coordinate
    double north_ = 0;
    bool has_border_ = false;  // in the disc
    std::vector<std::int64_t> ends_;
    std::vector<std::int64_t> kept_;
    std::vector<line> lines_;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
