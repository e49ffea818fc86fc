#pragma once

#include "muster/core/position.hpp"            // position_type
#include "muster/grid/detail/index_frame.hpp"  // index_frame, index_point
#include "muster/grid/detail/parity.hpp"       // edge_key
#include "muster/grid/outlines.hpp"            // outlines

#include <algorithm>  // sort, min, max
#include <concepts>   // same_as
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t, uint64_t
#include <span>       // span
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// All corners of some cells, each place once, numbered from south to north and those of one height from west to east.
///
/// Numbers say exactly what steps say nearly: which of two places is further north, and whether two are the same.
template <position_type P>
class numbered_corners {
public:
    /// @param rings  of `borders`, one or more
    numbered_corners(const outlines<P>& borders, const std::vector<std::uint32_t>& rings) {
        std::vector<corner> corners;
        P low = borders.position(borders.first_vertex(rings[0]));
        P high = low;
        for (const std::uint32_t r : rings) {
            first_.push_back(static_cast<std::uint32_t>(corners.size()));
            for (std::uint32_t i = borders.first_vertex(r); i < borders.first_vertex(r + 1); ++i) {
                const P at = borders.position(i);
                extend(low, high, at);
                corners.push_back({y_of(at), x_of(at), static_cast<std::uint32_t>(corners.size())});
            }
        }
        first_.push_back(static_cast<std::uint32_t>(corners.size()));
        frame_ = index_frame<P>{low, high};
        std::sort(corners.begin(), corners.end(), [](const corner& a, const corner& b) {
            return a.y != b.y ? a.y < b.y : a.x != b.x ? a.x < b.x : a.index < b.index;
        });
        number_.resize(corners.size());
        for (std::size_t i = 0; i < corners.size(); ++i) {
            const bool same_height = i != 0 && corners[i].y == corners[i - 1].y;
            if (!same_height || corners[i].x != corners[i - 1].x) {
                const auto number = static_cast<std::uint32_t>(steps_.size());
                heights_.push_back(same_height ? heights_.back() : number);
                steps_.push_back(frame_(position_of(corners[i])));
            }
            number_[corners[i].index] = static_cast<std::uint32_t>(steps_.size() - 1);
        }
    }

    /// Around all of them.
    [[nodiscard]] const index_frame<P>& frame() const noexcept { return frame_; }
    /// Of the corners of the ring that was given at this place, one after the other.
    [[nodiscard]] std::span<const std::uint32_t> numbers_of(std::size_t ring_place) const noexcept {
        return {number_.data() + first_[ring_place], first_[ring_place + 1] - first_[ring_place]};
    }
    [[nodiscard]] const index_point& steps_of(std::uint32_t number) const noexcept { return steps_[number]; }
    /// The number of the first corner at its height: the same for corners of one height, growing to the north.
    [[nodiscard]] std::uint32_t height_of(std::uint32_t number) const noexcept { return heights_[number]; }

private:
    struct corner {
        decltype(y_of(P{})) y;
        decltype(x_of(P{})) x;
        std::uint32_t index;
    };

    [[nodiscard]] static P position_of(const corner& one) noexcept {
        if constexpr (std::same_as<P, planar>) {
            return {static_cast<std::int32_t>(one.x), static_cast<std::int32_t>(one.y)};
        } else {
            return {one.x, one.y};
        }
    }
    static void extend(P& low, P& high, const P& by) noexcept {
        const auto both = [](auto& least, auto& most, const auto& value) {
            least = std::min(least, value);
            most = std::max(most, value);
        };
        if constexpr (std::same_as<P, planar>) {
            both(low.east_mm, high.east_mm, by.east_mm);
            both(low.north_mm, high.north_mm, by.north_mm);
        } else {
            both(low.lon, high.lon, by.lon);
            both(low.lat, high.lat, by.lat);
        }
    }

    index_frame<P> frame_;
    std::vector<std::uint32_t> first_;   // of the corners of each ring, and one past the last
    std::vector<std::uint32_t> number_;  // of each corner
    std::vector<index_point> steps_;     // of each number
    std::vector<std::uint32_t> heights_;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
