#include "muster/io/geojson_write.hpp"

#include "grid/subdivision.hpp"
#include "muster/io/geojson_lines.hpp"
#include "muster/io/tier_file.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace {

using muster::errc;
using muster::lon_lat;

bool same_bits(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }

bool same_bits(const muster::ring<lon_lat>& a, const muster::ring<lon_lat>& b) {
    bool same = a.size() == b.size();
    for (std::size_t i = 0; same && i < a.size(); ++i) {
        same = same_bits(a[i].lon, b[i].lon) && same_bits(a[i].lat, b[i].lat);
    }
    return same;
}

bool same_bits(const muster::multi_polygon<lon_lat>& a, const muster::multi_polygon<lon_lat>& b) {
    bool same = a.size() == b.size();
    for (std::size_t i = 0; same && i < a.size(); ++i) {
        same = same_bits(a[i].outer, b[i].outer) && a[i].holes.size() == b[i].holes.size();
        for (std::size_t h = 0; same && h < a[i].holes.size(); ++h) { same = same_bits(a[i].holes[h], b[i].holes[h]); }
    }
    return same;
}

double signed_area(const muster::ring<lon_lat>& points) {
    double twice = 0;
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        twice += points[i].lon * points[i + 1].lat - points[i + 1].lon * points[i].lat;
    }
    return twice;
}

muster::geojson_feature square(const std::string& id) {
    muster::geojson_feature made;
    made.id = id;
    made.geometry = "Polygon";
    made.area = {{{{0, 0}, {0, 4}, {4, 4}, {4, 0}, {0, 0}}, {{{1, 1}, {2, 1}, {2, 2}, {1, 1}}}}};
    return made;
}

template <class Content>
std::string refused(errc code, const Content& content, const muster::geojson_write_options& options = {}) {
    try {
        static_cast<void>(muster::write_geojson(content, options));
    } catch (const muster::error& fault) {
        CHECK(fault.code() == code);
        return fault.what();
    }
    return "not refused";
}

}  // namespace

TEST_CASE("io/geojson_write: the text of a small file") {
    muster::geojson_feature bay = square("a\"1");
    bay.properties = {{"n", "湾\n"}, {"x", "1.5"}};
    muster::geojson_feature nothing;
    CHECK(muster::write_geojson({bay, nothing}) ==
          "{\"type\":\"FeatureCollection\",\"features\":[\n"
          "{\"type\":\"Feature\",\"id\":\"a\\\"1\",\"properties\":{\"n\":\"湾\\n\",\"x\":\"1.5\"},\"geometry\":"
          "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[0,4],[4,4],[4,0],[0,0]],[[1,1],[2,1],[2,2],[1,1]]]}},\n"
          "{\"type\":\"Feature\",\"properties\":{},\"geometry\":null}\n]}\n");
}

TEST_CASE("io/geojson_write: features come back as they were, bit for bit") {
    grid_test::numbers random{7};
    muster::geojson_options lax;
    lax.accept_no_geometry = lax.accept_other_geometry = true;
    for (int round = 0; round < 200; ++round) {
        std::vector<muster::geojson_feature> features;
        const auto coordinate = [&](double limit) {
            // Any double of the range, subnormal ones and -0 included.
            for (;;) {
                const double value = std::bit_cast<double>(random());
                if (value >= -limit && value <= limit) { return value; }
            }
        };
        const auto any_ring = [&] {
            muster::ring<lon_lat> points;
            for (std::int64_t n = random.between(3, 9); n > 0; --n) {
                points.push_back({coordinate(80), coordinate(80)});
            }
            points[1] = {-0.0, 0.1 + 0.2};
            points.push_back(points.front());
            return points;
        };
        for (std::int64_t n = random.between(1, 5); n > 0; --n) {
            muster::geojson_feature each;
            const std::int64_t kind = random.between(0, 4);
            each.geometry = kind == 0 ? "" : kind == 1 ? "Point" : kind == 2 ? "MultiPoint" : "MultiPolygon";
            if (kind == 1) { each.points = {{coordinate(80), -0.0}}; }
            if (kind == 2) { each.points = {{1, coordinate(80)}, {2, coordinate(80)}}; }
            if (kind > 2) {
                each.area.push_back({any_ring(), {any_ring()}});
                each.area.push_back({any_ring(), {}});
            }
            if (random.between(0, 1) == 0) { each.id = "i" + std::to_string(n); }
            each.properties = {{"a", std::to_string(random())}, {"b/~", "\\ \" \t 中"}};
            features.push_back(each);
        }
        muster::geojson_write_options options;
        options.one_feature_a_line = random.between(0, 1) == 0;
        const std::string text = muster::write_geojson(features, options);
        const auto again = options.one_feature_a_line ? muster::parse_geojson_lines(text, "t", lax)
                                                      : muster::parse_geojson(text, "t", lax);
        REQUIRE(again.size() == features.size());
        for (std::size_t i = 0; i < features.size(); ++i) {
            CHECK(again[i].id == features[i].id);
            CHECK(again[i].properties == features[i].properties);
            CHECK(again[i].geometry == features[i].geometry);
            CHECK(same_bits(again[i].area, features[i].area));
            CHECK(same_bits(again[i].points, features[i].points));
        }
        CHECK(muster::write_geojson(again, options) == text);
    }
}

