#include "muster/solve/overdispersion.hpp"

#include "muster/core/distributions.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

namespace {

/// Counts with a gamma rate of variance 1 / `shape`: the mean of as many exponentials.
std::vector<muster::expected_count> counts(std::uint64_t seed, int n, double mean, int shape) {
    muster::random random{seed};
    std::vector<muster::expected_count> made;
    for (int i = 0; i < n; ++i) {
        const double expected = mean * (0.5 + muster::unit_interval(random));
        double rate = shape == 0 ? 1.0 : 0.0;
        for (int k = 0; k < shape; ++k) { rate += muster::exponential(random, 1.0 / shape); }
        made.push_back({muster::poisson(random, expected * rate), expected});
    }
    return made;
}

double pearson_sum(const std::vector<muster::expected_count>& all, double dispersion) {
    double sum = 0;
    for (const auto& one : all) {
        const double off = static_cast<double>(one.observed) - one.expected;
        sum += off * off / (one.expected + dispersion * one.expected * one.expected);
    }
    return sum;
}

}  // namespace

TEST_SUITE("solve/overdispersion") {
    TEST_CASE("one count, worked out by hand") {
        // (30 - 10)^2 = 400 = 10 + d 100
        const std::vector<muster::expected_count> one{{30, 10.0}};
        CHECK(muster::overdispersion(one) == doctest::Approx(3.9));
        const std::vector<muster::expected_count> even{{11, 10.0}, {9, 10.0}};
        CHECK(muster::overdispersion(even) == 0.0);
        const std::vector<muster::expected_count> wild{{1'000'000'000'000, 1e-6}};
        CHECK(muster::overdispersion(wild) == 0x1p20);
    }

    TEST_CASE("makes the Pearson sum what it should be, and finds what was put in") {
        for (const int shape : {1, 2, 10}) {
            const auto all = counts(5 + static_cast<std::uint64_t>(shape), 4000, 12.0, shape);
            const double found = muster::overdispersion(all);
            CHECK(pearson_sum(all, found) == doctest::Approx(4000.0).epsilon(1e-6));
            CHECK(found == doctest::Approx(1.0 / shape).epsilon(0.12));
        }
        CHECK(muster::overdispersion(counts(3, 4000, 12.0, 0)) < 0.01);
    }

    TEST_CASE("with caution the truth is seldom above, and the more counts the less is added") {
        int below = 0;
        double few_sum = 0;
        double many_sum = 0;
        for (std::uint64_t seed = 0; seed < 200; ++seed) {
            const auto few = counts(1000 + seed, 40, 15.0, 5);
            const double cautious = muster::overdispersion(few, 1.0);
            REQUIRE(cautious >= muster::overdispersion(few));
            REQUIRE(muster::overdispersion(few, 2.0) >= cautious);
            below += cautious < 0.2 ? 1 : 0;
            few_sum += cautious - muster::overdispersion(few);
            const auto many = counts(5000 + seed, 400, 15.0, 5);
            many_sum += muster::overdispersion(many, 1.0) - muster::overdispersion(many);
        }
        CHECK(below < 50);  // 16 % are meant
        CHECK(many_sum < few_sum / 2);
    }
}
