#include "muster/model/clock_anchor.hpp"

#include <doctest/doctest.h>

#include <type_traits>

using muster::clock_anchor;
using namespace muster::literals;

namespace {

template <class A, class B>
concept compare = requires(A a, B b) {
    a < b;
}
|| requires(A a, B b) { a == b; };
template <class A, class B>
concept add = requires(A a, B b) {
    a + b;
};
template <clock_anchor From, clock_anchor To>
concept is_interval = requires {
    typename muster::interval<From, To>;
};

using received_to_ordered = muster::interval<clock_anchor::received, clock_anchor::ordered>;
using ordered_to_scene = muster::interval<clock_anchor::ordered, clock_anchor::on_scene>;
using driving = muster::interval<clock_anchor::en_route, clock_anchor::on_scene>;

}  // namespace

TEST_CASE("model/clock_anchor: 57 s from the order on and 57 s of driving do not compare") {
    constexpr ordered_to_scene case_study{57_s};
    static_assert(case_study < ordered_to_scene{60_s});
    static_assert(case_study == ordered_to_scene{57_s});
    static_assert(!compare<ordered_to_scene, driving>);
    static_assert(!std::is_convertible_v<ordered_to_scene, driving>);
    static_assert(!compare<ordered_to_scene, muster::duration>);
}

TEST_CASE("model/clock_anchor: only what follows on adds up") {
    constexpr auto whole = received_to_ordered{30_s} + ordered_to_scene{57_s};
    static_assert(
        std::is_same_v<decltype(whole), const muster::interval<clock_anchor::received, clock_anchor::on_scene>>);
    static_assert(whole.length == 87_s);
    static_assert(!add<ordered_to_scene, received_to_ordered>);
    static_assert(!add<received_to_ordered, driving>);
    static_assert(!add<ordered_to_scene, ordered_to_scene>);
}

TEST_CASE("model/clock_anchor: intervals run forwards") {
    static_assert(is_interval<clock_anchor::received, clock_anchor::available>);
    static_assert(!is_interval<clock_anchor::on_scene, clock_anchor::ordered>);
    static_assert(!is_interval<clock_anchor::ordered, clock_anchor::ordered>);
}

TEST_CASE("model/clock_anchor: a limit that runs backwards or takes no time is refused, with the table's name") {
    using muster::check;
    CHECK_NOTHROW(check({clock_anchor::ordered, clock_anchor::on_scene, 1_ms}, "rings"));
    CHECK_THROWS_WITH_AS(check({clock_anchor::on_scene, clock_anchor::ordered, 1_s}, "rings"),
                         "rings: a time limit runs from `on scene` to `ordered`; the first anchor must come before the "
                         "second",
                         muster::error);
    CHECK_THROWS_AS(check({clock_anchor::ordered, clock_anchor::ordered, 1_s}, "rings"), muster::error);
    CHECK_THROWS_WITH_AS(check({clock_anchor::ordered, clock_anchor::on_scene, 0_s}, "rings"),
                         "rings: a time limit is 0 ms; it must be above 0", muster::error);
    CHECK_THROWS_AS(check({clock_anchor::ordered, clock_anchor::on_scene, -(1_s)}, "rings"), muster::error);
}

TEST_CASE("model/clock_anchor: which limits an arrival can be held against") {
    using muster::is_arrival_limit;
    static_assert(is_arrival_limit({clock_anchor::received, clock_anchor::on_scene, 1_s}));
    static_assert(is_arrival_limit({clock_anchor::accepted, clock_anchor::on_scene, 1_s}));
    static_assert(!is_arrival_limit({clock_anchor::en_route, clock_anchor::on_scene, 1_s}));
    static_assert(!is_arrival_limit({clock_anchor::received, clock_anchor::en_route, 1_s}));
}

TEST_CASE("model/clock_anchor: the anchors' names") {
    static_assert(muster::to_string(clock_anchor::received) == "received");
    static_assert(muster::to_string(clock_anchor::en_route) == "en route");
    static_assert(muster::to_string(clock_anchor::available) == "available");
}
