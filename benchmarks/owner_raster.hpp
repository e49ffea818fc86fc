#pragma once

#include "muster/grid/hierarchy.hpp"  // hierarchy

#include <cstddef>  // size_t
#include <cstdint>  // uint16_t
#include <vector>   // vector

namespace bench {

/// The least that the locate stage of a decision costs: one read from a raster with the leaf at the centre of each cell.
///
/// Wrong near borders, by up to half a raster cell (33 m); that is what exact answers are measured against.
class owner_raster {
public:
    static constexpr std::uint16_t nowhere = 0xffff;

    explicit owner_raster(const muster::hierarchy<muster::planar>& cells) {
        const auto whole = cells.box(muster::cell_id{0});
        low_ = whole.low;
        columns_ = (static_cast<std::uint32_t>(whole.high.east_mm - low_.east_mm) >> shift) + 1;
        rows_ = (static_cast<std::uint32_t>(whole.high.north_mm - low_.north_mm) >> shift) + 1;
        for (std::uint32_t row = 0; row < rows_; ++row) {
            for (std::uint32_t column = 0; column < columns_; ++column) {
                const muster::location found = cells.locate({centre(low_.east_mm, column), centre(low_.north_mm, row)});
                leaf_.push_back(found.status == muster::location_status::inside
                                    ? static_cast<std::uint16_t>(found.owner.index)
                                    : nowhere);
            }
        }
    }

    [[nodiscard]] std::uint16_t find(const muster::planar& at) const noexcept {
        // A point to the west or south wraps and is beyond the last column or row.
        const std::uint32_t column =
            (static_cast<std::uint32_t>(at.east_mm) - static_cast<std::uint32_t>(low_.east_mm)) >> shift;
        const std::uint32_t row =
            (static_cast<std::uint32_t>(at.north_mm) - static_cast<std::uint32_t>(low_.north_mm)) >> shift;
        return column < columns_ && row < rows_ ? leaf_[std::size_t{row} * columns_ + column] : nowhere;
    }

private:
    static constexpr unsigned shift = 15;  // 2^15 mm = 32.8 m

    static std::int32_t centre(std::int32_t low, std::uint32_t number) {
        return low + static_cast<std::int32_t>((number << shift) + (1U << (shift - 1)));
    }

    muster::planar low_;
    std::uint32_t columns_ = 0;
    std::uint32_t rows_ = 0;
    std::vector<std::uint16_t> leaf_;
};

}  // namespace bench
