#pragma once

#include "muster/core/arithmetic.hpp"              // quantise
#include "muster/core/units.hpp"                   // length
#include "muster/grid/cell_covers.hpp"             // billionths_of_box
#include "muster/grid/cell_order.hpp"              // is_key_before
#include "muster/grid/detail/overlay.hpp"          // overlay
#include "muster/grid/detail/overlay_regions.hpp"  // region_pieces, face_places
#include "muster/grid/detail/ring_faults.hpp"      // each_ring_fault, sorted_edges
#include "muster/grid/drawing_check.hpp"           // in_key_order
#include "muster/grid/drawing_fault.hpp"           // drawing_fault
#include "muster/grid/outlines.hpp"                // outlines
#include "muster/grid/polygon.hpp"                 // tier_drawing

#include <algorithm>    // sort, stable_sort, lower_bound, binary_search, max
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
        const overlay<P> faces{borders_};
        cover_.resize(cells_.size());
        tell_crossings(faces);
        find_parents(faces);
        tell_areas(faces);
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
    };
    struct ring_entry {
        std::vector<std::pair<vertex<P>, vertex<P>>> edges;
        std::uint32_t cell;
        std::size_t part;   // which polygon
        std::size_t place;  // which ring of it
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
    struct question {
        kind about;
        std::uint32_t cell;
        std::uint32_t other;
        friend auto operator<=>(const question&, const question&) = default;
    };
    struct amount {  // of the pieces of one question that are one fault
        int128 twice_area = 0;
        double area_m2 = 0;
        double width_mm = 0;
        std::size_t count = 0;
        double largest = -1;
        std::uint32_t face = 0;
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
                if (usable) { rings_.push_back({sorted_edges(positions), number, p, which}); }
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
        const auto is_hole = [](const ring_entry& r) { return r.place > 0; };
        // Outer rings within a tier, holes within a cell: a hole and what fills it are no fault.
        const auto scope = [&](const ring_entry& r) {
            return is_hole(r) ? std::pair{cells_[r.cell].tier, r.cell} : std::pair{cells_[r.cell].tier, none};
        };
        std::sort(rings_.begin(), rings_.end(), [&](const ring_entry& a, const ring_entry& b) {
            const auto scope_a = scope(a);
            const auto scope_b = scope(b);
            return std::tie(scope_a, a.edges, a.cell, a.part, a.place) <
                   std::tie(scope_b, b.edges, b.cell, b.part, b.place);
        });
        for (std::size_t i = 1, first = 0; i < rings_.size(); ++i) {
            if (scope(rings_[i]) != scope(rings_[first]) || rings_[i].edges != rings_[first].edges) {
                first = i;
                continue;
            }
            drawing_fault<P>& fault = tell(kind::duplicated_ring, rings_[i].cell, rings_[first].cell);
            fault.polygon = rings_[i].part;
            fault.ring = rings_[i].place;
            if (!rings_[i].edges.empty()) { fault.place = to_position(rings_[i].edges.front().first); }
            if (rings_[i].cell != rings_[first].cell) { twins_.emplace_back(rings_[first].cell, rings_[i].cell); }
        }
        rings_.clear();
        std::sort(twins_.begin(), twins_.end());
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

    // What the cells of a face make it part of.
    void ask(const std::vector<std::uint32_t>& cells, std::vector<question>& asked) const {
        const auto holds = [&](std::uint32_t wanted) { return std::binary_search(cells.begin(), cells.end(), wanted); };
        std::size_t first = 0;
        for (std::size_t t = 0; t < tiers_.size(); ++t) {
            std::size_t last = first;
            while (last < cells.size() && cells_[cells[last]].tier == t) { ++last; }
            for (std::size_t i = first; i < last; ++i) {
                asked.push_back({kind::sliver, cells[i], none});
                for (std::size_t j = i + 1; j < last; ++j) { asked.push_back({kind::overlap, cells[i], cells[j]}); }
                const std::uint32_t parent = cells_[cells[i]].parent;
                if (parent != none && cover_[parent] != 0 && !holds(parent)) {
                    asked.push_back({kind::leaves_parent, cells[i], parent});
                }
            }
            const bool has_below = last < cells.size() && cells_[cells[last]].tier == t + 1;
            if (last > first && t + 1 < tiers_.size() && !has_below) {
                asked.push_back({kind::gap, cells[first], none});
            }
            if (t == 0 && last == first) { asked.push_back({kind::gap, none, none}); }
            first = last;
        }
    }

    void tell_areas(const overlay<P>& faces) {
        std::vector<std::vector<question>> of_set(faces.set_count());
        std::map<question, std::uint32_t> numbers;
        for (std::uint32_t set = 0; set < of_set.size(); ++set) {
            ask(faces.cells_of(set), of_set[set]);
            for (const question& each : of_set[set]) { numbers.emplace(each, 0); }
        }
        std::vector<question> all;
        for (auto& [each, number] : numbers) {
            number = static_cast<std::uint32_t>(all.size());
            all.push_back(each);
        }
        std::vector<std::vector<std::uint32_t>> asked(of_set.size());
        for (std::size_t set = 0; set < of_set.size(); ++set) {
            for (const question& each : of_set[set]) { asked[set].push_back(numbers[each]); }
            std::sort(asked[set].begin(), asked[set].end());
        }
        const std::vector<region_piece> pieces = region_pieces<P>(faces, asked);
        const face_places<P> places{faces};
        for (std::size_t i = 0; i < pieces.size();) {
            const std::uint32_t number = pieces[i].question;
            amount wide;
            amount slivers;
            for (; i < pieces.size() && pieces[i].question == number; ++i) {
                if (pieces[i].is_outer || pieces[i].twice_area <= 0) { continue; }
                const bool is_sliver = pieces[i].width_mm < static_cast<double>(options_.sliver_width.mm);
                add(pieces[i], is_sliver ? slivers : wide);
                if (all[number].about == kind::gap && !is_sliver) {  // each by itself
                    tell_amount(all[number], wide, false, places);
                    wide = {};
                }
            }
            const question& about = all[number];
            if (about.about == kind::sliver) {
                if (wide.count == 0) { tell_amount(about, slivers, true, places); }
                continue;
            }
            tell_amount(about, wide, false, places);
            tell_amount(about, slivers, true, places);
        }
    }

    static void add(const region_piece& piece, amount& to) {
        to.twice_area += piece.twice_area;
        to.area_m2 += piece.area_m2;
        to.width_mm = std::max(to.width_mm, piece.width_mm);
        ++to.count;
        if (piece.area_m2 > to.largest) {
            to.largest = piece.area_m2;
            to.face = piece.face;
        }
    }

    void tell_amount(const question& about, const amount& size, bool is_sliver, const face_places<P>& places) {
        if (size.count == 0) { return; }
        if (about.about != kind::sliver && size.area_m2 < options_.least_area_m2) { return; }
        if (about.about == kind::overlap && !is_sliver && are_the_same(about, size)) { return; }
        drawing_fault<P>& fault = tell(is_sliver ? kind::sliver : about.about, about.cell, about.other);
        if (is_sliver) { fault.of = about.about; }
        if (about.about == kind::gap && about.cell != none) { fault.other_tier = tiers_[fault.tier + 1].name; }
        fault.area_m2 = size.area_m2;
        fault.width = {quantise(size.width_mm, 1)};
        fault.count = size.count;
        fault.place = places(size.face);
    }

    // Two cells with one area have been told as a ring that is there twice.
    [[nodiscard]] bool are_the_same(const question& about, const amount& size) const {
        return static_cast<uint128>(size.twice_area) == cover_[about.cell] &&
               cover_[about.cell] == cover_[about.other] &&
               std::binary_search(twins_.begin(), twins_.end(), std::pair{about.cell, about.other});
    }

    std::span<const tier_drawing<P>> tiers_;
    const drawing_fault_options& options_;
    std::vector<std::uint32_t> first_of_tier_;
    std::vector<cell_entry> cells_;
    std::vector<ring_entry> rings_;
    std::vector<polygon_entry> polygons_;  // those measured
    std::vector<std::pair<std::uint32_t, std::uint32_t>> twins_;
    outlines<P> borders_;
    std::vector<uint128> cover_;  // twice what each cell covers
    std::vector<entry> found_;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
