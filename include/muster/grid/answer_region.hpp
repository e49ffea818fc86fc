#pragma once

#include "muster/core/ids.hpp"              // cell_id
#include "muster/core/units.hpp"            // instant
#include "muster/grid/border_index.hpp"     // border_index
#include "muster/grid/cell_range.hpp"       // cell_range
#include "muster/grid/detail/free_box.hpp"  // free_box
#include "muster/grid/detail/overlay.hpp"   // overlay
#include "muster/grid/hierarchy.hpp"        // hierarchy
#include "muster/grid/polygon.hpp"          // box
#include "muster/model/known.hpp"           // known
#include "muster/model/location.hpp"        // location

#include <algorithm>  // min
#include <bit>        // bit_cast
#include <concepts>   // same_as
#include <cstddef>    // size_t
#include <cstdint>    // int64_t, uint32_t
#include <optional>   // optional
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// The answer for a place, and where and for how long a caller may keep using it without asking again.
template <position_type P>
struct answer_region {
    location answer;
    /// Corners included, the place among its points: everywhere in it `hierarchy::locate` gives the same owner, path
    /// and status. Outside the city the nearest leaf and its distance are those of the place alone.
    muster::box<P> region;
    /// Whether the same holds in all of the owner's own area: the owner is a leaf, and no leaf that would win an
    /// overlap shares area with it.
    bool holds_in_owner_area = false;
    /// From this instant on the drawing is another; unknown when nobody said.
    known<instant> valid_until;

    /// Whether a caller who keeps the answer may use it for this place, now.
    [[nodiscard]] constexpr bool covers(const P& place, instant now) const {
        return is_valid(place) && x_of(region.low) <= x_of(place) && x_of(place) <= x_of(region.high) &&
               y_of(region.low) <= y_of(place) && y_of(place) <= y_of(region.high) &&
               !(valid_until && valid_until.value() <= now);
    }
};

namespace detail {

/// The double next to it, above or below. @pre finite
[[nodiscard]] constexpr double next_double(double value, bool above) noexcept {
    if (value == 0) { return above ? 0x1p-1074 : -0x1p-1074; }
    const auto bits = std::bit_cast<std::uint64_t>(value);
    return std::bit_cast<double>((value > 0) == above ? bits + 1 : bits - 1);
}

/// A coordinate in degrees that is not below (`above`), or not above, a number of units.
[[nodiscard]] constexpr double degrees_inside(std::int64_t units, bool above) noexcept {
    const double degrees = static_cast<double>(units) / units_per_degree;
    // Scaled up again it is a whole number: units that needed rounding are far above 2^53.
    const auto rounded = static_cast<std::int64_t>(degrees * units_per_degree);
    return (above ? rounded < units : rounded > units) ? next_double(degrees, above) : degrees;
}

/// The largest box of positions in a box of vertices. @pre there is one
[[nodiscard]] constexpr box<planar> positions_in(const outlines<planar>::bounds& box) noexcept {
    return {to_position(box.low), to_position(box.high)};
}
[[nodiscard]] constexpr box<lon_lat> positions_in(const outlines<lon_lat>::bounds& box) noexcept {
    return {{degrees_inside(box.low.x, true), degrees_inside(box.low.y, true)},
            {degrees_inside(box.high.x, false), degrees_inside(box.high.y, false)}};
}

/// Around all valid positions.
template <position_type P>
[[nodiscard]] constexpr typename outlines<P>::bounds world() noexcept {
    if constexpr (std::same_as<P, planar>) {
        return {{-planar::limit_mm, -planar::limit_mm}, {planar::limit_mm, planar::limit_mm}};
    } else {
        return {to_vertex(lon_lat{-180, -90}), to_vertex(lon_lat{180, 90})};
    }
}

}  // namespace detail

