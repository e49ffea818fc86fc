#include "muster/io/feel.hpp"

#include "muster/io/feel_write.hpp"
#include "random_table.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

namespace {

using muster::feel_test;
using muster::table_value;
using muster::value_kind;

const muster::feel_place here{{"t.dmn", 3, 7}, "rule `r`"};

muster::feel_scope scope() {
    return muster::feel_scope{{{"Age", value_kind::number, false},
                               {"Age limit", value_kind::number, false},
                               {"Complex.aString", value_kind::string, false},
                               {"Complex", {}, true},
                               {"dateE", value_kind::date, false},
                               {"a/b + c", value_kind::number, false},
                               {"flag", value_kind::boolean, false},
                               {"untyped", {}, false}}};
}

feel_test parse(const std::string& cell, std::optional<value_kind> kind, bool bare_words = false) {
    return muster::parse_feel_test(cell, kind, scope(), here, bare_words);
}

std::string refused(const std::string& cell, std::optional<value_kind> kind, bool bare_words = false) {
    try {
        static_cast<void>(parse(cell, kind, bare_words));
    } catch (const muster::error& fault) {
        CHECK(fault.where().line == 3);
        return std::to_string(static_cast<int>(fault.code())) + " " + fault.what();
    }
    return "not refused";
}
bool is_refused(const std::string& cell, value_kind kind, muster::errc code, const std::string& part) {
    const std::string what = refused(cell, kind);
    CAPTURE(what);
    const bool is_it = what.find(std::to_string(static_cast<int>(code)) + " ") == 0 && what.find(part) != std::string::npos &&
                       what.find("t.dmn:3:7: rule `r`: ") != std::string::npos;
    CHECK(is_it);
    return is_it;
}

// The numbers from -1 to 11 in halves that a cell passes.
std::string passed(const std::string& cell) {
    const feel_test test = parse(cell, value_kind::number);
    CHECK(test.against.empty());
    std::string all;
    for (int i = -2; i <= 22; ++i) {
        if (test.entry.holds(i / 2.0)) { all += muster::detail::shortest(i / 2.0) + " "; }
    }
    return all + (test.entry.holds_unknown() ? "null" : "");
}

std::vector<std::string> passed_texts(const std::string& cell, const std::vector<std::string>& from, bool bare_words = false) {
    const feel_test test = parse(cell, value_kind::string, bare_words);
    std::vector<std::string> all;
    for (const std::string& each : from) {
        if (test.entry.holds(std::string_view{each})) { all.push_back(each); }
    }
    return all;
}

}  // namespace

TEST_CASE("io/feel: comparisons, intervals and lists pass exactly what they say") {
    CHECK(passed("<0") == "-1 -0.5 ");
    CHECK(passed(" <= 0 ") == "-1 -0.5 0 ");
    CHECK(passed(">10") == "10.5 11 ");
    CHECK(passed(">=10") == "10 10.5 11 ");
    CHECK(passed("=3") == "3 ");
    CHECK(passed("3") == "3 ");
    CHECK(passed("-1") == "-1 ");
    CHECK(passed("[1..2]") == "1 1.5 2 ");
    CHECK(passed("(1..2)") == "1.5 ");
    CHECK(passed("]1..2[") == "1.5 ");
    CHECK(passed("[1..2)") == "1 1.5 ");
    CHECK(passed("(1..2]") == "1.5 2 ");
    CHECK(passed("[1 .. 2[") == "1 1.5 ");
    CHECK(passed("1,2 , [5..6)") == "1 2 5 5.5 ");
    CHECK(passed("[.5..1.5e0]") == "0.5 1 1.5 ");
    CHECK(passed("[-.5..0]") == "-0.5 0 ");
    CHECK(passed("null") == "null");
    CHECK(passed("null, 5") == "5 null");
    CHECK(passed("not(null)").find("null") == std::string::npos);
    CHECK(passed("not(null)").size() > 60);
    CHECK(passed("not(>0, null)") == "-1 -0.5 0 ");
    CHECK(passed("not(<9, (10..100])") == "9 9.5 10 ");
    CHECK(passed("!=5, 5") == passed("<5, >=5"));
    CHECK(passed("!= 5").find(" 5 ") == std::string::npos);
    CHECK(passed("(3..3)").empty());
    for (const char* any : {"", "  ", "-", " - ", "// all of them", "/* any */ -"}) {
        CAPTURE(any);
        CHECK(parse(any, value_kind::number) == feel_test{});
    }
}

