#include "muster/rules/table_grader.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include "muster/governance/governance.hpp"
#include "muster/governance/plan_text.hpp"
#include "muster/rules/grading_table.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

using muster::any_value;
using muster::at_least;
using muster::decision_rule;
using muster::decision_table;
using muster::grading;
using muster::grading_verdict;
using muster::hit_policy;
using muster::input;
using muster::input_entry;
using muster::is;
using muster::level_I;
using muster::level_II;
using muster::level_III;
using muster::record;
using muster::response_level;
using muster::table_grader;
using muster::within;

namespace table_grader_test {

struct call {
    int no = 0;
    std::optional<int> dead, a, b;
    int storeys = 0;
    std::optional<bool> evacuated{};
};

/// A situation as a caller may have it.
struct situation {
    muster::instant now{};
    [[nodiscard]] std::uint64_t version() const { return 1; }
};

}  // namespace table_grader_test

template <>
inline constexpr auto muster::fields<table_grader_test::call> = muster::map(
    muster::id = &table_grader_test::call::no, muster::position = muster::absent,
    muster::field<"dead"> = &table_grader_test::call::dead, muster::field<"a"> = &table_grader_test::call::a,
    muster::field<"b"> = &table_grader_test::call::b, muster::field<"storeys"> = &table_grader_test::call::storeys);

namespace {

using table_grader_test::call;
using table = decision_table<call, response_level>;

muster::response_scale four_levels() {
    return muster::response_scale{{{"I", "Ⅰ级"}, {"II", "Ⅱ级"}, {"III", "Ⅲ级"}, {"IV", "Ⅳ级"}}};
}

std::vector<muster::table_input<call>> dead_and_storeys() {
    return {input<call>("dead", &call::dead), input<call>("storeys", &call::storeys).allowed(within(0, 200))};
}

template <class Grader>
grading grade(const Grader& by, const call& object, record recording = record::all) {
    static const muster::location where;
    static const muster::classification what;
    static muster::workspace scratch;
    return by(object, muster::grade_context{where, what, {}, scratch, recording});
}

const muster::reason& first_reason(const grading& graded) { return graded.reasons.front(); }

}  // namespace

TEST_CASE("rules/table_grader: the rule that decides gives the level, and is the first reason") {
    const table_grader by{table{"levels",
                                dead_and_storeys(),
                                {{"many dead", {at_least(3), any_value}, level_I},
                                 {"high and someone dead", {within(1, 2), at_least(10)}, level_I},
                                 {"someone dead", {within(1, 2), muster::below(10)}, level_II},
                                 {"nobody dead", {is(0), any_value}, level_III}}},
                          muster::three_response_levels(), level_I};
    const grading high = grade(by, {1, 2, {}, {}, 12});
    CHECK(high.decided == level_I);
    CHECK(high.lowest == level_I);
    CHECK(high.highest == level_I);
    CHECK(high.criterion == muster::criterion_id{1});
    REQUIRE(high.reasons.size() == 1);
    CHECK(first_reason(high).verdict_as<grading_verdict>() == grading_verdict::rule_decided);
    CHECK(first_reason(high).index == 1);
    CHECK(first_reason(high).purpose == 1);
    CHECK(grade(by, {1, 2, {}, {}, 2}).decided == level_II);
    CHECK(grade(by, {1, 0, {}, {}, 2}).decided == level_III);
    CHECK(grade(by, {1, 0, {}, {}, 2}, record::none).reasons.empty());
}

TEST_CASE("rules/table_grader: a gap, a clash and a value out of range fall to the safe level and say which") {
    const table_grader by{
        table{"levels",
              dead_and_storeys(),
              {{"many dead", {at_least(3), any_value}, level_I}, {"nobody dead", {is(0), any_value}, level_III}}},
        muster::three_response_levels(), level_II};
    const grading gap = grade(by, {1, 1, {}, {}, 2});
    CHECK(gap.decided == level_II);
    CHECK(gap.lowest == level_II);
    CHECK(gap.highest == level_II);
    CHECK_FALSE(gap.criterion);
    CHECK(first_reason(gap).verdict_as<grading_verdict>() == grading_verdict::no_rule);
    CHECK(first_reason(gap).purpose == 2);

    const grading outside = grade(by, {1, 3, {}, {}, 300});
    CHECK(outside.decided == level_II);
    CHECK_FALSE(outside.criterion);
    CHECK(first_reason(outside).verdict_as<grading_verdict>() == grading_verdict::not_in_range);
    CHECK(first_reason(outside).index == 3);  // behind the two rules, the second input

    muster::name_book names;
    by.write_names(names);
    CHECK(names.name_of(muster::subject::criterion, 0, muster::language::en) == "many dead");
    CHECK(names.name_of(muster::subject::criterion, 3, muster::language::en) == "storeys");
    CHECK(names.name_of(muster::subject::level, 2, muster::language::zh) == "Ⅱ级(较大)");
}

