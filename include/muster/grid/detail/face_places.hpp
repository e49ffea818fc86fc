#pragma once

#include "muster/grid/detail/overlay.hpp"  // overlay

#include <algorithm>  // sort, upper_bound
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t, int64_t
#include <span>       // span
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// The edges around each face, as numbers in `overlay::edges()`, ascending; twice where both sides are of the face.
class face_edges {
public:
    template <position_type P>
    explicit face_edges(const overlay<P>& faces) : first_(faces.face_count() + 1) {
        for (const overlay_edge& e : faces.edges()) {
            ++first_[e.left];
            ++first_[e.right];
        }
        std::size_t sum = 0;
        for (std::size_t& each : first_) { each = sum += each; }
        edges_.resize(sum);
        for (std::size_t i = faces.edges().size(); i-- > 0;) {
            edges_[--first_[faces.edges()[i].left]] = i;
            edges_[--first_[faces.edges()[i].right]] = i;
        }
    }

    [[nodiscard]] std::span<const std::size_t> of(std::size_t face) const noexcept {
        return {edges_.data() + first_[face], first_[face + 1] - first_[face]};
    }

private:
    std::vector<std::size_t> first_;  // of each face, and one past the last
    std::vector<std::size_t> edges_;
};

/// Points within faces: the middle of the widest stretch of a level line at about half the height of the face.
///
/// Within to the nearest position, which may be beside a face that is thinner than a millimetre on the plane.
template <position_type P>
class face_places {
public:
    face_places(const overlay<P>& faces, const face_edges& around) : faces_{faces}, around_{around} {}

    /// @pre the face has an edge. O(n log n) for its n edges
    [[nodiscard]] P operator()(std::uint32_t face) const {
        std::vector<std::int64_t> levels;
        for (const std::size_t i : around_.of(face)) {
            const overlay_edge& e = faces_.edges()[i];
            levels.push_back(e.lower.y);
            levels.push_back(e.upper.y);
        }
        std::sort(levels.begin(), levels.end());
        // Between the two heights of ends that are furthest apart among those around the middle.
        const std::int64_t middle = levels.front() / 2 + levels.back() / 2;
        const auto above =
            static_cast<std::size_t>(std::upper_bound(levels.begin(), levels.end(), middle) - levels.begin());
        std::int64_t level = middle;
        std::int64_t tallest = 0;
        for (std::size_t i = above < 8 ? 1 : above - 7; i < levels.size() && i < above + 8; ++i) {
            if (levels[i] - levels[i - 1] > tallest) {
                tallest = levels[i] - levels[i - 1];
                level = levels[i - 1] + tallest / 2;
            }
        }
        std::vector<std::int64_t> crossed;
        for (const std::size_t i : around_.of(face)) {
            const overlay_edge& e = faces_.edges()[i];
            if (e.left == e.right || level < e.lower.y || level >= e.upper.y) { continue; }
            crossed.push_back(e.lower.x +
                              static_cast<std::int64_t>((int128{level} - e.lower.y) * (int128{e.upper.x} - e.lower.x) /
                                                        (int128{e.upper.y} - e.lower.y)));
        }
        std::sort(crossed.begin(), crossed.end());
        if (crossed.size() < 2) { return from_fine<P>(faces_.edges()[around_.of(face).front()].lower); }
        std::size_t widest = 0;
        for (std::size_t i = 2; i + 1 < crossed.size(); i += 2) {
            if (crossed[i + 1] - crossed[i] > crossed[widest + 1] - crossed[widest]) { widest = i; }
        }
        return from_fine<P>(fine_point{crossed[widest] + (crossed[widest + 1] - crossed[widest]) / 2, level});
    }

private:
    const overlay<P>& faces_;
    const face_edges& around_;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