/// Gives answers together with the region in which they hold, so that callers may keep them.
///
/// The region is a box, as large as is cheap to find. Only the borders of the owner, and of the cells that would win
/// the place from it if they held it, limit the box: those of the leaves up to the owner when it is a leaf, in a gap
/// those of all finer cells and of its own tier up to it, outside those of all tiers. A place on a border may have a
/// region of its own only.
///
/// Const, safe from many threads at once. It refers to the hierarchy, which must live as long.
/// @source RFC 5222 (LoST): a mapping carries a service boundary and when it expires; ours is a box, and the owner's
///         whole boundary is left to the caller, who is told when it would be right
template <position_type P>
class answer_regions {
public:
    /// @param valid_until  when the drawing is replaced: goes into each answer
    /// O((n + k) log n) for n edges of all tiers, those of leaves meeting k times.
    explicit answer_regions(const hierarchy<P>& grid, known<instant> valid_until = unknown)
        : grid_{grid},
          valid_until_{valid_until},
          stretches_{grid.borders(), {{0}, static_cast<std::uint32_t>(grid.size())}} {
        find_overlaps();
    }
    explicit answer_regions(const hierarchy<P>&& grid, known<instant> valid_until = unknown) = delete;

    /// Never throws, never allocates. For a position that is not valid (NaN, out of range) the answer is that of
    /// `locate_unknown`, and the region that position itself, which `covers` nothing.
    /// About O(log n), and the borders along the box.
    [[nodiscard]] answer_region<P> at(const P& place) const noexcept {
        answer_region<P> found{grid_.locate(place), {place, place}, false, valid_until_};
        if (!is_valid(place)) { return found; }
        const bool is_outside = found.answer.status == location_status::outside;
        const std::uint32_t owner = found.answer.owner.index;
        // Finer tiers come first, and have the higher ids; within a tier the lower id comes first.
        const cell_range tier = grid_.cells(grid_.tier_of(found.answer.owner));
        const auto comes_before = [=](cell_id cell) {
            const bool is_finer = cell.index >= tier.first.index + tier.count;
            return is_outside || is_finer || (cell.index >= tier.first.index && cell.index <= owner);
        };
        const detail::free_box<P, decltype(comes_before)> free{grid_.borders(), stretches_, comes_before};
        if (const auto box = free.around(to_vertex(place), detail::world<P>())) {
            found.region = detail::positions_in(*box);
        }
        const std::uint32_t leaf = owner - grid_.leaves().first.index;
        found.holds_in_owner_area =
            found.answer.status == location_status::inside && leaf < is_overlaid_.size() && !is_overlaid_[leaf];
        return found;
    }

    [[nodiscard]] std::size_t memory_bytes() const noexcept {
        return stretches_.memory_bytes() + is_overlaid_.capacity() / 8;
    }

private:
    // Which leaves share area with a leaf that is looked for before: in each place that several cover, all but the lowest.
    void find_overlaps() {
        const cell_range leaves = grid_.leaves();
        const detail::overlay<P> faces{grid_.borders(), leaves.first.index, leaves.first.index + leaves.size()};
        std::vector<detail::uint128> of_set(faces.set_count());
        for (std::size_t face = 1; face < faces.face_count(); ++face) {
            of_set[faces.set_of(face)] += static_cast<detail::uint128>(faces.twice_area(face));
        }
        is_overlaid_.assign(leaves.size(), false);
        for (std::uint32_t set = 0; set < of_set.size(); ++set) {
            if (of_set[set] == 0) { continue; }
            std::uint32_t lowest = cell_id::none_index;
            for (const std::uint32_t leaf : faces.cells_of(set)) { lowest = std::min(lowest, leaf); }
            for (const std::uint32_t leaf : faces.cells_of(set)) {
                if (leaf != lowest) { is_overlaid_[leaf - leaves.first.index] = true; }
            }
        }
    }

    const hierarchy<P>& grid_;
    known<instant> valid_until_;
    detail::border_index<P> stretches_;
    std::vector<bool> is_overlaid_;  // of each leaf
};

}  // namespace v0
}  // namespace muster