TEST_CASE("io/geojson_write: a tier comes back as it was") {
    grid_test::patchwork patches{4, 3, 300, 3, 11};
    muster::tier_drawing<lon_lat> tier{"t", {}};
    for (std::size_t i = 0; i < patches.size(); i += 2) {
        tier.cells.push_back({"c" + std::to_string(i),
                              {"Cell " + std::to_string(i), i == 0 ? "网格" : ""},
                              patches.area<lon_lat>({i, i + 1}),
                              i % 4 == 0 ? "east" : "west"});
    }
    tier.cells.push_back({"known by key", "Known", {}, "east"});
    muster::geojson_write_options options;
    muster::tier_file_options reading;
    reading.parent_property = "parent";
    reading.chinese_name_property = "name_zh";
    const auto check = [&](const muster::tier_drawing<lon_lat>& again) {
        CHECK(again.name.en == "t");
        REQUIRE(again.cells.size() == tier.cells.size());
        for (std::size_t i = 0; i < tier.cells.size(); ++i) {
            CHECK(again.cells[i].key == tier.cells[i].key);
            CHECK(again.cells[i].name == tier.cells[i].name);
            CHECK(again.cells[i].parent == tier.cells[i].parent);
            CHECK(same_bits(again.cells[i].area, tier.cells[i].area));
        }
    };
    check(muster::parse_tier(muster::write_geojson(tier), "t.json", "key", "name", reading));
    options.key_property = "k";
    options.more_properties.resize(tier.cells.size());
    options.more_properties[1] = {{"people", "12"}};
    const std::string text = muster::write_geojson(tier, options);
    check(muster::parse_tier(text, "t.json", "k", "name", reading));
    muster::geojson_options lax;
    lax.accept_no_geometry = true;
    CHECK(*muster::parse_geojson(text, "t", lax)[1].property("people") == "12");

    options.more_properties.pop_back();
    CHECK(refused(errc::contradiction, tier, options) ==
          "more_properties has 6 entries; expected one for each of the 7 cells, or none");
    options.more_properties.assign(tier.cells.size(), {{"k", "x"}});
    CHECK(refused(errc::duplicate, tier, options) == "feature 0: two properties \"k\"; expected each name once");
}

TEST_CASE("io/geojson_write: any tier comes back as it was with the options that say so") {
    muster::tier_file_options all;
    all.parent_property = "parent";
    all.accept_no_parent = true;
    all.chinese_name_property = "name_zh";
    all.reading.accept_no_geometry = true;
    all.reading.accept_faulty_rings = true;
    grid_test::numbers random{23};
    for (int round = 0; round < 300; ++round) {
        const auto any_ring = [&] {
            muster::ring<lon_lat> points;
            for (std::int64_t n = random.between(0, 5); n > 0; --n) {
                points.push_back({static_cast<double>(random.between(-1800, 1800)) / 10,
                                  static_cast<double>(random.between(-900, 900)) / 10});
            }
            if (!points.empty() && random.between(0, 1) == 0) { points.push_back(points.front()); }
            return points;
        };
        muster::tier_drawing<lon_lat> tier{"t", {}};
        for (std::int64_t n = random.between(1, 6); n > 0; --n) {
            muster::cell_drawing<lon_lat> cell{"c" + std::to_string(n), {random.between(0, 3) == 0 ? "" : "C"}, {}};
            if (random.between(0, 1) == 0) { cell.name.zh = "网格"; }
            if (random.between(0, 1) == 0) { cell.parent = "p" + std::to_string(n % 2); }
            for (std::int64_t k = random.between(0, 2); k > 0; --k) {
                cell.area.push_back({any_ring(), {}});
                for (std::int64_t h = random.between(0, 2); h > 0; --h) {
                    cell.area.back().holes.push_back(any_ring());
                }
            }
            tier.cells.push_back(cell);
        }
        muster::geojson_write_options options;
        options.one_feature_a_line = random.between(0, 1) == 0;
        const std::string text = muster::write_geojson(tier, options);
        CAPTURE(text);
        const auto again =
            options.one_feature_a_line
                ? muster::tier_of_features(muster::parse_geojson_lines(text, "t", all.reading), "t", "key", "name", all)
                : muster::parse_tier(text, "t.json", "key", "name", all);
        CHECK(again.name == tier.name);
        REQUIRE(again.cells.size() == tier.cells.size());
        for (std::size_t i = 0; i < tier.cells.size(); ++i) {
            CHECK(again.cells[i].key == tier.cells[i].key);
            CHECK(again.cells[i].name == tier.cells[i].name);
            CHECK(again.cells[i].parent == tier.cells[i].parent);
            CHECK(same_bits(again.cells[i].area, tier.cells[i].area));
        }
        options.wind_as_rfc_7946 = true;  // faulty and empty rings wind one way or the other
        CHECK(muster::write_geojson(tier, options).size() == text.size());
    }
}

