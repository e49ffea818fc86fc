#include "muster/core/arithmetic.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

TEST_CASE("core/arithmetic: a product is rounded once, also where it is then added") {
    // 0.1 * 10 is 1 when rounded and 1 + 5.55e-17 when fused with the subtraction.
    volatile double tenth = 0.1;
    volatile double ten = 10;
    CHECK(muster::product(tenth, ten) - 1 == 0.0);
    static_assert(muster::product(0.1, 10) - 1 == 0.0);
    dice any{1};
    for (int i = 0; i < 1000; ++i) {
        const double a = any.real(-1e6, 1e6);
        const double b = any.real(-1e6, 1e6);
        volatile double kept = a * b;
        CHECK(muster::product(a, b) == kept);
    }
}

TEST_CASE("core/arithmetic: quantise rounds to the nearest, halves away from zero") {
    CHECK(muster::quantise(0.5, 1) == 1);
    CHECK(muster::quantise(-0.5, 1) == -1);
    CHECK(muster::quantise(1.5, 1) == 2);
    CHECK(muster::quantise(2.5, 1) == 3);
    CHECK(muster::quantise(-2.5, 1) == -3);
    CHECK(muster::quantise(2.4999, 1) == 2);
    CHECK(muster::quantise(-2.4999, 1) == -2);
    CHECK(muster::quantise(0.0, 1) == 0);
    CHECK(muster::quantise(-0.0, 1) == 0);
    CHECK(muster::quantise(12.3456, 0.001) == 12346);
    CHECK(muster::quantise(7, 2) == 4);
    static_assert(muster::quantise(1.25, 0.5) == 3);
}

TEST_CASE("core/arithmetic: quantise rounds only once") {
    CHECK(muster::quantise(0.49999999999999994, 1) == 0);  // adding 0.5 to it gives 1
    CHECK(muster::quantise(-0.49999999999999994, 1) == 0);
    const std::int64_t odd = (std::int64_t{1} << 52) + 1;  // adding 0.5 to it gives the even neighbour
    CHECK(muster::quantise(static_cast<double>(odd), 1) == odd);
    CHECK(muster::quantise(-static_cast<double>(odd), 1) == -odd);
    dice any{2};
    for (int i = 0; i < 100'000; ++i) {
        const double value = any.real(-1e9, 1e9);
        CHECK(muster::quantise(value, 1) == std::llround(value));
    }
}

TEST_CASE("core/arithmetic: the integer square root is exact up to the largest number") {
    constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();
    static_assert(muster::integer_sqrt(0) == 0);
    static_assert(muster::integer_sqrt(largest) == 0xffff'ffffU);
    const auto is_root = [](std::uint64_t root, std::uint64_t n) {
        if (root > 0xffff'ffffU || root * root > n) { return false; }
        return root == 0xffff'ffffU || (root + 1) * (root + 1) > n;
    };
    for (std::uint64_t n = 0; n < 70'000; ++n) { REQUIRE(is_root(muster::integer_sqrt(n), n)); }
    for (int bit = 1; bit < 64; ++bit) {
        const std::uint64_t power = std::uint64_t{1} << bit;
        for (std::uint64_t n = power - 3; n != power + 4; ++n) { CHECK(is_root(muster::integer_sqrt(n), n)); }
    }
    for (std::uint64_t n = largest; n > largest - 100; --n) { CHECK(is_root(muster::integer_sqrt(n), n)); }
    dice any{3};
    for (int i = 0; i < 100'000; ++i) {
        const std::uint64_t root = any.bits() >> 32;
        CHECK(muster::integer_sqrt(root * root) == root);
        if (root > 0) { CHECK(muster::integer_sqrt(root * root - 1) == root - 1); }
        const std::uint64_t n = any.bits() >> any.below(64);
        CHECK(is_root(muster::integer_sqrt(n), n));
    }
}

TEST_CASE("core/arithmetic: the cosine is within 1e-12 of the true one") {
    static_assert(muster::cosine_of_degrees(0) == 1.0);
    long double worst = 0;
    for (int i = -90'000; i <= 90'000; ++i) {
        const double degrees = i / 1000.0;
        const long double true_value =
            std::cos(static_cast<long double>(degrees) * (3.14159265358979323846264338L / 180));
        worst = std::max(worst, std::abs(true_value - static_cast<long double>(muster::cosine_of_degrees(degrees))));
    }
    CHECK(worst < 1e-12L);
    CHECK(muster::cosine_of_degrees(30) == muster::cosine_of_degrees(-30));
}
