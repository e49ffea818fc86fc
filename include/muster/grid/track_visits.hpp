#pragma once

#include "muster/core/error.hpp"         // error
#include "muster/core/position.hpp"      // position_type, straight_line
#include "muster/core/result.hpp"        // result, try_make
#include "muster/core/units.hpp"         // instant, duration, length
#include "muster/grid/patrol_track.hpp"  // patrol_track

#include <algorithm>  // lower_bound, min, sort, stable_sort
#include <concepts>   // totally_ordered, same_as
#include <cstddef>    // size_t
#include <cstdint>    // int64_t
#include <span>       // span
#include <string>     // to_string
#include <utility>    // move
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// Something that a patrol can come by.
template <class Id, position_type P>
struct placed_thing {
    Id id;
    P where;
};

/// What counts as a visit.
struct track_visit_options {
    length radius{30'000};   ///< no farther from the thing than this, 0 to 100 km
    duration dwell{60'000};  ///< for at least this long without leaving; 0: a single fix is enough

    friend constexpr bool operator==(const track_visit_options&, const track_visit_options&) = default;
};

/// A stay near a thing that counts as a visit.
template <class Id>
struct track_visit {
    Id thing;
    instant arrived;  ///< the first fix near it
    instant left;     ///< the last fix near it
    length nearest;   ///< how near the nearest fix came

    friend constexpr bool operator==(const track_visit&, const track_visit&) = default;
};

/// Finds which things a track came by, and for how long.
///
/// A stay is a run of fixes of one leg that are all within the radius; it lasts from its first fix to its last. Only
/// fixes are evidence: a way that leads past between two of them is no stay, so fixes should come well within the
/// dwell time. A single fix outside ends a stay; a gap in the track does too. Being near is not yet an inspection:
/// what was done there, only the log can say; and a position that was measured wrongly can take a true visit away.
///
/// Deterministic: yes, the straight line to the millimetre. A const finder may be used from many threads at once.
template <std::totally_ordered Id, position_type P>
class track_visit_finder {
public:
    /// @throws muster::error that names what: a radius or a dwell time outside its limits, a thing whose position is
    ///         not valid (out_of_range)
    explicit track_visit_finder(std::vector<placed_thing<Id, P>> things, track_visit_options options = {})
        : things_{std::move(things)}, options_{options} {
        if (options.radius.mm < 0 || options.radius.mm > 100'000'000) {
            throw error{errc::out_of_range, "track visits, radius: " + std::to_string(options.radius.mm) +
                                                " mm; expected 0 to 100 km"};
        }
        if (options.dwell.ms < 0) {
            throw error{errc::out_of_range, "track visits, dwell: " + std::to_string(options.dwell.ms) +
                                                " ms; expected at least 0"};
        }
        for (std::size_t i = 0; i < things_.size(); ++i) {
            if (!is_valid(things_[i].where)) {
                throw error{errc::out_of_range,
                            "track visits, thing " + std::to_string(i) + ": the position is not valid"};
            }
        }
        std::sort(things_.begin(), things_.end(), [](const auto& a, const auto& b) {
            return y_of(a.where) != y_of(b.where) ? y_of(a.where) < y_of(b.where) : a.id < b.id;
        });
    }

    /// The same without an exception for bad input.
    [[nodiscard]] static result<track_visit_finder> make(std::vector<placed_thing<Id, P>> things,
                                                         track_visit_options options = {}) {
        return try_make<track_visit_finder>(std::move(things), options);
    }

    /// Every visit, in the order of arrival, then of the things' ids. The same thing can be visited several times.
    /// @complexity O(f (log n + m)) for f fixes and m things as far north as a fix, give or take the radius
    [[nodiscard]] std::vector<track_visit<Id>> operator()(const patrol_track<P>& track) const {
        std::vector<track_visit<Id>> found;
        std::vector<stay> open;  // at the fix before
        std::vector<stay> next;
        const auto close = [&](const stay& one) {
            if (one.left - one.arrived >= options_.dwell) {
                found.push_back({things_[one.thing].id, one.arrived, one.left, one.nearest});
            }
        };
        track.each_leg([&](std::span<const track_fix<P>> leg) {
            for (const track_fix<P>& fix : leg) {
                next.clear();
                auto before = open.begin();  // both lists in the order of things_
                each_near(fix.where, [&](std::size_t thing, length away) {
                    for (; before != open.end() && before->thing < thing; ++before) { close(*before); }
                    if (before != open.end() && before->thing == thing) {
                        next.push_back({thing, before->arrived, fix.at, std::min(before->nearest, away)});
                        ++before;
                    } else {
                        next.push_back({thing, fix.at, fix.at, away});
                    }
                });
                for (; before != open.end(); ++before) { close(*before); }
                std::swap(open, next);
            }
            for (const stay& one : open) { close(one); }
            open.clear();
        });
        std::stable_sort(found.begin(), found.end(), [](const track_visit<Id>& a, const track_visit<Id>& b) {
            return a.arrived != b.arrived ? a.arrived < b.arrived : a.thing < b.thing;
        });
        return found;
    }

private:
    struct stay {
        std::size_t thing;
        instant arrived;
        instant left;
        length nearest;
    };

    // Calls `near` with each thing within the radius, from south to north, and how far it is.
    template <class Near>
    void each_near(const P& from, Near&& near) const {
        const auto is_south_of = [](const placed_thing<Id, P>& one, auto y) { return y_of(one.where) < y; };
        auto margin = y_of(from);
        if constexpr (std::same_as<P, lon_lat>) {
            margin = static_cast<double>(options_.radius.mm + 2) / 111'000'000.0;  // a degree is longer than 111 km
        } else {
            margin = options_.radius.mm + 1;  // distances are rounded down
        }
        const auto first = std::lower_bound(things_.begin(), things_.end(), y_of(from) - margin, is_south_of);
        for (auto one = first; one != things_.end() && !(y_of(one->where) > y_of(from) + margin); ++one) {
            const length away = straight_line(from, one->where);
            if (away <= options_.radius) { near(static_cast<std::size_t>(one - things_.begin()), away); }
        }
    }

    std::vector<placed_thing<Id, P>> things_;  // from south to north, then by id
    track_visit_options options_;
};

}  // namespace v0
}  // namespace muster
