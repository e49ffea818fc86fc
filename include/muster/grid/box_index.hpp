#pragma once

#include "muster/grid/outlines.hpp"  // outlines

#include <algorithm>  // nth_element, sort, push_heap, pop_heap, min
#include <array>      // array
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t, uint64_t
#include <span>       // span
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// Many boxes, packed into a tree of boxes, so that a search passes over most of them unseen.
///
/// Each node holds up to eight boxes that lie close together, and nodes likewise. A search is told how far a box is at
/// least, in a measure of the caller's own, and sees the near ones first. About O(log n + found) for a search, when
/// boxes do not all lie over each other; O(n log n) to build. Const, safe from many threads.
template <position_type P>
class box_index {
public:
    using bounds = typename outlines<P>::bounds;

    /// As a bound: never to be looked at.
    static constexpr std::uint64_t never = ~std::uint64_t{0};

    box_index() = default;

    /// The items are the places of the boxes in `boxes`; those around nothing (`outlines::no_bounds`) are never found.
    explicit box_index(std::span<const bounds> boxes) {
        for (std::uint32_t i = 0; i < boxes.size(); ++i) {
            if (boxes[i].low.x <= boxes[i].high.x) { items_.push_back(i); }
        }
        arrange(boxes, items_);
        for (const std::uint32_t item : items_) { boxes_.push_back(boxes[item]); }
        first_of_level_.push_back(0);
        for (std::size_t first = 0; boxes_.size() - first > 1;) {
            const std::size_t last = boxes_.size();
            for (std::size_t child = first; child < last; child += fanout) {
                bounds around = boxes_[child];
                for (std::size_t i = child + 1; i < std::min(child + fanout, last); ++i) {
                    outlines<P>::extend(around, boxes_[i].low);
                    outlines<P>::extend(around, boxes_[i].high);
                }
                boxes_.push_back(around);
            }
            first_of_level_.push_back(static_cast<std::uint32_t>(last));
            first = last;
        }
        boxes_.shrink_to_fit();
        items_.shrink_to_fit();
    }

    [[nodiscard]] bool empty() const noexcept { return items_.empty(); }
    /// Around all. @pre not empty
    [[nodiscard]] const bounds& all() const noexcept { return boxes_.back(); }
    [[nodiscard]] std::size_t memory_bytes() const noexcept {
        return boxes_.capacity() * sizeof(bounds) +
               (items_.capacity() + first_of_level_.capacity()) * sizeof(std::uint32_t);
    }

    /// Calls `visit(item)`, which returns the new limit, for each box whose bound is not above the limit by then.
    ///
    /// `bound(box)` is a whole number or `never`, and not above that of any box that lies in `box`. What looks nearer
    /// comes first within each node; beyond that the order is fixed but means nothing. Does not allocate.
    template <class Bound, class Visit>
    void search(std::uint64_t limit, Bound bound, Visit visit) const {
        if (empty()) { return; }
        std::array<node, (fanout - 1) * most_levels + 1> waiting;
        std::size_t count = 0;
        waiting[count++] = root(bound);
        while (count > 0) {
            const node next = waiting[--count];
            if (next.bound > limit || next.bound == never) { continue; }
            if (next.level == 0) {
                limit = visit(items_[next.place]);
                continue;
            }
            const std::size_t first = count;
            each_child(next, [&](std::size_t level, std::size_t place, const bounds& box) {
                const std::uint64_t least = bound(box);
                if (least > limit || least == never) { return; }
                std::size_t at = count++;
                for (; at > first && waiting[at - 1].bound < least; --at) { waiting[at] = waiting[at - 1]; }
                waiting[at] = {least, static_cast<std::uint32_t>(level), static_cast<std::uint32_t>(place)};
            });
        }
    }

    /// Calls `visit(item)` for each box that touches this one, corners included; in a fixed order that means nothing.
    template <class Visit>
    void each_touching(const bounds& box, Visit visit) const {
        const auto bound = [&box](const bounds& other) {
            const bool apart = other.high.x < box.low.x || box.high.x < other.low.x || other.high.y < box.low.y ||
                               box.high.y < other.low.y;
            return apart ? never : std::uint64_t{0};
        };
        search(0, bound, [&visit](std::uint32_t item) {
            visit(item);
            return std::uint64_t{0};
        });
    }

    /// What `nearest_first` puts in order: a measure, and what decides between equal ones.
    struct rank {
        std::uint64_t measure;
        std::uint64_t tie;

        friend constexpr auto operator<=>(const rank&, const rank&) = default;
    };

