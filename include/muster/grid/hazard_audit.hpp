#pragma once

#include "muster/core/error.hpp"             // error
#include "muster/core/result.hpp"            // result
#include "muster/core/units.hpp"             // instant, duration
#include "muster/grid/inspection.hpp"        // found_hazard
#include "muster/grid/inspection_audit.hpp"  // inspection_audit

#include <algorithm>  // sort
#include <cstddef>    // size_t
#include <cstdint>    // uint8_t
#include <span>       // span
#include <string>     // to_string
#include <utility>    // move
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// Where a hazard stands at the audit's instant.
enum class hazard_standing : std::uint8_t {
    not_yet_found,   ///< found only after the audit's instant
    to_rectify,      ///< open, its deadline not passed
    not_rectified,   ///< open, its deadline passed (漏办)
    to_verify,       ///< rectified, not verified, the deadline for that not passed
    not_verified,    ///< rectified, not verified, the deadline for that passed (漏办)
    closed_in_time,  ///< rectified and verified, both by their deadlines
    closed_late,     ///< rectified and verified, one of them late
    contradictory,   ///< its instants cannot be: rectified before found, verified before or without being rectified
};

/// Whether something is still to be done about it. Contradictory records count: nobody knows that it is closed.
[[nodiscard]] constexpr bool is_unresolved(hazard_standing standing) noexcept {
    return standing != hazard_standing::not_yet_found && standing != hazard_standing::closed_in_time &&
           standing != hazard_standing::closed_late;
}
/// Whether a deadline has passed without the step that was due (漏办).
[[nodiscard]] constexpr bool is_neglected(hazard_standing standing) noexcept {
    return standing == hazard_standing::not_rectified || standing == hazard_standing::not_verified;
}

/// Where one hazard stands. Steps after the instant count as not made, save that they may contradict. A step at its
/// deadline is in time.
template <inspection_key Id>
[[nodiscard]] constexpr hazard_standing standing_of(const found_hazard<Id>& hazard, instant as_of) noexcept {
    if (hazard.found > as_of) { return hazard_standing::not_yet_found; }
    if (hazard.verified && !hazard.rectified) { return hazard_standing::contradictory; }
    if (hazard.rectified && *hazard.rectified < hazard.found) { return hazard_standing::contradictory; }
    if (hazard.verified && *hazard.verified < *hazard.rectified) { return hazard_standing::contradictory; }
    const instant rectify_by = hazard.found + hazard.rectify_within;
    if (!hazard.rectified || *hazard.rectified > as_of) {
        return as_of > rectify_by ? hazard_standing::not_rectified : hazard_standing::to_rectify;
    }
    const instant verify_by = *hazard.rectified + hazard.verify_within;
    if (!hazard.verified || *hazard.verified > as_of) {
        return as_of > verify_by ? hazard_standing::not_verified : hazard_standing::to_verify;
    }
    const bool is_late = *hazard.rectified > rectify_by || *hazard.verified > verify_by;
    return is_late ? hazard_standing::closed_late : hazard_standing::closed_in_time;
}

/// A hazard about which something is still to be done.
struct unresolved_hazard {
    std::size_t hazard = 0;  ///< index into the audit's hazards
    hazard_standing standing = hazard_standing::to_rectify;
    instant due;       ///< of the step that is missing; for a contradictory one when it was found
    duration overdue;  ///< above 0 exactly when neglected; 0 for the others

    friend constexpr bool operator==(const unresolved_hazard&, const unresolved_hazard&) = default;
};

/// What became of the hazards that inspections found, as of the inspection audit's instant.
///
/// Finds what was let lie (漏办): not rectified or not verified by the deadline, and findings that never became a
/// hazard on record. Each finding needs a record of its own, made with it or soon after: going by time, each takes the
/// first record of the thing that is no earlier and that no finding before it took. So no other way of sharing out the
/// records would cover more findings. Deterministic: yes, for any order of the
/// hazards. A const audit may be used from many threads at
/// once.
template <inspection_key Id>
class hazard_audit {
public:
    /// @param record_within  how long after a visit the hazard that it found may be recorded (`found_hazard::found`) to
    ///                       count as its record; that instant included
    /// @throws muster::error that names the index: an instant or a span that is not auditable (out_of_range)
    /// @complexity O((h + v) log (h + v)) in hazards and visits
    hazard_audit(std::vector<found_hazard<Id>> hazards, const inspection_audit<Id>& inspections,
                 duration record_within = {86'400'000})
        : hazards_{std::move(hazards)} {
        check(record_within);
        std::sort(hazards_.begin(), hazards_.end(), [](const found_hazard<Id>& a, const found_hazard<Id>& b) {
            if (a.thing != b.thing) { return a.thing < b.thing; }
            if (a.found != b.found) { return a.found < b.found; }
            if (a.rectify_within != b.rectify_within) { return a.rectify_within < b.rectify_within; }
            if (a.verify_within != b.verify_within) { return a.verify_within < b.verify_within; }
            return a.rectified != b.rectified ? a.rectified < b.rectified : a.verified < b.verified;
        });
        for (std::size_t i = 0; i < hazards_.size(); ++i) { add(i, inspections); }
        std::sort(unresolved_.begin(), unresolved_.end(), [](const unresolved_hazard& a, const unresolved_hazard& b) {
            if (is_neglected(a.standing) != is_neglected(b.standing)) { return is_neglected(a.standing); }
            return a.due != b.due ? a.due < b.due : a.hazard < b.hazard;
        });
        find_unrecorded(inspections, record_within);
    }

