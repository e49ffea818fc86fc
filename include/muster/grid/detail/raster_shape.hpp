#pragma once

#include "muster/grid/detail/index_tables.hpp"  // index_edge, index_point, raster

#include <algorithm>  // max, min
#include <cstdint>    // int64_t, uint32_t, uint64_t

namespace muster {
inline namespace v0 {
namespace detail {

/// Into how many columns and rows a raster parts its ground: powers of two.
struct raster_shape {
    unsigned column_bits = 0;
    unsigned row_bits = 0;

    friend constexpr bool operator==(const raster_shape&, const raster_shape&) = default;
};

/// Which way the edges of a piece of ground run: what rasters of different shapes would cost there.
///
/// An edge that crosses c columns and r rows passes through about c + r - 1 buckets, and is written for each. Whole
/// numbers: the same everywhere. An estimate, which decides how quick an index is and how large, never what it answers.
class edge_spread {
public:
    /// @param width, height  of the ground, in steps, above 0
    constexpr edge_spread(std::uint64_t width, std::uint64_t height) noexcept : width_{width}, height_{height} {}

    constexpr void add(const index_edge& e) noexcept {
        const std::int64_t run = std::int64_t{e.upper.x} - e.lower.x;
        std::uint64_t across = static_cast<std::uint64_t>(run < 0 ? -run : run) * whole / width_;
        std::uint64_t upward = std::uint64_t{e.upper.y - e.lower.y} * whole / height_;
        const std::uint64_t larger = std::max(across, upward);
        if (larger > whole) {  // goes beyond: only what is on the ground counts
            across = across * whole / larger;
            upward = upward * whole / larger;
        }
        ++edges_;
        across_ += across;
        upward_ += upward;
    }
    /// An edge from the western end to the eastern.
    constexpr void add_level() noexcept {
        ++edges_;
        across_ += whole;
    }

    [[nodiscard]] constexpr std::uint64_t edges() const noexcept { return edges_; }

    /// About how many edges so many columns and rows have to write, in all buckets together.
    [[nodiscard]] constexpr std::uint64_t cost(std::uint64_t columns, std::uint64_t rows) const noexcept {
        return edges_ + across_ / whole * (columns - 1) + upward_ / whole * (rows - 1);
    }

    /// The cheapest shape of 2^bits buckets, of equals the squarest; no finer than the steps of the ground allow.
    /// @param most_column_bits, most_row_bits  together at least `bits`
    [[nodiscard]] constexpr raster_shape cheapest(unsigned bits, unsigned most_column_bits,
                                                  unsigned most_row_bits) const noexcept {
        const unsigned least = bits > most_row_bits ? bits - most_row_bits : 0;
        const unsigned most = std::min(bits, most_column_bits);
        raster_shape best;
        std::uint64_t best_cost = ~std::uint64_t{0};
        unsigned best_lean = ~0U;
        for (unsigned column_bits = least; column_bits <= most; ++column_bits) {
            const unsigned row_bits = bits - column_bits;
            const std::uint64_t its_cost = cost(std::uint64_t{1} << column_bits, std::uint64_t{1} << row_bits);
            const unsigned lean = std::max(column_bits, row_bits);
            if (its_cost < best_cost || (its_cost == best_cost && lean < best_lean)) {
                best = {column_bits, row_bits};
                best_cost = its_cost;
                best_lean = lean;
            }
        }
        return best;
    }

private:
    static constexpr std::uint64_t whole = 1024;  // in such parts of the ground's size, so that slopes count

    std::uint64_t width_;
    std::uint64_t height_;
    std::uint64_t edges_ = 0;
    std::uint64_t across_ = 0;
    std::uint64_t upward_ = 0;
};

/// The raster over everything: buckets of powers of two, as many as the target allows, about square unless another
/// shape costs much less; fewer when they would cost more than `most_cost`.
/// @param size  the steps of the north-eastern corner
[[nodiscard]] constexpr raster first_raster(index_point size, const edge_spread& spread, std::uint64_t target,
                                            std::uint64_t most_cost) noexcept {
    const auto count = [](std::uint32_t length, unsigned shift) { return (std::uint64_t{length} >> shift) + 1; };
    unsigned shift = 0;
    while (count(size.x, shift) > target || count(size.y, shift) > target ||
           count(size.x, shift) * count(size.y, shift) > target) {
        ++shift;
    }
    raster first{{0, 0}, shift, shift, 1, 1, 0};
    if (shift > 0 && count(size.x, shift - 1) * count(size.y, shift) <= target) { --first.column_shift; }
    const auto cost = [&](unsigned column_shift, unsigned row_shift) {
        return spread.cost(count(size.x, column_shift), count(size.y, row_shift));
    };
    const auto is_much_cheaper = [&](unsigned column_shift, unsigned row_shift) {
        return cost(column_shift, row_shift) / 3 < cost(first.column_shift, first.row_shift) / 4;
    };
    while (first.column_shift < 31 && first.row_shift > 0 && count(size.x, first.column_shift) > 1 &&
           is_much_cheaper(first.column_shift + 1, first.row_shift - 1)) {
        ++first.column_shift;
        --first.row_shift;
    }
    while (first.row_shift < 31 && first.column_shift > 0 && count(size.y, first.row_shift) > 1 &&
           is_much_cheaper(first.column_shift - 1, first.row_shift + 1)) {
        --first.column_shift;
        ++first.row_shift;
    }
    // Few long rings that wind through everything: finer rasters do better than many buckets that all are crowded.
    while (std::max(first.column_shift, first.row_shift) < 31 &&
           cost(first.column_shift, first.row_shift) > most_cost) {
        ++first.column_shift;
        ++first.row_shift;
    }
    first.columns = static_cast<std::uint32_t>(count(size.x, first.column_shift));
    first.rows = static_cast<std::uint32_t>(count(size.y, first.row_shift));
    return first;
}

}  // namespace detail
}  // namespace v0
}  // namespace muster
