#include "muster/rules/detail/class_finder.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

using namespace muster;
using muster::detail::class_finder;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

compiled_rules one_column(value_kind kind, const std::vector<input_entry>& entries,
                          const input_entry& allowed = any_value) {
    std::vector<table_rule> rules;
    for (const input_entry& each : entries) { rules.push_back({"r" + std::to_string(rules.size()), {each}, 0, 0}); }
    input_clause clause;
    clause.name = label{"column"};
    clause.kind = kind;
    clause.allowed = allowed;
    return {"t", hit_policy::first, {clause}, std::move(rules)};
}

/// The values where an answer can change: every limit, its neighbours, and what lies between.
std::vector<double> values_around(const std::vector<double>& limits) {
    std::vector<double> all{0,
                            -0.0,
                            1,
                            -1,
                            0.5,
                            1e300,
                            -1e300,
                            5e-324,
                            infinity,
                            -infinity,
                            std::numeric_limits<double>::max(),
                            std::numeric_limits<double>::lowest(),
                            std::numeric_limits<double>::quiet_NaN()};
    for (std::size_t i = 0; i < limits.size(); ++i) {
        for (const double each : {limits[i], std::nextafter(limits[i], infinity), std::nextafter(limits[i], -infinity),
                                  limits[i] + 1, limits[i] - 1, std::floor(limits[i]) + 1, limits[i] * 1.5}) {
            all.push_back(each);
        }
        if (i > 0) { all.push_back(limits[i - 1] / 2 + limits[i] / 2); }
    }
    return all;
}

std::size_t wrong_numbers(const compiled_rules& logic) {
    const class_finder finder{logic, 0};
    std::size_t wrong = 0;
    for (const double each : values_around(logic.partition(0).limits())) {
        if (is_whole(logic.inputs()[0].kind)) {
            if (std::abs(each) < 9e18) {
                const auto whole = static_cast<std::int64_t>(each);
                wrong += finder.of_whole(whole) != logic.partition(0).class_of(static_cast<double>(whole)) ? 1U : 0U;
            }
        } else {
            wrong += finder.of_number(each) != logic.partition(0).class_of(each) ? 1U : 0U;
        }
    }
    return wrong;
}

input_entry draw_range(dice& roll, const std::vector<double>& limits) {
    const double a = roll.any_of(limits);
    const double b = roll.any_of(limits);
    if (roll.chance(20)) { return is(a); }
    number_range made{std::min(a, b), std::max(a, b), roll.chance(50), roll.chance(50)};
    if (roll.chance(20)) { made.high = infinity, made.includes_high = false; }
    if (roll.chance(20)) { made.low = -infinity, made.includes_low = false; }
    input_entry entry{{made}, {}, {}, false, false, false};
    return roll.chance(20) ? except(entry) : entry;
}

/// The entry as a table of a kind takes it: a single value that is none of the kind, or left out, begins an interval instead.
input_entry taken_by(value_kind kind, input_entry entry) {
    for (number_range& each : entry.ranges) {
        if (each.low != each.high) { continue; }
        if (!muster::detail::is_value_of(each.low, kind) || !each.includes_low || !each.includes_high) { each.high = infinity; }
    }
    return entry;
}

}  // namespace

TEST_CASE(
    "rules/class_finder: numbers have the partition's class, on and beside every limit, however those are spaced") {
    dice roll{7};
    for (int round = 0; round < 400; ++round) {
        std::vector<double> limits;
        const std::size_t count = 1 + roll.below(round % 10 == 0 ? 300 : 12);
        const std::uint32_t shape = roll.below(6);
        for (std::size_t i = 0; i < count; ++i) {
            const double drawn = roll.real(-1, 1);
            limits.push_back(shape == 0   ? std::floor(drawn * 1000)
                             : shape == 1 ? drawn
                             : shape == 2 ? std::ldexp(drawn, static_cast<int>(roll.between(-1000, 1000)))
                             : shape == 3 ? 116.3 + std::floor(drawn * 50) / 1000
                             : shape == 4 ? std::nextafter(1.0, drawn * 4)
                                          : static_cast<double>(roll.below(4)) * 5e-324);
        }
        std::vector<input_entry> entries;
        for (std::size_t i = 0; i < count; ++i) { entries.push_back(draw_range(roll, limits)); }
        const auto allowed = roll.chance(30) ? draw_range(roll, limits) : any_value;
        for (const value_kind kind : {value_kind::number, value_kind::whole_number, value_kind::date_time,
                                      value_kind::weekday, value_kind::time_of_day, value_kind::boolean}) {
            if (shape == 2 && is_whole(kind)) { continue; }  // beyond 2^53
            std::vector<input_entry> taken;
            for (const input_entry& each : entries) { taken.push_back(taken_by(kind, each)); }
            REQUIRE(wrong_numbers(one_column(kind, taken, taken_by(kind, allowed))) == 0);
        }
    }
}

