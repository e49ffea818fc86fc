#pragma once

#include "muster/core/arithmetic.hpp"              // quantise
#include "muster/core/units.hpp"                   // length
#include "muster/grid/cell_covers.hpp"             // billionths_of_box
#include "muster/grid/cell_order.hpp"              // is_key_before
#include "muster/grid/detail/area_amounts.hpp"     // area_amounts
#include "muster/grid/detail/face_places.hpp"      // face_edges, face_places
#include "muster/grid/detail/overlay.hpp"          // overlay, overlay_limit
#include "muster/grid/detail/ring_faults.hpp"      // each_ring_fault, sorted_edges
#include "muster/grid/drawing_check.hpp"           // in_key_order
#include "muster/grid/drawing_fault.hpp"           // drawing_fault
#include "muster/grid/outlines.hpp"                // outlines
#include "muster/grid/polygon.hpp"                 // tier_drawing

#include <algorithm>    // sort, stable_sort, lower_bound, min
#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <map>          // map
#include <span>         // span
#include <string>       // string
#include <string_view>  // string_view
#include <tuple>        // tie
#include <utility>      // move, pair
#include <vector>       // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// Collects what `drawing_faults` tells. Cells of all tiers are numbered in one sequence, by tier and key, so that the
/// order in which they were drawn decides nothing.
template <position_type P>
class drawing_scan {
public:
    drawing_scan(std::span<const tier_drawing<P>> tiers, const drawing_fault_options& options)
        : tiers_{tiers}, options_{options} {
        for (std::size_t t = 0; t < tiers.size(); ++t) { number_cells(t); }
        first_of_tier_.push_back(static_cast<std::uint32_t>(cells_.size()));
        for (std::uint32_t c = 0; c < cells_.size(); ++c) { scan_cell(c); }
        compare_rings();
        collapse_same_cells();
        measure();
        std::stable_sort(found_.begin(), found_.end(), [](const entry& a, const entry& b) {
            return std::tie(a.fault.tier, a.rank, a.fault.kind, a.fault.of, a.other_rank, a.fault.polygon,
                            a.fault.ring) < std::tie(b.fault.tier, b.rank, b.fault.kind, b.fault.of, b.other_rank,
                                                     b.fault.polygon, b.fault.ring);
        });
    }

    [[nodiscard]] std::vector<drawing_fault<P>> take() && {
        std::vector<drawing_fault<P>> faults;
        faults.reserve(found_.size());
        for (entry& each : found_) { faults.push_back(std::move(each.fault)); }
        return faults;
    }

private:
    using kind = drawing_fault_kind;
    static constexpr std::uint32_t none = 0xffff'ffffU;

    struct cell_entry {
        std::size_t tier;
        std::size_t drawn;     // its index in its tier
        bool is_whole = true;  // none of its rings was left out
        bool has_flat_ring = false;
        std::uint32_t parent = none;
        std::uint32_t same_as = none;     // an earlier cell that is drawn exactly so, and stands for this one
        std::uint32_t first_twin = none;  // the first cell of its tier with one of its outer rings
    };
    struct ring_entry {
        std::vector<std::pair<vertex<P>, vertex<P>>> edges;
        std::uint32_t cell;
        std::size_t part;   // which polygon
        std::size_t place;  // which ring of it
        std::size_t shape;  // the same for equal rings
    };
    struct polygon_entry {
        std::uint32_t cell;
        std::size_t polygon;  // as drawn
    };
    struct entry {
        drawing_fault<P> fault;
        std::uint32_t rank;
        std::uint32_t other_rank;
    };
    [[nodiscard]] const cell_drawing<P>& drawn(std::uint32_t cell) const {
        return tiers_[cells_[cell].tier].cells[cells_[cell].drawn];
    }

    drawing_fault<P>& tell(kind what, std::uint32_t cell, std::uint32_t other = none) {
        drawing_fault<P> fault;
        fault.kind = what;
        if (cell != none) {
            fault.tier = cells_[cell].tier;
            fault.cell = cells_[cell].drawn;
            fault.key = drawn(cell).key;
        }
        if (!tiers_.empty()) { fault.tier_name = tiers_[fault.tier].name; }
        if (other != none) {
            fault.other = cells_[other].drawn;
            fault.other_key = drawn(other).key;
            if (cells_[other].tier != fault.tier) { fault.other_tier = tiers_[cells_[other].tier].name; }
        }
        found_.push_back({std::move(fault), cell, other});
        return found_.back().fault;
    }

