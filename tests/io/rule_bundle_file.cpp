#include "muster/io/rule_bundle_file.hpp"

#include <doctest/doctest.h>
#include <unistd.h>  // getpid

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace {

using namespace muster;
namespace fs = std::filesystem;

// A folder of files that goes away again.
class scratch_folder {
public:
    scratch_folder() : root_{fs::temp_directory_path() / ("muster-bundle-" + std::to_string(getpid()))} {
        fs::create_directories(root_ / "sub");
    }
    scratch_folder(const scratch_folder&) = delete;
    scratch_folder& operator=(const scratch_folder&) = delete;
    ~scratch_folder() { fs::remove_all(root_); }

    void write(const std::string& file, const std::string& content) const {
        std::ofstream{root_ / file, std::ios::binary} << content;
    }
    [[nodiscard]] std::string path(const std::string& file) const { return (root_ / file).string(); }

private:
    fs::path root_;
};

const std::string levels =
    "table,response level,policy,unique\n"
    "rule,dead : whole number in >=0,=> level : text\n"
    "many,>=30,I\n"
    "some,[3..30),II\n"
    "few,<3,III\n";

const std::string modes = R"(<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="modes" namespace="urn:example">
  <inputData id="i" name="level"><variable name="level" typeRef="string"/></inputData>
  <decision id="m" name="mode"><variable name="mode" typeRef="string"/>
    <informationRequirement id="r"><requiredInput href="#i"/></informationRequirement>
    <decisionTable id="t" hitPolicy="FIRST">
      <input id="c"><inputExpression typeRef="string"><text>level</text></inputExpression></input>
      <output id="o" name="mode" typeRef="string"/>
      <rule id="r1"><inputEntry id="e1"><text>"I"</text></inputEntry><outputEntry id="e2"><text>"convergent"</text></outputEntry></rule>
      <rule id="r2"><inputEntry id="e3"><text>-</text></inputEntry><outputEntry id="e4"><text>"routine"</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>
)";

std::string manifest(const std::string& tables, const std::string& more = "") {
    return R"({"schema":"muster.rule_bundle","schema_version":1,"name":"city rules","version":"2026.1","owner":"Bureau",)" +
           more + R"("effective_from":"2026-01-01","tables":[)" + tables + "]}";
}

const std::string both = R"({"file":"level.csv","name":"response level"},{"file":"sub/mode.dmn","name":"mode"})";

std::vector<std::string> refused(const std::string& path) {
    try {
        static_cast<void>(read_rule_bundle(path));
    } catch (const bundle_error& problem) {
        std::vector<std::string> made;
        for (const error& each : problem.faults()) { made.emplace_back(each.what()); }
        return made;
    }
    return {"not refused"};
}

}  // namespace

TEST_CASE("io/rule_bundle_file: a manifest with its CSV and DMN tables is read as one bundle") {
    const scratch_folder folder;
    folder.write("level.csv", levels);
    folder.write("sub/mode.dmn", modes);
    folder.write("city.json", manifest(both, R"("require":{"complete":true},)"));
    const rule_bundle city = read_rule_bundle(folder.path("city.json"));
    CHECK(city.heading().version == "2026.1");
    CHECK(city.names() == std::vector<std::string>{"mode", "response level"});
    const std::vector<table_value> thirty{number_value(30, value_kind::whole_number)};
    CHECK(city.find("response level")->decide(thirty).rows.at(0).at(0) == text_value("I"));
    CHECK(city.model_of("mode") != nullptr);

    // The manifest may hold the rules to a digest.
    folder.write("city.json", manifest(both, "\"digest\":\"" + digest_text(city.rules_digest()) + "\","));
    CHECK(read_rule_bundle(folder.path("city.json")).rules_digest() == city.rules_digest());
    std::string other = levels;
    other.replace(other.find("many,>=30"), 9, "many,>=31");
    other.replace(other.find("[3..30)"), 7, "[3..31)");
    folder.write("level.csv", other);
    const std::vector<std::string> found = refused(folder.path("city.json"));
    REQUIRE(found.size() == 1);
    CHECK(found[0].find(folder.path("city.json") + ", /digest: the rules' digest is ") == 0);
    CHECK(found[0].find("the manifest says " + digest_text(city.rules_digest())) != std::string::npos);
}

TEST_CASE("io/rule_bundle_file: one broken file refuses the bundle, and the faults of all files are listed") {
    const scratch_folder folder;
    std::string broken = levels;
    broken.replace(broken.find("[3..30)"), 7, "[30..3)");
    folder.write("level.csv", broken);
    folder.write("sub/mode.dmn", "<x/>");
    std::string clashing = levels;
    clashing.replace(0, 20, "table,level again   ");
    clashing.replace(clashing.find("many,>=30"), 9, "many,>=29");
    folder.write("sub/again.csv", clashing);
    folder.write("city.json", manifest(both + R"(,{"file":"sub/again.csv"},{"file":"sub/none.csv"})"));
    const std::vector<std::string> found = refused(folder.path("city.json"));
    REQUIRE(found.size() == 4);
    CHECK(found[0].find(folder.path("level.csv") + ":4:") == 0);
    CHECK(found[0].find("some") != std::string::npos);
    CHECK(found[0].find("dead") != std::string::npos);
    CHECK(found[1].find(folder.path("sub/mode.dmn")) == 0);
    CHECK(found[2].find(folder.path("sub/none.csv")) == 0);
    CHECK(found[3].find(folder.path("sub/again.csv") + ":3") == 0);
    CHECK(found[3].find("`many`") != std::string::npos);
    try {
        static_cast<void>(read_rule_bundle(folder.path("city.json")));
    } catch (const error& problem) {
        CHECK(std::string{problem.what()} ==
              "bundle `city rules` 2026.1 is refused: " + found[0] + " (and 3 more faults)");
    }
}

TEST_CASE("io/rule_bundle_file: a file has the table that the manifest names") {
    const scratch_folder folder;
    folder.write("level.csv", levels);
    folder.write("sub/mode.dmn", modes);
    folder.write("city.json",
                 manifest(R"({"file":"level.csv","name":"level"},{"file":"sub/mode.dmn","name":"modes"})"));
    const std::vector<std::string> found = refused(folder.path("city.json"));
    REQUIRE(found.size() == 2);
    CHECK(found[0] == folder.path("city.json") + ", /tables/0/name: \"level.csv\" has no table \"level\"");
    CHECK(found[1] == folder.path("city.json") + ", /tables/1/name: \"sub/mode.dmn\" has no table \"modes\"");
    CHECK_THROWS_AS(static_cast<void>(read_rule_bundle(folder.path("none.json"))), error);
    CHECK(digest_text(0xabc) == "0000000000000abc");
}
