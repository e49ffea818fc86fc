#pragma once

// Areas whose right answers are known without the code under test: patches of a plane, cut into quadrilaterals, that
// are joined to regions of any shape. A region's drawing is the boundary of its patches, so regions share borders,
// have holes and several parts, and touch themselves.

#include "muster/grid/polygon.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace grid_test {

using muster::lon_lat;
using muster::planar;

/// SplitMix64: the tests' own numbers.
class numbers {
public:
    explicit numbers(std::uint64_t seed) : state_{seed} {}

    std::uint64_t operator()() {
        std::uint64_t z = state_ += 0x9e3779b97f4a7c15U;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31);
    }
    /// From `low` to `high`, both included.
    std::int64_t between(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>((*this)() % static_cast<std::uint64_t>(high - low + 1));
    }
    template <class T>
    void shuffle(std::vector<T>& things) {
        for (std::size_t i = things.size(); i > 1; --i) {
            std::swap(things[i - 1], things[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(i) - 1))]);
        }
    }

private:
    std::uint64_t state_;
};

struct point {
    std::int64_t x;
    std::int64_t y;
    friend bool operator==(const point&, const point&) = default;
};

using path = std::vector<point>;  // open: the first point is not repeated

/// Even-odd, for a point that is on no edge. Written apart from the library, in 128 bits.
inline bool is_inside(const path& ring, point p) {
    __extension__ using wide = __int128;
    bool inside = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        const point a = ring[i];
        const point b = ring[j];
        if ((a.y > p.y) == (b.y > p.y)) { continue; }
        const wide left = wide{p.x - a.x} * (b.y - a.y);  // p.x < a.x + (p.y - a.y) (b.x - a.x) / (b.y - a.y)
        const wide right = wide{p.y - a.y} * (b.x - a.x);
        if (b.y > a.y ? left < right : left > right) { inside = !inside; }
    }
    return inside;
}

