#pragma once

#include "muster/grid/detail/overlay_edges.hpp"  // overlay_edges
#include "muster/grid/orientation.hpp"           // orientation
#include "muster/grid/outlines.hpp"              // outlines
#include "muster/grid/vertex.hpp"                // int128, uint128

#include <algorithm>  // sort, partition_point, set_symmetric_difference, max_element, copy, min, max
#include <cstddef>    // size_t, ptrdiff_t
#include <cstdint>    // uint32_t
#include <iterator>   // back_inserter
#include <map>        // map
#include <span>       // span
#include <utility>    // pair, move
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// How much an overlay may cost before it is given up, and which cells then are to be left out of the next.
struct overlay_limit {
    static constexpr std::size_t deepest = 16;  ///< piles of so many rings of a tier are never too much

    std::span<const std::uint32_t> tier_of_cell;  ///< ascending
    std::vector<bool> left_out;                   ///< by cell
    std::size_t most_overlaps = static_cast<std::size_t>(-1);
    unsigned turn = 0;  ///< how often it was given up before: each time more cells are blamed, so that it ends soon
};

/// The faces into which the borders of all cells divide the world, and which cells cover each: overlaps and gaps.
///
/// A level line rises over the edges and keeps those that it meets in order, west to east. Only what happens at the
/// ends of edges changes anything, so each end costs a search. Sides are decided exactly, in integers, and so are the
/// areas; only a crossing within two edges is rounded (`fine_point`). A ring counts even-odd, a polygon is its outer
/// ring without its holes, a cell is all its polygons together: what `outlines::contains` says.
///
/// O((n + k) log n) for n edges as drawn that meet k times, as long as a level line meets few of them (its list is an
/// array) and faces are covered by few cells: each set of cells that covers a face is kept, with all its members.
/// With an `overlay_limit` that memory has an end: O(n + most_overlaps). Deterministic, and the same whatever the order
/// of the rings.
template <position_type P>
class overlay {
public:
    /// Around everything.
    static constexpr std::uint32_t outer_face = 0;

    overlay(const overlay&) = delete;  // points into itself
    overlay& operator=(const overlay&) = delete;

    explicit overlay(const outlines<P>& borders) : overlay{borders, 0, borders.cell_count()} {}

    /// Of the cells from `first_cell` to before `last_cell` only.
    overlay(const outlines<P>& borders, std::size_t first_cell, std::size_t last_cell)
        : rings_{rings_of(borders, first_cell, last_cell)},
          polygon_of_ring_{polygons_of(rings_)},
          cutter_{borders, polygon_of_ring_},
          edges_{std::move(cutter_.edges())} {
        build();
    }

    /// Of all cells but those left out. Only if `too_many()` is empty there are faces.
    overlay(const outlines<P>& borders, const overlay_limit& limit)
        : limit_{&limit},
          rings_{rings_of(borders, 0, borders.cell_count(), &limit.left_out)},
          polygon_of_ring_{polygons_of(rings_)},
          cutter_{borders, polygon_of_ring_, limit.most_overlaps / 8},
          edges_{std::move(cutter_.edges())} {
        if (!cutter_.meetings_of_rings().empty()) {
            blame_those_met_most();
            return;
        }
        build();
    }

    /// The cells, ascending, without which it may be tried again, when it was given up.
    [[nodiscard]] const std::vector<std::uint32_t>& too_many() const noexcept { return too_many_; }

    [[nodiscard]] const std::vector<overlay_edge>& edges() const noexcept { return edges_; }
    [[nodiscard]] std::size_t face_count() const noexcept { return ring_set_of_face_.size(); }
    /// The set of cells that cover a face.
    [[nodiscard]] std::uint32_t set_of(std::size_t face) const noexcept { return cell_set_of_face_[face]; }
    [[nodiscard]] std::size_t set_count() const noexcept { return cell_sets_.size(); }
    /// The cells of a set, ascending.
    [[nodiscard]] const std::vector<std::uint32_t>& cells_of(std::uint32_t set) const noexcept {
        return *cell_sets_[set];
    }
    /// Twice the area, exactly, in square fine units; nothing that means anything for the outer face.
    [[nodiscard]] int128 twice_area(std::size_t face) const noexcept { return twice_areas_[face]; }
    [[nodiscard]] const std::vector<crossings>& crossings_of_polygons() const noexcept {
        return cutter_.crossings_of_polygons();
    }

private:
    struct ring_place {
        std::uint32_t cell = 0;
        std::uint32_t polygon = overlay_edges<P>::no_polygon;
        bool is_hole = false;
    };

