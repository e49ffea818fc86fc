#pragma once

#include "muster/core/arithmetic.hpp"      // product, cosine_of_degrees
#include "muster/grid/detail/overlay.hpp"  // overlay
#include "muster/grid/ring_area.hpp"       // ground_mm_per_degree
#include "muster/grid/vertex.hpp"          // int128

#include <algorithm>  // sort, min, max
#include <cmath>      // sqrt
#include <concepts>   // same_as
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t, int64_t
#include <limits>     // numeric_limits
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// Square metres of twice an area in square fine units around some latitude.
template <position_type P>
[[nodiscard]] double fine_area_m2(int128 twice, std::int64_t low_y, std::int64_t high_y) noexcept {
    if constexpr (std::same_as<P, planar>) {
        return static_cast<double>(twice) / 2e6 / (0x1p22 * 0x1p22);
    } else {
        const double middle = static_cast<double>(low_y / 2 + high_y / 2) / units_per_degree;
        const double m_per_unit = ground_mm_per_degree / 1000 / units_per_degree;
        return static_cast<double>(twice) / 2 * m_per_unit * m_per_unit * cosine_of_degrees(middle);
    }
}

/// Millimetres from one end of an edge to the other, on the ground.
template <position_type P>
[[nodiscard]] double fine_length_mm(const overlay_edge& e) noexcept {
    double east = static_cast<double>(e.upper.x - e.lower.x);
    double north = static_cast<double>(e.upper.y - e.lower.y);
    double unit_mm = 0x1p-22;
    if constexpr (std::same_as<P, lon_lat>) {
        const double middle = static_cast<double>(e.lower.y / 2 + e.upper.y / 2) / units_per_degree;
        east = product(east, cosine_of_degrees(middle));
        unit_mm = ground_mm_per_degree / units_per_degree;
    }
    return std::sqrt(product(east, east) + product(north, north)) * unit_mm;
}

/// A connected part of what somebody asked about.
struct region_piece {
    std::uint32_t question = 0;
    int128 twice_area = 0;
    double area_m2 = 0;
    double width_mm = 0;     ///< twice its area by its border's length: of a long strip its width
    std::uint32_t face = 0;  ///< the largest of those that it consists of
    bool is_outer = false;   ///< reaches around everything: has no area
};

