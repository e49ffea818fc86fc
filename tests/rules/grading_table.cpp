#include "muster/rules/grading_table.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

using muster::at_least;
using muster::at_most;
using muster::below;
using muster::classification;
using muster::criterion_id;
using muster::grading;
using muster::grading_criterion;
using muster::grading_verdict;
using muster::more_than;
using muster::record;
using muster::response_level;
using muster::type_id;

namespace grading_test {

struct facts {
    std::optional<double> a, b, c, d;
};

}  // namespace grading_test

template <>
inline constexpr auto muster::fields<grading_test::facts> = muster::map(
    muster::id = [](const grading_test::facts&) { return 1; }, muster::position = muster::absent,
    muster::field<"a"> = &grading_test::facts::a, muster::field<"b"> = &grading_test::facts::b,
    muster::field<"c"> = &grading_test::facts::c, muster::field<"d"> = &grading_test::facts::d);

namespace {

using grading_test::facts;
using table = muster::grading_table<facts>;

const muster::type_tree& types() {
    static const muster::type_tree tree{
        {{"fire", {"fire"}, ""}, {"high-rise", {"high-rise fire"}, "fire"}, {"gas", {"gas"}, ""}}};
    return tree;
}
const type_id fire{0};
const type_id high_rise{1};
const type_id gas{2};

muster::response_scale scale_of(std::uint32_t levels) {
    std::vector<muster::label> names;
    for (std::uint32_t i = 1; i <= levels; ++i) { names.emplace_back("level " + std::to_string(i)); }
    return muster::response_scale{names};
}

grading grade(const table& by, const facts& object, const classification& what = classification{fire},
              record recording = record::all) {
    static const muster::location where;
    muster::workspace scratch;
    return by(object, muster::grade_context{where, what, {}, scratch, recording});
}

grading_criterion criterion(std::string name, std::string column, std::vector<muster::threshold> thresholds) {
    grading_criterion made;
    made.criterion_name = std::move(name);
    made.column = std::move(column);
    made.thresholds = std::move(thresholds);
    return made;
}

bool in_bounds(response_level low, response_level at, response_level high) {
    return !muster::is_more_serious(low, at) && !muster::is_more_serious(at, high);
}

bool same_outcome(const grading& a, const grading& b) {
    return a.decided == b.decided && a.lowest == b.lowest && a.highest == b.highest && a.criterion == b.criterion &&
           a.settled_by == b.settled_by;
}

}  // namespace

TEST_CASE("rules/grading_table: 以上 includes its limit, 以下 excludes it") {
    const auto level_at = [](muster::threshold line, double value) {
        return grade(table{types(), scale_of(3), {criterion("a", "a", {line})}}, {value, {}, {}, {}}).decided.rank;
    };
    CHECK(level_at(at_least(3, {1}), 2) == 3);
    CHECK(level_at(at_least(3, {1}), 3) == 1);
    CHECK(level_at(at_least(3, {1}), 4) == 1);
    CHECK(level_at(more_than(3, {1}), 2) == 3);
    CHECK(level_at(more_than(3, {1}), 3) == 3);
    CHECK(level_at(more_than(3, {1}), 4) == 1);
    CHECK(level_at(at_most(3, {1}), 2) == 1);
    CHECK(level_at(at_most(3, {1}), 3) == 1);
    CHECK(level_at(at_most(3, {1}), 4) == 3);
    CHECK(level_at(below(3, {1}), 2) == 1);
    CHECK(level_at(below(3, {1}), 3) == 3);
    CHECK(level_at(below(3, {1}), 4) == 3);
    CHECK(level_at(at_least(3, {1}), std::nextafter(3.0, 0.0)) == 3);
    CHECK(level_at(more_than(3, {1}), std::nextafter(3.0, 4.0)) == 1);
    CHECK(level_at(at_least(3, {1}), std::numeric_limits<double>::infinity()) == 1);
}

TEST_CASE("rules/grading_table: every boundary of a table with several levels") {
    const table by{types(),
                   scale_of(4),
                   {criterion("trapped", "a", {at_least(1, {3}), at_least(3, {2}), at_least(10, {1})}),
                    criterion("minutes left", "b", {below(60, {3}), below(30, {2}), at_most(10, {1})})}};
    const auto rank = [&by](double a, double b) { return grade(by, {a, b, {}, {}}).decided.rank; };
    CHECK(rank(0, 60) == 4);
    CHECK(rank(1, 60) == 3);
    CHECK(rank(2, 60) == 3);
    CHECK(rank(3, 60) == 2);
    CHECK(rank(9, 60) == 2);
    CHECK(rank(10, 60) == 1);
    CHECK(rank(0, 59) == 3);
    CHECK(rank(0, 30) == 3);
    CHECK(rank(0, 29) == 2);
    CHECK(rank(0, 11) == 2);
    CHECK(rank(0, 10) == 1);
    CHECK(rank(2, 29) == 2);  // the most serious of the criteria
}

