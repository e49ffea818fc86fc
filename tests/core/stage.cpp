#include "muster/core/stage.hpp"

#include <doctest/doctest.h>

#include <type_traits>

TEST_CASE("core/stage: each stage is called what it is spelt, in the order in which they are asked") {
    using namespace muster;
    constexpr const char* expected[stage_count]{"locate", "classify", "grade",    "require", "gauge",
                                                "match",  "consult",  "dispatch", "assemble"};
    for (std::size_t i = 0; i < stage_count; ++i) { CHECK(to_string(static_cast<stage_id>(i)) == expected[i]); }
    static_assert(stage::locate.name == to_string(stage::locate.id));
    static_assert(stage::classify.name == to_string(stage::classify.id));
    static_assert(stage::grade.name == to_string(stage::grade.id));
    static_assert(stage::require.name == to_string(stage::require.id));
    static_assert(stage::gauge.name == to_string(stage::gauge.id));
    static_assert(stage::match.name == to_string(stage::match.id));
    static_assert(stage::consult.name == to_string(stage::consult.id));
    static_assert(stage::dispatch.name == to_string(stage::dispatch.id));
    static_assert(stage::assemble.name == to_string(stage::assemble.id));
}

TEST_CASE("core/stage: assigning a callable binds it, by value") {
    int factor = 3;
    const auto bound = muster::stage::grade = [factor](int n) { return n * factor; };
    static_assert(decltype(bound)::id == muster::stage_id::grade);
    factor = 5;
    CHECK(bound.callable(2) == 6);
}
