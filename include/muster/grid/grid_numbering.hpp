#pragma once

#include "muster/core/arithmetic.hpp"   // product, quantise
#include "muster/core/error.hpp"        // error
#include "muster/core/position.hpp"     // position_type
#include "muster/core/result.hpp"       // result
#include "muster/core/units.hpp"        // length
#include "muster/grid/cell_code.hpp"    // cell_code
#include "muster/grid/cell_order.hpp"   // is_key_before
#include "muster/grid/code_layout.hpp"  // code_layout
#include "muster/grid/ring_area.hpp"    // ground_mm_per_degree

#include <algorithm>  // adjacent_find, max, nth_element, sort
#include <cstddef>    // ptrdiff_t, size_t
#include <cstdint>    // int64_t, uint32_t, uint64_t
#include <span>       // span
#include <string>     // string, to_string
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// A cell that waits for its number.
template <position_type P>
struct unnumbered_cell {
    std::string key;  ///< unique among the cells that are numbered together
    P place;          ///< a point inside, such as `hierarchy::representative_point`
    length height{};  ///< from its southern to its northern end
};

/// A cell and the number it got.
struct numbered_cell {
    std::size_t cell = 0;      ///< its index among those that were given
    std::uint32_t row = 0;     ///< counted from 0, from north to south
    std::uint32_t number = 0;  ///< counted from 1
    cell_code code;
};

/// What a city may choose about the numbering of its working grids.
struct numbering_options {
    length row_height{};  ///< points that are less than this south of the first of a row are in it; 0: half the median
                          ///< height of the cells, the lower of two in the middle, and at least 1 mm
};

namespace detail {

[[nodiscard]] inline std::int64_t north_mm(const planar& place) noexcept { return place.north_mm; }
[[nodiscard]] inline std::int64_t north_mm(const lon_lat& place) noexcept {
    return quantise(product(place.lat, ground_mm_per_degree), 1.0);
}

[[nodiscard]] inline length default_row_height(std::vector<std::int64_t> heights_mm) {
    const auto middle = heights_mm.begin() + static_cast<std::ptrdiff_t>((heights_mm.size() - 1) / 2);
    std::nth_element(heights_mm.begin(), middle, heights_mm.end());
    return {std::max<std::int64_t>(*middle / 2, 1)};
}

}  // namespace detail

/// Numbers the cells under one parent by rows from north to south, and in a row from west to east: 001, 002, …
///
/// The row rule: the northernmost cell that has no row yet begins one, and all cells are in it whose place is less than
/// `row_height` further south. In a row, by place from west to east, then by key (`is_key_before`). Half a cell's
/// height as the default tells rows apart also when the places of regular cells are up to a quarter of it off.
///
/// @param layout  the layout of the codes; the number is its part below `parent`
/// @param parent  the code of the community; empty for the coarsest tier
/// @return all cells in the order of their numbers; nothing for no cells. Or an error: a place that is not valid or a
///         height below 0 (out_of_range, with the index as `where().feature`), a key twice (duplicate), a negative
///         row height, a parent of the finest tier or more cells than the part can number (out_of_range)
/// @complexity O(n log n). Deterministic: yes, and independent of the order of the cells.
/// @source CJ/T 349-2010, 5.7: sequence numbers from left to right and from top to bottom; it leaves the rows open
template <position_type P>
[[nodiscard]] result<std::vector<numbered_cell>> number_cells(const code_layout& layout, const cell_code& parent,
                                                              std::span<const unnumbered_cell<P>> cells,
                                                              const numbering_options& options = {}) {
    const std::string under = "numbering under '" + std::string{parent.text()} + "'";
    if (options.row_height.mm < 0) {
        return error{errc::out_of_range, under + ": row_height is " + std::to_string(options.row_height.mm) +
                                             " mm; expected at least 0 mm"};
    }
    std::vector<numbered_cell> order;
    std::vector<std::int64_t> north_mm;
    std::vector<std::int64_t> heights_mm;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        source_position where;
        where.has_feature = true;
        where.feature = i;
        if (!is_valid(cells[i].place)) {
            return error{errc::out_of_range, where, under + ": the place of cell '" + cells[i].key + "' is not valid"};
        }
        if (cells[i].height.mm < 0) {
            return error{errc::out_of_range, where,
                         under + ": the height of cell '" + cells[i].key + "' is " +
                             std::to_string(cells[i].height.mm) + " mm; expected at least 0 mm"};
        }
        order.push_back({i, 0, 0, {}});
        north_mm.push_back(detail::north_mm(cells[i].place));
        heights_mm.push_back(cells[i].height.mm);
    }
    if (cells.empty()) { return order; }

    std::sort(order.begin(), order.end(), [&](const numbered_cell& a, const numbered_cell& b) {
        return is_key_before(cells[a.cell].key, cells[b.cell].key);
    });
    const auto twin = std::adjacent_find(
        order.begin(), order.end(),
        [&](const numbered_cell& a, const numbered_cell& b) { return cells[a.cell].key == cells[b.cell].key; });
    if (twin != order.end()) {
        return error{errc::duplicate, under + ": cell '" + cells[twin->cell].key + "' is there twice"};
    }
    // The highest number first: when it fits, all do, and nothing is numbered otherwise.
    if (const auto last = layout.child(parent, order.size()); !last) { return last.error(); }

    const std::int64_t row_mm =
        options.row_height.mm > 0 ? options.row_height.mm : detail::default_row_height(heights_mm).mm;
    std::sort(order.begin(), order.end(),
              [&](const numbered_cell& a, const numbered_cell& b) { return north_mm[a.cell] > north_mm[b.cell]; });
    std::int64_t first_mm = north_mm[order.front().cell];
    for (std::size_t i = 1; i < order.size(); ++i) {
        const bool starts_row = first_mm - north_mm[order[i].cell] >= row_mm;
        order[i].row = order[i - 1].row + (starts_row ? 1 : 0);
        if (starts_row) { first_mm = north_mm[order[i].cell]; }
    }
    std::sort(order.begin(), order.end(), [&](const numbered_cell& a, const numbered_cell& b) {
        if (a.row != b.row) { return a.row < b.row; }
        const auto a_east = x_of(cells[a.cell].place);
        const auto b_east = x_of(cells[b.cell].place);
        if (a_east < b_east || b_east < a_east) { return a_east < b_east; }
        return is_key_before(cells[a.cell].key, cells[b.cell].key);
    });
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i].number = static_cast<std::uint32_t>(i + 1);
        order[i].code = layout.child(parent, i + 1).value();
    }
    return order;
}

}  // namespace v0
}  // namespace muster
