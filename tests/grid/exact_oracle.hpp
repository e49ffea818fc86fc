#pragma once

// Which areas hold a point, in exact rational arithmetic, by trying every edge of every area whose box holds it. It has
// its own integers, its own border rule and nothing of the code under test but the types of positions and polygons.

#include "muster/grid/polygon.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace grid_test {

/// A whole number of any size: its sign, and its digits to the base 2^32, the lowest first, the highest not 0.
class big_integer {
public:
    big_integer() = default;
    explicit big_integer(std::int64_t value) : is_negative_{value < 0} {
        auto rest = is_negative_ ? ~static_cast<std::uint64_t>(value) + 1 : static_cast<std::uint64_t>(value);
        for (; rest != 0; rest >>= 32) { digits_.push_back(static_cast<std::uint32_t>(rest)); }
    }

    int sign() const { return digits_.empty() ? 0 : is_negative_ ? -1 : 1; }

    big_integer shifted_up(unsigned bits) const {
        if (digits_.empty()) { return *this; }
        big_integer moved;
        moved.is_negative_ = is_negative_;
        moved.digits_.assign(bits / 32, 0);
        std::uint32_t carried = 0;
        for (const std::uint32_t digit : digits_) {
            const std::uint64_t wide = std::uint64_t{digit} << (bits % 32);
            moved.digits_.push_back(static_cast<std::uint32_t>(wide) | carried);
            carried = static_cast<std::uint32_t>(wide >> 32);
        }
        moved.digits_.push_back(carried);
        moved.trim();
        return moved;
    }

    friend big_integer operator*(const big_integer& a, const big_integer& b) {
        big_integer made;
        made.is_negative_ = a.is_negative_ != b.is_negative_;
        made.digits_.assign(a.digits_.size() + b.digits_.size(), 0);
        for (std::size_t i = 0; i < a.digits_.size(); ++i) {
            std::uint64_t carried = 0;
            for (std::size_t j = 0; j < b.digits_.size(); ++j) {
                carried += std::uint64_t{a.digits_[i]} * b.digits_[j] + made.digits_[i + j];
                made.digits_[i + j] = static_cast<std::uint32_t>(carried);
                carried >>= 32;
            }
            made.digits_[i + b.digits_.size()] = static_cast<std::uint32_t>(carried);
        }
        made.trim();
        return made;
    }
    friend big_integer operator-(const big_integer& a, const big_integer& b) {
        if (a.is_negative_ != b.is_negative_) {
            big_integer sum = plus(a, b);
            sum.is_negative_ = a.is_negative_;
            return sum;
        }
        const bool a_is_larger = compare_size(a, b) >= 0;
        big_integer rest = a_is_larger ? minus(a, b) : minus(b, a);
        rest.is_negative_ = a_is_larger ? a.is_negative_ : !a.is_negative_;
        return rest;
    }

private:
    static int compare_size(const big_integer& a, const big_integer& b) {
        if (a.digits_.size() != b.digits_.size()) { return a.digits_.size() < b.digits_.size() ? -1 : 1; }
        for (std::size_t i = a.digits_.size(); i-- > 0;) {
            if (a.digits_[i] != b.digits_[i]) { return a.digits_[i] < b.digits_[i] ? -1 : 1; }
        }
        return 0;
    }
    static big_integer plus(const big_integer& a, const big_integer& b) {
        big_integer sum;
        std::uint64_t carried = 0;
        for (std::size_t i = 0; i < std::max(a.digits_.size(), b.digits_.size()) || carried != 0; ++i) {
            carried += i < a.digits_.size() ? a.digits_[i] : 0U;
            carried += i < b.digits_.size() ? b.digits_[i] : 0U;
            sum.digits_.push_back(static_cast<std::uint32_t>(carried));
            carried >>= 32;
        }
        return sum;
    }
    static big_integer minus(const big_integer& larger, const big_integer& smaller) {
        big_integer rest = larger;
        std::int64_t borrowed = 0;
        for (std::size_t i = 0; i < rest.digits_.size(); ++i) {
            std::int64_t digit = std::int64_t{rest.digits_[i]} - borrowed;
            if (i < smaller.digits_.size()) { digit -= smaller.digits_[i]; }
            borrowed = digit < 0 ? 1 : 0;
            rest.digits_[i] = static_cast<std::uint32_t>(digit + borrowed * (std::int64_t{1} << 32));
        }
        rest.trim();
        return rest;
    }
    void trim() {
        while (!digits_.empty() && digits_.back() == 0) { digits_.pop_back(); }
    }

    bool is_negative_ = false;
    std::vector<std::uint32_t> digits_;
};

