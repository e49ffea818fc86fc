#include "muster/io/tier_file.hpp"

#include <doctest/doctest.h>

#include <string>

namespace {

using muster::errc;

std::string feature(const std::string& properties, const std::string& extra = "") {
    return R"({"type":"Feature",)" + extra + R"("properties":)" + properties +
           R"(,"geometry":{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,0]]]}})";
}
std::string collection(const std::string& features) {
    return R"({"type":"FeatureCollection","features":[)" + features + "]}";
}

std::string refused(errc code, const std::string& text, const char* key = "k", const char* name = "n") {
    try {
        static_cast<void>(muster::parse_tier(text, "t.json", key, name));
    } catch (const muster::error& fault) {
        CHECK(fault.code() == code);
        return fault.what();
    }
    return "not refused";
}

}  // namespace

TEST_CASE("io/tier_file: one cell a feature, in the file's order") {
    const auto tier =
        muster::parse_tier(collection(feature(R"({"k":"b","n":"Bay"})") + "," + feature(R"({"k":1,"n":null})")),
                           "maps/city.v2.json", "k", "n");
    CHECK(tier.name.en == "city.v2");
    REQUIRE(tier.cells.size() == 2);
    CHECK(tier.cells[0].key == "b");
    CHECK(tier.cells[0].name.en == "Bay");
    CHECK(tier.cells[0].area.at(0).outer.size() == 4);
    CHECK(tier.cells[1].key == "1");
    CHECK(tier.cells[1].name.en == "1");
    CHECK(muster::parse_tier(collection(feature("{\"n\":\"x\"}", "\"id\":9,")), "t", "id", "n").cells[0].key == "9");
    CHECK(muster::parse_tier(feature(R"({"id":"p"})", "\"id\":9,"), "t", "id", "id").cells[0].key == "p");
}

TEST_CASE("io/tier_file: keys are there, unique and not empty") {
    const std::string good = feature(R"({"k":"a","n":"A"})");
    CHECK(refused(errc::missing, collection(good + "," + feature(R"({"key":"b","m":1})"))) ==
          "t.json, feature 1, /features/1/properties: no property \"k\", which is to be the cell's key; there is "
          "\"key\", "
          "\"m\"");
    CHECK(
        refused(errc::missing, collection(good + "," + feature("{}"))) ==
        "t.json, feature 1, /features/1/properties: no property \"k\", which is to be the cell's key; there are none");
    CHECK(refused(errc::missing, feature("{}")) ==
          "t.json, feature 0, /properties: no property \"k\", which is to be the cell's key; there are none");
    CHECK(refused(errc::empty, collection(good + "," + feature(R"({"k":""})"))) ==
          "t.json, feature 1, /features/1/properties: property \"k\", the cell's key, is empty");
    CHECK(
        refused(errc::duplicate, collection(good + "," + feature(R"({"k":"b"})") + "," + good)) ==
        "t.json, feature 2, /features/2/properties: key \"a\" is that of feature 0 already; keys are unique in a tier");
}

TEST_CASE("io/tier_file: a misspelt name property is refused") {
    CHECK(refused(errc::missing, collection(feature(R"({"k":"a","name":"A"})"))) ==
          "t.json, feature 0, /features/0/properties: no feature has a property \"n\", which is to be the cells' name");
}

TEST_CASE("io/tier_file: what parse_geojson refuses is refused") {
    CHECK(refused(errc::syntax, "{").starts_with("t.json:1:"));
    CHECK_THROWS_AS(static_cast<void>(muster::read_tier("no/such.json", "k", "n")), muster::error);
}

TEST_CASE("io/tier_file: a ring that crosses itself is refused with file, feature and pointer") {
    const std::string bow_tie = R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"key":"1"},
        "geometry":{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]}}]})";
    try {
        (void)muster::parse_tier(bow_tie, "streets.geojson", "key", "key");
        FAIL("accepted");
    } catch (const muster::error& refused) {
        CHECK(refused.code() == muster::errc::geometry);
        CHECK(refused.where().file == "streets.geojson");
        CHECK(refused.where().feature == 0);
        CHECK(refused.where().pointer == "/features/0/geometry");
    }
}
