#include "muster/core/digest.hpp"

#include <doctest/doctest.h>

#include <string_view>

TEST_CASE("core/digest: it is FNV-1a, 64 bit, as published") {
    using muster::digest;
    static_assert(digest{}.value() == 0xcbf29ce484222325U);
    static_assert(digest{}.bytes("a").value() == 0xaf63dc4c8601ec8cU);
    static_assert(digest{}.bytes("foobar").value() == 0x85944171f73967e8U);
    static_assert(digest{}.bytes("chongo was here!\n").value() == 0x46810940eff5f915U);
    CHECK(digest{}.bytes("\xff\x00\x00\x01").value() == digest{}.bytes("\xff").value());  // up to the first NUL: C text
    CHECK(digest{}.bytes(std::string_view{"\xff\x00\x00\x01", 4}).value() == 0x6961196491cc682dU);
}

TEST_CASE("core/digest: what is fed in pieces is told apart where it matters") {
    using muster::digest;
    CHECK(digest{}.bytes("ab").bytes("c").value() == digest{}.bytes("a").bytes("bc").value());
    CHECK(digest{}.words("ab").words("c").value() != digest{}.words("a").words("bc").value());
    CHECK(digest{}.words("").value() != digest{}.value());
    CHECK(digest{}.words("a").value() == digest{}.number(1).bytes("a").value());
}

TEST_CASE("core/digest: numbers go in as eight bytes, the lowest first") {
    using muster::digest;
    using namespace std::string_view_literals;
    CHECK(digest{}.number(0x0102).value() == digest{}.bytes("\x02\x01\0\0\0\0\0\0"sv).value());
    CHECK(digest{}.number(-1).value() == digest{}.bytes("\xff\xff\xff\xff\xff\xff\xff\xff"sv).value());
    CHECK(digest{}.number(1).value() != digest{}.number(2).value());
}

TEST_CASE("core/digest: a real number is its bits, and zero is zero with either sign") {
    using muster::digest;
    static_assert(digest{}.real(0.0).value() == digest{}.real(-0.0).value());
    static_assert(digest{}.real(0.0).value() == digest{}.number(0).value());
    static_assert(digest{}.real(1.0).value() == digest{}.number(0x3ff0000000000000).value());
    static_assert(digest{}.real(0.1).value() != digest{}.real(0.10000000000000002).value());
}
