#include "muster/core/name_book.hpp"

#include <doctest/doctest.h>

using muster::language;
using muster::subject;

TEST_CASE("core/name_book: what nobody named is shown by its number") {
    const muster::name_book empty;
    CHECK(empty.name_of(subject::unit, 12, language::en) == "#12");
    CHECK(empty.name_of(subject::unit, 0xffff'ffffU, language::zh) == "#4294967295");
    CHECK(empty.condition_of(3, 1) == "#1");
}

TEST_CASE("core/name_book: names are by subject and number") {
    muster::name_book names;
    names.set(subject::unit, 2, {"E2", "二号车"});
    names.set(subject::cell, 2, {"north"});
    CHECK(names.name_of(subject::unit, 2, language::en) == "E2");
    CHECK(names.name_of(subject::unit, 2, language::zh) == "二号车");
    CHECK(names.name_of(subject::cell, 2, language::zh) == "north");
    CHECK(names.name_of(subject::unit, 1, language::en) == "#1");  // made room for, never named
    CHECK(names.name_of(subject::expert, 2, language::en) == "#2");
    names.set(subject::unit, 2, {"E2b"});
    CHECK(names.name_of(subject::unit, 2, language::zh) == "E2b");
}

TEST_CASE("core/name_book: every subject has its own names") {
    muster::name_book names;
    for (int i = 0; i <= static_cast<int>(subject::expert); ++i) {
        names.set(static_cast<subject>(i), 0, std::to_string(i));
    }
    for (int i = 0; i <= static_cast<int>(subject::expert); ++i) {
        CHECK(names.name_of(static_cast<subject>(i), 0, language::en) == std::to_string(i));
    }
}

TEST_CASE("core/name_book: conditions are by rule and number") {
    muster::name_book names;
    names.set_conditions(1, {"storeys >= 8", "text has \"smoke\""});
    CHECK(names.condition_of(1, 0) == "storeys >= 8");
    CHECK(names.condition_of(1, 1) == "text has \"smoke\"");
    CHECK(names.condition_of(1, 2) == "#2");
    CHECK(names.condition_of(0, 0) == "#0");
}
