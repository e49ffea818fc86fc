#pragma once

#include "muster/core/arithmetic.hpp"  // product, quantise
#include "muster/grid/outlines.hpp"    // outlines
#include "muster/grid/ring_area.hpp"   // twice_area

#include <algorithm>  // min, max
#include <cstddef>    // size_t
#include <cstdint>    // int64_t
#include <span>       // span
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// How much of one cell lies in others: what decides who is its parent.
///
/// A cell is the sum of the strips between the x axis and its edges, each counted with the sign of its direction. So
/// the area that two cells share is the sum, over all pairs of their edges, of what two strips share. Computed in the
/// frame of the child's bounding box, in doubles with every product rounded: the same on every machine. Of rings that
/// cross themselves it counts each part as often as they run around it: `cell_covers` counts even-odd.
template <position_type P>
class shared_area {
public:
    /// @param borders  must live as long as this
    shared_area(const outlines<P>& borders, std::size_t child) : borders_{borders}, frame_{borders.bounds_of(child)} {
        if (frame_.low.x < frame_.high.x && frame_.low.y < frame_.high.y) { collect(child, child_); }
    }

    /// The area shared with another cell, in billionths of the bounding box of the child. O(edges that meet in x).
    [[nodiscard]] std::int64_t billionths_with(std::size_t other) {
        const auto& box_of_other = borders_.bounds_of(other);
        if (box_of_other.low.x >= frame_.high.x || box_of_other.high.x <= frame_.low.x ||
            box_of_other.low.y >= frame_.high.y || box_of_other.high.y <= frame_.low.y) {
            return 0;
        }
        if (frame_.low.x == frame_.high.x || frame_.low.y == frame_.high.y) { return 0; }  // flat: has no area to share
        other_.clear();
        collect(other, other_);
        double sum = 0;
        for (const strip& a : child_) {
            for (const strip& b : other_) {
                if (b.west < a.east && a.west < b.east) { sum += a.sign * b.sign * common(a, b); }
            }
        }
        return quantise(sum, 1e-9);
    }

private:
    /// What is between an edge and the x axis; the frame's box is the unit square.
    struct strip {
        double west, west_y;
        double east, east_y;
        double sign;

        [[nodiscard]] double y_at(double x) const noexcept {
            return west_y + product(x - west, east_y - west_y) / (east - west);
        }
    };

    void collect(std::size_t cell, std::vector<strip>& strips) const {
        borders_.each_ring(cell, [&](std::span<const vertex<P>> positions, bool is_hole) {
            const double winding = (twice_area<P>(positions) < 0) == is_hole ? 1.0 : -1.0;
            for (std::size_t i = 0; i + 1 < positions.size(); ++i) {
                const vertex<P>& a = positions[i];
                const vertex<P>& b = positions[i + 1];
                // Upright edges have no strip; what lies beside or below the child shares nothing with it.
                if (a.x == b.x || std::max(a.x, b.x) <= frame_.low.x || std::min(a.x, b.x) >= frame_.high.x ||
                    std::max(a.y, b.y) <= frame_.low.y) {
                    continue;
                }
                if (a.x < b.x) {
                    strips.push_back({x_in_frame(a), y_in_frame(a), x_in_frame(b), y_in_frame(b), -winding});
                } else {
                    strips.push_back({x_in_frame(b), y_in_frame(b), x_in_frame(a), y_in_frame(a), winding});
                }
            }
        });
    }

    [[nodiscard]] double x_in_frame(const vertex<P>& v) const noexcept {
        return static_cast<double>(std::int64_t{v.x} - frame_.low.x) /
               static_cast<double>(std::int64_t{frame_.high.x} - frame_.low.x);
    }
    [[nodiscard]] double y_in_frame(const vertex<P>& v) const noexcept {
        return static_cast<double>(std::int64_t{v.y} - frame_.low.y) /
               static_cast<double>(std::int64_t{frame_.high.y} - frame_.low.y);
    }

    /// The area above the frame's floor and below both edges. @pre `a` is nowhere below the floor
    [[nodiscard]] static double common(const strip& a, const strip& b) noexcept {
        double west = std::max(a.west, b.west);
        double east = std::min(a.east, b.east);
        double b_west = b.y_at(west);
        double b_east = b.y_at(east);
        if (b_west <= 0 && b_east <= 0) { return 0; }
        if (b_west < 0) {
            west += product(east - west, -b_west) / (b_east - b_west);
            b_west = 0;
        } else if (b_east < 0) {
            east -= product(east - west, -b_east) / (b_west - b_east);
            b_east = 0;
        }
        const double a_west = a.y_at(west);
        const double a_east = a.y_at(east);
        const double above_west = a_west - b_west;
        const double above_east = a_east - b_east;
        const double low_west = std::min(a_west, b_west);
        const double low_east = std::min(a_east, b_east);
        if ((above_west >= 0) == (above_east >= 0) || above_west == 0 || above_east == 0) {
            return product(east - west, low_west + low_east) / 2;
        }
        const double part = above_west / (above_west - above_east);  // of the way east, where the edges cross
        const double low_between = a_west + product(part, a_east - a_west);
        const double width = east - west;
        return (product(product(width, part), low_west + low_between) +
                product(product(width, 1 - part), low_between + low_east)) /
               2;
    }

    const outlines<P>& borders_;
    typename outlines<P>::bounds frame_;
    std::vector<strip> child_;
    std::vector<strip> other_;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
