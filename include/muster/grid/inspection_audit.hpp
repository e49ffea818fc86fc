#pragma once

#include "muster/core/error.hpp"       // error
#include "muster/core/expects.hpp"     // MUSTER_EXPECTS
#include "muster/core/result.hpp"      // result
#include "muster/core/units.hpp"       // instant, duration
#include "muster/grid/inspection.hpp"  // inspected_thing, inspection_visit

#include <algorithm>  // lower_bound, sort
#include <cstddef>    // size_t
#include <cstdint>    // int64_t
#include <optional>   // optional
#include <span>       // span
#include <string>     // to_string
#include <utility>    // move
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// A time in which a thing went without the visit that was due (漏查).
struct inspection_lapse {
    std::size_t thing = 0;       ///< index into the audit's things
    instant due;                 ///< when the visit was due
    instant until;               ///< when one was made; the audit's instant if it is still missing
    bool is_open = false;        ///< whether it is still missing
    std::int64_t intervals = 0;  ///< whole intervals that passed without a visit, at least 1

    /// How long it was overdue, above 0.
    [[nodiscard]] constexpr duration overdue() const noexcept { return until - due; }
    friend constexpr bool operator==(const inspection_lapse&, const inspection_lapse&) = default;
};

/// Where one thing stands at the audit's instant.
struct inspection_standing {
    std::optional<instant> last_inspected{};  ///< under the present duty
    instant due;                              ///< the next visit, or the one that is missing
    bool is_on_duty = false;                  ///< false when the duty begins only after the audit's instant
    bool is_overdue = false;                  ///< the due instant has passed; a visit at that very instant is in time
    std::int64_t inspections = 0;             ///< at different instants
    std::int64_t attempts_since = 0;          ///< visits since the last inspection that did not reach it
    std::int64_t lapses = 0;                  ///< times that it was overdue, the open one included
    std::int64_t missed_intervals = 0;        ///< whole intervals that passed without a visit
    duration on_duty;                         ///< from the beginning of the duty to the audit's instant
    duration in_time;                         ///< of that, how long no visit was overdue
};

/// What to visit, what was visited, and what was missed, as of one instant.
///
/// A visit is due one interval after the last inspection, for a thing without one after its duty began. Visits at the
/// due instant are in time. Only inspections (`fine`, `hazard_found`) count, attempts do not. The log may be in any
/// order. No line of it is lost: each is in `visits` or `unknown_visits`, or counted as a duplicate or as later.
///
/// A thing that is not overdue was visited in time; whether it was looked at with care a log cannot say.
///
/// @tparam Id  what tells things apart
/// Deterministic: yes, for any order of things and of visits. A const audit may be used from many threads at once.
template <inspection_key Id>
class inspection_audit {
public:
    /// @throws muster::error that names the index: an interval that is not above 0, or an instant or span that is not
    ///         auditable (out_of_range); two things with one id (duplicate)
    /// @complexity O(n log n) in things and visits
    inspection_audit(std::vector<inspected_thing<Id>> things, std::vector<inspection_visit<Id>> visits, instant as_of)
        : things_{std::move(things)}, as_of_{as_of} {
        check(visits);
        std::sort(things_.begin(), things_.end(),
                  [](const inspected_thing<Id>& a, const inspected_thing<Id>& b) { return a.id < b.id; });
        for (std::size_t i = 1; i < things_.size(); ++i) {
            if (things_[i].id == things_[i - 1].id) {
                const std::string numbers = std::to_string(i - 1) + " and " + std::to_string(i);
                throw error{errc::duplicate,
                            "inspection audit: two things have the same id, in the order of ids number " + numbers};
            }
        }
        sort_out(std::move(visits));
        overdue_ = lapses_;
        std::erase_if(overdue_, [](const inspection_lapse& one) { return !one.is_open; });
        std::sort(overdue_.begin(), overdue_.end(), [](const inspection_lapse& a, const inspection_lapse& b) {
            return a.due != b.due ? a.due < b.due : a.thing < b.thing;
        });
    }

    /// The same without an exception for bad input.
    [[nodiscard]] static result<inspection_audit> make(std::vector<inspected_thing<Id>> things,
                                                       std::vector<inspection_visit<Id>> visits, instant as_of) {
        return try_make<inspection_audit>(std::move(things), std::move(visits), as_of);
    }

    [[nodiscard]] instant as_of() const noexcept { return as_of_; }
    /// In the order of their ids; indices elsewhere are into these.
    [[nodiscard]] std::span<const inspected_thing<Id>> things() const noexcept { return things_; }
    /// The index of the thing with this id, or `things().size()`. O(log n)
    [[nodiscard]] std::size_t find(const Id& wanted) const {
        const auto is_before = [](const inspected_thing<Id>& one, const Id& other) { return one.id < other; };
        const auto found = std::lower_bound(things_.begin(), things_.end(), wanted, is_before);
        const bool is_there = found != things_.end() && found->id == wanted;
        return is_there ? static_cast<std::size_t>(found - things_.begin()) : things_.size();
    }
    /// @pre thing < things().size() (MUSTER_EXPECTS)
    [[nodiscard]] const inspection_standing& standing(std::size_t thing) const noexcept {
        MUSTER_EXPECTS(thing < standings_.size(), "inspection_audit: no such thing");
        return standings_[thing];
    }

