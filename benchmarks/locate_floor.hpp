#pragma once

#include "locate_exact.hpp"     // exact_areas
#include "locate_workload.hpp"  // locate_workload, nowhere

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t
#include <vector>   // vector

namespace bench {

/// What a lookup costs at least: one read from a raster with the area at the centre of each raster cell.
///
/// Wrong near borders, by up to half a raster cell; that is what exact answers are measured against. 4 MB.
template <muster::position_type P>
class locate_floor {
public:
    using query = P;
    static constexpr const char* name = "floor";

    explicit locate_floor(const locate_workload<P>& from) {
        const muster::box<P> around = box_of_all(from.areas);
        low_x_ = static_cast<double>(muster::x_of(around.low));
        low_y_ = static_cast<double>(muster::y_of(around.low));
        const double step_x = (static_cast<double>(muster::x_of(around.high)) - low_x_) / side;
        const double step_y = (static_cast<double>(muster::y_of(around.high)) - low_y_) / side;
        per_x_ = 1 / step_x;
        per_y_ = 1 / step_y;
        const exact_areas<P> areas{from.areas};
        area_.reserve(side * side);
        for (int row = 0; row < side; ++row) {
            for (int column = 0; column < side; ++column) {
                area_.push_back(areas.lowest(position(low_x_ + (column + 0.5) * step_x, low_y_ + (row + 0.5) * step_y)));
            }
        }
    }

    [[nodiscard]] std::uint32_t find(const P& at) const noexcept {
        // A point beyond the raster wraps to a large number, so one comparison serves both ends.
        const auto column = static_cast<std::uint32_t>(
            static_cast<std::int32_t>((static_cast<double>(muster::x_of(at)) - low_x_) * per_x_));
        const auto row = static_cast<std::uint32_t>(
            static_cast<std::int32_t>((static_cast<double>(muster::y_of(at)) - low_y_) * per_y_));
        return column < side && row < side ? area_[row * std::size_t{side} + column] : nowhere;
    }
    [[nodiscard]] std::uint32_t area_of(std::uint32_t answer) const { return answer; }

private:
    static constexpr int side = 1024;

    static P position(double x, double y) {
        if constexpr (std::same_as<P, muster::planar>) {
            return {static_cast<std::int32_t>(x), static_cast<std::int32_t>(y)};
        } else {
            return {x, y};
        }
    }

    double low_x_ = 0;
    double low_y_ = 0;
    double per_x_ = 0;
    double per_y_ = 0;
    std::vector<std::uint32_t> area_;
};

}  // namespace bench
