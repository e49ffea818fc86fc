#include "muster/io/geojson.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
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

const std::string reads_without = " (accept_no_geometry reads it without an area)";
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

TEST_CASE("io/geojson: nesting may be allowed as deep as the stack surely bears, and no deeper") {
    const auto nested = [](std::size_t collections) {  // each two levels deep, beside six around and inside them
        std::string text;
        for (std::size_t i = 0; i < collections; ++i) { text += R"({"type":"GeometryCollection","geometries":[)"; }
        text += polygon(square);
        for (std::size_t i = 0; i < collections; ++i) { text += "]}"; }
        return feature(text);
    };
    muster::geojson_options deep;
    deep.max_depth = 1000;
    CHECK(refused(nested(497), deep).what == "not refused");
    CHECK(refused(nested(498), deep).what.ends_with("nested deeper than 1000 levels"));
    const std::string list = std::string(998, '[') + std::string(998, ']');  // a property is written out as JSON text
    const auto read = muster::parse_geojson(feature(polygon(square), "{\"a\":" + list + "}"), "t.json", deep);
    CHECK(*read[0].property("a") == list);
    for (const std::size_t limit : {std::size_t{1001}, std::size_t{400'000}, SIZE_MAX}) {
        deep.max_depth = limit;
        CHECK(refused(nested(100'000), deep) ==
              refusal{errc::out_of_range, "t.json: max_depth is " + std::to_string(limit) + "; expected at most 1000"});
    }
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
    CHECK(
        refused_geometry("null") ==
        refusal{errc::missing,
                in_second +
                    ": no geometry: expected a Polygon or MultiPolygon (accept_no_geometry reads it without an area)"});
    CHECK(refused_geometry("\"x\"") ==
          refusal{errc::type_mismatch, in_second + ": expected a geometry object, found \"x\""});
    CHECK(refused_geometry(R"({"type":"Point","coordinates":[0,0]})") ==
          refusal{errc::type_mismatch, in_second + "/type: expected \"Polygon\" or \"MultiPolygon\", found \"Point\" "
                                                   "(accept_other_geometry reads it without an area)"});
    CHECK(refused_geometry(R"({"type":"GeometryCollection","geometries":[]})") ==
          refusal{errc::empty, in_second + "/geometries: expected a list of geometries, found none" + reads_without});
    CHECK(refused_geometry(R"({"type":"Curve","coordinates":[0,0]})") ==
          refusal{errc::type_mismatch, in_second + "/type: expected \"Polygon\" or \"MultiPolygon\", found \"Curve\""});
    CHECK(refused_geometry(R"({"type":["Polygon"],"coordinates":[0,0]})").what ==
          in_second + "/type: expected \"Polygon\" or \"MultiPolygon\", found an array");
    CHECK(refused_geometry(R"({"type":"Polygon"})") ==
          refusal{errc::missing, in_second + ": no member \"coordinates\""});
    CHECK(refused_geometry(polygon("[]")) ==
          refusal{errc::empty, in_second + "/coordinates: expected a list of rings, found none" + reads_without});
    CHECK(refused_geometry(R"({"type":"MultiPolygon","coordinates":[]})") ==
          refusal{errc::empty, in_second + "/coordinates: expected a list of polygons, found none" + reads_without});
    CHECK(refused_geometry(R"({"type":"MultiPolygon","coordinates":[)" + square + ",[]]}") ==
          refusal{errc::empty, in_second + "/coordinates/1: expected a list of rings, found none"});
    CHECK(refused_ring("{}") ==
          refusal{errc::type_mismatch,
                  in_second + "/coordinates/0: expected a ring, a list of positions, found an object"});
}

TEST_CASE("io/geojson: rings and positions that are not as they should be are refused") {
    CHECK(refused_ring("[[0,0],[1,0],[0,0]]") ==
          refusal{errc::geometry,
                  in_second + "/coordinates/0: a ring needs at least 4 positions, the last as the first, found 3 "
                              "(drop_collapsed_rings leaves it out)"});
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
              .what.starts_with(in_second + "/crs: expected"));
    // Also in a collection, however deep, and in what has no area.
    const auto in_collections = [](std::string geometry, int depth) {
        for (; depth > 0; --depth) {
            geometry = R"({"type":"GeometryCollection","geometries":[)" + polygon(square) + "," + geometry + "]}";
        }
        return geometry;
    };
    const std::string beijing = R"({"type":"Polygon","crs":"EPSG:4490","coordinates":)" + square + "}";
    CHECK(refused_geometry(in_collections(beijing, 1)) ==
          refusal{errc::type_mismatch, in_second +
                                           "/geometries/1/crs: expected longitude and latitude on WGS 84 (CRS84 or "
                                           "EPSG:4326), found \"EPSG:4490\""});
    CHECK(refused_geometry(in_collections(beijing, 3))
              .what.starts_with(in_second + "/geometries/1/geometries/1/geometries/1/crs: expected"));
    const std::string known = R"({"type":"Polygon","crs":"EPSG:4326","coordinates":)" + square + "}";
    CHECK(refused_geometry(in_collections(known, 2)).what == "not refused");
    muster::geojson_options options;
    options.accept_other_geometry = true;
    CHECK(refused_geometry(R"({"type":"LineString","crs":"EPSG:4490","coordinates":[[1,2],[3,4]]})", options).code ==
          errc::type_mismatch);
    CHECK(refused(R"({"type":"Feature","crs":"EPSG:4490","properties":{},"geometry":)" + polygon(square) + "}").what ==
          "t.json, feature 0, /crs: expected longitude and latitude on WGS 84 (CRS84 or EPSG:4326), found "
          "\"EPSG:4490\"");
}

TEST_CASE("io/geojson: what has no area is read where the caller accepts it") {
    muster::geojson_options options;
    options.accept_no_geometry = true;
    const std::string empty_ones = feature("null") + "," + feature(R"({"type":"MultiPolygon","coordinates":[]})") +
                                   "," + feature(R"({"type":"GeometryCollection","geometries":[]})", R"({"k":"v"})") +
                                   "," + feature(polygon(square));
    const auto read = muster::parse_geojson(collection(empty_ones), "t.json", options);
    REQUIRE(read.size() == 4);
    for (std::size_t i = 0; i < 3; ++i) { CHECK(read[i].area.empty()); }
    CHECK(read[0].geometry.empty());
    CHECK(read[1].geometry == "MultiPolygon");
    CHECK(*read[2].property("k") == "v");
    CHECK(read[3].geometry == "Polygon");
    CHECK(read[3].area.size() == 1);
    const std::string point = R"({"type":"Point","coordinates":[1,2,3]})";
    CHECK(refused_geometry(point, options).code == errc::type_mismatch);

    options.accept_no_geometry = false;
    options.accept_other_geometry = true;
    CHECK(refused_geometry("null", options).code == errc::missing);
    const auto mixed = muster::parse_geojson(
        collection(feature(point) + "," + feature(R"({"type":"MultiPoint","coordinates":[[1,2],[-3.5,4]]})") + "," +
                   feature(R"({"type":"LineString","coordinates":[[1,2],[3,4]]})") + "," + feature(polygon(square))),
        "t.json", options);
    REQUIRE(mixed.size() == 4);
    CHECK(mixed[0].points == std::vector<muster::lon_lat>{{1, 2}});
    CHECK(mixed[1].points == std::vector<muster::lon_lat>{{1, 2}, {-3.5, 4}});
    CHECK(mixed[2].geometry == "LineString");
    CHECK((mixed[2].points.empty() && mixed[2].area.empty()));
    for (std::size_t i = 0; i < 4; ++i) { CHECK(mixed[i].has_other_geometry == (i < 3)); }
    CHECK(mixed[3].area.size() == 1);
    CHECK(refused_geometry(R"({"type":"Point","coordinates":[1]})", options) ==
          refusal{errc::type_mismatch,
                  in_second + "/coordinates: expected a position [longitude, latitude], found 1 numbers"});
    CHECK(refused_geometry(R"({"type":"MultiPoint","coordinates":[[1,2],[2,91]]})", options)
              .what.starts_with(in_second + "/coordinates/1: [2, 91] is no position"));
}

TEST_CASE("io/geojson: a collection of areas is one area") {
    const auto all = [](const std::string& parts) {
        return R"({"type":"GeometryCollection","geometries":[)" + parts + "]}";
    };
    const std::string two = R"({"type":"MultiPolygon","coordinates":[)" + square + "," + square + "]}";
    const auto read = muster::parse_geojson(collection(feature(all(polygon(square) + "," + all(two)))), "t.json");
    CHECK(read[0].area.size() == 3);
    CHECK(read[0].geometry == "GeometryCollection");
    const std::string point = R"({"type":"Point","coordinates":[1,2]})";
    CHECK(refused_geometry(all(polygon(square) + "," + point)).what ==
          in_second +
              "/geometries/1/type: expected \"Polygon\" or \"MultiPolygon\", found \"Point\" "
              "(accept_other_geometry reads it without an area)");
    muster::geojson_options options;
    options.accept_other_geometry = true;
    CHECK(refused_geometry(all(polygon(square) + "," + point), options) ==
          refusal{errc::type_mismatch, in_second + ": a GeometryCollection of areas and others; expected areas only"});
    CHECK(refused_geometry(all(point + "," + polygon(square)), options).code == errc::type_mismatch);
    CHECK(refused_geometry(all(point), options).what == "not refused");
    const std::string line = R"({"type":"LineString","coordinates":[[1,2],[3,4]]})";
    CHECK(muster::parse_geojson(feature(all(line)), "t.json", options)[0].has_other_geometry);
    CHECK(refused_geometry(all("5")).what == in_second + "/geometries/0: expected a geometry object, found 5");
}

TEST_CASE("io/geojson: the antimeridian and the poles are refused") {
    CHECK(refused_ring("[[179,0],[-179,0],[-179,1],[179,1],[179,0]]") ==
          refusal{errc::geometry, in_second + "/coordinates/0/0: the ring goes from [179, 0] to [-179, 0], across the "
                                              "antimeridian; expected areas that are cut there"});
    CHECK(refused_ring("[[-10,80],[10,80],[10,-90],[-10,80]]") ==
          refusal{errc::geometry,
                  in_second + "/coordinates/0/2: [10, -90] is a pole; expected areas that do not reach one"});
    // Around the pole, either way.
    for (const char* around : {"[[0,80],[120,80],[-120,80],[0,80]]", "[[0,80],[-120,80],[120,80],[0,80]]"}) {
        CHECK(refused_ring(around).what.find("/coordinates/0/1: the ring goes from [") != std::string::npos);
    }
    // As RFC 7946 asks it to be cut.
    CHECK(refused_geometry(R"({"type":"MultiPolygon","coordinates":[[[[180,40],[180,50],[170,50],[170,40],[180,40]]],
        [[[-170,40],[-170,50],[-180,50],[-180,40],[-170,40]]]]})")
              .what == "not refused");
    CHECK(refused_ring("[[0,-89.5],[180,-89.5],[180,89.5],[0,89.5],[0,-89.5]]").what == "not refused");
}

TEST_CASE("io/geojson: an object with a member twice is refused") {
    CHECK(refused(collection(feature(polygon(square)) + "," + feature(polygon(square), R"({"a":1,"b":2,"a":3})"))) ==
          refusal{errc::duplicate,
                  "t.json, /features/1/properties: the object has two members \"a\"; expected each name once"});
    CHECK(refused(R"({"type":"Feature","type":"Feature"})") ==
          refusal{errc::duplicate, "t.json: the object has two members \"type\"; expected each name once"});
    CHECK(refused(R"({"a/b~":[1,{"x":1,"\u0078":2}]})").what.starts_with("t.json, /a~1b~0/1: the object has two"));
}

TEST_CASE("io/geojson: numbers as they may come") {
    for (const char* bad : {"NaN", "Infinity", "-Infinity", "1e400", "+1", ".5", "01", "0x1"}) {
        const std::string text = "{\"type\":\"Feature\",\n\"properties\":{\"a\":" + std::string{bad} + "}}";
        CAPTURE(bad);
        CHECK(refused(text).code == errc::syntax);
        CHECK(refused(text).what.starts_with("t.json:2:"));
    }
    const auto read = muster::parse_geojson(collection(feature(polygon("[[[0,0],[1e-400,1e1],[0.1e2,100E-1],[0,0]]]"),
                                                               R"({"deep":{"a":[[[{"b":null}]]]}})")),
                                            "t.json");
    CHECK(read[0].area[0].outer == muster::ring<muster::lon_lat>{{0, 0}, {0, 10}, {10, 10}, {0, 0}});
    CHECK(*read[0].property("deep") == R"({"a":[[[{"b":null}]]]})");
}

TEST_CASE("io/geojson: rings that simplification left without an area are dropped where the caller says so") {
    muster::geojson_options options;
    options.drop_collapsed_rings = true;
    const std::string outer = "[[0,0],[9,0],[9,9],[0,0]]";
    const auto read =
        muster::parse_geojson(feature(R"({"type":"MultiPolygon","coordinates":[[[[3,3],[3,3]],)" + outer + "],[" +
                                      outer + ",[[1,1]],[[1,1],[2,2],[1,1]],[[2,1],[3,1],[3,2],[2,1]]]]}"),
                              "t.json", options);
    REQUIRE(read[0].area.size() == 1);
    CHECK(read[0].area[0].outer.size() == 4);
    REQUIRE(read[0].area[0].holes.size() == 1);
    CHECK(read[0].area[0].holes[0].front() == muster::lon_lat{2, 1});
    const std::string island = polygon("[[[1,1],[2,2],[1,1]]]");
    CHECK(refused_geometry(island).code == errc::geometry);
    CHECK(refused_geometry(island, options) == refusal{errc::missing, in_second +
                                                                          ": no geometry: expected a Polygon or "
                                                                          "MultiPolygon" +
                                                                          reads_without});
    options.accept_no_geometry = true;
    CHECK(refused_geometry(island, options).what == "not refused");
    CHECK(refused_geometry(polygon("[[[1,1],[2,2],[1,2]]]"), options).code == errc::geometry);  // not closed
}

TEST_CASE("io/geojson: a ring of hundreds of thousands of positions") {
    // A file of this kind is read in time that grows with its bytes: were it with their square, one would notice.
    constexpr int count = 300'000;
    std::string positions = "[[";
    for (int i = 0; i < count; ++i) { positions += "[" + std::to_string(i) + "e-4," + std::to_string(i % 89) + "],"; }
    positions += "[0e-3,0]]]";
    const auto read = muster::parse_geojson(feature(polygon(positions)), "t.json");
    const muster::ring<muster::lon_lat>& ring = read[0].area[0].outer;
    REQUIRE(ring.size() == count + 1);
    CHECK(ring[99'999] == muster::lon_lat{9.9999, 99'999 % 89});
    CHECK(ring[count - 1] == muster::lon_lat{29.9999, (count - 1) % 89});
    CHECK(ring[count] == ring[0]);
}

TEST_CASE("io/geojson: TopoJSON is named") {
    CHECK(refused(R"({"type":"Topology"})").what ==
          "t.json, /type: expected a FeatureCollection or a Feature, found \"Topology\": TopoJSON, which read_topojson "
          "reads");
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

TEST_CASE("io/geojson: faulty rings are read as they stand where they are asked for") {
    muster::geojson_options as_drawn;
    as_drawn.accept_faulty_rings = true;
    const auto read = [&](const std::string& rings) {
        return muster::parse_geojson(
                   R"({"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":)" + rings + "}}",
                   "f", as_drawn)[0]
            .area[0]
            .outer.size();
    };
    CHECK(read("[[[0,0],[1,0],[1,1],[0,1]]]") == 4);  // not closed
    CHECK(read("[[[0,0],[1,0],[0,0]]]") == 3);
    CHECK(read("[[[0,0],[1,90],[1,0],[0,0]]]") == 4);
    CHECK(read("[[[179,0],[-179,0],[-179,1],[179,0]]]") == 4);
    CHECK(read("[[[200,100],[1,0],[1,1],[200,100]]]") == 4);
    CHECK(read("[[]]") == 0);
    CHECK(read("[[],[[1,1],[2,2],[1,1]]]") == 0);
    const auto holes = muster::parse_geojson(feature(polygon("[[[0,0],[9,0],[9,9],[0,0]],[],[[1,1]]]")), "f", as_drawn);
    CHECK(holes[0].area[0].holes == std::vector<muster::ring<muster::lon_lat>>{{}, {{1, 1}}});
    CHECK(refused_geometry(polygon("[[]]")) ==
          refusal{errc::empty, in_second + "/coordinates/0: expected a ring, a list of positions, found none"});
    CHECK(refused_geometry(polygon("[{}]"), as_drawn).code == errc::type_mismatch);
    CHECK(refused_geometry(polygon("[]"), as_drawn).code == errc::empty);  // has no ring to be faulty
    as_drawn.drop_collapsed_rings = true;
    const auto dropped = muster::parse_geojson(
        feature(polygon("[[[0,0],[9,0],[9,9],[0,0]],[],[[1,1]],[[1,1],[2,1],[2,2]]]")), "f", as_drawn);
    CHECK(dropped[0].area[0].holes == std::vector<muster::ring<muster::lon_lat>>{{}, {{1, 1}, {2, 1}, {2, 2}}});
    // Swapped coordinates are still said: no list of faults would know what they are.
    CHECK_THROWS_AS(read("[[[37,-122],[38,-122],[38,-121],[37,-122]]]"), muster::error);
}
