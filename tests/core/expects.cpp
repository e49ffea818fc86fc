// The check can be replaced before the first include; nothing else of the library is included here.
#include <stdexcept>

#define MUSTER_EXPECTS(condition, text) ((condition) ? static_cast<void>(0) : throw std::logic_error(text))

#include "muster/core/expects.hpp"

#include <doctest/doctest.h>

namespace {

int third_of(int n) {
    MUSTER_EXPECTS(n % 3 == 0, "third_of: a multiple of 3");
    return n / 3;
}

}  // namespace

TEST_CASE("core/expects: a replaced check is used, with its text") {
    CHECK(third_of(9) == 3);
    CHECK_THROWS_WITH_AS(third_of(10), "third_of: a multiple of 3", std::logic_error);
}
