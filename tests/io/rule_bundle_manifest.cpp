#include "muster/io/rule_bundle_manifest.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <string>

namespace {

using namespace muster;

const std::string good = R"({
  "schema": "muster.rule_bundle", "schema_version": 1,
  "name": "city rules", "version": "2026.1", "owner": "Emergency Management Bureau",
  "effective_from": "2026-01-01", "effective_until": "2027-01-01",
  "require": {"complete": true, "free_of_clashes": false, "free_of_masked_rules": true},
  "digest": "0123456789abcdef",
  "tables": [{"file": "level.csv", "name": "response level"}, {"file": "sub/departments.dmn"}]
})";

// The good manifest with one piece of it replaced.
std::string with(const std::string& piece, const std::string& by) {
    std::string made = good;
    const std::size_t at = made.find(piece);
    REQUIRE(at != std::string::npos);
    return made.replace(at, piece.size(), by);
}

std::string refused(errc code, const std::string& content) {
    try {
        static_cast<void>(parse_bundle_manifest(content, "m.json"));
    } catch (const error& fault) {
        CHECK(fault.code() == code);
        return fault.what();
    }
    return "not refused";
}

}  // namespace

TEST_CASE(
    "io/rule_bundle_manifest: says who answers for the rules, when they are in force, and which files they are in") {
    const bundle_manifest read = parse_bundle_manifest(good, "m.json");
    CHECK(read.heading.name == "city rules");
    CHECK(read.heading.version == "2026.1");
    CHECK(read.heading.owner == "Emergency Management Bureau");
    CHECK(read.heading.effective_from == day_of(2026, 1, 1));
    CHECK(read.heading.effective_until == day_of(2027, 1, 1));
    CHECK(read.heading.file == "m.json");
    CHECK(read.options.must_be_complete);
    CHECK(!read.options.must_be_free_of_clashes);
    CHECK(read.options.must_be_free_of_masked);
    CHECK(read.digest == 0x0123456789abcdefULL);
    REQUIRE(read.tables.size() == 2);
    CHECK(read.tables[0].file == "level.csv");
    CHECK(read.tables[0].as == manifest_table::format::csv);
    CHECK(read.tables[0].name == "response level");
    CHECK(read.tables[1].as == manifest_table::format::dmn);
    CHECK(!read.tables[1].name);
    CHECK(read.tables[1].pointer == "/tables/1");
}

TEST_CASE("io/rule_bundle_manifest: what may be left out has a default") {
    const bundle_manifest read = parse_bundle_manifest(
        R"({"schema":"muster.rule_bundle","schema_version":1,"name":"n","version":"v","owner":"o",
            "effective_from":"2026-02-28","effective_until":null,"tables":[{"file":"a.csv"}]})",
        "m.json");
    CHECK(!read.heading.effective_until);
    CHECK(!read.digest);
    CHECK(!read.options.must_be_complete);
    CHECK(read.options.must_be_free_of_clashes);
    CHECK(!read.options.must_be_free_of_masked);
}