/// A hair's breadth to the east of a point, and far less to the north, in a plane that is 10^7 times as fine. With
/// coordinates below some hundreds, the moved point is on no line through two points of the plane.
inline point moved(point p) { return {p.x * 10'000'000 + 10'000, p.y * 10'000'000 + 1}; }
inline path magnified(path ring) {
    for (point& p : ring) { p = {p.x * 10'000'000, p.y * 10'000'000}; }
    return ring;
}

template <class P>
P to_position(point p);
template <>
inline planar to_position<planar>(point p) {
    return {static_cast<std::int32_t>(p.x), static_cast<std::int32_t>(p.y)};
}
/// One unit is 1/1024 degree: exact in a double.
template <>
inline lon_lat to_position<lon_lat>(point p) {
    return {114.5 + static_cast<double>(p.x) / 1024, 22.25 + static_cast<double>(p.y) / 1024};
}

template <class P>
muster::ring<P> to_ring(const path& open) {
    muster::ring<P> ring;
    for (const point p : open) { ring.push_back(to_position<P>(p)); }
    ring.push_back(ring.front());
    return ring;
}

template <class P>
muster::cell_drawing<P> cell(std::string key, const path& outer, const std::vector<path>& holes = {}) {
    muster::polygon<P> part{to_ring<P>(outer), {}};
    for (const path& hole : holes) { part.holes.push_back(to_ring<P>(hole)); }
    return {std::move(key), {}, {std::move(part)}};
}

inline path rectangle(std::int64_t west, std::int64_t south, std::int64_t east, std::int64_t north) {
    return {{west, south}, {east, south}, {east, north}, {west, north}};
}

/// `columns` x `rows` patches between the nodes of a lattice that have been shaken, with `bends` points on each side.
class patchwork {
public:
    patchwork(std::size_t columns, std::size_t rows, std::int64_t spacing, std::size_t bends, std::uint64_t seed)
        : columns_{columns}, rows_{rows}, random_{seed} {
        const std::int64_t shake = spacing / 5;
        for (std::size_t r = 0; r <= rows; ++r) {
            for (std::size_t c = 0; c <= columns; ++c) {
                nodes_.push_back({static_cast<std::int64_t>(c) * spacing + random_.between(-shake, shake),
                                  static_cast<std::int64_t>(r) * spacing + random_.between(-shake, shake)});
            }
        }
        for (std::size_t n = 0; n < nodes_.size(); ++n) {
            eastward_.push_back(n % (columns + 1) < columns ? side(n, n + 1, bends) : path{});
            northward_.push_back(n + columns + 1 < nodes_.size() ? side(n, n + columns + 1, bends) : path{});
        }
    }

    std::size_t size() const { return columns_ * rows_; }
    std::size_t columns() const { return columns_; }
    std::size_t rows() const { return rows_; }

    /// The border of one patch, anticlockwise.
    path border(std::size_t patch) const {
        path ring;
        for (const step& s : steps(patch)) { append(ring, s); }
        return ring;
    }

    /// The area of some patches: the sides that only one of them has, joined to rings.
    template <class P>
    muster::multi_polygon<P> area(const std::vector<std::size_t>& patches) {
        std::vector<step> border_steps;
        for (const std::size_t patch : patches) {
            for (const step& s : steps(patch)) {
                const auto opposite = std::find(border_steps.begin(), border_steps.end(), step{s.to, s.from});
                if (opposite != border_steps.end()) {
                    border_steps.erase(opposite);
                } else {
                    border_steps.push_back(s);
                }
            }
        }
        std::vector<path> outers;
        std::vector<path> holes;
        while (!border_steps.empty()) {
            random_.shuffle(border_steps);
            path ring;
            const std::size_t start = border_steps.back().from;
            std::size_t at = start;
            do {
                const auto next = std::find_if(border_steps.begin(), border_steps.end(),
                                               [at](const step& s) { return s.from == at; });
                append(ring, *next);
                at = next->to;
                border_steps.erase(next);
            } while (at != start);
            (twice_area(ring) > 0 ? outers : holes).push_back(ring);
        }
        muster::multi_polygon<P> area;
        std::vector<path> magnified_outers;
        for (const path& outer : outers) {
            area.push_back({disguised<P>(outer), {}});
            magnified_outers.push_back(magnified(outer));
        }
        for (const path& hole : holes) {
            // A hole runs clockwise: what is just left of its first side belongs to the region.
            const path fine = magnified(hole);
            const point direction{fine[1].x - fine[0].x, fine[1].y - fine[0].y};
            const point probe{(fine[0].x + fine[1].x) / 2 - direction.y / 1000,
                              (fine[0].y + fine[1].y) / 2 + direction.x / 1000};
            for (std::size_t i = 0; i < outers.size(); ++i) {
                if (is_inside(magnified_outers[i], probe)) { area[i].holes.push_back(disguised<P>(hole)); }
            }
        }
        return area;
    }

private:
    struct step {
        std::size_t from;
        std::size_t to;
        friend bool operator==(const step&, const step&) = default;
    };

    path side(std::size_t from, std::size_t to, std::size_t bends) {
        const point a = nodes_[from];
        const point b = nodes_[to];
        path between;
        const auto pieces = static_cast<std::int64_t>(bends) + 1;
        for (std::int64_t i = 1; i < pieces; ++i) {
            // Off the straight line by at most a fifth of the way to the nearer end, so that no two sides cross.
            const std::int64_t near = std::min(i, pieces - i);
            const std::int64_t off = random_.between(-near, near);
            between.push_back({a.x + ((b.x - a.x) * i * 5 - (b.y - a.y) * off) / (pieces * 5),
                               a.y + ((b.y - a.y) * i * 5 + (b.x - a.x) * off) / (pieces * 5)});
        }
        return between;
    }

    std::vector<step> steps(std::size_t patch) const {
        const std::size_t sw = patch / columns_ * (columns_ + 1) + patch % columns_;
        const std::size_t nw = sw + columns_ + 1;
        return {{sw, sw + 1}, {sw + 1, nw + 1}, {nw + 1, nw}, {nw, sw}};
    }

    void append(path& ring, const step& s) const {
        ring.push_back(nodes_[s.from]);
        const std::size_t low = std::min(s.from, s.to);
        path between = std::max(s.from, s.to) == low + 1 ? eastward_[low] : northward_[low];
        if (s.from > s.to) { std::reverse(between.begin(), between.end()); }
        ring.insert(ring.end(), between.begin(), between.end());
    }

    static std::int64_t twice_area(const path& ring) {
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const point a = ring[i];
            const point b = ring[(i + 1) % ring.size()];
            sum += a.x * b.y - a.y * b.x;
        }
        return sum;
    }

    /// The same ring as somebody else might draw it: another start, the other way round, points repeated, a spike.
    template <class P>
    muster::ring<P> disguised(path ring) {
        std::rotate(ring.begin(), ring.begin() + random_.between(0, static_cast<std::int64_t>(ring.size()) - 1),
                    ring.end());
        if (random_.between(0, 1) == 0) { std::reverse(ring.begin(), ring.end()); }
        if (random_.between(0, 2) == 0) { ring.insert(ring.begin(), ring.front()); }
        if (random_.between(0, 4) == 0) {
            const point foot = ring.back();  // out and back along the last side: covers nothing
            ring.push_back(ring[ring.size() - 2]);
            ring.push_back(foot);
        }
        return to_ring<P>(ring);
    }

    std::size_t columns_;
    std::size_t rows_;
    numbers random_;
    path nodes_;
    std::vector<path> eastward_;   // from each node to the next in its row
    std::vector<path> northward_;  // from each node to the one above
};

}  // namespace grid_test
