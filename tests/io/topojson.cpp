#include "muster/io/topojson.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <vector>

namespace {

using muster::errc;
using muster::lon_lat;

struct refusal {
    errc code{};
    std::string what;
    friend bool operator==(const refusal&, const refusal&) = default;
};
std::ostream& operator<<(std::ostream& out, const refusal& r) { return out << int(r.code) << " " << r.what; }

refusal refused(const std::string& text, const std::string& name = "", const muster::geojson_options& options = {}) {
    try {
        static_cast<void>(muster::parse_topojson(text, "t.json", name, options));
    } catch (const muster::error& fault) { return {fault.code(), fault.what()}; }
    return {errc::empty, "not refused"};
}

// Two squares side by side: arc 0 is the border between them, run north; 1 goes round the west, 2 round the east.
const std::string steps = R"([[[10,0],[0,10]],[[10,10],[-10,0],[0,-10],[10,0]],[[10,10],[10,0],[0,-10],[-10,0]]])";
const std::string degrees = R"([[[1,0],[1,1]],[[1,1],[0,1],[0,0],[1,0]],[[1,1],[2,1],[2,0],[1,0]]])";

std::string topology(const std::string& objects, const std::string& arcs = steps,
                     const std::string& transform = R"({"scale":[0.1,0.1],"translate":[100,20]})") {
    return R"({"type":"Topology",)" + (transform.empty() ? "" : R"("transform":)" + transform + ",") + R"("arcs":)" +
           arcs + R"(,"objects":{)" + objects + "}}";
}
std::string cells(const std::string& geometries) {
    return R"("cells":{"type":"GeometryCollection","geometries":[)" + geometries + "]}";
}
const std::string west = R"({"type":"Polygon","id":"w","properties":{"n":1},"arcs":[[0,1]]})";
const std::string east = R"({"type":"MultiPolygon","arcs":[[[-3,-1]]]})";

const std::string in_first = "t.json, feature 0, /objects/cells/geometries/0";

}  // namespace

TEST_CASE("io/topojson: arcs become rings, and shared ones the same border") {
    const auto read = muster::parse_topojson(topology(cells(west + "," + east)), "t.json", "cells");
    REQUIRE(read.size() == 2);
    CHECK(read[0].id == "w");
    CHECK(*read[0].property("n") == "1");
    CHECK(read[0].geometry == "Polygon");
    CHECK(read[0].pointer == "/objects/cells/geometries/0");
    CHECK(read[0].area.at(0).outer == muster::ring<lon_lat>{{101, 20}, {101, 21}, {100, 21}, {100, 20}, {101, 20}});
    CHECK(read[1].index == 1);
    CHECK(read[1].area.at(0).outer == muster::ring<lon_lat>{{101, 20}, {102, 20}, {102, 21}, {101, 21}, {101, 20}});
    const auto plain = muster::parse_topojson(topology(cells(west + "," + east), degrees, ""), "t.json");
    CHECK(plain[1].area.at(0).outer == muster::ring<lon_lat>{{1, 0}, {2, 0}, {2, 1}, {1, 1}, {1, 0}});
}

TEST_CASE("io/topojson: borders that are shared are the same bit for bit") {
    // A scale and an origin that round, and an arc of many steps: whichever way round it is run, the doubles agree.
    std::string arc = "[[3,5]";
    for (int i = 0; i < 500; ++i) { arc += i % 2 == 0 ? ",[7,1]" : ",[-6,1]"; }
    arc += "]";
    const std::string text = topology(
        cells(R"({"type":"Polygon","arcs":[[0,1]]},{"type":"Polygon","arcs":[[2,-1]]})"),
        "[" + arc + ",[[253,505],[-900,1],[650,-501]],[[3,5],[1000,3],[-750,497]]]",
        R"({"scale":[0.000018704970563954454,0.000012430843125841072],"translate":[-122.5149480005053,37.7]})");
    const auto read = muster::parse_topojson(text, "t.json");
    const auto& one = read[0].area[0].outer;
    const auto& other = read[1].area[0].outer;
    for (std::size_t i = 0; i <= 500; ++i) { CHECK(one[i] == other[other.size() - 1 - i]); }
}