    void number_cells(std::size_t tier) {
        first_of_tier_.push_back(static_cast<std::uint32_t>(cells_.size()));
        const auto& cells = tiers_[tier].cells;
        if (cells.empty()) {
            tell(kind::no_cells, none).tier = tier;
            found_.back().fault.tier_name = tiers_[tier].name;
        }
        for (const std::size_t i : in_key_order(tiers_[tier])) {
            const auto number = static_cast<std::uint32_t>(cells_.size());
            const bool again = number > first_of_tier_.back() && drawn(number - 1).key == cells[i].key;
            cells_.push_back({tier, i});
            if (again) { tell(kind::duplicate_key, number, number - 1); }
        }
    }

    void scan_cell(std::uint32_t number) {
        const cell_drawing<P>& cell = drawn(number);
        multi_polygon<P> measured;
        for (std::size_t p = 0; p < cell.area.size(); ++p) {
            const auto scan = [&](const ring<P>& positions, std::size_t which) {
                const bool usable = each_ring_fault(
                    positions, options_.harmless, [&](kind what, const P* at, std::size_t count, length width) {
                        drawing_fault<P>& fault = tell(what, number);
                        fault.polygon = p;
                        fault.ring = which;
                        if (at != nullptr) { fault.place = *at; }
                        fault.count = count;
                        fault.width = width;
                        cells_[number].has_flat_ring = cells_[number].has_flat_ring || what == kind::flat_ring;
                    });
                if (usable) { rings_.push_back({sorted_edges(positions), number, p, which, 0}); }
                cells_[number].is_whole = cells_[number].is_whole && usable;
                return usable;
            };
            const auto closed = [](ring<P> positions) {
                if (positions.front() != positions.back()) { positions.push_back(positions.front()); }
                return positions;
            };
            polygon<P> part;
            const bool has_outer = scan(cell.area[p].outer, 0);
            if (has_outer) { part.outer = closed(cell.area[p].outer); }
            for (std::size_t h = 0; h < cell.area[p].holes.size(); ++h) {
                if (scan(cell.area[p].holes[h], h + 1)) { part.holes.push_back(closed(cell.area[p].holes[h])); }
            }
            if (!has_outer) { continue; }
            measured.push_back(std::move(part));
            polygons_.push_back({number, p});
        }
        borders_.add(measured);
    }

    void compare_rings() {
        // Outer rings within a tier, holes within a cell: a hole and what fills it are no fault.
        const auto scope = [&](const ring_entry& r) {
            return std::pair{cells_[r.cell].tier, r.place > 0 ? r.cell : none};
        };
        std::sort(rings_.begin(), rings_.end(), [&](const ring_entry& a, const ring_entry& b) {
            const auto order = a.edges <=> b.edges;
            if (order != 0) { return order < 0; }
            const auto scope_a = scope(a);
            const auto scope_b = scope(b);
            return std::tie(scope_a, a.cell, a.part, a.place) < std::tie(scope_b, b.cell, b.part, b.place);
        });
        for (std::size_t i = 0, first = 0; i < rings_.size(); ++i) {
            ring_entry& ring = rings_[i];
            const bool is_equal = i > 0 && ring.edges == rings_[i - 1].edges;
            if (i > 0) { ring.shape = rings_[i - 1].shape + (is_equal ? 0U : 1U); }
            if (!is_equal || scope(ring) != scope(rings_[first])) { first = i; }
            const std::uint32_t first_cell = rings_[first].cell;
            if (ring.place == 0) {
                cells_[ring.cell].first_twin = std::min(cells_[ring.cell].first_twin, first_cell);
            }
            if (first == i) { continue; }
            drawing_fault<P>& fault = tell(kind::duplicated_ring, ring.cell, first_cell);
            fault.polygon = ring.part;
            fault.ring = ring.place;
            if (!ring.edges.empty()) { fault.place = to_position(ring.edges.front().first); }
        }
    }