TEST_CASE("io/feel: the same tests said of the question mark") {
    CHECK(passed("? > 5 and ? < 7") == "5.5 6 6.5 ");
    CHECK(passed("? < 0 or ? >= 11") == "-1 -0.5 11 ");
    CHECK(passed("? < 0 or ? > 5 and ? <= 6 or ? = 9") == "-1 -0.5 5.5 6 9 ");
    CHECK(passed("? in (1, 2)") == "1 2 ");
    CHECK(passed("? in (1,2, 3)") == "1 2 3 ");
    CHECK(passed("? in ([1..2], 5)") == "1 1.5 2 5 ");
    CHECK(passed("? in (]1..2], 5)") == "1.5 2 5 ");
    CHECK(passed("? in ((1..2), (4..5])") == "1.5 4.5 5 ");
    CHECK(passed("? in (1..2]") == "1.5 2 ");
    CHECK(passed("? in [1..2)") == "1 1.5 ");
    CHECK(passed("? in > 10.5") == "11 ");
    CHECK(passed("? between 1 and 2") == "1 1.5 2 ");
    CHECK(passed("? != 5 and ? > 4 and ? < 6") == "4.5 5.5 ");
    CHECK(passed("? = null") == "null");
    CHECK(passed("? != null").find("null") == std::string::npos);
    CHECK(passed("not(? > 5 and ? < 7, ? > 7)") == passed("<=5, 7"));
    CHECK(passed("? > 5 and ? < 5").empty());
    const std::vector<std::string> codes{"43", "431", "5", ""};
    CHECK(passed_texts("starts with(?, \"43\")", codes) == std::vector<std::string>{"43", "431"});
    CHECK(passed_texts("not(starts with ( ?,\"43\" ), \"5\")", codes) == std::vector<std::string>{""});
    CHECK(passed_texts("? = \"5\" or starts with(?, \"431\")", codes) == std::vector<std::string>{"431", "5"});
    CHECK(passed_texts("? in (\"5\", \"\")", codes) == std::vector<std::string>{"5", ""});
}

TEST_CASE("io/feel: strings with escapes, blanks and comments") {
    CHECK(passed_texts(R"("a\"b\\c\n\t\r\'")", {"a\"b\\c\n\t\r'"}).size() == 1);
    CHECK(passed_texts(R"("\u706b\u00e9\U01F525\uD83D\uDD25")", {"火é\xF0\x9F\x94\xA5\xF0\x9F\x94\xA5"}).size() == 1);
    CHECK(passed_texts("\"a\" /* \"b\", */ ,\n // \"c\",\n \"d\"", {"a", "b", "c", "d"}) == std::vector<std::string>{"a", "d"});
    CHECK(passed_texts("not(\"a\", \"b\")", {"a", "b", "c"}) == std::vector<std::string>{"c"});
    CHECK_FALSE(parse("not(\"a\")", value_kind::string).entry.holds_unknown());
    CHECK(passed_texts("\"火灾\"", {"火灾", "火"}) == std::vector<std::string>{"火灾"});
    CHECK(passed_texts("\xC2\xA0\"a\"\xC2\xA0", {"a"}).size() == 1);
}

TEST_CASE("io/feel: words without quotes where people type") {
    CHECK(passed_texts("fire, gas leak ,not", {"fire", "gas leak", "not", "gas"}, true) ==
          std::vector<std::string>{"fire", "gas leak", "not"});
    CHECK(passed_texts("not(fire, 43.1)", {"fire", "43.1", "null"}, true) == std::vector<std::string>{"null"});
    CHECK(passed_texts("火灾, true, Age", {"火灾", "true", "Age"}, true).size() == 3);
    CHECK(passed_texts("\"a, b\", c", {"a, b", "c"}, true).size() == 2);
    CHECK(parse("null", value_kind::string, true).entry.holds_unknown());
    CHECK(passed_texts("starts with(?, \"4\"), x", {"4x", "x", "5"}, true) == std::vector<std::string>{"4x", "x"});
    CHECK(refused("a <b>", value_kind::string, true).find("quotes") != std::string::npos);
    CHECK(refused("a,,b", value_kind::string, true).find("nothing") != std::string::npos);
    CHECK(refused("fire", value_kind::number, true).find("neither a literal") != std::string::npos);
}