    /// The same without an exception for bad input.
    [[nodiscard]] static result<hazard_audit> make(std::vector<found_hazard<Id>> hazards,
                                                   const inspection_audit<Id>& inspections,
                                                   duration record_within = {86'400'000}) {
        return try_make<hazard_audit>(std::move(hazards), inspections, record_within);
    }

    /// By thing and time; indices elsewhere are into these. The same hazard told twice is two.
    [[nodiscard]] std::span<const found_hazard<Id>> hazards() const noexcept { return hazards_; }
    /// One for each of `hazards`.
    [[nodiscard]] std::span<const hazard_standing> standings() const noexcept { return standings_; }
    /// The neglected first, those whose step has been due longest before the others; then the rest by what is due next.
    [[nodiscard]] std::span<const unresolved_hazard> unresolved() const noexcept { return unresolved_; }
    /// Hazards of things that the inspection audit does not know; indices. They have a standing like all others.
    [[nodiscard]] std::span<const std::size_t> of_unknown_things() const noexcept { return of_unknown_; }
    /// Visits that found a hazard and have no record of their own, by thing and time.
    [[nodiscard]] std::span<const inspection_visit<Id>> unrecorded() const noexcept { return unrecorded_; }

private:
    void check(duration record_within) const {
        if (!is_auditable(record_within)) { refuse("record_within"); }
        for (std::size_t i = 0; i < hazards_.size(); ++i) {
            const found_hazard<Id>& one = hazards_[i];
            const bool is_good = is_auditable(one.found) && is_auditable(one.rectify_within) &&
                                 is_auditable(one.verify_within) && (!one.rectified || is_auditable(*one.rectified)) &&
                                 (!one.verified || is_auditable(*one.verified));
            if (!is_good) { refuse("hazard " + std::to_string(i)); }
        }
    }
    [[noreturn]] static void refuse(const std::string& where) {
        throw error{errc::out_of_range, "hazard audit: " + where +
                                            ": an instant or span out of range; expected within 2^60 ms of 0, "
                                            "spans not below 0"};
    }

    void add(std::size_t index, const inspection_audit<Id>& inspections) {
        const found_hazard<Id>& hazard = hazards_[index];
        const hazard_standing standing = standing_of(hazard, inspections.as_of());
        standings_.push_back(standing);
        if (inspections.find(hazard.thing) == inspections.things().size()) { of_unknown_.push_back(index); }
        if (!is_unresolved(standing)) { return; }
        instant due = hazard.found;
        if (standing == hazard_standing::to_rectify || standing == hazard_standing::not_rectified) {
            due = hazard.found + hazard.rectify_within;
        } else if (standing != hazard_standing::contradictory) {
            due = *hazard.rectified + hazard.verify_within;
        }
        const duration overdue = is_neglected(standing) ? inspections.as_of() - due : duration{};
        unresolved_.push_back({index, standing, due, overdue});
    }

    // Both are by thing and time, and all findings wait equally long: a record that came too early, or was taken, is of
    // no use to a later finding.
    void find_unrecorded(const inspection_audit<Id>& inspections, duration within) {
        auto record = hazards_.cbegin();
        for (const inspection_visit<Id>& visit : inspections.visits()) {
            if (visit.outcome != visit_result::hazard_found) { continue; }
            while (record != hazards_.cend() &&
                   (record->thing != visit.thing ? record->thing < visit.thing : record->found < visit.at)) {
                ++record;
            }
            if (record != hazards_.cend() && record->thing == visit.thing && record->found <= visit.at + within) {
                ++record;
            } else {
                unrecorded_.push_back(visit);
            }
        }
    }

    std::vector<found_hazard<Id>> hazards_;
    std::vector<hazard_standing> standings_;
    std::vector<unresolved_hazard> unresolved_;
    std::vector<std::size_t> of_unknown_;
    std::vector<inspection_visit<Id>> unrecorded_;
};

}  // namespace v0
}  // namespace muster
