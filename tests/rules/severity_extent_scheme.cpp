#include "muster/rules/severity_extent_scheme.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

using muster::at_least;
using muster::criterion_id;
using muster::extent_class;
using muster::graded;
using muster::level_criterion;
using muster::level_I;
using muster::level_II;
using muster::level_III;
using muster::response_level;
using muster::severity_class;

namespace severity_extent_scheme_test {

struct facts {
    std::optional<double> dead, at_risk, cells, area;
};

}  // namespace severity_extent_scheme_test

template <>
inline constexpr auto muster::fields<severity_extent_scheme_test::facts> =
    muster::map(muster::field<"dead"> = &severity_extent_scheme_test::facts::dead,
                muster::field<"at_risk"> = &severity_extent_scheme_test::facts::at_risk,
                muster::field<"cells"> = &severity_extent_scheme_test::facts::cells,
                muster::field<"area"> = &severity_extent_scheme_test::facts::area);

namespace {

using severity_extent_scheme_test::facts;
using scheme = muster::severity_extent_scheme<facts>;

template <class Level>
level_criterion<Level> criterion(const char* column, std::vector<muster::level_threshold<Level>> lines,
                                 muster::harm counts = muster::harm::known) {
    level_criterion<Level> made;
    made.criterion_name = column;
    made.column = column;
    made.thresholds = std::move(lines);
    made.counts = counts;
    return made;
}

muster::severity_scale severities() { return muster::severity_scale{{{"extreme"}, {"grave"}, {"slight"}}}; }
muster::extent_scale extents() { return muster::extent_scale{{{"district"}, {"street"}, {"grid"}}}; }

scheme make(const std::vector<std::uint8_t>& ranks, std::optional<severity_class> mildest = {}) {
    using bad = severity_class;
    using wide = extent_class;
    std::vector<muster::matrix_cell<response_level>> cells;
    for (std::uint8_t severity = 1; severity <= 3; ++severity) {
        for (std::uint8_t extent = 1; extent <= 3; ++extent) {
            cells.push_back({{severity}, {extent}, {ranks[cells.size()]}, {}});
        }
    }
    return {scheme::severity_part{
                {{"severity"},
                 severities(),
                 {criterion<bad>("dead", {at_least(1, bad{2}), at_least(3, bad{1})}),
                  criterion<bad>("at_risk", {at_least(30, bad{2}), at_least(100, bad{1})}, muster::harm::potential)},
                 mildest}},
            scheme::extent_part{{{"extent"},
                                 extents(),
                                 {criterion<wide>("cells", {at_least(2, wide{2}), at_least(5, wide{1})}),
                                  criterion<wide>("area", {at_least(500, wide{2}), at_least(3000, wide{1})})}}},
            {severities(), extents(), muster::three_response_levels(), cells}};
}

const std::vector<std::uint8_t> usual{1, 1, 2, 1, 2, 3, 2, 3, 3};

}  // namespace

TEST_CASE(
    "rules/severity_extent_scheme: each class is the most serious of its criteria, and the matrix gives the level") {
    const scheme by = make(usual);
    CHECK(by.grade({3, 0, 5, 0}).decided == level_I);
    CHECK(by.grade({3, 0, 1, 0}).decided == level_II);
    CHECK(by.grade({0, 30, 1, 0}).decided == level_III);
    CHECK(by.grade({0, 30, 1, 500}).decided == level_II);
    CHECK(by.grade({0, 0, 5, 0}).decided == level_II);
    CHECK(by.grade({0, 0, 1, 0}).decided == level_III);
}

TEST_CASE("rules/severity_extent_scheme: names the criterion without which the level would not be reached") {
    const scheme by = make(usual);
    CHECK(by.grade({3, 0, 1, 0}).criterion == criterion_id{0});     // severity alone
    CHECK(by.grade({0, 0, 1, 3000}).criterion == criterion_id{3});  // extent alone, behind those of severity
    CHECK(by.grade({0, 30, 2, 0}).criterion == criterion_id{1});    // it takes both: severity
    CHECK(by.grade({1, 0, 5, 0}).criterion == criterion_id{0});
    CHECK_FALSE(by.grade({0, 0, 2, 0}).criterion);  // the least serious level anyway
    CHECK_FALSE(by.grade({1, 0, 1, 0}).criterion);
}