TEST_CASE("io/feel: dates, times and durations in every notation") {
    const auto only = [](const std::string& cell, value_kind kind) {
        const feel_test test = parse(cell, kind);
        REQUIRE(test.entry.ranges.size() == 1);
        return test.entry.ranges[0].low;
    };
    const double day = muster::date_value(2016, 10, 1).number;
    CHECK(only("date(\"2016-10-01\")", value_kind::date) == day);
    CHECK(only(" date ( 2016 , 10 , 1 ) ", value_kind::date) == day);
    CHECK(only("@\"2016-10-01\"", value_kind::date) == day);
    CHECK(only("> date(\"2016-10-01\")", value_kind::date) == day);
    CHECK(only("time(\"08:30:00\")", value_kind::time_of_day) == 30'600'000);
    CHECK(only("time(8, 30, 0)", value_kind::time_of_day) == 30'600'000);
    CHECK(only("@\"08:30:00\"", value_kind::time_of_day) == 30'600'000);
    CHECK(only("date  and  time(\"2016-10-01T00:00:01\")", value_kind::date_time) == day * 86'400'000 + 1000);
    CHECK(only("@\"2016-10-01T00:00:01\"", value_kind::date_time) == day * 86'400'000 + 1000);
    CHECK(only("duration(\"PT1H\")", value_kind::day_time_duration) == 3'600'000);
    CHECK(only("@\"P1Y\"", value_kind::year_month_duration) == 12);
    CHECK(parse("[@\"P1D\"..duration(\"P2D\")]", value_kind::day_time_duration).entry.holds(86'400'000.0 * 1.5));
    std::optional<value_kind> kind;
    static_cast<void>(muster::parse_feel_test("> @\"P1D\"", kind, {}, here));
    CHECK(kind == value_kind::day_time_duration);

    is_refused("date(\"2016-02-30\")", value_kind::date, muster::errc::syntax, "is no date");
    is_refused("date(2016, 2, 30)", value_kind::date, muster::errc::out_of_range, "no such date");
    is_refused("time(24, 0, 0)", value_kind::time_of_day, muster::errc::out_of_range, "no such time");
    is_refused("date and time(\"2016-10-01T00:00:00Z\")", value_kind::date_time, muster::errc::syntax, "time zone");
    is_refused("time(\"08:30:00+08:00\")", value_kind::time_of_day, muster::errc::syntax, "time zone");
    is_refused("@\"2016-10-01T00:00:00@Europe/Paris\"", value_kind::date_time, muster::errc::syntax, "time zone");
    is_refused("duration(\"P1Y1D\")", value_kind::day_time_duration, muster::errc::syntax, "no duration");
    is_refused("date(\"2016-10-01\")", value_kind::date_time, muster::errc::type_mismatch, "is a date, the column holds");
    is_refused("@5", value_kind::date, muster::errc::syntax, "string after `@`");
    is_refused("date(1.5, 1, 1)", value_kind::date, muster::errc::syntax, "whole number");
}

TEST_CASE("io/feel: a name in a cell is a comparison with that fact, the longest name counting") {
    const auto against = [](const std::string& cell, value_kind kind) {
        const feel_test test = parse(cell, kind);
        CHECK(test.entry.is_any);
        std::string all;
        for (const muster::feel_comparison& each : test.against) {
            all += each.fact + ":" + std::to_string(int{each.signs}) + " ";
        }
        return all;
    };
    CHECK(against("Age", value_kind::number) == "Age:2 ");
    CHECK(against("> Age", value_kind::number) == "Age:4 ");
    CHECK(against(">=Age", value_kind::number) == "Age:6 ");
    CHECK(against("<Age limit", value_kind::number) == "Age limit:1 ");
    CHECK(against("<= Age \n limit", value_kind::number) == "Age limit:3 ");
    CHECK(against("!= Age", value_kind::number) == "Age:5 ");
    CHECK(against("not(Age)", value_kind::number) == "Age:5 ");
    CHECK(against("[Age..a/b + c)", value_kind::number) == "Age:6 a/b + c:1 ");
    CHECK(against("[Age..Age]", value_kind::number) == "Age:2 ");
    CHECK(against("< Age, > Age", value_kind::number) == "Age:5 ");
    CHECK(against("? > Age and ? <= Age limit", value_kind::number) == "Age:4 Age limit:3 ");
    CHECK(against("(Age..Age)", value_kind::number) == "Age:0 ");
    CHECK(against("not(Complex.aString)", value_kind::string) == "Complex.aString:4 ");
    CHECK(against("Complex.aString", value_kind::string) == "Complex.aString:2 ");
    CHECK(against("!= flag", value_kind::boolean) == "flag:4 ");
}

