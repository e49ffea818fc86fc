#pragma once

#include "muster/core/error.hpp"     // error
#include "muster/core/position.hpp"  // position_type, is_valid
#include "muster/core/result.hpp"    // result, try_make
#include "muster/core/units.hpp"     // instant, duration

#include <algorithm>  // sort, unique
#include <concepts>   // same_as
#include <cstddef>    // size_t
#include <cstdint>    // int64_t
#include <span>       // span
#include <string>     // to_string
#include <utility>    // move
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// Where a patrol was at one moment.
template <position_type P>
struct track_fix {
    instant at;
    P where;
};

/// The way of one patrol: positions in the order of time, in legs. Whose way it was is not part of it.
///
/// Two fixes in a row belong to one leg when no more time than `max_gap` lies between them. Where a patrol was during a
/// longer gap is not known, and nothing is made up for it. Of several fixes of one instant the westernmost is kept, of
/// these the southernmost. A coordinate of -0.0 is kept as 0.0: the two are one place, and a tie between them would go
/// to the order of the fixes. Deterministic: yes, for any order of the fixes.
template <position_type P>
class patrol_track {
public:
    /// @throws muster::error that names the index: a position that is not valid, an instant more than 2^60 ms from 0, a
    ///         negative `max_gap` (out_of_range)
    /// @complexity O(n log n)
    patrol_track(std::vector<track_fix<P>> fixes, duration max_gap) : fixes_{std::move(fixes)}, max_gap_{max_gap} {
        if (max_gap_.ms < 0) {
            throw error{errc::out_of_range, "patrol track, max_gap: " + std::to_string(max_gap_.ms) +
                                                " ms; expected at least 0"};
        }
        constexpr std::int64_t most = std::int64_t{1} << 60;
        for (std::size_t i = 0; i < fixes_.size(); ++i) {
            if (!is_valid(fixes_[i].where)) {
                throw error{errc::out_of_range,
                            "patrol track, fix " + std::to_string(i) + ": the position is not valid"};
            }
            if (fixes_[i].at.ms > most || fixes_[i].at.ms < -most) {
                throw error{errc::out_of_range, "patrol track, fix " + std::to_string(i) + ": " +
                                                    std::to_string(fixes_[i].at.ms) + " ms; more than 2^60 ms from 0"};
            }
        }
        if constexpr (std::same_as<P, lon_lat>) {
            for (track_fix<P>& fix : fixes_) { fix.where = {fix.where.lon + 0.0, fix.where.lat + 0.0}; }
        }
        std::sort(fixes_.begin(), fixes_.end(), [](const track_fix<P>& a, const track_fix<P>& b) {
            if (a.at != b.at) { return a.at < b.at; }
            return x_of(a.where) != x_of(b.where) ? x_of(a.where) < x_of(b.where) : y_of(a.where) < y_of(b.where);
        });
        const auto is_same_instant = [](const track_fix<P>& a, const track_fix<P>& b) { return a.at == b.at; };
        fixes_.erase(std::unique(fixes_.begin(), fixes_.end(), is_same_instant), fixes_.end());
    }

    /// The same without an exception for bad input.
    [[nodiscard]] static result<patrol_track> make(std::vector<track_fix<P>> fixes, duration max_gap) {
        return try_make<patrol_track>(std::move(fixes), max_gap);
    }

    /// In the order of time, each instant once.
    [[nodiscard]] std::span<const track_fix<P>> fixes() const noexcept { return fixes_; }
    [[nodiscard]] duration max_gap() const noexcept { return max_gap_; }

    /// Calls `visit` with the span of fixes of each leg, in the order of time. A fix far from all others is a leg
    /// alone.
    template <class Visit>
    void each_leg(Visit&& visit) const {
        for (std::size_t first = 0; first < fixes_.size();) {
            std::size_t end = first + 1;
            while (end < fixes_.size() && fixes_[end].at - fixes_[end - 1].at <= max_gap_) { ++end; }
            visit(fixes().subspan(first, end - first));
            first = end;
        }
    }

private:
    std::vector<track_fix<P>> fixes_;
    duration max_gap_;
};

}  // namespace v0
}  // namespace muster
