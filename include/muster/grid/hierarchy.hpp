#pragma once

#include "muster/core/digest.hpp"                // digest
#include "muster/core/error.hpp"                 // error
#include "muster/core/expects.hpp"               // MUSTER_EXPECTS
#include "muster/core/ids.hpp"                   // cell_id
#include "muster/core/label.hpp"                 // label
#include "muster/core/name_book.hpp"             // name_book
#include "muster/core/result.hpp"                // result
#include "muster/core/units.hpp"                 // length
#include "muster/grid/cell_order.hpp"            // is_key_before
#include "muster/grid/cell_range.hpp"            // cell_range
#include "muster/grid/drawing_check.hpp"         // check_tiers
#include "muster/grid/nearest.hpp"               // near_cell, nearest_index
#include "muster/grid/neighbours.hpp"            // neighbours_among
#include "muster/grid/outlines.hpp"              // outlines
#include "muster/grid/parents.hpp"               // parent_among
#include "muster/grid/point_index.hpp"           // point_index
#include "muster/grid/polygon.hpp"               // tier_drawing, box
#include "muster/grid/representative_point.hpp"  // representative_point
#include "muster/grid/ring_area.hpp"             // area_m2
#include "muster/model/incident.hpp"             // position_of
#include "muster/model/location.hpp"             // location
#include "muster/model/stage_context.hpp"        // locate_context

#include <algorithm>    // lower_bound
#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <span>         // span
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// What a city may choose when it builds a `hierarchy`.
struct hierarchy_options {
    std::string fallback_owner;     ///< key of the cell that owns what has no place, looked for from the coarsest tier
                                    ///< on; when empty, the first cell of the coarsest tier
    length neighbour_reach{1'000};  ///< borders that come this close make neighbours; from 0 to 10 km
};

/// Nested areas of responsibility: from a point to the one cell that owns it, and to all tiers above.
///
/// Tiers are given from the coarsest (tier 0) to the finest, whose cells are the leaves; four are usual, up to
/// `location::max_tiers` work. The cells of all tiers are numbered in one sequence, tier by tier, within a tier in
/// the order of their keys (`is_key_before`): the same cells get the same ids in whatever order they were drawn.
///
/// - **Borders.** A point on a border belongs to exactly one side: a cell owns its western and southern borders
///   (`meets_ray`). So a point on the outer border of the city is in it on these sides, and outside on the others.
/// - **Overlaps.** The lowest leaf owns a point that several hold.
/// - **Parents.** A cell's parent is the one of the tier above that it shares most area with, the lowest of equals;
///   a cell that shares none goes to the nearest (`parent_among`). The leaf decides: its path follows the parents,
///   also where the drawing of a parent does not cover it.
/// - **Gaps.** A point in no leaf belongs to the finest cell that holds it, again the lowest of several.
/// - **Outside,** or without coordinates, the fallback owner has it: nothing is ever without an owner.
///
/// Answers are exact (`vertex`) and deterministic. A const hierarchy may be used from many threads at once, and keeps
/// nothing of what it was built from. Not for areas across the antimeridian or around a pole.
template <position_type P>
class hierarchy {
public:
    /// @throws muster::error that names tier, cell and place: no tier or too many, a tier without cells or with a key
    ///         twice, a fallback owner that no tier has, a reach out of its limits, an area that `check_cell` refuses;
    ///         its `where().feature` is the index of the cell in its tier, as drawn
    /// @complexity about O(n log n) in the number of vertices, and O(cells x cells of the tier above)
    explicit hierarchy(std::vector<tier_drawing<P>> tiers, const hierarchy_options& options = {}) {
        if (options.neighbour_reach.mm < 0 || options.neighbour_reach.mm > 10'000'000) {
            throw error{errc::out_of_range, "hierarchy: neighbour_reach is " +
                                                std::to_string(options.neighbour_reach.mm) +
                                                " mm; expected 0 to 10000000 mm"};
        }
        detail::check_tiers(tiers);
        for (tier_drawing<P>& drawing : tiers) { take(drawing); }
        link_parents();
        link_neighbours(options.neighbour_reach);
        fallback_ = cell_named(options.fallback_owner);
        prepare_answers();
    }

    /// The same without an exception for bad input.
    [[nodiscard]] static result<hierarchy> make(std::vector<tier_drawing<P>> tiers,
                                                const hierarchy_options& options = {}) {
        return try_make<hierarchy>(std::move(tiers), options);
    }

    /// The one cell that owns the point, with its path. Never throws, never allocates; there is always an owner.
    ///
    /// A position that is not valid (NaN, out of range) counts as none. O(1) for evenly drawn cells; a point outside
    /// is compared with the boxes of all leaves, to name the nearest.
    [[nodiscard]] location locate(const P& place) const noexcept {
        if (!is_valid(place)) { return unknown_; }
        const vertex<P> at = to_vertex(place);
        const std::uint32_t owner = index_.find(at);
        return owner != index_.nowhere ? answers_[owner] : outside(at);
    }

    /// For an incident without coordinates: the fallback owner.
    [[nodiscard]] location locate_unknown() const noexcept { return unknown_; }

