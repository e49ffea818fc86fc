#include "muster/model/capability.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

using muster::capability_set;

TEST_CASE("model/capability: a set of capabilities, as std::set has it") {
    dice any{1};
    for (int round = 0; round < 200; ++round) {
        capability_set a;
        capability_set b;
        std::set<std::uint32_t> a_by_hand;
        std::set<std::uint32_t> b_by_hand;
        for (std::uint32_t i = any.below(6); i > 0; --i) {
            const std::uint32_t member = any.below(64);
            a.insert({member});
            a_by_hand.insert(member);
            if (any.chance(50)) {
                b.insert({member});
                b_by_hand.insert(member);
            }
        }
        if (any.chance(30)) {
            b.insert({63});
            b_by_hand.insert(63);
        }
        for (std::uint32_t i = 0; i < 64; ++i) { CHECK(a.contains({i}) == (a_by_hand.count(i) == 1)); }
        bool covered = true;
        for (const std::uint32_t each : b_by_hand) { covered &= a_by_hand.count(each) == 1; }
        CHECK(a.covers(b) == covered);
        CHECK(a.empty() == a_by_hand.empty());
        CHECK((a == b) == (a_by_hand == b_by_hand));
    }
}

TEST_CASE("model/capability: none and what lies beyond the limit is in no set") {
    constexpr capability_set all = [] {
        capability_set made;
        for (std::uint32_t i = 0; i < capability_set::limit; ++i) { made.insert({i}); }
        return made;
    }();
    static_assert(!all.contains(muster::capability_id::none()));
    static_assert(!all.contains({64}));
    static_assert(all.covers({}));
    static_assert(capability_set{}.empty());
    static_assert(capability_set{{0}, {3}}.bits() == 9);
}

TEST_CASE("model/capability: a city can tell 64 apart, and is told when it names one more") {
    muster::capability_list names;
    for (int i = 0; i < 64; ++i) { names.add("c" + std::to_string(i)); }
    CHECK_THROWS_WITH_AS(names.add("c64"), "name_list: `c64` is one too many; the limit is 64", muster::error);
}