TEST_CASE("io/topojson: objects are chosen by name") {
    const std::string two = cells(west) + R"(,"a/b":)" + east;
    CHECK(refused(topology(two)) ==
          refusal{errc::missing,
                  "t.json, /objects: there is more than one object; expected the name of one of \"a/b\", \"cells\""});
    CHECK(refused(topology(two), "tracts") ==
          refusal{errc::unknown_name, "t.json, /objects: no object \"tracts\"; there is \"a/b\", \"cells\""});
    const auto read = muster::parse_topojson(topology(two), "t.json", "a/b");
    REQUIRE(read.size() == 1);
    CHECK(read[0].pointer == "/objects/a~1b");
    CHECK(refused(topology("")).what == "t.json, /objects: expected at least one geometry object, found none");
    CHECK(refused(topology(cells(""))).what ==
          "t.json, /objects/cells/geometries: expected at least one geometry, found none");
    CHECK(refused(topology("\"cells\":5")).what == "t.json, /objects/cells: expected an object, found 5");
    CHECK(refused(topology(R"("cells":{"type":"GeometryCollection"})")).code == errc::missing);
}

TEST_CASE("io/topojson: collections inside are one area; what has none is refused or accepted") {
    const std::string both = R"({"type":"GeometryCollection","geometries":[)" + west + "," + east + "]}";
    CHECK(muster::parse_topojson(topology(cells(both)), "t")[0].area.size() == 2);
    muster::geojson_options lax;
    lax.accept_no_geometry = true;
    for (const char* none : {"null", R"({"type":null,"id":"x"})", R"({"type":"Polygon","arcs":[]})",
                             R"({"type":"GeometryCollection","geometries":[]})"}) {
        CAPTURE(none);
        CHECK(refused(topology(cells(none))) ==
              refusal{errc::missing, in_first + ": no geometry: expected a Polygon or MultiPolygon (accept_no_geometry "
                                                "reads it without an area)"});
        CHECK(muster::parse_topojson(topology(cells(none)), "t", "", lax)[0].area.empty());
    }
    const std::string line = R"({"type":"LineString","arcs":[0]})";
    CHECK(refused(topology(cells(line)), "", lax) ==
          refusal{errc::type_mismatch, in_first +
                                           "/type: expected \"Polygon\" or \"MultiPolygon\", found \"LineString\" "
                                           "(accept_other_geometry reads it without an area)"});
    lax.accept_no_geometry = false;
    lax.accept_other_geometry = true;
    CHECK(muster::parse_topojson(topology(cells(line)), "t", "", lax)[0].geometry == "LineString");
    CHECK(refused(topology(cells("null")), "", lax).code == errc::missing);
    CHECK(refused(topology(cells(R"({"type":"Sphere"})")), "", lax).code == errc::type_mismatch);
}

TEST_CASE("io/topojson: arcs that are not as they should be are refused") {
    const auto ring = [](const std::string& arcs) {
        return refused(topology(cells(R"({"type":"Polygon","arcs":[)" + arcs + "]}")));
    };
    const std::string at = in_first + "/arcs/0";
    CHECK(ring("[0,3]") == refusal{errc::out_of_range, at + "/1: arc 3; the file has 3"});
    CHECK(ring("[-4]") == refusal{errc::out_of_range, at + "/0: arc -4; the file has 3"});
    CHECK(ring("[-9223372036854775808]").code == errc::out_of_range);
    CHECK(ring("[18446744073709551615]").code == errc::out_of_range);
    CHECK(ring("[1.5]") == refusal{errc::type_mismatch, at + "/0: expected the number of an arc, found 1.5"});
    CHECK(ring("[]") == refusal{errc::empty, at + ": expected a ring, a list of arcs, found none"});
    CHECK(ring("7").code == errc::type_mismatch);
    CHECK(ring("[0,-2]") ==
          refusal{errc::geometry, at + "/1: arc -2 begins at [101, 20], the one before ends at [101, 21]"});
    CHECK(ring("[0]").what == at + ": a ring needs at least 4 positions, the last as the first, found 2");
    CHECK(ring("[1]").what == at + ": the ring is not closed: it begins at [101, 21] and ends at [101, 20]");

    // There and back along one arc: three positions, where simplification has left no area.
    muster::geojson_options drop;
    drop.drop_collapsed_rings = true;
    const std::string flat = R"({"type":"MultiPolygon","arcs":[[[0,-1]],[[0,1],[0,-1]]]})";
    const auto kept = muster::parse_topojson(topology(cells(flat)), "t", "", drop);
    REQUIRE(kept[0].area.size() == 1);
    CHECK(kept[0].area[0].holes.empty());
    CHECK(refused(topology(cells(flat))).code == errc::geometry);
    CHECK(refused(topology(cells(R"({"type":"Polygon","arcs":[[0,-1]]})")), "", drop).code == errc::missing);

    const auto arcs = [](const std::string& list) { return refused(topology(cells(west), list)); };
    CHECK(arcs("5") == refusal{errc::missing, "t.json, /arcs: expected an array of arcs"});
    CHECK(arcs("[[[1,2]]]") ==
          refusal{errc::type_mismatch, "t.json, /arcs/0: expected an arc of at least two positions"});
    CHECK(arcs("[[[1,2],[3]]]") ==
          refusal{errc::type_mismatch, "t.json, /arcs/0/1: expected two whole numbers, steps of a quantised arc"});
    CHECK(arcs("[[[1,2],[3,0.5]]]").code == errc::type_mismatch);
    CHECK(arcs("[[[1,2],[3,9007199254740993]]]") ==
          refusal{errc::out_of_range, "t.json, /arcs/0/1: a step of 9007199254740993 is above 2^52"});
    CHECK(arcs("[[[4503599627370496,2],[1,0]]]") ==
          refusal{errc::out_of_range, "t.json, /arcs/0/1: the steps add up to more than 2^52"});
    CHECK(refused(topology(cells(west), "[[[0,0],[1,\"x\"]]]", "")).what ==
          "t.json, /arcs/0/1: expected a position [longitude, latitude]");
    CHECK(refused(topology(cells(west), "[]")).code == errc::out_of_range);
}

