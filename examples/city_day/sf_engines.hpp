#pragma once

#include "sf_calls.hpp"     // call
#include "sf_stations.hpp"  // home_table, station_table

#include "muster/core/position.hpp"  // straight_line
#include "muster/core/units.hpp"     // duration, speed

#include <algorithm>    // sort, upper_bound, max
#include <cstddef>      // size_t
#include <cstdint>      // int64_t
#include <functional>   // less
#include <limits>       // numeric_limits
#include <map>          // map
#include <set>          // set
#include <span>         // span
#include <string>       // string
#include <string_view>  // string_view
#include <tuple>        // tie
#include <vector>       // vector

namespace sf {

/// When each unit was out, by the log.
///
/// A unit is busy from its dispatch to its available time, the latter excluded. Where the log has no available
/// time, it is busy until its next dispatch to another call, or for good when there is none: a unit that is not
/// known to be free is not sent.
class busy_calendar {
public:
    explicit busy_calendar(std::span<const call> log, std::span<const call> more = {}) {
        for (const std::span<const call> part : {log, more}) {
            for (const call& c : part) {
                for (const unit_row& row : c.rows) {
                    outings_[row.unit].push_back({row.dispatch, row.available.value_or(never), c.number, never});
                }
            }
        }
        for (auto& [unit, outings] : outings_) {
            std::sort(outings.begin(), outings.end(), [](const outing& a, const outing& b) {
                return std::tie(a.from, a.until, a.call_number) < std::tie(b.from, b.until, b.call_number);
            });
            muster::instant longest{std::numeric_limits<std::int64_t>::min()};
            for (std::size_t i = 0; i < outings.size(); ++i) {
                if (outings[i].until == never && i + 1 < outings.size()) { outings[i].until = outings[i + 1].from; }
                longest = std::max(longest, outings[i].until);
                outings[i].longest_so_far = longest;
            }
        }
    }

    /// Whether `unit` is out at `at` on a call other than `except_call`.
    [[nodiscard]] bool busy(std::string_view unit, muster::instant at, std::string_view except_call = {}) const {
        const auto found = outings_.find(unit);
        if (found == outings_.end()) { return false; }
        const std::vector<outing>& outings = found->second;
        auto after = std::upper_bound(outings.begin(), outings.end(), at,
                                      [](muster::instant when, const outing& o) { return when < o.from; });
        while (after != outings.begin()) {
            const outing& before = *--after;
            if (before.longest_so_far <= at) { return false; }  // nor does any earlier one reach as far
            if (before.until > at && before.call_number != except_call) { return true; }
        }
        return false;
    }

private:
    struct outing {
        muster::instant from;
        muster::instant until;
        std::string call_number;
        muster::instant longest_so_far;
    };

    std::map<std::string, std::vector<outing>, std::less<>> outings_;
};

/// An engine and how long it is from its home to a call.
struct ranked_engine {
    std::string unit;
    muster::duration travel;
    bool assumed_home = false;
};

/// How long from a home to a call: the straight line, 1.3 times, at 30 km/h; whole milliseconds.
[[nodiscard]] constexpr muster::duration drive(muster::lon_lat from, muster::lon_lat to) noexcept {
    using namespace muster::literals;
    return muster::length{muster::straight_line(from, to).mm * 13 / 10} / 30_km_h;
}

/// The engines that have a home: those of the station list, and those that the log calls ENGINE, by unit id.
[[nodiscard]] inline std::vector<std::string> engines_with_home(const station_table& stations, const home_table& homes,
                                                                std::span<const call> log) {
    std::set<std::string> units{stations.engines.begin(), stations.engines.end()};
    for (const call& c : log) {
        for (const unit_row& row : c.rows) {
            if (row.unit_type == "ENGINE" && homes.find(row.unit) != nullptr) { units.insert(row.unit); }
        }
    }
    return {units.begin(), units.end()};
}

/// All `engines` from the nearest to the farthest, ties to the lower unit id. @pre each has a home
[[nodiscard]] inline std::vector<ranked_engine> rank_engines(std::span<const std::string> engines,
                                                             const home_table& homes, muster::lon_lat to) {
    std::vector<ranked_engine> ranked;
    ranked.reserve(engines.size());
    for (const std::string& unit : engines) {
        const home& at = *homes.find(unit);
        ranked.push_back({unit, drive(at.position, to), at.assumed});
    }
    std::sort(ranked.begin(), ranked.end(), [](const ranked_engine& a, const ranked_engine& b) {
        return std::tie(a.travel, a.unit) < std::tie(b.travel, b.unit);
    });
    return ranked;
}

/// The first engine that was sent: the ENGINE row with the lowest sequence. Null when no engine was sent.
[[nodiscard]] inline const unit_row* first_engine(const call& c) noexcept {
    for (const unit_row& row : c.rows) {  // rows are in order of sequence, then unit
        if (row.unit_type == "ENGINE") { return &row; }
    }
    return nullptr;
}

/// Whether the engine that the city sent first is one of the nearest: `first_engine_top1` and `_top3`.
struct engine_scores {
    std::size_t with_engine = 0;   ///< calls with an ENGINE row; the sum of the next three
    std::size_t no_position = 0;   ///< not scored: the call has no coordinates
    std::size_t home_unknown = 0;  ///< not scored: the first engine has no known home
    std::size_t scored = 0;
    std::size_t assumed_home = 0;    ///< scored, with a home that is only assumed
    std::size_t logged_busy = 0;     ///< scored as misses: out on another call when it was sent, by the log
    std::size_t top1 = 0, top3 = 0;  ///< among those free at the row's dispatch time
    std::size_t top1_stations = 0, top3_stations = 0;  ///< as if nobody were ever busy
};

/// Scores every call of `scored`; `calendar` is that of the whole log.
[[nodiscard]] inline engine_scores score_first_engine(std::span<const call> scored,
                                                      std::span<const std::string> engines, const home_table& homes,
                                                      const busy_calendar& calendar) {
    engine_scores scores;
    for (const call& c : scored) {
        const unit_row* first = first_engine(c);
        if (first == nullptr) { continue; }
        ++scores.with_engine;
        const home* lives = homes.find(first->unit);
        if (!c.position) {
            ++scores.no_position;
            continue;
        }
        if (lives == nullptr) {
            ++scores.home_unknown;
            continue;
        }
        ++scores.scored;
        scores.assumed_home += lives->assumed ? 1U : 0U;
        std::size_t free_before = 0;
        std::size_t before = 0;
        for (const ranked_engine& engine : rank_engines(engines, homes, *c.position)) {
            const bool busy = calendar.busy(engine.unit, first->dispatch, c.number);
            if (engine.unit == first->unit) {
                scores.top1_stations += before < 1 ? 1U : 0U;
                scores.top3_stations += before < 3 ? 1U : 0U;
                scores.top1 += !busy && free_before < 1 ? 1U : 0U;
                scores.top3 += !busy && free_before < 3 ? 1U : 0U;
                scores.logged_busy += busy ? 1U : 0U;
                break;
            }
            ++before;
            free_before += busy ? 0U : 1U;
        }
    }
    return scores;
}

}  // namespace sf