TEST_CASE("rules/severity_extent_scheme: harm that happened and harm that may still happen are told apart") {
    const scheme by = make(usual);
    const graded<response_level> threatened = by.grade({1, 100, 1, 0});
    CHECK(threatened.decided == level_II);
    CHECK(threatened.may_cause == level_II);
    CHECK(threatened.has_caused == level_III);
    CHECK_FALSE(by.grade({0, 0, 1, 0}).has_caused);
    CHECK(by.grade({0, 0, 5, 0}).has_caused == level_II);
    CHECK_FALSE(by.grade({0, 0, 5, 0}).may_cause);
}

TEST_CASE("rules/severity_extent_scheme: reasons of both parts stand one behind the other, numbered through") {
    const scheme by = make(usual);
    const graded<response_level> all = by.grade({1, 0, 5, {}});
    REQUIRE(all.reasons.size() == 4);
    for (std::uint32_t i = 0; i < 4; ++i) { CHECK(all.reasons[i].index == i); }
    CHECK(all.reasons[3].verdict_as<muster::grading_verdict>() == muster::grading_verdict::unknown_open);
    graded<response_level> reused = all;
    by.grade({1, 0, 5, {}}, reused);
    CHECK(reused.reasons == all.reasons);
    by.grade({1, 0, 5, {}}, reused, muster::record::none);
    CHECK(reused.reasons.empty());
    muster::name_book names;
    by.write_names(names);
    CHECK(names.name_of(muster::subject::criterion, 1, muster::language::en) == "at_risk");
    CHECK(names.name_of(muster::subject::criterion, 3, muster::language::en) == "area");
    CHECK(names.name_of(muster::subject::level, 1, muster::language::en) == "I (major)");
}

TEST_CASE("rules/severity_extent_scheme: is a stage for response levels") {
    const scheme by = make(usual);
    static const muster::location where;
    static const muster::classification what;
    muster::workspace scratch;
    const muster::grading stage =
        by(facts{3, 0, 5, {}}, muster::grade_context{where, what, {}, scratch, muster::record::all});
    const graded<response_level> same = by.grade({3, 0, 5, {}});
    CHECK(stage.decided == same.decided);
    CHECK(stage.lowest == same.lowest);
    CHECK(stage.highest == same.highest);
    CHECK(stage.criterion == same.criterion);
    CHECK(stage.settled_by == same.settled_by);
    CHECK(stage.reasons == same.reasons);
}

