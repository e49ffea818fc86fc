#pragma once

#include "muster/core/error.hpp"  // error
#include "muster/core/units.hpp"  // instant

#include <algorithm>  // min
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <string>     // to_string
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// How many questions people may still be asked: at most so many in any hour. Beyond it the safe default acts.
///
/// A part of the situation: whoever puts the questions of a plan to people also calls `put`. The hour slides: a
/// question counts until exactly one hour after it was put. Time does not run backwards: an instant before the latest
/// `put` counts as that one. Memory: `per_hour` instants, taken when it is built.
/// Plans that are decided before one of them is committed may together put more questions than were left.
/// Deterministic: yes. A const budget may be read from many threads at once.
class question_budget {
public:
    static constexpr std::uint32_t unlimited = 0xffff'ffffU;
    static constexpr std::uint32_t most_per_hour = 1'000'000;

    /// No limit.
    question_budget() = default;
    /// @param per_hour  0: nobody can be asked, as at night
    /// @throws error out_of_range above `most_per_hour`
    explicit question_budget(std::uint32_t per_hour) : per_hour_{per_hour} {
        if (per_hour > most_per_hour) {
            throw error{errc::out_of_range, "question_budget: " + std::to_string(per_hour) +
                                                " questions an hour; at most " + std::to_string(most_per_hour)};
        }
        put_.resize(per_hour);
    }

    /// What it was built with; `unlimited` when there is no limit.
    [[nodiscard]] std::uint32_t per_hour() const noexcept { return per_hour_; }

    /// How many may still be put at `now`; `unlimited` when there is no limit. O(log per_hour)
    [[nodiscard]] std::uint32_t left(instant now) const noexcept {
        return per_hour_ == unlimited ? unlimited : per_hour_ - in_last_hour(now);
    }

    /// Counts `n` questions that were put at `now`, also when there are more of them than were left. O(min(n, per_hour))
    void put(instant now, std::uint32_t n = 1) noexcept {
        if (per_hour_ == unlimited) { return; }
        const instant at = not_before_latest(now);
        // Of more than fit, the latest stay: that many of them fill the hour, so none else can matter.
        for (std::uint32_t i = std::min(n, per_hour_); i > 0; --i) {
            put_[next_] = at;
            next_ = next_ + 1 == put_.size() ? 0 : next_ + 1;
            if (held_ < per_hour_) { ++held_; }
        }
    }

private:
    static constexpr std::uint64_t hour_ms = 3'600'000;

    /// The n-th latest, counted from 0. They are in the order of time, since an earlier instant counts as the latest.
    [[nodiscard]] instant latest(std::uint32_t n) const noexcept {
        return put_[(next_ + put_.size() - 1 - n) % put_.size()];
    }
    [[nodiscard]] instant not_before_latest(instant now) const noexcept {
        return held_ > 0 && now < latest(0) ? latest(0) : now;
    }

    [[nodiscard]] std::uint32_t in_last_hour(instant now) const noexcept {
        const auto end = static_cast<std::uint64_t>(not_before_latest(now).ms);
        std::uint32_t low = 0;
        for (std::uint32_t count = held_; count > 0;) {
            const std::uint32_t half = count / 2;
            // Unsigned: the instants may lie further apart than an int64 counts.
            if (end - static_cast<std::uint64_t>(latest(low + half).ms) < hour_ms) {
                low += half + 1;
                count -= half + 1;
            } else {
                count = half;
            }
        }
        return low;
    }

    std::uint32_t per_hour_ = unlimited;
    std::vector<instant> put_;  // a ring
    std::size_t next_ = 0;
    std::uint32_t held_ = 0;
};

}  // namespace v0
}  // namespace muster
