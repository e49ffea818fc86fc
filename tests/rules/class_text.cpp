#include "muster/rules/class_text.hpp"

#include <doctest/doctest.h>

#include "dice.hpp"
#include "muster/rules/grouped_number.hpp"
#include "small_tables.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace {

using namespace muster;

compiled_rules table_of(value_kind kind, std::vector<input_entry> cells, bool may_be_unknown = false) {
    std::vector<table_rule> rules;
    for (input_entry& each : cells) { rules.push_back({"r" + std::to_string(rules.size()), {std::move(each)}, 0, 0}); }
    return {"t", hit_policy::first, {{{"x"}, kind, may_be_unknown, any_value, 0}}, std::move(rules)};
}

// The text of the classes that some values lie in.
std::string words(const compiled_rules& table, const std::vector<table_value>& values, language in = language::en) {
    const joint_input input{&table, 0, nullptr, joint_input::none};
    std::vector<joint_input::class_id> classes;
    for (const table_value& each : values) { classes.push_back(input.class_of(each)); }
    std::sort(classes.begin(), classes.end());
    return values_text(input, classes, in);
}

}  // namespace

TEST_CASE("rules/class_text: classes of numbers read as ranges, with their ends") {
    const compiled_rules table = table_of(value_kind::number, {at_least(3), below(10), is(5)});
    CHECK(words(table, {number_value(3)}) == "[3..5), (5..10)");
    CHECK(words(table, {number_value(3), number_value(5)}) == "[3..10)");
    CHECK(words(table, {number_value(5)}) == "5");
    CHECK(words(table, {number_value(2)}) == "< 3");
    CHECK(words(table, {number_value(2), number_value(10)}) == "< 3, >= 10");
    CHECK(words(table, {number_value(2), number_value(3), number_value(5), number_value(10)}) == "any");
    CHECK(words(table, {number_value(2), number_value(3), number_value(5), number_value(10)}, language::zh) == "任意");
    const compiled_rules codes = table_of(value_kind::whole_number, {one_of(1, 2, 3), is(7)}, true);
    CHECK(words(codes, {number_value(1, value_kind::whole_number)}) == "[1..3]");
    CHECK(words(codes, {number_value(7, value_kind::whole_number), unknown_value(value_kind::whole_number)}) ==
          "7, unknown");
    CHECK(words(codes, {number_value(0, value_kind::whole_number)}) == "< 1, (3..7), > 7");
}

TEST_CASE("rules/class_text: classes of text read as what the table names, and anything else") {
    const compiled_rules table =
        table_of(value_kind::string, {is("fire"), starts_with("f1"), starts_with("f12"), is("flood")}, true);
    CHECK(words(table, {text_value("fire")}) == "\"fire\"");
    CHECK(words(table, {text_value("f1x"), text_value("flood")}) == "\"flood\", starts with \"f1\"");
    CHECK(words(table, {text_value("f12")}, language::zh) == "以\"f12\"开头");
    CHECK(words(table, {text_value("storm"), unknown_value(value_kind::string)}) == "anything else, unknown");
    CHECK(words(table, {text_value("storm"), unknown_value(value_kind::string)}, language::zh) == "其他, 未知");
}

TEST_CASE("rules/class_text: the ranges of random classes hold exactly their values") {
    dice roll{3};
    for (int i = 0; i < 2'000; ++i) {
        const value_kind kind = roll.chance(50) ? value_kind::number : value_kind::whole_number;
        const compiled_rules before =
            table_of(kind, {small_tables::entry(roll, kind), small_tables::entry(roll, kind)});
        const compiled_rules after = table_of(kind, {small_tables::entry(roll, kind)});
        const joint_input input{&before, 0, &after, 0};
        std::vector<bool> is_in(input.size(), false);
        for (std::size_t each = 2; each < is_in.size(); ++each) { is_in[each] = roll.chance(50); }
        const std::vector<number_range> ranges = detail::ranges_of(input, is_in);
        for (const table_value& value : small_tables::values_of(kind)) {
            if (!value.is_known) { continue; }
            bool is_held = false;
            for (const number_range& each : ranges) { is_held = is_held || each.holds(value.number); }
            CHECK(is_held == is_in[input.class_of(value)]);
        }
    }
}

TEST_CASE("rules/grouped_number: digits stand in threes, and a hundred percent means all") {
    CHECK(grouped(0) == "0");
    CHECK(grouped(999) == "999");
    CHECK(grouped(1'000) == "1,000");
    CHECK(grouped(5'292) == "5,292");
    CHECK(grouped(18'446'744'073'709'551'615ULL) == "18,446,744,073,709,551,615");
    CHECK(percent(1'999, 2'000) == "99.9");
    CHECK(percent(2'000, 2'000) == "100.0");
    CHECK(percent(0, 7) == "0.0");
}
