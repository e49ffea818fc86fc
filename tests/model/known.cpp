#include "muster/model/known.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <optional>
#include <string>

using muster::known;

namespace {
enum class fuel { petrol = 2, battery = 5 };
}

TEST_CASE("model/known: unknown is not zero") {
    const known<int> nothing;
    const known<int> said = muster::unknown;
    const known<int> zero = 0;
    CHECK_FALSE(nothing.is_known());
    CHECK_FALSE(static_cast<bool>(said));
    CHECK(nothing == said);
    CHECK(zero.is_known());
    CHECK(zero.value() == 0);
    CHECK(nothing != zero);
    CHECK(nothing.value_or(7) == 7);
    CHECK(zero.value_or(7) == 0);
}

TEST_CASE("model/known: a fact carries when it was so and when it was learned") {
    const known<int> seen{3, {1000}, {2500}};
    CHECK(seen.value() == 3);
    CHECK(seen.observed_at() == muster::instant{1000});
    CHECK(seen.received_at() == muster::instant{2500});
    CHECK(known<int>{3}.observed_at() == muster::instant{0});
    CHECK(known<int>{3} != seen);
    const known<std::string> words{"smoke"};
    CHECK(words.value() == "smoke");
}

TEST_CASE("model/known: what can be read as a number that may be unknown") {
    using muster::detail::reads_as_number;
    static_assert(reads_as_number<int>());
    static_assert(reads_as_number<bool>());
    static_assert(reads_as_number<const double&>());
    static_assert(reads_as_number<fuel>());
    static_assert(reads_as_number<std::optional<int>>());
    static_assert(reads_as_number<known<double>>());
    static_assert(reads_as_number<known<std::optional<int>>>());
    static_assert(!reads_as_number<std::string>());
    static_assert(!reads_as_number<std::optional<std::string>>());
    static_assert(!reads_as_number<int*>());

    using muster::detail::as_number;
    CHECK(as_number(3).value() == 3);
    CHECK(as_number(true).value() == 1);
    CHECK(as_number(fuel::battery).value() == 5);
    CHECK(as_number(std::optional<int>{4}).value() == 4);
    CHECK_FALSE(as_number(std::optional<int>{}).is_known());
    CHECK(as_number(known<int>{4}).value() == 4);
    CHECK_FALSE(as_number(known<int>{}).is_known());
    CHECK_FALSE(as_number(known<std::optional<int>>{std::optional<int>{}}).is_known());
}

TEST_CASE("model/known: a NaN is nobody's knowledge, an infinity is") {
    using muster::detail::as_number;
    CHECK_FALSE(as_number(std::numeric_limits<double>::quiet_NaN()).is_known());
    CHECK_FALSE(as_number(known<double>{std::numeric_limits<double>::quiet_NaN()}).is_known());
    CHECK_FALSE(as_number(std::optional<float>{std::numeric_limits<float>::quiet_NaN()}).is_known());
    CHECK(as_number(std::numeric_limits<double>::infinity()).is_known());
}
