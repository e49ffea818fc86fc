#pragma once

#include "muster/core/position.hpp"  // position_type

#include <bit>      // bit_cast
#include <cstdint>  // uint32_t, uint64_t

namespace muster {
inline namespace v0 {
namespace detail {

/// A position in steps east and north of the low corner of an index.
struct index_point {
    std::uint32_t x = 0;
    std::uint32_t y = 0;

    friend constexpr bool operator==(const index_point&, const index_point&) = default;
};

/// Takes positions to 32-bit steps, in which an index keeps and compares everything.
///
/// Steps keep order: what has fewer steps lies further west (south). On the plane a step is a millimetre and all is
/// said. In degrees a step is a power of two, the longer side of the box being between 2^30 and 2^31 of them: a
/// hundredth of a millimetre over a city. The true place is up to a step and a rounding further (see `cross`).
template <position_type P>
class index_frame;

template <>
class index_frame<planar> {
public:
    static constexpr bool is_exact = true;

    index_frame() = default;
    index_frame(const planar& low, const planar& high) noexcept : low_{low}, extent_{(*this)(high)} {}

    /// Whether the position is in the box, borders included.
    [[nodiscard]] bool holds(const planar& at) const noexcept {
        const index_point steps = (*this)(at);
        return (steps.x <= extent_.x) & (steps.y <= extent_.y);  // what is west or south wraps
    }
    /// @pre holds(at)
    [[nodiscard]] index_point operator()(const planar& at) const noexcept {
        return {static_cast<std::uint32_t>(at.east_mm) - static_cast<std::uint32_t>(low_.east_mm),
                static_cast<std::uint32_t>(at.north_mm) - static_cast<std::uint32_t>(low_.north_mm)};
    }
    /// The steps of the north-eastern corner.
    [[nodiscard]] const index_point& extent() const noexcept { return extent_; }
    /// A position that it holds.
    [[nodiscard]] const planar& low() const noexcept { return low_; }

private:
    planar low_{};
    index_point extent_{};
};

template <>
class index_frame<lon_lat> {
public:
    static constexpr bool is_exact = false;

    index_frame() = default;
    index_frame(const lon_lat& low, const lon_lat& high) noexcept
        : low_{low}, high_{high},
          scale_{scale_for(high.lon - low.lon < high.lat - low.lat ? high.lat - low.lat : high.lon - low.lon)},
          extent_{(*this)(high)} {}

    [[nodiscard]] bool holds(const lon_lat& at) const noexcept {  // not with NaN
        return (at.lon >= low_.lon) & (at.lon <= high_.lon) & (at.lat >= low_.lat) & (at.lat <= high_.lat);
    }
    [[nodiscard]] index_point operator()(const lon_lat& at) const noexcept {
        // The differences are rounded, which keeps order; a power of two rounds nothing.
        return {static_cast<std::uint32_t>((at.lon - low_.lon) * scale_),
                static_cast<std::uint32_t>((at.lat - low_.lat) * scale_)};
    }
    [[nodiscard]] const index_point& extent() const noexcept { return extent_; }
    [[nodiscard]] const lon_lat& low() const noexcept { return low_; }

private:
    /// The power of two that makes at most 2^31 of a size; not above 2^1023.
    [[nodiscard]] static double scale_for(double size) noexcept {
        const auto biased = std::bit_cast<std::uint64_t>(size) >> 52;  // 2^(biased - 1023) <= size, half open, or 0
        const std::uint64_t wanted = 2 * 1023 + 30 - biased;           // biased exponent of 2^30 / 2^(biased - 1023)
        return std::bit_cast<double>((wanted > 2046 ? std::uint64_t{2046} : wanted) << 52);
    }

    lon_lat low_{};
    lon_lat high_{-1, -1};  // nothing
    double scale_ = 1;
    index_point extent_{};
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
