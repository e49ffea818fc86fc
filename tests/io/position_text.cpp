#include "muster/io/position_text.hpp"

#include <doctest/doctest.h>

TEST_CASE("io/position_text: latitude first in parentheses, longitude first in well-known text") {
    const muster::lon_lat expected{-122.42779351441527, 37.73217458500619};
    for (const char* text :
         {"(37.73217458500619, -122.42779351441527)", "(37.73217458500619,-122.42779351441527)",
          " ( 37.73217458500619 , -122.42779351441527 ) ", "POINT (-122.42779351441527 37.73217458500619)",
          "point(-122.42779351441527\t37.73217458500619)", "POINT ( -1.2242779351441527e2  37.73217458500619 ) "}) {
        CAPTURE(text);
        REQUIRE(muster::parse_position(text).has_value());
        CHECK(*muster::parse_position(text) == expected);
    }
}

TEST_CASE("io/position_text: anything else is none") {
    for (const char* text : {"",
                             "()",
                             "(37.7)",
                             "37.7, -122.4",
                             "(37.7 -122.4)",
                             "(37.7, -122.4",
                             "(37.7, -122.4, 5)",
                             "(-122.4, 37.7)",
                             "(nan, 0)",
                             "(inf, 0)",
                             "(37,7, -122,4)",
                             "POINT (-122.4, 37.7)",
                             "POINT EMPTY",
                             "POINT (37.7 -122.4)",
                             "POINT Z (-122.4 37.7 5)",
                             "(37.7, -122.4) x",
                             "(37.7, +122.4)",
                             "(91, 0)",
                             "(0, 180.0001)",
                             "(1e999, 0)"}) {
        CAPTURE(text);
        CHECK_FALSE(muster::parse_position(text).has_value());
    }
}