TEST_CASE("rules/table_grader: a gap, a clash, a value out of range and a thin margin reach whoever asks the experts") {
    const table rules{"levels",
                      {input<call>("storeys", &call::storeys).allowed(within(0, 100)).thin_margin(2)},
                      {{"high", {at_least(30)}, level_I}, {"higher", {at_least(60)}, level_II}, {"low", {muster::below(20)}, level_III}},
                      hit_policy::unique,
                      {.is_proven = false}};
    const table_grader grade{rules, muster::three_response_levels(), level_I};
    const auto gap_at = [&](int storeys) {
        call each;
        each.storeys = storeys;
        muster::workspace scratch;
        const grading graded = grade(each, {muster::location{}, {}, muster::instant{}, scratch, record::none});
        CHECK(muster::find_gap({}, graded, {}) == (graded.gap == muster::gap_kind::none ? muster::gap_kind::no_rule : graded.gap));
        return graded.gap;
    };
    CHECK(gap_at(10) == muster::gap_kind::none);
    CHECK(gap_at(19) == muster::gap_kind::thin_margin);
    CHECK(gap_at(25) == muster::gap_kind::no_rule);
    CHECK(gap_at(70) == muster::gap_kind::clash);
    CHECK(gap_at(101) == muster::gap_kind::out_of_range);
}

TEST_CASE("rules/table_grader: unknown facts give an interval and the fact that would settle it") {
    const table_grader by{table{"levels",
                                {input<call>("dead", &call::dead), input<call>("a", &call::a)},
                                {{"many dead", {at_least(3), any_value}, level_I},
                                 {"many a", {any_value, at_least(5)}, level_II},
                                 {"otherwise", {any_value, any_value}, level_III}},
                                hit_policy::first},
                          muster::three_response_levels(), level_I};
    const grading open = grade(by, {1, {}, {}, {}, 0});
    CHECK(open.decided == level_III);
    CHECK(open.lowest == level_III);
    CHECK(open.highest == level_I);
    CHECK(open.settled_by == muster::criterion_id{3});  // behind the three rules, the first input
    CHECK(open.reasons.back().verdict_as<grading_verdict>() == grading_verdict::unknown_open);
    CHECK(open.reasons.back().purpose == 1);

    const grading half = grade(by, {1, 0, {}, {}, 0});
    CHECK(half.highest == level_II);
    CHECK(half.settled_by == muster::criterion_id{4});

    const grading closed = grade(by, {1, 3, {}, {}, 0});  // `a` is unknown, and changes nothing any more
    CHECK(closed.lowest == level_I);
    CHECK(closed.highest == level_I);
    CHECK_FALSE(closed.settled_by);
    CHECK(closed.reasons.size() == 1);
}

TEST_CASE("rules/table_grader: a safe level that can no longer come up is not in the interval") {
    const muster::response_level level_IV{4};
    const std::vector<muster::table_input<call>> columns{input<call>("dead", &call::dead),
                                                         input<call>("evacuated", &call::evacuated)};
    const table_grader by{table{"levels",
                                columns,
                                {{"many", {at_least(10), any_value}, level_II},
                                 {"few, evacuated", {muster::below(10), is(true)}, level_III},
                                 {"few", {muster::below(10), is(false)}, level_IV}}},
                          four_levels(), level_I};
    const grading sure = grade(by, {1, 12, {}, {}, 0});  // the one rule that can hold does
    CHECK(sure.decided == level_II);
    CHECK(sure.lowest == level_II);
    CHECK(sure.highest == level_II);
    CHECK_FALSE(sure.settled_by);
    CHECK(sure.reasons.size() == 1);

    const grading open = grade(by, {1, 3, {}, {}, 0});  // no rule takes an unknown value: the safe level, for now
    CHECK(open.decided == level_I);
    CHECK(open.lowest == level_IV);
    CHECK(open.highest == level_I);
    CHECK(open.settled_by == muster::criterion_id{4});
    CHECK(first_reason(open).verdict_as<grading_verdict>() == grading_verdict::no_rule);
    CHECK(open.reasons.back().verdict_as<grading_verdict>() == grading_verdict::unknown_open);
    CHECK(open.reasons.back().purpose == 3);  // the table itself goes no further

    const table_grader with_rule{table{"levels",
                                       columns,
                                       {{"many", {at_least(10), any_value}, level_II},
                                        {"few, evacuated", {muster::below(10), is(true)}, level_III},
                                        {"few", {muster::below(10), is(false)}, level_IV},
                                        {"nothing known", {muster::is_unknown(), muster::is_unknown()}, level_III}}},
                                 four_levels(), level_I};
    const grading none = grade(with_rule, {1, {}, {}, {}, 0});  // a gap at what is unknown is over once it is known
    CHECK(none.decided == level_III);
    CHECK(none.lowest == level_IV);
    CHECK(none.highest == level_II);
}

