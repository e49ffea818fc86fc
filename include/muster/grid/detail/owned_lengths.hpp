#pragma once

#include "muster/core/arithmetic.hpp"         // quantise
#include "muster/core/position.hpp"           // position_type
#include "muster/grid/detail/disc_lines.hpp"  // disc_lines
#include "muster/grid/outlines.hpp"           // outlines
#include "muster/grid/vertex.hpp"             // vertex

#include <algorithm>  // clamp, max, min, sort
#include <cstddef>    // size_t
#include <cstdint>    // int64_t, uint32_t
#include <span>       // span
#include <utility>    // swap
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// The lines across a disc as they are given away, to one cell after the other: each takes what it holds of what the
/// cells before it have left.
template <position_type P>
class owned_lengths {
public:
    /// Nobody has anything.
    void start(const disc_lines<P>& lines) {
        free_.clear();
        unowned_ = 0;  // stays below 2^58, the square around the disc
        for (std::uint32_t i = 0; i < lines.lines().size(); ++i) {
            const auto& line = lines.lines()[i];
            free_.push_back({i, -line.reach, line.reach});
            unowned_ += 2 * line.reach * line.height;
        }
    }

    /// What nobody has, in square units.
    [[nodiscard]] std::int64_t unowned() const noexcept { return unowned_; }

    /// Gives a cell what it holds, by the meaning of `outlines::contains`. @return how much it got
    std::int64_t take(const disc_lines<P>& lines, const outlines<P>& borders, std::size_t cell) {
        if (free_.empty()) { return 0; }
        find_crossings(lines, borders, cell);
        find_held();
        const std::int64_t given = keep_rest(lines);
        unowned_ -= given;
        return given;
    }

private:
    /// Part of a line.
    struct piece {
        std::uint32_t line;
        std::int64_t from;
        std::int64_t to;
    };
    /// A ring of the cell and a line meet.
    struct crossing {
        std::uint32_t line;
        std::uint32_t ring_index;
        std::int64_t x;
    };
    struct ring_state {
        std::uint32_t polygon;
        bool is_hole;
        bool is_within;
    };
    struct polygon_state {
        std::uint32_t holes_within = 0;
        bool is_within_outer = false;

        [[nodiscard]] bool holds() const noexcept { return is_within_outer && holes_within == 0; }
    };

    void find_crossings(const disc_lines<P>& lines, const outlines<P>& borders, std::size_t cell) {
        crossings_.clear();
        rings_.clear();
        polygons_.clear();
        borders.each_ring(cell, [&](std::span<const vertex<P>> positions, bool is_hole) {
            if (!is_hole) { polygons_.push_back({}); }
            const auto ring = static_cast<std::uint32_t>(rings_.size());
            rings_.push_back({static_cast<std::uint32_t>(polygons_.size() - 1), is_hole, false});
            auto from = lines.at(positions[0]);
            std::size_t from_line = lines.first_line_from(from.y);
            for (std::size_t i = 1; i < positions.size(); ++i) {
                const auto to = lines.at(positions[i]);
                const auto& low = from.y < to.y ? from : to;
                const auto& high = from.y < to.y ? to : from;
                // A side owns its southern end and not its northern one, as in `meets_ray`.
                const std::size_t to_line = lines.first_line_from(to.y);
                for (std::size_t n = std::min(from_line, to_line); n < std::max(from_line, to_line); ++n) {
                    const auto& line = lines.lines()[n];
                    const auto reach = static_cast<double>(line.reach);
                    const double x = disc_lines<P>::x_at(low, high, static_cast<double>(line.y));
                    crossings_.push_back(
                        {static_cast<std::uint32_t>(n), ring, quantise(std::clamp(x, -reach, reach), 1.0)});
                }
                from = to;
                from_line = to_line;
            }
        });
        std::sort(crossings_.begin(), crossings_.end(), [](const crossing& a, const crossing& b) {
            if (a.line != b.line) { return a.line < b.line; }
            return a.x != b.x ? a.x < b.x : a.ring_index < b.ring_index;
        });
    }

    // Along each line, a polygon holds what is within its outer ring and in no hole. A closed ring crosses a line an
    // even number of times, so all of them are left when the line ends.
    void find_held() {
        held_.clear();
        std::uint32_t holding = 0;  // polygons
        for (const crossing& here : crossings_) {
            ring_state& ring = rings_[here.ring_index];
            polygon_state& polygon = polygons_[ring.polygon];
            const bool held_before = polygon.holds();
            ring.is_within = !ring.is_within;
            if (!ring.is_hole) {
                polygon.is_within_outer = ring.is_within;
            } else if (ring.is_within) {
                ++polygon.holes_within;
            } else {
                --polygon.holes_within;
            }
            if (polygon.holds() == held_before) { continue; }
            if (!held_before) {
                if (++holding == 1) { held_.push_back({here.line, here.x, here.x}); }
            } else if (--holding == 0) {
                held_.back().to = here.x;
                if (held_.back().to == held_.back().from) { held_.pop_back(); }
            }
        }
    }

    // What is free, without what is held; both are in the order of the lines, and along each from west to east.
    // Returns the area of what is free no longer.
    std::int64_t keep_rest(const disc_lines<P>& lines) {
        rest_.clear();
        std::int64_t given = 0;
        std::size_t first = 0;
        for (piece open : free_) {
            const auto is_before = [](const piece& held, const piece& other) {
                return held.line != other.line ? held.line < other.line : held.to <= other.from;
            };
            while (first < held_.size() && is_before(held_[first], open)) { ++first; }
            for (std::size_t i = first; i < held_.size() && held_[i].line == open.line && held_[i].from < open.to;
                 ++i) {
                const std::int64_t from = std::max(open.from, held_[i].from);
                const std::int64_t to = std::min(open.to, held_[i].to);
                if (from > open.from) { rest_.push_back({open.line, open.from, from}); }
                given += (to - from) * lines.lines()[open.line].height;
                open.from = to;
            }
            if (open.from < open.to) { rest_.push_back(open); }
        }
        std::swap(free_, rest_);
        return given;
    }

    std::vector<piece> free_;
    std::vector<piece> held_;
    std::vector<piece> rest_;
    std::vector<crossing> crossings_;
    std::vector<ring_state> rings_;
    std::vector<polygon_state> polygons_;
    std::int64_t unowned_ = 0;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
