#include "muster/io/geojson_lines.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

using muster::errc;

std::string line(const std::string& id, const std::string& last = "[0,0]") {
    return R"({"type":"Feature","id":")" + id +
           R"(","properties":{},"geometry":{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],)" + last + "]]}}";
}

std::string refused(errc code, const std::string& text, const muster::geojson_options& options = {}) {
    try {
        static_cast<void>(muster::parse_geojson_lines(text, "t.geojsonl", options));
    } catch (const muster::error& fault) {
        CHECK(fault.code() == code);
        return fault.what();
    }
    return "not refused";
}

}  // namespace

TEST_CASE("io/geojson_lines: one feature a line, whatever ends the lines") {
    const auto read = muster::parse_geojson_lines(
        "\xEF\xBB\xBF" + line("a") + "\n\n" + line("b") + "\r\n \t\r\x1E" + line("c") + "\n\x1E" + line("d"), "t");
    REQUIRE(read.size() == 4);
    const std::vector<std::string> ids{"a", "b", "c", "d"};
    const std::vector<std::size_t> lines{1, 3, 5, 6};
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(read[i].id == ids[i]);
        CHECK(read[i].index == i);
        CHECK(read[i].line == lines[i]);
        CHECK(read[i].area.at(0).outer.size() == 4);
    }
}

TEST_CASE("io/geojson_lines: errors name the line") {
    CHECK(refused(errc::geometry, line("a") + "\n\n" + line("b", "[1,1]")) ==
          "t.geojsonl:3, feature 1, /geometry/coordinates/0: the ring is not closed: it begins at [0, 0] and ends at "
          "[1, 1]");
    CHECK(refused(errc::syntax, line("a") + "\n{\"type\":tru}").starts_with("t.geojsonl:2:12: not JSON: "));
    CHECK(refused(errc::syntax, line("a") + line("b")).starts_with("t.geojsonl:1:"));
    CHECK(refused(errc::out_of_range, line("a") + "\n\n" + std::string(70, '[')) ==
          "t.geojsonl:3:65: nested deeper than 64 levels");
    CHECK(refused(errc::duplicate, "\n{\"type\":\"Feature\",\"id\":1,\"id\":2}") ==
          "t.geojsonl:2: the object has two members \"id\"; expected each name once");
    CHECK(refused(errc::type_mismatch, "[]") == "t.geojsonl:1, feature 0: expected a Feature, found an array");
    CHECK(refused(errc::type_mismatch, R"({"type":"Feature","crs":"EPSG:3857"})")
              .starts_with("t.geojsonl:1, feature 0, /crs: "));
    CHECK(refused(errc::empty, "") == "t.geojsonl: expected a Feature on each line, found none");
    CHECK(refused(errc::empty, "\n \n\x1E\n") == "t.geojsonl: expected a Feature on each line, found none");
    CHECK_THROWS_AS((void)muster::read_geojson_lines("no/such.geojsonl"), muster::error);
}

TEST_CASE("io/geojson_lines: features are taken one by one") {
    std::vector<std::string> taken;
    const auto take = [&taken](muster::geojson_feature&& each) { taken.push_back(each.id); };
    CHECK(muster::each_geojson_line(line("a") + "\n" + line("b"), "t", take) == 2);
    CHECK_THROWS_AS((void)muster::each_geojson_line(line("c") + "\n{", "t", take), muster::error);
    CHECK(taken == std::vector<std::string>{"a", "b", "c"});
}
