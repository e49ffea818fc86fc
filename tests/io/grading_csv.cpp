#include "muster/io/grading_csv.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include "muster/rules/case_decision.hpp"
#include "muster/rules/grading_rules.hpp"
#include "muster/rules/table_proof.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

using muster::comparison;
using muster::event_grade;
using muster::grade_I;
using muster::grade_II;
using muster::grade_III;
using muster::grade_IV;
using muster::grading_scheme;
using muster::response_level;

namespace grading_csv_test {

struct accident {
    std::optional<int> dead, seriously_injured;
    std::optional<double> direct_loss;  // yuan
};

/// The same with money in whole cents, read as yuan.
struct booked_accident {
    int dead = 0, seriously_injured = 0;
    std::int64_t loss_cents = 0;
};

struct sudden_event {
    std::optional<int> dead, trapped, people_at_risk, communities;
};

}  // namespace grading_csv_test

template <>
inline constexpr auto muster::fields<grading_csv_test::accident> =
    muster::map(muster::field<"dead"> = &grading_csv_test::accident::dead,
                muster::field<"seriously_injured"> = &grading_csv_test::accident::seriously_injured,
                muster::field<"direct_loss"> = &grading_csv_test::accident::direct_loss);
template <>
inline constexpr auto muster::fields<grading_csv_test::booked_accident> = muster::map(
    muster::field<"dead"> = &grading_csv_test::booked_accident::dead,
    muster::field<"seriously_injured"> = &grading_csv_test::booked_accident::seriously_injured,
    muster::field<"direct_loss"> = [](const grading_csv_test::booked_accident& of) {
        return static_cast<double>(of.loss_cents) / 100;
    });
template <>
inline constexpr auto muster::fields<grading_csv_test::sudden_event> =
    muster::map(muster::field<"dead"> = &grading_csv_test::sudden_event::dead,
                muster::field<"trapped"> = &grading_csv_test::sudden_event::trapped,
                muster::field<"people_at_risk"> = &grading_csv_test::sudden_event::people_at_risk,
                muster::field<"communities"> = &grading_csv_test::sudden_event::communities);

namespace {

using grading_csv_test::accident;
using grading_csv_test::booked_accident;
using grading_csv_test::sudden_event;
using definition = muster::grading_definition<event_grade>;

const std::string folder = std::string{MUSTER_SOURCE_DIR} + "/examples/grading/";

const definition& order_493() {
    static const definition read = muster::read_grading_csv(folder + "order_493.csv", muster::four_event_grades());
    return read;
}

definition parse(const std::string& content, const muster::grading_csv_options<event_grade>& options = {}) {
    std::istringstream in{content};
    return muster::read_grading_csv(in, "grades.csv", muster::four_event_grades(), options);
}

/// Lines of one criterion below the usual header.
definition lines(const std::string& below) { return parse("criterion,column,comparison,limit,level\n" + below); }

std::string fault(const std::string& below) {
    try {
        lines(below);
    } catch (const muster::error& refused) { return refused.what(); }
    return "accepted";
}

std::string header_fault(const std::string& content, const muster::grading_csv_options<event_grade>& options = {}) {
    try {
        parse(content, options);
    } catch (const muster::error& refused) { return refused.what(); }
    return "accepted";
}

}  // namespace