/// The connected parts of regions that are told by the cells that cover them.
///
/// `questions[set]` lists, ascending, the regions that faces covered by this set of cells are part of. The pieces come
/// in the order of their question, then from the one met first. O((edges + faces) x questions of a set).
template <position_type P>
[[nodiscard]] std::vector<region_piece> region_pieces(const overlay<P>& faces,
                                                      const std::vector<std::vector<std::uint32_t>>& questions) {
    std::vector<std::size_t> first_node{0};
    for (std::size_t face = 0; face < faces.face_count(); ++face) {
        first_node.push_back(first_node.back() + questions[faces.set_of(face)].size());
    }
    struct node {
        std::size_t parent;
        double border_mm = 0;
        std::int64_t low = std::numeric_limits<std::int64_t>::max();
        std::int64_t high = std::numeric_limits<std::int64_t>::lowest();
        uint128 twice_area = 0;
        int128 largest = -1;
        std::uint32_t face = 0;
        bool is_outer = false;
    };
    std::vector<node> nodes(first_node.back());
    for (std::size_t i = 0; i < nodes.size(); ++i) { nodes[i].parent = i; }
    const auto root = [&nodes](std::size_t i) {
        while (nodes[i].parent != i) { i = nodes[i].parent = nodes[nodes[i].parent].parent; }
        return i;
    };
    // First who belongs together, then the sums: in the order of the edges, whatever the roots are.
    const auto each_side = [&](const overlay_edge& e, auto both, auto one) {
        const auto& of_left = questions[faces.set_of(e.left)];
        const auto& of_right = questions[faces.set_of(e.right)];
        std::size_t l = 0;
        std::size_t r = 0;
        while (l < of_left.size() || r < of_right.size()) {
            if (r == of_right.size() || (l < of_left.size() && of_left[l] < of_right[r])) {
                one(first_node[e.left] + l++);
            } else if (l == of_left.size() || of_right[r] < of_left[l]) {
                one(first_node[e.right] + r++);
            } else {
                both(first_node[e.left] + l++, first_node[e.right] + r++);
            }
        }
    };
    for (const overlay_edge& e : faces.edges()) {
        each_side(
            e,
            [&](std::size_t a, std::size_t b) {
                a = root(a);
                b = root(b);
                nodes[std::max(a, b)].parent = std::min(a, b);
            },
            [](std::size_t) {});
    }
    for (const overlay_edge& e : faces.edges()) {
        if (questions[faces.set_of(e.left)].empty() && questions[faces.set_of(e.right)].empty()) { continue; }
        const double length_mm = fine_length_mm<P>(e);
        each_side(
            e, [](std::size_t, std::size_t) {},
            [&](std::size_t of) {
                node& piece = nodes[root(of)];
                piece.border_mm += length_mm;
                piece.low = std::min(piece.low, e.lower.y);
                piece.high = std::max(piece.high, e.upper.y);
            });
    }
    std::vector<region_piece> pieces;
    std::vector<std::size_t> roots;
    for (std::size_t face = 0; face < faces.face_count(); ++face) {
        const std::vector<std::uint32_t>& asked = questions[faces.set_of(face)];
        for (std::size_t k = 0; k < asked.size(); ++k) {
            const std::size_t at = root(first_node[face] + k);
            node& piece = nodes[at];
            piece.twice_area += static_cast<uint128>(faces.twice_area(face));
            piece.is_outer = piece.is_outer || face == overlay<P>::outer_face;
            if (faces.twice_area(face) > piece.largest) {
                piece.largest = faces.twice_area(face);
                piece.face = static_cast<std::uint32_t>(face);
            }
            if (at != first_node[face] + k) { continue; }
            pieces.push_back({});
            pieces.back().question = asked[k];
            roots.push_back(at);
        }
    }
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const node& from = nodes[roots[i]];
        region_piece& to = pieces[i];
        to.twice_area = static_cast<int128>(from.twice_area);
        to.face = from.face;
        to.is_outer = from.is_outer;
        if (to.is_outer || to.twice_area <= 0) { continue; }
        to.area_m2 = fine_area_m2<P>(to.twice_area, from.low, from.high);
        to.width_mm = to.area_m2 * 2e6 / from.border_mm;
    }
    std::stable_sort(pieces.begin(), pieces.end(),
                     [](const region_piece& a, const region_piece& b) { return a.question < b.question; });
    return pieces;
}

/// Points within faces: the middle of the widest stretch of a level line at about half the height of the face.
///
/// Within to the nearest position, which may be beside a face that is thinner than a millimetre on the plane.
template <position_type P>
class face_places {
public:
    explicit face_places(const overlay<P>& faces) : faces_{faces}, first_(faces.face_count() + 1) {
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

    /// @pre the face has an edge. O(n log n) for its n edges
    [[nodiscard]] P operator()(std::uint32_t face) const {
        std::vector<std::int64_t> levels;
        for (std::size_t i = first_[face]; i < first_[face + std::size_t{1}]; ++i) {
            const overlay_edge& e = faces_.edges()[edges_[i]];
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
        for (std::size_t i = first_[face]; i < first_[face + std::size_t{1}]; ++i) {
            const overlay_edge& e = faces_.edges()[edges_[i]];
            if (e.left == e.right || level < e.lower.y || level >= e.upper.y) { continue; }
            crossed.push_back(e.lower.x +
                              static_cast<std::int64_t>((int128{level} - e.lower.y) * (int128{e.upper.x} - e.lower.x) /
                                                        (int128{e.upper.y} - e.lower.y)));
        }
        std::sort(crossed.begin(), crossed.end());
        if (crossed.size() < 2) { return from_fine<P>(faces_.edges()[edges_[first_[face]]].lower); }
        std::size_t widest = 0;
        for (std::size_t i = 2; i + 1 < crossed.size(); i += 2) {
            if (crossed[i + 1] - crossed[i] > crossed[widest + 1] - crossed[widest]) { widest = i; }
        }
        return from_fine<P>(fine_point{crossed[widest] + (crossed[widest + 1] - crossed[widest]) / 2, level});
    }

private:
    const overlay<P>& faces_;
    std::vector<std::size_t> first_;  // of each face, and one past the last
    std::vector<std::size_t> edges_;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
