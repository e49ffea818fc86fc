#include "muster/rules/condition.hpp"

#include "muster/core/field.hpp"

#include <doctest/doctest.h>

#include <clocale>
#include <string>
#include <vector>

using muster::comparison;
using muster::condition;
using muster::field;
using muster::to_string;

TEST_CASE("rules/condition: each comparison, below, on and above its limit") {
    using muster::holds;
    struct row {
        comparison how;
        bool below, on, above;
    };
    for (const row& each : {row{comparison::less, true, false, false}, row{comparison::at_most, true, true, false},
                            row{comparison::equal, false, true, false}, row{comparison::not_equal, true, false, true},
                            row{comparison::at_least, false, true, true}, row{comparison::more, false, false, true}}) {
        CHECK(holds(7, each.how, 8) == each.below);
        CHECK(holds(8, each.how, 8) == each.on);
        CHECK(holds(9, each.how, 8) == each.above);
    }
}

TEST_CASE("rules/condition: a field against a limit, in every spelling") {
    CHECK((field<"storeys"> >= 8).how == comparison::at_least);
    CHECK((field<"storeys"> > 8).how == comparison::more);
    CHECK((field<"storeys"> <= 8).how == comparison::at_most);
    CHECK((field<"storeys"> < 8).how == comparison::less);
    CHECK((field<"storeys"> == 8).how == comparison::equal);
    CHECK((field<"storeys"> != 8).how == comparison::not_equal);
    const condition made = field<"storeys"> >= 8.5F;
    CHECK(made.what == condition::kind::compare);
    CHECK(made.column == "storeys");
    CHECK(made.limit == 8.5);
}

TEST_CASE("rules/condition: conditions in words") {
    CHECK(to_string(muster::contains("smoke", "冒烟")) == "text has \"smoke\" or \"冒烟\"");
    CHECK(to_string(muster::has_word("gas")) == "text has the word \"gas\"");
    CHECK(to_string(muster::contains("smoke", "冒烟"), muster::language::zh) == "文本含“smoke”或“冒烟”");
    CHECK(to_string(muster::lacks(std::string{"drill"}, "演习")) == "text lacks \"drill\" or \"演习\"");
    CHECK(to_string(field<"storeys"> >= 8) == "storeys >= 8");
    CHECK(to_string(field<"storeys"> > 8) == "storeys > 8");
    CHECK(to_string(field<"storeys"> <= -8) == "storeys <= -8");
    CHECK(to_string(field<"storeys"> < 100) == "storeys < 100");
    CHECK(to_string(field<"trapped"> == true) == "trapped = 1");
    CHECK(to_string(field<"depth_m"> != 0.125) == "depth_m != 0.125");
    CHECK(to_string(field<"dose"> >= 0.0000001) == "dose >= 1e-07");  // not 0
    CHECK(to_string(field<"dose"> >= 0.1) == "dose >= 0.1");
}

TEST_CASE("rules/condition: the words do not depend on the locale") {
    const std::string before = std::setlocale(LC_NUMERIC, nullptr);
    for (const char* other : {"de_DE.UTF-8", "fr_FR.UTF-8", "C"}) {
        if (std::setlocale(LC_NUMERIC, other) == nullptr) { continue; }
        CHECK(to_string(field<"depth_m"> >= 2.5) == "depth_m >= 2.5");
    }
    std::setlocale(LC_NUMERIC, before.c_str());
}