TEST_CASE("rules/table_grader: rules that clash elsewhere put no safe level where they cannot") {
    muster::table_options<response_level> unproven;
    unproven.is_proven = false;
    for (const hit_policy policy : {hit_policy::unique, hit_policy::any}) {
        const table_grader by{table{"levels",
                                    {input<call>("dead", &call::dead), input<call>("a", &call::a)},
                                    {{"few", {muster::below(10), any_value}, level_III},
                                     {"many", {at_least(10), any_value}, level_II},
                                     {"most, and much a", {at_least(30), at_least(5)}, level_III}},
                                    policy,
                                    unproven},
                              muster::three_response_levels(), level_I};
        const grading clear = grade(by, {1, 12, {}, {}, 0});
        CHECK(clear.highest == level_II);
        CHECK(clear.lowest == level_II);
        const grading clash = grade(by, {1, 40, {}, {}, 0});
        CHECK(clash.decided == level_II);
        CHECK(clash.highest == level_I);
        CHECK(clash.lowest == level_III);
    }
}

TEST_CASE("rules/table_grader: a value out of range settles the safe level, whatever else is unknown") {
    const table_grader by{
        table{"levels",
              dead_and_storeys(),
              {{"many dead", {at_least(3), any_value}, level_I}, {"otherwise", {any_value, any_value}, level_III}},
              hit_policy::first},
        muster::three_response_levels(), level_II};
    const grading outside = grade(by, {1, {}, {}, {}, 300});
    CHECK(outside.decided == level_II);
    CHECK(outside.lowest == level_II);
    CHECK(outside.highest == level_II);
    CHECK_FALSE(outside.settled_by);
    CHECK(outside.reasons.size() == 1);
}

TEST_CASE("rules/table_grader: whatever is revealed later, in any order, the level was in the interval") {
    dice any{3};
    int with_gaps = 0;
    for (int round = 0; round < 1'500; ++round) {
        const auto entry = [&any]() -> input_entry {
            const auto low = static_cast<double>(any.between(0, 3));
            switch (any.below(5)) {
                case 0: return at_least(low);
                case 1: return muster::below(low + 1);
                case 2: return is(low);
                case 3: return any.chance(30) ? muster::is_unknown() : except(is(low));
                default: return any_value;
            }
        };
        std::vector<decision_rule<response_level>> rules;
        for (std::uint32_t i = 1 + any.below(6); i > 0; --i) {
            rules.push_back({"r" + std::to_string(i),
                             {entry(), entry(), entry()},
                             response_level{static_cast<std::uint8_t>(1 + any.below(3))}});
        }
        const auto policy = any.chance(50) ? hit_policy::first : hit_policy::any;
        std::optional<table_grader<call, table>> by;
        try {
            by.emplace(table{"random",
                             {input<call>("dead", &call::dead), input<call>("a", &call::a), input<call>("b", &call::b)},
                             rules,
                             policy},
                       muster::three_response_levels(), response_level{static_cast<std::uint8_t>(1 + any.below(3))});
        } catch (const muster::error&) {
            continue;  // a table that refuses itself: clashes, masked rules
        }
        for (int sample = 0; sample < 8; ++sample) {
            const auto value = [&any] { return static_cast<int>(any.between(-1, 5)); };
            const call truth{1, value(), value(), value(), 0};
            const grading last = grade(*by, truth);
            CHECK(last.lowest == last.highest);
            with_gaps += last.criterion ? 0 : 1;
            for (unsigned known = 0; known < 8; ++known) {
                call seen = truth;
                if ((known & 1U) == 0) { seen.dead.reset(); }
                if ((known & 2U) == 0) { seen.a.reset(); }
                if ((known & 4U) == 0) { seen.b.reset(); }
                const grading now = grade(*by, seen);
                CHECK_FALSE(muster::is_more_serious(now.lowest, last.decided));
                CHECK_FALSE(muster::is_more_serious(last.decided, now.highest));
                CHECK_FALSE(muster::is_more_serious(now.lowest, now.decided));
                CHECK_FALSE(muster::is_more_serious(now.decided, now.highest));
                CHECK(static_cast<bool>(now.settled_by) == (now.lowest != now.highest));
                if (now.settled_by) {  // an input, and one that is unknown
                    const std::uint32_t which = now.settled_by.index - static_cast<std::uint32_t>(rules.size());
                    REQUIRE(which < 3);
                    CHECK((known & (1U << which)) == 0);
                }
            }
        }
    }
    CHECK(with_gaps > 100);
}

