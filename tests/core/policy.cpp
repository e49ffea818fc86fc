#include "muster/core/policy.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace {

using muster::stage_id;
namespace stage = muster::stage;

struct table {  // a stage with state that counts how often it is copied
    int base = 0;
    std::shared_ptr<int> copies = std::make_shared<int>(0);

    explicit table(int from) : base{from} {}
    table(const table& other) : base{other.base}, copies{other.copies} { ++*copies; }
    table& operator=(const table&) = delete;
    int operator()(int n) const { return base + n; }
};

int doubled(int n) { return 2 * n; }

template <class Policy>
std::vector<int> ask_all(const Policy& policy, int n) {
    std::vector<int> answers;
    policy.for_each([&](const auto& callable) { answers.push_back(callable(n)); });
    return answers;
}

}  // namespace

TEST_CASE("core/policy: lambdas, generic lambdas, structs, functions and references are bound") {
    int offset = 1;
    const table large{10};
    const muster::policy bound{stage::locate = [&offset](int n) { return n + offset; },
                               stage::classify = [](const auto& n) { return static_cast<int>(n) * 3; },
                               stage::grade = table{100}, stage::require = &doubled,
                               stage::dispatch = std::cref(large)};
    CHECK(ask_all(bound, 5) == std::vector{6, 15, 105, 10, 15});
    offset = 2;
    CHECK(bound.get<stage_id::locate>()(5) == 7);  // captured by reference, as its writer wished
    CHECK(*large.copies == 0);                     // shared, never copied
}

TEST_CASE("core/policy: what is bound and what is not") {
    const muster::policy bound{stage::grade = &doubled, stage::dispatch = &doubled};
    using bound_type = decltype(bound);
    static_assert(std::remove_const_t<bound_type>::has<stage_id::grade>);
    static_assert(std::remove_const_t<bound_type>::has<stage_id::dispatch>);
    static_assert(!std::remove_const_t<bound_type>::has<stage_id::locate>);
    static_assert(!std::remove_const_t<bound_type>::has<stage_id::gauge>);
}

TEST_CASE("core/policy: with replaces exactly one stage and leaves the policy as it was") {
    const muster::policy before{stage::locate = [](int n) { return n + 1; }, stage::grade = table{100},
                                stage::dispatch = [](int n) { return n + 3; }};
    int added = 50;
    const auto after = before.with(stage::grade = [added](int n) { return n + added; });
    CHECK(ask_all(before, 0) == std::vector{1, 100, 3});
    CHECK(ask_all(after, 0) == std::vector{1, 50, 3});

    const auto twice = after.with(stage::grade = table{7}).with(stage::dispatch = &doubled);
    CHECK(ask_all(twice, 4) == std::vector{5, 11, 8});
    CHECK(ask_all(after, 4) == std::vector{5, 54, 7});
}

TEST_CASE("core/policy: a policy is a value") {
    std::string kept = "abc";
    const muster::policy original{stage::grade = [kept](int n) { return n + static_cast<int>(kept.size()); }};
    const auto copy = original;  // NOLINT: that is the test
    kept = "changed";
    CHECK(ask_all(copy, 1) == std::vector{4});
    static_assert(sizeof(muster::policy{stage::grade = [](int n) { return n; }}) == 1);  // no dead state
}

TEST_CASE("core/policy: stages of one type are told apart by their names") {
    const muster::policy bound{stage::grade = table{1}, stage::dispatch = table{2}};
    CHECK(bound.get<stage_id::grade>()(0) == 1);
    CHECK(bound.get<stage_id::dispatch>()(0) == 2);
    const auto swapped = bound.with(stage::dispatch = table{3});
    CHECK(swapped.get<stage_id::grade>()(0) == 1);
    CHECK(swapped.get<stage_id::dispatch>()(0) == 3);
}
