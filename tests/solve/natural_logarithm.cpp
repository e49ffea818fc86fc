#include "muster/solve/natural_logarithm.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace {

/// How far a double is from the true value, in parts of it.
double relative_error(double value, long double truth) {
    if (truth == 0) { return std::abs(value); }
    return static_cast<double>(std::abs((static_cast<long double>(value) - truth) / truth));
}

long double wide(double x) { return x; }

constexpr double allowed = 0x1p-50;

}  // namespace

TEST_SUITE("solve/natural_logarithm") {
    TEST_CASE("the logarithm is right to the last bits") {
        double worst = 0;
        for (double x = 0.37; x < 3.0; x += 0.00013) {
            worst = std::max(worst, relative_error(muster::natural_logarithm(x), std::log(wide(x))));
        }
        for (double x = 0x1p-1022; x < 0x1p1022; x *= 1.37) {
            worst = std::max(worst, relative_error(muster::natural_logarithm(x), std::log(wide(x))));
        }
        CHECK(worst < allowed);
        CHECK(muster::natural_logarithm(1.0) == 0.0);
        CHECK(muster::natural_logarithm(std::numeric_limits<double>::max()) == doctest::Approx(709.782712893384));
    }

    TEST_CASE("the logarithm of 1 + y is right where y is tiny") {
        double worst = 0;
        for (double y = 1e-300; y < 1e300; y *= 1.7) {
            const double found = muster::natural_logarithm_of_1_plus(y);
            worst = std::max(worst, relative_error(found, std::log1p(static_cast<long double>(y))));
        }
        CHECK(worst < allowed);
        CHECK(muster::natural_logarithm_of_1_plus(0.0) == 0.0);
    }

    TEST_CASE("the exponential is right to the last bits") {
        double worst = 0;
        for (double x = -708.0; x <= 709.0; x += 0.0137) {
            worst = std::max(worst, relative_error(muster::natural_exponential(x), std::exp(wide(x))));
        }
        for (double x = 1e-20; x < 1.0; x *= 1.3) {
            worst = std::max(worst, relative_error(muster::natural_exponential(-x), std::exp(wide(-x))));
        }
        CHECK(worst < allowed);
        CHECK(muster::natural_exponential(0.0) == 1.0);
        CHECK(muster::natural_exponential(-745.5) == 0.0);
        CHECK(muster::natural_exponential(-1e300) == 0.0);
        // Below the smallest normal number what is right is so to half of the smallest number there is.
        CHECK(std::abs(muster::natural_exponential(-740.0) - std::exp(-740.0)) <= 0x1p-1074);
    }

    TEST_CASE("the same bits while compiling and while running") {
        constexpr double logarithm = muster::natural_logarithm(0.1);
        constexpr double exponential = muster::natural_exponential(-17.3);
        volatile double tenth = 0.1;
        volatile double power = -17.3;
        CHECK(muster::natural_logarithm(tenth) == logarithm);
        CHECK(muster::natural_exponential(power) == exponential);
    }
}
