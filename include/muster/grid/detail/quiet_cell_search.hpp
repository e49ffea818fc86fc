#pragma once

#include "muster/core/arithmetic.hpp"          // product, quantise
#include "muster/core/ids.hpp"                 // cell_id
#include "muster/grid/cell_range.hpp"          // cell_range
#include "muster/grid/quiet_cell_report.hpp"   // cell_reports, quiet_cell_options, quiet_cell, quiet_cell_report
#include "muster/solve/false_discovery.hpp"    // false_discovery_count
#include "muster/solve/natural_logarithm.hpp"  // natural_logarithm, natural_exponential
#include "muster/solve/negative_binomial.hpp"  // negative_binomial
#include "muster/solve/overdispersion.hpp"     // overdispersion, expected_count

#include <cstddef>  // size_t
#include <cstdint>  // int64_t
#include <span>     // span
#include <utility>  // move
#include <vector>   // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// The stages of `quiet_cells`, one after the other. Rates are shares of the common rate; see there.
template <class PeersOf>
class quiet_cell_search {
public:
    quiet_cell_search(cell_range cells, std::span<const cell_reports> told, const PeersOf& peers_of,
                      const quiet_cell_options& options)
        : cells_{cells}, told_{told}, peers_of_{peers_of}, options_{options}, rows_(told.size()) {}

    [[nodiscard]] quiet_cell_report operator()() {
        for (const cell_reports& one : told_) {
            if (one.exposure == 0) { continue; }
            all_reports_ += one.reports;
            all_exposure_ += one.exposure;
        }
        for (const cell_reports& one : told_) {
            if (one.exposure == 0) { continue; }
            const double share = static_cast<double>(one.exposure) / static_cast<double>(all_exposure_);
            exposure_spread_ += product(share, share);
        }
        for (std::size_t i = 0; i < rows_.size(); ++i) { expect_by_all(i); }
        if (usable_.size() >= least_cells) {
            dispersion_ = options_.dispersion_millionths
                              ? static_cast<double>(*options_.dispersion_millionths) / 1e6
                              : overdispersion(usable_, caution);
            find_shared_dispersion();
            for (row& one : rows_) { expect_by_peers(one); }
        }
        return judge();
    }

private:
    static constexpr std::size_t least_cells = 8;
    static constexpr double caution = 0.5;
    static constexpr double most_expected = 1e6;  // beyond, counts are judged as if no more had been expected

    struct row {
        bool is_usable = false;   // exposed, and something is known of the others
        double by_all = 0;        // expected by the rate of all other cells
        double peers = 0;         // what all peers together are expected to report, by the same rate
        double peer_spread = 0;   // sum of the squares of the shares of single peers in that
        double peer_ratio = 0;    // what the peers did report, as a multiple
        double expected = 0;
        double dispersion = 0;
    };

    void expect_by_all(std::size_t i) {
        row& one = rows_[i];
        if (told_[i].exposure == 0) { return; }
        const std::int64_t others = all_reports_ - told_[i].reports;
        const std::int64_t other_exposure = all_exposure_ - told_[i].exposure;
        if (others == 0 || other_exposure == 0) { return; }
        const double rate = static_cast<double>(others) / static_cast<double>(other_exposure);
        one.by_all = product(rate, static_cast<double>(told_[i].exposure));
        if (!(one.by_all <= most_expected)) { one.by_all = most_expected; }
        one.is_usable = true;
        usable_.push_back({told_[i].reports, one.by_all});

        std::int64_t observed = 0;
        std::int64_t exposure = 0;
        double squares = 0;
        for (const cell_id peer : peers_of_(cell_id{cells_.first.index + static_cast<std::uint32_t>(i)})) {
            const std::size_t j = peer.index - cells_.first.index;
            if (!cells_.contains(peer) || j == i || told_[j].exposure == 0) { continue; }
            observed += told_[j].reports;
            exposure += told_[j].exposure;
            const double expected = product(rate, static_cast<double>(told_[j].exposure));
            squares += product(expected, expected);
        }
        if (exposure == 0) { return; }
        one.peers = product(rate, static_cast<double>(exposure));
        one.peer_spread = squares / product(one.peers, one.peers);
        one.peer_ratio = static_cast<double>(observed) / one.peers;
    }

