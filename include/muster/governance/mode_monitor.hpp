#pragma once

#include "muster/core/error.hpp"  // error
#include "muster/core/ids.hpp"    // cell_id
#include "muster/core/units.hpp"  // instant
#include "muster/model/mode.hpp"  // mode

#include <cstdint>   // int64_t
#include <optional>  // optional
#include <string>    // to_string

namespace muster {
inline namespace v0 {

/// A cell's mode should change: what is recommended to whoever commands there.
struct mode_change {
    instant at{};
    mode from = mode::routine;
    mode to = mode::routine;
    std::int64_t utilisation_thousandths = 0;  ///< at that instant

    friend constexpr bool operator==(const mode_change&, const mode_change&) = default;
};

/// Watches the utilisation of one cell and says when to go over to the convergent mode, and when to go back.
///
/// Two limits and a time, so that noise does not move it: it enters once the load has stayed at or above `enter` for
/// `dwell`, and leaves once it has stayed at or below `leave` for `dwell`. So two changes are never closer than `dwell`,
/// and once the load has cleared it always goes back. A reading holds until the next one; readings need not be regular.
/// A reading from before the latest one is not looked at.
/// @throws error contradiction (`leave` at or above `enter`), out_of_range (a negative time or `leave`), by cell
/// @complexity O(1) a reading, no allocation. Deterministic: yes
class mode_monitor {
public:
    /// @param enter_thousandths, leave_thousandths  of the cell's capacity; 1000: all of it
    mode_monitor(cell_id cell, std::int64_t enter_thousandths, std::int64_t leave_thousandths, duration dwell)
        : cell_{cell}, enter_{enter_thousandths}, leave_{leave_thousandths}, dwell_{dwell} {
        const std::string who = "mode_monitor of cell " + std::to_string(cell.index);
        if (leave_ < 0) {
            throw error{errc::out_of_range, who + ": leaves at " + std::to_string(leave_) +
                                                " thousandths, which no load is ever below; 0 or more is needed"};
        }
        if (leave_ >= enter_) {
            throw error{errc::contradiction, who + ": leaves at " + std::to_string(leave_) +
                                                 " thousandths, which must be below " + std::to_string(enter_) +
                                                 ", where it enters"};
        }
        if (dwell_.ms < 0) {
            throw error{errc::out_of_range,
                        who + ": a dwell of " + std::to_string(dwell_.ms) + " ms; a time must not be negative"};
        }
    }

    [[nodiscard]] cell_id cell() const noexcept { return cell_; }
    /// The mode that it recommends now; routine at first.
    [[nodiscard]] mode current() const noexcept { return current_; }

    /// Takes one reading; gives the change that it makes due, if any.
    [[nodiscard]] std::optional<mode_change> observe(instant at, std::int64_t utilisation_thousandths) noexcept {
        if (has_reading_ && at < latest_) { return std::nullopt; }
        has_reading_ = true;
        latest_ = at;
        const bool calls_for_change =
            current_ == mode::routine ? utilisation_thousandths >= enter_ : utilisation_thousandths <= leave_;
        if (!calls_for_change) {
            is_pending_ = false;
            return std::nullopt;
        }
        if (!is_pending_) { since_ = at; }
        is_pending_ = true;
        if (at - since_ < dwell_) { return std::nullopt; }
        is_pending_ = false;
        const mode before = current_;
        current_ = before == mode::routine ? mode::convergent : mode::routine;
        return mode_change{at, before, current_, utilisation_thousandths};
    }

private:
    cell_id cell_;
    std::int64_t enter_;
    std::int64_t leave_;
    duration dwell_;
    mode current_ = mode::routine;
    bool has_reading_ = false;
    bool is_pending_ = false;  // the latest readings all call for the other mode
    instant since_{};          // since this one
    instant latest_{};
};

}  // namespace v0
}  // namespace muster
