#include "muster/unit/detail/demand.hpp"

#include <doctest/doctest.h>

#include <cstdint>

namespace {

using namespace muster;

need ask(std::uint32_t capability, std::uint32_t amount, std::int64_t within_ms,
         clock_anchor from = clock_anchor::ordered) {
    return {{capability}, amount, {from, clock_anchor::on_scene, {within_ms}}, {}};
}

}  // namespace

TEST_CASE("unit/detail/demand: the n-th unit has the strictest limit of all needs for n or more") {
    search_scratch scratch;
    scratch.needs = {ask(3, 3, 0), ask(3, 1, 300'000), ask(3, 2, 480'000), ask(1, 1, 60'000)};
    detail::arrange_demand(scratch, [](capability_id) { return std::size_t{9}; });
    REQUIRE(scratch.groups.size() == 2);
    CHECK(scratch.groups[0].capability == capability_id{1});  // the most pressing first
    CHECK(scratch.groups[1].capability == capability_id{3});
    REQUIRE(scratch.slots.size() == 4);
    CHECK(scratch.slots[scratch.groups[1].first].deadline_ms == 300'000);
    CHECK(scratch.slots[scratch.groups[1].first + 1].deadline_ms == 480'000);
    CHECK(scratch.slots[scratch.groups[1].first + 2].deadline_ms == search_scratch::no_deadline);
}

TEST_CASE("unit/detail/demand: a limit from the report on is shorter by what has passed") {
    search_scratch scratch;
    scratch.since_received = {100'000};
    scratch.needs = {ask(0, 1, 300'000, clock_anchor::received), ask(0, 1, 250'000)};
    detail::arrange_demand(scratch, [](capability_id) { return std::size_t{1}; });
    REQUIRE(scratch.slots.size() == 1);
    CHECK(scratch.slots[0].deadline_ms == 200'000);
    CHECK(scratch.slots[0].limit.from == clock_anchor::received);
}

TEST_CASE("unit/detail/demand: a need for four billion units is no four billion slots") {
    search_scratch scratch;
    scratch.needs = {ask(0, 0xffff'ffffU, 300'000), ask(1, 5, 200'000)};
    detail::arrange_demand(scratch, [](capability_id which) { return std::size_t{which.index == 0 ? 7U : 0U}; });
    CHECK(scratch.slots.size() == 7);
    REQUIRE(scratch.groups.size() == 2);
    CHECK(scratch.groups[0].earliest_ms == 200'000);  // nobody can do it, but it presses all the same
    CHECK(scratch.groups[0].amount == 5);
    CHECK(scratch.groups[1].amount == 0xffff'ffffU);
}
