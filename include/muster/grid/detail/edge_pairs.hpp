#pragma once

#include "muster/grid/vertex.hpp"  // vertex

#include <algorithm>  // sort, max
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <span>       // span
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// A segment's bounding rectangle, or a wider one; both corners included.
template <position_type P>
struct edge_box {
    vertex<P> low;
    vertex<P> high;
};

/// Calls `visit(i, j)`, i < j, exactly once for each pair of rectangles that touch; the order is fixed.
///
/// Rectangles are sorted into level strips about as high as the average one, and each strip is swept from west to
/// east. O(n log n + pairs that meet in x within a strip) time, O(n) memory.
template <position_type P, class Visit>
void each_touching_pair(std::span<const edge_box<P>> boxes, Visit visit) {
    if (boxes.empty()) { return; }
    std::int64_t low = boxes[0].low.y;
    std::int64_t high = boxes[0].high.y;
    double total_height = 0;
    for (const edge_box<P>& b : boxes) {
        low = std::min<std::int64_t>(low, b.low.y);
        high = std::max<std::int64_t>(high, b.high.y);
        total_height += static_cast<double>(b.high.y) - static_cast<double>(b.low.y);
    }
    const std::int64_t average = static_cast<std::int64_t>(total_height / static_cast<double>(boxes.size()));
    const std::int64_t strip_height = std::max<std::int64_t>(average, (high - low) / 4096) + 1;

    struct entry {
        std::int64_t strip;
        std::int64_t west;
        std::uint32_t index;
    };
    const auto strip_of = [&](std::int64_t y) { return (y - low) / strip_height; };
    std::vector<entry> entries;
    entries.reserve(boxes.size() * 2);
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        for (std::int64_t strip = strip_of(boxes[i].low.y); strip <= strip_of(boxes[i].high.y); ++strip) {
            entries.push_back({strip, boxes[i].low.x, static_cast<std::uint32_t>(i)});
        }
    }
    std::sort(entries.begin(), entries.end(), [](const entry& a, const entry& b) {
        if (a.strip != b.strip) { return a.strip < b.strip; }
        return a.west != b.west ? a.west < b.west : a.index < b.index;
    });
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const edge_box<P>& a = boxes[entries[i].index];
        for (std::size_t j = i + 1; j < entries.size() && entries[j].strip == entries[i].strip; ++j) {
            const edge_box<P>& b = boxes[entries[j].index];
            if (b.low.x > a.high.x) { break; }
            if (b.low.y > a.high.y || a.low.y > b.high.y) { continue; }
            if (strip_of(std::max(a.low.y, b.low.y)) != entries[i].strip) { continue; }  // once: in its first strip
            visit(std::min(entries[i].index, entries[j].index), std::max(entries[i].index, entries[j].index));
        }
    }
}

}  // namespace detail
}  // namespace v0
}  // namespace muster
