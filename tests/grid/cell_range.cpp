#include "muster/grid/cell_range.hpp"

#include <doctest/doctest.h>

TEST_SUITE("grid/cell_range") {
    TEST_CASE("goes over its cells") {
        const muster::cell_range range{{3}, 4};
        std::uint32_t sum = 0;
        for (const muster::cell_id cell : range) { sum += cell.index; }
        CHECK(sum == 3 + 4 + 5 + 6);
        CHECK(range.size() == 4);
        CHECK(range.contains({3}));
        CHECK(range.contains({6}));
        CHECK_FALSE(range.contains({2}));
        CHECK_FALSE(range.contains({7}));
        CHECK_FALSE(range.contains(muster::cell_id::none()));
    }
}
