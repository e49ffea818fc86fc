#pragma once

#include "muster/core/distributions.hpp"  // uniform_between
#include "muster/core/position.hpp"       // planar, straight_line
#include "muster/core/random.hpp"         // random

#include <algorithm>  // min
#include <array>      // array
#include <cstddef>    // size_t
#include <cstdint>    // int64_t
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace sim::detail {

/// A lattice of squares with shaken corners and wiggly borders: the ground that every tier is cut from.
///
/// A border is stored once, so two neighbours, and a parent and its children, have it bit for bit in common.
/// Row 0 is the northernmost, column 0 the westernmost. No two borders meet except at a corner, see `wiggle`.
struct lattice {
    static constexpr std::size_t points_between = 15;  ///< on a border, between its two corners

    std::size_t columns = 0;
    std::size_t rows = 0;
    std::vector<planar> corners;  ///< rows + 1 times columns + 1
    std::vector<planar> across;   ///< `points_between` a border from a corner to its eastern neighbour
    std::vector<planar> down;     ///< the same to its southern neighbour

    [[nodiscard]] std::size_t squares() const noexcept { return columns * rows; }
    [[nodiscard]] std::size_t corner(std::size_t column, std::size_t row) const noexcept {
        return row * (columns + 1) + column;
    }

    /// The middle of a square's four corners.
    [[nodiscard]] planar centre(std::size_t square) const noexcept {
        const std::size_t first = corner(square % columns, square / columns);
        std::int64_t east_mm = 0;
        std::int64_t north_mm = 0;
        for (const std::size_t at : {first, first + 1, first + columns + 1, first + columns + 2}) {
            east_mm += corners[at].east_mm;
            north_mm += corners[at].north_mm;
        }
        return {static_cast<std::int32_t>(east_mm / 4), static_cast<std::int32_t>(north_mm / 4)};
    }

    /// Calls `visit(neighbour)` for the squares north, west, east and south of `square`, as far as there are any.
    template <class Visit>
    void for_each_neighbour(std::size_t square, Visit visit) const {
        const std::size_t column = square % columns;
        const std::size_t row = square / columns;
        if (row > 0) { visit(square - columns); }
        if (column > 0) { visit(square - 1); }
        if (column + 1 < columns) { visit(square + 1); }
        if (row + 1 < rows) { visit(square + columns); }
    }
};

/// `count + 1` lines over `extent_mm`, closer together in the middle, where a city is denser.
[[nodiscard]] inline std::vector<std::int64_t> lattice_lines(std::int64_t extent_mm, std::size_t count) {
    const auto n = static_cast<std::int64_t>(count);
    std::vector<std::int64_t> sums{0};
    for (std::int64_t i = 0; i < n; ++i) {
        const std::int64_t off_middle = 2 * i + 1 < n ? n - 2 * i - 1 : 2 * i + 1 - n;
        sums.push_back(sums.back() + 70 + 60 * off_middle / n);
    }
    const std::int64_t whole = sums.back();
    for (std::int64_t& line : sums) { line = extent_mm * line / whole; }
    return sums;
}

/// The narrowest gap between neighbours among lines `first` to `last`, both widened by one.
[[nodiscard]] inline std::int64_t narrowest(const std::vector<std::int64_t>& lines, std::size_t first,
                                            std::size_t last) {
    std::int64_t gap_mm = lines.back();
    const std::size_t end = std::min(last + 1, lines.size() - 1);
    for (std::size_t i = first == 0 ? 0 : first - 1; i < end; ++i) {
        gap_mm = std::min(gap_mm, lines[i + 1] - lines[i]);
    }
    return gap_mm;
}

/// Bends the straight way between the two ends of `way` by midpoint displacement, in `lattice::points_between` points.
///
/// The sways per level allow an angle of at most 20.5 degrees against the straight way in sum, so a border never
/// turns back and stays in a slim rhombus around that way. Corners are shaken by at most 13 % of the narrowest gap,
/// which leaves at least 51 degrees between two borders at a corner: their rhombi meet nowhere else.
inline void wiggle(std::array<planar, lattice::points_between + 2>& way, std::int64_t narrowest_mm,
                   random& generator) {
    const std::int64_t length_mm = straight_line(way.front(), way.back()).mm;
    const std::int64_t reach = length_mm <= narrowest_mm ? 1024 : 1024 * narrowest_mm / length_mm;
    std::size_t step = way.size() - 1;
    for (const std::int64_t sway : {80, 50, 30, 20}) {  // thousandths of a piece's length
        for (std::size_t first = 0; first + step < way.size(); first += step) {
            const planar a = way[first];
            const planar b = way[first + step];
            const std::int64_t aside = uniform_between(generator, -sway * reach, sway * reach);
            const std::int64_t east_mm = std::int64_t{b.east_mm} - a.east_mm;
            const std::int64_t north_mm = std::int64_t{b.north_mm} - a.north_mm;
            const std::int64_t middle_east_mm = a.east_mm + east_mm / 2 - north_mm * aside / 1'024'000;
            const std::int64_t middle_north_mm = a.north_mm + north_mm / 2 + east_mm * aside / 1'024'000;
            way[first + step / 2] = {static_cast<std::int32_t>(middle_east_mm),
                                     static_cast<std::int32_t>(middle_north_mm)};
        }
        step /= 2;
    }
}

[[nodiscard]] inline lattice make_lattice(std::int64_t width_mm, std::int64_t height_mm, std::size_t columns,
                                          std::size_t rows, const random& generator) {
    lattice made{columns, rows, {}, {}, {}};
    const std::vector<std::int64_t> east = lattice_lines(width_mm, columns);
    const std::vector<std::int64_t> south = lattice_lines(height_mm, rows);
    random shaking = generator.stream("corners");
    for (std::size_t row = 0; row <= rows; ++row) {
        for (std::size_t column = 0; column <= columns; ++column) {
            const std::int64_t most = 13 * std::min(narrowest(east, column, column), narrowest(south, row, row)) / 100;
            const std::int64_t by_east = uniform_between(shaking, -most, most);
            const std::int64_t by_north = uniform_between(shaking, -most, most);
            made.corners.push_back({static_cast<std::int32_t>(east[column] + by_east),
                                    static_cast<std::int32_t>(height_mm - south[row] + by_north)});
        }
    }
    random bending = generator.stream("borders");
    std::array<planar, lattice::points_between + 2> way{};
    const auto append = [&](std::vector<planar>& borders, std::size_t from, std::size_t to, std::int64_t narrowest_mm) {
        way.front() = made.corners[from];
        way.back() = made.corners[to];
        wiggle(way, narrowest_mm, bending);
        borders.insert(borders.end(), way.begin() + 1, way.end() - 1);
    };
    for (std::size_t row = 0; row <= rows; ++row) {
        for (std::size_t column = 0; column < columns; ++column) {
            append(made.across, made.corner(column, row), made.corner(column + 1, row),
                   std::min(narrowest(east, column, column + 1), narrowest(south, row, row)));
        }
    }
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t column = 0; column <= columns; ++column) {
            append(made.down, made.corner(column, row), made.corner(column, row + 1),
                   std::min(narrowest(east, column, column), narrowest(south, row, row + 1)));
        }
    }
    return made;
}

}  // namespace sim::detail
}  // namespace v0
}  // namespace muster