TEST_CASE("rules/grading_table: the criterion that decided is named, the first of equals") {
    const table by{types(),
                   scale_of(3),
                   {criterion("a", "a", {at_least(1, {2})}), criterion("b", "b", {at_least(1, {2})}),
                    criterion("c", "c", {at_least(1, {1})})}};
    CHECK(grade(by, {0, 0, 0, {}}).criterion == criterion_id::none());
    CHECK(grade(by, {1, 1, 0, {}}).criterion == criterion_id{0});
    CHECK(grade(by, {0, 1, 0, {}}).criterion == criterion_id{1});
    CHECK(grade(by, {1, 1, 1, {}}).criterion == criterion_id{2});
}

TEST_CASE("rules/grading_table: unknown is not zero: the level is an interval, with the fact that would settle it") {
    const table by{
        types(),
        scale_of(3),
        {criterion("a", "a", {at_least(1, {2})}), criterion("b", "b", {at_least(1, {2}), at_least(3, {1})})}};
    const grading open = grade(by, {});
    CHECK(open.decided.rank == 3);
    CHECK(open.lowest.rank == 3);
    CHECK(open.highest.rank == 1);
    CHECK(open.settled_by == criterion_id{1});  // it could change the level most

    const grading half = grade(by, {1, {}, {}, {}});
    CHECK(half.lowest.rank == 2);
    CHECK(half.highest.rank == 1);
    CHECK(half.settled_by == criterion_id{1});

    const grading closed = grade(by, {{}, 3, {}, {}});  // a is unknown, but can change nothing any more
    CHECK(closed.lowest.rank == 1);
    CHECK(closed.highest.rank == 1);
    CHECK(closed.settled_by == criterion_id::none());

    const grading zero = grade(by, {0, 0, {}, {}});
    CHECK(zero.highest.rank == 3);
}

TEST_CASE("rules/grading_table: an unknown value is taken for what the criterion says") {
    grading_criterion careful = criterion("a", "a", {at_least(1, {2}), at_least(3, {1})});
    careful.assumed = {2};
    const table by{types(), scale_of(3), {careful}};
    const grading open = grade(by, {});
    CHECK(open.decided.rank == 2);
    CHECK(open.criterion == criterion_id{0});
    CHECK(open.lowest.rank == 3);
    CHECK(open.highest.rank == 1);
    CHECK(open.settled_by == criterion_id{0});
    CHECK(open.reasons.back().verdict_as<grading_verdict>() == grading_verdict::unknown_assumed);
    CHECK(open.reasons.back().purpose == 2);
    CHECK(grade(by, {0, {}, {}, {}}).decided.rank == 3);  // known to be none: nothing is assumed
}

TEST_CASE("rules/grading_table: a type and its kinds have a base level, the most serious of several") {
    const table by{types(), scale_of(4), {criterion("a", "a", {at_least(1, {2})})}, {{fire, {3}}, {high_rise, {2}}}};
    const facts none{0, {}, {}, {}};
    CHECK(grade(by, none, gas).decided.rank == 4);
    CHECK(grade(by, none, fire).decided.rank == 3);
    CHECK(grade(by, none, high_rise).decided.rank == 2);
    CHECK(grade(by, none, high_rise).lowest.rank == 2);
    CHECK(grade(by, none, high_rise).criterion == criterion_id::none());
    CHECK(grade(by, {1, {}, {}, {}}, high_rise).criterion == criterion_id::none());  // no more serious than the base
    CHECK(grade(by, {1, {}, {}, {}}, fire).criterion == criterion_id{0});
}

TEST_CASE("rules/grading_table: a criterion for a type is asked for it and its kinds only") {
    grading_criterion only = criterion("a", "a", {at_least(1, {1})});
    only.only_for = fire;
    const table by{types(), scale_of(3), {only}};
    CHECK(grade(by, {1, {}, {}, {}}, fire).decided.rank == 1);
    CHECK(grade(by, {1, {}, {}, {}}, high_rise).decided.rank == 1);
    const grading other = grade(by, {1, {}, {}, {}}, gas);
    CHECK(other.decided.rank == 3);
    CHECK(other.highest.rank == 3);
    CHECK(other.reasons.back().verdict_as<grading_verdict>() == grading_verdict::not_for_type);
    CHECK(grade(by, {}, gas).highest.rank == 3);  // unknown, but not for this type: nothing is open
}