TEST_CASE("io/feel: an interval may end at a literal and at a fact") {
    const feel_test test = parse("[5..Age)", value_kind::number);
    CHECK(test.entry == muster::at_least(5));
    REQUIRE(test.against.size() == 1);
    CHECK(test.against[0] == muster::feel_comparison{"Age", 1});
    std::optional<value_kind> kind;
    CHECK(muster::parse_feel_test("> dateE", kind, scope(), here).against[0].signs == 4);
    CHECK(kind == value_kind::date);
    CHECK(scope().find("Age  limit")->fact == "Age limit");
    CHECK(scope().find("Age limits") == nullptr);
    CHECK(scope().find("Ag") == nullptr);
    CHECK(scope().find("Age.x") == nullptr);
}

TEST_CASE("io/feel: what is outside is refused by name, with its place") {
    const auto syntax = muster::errc::syntax;
    const auto number = value_kind::number;
    is_refused("1 + 2", number, syntax, "arithmetic");
    is_refused("2 * Age", number, syntax, "arithmetic");
    is_refused("Age + 1", number, syntax, "arithmetic");
    is_refused("sum(1, 2)", number, syntax, "the function \"sum\"");
    is_refused("Age(1)", number, syntax, "the function");
    is_refused("if true then 1 else 2", number, syntax, "`if` expression");
    is_refused("for x in y return x", number, syntax, "`for` expression");
    is_refused("some x in y satisfies x", number, syntax, "`some` expression");
    is_refused("{a: 1}", number, syntax, "contexts");
    is_refused("[1, 2]", number, syntax, "lists");
    is_refused("(1)", number, syntax, "..");
    is_refused("1 2", number, syntax, "end of the cell");
    is_refused("1,", number, syntax, "found the end");
    is_refused(",1", number, syntax, "expected a literal");
    is_refused("not(1", number, syntax, "expected `)`");
    is_refused("not(1), 2", number, syntax, "end of the cell");
    is_refused("[1..2", number, syntax, "close");
    is_refused("1..2", number, syntax, "");
    is_refused("5 apples", number, syntax, "");
    is_refused("5apples", number, syntax, "expected a number");
    is_refused("\"a", value_kind::string, syntax, "not closed");
    is_refused("\"a\\x\"", value_kind::string, syntax, "escape");
    is_refused("\"\\u00zz\"", value_kind::string, syntax, "hexadecimal");
    is_refused("\"\\ud800\"", value_kind::string, syntax, "no character");
    is_refused("\"\\u0000\"", value_kind::string, syntax, "no character");
    is_refused("/* never", number, syntax, "not closed");
    is_refused("unknown", number, muster::errc::unknown_name, "neither a literal nor the name of a fact");
    is_refused("Complex", number, muster::errc::type_mismatch, "list or a structure");
    is_refused("\"a\"", number, muster::errc::type_mismatch, "is a text, the column holds a number");
    is_refused("5", value_kind::string, muster::errc::type_mismatch, "is a number, the column holds a text");
    is_refused("dateE", number, muster::errc::type_mismatch, "`dateE` is a date");
    is_refused("< \"a\"", value_kind::string, muster::errc::type_mismatch, "neither less nor more");
    is_refused("> Complex.aString", value_kind::string, muster::errc::type_mismatch, "neither less nor more");
    is_refused("[\"a\"..\"b\"]", value_kind::string, muster::errc::type_mismatch, "neither less nor more");
    is_refused("< null", number, muster::errc::type_mismatch, "null");
    is_refused("[null..5]", number, muster::errc::type_mismatch, "null");
    is_refused("[5..2]", number, muster::errc::out_of_range, "from 5 to 2 has its ends swapped");
    is_refused("1e999", number, muster::errc::out_of_range, "double");
    is_refused("Age, a/b + c", number, syntax, "different facts");
    is_refused("5, Age", number, syntax, "different facts");
    is_refused("not([Age..a/b + c])", number, syntax, "several facts");
    is_refused("!= \"a\", \"b\"", value_kind::string, syntax, "choice with `!=`");
    is_refused("? = \"a\" and ? = \"b\"", value_kind::string, syntax, "`and` between tests of a text");
    is_refused("? > 5 and Age", number, muster::errc::unknown_name, "");
    is_refused("?", number, syntax, "comparison after `?`");
    is_refused("starts with(?, 5)", value_kind::string, syntax, "string in quotes");
    is_refused(std::string(70'000, ' '), number, muster::errc::out_of_range, "70000 bytes, more than 65536");
    CHECK(refused("< untyped", std::nullopt).find("kind of `untyped` is not known") != std::string::npos);
    CHECK(refused("1 + 2", number).find("byte 3") != std::string::npos);
}

TEST_CASE("io/feel: outcomes are literals") {
    const auto value = [](const std::string& cell, std::optional<value_kind> kind, bool bare_words = false) {
        return muster::parse_feel_value(cell, kind, here, bare_words);
    };
    CHECK(value("\"a\"", {}) == muster::text_value("a"));
    CHECK(value("-12.50", {}) == muster::number_value(-12.5));
    CHECK(value(" true ", {}) == muster::boolean_value(true));
    CHECK(value("3", value_kind::whole_number) == muster::number_value(3, value_kind::whole_number));
    CHECK(value("null", value_kind::date) == muster::unknown_value(value_kind::date));
    CHECK(value("level I", value_kind::string, true) == muster::text_value("level I"));
    std::optional<value_kind> kind;
    CHECK(muster::parse_feel_values("\"b\",\"a\"", kind, here) ==
          std::vector<table_value>{muster::text_value("b"), muster::text_value("a")});
    CHECK(kind == value_kind::string);
    for (const char* wrong : {"a", "\"a\" + \"b\"", "1, 2", "", "Age", "[1..2]", "1 // comment\n 2", "\"a\", 1"}) {
        CAPTURE(wrong);
        CHECK_THROWS_AS(static_cast<void>(value(wrong, {})), muster::error);
    }
}

TEST_CASE("io/feel: entries that are written are read back to the same logic") {
    random_table source{5};
    int cells = 0;
    for (int i = 0; i < 800; ++i) {
        const muster::loaded_table table{source.next()};
        for (std::size_t column = 0; column < table.model().inputs.size(); ++column) {
            const muster::input_clause& clause = table.model().inputs[column];
            for (const muster::model_rule& rule : table.model().rules) {
                for (const bool bare_words : {false, true}) {
                    const std::string cell = muster::write_feel_test(rule.when[column], clause.kind, bare_words);
                    CAPTURE(cell);
                    std::optional<value_kind> kind = clause.kind;
                    const feel_test read = muster::parse_feel_test(cell, kind, scope(), here, bare_words);
                    REQUIRE(read.against.empty());
                    const muster::input_partition& cut = table.logic().partition(column);
                    for (std::uint16_t each = 0; each < cut.size(); ++each) {
                        if (each == muster::input_partition::outside_class()) { continue; }
                        REQUIRE(read.entry.holds(cut.witness(each)) == rule.when[column].holds(cut.witness(each)));
                    }
                    ++cells;
                }
            }
        }
    }
    CHECK(cells > 5000);
}

TEST_CASE("io/feel: what FEEL cannot say is not written") {
    muster::input_entry odd = muster::except(muster::is("a"));
    odd.accepts_unknown = true;
    CHECK_THROWS_AS(static_cast<void>(muster::write_feel_test(odd, value_kind::string)), muster::error);
    CHECK_THROWS_AS(static_cast<void>(muster::write_feel_test(muster::at_least(1e9), value_kind::date)), muster::error);
    CHECK(muster::write_feel_test(muster::within(-5, 90'000'000), value_kind::time_of_day) ==
          "<time(\"00:00:00\"), >=time(\"00:00:00\")");
    CHECK(muster::write_feel_test(muster::strictly_within(0.5, 2.5), value_kind::date) ==
          "[date(\"1970-01-02\")..date(\"1970-01-03\")]");
    CHECK(muster::write_feel_test(muster::input_entry{}, value_kind::boolean) == "not(true, false)");
    CHECK(muster::write_feel(muster::text_value("a\x01\"\n")) == "\"a\\u0001\\\"\\n\"");
}