TEST_CASE("rules/severity_extent_scheme: every order of revealing the facts narrows the interval to the level") {
    dice any{23};
    const auto in_bounds = [](response_level low, response_level at, response_level high) {
        return !is_more_serious(low, at) && !is_more_serious(at, high);
    };
    int tried = 0;
    for (int round = 0; round < 1'500; ++round) {
        std::vector<std::uint8_t> ranks;
        for (int i = 0; i < 9; ++i) { ranks.push_back(static_cast<std::uint8_t>(1 + any.below(3))); }
        if (any.chance(70)) {  // most random matrices are not monotone: make one
            for (std::size_t i = 0; i < 9; ++i) {
                if (i >= 3) { ranks[i] = std::max(ranks[i], ranks[i - 3]); }
                if (i % 3 != 0) { ranks[i] = std::max(ranks[i], ranks[i - 1]); }
            }
        }
        std::optional<scheme> by;
        try {
            by.emplace(make(ranks, any.chance(30) ? std::optional{severity_class{2}} : std::nullopt));
        } catch (const muster::error&) { continue; }
        ++tried;
        const facts truth{static_cast<double>(any.below(5)), static_cast<double>(any.below(120)),
                          static_cast<double>(any.below(7)), static_cast<double>(any.below(4000))};
        const graded<response_level> last = by->grade(truth);
        const std::uint32_t bad = std::min<std::uint32_t>({*truth.dead >= 3   ? 1U
                                                           : *truth.dead >= 1 ? 2U
                                                                              : 3U,
                                                           *truth.at_risk >= 100  ? 1U
                                                           : *truth.at_risk >= 30 ? 2U
                                                                                  : 3U,
                                                           by->severity().otherwise().rank});
        const std::uint32_t wide = std::min(*truth.cells >= 5   ? 1U
                                            : *truth.cells >= 2 ? 2U
                                                                : 3U,
                                            *truth.area >= 3000  ? 1U
                                            : *truth.area >= 500 ? 2U
                                                                 : 3U);
        CHECK(last.decided.rank == ranks[(bad - 1) * 3 + (wide - 1)]);
        CHECK(last.is_settled());
        std::vector<int> order{0, 1, 2, 3};
        do {
            facts seen{};
            graded<response_level> before = by->grade(seen);
            for (const int next : order) {
                if (next == 0) { seen.dead = truth.dead; }
                if (next == 1) { seen.at_risk = truth.at_risk; }
                if (next == 2) { seen.cells = truth.cells; }
                if (next == 3) { seen.area = truth.area; }
                const graded<response_level> now = by->grade(seen);
                CHECK(in_bounds(now.lowest, last.decided, now.highest));
                CHECK(in_bounds(now.lowest, now.decided, now.highest));
                CHECK(in_bounds(before.lowest, now.lowest, now.highest));
                CHECK(in_bounds(now.lowest, now.highest, before.highest));
                CHECK(static_cast<bool>(now.settled_by) == !now.is_settled());
                if (now.settled_by) {
                    const std::optional<double>* const all[]{&seen.dead, &seen.at_risk, &seen.cells, &seen.area};
                    REQUIRE(now.settled_by.index < 4);
                    CHECK_FALSE(all[now.settled_by.index]->has_value());
                }
                before = now;
            }
        } while (std::next_permutation(order.begin(), order.end()));
    }
    CHECK(tried > 500);
}

TEST_CASE("rules/severity_extent_scheme: asks about the part that could bring the more serious level") {
    const scheme by_extent = make({1, 2, 3, 1, 2, 3, 1, 2, 3});  // severity changes nothing
    CHECK(by_extent.grade({{}, 0, 1, {}}).settled_by == criterion_id{3});
    CHECK_FALSE(by_extent.grade({{}, 0, 1, 0}).settled_by);
    const scheme by_severity = make({1, 1, 1, 2, 2, 2, 3, 3, 3});
    CHECK(by_severity.grade({{}, 0, 1, {}}).settled_by == criterion_id{0});
}

TEST_CASE("rules/severity_extent_scheme: one kind of harm alone never counts for less than what reaches no threshold") {
    CHECK(make(usual, severity_class{1}).grade({1, 0, 1, 0}).has_caused == level_II);
}

TEST_CASE("rules/severity_extent_scheme: parts that do not fit the matrix are refused") {
    const scheme fine = make(usual);
    CHECK_THROWS_WITH_AS((scheme{fine.severity(),
                                 fine.extent(),
                                 {muster::severity_scale{{{"only"}}},
                                  muster::extent_scale{{{"only"}}},
                                  muster::three_response_levels(),
                                  {{{1}, {1}, level_I, {}}}}}),
                         "severity_extent_scheme: severity has 3 classes, the matrix 1", muster::error);
    CHECK_THROWS_WITH_AS(
        make(usual, severity_class{}),
        "severity_extent_scheme: severity gives no class to what reaches no threshold; the matrix needs one",
        muster::error);
}

TEST_CASE("rules/severity_extent_scheme: the digest tells a change in either part and in the matrix") {
    const auto sum = [](const scheme& of) {
        muster::digest made;
        of.write_digest(made);
        return made.value();
    };
    CHECK(sum(make(usual)) == sum(make(usual)));
    CHECK(sum(make(usual)) != sum(make({1, 1, 1, 1, 2, 3, 2, 3, 3})));
    CHECK(sum(make(usual)) != sum(make(usual, severity_class{2})));
}