TEST_CASE("rules/grading_table: for an unknown type every criterion applies, and the interval reaches over all types") {
    grading_criterion only = criterion("a", "a", {at_least(1, {2})});
    only.only_for = fire;
    const table by{types(), scale_of(3), {only, criterion("b", "b", {at_least(1, {2})})}, {{high_rise, {1}}}};
    const grading abstained = grade(by, {1, 0, {}, {}}, classification{});
    CHECK(abstained.decided.rank == 2);                   // a level set too low costs more than one set too high
    CHECK(abstained.lowest.rank == 3);                    // it may turn out to be gas
    CHECK(abstained.highest.rank == 1);                   // or a high-rise fire
    CHECK(abstained.settled_by == criterion_id::none());  // the type would settle it
    for (const type_id revealed : {fire, high_rise, gas}) {
        const grading known = grade(by, {1, 0, {}, {}}, revealed);
        CHECK(in_bounds(abstained.lowest, known.decided, abstained.highest));
    }
}

TEST_CASE("rules/grading_table: whatever facts are revealed later, the level was in the interval") {
    dice any{1};
    const std::vector<type_id> every_type{fire, high_rise, gas};
    for (int round = 0; round < 2'000; ++round) {
        const std::uint32_t levels = any.any_of(std::vector<std::uint32_t>{1, 3, 4, 7});
        std::vector<grading_criterion> criteria;
        for (std::uint32_t i = any.below(6); i > 0; --i) {
            std::vector<muster::threshold> lines;
            const bool upward = any.chance(50);
            std::int64_t limit = any.between(-4, 4);
            for (std::uint32_t rank = levels; rank >= 1; --rank) {
                if (any.chance(40)) { continue; }
                limit += (upward ? 1 : -1) * any.between(1, 3);
                const auto at = static_cast<double>(limit);
                const response_level reached{static_cast<std::uint8_t>(rank)};
                lines.push_back(upward ? (any.chance(50) ? at_least(at, reached) : more_than(at, reached))
                                       : (any.chance(50) ? at_most(at, reached) : below(at, reached)));
            }
            if (lines.empty()) { continue; }
            any.shuffle(lines);
            criteria.push_back(
                criterion("k" + std::to_string(i), std::string(1, static_cast<char>('a' + any.below(4))), lines));
            if (any.chance(30)) { criteria.back().assumed = {static_cast<std::uint8_t>(1 + any.below(levels))}; }
            if (any.chance(30)) { criteria.back().only_for = any.any_of(every_type); }
        }
        std::vector<muster::base_level> bases;
        for (std::uint32_t i = any.below(3); i > 0; --i) {
            bases.push_back({any.any_of(every_type), {static_cast<std::uint8_t>(1 + any.below(levels))}});
        }
        const table by{types(), scale_of(levels), criteria, bases};

        const auto value = [&] { return static_cast<double>(any.between(-12, 12)); };
        const facts truth{value(), value(), value(), value()};
        const type_id true_type = any.any_of(every_type);
        const grading final_level = grade(by, truth, true_type);
        CHECK(final_level.lowest == final_level.decided);
        CHECK(final_level.highest == final_level.decided);
        CHECK(final_level.settled_by == criterion_id::none());
        // The obvious answer: the most serious threshold that any value reaches, and the bases.
        std::uint32_t rank = levels;
        for (const muster::base_level& each : bases) {
            if (types().is_a(true_type, each.type)) { rank = std::min<std::uint32_t>(rank, each.at_least.rank); }
        }
        for (const grading_criterion& each : criteria) {
            if (each.only_for && !types().is_a(true_type, each.only_for)) { continue; }
            const double number = *(each.column == "a"   ? truth.a
                                    : each.column == "b" ? truth.b
                                    : each.column == "c" ? truth.c
                                                         : truth.d);
            for (const muster::threshold& line : each.thresholds) {
                if (muster::holds(number, line.how, line.limit)) {
                    rank = std::min<std::uint32_t>(rank, line.reached.rank);
                }
            }
        }
        CHECK(final_level.decided.rank == rank);

        for (int hidden = 0; hidden < 6; ++hidden) {
            facts seen = truth;
            if (any.chance(50)) { seen.a.reset(); }
            if (any.chance(50)) { seen.b.reset(); }
            if (any.chance(50)) { seen.c.reset(); }
            if (any.chance(50)) { seen.d.reset(); }
            const classification what = any.chance(25) ? classification{} : classification{true_type};
            const grading level = grade(by, seen, what);
            CHECK(in_bounds(level.lowest, final_level.decided, level.highest));
            CHECK(in_bounds(level.lowest, level.decided, level.highest));
            if (what.type) { CHECK(static_cast<bool>(level.settled_by) == (level.lowest != level.highest)); }
            // One reason a criterion, and one for the base; without recording nothing else changes.
            CHECK(level.reasons.size() == criteria.size() + 1);
            CHECK(level.reasons.front().verdict_as<grading_verdict>() == grading_verdict::base);
            for (std::size_t i = 0; i < criteria.size(); ++i) {
                CHECK(level.reasons[i + 1].index == i);
                CHECK(level.reasons[i + 1].stage == muster::stage_id::grade);
            }
            const grading silent = grade(by, seen, what, record::none);
            CHECK(same_outcome(silent, level));
            CHECK(silent.reasons.empty());
        }
    }
}

