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

std::string refused(errc code, const std::string& text, const char* key = "k", const char* name = "n",
                    const muster::tier_file_options& options = {}) {
    try {
        static_cast<void>(muster::parse_tier(text, "t.json", key, name, options));
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
        "t.json, feature 2, /features/2/properties: key \"a\" is that of feature 0 already; keys are unique in a tier "
        "(join_same_key makes them one cell)");
}

TEST_CASE("io/tier_file: a misspelt name property is refused") {
    CHECK(refused(errc::missing, collection(feature(R"({"k":"a","name":"A"})"))) ==
          "t.json, feature 0, /features/0/properties: no feature has a property \"n\", which is to be the cells' name");
}

TEST_CASE("io/tier_file: what parse_geojson refuses is refused") {
    CHECK(refused(errc::syntax, "{").starts_with("t.json:1:"));
    CHECK_THROWS_AS(static_cast<void>(muster::read_tier("no/such.json", "k", "n")), muster::error);
}

namespace {

std::string no_area(const std::string& properties) {
    return R"({"type":"Feature","geometry":null,"properties":)" + properties + "}";
}

}  // namespace

TEST_CASE("io/tier_file: parents are read from a property") {
    muster::tier_file_options options;
    options.parent_property = "up";
    options.chinese_name_property = "zh";
    const auto tier = muster::parse_tier(
        collection(feature(R"({"k":"b","n":"Bay","up":"x","zh":"湾"})") + "," + no_area(R"({"k":"c","up":7})")),
        "t.json", "k", "n", options);
    REQUIRE(tier.cells.size() == 2);
    CHECK(tier.cells[0].parent == "x");
    CHECK(tier.cells[0].name.zh == "湾");
    CHECK(tier.cells[1].parent == "7");
    CHECK(tier.cells[1].area.empty());
    CHECK(
        refused(errc::missing, collection(feature(R"({"k":"b","n":"Bay"})")), "k", "n", options) ==
        "t.json, feature 0, /features/0/properties: no property \"up\", which is to be the key of its cell in the tier "
        "above; there is \"k\", \"n\"");
    CHECK(
        refused(errc::empty, collection(feature(R"({"k":"b","n":"Bay","up":""})")), "k", "n", options) ==
        "t.json, feature 0, /features/0/properties: property \"up\", the key of its cell in the tier above, is empty");
}

TEST_CASE("io/tier_file: a cell without an area is accepted where the caller says so; points are no cells") {
    const std::string both = collection(feature(R"({"k":"a","n":"A"})") + "," + no_area(R"({"k":"b","up":"x"})"));
    CHECK(refused(errc::missing, both) ==
          "t.json, feature 1, /features/1/geometry: no geometry: expected a Polygon or "
          "MultiPolygon (accept_no_geometry reads it without an area)");
    muster::tier_file_options options;
    options.reading.accept_no_geometry = true;
    CHECK(muster::parse_tier(both, "t.json", "k", "n", options).cells.at(1).area.empty());
    options.reading.accept_other_geometry = true;
    options.parent_property = "up";
    const std::string point = R"({"type":"Feature","properties":{"k":"p","up":"x"},"geometry":)";
    CHECK(refused(errc::type_mismatch, collection(point + R"({"type":"Point","coordinates":[1,2]}})"), "k", "n",
                  options) ==
          "t.json, feature 0, /features/0/geometry: a Point is no cell; expected a Polygon or MultiPolygon");
    CHECK(refused(errc::type_mismatch, collection(point + R"({"type":"LineString","coordinates":[[1,2],[1,3]]}})"), "k",
                  "n", options)
              .starts_with("t.json, feature 0, /features/0/geometry: a LineString is no cell"));
    // Also in a collection, which the type alone does not tell from one of areas.
    for (const char* other :
         {R"({"type":"LineString","coordinates":[[1,2],[1,3]]})", R"({"type":"Point","coordinates":[1,2]})"}) {
        CHECK(refused(errc::type_mismatch,
                      collection(point + R"({"type":"GeometryCollection","geometries":[)" + other + "]}}"), "k", "n",
                      options) ==
              "t.json, feature 0, /features/0/geometry: a GeometryCollection of points or lines is no cell; expected a "
              "Polygon or MultiPolygon");
    }
    auto features = muster::parse_geojson(
        collection(point + R"({"type":"Point","coordinates":[1,2]}},)" + feature(R"({"k":"a","n":"A","up":"x"})")),
        "t.json", options.reading);
    features.erase(features.begin());
    CHECK(muster::tier_of_features(features, "t.json", "k", "n", options).cells.at(0).key == "a");
    CHECK_THROWS_AS((void)muster::tier_of_features({}, "t.json", "k", "n", options), muster::error);
}

TEST_CASE("io/tier_file: features of one key are one cell where the caller says so") {
    const std::string two = collection(feature(R"({"k":"a","n":"A"})") + "," + feature(R"({"k":"b"})") + "," +
                                       feature(R"({"k":"a","n":"A"})"));
    muster::tier_file_options options;
    options.join_same_key = true;
    const auto tier = muster::parse_tier(two, "t.json", "k", "n", options);
    REQUIRE(tier.cells.size() == 2);
    CHECK(tier.cells[0].area.size() == 2);
    CHECK(tier.cells[1].area.size() == 1);
    CHECK(
        refused(errc::contradiction,
                collection(feature(R"({"k":"a","n":"A"})") + "," + feature(R"({"k":"a","n":"B"})")), "k", "n",
                options) ==
        "t.json, feature 1, /features/1/properties: key \"a\" is that of feature 0, which has another name or parent");
}

TEST_CASE("io/tier_file: some cells may have no parent where the caller says so") {
    muster::tier_file_options options;
    options.parent_property = "up";
    options.accept_no_parent = true;
    const std::string some = feature(R"({"k":"a","n":"A","up":"x"})") + "," + feature(R"({"k":"b"})") + "," +
                             feature(R"({"k":"c","up":null})") + "," + feature(R"({"k":"d","up":""})") + "," +
                             no_area(R"({"k":"e","up":"y"})");
    const auto tier = muster::parse_tier(collection(some), "t.json", "k", "n", options);
    REQUIRE(tier.cells.size() == 5);
    CHECK(tier.cells[0].parent == "x");
    for (std::size_t i = 1; i < 4; ++i) { CHECK(tier.cells[i].parent.empty()); }
    CHECK(tier.cells[4].parent == "y");

    const std::string neither = collection(some + "," + no_area(R"({"k":"f"})"));
    CHECK(refused(errc::missing, neither, "k", "n", options) ==
          "t.json, feature 5, /features/5: neither an area nor a property \"up\", the key of its cell in the tier "
          "above; expected one at least (reading.accept_no_geometry reads it)");
    options.reading.accept_no_geometry = true;
    CHECK(muster::parse_tier(neither, "t.json", "k", "n", options).cells.at(5).area.empty());
    options.accept_no_parent = false;
    CHECK(refused(errc::missing, neither, "k", "n", options).starts_with("t.json, feature 1, "));
    // Without a parent property the option says nothing.
    muster::tier_file_options none;
    none.accept_no_parent = true;
    CHECK(muster::parse_tier(feature(R"({"k":"a","n":"A","":"x"})"), "t", "k", "n", none).cells[0].parent.empty());
    CHECK(refused(errc::missing, no_area(R"({"k":"a","n":"A"})"), "k", "n", none).find("no geometry") !=
          std::string::npos);
}
