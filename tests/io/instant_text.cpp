#include "muster/io/instant_text.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <optional>
#include <string>

namespace {

constexpr std::int64_t noon_ms = 1'586'260'800'000;  // 2020-04-07 12:00:00

constexpr bool is(std::optional<muster::instant> read, std::int64_t ms) { return read && read->ms == ms; }

}  // namespace

static_assert(is(muster::parse_us_time("01/01/1970"), 0));
static_assert(is(muster::parse_iso_time("1970-01-01"), 0));

TEST_CASE("io/instant_text: US times of 12 hours") {
    using muster::parse_us_time;
    CHECK(is(parse_us_time("04/07/2020 11:53:08 PM"), noon_ms + (11 * 3600 + 53 * 60 + 8) * 1000));
    CHECK(is(parse_us_time("04/07/2020 12:00:00 PM"), noon_ms));
    CHECK(is(parse_us_time("04/08/2020 12:00:00 AM"), noon_ms + 12 * 3'600'000));
    CHECK(is(parse_us_time("4/7/2020 1:05pm"), noon_ms + 65 * 60'000));
    CHECK(is(parse_us_time("02/29/2020"), noon_ms - (38 * 24 + 12) * 3'600'000LL));
    CHECK(is(parse_us_time("12/31/1969 11:59:59 PM"), -1000));
    for (const char* bad : {"",
                            "04/07/2020 ",
                            "04/07/20 1:00 PM",
                            "13/07/2020",
                            "04/31/2020",
                            "02/29/2021",
                            "02/29/1900",
                            "00/01/2020",
                            "01/00/2020",
                            "01/01/0000",
                            "04/07/2020 13:00:00 PM",
                            "04/07/2020 00:10:00 AM",
                            "04/07/2020 11:60:00 PM",
                            "04/07/2020 11:53:60 PM",
                            "04/07/2020 11:53:08",
                            "04/07/2020 11:53:08 XM",
                            "04/07/2020 11:53:08 PM ",
                            " 04/07/2020",
                            "04/07/2020 1:5 PM",
                            "04-07-2020",
                            "04/07/2020 11:53:08 P",
                            "+4/07/2020"}) {
        CAPTURE(bad);
        CHECK_FALSE(parse_us_time(bad).has_value());
    }
}

TEST_CASE("io/instant_text: ISO times, with and without a zone") {
    using muster::parse_iso_time;
    for (const char* text :
         {"2020-04-07T12:00:00", "2020-04-07 12:00", "2020-04-07T12:00:00.000", "2020-04-07t12:00:00Z",
          "2020-04-07T20:00:00+08:00", "2020-04-07T05:00:00.0-0700", "2020-04-08T00:00:00+12:00"}) {
        CAPTURE(text);
        CHECK(is(parse_iso_time(text), noon_ms));
    }
    CHECK(is(parse_iso_time("2020-04-07T12:00:00.5"), noon_ms + 500));
    CHECK(is(parse_iso_time("2020-04-07T12:00:00,0129999"), noon_ms + 12));
    CHECK(is(parse_iso_time("2020-04-07"), noon_ms - 12 * 3'600'000));
    for (const char* bad :
         {"", "2020-4-7", "2020-04-07T", "2020-04-07T24:00:00", "2020-04-07T12", "2020-04-07T12:00:00.",
          "2020-04-07T12:00:00 Z", "2020-04-07T12:00:00+8", "2020-04-07T12:00:00+24:00", "2020-04-07T12:00:00Zx",
          "2020-02-30", "20200407", "2020-04-07T12:00:61"}) {
        CAPTURE(bad);
        CHECK_FALSE(parse_iso_time(bad).has_value());
    }
}

TEST_CASE("io/instant_text: either form") {
    CHECK(is(muster::parse_time("04/07/2020 12:00:00 PM"), noon_ms));
    CHECK(is(muster::parse_time("2020-04-07T12:00:00"), noon_ms));
    CHECK_FALSE(muster::parse_time("yesterday").has_value());
}

TEST_CASE("io/instant_text: dates of ten thousand years are read back as it is written") {
    const std::int64_t first_ms = muster::parse_iso_time("0001-01-01")->ms;
    const std::int64_t last_ms = muster::parse_iso_time("9999-12-31 23:59:59")->ms;
    for (std::int64_t ms = first_ms; ms <= last_ms; ms += 7 * 86'399'000LL) {
        const muster::civil_time time = muster::to_civil({ms});
        std::string text = to_string(muster::instant{ms});
        text.insert(0, text.find('-') < 4 ? 4 - text.find('-') : 0, '0');
        if (!is(muster::parse_iso_time(text), ms) || muster::to_instant(time).ms != ms) { FAIL(text); }
    }
}