TEST_CASE("rules/grading_table: reasons hold the value against the limit that it reached, or the nearest") {
    const table by{types(), scale_of(3), {criterion("a", "a", {at_least(1, {2}), at_least(2.5, {1})})}};
    const muster::reason low = grade(by, {0.5, {}, {}, {}}).reasons[1];
    CHECK(low.verdict_as<grading_verdict>() == grading_verdict::below);
    CHECK(low.actual == 500);
    CHECK(low.limit == 1000);
    CHECK(low.counted_in == muster::measure::thousandths);
    const muster::reason high = grade(by, {7, {}, {}, {}}).reasons[1];
    CHECK(high.verdict_as<grading_verdict>() == grading_verdict::reached);
    CHECK(high.actual == 7000);
    CHECK(high.limit == 2500);
    CHECK(high.purpose == 1);
    const muster::reason open = grade(by, {}).reasons[1];
    CHECK(open.verdict_as<grading_verdict>() == grading_verdict::unknown_open);
    CHECK(open.purpose == 1);
    const muster::reason endless = grade(by, {std::numeric_limits<double>::infinity(), {}, {}, {}}).reasons[1];
    CHECK(endless.actual == 1'000'000'000'000'000'000);
}

TEST_CASE("rules/grading_table: a NaN is an unknown value") {
    const table by{types(), scale_of(3), {criterion("a", "a", {at_least(1, {1})})}};
    const grading level = grade(by, {std::numeric_limits<double>::quiet_NaN(), {}, {}, {}});
    CHECK(level.highest.rank == 1);
    CHECK(level.settled_by == criterion_id{0});
}

TEST_CASE("rules/grading_table: the same limit, once included and once not, is two levels") {
    const table by{types(),
                   scale_of(3),
                   {criterion("a", "a", {at_least(3, {2}), more_than(3, {1})}),
                    criterion("b", "b", {at_most(3, {2}), below(3, {1})})}};
    CHECK(grade(by, {3, 4, {}, {}}).decided.rank == 2);
    CHECK(grade(by, {4, 4, {}, {}}).decided.rank == 1);
    CHECK(grade(by, {0, 3, {}, {}}).decided.rank == 2);
    CHECK(grade(by, {0, 2, {}, {}}).decided.rank == 1);
}

TEST_CASE("rules/grading_table: it reuses the outcome that it is given") {
    const table by{types(), scale_of(3), {criterion("a", "a", {at_least(1, {1})})}};
    const muster::location where;
    const classification what{fire};
    muster::workspace scratch;
    const muster::grade_context context{where, what, {}, scratch, record::all};
    grading out;
    by(facts{1, {}, {}, {}}, context, out);
    CHECK(out.decided.rank == 1);
    by(facts{0, {}, {}, {}}, context, out);
    CHECK(out.decided.rank == 3);
    CHECK(out.criterion == criterion_id::none());
    CHECK(out.highest.rank == 3);
    CHECK(out.reasons.size() == 2);
}

