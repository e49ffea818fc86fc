#pragma once

#include "muster/core/arithmetic.hpp"          // product, cosine_of_degrees
#include "muster/grid/detail/face_places.hpp"  // face_edges
#include "muster/grid/detail/overlay.hpp"      // overlay
#include "muster/grid/ring_area.hpp"           // ground_mm_per_degree
#include "muster/grid/vertex.hpp"              // int128

#include <algorithm>  // sort, stable_sort, unique, min, max
#include <cmath>      // sqrt
#include <concepts>   // same_as
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t, int64_t
#include <limits>     // numeric_limits
#include <span>       // span
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

/// Faces, and which regions each is part of. Reused from one group to the next.
struct face_group {
    std::vector<std::uint32_t> faces;      ///< ascending
    std::vector<std::size_t> first;        ///< of each face's regions in `questions`, and one past the last
    std::vector<std::uint32_t> questions;  ///< of each face ascending

    void clear() {
        faces.clear();
        first.assign(1, 0);
        questions.clear();
    }
    [[nodiscard]] std::span<const std::uint32_t> of(std::size_t place) const noexcept {
        return {questions.data() + first[place], first[place + 1] - first[place]};
    }
};

/// The connected parts of regions that consist of faces; a group of faces at a time, so that a group is all that is
/// ever in memory.
template <position_type P>
class region_finder {
public:
    region_finder(const overlay<P>& faces, const face_edges& around)
        : faces_{faces}, around_{around}, place_of_face_(faces.face_count()) {}

    /// In the order of their question, then from the one met first. The group must have all the faces of its regions.
    /// O(e log e) for e edges around faces, times the regions of a face. Deterministic: yes
    [[nodiscard]] const std::vector<region_piece>& pieces(const face_group& group) {
        collect_edges(group);
        nodes_.assign(group.questions.size(), {});
        for (std::size_t i = 0; i < nodes_.size(); ++i) { nodes_[i].parent = i; }
        // First who belongs together, then the sums: in the order of the edges, whatever the roots are.
        for (const std::size_t i : edges_) {
            each_side(
                group, faces_.edges()[i], [this](std::size_t a, std::size_t b) { unite(a, b); }, [](std::size_t) {});
        }
        for (const std::size_t i : edges_) {
            const overlay_edge& e = faces_.edges()[i];
            const double length_mm = fine_length_mm<P>(e);
            each_side(
                group, e, [](std::size_t, std::size_t) {},
                [&](std::size_t of) {
                    node& piece = nodes_[root(of)];
                    piece.border_mm += length_mm;
                    piece.low = std::min(piece.low, e.lower.y);
                    piece.high = std::max(piece.high, e.upper.y);
                });
        }
        add_up(group);
        return pieces_;
    }

private:
    struct node {
        std::size_t parent = 0;
        double border_mm = 0;
        std::int64_t low = std::numeric_limits<std::int64_t>::max();
        std::int64_t high = std::numeric_limits<std::int64_t>::lowest();
        uint128 twice_area = 0;
        int128 largest = -1;
        std::uint32_t face = 0;
        bool is_outer = false;
    };
    static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

    void collect_edges(const face_group& group) {
        edges_.clear();
        for (std::size_t k = 0; k < group.faces.size(); ++k) {
            place_of_face_[group.faces[k]] = k;
            if (group.of(k).empty()) { continue; }
            for (const std::size_t e : around_.of(group.faces[k])) { edges_.push_back(e); }
        }
        std::sort(edges_.begin(), edges_.end());
        edges_.erase(std::unique(edges_.begin(), edges_.end()), edges_.end());
    }
    // Places of earlier groups are not wiped: such a face is not where it says.
    [[nodiscard]] std::size_t place_of(const face_group& group, std::uint32_t face) const noexcept {
        const std::size_t place = place_of_face_[face];
        return place < group.faces.size() && group.faces[place] == face ? place : nowhere;
    }

    std::size_t root(std::size_t i) noexcept {
        while (nodes_[i].parent != i) { i = nodes_[i].parent = nodes_[nodes_[i].parent].parent; }
        return i;
    }
    void unite(std::size_t a, std::size_t b) noexcept {
        a = root(a);
        b = root(b);
        nodes_[std::max(a, b)].parent = std::min(a, b);
    }

    template <class Both, class One>
    void each_side(const face_group& group, const overlay_edge& e, Both both, One one) const {
        const std::size_t left = place_of(group, e.left);
        const std::size_t right = place_of(group, e.right);
        std::size_t l = left == nowhere ? 0 : group.first[left];
        std::size_t r = right == nowhere ? 0 : group.first[right];
        const std::size_t l_end = left == nowhere ? 0 : group.first[left + 1];
        const std::size_t r_end = right == nowhere ? 0 : group.first[right + 1];
        while (l < l_end || r < r_end) {
            if (r == r_end || (l < l_end && group.questions[l] < group.questions[r])) {
                one(l++);
            } else if (l == l_end || group.questions[r] < group.questions[l]) {
                one(r++);
            } else {
                both(l++, r++);
            }
        }
    }

    void add_up(const face_group& group) {
        pieces_.clear();
        roots_.clear();
        for (std::size_t k = 0; k < group.faces.size(); ++k) {
            const std::uint32_t face = group.faces[k];
            for (std::size_t q = group.first[k]; q < group.first[k + 1]; ++q) {
                const std::size_t at = root(q);
                node& piece = nodes_[at];
                piece.twice_area += static_cast<uint128>(faces_.twice_area(face));
                piece.is_outer = piece.is_outer || face == overlay<P>::outer_face;
                if (faces_.twice_area(face) > piece.largest) {
                    piece.largest = faces_.twice_area(face);
                    piece.face = face;
                }
                if (at != q) { continue; }
                pieces_.push_back({});
                pieces_.back().question = group.questions[q];
                roots_.push_back(at);
            }
        }
        for (std::size_t i = 0; i < pieces_.size(); ++i) {
            const node& from = nodes_[roots_[i]];
            region_piece& to = pieces_[i];
            to.twice_area = static_cast<int128>(from.twice_area);
            to.face = from.face;
            to.is_outer = from.is_outer;
            if (to.is_outer || to.twice_area <= 0) { continue; }
            to.area_m2 = fine_area_m2<P>(to.twice_area, from.low, from.high);
            to.width_mm = to.area_m2 * 2e6 / from.border_mm;
        }
        std::stable_sort(pieces_.begin(), pieces_.end(),
                         [](const region_piece& a, const region_piece& b) { return a.question < b.question; });
    }

    const overlay<P>& faces_;
    const face_edges& around_;
    std::vector<std::size_t> place_of_face_;  // in the group
    std::vector<std::size_t> edges_;          // around the faces of the group, ascending
    std::vector<node> nodes_;                 // one a face and region
    std::vector<region_piece> pieces_;
    std::vector<std::size_t> roots_;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
