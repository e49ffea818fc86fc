#pragma once

#include "muster/core/digest.hpp"                // digest
#include "muster/core/error.hpp"                 // error
#include "muster/core/expects.hpp"               // MUSTER_EXPECTS
#include "muster/core/ids.hpp"                   // cell_id
#include "muster/core/label.hpp"                 // label
#include "muster/core/name_book.hpp"             // name_book
#include "muster/core/result.hpp"                // result
#include "muster/core/units.hpp"                 // length
#include "muster/grid/cell_range.hpp"            // cell_range
#include "muster/grid/cell_tree.hpp"             // cell_tree
#include "muster/grid/drawing_check.hpp"         // check_tiers
#include "muster/grid/nearest.hpp"               // near_cell, nearest_index
#include "muster/grid/neighbours.hpp"            // neighbours_among
#include "muster/grid/outlines.hpp"              // outlines
#include "muster/grid/parents.hpp"               // parents_among
#include "muster/grid/point_index.hpp"           // point_index
#include "muster/grid/polygon.hpp"               // tier_drawing, box
#include "muster/grid/representative_point.hpp"  // representative_point
#include "muster/grid/ring_area.hpp"             // area_m2
#include "muster/model/incident.hpp"             // position_of
#include "muster/model/location.hpp"             // location
#include "muster/model/stage_context.hpp"        // locate_context