TEST_CASE("io/grading_csv: Order 493 on every threshold, one below it and one above it") {
    const grading_scheme<accident, event_grade> by{order_493()};
    CHECK(by.called().en == "order_493");
    CHECK(by.size() == 3);
    const auto dead = [&by](int number) { return by.grade({number, 0, 0.0}).decided; };
    const auto injured = [&by](int number) { return by.grade({0, number, 0.0}).decided; };
    const auto loss = [&by](double yuan) { return by.grade({0, 0, yuan}).decided; };
    struct step {
        int limit;
        event_grade below, from;
    };
    for (const step& each :
         {step{3, grade_IV, grade_III}, step{10, grade_III, grade_II}, step{30, grade_II, grade_I}}) {
        CHECK(dead(each.limit - 1) == each.below);
        CHECK(dead(each.limit) == each.from);
        CHECK(dead(each.limit + 1) == each.from);
    }
    for (const step& each :
         {step{10, grade_IV, grade_III}, step{50, grade_III, grade_II}, step{100, grade_II, grade_I}}) {
        CHECK(injured(each.limit - 1) == each.below);
        CHECK(injured(each.limit) == each.from);
        CHECK(injured(each.limit + 1) == each.from);
    }
    for (const step& each : {step{10'000'000, grade_IV, grade_III}, step{50'000'000, grade_III, grade_II},
                             step{100'000'000, grade_II, grade_I}}) {
        CHECK(loss(each.limit - 1.0) == each.below);
        CHECK(loss(each.limit - 0.01) == each.below);  // 99,999,999.99
        CHECK(loss(each.limit) == each.from);
        CHECK(loss(each.limit + 0.01) == each.from);
        CHECK(loss(each.limit + 1.0) == each.from);
    }
    CHECK(loss(99'999'999.99) == grade_II);
    CHECK(dead(0) == grade_IV);
}

