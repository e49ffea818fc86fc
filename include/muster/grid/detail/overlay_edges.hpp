#pragma once

#include "muster/core/arithmetic.hpp"         // product
#include "muster/grid/detail/edge_pairs.hpp"  // each_touching_pair
#include "muster/grid/orientation.hpp"        // orientation
#include "muster/grid/outlines.hpp"           // outlines
#include "muster/grid/vertex.hpp"             // vertex, int128

#include <algorithm>  // sort, clamp, min, max
#include <concepts>   // same_as
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t, int64_t
#include <map>        // map
#include <span>       // span
#include <utility>    // swap, move
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// A point of an overlay: in degrees the units of `vertex`, on the plane 2^22 of them to the millimetre.
///
/// So the crossing of two edges, which is no whole unit, is rounded by far less than anybody measures.
using fine_point = vertex<lon_lat>;

[[nodiscard]] constexpr fine_point to_fine(const vertex<lon_lat>& v) noexcept { return v; }
[[nodiscard]] constexpr fine_point to_fine(const vertex<planar>& v) noexcept {
    return {std::int64_t{v.x} * (1 << 22), std::int64_t{v.y} * (1 << 22)};
}

/// The position nearest to a point of an overlay.
template <position_type P>
[[nodiscard]] constexpr P from_fine(const fine_point& at) noexcept {
    if constexpr (std::same_as<P, lon_lat>) {
        return to_position(at);
    } else {
        const auto whole = [](std::int64_t units) { return static_cast<std::int32_t>((units + (1 << 21)) >> 22); };
        return {whole(at.x), whole(at.y)};
    }
}

/// The order in which a level line that rises meets points: from the south, and on one level from the west.
template <position_type P>
[[nodiscard]] constexpr bool is_met_before(const vertex<P>& a, const vertex<P>& b) noexcept {
    return a.y != b.y ? a.y < b.y : a.x < b.x;
}

/// A piece of border between two points, which no other piece crosses or overlaps, and the rings that run along it.
struct overlay_edge {
    fine_point lower;  ///< the end that is met first
    fine_point upper;
    std::uint32_t rings = 0;  ///< which set of rings it is part of, an odd number of times each
    std::uint32_t left = 0;   ///< the face to the left on the way up
    std::uint32_t right = 0;
};

/// Where the rings of one polygon cross themselves or each other.
struct crossings {
    std::size_t count = 0;
    fine_point first;  ///< the southernmost, of these the westernmost
};

/// The borders of cells, cut wherever they meet, each piece once.
///
/// What a ring runs along twice, a spike, is no border and is left out. O((n + k) log n) for n edges as drawn that meet
/// k times.
template <position_type P>
class overlay_edges {
public:
    /// For a ring that is left out.
    static constexpr std::uint32_t no_polygon = 0xffff'ffffU;
    static constexpr std::size_t no_limit = static_cast<std::size_t>(-1);

    /// @param polygon_of_ring  of every ring of `borders`, ascending; must live as long as this
    /// @param most_meetings    how often borders may meet, besides 8 times an edge, before it is given up
    overlay_edges(const outlines<P>& borders, std::span<const std::uint32_t> polygon_of_ring,
                  std::size_t most_meetings = no_limit)
        : polygon_of_ring_{polygon_of_ring} {
        for (std::uint32_t r = 0; r < polygon_of_ring.size(); ++r) {
            if (polygon_of_ring[r] != no_polygon) { collect(borders.ring_at(r), r); }
        }
        join_equal(whole_);
        for (const std::uint32_t part : polygon_of_ring) {
            if (part != no_polygon) { crossings_.resize(part + std::size_t{1}); }
        }
        most_cuts_ = most_meetings == no_limit ? no_limit : most_meetings + 8 * segments_.size();
        cut();
    }

    /// When it was given up, so that there are no edges: how often each ring met itself or one before it until then.
    /// Otherwise empty.
    [[nodiscard]] const std::vector<std::size_t>& meetings_of_rings() const noexcept { return meetings_of_rings_; }

    /// From the first met on, those of one lower end from the west to the east.
    [[nodiscard]] std::vector<overlay_edge>& edges() noexcept { return edges_; }
    /// The rings of a set, ascending.
    [[nodiscard]] const std::vector<std::uint32_t>& ring_set(std::uint32_t set) const noexcept {
        return *ring_sets_[set];
    }
    /// By the number of the polygon.
    [[nodiscard]] const std::vector<crossings>& crossings_of_polygons() const noexcept { return crossings_; }

