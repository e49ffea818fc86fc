#include "muster/core/keys.hpp"

#include <doctest/doctest.h>

#include <string_view>
#include <type_traits>

TEST_CASE("core/keys: each key is called what it is spelt") {
    static_assert(muster::id.name == "id");
    static_assert(muster::position.name == "position");
    static_assert(muster::text.name == "text");
    static_assert(muster::received_at.name == "received_at");
    static_assert(muster::name.name == "name");
    static_assert(muster::capabilities.name == "capabilities");
    static_assert(muster::turnout.name == "turnout");
    static_assert(muster::held_below.name == "held_below");
}

TEST_CASE("core/keys: a key of the library's and one of the caller's are the same kind of thing") {
    static_assert(std::is_same_v<decltype(muster::id), decltype(muster::field<"id">)>);
    static_assert(!std::is_same_v<decltype(muster::id), decltype(muster::field<"id2">)>);
}