#include <algorithm>    // min, none_of
#include <array>        // array
#include <concepts>     // invocable, same_as
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
///   a cell that shares none goes to the nearest (`parents_among`). The leaf decides: its path follows the parents,
///   also where the drawing of a parent does not cover it.
/// - **Gaps.** A point in no leaf belongs to the finest cell that holds it, again the lowest of several.
/// - **Without an area** a cell owns no point; its parent is the one that it names, as for any cell that names one.
/// - **Self-crossing** rings hold what an even-odd rule says they hold.
/// - **Outside,** or without coordinates, the fallback owner has it: nothing is ever without an owner.
///
/// `drawing_faults` lists what of this a drawing has. Answers are exact for the coordinates as given (`orientation`),
/// and deterministic. A const hierarchy may be used from many threads at once, and keeps
/// nothing of what it was built from. Areas across the antimeridian or at a pole are refused.
template <position_type P>
class hierarchy {
public:
    /// @throws muster::error that names tier, cell and place: no tier or too many, a tier without cells or with a key
    ///         twice, a fallback owner that no tier has, a reach out of its limits, an area that `check_cell` refuses;
    ///         its `where().feature` is the index of the cell in its tier, as drawn
    /// @complexity about O(n log n) in the number of vertices
    explicit hierarchy(std::vector<tier_drawing<P>> tiers, const hierarchy_options& options = {})
        : neighbour_reach_{options.neighbour_reach} {
        if (options.neighbour_reach.mm < 0 || options.neighbour_reach.mm > 10'000'000) {
            throw error{errc::out_of_range, "hierarchy: neighbour_reach is " +
                                                std::to_string(options.neighbour_reach.mm) +
                                                " mm; expected 0 to 10000000 mm"};
        }
        detail::check_tiers(tiers);
        std::vector<tree_tier> told;
        for (tier_drawing<P>& drawing : tiers) { told.push_back(take(drawing)); }
        name_parents(told);
        tree_ = cell_tree{std::move(told)};
        borders_.shrink();
        link_neighbours();
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
    /// A position that is not valid (NaN, out of range) counts as none. O(1) for evenly drawn cells; outside, about
    /// O(log n) to name the nearest leaf, which is none when no leaf has an area.
    [[nodiscard]] location locate(const P& place) const noexcept {
        if (!is_valid(place)) { return unknown_; }
        const std::uint32_t owner = index_.find(borders_, place);
        return owner != index_.nowhere ? answers_[owner] : outside(to_vertex(place));
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

    /// The one cell that owns the point, without its path; none outside and for a position that is not valid.
    /// The quickest question: never throws, never allocates.
    [[nodiscard]] cell_id owner_at(const P& place) const noexcept {
        const std::uint32_t owner = index_.find(borders_, place);
        return owner != index_.nowhere ? cell_id{owner} : cell_id::none();
    }

    /// `owner_at` for many points: the same answers, in less time for each.
    /// @pre as many owners as places (MUSTER_EXPECTS)
    void owners_at(std::span<const P> places, std::span<cell_id> owners) const noexcept {
        MUSTER_EXPECTS(places.size() == owners.size(), "hierarchy::owners_at: one owner for each place");
        std::array<std::uint32_t, 256> found{};
        for (std::size_t first = 0; first < places.size(); first += found.size()) {
            const std::size_t count = std::min(found.size(), places.size() - first);
            index_.find(borders_, places.subspan(first, count), std::span{found}.first(count));
            for (std::size_t i = 0; i < count; ++i) {
                owners[first + i] = found[i] != index_.nowhere ? cell_id{found[i]} : cell_id::none();
            }
        }
    }

    /// The same with threads of the caller's: `run(parts, work)` calls `work(i)` once for each i below `parts`, in any
    /// order and on any threads, and returns when all are done. The answers do not depend on it.
    template <class Run>
    requires std::invocable<Run&, std::size_t, void (*)(std::size_t)>
    void owners_at(std::span<const P> places, std::span<cell_id> owners, Run&& run) const {
        MUSTER_EXPECTS(places.size() == owners.size(), "hierarchy::owners_at: one owner for each place");
        constexpr std::size_t part = 16'384;  // points: long enough to be worth a thread's while
        run((places.size() + part - 1) / part, [=, this](std::size_t i) {
            const std::size_t count = std::min(part, places.size() - i * part);
            owners_at(places.subspan(i * part, count), owners.subspan(i * part, count));
        });
    }

    void write_digest(digest& into) const {
        into.number(fallback_.index).number(neighbour_reach_.mm);
        tree_.write_digest(into);
        for (std::size_t cell = 0; cell < size(); ++cell) {
            borders_.each_ring(cell, [&](std::span<const vertex<P>> corners, bool is_hole) {
                into.number(static_cast<std::int64_t>(cell))
                    .number(is_hole)
                    .number(static_cast<std::int64_t>(corners.size()));
                const auto first = static_cast<std::size_t>(corners.data() - borders_.vertices().data());
                for (std::size_t i = first; i < first + corners.size(); ++i) { write_position(into, i); }
            });
        }
    }
    void write_names(name_book& names) const { tree_.write_names(names); }

    /// The tiers, keys and names, and who is above whom, without the map.
    [[nodiscard]] const cell_tree& tree() const noexcept { return tree_; }

    /// How many cells all tiers have.
    [[nodiscard]] std::size_t size() const noexcept { return tree_.size(); }
    [[nodiscard]] std::size_t tier_count() const noexcept { return tree_.tier_count(); }

    /// @pre tier < tier_count() (MUSTER_EXPECTS), here and below
    [[nodiscard]] const label& tier_name(std::size_t tier) const noexcept { return tree_.tier_name(tier); }
    [[nodiscard]] cell_range cells(std::size_t tier) const noexcept { return tree_.cells(tier); }
    /// The cells of the finest tier.
    [[nodiscard]] cell_range leaves() const noexcept { return tree_.leaves(); }

    /// The cell with this key, or none. O(log cells of the tier)
    [[nodiscard]] cell_id find(std::size_t tier, std::string_view key) const noexcept { return tree_.find(tier, key); }

    /// @pre the cell is one of this hierarchy's (MUSTER_EXPECTS), here and below
    [[nodiscard]] std::size_t tier_of(cell_id cell) const noexcept { return tree_.tier_of(cell); }
    [[nodiscard]] const std::string& key(cell_id cell) const noexcept { return tree_.key(cell); }
    [[nodiscard]] const label& name(cell_id cell) const noexcept { return tree_.name(cell); }

    /// None for the cells of the coarsest tier.
    [[nodiscard]] cell_id parent(cell_id cell) const noexcept { return tree_.parent(cell); }
    /// In the order of their ids.
    [[nodiscard]] std::span<const cell_id> children(cell_id cell) const noexcept { return tree_.children(cell); }
    /// The other cells of the same tier whose borders come within `hierarchy_options::neighbour_reach`, in the order
    /// of their ids.
    [[nodiscard]] std::span<const cell_id> neighbours(cell_id cell) const noexcept { return cell_at(cell).neighbours; }

    /// The cell of that tier above this one; the cell itself for its own tier; none for a finer one.
    [[nodiscard]] cell_id ancestor(cell_id cell, std::size_t tier) const noexcept { return tree_.ancestor(cell, tier); }
    /// Whether `upper` is above `lower`, at any distance. A cell is not above itself.
    [[nodiscard]] bool is_ancestor(cell_id upper, cell_id lower) const noexcept {
        return tree_.is_ancestor(upper, lower);
    }

    /// Whether the cell was drawn with an area. One without owns no point.
    [[nodiscard]] bool has_area(cell_id cell) const noexcept {
        MUSTER_EXPECTS(cell.index < size(), "hierarchy: no such cell");
        return borders_.has_area(cell.index);
    }
    /// Square metres, holes taken off; of a ring that crosses itself, its loops in one sense less those in the other.
    /// In degrees: at the middle latitude of the cell.
    [[nodiscard]] double area_m2(cell_id cell) const noexcept { return cell_at(cell).area_m2; }
    /// A point that the cell holds, away from its border where it is wide; a border point for the thinnest slivers.
    [[nodiscard]] const P& representative_point(cell_id cell) const noexcept { return cell_at(cell).inside; }
    [[nodiscard]] const muster::box<P>& box(cell_id cell) const noexcept { return cell_at(cell).box; }

    /// Whether the cell's own drawing holds the point, whoever owns it. O(vertices of the cell)
    [[nodiscard]] bool contains(cell_id cell, const P& place) const noexcept {
        MUSTER_EXPECTS(cell.index < size(), "hierarchy: no such cell");
        return is_valid(place) && borders_.contains(cell.index, place);
    }

    /// The owner of what is outside or has no coordinates.
    [[nodiscard]] cell_id fallback_owner() const noexcept { return fallback_; }

    /// The leaf that owns the point, at distance 0, or else the one whose border is nearest; the lowest of equals.
    ///
    /// On the plane the distance is exact, rounded down to the millimetre; in degrees it is measured as `near_cell`
    /// says. None when no leaf has an area. @pre is_valid(place) (MUSTER_EXPECTS). About O(log n) for n edges
    [[nodiscard]] near_cell nearest_leaf(const P& place) const noexcept {
        MUSTER_EXPECTS(is_valid(place), "hierarchy::nearest_leaf: the position is not valid");
        const cell_id owner = owner_at(place);
        return leaves().contains(owner) ? near_cell{owner, {}} : leaf_borders_.find(borders_, to_vertex(place));
    }

    /// What a lookup reads, and the borders: without names, keys and links.
    [[nodiscard]] std::size_t memory_bytes() const noexcept {
        return index_.memory_bytes() + borders_.memory_bytes() + leaf_borders_.memory_bytes() +
               answers_.capacity() * sizeof(location);
    }

    /// The borders in exact units: for the algorithms of this room.
    [[nodiscard]] const detail::outlines<P>& borders() const noexcept { return borders_; }

private:
    struct cell_entry {
        std::vector<cell_id> neighbours;
        muster::box<P> box;
        P inside;
        double area_m2;
    };

    [[nodiscard]] const cell_entry& cell_at(cell_id cell) const noexcept {
        MUSTER_EXPECTS(cell.index < size(), "hierarchy: no such cell");
        return cells_[cell.index];
    }
    [[nodiscard]] location outside(const vertex<P>& at) const noexcept {
        location answer = unknown_;
        const near_cell near = leaf_borders_.find(borders_, at);
        answer.status = location_status::outside;
        answer.nearest = near.cell;
        answer.distance = near.distance;
        return answer;
    }

    void write_position(digest& into, std::size_t index) const {
        const P at = borders_.position(index);
        if constexpr (std::same_as<P, planar>) {
            into.number(at.east_mm).number(at.north_mm);
        } else {
            into.real(at.lon).real(at.lat);
        }
    }

    [[nodiscard]] tree_tier take(tier_drawing<P>& drawing) {
        tree_tier told{std::move(drawing.name), {}};
        tier_cells_.push_back(
            {{static_cast<std::uint32_t>(cells_.size())}, static_cast<std::uint32_t>(drawing.cells.size())});
        for (const std::size_t i : detail::in_key_order(drawing)) {
            cell_drawing<P>& drawn = drawing.cells[i];
            const std::size_t index = cells_.size();
            borders_.add(drawn.area);
            told.cells.push_back({std::move(drawn.key), std::move(drawn.name), std::move(drawn.parent)});
            if (drawn.area.empty()) {
                cells_.push_back({});
            } else {
                cells_.push_back({{},
                                  box_of(drawn.area),
                                  detail::representative_point(borders_, index),
                                  detail::area_m2(borders_, index)});
            }
        }
        return told;
    }

    // Of the cells that name no parent: the one whose area they share.
    void name_parents(std::vector<tree_tier>& told) const {
        const auto is_unnamed = [](const tree_cell& each) { return each.parent.empty(); };
        for (std::size_t t = 1; t < told.size(); ++t) {
            if (std::none_of(told[t].cells.begin(), told[t].cells.end(), is_unnamed)) { continue; }
            const cell_range above = tier_cells_[t - 1];
            const std::vector<cell_id> parents = detail::parents_among(borders_, tier_cells_[t], above);
            for (std::size_t i = 0; i < parents.size(); ++i) {
                tree_cell& each = told[t].cells[i];
                if (each.parent.empty()) { each.parent = told[t - 1].cells[parents[i].index - above.first.index].key; }
            }
        }
    }

    void link_neighbours() {
        for (std::size_t t = 0; t < tier_count(); ++t) {
            auto found = detail::neighbours_among(borders_, cells(t), neighbour_reach_);
            for (const cell_id cell : cells(t)) {
                cells_[cell.index].neighbours = std::move(found[cell.index - cells(t).first.index]);
            }
        }
    }

    [[nodiscard]] cell_id cell_named(const std::string& wanted) const {
        if (wanted.empty()) { return {0}; }
        if (const cell_id found = tree_.find(wanted)) { return found; }
        throw error{errc::unknown_name,
                    "hierarchy: fallback_owner is '" + wanted + "'; expected the key of a cell of any tier"};
    }

    // The whole answer for each owner, ready to be copied; and the order in which cells are looked for.
    void prepare_answers() {
        answers_.resize(size());
        std::vector<std::uint32_t> order;
        for (std::size_t t = tier_count(); t-- > 0;) {
            for (const cell_id cell : cells(t)) {
                if (has_area(cell)) { order.push_back(cell.index); }
                location& answer = answers_[cell.index];
                answer.status = t + 1 == tier_count() ? location_status::inside : location_status::gap;
                answer.depth = static_cast<std::uint8_t>(t + 1);
                answer.owner = cell;
                answer.path = tree_.path(cell);
            }
        }
        unknown_ = answers_[fallback_.index];
        unknown_.status = location_status::no_position;
        index_ = detail::point_index<P>{borders_, order};
        leaf_borders_ = detail::nearest_index<P>{borders_, leaves()};
    }

    length neighbour_reach_;
    cell_tree tree_;
    std::vector<cell_range> tier_cells_;  // as drawn, before the tree is known
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
