#include "muster/io/geojson.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

namespace {

using muster::errc;

const std::string square = "[[[0,0],[4,0],[4,4],[0,4],[0,0]]]";

std::string polygon(const std::string& coordinates) {
    return R"({"type":"Polygon","coordinates":)" + coordinates + "}";
}
std::string feature(const std::string& geometry, const std::string& properties = "{}") {
    return R"({"type":"Feature","properties":)" + properties + R"(,"geometry":)" + geometry + "}";
}
std::string collection(const std::string& features, const std::string& extra = "") {
    return R"({"type":"FeatureCollection",)" + extra + R"("features":[)" + features + "]}";
}

struct refusal {
    errc code{};
    std::string what;
    friend bool operator==(const refusal&, const refusal&) = default;
};
std::ostream& operator<<(std::ostream& out, const refusal& r) { return out << int(r.code) << " " << r.what; }

refusal refused(const std::string& text, const muster::geojson_options& options = {}) {
    try {
        static_cast<void>(muster::parse_geojson(text, "t.json", options));
    } catch (const muster::error& fault) { return {fault.code(), fault.what()}; }
    return {errc::empty, "not refused"};
}

// The second of two features is the bad one.
refusal refused_geometry(const std::string& geometry, const muster::geojson_options& options = {}) {
    return refused(collection(feature(polygon(square)) + "," + feature(geometry)), options);
}
refusal refused_ring(const std::string& ring) { return refused_geometry(polygon("[" + ring + "]")); }

const std::string in_second = "t.json, feature 1, /features/1/geometry";

}  // namespace

TEST_CASE("io/geojson: polygons with holes, multi-polygons, altitudes") {
    const std::string with_hole = "[[[0,0],[9,0],[9,9],[0,9],[0,0]],[[1,1,5],[1,2,5],[2,2,5.5,1],[1,1,6]]]";
    const std::vector<muster::geojson_feature> read = muster::parse_geojson(
        "\xEF\xBB\xBF" +
            collection(feature(polygon(with_hole)) + "," +
                       feature(R"({"type":"MultiPolygon","coordinates":[)" + square + "," + with_hole + "]}")),
        "t.json");
    REQUIRE(read.size() == 2);
    REQUIRE(read[0].area.size() == 1);
    CHECK(read[0].area[0].outer == muster::ring<muster::lon_lat>{{0, 0}, {9, 0}, {9, 9}, {0, 9}, {0, 0}});
    REQUIRE(read[0].area[0].holes.size() == 1);
    CHECK(read[0].area[0].holes[0] == muster::ring<muster::lon_lat>{{1, 1}, {1, 2}, {2, 2}, {1, 1}});
    REQUIRE(read[1].area.size() == 2);
    CHECK(read[1].area[1].holes.size() == 1);
    CHECK(read[1].index == 1);
    CHECK(read[1].pointer == "/features/1");
}

TEST_CASE("io/geojson: properties are texts, sorted by name; a single feature will do") {
    const std::string text =
        R"({"type":"Feature","id":7,"properties":{"b":"街道","a":12,"n":null,"t":true,"x":1.50,"l":[1,{}]},
        "geometry":)" +
        polygon(square) + "}";
    const std::vector<muster::geojson_feature> read = muster::parse_geojson(text, "t.json");
    REQUIRE(read.size() == 1);
    const std::vector<std::pair<std::string, std::string>> expected{
        {"a", "12"}, {"b", "街道"}, {"l", "[1,{}]"}, {"t", "true"}, {"x", "1.5"}};
    CHECK(read[0].properties == expected);
    CHECK(read[0].id == "7");
    CHECK(*read[0].property("b") == "街道");
    CHECK(read[0].property("n") == nullptr);
    CHECK(muster::parse_geojson(collection(feature(polygon(square), "null")), "t.json")[0].properties.empty());
}

TEST_CASE("io/geojson: syntax errors name file, line and column") {
    CHECK(refused("{\n  \"type\": \"FeatureCollection\",\n  \"features\": [}\n")
              .what.starts_with("t.json:3:16: not JSON: "));
    CHECK(refused("{\r\n\"a\": tru\r\n}").what.starts_with("t.json:2:9: not JSON: syntax error while parsing value"));
    CHECK(refused("{\"a\":\n[1,\n NaN]}").what.starts_with("t.json:3:2: not JSON: "));
    CHECK(refused("{\"a\":\n 1e999}").what == "t.json:2:6: not JSON: number overflow parsing '1e999'");
    CHECK(refused("{\"caf\xE9\": 1}").what.starts_with("t.json:1:7: not JSON: "));
    CHECK(refused("{\"a\": 1}\n]").what.starts_with("t.json:2:1: not JSON: "));
    CHECK(refused("{\"a\": \n[1, 2").what.starts_with("t.json:2:6: not JSON: "));
    CHECK(refused("<xml/>").code == errc::syntax);
    CHECK(refused(" \n") == refusal{errc::empty, "t.json: the file is empty, expected JSON"});
    CHECK(refused("") == refusal{errc::empty, "t.json: the file is empty, expected JSON"});
}