    /// The locate stage of a policy, for any type that `muster::fields` maps. Copies of a hierarchy are large: a policy
    /// that is one of many binds a lambda that refers to one.
    template <class Incident>
    [[nodiscard]] location operator()(const Incident& incident, const locate_context&) const {
        const known<P> place = muster::position_of<P, fields<Incident>>(incident);
        return place ? locate(place.value()) : locate_unknown();
    }

    void write_digest(digest& into) const {
        into.number(static_cast<std::int64_t>(size())).number(fallback_.index);
        for (const cell_entry& each : cells_) { into.words(each.key).number(each.parent.index); }
        for (const vertex<P>& each : borders_.vertices()) { into.number(each.x).number(each.y); }
    }
    void write_names(name_book& names) const {
        for (std::uint32_t i = 0; i < cells_.size(); ++i) { names.set(subject::cell, i, cells_[i].name); }
    }

    /// How many cells all tiers have.
    [[nodiscard]] std::size_t size() const noexcept { return cells_.size(); }
    [[nodiscard]] std::size_t tier_count() const noexcept { return tiers_.size(); }

    /// @pre tier < tier_count() (MUSTER_EXPECTS), here and below
    [[nodiscard]] const label& tier_name(std::size_t tier) const noexcept { return tier_at(tier).name; }
    [[nodiscard]] cell_range cells(std::size_t tier) const noexcept { return tier_at(tier).cells; }
    /// The cells of the finest tier.
    [[nodiscard]] cell_range leaves() const noexcept { return tiers_.back().cells; }

    /// The cell with this key, or none. O(log cells of the tier)
    [[nodiscard]] cell_id find(std::size_t tier, std::string_view key) const noexcept {
        const cell_range range = cells(tier);
        const auto first = cells_.begin() + range.first.index;
        const auto last = first + range.count;
        const auto found = std::lower_bound(first, last, key, [](const cell_entry& one, std::string_view wanted) {
            return is_key_before(one.key, wanted);
        });
        if (found == last || found->key != key) { return cell_id::none(); }
        return {static_cast<std::uint32_t>(found - cells_.begin())};
    }

    /// @pre the cell is one of this hierarchy's (MUSTER_EXPECTS), here and below
    [[nodiscard]] std::size_t tier_of(cell_id cell) const noexcept { return answer_of(cell).depth - std::size_t{1}; }
    [[nodiscard]] const std::string& key(cell_id cell) const noexcept { return cell_at(cell).key; }
    [[nodiscard]] const label& name(cell_id cell) const noexcept { return cell_at(cell).name; }

    /// None for the cells of the coarsest tier.
    [[nodiscard]] cell_id parent(cell_id cell) const noexcept { return cell_at(cell).parent; }
    /// In the order of their ids.
    [[nodiscard]] std::span<const cell_id> children(cell_id cell) const noexcept { return cell_at(cell).children; }
    /// The other cells of the same tier whose borders come within `hierarchy_options::neighbour_reach`, in the order
    /// of their ids.
    [[nodiscard]] std::span<const cell_id> neighbours(cell_id cell) const noexcept { return cell_at(cell).neighbours; }

    /// The cell of that tier above this one; the cell itself for its own tier; none for a finer one.
    [[nodiscard]] cell_id ancestor(cell_id cell, std::size_t tier) const noexcept {
        MUSTER_EXPECTS(tier < tier_count(), "hierarchy: no such tier");
        return answer_of(cell).path[tier];
    }
    /// Whether `upper` is above `lower`, at any distance. A cell is not above itself.
    [[nodiscard]] bool is_ancestor(cell_id upper, cell_id lower) const noexcept {
        return upper != lower && ancestor(lower, tier_of(upper)) == upper;
    }

    /// Square metres, holes taken off. In degrees: at the middle latitude of the cell.
    [[nodiscard]] double area_m2(cell_id cell) const noexcept { return cell_at(cell).area_m2; }
    /// A point that the cell holds, away from its border where it is wide; a border point for the thinnest slivers.
    [[nodiscard]] const P& representative_point(cell_id cell) const noexcept { return cell_at(cell).inside; }
    [[nodiscard]] const muster::box<P>& box(cell_id cell) const noexcept { return cell_at(cell).box; }

    /// Whether the cell's own drawing holds the point, whoever owns it. O(vertices of the cell)
    [[nodiscard]] bool contains(cell_id cell, const P& place) const noexcept {
        MUSTER_EXPECTS(cell.index < size(), "hierarchy: no such cell");
        return is_valid(place) && borders_.contains(cell.index, to_vertex(place));
    }

    /// The owner of what is outside or has no coordinates.
    [[nodiscard]] cell_id fallback_owner() const noexcept { return fallback_; }