    void build() {
        sweep();
        if (pairs_ > most_pairs()) {
            blame_the_piled();
            return;
        }
        number_faces();
        cell_sets_of_faces();
        measure();
    }

    [[nodiscard]] static std::vector<ring_place> rings_of(const outlines<P>& borders, std::size_t first_cell,
                                                          std::size_t last_cell,
                                                          const std::vector<bool>* left_out = nullptr) {
        std::vector<ring_place> rings;
        for (std::size_t cell = first_cell; cell < last_cell; ++cell) {
            if (!borders.has_area(cell) || (left_out != nullptr && (*left_out)[cell])) { continue; }
            for (auto part = borders.first_polygon(cell); part < borders.first_polygon(cell + 1); ++part) {
                for (auto r = borders.first_ring(part); r < borders.first_ring(part + std::size_t{1}); ++r) {
                    if (rings.size() <= r) { rings.resize(r + std::size_t{1}); }
                    rings[r] = {static_cast<std::uint32_t>(cell), part, r != borders.first_ring(part)};
                }
            }
        }
        return rings;
    }
    [[nodiscard]] static std::vector<std::uint32_t> polygons_of(const std::vector<ring_place>& rings) {
        std::vector<std::uint32_t> polygons;
        for (const ring_place& each : rings) { polygons.push_back(each.polygon); }
        return polygons;
    }

    // Faces are nodes until the sweep is over; the parts of one face may be found out to be one late.
    std::uint32_t new_node(std::uint32_t ring_set) {
        parent_.push_back(static_cast<std::uint32_t>(parent_.size()));
        node_rings_.push_back(ring_set);
        if (limit_ != nullptr) { pairs_ += pairs_of_ring_set_[ring_set]; }
        return parent_.back();
    }
    [[nodiscard]] std::size_t most_pairs() const noexcept {
        return limit_ == nullptr ? static_cast<std::size_t>(-1) : limit_->most_overlaps;
    }

    [[nodiscard]] std::uint32_t tier_of_ring(std::uint32_t ring) const noexcept {
        return limit_->tier_of_cell[rings_[ring].cell];
    }
    // Pairs of rings of one tier around a face, where they are piled high. Not of cells: many rings of one cell, or
    // many holes, cost as much memory.
    [[nodiscard]] std::size_t pairs_in(const std::vector<std::uint32_t>& around) const noexcept {
        std::size_t pairs = 0;
        for (std::size_t i = 0; i < around.size();) {
            const std::size_t first = i;
            while (i < around.size() && tier_of_ring(around[i]) == tier_of_ring(around[first])) { ++i; }
            const std::size_t deep = i - first;
            if (deep > overlay_limit::deepest) { pairs += deep * (deep - 1) / 2; }
        }
        return pairs;
    }
    void blame_those_met_most() {
        std::vector<std::size_t> of_cell;
        for (std::size_t r = 0; r < rings_.size(); ++r) {
            if (rings_[r].polygon == overlay_edges<P>::no_polygon) { continue; }
            of_cell.resize(std::max<std::size_t>(of_cell.size(), rings_[r].cell + std::size_t{1}));
            of_cell[rings_[r].cell] += cutter_.meetings_of_rings()[r];
        }
        const std::size_t most = *std::max_element(of_cell.begin(), of_cell.end());
        const std::size_t enough = std::max<std::size_t>(1, most >> std::min(limit_->turn + 1, 60U));
        for (std::uint32_t cell = 0; cell < of_cell.size(); ++cell) {
            if (of_cell[cell] >= enough) { too_many_.push_back(cell); }
        }
    }
    // In each pile that was met, the cells of all but the first so many rings.
    void blame_the_piled() {
        std::vector<bool> is_blamed(limit_->tier_of_cell.size());
        for (std::uint32_t set = 0; set < ring_sets_.size(); ++set) {
            if (pairs_of_ring_set_[set] == 0) { continue; }
            std::size_t kept = 0;
            std::uint32_t tier = 0;
            for (const std::uint32_t ring : *ring_sets_[set]) {
                if (tier_of_ring(ring) != tier) { kept = 0; }
                tier = tier_of_ring(ring);
                if (is_blamed[rings_[ring].cell]) { continue; }
                if (kept == overlay_limit::deepest) {
                    is_blamed[rings_[ring].cell] = true;
                } else {
                    ++kept;
                }
            }
        }
        for (std::uint32_t cell = 0; cell < is_blamed.size(); ++cell) {
            if (is_blamed[cell]) { too_many_.push_back(cell); }
        }
    }
    std::uint32_t root(std::uint32_t node) noexcept {
        while (parent_[node] != node) { node = parent_[node] = parent_[parent_[node]]; }
        return node;
    }
    void unite(std::uint32_t a, std::uint32_t b) noexcept {
        a = root(a);
        b = root(b);
        parent_[std::max(a, b)] = std::min(a, b);
    }