TEST_CASE("io/geojson: deep nesting is refused, however deep") {
    CHECK(refused("{\"a\":\n" + std::string(64, '[')) ==
          refusal{errc::out_of_range, "t.json:2:64: nested deeper than 64 levels"});
    CHECK(refused(std::string(5'000'000, '[')).what == "t.json:1:65: nested deeper than 64 levels");
    std::string objects;
    for (int i = 0; i < 200'000; ++i) { objects += "{\"a\":"; }
    CHECK(refused(objects).code == errc::out_of_range);
    CHECK(refused("{\"a\":\"" + std::string(100, '[') + "\\\"[\"}").code == errc::type_mismatch);
    muster::geojson_options shallow;
    shallow.max_depth = 3;
    CHECK(refused(collection(feature(polygon(square))), shallow).what.ends_with("nested deeper than 3 levels"));
}

TEST_CASE("io/geojson: what is no collection of features is refused") {
    CHECK(refused("[]") ==
          refusal{errc::type_mismatch, "t.json: expected a FeatureCollection or a Feature, found an array"});
    CHECK(refused("{}") ==
          refusal{errc::type_mismatch, "t.json: expected a FeatureCollection or a Feature, found an object"});
    CHECK(refused(polygon(square)) ==
          refusal{errc::type_mismatch, "t.json, /type: expected a FeatureCollection or a Feature, found \"Polygon\""});
    CHECK(refused(R"({"type":"FeatureCollection"})") ==
          refusal{errc::missing, "t.json, /features: expected an array of Features"});
    CHECK(refused(collection("")) ==
          refusal{errc::empty, "t.json, /features: expected at least one Feature, found none"});
    CHECK(refused(collection("5")) ==
          refusal{errc::type_mismatch, "t.json, feature 0, /features/0: expected a Feature, found 5"});
    CHECK(refused(collection(polygon(square))) ==
          refusal{errc::type_mismatch, "t.json, feature 0, /features/0/type: expected \"Feature\", found \"Polygon\""});
    CHECK(refused(collection("{}")) == refusal{errc::missing, "t.json, feature 0, /features/0: no member \"type\""});
    CHECK(refused(collection(feature(polygon(square), "[]"))) ==
          refusal{errc::type_mismatch,
                  "t.json, feature 0, /features/0/properties: expected an object or null, found an array"});
    CHECK(refused(collection(R"({"type":"Feature","id":[],"geometry":null})")) ==
          refusal{errc::type_mismatch,
                  "t.json, feature 0, /features/0/id: expected a string or a number, found an array"});
}

TEST_CASE("io/geojson: geometries that are no areas are refused") {
    CHECK(refused(collection(R"({"type":"Feature","properties":{}})")) ==
          refusal{errc::missing, "t.json, feature 0, /features/0: no member \"geometry\""});
    CHECK(refused_geometry("null") ==
          refusal{errc::missing, in_second + ": no geometry: expected a Polygon or MultiPolygon"});
    CHECK(refused_geometry("\"x\"") ==
          refusal{errc::type_mismatch, in_second + ": expected a geometry object, found \"x\""});
    CHECK(refused_geometry(R"({"type":"Point","coordinates":[0,0]})") ==
          refusal{errc::type_mismatch, in_second + "/type: expected \"Polygon\" or \"MultiPolygon\", found \"Point\""});
    CHECK(refused_geometry(R"({"type":"GeometryCollection","geometries":[]})").what ==
          in_second + "/type: expected \"Polygon\" or \"MultiPolygon\", found \"GeometryCollection\"");
    CHECK(refused_geometry(R"({"type":"Polygon"})") ==
          refusal{errc::missing, in_second + ": no member \"coordinates\""});
    CHECK(refused_geometry(polygon("[]")) ==
          refusal{errc::empty, in_second + "/coordinates: expected a list of rings, found none"});
    CHECK(refused_geometry(R"({"type":"MultiPolygon","coordinates":[]})") ==
          refusal{errc::empty, in_second + "/coordinates: expected a list of polygons, found none"});
    CHECK(refused_geometry(R"({"type":"MultiPolygon","coordinates":[)" + square + ",[]]}") ==
          refusal{errc::empty, in_second + "/coordinates/1: expected a list of rings, found none"});
    CHECK(refused_ring("{}") ==
          refusal{errc::type_mismatch,
                  in_second + "/coordinates/0: expected a ring, a list of positions, found an object"});
}

TEST_CASE("io/geojson: rings and positions that are not as they should be are refused") {
    CHECK(refused_ring("[[0,0],[1,0],[0,0]]") ==
          refusal{errc::geometry,
                  in_second + "/coordinates/0: a ring needs at least 4 positions, the last as the first, found 3"});
    CHECK(refused_ring("[[0,0],[1,0],[1,1],[0.5,2]]") ==
          refusal{errc::geometry,
                  in_second + "/coordinates/0: the ring is not closed: it begins at [0, 0] and ends at [0.5, 2]"});
    CHECK(refused_ring("[[0,0],[1,0],[1,\"x\"],[0,0]]") ==
          refusal{errc::type_mismatch, in_second + "/coordinates/0/2/1: expected a latitude, found \"x\""});
    CHECK(refused_ring("[[0,0],[null,0],[1,1],[0,0]]") ==
          refusal{errc::type_mismatch, in_second + "/coordinates/0/1/0: expected a longitude, found null"});
    CHECK(refused_ring("[[0,0],[1],[1,1],[0,0]]") ==
          refusal{errc::type_mismatch,
                  in_second + "/coordinates/0/1: expected a position [longitude, latitude], found 1 numbers"});
    CHECK(refused_ring("[0,0,1,1]") ==
          refusal{errc::type_mismatch,
                  in_second + "/coordinates/0/0: expected a position [longitude, latitude], found 0"});
    const std::string no_position = " is no position: longitude within 180, latitude within 90 degrees";
    CHECK(refused_ring("[[0,0],[200,0],[1,1],[0,0]]") ==
          refusal{errc::out_of_range, in_second + "/coordinates/0/1: [200, 0]" + no_position});
    CHECK(refused_ring("[[0,0],[545000.5,4180000],[1,1],[0,0]]") ==
          refusal{errc::out_of_range, in_second + "/coordinates/0/1: [545000.5, 4180000]" + no_position});
    const std::string hole = "[[0,0],[9,0],[9,9],[0,9],[0,0]],[[1,1],[2,2],[1,2],[2,1]]";
    CHECK(refused_geometry(polygon("[" + hole + "]")).what.starts_with(in_second + "/coordinates/1: the ring is not"));
}

TEST_CASE("io/geojson: swapped coordinates are recognised") {
    CHECK(refused_ring("[[37.7,-122.4],[37.8,-122.4],[37.8,-122.5],[37.7,-122.4]]") ==
          refusal{errc::out_of_range, in_second +
                                          "/coordinates/0/0: [37.7, -122.4] is no position: longitude within 180, "
                                          "latitude within 90 degrees; swapped? Longitude comes first"});
    muster::geojson_options paris;
    paris.expected_box = muster::box<muster::lon_lat>{{2, 48}, {3, 49}};
    const std::string swapped = polygon("[[[48.8,2.3],[48.9,2.3],[48.9,2.4],[48.8,2.3]]]");
    CHECK(refused_geometry(swapped).what == "not refused");
    CHECK(refused_geometry(swapped, paris) ==
          refusal{errc::out_of_range, in_second +
                                          "/coordinates/0/0: [48.8, 2.3] lies outside the box that was expected; "
                                          "swapped? Longitude comes first"});
    CHECK(refused_geometry(polygon(square), paris).what == "not refused");  // outside both ways: no reason to suspect
}

TEST_CASE("io/geojson: coordinates of another reference system are refused") {
    const auto crs = [](const std::string& name) {
        return refused(
            collection(feature(polygon(square)), R"("crs":{"type":"name","properties":{"name":")" + name + R"("}},)"));
    };
    CHECK(crs("urn:ogc:def:crs:OGC:1.3:CRS84").what == "not refused");
    CHECK(crs("EPSG:4326").what == "not refused");
    CHECK(crs("urn:ogc:def:crs:EPSG::3857") ==
          refusal{errc::type_mismatch,
                  "t.json, /crs: expected longitude and latitude on WGS 84 (CRS84 or EPSG:4326), "
                  "found \"urn:ogc:def:crs:EPSG::3857\""});
    CHECK(refused(collection(feature(polygon(square)), "\"crs\":null,")).what ==
          "t.json, /crs: expected longitude and latitude on WGS 84 (CRS84 or EPSG:4326), found null");
    CHECK(refused_geometry(R"({"type":"Polygon","crs":"EPSG:27700","coordinates":)" + square + "}")
              .what.starts_with("t.json, /features/1/geometry/crs: expected"));
}

TEST_CASE("io/geojson: a file that is not there") {
    const std::string folder = std::filesystem::temp_directory_path().string();
    for (const auto& [path, what] : {std::pair<std::string, std::string>{"no/such.json", "no/such.json: no such file"},
                                     {folder, folder + ": is a folder, expected a file"}}) {
        try {
            static_cast<void>(muster::read_geojson(path));
            FAIL("read");
        } catch (const muster::error& fault) {
            CHECK(fault.code() == errc::file_not_found);
            CHECK(fault.what() == what);
        }
    }
}
