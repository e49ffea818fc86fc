#include "muster/core/time_value.hpp"

#include "muster/model/known.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <ratio>
#include <string>

namespace {

using muster::as_duration;
using muster::as_instant;
using std::chrono::duration;
using std::chrono::system_clock;
using std::chrono::time_point;

/// Against the standard's own rounding, for counts of any size that it can still convert.
template <class Rep, class Period>
void rounds_as_chrono_does(std::uint64_t seed) {
    using span = duration<Rep, Period>;
    using milliseconds = duration<std::int64_t, std::milli>;
    // The standard's conversion multiplies in 64 bits: counts stay small enough for it.
    const auto factor = static_cast<std::int64_t>(std::ratio_divide<Period, std::milli>::num) + 1;
    const std::int64_t most =
        std::min<std::int64_t>(std::numeric_limits<std::int64_t>::max() / factor / 2, std::numeric_limits<Rep>::max());
    dice any{seed};
    for (int round = 0; round < 500; ++round) {
        const std::int64_t bound = std::max<std::int64_t>(most >> any.below(60), 1);
        const span sample{static_cast<Rep>(any.between(-bound, bound))};
        CAPTURE(sample.count());
        CHECK(as_duration(sample)->ms == std::chrono::ceil<milliseconds>(sample).count());
        const time_point<system_clock, span> at{sample};
        CHECK(as_instant(at)->ms == std::chrono::floor<milliseconds>(at).time_since_epoch().count());
    }
}

struct odd_clock {  // counts from nobody knows when
    using duration = std::chrono::seconds;
    using time_point = std::chrono::time_point<odd_clock>;
};
struct looks_like_an_instant {
    operator muster::instant() const { return {77}; }  // NOLINT: implicit on purpose
};

}  // namespace

TEST_CASE("core/time_value: chrono spans round up, moments down, both exactly") {
    rounds_as_chrono_does<std::int64_t, std::nano>(1);
    rounds_as_chrono_does<std::int64_t, std::micro>(2);
    rounds_as_chrono_does<std::int64_t, std::milli>(3);
    rounds_as_chrono_does<std::int64_t, std::ratio<1>>(4);
    rounds_as_chrono_does<std::int32_t, std::ratio<60>>(5);
    rounds_as_chrono_does<std::int32_t, std::ratio<86400>>(6);
    rounds_as_chrono_does<std::int64_t, std::ratio<1, 3>>(7);
    rounds_as_chrono_does<std::int64_t, std::ratio<7, 5>>(8);
    rounds_as_chrono_does<std::int64_t, std::ratio<1, 90'000>>(9);
    rounds_as_chrono_does<std::int16_t, std::ratio<1, 10'000'000>>(10);
    using namespace std::chrono_literals;
    static_assert(as_duration(1ns)->ms == 1);
    static_assert(as_duration(-1ns)->ms == 0);
    static_assert(as_duration(90s)->ms == 90'000);
    static_assert(as_duration(std::chrono::minutes{2})->ms == 120'000);
    static_assert(as_duration(duration<std::uint8_t>{200})->ms == 200'000);
    static_assert(as_instant(system_clock::time_point{-1ns})->ms == -1);
    static_assert(as_instant(std::chrono::sys_days{std::chrono::days{20'513}})->ms == 1'772'323'200'000);  // 2026-03-01
}

TEST_CASE("core/time_value: what lies beyond the range stops at it, so that differences still fit") {
    constexpr std::int64_t most = std::int64_t{1} << 62;
    static_assert(as_instant(std::chrono::sys_seconds::max())->ms == most);
    static_assert(as_instant(std::chrono::sys_seconds::min())->ms == -most);
    static_assert(as_duration(std::chrono::hours::max())->ms > most / 2);
    static_assert(as_duration(duration<std::int64_t, std::ratio<3600>>::max())->ms == most);
    static_assert(as_duration(duration<std::uint64_t, std::milli>::max())->ms == most);
    static_assert(as_duration(duration<std::int64_t, std::peta>::max())->ms == most);
    static_assert(as_instant(system_clock::time_point::max())->ms == 9'223'372'036'854);
    CHECK(as_duration(duration<double>{std::numeric_limits<double>::infinity()})->ms == most);
    CHECK(as_duration(duration<double>{-1e300})->ms == -most);
    CHECK(as_duration(duration<double>{4.59e15})->ms == 4'590'000'000'000'000'000);
}

TEST_CASE("core/time_value: counts in floating point go to the nearest; NaN is nobody's knowledge") {
    static_assert(as_duration(duration<double>{1.1})->ms == 1100);
    static_assert(as_duration(duration<double>{0.0004})->ms == 0);
    static_assert(as_duration(duration<float, std::milli>{2.5F})->ms == 3);
    static_assert(as_instant(time_point<system_clock, duration<double>>{duration<double>{-0.0015}})->ms == -2);
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_FALSE(as_duration(duration<double>{nan}).has_value());
    CHECK_FALSE(as_instant(time_point<system_clock, duration<double>>{duration<double>{nan}}).has_value());
    for (int tenths = 0; tenths < 100'000; ++tenths) {
        REQUIRE(as_duration(duration<double>{tenths / 10.0})->ms == tenths * 100);
    }
}

TEST_CASE("core/time_value: our own times pass through, missing ones stay missing") {
    static_assert(as_instant(muster::instant{5})->ms == 5);
    static_assert(as_instant(muster::instant{std::numeric_limits<std::int64_t>::max()})->ms ==
                  std::numeric_limits<std::int64_t>::max());
    static_assert(as_duration(muster::duration{-5})->ms == -5);
    CHECK(as_instant(looks_like_an_instant{})->ms == 77);
    static_assert(!as_instant(std::optional<muster::instant>{}));
    static_assert(as_instant(std::optional<muster::instant>{{6}})->ms == 6);
    CHECK_FALSE(as_instant(muster::known<muster::instant>{}).has_value());
    CHECK(as_instant(muster::known<muster::instant>{muster::instant{7}})->ms == 7);
    CHECK_FALSE(as_duration(std::optional<std::chrono::seconds>{}).has_value());
    CHECK(as_duration(muster::known<std::chrono::seconds>{std::chrono::seconds{8}})->ms == 8000);
    CHECK(as_instant(std::optional<std::chrono::sys_seconds>{std::chrono::sys_seconds{}})->ms == 0);
}

TEST_CASE("core/time_value: what is no moment, or counts from elsewhere, is refused while compiling") {
    static_assert(!muster::reads_as_instant<std::chrono::steady_clock::time_point>);
    static_assert(!muster::reads_as_instant<std::chrono::local_seconds>);
    static_assert(!muster::reads_as_instant<time_point<odd_clock>>);
    static_assert(!muster::reads_as_instant<std::chrono::seconds>);
    static_assert(!muster::reads_as_instant<std::optional<std::chrono::steady_clock::time_point>>);
    static_assert(!muster::reads_as_instant<std::int64_t>);  // seconds? milliseconds?
    static_assert(!muster::reads_as_instant<std::string>);
    static_assert(!muster::reads_as_instant<muster::duration>);
    static_assert(!muster::reads_as_duration<std::chrono::sys_seconds>);
    static_assert(!muster::reads_as_duration<int>);
    static_assert(!muster::reads_as_duration<std::optional<int>>);
    static_assert(!muster::reads_as_duration<muster::instant>);
    static_assert(muster::reads_as_duration<std::optional<std::chrono::minutes>>);
}
