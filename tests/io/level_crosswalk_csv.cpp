#include "muster/io/level_crosswalk_csv.hpp"

#include <doctest/doctest.h>

#include <sstream>
#include <string>

namespace {

const std::string folder = std::string{MUSTER_SOURCE_DIR} + "/examples/grading/";

muster::level_crosswalk<muster::event_grade, muster::response_level> parse(const std::string& content) {
    std::istringstream in{content};
    return muster::read_level_crosswalk_csv(in, "walk.csv", muster::four_event_grades(),
                                            muster::three_response_levels());
}

std::string fault(const std::string& content) {
    try {
        parse(content);
    } catch (const muster::error& refused) { return refused.what(); }
    return "accepted";
}

}  // namespace

TEST_CASE("io/level_crosswalk_csv: reads which response each event grade asks for") {
    const auto by = muster::read_level_crosswalk_csv(folder + "event_grade_to_response.csv",
                                                     muster::four_event_grades(), muster::three_response_levels());
    CHECK(by(muster::grade_I) == muster::level_I);
    CHECK(by(muster::grade_II) == muster::level_I);
    CHECK(by(muster::grade_III) == muster::level_II);
    CHECK(by(muster::grade_IV) == muster::level_III);
    CHECK(by.unmapped().empty());
    CHECK(by.unreached().empty());
}

TEST_CASE("io/level_crosswalk_csv: a level may go to nothing, said so in either language") {
    CHECK(parse("from,to\n1,I\n2,1\n3,III\n4,none\n").unmapped().size() == 1);
    CHECK(parse("原级别,对应级别,备注\n特别重大,重大,x\n重大,重大,\n较大,无,\n一般,无,\n").unmapped().size() == 2);
}

TEST_CASE("io/level_crosswalk_csv: faults name the line") {
    CHECK(fault("from,to\n1,I\n2,I\n3,I\n") ==
          "level_crosswalk: no line for `IV (ordinary)`; every level needs one, and one that goes to nothing says so");
    CHECK(fault("from,to\n1,I\n1,I\n").rfind("walk.csv:3:1: level_crosswalk: two lines", 0) == 0);
    CHECK(fault("from,to\n1,II\n2,I\n3,III\n4,III\n").rfind("walk.csv:3:1: level_crosswalk: `II (grave)` goes to", 0) ==
          0);
    CHECK(fault("from,to\n1,IV\n").rfind("walk.csv:2:3: no level \"IV\"; the scale has \"I (major)\"", 0) == 0);
    CHECK(fault("from,to\n1,\n").rfind("walk.csv:2:3: no level \"\"", 0) == 0);
    CHECK(fault("from,two\n").rfind("walk.csv:1: no column called \"to\"", 0) == 0);
}