TEST_CASE("io/geojson_write: each option of the reader brings back what the writer's comment says") {
    const muster::multi_polygon<lon_lat> area = square("").area;
    const auto read = [](const muster::tier_drawing<lon_lat>& tier, const muster::tier_file_options& options) {
        return muster::parse_tier(muster::write_geojson(tier), "t", "key", "name", options).cells;
    };
    muster::tier_file_options options;
    CHECK(read({"t", {{"a", "A", area}, {"b", "B", area}}}, options).size() == 2);
    const muster::tier_drawing<lon_lat> bare{"t", {{"a", "A", {}}, {"b", "B", area}}};
    CHECK_THROWS_AS((void)read(bare, options), muster::error);
    options.reading.accept_no_geometry = true;
    CHECK(read(bare, options)[0].area.empty());
    options = {};
    const muster::tier_drawing<lon_lat> parents{"t", {{"a", "A", {}, "up"}, {"b", "B", area, "up"}}};
    options.parent_property = "parent";
    CHECK(read(parents, options)[0].parent == "up");
    muster::tier_drawing<lon_lat> mixed = parents;
    mixed.cells[1].parent.clear();
    CHECK_THROWS_AS((void)read(mixed, options), muster::error);
    options.accept_no_parent = true;
    CHECK(read(mixed, options)[0].parent == "up");
    CHECK(read(mixed, options)[1].parent.empty());
    options = {};
    const muster::tier_drawing<lon_lat> chinese{"t", {{"a", {"A", "甲"}, area}}};
    CHECK(read(chinese, options)[0].name.zh.empty());
    options.chinese_name_property = "name_zh";
    CHECK(read(chinese, options)[0].name.zh == "甲");
    options = {};
    for (const muster::ring<lon_lat>& faulty :
         {muster::ring<lon_lat>{}, {{1, 1}}, {{1, 1}, {2, 2}, {1, 1}}, {{1, 1}, {2, 1}, {2, 2}, {1, 2}}}) {
        const muster::tier_drawing<lon_lat> drawn{"t", {{"a", "A", {{faulty, {faulty}}}}}};
        CHECK_THROWS_AS((void)read(drawn, {}), muster::error);
        options.reading.accept_faulty_rings = true;
        const auto again = read(drawn, options);
        REQUIRE(again[0].area.size() == 1);
        CHECK(again[0].area[0].outer == faulty);
        CHECK(again[0].area[0].holes == std::vector<muster::ring<lon_lat>>{faulty});
    }
}

TEST_CASE("io/geojson_write: rings wind as RFC 7946 asks where the caller says so") {
    grid_test::patchwork patches{6, 6, 300, 2, 5};
    std::vector<std::size_t> frame;
    for (std::size_t i = 0; i < patches.size(); ++i) {
        if (i != 7 && i != 28) { frame.push_back(i); }
    }
    muster::geojson_write_options options;
    options.wind_as_rfc_7946 = true;
    for (int round = 0; round < 20; ++round) {  // the drawing is disguised anew each time, its windings too
        const muster::tier_drawing<lon_lat> tier{"t", {{"a", "A", patches.area<lon_lat>(frame)}}};
        const auto read = muster::parse_geojson(muster::write_geojson(tier, options), "t");
        REQUIRE(read[0].area.size() == 1);
        REQUIRE(read[0].area[0].holes.size() == 2);
        CHECK(signed_area(read[0].area[0].outer) > 0);
        for (const auto& hole : read[0].area[0].holes) { CHECK(signed_area(hole) < 0); }
    }
}

TEST_CASE("io/geojson_write: what is no position and no text is refused") {
    for (const bool wind : {false, true}) {
        muster::geojson_write_options options;
        options.wind_as_rfc_7946 = wind;
        for (const double bad :
             {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(), 181.0}) {
            auto feature = square("a");
            feature.area[0].holes[0][1].lon = bad;
            CHECK(refused(errc::out_of_range, std::vector{square("b"), feature}, options) ==
                  "feature 1: a position that is none; expected finite degrees, longitude within 180, latitude within "
                  "90");
        }
    }
    CHECK(refused(errc::syntax, std::vector{square("\xFF")}).starts_with("feature 0: text "));
}
