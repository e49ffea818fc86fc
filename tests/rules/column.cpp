#include "muster/rules/column.hpp"

#include "muster/core/keys.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>

namespace column_test {

enum class fuel { petrol = 1, battery = 4 };

struct report {
    std::string words;
    int storeys;
    std::optional<int> trapped;
    muster::known<double> depth_m;
    bool drill;
    fuel tank;
};
struct wordy {
    std::string words;
};

}  // namespace column_test

template <>
inline constexpr auto muster::fields<column_test::report> = muster::map(
    muster::id = &column_test::report::words, muster::field<"storeys"> = &column_test::report::storeys,
    muster::field<"trapped"> = &column_test::report::trapped, muster::position = muster::absent,
    muster::field<"depth_m"> = &column_test::report::depth_m, muster::field<"drill"> = &column_test::report::drill,
    muster::field<"tank"> = &column_test::report::tank,
    muster::field<"half"> = [](const column_test::report& r) { return r.storeys / 2.0; });
template <>
inline constexpr auto muster::fields<column_test::wordy> = muster::map(muster::id = &column_test::wordy::words);

namespace {

using column_test::report;

constexpr auto doubled = muster::map(muster::field<"storeys"> = [](const report& r) { return 2 * r.storeys; });

}  // namespace

TEST_CASE("rules/column: every field that is a number, in the order of the map") {
    std::vector<std::string> names;
    for (const auto& each : muster::columns_of<report>()) { names.emplace_back(each.name); }
    CHECK(names == std::vector<std::string>{"storeys", "trapped", "depth_m", "drill", "tank", "half"});
    CHECK(muster::columns_of<column_test::wordy>().empty());
}

TEST_CASE("rules/column: numbers, flags, enumerators and what may be unknown are read as numbers") {
    const report full{"a", 9, 2, 0.5, true, column_test::fuel::battery};
    const report empty{"b", 0, {}, muster::unknown, false, column_test::fuel::petrol};
    const auto read = [](const char* column, const report& from) {
        return muster::find_column<report>(column, "test").read(from);
    };
    CHECK(read("storeys", full).value() == 9);
    CHECK(read("trapped", full).value() == 2);
    CHECK(read("depth_m", full).value() == 0.5);
    CHECK(read("drill", full).value() == 1);
    CHECK(read("tank", full).value() == 4);
    CHECK(read("half", full).value() == 4.5);
    CHECK(read("storeys", empty).value() == 0);  // known to be none
    CHECK_FALSE(read("trapped", empty).is_known());
    CHECK_FALSE(read("depth_m", empty).is_known());
    CHECK(read("drill", empty).value() == 0);
}

TEST_CASE("rules/column: a field that is not there is named, with those that are") {
    CHECK_THROWS_WITH_AS(
        (void)muster::find_column<report>("stories", "rule `high-rise fire`"),
        "rule `high-rise fire` reads the field `stories`, which fields<T> does not have as a number; it "
        "has: storeys, trapped, depth_m, drill, tank, half",
        muster::error);
    CHECK_THROWS_AS((void)muster::find_column<report>("id", "rule"), muster::error);        // text
    CHECK_THROWS_AS((void)muster::find_column<report>("position", "rule"), muster::error);  // absent
    CHECK_THROWS_WITH_AS((void)muster::find_column<column_test::wordy>("x", "rule `r`"),
                         "rule `r` reads the field `x`, which fields<T> does not have as a number; it has: none",
                         muster::error);
}

TEST_CASE("rules/column: another map reads other columns of the same type") {
    CHECK(muster::columns_of<report, doubled>().size() == 1);
    CHECK(muster::find_column<report, doubled>("storeys", "test").read({"", 4, {}, {}, false, {}}).value() == 8);
}
