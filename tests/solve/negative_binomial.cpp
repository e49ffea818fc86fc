#include "muster/solve/negative_binomial.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <initializer_list>

namespace {

/// Term by term, in long doubles and with libm's logarithm of the gamma function.
long double at_most_by_sum(long double mean, long double dispersion, std::int64_t count) {
    long double sum = 0;
    for (std::int64_t k = 0; k <= count; ++k) {
        const auto n = static_cast<long double>(k);
        long double term = -std::lgamma(n + 1);
        if (dispersion == 0) {
            term += n * std::log(mean) - mean;
        } else {
            const long double shape = 1 / dispersion;
            term += std::lgamma(n + shape) - std::lgamma(shape) - shape * std::log1p(mean / shape) +
                    n * std::log(mean / (mean + shape));
        }
        sum += std::exp(term);
    }
    return sum;
}

}  // namespace

TEST_SUITE("solve/negative_binomial") {
    TEST_CASE("equals the sum of its terms") {
        for (const double mean : {0.01, 0.7, 3.0, 41.5, 900.0}) {
            for (const double dispersion : {0.0, 0.003, 0.25, 1.0, 7.5, 400.0}) {
                const muster::negative_binomial model{mean, dispersion};
                for (const std::int64_t count : {0, 1, 2, 7, 30, 41, 120, 700, 900, 1100}) {
                    const auto truth = static_cast<double>(at_most_by_sum(mean, dispersion, count));
                    CAPTURE(mean);
                    CAPTURE(dispersion);
                    CAPTURE(count);
                    if (truth > 1e-290) { CHECK(model.at_most(count) == doctest::Approx(truth).epsilon(1e-9)); }
                }
            }
        }
    }

    TEST_CASE("small cases worked out by hand") {
        CHECK(muster::negative_binomial{1.0, 1.0}.at_most(0) == doctest::Approx(0.5));  // geometric: halves
        CHECK(muster::negative_binomial{1.0, 1.0}.at_most(2) == doctest::Approx(0.875));
        CHECK(muster::negative_binomial{2.0, 0.0}.at_most(1) == doctest::Approx(3 * std::exp(-2.0)));
        CHECK(muster::negative_binomial{0.0, 0.5}.at_most(0) == 1.0);
        CHECK(muster::negative_binomial{5.0, 0.5}.at_most(-1) == 0.0);
    }

    TEST_CASE("a large mean neither overflows nor loses the tail") {
        const muster::negative_binomial model{1e6, 0.0};
        const double middle = model.at_most(1'000'000);
        CHECK(middle > 0.5);
        CHECK(middle < 0.501);
        // Three standard deviations below: the normal tail, 0.00135, and a little less for the skew.
        CHECK(model.at_most(997'000) == doctest::Approx(0.001346).epsilon(0.01));
        CHECK(model.at_most(900'000) == 0.0);
        CHECK(model.at_most(2'000'000) == doctest::Approx(1.0).epsilon(1e-8));
        CHECK(muster::negative_binomial{1e6, 1e-18}.at_most(997'000) == doctest::Approx(0.001346).epsilon(0.01));
    }

    TEST_CASE("rises with the count and falls with the mean") {
        for (const double dispersion : {0.0, 0.1, 3.0}) {
            double before = 0;
            for (std::int64_t count = 0; count < 300; ++count) {
                const double now = muster::negative_binomial{60.0, dispersion}.at_most(count);
                CHECK(now >= before);
                CHECK(now <= 1.0);
                CHECK(muster::negative_binomial{66.0, dispersion}.at_most(count) <= now);
                before = now;
            }
        }
    }
}