    /// The leaf that owns the point, at distance 0, or else the one whose border is nearest; the lowest of equals.
    ///
    /// On the plane the distance is exact, rounded down to the millimetre; in degrees it is measured as `straight_line`
    /// does. @pre is_valid(place) (MUSTER_EXPECTS). O(leaves)
    [[nodiscard]] near_cell nearest_leaf(const P& place) const noexcept {
        MUSTER_EXPECTS(is_valid(place), "hierarchy::nearest_leaf: the position is not valid");
        const vertex<P> at = to_vertex(place);
        const cell_id owner{index_.find(at)};
        return leaves().contains(owner) ? near_cell{owner, {}} : leaf_borders_.find(borders_, at);
    }

    /// What a lookup reads, and the borders: without names, keys and links.
    [[nodiscard]] std::size_t memory_bytes() const noexcept {
        return index_.memory_bytes() + borders_.memory_bytes() + leaf_borders_.memory_bytes() +
               answers_.capacity() * sizeof(location);
    }

private:
    struct tier_entry {
        label name;
        cell_range cells;
    };
    struct cell_entry {
        std::string key;
        label name;
        cell_id parent;
        std::vector<cell_id> children;
        std::vector<cell_id> neighbours;
        muster::box<P> box;
        P inside;
        double area_m2;
    };

    [[nodiscard]] const tier_entry& tier_at(std::size_t index) const noexcept {
        MUSTER_EXPECTS(index < tier_count(), "hierarchy: no such tier");
        return tiers_[index];
    }
    [[nodiscard]] const cell_entry& cell_at(cell_id cell) const noexcept {
        MUSTER_EXPECTS(cell.index < size(), "hierarchy: no such cell");
        return cells_[cell.index];
    }
    [[nodiscard]] const location& answer_of(cell_id cell) const noexcept {
        MUSTER_EXPECTS(cell.index < size(), "hierarchy: no such cell");
        return answers_[cell.index];
    }

    [[nodiscard]] location outside(const vertex<P>& at) const noexcept {
        location answer = unknown_;
        const near_cell near = leaf_borders_.find(borders_, at);
        answer.status = location_status::outside;
        answer.nearest = near.cell;
        answer.distance = near.distance;
        return answer;
    }

    void take(tier_drawing<P>& drawing) {
        const std::uint32_t first = static_cast<std::uint32_t>(cells_.size());
        for (const std::size_t i : detail::in_key_order(drawing)) {
            cell_drawing<P>& drawn = drawing.cells[i];
            const std::size_t index = cells_.size();
            borders_.add(drawn.area);
            cells_.push_back({std::move(drawn.key),
                              std::move(drawn.name),
                              cell_id::none(),
                              {},
                              {},
                              box_of(drawn.area),
                              detail::representative_point(borders_, index),
                              detail::area_m2(borders_, index)});
        }
        const std::uint32_t count = static_cast<std::uint32_t>(cells_.size()) - first;
        tiers_.push_back({std::move(drawing.name), {{first}, count}});
    }

    void link_parents() {
        for (std::size_t t = 1; t < tiers_.size(); ++t) {
            for (const cell_id child : tiers_[t].cells) {
                const cell_id parent = detail::parent_among(borders_, child, tiers_[t - 1].cells);
                cells_[child.index].parent = parent;
                cells_[parent.index].children.push_back(child);
            }
        }
    }

    void link_neighbours(length reach) {
        for (const tier_entry& one : tiers_) {
            auto found = detail::neighbours_among(borders_, one.cells, reach);
            for (const cell_id cell : one.cells) {
                cells_[cell.index].neighbours = std::move(found[cell.index - one.cells.first.index]);
            }
        }
    }

    [[nodiscard]] cell_id cell_named(const std::string& wanted) const {
        if (wanted.empty()) { return {0}; }
        for (std::size_t t = 0; t < tiers_.size(); ++t) {
            if (const cell_id found = find(t, wanted)) { return found; }
        }
        throw error{errc::unknown_name,
                    "hierarchy: fallback_owner is '" + wanted + "'; expected the key of a cell of any tier"};
    }

    // The whole answer for each owner, ready to be copied; and the order in which cells are looked for.
    void prepare_answers() {
        answers_.resize(cells_.size());
        std::vector<std::uint32_t> order;
        for (std::size_t t = tiers_.size(); t-- > 0;) {
            for (const cell_id cell : tiers_[t].cells) {
                order.push_back(cell.index);
                location& answer = answers_[cell.index];
                answer.status = t + 1 == tiers_.size() ? location_status::inside : location_status::gap;
                answer.depth = static_cast<std::uint8_t>(t + 1);
                answer.owner = cell;
                cell_id upper = cell;
                for (std::size_t above = t + 1; above-- > 0; upper = cells_[upper.index].parent) {
                    answer.path[above] = upper;
                }
            }
        }
        unknown_ = answers_[fallback_.index];
        unknown_.status = location_status::no_position;
        index_ = detail::point_index<P>{borders_, order};
        leaf_borders_ = detail::nearest_index<P>{borders_, leaves()};
    }

    std::vector<tier_entry> tiers_;
    std::vector<cell_entry> cells_;
    std::vector<location> answers_;  // of each cell as the owner
    location unknown_;
    cell_id fallback_;
    detail::outlines<P> borders_;
    detail::point_index<P> index_;
    detail::nearest_index<P> leaf_borders_;
};

}  // namespace v0
}  // namespace muster