    static std::uint32_t number_in(std::map<std::vector<std::uint32_t>, std::uint32_t>& numbers,
                                   std::vector<const std::vector<std::uint32_t>*>& sets,
                                   const std::vector<std::uint32_t>& wanted) {
        const auto [at, is_new] = numbers.try_emplace(wanted, static_cast<std::uint32_t>(sets.size()));
        if (is_new) { sets.push_back(&at->first); }
        return at->second;
    }

    // The rings around a face beyond an edge: those that run along the edge change.
    std::uint32_t beyond(std::uint32_t ring_set, std::uint32_t edge_rings) {
        const auto [at, is_new] = beyond_.try_emplace({ring_set, edge_rings}, 0);
        if (is_new) {
            std::vector<std::uint32_t> result;
            const auto& a = *ring_sets_[ring_set];
            const auto& b = cutter_.ring_set(edge_rings);
            std::set_symmetric_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(result));
            at->second = number_of_rings(result);
        }
        return at->second;
    }
    std::uint32_t number_of_rings(const std::vector<std::uint32_t>& rings) {
        const std::uint32_t number = number_in(ring_set_numbers_, ring_sets_, rings);
        if (limit_ != nullptr && number == pairs_of_ring_set_.size()) {
            pairs_of_ring_set_.push_back(pairs_in(rings));
        }
        return number;
    }

    void sweep() {
        new_node(number_of_rings({}));
        std::vector<fine_point> ends;
        for (const overlay_edge& e : edges_) { ends.push_back(e.upper); }
        std::sort(ends.begin(), ends.end(), is_met_before<lon_lat>);

        std::vector<std::uint32_t> starting;  // edges, by number
        std::vector<std::uint32_t> met;       // by the level line, west to east
        const auto stands_before = [this](std::uint32_t a, std::uint32_t b) {
            return overlay_edges<P>::stands_before(edges_[a], edges_[b]);
        };
        const auto side_of = [this](std::uint32_t e, const fine_point& at) {
            return orientation(edges_[e].lower, edges_[e].upper, at);
        };
        const std::size_t as_cut = edges_.size();
        std::uint32_t next_start = 0;
        auto next_end = ends.cbegin();
        while (next_end != ends.cend() && pairs_ <= most_pairs()) {
            fine_point at = *next_end;
            if (next_start < as_cut && is_met_before(edges_[next_start].lower, at)) { at = edges_[next_start].lower; }
            std::size_t ending = 0;
            for (; next_end != ends.cend() && *next_end == at; ++next_end) { ++ending; }
            starting.clear();
            for (; next_start < as_cut && edges_[next_start].lower == at; ++next_start) {
                starting.push_back(next_start);
            }
            const auto begin =
                std::partition_point(met.begin(), met.end(), [&](std::uint32_t e) { return side_of(e, at) < 0; });
            auto first = static_cast<std::size_t>(begin - met.begin());
            std::size_t last = first;
            std::size_t found = 0;
            while (last < met.size() && side_of(met[last], at) == 0) { found += edges_[met[last++]].upper == at; }
            // A crossing that was rounded may have put edges a unit on the wrong side of each other.
            if (found != ending) { widen(met, at, first, last); }

            const std::uint32_t west = first == 0 ? outer_face : edges_[met[first - 1]].right;
            const std::uint32_t east = last == first ? west : edges_[met[last - 1]].right;
            bool is_bent = false;
            for (std::size_t i = first; i < last; ++i) {
                if (edges_[met[i]].upper == at) { continue; }
                is_bent = true;  // passes here but for the rounding: it goes through the point, and on as a new edge
                overlay_edge rest = edges_[met[i]];
                rest.lower = at;
                edges_[met[i]].upper = at;
                starting.push_back(static_cast<std::uint32_t>(edges_.size()));
                edges_.push_back(rest);
            }
            if (is_bent) { std::sort(starting.begin(), starting.end(), stands_before); }
            if (starting.empty()) { unite(west, east); }
            std::uint32_t left = west;
            for (std::size_t i = 0; i < starting.size(); ++i) {
                const std::uint32_t right = i + 1 == starting.size()
                                                ? east
                                                : new_node(beyond(node_rings_[root(left)], edges_[starting[i]].rings));
                edges_[starting[i]].left = left;
                edges_[starting[i]].right = right;
                left = right;
            }
            replace(met, first, last, starting);
        }
    }

    void widen(const std::vector<std::uint32_t>& met, const fine_point& at, std::size_t& first,
               std::size_t& last) const {
        for (std::size_t i = 0; i < met.size(); ++i) {
            if (edges_[met[i]].upper != at) { continue; }
            if (first == last) {
                first = i;
                last = i + 1;
            }
            first = std::min(first, i);
            last = std::max(last, i + 1);
        }
    }

    static void replace(std::vector<std::uint32_t>& met, std::size_t first, std::size_t last,
                        const std::vector<std::uint32_t>& by) {
        const std::size_t same = std::min(last - first, by.size());
        std::copy(by.begin(), by.begin() + static_cast<std::ptrdiff_t>(same),
                  met.begin() + static_cast<std::ptrdiff_t>(first));
        const auto from = met.begin() + static_cast<std::ptrdiff_t>(first + same);
        if (by.size() > same) {
            met.insert(from, by.begin() + static_cast<std::ptrdiff_t>(same), by.end());
        } else {
            met.erase(from, met.begin() + static_cast<std::ptrdiff_t>(last));
        }
    }

    void number_faces() {
        std::vector<std::uint32_t> face_of(parent_.size());
        for (std::uint32_t node = 0; node < parent_.size(); ++node) {
            if (root(node) == node) {  // before all the others of its face
                face_of[node] = static_cast<std::uint32_t>(ring_set_of_face_.size());
                ring_set_of_face_.push_back(node_rings_[node]);
            }
        }
        for (overlay_edge& e : edges_) {
            e.left = face_of[root(e.left)];
            e.right = face_of[root(e.right)];
        }
    }

    void cell_sets_of_faces() {
        std::vector<std::uint32_t> of_ring_set;
        for (const auto* around : ring_sets_) {
            std::vector<std::uint32_t> cells;
            for (std::size_t i = 0; i < around->size();) {  // the rings of one polygon stand together, the outer first
                const ring_place first = rings_[(*around)[i]];
                bool in_hole = false;
                for (; i < around->size() && rings_[(*around)[i]].polygon == first.polygon; ++i) {
                    in_hole = in_hole || rings_[(*around)[i]].is_hole;
                }
                if (!in_hole && (cells.empty() || cells.back() != first.cell)) { cells.push_back(first.cell); }
            }
            of_ring_set.push_back(number_in(cell_set_numbers_, cell_sets_, cells));
        }
        for (const std::uint32_t set : ring_set_of_face_) { cell_set_of_face_.push_back(of_ring_set[set]); }
    }

    void measure() {
        std::vector<uint128> sums(face_count());  // unsigned: a partial sum may leave the range of the total
        for (const overlay_edge& e : edges_) {
            const fine_point& origin = edges_.front().lower;
            const auto twice = static_cast<uint128>((int128{e.lower.x} - origin.x) * (int128{e.upper.y} - origin.y) -
                                                    (int128{e.lower.y} - origin.y) * (int128{e.upper.x} - origin.x));
            sums[e.left] += twice;
            sums[e.right] -= twice;
        }
        for (const uint128 sum : sums) { twice_areas_.push_back(static_cast<int128>(sum)); }
    }

    const overlay_limit* limit_ = nullptr;
    std::vector<ring_place> rings_;  // those left out have no polygon
    std::vector<std::uint32_t> polygon_of_ring_;
    overlay_edges<P> cutter_;
    std::vector<overlay_edge> edges_;
    std::vector<std::uint32_t> parent_;      // of each node; itself for a root
    std::vector<std::uint32_t> node_rings_;  // the set of rings around it
    std::map<std::vector<std::uint32_t>, std::uint32_t> ring_set_numbers_;
    std::vector<const std::vector<std::uint32_t>*> ring_sets_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> beyond_;
    std::vector<std::uint32_t> ring_set_of_face_;
    std::map<std::vector<std::uint32_t>, std::uint32_t> cell_set_numbers_;
    std::vector<const std::vector<std::uint32_t>*> cell_sets_;
    std::vector<std::uint32_t> cell_set_of_face_;
    std::vector<int128> twice_areas_;
    std::vector<std::size_t> pairs_of_ring_set_;  // where there is a limit
    std::size_t pairs_ = 0;                       // of all nodes
    std::vector<std::uint32_t> too_many_;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
