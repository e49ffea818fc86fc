#include "muster/core/label.hpp"

#include <doctest/doctest.h>

#include <string>

TEST_CASE("core/label: the other language stands in where one is missing") {
    using muster::language;
    const muster::label both{"fire", "火灾"};
    CHECK(both.in(language::en) == "fire");
    CHECK(both.in(language::zh) == "火灾");
    const muster::label english{"fire"};
    CHECK(english.in(language::zh) == "fire");
    const muster::label chinese{"", "火灾"};
    CHECK(chinese.in(language::en) == "火灾");
    CHECK(muster::label{}.in(language::en).empty());
    CHECK(muster::label{}.in(language::zh).empty());
}

TEST_CASE("core/label: text becomes a label by itself") {
    const muster::label from_literal = "fire";
    const muster::label from_string = std::string{"fire"};
    CHECK(from_literal == from_string);
    CHECK(from_literal != muster::label{"fire", "火灾"});
}
