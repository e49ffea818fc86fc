#include "muster/rules/grading_scheme.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include "muster/model/level_crosswalk.hpp"
#include "muster/rules/case_decision.hpp"
#include "muster/rules/grading_rules.hpp"
#include "muster/rules/grading_table.hpp"
#include "muster/rules/table_proof.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

using muster::alarm_level;
using muster::at_least;
using muster::at_most;
using muster::below;
using muster::criterion_id;
using muster::event_grade;
using muster::grade_I;
using muster::grade_II;
using muster::grade_III;
using muster::grade_IV;
using muster::graded;
using muster::grading_definition;
using muster::grading_scheme;
using muster::grading_verdict;
using muster::level_criterion;
using muster::more_than;
using muster::record;
using muster::response_level;

namespace grading_scheme_test {

struct facts {
    std::optional<double> a, b, c, d;
};

}  // namespace grading_scheme_test

template <>
inline constexpr auto muster::fields<grading_scheme_test::facts> = muster::map(
    muster::id = [](const grading_scheme_test::facts&) { return 1; }, muster::position = muster::absent,
    muster::field<"a"> = &grading_scheme_test::facts::a, muster::field<"b"> = &grading_scheme_test::facts::b,
    muster::field<"c"> = &grading_scheme_test::facts::c, muster::field<"d"> = &grading_scheme_test::facts::d);

namespace {

using grading_scheme_test::facts;
using scheme = grading_scheme<facts, event_grade>;
using definition = grading_definition<event_grade>;
using criterion_of_grades = level_criterion<event_grade>;

criterion_of_grades criterion(std::string name, std::string column,
                              std::vector<muster::level_threshold<event_grade>> thresholds) {
    criterion_of_grades made;
    made.criterion_name = std::move(name);
    made.column = std::move(column);
    made.thresholds = std::move(thresholds);
    return made;
}

scheme by(std::vector<criterion_of_grades> criteria, std::optional<event_grade> otherwise = {}) {
    return scheme{definition{{"grades"}, muster::four_event_grades(), std::move(criteria), otherwise}};
}

/// Levels as numbers, of which more is less serious; no level is the least serious of all.
int seriousness(event_grade each) { return each ? each.rank : 99; }

bool in_bounds(event_grade low, event_grade at, event_grade high) {
    return !is_more_serious(low, at) && !is_more_serious(at, high);
}

/// A scheme with random criteria on the four facts.
scheme random_scheme(dice& any) {
    std::vector<criterion_of_grades> criteria;
    const std::uint32_t count = 1 + any.below(5);
    while (criteria.size() < count) {
        std::vector<muster::level_threshold<event_grade>> lines;
        const bool upward = any.chance(50);
        std::int64_t limit = any.between(-4, 4);
        for (std::uint8_t rank = 4; rank >= 1; --rank) {
            if (any.chance(40)) { continue; }
            limit += (upward ? 1 : -1) * any.between(1, 3);
            const auto at = static_cast<double>(limit);
            const event_grade reached{rank};
            lines.push_back(upward ? (any.chance(50) ? at_least(at, reached) : more_than(at, reached))
                                   : (any.chance(50) ? at_most(at, reached) : below(at, reached)));
        }
        if (lines.empty()) { continue; }
        any.shuffle(lines);
        criteria.push_back(criterion("k" + std::to_string(criteria.size()),
                                     std::string(1, static_cast<char>('a' + any.below(4))), lines));
        if (any.chance(30)) { criteria.back().assumed = {static_cast<std::uint8_t>(1 + any.below(4))}; }
        if (any.chance(40)) { criteria.back().counts = muster::harm::potential; }
    }
    std::optional<event_grade> otherwise;  // nothing said, none, or any level
    if (any.chance(50)) { otherwise = event_grade{static_cast<std::uint8_t>(any.below(5))}; }
    return by(criteria, otherwise);
}

const std::optional<double>& fact(const facts& of, const std::string& column) {
    return column == "a" ? of.a : column == "b" ? of.b : column == "c" ? of.c : of.d;
}

/// The obvious answer: the most serious of all thresholds that hold, of one kind of harm or of both.
event_grade obvious(const scheme& by_this, const facts& object, std::optional<muster::harm> only = {}) {
    event_grade found = only ? event_grade{} : by_this.otherwise();
    for (const criterion_of_grades& each : by_this.criteria()) {
        const std::optional<double>& value = fact(object, each.column);
        if (!value || (only && each.counts != *only)) { continue; }
        for (const auto& line : each.thresholds) {
            if (holds(*value, line.how, line.limit) && seriousness(line.reached) < seriousness(found)) {
                found = line.reached;
            }
        }
    }
    return found;
}

}  // namespace

