#include "muster/rules/input_entry.hpp"

#include "muster/rules/compiled_rules.hpp"
#include "muster/rules/loaded_table.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <vector>

using namespace muster;
using namespace muster::literals;

namespace {

/// What a table of one column says when it refuses an entry; nothing when it takes it. Both ways to a table say the same.
std::string refusal(value_kind kind, const input_entry& entry, errc code = errc::out_of_range) {
    std::string said;
    try {
        const compiled_rules made{"t", hit_policy::first, {{"x", kind}}, {{"r", {entry}, 0, 0}}};
    } catch (const error& thrown) {
        CHECK(thrown.code() == code);
        said = thrown.what();
    }
    table_model model;
    model.name = "t";
    model.policy = hit_policy::first;
    model.inputs = {{"x", kind}};
    model.outputs = {{"out", value_kind::boolean}};
    model.rules = {{"r", {entry}, {boolean_value(true)}}};
    try {
        const loaded_table made{model};
        CHECK(said == "");
    } catch (const error& thrown) {
        CHECK(thrown.code() == code);
        CHECK(thrown.what() == said);
    }
    const std::string start = "table `t`, rule `r`, column `x`: ";
    return said.substr(0, start.size()) == start ? said.substr(start.size()) : said;
}

}  // namespace

TEST_CASE("rules/input_entry: limits may be dates, times, moments and spans, as they may be numbers") {
    const table_value ten = time_value(22, 0);
    CHECK(at_least(ten) == at_least(ten.number));
    CHECK(more_than(ten) == more_than(ten.number));
    CHECK(at_most(ten) == at_most(ten.number));
    CHECK(below(ten) == below(ten.number));
    CHECK(within(date_value(2026, 3, 1), date_value(2026, 3, 4)) == within(date_value(2026, 3, 1).number, date_value(2026, 3, 4).number));
    CHECK(strictly_within(time_value(8, 0), ten) == strictly_within(time_value(8, 0).number, ten.number));
    CHECK(from_until(time_value(8, 0), ten) == from_until(time_value(8, 0).number, ten.number));
    CHECK(below(5_min) == below(300'000.0));
    CHECK(at_least(instant{7}) == at_least(7.0));
    CHECK(is(5_min) == is(300'000));
    CHECK(one_of(instant{7}, instant{9}) == one_of(7, 9));
    const input_entry night = from_until(time_value(22, 0), time_value(6, 0));
    CHECK(night.holds(time_value(23, 0)));
    CHECK(night.holds(time_value(5, 59)));
    CHECK_FALSE(night.holds(time_value(6, 0)));
    CHECK_FALSE(night.holds(time_value(21, 59)));
}

TEST_CASE("rules/input_entry: an entry of another kind than its column is refused") {
    using enum value_kind;
    CHECK(refusal(date, is(time_value(8, 0)), errc::type_mismatch) == "a value of kind time where the column holds dates");
    CHECK(refusal(time_of_day, at_least(date_value(2026, 3, 1)), errc::type_mismatch) == "a value of kind date where the column holds times of day");
    CHECK(refusal(date, below(5_min), errc::type_mismatch) == "a value of kind days and time duration where the column holds dates");
    CHECK(refusal(date, is(3) || is(time_value(8, 0)), errc::type_mismatch) == "a value of kind time where the column holds dates");
    CHECK(refusal(date, within(date_value(2026, 3, 1), time_value(8, 0)), errc::type_mismatch) == "a value of kind time where the column holds dates");
    CHECK(refusal(number, except(one_of(true)), errc::type_mismatch) == "a value of kind boolean where the column holds numbers");
    CHECK(refusal(number, at_least(text_value("many")), errc::type_mismatch) == "a value of kind text where the column holds numbers");
    CHECK(refusal(time_of_day, from_until(time_value(22, 0), date_value(1970, 1, 1)), errc::type_mismatch) == "a value of kind date where the column holds times of day");
    CHECK(refusal(string, is(number_value(3)), errc::type_mismatch) == "a number or a range where the column holds text");
    CHECK(refusal(date, is("today"), errc::type_mismatch) == "text where the column holds dates");
    CHECK(refusal(date, at_least(unknown_value(date))) == "a limit that is not a number");
    CHECK(refusal(number, is(number_value(3, whole_number))) == "");
    CHECK(refusal(whole_number, is(number_value(3))) == "");
    CHECK(refusal(date, is(date_value(2026, 3, 1)) || is(3)) == "");
    CHECK(refusal(boolean, is(true)) == "");
    CHECK(refusal(boolean, is(1)) == "");
    CHECK(refusal(date_time, at_least(instant{7})) == "");
}

TEST_CASE("rules/input_entry: a single value that the column cannot have is refused") {
    using enum value_kind;
    CHECK(refusal(boolean, is(3)) == "the value 3 where the column holds true or false");
    CHECK(refusal(whole_number, is(2.5)) == "the value 2.5 where the column holds whole numbers");
    CHECK(refusal(whole_number, except(one_of(1, 2.5))) == "the value 2.5 where the column holds whole numbers");
    CHECK(refusal(time_of_day, is(time_value(25, 0))) == "the value 90000000 where the column holds times of day");
    CHECK(refusal(time_of_day, is(time_value(24, 0))) == "the value 86400000 where the column holds times of day");
    CHECK(refusal(weekday, is(8)) == "the value 8 where the column holds weekdays, 1 to 7");
    CHECK(refusal(weekday, is(0)) == "the value 0 where the column holds weekdays, 1 to 7");
    CHECK(refusal(number, is(std::numeric_limits<double>::infinity())) == "the value infinity where the column holds numbers");
    CHECK(refusal(weekday, one_of(1, 7)) == "");
    CHECK(refusal(time_of_day, one_of(time_value(0, 0), time_value(23, 59, 59))) == "");
    CHECK(refusal(time_of_day, below(time_value(24, 0))) == "");
    CHECK(refusal(whole_number, below(2.5)) == "");
    CHECK(refusal(number, is(2.5)) == "");
}

TEST_CASE("rules/input_entry: an interval with nothing in it is refused") {
    using enum value_kind;
    CHECK(refusal(number, from_until(3, 3)) == "the interval from 3 to 3 leaves an end out, so that no value passes it");
    CHECK(refusal(number, strictly_within(3, 3)) == "the interval from 3 to 3 leaves an end out, so that no value passes it");
    CHECK(refusal(time_of_day, from_until(time_value(8, 0), time_value(8, 0))) ==
          "the interval from time(\"08:00:00\") to time(\"08:00:00\") leaves an end out, so that no value passes it");
    CHECK(refusal(number, from_until(4, 3)) == "the interval from 4 to 3 has its ends swapped");
    CHECK(refusal(number, within(3, 3)) == "");
    CHECK(refusal(number, from_until(3, 3.5)) == "");
}

TEST_CASE("rules/input_entry: an input without a value that can occur is refused") {
    const auto refused = [](const input_clause& input) {
        try {
            const compiled_rules made{"t", hit_policy::first, {input}, {{"r", {any_value}, 0, 0}}};
        } catch (const error& thrown) {
            CHECK(thrown.code() == errc::empty);
            return std::string{thrown.what()};
        }
        return std::string{};
    };
    const std::string said = "table `t`, allowed values, column `x`: no value can occur: none is allowed, and it may not be unknown";
    CHECK(refused({"x", value_kind::number, false, input_entry{}}) == said);
    CHECK(refused({"x", value_kind::string, false, except(any_value)}) == said);
    CHECK(refused({"x", value_kind::whole_number, false, strictly_within(3, 4)}) == said);
    CHECK(refused({"x", value_kind::number, false, is_unknown()}) == said);
    CHECK(refused({"x", value_kind::number, true, is_unknown()}) == "");
    CHECK(refused({"x", value_kind::number, false, strictly_within(3, 4)}) == "");
}