TEST_CASE("rules/grading_table: a table that cannot be used is refused, by name") {
    const auto refused = [](const grading_criterion& bad, std::vector<muster::base_level> bases = {}) {
        (void)table{types(), scale_of(3), {criterion("good", "a", {at_least(1, {1})}), bad}, bases};
    };
    CHECK_THROWS_WITH_AS(refused(criterion("bad", "a", {})), "grading_table: criterion `bad` has no thresholds",
                         muster::error);
    CHECK_THROWS_WITH_AS(
        refused(criterion("bad", "z", {at_least(1, {1})})),
        "criterion `bad` reads the field `z`, which fields<T> does not have as a number; it has: id, a, "
        "b, c, d",
        muster::error);
    CHECK_THROWS_WITH_AS(refused(criterion("bad", "a", {at_least(1, {4})})),
                         "grading_table: criterion `bad` has a level of rank 4; the scale has ranks 1 to 3",
                         muster::error);
    CHECK_THROWS_AS(refused(criterion("bad", "a", {at_least(1, {})})), muster::error);
    CHECK_THROWS_WITH_AS(refused(criterion("bad", "a", {at_least(2e15, {1})})),
                         "grading_table: criterion `bad` has the limit 2000000000000000.000000; it must lie between "
                         "-1e15 and 1e15",
                         muster::error);
    CHECK_THROWS_AS(refused(criterion("bad", "a", {at_least(std::numeric_limits<double>::quiet_NaN(), {1})})),
                    muster::error);
    CHECK_THROWS_WITH_AS(refused(criterion("bad", "a", {at_least(3, {2}), at_least(3, {1})})),
                         "grading_table: criterion `bad` reaches level rank 1 at a limit that is no stricter than that "
                         "of rank 2",
                         muster::error);
    CHECK_THROWS_AS(refused(criterion("bad", "a", {at_least(3, {2}), at_least(2, {1})})), muster::error);
    CHECK_THROWS_AS(refused(criterion("bad", "a", {more_than(3, {2}), at_least(3, {1})})), muster::error);
    CHECK_THROWS_AS(refused(criterion("bad", "a", {at_most(3, {2}), at_most(4, {1})})), muster::error);
    CHECK_THROWS_WITH_AS(refused(criterion("bad", "a", {at_least(3, {2}), at_most(2, {1})})),
                         "grading_table: criterion `bad` has thresholds in both directions", muster::error);
    CHECK_THROWS_WITH_AS(refused(criterion("bad", "a", {{{1}, muster::comparison::equal, 3}})),
                         "grading_table: criterion `bad` must use at_least, more_than, at_most or below",
                         muster::error);
    grading_criterion astray = criterion("bad", "a", {at_least(1, {1})});
    astray.only_for = {9};
    CHECK_THROWS_WITH_AS(refused(astray), "grading_table: criterion `bad` is for a type that is not of the tree",
                         muster::error);
    grading_criterion bold = criterion("bad", "a", {at_least(1, {1})});
    bold.assumed = {4};
    CHECK_THROWS_WITH_AS(refused(bold),
                         "grading_table: criterion `bad` has a level of rank 4; the scale has ranks 1 to 3",
                         muster::error);
    const grading_criterion fine = criterion("fine", "a", {at_least(1, {1})});
    CHECK_THROWS_WITH_AS(refused(fine, {{{9}, {1}}}),
                         "grading_table: a base level names a type that is not of the tree", muster::error);
    CHECK_THROWS_AS(refused(fine, {{{}, {1}}}), muster::error);
    CHECK_THROWS_WITH_AS(refused(fine, {{fire, {4}}}),
                         "grading_table: a base level has a level of rank 4; the scale has ranks 1 to 3",
                         muster::error);
    CHECK_NOTHROW(refused(fine, {{fire, {1}}}));
}

TEST_CASE("rules/grading_table: writes the names of its criteria and levels") {
    const table by{types(), muster::three_response_levels(), {criterion("trapped", "a", {at_least(1, {1})})}};
    muster::name_book names;
    by.write_names(names);
    CHECK(names.name_of(muster::subject::criterion, 0, muster::language::en) == "trapped");
    CHECK(names.name_of(muster::subject::level, 1, muster::language::en) == "I (major)");
    CHECK(names.name_of(muster::subject::level, 3, muster::language::zh) == "Ⅲ级(一般)");
    CHECK(by.size() == 1);
    CHECK(by[{0}].column == "a");
    CHECK(by.scale().size() == 3);
}

TEST_CASE("rules/grading_table: of two unknown facts the one taken for the more serious level would settle it") {
    grading_criterion careful = criterion("b", "b", {at_least(1, {3})});
    careful.assumed = {1};
    const table by{types(), scale_of(4), {criterion("a", "a", {at_least(1, {2})}), careful}};
    const grading open = grade(by, {});
    CHECK(open.decided.rank == 1);
    CHECK(open.highest.rank == 1);
    CHECK(open.lowest.rank == 4);
    CHECK(open.settled_by == criterion_id{1});
}

TEST_CASE("rules/grading_table: the nearest limit of a level with several is the one that is reached first") {
    const table by{types(), scale_of(3), {criterion("a", "a", {at_least(9, {2}), at_least(5, {2})})}};
    CHECK(grade(by, {1, {}, {}, {}}).reasons[1].limit == 5000);
}
