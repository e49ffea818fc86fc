#include "muster/model/need.hpp"

#include <doctest/doctest.h>

using namespace muster::literals;
using muster::clock_anchor;
using muster::need;

namespace {

constexpr need of(std::uint32_t capability, std::uint32_t amount, muster::duration within = {},
                  clock_anchor from = clock_anchor::ordered) {
    return {{capability}, amount, {from, clock_anchor::on_scene, within}, {}};
}

}  // namespace

TEST_CASE("model/need: one that is as many, as soon, on the same clock covers another") {
    using muster::covers;
    static_assert(covers(of(0, 2), of(0, 2)));
    static_assert(covers(of(0, 3), of(0, 2)));
    static_assert(!covers(of(0, 1), of(0, 2)));
    static_assert(!covers(of(1, 2), of(0, 2)));
    static_assert(covers(of(0, 2, 60_s), of(0, 2)));  // a time is more than none
    static_assert(!covers(of(0, 2), of(0, 2, 60_s)));
    static_assert(covers(of(0, 2, 60_s), of(0, 2, 60_s)));
    static_assert(covers(of(0, 2, 59_s), of(0, 2, 60_s)));
    static_assert(!covers(of(0, 2, 61_s), of(0, 2, 60_s)));
    static_assert(!covers(of(0, 2, 1_s, clock_anchor::received), of(0, 2, 60_s)));  // another clock
    static_assert(!of(0, 1).has_limit());
    static_assert(of(0, 1, 1_ms).has_limit());
}