TEST_CASE("io/topojson: a file that is no topology, or not on WGS 84, is refused") {
    CHECK(refused("[]") == refusal{errc::type_mismatch, "t.json: expected a Topology, found an array"});
    CHECK(refused(R"({"type":"FeatureCollection"})").what ==
          "t.json, /type: expected a Topology, found \"FeatureCollection\"");
    CHECK(refused(topology(cells(west), steps, R"({"scale":[1],"translate":[0,0]})")) ==
          refusal{errc::type_mismatch, "t.json, /transform/scale: expected two numbers"});
    CHECK(refused(topology(cells(west), steps, "7")).what == "t.json, /transform: expected an object, found 7");
    CHECK(refused(topology(cells(west), steps, R"({"scale":[1e300,1],"translate":[0,0]})")).code == errc::out_of_range);
    CHECK(refused(topology(R"("cells":{"type":"Polygon","crs":"EPSG:3857","arcs":[[0,1]]})"))
              .what.starts_with("t.json, /objects/cells/crs: expected longitude"));
    CHECK(refused(R"({"type":"Topology","arcs":[]})").what ==
          "t.json, /objects: expected an object of geometry objects by name");
    // Latitude first: said as for GeoJSON.
    CHECK(refused(topology(cells(west), steps, R"({"scale":[0.1,0.1],"translate":[20,100]})")).what ==
          in_first +
              "/arcs/0: [21, 100] is no position: longitude within 180, latitude within 90 degrees; swapped? "
              "Longitude comes first");
    CHECK_THROWS_AS((void)muster::read_topojson("no/such.json"), muster::error);
}