TEST_CASE("rules/grading_scheme: 以上 includes its limit, 以下 excludes it, for levels of any scheme") {
    const auto level_at = [](muster::level_threshold<event_grade> line, double value) {
        return by({criterion("a", "a", {line})}).grade({value, {}, {}, {}}).decided;
    };
    for (const double limit : {3.0, 0.0, -2.5, 1e8}) {
        const double less = std::nextafter(limit, -1e300);
        const double more = std::nextafter(limit, 1e300);
        CHECK(level_at(at_least(limit, grade_I), less) == grade_IV);
        CHECK(level_at(at_least(limit, grade_I), limit) == grade_I);
        CHECK(level_at(more_than(limit, grade_I), limit) == grade_IV);
        CHECK(level_at(more_than(limit, grade_I), more) == grade_I);
        CHECK(level_at(at_most(limit, grade_I), limit) == grade_I);
        CHECK(level_at(at_most(limit, grade_I), more) == grade_IV);
        CHECK(level_at(below(limit, grade_I), less) == grade_I);
        CHECK(level_at(below(limit, grade_I), limit) == grade_IV);
    }
}

TEST_CASE("rules/grading_scheme: known and potential harm count alike, and are told apart") {
    criterion_of_grades potential = criterion("at risk", "b", {at_least(30, grade_III), at_least(100, grade_I)});
    potential.counts = muster::harm::potential;
    const scheme both = by({criterion("dead", "a", {at_least(1, grade_III), at_least(3, grade_II)}), potential});
    const graded<event_grade> threatened = both.grade({1, 100, {}, {}});
    CHECK(threatened.decided == grade_I);
    CHECK(threatened.criterion == criterion_id{1});
    CHECK(threatened.has_caused == grade_III);
    CHECK(threatened.may_cause == grade_I);
    const graded<event_grade> happened = both.grade({3, 0, {}, {}});
    CHECK(happened.decided == grade_II);
    CHECK(happened.has_caused == grade_II);
    CHECK_FALSE(happened.may_cause);
    const graded<event_grade> open = both.grade({});
    CHECK_FALSE(open.has_caused);
    CHECK_FALSE(open.may_cause);
}

TEST_CASE("rules/grading_scheme: what reaches no threshold has the least serious level, another one, or none") {
    const std::vector<criterion_of_grades> criteria{criterion("a", "a", {at_least(1, grade_II)})};
    CHECK(by(criteria).grade({0, {}, {}, {}}).decided == grade_IV);
    CHECK(by(criteria, grade_III).grade({0, {}, {}, {}}).decided == grade_III);
    CHECK(by(criteria, grade_I).grade({1, {}, {}, {}}).decided == grade_I);
    const graded<event_grade> none = by(criteria, event_grade{}).grade({0, {}, {}, {}});
    CHECK_FALSE(none.decided);
    CHECK(none.is_settled());
    const graded<event_grade> open = by(criteria, event_grade{}).grade({});
    CHECK_FALSE(open.lowest);
    CHECK(open.highest == grade_II);
    CHECK(open.settled_by == criterion_id{0});
}

TEST_CASE("rules/grading_scheme: a NaN is unknown, infinity is a value") {
    const scheme one = by({criterion("a", "a", {at_least(1, grade_I)})});
    CHECK_FALSE(one.grade({std::numeric_limits<double>::quiet_NaN(), {}, {}, {}}).is_settled());
    CHECK(one.grade({std::numeric_limits<double>::infinity(), {}, {}, {}}).lowest == grade_I);
}