    /// By the lower end, then by the direction upwards, from the west to the east.
    [[nodiscard]] static bool stands_before(const overlay_edge& a, const overlay_edge& b) noexcept {
        if (a.lower != b.lower) { return is_met_before(a.lower, b.lower); }
        const int turn = orientation(a.lower, a.upper, b.upper);
        if (turn != 0) { return turn < 0; }
        return a.upper != b.upper ? is_met_before(a.upper, b.upper) : a.rings < b.rings;
    }

private:
    template <class Point>
    struct ringed {  // a segment, and one ring that it is part of
        Point lower;
        Point upper;
        std::uint32_t of_ring;
    };
    template <class Point>
    struct segment {  // the same for all the rings that it is part of
        Point lower;
        Point upper;
        std::uint32_t rings;
    };

    void collect(std::span<const vertex<P>> positions, std::uint32_t ring) {
        for (std::size_t i = 0; i + 1 < positions.size(); ++i) {
            vertex<P> a = positions[i];
            vertex<P> b = positions[i + 1];
            if (a == b) { continue; }
            if (is_met_before(b, a)) { std::swap(a, b); }
            whole_.push_back({a, b, ring});
        }
    }

    // Equal segments become one, with the set of rings that are odd in it; into segments_ or edges_.
    template <class Point>
    void join_equal(std::vector<ringed<Point>>& pieces) {
        std::sort(pieces.begin(), pieces.end(), [](const ringed<Point>& a, const ringed<Point>& b) {
            if (a.lower != b.lower) { return is_met_before(a.lower, b.lower); }
            if (a.upper != b.upper) { return is_met_before(a.upper, b.upper); }
            return a.of_ring < b.of_ring;
        });
        std::vector<std::uint32_t> rings;
        for (std::size_t i = 0; i < pieces.size();) {
            const ringed<Point> first = pieces[i];
            rings.clear();
            for (; i < pieces.size() && pieces[i].lower == first.lower && pieces[i].upper == first.upper; ++i) {
                if (!rings.empty() && rings.back() == pieces[i].of_ring) {
                    rings.pop_back();
                } else {
                    rings.push_back(pieces[i].of_ring);
                }
            }
            if (!rings.empty()) { keep(first.lower, first.upper, set_number(rings)); }
        }
        pieces.clear();
        pieces.shrink_to_fit();
    }
    // On the plane a segment as drawn and a piece of one are of two types, in degrees of one: the stage tells.
    template <class Point>
    void keep(const Point& lower, const Point& upper, std::uint32_t rings) {
        if constexpr (std::same_as<Point, fine_point>) {
            if (is_cut_) {
                edges_.push_back({lower, upper, rings});
                return;
            }
        }
        if constexpr (std::same_as<Point, vertex<P>>) { segments_.push_back({lower, upper, rings}); }
    }

    std::uint32_t set_number(const std::vector<std::uint32_t>& rings) {
        const auto [at, is_new] = set_numbers_.try_emplace(rings, static_cast<std::uint32_t>(ring_sets_.size()));
        if (is_new) { ring_sets_.push_back(&at->first); }
        return at->second;
    }

