#include "muster/core/name_list.hpp"

#include "muster/core/reason.hpp"

#include <doctest/doctest.h>

namespace {
struct colour_tag;
using colours = muster::name_list<colour_tag>;
}  // namespace

TEST_CASE("core/name_list: ids follow the order of the names") {
    colours list{{"red", "红"}, {"green"}};
    CHECK(list.size() == 2);
    CHECK(list.find("red") == muster::table_id<colour_tag>{0});
    CHECK(list.find("green") == muster::table_id<colour_tag>{1});
    CHECK_FALSE(list.find("blue"));
    CHECK_FALSE(list.find("红"));  // names are found in English
    CHECK(list.add("blue") == muster::table_id<colour_tag>{2});
    CHECK(list[{0}] == muster::label{"red", "红"});
    CHECK(list.labels().size() == 3);
}

TEST_CASE("core/name_list: a name is there once, is not empty, and fits") {
    colours list{{"red"}};
    CHECK_THROWS_WITH_AS(list.add({"red", "另一种红"}), "name_list: `red` is there twice", muster::error);
    CHECK_THROWS_WITH_AS(list.add({"", "红"}), "name_list: a name is empty", muster::error);
    CHECK_THROWS_AS((colours{{"a"}, {"b"}, {"a"}}), muster::error);
    CHECK(list.size() == 1);

    muster::name_list<colour_tag, 2> two{{"red"}, {"green"}};
    CHECK_THROWS_WITH_AS(two.add("blue"), "name_list: `blue` is one too many; the limit is 2", muster::error);
    CHECK(two.size() == 2);
}

TEST_CASE("core/name_list: writes its names under the subject that its tag stands for") {
    const muster::name_list<muster::capability_tag> list{{"red", "红"}, {"green"}};
    muster::name_book names;
    list.write_names(names);
    CHECK(names.name_of(muster::subject::capability, 0, muster::language::zh) == "红");
    CHECK(names.name_of(muster::subject::capability, 1, muster::language::zh) == "green");
    CHECK(names.name_of(muster::subject::unit, 0, muster::language::zh) == "#0");
}