TEST_CASE(
    "rules/grading_scheme: the level is that of brute force; every order of revealing narrows the interval to it") {
    dice any{5};
    for (int round = 0; round < 1'000; ++round) {
        const scheme random = random_scheme(any);
        const auto value = [&any]() -> std::optional<double> { return static_cast<double>(any.between(-12, 12)); };
        const facts truth{value(), value(), value(), value()};
        const graded<event_grade> last = random.grade(truth);
        CHECK(last.decided == obvious(random, truth));
        CHECK(last.has_caused == obvious(random, truth, muster::harm::known));
        CHECK(last.may_cause == obvious(random, truth, muster::harm::potential));
        CHECK(last.is_settled());
        CHECK_FALSE(last.settled_by);

        std::vector<int> order{0, 1, 2, 3};
        do {
            facts seen{};
            graded<event_grade> before = random.grade(seen);
            for (const int next : order) {
                (next == 0   ? seen.a
                 : next == 1 ? seen.b
                 : next == 2 ? seen.c
                             : seen.d) = next == 0   ? truth.a
                                         : next == 1 ? truth.b
                                         : next == 2 ? truth.c
                                                     : truth.d;
                const graded<event_grade> now = random.grade(seen);
                CHECK(in_bounds(now.lowest, last.decided, now.highest));
                CHECK(in_bounds(now.lowest, now.decided, now.highest));
                CHECK(in_bounds(before.lowest, now.lowest, now.highest));
                CHECK(in_bounds(now.lowest, now.highest, before.highest));
                CHECK(static_cast<bool>(now.settled_by) == !now.is_settled());
                if (now.settled_by) {  // an unknown fact, and none could bring a more serious level
                    const criterion_of_grades& named = random[now.settled_by];
                    CHECK_FALSE(fact(seen, named.column));
                    event_grade top{};
                    for (const auto& line : named.thresholds) { top = more_serious(top, line.reached); }
                    CHECK((is_more_serious(top, now.lowest) || is_more_serious(named.assumed, now.lowest)));
                }
                CHECK(now.reasons.size() == random.size());
                const graded<event_grade> silent = [&] {
                    graded<event_grade> out;
                    random.grade(seen, out, record::none);
                    return out;
                }();
                CHECK(silent.reasons.empty());
                CHECK(silent.decided == now.decided);
                CHECK(silent.criterion == now.criterion);
                before = now;
            }
        } while (std::next_permutation(order.begin(), order.end()));
    }
}

TEST_CASE("rules/grading_scheme: as a decision table it gives the same level, is complete and names the same limits") {
    dice any{9};
    for (int round = 0; round < 1'500; ++round) {
        const scheme random = random_scheme(any);
        const muster::compiled_rules logic = logic_of(random);
        CHECK(logic.policy() == muster::hit_policy::first);
        if (round % 50 == 0) { CHECK(muster::prove(logic).is_complete()); }
        for (int sample = 0; sample < 20; ++sample) {
            const auto value = [&any]() -> std::optional<double> {
                if (any.chance(15)) { return {}; }
                if (any.chance(5)) { return (any.chance(50) ? 1 : -1) * std::numeric_limits<double>::infinity(); }
                return static_cast<double>(any.between(-24, 24)) / 2;
            };
            const facts object{value(), value(), value(), value()};
            const muster::case_decision found = muster::decide(logic, values_of(random, object));
            REQUIRE(found.is_decided());
            CHECK(logic.rules()[found.rules[0]].outcome == random.grade(object).decided.rank);
        }
    }
}