    // Thousands of equal cells would be compared two by two, to say nothing that is not true of the first.
    void collapse_same_cells() {
        using shape = std::vector<std::vector<std::size_t>>;  // the outer ring and the holes of each polygon
        std::vector<shape> shapes(cells_.size());
        std::sort(rings_.begin(), rings_.end(), [](const ring_entry& a, const ring_entry& b) {
            return std::tie(a.cell, a.part, a.place) < std::tie(b.cell, b.part, b.place);
        });
        for (std::size_t i = 0; i < rings_.size(); ++i) {
            shape& of_cell = shapes[rings_[i].cell];
            const bool is_next = i > 0 && rings_[i - 1].cell == rings_[i].cell && rings_[i - 1].part == rings_[i].part;
            if (!is_next) { of_cell.push_back({}); }
            of_cell.back().push_back(rings_[i].shape);
        }
        rings_.clear();
        rings_.shrink_to_fit();
        std::vector<std::uint32_t> order;
        for (std::uint32_t c = 0; c < cells_.size(); ++c) {
            if (!cells_[c].is_whole || shapes[c].empty()) { continue; }
            for (auto& part : shapes[c]) { std::sort(part.begin() + 1, part.end()); }
            std::sort(shapes[c].begin(), shapes[c].end());
            order.push_back(c);
        }
        const auto is_like = [&](std::uint32_t a, std::uint32_t b) {
            return cells_[a].tier == cells_[b].tier && shapes[a] == shapes[b] && drawn(a).parent == drawn(b).parent;
        };
        std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            return std::tie(cells_[a].tier, shapes[a], drawn(a).parent, a) <
                   std::tie(cells_[b].tier, shapes[b], drawn(b).parent, b);
        });
        for (std::size_t i = 1, first = 0; i < order.size(); ++i) {
            if (!is_like(order[first], order[i])) { first = i; }
            if (first != i) { cells_[order[i]].same_as = order[first]; }
        }
    }

    // The cell that stands for this one in the overlay.
    [[nodiscard]] std::uint32_t measured(std::uint32_t cell) const noexcept {
        return cells_[cell].same_as == none ? cell : cells_[cell].same_as;
    }

    void measure() {
        std::vector<std::uint32_t> tier_of_cell;
        overlay_limit limit;
        for (const cell_entry& each : cells_) {
            tier_of_cell.push_back(static_cast<std::uint32_t>(each.tier));
            limit.left_out.push_back(each.same_as != none);
        }
        limit.tier_of_cell = tier_of_cell;
        limit.most_overlaps = options_.most_overlaps;
        // Each turn leaves out one cell at least.
        for (;; ++limit.turn) {
            const overlay<P> faces{borders_, limit};
            for (const std::uint32_t cell : faces.too_many()) { leave_out(cell, limit); }
            if (!faces.too_many().empty()) { continue; }
            tell_crossings(faces);
            find_parents(faces);
            tell_areas(faces, tier_of_cell);
            return;
        }
    }
    void leave_out(std::uint32_t cell, overlay_limit& limit) {
        for (std::uint32_t c = cell; c < cells_.size(); ++c) {
            if (measured(c) != cell) { continue; }
            limit.left_out[c] = true;
            cells_[c].is_whole = false;
            tell(kind::not_compared, c).place = to_position(first_vertex(c));
        }
    }

    void tell_crossings(const overlay<P>& faces) {
        const std::vector<crossings>& all = faces.crossings_of_polygons();
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (all[i].count == 0) { continue; }
            drawing_fault<P>& fault = tell(kind::self_crossing, polygons_[i].cell);
            fault.polygon = polygons_[i].polygon;
            fault.count = all[i].count;
            fault.place = from_fine<P>(all[i].first);
        }
    }

    void find_parents(const overlay<P>& faces) {
        cover_.assign(cells_.size(), 0);
        std::vector<uint128> of_set(faces.set_count());
        for (std::size_t face = 1; face < faces.face_count(); ++face) {
            of_set[faces.set_of(face)] += static_cast<uint128>(faces.twice_area(face));
        }
        std::map<std::pair<std::uint32_t, std::uint32_t>, uint128> shared;  // child, cell above
        for (std::uint32_t set = 0; set < of_set.size(); ++set) {
            const std::vector<std::uint32_t>& cells = faces.cells_of(set);
            for (const std::uint32_t child : cells) {
                cover_[child] += of_set[set];
                for (const std::uint32_t above : cells) {
                    if (cells_[above].tier + 1 == cells_[child].tier) { shared[{child, above}] += of_set[set]; }
                }
            }
        }
        std::vector<std::int64_t> most(cells_.size());
        for (const auto& [pair, twice] : shared) {
            const std::int64_t share =
                cell_covers<P>::billionths_of_box(borders_.bounds_of(pair.first), static_cast<int128>(twice));
            if (share > most[pair.first]) {
                most[pair.first] = share;
                cells_[pair.first].parent = pair.second;
            }
        }
        for (std::uint32_t c = 0; c < cells_.size(); ++c) {
            cover_[c] = cover_[measured(c)];
            cells_[c].parent = cells_[measured(c)].parent;
        }
        for (std::uint32_t c = 0; c < cells_.size(); ++c) {
            cell_entry& cell = cells_[c];
            const std::string& named = drawn(c).parent;
            if (cell.tier > 0 && !named.empty()) {
                cell.parent = find_key(cell.tier - 1, named);
                if (cell.parent == none) { tell(kind::orphan, c).other_key = named; }
            } else if (cell.tier > 0 && cell.parent == none && cell.is_whole) {
                drawing_fault<P>& fault = tell(kind::orphan, c);
                if (borders_.has_area(c)) { fault.place = to_position(first_vertex(c)); }
            }
            if (cover_[c] == 0 && cell.is_whole && !cell.has_flat_ring) {
                drawing_fault<P>& fault = tell(kind::no_area, c);
                if (borders_.has_area(c)) { fault.place = to_position(first_vertex(c)); }
            }
        }
    }

    [[nodiscard]] vertex<P> first_vertex(std::uint32_t cell) const {
        return borders_.ring_at(borders_.first_ring(borders_.first_polygon(cell)))[0];
    }

    [[nodiscard]] std::uint32_t find_key(std::size_t tier, std::string_view key) const {
        const auto first = cells_.begin() + first_of_tier_[tier];
        const auto last = cells_.begin() + first_of_tier_[tier + 1];
        const auto found = std::lower_bound(first, last, key, [&](const cell_entry& one, std::string_view wanted) {
            return is_key_before(tiers_[one.tier].cells[one.drawn].key, wanted);
        });
        if (found == last || tiers_[found->tier].cells[found->drawn].key != key) { return none; }
        return static_cast<std::uint32_t>(found - cells_.begin());
    }

    void tell_areas(const overlay<P>& faces, std::span<const std::uint32_t> tier_of_cell) {
        std::vector<std::uint32_t> parent_of;  // as measured; none where it covers nothing
        for (const cell_entry& each : cells_) {
            const bool is_asked = each.parent != none && cover_[each.parent] != 0;
            parent_of.push_back(is_asked ? measured(each.parent) : none);
        }
        const face_edges around{faces};
        const face_places<P> places{faces, around};
        area_amounts<P> amounts{faces, around, tiers_.size(), tier_of_cell, parent_of};
        amounts.each(options_.sliver_width, [&](const area_question& about, const area_amount& size, bool is_sliver) {
            tell_amount(about, size, is_sliver, places);
        });
    }

    void tell_amount(const area_question& about, const area_amount& size, bool is_sliver,
                     const face_places<P>& places) {
        if (about.about != kind::sliver && size.area_m2 < options_.least_area_m2) { return; }
        if (about.about == kind::overlap && !is_sliver && are_the_same(about, size)) { return; }
        const std::uint32_t other = about.about == kind::leaves_parent ? cells_[about.cell].parent : about.other;
        drawing_fault<P>& fault = tell(is_sliver ? kind::sliver : about.about, about.cell, other);
        if (is_sliver) { fault.of = about.about; }
        if (about.about == kind::gap && about.cell != none) { fault.other_tier = tiers_[fault.tier + 1].name; }
        fault.area_m2 = size.area_m2;
        fault.width = {quantise(size.width_mm, 1)};
        fault.count = size.count;
        fault.place = places(size.face);
    }

    // Two cells with one area have been told as a ring that is there twice.
    [[nodiscard]] bool are_the_same(const area_question& about, const area_amount& size) const {
        return static_cast<uint128>(size.twice_area) == cover_[about.cell] &&
               cover_[about.cell] == cover_[about.other] &&
               cells_[about.cell].first_twin == cells_[about.other].first_twin;
    }

    std::span<const tier_drawing<P>> tiers_;
    const drawing_fault_options& options_;
    std::vector<std::uint32_t> first_of_tier_;
    std::vector<cell_entry> cells_;
    std::vector<ring_entry> rings_;
    std::vector<polygon_entry> polygons_;  // those measured
    outlines<P> borders_;
    std::vector<uint128> cover_;  // twice what each cell covers
    std::vector<entry> found_;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
