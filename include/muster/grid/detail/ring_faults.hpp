#pragma once

#include "muster/core/units.hpp"          // length
#include "muster/grid/drawing_fault.hpp"  // drawing_fault
#include "muster/grid/orientation.hpp"    // orientation
#include "muster/grid/polygon.hpp"        // ring
#include "muster/grid/vertex.hpp"         // to_vertex

#include <algorithm>  // sort, min, max
#include <concepts>   // same_as
#include <cstddef>    // size_t
#include <utility>    // pair
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// Whether all positions of the ring are on one line, so that it has no area. @pre all are valid
template <position_type P>
[[nodiscard]] bool is_flat(const ring<P>& positions) {
    const P* second = nullptr;
    for (const P& p : positions) {
        if (to_vertex(p) == to_vertex(positions[0])) { continue; }
        if (second == nullptr) { second = &p; }
        if (orientation(positions[0], *second, p) != 0) { return false; }
    }
    return true;
}

/// Whether an edge between two valid positions is taken to go the other way round the world.
template <position_type P>
[[nodiscard]] constexpr bool is_across_antimeridian(const P& from, const P& to) noexcept {
    if constexpr (std::same_as<P, planar>) {
        return false;
    } else {
        return from.lon - to.lon > 180 || to.lon - from.lon > 180;
    }
}
template <position_type P>
[[nodiscard]] constexpr bool is_at_pole(const P& at) noexcept {
    if constexpr (std::same_as<P, planar>) {
        return false;
    } else {
        return at.lat == 90 || at.lat == -90;
    }
}

/// The corners of a ring from its first to its last, without repetitions: what is left to compare and to look at.
/// @pre all positions are valid
template <position_type P>
[[nodiscard]] std::vector<vertex<P>> corners_of(const ring<P>& positions) {
    std::vector<vertex<P>> corners;
    for (const P& p : positions) {
        const vertex<P> v = to_vertex(p);
        if (corners.empty() || corners.back() != v) { corners.push_back(v); }
    }
    while (corners.size() > 1 && corners.back() == corners.front()) { corners.pop_back(); }
    return corners;
}

/// The edges of a ring in an order of their own: the same wherever it starts and whichever way round it is drawn.
/// @pre all positions are valid
template <position_type P>
[[nodiscard]] std::vector<std::pair<vertex<P>, vertex<P>>> sorted_edges(const ring<P>& positions) {
    const std::vector<vertex<P>> corners = corners_of(positions);
    std::vector<std::pair<vertex<P>, vertex<P>>> edges;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const vertex<P>& a = corners[i];
        const vertex<P>& b = corners[(i + 1) % corners.size()];
        edges.emplace_back(std::min(a, b), std::max(a, b));
    }
    std::sort(edges.begin(), edges.end());
    return edges;
}

/// Calls `tell(kind, place, count, width)` for what is wrong with a ring by itself; whether its area can be measured.
template <position_type P, class Tell>
bool each_ring_fault(const ring<P>& positions, bool harmless, Tell tell) {
    using kind = drawing_fault_kind;
    struct finding {
        std::size_t count = 0;
        const P* first = nullptr;
        void add(const P& at) {
            if (count++ == 0) { first = &at; }
        }
    };
    if (positions.empty()) {
        tell(kind::too_few_positions, static_cast<const P*>(nullptr), 0, length{});
        return false;
    }
    finding invalid;
    finding poles;
    finding jumps;
    finding repeated;
    for (std::size_t i = 0; i < positions.size(); ++i) {
        const P& p = positions[i];
        if (!is_valid(p)) {
            invalid.add(p);
            continue;
        }
        if (is_at_pole(p)) { poles.add(p); }
        if (i == 0 || !is_valid(positions[i - 1])) { continue; }
        if (is_across_antimeridian(positions[i - 1], p)) { jumps.add(positions[i - 1]); }
        if (to_vertex(positions[i - 1]) == to_vertex(p)) { repeated.add(p); }
    }
    if (invalid.count > 0) {
        tell(kind::invalid_position, invalid.first, invalid.count, length{});
        return false;
    }
    if (positions.size() < 4) {
        tell(kind::too_few_positions, &positions.front(), positions.size(), length{});
        return false;
    }
    if (positions.front() != positions.back()) {
        // Closing it adds this edge, and what covers nothing when closed must not be measured before.
        if (is_across_antimeridian(positions.back(), positions.front())) { jumps.add(positions.back()); }
        tell(kind::unclosed_ring, &positions.back(), 0, straight_line(positions.front(), positions.back()));
    }
    if (poles.count > 0) { tell(kind::touches_pole, poles.first, poles.count, length{}); }
    if (jumps.count > 0) { tell(kind::crosses_antimeridian, jumps.first, jumps.count, length{}); }
    if (harmless && repeated.count > 0) { tell(kind::repeated_position, repeated.first, repeated.count, length{}); }
    if (is_flat(positions)) {
        tell(kind::flat_ring, &positions.front(), 0, length{});
    } else if (harmless) {
        const std::vector<vertex<P>> corners = corners_of(positions);
        std::size_t spikes = 0;
        P first{};
        for (std::size_t i = 0; i < corners.size(); ++i) {
            const vertex<P>& before = corners[(i + corners.size() - 1) % corners.size()];
            const vertex<P>& after = corners[(i + 1) % corners.size()];
            if (orientation(before, corners[i], after) != 0) { continue; }
            // On one line: a spike when both neighbours are on the same side.
            if ((before < corners[i]) == (after < corners[i]) && spikes++ == 0) { first = to_position(corners[i]); }
        }
        if (spikes > 0) { tell(kind::spike, &first, spikes, length{}); }
    }
    return poles.count == 0 && jumps.count == 0;
}

}  // namespace detail
}  // namespace v0
}  // namespace muster
