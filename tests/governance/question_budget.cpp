#include "muster/governance/question_budget.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <vector>

using muster::instant;
using muster::question_budget;
using namespace muster::literals;

namespace {

constexpr instant noon{1'772'352'000'000};

// The same answered by counting: every question ever put, at the instant that it counts for.
struct ledger {
    std::uint32_t per_hour;
    std::vector<instant> all;

    [[nodiscard]] instant counted_at(instant now) const { return all.empty() ? now : std::max(now, all.back()); }
    void put(instant now, std::uint32_t n) { all.insert(all.end(), n, counted_at(now)); }
    [[nodiscard]] std::uint32_t left(instant now) const {
        const instant end = counted_at(now);
        const auto recent = static_cast<std::uint32_t>(
            std::count_if(all.begin(), all.end(), [end](instant at) { return end - at < 1_h; }));
        return per_hour - std::min(per_hour, recent);
    }
};

}  // namespace

TEST_CASE("governance/question_budget: without a limit any number is left, whatever was put") {
    question_budget free;
    CHECK(free.per_hour() == question_budget::unlimited);
    CHECK(free.left(noon) == question_budget::unlimited);
    free.put(noon, 1'000'000'000);
    CHECK(free.left(noon) == question_budget::unlimited);
}

TEST_CASE("governance/question_budget: a question counts until exactly one hour after it was put") {
    question_budget budget{2};
    CHECK(budget.left(noon) == 2);
    budget.put(noon);
    budget.put(noon + 10_min);
    CHECK(budget.left(noon + 10_min) == 0);
    CHECK(budget.left(noon + 1_h - 1_ms) == 0);
    CHECK(budget.left(noon + 1_h) == 1);
    CHECK(budget.left(noon + 70_min) == 2);
}

TEST_CASE("governance/question_budget: nobody can be asked") {
    question_budget none{0};
    CHECK(none.left(noon) == 0);
    none.put(noon, 3);
    CHECK(none.left(noon + 2_h) == 0);
}

TEST_CASE("governance/question_budget: more than were left fill the hour and no more") {
    question_budget budget{3};
    budget.put(noon, 2);
    budget.put(noon + 30_min, 100);
    CHECK(budget.left(noon + 30_min) == 0);
    CHECK(budget.left(noon + 89_min) == 0);
    CHECK(budget.left(noon + 90_min) == 3);
    budget.put(noon + 90_min, 0);
    CHECK(budget.left(noon + 90_min) == 3);
}

TEST_CASE("governance/question_budget: an instant before the latest counts as the latest") {
    question_budget budget{2};
    budget.put(noon);
    budget.put(noon - 50_min);
    CHECK(budget.left(noon - 3_h) == 0);
    CHECK(budget.left(noon + 20_min) == 0);  // 70 minutes after the second one's own instant
    CHECK(budget.left(noon + 1_h) == 2);
}

TEST_CASE("governance/question_budget: random questions are counted as if all were remembered, in and out of order") {
    dice any{7};
    for (int round = 0; round < 200; ++round) {
        const std::uint32_t per_hour = any.below(12);
        question_budget budget{per_hour};
        ledger all{per_hour, {}};
        instant now = noon;
        const std::int64_t stride = any.between(1, 1'500'000);
        for (int step = 0; step < 150; ++step) {
            now = now + muster::duration{any.between(any.chance(20) ? -stride : 0, stride)};
            REQUIRE(budget.left(now) == all.left(now));
            if (any.chance(60)) {
                // Mostly no more than is left, as a careful asker does.
                const std::uint32_t n = any.chance(80) ? any.below(budget.left(now) + 1) : any.below(2 * per_hour + 2);
                budget.put(now, n);
                all.put(now, n);
                REQUIRE(budget.left(now) == all.left(now));
            }
        }
    }
}

TEST_CASE("governance/question_budget: who asks no more than is left never asks too much in any hour") {
    dice any{8};
    question_budget budget{5};
    std::vector<instant> put;
    instant now = noon;
    for (int step = 0; step < 3000; ++step) {
        now = now + muster::duration{any.between(0, 600'000)};
        const std::uint32_t n = any.below(budget.left(now) + 1);
        budget.put(now, n);
        put.insert(put.end(), n, now);
    }
    CHECK(put.size() > 1000);
    for (std::size_t i = 5; i < put.size(); ++i) { REQUIRE(put[i] - put[i - 5] >= 1_h); }
}

TEST_CASE("governance/question_budget: the ends of time do not overflow") {
    constexpr instant first{std::numeric_limits<std::int64_t>::min()};
    constexpr instant last{std::numeric_limits<std::int64_t>::max()};
    question_budget budget{2};
    budget.put(first);
    CHECK(budget.left(first) == 1);
    CHECK(budget.left(last) == 2);
    budget.put(last, 2);
    CHECK(budget.left(last) == 0);
    CHECK(budget.left(first) == 0);
}

TEST_CASE("governance/question_budget: a limit that would take too much memory is refused") {
    CHECK_NOTHROW(question_budget{1'000'000});
    CHECK_THROWS_WITH_AS((void)question_budget{1'000'001},
                         "question_budget: 1000001 questions an hour; at most 1000000", muster::error);
}
