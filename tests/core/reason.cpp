#include "muster/core/reason.hpp"

#include <doctest/doctest.h>

#include <type_traits>

namespace {
enum class room_verdict : std::uint16_t { good, bad };
}

TEST_CASE("core/reason: a plain value of 32 bytes") {
    static_assert(sizeof(muster::reason) == 32);
    static_assert(std::is_trivially_copyable_v<muster::reason>);
    static_assert(std::is_standard_layout_v<muster::reason>);
}

TEST_CASE("core/reason: the verdict is read as the room's own") {
    muster::reason made;
    CHECK(made.verdict_as<room_verdict>() == room_verdict::good);
    made.verdict = static_cast<std::uint16_t>(room_verdict::bad);
    CHECK(made.verdict_as<room_verdict>() == room_verdict::bad);
    CHECK(made != muster::reason{});
    CHECK(made == muster::reason{made});
}