TEST_CASE("io/topojson: an arc that is used too often is refused") {
    std::string arc = "[[0,0]";
    for (int i = 0; i < 5'000; ++i) { arc += ",[1,1],[-1,-1]"; }
    arc += "]";
    std::string ring = "0";
    for (int i = 0; i < 5'000; ++i) { ring += ",0"; }
    CHECK(refused(topology(cells(R"({"type":"Polygon","arcs":[[)" + ring + "]]}"), "[" + arc + "]")).what ==
          in_first + "/arcs/0/3355: the arcs are used for more than 33554432 positions");
}

TEST_CASE("io/topojson: points are read, each at its own place, and lines without an area") {
    muster::geojson_options options;
    options.accept_other_geometry = true;
    const std::string points = R"({"type":"Point","id":"p","coordinates":[5,7]},)"
                               R"({"type":"MultiPoint","coordinates":[[5,7],[10,-4],[0,0,9]]},)"
                               R"({"type":"MultiLineString","arcs":[[0,1]]})";
    const auto read = muster::parse_topojson(topology(cells(points + "," + west)), "t.json", "", options);
    REQUIRE(read.size() == 4);
    CHECK(read[0].points == std::vector<lon_lat>{{100.5, 20.7}});
    CHECK(read[0].geometry == "Point");
    CHECK(read[0].id == "p");
    CHECK(read[1].points ==
          std::vector<lon_lat>{{100.5, 20.7}, {101, 19.6}, {100, 20}});  // no step from the one before
    CHECK((read[2].points.empty() && read[2].area.empty()));
    CHECK(read[2].geometry == "MultiLineString");
    for (std::size_t i = 0; i < 4; ++i) { CHECK(read[i].has_other_geometry == (i < 3)); }
    const auto plain = muster::parse_topojson(topology(cells(R"({"type":"Point","coordinates":[5.25,-7]})"), "[]", ""),
                                              "t.json", "", options);
    CHECK(plain[0].points == std::vector<lon_lat>{{5.25, -7}});

    const auto all = [](const std::string& parts) {
        return R"({"type":"GeometryCollection","geometries":[)" + parts + "]}";
    };
    const auto collected = muster::parse_topojson(topology(cells(all(points))), "t.json", "", options);
    CHECK(collected[0].points.size() == 4);
    CHECK(collected[0].geometry == "GeometryCollection");
    CHECK(collected[0].has_other_geometry);

    const auto point = [&](const std::string& coordinates) {
        return refused(topology(cells(R"({"type":"Point","coordinates":)" + coordinates + "}")), "", options);
    };
    const std::string at = in_first + "/coordinates";
    CHECK(point("[1.5,2]") == refusal{errc::type_mismatch, at + ": expected two whole numbers, a quantised position"});
    CHECK(point("[1]").code == errc::type_mismatch);
    CHECK(point("7") == refusal{errc::type_mismatch, at + ": expected coordinates, found 7"});
    CHECK(point("[]").code == errc::missing);  // as a geometry that is null
    CHECK(point("[900,0]") ==
          refusal{errc::out_of_range,
                  at + ": [190, 20] is no position: longitude within 180, latitude within 90 degrees"});
    CHECK(refused(topology(cells(R"({"type":"MultiPoint","coordinates":[[1,2],5]})")), "", options).what ==
          at + "/1: expected two whole numbers, a quantised position");
    CHECK(refused(topology(cells(R"({"type":"Point","coordinates":["x",2]})"), steps, ""), "", options).what ==
          at + ": expected a position [longitude, latitude]");
    CHECK(refused(topology(cells(R"({"type":"Point"})")), "", options) ==
          refusal{errc::missing, in_first + ": no member \"coordinates\""});
    CHECK(refused(topology(cells(R"({"type":"LineString"})")), "", options) ==
          refusal{errc::missing, in_first + ": no member \"arcs\""});
}

TEST_CASE("io/topojson: a collection of areas and others is refused, in whatever order") {
    muster::geojson_options options;
    options.accept_other_geometry = true;
    const std::string mixed = ": a GeometryCollection of areas and others; expected areas only";
    for (const std::string other : {R"({"type":"Point","coordinates":[5,7]})", R"({"type":"LineString","arcs":[0]})"}) {
        for (const std::string& parts : {other + "," + west, west + "," + other}) {
            CAPTURE(parts);
            const std::string both = R"({"type":"GeometryCollection","geometries":[)" + parts + "]}";
            CHECK(refused(topology(cells(both)), "", options) == refusal{errc::type_mismatch, in_first + mixed});
            CHECK(refused(topology(cells(both))).code == errc::type_mismatch);
        }
    }
}

TEST_CASE("io/topojson: another reference system is refused also in a collection") {
    const std::string inner = R"({"type":"Polygon","crs":"EPSG:4490","arcs":[[0,1]]})";
    CHECK(refused(topology(cells(R"({"type":"GeometryCollection","geometries":[)" + west + "," + inner + "]}"))) ==
          refusal{errc::type_mismatch, in_first +
                                           "/geometries/1/crs: expected longitude and latitude on WGS 84 (CRS84 or "
                                           "EPSG:4326), found \"EPSG:4490\""});
}

TEST_CASE("io/topojson: faulty rings are read as they stand where they are asked for") {
    muster::geojson_options as_drawn;
    as_drawn.accept_faulty_rings = true;
    const auto read = muster::parse_topojson(
        topology(cells(R"({"type":"MultiPolygon","arcs":[[[0]],[[0,-1]],[[]],[[0,1],[]]]})")), "t", "", as_drawn);
    REQUIRE(read[0].area.size() == 4);
    CHECK(read[0].area[0].outer.size() == 2);
    CHECK(read[0].area[1].outer.size() == 3);
    CHECK(read[0].area[2].outer.empty());
    CHECK(read[0].area[3].outer.size() == 5);
    CHECK(read[0].area[3].holes == std::vector<muster::ring<lon_lat>>{{}});
}
