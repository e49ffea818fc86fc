#pragma once

#include "muster/core/error.hpp"        // error
#include "muster/core/expects.hpp"      // MUSTER_EXPECTS
#include "muster/core/position.hpp"     // position_type
#include "muster/core/result.hpp"       // result
#include "muster/grid/outlines.hpp"     // outlines
#include "muster/grid/point_index.hpp"  // point_index
#include "muster/grid/polygon.hpp"      // multi_polygon
#include "muster/grid/ring_check.hpp"   // place_text, range_text

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t
#include <numeric>  // iota
#include <span>     // span
#include <string>   // string, to_string
#include <utility>  // move
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// From a point to the first area of a list that holds it: building footprints, plots, zones, in any number.
///
/// For areas that form no hierarchy, with gaps or overlaps; for nested areas of responsibility see `hierarchy`.
/// A point on a border is held by the area that it is the western or southern border of, as everywhere in the library
/// (`meets_ray`). What is within a ring is decided even-odd: rings may cross themselves. Answers are exact for the
/// coordinates as given, and deterministic. A const index may be used from many threads at once; it keeps nothing of
/// what it was built from. Not for areas across the antimeridian or around a pole.
template <position_type P>
class area_index {
public:
    static constexpr std::uint32_t nowhere = detail::nowhere;  ///< the answer "in no area"

    /// Holds nothing.
    area_index() = default;

    /// @param areas  an area without a polygon holds nothing, and keeps its number
    /// @throws muster::error that names area and place, its `where().feature` being the area's index: a ring with fewer
    ///         than 4 positions, one that is not closed, a position that is not valid (`out_of_range`); 2^30 areas or
    ///         more; borders that would fill more than 512 MB
    /// @complexity O(n log n) in the number of vertices, and for each border the rows of the index that it reaches
    explicit area_index(std::span<const multi_polygon<P>> areas) {
        if (areas.size() >= limit) {
            throw error{errc::out_of_range, "area_index: " + std::to_string(areas.size()) +
                                                " areas; expected fewer than " + std::to_string(limit)};
        }
        for (std::size_t i = 0; i < areas.size(); ++i) {
            check(areas[i], i);
            borders_.add(areas[i]);
        }
        std::vector<std::uint32_t> order(areas.size());
        std::iota(order.begin(), order.end(), 0U);
        index_ = detail::point_index<P>{borders_, order};
        if constexpr (detail::index_frame<P>::is_exact) {
            borders_ = {};  // the index has all of them
        } else {
            borders_.keep_positions_only();
        }
    }

    /// The same without an exception for bad input.
    [[nodiscard]] static result<area_index> make(std::span<const multi_polygon<P>> areas) {
        return try_make<area_index>(areas);
    }

    /// The index of the first area that holds the point, or `nowhere`, also for a position that is not valid.
    /// Never throws, never allocates. O(1) for areas of about one size.
    [[nodiscard]] std::uint32_t find(const P& place) const noexcept { return index_.find(borders_, place); }

    /// `find` for many points: the same answers, in less time for each.
    /// @pre places.size() == found.size() (MUSTER_EXPECTS)
    void find(std::span<const P> places, std::span<std::uint32_t> found) const noexcept {
        MUSTER_EXPECTS(places.size() == found.size(), "area_index::find: one answer for each place");
        index_.find(borders_, places, found);
    }

    /// All that a lookup may read.
    [[nodiscard]] std::size_t memory_bytes() const noexcept {
        return index_.memory_bytes() + borders_.memory_bytes();
    }

private:
    static constexpr std::size_t limit = std::size_t{1} << 30;

    static void check(const multi_polygon<P>& area, std::size_t number) {
        for (std::size_t i = 0; i < area.size(); ++i) {
            const std::string which = "polygon " + std::to_string(i);
            check(area[i].outer, number, which + ", outer ring");
            for (std::size_t h = 0; h < area[i].holes.size(); ++h) {
                check(area[i].holes[h], number, which + ", hole " + std::to_string(h));
            }
        }
    }
    static void check(const ring<P>& positions, std::size_t number, const std::string& which) {
        const auto refuse = [&](errc code, const std::string& what) {
            source_position where;
            where.has_feature = true;
            where.feature = number;
            throw error{code, std::move(where),
                        "area_index: area " + std::to_string(number) + ", " + which + " " + what};
        };
        for (std::size_t i = 0; i < positions.size(); ++i) {
            if (is_valid(positions[i])) { continue; }
            refuse(errc::out_of_range, "has at position " + std::to_string(i) + " " +
                                           detail::place_text(positions[i]) + ", no valid position; expected " +
                                           std::string{detail::range_text(positions[i])});
        }
        if (positions.size() < 4) {
            refuse(positions.empty() ? errc::empty : errc::geometry,
                   "has " + std::to_string(positions.size()) + " positions; expected at least 4");
        }
        if (positions.front() != positions.back()) {
            refuse(errc::geometry, "is not closed: it starts at " + detail::place_text(positions.front()) +
                                       " and ends at " + detail::place_text(positions.back()) +
                                       "; expected the first position again at the end");
        }
    }

    detail::outlines<P> borders_;
    detail::point_index<P> index_;
};

}  // namespace v0
}  // namespace muster