TEST_CASE("io/grading_csv: Order 493 with money in cents: one cent short of a limit is short of it") {
    const grading_scheme<booked_accident, event_grade> by{order_493()};
    for (const std::int64_t limit : {1'000'000'000LL, 5'000'000'000LL, 10'000'000'000LL}) {
        const event_grade below = by.grade({0, 0, limit - 1}).decided;
        const event_grade from = by.grade({0, 0, limit}).decided;
        CHECK(is_more_serious(from, below));
        CHECK(from.rank + 1 == below.rank);
        CHECK(by.grade({0, 0, limit + 1}).decided == from);
    }
}

TEST_CASE("io/grading_csv: Order 493 takes the most serious of the three, and by brute force never another") {
    const grading_scheme<accident, event_grade> by{order_493()};
    const auto rank = [](double value, double third, double second, double first) {
        return value >= first ? 1 : value >= second ? 2 : value >= third ? 3 : 4;
    };
    dice any{1};
    for (int round = 0; round < 20'000; ++round) {
        const int dead = static_cast<int>(any.below(40));
        const int injured = static_cast<int>(any.below(120));
        const double loss = any.chance(50) ? static_cast<double>(any.below(120)) * 1e6
                                           : static_cast<double>(any.below(12'000'000'000ULL)) / 100;
        const int expected = std::min({rank(dead, 3, 10, 30), rank(injured, 10, 50, 100), rank(loss, 1e7, 5e7, 1e8)});
        const auto found = by.grade({dead, injured, loss});
        CHECK(found.decided.rank == expected);
        CHECK(found.is_settled());
    }
}

TEST_CASE("io/grading_csv: Order 493 as a decision table is complete, and gives the same grade on the thresholds") {
    const grading_scheme<accident, event_grade> by{order_493()};
    const muster::compiled_rules logic = logic_of(by);
    CHECK(logic.size() == 10);  // nine thresholds, and what reaches none
    const muster::table_proof proof = muster::prove(logic);
    CHECK(proof.is_complete());
    CHECK_FALSE(proof.has(muster::finding_kind::masked));
    for (const int dead : {0, 2, 3, 9, 10, 29, 30}) {
        for (const int injured : {0, 9, 10, 49, 50, 99, 100}) {
            for (const double loss : {0.0, 9'999'999.99, 1e7, 49'999'999.99, 5e7, 99'999'999.99, 1e8}) {
                const accident each{dead, injured, loss};
                const auto found = muster::decide(logic, values_of(by, each));
                REQUIRE(found.is_decided());
                CHECK(logic.rules()[found.rules[0]].outcome == by.grade(each).decided.rank);
            }
        }
    }
}

TEST_CASE("io/grading_csv: Order 493 with unknown facts: an interval, the fact that settles it, and the margin") {
    const grading_scheme<accident, event_grade> by{order_493()};
    const auto open = by.grade({12, {}, 0.0});
    CHECK(open.decided == grade_II);
    CHECK(open.lowest == grade_II);
    CHECK(open.highest == grade_I);
    CHECK(by[open.settled_by].criterion_name.en == "seriously injured");
    CHECK(by[open.settled_by].criterion_name.zh == "重伤人数(含急性工业中毒)");
    CHECK(by[open.criterion].source == "State Council Order 493 (2007), article 3");
    CHECK(by[open.criterion].unit == "人");
    CHECK(by[{2}].unit == "元");
    const auto margin = by.margin({12, {}, 99'000'000.0});
    REQUIRE(margin);
    CHECK(by[margin->criterion].column == "direct_loss");
    CHECK(margin->next == grade_I);
    CHECK(margin->distance() == 1'000'000);
}

TEST_CASE("io/grading_csv: the three levels of the case study, with example figures, headed in Chinese") {
    const grading_scheme<sudden_event> by{
        muster::read_grading_csv(folder + "three_levels.csv", muster::three_response_levels())};
    using muster::level_I;
    using muster::level_II;
    using muster::level_III;
    CHECK(by.size() == 4);
    CHECK(by.grade({0, 0, 0, 1}).decided == level_III);
    CHECK(by.grade({1, 0, 0, 1}).decided == level_II);
    CHECK(by.grade({3, 0, 0, 1}).decided == level_I);
    CHECK(by.grade({0, 0, 100, 1}).may_cause == level_I);
    CHECK(by.grade({0, 0, 0, 5}).decided == level_I);
    CHECK(by.grade({0, 0, 0, 4}).decided == level_II);
    CHECK(by[{3}].looks_at == muster::aspect::extent);
    CHECK(by[{2}].counts == muster::harm::potential);
    const auto unknown = by.grade({0, {}, 0, 1});  // trapped unknown: taken for II
    CHECK(unknown.decided == level_II);
    CHECK(unknown.lowest == level_III);
    CHECK(unknown.highest == level_I);
}

TEST_CASE("io/grading_csv: every word for a comparison, and levels by name, by part of the name and by number") {
    struct word {
        const char* written;
        comparison how;
    };
    for (const word& each : {word{"at least", comparison::at_least},
                             {"from", comparison::at_least},
                             {"以上", comparison::at_least},
                             {"及以上", comparison::at_least},
                             {"不少于", comparison::at_least},
                             {"不低于", comparison::at_least},
                             {">=", comparison::at_least},
                             {"≥", comparison::at_least},
                             {"more than", comparison::more},
                             {"above", comparison::more},
                             {"超过", comparison::more},
                             {"大于", comparison::more},
                             {">", comparison::more},
                             {"at most", comparison::at_most},
                             {"及以下", comparison::at_most},
                             {"不超过", comparison::at_most},
                             {"<=", comparison::at_most},
                             {"≤", comparison::at_most},
                             {"below", comparison::less},
                             {"less than", comparison::less},
                             {"以下", comparison::less},
                             {"不足", comparison::less},
                             {"小于", comparison::less},
                             {"<", comparison::less}}) {
        const definition read = lines("k,dead," + std::string{each.written} + ",3,重大\n");
        REQUIRE(read.criteria.size() == 1);
        REQUIRE(read.criteria[0].thresholds.size() == 1);
        CHECK(read.criteria[0].thresholds[0].how == each.how);
        CHECK(read.criteria[0].thresholds[0].limit == 3);
        CHECK(read.criteria[0].thresholds[0].reached == grade_II);
    }
    for (const char* written : {"重大", "II (grave)", "II", "grave", "2", " 重大 "}) {
        CHECK(lines("k,dead,以上,3," + std::string{written} + "\n").criteria[0].thresholds[0].reached == grade_II);
    }
    CHECK(lines("k,dead,以上,3,特别重大\n").criteria[0].thresholds[0].reached == grade_I);
    // Alarm levels count the other way: the number that people use, not the rank.
    std::istringstream in{"criterion,column,comparison,limit,level\nk,dead,以上,3,4\n"};
    CHECK(muster::read_grading_csv(in, "alarms.csv", muster::five_alarm_levels()).criteria[0].thresholds[0].reached ==
          muster::alarm_level{2});
}

TEST_CASE("io/grading_csv: limits are exactly what is written, with their multiplier") {
    const auto limit = [](const std::string& written) {
        return lines("k,dead,以上,\"" + written + "\",重大\n").criteria[0].thresholds[0].limit;
    };
    const auto unit = [](const std::string& written) {
        return lines("k,dead,以上,\"" + written + "\",重大\n").criteria[0].unit;
    };
    CHECK(limit("5000万元") == 50'000'000);
    CHECK(limit("1 亿元") == 100'000'000);
    CHECK(limit("1.1亿元") == 110'000'000);  // 1.1 * 1e8 in doubles is not
    CHECK(limit("0.07万元") == 700);
    CHECK(limit("3千人") == 3000);
    CHECK(limit("2百万元") == 2'000'000);
    CHECK(limit("3千万元") == 30'000'000);
    CHECK(limit("50 million yuan") == 50'000'000);
    CHECK(limit("2 thousand") == 2000);
    CHECK(limit("1 billion yuan") == 1'000'000'000);
    CHECK(limit("12,000") == 12'000);
    CHECK(limit("1,234,567.5 yuan") == 1'234'567.5);
    CHECK(limit("-4") == -4);
    CHECK(limit("+4") == 4);
    CHECK(limit("1e6 m") == 1'000'000);
    CHECK(limit("5e-1 m") == 0.5);
    CHECK(limit("0.1") == 0.1);
    CHECK(unit("5000万元") == "元");
    CHECK(unit("50 million yuan") == "yuan");
    CHECK(unit("30 min") == "min");
    CHECK(unit("3000 m²") == "m²");
    CHECK(unit("5 百分点") == "百分点");
    CHECK(unit("5 millions") == "millions");  // no multiplier: a word goes on
    CHECK(unit("12") == "");
    for (const char* bad : {"many", "1.2.3", "5 000", "1,2", "1,23,456", "12,34", ",5", ".5", "5.", "0x10", "", "-",
                            ">= 5", "3-10", "1e999"}) {
        CAPTURE(bad);
        const std::string said = fault("k,dead,以上,\"" + std::string{bad} + "\",重大\n");
        CHECK(said.rfind("grades.csv:2:", 0) == 0);
        if (*bad != '\0') { CHECK(said.find("no limit: ") != std::string::npos); }
    }
    CHECK(fault("k,dead,以上,1e15,重大\n") == "grades.csv:2:15: the limit \"1e15\" has to lie between -1e15 and 1e15");
}

TEST_CASE("io/grading_csv: a mistyped limit, 5000万–100万, is refused, with the line and what it should fit") {
    const std::string said = fault(
        "loss,direct_loss,以上,1亿元,特别重大\n"
        "loss,direct_loss,以上,5000万元,重大\n"
        "loss,direct_loss,以下,100万元,重大\n"
        "loss,direct_loss,以上,1000万元,较大\n");
    CHECK(said ==
          "grades.csv:4:25: criterion `loss`, level `II (grave)`: from 50000000 元, below 1000000 元: no value is "
          "both; the ends are swapped or a limit is mistyped (`I (extremely grave)` begins from 100000000 元)");
}

TEST_CASE("io/grading_csv: a level that ends where it begins is refused") {
    CHECK(fault("k,dead,以上,30,特别重大\nk,dead,以上,10,重大\nk,dead,以下,10,重大\n").find("no value is both") !=
          std::string::npos);
}

TEST_CASE("io/grading_csv: a word that two levels answer to names neither") {
    const muster::response_scale twins{{{"A (high)"}, {"B (high)"}, {"C (low)"}}};
    std::istringstream high{"criterion,column,comparison,limit,level\nk,dead,以上,3,high\n"};
    CHECK_THROWS_WITH_AS(static_cast<void>(muster::read_grading_csv(high, "twins.csv", twins)),
                         "twins.csv:2:17: no level \"high\"; the scale has \"A (high)\", \"B (high)\", \"C (low)\"",
                         muster::error);
    std::istringstream low{"criterion,column,comparison,limit,level\nk,dead,以上,3,low\n"};
    CHECK(muster::read_grading_csv(low, "twins.csv", twins).criteria[0].thresholds[0].reached == response_level{3});
}

TEST_CASE("io/grading_csv: a level ends where the next more serious one begins, the limit in exactly one of them") {
    const auto with_end = [](const std::string& end) {
        return fault("k,dead,以上,30,特别重大\nk,dead,以上,10,重大\nk,dead," + end + ",重大\n");
    };
    CHECK(with_end("以下,30") == "accepted");
    CHECK(with_end("以下,29") ==
          "grades.csv:4:15: criterion `k`, level `II (grave)` ends below 29, but the next more serious one, `I "
          "(extremely "
          "grave)`, begins from 30: a gap between them");
    CHECK(with_end("以下,31").find("begins from 30: they overlap") != std::string::npos);
    CHECK(with_end("不超过,30").find("begins from 30: the limit belongs to both") != std::string::npos);
    CHECK(with_end("不超过,29").find("a gap between them") != std::string::npos);  // fractions lie between 29 and 30
    CHECK(fault("k,dead,超过,30,特别重大\nk,dead,以上,10,重大\nk,dead,以下,30,重大\n")
              .find("the limit belongs to neither") != std::string::npos);
    CHECK(fault("k,dead,超过,30,特别重大\nk,dead,以上,10,重大\nk,dead,不超过,30,重大\n") == "accepted");
    // Less is worse: the same with the ends the other way round.
    CHECK(fault("k,dead,以下,10,特别重大\nk,dead,以下,60,重大\nk,dead,以上,10,重大\nk,dead,以上,60,一般\n") ==
          "accepted");
    CHECK(fault("k,dead,以下,10,特别重大\nk,dead,以下,60,重大\nk,dead,以上,10,重大\n") == "accepted");
    CHECK(fault("k,dead,以下,10,特别重大\nk,dead,以下,60,重大\nk,dead,以上,20,重大\n").find("a gap between them") !=
          std::string::npos);
    CHECK(fault("k,dead,以下,10,特别重大\nk,dead,以下,60,重大\nk,dead,以上,5,重大\n").find("they overlap") !=
          std::string::npos);
}

TEST_CASE("io/grading_csv: a more serious level needs a stricter limit") {
    CHECK(
        fault("k,dead,以上,10,特别重大\nk,dead,以上,10,重大\n") ==
        "grades.csv:2:15: criterion `k`: `I (extremely grave)` begins from 10, no stricter than `II (grave)`, which is "
        "less serious (from 10, line 3)");
    CHECK(fault("k,dead,以上,5,特别重大\nk,dead,以上,10,重大\n").find("no stricter than") != std::string::npos);
    CHECK(fault("k,dead,超过,10,特别重大\nk,dead,以上,10,重大\n") == "accepted");
    CHECK(fault("k,dead,以上,10,特别重大\nk,dead,超过,10,重大\n").find("no stricter than") != std::string::npos);
    CHECK(fault("k,dead,以下,10,特别重大\nk,dead,以下,5,重大\n").find("no stricter than") != std::string::npos);
    CHECK(fault("k,dead,以上,30,特别重大\nk,dead,以上,3,较大\n") == "accepted");  // a level may be left out
}

TEST_CASE("io/grading_csv: lines that do not belong together are refused") {
    CHECK(fault("k,dead,以上,10,特别重大\nk,dead,不少于,12,特别重大\n") ==
          "grades.csv:3:21: criterion `k`, level `I (extremely grave)`: a second lower end; line 2 has one already");
    CHECK(fault("k,dead,以上,10,特别重大\nk,lost,以上,5,重大\n") ==
          "grades.csv:3:1: criterion `k`: reads another field, `lost`, than in line 2");
    CHECK(fault("k,dead,以上,10 人,特别重大\nk,dead,以上,5 户,重大\n") ==
          "grades.csv:3:15: criterion `k` is counted in `户` here and in `人` in line 2");
    CHECK(fault("k,dead,以上,30,特别重大\nk,dead,以下,30,重大\nk,dead,以上,3,较大\n")
              .find("level `II (grave)`: below 30, while `III (larger)` counts the other way (from 3)") !=
          std::string::npos);
    CHECK(fault("k,dead,以上,10,重大\nk,dead,以下,20,重大\n")
              .find("its most serious level, ends on both sides (from 10, "
                    "below 20)") != std::string::npos);
    CHECK(fault("k,dead,以上,30,特别重大\nk,dead,以下,30,重大\n")
              .find("begins nowhere (below 30); only the least serious") != std::string::npos);
    CHECK(fault("k,dead,以上,30,特别重大\nk,dead,以下,30,一般\n") == "accepted");
    CHECK(header_fault("criterion,column,comparison,limit,level,harm\nk,dead,以上,30,特别重大,known\nk,dead,以上,3,"
                       "较大,potential\n")
              .find("criterion `k`: another kind of harm than in line 2") != std::string::npos);
    CHECK(header_fault(
              "criterion,column,comparison,limit,level,aspect\nk,dead,以上,30,特别重大,\nk,dead,以上,3,较大,extent\n")
              .find("another aspect") != std::string::npos);
    CHECK(
        header_fault(
            "criterion,column,comparison,limit,level,unknown\nk,dead,以上,30,特别重大,重大\nk,dead,以上,3,较大,较大\n")
            .find("another level while unknown") != std::string::npos);
}

TEST_CASE("io/grading_csv: unknown names are refused with file, line and column") {
    CHECK(fault("k,dead,以上,3,严重\n") ==
          "grades.csv:2:17: no level \"严重\"; the scale has \"I (extremely grave)\" \"特别重大\", \"II (grave)\" "
          "\"重大\", "
          "\"III (larger)\" \"较大\", \"IV (ordinary)\" \"一般\"");
    CHECK(fault("k,dead,以上,3,5\n").find("no level \"5\"") != std::string::npos);
    CHECK(fault("k,dead,以上,3,0\n").find("no level \"0\"") != std::string::npos);
    CHECK(
        fault("k,dead,约,3,重大\n").rfind("grades.csv:2:8: no comparison \"约\"; there are: at least, from, 以上", 0) ==
        0);
    CHECK(fault("k,,以上,3,重大\n") == "grades.csv:2:3: no column");
    CHECK(fault(",dead,以上,3,重大\n") == "grades.csv:2:1: no criterion");
    CHECK(fault("k,dead,,3,重大\n") == "grades.csv:2:8: no comparison");
    CHECK(fault("k,dead,以上,3,\n") == "grades.csv:2:17: no level");
    CHECK(fault("k,dead,以上,3\n").find("expected 5 fields") != std::string::npos);
    CHECK(fault("") == "grades.csv: no thresholds below the header");
    CHECK(header_fault("criterion,column,comparison,limit\nk,dead,以上,3\n").find("no column called \"level\"") !=
          std::string::npos);
    CHECK(header_fault("criterion,column,comparison,limit,level,assummed\n")
              .find("column 6 \"assummed\" means nothing here") != std::string::npos);
    CHECK(header_fault("criterion,column,comparison,limit,level,级别\n").find("are the same") != std::string::npos);
    CHECK(header_fault("criterion,column,comparison,limit,level,harm\nk,dead,以上,3,重大,maybe\n") ==
          "grades.csv:2:24: no \"maybe\" here; expected \"known\" \"造成\" or \"potential\" \"可能造成\"");
    // A field that the caller's type does not have is found when the scheme is built, with the same place.
    try {
        const grading_scheme<accident, event_grade> by{lines("k,dead,以上,3,重大\ndeaths,deaths,以上,3,重大\n")};
        FAIL("is refused");
    } catch (const muster::error& refused) {
        CHECK(std::string{refused.what()} ==
              "grades.csv:3:1: grading scheme `grades`: criterion `deaths` reads the field `deaths`, which fields<T> "
              "does "
              "not have as a number; it has: dead, seriously_injured, direct_loss");
    }
    CHECK_THROWS_AS(
        static_cast<void>(muster::read_grading_csv(folder + "no_such_file.csv", muster::four_event_grades())),
        muster::error);
}

TEST_CASE("io/grading_csv: a file that counts a field in another unit than the field is refused") {
    muster::grading_csv_options<event_grade> in_yuan;
    in_yuan.units = {{"direct_loss", "元"}};
    in_yuan.called = {"losses", "损失"};
    in_yuan.otherwise = event_grade{};
    const std::string head = "criterion,column,comparison,limit,level\n";
    const definition fine = parse(head + "loss,direct_loss,以上,1亿元,特别重大\n", in_yuan);
    CHECK(fine.called.zh == "损失");
    CHECK(fine.otherwise == event_grade{});
    CHECK(header_fault(head + "loss,direct_loss,以上,1亿美元,特别重大\n", in_yuan) ==
          "grades.csv:2:25: the limit \"1亿美元\" is counted in \"美元\", the field `direct_loss` in \"元\"");
    CHECK_NOTHROW(parse(head + "dead,dead,以上,1 人,特别重大\n", in_yuan));
}

TEST_CASE("io/grading_csv: random schemes written with and without their ends read back to the same thresholds") {
    dice any{3};
    const muster::event_scale scale = muster::four_event_grades();
    for (int round = 0; round < 600; ++round) {
        const bool upward = any.chance(50);
        std::vector<muster::level_threshold<event_grade>> steps;
        double limit = static_cast<double>(any.between(-50, 50));
        for (std::uint8_t rank = 3; rank >= 1; --rank) {
            if (any.chance(30)) { continue; }
            limit += (upward ? 1 : -1) * static_cast<double>(any.between(1, 20)) / 4;
            const bool excludes = any.chance(50);
            steps.push_back({{rank},
                             upward ? (excludes ? comparison::more : comparison::at_least)
                                    : (excludes ? comparison::less : comparison::at_most),
                             limit});
        }
        if (steps.empty()) { continue; }
        const auto written = [&](const muster::level_threshold<event_grade>& at, event_grade level, bool as_end) {
            comparison how = at.how;
            if (as_end) {  // what the step does not reach
                how = how == comparison::more       ? comparison::at_most
                      : how == comparison::at_least ? comparison::less
                      : how == comparison::less     ? comparison::at_least
                                                    : comparison::more;
            }
            const char* words[]{"below", "at most", "", "", "at least", "above"};
            return std::string{"k,dead,"} + words[static_cast<int>(how)] + "," +
                   muster::number_text(at.limit, muster::value_kind::number) + " 人," + scale[level].zh + "\n";
        };
        std::vector<std::string> rows;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            rows.push_back(written(steps[i], steps[i].reached, false));
            if (i > 0 && any.chance(60)) { rows.push_back(written(steps[i], steps[i - 1].reached, true)); }
        }
        if (any.chance(50)) { rows.push_back(written(steps[0], grade_IV, true)); }
        any.shuffle(rows);
        std::string content;
        for (const std::string& each : rows) { content += each; }
        const definition read = lines(content);
        REQUIRE(read.criteria.size() == 1);
        CHECK(read.criteria[0].thresholds == steps);
    }
}