    /// Calls `visit(rank)` in the order of the ranks, until it returns false.
    ///
    /// `bound` as for `search`; `rank_of(item)` is asked once for each item that may be next, and its measure is not
    /// below the bound of the item's box, or is `never` to leave it out. `more` are ranks to be put in between.
    /// Allocates what waits to be looked at.
    template <class Bound, class RankOf, class Visit>
    void nearest_first(Bound bound, std::span<const rank> more, RankOf rank_of, Visit visit) const {
        struct entry {
            rank key;
            bool is_node;
            node where;
        };
        std::vector<entry> waiting;
        const auto is_later = [](const entry& a, const entry& b) {  // a node first: it may hide what ties
            if (a.key.measure != b.key.measure) { return a.key.measure > b.key.measure; }
            return a.is_node != b.is_node ? b.is_node : a.key.tie > b.key.tie;
        };
        const auto push = [&](const entry& one) {
            if (one.key.measure == never) { return; }
            waiting.push_back(one);
            std::push_heap(waiting.begin(), waiting.end(), is_later);
        };
        for (const rank& one : more) { push({one, false, {}}); }
        if (!empty()) {
            const node top = root(bound);
            push({{top.bound, 0}, true, top});
        }
        while (!waiting.empty()) {
            std::pop_heap(waiting.begin(), waiting.end(), is_later);
            const entry next = waiting.back();
            waiting.pop_back();
            if (!next.is_node) {
                if (!visit(next.key)) { return; }
            } else if (next.where.level == 0) {
                push({rank_of(items_[next.where.place]), false, {}});
            } else {
                each_child(next.where, [&](std::size_t level, std::size_t place, const bounds& box) {
                    const std::uint64_t least = bound(box);
                    push({{least, 0},
                          true,
                          {least, static_cast<std::uint32_t>(level), static_cast<std::uint32_t>(place)}});
                });
            }
        }
    }

private:
    struct node {
        std::uint64_t bound = 0;
        std::uint32_t level = 0;  // 0: an item
        std::uint32_t place = 0;  // in its level
    };

    static constexpr std::size_t fanout = 8;        // a power of two: see `arrange`
    static constexpr std::size_t most_levels = 12;  // 8^11 exceeds 2^32 items

    template <class Bound>
    [[nodiscard]] node root(Bound& bound) const {
        return {bound(boxes_.back()), static_cast<std::uint32_t>(first_of_level_.size() - 1), 0};
    }

    template <class Visit>
    void each_child(const node& parent, Visit visit) const {
        const std::size_t level = parent.level - std::size_t{1};
        const std::size_t count = first_of_level_[level + 1] - first_of_level_[level];
        const std::size_t first = parent.place * fanout;
        for (std::size_t i = first; i < std::min(first + fanout, count); ++i) {
            visit(level, i, boxes_[first_of_level_[level] + i]);
        }
    }

    // Halves the items by their middles, across the longer way, again and again. All cuts are at multiples of powers of
    // two, so whatever a node takes in, on any level, was cut out as a whole. Within a node the order is that of the
    // items: which of them a cut takes is certain, in which order it leaves them is the library's own affair.
    static void arrange(std::span<const bounds> boxes, std::span<std::uint32_t> items) {
        while (items.size() > fanout) {
            std::size_t half = fanout;
            while (half * 2 < items.size()) { half *= 2; }
            bounds middles = outlines<P>::no_bounds();
            for (const std::uint32_t item : items) { outlines<P>::extend(middles, middle_of(boxes[item])); }
            const bool by_x = static_cast<double>(middles.high.x) - static_cast<double>(middles.low.x) >=
                              static_cast<double>(middles.high.y) - static_cast<double>(middles.low.y);
            std::nth_element(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(half), items.end(),
                             [&](std::uint32_t a, std::uint32_t b) {
                                 const vertex<P> at_a = middle_of(boxes[a]);
                                 const vertex<P> at_b = middle_of(boxes[b]);
                                 const auto key_a = by_x ? at_a.x : at_a.y;
                                 const auto key_b = by_x ? at_b.x : at_b.y;
                                 return key_a != key_b ? key_a < key_b : a < b;
                             });
            arrange(boxes, items.first(half));
            items = items.subspan(half);
        }
        std::sort(items.begin(), items.end());
    }

    [[nodiscard]] static vertex<P> middle_of(const bounds& box) noexcept {  // halved first: a sum might not fit
        using coordinate = typename vertex<P>::coordinate;
        return {static_cast<coordinate>(box.low.x / 2 + box.high.x / 2),
                static_cast<coordinate>(box.low.y / 2 + box.high.y / 2)};
    }

    std::vector<bounds> boxes_;         // of the items as arranged, then of each level above, up to the root
    std::vector<std::uint32_t> items_;  // as arranged
    std::vector<std::uint32_t> first_of_level_;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