TEST_CASE("io/rule_bundle_manifest: what is wrong is told with its JSON pointer, and nothing unknown is passed over") {
    CHECK(refused(errc::syntax, "{").find("m.json:1:") == 0);
    CHECK(refused(errc::empty, "  ") == "m.json: the file is empty, expected JSON");
    CHECK(refused(errc::type_mismatch, "[]") == "m.json: expected an object");
    CHECK(refused(errc::unknown_name, with("muster.rule_bundle", "muster.plan")) ==
          "m.json, /schema: \"muster.plan\" is not \"muster.rule_bundle\"");
    CHECK(refused(errc::out_of_range, with("\"schema_version\": 1", "\"schema_version\": 2")) ==
          "m.json, /schema_version: expected 1, the one version there is");
    CHECK(refused(errc::out_of_range, with("\"schema_version\": 1", "\"schema_version\": \"1\""))
              .find("/schema_version") != std::string::npos);
    CHECK(refused(errc::missing, with("\"owner\": \"Emergency Management Bureau\",", "")) ==
          "m.json: no member \"owner\"");
    CHECK(refused(errc::empty, with("Emergency Management Bureau", "")) == "m.json, /owner: empty");
    CHECK(refused(errc::type_mismatch, with("\"2026.1\"", "2026.1")) == "m.json, /version: expected text");
    CHECK(refused(errc::syntax, with("2026-01-01", "2026-02-30")) ==
          "m.json, /effective_from: \"2026-02-30\" is not a date such as \"2026-03-01\"");
    CHECK(refused(errc::syntax, with("2027-01-01", "2027-01-01T08:00")).find("m.json, /effective_until: ") == 0);
    CHECK(refused(errc::unknown_name, with("\"effective_until\"", "\"effectve_until\""))
              .find("m.json, /effectve_until: no such member; there are schema,") == 0);
    CHECK(refused(errc::unknown_name, with("\"complete\"", "\"complet\"")) ==
          "m.json, /require/complet: no such member; there are complete, free_of_clashes, free_of_masked_rules");
    CHECK(refused(errc::type_mismatch, with("\"complete\": true", "\"complete\": 1")) ==
          "m.json, /require/complete: expected true or false");
    CHECK(refused(errc::type_mismatch,
                  with("{\"complete\": true, \"free_of_clashes\": false, \"free_of_masked_rules\": true}", "7")) ==
          "m.json, /require: expected an object");
    CHECK(refused(errc::syntax, with("0123456789abcdef", "0123456789abcde")).find("m.json, /digest: ") == 0);
    CHECK(refused(errc::syntax, with("0123456789abcdef", "0123456789ABCDEF")).find("m.json, /digest: ") == 0);
    CHECK(refused(errc::empty,
                  with("{\"file\": \"level.csv\", \"name\": \"response level\"}, {\"file\": \"sub/departments.dmn\"}",
                       "")) == "m.json, /tables: no table; at least one is needed");
    CHECK(refused(errc::type_mismatch,
                  with("[{\"file\": \"level.csv\", \"name\": \"response level\"}, {\"file\": \"sub/departments.dmn\"}]",
                       "3")) == "m.json, /tables: expected an array");
    CHECK(refused(errc::type_mismatch, with("{\"file\": \"sub/departments.dmn\"}", "3")) ==
          "m.json, /tables/1: expected an object");
    CHECK(refused(errc::missing, with("\"file\": \"sub/departments.dmn\"", "")) ==
          "m.json, /tables/1: no member \"file\"");
    CHECK(refused(errc::unknown_name, with("\"name\": \"response level\"", "\"nam\": \"x\""))
              .find("m.json, /tables/0/nam: ") == 0);
    CHECK(refused(errc::unknown_name, with("level.csv", "level.xlsx")) ==
          "m.json, /tables/0/file: \"level.xlsx\" ends neither in .csv nor in .dmn");
    CHECK(refused(errc::unknown_name, with("level.csv", ".csv")).find("/tables/0/file") != std::string::npos);
    CHECK(refused(errc::duplicate, with("sub/departments.dmn", "level.csv")) ==
          "m.json, /tables/1/file: \"level.csv\" is listed twice");
}

TEST_CASE("io/rule_bundle_manifest: files lie below the manifest's folder") {
    for (const char* path : {"/etc/level.csv", "../level.csv", "sub/../../level.csv", "C:level.csv", "sub\\\\level.csv",
                             "..\\\\level.csv"}) {
        CAPTURE(path);
        CHECK(refused(errc::out_of_range, with("level.csv", path)).find("m.json, /tables/0/file: ") == 0);
    }
    CHECK(refused(errc::out_of_range, with("level.csv", "a\\u0000.csv"))
              .find("is not a file below the manifest's folder") != std::string::npos);
    CHECK(parse_bundle_manifest(with("level.csv", "sub/..level.csv"), "m.json").tables[0].file == "sub/..level.csv");
}
