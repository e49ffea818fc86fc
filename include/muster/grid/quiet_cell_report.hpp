#pragma once

#include "muster/core/error.hpp"  // error
#include "muster/core/ids.hpp"    // cell_id

#include <cstdint>   // int64_t
#include <optional>  // optional
#include <string>    // string, to_string
#include <vector>    // vector

namespace muster {
inline namespace v0 {

/// How much a cell reported, and how much there was to report from. No more is asked about it, and nothing about
/// anyone.
struct cell_reports {
    std::int64_t reports = 0;   ///< 0 to 1e12; of one kind, over the time that `exposure` covers
    std::int64_t exposure = 0;  ///< 0 to 1e12 in any unit that is the same for all cells: residents times days,
                                ///< buildings times days; time during which nothing could be reported left out
};

/// Which number of false alarms is held to.
enum class alarm_limit : std::uint8_t {
    per_cell,  ///< each healthy cell raises an alarm with at most this probability
    per_list,  ///< of the cells on the list at most this share is healthy, on average; if all are healthy, this is the
               ///< probability that the list is not empty
};

struct quiet_cell_options {
    alarm_limit alarms = alarm_limit::per_list;
    std::int64_t level_millionths = 50'000;    ///< of `alarms`; 1 to 500,000
    std::int64_t silent_millionths = 100'000;  ///< a cell that reports this share of what it should is what power is
                                               ///< told for; 0 to 999,999
    std::optional<std::int64_t> dispersion_millionths{};  ///< how much rates differ from cell to cell, if it is known
                                                          ///< from elsewhere; 0 to 1e9. Nothing: found in the counts

    friend constexpr bool operator==(const quiet_cell_options&, const quiet_cell_options&) = default;
};

/// What is said of a cell.
enum class quiet_verdict : std::uint8_t {
    quiet,          ///< fewer reports than chance explains at the stated level: worth a look
    not_quiet,      ///< within what chance explains; `power_millionths` says what that is worth
    too_small,      ///< not even no report at all would have stood out: nothing can be said
    no_exposure,    ///< nothing there to report, or the exposure is not known
    no_comparison,  ///< fewer than 8 cells that can be compared, or none of the others reported anything
};

/// One cell, with the figures that the verdict rests on.
struct quiet_cell {
    cell_id cell;
    quiet_verdict verdict = quiet_verdict::no_comparison;
    std::int64_t observed = 0;
    std::int64_t expected_thousandths = 0;  ///< what a healthy cell of its exposure among its peers reports on average
    std::int64_t p_billionths = 1'000'000'000;  ///< how likely a healthy cell reports as few or fewer; rounded up,
                                                ///< and to 1 where far more was reported than expected
    std::int64_t limit_billionths = 0;          ///< an alarm is a p of at most this
    std::int64_t alarm_at_most = -1;     ///< the largest count that would have been an alarm, all else the same; -1:
                                         ///< none
    std::int64_t power_millionths = 0;   ///< how likely an alarm is if the cell reports only the silent share of what
                                         ///< it should; rounded down
    std::optional<std::int64_t> least_expected_thousandths{};  ///< from this expected count on, no report at all
                                                               ///< would be an alarm; nothing: beyond 1e12
    std::optional<std::int64_t> least_exposure{};  ///< the exposure that goes with it

    friend constexpr bool operator==(const quiet_cell&, const quiet_cell&) = default;
};

struct quiet_cell_report {
    std::vector<quiet_cell> cells{};  ///< all cells of the tier, by id
    std::int64_t quiet = 0;           ///< how many have the verdict `quiet`
    std::int64_t tested = 0;          ///< how many could have it on their own
    std::int64_t dispersion_millionths = 0;         ///< relative variance of rates from cell to cell, taken cautiously
    std::int64_t shared_dispersion_millionths = 0;  ///< the part of it that peers have in common

    friend bool operator==(const quiet_cell_report&, const quiet_cell_report&) = default;
};

namespace detail {

/// @throws muster::error that names the option, the value and its limits (out_of_range)
inline void check_quiet_cells(const quiet_cell_options& options) {
    const auto expect = [](const char* name, std::int64_t value, std::int64_t least, std::int64_t most) {
        if (value >= least && value <= most) { return; }
        throw error{errc::out_of_range, std::string{"quiet cells, "} + name + ": " + std::to_string(value) +
                                            "; expected " + std::to_string(least) + " to " + std::to_string(most)};
    };
    expect("level_millionths", options.level_millionths, 1, 500'000);
    expect("silent_millionths", options.silent_millionths, 0, 999'999);
    if (options.dispersion_millionths) {
        expect("dispersion_millionths", *options.dispersion_millionths, 0, 1'000'000'000);
    }
}

/// @throws muster::error that names the cell, the value and its limits (out_of_range)
inline void check_quiet_cells(const cell_reports& told, const std::string& where) {
    constexpr std::int64_t most = 1'000'000'000'000;
    for (const std::int64_t value : {told.reports, told.exposure}) {
        if (value >= 0 && value <= most) { continue; }
        throw error{errc::out_of_range, "quiet cells, " + where + ": " + std::to_string(value) +
                                            "; expected reports and exposure of 0 to 1e12"};
    }
}

}  // namespace detail
}  // namespace v0
}  // namespace muster