TEST_CASE("rules/class_finder: a column without limits, and one that is never asked") {
    for (const value_kind kind :
         {value_kind::number, value_kind::whole_number, value_kind::boolean, value_kind::date}) {
        CHECK(wrong_numbers(one_column(kind, {})) == 0);
        CHECK(wrong_numbers(one_column(kind, {any_value})) == 0);
        CHECK(wrong_numbers(one_column(kind, {is_unknown()})) == 0);
    }
    const compiled_rules words = one_column(value_kind::string, {any_value});
    CHECK(class_finder{words, 0}.of_text("anything") == words.partition(0).class_of(std::string_view{"anything"}));
}

TEST_CASE("rules/class_finder: texts of every length have the partition's class, known or not") {
    dice roll{9};
    const auto draw = [&](std::size_t length) {
        std::string made;
        while (made.size() < length) { made += static_cast<char>('a' + roll.below(3)); }
        return made;
    };
    for (int round = 0; round < 300; ++round) {
        std::vector<std::string> texts{""};
        const std::size_t longest = round % 3 == 0 ? 40 : round % 3 == 1 ? 9 : 4;
        const std::size_t count = 1 + roll.below(60);
        for (std::size_t i = 0; i < count; ++i) { texts.push_back(draw(roll.below(longest))); }
        if (round % 5 == 0) {  // alike but for the middle: no probe tells them apart
            texts.push_back("beginning---x---the end");
            texts.push_back("beginning---y---the end");
        }
        std::vector<input_entry> entries;
        for (const std::string& each : texts) {
            if (roll.chance(70)) {
                entries.push_back(is(std::string_view{each}) || is(std::string_view{roll.any_of(texts)}));
            }
        }
        entries.push_back(except(is(std::string_view{roll.any_of(texts)})));
        if (round % 4 == 0) { entries.push_back(starts_with(roll.any_of(texts))); }
        input_entry allowed = any_value;
        if (round % 7 == 0) {
            allowed = is("a");
            for (const std::string& each : texts) {
                if (roll.chance(60)) { allowed = allowed || is(std::string_view{each}); }
            }
        }
        const compiled_rules logic = one_column(value_kind::string, entries, allowed);
        const class_finder finder{logic, 0};
        for (int n = 0; n < 200; ++n) {
            std::string asked = n % 2 == 0 ? roll.any_of(texts) : draw(roll.below(longest + 4));
            if (n % 9 == 0 && !asked.empty()) { asked[roll.below(asked.size())] = n % 2 == 0 ? '\0' : 'b'; }
            REQUIRE(finder.of_text(asked) == logic.partition(0).class_of(std::string_view{asked}));
        }
        CHECK(finder.of_text("beginning---z---the end") ==
              logic.partition(0).class_of(std::string_view{"beginning---z---the end"}));
    }
}

TEST_CASE("rules/class_finder: texts that begin alike are told apart by their ends, and those that end alike by their heads") {
    dice roll{10};
    for (const char* known : {"12345678abcdefgh", "12345678abcd", "123456789", "12345678abcdefghi", "1234567"}) {
        const compiled_rules logic = one_column(value_kind::string, {is(known)});
        const class_finder finder{logic, 0};
        CHECK(finder.of_text(known) != finder.of_text(""));
        for (int n = 0; n < 300; ++n) {
            std::string other = known;
            other[n % 2 == 0 ? other.size() - 1 : 0] = static_cast<char>(roll.below(256));
            if (n % 3 == 0) { other[roll.below(other.size())] = static_cast<char>(roll.below(256)); }
            REQUIRE(finder.of_text(other) == logic.partition(0).class_of(std::string_view{other}));
        }
    }
}