/// A coordinate as mantissa * 2^exponent, exactly.
struct binary_fraction {
    std::int64_t mantissa = 0;
    int exponent = 0;
};
inline binary_fraction exactly(double value) {
    int exponent = 0;
    const double part = std::frexp(value, &exponent);  // libm, but exact by its definition
    return {static_cast<std::int64_t>(std::ldexp(part, 53)), value == 0 ? 0 : exponent - 53};
}

/// On which side of the line a -> b the point is, by whole numbers of the smallest unit that any coordinate needs.
inline int side_of(double ax, double ay, double bx, double by, double px, double py) {
    binary_fraction all[6] = {exactly(ax), exactly(ay), exactly(bx), exactly(by), exactly(px), exactly(py)};
    int least = 2000;
    int most = -2000;
    for (const binary_fraction& one : all) {
        if (one.mantissa == 0) { continue; }
        least = std::min(least, one.exponent);
        most = std::max(most, one.exponent);
    }
    if (most - least <= 7) {  // in a city far from 0 degrees: whole numbers of 60 bits, as below but sooner done
        __extension__ using wide = __int128;
        wide n[6];
        for (int i = 0; i < 6; ++i) {
            n[i] = all[i].mantissa == 0 ? 0 : wide{all[i].mantissa} * (std::int64_t{1} << (all[i].exponent - least));
        }
        const wide left = (n[2] - n[0]) * (n[5] - n[1]);
        const wide right = (n[3] - n[1]) * (n[4] - n[0]);
        return left > right ? 1 : left < right ? -1 : 0;
    }
    big_integer n[6];
    for (int i = 0; i < 6; ++i) {
        if (all[i].mantissa == 0) { continue; }
        n[i] = big_integer{all[i].mantissa}.shifted_up(static_cast<unsigned>(all[i].exponent - least));
    }
    return ((n[2] - n[0]) * (n[5] - n[1]) - (n[3] - n[1]) * (n[4] - n[0])).sign();
}
inline int side_of(const muster::lon_lat& a, const muster::lon_lat& b, const muster::lon_lat& p) {
    return side_of(a.lon, a.lat, b.lon, b.lat, p.lon, p.lat);
}
inline int side_of(const muster::planar& a, const muster::planar& b, const muster::planar& p) {
    return side_of(a.east_mm, a.north_mm, b.east_mm, b.north_mm, p.east_mm, p.north_mm);  // doubles hold them
}

/// Even-odd, for the point moved a hair's breadth east and far less north: a border belongs to what lies east of it, a
/// level one to what lies north.
template <class P>
bool ring_holds(const muster::ring<P>& corners, const P& at) {
    bool inside = false;
    for (std::size_t i = 1; i < corners.size(); ++i) {
        const P& a = corners[i - 1];
        const P& b = corners[i];
        const bool a_is_north = y_of(a) > y_of(at);
        const bool b_is_north = y_of(b) > y_of(at);
        if (a_is_north == b_is_north) { continue; }
        // The border passes the point's height; the point is west of it when it is left of the way north.
        const int side = a_is_north ? side_of(b, a, at) : side_of(a, b, at);
        if (side > 0) { inside = !inside; }
    }
    return inside;
}

/// Some areas, and the plain meaning of "the first that holds the point".
template <class P>
class exact_oracle {
public:
    static constexpr std::uint32_t nowhere = 0xffff'ffffU;

    /// Refers to the areas.
    explicit exact_oracle(std::span<const muster::multi_polygon<P>> areas) : areas_{areas} {
        for (const auto& area : areas) {
            boxes_.push_back(area.empty() ? muster::box<P>{} : muster::box_of(area));
        }
    }

    bool holds(std::size_t area, const P& at) const {
        const muster::box<P>& around = boxes_[area];
        if (areas_[area].empty() || x_of(at) < x_of(around.low) || x_of(at) > x_of(around.high) ||
            y_of(at) < y_of(around.low) || y_of(at) > y_of(around.high)) {
            return false;
        }
        return std::any_of(areas_[area].begin(), areas_[area].end(), [&](const muster::polygon<P>& part) {
            return ring_holds(part.outer, at) &&
                   std::none_of(part.holes.begin(), part.holes.end(),
                                [&](const muster::ring<P>& hole) { return ring_holds(hole, at); });
        });
    }

    std::uint32_t first(const P& at) const {
        for (std::size_t i = 0; i < areas_.size(); ++i) {
            if (holds(i, at)) { return static_cast<std::uint32_t>(i); }
        }
        return nowhere;
    }

private:
    std::span<const muster::multi_polygon<P>> areas_;
    std::vector<muster::box<P>> boxes_;
};

}  // namespace grid_test
