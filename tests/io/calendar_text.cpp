#include "muster/io/calendar_text.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <optional>
#include <string>

namespace {

using muster::value_kind;

std::optional<double> read(const std::string& words, value_kind kind) {
    const auto found = muster::parse_calendar_text(words, kind);
    if (!found) { return std::nullopt; }
    CHECK(found->kind == kind);
    return found->number;
}

}  // namespace

TEST_CASE("io/calendar_text: dates are days since 1970") {
    CHECK(read("1970-01-01", value_kind::date) == 0.0);
    CHECK(read("1969-12-31", value_kind::date) == -1.0);
    CHECK(read("2024-02-29", value_kind::date) == 19'782.0);
    CHECK(read("-0001-03-01", value_kind::date).has_value());
    CHECK(read("12024-02-29", value_kind::date).has_value());
    for (const char* wrong : {"2023-02-29", "2024-13-01", "2024-00-10", "2024-01-32", "2024-1-1", "024-01-01", "02024-01-01",
                              "2024-01-01Z", "2024-01-01 ", "", "123456-01-01", "2024/01/01", "-"}) {
        CAPTURE(wrong);
        CHECK_FALSE(read(wrong, value_kind::date).has_value());
    }
}

TEST_CASE("io/calendar_text: times of day are milliseconds, to the millisecond and without a zone") {
    CHECK(read("00:00:00", value_kind::time_of_day) == 0.0);
    CHECK(read("23:59:59.999", value_kind::time_of_day) == 86'399'999.0);
    CHECK(read("08:30", value_kind::time_of_day) == 30'600'000.0);
    CHECK(read("08:30:00.5", value_kind::time_of_day) == 30'600'500.0);
    CHECK(read("08:30:00.250000", value_kind::time_of_day) == 30'600'250.0);
    for (const char* wrong : {"24:00:00", "08:60:00", "08:30:60", "08:30:00.0005", "08:30:00.", "08:30:00Z", "8:30:00",
                              "08:30:00+08:00", "083000"}) {
        CAPTURE(wrong);
        CHECK_FALSE(read(wrong, value_kind::time_of_day).has_value());
    }
}

TEST_CASE("io/calendar_text: a date and time is milliseconds since 1970; a zone has to be asked for") {
    CHECK(read("1970-01-01T00:00:01", value_kind::date_time) == 1000.0);
    CHECK(read("1970-01-02", value_kind::date_time) == 86'400'000.0);
    CHECK_FALSE(read("1970-01-01T00:00:01Z", value_kind::date_time).has_value());
    CHECK_FALSE(read("1970-01-01T", value_kind::date_time).has_value());
    bool has_zone = false;
    const auto zoned = muster::parse_calendar_text("1970-01-01T08:00:00+08:00", value_kind::date_time, &has_zone);
    REQUIRE(zoned.has_value());
    CHECK(zoned->number == 0);
    CHECK(has_zone);
    has_zone = false;
    CHECK(muster::parse_calendar_text("1970-01-01T00:00:00-01:30", value_kind::date_time, &has_zone)->number == 5'400'000);
    has_zone = false;
    CHECK(muster::parse_calendar_text("1970-01-01T00:00:00", value_kind::date_time, &has_zone).has_value());
    CHECK_FALSE(has_zone);
    CHECK_FALSE(muster::parse_calendar_text("1970-01-01T00:00:00+19:00", value_kind::date_time, &has_zone).has_value());
}

TEST_CASE("io/calendar_text: durations are of days and time, or of years and months, never both") {
    CHECK(read("PT5M", value_kind::day_time_duration) == 300'000.0);
    CHECK(read("P1DT2H3M4.005S", value_kind::day_time_duration) == 93'784'005.0);
    CHECK(read("-P2D", value_kind::day_time_duration) == -172'800'000.0);
    CHECK(read("P1Y6M", value_kind::year_month_duration) == 18.0);
    CHECK(read("-P3M", value_kind::year_month_duration) == -3.0);
    CHECK(read("PT0S", value_kind::day_time_duration) == 0.0);
    for (const char* wrong : {"P", "PT", "P1DT", "P1", "1D", "P1Y2D", "P1MT1H", "PT1.0005S", "P1M1Y", "PT1S1M", "P-1D",
                              "P9999999999999D", "PT999999999999H", "P9999999999999Y", "--P1D", "P1S"}) {
        CAPTURE(wrong);
        CHECK_FALSE(read(wrong, value_kind::day_time_duration).has_value());
        CHECK_FALSE(read(wrong, value_kind::year_month_duration).has_value());
    }
    CHECK_FALSE(read("P1Y", value_kind::day_time_duration).has_value());
    CHECK_FALSE(read("P1D", value_kind::year_month_duration).has_value());
    CHECK_FALSE(read("P1D", value_kind::number).has_value());
}

TEST_CASE("io/calendar_text: reads back what number_text writes") {
    dice roll{11};
    for (int i = 0; i < 5000; ++i) {
        for (const value_kind kind : {value_kind::date, value_kind::time_of_day, value_kind::date_time,
                                      value_kind::day_time_duration, value_kind::year_month_duration}) {
            const double most = kind == value_kind::date ? 30'000'000 : kind == value_kind::time_of_day ? 86'399'999 : 1e12;
            const double number = static_cast<double>(
                roll.between(kind == value_kind::time_of_day ? 0 : -static_cast<std::int64_t>(most), static_cast<std::int64_t>(most)));
            const std::string literal = muster::number_text(number, kind);
            const std::size_t begin = literal.find('"') + 1;
            const std::string words = literal.substr(begin, literal.rfind('"') - begin);
            CAPTURE(words);
            REQUIRE(read(words, kind) == number);
        }
    }
}
