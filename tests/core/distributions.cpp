#include "muster/core/distributions.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

namespace {

/// Pearson's statistic of `observed` against `weights`.
double chi_square(const std::vector<std::uint64_t>& observed, const std::vector<double>& weights) {
    const double drawn = static_cast<double>(std::accumulate(observed.begin(), observed.end(), std::uint64_t{0}));
    const double whole = std::accumulate(weights.begin(), weights.end(), 0.0);
    double sum = 0;
    for (std::size_t i = 0; i < observed.size(); ++i) {
        const double expected = drawn * weights[i] / whole;
        sum += (static_cast<double>(observed[i]) - expected) * (static_cast<double>(observed[i]) - expected) / expected;
    }
    return sum;
}

struct moments {
    double mean = 0;
    double variance = 0;
};

template <class Draw>
moments measure(int count, Draw draw) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < count; ++i) {
        const double x = static_cast<double>(draw());
        sum += x;
        squares += x * x;
    }
    return {sum / count, squares / count - (sum / count) * (sum / count)};
}

}  // namespace

TEST_SUITE("core/distributions") {

TEST_CASE("first draws are the same bytes everywhere") {
    muster::random generator{2026};
    CHECK(muster::uniform_below(generator, 1000) == 573);
    CHECK(muster::uniform_between(generator, -5, 5) == -2);
    CHECK(muster::unit_interval(generator) == 0x1.a0013c4f3b39bp-1);
    CHECK(muster::exponential(generator, 3.7) == 0x1.a73e8b691fd79p+1);
    CHECK(muster::exponential(generator, 3.7) == 0x1.888fe3b5d5a2cp+1);
    CHECK(muster::normal(generator) == -0x1.e7292c6d49f44p-3);
    CHECK(muster::normal(generator) == 0x1.e634194b50284p-2);
    CHECK(muster::poisson(generator, 100.5) == 109);
}

TEST_CASE("uniform_below is even where n is no power of two") {
    muster::random generator{1};
    for (const std::uint64_t n : {std::uint64_t{3}, std::uint64_t{7}, std::uint64_t{10}, std::uint64_t{100}}) {
        std::vector<std::uint64_t> observed(n);
        for (int i = 0; i < 100'000; ++i) { ++observed[muster::uniform_below(generator, n)]; }
        const double freedom = static_cast<double>(n - 1);
        CHECK(chi_square(observed, std::vector<double>(n, 1.0)) < freedom + 4 * std::sqrt(2 * freedom) + 4);
    }
    // With n of three quarters of 2^64 a plain multiply-and-shift would hit every third result twice as often.
    constexpr std::uint64_t huge = std::uint64_t{3} << 62;
    std::vector<std::uint64_t> thirds(3);
    for (int i = 0; i < 60'000; ++i) { ++thirds[muster::uniform_below(generator, huge) % 3]; }
    CHECK(chi_square(thirds, {1, 1, 1}) < 14);
    CHECK(muster::uniform_below(generator, 1) == 0);
}

TEST_CASE("uniform_between keeps both ends, also the whole range of a type") {
    muster::random generator{2};
    bool lowest = false;
    bool highest = false;
    for (int i = 0; i < 1000; ++i) {
        const int drawn = muster::uniform_between(generator, -3, 4);
        CHECK(drawn >= -3);
        CHECK(drawn <= 4);
        lowest |= drawn == -3;
        highest |= drawn == 4;
    }
    CHECK(lowest);
    CHECK(highest);
    using limits = std::numeric_limits<std::int64_t>;
    CHECK(muster::uniform_between(generator, limits::min(), limits::max()) !=
          muster::uniform_between(generator, limits::min(), limits::max()));
    CHECK(muster::uniform_between(generator, 5, 5) == 5);
    const auto small = muster::uniform_between(generator, std::int8_t{-128}, std::int8_t{127});
    static_assert(std::is_same_v<decltype(small), const std::int8_t>);
}

TEST_CASE("unit_interval is at least 0 and below 1") {
    muster::random generator{3};
    const moments found = measure(100'000, [&] {
        const double drawn = muster::unit_interval(generator);
        REQUIRE(drawn >= 0.0);
        REQUIRE(drawn < 1.0);
        return drawn;
    });
    CHECK(found.mean == doctest::Approx(0.5).epsilon(0.01));
    CHECK(found.variance == doctest::Approx(1.0 / 12).epsilon(0.02));
}

TEST_CASE("chance") {
    muster::random generator{4};
    const moments found = measure(100'000, [&] { return muster::chance(generator, 3, 1000) ? 1 : 0; });
    CHECK(found.mean == doctest::Approx(0.003).epsilon(0.2));
    CHECK_FALSE(muster::chance(generator, 0, 5));
    CHECK(muster::chance(generator, 5, 5));
}

TEST_CASE("exponential has the mean asked for, and no memory") {
    muster::random generator{5};
    std::vector<std::uint64_t> by_quartile(4);
    const moments found = measure(200'000, [&] {
        const double drawn = muster::exponential(generator, 20.0);
        ++by_quartile[drawn < 5.753641449 ? 0U : drawn < 13.86294361 ? 1U : drawn < 27.72588722 ? 2U : 3U];
        return drawn;
    });
    CHECK(found.mean == doctest::Approx(20.0).epsilon(0.01));
    CHECK(found.variance == doctest::Approx(400.0).epsilon(0.03));
    CHECK(chi_square(by_quartile, {1, 1, 1, 1}) < 16);
}

TEST_CASE("normal") {
    muster::random generator{6};
    std::vector<std::uint64_t> bins(6);  // below -2, to -1, to 0, to 1, to 2, above
    const moments found = measure(200'000, [&] {
        const double drawn = muster::normal(generator);
        ++bins[drawn < -2 ? 0U : drawn < -1 ? 1U : drawn < 0 ? 2U : drawn < 1 ? 3U : drawn < 2 ? 4U : 5U];
        return drawn;
    });
    CHECK(std::abs(found.mean) < 0.01);
    CHECK(found.variance == doctest::Approx(1.0).epsilon(0.02));
    CHECK(chi_square(bins, {0.0227501, 0.1359051, 0.3413447, 0.3413447, 0.1359051, 0.0227501}) < 20);
}

TEST_CASE("poisson, below and above a chunk") {
    muster::random generator{7};
    for (const double mean : {0.2, 3.0, 200.0}) {
        const moments found = measure(20'000, [&] { return muster::poisson(generator, mean); });
        CHECK(found.mean == doctest::Approx(mean).epsilon(0.05));
        CHECK(found.variance == doctest::Approx(mean).epsilon(0.05));
    }
    CHECK(muster::poisson(generator, 0.0) == 0);
}

TEST_CASE("weighted follows its weights and never takes a zero") {
    muster::random generator{8};
    const std::array<std::uint32_t, 5> weights{0, 5, 1, 0, 4};
    std::vector<std::uint64_t> observed(5);
    for (int i = 0; i < 100'000; ++i) { ++observed[muster::weighted(generator, weights)]; }
    CHECK(observed[0] == 0);
    CHECK(observed[3] == 0);
    CHECK(chi_square({observed[1], observed[2], observed[4]}, {5, 1, 4}) < 14);
}

TEST_CASE("shuffle gives each order equally often and loses nothing") {
    muster::random generator{9};
    std::vector<std::uint64_t> observed(24);
    for (int i = 0; i < 48'000; ++i) {
        std::array<int, 4> items{0, 1, 2, 3};
        muster::shuffle(generator, items);
        std::size_t rank = 0;
        for (std::size_t a = 0; a < 4; ++a) {
            std::size_t smaller = 0;
            for (std::size_t b = a + 1; b < 4; ++b) { smaller += items[b] < items[a] ? 1U : 0U; }
            rank = rank * (4 - a) + smaller;
        }
        ++observed[rank];
    }
    CHECK(chi_square(observed, std::vector<double>(24, 1.0)) < 60);

    std::vector<int> many(1000);
    std::iota(many.begin(), many.end(), 0);
    muster::shuffle(generator, many);
    CHECK_FALSE(std::is_sorted(many.begin(), many.end()));
    std::sort(many.begin(), many.end());
    for (int i = 0; i < 1000; ++i) { CHECK(many[static_cast<std::size_t>(i)] == i); }
    std::vector<int> none;
    muster::shuffle(generator, none);
    CHECK(none.empty());
}

}
