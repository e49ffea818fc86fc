#include "muster/io/severity_extent_csv.hpp"

#include <doctest/doctest.h>

#include "muster/io/grading_csv.hpp"
#include "muster/rules/severity_extent_scheme.hpp"

#include <optional>
#include <sstream>
#include <string>

namespace severity_extent_csv_test {

struct sudden_event {
    std::optional<int> dead, trapped, people_at_risk, communities, area_m2;
};

}  // namespace severity_extent_csv_test

template <>
inline constexpr auto muster::fields<severity_extent_csv_test::sudden_event> =
    muster::map(muster::field<"dead"> = &severity_extent_csv_test::sudden_event::dead,
                muster::field<"trapped"> = &severity_extent_csv_test::sudden_event::trapped,
                muster::field<"people_at_risk"> = &severity_extent_csv_test::sudden_event::people_at_risk,
                muster::field<"communities"> = &severity_extent_csv_test::sudden_event::communities,
                muster::field<"area_m2"> = &severity_extent_csv_test::sudden_event::area_m2);

namespace {

const std::string folder = std::string{MUSTER_SOURCE_DIR} + "/examples/grading/";

muster::severity_scale severities() {
    return muster::severity_scale{{{"extreme", "特别严重"}, {"grave", "严重"}, {"slight", "轻微"}}};
}
muster::extent_scale extents() {
    return muster::extent_scale{
        {{"several streets", "多个街道"}, {"several communities", "多个社区"}, {"one community", "单个社区"}}};
}

std::string fault(const std::string& content) {
    std::istringstream in{content};
    try {
        static_cast<void>(muster::read_severity_extent_csv(in, "matrix.csv", severities(), extents(),
                                                           muster::three_response_levels()));
    } catch (const muster::error& refused) { return refused.what(); }
    return "accepted";
}

}  // namespace

TEST_CASE("io/severity_extent_csv: the three levels of the case study by severity and extent, from three files") {
    using severity_extent_csv_test::sudden_event;
    const muster::severity_extent_scheme<sudden_event> by{
        muster::grading_scheme<sudden_event, muster::severity_class>{
            muster::read_grading_csv(folder + "severity.csv", severities())},
        muster::grading_scheme<sudden_event, muster::extent_class>{
            muster::read_grading_csv(folder + "extent.csv", extents())},
        muster::read_severity_extent_csv(folder + "severity_extent.csv", severities(), extents(),
                                         muster::three_response_levels())};
    using muster::level_I;
    using muster::level_II;
    using muster::level_III;
    CHECK(by.grade({3, 0, 0, 1, 0}).decided == level_I);
    CHECK(by.grade({1, 0, 0, 1, 0}).decided == level_II);
    CHECK(by.grade({1, 0, 0, 5, 0}).decided == level_I);
    CHECK(by.grade({0, 0, 0, 5, 0}).decided == level_II);
    CHECK(by.grade({0, 0, 0, 1, 500}).decided == level_III);  // more than 500: 500 does not count
    CHECK(by.grade({0, 0, 30, 1, 3001}).decided == level_I);
    const auto open = by.grade({0, {}, 0, 1, 0});
    CHECK(open.lowest == level_III);
    CHECK(open.highest == level_I);
}

TEST_CASE("io/severity_extent_csv: faults name the line, or the cells that are open") {
    CHECK(fault("severity,extent,level\nextreme,several streets,I\n")
              .rfind("severity_extent_matrix: no level for `extreme × several communities`, ", 0) == 0);
    CHECK(fault("severity,extent,level\nextreme,several streets,I\nextreme,several streets,I\n")
              .rfind("matrix.csv:3:1: severity_extent_matrix: cell `extreme × several streets` is there twice", 0) ==
          0);
    CHECK(fault("severity,extent,level\nbad,several streets,I\n").rfind("matrix.csv:2:1: no level \"bad\"", 0) == 0);
    CHECK(fault("severity,extent,level\n严重,多个区,I\n").rfind("matrix.csv:2:8: no level \"多个区\"", 0) == 0);
    CHECK(fault("severity,extent\n").rfind("matrix.csv:1: no column called \"level\"", 0) == 0);
}
