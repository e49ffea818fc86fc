#include "muster/core/ids.hpp"

#include <doctest/doctest.h>

#include <type_traits>

namespace {
template <class A, class B>
concept equal_or_ordered = requires(A a, B b) {
    a == b;
}
|| requires(A a, B b) { a < b; };
}  // namespace

TEST_CASE("core/ids: none is no thing, and comes after every thing") {
    static_assert(!muster::cell_id{});
    static_assert(!muster::cell_id::none());
    static_assert(muster::cell_id{0});
    static_assert(muster::cell_id{0} < muster::cell_id{1});
    static_assert(muster::cell_id{1'000'000} < muster::cell_id::none());
    static_assert(!muster::unit_handle::none());
    static_assert(muster::unit_handle{0, 0});
}

TEST_CASE("core/ids: a handle is of one generation") {
    static_assert(muster::unit_handle{3, 0} != muster::unit_handle{3, 1});
    static_assert(muster::unit_handle{3, 1} == muster::unit_handle{3, 1});
    static_assert(muster::unit_handle{3, 9} < muster::unit_handle{4, 0});
}

TEST_CASE("core/ids: ids of different tables do not meet") {
    static_assert(!equal_or_ordered<muster::cell_id, muster::type_id>);
    static_assert(!equal_or_ordered<muster::unit_handle, muster::expert_handle>);
    static_assert(!std::is_convertible_v<muster::rule_id, muster::card_id>);
    static_assert(!std::is_convertible_v<muster::department_handle, muster::unit_handle>);
    static_assert(!std::is_convertible_v<int, muster::cell_id>);
    static_assert(!std::is_convertible_v<muster::cell_id, bool>);
}