    // Neighbours are alike as far as a cell and its peers lie off on the same side: the mean of the products of what
    // each lies off, at most all there is.
    void find_shared_dispersion() {
        double sum = 0;
        double weights = 0;
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            const row& one = rows_[i];
            if (!one.is_usable || one.peers <= 0) { continue; }
            const double weight = 1.0 / product(dispersion_ + 1.0 / one.by_all, peer_variance(one));
            const double ratio = static_cast<double>(told_[i].reports) / one.by_all;
            sum += product(weight, product(ratio - 1.0, one.peer_ratio - 1.0));
            weights += weight;
        }
        if (weights <= 0) { return; }
        const double found = sum / weights;
        shared_ = found < 0 ? 0 : found > dispersion_ ? dispersion_ : found;
    }

    [[nodiscard]] double peer_variance(const row& one) const noexcept {
        return product(dispersion_, one.peer_spread) + 1.0 / one.peers;
    }

    // The rate that the cell shares with its peers has mean 1 and variance `shared_`; what the peers report tells of it
    // with some noise. The estimate that errs least weighs the two (Marshall 1991); what it may still be off adds to
    // the cell's own dispersion.
    void expect_by_peers(row& one) const {
        if (!one.is_usable) { return; }
        double ratio = 1.0;
        double left = shared_;
        if (one.peers > 0 && shared_ > 0) {
            const double noise = product(dispersion_ - shared_, one.peer_spread) + 1.0 / one.peers;
            const double weight = shared_ / (shared_ + noise);
            ratio = 1.0 + product(weight, one.peer_ratio - 1.0);
            left = product(shared_, 1.0 - weight);
        }
        if (ratio < 0.01) { ratio = 0.01; }
        one.expected = product(one.by_all, ratio);
        if (one.expected > most_expected) { one.expected = most_expected; }
        // Relative to the rate that was found, the doubt about it is larger where that rate is smaller.
        one.dispersion = (dispersion_ - shared_) + left / product(ratio, ratio) + rate_doubt();
        if (one.dispersion > 1e6) { one.dispersion = 1e6; }
    }

    // Relative variance of the common rate.
    [[nodiscard]] double rate_doubt() const noexcept {
        return 1.0 / static_cast<double>(all_reports_) + product(dispersion_, exposure_spread_);
    }

    [[nodiscard]] static std::int64_t billionths_up(double p) noexcept {
        const double scaled = p * 1e9;
        const auto whole = static_cast<std::int64_t>(scaled);
        return static_cast<double>(whole) < scaled ? whole + 1 : whole;
    }
    [[nodiscard]] static std::int64_t thousandths(double value) noexcept { return quantise(value, 0.001); }

    [[nodiscard]] quiet_cell_report judge() {
        quiet_cell_report made;
        const bool has_enough = usable_.size() >= least_cells;
        std::vector<std::int64_t> tested;
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            quiet_cell one;
            one.cell = {cells_.first.index + static_cast<std::uint32_t>(i)};
            one.observed = told_[i].reports;
            if (told_[i].exposure == 0) {
                one.verdict = quiet_verdict::no_exposure;
            } else if (!has_enough || !rows_[i].is_usable) {
                one.verdict = quiet_verdict::no_comparison;
            } else {
                const negative_binomial model{rows_[i].expected, rows_[i].dispersion};
                one.expected_thousandths = thousandths(model.mean);
                // Far above what is expected no figure is needed, and it would take long.
                const bool is_far_above = static_cast<double>(one.observed) > product(4.0, model.mean) + 1000.0;
                if (!is_far_above) { one.p_billionths = billionths_up(model.at_most(one.observed)); }
                const bool is_testable = billionths_up(model.at_most(0)) <= options_.level_millionths * 1000;
                one.verdict = is_testable ? quiet_verdict::not_quiet : quiet_verdict::too_small;
                if (is_testable) { tested.push_back(one.p_billionths); }
            }
            made.cells.push_back(one);
        }
        made.tested = static_cast<std::int64_t>(tested.size());
        made.dispersion_millionths = quantise(dispersion_, 1e-6);
        made.shared_dispersion_millionths = quantise(shared_, 1e-6);
        const bool by_list = options_.alarms == alarm_limit::per_list;
        const auto found = static_cast<std::int64_t>(
            by_list ? false_discovery_count(std::move(tested), options_.level_millionths) : 0);
        for (std::size_t i = 0; i < rows_.size(); ++i) { limit(made, i, by_list, found); }
        return made;
    }

    // A cell's own limit: had it reported so little, it would have stood out as well.
    void limit(quiet_cell_report& made, std::size_t i, bool by_list, std::int64_t found) const {
        quiet_cell& one = made.cells[i];
        if (one.verdict == quiet_verdict::no_exposure || one.verdict == quiet_verdict::no_comparison) { return; }
        const std::int64_t level = options_.level_millionths * 1000;
        one.limit_billionths = level;
        if (by_list) {
            const std::int64_t n = made.tested > 0 ? made.tested : 1;
            const bool is_found = one.verdict == quiet_verdict::not_quiet && one.p_billionths * n <= found * level;
            one.limit_billionths = (is_found ? found : found < n ? found + 1 : n) * level / n;
        }
        const negative_binomial model{rows_[i].expected, rows_[i].dispersion};
        const auto is_alarming = [&](std::int64_t count) {
            return billionths_up(model.at_most(count)) <= one.limit_billionths;
        };
        if (is_alarming(0)) {
            std::int64_t low = 0;
            auto high = static_cast<std::int64_t>(model.mean) + 2;  // above the median
            while (high - low > 1) {
                const std::int64_t middle = low + (high - low) / 2;
                (is_alarming(middle) ? low : high) = middle;
            }
            one.alarm_at_most = low;
        } else if (one.verdict == quiet_verdict::not_quiet) {
            one.verdict = quiet_verdict::too_small;
        }
        if (one.verdict == quiet_verdict::not_quiet && one.observed <= one.alarm_at_most) {
            one.verdict = quiet_verdict::quiet;
            ++made.quiet;
        }
        if (one.alarm_at_most >= 0) {
            const double silent = product(model.mean, static_cast<double>(options_.silent_millionths) / 1e6);
            const double power = negative_binomial{silent, model.dispersion}.at_most(one.alarm_at_most);
            one.power_millionths = static_cast<std::int64_t>(power * 1e6);
        }
        tell_least_exposure(one, model, told_[i].exposure);
    }

    // (1 + d m)^(-1/d) = L at m = (L^-d - 1) / d.
    static void tell_least_exposure(quiet_cell& one, const negative_binomial& model, std::int64_t exposure) {
        const double needed = -natural_logarithm(static_cast<double>(one.limit_billionths) / 1e9);
        double mean = needed;
        if (model.dispersion > 1e-6) {
            const double power = product(needed, model.dispersion);
            if (power > 30.0) { return; }  // no exposure in sight
            mean = (natural_exponential(power) - 1.0) / model.dispersion;
        }
        const double times = product(static_cast<double>(exposure), mean / model.mean);
        if (!(mean < 1e12) || !(times < 4e18)) { return; }
        one.least_expected_thousandths = thousandths(mean);
        one.least_exposure = static_cast<std::int64_t>(times) + 1;
    }

    cell_range cells_;
    std::span<const cell_reports> told_;
    const PeersOf& peers_of_;
    const quiet_cell_options& options_;
    std::vector<row> rows_;
    std::vector<expected_count> usable_;
    std::int64_t all_reports_ = 0;
    std::int64_t all_exposure_ = 0;
    double exposure_spread_ = 0;  // sum of the squares of each cell's share of the exposure
    double dispersion_ = 0;  // of a cell's rate around the common one, relative variance
    double shared_ = 0;      // the part of it that peers have in common
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
