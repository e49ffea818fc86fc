#include "muster/io/csv_header.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>

namespace {

template <class F>
std::string refused(muster::errc code, F f) {
    try {
        f();
    } catch (const muster::error& fault) {
        CHECK(fault.code() == code);
        return fault.what();
    }
    return "not refused";
}

const muster::csv_header header{{"Call Number", "Unit ID", "unit_id", "Neighborhooods - Analysis Boundaries", "街道"},
                                muster::io_detail::at_line("t.csv", 1)};

}  // namespace

TEST_CASE("io/csv_header: names compare without case, spaces and punctuation") {
    CHECK(muster::normalised_column_name("Call Final-Disposition (2)") == "callfinaldisposition2");
    CHECK(muster::normalised_column_name("街道 Name") == "街道name");
    for (const char* name : {"Call Number", "call_number", "CallNumber", "CALL-NUMBER"}) {
        CHECK(header.column(name) == 0);
    }
    CHECK(header.column("街道") == 4);
    CHECK(header.column_starting("neighborh") == 3);
    CHECK_FALSE(header.find("call").has_value());
    CHECK_FALSE(header.find_starting("zip").has_value());
    CHECK(header.size() == 5);
}

TEST_CASE("io/csv_header: an exact name wins, otherwise two candidates are an error") {
    CHECK(header.column("Unit ID") == 1);
    CHECK(header.column("unit_id") == 2);
    CHECK(refused(muster::errc::duplicate, [] { static_cast<void>(header.find("unit id")); }) ==
          "t.csv:1: columns 2 \"Unit ID\" and 3 \"unit_id\" both answer to \"unit id\"");
    CHECK(refused(muster::errc::duplicate, [] { static_cast<void>(header.find_starting("uni")); }) ==
          "t.csv:1: columns 2 \"Unit ID\" and 3 \"unit_id\" both answer to \"uni\"");
    const muster::csv_header twice{{"a", "a"}, muster::io_detail::at_line("t.csv", 1)};
    CHECK(refused(muster::errc::duplicate, [&] { static_cast<void>(twice.column("a")); }) ==
          "t.csv:1: columns 1 \"a\" and 2 \"a\" both answer to \"a\"");
}

TEST_CASE("io/csv_header: a missing column says what was expected and what there is") {
    const std::string there =
        " (case, spaces and punctuation do not count); the file has: \"Call Number\", \"Unit ID\", \"unit_id\", "
        "\"Neighborhooods - Analysis Boundaries\", \"街道\"";
    CHECK(refused(muster::errc::missing, [] { static_cast<void>(header.column("Box")); }) ==
          "t.csv:1: no column called \"Box\"" + there);
    CHECK(refused(muster::errc::missing, [] { static_cast<void>(header.column_starting("zip")); }) ==
          "t.csv:1: no column starting with \"zip\"" + there);
    CHECK(std::string{header.missing({"called \"a\"", "called \"b\""}).what()} ==
          "t.csv:1: no column called \"a\", none called \"b\"" + there);
}