    void cut() {
        std::vector<edge_box<P>> boxes;
        boxes.reserve(segments_.size());
        for (const segment<vertex<P>>& s : segments_) {
            boxes.push_back({{std::min(s.lower.x, s.upper.x), s.lower.y}, {std::max(s.lower.x, s.upper.x), s.upper.y}});
        }
        struct cut_point {
            std::size_t of_segment;
            fine_point at;
        };
        std::vector<cut_point> cuts;
        if (most_cuts_ != no_limit) { meetings_of_rings_.resize(polygon_of_ring_.size()); }
        // The later of two is blamed: the first in order, and those of coarser tiers, stay.
        const auto blame = [&](std::size_t i, std::size_t j, std::size_t times) {
            if (meetings_of_rings_.empty()) { return; }
            meetings_of_rings_[std::max(ring_set(segments_[i].rings).back(), ring_set(segments_[j].rings).back())] +=
                times;
        };
        each_touching_pair<P>(boxes, [&](std::size_t i, std::size_t j) {
            if (cuts.size() > most_cuts_) { return; }
            const std::size_t cuts_before = cuts.size();
            const segment<vertex<P>>& s = segments_[i];
            const segment<vertex<P>>& t = segments_[j];
            const int lower_of_t = orientation(s.lower, s.upper, t.lower);
            const int upper_of_t = orientation(s.lower, s.upper, t.upper);
            if (lower_of_t * upper_of_t > 0) { return; }
            const int lower_of_s = orientation(t.lower, t.upper, s.lower);
            const int upper_of_s = orientation(t.lower, t.upper, s.upper);
            if (lower_of_t * upper_of_t < 0 && lower_of_s * upper_of_s < 0) {
                const fine_point at = crossing_of(s, t);
                cuts.push_back({i, at});
                cuts.push_back({j, at});
                note_crossing(s.rings, t.rings, at);
                blame(i, j, 2);
                return;
            }
            const auto cut_if_on = [&](std::size_t which, int side, const segment<vertex<P>>& of, const vertex<P>& v) {
                if (side == 0 && is_met_before(of.lower, v) && is_met_before(v, of.upper)) {
                    cuts.push_back({which, to_fine(v)});
                }
            };
            cut_if_on(i, lower_of_t, s, t.lower);
            cut_if_on(i, upper_of_t, s, t.upper);
            cut_if_on(j, lower_of_s, t, s.lower);
            cut_if_on(j, upper_of_s, t, s.upper);
            blame(i, j, cuts.size() - cuts_before);
        });
        if (cuts.size() > most_cuts_) { return; }
        meetings_of_rings_.clear();
        std::sort(cuts.begin(), cuts.end(), [](const cut_point& a, const cut_point& b) {
            return a.of_segment != b.of_segment ? a.of_segment < b.of_segment : is_met_before(a.at, b.at);
        });
        std::vector<ringed<fine_point>> pieces;
        auto next = cuts.begin();
        for (std::size_t i = 0; i < segments_.size(); ++i) {
            fine_point from = to_fine(segments_[i].lower);
            const fine_point last = to_fine(segments_[i].upper);
            const auto add = [&](const fine_point& to) {
                if (!is_met_before(from, to)) { return; }
                for (const std::uint32_t ring : ring_set(segments_[i].rings)) { pieces.push_back({from, to, ring}); }
                from = to;
            };
            for (; next != cuts.end() && next->of_segment == i; ++next) {
                if (is_met_before(next->at, last)) { add(next->at); }
            }
            add(last);
        }
        is_cut_ = true;
        join_equal(pieces);
        std::sort(edges_.begin(), edges_.end(), &overlay_edges::stands_before);
    }

    /// Rounded to a whole fine unit or two, within both segments' boxes.
    [[nodiscard]] static fine_point crossing_of(const segment<vertex<P>>& s, const segment<vertex<P>>& t) noexcept {
        const fine_point a = to_fine(s.lower);
        const fine_point b = to_fine(s.upper);
        const fine_point c = to_fine(t.lower);
        const fine_point d = to_fine(t.upper);
        const auto cross = [](const fine_point& from, const fine_point& to, const fine_point& start,
                              const fine_point& end) {
            return static_cast<double>((int128{to.x} - from.x) * (int128{end.y} - start.y) -
                                       (int128{to.y} - from.y) * (int128{end.x} - start.x));
        };
        double share = cross(a, c, c, d) / cross(a, b, c, d);
        share = share < 0 ? 0 : share > 1 ? 1 : share;
        const auto along = [share](std::int64_t from, std::int64_t to) {
            return from + static_cast<std::int64_t>(product(share, static_cast<double>(to - from)));
        };
        const auto into = [](std::int64_t value, std::int64_t p, std::int64_t q, std::int64_t r, std::int64_t u) {
            return std::clamp(value, std::max(std::min(p, q), std::min(r, u)),
                              std::min(std::max(p, q), std::max(r, u)));
        };
        return {into(along(a.x, b.x), a.x, b.x, c.x, d.x), into(along(a.y, b.y), a.y, b.y, c.y, d.y)};
    }

    void note_crossing(std::uint32_t of_s, std::uint32_t of_t, const fine_point& at) {
        std::uint32_t last = 0xffff'ffffU;  // one polygon may have both its rings here
        for (const std::uint32_t r : ring_set(of_s)) {
            const std::uint32_t part = polygon_of_ring_[r];
            if (part == last) { continue; }
            last = part;
            for (const std::uint32_t q : ring_set(of_t)) {
                if (polygon_of_ring_[q] != part) { continue; }
                crossings& here = crossings_[part];
                if (here.count == 0 || is_met_before(at, here.first)) { here.first = at; }
                ++here.count;
                break;
            }
        }
    }

    std::vector<ringed<vertex<P>>> whole_;
    std::vector<segment<vertex<P>>> segments_;
    std::vector<overlay_edge> edges_;
    std::span<const std::uint32_t> polygon_of_ring_;
    std::vector<crossings> crossings_;
    std::map<std::vector<std::uint32_t>, std::uint32_t> set_numbers_;
    std::vector<const std::vector<std::uint32_t>*> ring_sets_;  // the keys of the map, which stay where they are
    std::vector<std::size_t> meetings_of_rings_;
    std::size_t most_cuts_ = no_limit;
    bool is_cut_ = false;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