TEST_CASE("rules/grading_scheme: as a decision table it leaves out what is less serious than what reaches nothing") {
    const scheme strict =
        by({criterion("dead", "a", {at_least(30, grade_I), at_least(10, grade_II), at_least(3, grade_III)})}, grade_II);
    const muster::compiled_rules logic = logic_of(strict);
    REQUIRE(logic.size() == 3);
    CHECK(logic.rules()[1].outcome == grade_II.rank);
    CHECK_FALSE(muster::prove(logic).has(muster::finding_kind::masked));
    for (const double dead : {0.0, 5.0, 10.0, 30.0, std::numeric_limits<double>::infinity()}) {
        const facts object{dead, {}, {}, {}};
        const auto found = muster::decide(logic, values_of(strict, object));
        REQUIRE(found.is_decided());
        CHECK(logic.rules()[found.rules[0]].outcome == strict.grade(object).decided.rank);
    }
}

TEST_CASE("rules/grading_scheme: decides as a grading table without types and base levels does") {
    dice any{13};
    const muster::type_tree types{{{"any", {"any"}, ""}}};
    for (int round = 0; round < 500; ++round) {
        std::vector<muster::grading_criterion> criteria;
        std::vector<level_criterion<response_level>> same;
        const scheme random = random_scheme(any);
        std::vector<muster::label> names{{"1"}, {"2"}, {"3"}, {"4"}};
        for (const criterion_of_grades& each : random.criteria()) {
            muster::grading_criterion made;
            made.criterion_name = each.criterion_name;
            made.column = each.column;
            made.assumed = {each.assumed.rank};
            for (const auto& line : each.thresholds) {
                made.thresholds.push_back({{line.reached.rank}, line.how, line.limit});
            }
            criteria.push_back(made);
        }
        const muster::grading_table<facts> table{types, muster::response_scale{names}, criteria};
        const grading_scheme<facts> plain{{{"plain"}, muster::response_scale{names}, criteria}};
        static const muster::location where;
        static const muster::classification what{muster::type_id{0}};
        muster::workspace scratch;
        const muster::grade_context context{where, what, {}, scratch, record::all};
        for (int sample = 0; sample < 10; ++sample) {
            const auto value = [&any]() -> std::optional<double> {
                if (any.chance(30)) { return {}; }
                return static_cast<double>(any.between(-12, 12));
            };
            const facts object{value(), value(), value(), value()};
            const muster::grading a = table(object, context);
            const muster::grading b = plain(object, context);
            CHECK(a.decided == b.decided);
            CHECK(a.lowest == b.lowest);
            CHECK(a.highest == b.highest);
            CHECK(a.criterion == b.criterion);
            CHECK(a.settled_by == b.settled_by);
            CHECK(std::equal(a.reasons.begin() + 1, a.reasons.end(), b.reasons.begin(), b.reasons.end()));
        }
    }
}

TEST_CASE("rules/grading_scheme: the margin names the next level, the limit and how far it is") {
    const scheme one =
        by({criterion("dead", "a", {at_least(3, grade_III), at_least(10, grade_II), at_least(30, grade_I)}),
            criterion("minutes left", "b", {below(60, grade_III), below(10, grade_I)})});
    const auto near = one.margin({12, 70, {}, {}});
    REQUIRE(near);
    CHECK(near->criterion == criterion_id{0});
    CHECK(near->next == grade_I);
    CHECK(near->value == 12);
    CHECK(near->limit == 30);
    CHECK(near->distance() == 18);
    CHECK(near->share() == doctest::Approx(0.6));
    // 65 minutes left: 60 would be reached first, but grade II is decided already; only grade I lies beyond.
    const auto minutes = one.margin_of({1}, {12, 65, {}, {}}, grade_II);
    REQUIRE(minutes);
    CHECK(minutes->next == grade_I);
    CHECK(minutes->distance() == 55);
    CHECK(one.margin({29, 500, {}, {}})->distance() == 1);
    CHECK_FALSE(one.margin({30, 70, {}, {}}));  // the most serious level: nothing lies beyond
    CHECK_FALSE(one.margin({}));                // nothing is known
    CHECK(one.margin({{}, 12, {}, {}})->criterion == criterion_id{1});

    // On a limit that is excluded the distance is 0 and the level not reached.
    const auto on_it = one.margin({0, 60, {}, {}});
    REQUIRE(on_it);
    CHECK(on_it->distance() == 0);
    CHECK(on_it->how == muster::comparison::less);
    CHECK(on_it->next == grade_III);
}