TEST_CASE("rules/table_grader: of a table without gaps over known values the interval is exactly what may come out") {
    dice any{11};
    int compared = 0, narrower = 0;
    for (int round = 0; round < 400; ++round) {
        // Rows cut the plane of `dead` and `a` without a gap, columns of a row cut it again.
        std::vector<decision_rule<response_level>> rules;
        const auto level = [&any] { return response_level{static_cast<std::uint8_t>(2 + any.below(3))}; };
        const auto add = [&](input_entry dead, input_entry a) {
            rules.push_back({"r" + std::to_string(rules.size()), {std::move(dead), std::move(a)}, level()});
        };
        const auto row = [&](const input_entry& dead) {
            const auto at = static_cast<double>(any.between(0, 3));
            if (any.chance(40)) { return add(dead, any_value); }
            add(dead, muster::below(at));
            add(dead, at_least(at));
        };
        const auto cut = static_cast<double>(any.between(0, 3));
        row(muster::below(cut));
        row(muster::from_until(cut, cut + 2));
        row(at_least(cut + 2));
        const table_grader by{
            table{"cut", {input<call>("dead", &call::dead), input<call>("a", &call::a)}, rules},
            four_levels(), level_I};
        for (int known = 0; known < 3; ++known) {
            call seen{1, {}, {}, {}, 0};
            if (known == 1) { seen.dead = static_cast<int>(any.between(-1, 6)); }
            if (known == 2) { seen.a = static_cast<int>(any.between(-1, 6)); }
            const grading now = grade(by, seen);
            response_level lowest = now.decided, highest = now.decided;
            for (int dead = -1; dead <= 6; ++dead) {
                for (int a = -1; a <= 6; ++a) {
                    const grading last = grade(by, {1, seen.dead.value_or(dead), seen.a.value_or(a), {}, 0});
                    REQUIRE(last.criterion);
                    lowest = less_serious(lowest, last.decided);
                    highest = more_serious(highest, last.decided);
                }
            }
            CHECK(now.lowest == lowest);
            CHECK(now.highest == highest);
            ++compared;
            narrower += now.highest == level_I ? 0 : 1;
        }
    }
    CHECK(compared == 1'200);
    CHECK(narrower > 100);
}

TEST_CASE("rules/table_grader: a table that cannot grade is refused") {
    const auto rules = [](response_level gives) {
        return std::vector<decision_rule<response_level>>{{"always", {any_value}, gives}};
    };
    const auto made = [&](response_level gives, response_level safe, hit_policy policy = hit_policy::unique) {
        return table_grader{table{"levels", {input<call>("dead", &call::dead)}, rules(gives), policy},
                            muster::three_response_levels(), safe};
    };
    CHECK_NOTHROW(made(level_I, level_I));
    CHECK_THROWS_WITH_AS(
        made(level_I, {}),
        "table_grader: table `levels`: the safe level has a level of rank 0; the scale has ranks 1 to 3",
        muster::error);
    CHECK_THROWS_WITH_AS(
        made({4}, level_I),
        "table_grader: table `levels`: rule `always` has a level of rank 4; the scale has ranks 1 to 3", muster::error);
    CHECK_THROWS_WITH_AS(made(level_I, level_I, hit_policy::rule_order),
                         "table_grader: table `levels`: the hit policy `rule order` gives no single level",
                         muster::error);
}

TEST_CASE("rules/table_grader: is bound as the grade stage of a policy, and the plan says which rule decided") {
    const table_grader by{
        table{"levels",
              dead_and_storeys(),
              {{"many dead", {at_least(3), any_value}, level_I}, {"nobody dead", {is(0), any_value}, level_III}}},
        muster::three_response_levels(), level_II};
    muster::governance city{muster::policy{muster::stage::grade = by}, "city", 1};
    muster::workspace scratch;
    const auto level_line = [&](const call& object) {
        const muster::plan made = city.decide(object, table_grader_test::situation{}, scratch);
        return muster::to_text(made, city.names(), muster::language::en);
    };
    CHECK(level_line({1, 3, {}, {}, 2}).find("rule \"many dead\" decides: level I (major)") != std::string::npos);
    CHECK(level_line({1, 1, {}, {}, 2}).find("no rule of the table holds; the safe level is taken: II (larger)") !=
          std::string::npos);
    CHECK(level_line({1, 3, {}, {}, 999}).find("\"storeys\" has a value that the table was not written for") !=
          std::string::npos);
}
