#include "muster/rules/table_input.hpp"

#include "muster/core/keys.hpp"
#include "muster/model/known.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <cstring>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

using namespace muster;

namespace table_input_test {

enum class source : std::uint8_t { phone, sensor };

struct report {
    int dead = 3;
    unsigned long long large = 5;
    bool is_night = true;
    double depth_m = 1.5;
    float share = 0.5F;
    source from = source::sensor;
    std::string what = "fire";
    const char* note = nullptr;
    char code[4] = {'F', '1', '2', '3'};
    instant at = to_instant({2026, 3, 1, 23, 40});  // a Sunday
    duration age{90'000};
    std::optional<int> trapped{};
    known<double> water_m = unknown;
    std::chrono::system_clock::time_point seen{std::chrono::milliseconds{1}};
    std::chrono::seconds waited{2};
    std::optional<instant> ended{};
    int storeys() const { return 8; }
    std::string_view first_word() const { return std::string_view{what}.substr(0, 2); }
    std::string owned() const { return what + "!"; }
};

struct unmapped_kind {};

}  // namespace table_input_test

using table_input_test::report;

template <>
inline constexpr auto muster::fields<report> = muster::map(
    muster::id = &report::dead, muster::text = &report::what, muster::field<"depth"> = &report::depth_m,
    muster::position = [](const report&) { return table_input_test::unmapped_kind{}; },
    muster::received_at = &report::at, muster::name = muster::absent);

namespace {

table_value read(const table_input<report>& column, const report& of = {}) { return column.read(of); }

}  // namespace

TEST_CASE("rules/table_input: kind and value follow the type that is read") {
    CHECK(read(input<report>("x", &report::dead)) == number_value(3, value_kind::whole_number));
    CHECK(read(input<report>("x", &report::large)) == number_value(5, value_kind::whole_number));
    CHECK(read(input<report>("x", &report::is_night)) == boolean_value(true));
    CHECK(read(input<report>("x", &report::depth_m)) == number_value(1.5));
    CHECK(read(input<report>("x", &report::share)) == number_value(0.5));
    CHECK(read(input<report>("x", &report::from)) == number_value(1, value_kind::whole_number));
    CHECK(read(input<report>("x", &report::what)) == text_value("fire"));
    CHECK(read(input<report>("x", &report::note)) == text_value(""));
    CHECK(read(input<report>("x", &report::code)) == text_value("F123"));
    CHECK(read(input<report>("x", &report::first_word)) == text_value("fi"));
    CHECK(read(input<report>("x", &report::owned)) == text_value("fire!"));
    CHECK(read(input<report>("x", &report::storeys)) == number_value(8, value_kind::whole_number));
    CHECK(read(input<report>("x", [](const report& of) { return of.dead > 2; })) == boolean_value(true));
    CHECK(read(input<report>("x", &report::at)) == date_time_value(to_instant({2026, 3, 1, 23, 40})));
    CHECK(read(input<report>("x", &report::seen)) == date_time_value({1}));
    CHECK(read(input<report>("x", &report::age)) == number_value(90'000, value_kind::day_time_duration));
    CHECK(read(input<report>("x", &report::waited)) == number_value(2000, value_kind::day_time_duration));
}

TEST_CASE("rules/table_input: what may be unknown says so, and a NaN is unknown") {
    const auto trapped = input<report>("x", &report::trapped);
    CHECK(trapped.clause().may_be_unknown);
    CHECK(read(trapped) == unknown_value(value_kind::whole_number));
    report known_one;
    known_one.trapped = 0;
    CHECK(read(trapped, known_one) == number_value(0, value_kind::whole_number));
    const auto water = input<report>("x", &report::water_m);
    CHECK(water.clause().may_be_unknown);
    CHECK(read(water) == unknown_value(value_kind::number));
    CHECK(read(input<report>("x", &report::ended)) == unknown_value(value_kind::date_time));
    const auto depth = input<report>("x", &report::depth_m);
    CHECK_FALSE(depth.clause().may_be_unknown);
    CHECK(depth.may_be_unknown().clause().may_be_unknown);
    CHECK_FALSE(trapped.may_be_unknown(false).clause().may_be_unknown);
    report lost;
    lost.depth_m = std::numeric_limits<double>::quiet_NaN();
    CHECK(read(depth, lost) == unknown_value(value_kind::number));
}

TEST_CASE("rules/table_input: parts of a moment, before 1970 too") {
    const auto at = input<report>("x", &report::at);
    CHECK(read(at.as(value_kind::date)) == date_value(2026, 3, 1));
    CHECK(read(at.as(value_kind::time_of_day)) == time_value(23, 40));
    CHECK(read(at.as(value_kind::weekday)) == number_value(7, value_kind::weekday));
    report old;
    for (int day = 0; day < 15; ++day) {
        old.at = to_instant({1969, 12, 22 + day % 10, 6, 30});  // 1969-12-22 was a Monday
        CHECK(read(at.as(value_kind::weekday), old).number == day % 10 % 7 + 1);
        CHECK(read(at.as(value_kind::date), old) == date_value(1969, 12, 22 + day % 10));
        CHECK(read(at.as(value_kind::time_of_day), old) == time_value(6, 30));
    }
    old.at = {-1};
    CHECK(read(at.as(value_kind::date), old).number == -1);
    CHECK(read(at.as(value_kind::time_of_day), old).number == 86'399'999);
    old.at = {0};
    CHECK(read(at.as(value_kind::date), old).number == 0);
    CHECK(read(input<report>("x", &report::ended).as(value_kind::weekday)) == unknown_value(value_kind::weekday));
}

TEST_CASE("rules/table_input: another kind is taken where the values are of it, and refused otherwise") {
    CHECK(read(input<report>("x", &report::dead).as(value_kind::weekday)) == number_value(3, value_kind::weekday));
    CHECK(read(input<report>("x", &report::age).as(value_kind::time_of_day)) ==
          number_value(90'000, value_kind::time_of_day));
    CHECK(input<report>("x", &report::dead).as(value_kind::number).clause().kind == value_kind::number);
    const auto refused = [](const table_input<report>& column, value_kind kind) {
        try {
            (void)column.as(kind);
        } catch (const error& problem) {
            return problem.code() == errc::type_mismatch &&
                   std::string{problem.what()}.find("`x`") != std::string::npos;
        }
        return false;
    };
    CHECK(refused(input<report>("x", &report::what), value_kind::number));
    CHECK(refused(input<report>("x", &report::dead), value_kind::string));
    CHECK(refused(input<report>("x", &report::depth_m), value_kind::whole_number));
    CHECK(refused(input<report>("x", &report::is_night), value_kind::number));
    CHECK(refused(input<report>("x", &report::at), value_kind::day_time_duration));
    CHECK(refused(input<report>("x", &report::age), value_kind::date));
}

TEST_CASE("rules/table_input: the clause carries names, allowed values and margin") {
    const auto made = input<report>({"dead", "死亡"}, &report::dead).allowed(at_least(0)).thin_margin(2);
    CHECK(made.clause().name == label{"dead", "死亡"});
    CHECK(made.clause().allowed == at_least(0));
    CHECK(made.clause().thin_margin == 2);
    CHECK(made.called("deaths").clause().name == label{"deaths"});
    CHECK(made.called("deaths").clause().thin_margin == 2);
    CHECK(made.clause().name.en == "dead");  // each call gives a new one
}

TEST_CASE("rules/table_input: keys of the field map, by the key and by a name at run time") {
    CHECK(read(input<report>(field<"depth">)) == number_value(1.5));
    CHECK(input<report>(field<"depth">).clause().name.en == "depth");
    CHECK(read(input<report>(muster::text)) == text_value("fire"));
    CHECK(read(find_input<report>("depth")) == number_value(1.5));
    CHECK(find_input<report>("received_at").clause().kind == value_kind::date_time);
    for (const char* wanted : {"dpeth", "position", "name", ""}) {
        try {
            (void)find_input<report>(wanted);
            FAIL("found ", wanted);
        } catch (const error& problem) {
            CHECK(problem.code() == errc::unknown_name);
            CHECK(std::string{problem.what()}.find("it has: id, text, depth, received_at") != std::string::npos);
        }
    }
}

TEST_CASE("rules/table_input: projections of every size are kept, copied and outlive their maker") {
    auto shared = std::make_shared<int>(7);
    std::optional<table_input<report>> made;
    {
        std::string prefix = "a long text that no small buffer holds: ";
        const double big[5]{1, 2, 3, 4, 5};
        made = input<report>("x", [prefix, big, shared](const report& of) {
            return prefix.size() + static_cast<std::size_t>(big[4]) + static_cast<std::size_t>(*shared) +
                   static_cast<std::size_t>(of.dead);
        });
    }
    CHECK(shared.use_count() == 2);
    const auto copy = *made;
    made.reset();
    CHECK(read(copy).number == 40 + 5 + 7 + 3);
    const std::size_t a = std::string{"a"}.size();  // not a constant: really captured
    const std::size_t b = std::string{"ab"}.size();
    CHECK(read(input<report>("x", [a, b](const report&) { return a + b; })).number == 3);
    std::size_t c = 4;
    CHECK(read(input<report>("x", [a, b, &c](const report&) { return a + b + c; })).number == 7);
    {
        const auto small = input<report>("x", [shared](const report&) { return *shared; });  // fits, but is no plain bytes
        const auto again = small;
        CHECK(shared.use_count() == 3);
        CHECK(read(again).number == 7);
    }
    CHECK(shared.use_count() == 2);
}