TEST_CASE("rules/grading_scheme: moving a value by its margin brings the level that the margin names, less does not") {
    dice any{17};
    int moved = 0;
    for (int round = 0; round < 3'000; ++round) {
        const scheme random = random_scheme(any);
        const auto value = [&any]() -> std::optional<double> { return static_cast<double>(any.between(-12, 12)); };
        facts object{value(), value(), value(), value()};
        const graded<event_grade> now = random.grade(object);
        const auto margin = random.margin(object);
        for (std::uint32_t i = 0; i < random.size(); ++i) {
            const auto each = random.margin_of({i}, object, now.decided);
            CHECK(static_cast<bool>(each) ==
                  (is_more_serious(muster::detail::top_of(random[{i}].thresholds), now.decided)));
            if (each) {
                REQUIRE(margin);
                CHECK(margin->share() <= each->share());
            }
        }
        if (!margin) { continue; }
        ++moved;
        const criterion_of_grades& on = random[margin->criterion];
        auto& fact_moved = const_cast<std::optional<double>&>(fact(object, on.column));
        const double direction = counts_upward(margin->how) ? 1 : -1;
        const double there = margin->value + direction * margin->distance();
        CHECK(there == margin->limit);
        // Half units lie on no limit: just beyond and just short of it.
        fact_moved = there + direction * 0.5;
        CHECK_FALSE(is_more_serious(margin->next, random.grade(object).decided));
        fact_moved = there;
        graded<event_grade> alone = by({on}, event_grade{}).grade(object);
        CHECK(is_more_serious(margin->next, alone.decided) == excludes_limit(margin->how));
        fact_moved = there - direction * 0.5;
        alone = by({on}, event_grade{}).grade(object);
        CHECK(is_more_serious(margin->next, alone.decided));
    }
    CHECK(moved > 1'000);
}

TEST_CASE("rules/grading_scheme: several schemes stand side by side, and a crosswalk says where they differ") {
    const scheme grades =
        by({criterion("dead", "a", {at_least(3, grade_III), at_least(10, grade_II), at_least(30, grade_I)})});
    const muster::alarm_scale five = muster::five_alarm_levels();
    level_criterion<alarm_level> area;
    area.criterion_name = "burning area";
    area.column = "b";
    area.thresholds = {at_least(100, five.numbered(2)), at_least(1000, five.numbered(4))};
    const grading_scheme<facts, alarm_level> alarms{{{"alarms"}, five, {area}}};
    level_criterion<response_level> dead;
    dead.criterion_name = "dead";
    dead.column = "a";
    dead.thresholds = {at_least(1, muster::level_II), at_least(3, muster::level_I)};
    const grading_scheme<facts> responses{{{"responses"}, muster::three_response_levels(), {dead}}};

    const auto [grade, alarm, response] = graded_by(facts{3, 1500, {}, {}}, grades, alarms, responses);
    static_assert(std::is_same_v<decltype(grade), const graded<event_grade>>);
    static_assert(std::is_same_v<decltype(alarm), const graded<alarm_level>>);
    CHECK(grade.decided == grade_III);
    CHECK(five.number_of(alarm.decided) == 4);
    CHECK(response.decided == muster::level_I);

    const muster::level_crosswalk<event_grade, response_level> asks{muster::four_event_grades(),
                                                                    muster::three_response_levels(),
                                                                    {{grade_I, muster::level_I},
                                                                     {grade_II, muster::level_I},
                                                                     {grade_III, muster::level_II},
                                                                     {grade_IV, muster::level_III}}};
    CHECK(asks(grade.decided) == muster::level_II);  // the city's own scheme asks for more
    CHECK(is_more_serious(response.decided, asks(grade.decided)));
}

TEST_CASE("rules/grading_scheme: what cannot be a scheme is refused, with the names and the place") {
    const auto refused = [](criterion_of_grades each) { static_cast<void>(by({std::move(each)})); };
    CHECK_THROWS_WITH_AS(by({}), "grading scheme `grades` has no criteria; at least one is needed", muster::error);
    CHECK_THROWS_WITH_AS(refused(criterion("dead", "a", {})),
                         "grading scheme `grades`: criterion `dead` has no thresholds", muster::error);
    CHECK_THROWS_WITH_AS(refused(criterion("", "a", {at_least(1, grade_I)})),
                         "grading scheme `grades`: a criterion without a name", muster::error);
    CHECK_THROWS_WITH_AS(refused(criterion("dead", "deed", {at_least(1, grade_I)})),
                         "grading scheme `grades`: criterion `dead` reads the field `deed`, which fields<T> does not "
                         "have as a number; it has: id, a, b, c, d",
                         muster::error);
    CHECK_THROWS_WITH_AS(refused(criterion("dead", "a", {at_least(1, event_grade{5})})),
                         "grading scheme `grades`: criterion `dead` has a level of rank 5; the scale has ranks 1 to 4",
                         muster::error);
    CHECK_THROWS_AS(refused(criterion("dead", "a", {at_least(3, grade_I), at_least(3, grade_II)})), muster::error);
    CHECK_THROWS_AS(refused(criterion("dead", "a", {at_least(3, grade_I), at_most(1, grade_II)})), muster::error);
    CHECK_THROWS_WITH_AS(
        by({criterion("dead", "a", {at_least(1, grade_I)}), criterion("dead", "b", {at_least(1, grade_I)})}),
        "grading scheme `grades`: criterion `dead` is there twice", muster::error);
    CHECK_THROWS_WITH_AS(
        by({criterion("dead", "a", {at_least(1, grade_I)})}, event_grade{5}),
        "grading scheme `grades`: what reaches no threshold has a level of rank 5; the scale has ranks "
        "1 to 4",
        muster::error);
    criterion_of_grades typed = criterion("dead", "a", {at_least(1, grade_I)});
    typed.only_for = {0};
    CHECK_THROWS_WITH_AS(
        refused(typed),
        "grading scheme `grades`: criterion `dead` is for one type only; only a grading_table knows types",
        muster::error);
    criterion_of_grades placed = criterion("dead", "deed", {at_least(1, grade_I)});
    placed.where.file = "grades.csv";
    placed.where.line = 7;
    try {
        refused(placed);
        FAIL("is refused");
    } catch (const muster::error& found) {
        CHECK(found.code() == muster::errc::unknown_name);
        CHECK(std::string{found.what()}.rfind("grades.csv:7: ", 0) == 0);
    }
}

TEST_CASE("rules/grading_scheme: the digest tells whatever decides, and nothing else") {
    const auto sum = [](const scheme& of) {
        muster::digest made;
        of.write_digest(made);
        return made.value();
    };
    const auto with = [&](auto change, std::optional<event_grade> otherwise = {}) {
        criterion_of_grades made = criterion("dead", "a", {at_least(3, grade_II), at_least(9, grade_I)});
        change(made);
        return sum(by({made}, otherwise));
    };
    const std::uint64_t base = with([](auto&) {});
    CHECK(with([](auto& each) { each.criterion_name = "killed"; }) == base);
    CHECK(with([](auto& each) { each.source = "somewhere"; }) == base);
    CHECK(with([](auto&) {}, grade_IV) == base);
    CHECK(with([](auto&) {}, grade_III) != base);
    CHECK(with([](auto& each) { each.column = "b"; }) != base);
    CHECK(with([](auto& each) { each.assumed = grade_II; }) != base);
    CHECK(with([](auto& each) { each.counts = muster::harm::potential; }) != base);
    CHECK(with([](auto& each) { each.thresholds[0].limit = 2; }) != base);
    CHECK(with([](auto& each) { each.thresholds[0].how = muster::comparison::more; }) != base);
    CHECK(with([](auto& each) { each.thresholds[0].reached = grade_III; }) != base);
    CHECK(with([](auto& each) { each.thresholds.pop_back(); }) != base);
}
