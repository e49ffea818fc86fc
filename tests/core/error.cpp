#include "muster/core/error.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>

namespace {

muster::source_position at(std::string file, std::size_t line = 0, std::size_t column = 0) {
    muster::source_position where;
    where.file = std::move(file);
    where.line = line;
    where.column = column;
    return where;
}

muster::source_position feature(std::string file, std::size_t number, std::string pointer = {}) {
    muster::source_position where;
    where.file = std::move(file);
    where.has_feature = true;
    where.feature = number;
    where.pointer = std::move(pointer);
    return where;
}

}  // namespace

TEST_CASE("core/error: the place reads as far as it is known") {
    using muster::to_string;
    CHECK(to_string(muster::source_position{}).empty());
    CHECK(to_string(at("cells.csv")) == "cells.csv");
    CHECK(to_string(at("cells.csv", 7)) == "cells.csv:7");
    CHECK(to_string(at("cells.csv", 7, 12)) == "cells.csv:7:12");
    CHECK(to_string(at("", 7)) == "line 7");
    CHECK(to_string(at("", 7, 12)) == "line 7:12");
    CHECK(to_string(at("", 0, 12)).empty());  // a column without its line says nothing
    CHECK(to_string(feature("a.geojson", 0)) == "a.geojson, feature 0");
    CHECK(to_string(feature("", 3)) == "feature 3");
    CHECK(to_string(feature("a.geojson", 3, "/features/3/geometry")) == "a.geojson, feature 3, /features/3/geometry");
    muster::source_position pointer_only;
    pointer_only.pointer = "/type";
    CHECK(to_string(pointer_only) == "/type");
}

TEST_CASE("core/error: the message is the place and the fault, in one line") {
    const muster::error plain{muster::errc::empty, "grading_table: no thresholds"};
    CHECK(std::string{plain.what()} == "grading_table: no thresholds");
    CHECK(plain.code() == muster::errc::empty);
    CHECK(muster::to_string(plain.where()).empty());

    const muster::error placed{muster::errc::syntax, at("units.csv", 3, 9), "`x` is no number"};
    CHECK(std::string{placed.what()} == "units.csv:3:9: `x` is no number");
    CHECK(placed.code() == muster::errc::syntax);
    CHECK(placed.where().line == 3);
    CHECK(placed.where().column == 9);

    const muster::error nowhere{muster::errc::syntax, muster::source_position{}, "bad"};
    CHECK(std::string{nowhere.what()} == "bad");
}

TEST_CASE("core/error: it is caught as what the standard library calls a bad argument") {
    CHECK_THROWS_AS((throw muster::error{muster::errc::missing, "x"}), std::invalid_argument);
}
