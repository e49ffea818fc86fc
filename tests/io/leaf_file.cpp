#include "muster/io/leaf_file.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

using muster::errc;

std::string village(const std::string& properties, bool has_area = true) {
    return R"({"type":"Feature","properties":{)" + properties + R"(},"geometry":)" +
           (has_area ? R"({"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,0]]]}})" : "null}");
}
std::string collection(const std::string& features) {
    return R"({"type":"FeatureCollection","features":[)" + features + "]}";
}

std::string refused(errc code, const std::string& text, const muster::leaf_file_options& options = {}) {
    try {
        static_cast<void>(muster::parse_leaves(text, "v.json", "k", "n", {"county", "town"}, options));
    } catch (const muster::error& fault) {
        CHECK(fault.code() == code);
        return fault.what();
    }
    return "not refused";
}

const std::string first = village(R"("k":"1","n":"三玉里","county":"c","town":"t")");

}  // namespace

TEST_CASE("io/leaf_file: one file gives all tiers") {
    const std::string text = collection(first + "," + village(R"("k":"2","n":"b","county":"c","town":"u")") + "," +
                                        village(R"("k":"3","county":"c","town":"t")", false));
    const auto tiers = muster::parse_leaves(text, "maps/v.json", "k", "n", {"county", "town"});
    REQUIRE(tiers.size() == 3);
    CHECK(tiers[0].name.en == "county");
    CHECK(tiers[1].name.en == "town");
    CHECK(tiers[2].name.en == "v");
    CHECK(tiers[0].cells.at(0).area.size() == 2);
    REQUIRE(tiers[1].cells.size() == 2);
    CHECK(tiers[1].cells[1].key == "u");
    CHECK(tiers[1].cells[1].parent == "c");
    REQUIRE(tiers[2].cells.size() == 3);
    CHECK(tiers[2].cells[0].name.en == "三玉里");
    CHECK(tiers[2].cells[2].area.empty());
    CHECK(tiers[2].cells[2].parent == "t");
    CHECK(muster::parse_leaves(collection(first), "v", "k", "n", {}).size() == 1);
}

TEST_CASE("io/leaf_file: errors name the feature") {
    CHECK(refused(errc::missing, collection(first + "," + village(R"("k":"2","county":"c")"))) ==
          "v.json, feature 1, /features/1/properties: no property \"town\", which is to be the key of its cell in tier "
          "1; "
          "there is \"county\", \"k\"");
    CHECK(refused(errc::missing, collection(village(R"("county":"c","town":"t")"))).starts_with("v.json, feature 0, "));
    CHECK(refused(errc::duplicate, collection(first + "," + first))
              .starts_with("v.json, feature 1, /features/1/properties: key \"1\" is that of feature 0 already"));
    muster::leaf_file_options join;
    join.tier.join_same_key = true;
    CHECK(refused(errc::contradiction,
                  collection(first + "," + village(R"("k":"1","n":"三玉里","county":"d","town":"t")")), join) ==
          "v.json, feature 1, /features/1/properties: key \"1\" is that of feature 0, which lies in other cells");
    const auto tiers = muster::parse_leaves(collection(first + "," + first), "v", "k", "n", {"county", "town"}, join);
    CHECK(tiers[2].cells.size() == 1);
    CHECK(tiers[1].cells.at(0).area.size() == 2);
    CHECK_THROWS_AS((void)muster::read_leaves("no/such.json", "k", "n", {"a"}), muster::error);
}

TEST_CASE("io/leaf_file: paths as keys") {
    const std::string text = collection(first + "," + village(R"("k":"2","county":"d","town":"t")"));
    CHECK(refused(errc::contradiction, text).starts_with("leaf 1: 't' of tier 'town' lies in 'd'"));
    muster::leaf_file_options options;
    options.parents.use_paths_as_keys = true;
    CHECK(muster::parse_leaves(text, "v", "k", "n", {"county", "town"}, options)[1].cells.at(1).key == "d/t");
}