    /// What is overdue now, the longest overdue first, then by id.
    [[nodiscard]] std::span<const inspection_lapse> overdue() const noexcept { return overdue_; }
    /// Every lapse, past and open, by thing and then by time.
    [[nodiscard]] std::span<const inspection_lapse> lapses() const noexcept { return lapses_; }
    /// Things on duty that no inspection under their present duty has reached, overdue or not yet due; indices.
    [[nodiscard]] std::vector<std::size_t> never_inspected() const {
        std::vector<std::size_t> found;
        for (std::size_t i = 0; i < standings_.size(); ++i) {
            if (standings_[i].is_on_duty && !standings_[i].last_inspected) { found.push_back(i); }
        }
        return found;
    }

    /// Visits of things that nobody told us of, by id and time. They count for no thing.
    [[nodiscard]] std::span<const inspection_visit<Id>> unknown_visits() const noexcept { return unknown_; }
    /// The rest of the log by thing, time and outcome, each line once, those after the audit's instant left out.
    [[nodiscard]] std::span<const inspection_visit<Id>> visits() const noexcept { return visits_; }
    /// Lines that say the same as another one of a known thing.
    [[nodiscard]] std::size_t duplicate_count() const noexcept { return duplicates_; }
    /// Lines of a time after the audit's instant, of known things.
    [[nodiscard]] std::size_t later_count() const noexcept { return later_; }
    /// Of `visits`, those before the thing's present duty began. They count for nothing else.
    [[nodiscard]] std::size_t before_duty_count() const noexcept { return before_duty_; }

private:
    void check(const std::vector<inspection_visit<Id>>& visits) const {
        if (!is_auditable(as_of_)) { refuse("as_of", "more than 2^60 ms from 0", as_of_.ms); }
        for (std::size_t i = 0; i < things_.size(); ++i) {
            const std::string which = "thing " + std::to_string(i);
            if (things_[i].interval.ms <= 0 || !is_auditable(things_[i].interval)) {
                refuse(which + ", interval", "expected 1 to 2^60 ms", things_[i].interval.ms);
            }
            if (!is_auditable(things_[i].duty_since)) {
                refuse(which + ", duty_since", "more than 2^60 ms from 0", things_[i].duty_since.ms);
            }
        }
        for (std::size_t i = 0; i < visits.size(); ++i) {
            if (!is_auditable(visits[i].at)) {
                refuse("visit " + std::to_string(i) + ", at", "more than 2^60 ms from 0", visits[i].at.ms);
            }
        }
    }
    [[noreturn]] static void refuse(const std::string& where, const char* limit, std::int64_t value) {
        throw error{errc::out_of_range, "inspection audit: " + where + ": " + std::to_string(value) + " ms; " + limit};
    }

    void sort_out(std::vector<inspection_visit<Id>> log) {
        std::sort(log.begin(), log.end(), [](const inspection_visit<Id>& a, const inspection_visit<Id>& b) {
            if (a.thing != b.thing) { return a.thing < b.thing; }
            return a.at != b.at ? a.at < b.at : a.outcome < b.outcome;
        });
        standings_.reserve(things_.size());
        auto line = log.begin();
        for (std::size_t i = 0; i < things_.size(); ++i) {
            for (; line != log.end() && line->thing < things_[i].id; ++line) { unknown_.push_back(std::move(*line)); }
            const std::size_t first = visits_.size();
            for (; line != log.end() && line->thing == things_[i].id; ++line) {
                if (line->at > as_of_) {
                    ++later_;
                } else if (visits_.size() > first && visits_.back().at == line->at &&
                           visits_.back().outcome == line->outcome) {
                    ++duplicates_;
                } else {
                    visits_.push_back(std::move(*line));
                }
            }
            go_through(i, std::span{visits_}.subspan(first));
        }
        for (; line != log.end(); ++line) { unknown_.push_back(std::move(*line)); }
    }

    void go_through(std::size_t index, std::span<const inspection_visit<Id>> visits) {
        const inspected_thing<Id>& thing = things_[index];
        inspection_standing standing;
        standing.is_on_duty = thing.duty_since <= as_of_;
        instant anchor = thing.duty_since;
        const auto pass = [&](instant until, bool is_open) {
            const instant due = anchor + thing.interval;
            if (until > due) {
                const std::int64_t intervals = ((until - anchor).ms - 1) / thing.interval.ms;
                lapses_.push_back({index, due, until, is_open, intervals});
                ++standing.lapses;
                standing.missed_intervals += intervals;
            }
            standing.in_time += until > due ? thing.interval : until - anchor;
            anchor = until;
        };
        for (const inspection_visit<Id>& visit : visits) {
            if (visit.at < thing.duty_since) {
                ++before_duty_;
            } else if (visit.outcome == visit_result::not_reached) {
                ++standing.attempts_since;
            } else {
                if (standing.last_inspected != visit.at) { ++standing.inspections; }
                pass(visit.at, false);
                standing.last_inspected = visit.at;
                standing.attempts_since = 0;
            }
        }
        standing.due = anchor + thing.interval;
        if (standing.is_on_duty) {
            standing.is_overdue = as_of_ > standing.due;
            standing.on_duty = as_of_ - thing.duty_since;
            pass(as_of_, true);
        }
        standings_.push_back(standing);
    }

    std::vector<inspected_thing<Id>> things_;
    instant as_of_;
    std::vector<inspection_visit<Id>> visits_;
    std::vector<inspection_visit<Id>> unknown_;
    std::vector<inspection_standing> standings_;
    std::vector<inspection_lapse> lapses_;
    std::vector<inspection_lapse> overdue_;
    std::size_t duplicates_ = 0;
    std::size_t later_ = 0;
    std::size_t before_duty_ = 0;
};

}  // namespace v0
}  // namespace muster
