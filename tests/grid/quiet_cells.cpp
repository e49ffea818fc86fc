#include "muster/grid/quiet_cells.hpp"

#include "muster/core/distributions.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <string>
#include <vector>

namespace {

using muster::cell_id;
using muster::cell_reports;
using muster::quiet_cell;
using muster::quiet_verdict;

/// `streets` streets of `each` grids.
muster::cell_tree city(int streets, int each) {
    std::vector<muster::tree_tier> tiers(2);
    for (int s = 0; s < streets; ++s) {
        const std::string street = "s" + std::to_string(s);
        tiers[0].cells.push_back({street, {}, ""});
        for (int g = 0; g < each; ++g) { tiers[1].cells.push_back({street + "-" + std::to_string(g), {}, street}); }
    }
    return muster::cell_tree{tiers};
}

/// How rates vary in a city in which every cell reports all that it should.
struct healthy {
    double mean;          // reports expected of a cell of middling size
    int cell_shape = 0;   // gamma shape of a cell's own rate, 0: all alike
    int street_shape = 0;
    bool is_uneven = false;  // exposures from 1 to 50 instead of 1 to 3
};

double rate(muster::random& random, int shape) {
    if (shape == 0) { return 1.0; }
    double sum = 0;
    for (int i = 0; i < shape; ++i) { sum += muster::exponential(random, 1.0); }
    return sum / shape;
}

std::vector<cell_reports> reports(const muster::cell_tree& tree, const healthy& model, std::uint64_t seed) {
    muster::random random{seed};
    std::vector<double> streets;
    for (std::size_t s = 0; s < tree.cells(0).size(); ++s) { streets.push_back(rate(random, model.street_shape)); }
    std::vector<cell_reports> made;
    for (const cell_id cell : tree.cells(1)) {
        double size = 0.5 + muster::unit_interval(random);
        if (model.is_uneven) { size = 0.08 * std::exp(3.9 * muster::unit_interval(random)); }
        const double mean = model.mean * size * streets[tree.parent(cell).index] * rate(random, model.cell_shape);
        made.push_back({muster::poisson(random, mean), static_cast<std::int64_t>(size * 10'000)});
    }
    return made;
}

}  // namespace

TEST_SUITE("grid/quiet_cells") {
    TEST_CASE("in a healthy city there are no more false alarms than stated") {
        const std::array<healthy, 8> models{{{1.0}, {4.0}, {60.0}, {3.0, 2}, {30.0, 10}, {30.0, 2, 5}, {80.0, 0, 5},
                                             {20.0, 5, 0, true}}};
        for (const bool is_small : {false, true}) {
            const muster::cell_tree tree = is_small ? city(2, 6) : city(12, 10);
            const int rounds = is_small ? 150 : 40;
            for (std::size_t m = 0; m < models.size(); ++m) {
                int lists = 0;
                int at_five = 0;
                int at_one = 0;
                int cells = 0;
                for (int round = 0; round < rounds; ++round) {
                    const auto told = reports(tree, models[m], 1000 * m + static_cast<std::uint64_t>(round));
                    const muster::quiet_cell_report made = muster::quiet_cells(tree, 1, told);
                    lists += made.quiet > 0 ? 1 : 0;
                    for (const quiet_cell& one : made.cells) {
                        ++cells;
                        at_five += one.p_billionths <= 50'000'000 ? 1 : 0;
                        at_one += one.p_billionths <= 10'000'000 ? 1 : 0;
                    }
                }
                CAPTURE(m);
                CAPTURE(is_small);
                // The level, and two standard errors.
                CHECK(lists <= 0.05 * rounds + 2 * std::sqrt(0.05 * rounds));
                CHECK(at_five <= 0.05 * cells + 2 * std::sqrt(0.05 * cells));
                CHECK(at_one <= 0.01 * cells + 2 * std::sqrt(0.01 * cells));
            }
        }
    }

    TEST_CASE("a silent grid is found in 95 of 100 cities where that is possible, and nearly as often as told") {
        const muster::cell_tree tree = city(15, 10);
        for (const healthy& model : {healthy{50.0}, healthy{60.0, 20}, healthy{60.0, 0, 6}}) {
            int found = 0;
            double told_power = 0;
            for (std::uint64_t round = 0; round < 100; ++round) {
                auto told = reports(tree, model, 50 + round);
                told[33].exposure = 15'000;
                told[33].reports = 0;
                muster::quiet_cell_options options;
                options.silent_millionths = 0;
                const muster::quiet_cell_report made = muster::quiet_cells(tree, 1, told, options);
                found += made.cells[33].verdict == quiet_verdict::quiet ? 1 : 0;
                told_power += static_cast<double>(made.cells[33].power_millionths) / 1e6;
                if (made.cells[33].power_millionths == 1'000'000) {
                    REQUIRE(made.cells[33].verdict == quiet_verdict::quiet);  // no count is below none
                }
            }
            CAPTURE(model.mean);
            CHECK(found >= 95);
            CHECK(std::abs(told_power - found) <= 5);
        }
    }

    TEST_CASE("the power that is told is about the share that is found") {
        const muster::cell_tree tree = city(15, 10);
        int found = 0;
        double told_power = 0;
        muster::random random{9};
        for (std::uint64_t round = 0; round < 200; ++round) {
            auto told = reports(tree, {22.0, 40}, 7000 + round);
            // A tenth of what it should report, itself of a rate with the same spread.
            told[80].reports = muster::poisson(
                random, 2.2 * static_cast<double>(told[80].exposure) / 10'000.0 * rate(random, 40));
            const quiet_cell one = muster::quiet_cells(tree, 1, told).cells[80];
            found += one.verdict == quiet_verdict::quiet ? 1 : 0;
            told_power += static_cast<double>(one.power_millionths) / 1e6;
        }
        CHECK(found > 60);
        CHECK(found < 190);
        CHECK(std::abs(told_power - found) <= 30);
    }

    TEST_CASE("worked out by hand: ten equal cells, rates known to be alike") {
        const muster::cell_tree tree = city(1, 10);
        std::vector<cell_reports> told(10, {20, 1000});
        told[4].reports = 5;
        muster::quiet_cell_options options;
        options.alarms = muster::alarm_limit::per_cell;
        options.level_millionths = 10'000;
        options.dispersion_millionths = 0;
        const muster::quiet_cell_report made = muster::quiet_cells(tree, 1, told, options);
        CHECK(made.cells[4].expected_thousandths == 20'000);  // of the nine others
        CHECK(made.cells[0].expected_thousandths == 18'333);  // (8 x 20 + 5) / 9
        CHECK(made.dispersion_millionths == 0);
        CHECK(made.shared_dispersion_millionths == 0);
        CHECK(made.tested == 10);
        CHECK(made.quiet == 1);
        CHECK(made.cells[4].verdict == quiet_verdict::quiet);
        CHECK(made.cells[3].verdict == quiet_verdict::not_quiet);
        CHECK(made.cells[4].limit_billionths == 10'000'000);
        // Poisson with mean 20 has P(X <= 5) = 0.0000719 and P(X <= 10) = 0.0108; the doubt about the mean, as much as
        // 185 reports can leave, widens it: dispersion 1 / 185.
        const muster::negative_binomial model{20.0, 1.0 / 185};
        CHECK(static_cast<double>(made.cells[4].p_billionths) == doctest::Approx(model.at_most(5) * 1e9).epsilon(1e-4));
        CHECK(model.at_most(5) > 0.0000719);
        CHECK(made.cells[4].alarm_at_most == 9);
        CHECK(model.at_most(9) <= 0.01);
        CHECK(model.at_most(10) > 0.01);
        // A tenth of 20 is 2: more than 9 of that are next to impossible.
        CHECK(made.cells[4].power_millionths > 999'800);
        // exp(-m) = 1 % at m = 4.605, a little more for the doubt
        REQUIRE(made.cells[4].least_expected_thousandths.has_value());
        CHECK(*made.cells[4].least_expected_thousandths > 4605);
        CHECK(*made.cells[4].least_expected_thousandths < 4700);
        CHECK(*made.cells[4].least_exposure == doctest::Approx(233).epsilon(0.02));
    }

    TEST_CASE("the limits that are told are the limits") {
        const muster::cell_tree tree = city(1, 30);
        muster::quiet_cell_options options;
        options.alarms = muster::alarm_limit::per_cell;
        for (const std::int64_t dispersion : {0, 100'000, 600'000}) {
            options.dispersion_millionths = dispersion;
            // All grids are peers of one street, so nothing but the dispersion told says how far rates vary.
            const auto none = [](cell_id) { return std::vector<cell_id>{}; };
            auto told = reports(tree, {40.0}, 4);
            const quiet_cell before = muster::quiet_cells(tree, 1, told, options, none).cells[7];
            if (before.alarm_at_most >= 0) {
                told[7].reports = before.alarm_at_most;
                CHECK(muster::quiet_cells(tree, 1, told, options, none).cells[7].verdict == quiet_verdict::quiet);
                told[7].reports = before.alarm_at_most + 1;
                CHECK(muster::quiet_cells(tree, 1, told, options, none).cells[7].verdict == quiet_verdict::not_quiet);
            }
            REQUIRE(before.least_exposure.has_value());
            told[7] = {0, *before.least_exposure * 103 / 100};
            CHECK(muster::quiet_cells(tree, 1, told, options, none).cells[7].verdict == quiet_verdict::quiet);
            told[7] = {0, *before.least_exposure * 97 / 100};
            CHECK(muster::quiet_cells(tree, 1, told, options, none).cells[7].verdict == quiet_verdict::too_small);
        }
    }

    TEST_CASE("an alarm is a count at or below its limit, of any list") {
        const muster::cell_tree tree = city(10, 10);
        for (std::uint64_t seed = 0; seed < 40; ++seed) {
            auto told = reports(tree, {25.0, 30, 8}, 300 + seed);
            for (std::size_t i = 0; i < seed % 9; ++i) { told[i * 11].reports = 0; }
            const muster::quiet_cell_report made = muster::quiet_cells(tree, 1, told);
            std::int64_t quiet = 0;
            std::vector<std::int64_t> tested;
            for (const quiet_cell& one : made.cells) {
                quiet += one.verdict == quiet_verdict::quiet ? 1 : 0;
                REQUIRE((one.verdict == quiet_verdict::quiet) == (one.observed <= one.alarm_at_most));
                REQUIRE((one.verdict == quiet_verdict::too_small) == (one.alarm_at_most < 0));
                if (one.verdict == quiet_verdict::quiet) { REQUIRE(one.p_billionths <= one.limit_billionths); }
                if (one.verdict == quiet_verdict::not_quiet) { REQUIRE(one.p_billionths > one.limit_billionths); }
            }
            REQUIRE(made.quiet == quiet);
        }
    }

    TEST_CASE("peers that are alike sharpen the yardstick; those that are not do no harm") {
        const muster::cell_tree tree = city(20, 10);
        int with_peers = 0;
        int without = 0;
        const auto none = [](cell_id) { return std::vector<cell_id>{}; };
        for (std::uint64_t seed = 0; seed < 30; ++seed) {
            auto told = reports(tree, {60.0, 0, 3}, 900 + seed);
            told[55] = {told[55].reports / 10, told[55].exposure};
            const auto near = muster::quiet_cells(tree, 1, told);
            const auto far = muster::quiet_cells(tree, 1, told, {}, none);
            with_peers += near.cells[55].verdict == quiet_verdict::quiet ? 1 : 0;
            without += far.cells[55].verdict == quiet_verdict::quiet ? 1 : 0;
            CHECK(near.shared_dispersion_millionths > near.dispersion_millionths / 3);
            CHECK(far.shared_dispersion_millionths == 0);
        }
        CHECK(with_peers >= 20);
        CHECK(without <= with_peers / 2);
    }

    TEST_CASE("a street that is silent as a whole is seen one tier up") {
        const muster::cell_tree tree = city(12, 8);
        auto told = reports(tree, {30.0}, 5);
        std::vector<cell_reports> streets(12);
        for (std::size_t i = 0; i < told.size(); ++i) {
            const cell_id cell{tree.cells(1).first.index + static_cast<std::uint32_t>(i)};
            cell_reports& street = streets[tree.parent(cell).index];
            if (tree.parent(cell).index == 3) { told[i].reports /= 15; }
            street.reports += told[i].reports;
            street.exposure += told[i].exposure;
        }
        const muster::quiet_cell_report made = muster::quiet_cells(tree, 0, streets);
        CHECK(made.quiet == 1);
        CHECK(made.cells[3].verdict == quiet_verdict::quiet);
    }

    TEST_CASE("peers: others of the tier count, the cell itself and foreign ones are passed over") {
        const muster::cell_tree tree = city(6, 6);
        const auto told = reports(tree, {30.0, 0, 2}, 8);
        const auto siblings = [&tree](cell_id cell) {
            std::vector<cell_id> all{cell, {0}, cell_id::none()};
            for (const cell_id one : tree.children(tree.parent(cell))) { all.push_back(one); }
            return all;
        };
        CHECK(muster::quiet_cells(tree, 1, told, {}, siblings) == muster::quiet_cells(tree, 1, told));
    }

    TEST_CASE("nothing is said of what cannot be compared") {
        const muster::cell_tree tree = city(1, 10);
        std::vector<cell_reports> told(10, {30, 1000});
        told[0].exposure = 0;
        told[1] = {0, 1};
        const muster::quiet_cell_report made = muster::quiet_cells(tree, 1, told);
        CHECK(made.cells[0].verdict == quiet_verdict::no_exposure);
        CHECK(made.cells[0].observed == 30);
        CHECK(made.cells[1].verdict == quiet_verdict::too_small);
        CHECK(made.cells[1].alarm_at_most == -1);
        CHECK(made.cells[1].power_millionths == 0);
        CHECK(made.cells[1].least_exposure.has_value());
        CHECK(made.tested == 8);

        told[2].exposure = told[3].exposure = 0;  // seven are left
        for (const quiet_cell& one : muster::quiet_cells(tree, 1, told).cells) {
            CHECK((one.verdict == quiet_verdict::no_exposure || one.verdict == quiet_verdict::no_comparison));
        }
        const std::vector<cell_reports> silent(10, {0, 1000});
        for (const quiet_cell& one : muster::quiet_cells(tree, 1, silent).cells) {
            CHECK(one.verdict == quiet_verdict::no_comparison);
        }
    }

    TEST_CASE("the widest numbers do no harm") {
        const muster::cell_tree tree = city(2, 8);
        std::vector<cell_reports> told(16, {1'000'000'000'000, 1});
        told[0] = {0, 1'000'000'000'000};
        told[1] = {0, 1};
        told[2] = {1, 1'000'000'000'000};
        const muster::quiet_cell_report made = muster::quiet_cells(tree, 1, told);
        CHECK(made.cells.size() == 16);
        for (const quiet_cell& one : made.cells) {
            CHECK(one.p_billionths >= 0);
            CHECK(one.p_billionths <= 1'000'000'000);
        }
    }

    TEST_CASE("refuses what it cannot use, by name") {
        const muster::cell_tree tree = city(1, 10);
        std::vector<cell_reports> told(10, {30, 1000});
        const auto message = [&](const muster::quiet_cell_options& options) {
            try {
                (void)muster::quiet_cells(tree, 1, told, options);
            } catch (const muster::error& problem) { return std::string{problem.what()}; }
            return std::string{};
        };
        muster::quiet_cell_options options;
        options.level_millionths = 500'001;
        CHECK(message(options) == "quiet cells, level_millionths: 500001; expected 1 to 500000");
        options = {};
        options.silent_millionths = -1;
        CHECK(message(options) == "quiet cells, silent_millionths: -1; expected 0 to 999999");
        options = {};
        options.dispersion_millionths = -1;
        CHECK(message(options) == "quiet cells, dispersion_millionths: -1; expected 0 to 1000000000");
        told[3].reports = -1;
        CHECK(message({}) == "quiet cells, cell 's0-3': -1; expected reports and exposure of 0 to 1e12");
        told.pop_back();
        CHECK(message({}) == "quiet cells: 9 entries for 10 cells; expected one each");
    }
}
