#include "muster/model/identity.hpp"

#include "muster/core/keys.hpp"

#include <doctest/doctest.h>

#include <string>

namespace identity_test {
struct numbered {
    int no;
    std::string sign;
};
inline constexpr auto bare = muster::map(muster::id = &numbered::no);
inline constexpr auto signed_map = muster::map(muster::id = &numbered::sign, muster::name = &numbered::sign);
inline constexpr auto labelled = muster::map(
    muster::id = &numbered::no, muster::name = [](const numbered& n) {
        return muster::label{n.sign, "号"};
    });
}  // namespace identity_test

TEST_CASE("model/identity: the id as text, the name or else the id") {
    const identity_test::numbered one{-7, "Engine 1"};
    CHECK(muster::key_of<identity_test::bare>(one) == "-7");
    CHECK(muster::called_by<identity_test::bare>(one).en == "-7");
    CHECK(muster::key_of<identity_test::signed_map>(one) == "Engine 1");
    CHECK(muster::called_by<identity_test::signed_map>(one).en == "Engine 1");
    CHECK(muster::called_by<identity_test::labelled>(one).zh == "号");
}
